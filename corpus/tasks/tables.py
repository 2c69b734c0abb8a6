"""Read tasks from tables: columns by the words of their headings, in any order.

Merged cells hold for all rows that they span; an empty cell means that nobody is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from corpus.agencies import find_agencies
from corpus.model import Cell, Document, Mention, Table, Task
from corpus.tasks.deadline import norm_of
from corpus.tasks.labels import labels_in
from corpus.tasks.layout import YEARS, Grid, Layout, make_grid, read_layout
from corpus.tasks.roles import Role, names_in_cell, part_roles
from corpus.tasks.text import Page
from corpus.text import fold, squeeze

_TICK = re.compile(r"^[xX✓✔√vV*●•]$")
_GROUP_ORDER = re.compile(r"^(?:[IVXLC]+|[A-ZĐ])[.)]?$")
# "(1)", "a", "6=4+5": cells of a row that numbers the columns
_NUMBERING = re.compile(r"\(?\d{1,2}\)?|\(?[a-zđ]\)?|\(?\d=[\d+\-x]+\)?", re.I)
_ASSIGNED = (Role.LEAD, Role.SUPPORT, Role.MONITOR, Role.DEADLINE, Role.PRODUCT)
_WHO = (Role.LEAD, Role.SUPPORT, Role.MONITOR)
_HELPS = re.compile(r"\s*\([^)]{0,30}phối hợp", re.I)  # "Sở B (phối hợp)" in a column of leads

Names = dict[Role, tuple[Mention, ...]]


@dataclass(frozen=True, slots=True)
class Body:
    """The rows of an assignment table below its headings, and the year that its dates leave out."""

    page: Page
    grid: Grid
    layout: Layout
    year: int | None

    def cells(self, row: int, role: Role) -> list[Cell]:
        """Return the filled cells of a row that hold a role."""
        found = [self.grid.rows[row][i] for i in self.layout.columns.get(role, ())]
        return [c for c in dict.fromkeys(filter(None, found)) if self.grid.value(c)]


def read_tables(page: Page) -> Iterator[Task]:
    """Give the tasks of all assignment tables in document order."""
    document = page.document
    above: tuple[Layout, Table] | None = None
    for table in document.tables:
        grid = make_grid(document.text, table)
        layout = read_layout(grid)
        again = layout is not None and above is not None and layout.headings == above[0].headings
        if above is not None and not again and _continues(document.text, above[1], table):
            layout = replace(above[0], first_row=0)
        if layout is None:
            above = None
            continue
        above = (layout, table)
        yield from _read_rows(Body(page, grid, layout, layout.year or _title_year(document)))


def _continues(text: str, before: Table, table: Table) -> bool:
    """Tell whether a table goes on from the page before: as wide, with nothing but a page number between."""
    between = text[before.end : table.start]
    return before.columns == table.columns and re.fullmatch(r"[\s\d/\-–|]*", between) is not None


def _title_year(document: Document) -> int | None:
    title = document.header.title
    years = set(YEARS.findall(title.value)) if title is not None else set()
    return int(years.pop()) if len(years) == 1 else None


def _read_rows(body: Body) -> Iterator[Task]:
    heir: tuple[Mention, ...] = ()
    done: set[tuple[object, ...]] = set()
    for row in range(body.layout.first_row, len(body.grid.rows)):
        if _is_heading_row(body, row):
            continue
        if _is_section(body, row):
            heir = _section_agencies(body.grid, row)
            continue
        task = _read_row(body, row, heir)
        if task is None:
            continue
        key = (task.start, task.end, task.lead, task.support, task.deadline)
        if key not in done:
            done.add(key)
            yield task


def _is_heading_row(body: Body, row: int) -> bool:
    """Tell a repeated heading, a row "(1) (2) (3)", and an empty row."""
    values = [body.grid.value(c) for c in body.grid.rows[row]]
    filled = [v for v in values if v]
    if not filled or (len(filled) > 2 and all(_NUMBERING.fullmatch(v) for v in filled)):
        return True
    same = [v for v, h in zip(values, body.layout.headings, strict=True) if v and fold(v) in fold(h)]
    return len(same) >= max(2, len(filled) - 1) and all(len(v) < 80 for v in same)


def _is_section(body: Body, row: int) -> bool:
    """Tell a row that heads those below: one cell across the table, or a text with nothing assigned.

    A merged cell from above may cover it ("Quý II" for three rows): then its order "II" tells.
    """
    grid = body.grid
    own = [c for c in dict.fromkeys(filter(None, grid.rows[row])) if grid.value(c) and c.row == row]
    if not own:
        return False
    if max(c.column_span for c in own) >= max(2, grid.table.columns - 1):
        return True
    assigned = [c for role in _ASSIGNED for c in body.cells(row, role) if c.column_span == 1 or c.row < row]
    assigned += [c for i, _ in body.layout.marks if (c := grid.rows[row][i]) is not None and grid.value(c)]
    if any(c.row == row for c in assigned):
        return False
    return not assigned or _GROUP_ORDER.match(grid.value(grid.rows[row][0])) is not None


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


def _read_row(body: Body, row: int, heir: tuple[Mention, ...]) -> Task | None:
    tasks = body.cells(row, Role.TASK)
    if not tasks:
        return None
    what = next((c for c in reversed(tasks) if c.row == row), tasks[-1])
    names = _names(body, row)
    lead = names[Role.LEAD] or heir
    deadline = _whole(body.grid, body.cells(row, Role.DEADLINE)) or _ticked(body, row)
    place = body.page.document.provision_at(what.start)
    start, end = _row_span(body.grid, row, what)
    return Task(
        provision=place.id if place is not None else "",
        start=start,
        end=end,
        task=body.grid.value(what),
        lead=lead,
        support=names[Role.SUPPORT],
        monitor=names[Role.MONITOR],
        deadline=deadline,
        deadline_norm=norm_of(deadline.value, year=body.year) if deadline is not None else None,
        product=_whole(body.grid, body.cells(row, Role.PRODUCT)),
        generic_assignee=any(_generic(m.value) for m in lead),
    )


def _names(body: Body, row: int) -> Names:
    """Return the names of a row by role; labels in a cell ("Chủ trì: …; phối hợp: …") go before its column."""
    found: dict[Role, list[Mention]] = {Role.LEAD: [], Role.SUPPORT: [], Role.MONITOR: []}
    for column in found:
        for cell in body.cells(row, column):
            for role, start, end in _parted(body.grid.text, _roles_of(body, cell, column)):
                for name in names_in_cell(body.grid.text, start, end):
                    helps = role is Role.LEAD and _HELPS.match(body.grid.text, name.end, end)
                    found[Role.SUPPORT if helps else role].append(name)
    return {role: tuple(dict.fromkeys(names)) for role, names in found.items()}


def _parted(text: str, parts: list[tuple[Role, int, int]]) -> Iterator[tuple[Role, int, int]]:
    """Part "Sở A chủ trì, phối hợp với Sở B" in a column of leads."""
    for role, start, end in parts:
        if role is not Role.LEAD:
            yield role, start, end
            continue
        lead, along = part_roles(text, start, end)
        yield role, *lead
        if along is not None:
            yield Role.SUPPORT, *along


def _roles_of(body: Body, cell: Cell, column: Role) -> list[tuple[Role, int, int]]:
    """Return the parts of a cell with what each holds, line by line ("Chủ trì: Sở A", "Phối hợp: Sở B")."""
    parts: list[tuple[Role, int, int]] = []
    for line in re.finditer(r"[^\n]+", body.grid.text[cell.start : cell.end]):
        start, end = cell.start + line.start(), cell.start + line.end()
        labels = labels_in(body.page, (body.page.inside(start), body.page.inside(end)))
        if labels is None or not labels.has(*_WHO):
            parts = parts or [(column, start, end)]
            parts[-1] = (parts[-1][0], parts[-1][1], end)  # a line goes on with the role above it
            continue
        first = body.page.original((body.page.inside(start), labels.start))
        if first[1] > first[0]:
            parts.append((column, *first))  # "Sở A; phối hợp: Sở B"
        parts += [(role, *body.page.original(span)) for role, span in labels.values if role in _WHO]
    return parts


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


def _ticked(body: Body, row: int) -> Mention | None:
    """Return the heading of the column that a row ticks ("Quý II" with an x), or the date written there."""
    for column, heading in body.layout.marks:
        cell = body.grid.rows[row][column]
        value = body.grid.value(cell)
        if cell is not None and _TICK.match(value):
            return _whole(body.grid, [heading])
        if cell is not None and norm_of(value, year=body.year) is not None:
            return _whole(body.grid, [cell])
    return None


def _row_span(grid: Grid, row: int, what: Cell) -> tuple[int, int]:
    """Return the printed row, or the task's cell where it is merged from a row above."""
    own = [c for c in grid.table.cells if c.row == row and c.end > c.start]
    if what.row != row:
        return what.start, what.end
    return min(c.start for c in own), max(c.end for c in own)
