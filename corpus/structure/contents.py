"""Tables of contents: headings that are printed twice, once without what stands under them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from corpus.structure.lines import Line
from corpus.structure.markers import Style

_SHORTEST_RUN = 4  # headings one after another, each repeated elsewhere, that make a table of contents
_HEADINGS = {Style.PART, Style.CHAPTER, Style.DIVISION, Style.SUBDIVISION, Style.ARTICLE, Style.ROMAN}
_PAGE_DIGITS = 3  # of a page number at the end of an entry
_FILLING = ".…·_"  # between a heading and its page number
_LEADER_END = 120  # characters at the end of a line that are looked at: enough for leader and page number
# "I. MỤC TIÊU .......... 3", "Chương II …… 12"
_LEADER = re.compile(r"(?:\.{4,}|…{2,}|\t)\s*\d{1,3}$")


def without_contents(lines: list[Line]) -> list[Line]:
    """Take the marks from the lines of tables of contents, so that they open no provision."""
    keys = [_key(line) for line in lines]
    counts = Counter(key for key in keys if key)
    out = list(lines)
    for first, last in _runs(keys, counts):
        inside = lines[first:last]
        headings = sum(any(m.style in _HEADINGS for m in line.markers) for line in inside)
        if headings >= max(_SHORTEST_RUN, len(inside) // 2):  # half: a repeated text is no table of contents
            out[first:last] = [replace(line, markers=(), listed=True) for line in inside]
    return [
        replace(n, markers=(), listed=True) if n.markers and _LEADER.search(n.plain[-_LEADER_END:]) else n
        for n in out
    ]


def _runs(keys: list[str], counts: Counter[str]) -> Iterator[tuple[int, int]]:
    """Yield the runs of lines that are all repeated elsewhere; a line met twice in a run begins another."""
    first = 0
    seen: set[str] = set()
    for i, key in enumerate([*keys, ""]):
        if counts[key] < 2 or key in seen:
            if first < i:
                yield first, i
            first, seen = (i, {key}) if counts[key] > 1 else (i + 1, set())
        else:
            seen.add(key)


def _key(line: Line) -> str:
    """Return what a heading and its entry in a table of contents have in common."""
    if line.table is not None:
        return ""
    return " ".join(_without_page(line.plain).lower().split())


def _without_page(plain: str) -> str:
    """Return a line without the page number at its end and the dots before it."""
    text = plain.rstrip()
    for _ in range(_PAGE_DIGITS):
        if text[-1:].isdecimal():
            text = text[:-1]
    while text and (text[-1] in _FILLING or text[-1].isspace()):
        text = text.rstrip().rstrip(_FILLING)
    return text
