"""What an RTF reader has gathered: paragraphs, tables, notes and text boxes."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from corpus.readers.plain import Block, without_soft_hyphens
from corpus.readers.word.doc import OpenTable, RowCell, joined_surrogates
from corpus.readers.word.numbering import bullet
from corpus.text import Run


@dataclass(frozen=True, slots=True)
class State:
    """What a group inherits and gives back: destination, character and paragraph properties."""

    skipped: bool = False
    aside: str = ""
    font: int = -1
    hidden: bool = False
    deleted: bool = False
    fallback: int = 1  # characters after \u that stand in for it
    in_table: bool = False
    depth: int = 0
    list_text: bool = False
    in_fonts: bool = False


@dataclass(slots=True)
class RtfDocument:
    """The document so far."""

    decode: Callable[[Sequence[Run]], str]
    fonts: dict[int, tuple[str, str]] = field(default_factory=dict)  # number → name and code page
    default_font: int = 0
    blocks: list[Block] = field(default_factory=list)
    tables: list[OpenTable] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    number: list[Run] = field(default_factory=list)  # text of \listtext
    edges: list[tuple[int, bool, int]] = field(default_factory=list)  # right edge, joined, vertical merge
    row_left: int = 0
    joined: bool = False
    vertical: int = 0
    notes: list[str] = field(default_factory=list)
    boxes: list[Block] = field(default_factory=list)
    asides: list[list[Block]] = field(default_factory=list)  # notes and boxes that are open
    pictures: int = 0
    composed: bool = False

    def end_paragraph(self, state: State, *, always: bool = True) -> None:
        """Finish the paragraph and put it where it belongs."""
        depth = max(state.depth, 1) if state.in_table else 0
        text = without_soft_hyphens(joined_surrogates(self.decode(self.runs))).strip(" \t\n")
        text = unicodedata.normalize("NFC", text) if self.composed else text
        number = self._list_number()
        self.runs, boxes = [], self.boxes
        self.boxes = []
        if not always and not text and not number:
            return
        if self.asides:
            into = self.asides[-1]
        else:
            self.open_tables(depth)
            into = self.tables[-1].blocks if self.tables else self.blocks
        if line := (number + text).strip(" "):
            into.append(line)
        into.extend(boxes)

    def _list_number(self) -> str:
        raw = " ".join(self.decode(self.number).split())
        fonts = {run.font.lower() for run in self.number}
        self.number = []
        if not raw:
            return ""
        drawn = any(f.startswith(("symbol", "wingdings", "courier")) for f in fonts) and len(raw) == 1
        return bullet(raw) if drawn or not any(c.isalnum() for c in raw) else f"{raw} "

    def open_tables(self, depth: int) -> None:
        """Close tables deeper than `depth` and open those that are missing."""
        while len(self.tables) > depth:
            grid = self.tables.pop().close()
            if grid is not None:
                (self.tables[-1].blocks if self.tables else self.blocks).append(grid)
        self.tables.extend(OpenTable() for _ in range(min(depth, 20) - len(self.tables)))  # 20 deep is damage

    def end_cell(self, state: State) -> None:
        """Finish a cell with its last paragraph."""
        self.end_paragraph(state)
        if self.tables and not self.asides:
            self.tables[-1].end_cell()

    def end_row(self, depth: int) -> None:
        """Finish a row as it was defined last."""
        if self.asides:
            return
        self.open_tables(depth)
        self.tables[-1].end_row(self.row_cells())

    def define(self, word: str, number: int) -> None:
        """Take in one word of a row's definition."""
        if word == "trowd":
            self.edges, self.row_left, self.joined, self.vertical = [], 0, False, 0
        elif word == "trleft":
            self.row_left = number
        elif word == "clmrg":
            self.joined = True
        elif word == "clvmgf":
            self.vertical = 3
        elif word == "clvmrg":
            self.vertical = 1
        elif word == "cellx":
            self.edges.append((number, self.joined, self.vertical))
            self.joined, self.vertical = False, 0

    def row_cells(self) -> tuple[RowCell, ...]:
        """Return the row definition that was read last."""
        lefts = [self.row_left, *(edge for edge, _, _ in self.edges)]
        return tuple(RowCell(left, *edge) for left, edge in zip(lefts, self.edges, strict=False))
