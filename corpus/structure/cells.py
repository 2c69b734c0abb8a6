"""Cells of a table row under the joined headings of their columns.

Everything is worked out from the printed table and the text; nothing is copied, so every value stays a slice
of the document.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.model import Cell, Document, Level, Provision, Table
from corpus.structure.rows import Row, RowKind, is_ditto, read_rows
from corpus.text import fold, squeeze

_JOINT = " · "  # between the levels of a heading: "Năm 2025 · Kế hoạch"
_LONGEST_TITLE = 300  # characters of the lines above a table that name it
_DITTO_ROWS = 200  # a ditto mark further below its word than four pages is not read
_FURNITURE = re.compile(r"[\s\d/|–-]*")  # what may stand between two parts of a table: a page number
_UNIT_LINE = re.compile(r"\W*(?:đơn vị(?: tính)?|đvt)\b", re.I)
_NAMED = re.compile(
    r"(?:bảng|biểu|danh (?:mục|sách)|phụ lục|phụ biểu|mẫu|kế hoạch|kết quả|tổng hợp|chỉ tiêu)\b", re.I
)


@dataclass(frozen=True, slots=True)
class HeadedCell:
    """One cell of a row with the words that head its column.

    `text[start:end]` is the value; an empty cell has `start == end`. `spans` holds every piece of the value
    in order: several where a record is written over several rows of a sheet. `inherited` says that the value
    stands in a row above: in a cell merged over both, or repeated there by a ditto mark.
    """

    heading: str  # "" where no row names the column
    start: int
    end: int
    inherited: bool
    column: int
    column_span: int = 1
    spans: tuple[tuple[int, int], ...] = ()
    headings: tuple[tuple[int, int], ...] = ()  # spans of the printed headings, outermost first


@dataclass(frozen=True, slots=True)
class TableView:
    """A table with its rows told apart; `carried` is the view whose headings hold where it has none."""

    text: str
    table: Table
    rows: tuple[Row, ...]
    headings: tuple[Row, ...]
    grid: dict[tuple[int, int], Cell]
    carried: TableView | None = None

    def heads(self, row: Row) -> tuple[TableView, list[Row]]:
        """Return the rows of headings that hold for a row, and the view in which they stand."""
        own = [r for r in self.headings if _is_over(r, row)]
        if not own and self.carried is not None and self.carried.rows:
            return self.carried.heads(self.carried.rows[-1])
        return self, own


def _is_over(head: Row, row: Row) -> bool:
    """True for a heading of the block that holds for a row: not those of the table above it in the same sheet."""
    block = head.index if head.head is None else head.head
    return head.index < row.index and (row.head is None or block >= row.head or head.index == row.head)


def table_views(document: Document) -> tuple[TableView, ...]:
    """Return every table of a document; one that a page cuts takes its headings from the part before."""
    views: list[TableView] = []
    for table in document.tables:
        before = views[-1] if views else None
        views.append(_view(document.text, table, before))
    return tuple(views)


def _view(text: str, table: Table, before: TableView | None) -> TableView:
    rows = tuple(read_rows(text, table))
    grid = {
        (row, column): cell
        for cell in table.cells
        for row in range(cell.row, cell.row + min(cell.row_span, table.rows))
        for column in range(cell.column, cell.column + min(cell.column_span, table.columns))
    }
    headings = tuple(r for r in rows if r.kind is RowKind.HEADING)
    carries = (
        before is not None
        and before.table.columns == table.columns
        and not headings
        and _FURNITURE.fullmatch(text, before.table.end, table.start) is not None
    )
    return TableView(text, table, rows, headings, grid, before if carries else None)


def table_of(document: Document, provision: Provision) -> Table | None:
    """Return the table in which a provision stands, or None."""
    return next((t for t in document.tables if t.start <= provision.start < t.end), None)


def heading_rows(text: str, table: Table) -> tuple[Row, ...]:
    """Return the rows that name the columns of a table, without captions and rows of column numbers."""
    return tuple(row for row in read_rows(text, table) if row.kind is RowKind.HEADING)


def row_cells(document: Document, row: Provision) -> tuple[HeadedCell, ...]:
    """Return the cells of a row (or of a section of a table) from left to right; empty outside tables.

    For all rows of a document use `all_row_cells`, which reads each table once.
    """
    table = table_of(document, row)
    if table is None:
        return ()
    at = document.tables.index(table)
    first = at
    while first > 0 and _FURNITURE.fullmatch(
        document.text, document.tables[first - 1].end, document.tables[first].start
    ):
        first -= 1
    view: TableView | None = None
    for part in document.tables[first : at + 1]:
        view = _view(document.text, part, view)
    return () if view is None else _cells(view, row)


def all_row_cells(document: Document) -> Iterator[tuple[Provision, tuple[HeadedCell, ...]]]:
    """Yield every row and section of every table with its cells, in document order."""
    views = iter(table_views(document))
    view = next(views, None)
    for provision in document.provisions:
        while view is not None and provision.start >= view.table.end:
            view = next(views, None)
        if view is None:
            return
        if provision.start >= view.table.start and provision.level in (Level.ROW, Level.SECTION):
            yield provision, _cells(view, provision)


def is_summary(document: Document, row: Provision) -> bool:
    """Say whether a row sums up others: "Tổng cộng", "Cộng", "Chỉ số trung bình"."""
    table = table_of(document, row)
    if table is None:
        return False
    return any(r.kind is RowKind.SUMMARY for r in _rows_of(read_rows(document.text, table), row))


def table_title(document: Document, table: Table) -> tuple[int, int] | None:
    """Return the span of the words that name a table: a caption inside it, or the lines right above it.

    None where the line above says something else (a sentence of the text).
    """
    captions = [r for r in read_rows(document.text, table) if r.kind is RowKind.TITLE]
    if captions:
        return captions[0].start, captions[-1].end
    return _title_above(document.text, table.start)


def row_parents(document: Document, row: Provision) -> tuple[Provision, ...]:
    """Return the sections and numbered rows of the table above a row, outermost first: A, I, 2, 2.3."""
    table = table_of(document, row)
    if table is None:
        return ()
    inside = (p for p in document.ancestors(row) if p.start >= table.start and p.level is not Level.TABLE)
    return tuple(inside)


def cell_text(text: str, cell: HeadedCell) -> str:
    """Return what a cell says, its pieces joined: for display; a quote is a slice of the document."""
    return squeeze(" ".join(text[start:end] for start, end in cell.spans))


def _rows_of(rows: Sequence[Row], provision: Provision) -> list[Row]:
    """Return the printed rows that a provision covers with its own text."""
    first = max(0, bisect_right(rows, provision.start, key=lambda r: r.start) - 1)
    last = bisect_left(rows, provision.own_end, key=lambda r: r.start)
    found = [r for r in rows[first:last] if r.end > provision.start]
    return [r for r in found if r.kind not in (RowKind.HEADING, RowKind.TITLE, RowKind.NUMBERING)]


def _cells(view: TableView, provision: Provision) -> tuple[HeadedCell, ...]:
    rows = _rows_of(view.rows, provision)
    if not rows:
        return ()
    main = rows[0]
    out: list[HeadedCell] = []
    column = 0
    while column < view.table.columns:
        cell = view.grid.get((main.index, column))
        if cell is None:
            column += 1
            continue
        width = max(1, cell.column + cell.column_span - column)
        out.append(_headed(view, rows, cell, column, width))
        column += width
    return tuple(out)


def _headed(view: TableView, rows: Sequence[Row], cell: Cell, column: int, width: int) -> HeadedCell:
    heading, spans = _heading(*view.heads(rows[0]), column, width)
    inherited = cell.row < rows[0].index
    source = cell
    if is_ditto(view.text[cell.start : cell.end]) and (above := _repeated(view, rows[0], column)) is not None:
        source, inherited = above, True
    pieces = [(source.start, source.end)]
    pieces += [(c.start, c.end) for row in rows[1:] for c in row.cells if c.column == column]
    filled = tuple(piece for piece in pieces if piece[0] < piece[1])
    start, end = filled[0] if filled else (source.start, source.end)
    return HeadedCell(heading, start, end, inherited, column, width, filled, spans)


def _repeated(view: TableView, row: Row, column: int) -> Cell | None:
    """Return the nearest cell above a ditto mark that says something itself."""
    for index in range(row.index - 1, max(-1, row.index - _DITTO_ROWS), -1):
        cell = view.grid.get((index, column))
        words = view.text[cell.start : cell.end].strip() if cell is not None else ""
        if words and not is_ditto(words):
            return None if any(h.index == index for h in view.headings) else cell
    return None


def _heading(
    view: TableView, heads: Sequence[Row], column: int, width: int
) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Join the headings over some columns, outermost first; a cell counts once, side by side ones share a comma."""
    levels: list[list[Cell]] = []
    used: list[Cell] = []
    for head in heads:
        found: list[Cell] = []
        for at in range(column, column + width):
            cell = _heading_at(view, heads, head, at)
            if cell is not None and cell not in used and cell not in found and cell.start < cell.end:
                found.append(cell)
        used += found
        levels.append(found)
    said = ""
    for level in levels:
        words = ", ".join(dict.fromkeys(squeeze(view.text[c.start : c.end]) for c in level))
        if not words or fold(words) == fold(said):
            continue
        goes_on = words[:1].islower() or words.startswith("(")  # "Đơn vị / tính", "Kinh phí / (triệu đồng)"
        said = f"{said}{' ' if goes_on else _JOINT}{words}" if said else words
    return said, tuple((c.start, c.end) for c in used)


