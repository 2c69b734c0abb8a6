"""Facts in our own words about documents that are not held: who issued them, what is said of their status.

The facts stand in `documents/catalog.toml`. They are never quoted as the wording of a document; each names
the document and provision that says so, and whether that provision was read (first hand) or not.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from corpus.model import Document
from corpus.references import compact, find_references
from corpus.text import strip_diacritics

_LAW = "Luật"  # the one type whose title is part of its name


@dataclass(frozen=True, slots=True)
class Statement:
    """What some document says about the one of the entry, in our words."""

    says: str
    document: str  # number of the document that says it
    section: str  # human citation; empty where it is not known
    first_hand: bool  # we read that provision ourselves
    since: str | None = None  # ISO date from which it holds
    effect: str | None = None  # "begun", "ended", "amended": what it does to the entry's document


@dataclass(frozen=True, slots=True)
class CatalogEntry:
    """One document that is known of, whether or not it is held."""

    number: str
    type: str
    issuer: str
    issued_on: str | None
    title: str
    aliases: tuple[str, ...]
    places: tuple[str, ...]  # names that tell it from others with the same number
    relation: str  # how it stands to Kế hoạch 3316/KH-UBND
    statements: tuple[Statement, ...]

    @property
    def name(self) -> str:
        """Return how an official would name it: "Nghị quyết số 06-NQ/TU ngày 12/11/2021 của …"."""
        day = ""
        if self.issued_on:
            said = date.fromisoformat(self.issued_on)
            day = f" ngày {said.day}/{said.month}/{said.year}"
        kind = f"{self.type} {self.title}" if self.type == _LAW else self.type
        return f"{kind} số {self.number}{day} của {self.issuer}"


@cache
def entries() -> tuple[CatalogEntry, ...]:
    """Return the whole catalog."""
    data = tomllib.loads(resources.files("corpus.documents").joinpath("catalog.toml").read_text("utf-8"))
    return tuple(map(_entry, data["document"]))


def _entry(row: dict[str, Any]) -> CatalogEntry:
    return CatalogEntry(
        number=row["number"],
        type=row["type"],
        issuer=row["issuer"],
        issued_on=_iso(row.get("issued_on")),
        title=row["title"],
        aliases=tuple(row["aliases"]),
        places=tuple(row["places"]),
        relation=row["relation"],
        statements=tuple(map(_statement, row.get("statement", []))),
    )


def _statement(row: dict[str, Any]) -> Statement:
    return Statement(**{**row, "since": _iso(row.get("since"))})


def _iso(value: date | None) -> str | None:
    return value.isoformat() if value else None


def describe(entry: CatalogEntry) -> str:
    """Return what is known of a document in Vietnamese sentences, each with who says it."""
    title = f" về {entry.title[0].lower()}{entry.title[1:]}" if entry.title and entry.type != _LAW else ""
    states = sorted(entry.statements, key=lambda s: s.effect not in ("ended", "begun"))  # what asks most
    return " ".join([f"{entry.name}{title}.", *map(_described, states), entry.relation])


def _described(statement: Statement) -> str:
    place = f"{statement.section} " if statement.section else ""
    hand = "" if statement.first_hand else "; nguồn thứ cấp, chưa đối chiếu nguyên văn"
    return f"{statement.says.rstrip('.')} (theo {place}văn bản {statement.document}{hand})."


def find(reference_text: str, held: Collection[Document] = ()) -> tuple[CatalogEntry, ...]:
    """Return the entries that a question or a reference names; several where it does not tell them apart.

    Understands full numbers, type and leading number ("NQ 1210"), a long leading number alone ("1210"),
    and descriptions, with or without diacritics.

    Args:
        reference_text: the words of a user or of a document.
        held: documents of the library; an entry whose full text is held gives way to it.
    """
    text = strip_diacritics(reference_text)
    matching = _by_number(reference_text) or _by_head(text) or _by_alias(text)
    return _without_held(_told_apart(matching, reference_text), held)


def _by_number(text: str) -> list[CatalogEntry]:
    named = {compact(r.document.number) for r in find_references(text)}
    named |= {compact(word) for word in re.findall(r"\d[\w/-]*[/-]\w[\w/-]*", text)}
    return [e for e in entries() if compact(e.number) in named]


# Short and long names of types without diacritics, as people type them.
_TYPES = {
    "nq": "Nghị quyết",
    "nghi quyet": "Nghị quyết",
    "nd": "Nghị định",
    "nghi dinh": "Nghị định",
    "luat": "Luật",
}
_HEAD = re.compile(
    rf"\b(?P<type>{'|'.join(_TYPES)})\.?\s*(?:so\s*)?(?P<head>\d{{1,5}})(?:/(?P<year>\d{{4}}))?\b"
)
_ALONE = re.compile(r"(?<![\w/.,-])(?!(?:19|20)\d\d\b)(?P<head>\d{4,5})(?![\w/.,-]*\d)")


def _by_head(text: str) -> list[CatalogEntry]:
    found = []
    for match in _HEAD.finditer(text):
        kind, year = _TYPES[match["type"]], match["year"]
        same = [e for e in entries() if e.type == kind and _head(e) == match["head"].lstrip("0")]
        found += [
            e for e in same if year is None or f"/{year}/" in e.number or (e.issued_on or "").startswith(year)
        ]
    alone = {m["head"] for m in _ALONE.finditer(text)}
    return found or [e for e in entries() if _head(e) in alone]


def _head(entry: CatalogEntry) -> str:
    return re.split(r"\D", entry.number, maxsplit=1)[0].lstrip("0")


def _by_alias(text: str) -> list[CatalogEntry]:
    return [e for e in entries() if any(_says(text, alias) for alias in e.aliases)]


def _says(text: str, words: str) -> bool:
    return re.search(rf"\b{re.escape(strip_diacritics(words))}\b", text) is not None


def _told_apart(matching: Iterable[CatalogEntry], text: str) -> tuple[CatalogEntry, ...]:
    """Keep, among entries with one number, those whose place or date the text names."""
    matching = tuple(dict.fromkeys(matching))
    if len({compact(e.number) for e in matching}) != 1 or len(matching) < 2:
        return matching
    days = {r.document.issued_on for r in find_references(text)} - {None}
    dated = [e for e in matching if e.issued_on in days]
    placed = [e for e in matching if any(_says(strip_diacritics(text), place) for place in e.places)]
    return tuple(dated or placed or matching)


def _without_held(found: Iterable[CatalogEntry], held: Collection[Document]) -> tuple[CatalogEntry, ...]:
    return tuple(e for e in found if not any(_is(e, d) for d in held))


def _is(entry: CatalogEntry, document: Document) -> bool:
    header = document.header
    if header.number is None or compact(header.number.value) != compact(entry.number):
        return False
    day = header.issued_on.value if header.issued_on else None
    return day is None or entry.issued_on is None or day == entry.issued_on
