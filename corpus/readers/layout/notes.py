"""Footnotes: small print at the foot of a page that a mark in its text refers to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median

from corpus.readers.layout.read import PageLayout
from corpus.readers.layout.words import Line

_SMALLER = 0.92  # share of the size of the text up to which print is small (10 to 12 points below 13)
_RAISED = 0.8  # share of the size of the text up to which a mark is a superscript
_LONE = re.compile(r"[(\[]?(?:\d{1,3}|\*{1,3})[)\]]?")
# "37 Theo …", "37Theo …", "(1) …", "[1] …", "* …"
_MARK = re.compile(r"[(\[]?(\d{1,3}|\*{1,3})[)\]]?\s?(?=[^\W\d_]|[“\"])")


def take_notes(pages: Sequence[PageLayout]) -> None:
    """Move the footnotes of each page from its blocks to its notes.

    Pages that are recognised stay as they are: their sizes of print are not sure enough.
    """
    for page in pages:
        _join_marks(page)
        first = _first_note(page)
        if first is not None:
            page.notes = [b for b in page.blocks[first:] if isinstance(b, Line)]
            page.blocks = page.blocks[:first]


def _join_marks(page: PageLayout) -> None:
    """Put a mark that is raised so far that it stands on a line of its own before the line it belongs to."""
    for i in range(len(page.blocks) - 2, -1, -1):
        mark, line = page.blocks[i], page.blocks[i + 1]
        if not isinstance(mark, Line) or not isinstance(line, Line) or not _LONE.fullmatch(mark.text):
            continue
        beside = 0 <= line.baseline - mark.baseline <= line.size and mark.box.x1 <= line.box.x0 + line.size
        if beside and mark.size <= _RAISED * line.size:
            page.blocks[i : i + 2] = [Line([*mark.words, *line.words])]


def _first_note(page: PageLayout) -> int | None:
    """Return where in the blocks of a page its footnotes begin."""
    if page.confidence is not None:
        return None
    body = [x for x in page.lines if id(x) not in page.column_of]
    if not body:
        return None
    usual = median(line.size for line in body for _ in line.words)
    start = len(page.blocks)
    for i in range(len(page.blocks) - 1, -1, -1):
        block = page.blocks[i]
        if not isinstance(block, Line) or id(block) in page.column_of or block.size > _SMALLER * usual:
            break
        start = i
    text = [block for block in page.blocks[:start] if isinstance(block, Line)]
    above = " ".join(line.text for line in text)
    raised = {w.text.strip("()[].,;:") for line in text for w in line.words if w.size <= _RAISED * usual}
    for i in range(start, len(page.blocks)):
        block = page.blocks[i]
        mark = _MARK.match(block.text) if isinstance(block, Line) else None
        own = isinstance(block, Line) and block.words[0].size <= _RAISED * block.size
        if mark and (
            own or mark[1] in raised or re.search(rf"(?<![\s\d/.,-]){re.escape(mark[1])}(?![\d/%])", above)
        ):
            return i
    return None


def begins_note(line: Line) -> bool:
    """Return whether a line of small print begins a further footnote."""
    return _MARK.match(line.text) is not None
