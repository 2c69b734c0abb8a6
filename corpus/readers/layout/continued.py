"""Tables that go on over several pages, put together again."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.readers.layout.read import Block, PageLayout
from corpus.readers.layout.tables import Grid, GridCell, words_in
from corpus.readers.layout.words import joint, lines_of
from corpus.text import fold

_ALIGNED = 4.0  # points by which borders of one table may differ from page to page
_MOST_HEADINGS = 4  # rows that a repeated heading can have


def join_tables(pages: Sequence[PageLayout]) -> None:
    """Put a table at the head of a page behind the one with the same columns at the foot of the page before.

    Rows of the heading that are printed again on the new page are left out, like running heads. A
    row that the page break cuts in two becomes one row. The joined table remembers in `breaks` at
    which of its rows each further page begins.
    """
    open_table: Grid | None = None
    for page in pages:
        first = page.blocks[0] if page.blocks else None
        if open_table and isinstance(first, Grid) and _same_columns(open_table, first):
            _append(open_table, first, page.number)
            page.blocks = page.blocks[1:]
            if not page.blocks:
                continue  # the table fills the page and may go on
        page.blocks = [piece for block in page.blocks for piece in _settled(block)]
        last = page.blocks[-1] if page.blocks else None
        open_table = last if isinstance(last, Grid) else None


def _settled(block: Block) -> list[Block]:
    """Return a table, or the lines of a single row that continues no table."""
    if isinstance(block, Grid) and block.doubtful:
        return list[Block](lines_of(words_in(block)))
    return [block]


def _same_columns(a: Grid, b: Grid) -> bool:
    return len(a.xs) == len(b.xs) and all(abs(x - y) <= _ALIGNED for x, y in zip(a.xs, b.xs, strict=True))


def _rows(grid: Grid) -> list[list[GridCell]]:
    rows: list[list[GridCell]] = [[] for _ in range(grid.rows)]
    for cell in grid.cells:
        rows[cell.row].append(cell)
    return rows


def _alike(a: list[GridCell], b: list[GridCell]) -> bool:
    """Return whether two rows say the same in the same places, and say something."""
    same = [(c.column, fold(c.text)) for c in a] == [(c.column, fold(c.text)) for c in b]
    return same and any(c.text for c in a)


def _repeated(first: Grid, second: Grid) -> int:
    """Return how many rows at the head of the second part repeat the head of the first."""
    count = 0
    for a, b in zip(_rows(first)[:_MOST_HEADINGS], _rows(second), strict=False):
        if not _alike(a, b):
            break
        count += 1
    return count


def _append(table: Grid, part: Grid, page: int) -> None:
    skipped = _repeated(table, part)
    cells = [c for c in part.cells if c.row >= skipped]
    if _goes_on(table, cells, skipped):
        _continue_row(table, [c for c in cells if c.row == skipped])
        cells = [c for c in cells if c.row > skipped]
        skipped += 1
    offset = table.rows - skipped
    for cell in cells:
        cell.row += offset
    _extend_merged(table, cells, table.rows)
    table.breaks[table.rows] = page
    table.cells = sorted([*table.cells, *cells], key=lambda c: (c.row, c.column))
    step = table.ys[-1] - part.ys[skipped] if skipped < len(part.ys) else 0.0
    table.ys = (*table.ys, *(y + step for y in part.ys[skipped + 1 :]))


def _last_row(table: Grid) -> list[GridCell]:
    return [c for c in table.cells if c.row + c.row_span == table.rows]


def _goes_on(table: Grid, cells: list[GridCell], row: int) -> bool:
    """Return whether the first row of a part is the rest of the row above the page break.

    Its first cell is empty where the row above has a number, and every text in it goes on in the
    middle of a sentence.
    """
    first = [c for c in cells if c.row == row]
    above = {c.column: c for c in _last_row(table)}
    texts = [c for c in first if c.text]
    if not first or not texts or first[0].text or first[0].row_span > 1:
        return False
    head = above.get(first[0].column)
    if head is None or not head.text:
        return False
    return all(c.column in above and _middle(above[c.column].text, c.text) for c in texts)


def _middle(before: str, after: str) -> bool:
    """Return whether a text goes on in the middle: no full stop before, small letter or bracket after."""
    return bool(before) and before[-1] not in ".;:" and (after[0].islower() or after[0] in "(,-–/0123456789")


def _continue_row(table: Grid, rest: list[GridCell]) -> None:
    above = {c.column: c for c in _last_row(table)}
    for cell in rest:
        if cell.text:
            target = above[cell.column]
            target.text += joint(target.text, cell.text) + cell.text
            target.words = [*target.words, *cell.words]


def _extend_merged(table: Grid, cells: list[GridCell], row: int) -> None:
    """Let a merged cell above the break cover the empty merged cell below it.

    A single cell above the break says nothing about the rows below: an empty cell stays empty.
    """
    above = {c.column: c for c in _last_row(table)}
    for cell in [c for c in cells if c.row == row and not c.text and c.row_span > 1]:
        upper = above.get(cell.column)
        if upper and upper.text and upper.row_span > 1 and upper.column_span == cell.column_span:
            upper.row_span += cell.row_span
            cells.remove(cell)
