"""Rows of tables as nodes: "Phụ lục I, mục VI, STT 3", "Bảng 1, dòng 4"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.model import Cell, Level, Table
from corpus.structure.node import Node
from corpus.text.normalize import fold
from corpus.text.numerals import roman_value

_ORDINAL = re.compile(r"^\(?(\d{1,4}(?:\.\d{1,3}){0,3}[a-zđ]?)[.)]?$")
_GROUP = re.compile(r"^\(?([IVXLC]{1,7}|[A-ZĐ])[.)/]?$")
_QUANTITY = re.compile(r"[-+]?\d[\d.,]*\s*%?")  # "5.000", "12,5%"
_COLUMN_NUMBER = re.compile(r"\(?\d{1,2}\)?(?:\s*=.*)?")
_HEAD_WORDS = re.compile(
    r"^(?:stt|tt|số tt|số thứ tự|nội dung|nhiệm vụ|tên|cơ quan|đơn vị|chủ trì|phối hợp|thời gian|"
    r"thời hạn|sản phẩm|ghi chú|"
    r"chỉ tiêu|năm|kết quả|tiến độ|địa phương|kinh phí|số lượng|mức|giai đoạn|danh mục)\b"
)


@dataclass(frozen=True, slots=True)
class Row:
    """One printed row: its filled cells in order and its span."""

    index: int
    cells: tuple[Cell, ...]
    start: int
    end: int


def table_rows(table: Table) -> list[Row]:
    """Return the rows of a table that hold any text."""
    by_row: dict[int, list[Cell]] = {}
    for cell in table.cells:
        if table.start <= cell.start < cell.end <= table.end:
            by_row.setdefault(cell.row, []).append(cell)
    rows: list[Row] = []
    for index in sorted(by_row):
        cells = tuple(sorted(by_row[index], key=lambda c: c.column))
        start, end = min(c.start for c in cells), max(c.end for c in cells)
        if not rows or start >= rows[-1].end:  # cells out of order are damage
            rows.append(Row(index, cells, start, end))
    return rows


def header_rows(text: str, rows: list[Row]) -> int:
    """Return how many of the first rows name the columns."""
    count = 0
    for i, row in enumerate(rows[:3]):  # heads of more than three rows are not in use
        if not _names_columns(text, row, rows[:count], rows[i + 1] if i + 1 < len(rows) else None):
            break
        count += 1
    return count if count < len(rows) else 0


def _names_columns(text: str, row: Row, above: list[Row], below: Row | None) -> bool:
    words = [fold(text[c.start : c.end]) for c in row.cells]
    if above and all(_COLUMN_NUMBER.fullmatch(w) for w in words) and len(words) > 2:
        return True  # (1) (2) (3)
    if any(c.row < row.index < c.row + c.row_span for head in above for c in head.cells):
        return True  # the second line of a head whose first cells reach down to it
    if _ordinal(words[0]) or max(map(len, words)) > 90:  # 90: longer is content
        return False
    named = sum(_HEAD_WORDS.match(w) is not None for w in words)
    if named >= max(2, len(words) // 3) or _HEAD_WORDS.match(words[0]):
        return not above
    return (
        not above
        and len(words) > 1
        and not any(map(_is_quantity, words))
        and _has_quantity(text, below, len(words))
    )


def _has_quantity(text: str, row: Row | None, columns: int) -> bool:
    """True for a row of values: a first row of words above it names the columns."""
    if row is None or len(row.cells) < columns:
        return False
    return any(_is_quantity(text[c.start : c.end]) for c in row.cells[1:])


def _is_quantity(cell: str) -> bool:
    return _QUANTITY.fullmatch(cell.strip()) is not None


def _ordinal(cell: str) -> str | None:
    match = _ORDINAL.match(cell.strip())
    return match[1] if match else None


@dataclass(slots=True)
class Progress:
    """Where the rows of a table stand; a table cut by a page goes on from here."""

    columns: int
    number: int = 0
    group: str = ""
    ordinal: str = ""


def grow_table(text: str, node: Node, before: Progress | None = None) -> Progress:
    """Give a table's node its rows; a section row ("I | Lĩnh vực …") becomes the parent of those below it.

    Args:
        text: the document.
        node: the node of the table.
        before: where the table directly above stopped, if this one may go on with it.
    """
    table = node.table
    assert table is not None
    rows = table_rows(table)
    heads = header_rows(text, rows)
    state = (
        before
        if before is not None and _goes_on(text, rows[heads:], table, before)
        else Progress(table.columns)
    )
    node.within = "…" if state is before else ""
    section: Node | None = None
    covering: dict[int, str] = {}  # row → ordinal of a merged cell that reaches down to it
    for position, row in enumerate(rows):
        if position < heads:
            _child(node, Level.PARAGRAPH, row)
            continue
        state.number += 1
        group = _group(text, row, table)
        if group is not None:
            section = _child(node, Level.SECTION, row, group)
            section.value, state.group = state.number, group
            continue
        ordinal = _row_ordinal(text, row, covering, state)
        if _GROUP.match(ordinal):  # "IX | Cây hương | cây | 1.724.200": a section of one row
            section, state.group = None, ""
        made = _child(section or node, Level.ROW, row, ordinal)
        made.value = state.number
        made.within = state.group if section is None else ""
    _close_gaps(text, node, table)
    return state


def _goes_on(text: str, rows: list[Row], table: Table, before: Progress) -> bool:
    """True when a table's first ordinal does not start again."""
    if not rows or table.columns != before.columns or before.number == 0:
        return False
    first = rows[0].cells[0]
    ordinal = _ordinal(text[first.start : first.end])
    return ordinal != "1" and _group(text, rows[0], table) not in ("I", "A")


def _close_gaps(text: str, node: Node, table: Table) -> None:
    """Let every row reach to the next one, so that no printed character of the table is left out."""
    rows = sorted((n for child in node.children for n in (child, *child.children)), key=lambda n: n.start)
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


def _group(text: str, row: Row, table: Table) -> str | None:
    """Return the mark of a section row ("I", "A", or "" for a merged row without a mark), or None."""
    first = text[row.cells[0].start : row.cells[0].end].split()
    mark = _GROUP.match(first[0]) if first else None
    if len(row.cells) == 1 and row.cells[0].column_span >= max(2, table.columns - 1):
        return mark[1] if mark else ""
    if mark is None or len(first) > 1 or len(row.cells) > max(2, table.columns // 2):
        return None
    return mark[1] if roman_value(mark[1]) is not None or row.cells[0].column == 0 else None


def _row_ordinal(text: str, row: Row, covering: dict[int, str], state: Progress) -> str:
    """Return the number of a row: printed, of a merged cell above it, or "1.a" for a letter below row 1."""
    first = row.cells[0]
    printed = text[first.start : first.end].strip() if first.column == 0 else ""
    ordinal = _ordinal(printed)
    if ordinal is not None:
        state.ordinal = ordinal
        for below in range(
            row.index + 1, row.index + min(first.row_span, 1000)
        ):  # 1000: longer spans are damage
            covering[below] = f"{ordinal}, dòng {below - row.index + 1}"
        return ordinal
    if len(row.cells) > 1 and re.fullmatch(r"[a-zđ][.)]?", printed) and state.ordinal:
        return f"{state.ordinal}.{printed[0]}"
    if len(row.cells) > 1 and (match := _GROUP.match(printed)) and roman_value(match[1]) is not None:
        return match[1]
    return covering.get(row.index, "")
