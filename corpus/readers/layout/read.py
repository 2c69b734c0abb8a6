"""Pages of words and ruled lines to text in reading order.

The same for text layers and for recognised pages: words with places go in, blocks come out, and
`assemble` makes one text of the blocks of all pages, with the spans of pages and tables.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from corpus.readers.layout.columns import bands
from corpus.readers.layout.model import Rule, Word
from corpus.readers.layout.tables import Grid, fill, grids, is_table
from corpus.readers.layout.words import Line, lines_of

Block = Line | Grid


@dataclass(slots=True)
class PageLayout:
    """One page in reading order."""

    number: int
    width: float
    height: float
    blocks: list[Block] = field(default_factory=list)
    column_of: dict[int, int] = field(default_factory=dict)  # id of a line → column block, for letterheads
    confidence: float | None = None

    @property
    def lines(self) -> list[Line]:
        """Return the lines outside tables."""
        return [b for b in self.blocks if isinstance(b, Line)]


def arrange(
    number: int,
    size: tuple[float, float],
    words: Iterable[Word],
    rules: Sequence[Rule],
    turned: Iterable[Word] = (),
) -> PageLayout:
    """Return a page's lines and tables in reading order.

    Args:
        number: page number from 1.
        size: width and height in points.
        words: upright words.
        rules: drawn horizontal and vertical lines.
        turned: words at right angles; they are kept inside tables only.
    """
    page = PageLayout(number, *size)
    rest, sideways = list(words), list(turned)
    tables: list[Grid] = []
    for grid in grids(rules):
        inside_before = [*rest, *sideways]
        outside = fill(grid, inside_before)
        if is_table(grid):
            tables.append(grid)
            kept = {id(w) for w in outside}
            rest = [w for w in rest if id(w) in kept]
            sideways = [w for w in sideways if id(w) in kept]
    lines = lines_of(rest)
    page.blocks = _with_tables(_columns_apart(page, lines), tables)
    return page


def _columns_apart(page: PageLayout, lines: list[Line]) -> list[Line]:
    """Return the lines with two-column blocks read column by column."""
    out: list[Line] = []
    done = 0
    for count, band in enumerate(bands(lines)):
        out += lines[done : band.first]
        words = [w for line in lines[band.first : band.last] for w in line.words]
        for side in (0, 1):
            column = lines_of(w for w in words if (w.box.x0 >= band.x) == bool(side))
            page.column_of.update({id(line): 2 * count + side + 1 for line in column})
            out += column
        done = band.last
    return [*out, *lines[done:]]


def _with_tables(lines: list[Line], tables: list[Grid]) -> list[Block]:
    """Put each table before the first line that stands below it."""
    blocks: list[Block] = list(lines)
    for table in sorted(tables, key=lambda t: t.box.y0, reverse=True):
        position = next(
            (i for i, b in enumerate(blocks) if _top(b) >= table.box.y1 - 1), len(blocks)
        )  # one point of tolerance: text may touch the border
        blocks.insert(position, table)
    return blocks


def _top(block: Block) -> float:
    return block.baseline if isinstance(block, Line) else block.box.y0
