"""Which document a name means, and which id each document of a library has."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from corpus.errors import DocumentNotFound
from corpus.header.read import display_name
from corpus.library.ids import renamed
from corpus.library.manifest import Manifest, day
from corpus.library.report import Action, FileReport, doubts
from corpus.library.store import Store
from corpus.model import Document
from corpus.text.normalize import fold, strip_diacritics

_SUFFIX = 8  # hexadecimal digits of the content hash that tell two documents with one key apart
_NAMED = 5  # documents named in a message, so that it stays one readable sentence


def assign(shipped: Iterable[Document], manifest: Manifest, store: Store) -> tuple[Document, ...]:
    """Return the documents of a library under ids of their own.

    A second document with the same key and the same text is left out; with another text it gets its
    content hash behind the id. A complete text takes the place of a shipped extract with the same key.
    """
    held = [d for d in (store.document(e.sha256, e.name) for e in manifest.entries) if d is not None]
    complete = {d.id for d in held if d.complete}
    kept: dict[str, Document] = {d.id: d for d in shipped if d.complete or d.id not in complete}
    for document in held:
        namesake = kept.get(document.id)
        if namesake is None:
            kept[document.id] = document
        elif not same_text(namesake, document):
            key = f"{document.id}~{document.sha256[:_SUFFIX]}"
            kept[key] = renamed(document, key)
    return tuple(kept.values())


def marked_missing(documents: Iterable[Document], manifest: Manifest) -> tuple[Document, ...]:
    """Return the documents, with a warning on each whose file is not seen at any of its places."""
    since = {missing.origin: missing.since for missing in manifest.missing}
    unseen = {
        entry.sha256: f"Không thấy tệp từ {day(max(since[o] for o in entry.origins))}: {entry.origins[0]}."
        for entry in manifest.entries
        if entry.origins and all(origin in since for origin in entry.origins)
    }
    return tuple(
        replace(d, warnings=(*d.warnings, unseen[d.sha256])) if d.sha256 in unseen else d for d in documents
    )


def same_text(one: Document, other: Document) -> bool:
    """Whether two documents say the same, up to white space and the placing of tone marks."""
    return one.sha256 == other.sha256 or fold(one.text) == fold(other.text)


def choose(name: str, documents: tuple[Document, ...]) -> Document:
    """Return the one document that a name means: id, number, file name or words of the title.

    Raises:
        DocumentNotFound: none or several; the sentence lists what there is.
    """
    for matches in _readings(name, documents):
        if len(matches) == 1:
            return matches[0]
        if matches:
            raise DocumentNotFound(
                f"“{name}” chỉ tới {len(matches)} văn bản: {_list(matches)}. Hãy ghi rõ hơn."
            )
    raise DocumentNotFound(
        f"Không có văn bản “{name}” trong thư viện. Hiện có {len(documents)} văn bản: {_list(documents)}."
    )


def _readings(name: str, documents: tuple[Document, ...]) -> Iterable[list[Document]]:
    """Yield what a name may mean, the strictest reading first."""
    yield [d for d in documents if name in (d.id, d.source) or (len(name) >= 8 and d.sha256.startswith(name))]
    number = compact(name)
    yield [d for d in documents if number and number == compact(number_of(d))]
    yield [d for d in documents if number and number == compact(number_of(d)).split("/")[0].split("-")[0]]
    words = strip_diacritics(name)
    yield [d for d in documents if words and words in strip_diacritics(_called(d))]


def _called(document: Document) -> str:
    return f"{document.source} {display_name(document, document.source)}"


def number_of(document: Document) -> str:
    """Return the number of a document as it was read, or nothing."""
    return document.header.number.value if document.header.number else ""


def compact(text: str) -> str:
    """Return a number as it is compared: without spaces, marks and the word "Số"."""
    return re.sub(r"\s+|^so", "", strip_diacritics(text))


def _list(documents: Iterable[Document]) -> str:
    documents = list(documents)
    names = "; ".join(f"{number_of(d) or d.source} ({d.id})" for d in documents[:_NAMED])
    return names + ("; …" if len(documents) > _NAMED else "")


def describe(
    files: Iterable[FileReport], documents: Iterable[Document], held: Callable[[str], Document | None]
) -> tuple[FileReport, ...]:
    """Return the files of a report with what came of each: its document, how it was read, doubts.

    Args:
        files: what happened to each file.
        documents: the documents of the library now.
        held: content hash → the document read from it, also where another one says the same.
    """
    documents = tuple(documents)
    by_hash = {d.sha256: d for d in documents}
    return tuple(_described(f, by_hash.get(f.sha256), documents, held) for f in files)


def _described(
    file: FileReport,
    document: Document | None,
    documents: tuple[Document, ...],
    held: Callable[[str], Document | None],
) -> FileReport:
    if file.action in (Action.FAILED, Action.REMOVED, Action.MISSING):
        return file
    if document is None:
        left_out = held(file.sha256)
        namesake = next((d for d in documents if left_out and d.id == left_out.id), None)
        if namesake is None:
            return file
        message = f"Trùng số hiệu và lời văn với {namesake.source}."
        return replace(file, action=Action.DUPLICATE, document_id=namesake.id, message=message)
    return replace(
        file,
        document_id=document.id,
        read_by=document.read_by,
        pages=len(document.pages),
        doubts=doubts(document),
        message=file.message or _namesake(document, documents),
    )


def _namesake(document: Document, documents: tuple[Document, ...]) -> str | None:
    key, _, suffix = document.id.partition("~")
    first = next((d for d in documents if d.id == key), None)
    if not suffix or first is None:
        return None
    return f"Cùng số hiệu với {first.source} nhưng lời văn khác; giữ cả hai."
