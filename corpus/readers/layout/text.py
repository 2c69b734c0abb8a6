"""Blocks of pages to one text with the spans of pages and tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from corpus.model import Cell, Page, Table
from corpus.readers.layout.notes import begins_note
from corpus.readers.layout.read import PageLayout
from corpus.readers.layout.tables import Grid
from corpus.readers.layout.words import Line, joint

_ALIGNED = 3.0  # points by which starts of lines at one margin differ
_ALIGNED_SCAN = 7.0  # the same on a scan, where the margin leans
_INDENT = (
    5.0  # points beyond that: a first line is set in by more (Word's default is 36, the decree's 28 to 36)
)
_SEVERAL = 0.12  # share of a page's lines that begin at its left margin
_RIGHT_HALF = 0.6  # share of the page's width left of which no right margin lies
_CLEARLY_SHORT = 40.0  # points before the right margin: such a line ends its paragraph
_LOOSE = 1.5  # a distance between baselines this much above the usual one begins a paragraph
_NEARLY = 0.85  # share of a column's width from which a line is full
_LEADING = 2.3  # em: the widest distance between lines of one paragraph

# "Điều 5.", "Chương II", "Mục 1", "III.", "1.", "1.1.", "a)", "đ)", "-", "+", "•"
_MARKER = re.compile(
    r"(?:(?:Điều|ĐIỀU|Chương|CHƯƠNG|Mục|MỤC|Phần|PHẦN|Phụ lục|PHỤ LỤC)\s+[\dIVXLA]+"
    r"|[IVXL]+[.)/-]|\(?\d{1,3}(?:\.\d{1,3})*[.)/]|\(?[a-zđ][.)]|[-+–—*•])(?:\s|$)"
)


@dataclass(frozen=True, slots=True)
class Margins:
    """Where body lines of a page begin and end, and how far apart they stand."""

    left: float
    right: float
    leading: float
    indented: bool  # paragraphs of this page begin with an indent
    aligned: float = _ALIGNED  # points by which starts of lines at one margin differ
    markers_set_in: bool = False  # in this document lines with a marker begin with an indent


@dataclass(slots=True)
class Assembled:
    """The text of a document with its spans; `lines` says where each line came to stand."""

    text: str
    pages: tuple[Page, ...]
    tables: tuple[Table, ...]
    lines: list[tuple[int, int, int, Line]] = field(default_factory=list)  # page, start, end, line


def _clusters(values: Sequence[float], aligned: float) -> list[tuple[float, int]]:
    """Return (value, how many are within a few points) from the smallest, each value once."""
    out: list[tuple[float, int]] = []
    for value in sorted(set(values)):
        if not out or value - out[-1][0] > aligned:
            out.append((value, sum(0 <= v - value <= aligned for v in values)))
    return out


def _body(page: PageLayout) -> list[Line]:
    """Return the lines of a page that run from margin to margin."""
    return [x for x in page.lines if id(x) not in page.column_of and id(x) not in page.flow_of]


def margins(page: PageLayout) -> Margins:
    """Measure a page's body: the left margin is the leftmost place where several lines begin."""
    aligned = _ALIGNED if page.confidence is None else _ALIGNED_SCAN
    return _margins(_body(page), page.width, aligned)


