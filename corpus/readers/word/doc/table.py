"""Tables of the binary Word format: rows of cells whose edges are measured, merged up and sideways."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from corpus.readers.plain import Block, Grid, GridCell, aligned
from corpus.readers.word.doc.properties import RowCell

_SAME_EDGE = 30  # twentieths of a point, half a millimetre: Word rounds edges row by row


@dataclass(slots=True)
class OpenTable:
    """A table that is being read: finished rows, the cells of this row, the content of this cell."""

    rows: list[tuple[list[tuple[Block, ...]], tuple[RowCell, ...]]] = field(default_factory=list)
    cells: list[tuple[Block, ...]] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)

    def end_cell(self) -> None:
        """Finish the cell."""
        self.cells.append(tuple(self.blocks))
        self.blocks = []

    def end_row(self, definition: tuple[RowCell, ...]) -> None:
        """Finish the row; what stands after the last cell mark belongs to the last cell."""
        if self.blocks:
            self.end_cell()
        if self.cells:
            self.rows.append((self.cells, definition))
        self.cells = []

    def close(self) -> Grid | None:
        """Return the table, or None when it has no rows."""
        self.end_row(())
        if not self.rows:
            return None
        fits = all(len(c) == len(d) and all(m.right > m.left for m in d) for c, d in self.rows)
        return _measured(self.rows) if fits else _counted(self.rows)


def _counted(rows: Sequence[tuple[list[tuple[Block, ...]], tuple[RowCell, ...]]]) -> Grid:
    """Return a grid by counting cells, where the measures do not fit the cells."""
    cells = [
        GridCell(row, column, blocks)
        for row, (printed, _) in enumerate(rows)
        for column, blocks in enumerate(printed)
    ]
    return Grid(tuple(cells))


def _measured(rows: Sequence[tuple[list[tuple[Block, ...]], tuple[RowCell, ...]]]) -> Grid:
    """Return a grid whose columns are the distinct edges of all rows."""
    measures = [cell for _, definition in rows for cell in definition]
    tolerance = min(_SAME_EDGE, min(cell.right - cell.left for cell in measures) // 2)
    edges = _distinct((edge for cell in measures for edge in (cell.left, cell.right)), tolerance)
    cells: list[GridCell] = []
    above: dict[int, int] = {}  # column → index in `cells` of a vertical merge that may go on
    for row, (printed, definition) in enumerate(rows):
        for blocks, measure in zip(printed, definition, strict=True):
            start, end = _nearest(edges, measure.left), _nearest(edges, measure.right)
            if measure.joined and cells and cells[-1].row == row:
                cells[-1] = _widened(cells[-1], end, blocks)
            elif measure.vertical == 1 and start in above:
                cells[above[start]] = _heightened(cells[above[start]], row, blocks)
            else:
                above.pop(start, None)
                if measure.vertical:
                    above[start] = len(cells)
                cells.append(GridCell(row, start, blocks, 1, max(end - start, 1)))
    widths = [right - left for left, right in pairwise(edges)]
    return aligned(Grid(tuple(sorted(cells, key=lambda c: (c.row, c.column)))), widths)


def _distinct(edges: Iterable[int], tolerance: int) -> list[int]:
    found: list[int] = []
    for edge in sorted(set(edges)):
        if not found or edge - found[-1] > tolerance:
            found.append(edge)
    return found


def _nearest(edges: list[int], edge: int) -> int:
    return min(range(len(edges)), key=lambda i: abs(edges[i] - edge))


def _widened(cell: GridCell, end: int, blocks: tuple[Block, ...]) -> GridCell:
    span = max(end - cell.column, cell.column_span)
    return replace(cell, column_span=span, blocks=cell.blocks + blocks)


def _heightened(cell: GridCell, row: int, blocks: tuple[Block, ...]) -> GridCell:
    return replace(cell, row_span=row - cell.row + 1, blocks=cell.blocks + blocks)
