"""Legacy encodings in text that was laid out before it could be decoded (PDF), with all its offsets."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace

from corpus.model import Cell, Page, SourceText, Stamp, Table
from corpus.text import Run, survey

_BETWEEN = re.compile(r"([\t\n]+)")  # spans begin and end beside these, so offsets there stay exact


@dataclass(frozen=True, slots=True)
class _Moved:
    """Where the lines of a text went: starts before and after."""

    before: tuple[int, ...]
    after: tuple[int, ...]
    old: str
    new: str

    def __call__(self, offset: int) -> int:
        """Return where an offset of the old text lies in the new one."""
        index = max(bisect_right(self.before, offset) - 1, 0)
        start, moved = self.before[index], self.after[index]
        limit = self.after[index + 1] if index + 1 < len(self.after) else len(self.new)
        return min(moved + offset - start, limit)


def modern(source: SourceText) -> SourceText:
    """Return a text whose lines in TCVN3, VNI, VPS or VISCII are in Unicode; others are not touched."""
    found = survey([Run(source.text)])
    pieces = [(piece, found.decode([Run(piece)])) for piece in _pieces(source.text)]
    if not found.used:
        return source
    before, after, old, new = [], [], 0, 0
    for piece, decoded in pieces:
        before.append(old)
        after.append(new)
        old, new = old + len(piece), new + len(decoded)
    text = "".join(decoded for _, decoded in pieces)
    moved = _Moved(tuple(before), tuple(after), source.text, text)
    return replace(
        source,
        text=text,
        read_by=found.read_by if source.read_by == "text" else source.read_by,
        pages=tuple(_page(page, moved) for page in source.pages),
        tables=tuple(_table(table, moved) for table in source.tables),
        stamps=tuple(Stamp(s.page, found.decode([Run(s.text)]), s.read_from) for s in source.stamps),
        warnings=(*source.warnings, *found.warnings),
    )


def _pieces(text: str) -> list[str]:
    """Return lines and cells of tables, and what stands between them, as pieces of their own."""
    return [piece for piece in _BETWEEN.split(text) if piece]


def _page(page: Page, moved: _Moved) -> Page:
    return replace(page, start=moved(page.start), end=moved(page.end))


def _table(table: Table, moved: _Moved) -> Table:
    cells = tuple(_cell(cell, moved) for cell in table.cells)
    return replace(table, start=moved(table.start), end=moved(table.end), cells=cells)


def _cell(cell: Cell, moved: _Moved) -> Cell:
    return replace(cell, start=moved(cell.start), end=moved(cell.end))
