"""The layout of assignment tables: rows with merged cells, and columns by the words of their headings."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.agencies import find_agencies
from corpus.model import Cell, Table
from corpus.tasks.roles import Role, column_role
from corpus.text import deadline_norm, fold, squeeze


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of an assignment table by role, and the first row below its headings."""

    columns: dict[Role, tuple[int, ...]]
    first_row: int
    headings: tuple[str, ...]
    marks: tuple[tuple[int, Cell], ...] = ()  # columns "Quý I", "2026" that are ticked, with their headings
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as rows of cells, each merged cell at every place that it covers."""

    text: str
    table: Table
    rows: tuple[tuple[Cell | None, ...], ...]

    def value(self, cell: Cell | None) -> str:
        """Return what is printed in a cell."""
        return squeeze(self.text[cell.start : cell.end]) if cell is not None else ""


_HEADING_ROWS = 6  # a title, units and two rows of headings may stand above the first task
YEARS = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")


def make_grid(text: str, table: Table) -> Grid:
    """Lay the cells of a table out so that each place knows the cell that covers it."""
    rows: list[list[Cell | None]] = [[None] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        for row in range(cell.row, min(cell.row + cell.row_span, table.rows)):
            for column in range(cell.column, min(cell.column + cell.column_span, table.columns)):
                rows[row][column] = cell
    return Grid(text, table, tuple(tuple(row) for row in rows))


def read_layout(grid: Grid) -> Layout | None:
    """Find the row of headings and what each column holds, or None when the table assigns nothing."""
    for first in range(min(_HEADING_ROWS, len(grid.rows))):
        for height in (3, 2, 1):
            last = first + height
            if last > len(grid.rows) or not _heads_only(grid, first, last):
                continue
            headings = _headings(grid, first, last)
            if any(_is_content(h) for h in headings):
                continue
            columns = _columns(headings)
            if _assigns(columns):
                lowest = grid.rows[last - 1]
                marks = tuple(
                    (i, cell) for i, cell in enumerate(lowest) if cell and _is_time(headings[i], columns, i)
                )
                return Layout(columns, last, headings, marks, _year_of(headings))
    return None


def _heads_only(grid: Grid, first: int, last: int) -> bool:
    """Tell whether all rows but the first are sub-headings: short, and no task begins in them."""
    for row in range(first + 1, last):
        cells = [c for c in set(filter(None, grid.rows[row])) if c.row == row]
        values = [grid.value(c) for c in cells]
        filled = [v for v in values if v]
        covered = any(c is not None and c.row < row for c in grid.rows[row])
        if not filled or not covered or any(len(v) > 60 for v in filled):
            return False
        if not all(column_role(v) or deadline_norm(v) or len(v) < 25 for v in filled):
            return False
        if re.fullmatch(r"\(?\d+\)?[.)]?", grid.value(grid.rows[row][0])):
            return False
    return True


def _headings(grid: Grid, first: int, last: int) -> tuple[str, ...]:
    """Return for each column the words of its headings, the lowest first."""
    out = []
    for column in range(grid.table.columns):
        cells: list[Cell] = []
        for row in range(last - 1, first - 1, -1):
            cell = grid.rows[row][column]
            if cell is not None and cell not in cells:
                cells.append(cell)
        out.append(" / ".join(v for v in map(grid.value, cells) if v))
    return tuple(out)


def _is_content(heading: str) -> bool:
    """Tell a cell below the headings: long, or the name of an agency."""
    lowest = heading.partition(" / ")[0]
    found = find_agencies(lowest) if "sở" in fold(lowest) or "ubnd" in fold(lowest) else ()
    return len(lowest) > _LONGEST_HEADING or any(
        len(m.value) > 0.8 * len(lowest) for m in found if m.kind == "own"
    )


_LONGEST_HEADING = 90  # characters; longer cells are tasks


# What a body is in charge of, where no column says "nội dung".
_THING = re.compile(
    r"(?:các |danh mục )?(?:tên|lĩnh vực|thủ tục|hồ sơ|loại|chỉ tiêu|tiêu chí|mục tiêu|kiến nghị|ý kiến|vấn đề)(?!\w)"
)


def _columns(headings: tuple[str, ...]) -> dict[Role, tuple[int, ...]]:
    found: dict[Role, list[int]] = {}
    for i, heading in enumerate(headings):
        lowest, _, above = heading.partition(" / ")
        role = column_role(lowest) or column_role(above)
        if role is not None and not _is_period(lowest):
            found.setdefault(role, []).append(i)
    if Role.TASK not in found and Role.LEAD in found:  # "Tên hàng hóa | Cơ quan tiếp nhận kê khai giá"
        things = [i for i, h in enumerate(headings) if _THING.match(fold(h.partition(" / ")[0]))]
        if things:
            found[Role.TASK] = things[:1]
    leads = found.get(Role.LEAD, [])
    strict = [i for i in leads if re.search(r"chủ trì|đầu mối", fold(headings[i]))]
    if strict and len(strict) < len(leads):
        found[Role.LEAD] = strict  # beside "chủ trì", "đơn vị thực hiện" is not the lead
        found.setdefault(Role.SUPPORT, [i for i in leads if i not in strict])
    ends = [i for i in found.get(Role.DEADLINE, []) if re.search(r"hoàn thành|kết thúc", fold(headings[i]))]
    if ends:
        found[Role.DEADLINE] = ends  # beside "thời gian bắt đầu"
    return {role: tuple(columns) for role, columns in found.items()}


def _assigns(columns: dict[Role, tuple[int, ...]]) -> bool:
    return Role.TASK in columns and (Role.LEAD in columns or Role.SUPPORT in columns)


def _is_period(heading: str) -> bool:
    """Tell a heading that is a time itself ("Quý II", "2026"): its column is ticked or dated."""
    return (
        deadline_norm(heading) is not None
        or re.fullmatch(r"(?:quý|tháng) ?\w{1,4}", fold(heading)) is not None
    )


def _is_time(heading: str, columns: dict[Role, tuple[int, ...]], index: int) -> bool:
    known = {i for role, found in columns.items() if role is not Role.DEADLINE for i in found}
    lowest = heading.partition(" / ")[0]
    return index not in known and _is_period(lowest)


def _year_of(headings: tuple[str, ...]) -> int | None:
    years = {int(y) for h in headings for y in YEARS.findall(h)}
    return years.pop() if len(years) == 1 else None
