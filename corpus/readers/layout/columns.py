"""Columns side by side: the letterhead, recipients beside the signature, and running text.

Vietnamese administrative documents are set in one column; these two blocks are the exception
(NĐ 30/2020/NĐ-CP, Phụ lục I). They are recognised by their words and separated by the white
corridor between them, so that the lines of the two sides do not interleave. Bulletins and papers
set their text in columns; those are recognised by full lines on both sides of one corridor.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.readers.layout.model import Word
from corpus.readers.layout.words import Line
from corpus.text import strip_diacritics

_CORRIDOR = 5.0  # points: the narrowest white strip that still separates two columns
_GUTTER = 9.0  # points: the narrowest corridor between columns of text; a blank of a spread line has up to 8
_NEAR = 3.5  # line heights: how far apart lines of one block stand (the signature leaves room)

_FEWEST = 4  # lines of a column of text
_MOST = 250  # lines of a block of columns; a page of small print has 100 in each
_NARROWEST = 0.2  # share of the page's width that a column of text has at least
_FULL = 0.75  # share of the column's width from which a line is full
_MOSTLY = 0.6  # share of the lines that must be full: cells of a table without rules are short
_LOOSE = 1.35  # of the usual step: more room above a line begins a row of a table or a paragraph

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


def text_columns(lines: Sequence[Line], page_width: float) -> Iterator[Band]:
    """Yield the blocks of lines in which running text stands in columns, cut behind the first column."""
    right = max((line.box.x1 for line in lines), default=0.0)
    i = 0
    while i < len(lines):
        band = _parted(lines, i, right)
        if band is not None and _is_running(lines[band.first : band.last], band.x, page_width):
            yield band
            i = band.last
        else:
            i += 1


def _parted(lines: Sequence[Line], first: int, right: float) -> Band | None:
    """Return the longest run of lines from `first` that leave one corridor white before the right margin."""
    gaps = _before(right, _gaps(lines[first]))
    last = first + 1
    while gaps and last < min(len(lines), first + _MOST) and _close(lines[last - 1], lines[last]):
        narrower = _before(right, _common(gaps, _gaps(lines[last])))
        if not narrower:
            break
        gaps = narrower
        last += 1
    middle = _widest([g for g in gaps if g[1] < 1e5])
    return Band(first, last, middle) if middle is not None else None


def _before(right: float, gaps: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return the white strips wide enough to part columns, the margins left out."""
    return [g for g in gaps if g[0] > -1e5 and g[0] < right - _GUTTER and g[1] - g[0] >= _GUTTER]


def _is_running(lines: Sequence[Line], x: float, page_width: float) -> bool:
    """Return whether both sides of a corridor are running text: wide, of full lines, not row beside row."""
    sides = [
        [ws for line in lines if (ws := [w for w in line.words if (w.box.x0 >= x) == right])]
        for right in (False, True)
    ]
    for side in sides:
        widths = [words[-1].box.x1 - words[0].box.x0 for words in side]
        if len(side) < _FEWEST or max(widths) < _NARROWEST * page_width:
            return False
        if sum(w >= _FULL * max(widths) for w in widths) < _MOSTLY * len(widths):
            return False
    left, right = (_breaks(side) for side in sides)
    shared = sum(any(abs(a - b) < 2.0 for b in right) for a in left)  # points
    return shared < 2 or shared * 2 < min(len(left), len(right))


def _breaks(side: Sequence[Sequence[Word]]) -> list[float]:
    """Return the levels of the lines that stand further below the line above than is usual."""
    levels = [words[0].baseline for words in side]
    steps = [b - a for a, b in pairwise(levels)]
    usual = sorted(steps)[len(steps) // 3] if steps else 0.0  # the lower third: inside paragraphs
    return [b for (a, b) in pairwise(levels) if b - a > _LOOSE * usual]
