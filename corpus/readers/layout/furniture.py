"""Page numbers and running heads: what belongs to the sheet, not to the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from corpus.readers.layout.read import PageLayout
from corpus.readers.layout.words import Line
from corpus.text import strip_diacritics

_MARGIN = 0.11  # share of the page's height in which page numbers and running heads stand
_OFTEN = 0.5  # share of the pages on which a running head recurs
_FEWEST = 3  # pages on which a line must recur to be a running head
_LEVEL = 6.0  # points by which a running head may move from page to page

# "2", "- 2 -", "Trang 2", "Trang 2/15", "2/15", "2 | Page"
_PAGE_NUMBER = re.compile(r"^[-–—.\s]*(?:trang|page)?\s*(\d{1,4})\s*(?:/\s*\d{1,4})?[-–—.\s]*$", re.I)
_DIGITS = re.compile(r"\d+")


def _edges(page: PageLayout) -> list[Line]:
    """Return the lines in the top and the bottom margin."""
    limit = page.height * _MARGIN
    return [x for x in page.lines if x.baseline < limit or x.baseline > page.height - limit]


def _is_page_number(line: Line, page: PageLayout) -> bool:
    match = _PAGE_NUMBER.match(line.text)
    if not match:
        return False
    others = [x.baseline for x in page.lines if x is not line]
    return not others or line.baseline <= min(others) or line.baseline >= max(others)


def _pattern(line: Line) -> str:
    return _DIGITS.sub("0", strip_diacritics(line.text))


def remove_furniture(pages: Sequence[PageLayout]) -> None:
    """Take page numbers and running heads out of the pages.

    A page number is a bare number in the margin beyond all other text; a running head is a line that
    recurs, digits apart, at the same height on at least half of the pages and at least three.
    """
    counts: Counter[tuple[str, int]] = Counter()
    for page in pages:
        for place in {(_pattern(x), round(x.baseline / _LEVEL)) for x in _edges(page)}:
            counts[place] += 1
    for page in pages:
        drop = set()
        for line in _edges(page):
            level = round(line.baseline / _LEVEL)
            seen = sum(counts[_pattern(line), level + i] for i in (-1, 0, 1))
            if seen >= max(_FEWEST, _OFTEN * len(pages)) or _is_page_number(line, page):
                drop.add(id(line))
        page.blocks = [b for b in page.blocks if id(b) not in drop]
