"""`hoidap add`, `remove`, `restore`, `sync`, `edit`, `documents`, `outline`, `text`."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.cli.output import (
    document_row,
    heading,
    note,
    outline_rows,
    print_rows,
    report_lines,
    report_row,
    say,
    trash_row,
)
from assistant.cli.session import index_documents, progress_bar, settings
from assistant.library_opening import open_library
from assistant.settings import Settings
from corpus.header import display_name
from corpus.library import EDITABLE, Action, Correction, Library, Report, day, doubts
from corpus.model import Document, Level, SourceText

if TYPE_CHECKING:
    from index import SyncReport


def add(arguments: Namespace) -> int:
    """Add files, folders, archives and addresses, then bring the index up to date."""
    chosen = settings()
    library = open_library(chosen)
    with progress_bar("Đọc văn bản") as progress:
        report = library.add(arguments.paths, progress)
    return _finish(report, library, chosen, as_json=arguments.json)


def remove(arguments: Namespace) -> int:
    """Remove documents or watched folders, then bring the index up to date."""
    chosen = settings()
    library = open_library(chosen)
    return _finish(
        library.remove(arguments.names, forever=arguments.forever), library, chosen, as_json=arguments.json
    )


def restore(arguments: Namespace) -> int:
    """Take removed documents back, list what can be taken back, or restore a backup."""
    chosen = settings()
    if len(arguments.names) == 1 and Path(arguments.names[0]).is_file():
        from assistant import backup  # noqa: PLC0415 - only for a file
        from assistant.cli import backup as command  # noqa: PLC0415 - only for a file

        path = Path(arguments.names[0])
        if backup.is_backup(path):
            return command.restore(chosen, path, replace=arguments.replace)
    library = open_library(chosen)
    if arguments.names:
        return _finish(library.restore(arguments.names), library, chosen, as_json=arguments.json)
    if arguments.json:
        print_rows(map(trash_row, library.trash()))
        return 0
    for trashed in library.trash():
        say(f"{trashed.called}\n    Tệp: {trashed.entry.name}, gỡ ngày {day(trashed.removed_on)}")
    if not library.trash():
        say("Thùng rác trống.")
    return 0


def sync(arguments: Namespace) -> int:
    """Make the library agree with the watched folders, and the index with the library."""
    chosen = settings()
    library = open_library(chosen)
    with progress_bar("Đọc văn bản") as progress:
        report = library.sync(progress, remove_missing=arguments.remove_missing)
    code = _finish(report, library, chosen, as_json=arguments.json)
    return 1 if report.of(Action.MISSING) else code


def _finish(report: Report, library: Library, chosen: Settings, *, as_json: bool) -> int:
    if as_json:
        print_rows(map(report_row, report.files))
    else:
        for line in report_lines(report):
            say(line)
    indexed = index_documents(library, chosen)
    if indexed.message:
        note(indexed.message)
    if not as_json:
        say(f"Chỉ mục: {_pieces(indexed)} đoạn của {len(library.documents())} văn bản.")
    failed, files = len(report.of(Action.FAILED)), len(report.files)
    return 1 if failed and failed == files else 0


def _pieces(indexed: SyncReport) -> int:
    return indexed.added + indexed.updated + indexed.unchanged


def edit(arguments: Namespace) -> int:
    """Correct fields of a document's header; without a field, show what was corrected."""
    library = open_library(settings())
    changes: dict[str, str | None] = {
        field: getattr(arguments, field) for field in EDITABLE if getattr(arguments, field) is not None
    }
    changes |= dict.fromkeys(arguments.undo)
    row = library.edit(arguments.document, changes) if changes else None
    document = library.document(row.id if row else arguments.document)
    if arguments.json:
        print_rows([document_row(document, library.corrections(document.id))])
    else:
        _print_card(document, library.corrections(document.id))
    return 0


def documents(arguments: Namespace) -> int:
    """Print what is known about each document."""
    library = open_library(settings())
    chosen = [library.document(arguments.document)] if arguments.document else library.documents()
    if arguments.json:
        print_rows(document_row(d, library.corrections(d.id)) for d in chosen)
        return 0
    for document in chosen:
        _print_card(document, library.corrections(document.id))
    return 0


_CARD = (
    ("Số hiệu", "number"),
    ("Loại", "type"),
    ("Cơ quan ban hành", "issuer"),
    ("Ngày ban hành", "issued_on"),
    ("Ngày hiệu lực", "effective_on"),
    ("Người ký", "signer"),
    ("Trích yếu", "title"),
)


def _print_card(document: Document, corrections: Iterable[Correction] = ()) -> None:
    corrected = {c.field: c for c in corrections}
    say(display_name(document, document.source))
    say(f"    Mã: {document.id}")
    for words, field in _CARD:
        fact = getattr(document.header, field)
        if fact is not None:
            say(f"    {words}: {fact.value}{_beside(corrected.pop(field, None))}")
    for left in corrected.values():  # a field that a person said the document has not
        say(
            f"    {EDITABLE[left.field][:1].upper()}{EDITABLE[left.field][1:]}: {left.value or 'không có'}{_beside(left)}"
        )
    say(f"    Tệp: {document.source}, đọc bằng {document.read_by}")
    for doubt in doubts(document):
        say(f"    Lưu ý: {doubt}")


def _beside(correction: Correction | None) -> str:
    """Return what was read, beside what a person set."""
    if correction is None:
        return ""
    read = f"máy đọc là “{correction.read}”" if correction.read else "máy không đọc được"
    return f" (sửa ngày {day(correction.on)}; {read})"


def outline(arguments: Namespace) -> int:
    """Print the outline of all documents, of one, or of a file outside the library."""
    for document in _outlined(arguments.document):
        if arguments.json:
            print_rows(outline_rows(document))
        else:
            _print_outline(document)
    return 0


def _outlined(name: str | None) -> tuple[Document, ...]:
    chosen = settings()
    if name and Path(name).is_file():
        from corpus.library import hash_file, outline_one  # noqa: PLC0415 - as above

        path = Path(name)
        return (outline_one(path, hash_file(path), open_library(chosen).read_limits),)
    library = open_library(chosen)
    return (library.document(name),) if name else library.documents()


_UNPRINTED = {Level.FRONT, Level.PARAGRAPH}


def _print_outline(document: Document) -> None:
    say(display_name(document, document.source))
    for provision in document.provisions:
        if provision.level not in _UNPRINTED:
            depth = len(document.ancestors(provision)) + 1
            say(f"{'  ' * depth}{heading(document, provision)[:100]}")  # one line of a wide terminal


def text(arguments: Namespace) -> int:
    """Print the text of a file as it was read; nothing is kept."""
    chosen = settings()
    path = Path(arguments.file)
    if path.is_file():
        source = _read(path, chosen)
        for warning in source.warnings:
            note(f"Lưu ý: {warning}")
        say(source.text)
    else:
        say(open_library(chosen).document(arguments.file).text)
    return 0


def _read(path: Path, chosen: Settings) -> SourceText:
    from corpus.library import read_one  # noqa: PLC0415 - the readers' libraries

    return read_one(path, path.name, open_library(chosen).read_limits)
