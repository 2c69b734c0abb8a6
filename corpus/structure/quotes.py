"""Quoted provisions: “Điều 10. …” inside the clause that amends it."""

from __future__ import annotations

import re

from corpus.structure.lines import Line

_QUOTE_SIGN = re.compile(r"[“”„‟\"]")
_QUOTE_END = re.compile(r"[“”„‟\"][*_\s.;,:/]*$")
# "b) Sửa đổi, bổ sung khoản 4 như sau:"
_INSTRUCTION = re.compile(
    r"^\W*(?:\w{1,4}[.)/]|điều \d+\w?\.?|article \d+\.)\s*(?:sửa đổi|bổ sung|thay thế|bãi bỏ|"
    r"thay cụm từ|to amend|to add)",
    re.I,
)
_QUOTED_LINES = 600  # a quoted provision longer than this is an unclosed quotation mark


def find_quotes(lines: list[Line]) -> dict[int, int]:
    """Return, for each line that opens a quoted provision, the line on which the quotation closes."""
    found: dict[int, int] = {}
    i = 0
    while i < len(lines):
        close = _closing_line(lines, i) if _opens_quote(lines[i]) else None
        if close is not None:
            found[i] = close
            i = close
        i += 1
    return found


def _opens_quote(line: Line) -> bool:
    return any(m.quoted for m in line.markers)


def _closing_line(lines: list[Line], first: int) -> int | None:
    """Return the line that closes the quotation opened on line `first`, or None for an unclosed one.

    A closing line ends in a quotation mark that has no partner on its line; which of the marks “ ” " is
    printed says nothing. The next instruction ("b) Sửa đổi …") or quotation ends an unclosed one.
    """
    for j in range(first, min(len(lines), first + _QUOTED_LINES)):
        plain = lines[j].plain
        if j > first and (_opens_quote(lines[j]) or (lines[j].markers and _INSTRUCTION.match(plain))):
            return j - 1
        partnerless = len(_QUOTE_SIGN.findall(plain)) % 2 == (0 if j == first else 1)
        if partnerless and _QUOTE_END.search(plain):
            return j
    return None
