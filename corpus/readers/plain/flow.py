"""Paragraphs and tables in reading order, composed into one `SourceText`.

Every office format is read into blocks first (a paragraph is a string, a table a `Grid`), so that
offsets, tabs and newlines are decided in one place. A table that only places text on the page
(letterhead, "Nơi nhận" beside the signature, a frame around everything) is written cell by cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from corpus.model import Cell, Page, SourceText, Table


@dataclass(frozen=True, slots=True)
class GridCell:
    """One printed cell with its place, its extent and its content."""

    row: int
    column: int
    blocks: tuple[Block, ...]
    row_span: int = 1
    column_span: int = 1

    def plain(self) -> str:
        """Return the content as lines, tables inside it flattened."""
        return "\n".join(_plain(block) for block in self.blocks).strip()


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of the original; merged cells stand once, cells are in row order."""

    cells: tuple[GridCell, ...]

    @property
    def rows(self) -> int:
        """Return the number of rows, merged ones counted."""
        return max((c.row + c.row_span for c in self.cells), default=0)

    @property
    def columns(self) -> int:
        """Return the number of columns, merged ones counted."""
        return max((c.column + c.column_span for c in self.cells), default=0)


Block = str | Grid


def _plain(block: Block) -> str:
    if isinstance(block, str):
        return block
    return "\n".join(" ".join(filter(None, (c.plain() for c in row))) for row in _by_row(block))


def _by_row(grid: Grid) -> list[list[GridCell]]:
    rows: list[list[GridCell]] = [[] for _ in range(grid.rows)]
    for cell in grid.cells:
        rows[cell.row].append(cell)
    return rows


# "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "ĐẢNG CỘNG SẢN VIỆT NAM", in both placings of the tone.
_STATE = re.compile(r"C[ỘÔO]NG\s+H(?:ÒA|OÀ)\s+XÃ\s+H[ỘÔ]I|Đ[ẢA]NG\s+C[ỘÔ]NG\s+S[ẢA]N", re.I)
# "Nơi nhận:"; in capitals only, because tables of posts hold the same words: "TM. ỦY BAN NHÂN DÂN",
# "KT. CHỦ TỊCH", "T/M BAN THƯỜNG VỤ", "BỘ TRƯỞNG", "NGƯỜI LẬP BIỂU"
_CLOSING = re.compile(
    r"^\s*(?:N[ơƠ]i\s+nh[ậẬ]n\s*:|NƠI NHẬN|(?:TM|KT|TL|TUQ|Q)\.\s*[A-ZĐƯỦ]{2}|[TK]/[MLT]\.?\s+[A-ZĐƯỦ]{2}"
    r"|ĐẠI\s+DIỆN\s|NGƯỜI\s+LẬP|THỦ\s+TRƯỞNG"
    r"|(?:CHỦ\s+TỊCH|BỘ\s+TRƯỞNG|GIÁM\s+ĐỐC|THỦ\s+TƯỚNG|BÍ\s+THƯ|CHÁNH\s+VĂN\s+PHÒNG)\s*$)",
    re.M,
)
_NUMBERED = re.compile(r"^\s*(?:STT|TT|Số\s+TT|Số\s+thứ\s+tự)\b", re.I)


def is_layout(grid: Grid) -> bool:
    """Say whether a table only places text on the page and has no rows of data."""
    if len(grid.cells) <= 1 or grid.columns == 1 or (grid.rows == 1 and grid.columns <= 3):
        return True  # a frame, or a line of fields; data has a row of headings too
    nested = [b for c in grid.cells for b in c.blocks if isinstance(b, Grid) and not is_layout(b)]
    if any(len(inner.cells) >= len(grid.cells) for inner in nested):
        return True
    if grid.columns > 4 or grid.rows > 8:  # a letterhead is at most this large
        return False
    texts = [c.plain() for c in grid.cells]
    if any(_NUMBERED.match(text) for text in texts):
        return False
    closes = grid.rows <= 4 and any(_CLOSING.search(text) for text in texts)  # who, signed, name: three rows
    return closes or any(_STATE.search(text) for text in texts)


def without_soft_hyphens(text: str) -> str:
    """Return decoded text without the hyphens that only a line's end would show.

    Before decoding they must stay: the code of a soft hyphen is the letter ư in TCVN3.
    """
    return text.replace("\xad", "")


def plain_text(blocks: Sequence[Block]) -> str:
    """Return blocks as lines."""
    return "\n".join(_plain(block) for block in blocks)


def has_state_head(text: str) -> bool:
    """Say whether a text holds the national or the Party's heading."""
    return bool(_STATE.search(text))


