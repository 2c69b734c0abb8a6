"""The body of a binary Word file as paragraphs and tables: deletions dropped, numbers printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from corpus.readers.plain import Block, without_soft_hyphens
from corpus.readers.word.doc.binary import WordFile, joined_surrogates
from corpus.readers.word.doc.lists import DocStyle
from corpus.readers.word.doc.properties import Paragraph, character, paragraph
from corpus.readers.word.doc.table import OpenTable
from corpus.readers.word.numbering import Numbering
from corpus.readers.word.symbols import in_font, symbol
from corpus.text import Run, Survey

_CELL, _PARAGRAPH, _PAGE = "\x07", "\r", "\x0c"
_MARK = re.compile("[\r\x07\x0c]")
_CONTROL = re.compile("([\x00-\x08\x0a-\x1f])")
_PRINTED = {
    "\x0b": "\n",
    "\x0e": "\n",
    "\x0c": "\n",
    "\x1e": "-",
}  # breaks, and the hyphen that does not break
_SEPARATED = _PRINTED | {_PARAGRAPH: "\n", _CELL: "\n"}
_FIELD_BEGIN, _FIELD_RESULT, _FIELD_END = "\x13", "\x14", "\x15"
_NOTE, _ANCHOR, _PICTURE = "\x02", "\x08", "\x01"
_CONTENTS = re.compile(r"^\s*TOC\b", re.I)  # field code of an automatic table of contents
_MAX_DEPTH = 20  # tables in tables; deeper is damage


@dataclass(slots=True)
class _Field:
    code: str = ""
    in_result: bool = False


@dataclass(slots=True)
class DocBody:
    """What has to be remembered from one paragraph to the next."""

    word: WordFile
    styles: dict[int, DocStyle]
    fonts: list[str]
    numbering: Numbering
    survey: Survey
    boxes: dict[int, tuple[int, int]] = field(default_factory=dict)  # anchor → stretch of text of a text box
    fields: list[_Field] = field(default_factory=list)
    fields_close: bool = True
    notes: int = 0
    pictures: int = 0
    contents: bool = False

    def blocks(self, start: int, end: int) -> list[Block]:
        """Return the paragraphs and tables of a stretch of the text."""
        found: list[Block] = []
        tables: list[OpenTable] = []
        for first, mark, properties in self._paragraphs(start, end):
            depth = min(max(properties.depth, 1), _MAX_DEPTH) if properties.in_table else 0
            _close(tables, depth, found)
            tables.extend(OpenTable() for _ in range(depth - len(tables)))
            into = tables[-1].blocks if tables else found
            ends_row = properties.row_end if depth == 1 else properties.inner_row_end
            if depth and ends_row:
                tables[-1].end_row(properties.cells)
                continue
            into.extend(self._printed(first, mark, properties))
            if depth and (
                properties.inner_cell_end if depth > 1 else self.word.text[mark : mark + 1] == _CELL
            ):
                tables[-1].end_cell()
        _close(tables, 0, found)
        return found

    def _paragraphs(self, start: int, end: int) -> Iterator[tuple[int, int, Paragraph]]:
        """Yield (first character, mark, properties) for each paragraph of a stretch."""
        text, at = self.word.text, start
        for mark in _MARK.finditer(text, start, end):
            if mark[0] == _PAGE and self._goes_on(mark.start(), end):
                continue
            yield at, mark.start(), self._properties(mark.start())
            at = mark.end()
        if at < end:
            yield at, end, self._properties(end - 1)

    def _goes_on(self, position: int, end: int) -> bool:
        """Say whether a page break stands inside a paragraph: the properties do not change after it."""
        if position + 1 >= end:
            return False
        here, there = self.word.offset_of(position), self.word.offset_of(position + 1)
        following = self.word.paragraphs.next_start(here)
        return here < there and (following is None or there < following)

    def _properties(self, mark: int) -> Paragraph:
        raw = self.word.paragraphs.at(self.word.offset_of(mark))
        own = paragraph(raw, self.word.data)
        style = self.styles.get(own.style)
        if style is not None and own.list is None:
            level = style.paragraph.level if own.level is None else own.level
            return replace(own, list=style.paragraph.list, level=level)
        return own

    def _printed(self, first: int, mark: int, properties: Paragraph) -> Iterator[Block]:
        text = self.survey.decode(list(self._runs(first, mark, properties.style)))
        text = without_soft_hyphens(joined_surrogates(text)).strip(" \t\n")
        number = ""
        if properties.list and self._is_shown():
            number = self.numbering.marker(str(properties.list), properties.level or 0)
        if line := (number + text).strip(" "):
            yield line
        for anchor in sorted(a for a in self.boxes if first <= a <= mark):
            yield from self.blocks(*self.boxes.pop(anchor))

    def _runs(self, first: int, end: int, style: int) -> Iterator[Run]:
        default = self.styles[style].character if style in self.styles else None
        for start, until, raw in self.word.stretches(first, end):
            how = character(raw)
            font = how.font if how.font is not None else (default.font if default else None)
            if how.symbol is not None:
                code, name = how.symbol[1], self._font(how.symbol[0])
                yield Run(symbol(code, name) if self._is_shown() else "", name)
                continue
            text = self._visible(self.word.text[start:until])
            if text and not (how.hidden or how.deleted or (default is not None and default.hidden)):
                name = self._font(font)
                yield Run(in_font(text, name), name)

    def _font(self, index: int | None) -> str:
        return self.fonts[index] if index is not None and index < len(self.fonts) else ""

    def _visible(self, text: str) -> str:
        """Return what is printed of some text: field results without their codes, breaks as newlines."""
        out: list[str] = []
        for part in _CONTROL.split(text):
            if part in {_FIELD_BEGIN, _FIELD_RESULT, _FIELD_END}:
                self._field_mark(part)
            elif self.fields and not self.fields[-1].in_result and not _CONTROL.match(part):
                self.fields[-1].code += part
            elif self._is_shown():
                out.append(_PRINTED.get(part, "" if _CONTROL.match(part) else part))
            self.pictures += part == _PICTURE
        return "".join(out)

    def _field_mark(self, mark: str) -> None:
        if mark == _FIELD_BEGIN:
            self.fields.append(_Field())
        elif self.fields and mark == _FIELD_RESULT:
            self.fields[-1].in_result = True
        elif self.fields:
            self.fields.pop()

    def _is_shown(self) -> bool:
        if not self.fields_close:
            return True
        if any(_CONTENTS.match(f.code) for f in self.fields if f.in_result):
            self.contents = True
            return False
        return all(f.in_result for f in self.fields)


def _close(tables: list[OpenTable], depth: int, found: list[Block]) -> None:
    """Finish the tables deeper than a paragraph; an inner one becomes part of the cell around it."""
    while len(tables) > depth:
        grid = tables.pop().close()
        if grid is not None:
            (tables[-1].blocks if tables else found).append(grid)


def all_runs(word: WordFile, fonts: list[str]) -> Iterator[Run]:
    """Yield all text by font, so that its encoding can be told."""
    for start, until, raw in word.stretches(0, len(word.text)):
        text = _CONTROL.sub(lambda m: _SEPARATED.get(m[0], " "), word.text[start:until])
        index = character(raw).font
        name = fonts[index] if index is not None and index < len(fonts) else ""
        yield Run(in_font(text, name), name)
