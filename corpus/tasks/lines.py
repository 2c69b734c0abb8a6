"""The printed lines of a document outside its tables, for facts that offices write line by line."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.model import Document

# "1.", "2.1.", "a)", "IV.", "Điều 1."; a dash, a plus, a dot of a list
_MARKER = re.compile(
    r"\s*(?:(?P<bullet>[-–+•*▪●]\s*)|(?P<letter>[a-zđ]\d?[.)]\s)|(?P<number>(?:Điều\s+\d+[a-z]?|\d{1,2}(?:\.\d{1,2})*|[IVXLC]{1,6})[.)]\s))?\s*"
)


@dataclass(frozen=True, slots=True)
class Printed:
    """A line behind its marker: `document.text[start:end] == text`."""

    text: str
    start: int
    end: int
    bullet: bool
    lettered: bool
    numbered: bool


def printed_lines(document: Document) -> Iterator[Printed]:
    """Give the lines of the text outside tables, each without its marker and the blanks around it."""
    begins = [t.start for t in document.tables]
    for line in re.finditer(r"[^\n]+", document.text):
        i = bisect_right(begins, line.start()) - 1
        if i >= 0 and line.start() < document.tables[i].end:
            continue
        marker = _MARKER.match(line[0])
        at = marker.end() if marker else 0
        text = line[0][at:].rstrip()
        if not text:
            continue
        start = line.start() + at
        bullet, letter, number = (bool(marker and marker[g]) for g in ("bullet", "letter", "number"))
        yield Printed(text, start, start + len(text), bullet, letter, number)


def smallest_provision(document: Document, at: int) -> str:
    """Return the id of the innermost provision at an offset, or nothing."""
    place = document.provision_at(at)
    return place.id if place is not None else ""