def _margins(body: Sequence[Line], width: float, aligned: float) -> Margins:
    """Measure the lines of a page or of one column of it; `width` is that of the whole."""
    wide = [x for x in body if x.box.width > width / 2] or body
    lefts = [x.box.x0 for x in body]
    several = max(2.0, len(body) * _SEVERAL)
    left = next((v for v, n in _clusters(lefts, aligned) if n >= several), min(lefts, default=0.0))
    ends = [x.box.x1 for x in wide]
    right = max((v for v, n in _clusters(ends, aligned) if n >= several), default=max(ends, default=width))
    steps = sorted(b.baseline - a.baseline for a, b in pairwise(body) if b.baseline > a.baseline)
    leading = steps[len(steps) // 3] if steps else 0.0  # the lower third: inside paragraphs
    set_in = sum(v > left + _INDENT + aligned for v in lefts)
    at_left = sum(abs(v - left) <= aligned for v in lefts)
    return Margins(left, right, leading, at_left >= 2 and set_in >= 2, aligned)


def measure(pages: Sequence[PageLayout]) -> list[Margins]:
    """Measure all pages, and whether markers stand at an indent throughout."""
    measured = [margins(page) for page in pages]
    inside = flush = 0
    for page, m in zip(pages, measured, strict=True):
        for above, below in pairwise(_body(page)):
            if _MARKER.match(below.text) and above.box.x1 < m.right - _CLEARLY_SHORT:
                inside += below.box.x0 > m.left + m.aligned + _INDENT
                flush += below.box.x0 <= m.left + m.aligned
    return [replace(m, markers_set_in=inside >= 3 and flush * 10 <= inside) for m in measured]


def continues(above: Line, below: Line, m: Margins, *, same_page: bool, joined: bool) -> bool:
    """Return whether a line goes on with the paragraph of the line before.

    The first word of `below` would not have fitted on `above`, `below` is not set in, both look
    alike, and no extra space parts them. A line that begins with a marker goes on only where all
    markers of the document stand at an indent and this one does not ("… ngày 28 tháng 02 năm | 2025.").
    """
    a, b = above.box, below.box
    first = below.words[0].box.width + 0.2 * below.size  # a narrow blank
    fits = a.x1 + first < m.right - m.aligned
    alike = abs(above.size - below.size) <= 1.0 and (above.bold == below.bold or not below.bold)
    if fits or not alike or _heads(above.text, below.text):
        return False
    if same_page:
        step = below.baseline - above.baseline
        if not 0 < step <= _LEADING * below.size or (m.leading and step > _LOOSE * m.leading):
            return False
    at_left = abs(b.x0 - m.left) <= m.aligned
    if _MARKER.match(below.text):
        return m.markers_set_in and at_left and not below.words[0].bold
    if above.text[-1] in ".;:" and not m.indented:
        return False
    under = abs(b.x0 - a.x0) <= m.aligned and (joined or not m.indented)
    return at_left or under or _hangs(above, b.x0, m.aligned)


def _heads(above: str, below: str) -> bool:
    """Return whether a line in capitals stands above a sentence."""
    return above.isupper() and " " in above and below[:1].isupper() and not below.isupper()


def _runs_on(above: Line, below: Line, width: float) -> bool:
    """Return whether a nearly full line of a narrow column goes on: ragged lines leave room for short words."""
    full = above.box.width >= _NEARLY * width and above.text[-1] not in ".;:!?"
    return full and not _MARKER.match(below.text) and not _heads(above.text, below.text)


def _hangs(above: Line, x: float, aligned: float) -> bool:
    """Return whether `x` is where the text after the marker of `above` begins."""
    marked = len(above.words) > 1 and _MARKER.match(above.text)
    return bool(marked) and abs(above.words[1].box.x0 - x) <= aligned


@dataclass(frozen=True, slots=True)
class _Pending:
    """The line written last, still without what follows it."""

    page: PageLayout
    line: Line
    margins: Margins
    joined: bool


class _Writer:
    """Collects the text and the spans."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.tables: list[Table] = []
        self.lines: list[tuple[int, int, int, Line]] = []
        self.starts: dict[int, int] = {}  # pages that begin inside a table

    def add(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def line(self, page: int, line: Line) -> None:
        start = self.length
        self.add(line.text)
        self.lines.append((page, start, self.length, line))

    def notes(self, page: PageLayout) -> None:
        """Write the footnotes of a page, each on a line of its own."""
        for i, line in enumerate(page.notes):
            if i:
                self.add("\n" if begins_note(line) else joint(page.notes[i - 1].text, line.text))
            self.line(page.number, line)
        self.add("\n")

    def table(self, grid: Grid) -> None:
        start = self.length
        at = {(c.row, c.column): c for c in grid.cells}
        cells = []
        for row in range(grid.rows):
            if row in grid.breaks:
                self.starts[grid.breaks[row]] = self.length
            for column in range(grid.columns):
                if column:
                    self.add("\t")
                cell = at.get((row, column))
                if cell:
                    begin = self.length
                    self.add(cell.text)
                    cells.append(Cell(row, column, begin, self.length, cell.row_span, cell.column_span))
            self.add("\n")
        self.tables.append(Table(start, self.length, grid.rows, grid.columns, tuple(cells)))


def assemble(pages: Sequence[PageLayout]) -> Assembled:
    """Make one text of all pages.

    Guarantees:
        1. Each page and each table is one span; pages cover the text without overlap.
        2. Lines of one paragraph are joined by a blank, all other lines end with a newline.
        3. Footnotes stand on their page in lines of their own, before a paragraph that the page's end cuts.
    """
    out = _Writer()
    spans: list[Page] = []
    pending: _Pending | None = None
    measured = measure(pages)
    for at, (page, m) in enumerate(zip(pages, measured, strict=True)):
        start = out.starts.get(page.number, out.length)
        notes_at = _cut_paragraph(pages, measured, at) if page.notes else -1
        for i, block in enumerate(page.blocks):
            if i == notes_at:
                out.add("\n" if pending else "")
                out.notes(page)
                pending = None
            if isinstance(block, Grid):
                out.add("\n" if pending else "")
                pending = None
                out.table(block)
                continue
            joint_text = _between(pending, page, block, m) if pending else ""
            out.add(joint_text)
            if pending and page is not pending.page and block is page.blocks[0]:
                start = out.length  # the joint belongs to the page before
            out.line(page.number, block)
            pending = _Pending(page, block, m, joined=joint_text != "\n")
        if page.notes and notes_at == len(page.blocks):
            out.add("\n" if pending else "")
            out.notes(page)
            pending = None
        spans.append(Page(page.number, start, out.length, page.confidence))
    if pending:
        out.add("\n")
    return Assembled("".join(out.parts), _touching(spans, out.length), tuple(out.tables), out.lines)


def _cut_paragraph(pages: Sequence[PageLayout], measured: Sequence[Margins], at: int) -> int:
    """Return the block of a page at which a paragraph begins that goes on overleaf; the end where none does."""
    page, m = pages[at], measured[at]
    end = len(page.blocks)
    following = pages[at + 1] if at + 1 < len(pages) else None
    below = following.blocks[0] if following is not None and following.blocks else None
    last = page.blocks[-1] if page.blocks else None
    if following is None or not isinstance(below, Line) or not isinstance(last, Line):
        return end
    if _between(_Pending(page, last, m, joined=True), following, below, measured[at + 1]) == "\n":
        return end
    first = end - 1
    while first > 0:
        above, line = page.blocks[first - 1], page.blocks[first]
        if not isinstance(above, Line) or not isinstance(line, Line):
            break
        if _between(_Pending(page, above, m, joined=True), page, line, m) == "\n":
            return first
        first -= 1
    return first if first > 0 else end


def _between(last: _Pending, page: PageLayout, below: Line, m: Margins) -> str:
    """Return what stands between the last line and the next."""
    if last.page.column_of.get(id(last.line)) or page.column_of.get(id(below)):
        return "\n"
    same_page = last.page is page
    shared = m if same_page else replace(m, right=last.margins.right)
    runs_on = False
    before, here = last.page.flow_of.get(id(last.line)), page.flow_of.get(id(below))
    if (before is None) != (here is None):
        return "\n"
    if before is not None and here is not None:
        same_page = before is here
        own = _margins(here, here[0].box.width, m.aligned)
        right = own.right if same_page else _margins(before, before[0].box.width, m.aligned).right
        shared = replace(own, right=right, markers_set_in=m.markers_set_in)
        runs_on = same_page and _runs_on(last.line, below, own.right - own.left)
    if runs_on or continues(last.line, below, shared, same_page=same_page, joined=last.joined):
        return joint(last.line.text, below.text)
    return "\n"


def _touching(spans: Sequence[Page], length: int) -> tuple[Page, ...]:
    """Let each page end where the next begins."""
    out = []
    for i, page in enumerate(spans):
        end = spans[i + 1].start if i + 1 < len(spans) else length
        out.append(Page(page.number, page.start, max(page.start, end), page.confidence))
    return tuple(out)