def _heading_at(view: TableView, heads: Sequence[Row], head: Row, column: int) -> Cell | None:
    """Return the heading of a row over a column; a blank one beside a group that was not merged belongs to it."""
    cell = view.grid.get((head.index, column))
    if cell is not None and cell.start < cell.end:
        return cell
    later = [h for h in heads if h.index > head.index]
    if not later or column == 0 or not any(_fills(view, h, column) for h in later):
        return None
    for left in range(column - 1, -1, -1):
        group = view.grid.get((head.index, left))
        if not any(_fills(view, h, left) for h in later):
            return None
        if group is not None and group.start < group.end:
            return group if group.row == head.index else None
    return None


def _fills(view: TableView, head: Row, column: int) -> bool:
    cell = view.grid.get((head.index, column))
    return cell is not None and cell.start < cell.end and cell.row == head.index


def _title_above(text: str, start: int) -> tuple[int, int] | None:
    """Return the lines right above a table that name it: in capitals, or "Bảng 1: …", not a sentence."""
    above = text[max(0, start - 2 * _LONGEST_TITLE) : start]
    lines = [m for m in re.finditer(r"[^\n]+", above) if m[0].strip()]
    while lines and _UNIT_LINE.match(lines[-1][0]):
        lines.pop()
    taken: list[re.Match[str]] = []
    for line in reversed(lines):
        words = line[0].strip()
        names = words.isupper() or (
            not taken and _NAMED.match(words.lstrip("*_# ")) and not words.endswith((".", ";"))
        )
        if not names or len(words) > _LONGEST_TITLE:
            break
        taken.append(line)
    if not taken:
        return None
    offset = start - len(above)
    first, last = taken[-1], taken[0]
    return offset + first.start(), offset + last.start() + len(last[0].rstrip())
