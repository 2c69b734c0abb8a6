"""Read a document whose letters are decomposed, or mixed with invisible marks, as if they were not.

The patterns of targets are written in NFC. A document in another form is read through a copy in NFC with
a map of offsets; what is found points at the document as it is.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass, replace

from corpus.model import Cell, Document, Header, Provision, Table, Target

_ODD = re.compile(
    "[ÐðƉɖ\u00a0\u2007\u202f\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]"
)  # Eth for Đ, hard blanks, marks without width
_WIDTHLESS = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_LETTER = str.maketrans({"Ð": "Đ", "ð": "đ", "Ɖ": "Đ", "ɖ": "đ", "\u00a0": " ", "\u2007": " ", "\u202f": " "})
_CLUSTER = re.compile(r"[^\u0300-\u036f][\u0300-\u036f]*|[\u0300-\u036f]+")

_BLANKS = str.maketrans(dict.fromkeys("\n\r\t\v\f\u00a0\u2007\u202f", " "))  # same length: offsets stay


@dataclass(frozen=True, slots=True)
class Composed:
    """A copy of a document in NFC; `offsets` leads from each of its characters to the original's."""

    document: Document
    offsets: tuple[int, ...]  # one more than the copy has characters

    def restored(self, target: Target) -> Target:
        """Return a target of the copy with the offsets of the original."""
        at = self.offsets
        return replace(
            target,
            start=at[target.start],
            end=at[target.end],
            period_at=(at[target.period_at[0]], at[target.period_at[1]]) if target.period_at else None,
            value_at=(at[target.value_at[0]], at[target.value_at[1]]) if target.value_at else None,
        )


def is_composed(text: str) -> bool:
    """Say whether a text is in NFC and without odd letters and invisible marks."""
    return unicodedata.is_normalized("NFC", text) and _ODD.search(text) is None


def compose(document: Document) -> Composed:
    """Return the document in NFC, every offset of its provisions, tables and title moved accordingly."""
    letters: list[str] = []
    offsets: list[int] = []
    for cluster in _CLUSTER.finditer(document.text):
        if _WIDTHLESS.fullmatch(cluster[0]):
            continue
        composed = unicodedata.normalize("NFC", cluster[0].translate(_LETTER))
        letters.append(composed)
        offsets += [cluster.start()] * len(composed)
    offsets.append(len(document.text))
    copy = replace(
        document,
        text="".join(letters),
        header=_moved_header(document.header, offsets),
        provisions=tuple(_moved_provision(p, offsets) for p in document.provisions),
        tables=tuple(_moved_table(t, offsets) for t in document.tables),
    )
    return Composed(copy, tuple(offsets))


def _moved_provision(p: Provision, offsets: list[int]) -> Provision:
    start, end, head_end, own_end = (bisect_left(offsets, o) for o in (p.start, p.end, p.head_end, p.own_end))
    return replace(p, start=start, end=end, head_end=head_end, own_end=own_end)


def _moved_table(table: Table, offsets: list[int]) -> Table:
    cells = tuple(_moved_cell(cell, offsets) for cell in table.cells)
    return replace(
        table, start=bisect_left(offsets, table.start), end=bisect_left(offsets, table.end), cells=cells
    )


def _moved_cell(cell: Cell, offsets: list[int]) -> Cell:
    return replace(cell, start=bisect_left(offsets, cell.start), end=bisect_left(offsets, cell.end))


def _moved_header(header: Header, offsets: list[int]) -> Header:
    title = header.title
    if title is None or title.start is None or title.end is None:
        return header
    start, end = bisect_left(offsets, title.start), bisect_left(offsets, title.end)
    return replace(header, title=replace(title, start=start, end=end))


def flat(text: str) -> str:
    """Return the text with line ends, tabs and hard blanks as blanks, character by character."""
    return text.translate(_BLANKS)
