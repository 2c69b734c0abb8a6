"""Which document a name means, and which id each document of a library has."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from corpus.errors import DocumentNotFound
from corpus.library.manifest import Manifest, day
from corpus.library.report import Action, FileReport
from corpus.library.summary import Summary
from corpus.text import strip_diacritics

_SUFFIX = 8  # hexadecimal digits of the content hash that tell two documents with one key apart
_NAMED = 5  # documents named in a message, so that it stays one readable sentence


def assign(shipped: Iterable[Summary], held: Iterable[Summary]) -> tuple[Summary, ...]:
    """Return the documents of a library under ids of their own.

    A second document with the same key and the same text is left out; with another text it gets its
    content hash behind the id. A complete text takes the place of a shipped extract with the same key,
    and an issued one has the key before its drafts.
    """
    order = tuple(held)
    held = sorted(order, key=lambda row: row.draft)  # stable: issued documents first
    complete = {row.id for row in held if row.complete}
    kept: dict[str, Summary] = {row.id: row for row in shipped if row.complete or row.id not in complete}
    for row in held:
        namesake = kept.get(row.id)
        if namesake is None:
            kept[row.id] = row
        elif not same_text(namesake, row):
            key = f"{row.id}~{row.sha256[:_SUFFIX]}"
            kept[key] = replace(row, id=key)
    place = {row.sha256: number for number, row in enumerate(order)}
    return tuple(sorted(kept.values(), key=lambda row: place.get(row.sha256, -1)))


def missing_since(manifest: Manifest) -> dict[str, str]:
    """Return a sentence for each content hash whose file is not seen at any of its places."""
    since = {missing.origin: missing.since for missing in manifest.missing}
    return {
        entry.sha256: f"Không thấy tệp từ {day(max(since[o] for o in entry.origins))}: {entry.origins[0]}."
        for entry in manifest.entries
        if entry.origins and all(origin in since for origin in entry.origins)
    }


def same_text(one: Summary, other: Summary) -> bool:
    """Whether two documents say the same, up to white space and the placing of tone marks."""
    return one.sha256 == other.sha256 or one.words == other.words


def choose(name: str, documents: tuple[Summary, ...]) -> Summary:
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


def _readings(name: str, documents: tuple[Summary, ...]) -> Iterable[list[Summary]]:
    """Yield what a name may mean, the strictest reading first."""
    yield [d for d in documents if name in (d.id, d.source) or (len(name) >= 8 and d.sha256.startswith(name))]
    number = compact(name)
    yield [d for d in documents if number and number == compact(d.number)]
    yield [d for d in documents if number and number == compact(d.number).split("/")[0].split("-")[0]]
    words = strip_diacritics(name)
    yield [d for d in documents if words and words in strip_diacritics(f"{d.source} {d.name}")]


def compact(text: str) -> str:
    """Return a number as it is compared: without spaces, marks and the word "Số"."""
    return re.sub(r"\s+|^so", "", strip_diacritics(text))


def _list(documents: Iterable[Summary]) -> str:
    documents = list(documents)
    names = "; ".join(f"{d.number or d.source} ({d.id})" for d in documents[:_NAMED])
    return names + ("; …" if len(documents) > _NAMED else "")


def describe(
    files: Iterable[FileReport], documents: Iterable[Summary], held: Callable[[str], Summary | None]
) -> tuple[FileReport, ...]:
    """Return the files of a report with what came of each: its document, how it was read, doubts.

    Args:
        files: what happened to each file.
        documents: the documents of the library now.
        held: content hash → the document read from it, also where another one says the same.
    """
    by_hash = {d.sha256: d for d in documents}
    by_id = {d.id: d for d in documents}
    return tuple(_described(f, by_hash.get(f.sha256), by_id, held) for f in files)


def _described(
    file: FileReport,
    document: Summary | None,
    by_id: Mapping[str, Summary],
    held: Callable[[str], Summary | None],
) -> FileReport:
    if file.action in (Action.FAILED, Action.REMOVED, Action.MISSING):
        return file
    if document is None:
        left_out = held(file.sha256)
        namesake = by_id.get(left_out.id) if left_out else None
        if namesake is None:
            return file
        message = f"Trùng số hiệu và lời văn với {namesake.source}."
        return replace(file, action=Action.DUPLICATE, document_id=namesake.id, message=message)
    return replace(
        file,
        document_id=document.id,
        read_by=document.read_by,
        pages=document.pages,
        doubts=document.doubts,
        message=file.message or _namesake(document, by_id),
    )


def _namesake(document: Summary, by_id: Mapping[str, Summary]) -> str | None:
    key, _, suffix = document.id.partition("~")
    first = by_id.get(key)
    if not suffix or first is None:
        return None
    return f"Cùng số hiệu với {first.source} nhưng lời văn khác; giữ cả hai."
