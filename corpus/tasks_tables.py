"""Read tasks from tables: columns by the words of their headings, in any order; merged cells hold for all
rows that they span; an empty cell means that nobody is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from corpus.agencies import find_agencies
from corpus.model import Cell, Document, Mention, Table, Task
from corpus.normalize import fold, squeeze
from corpus.periods import deadline_norm
from corpus.roles import Role, column_role, names_in_cell


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
_TICK = re.compile(r"^[xX✓✔√vV*●•]$")
_YEARS = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")


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


def _columns(headings: tuple[str, ...]) -> dict[Role, tuple[int, ...]]:
    found: dict[Role, list[int]] = {}
    for i, heading in enumerate(headings):
        lowest, _, above = heading.partition(" / ")
        role = column_role(lowest) or column_role(above)
        if role is not None:
            found.setdefault(role, []).append(i)
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


def _is_time(heading: str, columns: dict[Role, tuple[int, ...]], index: int) -> bool:
    known = {i for role, found in columns.items() if role is not Role.DEADLINE for i in found}
    lowest = heading.partition(" / ")[0]
    return index not in known and (
        deadline_norm(lowest) is not None or bool(re.match(r"quý|tháng", fold(lowest)))
    )


def _year_of(headings: tuple[str, ...]) -> int | None:
    years = {int(y) for h in headings for y in _YEARS.findall(h)}
    return years.pop() if len(years) == 1 else None


def read_tables(document: Document) -> Iterator[Task]:
    """Give the tasks of all assignment tables in document order."""
    above: tuple[Layout, Table] | None = None
    for table in document.tables:
        grid = make_grid(document.text, table)
        layout = read_layout(grid)
        if above is not None and _continues(document.text, above[1], table):
            if layout is None or layout.headings != above[0].headings:
                layout = replace(above[0], first_row=0)
        if layout is None:
            above = None
            continue
        above = (layout, table)
        yield from _read_rows(document, grid, layout)


def _continues(text: str, before: Table, table: Table) -> bool:
    """Tell whether a table goes on from the page before: as wide, with nothing but a page number between."""
    between = text[before.end : table.start]
    return before.columns == table.columns and re.fullmatch(r"[\s\d/\-–|]*", between) is not None


def _read_rows(document: Document, grid: Grid, layout: Layout) -> Iterator[Task]:
    year = layout.year or _title_year(document)
    heir: tuple[Mention, ...] = ()
    done: set[tuple[object, ...]] = set()
    for row in range(layout.first_row, len(grid.rows)):
        if _is_heading_row(grid, layout, row):
            continue
        if _is_section(grid, layout, row):
            heir = _section_agencies(grid, row)
            continue
        task = _read_row(document, grid, layout, row, heir, year)
        if task is None:
            continue
        key = (task.start, task.end, task.lead, task.support, task.deadline)
        if key not in done:
            done.add(key)
            yield task


def _title_year(document: Document) -> int | None:
    title = document.header.title
    years = set(_YEARS.findall(title.value)) if title is not None else set()
    return int(years.pop()) if len(years) == 1 else None


def _is_heading_row(grid: Grid, layout: Layout, row: int) -> bool:
    """Tell a repeated heading, a row "(1) (2) (3)", and an empty row."""
    values = [grid.value(c) for c in grid.rows[row]]
    filled = [v for v in values if v]
    if not filled:
        return True
    if (
        all(re.fullmatch(r"\(?\d{1,2}\)?|\(?[a-zđ]\)?|\(?\d=[\d+\-x]+\)?", v, re.I) for v in filled)
        and len(filled) > 2
    ):
        return True
    same = [v for v, h in zip(values, layout.headings, strict=True) if v and fold(v) in fold(h)]
    return len(same) >= max(2, len(filled) - 1) and all(len(v) < 80 for v in same)


_GROUP_ORDER = re.compile(r"^(?:[IVXLC]+|[A-ZĐ])[.)]?$")


def _is_section(grid: Grid, layout: Layout, row: int) -> bool:
    """Tell a row that heads those below: one cell across the table, or a text with nothing assigned."""
    cells = [c for c in dict.fromkeys(filter(None, grid.rows[row])) if grid.value(c)]
    own = [c for c in cells if c.row == row]
    if not own:
        return False
    wide = max(own, key=lambda c: c.column_span)
    if wide.column_span >= max(2, grid.table.columns - 1):
        return True
    assigned = [
        i
        for role in (Role.LEAD, Role.SUPPORT, Role.MONITOR, Role.DEADLINE, Role.PRODUCT)
        for i in layout.columns.get(role, ())
    ]
    assigned += [i for i, _ in layout.marks]
    return not any(grid.value(grid.rows[row][i]) and _value_of_row(grid, row, i, wide) for i in assigned)


def _value_of_row(grid: Grid, row: int, column: int, wide: Cell) -> bool:
    cell = grid.rows[row][column]
    return cell is not None and not (cell is wide and cell.column_span > 1)


def _section_agencies(grid: Grid, row: int) -> tuple[Mention, ...]:
    """Return the agencies that a section row consists of ("II. Sở Nội vụ"): they lead the rows below."""
    for cell in dict.fromkeys(filter(None, grid.rows[row])):
        printed = grid.text[cell.start : cell.end]
        found = find_agencies(printed)
        rest = printed
        for m in reversed(found):
            rest = rest[: m.start] + rest[m.end :]
        if found and not re.search(r"[^\W\d_]{3,}", re.sub(r"^\W*[IVXLC]+\W", "", rest)):
            return tuple(Mention(m.value, cell.start + m.start, cell.start + m.end) for m in found)
    return ()


def _cells(grid: Grid, layout: Layout, row: int, role: Role) -> list[Cell]:
    cells = [grid.rows[row][i] for i in layout.columns.get(role, ())]
    return [c for c in dict.fromkeys(filter(None, cells)) if grid.value(c)]


def _names(grid: Grid, layout: Layout, row: int, role: Role) -> tuple[Mention, ...]:
    names: list[Mention] = []
    for cell in _cells(grid, layout, row, role):
        names += [n for n in names_in_cell(grid.text, cell.start, cell.end) if n not in names]
    return tuple(names)


def _read_row(
    document: Document, grid: Grid, layout: Layout, row: int, heir: tuple[Mention, ...], year: int | None
) -> Task | None:
    tasks = _cells(grid, layout, row, Role.TASK)
    if not tasks:
        return None
    what = next((c for c in reversed(tasks) if c.row == row), tasks[-1])
    start, end = _row_span(grid, row, what)
    lead = _names(grid, layout, row, Role.LEAD) or heir
    deadline = _whole(grid, _cells(grid, layout, row, Role.DEADLINE)) or _ticked(grid, layout, row)
    norm = deadline_norm(deadline.value, year=year) if deadline is not None else None
    place = document.provision_at(what.start)
    return Task(
        provision=place.id if place is not None else "",
        start=start,
        end=end,
        task=grid.value(what),
        lead=lead,
        support=_names(grid, layout, row, Role.SUPPORT),
        monitor=_names(grid, layout, row, Role.MONITOR),
        deadline=deadline,
        deadline_norm=norm,
        product=_whole(grid, _cells(grid, layout, row, Role.PRODUCT)),
        generic_assignee=any(_generic(m.value) for m in lead),
    )


def _generic(name: str) -> bool:
    found = find_agencies(name)
    return bool(found) and all(m.kind == "generic" for m in found)


def _whole(grid: Grid, cells: list[Cell]) -> Mention | None:
    """Return what is printed in the first of the cells."""
    for cell in cells:
        printed = grid.text[cell.start : cell.end]
        if re.search(r"\w", printed):
            first = cell.start + len(printed) - len(printed.lstrip())
            return Mention(squeeze(printed), first, first + len(printed.strip()))
    return None


def _ticked(grid: Grid, layout: Layout, row: int) -> Mention | None:
    """Return the heading of the column that a row ticks ("Quý II" with an x)."""
    for column, heading in layout.marks:
        cell = grid.rows[row][column]
        if cell is not None and _TICK.match(grid.value(cell)):
            return _whole(grid, [heading])
    return None


def _row_span(grid: Grid, row: int, what: Cell) -> tuple[int, int]:
    """Return the printed row, or the task's cell where it is merged from a row above."""
    own = [c for c in grid.table.cells if c.row == row and c.end > c.start]
    if what.row != row:
        return what.start, what.end
    return min(c.start for c in own), max(c.end for c in own)
