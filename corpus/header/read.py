"""Facts about a document as a whole: number, type, issuer, dates, signer, title; each says where it was read.

The order is: the text layer, the signature stamps, the recognised head of page 1, the file name. A number
that the body cites or a list of related documents holds is never taken: absent is better than wrong.
"""

from __future__ import annotations

import re
from dataclasses import fields, replace
from typing import Any

from corpus.header.issuer import find_issuer
from corpus.header.letterhead import (
    addressees,
    attachment_date,
    attachment_number,
    letterhead_date,
    letterhead_number,
    page_number,
    read_fields,
    subject,
    title,
    title_date,
    title_number,
    type_in_title,
    with_lost_letter,
)
from corpus.header.mail import mail_header
from corpus.header.names import display_name, document_id, short_name
from corpus.header.numbers import type_of_number
from corpus.header.parts import Parts, take_apart
from corpus.header.signature import effective_on, passed_on, signature, signed_in_force
from corpus.header.stamps import number_in_name, stamped_date, stamped_effect, stamped_number
from corpus.model import MAILS, Fact, Header, SourceText
from corpus.structure import plain_of

__all__ = ["display_name", "document_id", "read_header", "short_name"]

_ASSEMBLIES = (
    "Quốc hội",
    "Ủy ban Thường vụ Quốc hội",
)  # their acts bear the day of passing and no other date


def read_header(source: SourceText, name: str) -> Header:
    """Read the facts about a document.

    Args:
        source: a document as a reader made it.
        name: its file name, the last resort for the number.
    """
    if source.media_type in MAILS:
        return mail_header(source)
    plain, offsets = _plain(source.text)
    read = _read(replace(source, text=plain, tables=(), pages=source.pages if offsets is None else ()), name)
    if offsets is None:
        return read
    facts = {f.name: getattr(read, f.name) for f in fields(Header) if f.name != "addressees"}
    placed: dict[str, Any] = {key: _placed(fact, offsets) for key, fact in facts.items()}
    return Header(**placed, addressees=tuple(f for a in read.addressees if (f := _placed(a, offsets))))


def _plain(text: str) -> tuple[str, list[int] | None]:
    """Return a text in NFC with Eth as Đ, and for each of its characters the offset in the original.

    The offsets are None where nothing had to be changed, or only characters one for one.
    """
    plain = plain_of(text)
    if len(plain) == len(text):
        return plain, None
    pieces, offsets = [], []
    for match in re.finditer(r"[^\u0300-\u036f][\u0300-\u036f]*|[\u0300-\u036f]+", text, re.S):
        pieces.append(plain_of(match[0]))
        offsets += [match.start()] * len(pieces[-1])
    return "".join(pieces), [*offsets, len(text)]


def _placed(fact: Fact | None, offsets: list[int]) -> Fact | None:
    if fact is None or fact.start is None or fact.end is None:
        return fact
    return replace(fact, start=offsets[fact.start], end=offsets[fact.end])


def _read(source: SourceText, name: str) -> Header:
    parts = take_apart(source)
    field = read_fields(parts)
    type_ = type_in_title(parts) or field.get("type")
    number = _doubted(_number(parts, field, type_, source, name), source)
    issuer = find_issuer(parts, field.get("issuer"))
    issued = _doubted(_issued_on(parts, field, type_, source, issuer), source)
    if type_ is None and number is not None and (word := type_of_number(number.value)):
        type_ = Fact(word, number.start, number.end, number.read_from)
    effective = (
        effective_on(parts, type_, issued) or field.get("effective_on") or stamped_effect(source.stamps)
    )
    signer, role = signature(parts, issuer)
    return Header(
        number=number,
        type=type_,
        issuer=issuer,
        issued_on=issued,
        effective_on=effective,
        signer=signer or field.get("signer"),
        signer_role=role or field.get("role"),
        title=title(parts),
        field=field.get("field"),
        addressees=addressees(parts),
        subject=subject(parts),
    )


_SURE = (
    88.0  # per cent; below it a page of tesseract holds a wrong digit in every other number (legacy scans)
)


def _doubted(fact: Fact | None, source: SourceText) -> Fact | None:
    """Mark digits that were recognised and may be wrong: from the head of a page, or from a poor or written one."""
    if fact is None:
        return None
    page = next((p for p in source.pages if fact.start is not None and p.start <= fact.start < p.end), None)
    poor = page is not None and page.confidence is not None and page.confidence < _SURE
    printed = source.text[fact.start : fact.end] if fact.start is not None and fact.end is not None else ""
    broken = source.read_by == "ocr" and re.search(r"\d\s+\d|[_~'’]", printed) is not None
    return replace(fact, doubtful=True) if fact.read_from == "ocr-head" or poor or broken else fact


def _number(
    parts: Parts, field: dict[str, Fact], type_: Fact | None, source: SourceText, name: str
) -> Fact | None:
    return (
        with_lost_letter(letterhead_number(parts), page_number(parts, type_))
        or field.get("number")
        or title_number(parts)
        or page_number(parts, type_)
        or attachment_number(parts, type_)
        or stamped_number(source.stamps, parts)
        or number_in_name(name)
    )


def _issued_on(
    parts: Parts, field: dict[str, Fact], type_: Fact | None, source: SourceText, issuer: Fact | None
) -> Fact | None:
    return (
        letterhead_date(parts)
        or field.get("issued_on")
        or title_date(parts)
        or attachment_date(parts, type_)
        or stamped_date(source.stamps)
        or signed_in_force(parts, type_, field.get("effective_on"))
        or (passed_on(parts) if issuer is not None and issuer.value in _ASSEMBLIES else None)
    )
