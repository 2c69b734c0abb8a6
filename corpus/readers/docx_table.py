"""Tables of a DOCX: horizontal and vertical merges, wrapped rows, deleted rows, hidden grid columns."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from corpus.readers.flow import MAX_SPAN, Grid, GridCell, aligned
from corpus.readers.ooxml import Element, attribute, child, children, local

if TYPE_CHECKING:
    from corpus.readers.docx_body import Body


def read_table(table: Element, body: Body) -> Grid | None:
    """Return a table, or None when nothing of it is printed."""
    from corpus.readers.docx_body import unwrapped  # noqa: PLC0415 - bodies hold tables

    rows = [r for r in unwrapped(table) if local(r) == "tr" and child(r, "trPr", "del") is None]
    building = _Building(body)
    for row, element in enumerate(rows):
        column = _number(child(element, "trPr", "gridBefore"), 0)
        for cell in unwrapped(element):
            if local(cell) == "tc":
                column += building.add(cell, row, column)
    cells = tuple(sorted(building.cells, key=lambda c: (c.row, c.column)))
    widths = [_number(column, -1, "w") for column in children(child(table, "tblGrid"), "gridCol")]
    return aligned(Grid(cells), widths) if cells else None


@dataclass(slots=True)
class _Building:
    """The cells so far and, by column, which of them a vertical merge is still extending."""

    body: Body
    cells: list[GridCell] = field(default_factory=list)
    merging: dict[int, int] = field(default_factory=dict)

    def add(self, element: Element, row: int, column: int) -> int:
        """Add one cell, or extend the one that it continues; return its width in columns."""
        properties = child(element, "tcPr")
        width = min(max(_number(child(properties, "gridSpan"), 1), 1), MAX_SPAN)
        if _merge(properties, "hMerge") == "continue" and self.cells and self.cells[-1].row == row:
            last = self.cells[-1]
            self.cells[-1] = replace(last, column_span=last.column_span + width)
            return width
        merge = _merge(properties, "vMerge")
        if merge == "continue" and self._extend(row, column):
            return width
        self.merging.pop(column, None)
        if merge is not None:
            self.merging[column] = len(self.cells)
        self.cells.append(GridCell(row, column, tuple(self.body.blocks(element)), 1, width))
        return width

    def _extend(self, row: int, column: int) -> bool:
        index = self.merging.get(column)
        if index is None or self.cells[index].row + self.cells[index].row_span != row:
            return False
        self.cells[index] = replace(self.cells[index], row_span=row - self.cells[index].row + 1)
        return True


def _merge(properties: Element | None, name: str) -> str | None:
    element = child(properties, name)
    return None if element is None else attribute(element, "val") or "continue"


def _number(element: Element | None, default: int, name: str = "val") -> int:
    value = attribute(element, name) or ""
    return int(value) if value.isdigit() and len(value) < 6 else default


def joined(upper: Grid, lower: Grid) -> Grid:
    """Return two tables as one, the second below the first."""
    below = tuple(replace(c, row=c.row + upper.rows) for c in lower.cells)
    return Grid(upper.cells + below)
