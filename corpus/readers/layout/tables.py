"""Ruled tables: lines to a grid, the grid to cells, words into cells."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from corpus.readers.layout.model import Box, Rule, Word
from corpus.readers.layout.words import Line, joint, lines_of

Border = tuple[float, float, float]  # level, start, end
_Borders = tuple[list[Border], list[Border]]  # horizontal, vertical

_JOIN = 3.0  # points by which lines of one border may miss each other (double lines, round joins)
_SMALLEST = 4.0  # points: a narrower column or row is a double border
_MOST_LINES = 400  # borders in one direction; more is a drawing
_PADDING = 8.0  # points: the most room that programs leave between border and text (Word 5.4)
_SURELY = 0.7  # em: a blank and some more, so that a word that just missed the line does not count
_COVER = 0.6  # share of a cell's side that a border must cover to separate it from its neighbour


@dataclass(slots=True)
class GridCell:
    """A cell with its place in the grid and the words inside it."""

    row: int
    column: int
    row_span: int
    column_span: int
    words: list[Word] = field(default_factory=list)
    text: str = ""


@dataclass(slots=True)
class Grid:
    """A table of one page; `ys` and `xs` are the borders of rows and columns."""

    box: Box
    ys: tuple[float, ...]
    xs: tuple[float, ...]
    cells: list[GridCell]
    doubtful: bool = False  # one row: the end of a table on the page before, or no table
    breaks: dict[int, int] = field(default_factory=dict)  # row at which a further page begins → its number

    @property
    def rows(self) -> int:
        """Return the number of rows."""
        return len(self.ys) - 1

    @property
    def columns(self) -> int:
        """Return the number of columns."""
        return len(self.xs) - 1


def _merge(rules: Iterable[Border]) -> list[Border]:
    """Join pieces (level, start, end) of one straight border."""
    merged: list[Border] = []
    by_level: list[list[Border]] = []
    for rule in sorted(rules):
        if by_level and rule[0] - by_level[-1][0][0] <= _JOIN / 2:
            by_level[-1].append(rule)
        else:
            by_level.append([rule])
    for group in by_level:
        level = sum(r[0] for r in group) / len(group)
        start, end = None, 0.0
        for _, a, b in sorted(group, key=lambda r: r[1]):
            if start is None:
                start, end = a, b
            elif a - end <= _JOIN:
                end = max(end, b)
            else:
                merged.append((level, start, end))
                start, end = a, b
        if start is not None:
            merged.append((level, start, end))
    return merged


def _levels(values: Iterable[float]) -> list[float]:
    """Return sorted positions with near ones put together."""
    out: list[float] = []
    for value in sorted(values):
        if not out or value - out[-1] > _SMALLEST:
            out.append(value)
    return out


def _groups(across: list[Border], down: list[Border]) -> list[_Borders]:
    """Return connected sets of horizontal and vertical borders."""
    parent = list(range(len(across) + len(down)))

    def find(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, (y, x0, x1) in enumerate(across):
        for j, (x, y0, y1) in enumerate(down):
            if x0 - _JOIN <= x <= x1 + _JOIN and y0 - _JOIN <= y <= y1 + _JOIN:
                parent[find(i)] = find(len(across) + j)
    sets: dict[int, _Borders] = {}
    for i, border in enumerate(across):
        sets.setdefault(find(i), ([], []))[0].append(border)
    for j, border in enumerate(down):
        sets.setdefault(find(len(across) + j), ([], []))[1].append(border)
    return [s for s in _nested_together(list(sets.values())) if len(s[0]) >= 2 and len(s[1]) >= 2]


def _extent(borders: _Borders) -> Box:
    """Return the rectangle around horizontal and vertical borders."""
    across, down = borders
    xs = [v for _, a, b in across for v in (a, b)] + [x for x, _, _ in down]
    ys = [v for _, a, b in down for v in (a, b)] + [y for y, _, _ in across]
    return Box(min(xs), min(ys), max(xs), max(ys))


def _nested_together(groups: list[_Borders]) -> list[_Borders]:
    """Put borders inside a table with it: a seal or a fault of the scan may cut them off."""
    out: list[tuple[Box, _Borders]] = []
    for group in sorted(groups, key=lambda g: -_extent(g).width * _extent(g).height):
        box = _extent(group)
        x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
        host = next((g for outer, g in out if outer.holds(x, y) and outer.height > box.height), None)
        if host:
            host[0].extend(group[0])
            host[1].extend(group[1])
        else:
            out.append((box, group))
    return [group for _, group in out]


def _covered(borders: Sequence[Border], level: float, start: float, end: float) -> bool:
    """Return whether a border at `level` covers most of start..end."""
    total = sum(max(0.0, min(end, b) - max(start, a)) for at, a, b in borders if abs(at - level) <= _SMALLEST)
    return total >= _COVER * (end - start)


def grids(rules: Sequence[Rule]) -> list[Grid]:
    """Return the tables that ruled lines make, from top to bottom, still without words.

    Cells that no line separates are one merged cell; where such a set is not a rectangle, its cells
    are merged within each row only. A single frame (one cell) is no table.
    """
    across = _merge((r.y0, r.x0, r.x1) for r in rules if r.horizontal)
    down = _merge((r.x0, r.y0, r.y1) for r in rules if not r.horizontal)
    across = [r for r in across if r[2] - r[1] > _SMALLEST]
    down = [r for r in down if r[2] - r[1] > _SMALLEST]
    if len(across) > _MOST_LINES or len(down) > _MOST_LINES:
        return []
    found = []
    for rows, columns in _groups(across, down):
        grid = grid_of(rows, columns)
        if grid and len(grid.cells) > 1:
            found.append(grid)
    return sorted(found, key=lambda g: g.box.y0)


def grid_of(across: list[Border], down: list[Border]) -> Grid | None:
    """Return the grid of horizontal and vertical borders; None where they bound no two rows and columns."""
    left = min([r[1] for r in across] + [r[0] for r in down])
    right = max([r[2] for r in across] + [r[0] for r in down])
    top = min([r[1] for r in down] + [r[0] for r in across])
    bottom = max([r[2] for r in down] + [r[0] for r in across])
    xs = _levels([left, right, *(r[0] for r in down)])
    ys = _levels([top, bottom, *(r[0] for r in across)])
    if len(xs) < 2 or len(ys) < 2:
        return None
    return Grid(Box(left, top, right, bottom), tuple(ys), tuple(xs), _cells(across, down, xs, ys))


def _cells(
    across: list[Border],
    down: list[Border],
    xs: list[float],
    ys: list[float],
) -> list[GridCell]:
    """Return the cells of a grid, row by row."""
    rows, columns = len(ys) - 1, len(xs) - 1
    owner = {(r, c): (r, c) for r in range(rows) for c in range(columns)}

    def find(cell: tuple[int, int]) -> tuple[int, int]:
        while owner[cell] != cell:
            cell = owner[cell]
        return cell

    def merge(a: tuple[int, int], b: tuple[int, int]) -> None:
        first, second = sorted((find(a), find(b)))
        owner[second] = first

    for r in range(rows):
        for c in range(columns - 1):
            if not _covered(down, xs[c + 1], ys[r], ys[r + 1]):
                merge((r, c), (r, c + 1))
    for r in range(rows - 1):
        for c in range(columns):
            if not _covered(across, ys[r + 1], xs[c], xs[c + 1]):
                merge((r, c), (r + 1, c))
    sets: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for cell in owner:
        sets.setdefault(find(cell), []).append(cell)
    return sorted((c for s in sets.values() for c in _rectangles(s)), key=lambda c: (c.row, c.column))


def _rectangles(members: list[tuple[int, int]]) -> list[GridCell]:
    """Return one cell for a rectangular set, else one for each stretch of a row."""
    rows, columns = [m[0] for m in members], [m[1] for m in members]
    top, left = min(rows), min(columns)
    height, width = max(rows) - top + 1, max(columns) - left + 1
    if height * width == len(members):
        return [GridCell(top, left, height, width)]
    out: list[GridCell] = []
    for row, column in sorted(members):
        last = out[-1] if out else None
        if last and last.row == row and last.column + last.column_span == column:
            last.column_span += 1
        else:
            out.append(GridCell(row, column, 1, 1))
    return out


def fill(grid: Grid, words: Iterable[Word]) -> list[Word]:
    """Put each word into the cell that holds its middle; return the words outside the table."""
    place = {
        (cell.row + r, cell.column + c): cell
        for cell in grid.cells
        for r in range(cell.row_span)
        for c in range(cell.column_span)
    }
    outside: list[Word] = []
    for word in words:
        x, y = (word.box.x0 + word.box.x1) / 2, word.baseline - word.size / 4  # a quarter em up: mid-letter
        if not grid.box.holds(x, y):
            outside.append(word)
            continue
        row = max(bisect_right(grid.ys, y) - 1, 0)
        column = max(bisect_right(grid.xs, x) - 1, 0)
        place[min(row, grid.rows - 1), min(column, grid.columns - 1)].words.append(word)
    write_cells(grid)
    return outside


def write_cells(grid: Grid) -> None:
    """Write the text of all cells from their words."""
    padding = [_padding(grid, column) for column in range(grid.columns)]
    for cell in grid.cells:
        last = min(cell.column + cell.column_span, grid.columns)
        room = grid.xs[last] - grid.xs[cell.column] - 2 * padding[cell.column]
        cell.text = cell_text(cell.words, room)


def _padding(grid: Grid, column: int) -> float:
    """Return how far text keeps from the left border of a column."""
    starts = [w.box.x0 - grid.xs[column] for c in grid.cells if c.column == column for w in c.words]
    return max(0.0, min([*starts, _PADDING]))


def cell_text(words: Iterable[Word], room: float) -> str:
    """Return the lines of a cell: wrapped ones joined by a blank, paragraphs by a newline.

    A line is wrapped where the next word would not have found room on it.

    Args:
        words: the words of the cell.
        room: width in points that a line can have.
    """
    text = ""
    above: Line | None = None
    for line in lines_of(words):
        if above is not None:
            fits = above.box.width + line.words[0].box.width + _SURELY * line.size < room
            item = line.text[0] in "-+•" and text[-1] in ".;:,"
            apart = item or (fits and text[-1] != ",")
            text += "\n" if apart else joint(above.text, line.text)
        text += line.text
        above = line
    return text


def is_table(grid: Grid) -> bool:
    """Return whether a filled grid is a table, not a frame around text or a form's boxes.

    A single row is doubtful: whether it is the end of a table shows on the page before.
    """
    filled = [c for c in grid.cells if c.text]
    rows, columns = {c.row for c in filled}, {c.column for c in filled}
    grid.doubtful = len(rows) == 1 and len(columns) >= 2
    return grid.doubtful or (len(filled) >= 3 and min(len(rows), len(columns)) >= 2)


def words_in(grid: Grid) -> list[Word]:
    """Return the words of all cells."""
    return [word for cell in grid.cells for word in cell.words]
