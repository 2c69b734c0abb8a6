"""Property lists of the binary Word format: what they say about characters, paragraphs and table rows.

A list (grpprl) is a sequence of modifiers (sprm), each a 16-bit code with an operand; codes and sizes
are those of [MS-DOC] 2.6. Unknown modifiers are stepped over.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from corpus.readers.word.doc.binary import number

_SIZES = (1, 1, 2, 4, 2, 2, -1, 3)  # operand bytes by the code's three highest bits; -1 said by the operand
_TABLE_DEFINITION, _TABS = 0xD608, 0xC615
_VERTICAL_MERGE = 0xD62B
_HUGE = (0x6645, 0x6646)  # paragraph properties kept in the data stream


def modifiers(properties: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield (code, operand) of a property list; a damaged rest is left out."""
    at = 0
    while at + 2 <= len(properties):
        code = properties[at] | properties[at + 1] << 8
        at += 2
        size = _SIZES[code >> 13]
        if size < 0:
            if code == _TABLE_DEFINITION:
                if at + 2 > len(properties):
                    return
                size = (properties[at] | properties[at + 1] << 8) - 1
                at += 2
            else:
                if at >= len(properties):
                    return
                size = properties[at]
                at += 1
                if code == _TABS and size == 255:  # long lists of tabs say their size inside
                    return
        yield code, properties[at : at + size]
        at += max(size, 0)


@dataclass(frozen=True, slots=True)
class Character:
    """How some characters are set: font by number, hidden or deleted, a symbol in their place."""

    font: int | None = None
    hidden: bool = False
    deleted: bool = False
    symbol: tuple[int, int] | None = None  # font and code


@lru_cache(maxsize=4096)
def character(properties: bytes) -> Character:
    """Return what a character property list says."""
    found = Character()
    for code, operand in modifiers(properties):
        value = operand[0] if operand else 0
        if code == 0x4A4F and len(operand) >= 2:  # sprmCRgFtc0
            found = replace(found, font=number(operand, 0, "H"))
        elif code == 0x083C:  # sprmCFVanish
            found = replace(found, hidden=value in {1, 0x81})
        elif code == 0x0800:  # sprmCFRMarkDel
            found = replace(found, deleted=value in {1, 0x81})
        elif code == 0x6A09 and len(operand) >= 4:  # sprmCSymbol
            found = replace(found, symbol=(number(operand, 0, "H"), number(operand, 2, "H")))
    return found


@dataclass(frozen=True, slots=True)
class RowCell:
    """One cell of a row definition: its edges in twentieths of a point and how it is merged."""

    left: int
    right: int
    joined: bool = False  # merged with the cell on its left
    vertical: int = 0  # 1 continues the cell above, 3 starts a merge


@dataclass(frozen=True, slots=True)
class Paragraph:
    """How a paragraph is set: style, list, and its place in tables."""

    style: int = 0
    list: int | None = None  # position in the list overrides, from 1; 0 no list; None the style decides
    level: int | None = None
    in_table: bool = False
    row_end: bool = False
    depth: int = 0
    inner_cell_end: bool = False
    inner_row_end: bool = False
    cells: tuple[RowCell, ...] = ()


# Modifier → field and the form of its operand.
_FIELDS = {
    0x4600: ("style", "H"),
    0x460B: ("list", "H"),
    0x260A: ("level", "B"),
    0x2416: ("in_table", "B"),
    0x2417: ("row_end", "B"),
    0x6649: ("depth", "I"),
    0x244B: ("inner_cell_end", "B"),
    0x244C: ("inner_row_end", "B"),
}
_BOOLEANS = frozenset({"in_table", "row_end", "inner_cell_end", "inner_row_end"})


def paragraph(properties: bytes, data: bytes = b"") -> Paragraph:
    """Return what a paragraph's properties say.

    Args:
        properties: the style's number and a property list, as a formatted page holds them.
        data: the data stream, in which large table definitions lie.
    """
    style = properties[0] | properties[1] << 8 if len(properties) >= 2 else 0
    return apply(Paragraph(style=style), properties[2:], data)


def apply(found: Paragraph, properties: bytes, data: bytes = b"") -> Paragraph:
    """Return a paragraph changed by a property list."""
    changed: dict[str, object] = {}
    for code, operand in modifiers(properties):
        if code in _FIELDS:
            name, form = _FIELDS[code]
            if len(operand) >= struct.calcsize(form):
                value = number(operand, 0, form)
                changed[name] = bool(value) if name in _BOOLEANS else value
        elif code == _TABLE_DEFINITION:
            changed["cells"] = _row(operand)
        elif code == _VERTICAL_MERGE and len(operand) >= 2:
            cells = changed.get("cells", found.cells)
            changed["cells"] = _merged(cells, operand[0], operand[1])  # type: ignore[arg-type]
        elif code in _HUGE and len(operand) == 4 and data:
            start = number(operand, 0, "I")
            if start + 2 <= len(data):
                found = replace(found, **changed)  # type: ignore[arg-type]
                found = apply(found, data[start + 2 : start + 2 + number(data, start, "H")])
                changed = {}
    return replace(found, **changed) if changed else found  # type: ignore[arg-type]


def _row(operand: bytes) -> tuple[RowCell, ...]:
    """Return the cells of a row definition ([MS-DOC] TDefTableOperand)."""
    count = operand[0] if operand else 0
    edges_end = 1 + 2 * (count + 1)
    if edges_end > len(operand):
        return ()
    edges = [number(operand, 1 + 2 * i, "h") for i in range(count + 1)]
    cells: list[RowCell] = []
    previous = 0
    for i in range(count):
        at = edges_end + 20 * i  # a cell's flags and borders take 20 bytes; trailing ones may be left out
        flags = number(operand, at, "H") if at + 2 <= len(operand) else 0
        horizontal = flags & 3
        cells.append(RowCell(edges[i], edges[i + 1], bool(horizontal and previous), flags >> 5 & 3))
        previous = horizontal
    return tuple(cells)


def _merged(cells: tuple[RowCell, ...], index: int, vertical: int) -> tuple[RowCell, ...]:
    if index >= len(cells):
        return cells
    return (*cells[:index], replace(cells[index], vertical=vertical), *cells[index + 1 :])
