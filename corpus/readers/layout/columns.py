"""Two columns side by side: the letterhead, and recipients beside the signature.

Vietnamese administrative documents are set in one column; these two blocks are the exception
(NĐ 30/2020/NĐ-CP, Phụ lục I). They are recognised by their words and separated by the white
corridor between them, so that the lines of the two sides do not interleave.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.readers.layout.words import Line
from corpus.text import strip_diacritics

_CORRIDOR = 5.0  # points: the narrowest white strip that still separates two columns
_NEAR = 3.5  # line heights: how far apart lines of one block stand (the signature leaves room)

# "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "ĐẢNG CỘNG SẢN VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
_MOTTO = re.compile(r"cong hoa xa hoi|dang cong san viet nam|doc lap ?- ?tu do")
# "Hà Nội, ngày 16 tháng 6 năm 2025", also with blanks instead of digits
_DATE = re.compile(r"\bngay\b.{0,12}\bthang\b.{0,12}\bnam\b")
_RECIPIENTS = re.compile(r"^noi nhan\b")
# "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "T/M BAN THƯỜNG VỤ"
_SIGNATURE = re.compile(r"\b(?:tm|kt|tl|tuq|q)\. ?[a-z]|\b[tk]/[mtl]\b")


@dataclass(frozen=True, slots=True)
class Band:
    """Lines `first` to `last` (exclusive) of a page, cut at `x`."""

    first: int
    last: int
    x: float


def _gaps(line: Line) -> list[tuple[float, float]]:
    """Return the white intervals of a line, the margins included."""
    edges = [(-1e6, line.words[0].box.x0)]
    right = line.words[0].box.x1
    for word in line.words[1:]:
        if word.box.x0 - right >= _CORRIDOR:
            edges.append((right, word.box.x0))
        right = max(right, word.box.x1)
    return [*edges, (right, 1e6)]


def _common(a: list[tuple[float, float]], b: list[tuple[float, float]]) -> list[tuple[float, float]]:
    both = [(max(x0, y0), min(x1, y1)) for x0, x1 in a for y0, y1 in b]
    return [(x0, x1) for x0, x1 in both if x1 - x0 >= _CORRIDOR]


def _inner(gaps: list[tuple[float, float]]) -> list[tuple[float, float]]:
    return [(x0, x1) for x0, x1 in gaps if x0 > -1e5 and x1 < 1e5]


def _close(above: Line, below: Line) -> bool:
    return below.baseline - above.baseline <= _NEAR * max(above.size, below.size)


def _letterhead(lines: Sequence[Line]) -> Band | None:
    """Find the letterhead: from the motto's line to the date, with what stands left below it."""
    folded = [strip_diacritics(line.text) for line in lines[:25]]  # a letterhead is near the top
    motto = next((i for i, text in enumerate(folded) if _MOTTO.search(text)), None)
    if motto is None:
        return None
    first = motto
    gaps = _gaps(lines[motto])
    while first and _close(lines[first - 1], lines[first]):
        wider = _common(gaps, _gaps(lines[first - 1]))
        middle = _widest(_inner(wider))
        if middle is None or lines[first - 1].box.x0 > middle:
            break  # only the issuer's column begins higher; what stands right above is a copy's stamp
        first -= 1
        gaps = wider
    last, dated = motto + 1, bool(_DATE.search(folded[motto]))
    while last < len(folded) and _close(lines[last - 1], lines[last]):
        narrower = _common(gaps, _gaps(lines[last]))
        middle = _widest(_inner(narrower))
        if middle is None or (dated and lines[last].box.x1 > middle):
            break
        gaps = narrower
        dated = dated or bool(_DATE.search(folded[last]))
        last += 1
    middle = _widest(_inner(gaps))
    return Band(first, last, middle) if middle is not None else None


def _widest(gaps: list[tuple[float, float]]) -> float | None:
    """Return the middle of the widest white strip, or None without any."""
    if not gaps:
        return None
    x0, x1 = max(gaps, key=lambda g: g[1] - g[0])
    return (x0 + x1) / 2


def _signature(lines: Sequence[Line], start: int) -> Band | None:
    """Find the block of recipients and signature around the line `start`, which begins the recipients."""
    left = lines[start].box.x0
    gaps = _right_of(left, _gaps(lines[start]))
    last = start + 1
    while last < len(lines) and _close(lines[last - 1], lines[last]):
        narrower = _right_of(left, _common(gaps, _gaps(lines[last])))
        if not narrower:
            break
        gaps = narrower
        last += 1
    middle = _widest(_inner(gaps))
    if middle is None:
        return None
    first = start
    while first and _close(lines[first - 1], lines[first]) and lines[first - 1].box.x0 > middle:
        first -= 1
    return Band(first, last, middle)


def _right_of(x: float, gaps: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return the white strips that begin right of `x`."""
    return [g for g in gaps if g[0] > x]


def bands(lines: Sequence[Line]) -> Iterator[Band]:
    """Yield the two-column blocks of a page from top to bottom."""
    done = 0
    if head := _letterhead(lines):
        yield head
        done = head.last
    for i, line in enumerate(lines):
        if i >= done and _RECIPIENTS.match(strip_diacritics(line.text)):
            block = _signature(lines, i)
            if block and block.first >= done:
                yield block
                done = block.last
