"""Corrections by people: kept apart from what was read, shown beside it, applied over every reading."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from corpus.errors import EditRefused
from corpus.header import display_name, document_id
from corpus.library.drafts import DRAFT, ISSUED
from corpus.library.manifest import Edit
from corpus.library.summary import Summary
from corpus.model import Fact, Header
from corpus.text import strip_diacritics

READ_FROM = "corrected"  # `Fact.read_from` of a value that a person set
EDITABLE = {  # field of a header → what people call it
    "number": "số hiệu",
    "type": "loại văn bản",
    "issuer": "cơ quan ban hành",
    "issued_on": "ngày ban hành",
    "signer": "người ký",
    "signer_role": "chức vụ người ký",
    "title": "trích yếu",
    "status": "tình trạng",  # a draft or issued: no field of a header, see `corpus.library.drafts`
}
_LONGEST = 500  # characters; the longest title seen has 420
_DATE = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})|(\d{4})-(\d{1,2})-(\d{1,2})")


@dataclass(frozen=True, slots=True)
class Correction:
    """One corrected field: what the person said, what the readers read, and the ISO date of the correction."""

    field: str
    value: str
    read: str | None
    on: str


def edits_of(sha256: str, changes: Mapping[str, str | None], today: date) -> tuple[Edit, ...]:
    """Return checked corrections of one document.

    Args:
        sha256: content hash of the document.
        changes: field → value; an empty value says that the document has none, None takes a correction back.
        today: the date of the corrections.

    Raises:
        EditRefused: an unknown field, a date that is none, a value too long.
    """
    return tuple(
        Edit(sha256, field, _checked(field, value), today.isoformat())
        for field, value in changes.items()
        if value is not None
    )


def _checked(field: str, value: str) -> str:
    if field not in EDITABLE:
        known = ", ".join(EDITABLE)
        raise EditRefused(f"Không sửa được trường “{field}”. Các trường sửa được: {known}.")
    text = " ".join("".join(c if c.isprintable() else " " for c in value).split())
    if len(text) > _LONGEST:
        raise EditRefused(f"Giá trị của {EDITABLE[field]} dài quá {_LONGEST} ký tự: hãy rút gọn.")
    if field == "status" and text:
        return _status(text)
    return _iso(text) if field == "issued_on" and text else text


def _status(text: str) -> str:
    found = next((s for s in (DRAFT, ISSUED) if strip_diacritics(text) == strip_diacritics(s)), None)
    if found is None:
        raise EditRefused(f"Tình trạng là “{DRAFT}” hoặc “{ISSUED}”, không phải “{text}”.")
    return found


def _iso(text: str) -> str:
    """Return a date as ISO.

    Raises:
        EditRefused: it is no date.
    """
    match = _DATE.fullmatch(text)
    try:
        if match is None:
            raise ValueError(text)
        day, month, year = (match[1], match[2], match[3]) if match[1] else (match[6], match[5], match[4])
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError as error:
        raise EditRefused(f"“{text}” không phải một ngày. Hãy viết như 05/06/2024.") from error


def merged(
    before: Iterable[Edit], new: Iterable[Edit], dropped: Iterable[tuple[str, str]]
) -> tuple[Edit, ...]:
    """Return all corrections with new ones in place of earlier ones, and without those taken back."""
    kept = {(e.sha256, e.field): e for e in before}
    kept |= {(e.sha256, e.field): e for e in new}
    for key in dropped:
        kept.pop(key, None)
    return tuple(kept.values())


def corrected_row(row: Summary, edits: Iterable[Edit]) -> Summary:
    """Return the row of a document as people corrected it; its key follows the corrected header."""
    own = [e for e in edits if e.sha256 == row.sha256]
    if not own:
        return row
    header = corrected(row.header, own)
    said = [d for d in row.doubts if not _answered(d, header)]
    return replace(
        row,
        header=header,
        id=document_id(header, row.sha256),
        name=display_name(header, row.source),
        draft=next((e.value == DRAFT for e in own if e.field == "status" and e.value), row.draft),
        doubts=tuple(said),
    )


def _answered(doubt: str, header: Header) -> bool:
    """Whether a doubt says that something is unknown which a person has stated."""
    return (doubt == "Chưa rõ số hiệu." and header.number is not None) or (
        doubt == "Chưa rõ ngày ban hành." and header.issued_on is not None
    )


def corrected(header: Header, edits: Iterable[Edit]) -> Header:
    """Return a header with corrections; each corrected fact says that a person set it."""
    names = {f.name for f in fields(Header)} - {"addressees"}  # a list, which no single value corrects
    changes: dict[str, Any] = {
        e.field: Fact(e.value, None, None, READ_FROM) if e.value else None for e in edits if e.field in names
    }
    return replace(header, **changes)


def corrections(read: Summary, edits: Iterable[Edit]) -> tuple[Correction, ...]:
    """Return corrections beside what was read."""
    return tuple(Correction(e.field, e.value, _read(read, e.field), e.on) for e in edits)


def _read(row: Summary, field: str) -> str | None:
    if field == "status":
        return DRAFT if row.draft else ISSUED
    fact: Fact | None = getattr(row.header, field, None)
    return fact.value if fact else None