@dataclass(slots=True)
class Flow:
    """The text so far and the tables in it."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    tables: list[Table] = field(default_factory=list)

    def write(self, text: str) -> None:
        """Append text as it is."""
        self.parts.append(text)
        self.length += len(text)

    def add(self, blocks: Iterable[Block]) -> None:
        """Append blocks: paragraphs as lines, tables as rows with tabs between the cells."""
        for block in blocks:
            if isinstance(block, str):
                self.write(block + "\n")
            elif is_layout(block):
                for cell in block.cells:
                    self.add(cell.blocks)
            else:
                self._add_table(block)

    def _add_table(self, grid: Grid) -> None:
        start = self.length
        cells: list[Cell] = []
        for row in _by_row(grid):
            column = 0
            for cell in row:
                self.write("\t" * (cell.column - column))
                column = cell.column
                text = cell.plain().replace("\t", " ")
                cells.append(_placed(cell, self.length, self.length + len(text)))
                self.write(text)
            self.write("\n")
        self.tables.append(Table(start, self.length, grid.rows, grid.columns, tuple(cells)))

    def text(self) -> str:
        """Return everything appended so far."""
        return "".join(self.parts)


def _placed(cell: GridCell, start: int, end: int) -> Cell:
    return Cell(cell.row, cell.column, start, end, cell.row_span, cell.column_span)


def compose(
    blocks: Sequence[Block],
    *,
    media_type: str,
    read_by: str = "text",
    warnings: Sequence[str] = (),
) -> SourceText:
    """Return the text of some blocks with the spans of its tables."""
    flow = Flow()
    flow.add(blocks)
    return SourceText(
        text=flow.text(),
        media_type=media_type,
        read_by=read_by,
        tables=tuple(flow.tables),
        warnings=tuple(warnings),
    )


def compose_pages(
    pages: Iterable[tuple[int, Sequence[Block]]],
    *,
    media_type: str,
    read_by: str = "text",
    warnings: Sequence[str] = (),
) -> SourceText:
    """Return the text of numbered pages of blocks with the spans of the pages and their tables."""
    flow = Flow()
    spans: list[Page] = []
    for number, blocks in pages:
        start = flow.length
        flow.add(blocks)
        spans.append(Page(number, start, flow.length))
    return SourceText(
        text=flow.text(),
        media_type=media_type,
        read_by=read_by,
        pages=tuple(spans),
        tables=tuple(flow.tables),
        warnings=tuple(warnings),
    )


MAX_SPAN = 100  # columns that a cell may cover; no printed table is wider, more is damage


def place(rows: Sequence[Sequence[tuple[tuple[Block, ...], int, int]]]) -> Grid:
    """Return the grid of rows whose cells say only their content, row span and column span.

    A cell goes to the first free column of its row, as HTML lays tables out.
    """
    free_from: dict[int, int] = {}  # column → first row in which it is free
    cells: list[GridCell] = []
    for row, printed in enumerate(rows):
        column = 0
        for blocks, row_span, column_span in printed:
            while free_from.get(column, 0) > row:
                column += 1
            height = min(max(row_span, 1), len(rows) - row)
            width = min(max(column_span, 1), MAX_SPAN)
            cells.append(GridCell(row, column, blocks, height, width))
            free_from.update((c, row + height) for c in range(column, column + width))
            column += width
    return Grid(tuple(cells))


_SLIVER = 150  # twentieths of a point, 2.6 mm: a column that narrow is an edge dragged by hand


def aligned(grid: Grid, widths: Sequence[int] = ()) -> Grid:
    """Return a grid without columns that nobody sees: slivers, and those in which no cell starts.

    Args:
        grid: the table by its invisible grid columns.
        widths: their widths in twentieths of a point, where known.
    """
    starts = {cell.column for cell in grid.cells}
    narrow = {c for c, width in enumerate(widths) if 0 <= width < _SLIVER}
    narrow -= {cell.column for cell in grid.cells if all(c in narrow for c in _columns(cell))}
    gone = narrow | {c for c in range(grid.columns) if c not in starts and c - 1 not in narrow}
    before = [0]
    for column in range(grid.columns):
        before.append(before[-1] + (column not in gone))
    cells = []
    for cell in grid.cells:
        start, end = before[cell.column], before[cell.column + cell.column_span]
        if end <= start:
            return grid  # the widths lie: better the grid as it was written
        cells.append(replace(cell, column=start, column_span=end - start))
    return Grid(tuple(cells))


def _columns(cell: GridCell) -> range:
    return range(cell.column, cell.column + cell.column_span)
