"""Names and keys of documents, made from their headers."""

from __future__ import annotations

import re
import unicodedata
from typing import Protocol

from corpus.model import Header
from corpus.text import fold, strip_diacritics

_LONGEST_TITLE = 120  # characters of a title that stands for a missing number


def document_id(header: Header, sha256: str) -> str:
    """Return the key of a document: number, issuer and date in ASCII ("3316-KH-UBND@lam-dong@2022-05-13").

    A document without a number is known by its content: the first 16 digits of its hash.
    """
    if header.number is None:
        return f"sha-{sha256[:16]}"
    number = re.sub(r"[^A-Za-z0-9]+", "-", _ascii_number(header.number.value)).strip("-")
    issuer = _slug(_place(header.issuer.value)) if header.issuer else "-"
    date = header.issued_on.value if header.issued_on else "-"
    return f"{number}@{issuer}@{date}"


def _ascii_number(number: str) -> str:
    """Spell Đ as DD so that QĐ and QD stay two."""
    spelled = number.replace("Đ", "DD").replace("đ", "dd")
    return "".join(c for c in unicodedata.normalize("NFD", spelled) if not unicodedata.combining(c))


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", strip_diacritics(name)).strip("-") or "-"


def _place(issuer: str) -> str:
    """Return the place of a local body, or the whole name of a central one."""
    local = r"(?:ủy ban nhân dân|hội đồng nhân dân|tỉnh ủy|thành ủy)\s+(?:tỉnh |thành phố )?(?P<place>.+)"
    match = re.match(local, fold(issuer))
    return match["place"] if match else issuer


class Headed(Protocol):
    """What has a header and a file name: a document, or its row in a list."""

    @property
    def header(self) -> Header:
        """Return what its head says."""

    @property
    def source(self) -> str:
        """Return the file name."""


def _header_of(document: Headed | Header) -> Header:
    return document if isinstance(document, Header) else document.header


def display_name(document: Headed | Header, source: str = "") -> str:
    """Return the full name: "Kế hoạch số 3316/KH-UBND ngày 13/5/2022 của UBND tỉnh Lâm Đồng".

    Args:
        document: a document or its header.
        source: file name, used where neither number nor title was read.
    """
    header = _header_of(document)
    if header.number is None:
        return (
            _title_name(header) or source or ("Văn bản" if isinstance(document, Header) else document.source)
        )
    name = f"{header.type.value if header.type else 'Văn bản'} số {header.number.value}"
    if header.issued_on:
        year, month, day = header.issued_on.value.split("-")
        name += f" ngày {int(day)}/{int(month)}/{year}"
    return f"{name} của {_short_issuer(header.issuer.value)}" if header.issuer else name


def _title_name(header: Header) -> str:
    if header.title is None:
        return ""
    capitals = sum(c.isupper() for c in header.title.value) > sum(c.islower() for c in header.title.value)
    title = header.title.value.lower() if capitals else header.title.value
    if len(title) > _LONGEST_TITLE:
        title = title[: _LONGEST_TITLE - 3].rsplit(" ", 1)[0] + " …"
    if header.type is None:
        return title[:1].upper() + title[1:]
    return f"{header.type.value} {title[:1].lower() + title[1:]}"


def _short_issuer(issuer: str) -> str:
    return issuer.replace("Ủy ban nhân dân", "UBND").replace("Hội đồng nhân dân", "HĐND")


def short_name(document: Headed | Header, source: str = "") -> str:
    """Return the short name: "Kế hoạch 3316/KH-UBND"."""
    header = _header_of(document)
    if header.number is None:
        return display_name(document, source)
    return f"{header.type.value if header.type else 'Văn bản'} {header.number.value}"
