"""Tables without vertical rules: their columns are the white corridors between the words of all rows.

Two kinds are known: tables ruled only horizontally, where the rules part the rows; and tables without any rule,
which begin with a heading "STT" or "TT" and whose rows begin in that first column.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from corpus.readers.layout.model import Rule, Word
from corpus.readers.layout.tables import Border, Grid, grid_of
from corpus.readers.layout.words import Line, lines_of
from corpus.text import fold

_SAME = 4.0  # points by which the ends of the rules of one table differ
_FEWEST_RULES = 3  # above the heading, below it, below the last row
_WIDEST = 0.3  # share of the page's width that such a table has at least
_CORRIDOR = 6.0  # points: the least white between columns; programs leave twice 5.4
_APART = 12.0  # points of white that part the cells of one line; a blank of a spread line has up to 8
_WHITE = 0.85  # share of the rows in which a corridor must be white; headings of groups and sections cross it
_NUMBER_HEADING = re.compile(r"(?:stt|tt|so tt|số tt)\b\.?")
_FEWEST_LINES = 3
_NEAR = 2.6  # line heights between lines of a table without rules
_ROW_STEP = 1.3  # of the usual step between lines: more room begins a row
_MOST_TABLES = 20  # of a page


def unruled(words: Sequence[Word], rules: Sequence[Rule], page_width: float) -> list[Grid]:
    """Return the tables of a page that have no vertical rules, still without words.

    Args:
        words: the words outside ruled tables.
        rules: all rules of the page.
        page_width: in points.
    """
    found = _ruled_across(words, rules, page_width)
    inside = {id(w) for grid in found for w in words if grid.box.holds((w.box.x0 + w.box.x1) / 2, w.baseline)}
    rest = [w for w in words if id(w) not in inside]
    return [*found, *_without_rules(lines_of(rest))][:_MOST_TABLES]


# --- ruled only horizontally ----------------------------------------------------------------------
def _ruled_across(words: Sequence[Word], rules: Sequence[Rule], page_width: float) -> list[Grid]:
    upright = [r for r in rules if not r.horizontal]
    groups: list[list[Rule]] = []
    for rule in sorted((r for r in rules if r.horizontal), key=lambda r: r.y0):
        if rule.x1 - rule.x0 < _WIDEST * page_width:
            continue
        home = next((g for g in groups if _aligned(g[0], rule)), None)
        if home is None:
            groups.append([rule])
        elif rule.y0 - home[-1].y0 > _SAME:
            home.append(rule)
    out = []
    for group in groups:
        top, bottom = group[0].y0, group[-1].y0
        if len(group) < _FEWEST_RULES or any(_crosses(r, group[0], top, bottom) for r in upright):
            continue
        shorter = [
            r for r in rules
            if r.horizontal and top < r.y0 < bottom and group[0].x0 - _SAME <= r.x0 and r.x1 <= group[0].x1 + _SAME
            and not any(abs(r.y0 - g.y0) <= _SAME for g in group)
        ]  # fmt: skip
        levels = sorted([r.y0 for r in group] + [r.y0 for r in shorter])
        bands = [_within(words, group[0], a, b) for a, b in pairwise(levels)]
        across = [(r.y0, r.x0, r.x1) for r in [*group, *shorter]]
        grid = _grid(bands, levels, across, group[0].x0, group[0].x1)
        if grid is not None and sum(bool(b) for b in bands) * 2 > len(bands):
            out.append(grid)
    return out


def _aligned(a: Rule, b: Rule) -> bool:
    return abs(a.x0 - b.x0) <= _SAME and abs(a.x1 - b.x1) <= _SAME


def _crosses(upright: Rule, across: Rule, top: float, bottom: float) -> bool:
    inside = across.x0 - _SAME <= upright.x0 <= across.x1 + _SAME
    return inside and upright.y1 > top + _SAME and upright.y0 < bottom - _SAME


def _within(words: Iterable[Word], rule: Rule, top: float, bottom: float) -> list[Word]:
    return [
        w for w in words
        if top <= w.baseline - w.size / 4 < bottom and rule.x0 - _SAME <= w.box.x0 and w.box.x1 <= rule.x1 + _SAME
    ]  # fmt: skip


# --- without rules --------------------------------------------------------------------------------
def _without_rules(lines: Sequence[Line]) -> list[Grid]:
    out = []
    done = 0
    for i, line in enumerate(lines):
        if i < done or not _NUMBER_HEADING.match(fold(line.text)) or len(_clusters(line.words)) < 3:
            continue
        first = _heading_above(lines, i, done)
        last = i + 1
        while last < len(lines) and lines[last].baseline - lines[last - 1].baseline <= _NEAR * line.size:
            last += 1
        block = list(lines[first:last])
        while block and len(block) >= _FEWEST_LINES:
            grid = _loose(block, i - first)
            if grid is not None:
                out.append(grid)
                done = first + len(block)
                break
            block = block[: _shorter(block)]
    return out


def _shorter(block: Sequence[Line]) -> int:
    """Return the length of a block without its last line that may be text below the table."""
    single = [i for i, line in enumerate(block) if len(_clusters(line.words)) == 1]
    return single[-1] if single else 0


def _heading_above(lines: Sequence[Line], at: int, done: int) -> int:
    """Return the first line of the heading: lines right above "STT" that leave its column blank."""
    first = at
    right = lines[at].words[0].box.x1
    while first > done and lines[first - 1].box.x0 > right + _CORRIDOR:
        if lines[first].baseline - lines[first - 1].baseline > 1.5 * lines[first].size:
            break
        if (
            len(_clusters(lines[first - 1].words)) < 2
            and lines[first - 1].box.width > 0.5 * lines[at].box.width
        ):
            break  # a title
        first -= 1
    return first


def _loose(block: Sequence[Line], head: int) -> Grid | None:
    """Return the grid of a block of lines whose line `head` begins with "STT"."""
    left = min(line.box.x0 for line in block) - 2
    right = max(line.box.x1 for line in block) + 2
    borders = _corridors([line.words for line in block], left, right)
    if len(borders) < 2:
        return None
    body = next((i for i in range(head + 1, len(block)) if block[i].box.x0 < borders[0]), len(block))
    if body == len(block) or any(_astray(line, borders, left) for line in block):
        return None
    steps = sorted(b.baseline - a.baseline for a, b in pairwise(block))
    usual = steps[len(steps) // 3]
    starts = list(range(body + 1))  # every line of the heading is a row
    for i in range(body + 1, len(block)):
        apart = block[i].baseline - block[i - 1].baseline > _ROW_STEP * usual
        if block[i].box.x0 < borders[0] or apart:
            starts.append(i)
    levels = [block[i].box.y0 for i in starts] + [max(line.box.y1 for line in block)]
    ends = [*starts[1:], len(block)]
    bands = [[w for line in block[a:b] for w in line.words] for a, b in zip(starts, ends, strict=True)]
    return _grid(bands, levels, [(y, left, right) for y in levels], left, right)


def _astray(line: Line, borders: Sequence[float], left: float) -> bool:
    """Return whether a line runs over most of the columns without a gap: text below the table, no row."""
    clusters = _clusters(line.words)
    crossed = sum(clusters[0][0] < x < clusters[0][1] for x in borders)
    return len(clusters) == 1 and crossed >= max(2, len(borders)) and clusters[0][1] - left > 0


# --- both -----------------------------------------------------------------------------------------
def _clusters(words: Iterable[Word]) -> list[tuple[float, float]]:
    """Return the extents of words that stand close together, over all lines of a row."""
    out: list[tuple[float, float]] = []
    for start, end in sorted((w.box.x0, w.box.x1) for w in words):
        if out and start - out[-1][1] < _CORRIDOR:
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((start, end))
    return out


def _corridors(bands: Sequence[Sequence[Word]], left: float, right: float) -> list[float]:
    """Return where columns begin: the right edges of the strips that are white in nearly all rows."""
    rows = [c for band in bands if len(c := _clusters(band)) > 1]
    if len(rows) < 2:
        return []
    covered = [0] * (max(0, round(right - left)) + 1)
    for clusters in rows:
        for start, end in clusters:
            for x in range(max(0, round(start - left)), min(len(covered), round(end - left) + 1)):
                covered[x] += 1
    limit = (1 - _WHITE) * len(rows)
    out, run = [], 0
    seen = False  # something stands left of the corridor
    for x, count in enumerate(covered):
        if count <= limit:
            run += 1
            continue
        if seen and run >= _CORRIDOR:
            out.append(left + x - 2)
        run, seen = 0, True
    return out


def _grid(
    bands: Sequence[Sequence[Word]], levels: Sequence[float], across: list[Border], left: float, right: float
) -> Grid | None:
    """Return the grid of rows and corridors; where words of a row lie over a corridor its cells are merged."""
    borders = _corridors(bands, left, right)
    if not borders:
        return None
    down: list[Border] = [(left, levels[0], levels[-1]), (right, levels[0], levels[-1])]
    for band, (top, bottom) in zip(bands, pairwise(levels), strict=True):
        crossing = _clusters(band)
        down += [(x, top, bottom) for x in borders if not any(a < x - 1 and x + 1 < b for a, b in crossing)]
    return grid_of(across, down)
