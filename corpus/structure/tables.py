"""Rows of tables as nodes: "Phụ lục 03, mục A.I, STT 2.1", "Bảng 1, dòng 4"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from corpus.model import Level, Table
from corpus.structure.node import Node
from corpus.structure.rows import Mark, Row, RowKind, dotted_within, read_rows
from corpus.text import fold, squeeze

_SECTIONS = (Mark.UPPER, Mark.ROMAN, Mark.PLAIN)
_BULLETS = {Mark.DASH: "gạch đầu dòng", Mark.PLUS: "dấu cộng"}
_HEADS = (RowKind.TITLE, RowKind.HEADING, RowKind.NUMBERING)
_RANKS = {
    Mark.NUMBER: 1,
    Mark.LETTER: 6,
    Mark.PARTS: 7,
    Mark.DASH: 8,
    Mark.PLUS: 9,
}  # 1 to 4: "1" to "1.1.1.1"


@dataclass(slots=True)
class OpenRow:
    """An open section or numbered row."""

    mark: Mark
    label: str
    rank: int = 0  # among numbered rows; 0 for a section
    node: Node | None = None  # None where it stands in the table before
    counts: dict[Mark, int] = field(default_factory=dict)
    reach: int = -1  # last row that its merged number covers
    first: int = 0


@dataclass(slots=True)
class Progress:
    """Where the rows of a table stand; a table cut by a page goes on from here."""

    columns: int
    number: int = 0
    open: list[OpenRow] = field(default_factory=list)
    sections: list[Node] = field(default_factory=list)  # numbered section rows of the table at hand


def grow_table(text: str, node: Node, before: Progress | None = None) -> Progress:
    """Give a table's node its rows; a section or a numbered row is the parent of those below it.

    Args:
        text: the document.
        node: the node of the table.
        before: where the table directly above stopped, if this one may go on with it.
    """
    table = node.table
    assert table is not None
    rows = read_rows(text, table)
    data = [row for row in rows if row.kind not in _HEADS]
    goes_on = before is not None and _goes_on(data, table, before)
    state = before if goes_on and before is not None else Progress(table.columns)
    for level in state.open:
        level.node, level.reach = None, -1
    state.sections = []
    node.within = "…" if goes_on else ""
    last: Node | None = None
    for row in rows:
        if row.kind in _HEADS:
            last = _child(_parent(state, node), Level.PARAGRAPH, row)
        elif row.kind is RowKind.CONTINUED and last is not None:
            state.number += 1
            last.own_end = last.head_end = row.end
        else:
            state.number += 1
            last = _place(text, row, node, state)
    _settle_levels(text, state)
    _close_gaps(text, node, table)
    return state


def _goes_on(data: list[Row], table: Table, before: Progress) -> bool:
    """True when the first number of a table does not start again."""
    if not data or table.columns != before.columns or before.number == 0:
        return False
    return data[0].label not in ("1", "I", "A")


def _place(text: str, row: Row, table: Node, state: Progress) -> Node:
    """Hang one row where its number says, and open it for those below."""
    if row.kind is RowKind.SECTION:
        return _open_section(row, table, state)
    if row.kind is RowKind.SUMMARY:
        whole = fold(text[row.cells[0].start : row.cells[0].end]).startswith("tổng")
        _close(state, lambda level: level.rank > 0 or whole)
        made = _child(_parent(state, table), Level.ROW, row)
        return _named(
            made, state, f"dòng {squeeze(text[row.cells[0].start : row.cells[0].end]).rstrip(':. ')}"
        )
    if row.mark is Mark.NONE or (row.mark is Mark.LETTER and not any(level.rank for level in state.open)):
        return _unnumbered(text, row, table, state)
    rank = _RANKS[row.mark] + (row.label.count(".") if row.mark is Mark.NUMBER else 0)
    stem = row.label.rpartition(".")[0]
    _close(
        state,
        lambda level: (
            level.rank >= rank
            or (
                row.mark is Mark.NUMBER
                and level.rank > 0
                and not (stem and f"{stem}.".startswith(f"{level.label}."))
            )
        ),
    )
    return _open_row(text, row, rank, table, state)


def _open_row(text: str, row: Row, rank: int, table: Node, state: Progress) -> Node:
    parent = _parent(state, table)
    label = row.label
    number = next((level.label for level in reversed(state.open) if 0 < level.rank < _RANKS[Mark.PARTS]), "")
    if row.mark is Mark.LETTER:
        label = f"{number}.{row.label}" if number else row.label
    made = _child(parent, Level.ROW, row, label)
    made.marker = row.label
    if row.mark in _BULLETS or row.mark is Mark.PARTS:
        within = state.open[-1].counts if state.open else {}
        within[row.mark] = within.get(row.mark, 0) + 1
        name = _BULLETS.get(row.mark)
        below = state.open[-1] if state.open and state.open[-1].rank else None
        words = f"dòng {state.number if below is None else row.index - below.first + 1}"
        words = f"{name} thứ {within[row.mark]}" if name and below is not None else words
        label = ""
    else:
        words = f"STT {label}"
    _named(made, state, words)
    reach = row.cells[0].row + row.cells[0].row_span - 1 if row.cells[0].column == 0 else -1
    state.open.append(OpenRow(row.mark, label or words, rank, made, reach=reach, first=row.index))
    return _split(text, row, made, state) if row.mark is Mark.NUMBER else made


def _split(text: str, row: Row, made: Node, state: Progress) -> Node:
    """Part "1 | Văn hóa ứng xử | 1.1. Tỷ lệ …" into the group that is merged over several rows and its first row."""
    merged = [c for c in row.cells if c.row_span > 1]
    found = dotted_within(text, row, row.label)
    if found is None or not merged or found[0] in merged or found[0].start <= merged[0].start:
        return made
    made.own_end = made.head_end = found[0].start
    made.level = Level.SECTION
    part = _child(made, Level.ROW, Row(row.index, row.cells, found[0].start, row.end), found[1])
    return _criterion(part, found[1], state)


def _criterion(part: Node, label: str, state: Progress) -> Node:
    """Name a row by the number in one of its cells, in the place of the merged number above."""
    part.marker = label
    outer = [level.label for level in state.open if level.rank == 0 and level.label]
    part.address = _address(outer, f"tiêu chí {label}")
    part.value = state.number
    return part


def _unnumbered(text: str, row: Row, table: Node, state: Progress) -> Node:
    """Hang a row without a number: below the merged number that covers it, else in the open section."""
    _close(state, lambda level: level.rank > 0 and level.reach < row.index)
    covering = next((level for level in reversed(state.open) if level.reach >= row.index), None)
    if covering is not None and (found := dotted_within(text, row, covering.label)):
        return _criterion(_child(_parent(state, table), Level.ROW, row, found[1]), found[1], state)
    made = _child(_parent(state, table), Level.ROW, row)
    if covering is not None:
        return _named(made, state, f"dòng {row.index - covering.first + 1}")
    return _named(made, state, f"dòng {state.number}")


def _open_section(row: Row, table: Node, state: Progress) -> Node:
    open_marks = [level.mark for level in state.open]
    if row.mark in open_marks:
        keep = open_marks.index(row.mark)
        state.open[keep:] = []
    else:
        _close(state, lambda level: level.rank > 0)
    made = _child(_parent(state, table), Level.SECTION, row, row.label)
    made.marker = row.label
    made.value = state.number
    outer = [level.label for level in state.open if level.label]
    made.address = f"mục {'.'.join([*outer, row.label])}" if row.label else f"dòng {state.number}"
    made.label = ".".join([*outer, row.label]) if row.label else ""
    state.open.append(OpenRow(row.mark, row.label, 0, made))
    if row.label and len(row.cells) > 1:
        state.sections.append(made)
    return made


def _close(state: Progress, ends: Callable[[OpenRow], bool]) -> None:
    """Close the innermost open levels down to the outermost one that ends."""
    at = next((i for i, level in enumerate(state.open) if ends(level)), None)
    if at is not None:
        del state.open[at:]


def _parent(state: Progress, table: Node) -> Node:
    return next((level.node for level in reversed(state.open) if level.node is not None), table)


def _named(made: Node, state: Progress, words: str) -> Node:
    """Give a row its number and its address in the table: "mục A.I, STT 2.3, gạch đầu dòng thứ 1"."""
    sections = [level.label for level in state.open if level.rank == 0 and level.label]
    rows = [level for level in state.open if level.rank > 0]
    number = next((level for level in reversed(rows) if level.rank < _RANKS[Mark.PARTS]), None)
    parts = []
    if not words.startswith("STT"):
        parts = [f"STT {number.label}"] if number is not None else []
        parts += [
            level.label
            for level in rows
            if level.rank >= _RANKS[Mark.PARTS] and level.label.startswith(("gạch", "dấu"))
        ]
    made.address = _address(sections, ", ".join([*parts, words]))
    made.value = state.number
    return made


def _address(sections: list[str], words: str) -> str:
    return f"mục {'.'.join(sections)}, {words}" if sections else words


def _settle_levels(text: str, state: Progress) -> None:
    """Keep as rows the numbered sections that hold values of their own or head nothing."""
    for node in state.sections:
        filled = [w for w in text[node.start : node.own_end].split("\t") if w.strip()]
        if len(filled) > 2 or (len(filled) == 2 and not node.children):
            node.level = Level.ROW


def _close_gaps(text: str, node: Node, table: Table) -> None:
    """Let every row reach to the next one, so that no printed character of the table is left out."""
    rows: list[Node] = []
    stack = list(reversed(node.children))
    while stack:
        row = stack.pop()
        rows.append(row)
        stack.extend(reversed(row.children))
    if not rows:
        node.own_end = node.head_end = table.start + len(text[table.start : table.end].rstrip())
        return
    first = text[table.start : rows[0].start]
    rows[0].start = table.start + len(first) - len(first.lstrip())
    for row, following in zip(rows, [*(n.start for n in rows[1:]), table.end], strict=True):
        row.own_end = row.head_end = row.start + len(text[row.start : following].rstrip())


def _child(parent: Node, level: Level, row: Row, label: str = "") -> Node:
    node = Node(level, row.start, row.end, row.end, parent, marker=label, label=label)
    parent.children.append(node)
    return node
