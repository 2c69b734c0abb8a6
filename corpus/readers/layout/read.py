"""Pages of words and ruled lines to text in reading order.

The same for text layers and for recognised pages: words with places go in, blocks come out, and
`assemble` makes one text of the blocks of all pages, with the spans of pages and tables.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from corpus.readers.layout.columns import bands, text_columns
from corpus.readers.layout.model import Rule, Word
from corpus.readers.layout.tables import Grid, fill, grids, is_table
from corpus.readers.layout.unruled import unruled
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
    flow_of: dict[int, list[Line]] = field(
        default_factory=dict
    )  # id of a line → the text column it stands in
    notes: list[Line] = field(default_factory=list)  # footnotes, taken out of the blocks
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
    tables, rest, sideways = _filled(grids(rules), rest, sideways)
    loose, rest, _ = _filled(unruled(rest, rules, page.width), rest, sideways)
    tables += loose
    lines = lines_of(rest)
    page.blocks = _with_tables(_columns_apart(page, lines), tables)
    return page


def _filled(
    found: Iterable[Grid], words: list[Word], turned: list[Word]
) -> tuple[list[Grid], list[Word], list[Word]]:
    """Fill grids with words; return those that are tables, and the words outside them."""
    tables: list[Grid] = []
    for grid in found:
        kept = {id(w) for w in fill(grid, [*words, *turned])}
        if is_table(grid):
            tables.append(grid)
            words = [w for w in words if id(w) in kept]
            turned = [w for w in turned if id(w) in kept]
    return tables, words, turned


def _columns_apart(page: PageLayout, lines: list[Line]) -> list[Line]:
    """Return the lines with two-column blocks read column by column."""
    out: list[Line] = []
    done = 0
    for count, band in enumerate(bands(lines)):
        out += _flowing(page, lines[done : band.first])
        words = [w for line in lines[band.first : band.last] for w in line.words]
        for side in (0, 1):
            column = lines_of(w for w in words if (w.box.x0 >= band.x) == bool(side))
            page.column_of.update({id(line): 2 * count + side + 1 for line in column})
            out += column
        done = band.last
    return [*out, *_flowing(page, lines[done:])]


def _flowing(page: PageLayout, lines: list[Line]) -> list[Line]:
    """Return the lines with columns of text, as in a bulletin, read one after the other."""
    out: list[Line] = []
    done = 0
    for band in text_columns(lines, page.width):
        out += lines[done : band.first]
        words = [w for line in lines[band.first : band.last] for w in line.words]
        left = lines_of(w for w in words if w.box.x0 < band.x)
        right = _flowing(page, lines_of(w for w in words if w.box.x0 >= band.x))  # a third column
        page.flow_of.update({id(line): left for line in left})
        page.flow_of.update({id(line): right for line in right if id(line) not in page.flow_of})
        out += [*left, *right]
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
