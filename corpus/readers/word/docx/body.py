"""The body of a DOCX as paragraphs and tables: tracked changes accepted, numbers printed, fields shown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from corpus.readers.plain import MAX_SPAN, Block, Grid, GridCell, aligned, without_soft_hyphens
from corpus.readers.word.docx.styles import Styles
from corpus.readers.word.numbering import Numbering
from corpus.readers.word.ooxml import Element, attribute, child, children, is_on, local
from corpus.readers.word.symbols import in_font, symbol
from corpus.text import Run, Survey

# Wrappers without a text of their own: content controls, smart tags, accepted insertions, links.
_WRAPPERS = frozenset(
    {"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "hyperlink", "fldSimple", "bdo", "dir"}
    | {"AlternateContent", "Choice", "ruby", "rubyBase", "sect", "sub-section"}
)
_CONTENTS = re.compile(r"^\s*TOC\b", re.I)  # field code of an automatic table of contents
_PICTURES = frozenset({"blip", "imagedata", "relIds", "chart"})  # pictures, drawings of their own parts
_BREAKS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": "\xad"}


def unwrapped(container: Element) -> Iterator[Element]:
    """Yield the children of an element, those of wrappers in their place, deleted ones left out."""
    for element in container:
        name = local(element)
        if name == "sdt" and is_placeholder(element):
            continue
        if name in _WRAPPERS:
            yield from unwrapped(element)
        elif name:
            yield element


@dataclass(slots=True)
class _Field:
    """A field that is being read: its code, and whether the text now is its result."""

    code: str = ""
    in_result: bool = False


@dataclass(slots=True)
class Body:
    """What has to be remembered from one paragraph to the next."""

    styles: Styles
    numbering: Numbering
    survey: Survey
    fields: list[_Field] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)  # ("footnote", id) in order of reference
    carried: list[Run] = field(default_factory=list)  # of a paragraph whose mark was deleted
    fields_close: bool = True  # False in a damaged document, where hiding field codes could hide all
    pictures: int = 0
    embedded: int = 0  # whole documents that stand in this one as files
    unseen: list[str] = field(default_factory=list)  # for each hidden piece, how the paragraph before begins
    last: str = ""  # how the last printed paragraph begins
    contents: bool = False  # an automatic table of contents was left out

    def blocks(self, container: Element) -> list[Block]:
        """Return the paragraphs and tables inside an element, in document order."""
        found: list[Block] = []
        previous = ""
        for element in unwrapped(container):
            name = local(element)
            if name == "p":
                found.extend(self.paragraph(element))
            elif name == "tbl" and (grid := read_table(element, self)) is not None:
                last = found[-1] if previous == "tbl" and found else None
                if isinstance(last, Grid) and last.columns == grid.columns:
                    found[-1] = joined(last, grid)  # tables without a paragraph between print as one
                else:
                    found.append(grid)
            self.embedded += name == "altChunk"
            previous = name if name in {"p", "tbl"} else previous
        return found

    def paragraph(self, element: Element) -> list[Block]:
        """Return a paragraph as it is printed, and after it the text boxes that hang on it."""
        runs: list[Run] = []
        boxes: list[Element] = []
        style = attribute(child(element, "pPr", "pStyle"), "val")
        self._inline(element, style, runs, boxes)
        runs = self.carried + runs
        self.carried = []
        blocks: list[Block] = []
        if child(element, "pPr", "rPr", "del") is not None:
            self.carried = runs
        else:
            text = without_soft_hyphens(self.survey.decode(runs)).strip(" \t\n")
            number = self._number(element) if self._is_shown() else ""
            if line := (number + text).strip(" "):
                blocks.append(line)
                self.last = line[:40]  # enough to find the place
        for box in boxes:
            blocks.extend(self.blocks(box))
        return blocks

    def _number(self, element: Element) -> str:
        found = self.styles.numbering(element)
        if found is None:
            return ""
        list_id, level, style = found
        return self.numbering.marker(
            list_id, self.numbering.level_of(list_id, style) if level is None else level
        )

    def _inline(self, element: Element, style: str | None, runs: list[Run], boxes: list[Element]) -> None:
        for item in unwrapped(element):
            name = local(item)
            if name == "r":
                self._run(item, style, runs, boxes)
            elif name in {"oMath", "oMathPara"}:
                runs.append(
                    Run("".join(t.text or "" for t in item.iter() if local(t) == "t"), "Cambria Math")
                )

    def _run(self, run: Element, style: str | None, runs: list[Run], boxes: list[Element]) -> None:
        hidden = self.styles.hides(run, style)
        font = self.styles.font(run, style)
        for item in unwrapped(run):
            name = local(item)
            if name == "fldChar":
                self._field_mark(attribute(item, "fldCharType"))
            elif name == "instrText" and self.fields:
                self.fields[-1].code += item.text or ""
            elif name in {"drawing", "pict", "object"}:
                boxes.extend(self._boxes(item))
            elif name in {"footnoteReference", "endnoteReference"}:
                self.notes.append((name.removesuffix("Reference"), attribute(item, "id") or ""))
            elif not hidden and self._is_shown() and (text := run_text(item, name)):
                if text.strip() and self.styles.unseen(run, style):
                    self.unseen.append(self.last)
                    continue
                runs.append(Run(in_font(text, font), font))

    def _field_mark(self, kind: str | None) -> None:
        if kind == "begin":
            self.fields.append(_Field())
        elif kind == "separate" and self.fields:
            self.fields[-1].in_result = True
        elif kind == "end" and self.fields:
            self.fields.pop()

    def _is_shown(self) -> bool:
        if not self.fields_close:
            return True
        if any(_CONTENTS.match(f.code) for f in self.fields if f.in_result):
            self.contents = True
            return False
        return all(f.in_result for f in self.fields)

    def _boxes(self, drawing: Element) -> list[Element]:
        found = list(_outermost(drawing, "txbxContent"))
        if not found:
            self.pictures += any(local(e) in _PICTURES for e in drawing.iter())
        return found


def _outermost(element: Element, name: str) -> Iterator[Element]:
    for item in unwrapped(element):
        if local(item) == name:
            yield item
        elif local(item) != "Fallback":
            yield from _outermost(item, name)


def run_text(item: Element, name: str) -> str:
    """Return what one element of a run prints: text, a symbol, a break."""
    if name == "t":
        text = item.text or ""
        return text if attribute(item, "space") == "preserve" else text.strip(" \t\r\n")
    if name == "sym":
        code = attribute(item, "char") or ""
        return (
            symbol(int(code, 16), attribute(item, "font") or "")
            if re.fullmatch("[0-9A-Fa-f]{1,6}", code)
            else ""
        )
    return _BREAKS.get(name, "")


def is_placeholder(control: Element) -> bool:
    """Say whether a content control shows only its prompt ("Click here to enter text")."""
    return is_on(child(control, "sdtPr", "showingPlcHdr"))


def read_table(table: Element, body: Body) -> Grid | None:
    """Return a table, or None when nothing of it is printed."""
    rows = [r for r in unwrapped(table) if local(r) == "tr" and child(r, "trPr", "del") is None]
    building = _Building(body)
    for row, element in enumerate(rows):
        column = _number(child(element, "trPr", "gridBefore"), 0)
        for cell in unwrapped(element):
            if local(cell) == "tc":
                column += building.add(cell, row, column)
    cells = tuple(sorted(building.cells, key=lambda c: (c.row, c.column)))
    widths = [_number(column, -1, "w") for column in children(child(table, "tblGrid"), "gridCol")]
    return aligned(Grid(cells), widths) if cells else None


@dataclass(slots=True)
class _Building:
    """The cells so far and, by column, which of them a vertical merge is still extending."""

    body: Body
    cells: list[GridCell] = field(default_factory=list)
    merging: dict[int, int] = field(default_factory=dict)

    def add(self, element: Element, row: int, column: int) -> int:
        """Add one cell, or extend the one that it continues; return its width in columns."""
        properties = child(element, "tcPr")
        width = min(max(_number(child(properties, "gridSpan"), 1), 1), MAX_SPAN)
        if _merge(properties, "hMerge") == "continue" and self.cells and self.cells[-1].row == row:
            last = self.cells[-1]
            self.cells[-1] = replace(last, column_span=last.column_span + width)
            return width
        merge = _merge(properties, "vMerge")
        if merge == "continue" and self._extend(row, column):
            return width
        self.merging.pop(column, None)
        if merge is not None:
            self.merging[column] = len(self.cells)
        self.cells.append(GridCell(row, column, tuple(self.body.blocks(element)), 1, width))
        return width

    def _extend(self, row: int, column: int) -> bool:
        index = self.merging.get(column)
        if index is None or self.cells[index].row + self.cells[index].row_span != row:
            return False
        self.cells[index] = replace(self.cells[index], row_span=row - self.cells[index].row + 1)
        return True


def _merge(properties: Element | None, name: str) -> str | None:
    element = child(properties, name)
    return None if element is None else attribute(element, "val") or "continue"


def _number(element: Element | None, default: int, name: str = "val") -> int:
    value = attribute(element, name) or ""
    return int(value) if value.isdigit() and len(value) < 6 else default


def joined(upper: Grid, lower: Grid) -> Grid:
    """Return two tables as one, the second below the first."""
    below = tuple(replace(c, row=c.row + upper.rows) for c in lower.cells)
    return Grid(upper.cells + below)
