"""Paragraphs, lists and tables of OpenDocument content, in reading order, numbers printed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from corpus.readers.opendocument.package import count, named
from corpus.readers.opendocument.styles import Styles
from corpus.readers.plain import MAX_SPAN, Block, Grid, GridCell, aligned, plain_text, without_soft_hyphens
from corpus.readers.word import Element, ListFormat, Numbering, in_font, local
from corpus.text import Run, Survey

_SPACE = re.compile(r"[ \t\r\n]+")  # what the format collapses; a no-break space stays
_MOST_BLANKS = 1000  # of one text:s; more is damage
_MOST_ROWS = 2000  # repetitions of one filled row of a text's table; a printed table writes each row
_SKIPPED = frozenset(
    {"tracked-changes", "annotation", "annotation-end", "forms", "hidden-text", "number", "sequence-decls"}
    | {"variable-decls", "user-field-decls", "ruby-text", "scripts", "event-listeners", "desc", "title"}
)
_CONTENTS = frozenset(
    {"table-of-content", "illustration-index", "table-index", "object-index", "user-index"}
    | {"alphabetical-index", "bibliography"}
)
_PARAGRAPHS = frozenset({"p", "h"})
_SHAPES = frozenset({"custom-shape", "rect", "ellipse", "circle", "polygon", "path", "caption", "text-box"})
_PICTURES = frozenset({"image", "object", "object-ole"})

Named = tuple[tuple[str, str], ...]  # styles by family and name, the nearest first


@dataclass(slots=True)
class Body:
    """What has to be remembered from one paragraph to the next."""

    styles: Styles
    survey: Survey
    numbering: Numbering = field(default_factory=lambda: Numbering({}))
    notes: list[str] = field(default_factory=list)
    pictures: int = 0
    hidden: int = 0  # pieces of text that are not shown
    contents: bool = False  # an automatic table of contents was left out
    counters: dict[str, str] = field(default_factory=dict)  # list or list style → counters it may continue

    def blocks(self, container: Element) -> list[Block]:
        """Return the paragraphs and tables inside an element, in document order."""
        found: list[Block] = []
        for element in container:
            found += self.block(element)
        return found

    def block(self, element: Element) -> list[Block]:
        """Return what one element prints."""
        name = local(element)
        if name in _PARAGRAPHS:
            return self.paragraph(element, self._heading_number(element) if name == "h" else "")
        if name == "list":
            return self._list(element)
        if name == "table":
            return self._table(element)
        if name in _CONTENTS:
            self.contents = True
            return []
        if name == "section" and named(element, "text:display") == "none":
            self.hidden += 1
            return []
        if name == "frame":
            return self._frame(element)
        if name in _PICTURES:
            self.pictures += 1
            return []
        return [] if not name or name in _SKIPPED else self.blocks(element)

    def _frame(self, frame: Element) -> list[Block]:
        """Return the first form of what a frame shows: a box or a table, else a picture; the rest stand for it."""
        forms = [e for e in frame if local(e) in {"text-box", "table"} | _PICTURES]
        words = [e for e in forms if local(e) not in _PICTURES]
        return self.block((words or forms)[0]) if forms else []

    def paragraph(self, element: Element, number: str = "") -> list[Block]:
        """Return a paragraph with its number, and after it the boxes that hang on it."""
        runs: list[Run] = []
        boxes: list[Element] = []
        self._inline(element, (("paragraph", named(element, "text:style-name")),), runs, boxes)
        text = without_soft_hyphens(self.survey.decode(runs)).strip(" \t\n")
        found: list[Block] = [line] if (line := (number + text).strip(" ")) else []
        for box in boxes:
            found += self.block(box)
        return found

    def _inline(self, element: Element, styles: Named, runs: list[Run], boxes: list[Element]) -> None:
        self._write(element.text, styles, runs)
        for item in element:
            name = local(item)
            if name == "span":
                inner = (("text", named(item, "text:style-name")), *styles)
                self._inline(item, inner, runs, boxes)
            elif name == "note":
                self._note(item)
            elif name in {"frame", "g"} | _SHAPES:
                boxes.append(item)
            elif mark := _mark(item):
                self._write(mark, styles, runs, verbatim=True)
            elif name and name not in _SKIPPED:  # links, fields, ruby: what they show
                self._inline(item, styles, runs, boxes)
            self._write(item.tail, styles, runs)

    def _write(self, text: str | None, styles: Named, runs: list[Run], *, verbatim: bool = False) -> None:
        if not text:
            return
        if not verbatim:
            text = _SPACE.sub(" ", text)
            if text[0] == " " and (not runs or runs[-1].text.endswith((" ", "\n", "\t"))):
                text = text[1:]
        if text.strip() and (self.styles.hides(styles) or self.styles.unseen(styles)):
            self.hidden += 1
        elif text:
            font = self.styles.font(styles)
            runs.append(Run(in_font(text, font), font))

    def _note(self, note: Element) -> None:
        body = next((e for e in note if local(e) == "note-body"), None)
        if body is not None:
            self.notes.append(plain_text(self.blocks(body)).strip())

    def _heading_number(self, element: Element) -> str:
        level = count(element, "text:outline-level") - 1
        if not self.styles.outline or named(element, "text:is-list-header") == "true":
            return ""
        self.numbering.lists.setdefault("outline", ListFormat("outline", self.styles.outline))
        return self.numbering.marker("outline", level)

    def _list(self, element: Element) -> list[Block]:
        """Return an outermost list; it counts on from an earlier one where it says so."""
        style = named(element, "text:style-name")
        own = element.get("{http://www.w3.org/XML/1998/namespace}id") or f"list {len(self.counters)}"
        before = named(element, "text:continue-list") or (
            style if named(element, "text:continue-numbering") == "true" else ""
        )
        counters = self.counters.get(before, own)
        self.counters |= {own: counters, style: counters}
        return self._items(element, style, counters, 0)

    def _items(self, element: Element, style: str, counters: str, level: int) -> list[Block]:
        style = named(element, "text:style-name") or style
        key = f"{style} in {counters}"
        self.numbering.lists.setdefault(key, ListFormat(counters, self.styles.lists.get(style, ())))
        found: list[Block] = []
        for item in element:
            numbered = local(item) == "list-item"
            if numbered and (start := count(item, "text:start-value", 0)) and level < 9:  # levels that count
                self.numbering.counts.setdefault(counters, [None] * 9)[level] = start - 1
            for part in item:
                name = local(part)
                if name == "list":
                    found += self._items(part, style, counters, level + 1)
                elif name in _PARAGRAPHS:
                    number = self.numbering.marker(key, level) if numbered else ""
                    found += self.paragraph(part, number)
                    numbered = False
                else:
                    found += self.block(part)
        return found

    def _table(self, table: Element) -> list[Block]:
        cells: list[GridCell] = []
        row = 0
        for element in rows(table):
            filled = False
            for cell, column, times in row_cells(element):
                blocks = tuple(self.blocks(cell))
                filled = filled or bool(blocks)
                height = max(count(cell, "table:number-rows-spanned"), 1)
                width = min(max(count(cell, "table:number-columns-spanned"), 1), MAX_SPAN)
                for i in range(min(times, MAX_SPAN)):
                    cells.append(GridCell(row, column + i, blocks, height, width))
            row += min(count(element, "table:number-rows-repeated"), _MOST_ROWS) if filled else 1
        cells = [_inside(cell, row) for cell in cells]
        if not cells:
            return []
        widths = [self.styles.width(named(c, "table:style-name")) for c in columns(table)]
        return [aligned(Grid(tuple(cells)), widths)]


def _inside(cell: GridCell, rows_: int) -> GridCell:
    height = max(min(cell.row_span, rows_ - cell.row), 1)
    return GridCell(cell.row, cell.column, cell.blocks, height, cell.column_span)


def _mark(item: Element) -> str:
    match local(item):
        case "s":
            return " " * min(max(count(item, "text:c"), 1), _MOST_BLANKS)
        case "tab":
            return "\t"
        case "line-break":
            return "\n"
    return ""


def rows(table: Element) -> Iterator[Element]:
    """Yield the rows of a table, those of headings and groups in their place."""
    for element in table:
        if local(element) == "table-row":
            yield element
        elif local(element) in {"table-header-rows", "table-rows", "table-row-group"}:
            yield from rows(element)


def columns(table: Element) -> Iterator[Element]:
    """Yield the columns of a table, repeated ones as often as they stand, within the bound of a table."""
    left = MAX_SPAN
    for element in _declared(table):
        for _ in range(min(count(element, "table:number-columns-repeated"), left)):
            left -= 1
            yield element


def _declared(table: Iterable[Element]) -> Iterator[Element]:
    for element in table:
        if local(element) == "table-column":
            yield element
        elif local(element) in {"table-columns", "table-header-columns", "table-column-group"}:
            yield from _declared(element)


def row_cells(row: Element) -> Iterator[tuple[Element, int, int]]:
    """Yield each printed cell of a row with its column and how often it is repeated."""
    column = 0
    for cell in row:
        if local(cell) in {"table-cell", "covered-table-cell"}:
            times = max(count(cell, "table:number-columns-repeated"), 1)
            if local(cell) == "table-cell":
                yield cell, column, times
            column += times
