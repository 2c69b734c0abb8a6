"""Take documents and watched folders out of a manifest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from corpus.errors import DocumentNotFound
from corpus.library.ledger import IN_TRASH
from corpus.library.manifest import Entry, Manifest
from corpus.library.names import choose, same_text
from corpus.library.report import Action, FileReport
from corpus.library.scan import under
from corpus.library.summary import Summary


def without(
    name: str,
    manifest: Manifest,
    documents: tuple[Summary, ...],
    held: Callable[[str], Summary | None],
) -> tuple[Manifest, list[FileReport]]:
    """Return a manifest without a document or a watched folder, and what was removed.

    Args:
        name: a watched folder's path, the place of a file, or a document's id, number or file name.
        manifest: what the library holds.
        documents: its documents.
        held: content hash → the document read from it, also where another one says the same.

    Raises:
        DocumentNotFound: the name fits none or several, or the document comes with the program.
    """
    path = str(Path(name).expanduser().absolute())
    if path in manifest.folders:
        return _without_folder(path, manifest)
    entry = next((e for e in manifest.entries if name in e.origins or path in e.origins), None)
    if entry is not None:
        return _without_entries([entry], manifest)
    document = choose(name, documents)
    same = [e for e in manifest.entries if _says(e, document, held)]
    if not same:
        raise DocumentNotFound(f"{document.source} là văn bản đi kèm chương trình, không gỡ được.")
    return _without_entries(same, manifest)


def _says(entry: Entry, document: Summary, held: Callable[[str], Summary | None]) -> bool:
    """Whether an entry is the document, or a copy of it in another format."""
    if entry.sha256 == document.sha256:
        return True
    other = held(entry.sha256)
    return other is not None and other.id == document.id and same_text(other, document)


def _without_folder(folder: str, manifest: Manifest) -> tuple[Manifest, list[FileReport]]:
    kept: list[Entry] = []
    files: list[FileReport] = []
    for entry in manifest.entries:
        left = tuple(o for o in entry.origins if not under(o, [folder]))
        if left:
            kept.append(replace(entry, origins=left))
        else:
            files.append(FileReport(Action.REMOVED, entry.origins[0], entry.sha256, message=IN_TRASH))
    return (
        replace(
            manifest,
            folders=tuple(f for f in manifest.folders if f != folder),
            entries=tuple(kept),
            failures=tuple(f for f in manifest.failures if not under(f.origin, [folder])),
        ),
        files,
    )


def _without_entries(gone: list[Entry], manifest: Manifest) -> tuple[Manifest, list[FileReport]]:
    hashes = {e.sha256 for e in gone}
    watched = [e.sha256 for e in gone if any(under(o, manifest.folders) for o in e.origins)]
    files = [FileReport(Action.REMOVED, e.origins[0], e.sha256, message=_said(e, watched)) for e in gone]
    return (
        replace(
            manifest,
            entries=tuple(e for e in manifest.entries if e.sha256 not in hashes),
            ignored=tuple(sorted({*manifest.ignored, *watched})),
        ),
        files,
    )


def _said(entry: Entry, watched: list[str]) -> str:
    if entry.sha256 not in watched:
        return IN_TRASH
    return f"Tệp vẫn nằm trong thư mục đang theo dõi nhưng sẽ được bỏ qua khi đồng bộ. {IN_TRASH}"
