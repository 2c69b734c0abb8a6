"""Rows of tables as nodes: "Phụ lục I, mục VI, STT 3", "Bảng 1, dòng 4"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.markers import Style, roman_value
from corpus.model import Cell, Level, Table
from corpus.normalize import fold, squeeze
from corpus.structure_tree import Node

_ORDINAL_HEAD = re.compile(r"^(?:stt|tt|số tt|số thứ tự|thứ tự)$")
_ORDINAL = re.compile(r"^\(?(\d{1,4}(?:\.\d{1,3}){0,3}[a-zđ]?)[.)]?$")
_GROUP = re.compile(r"^\(?([IVXLC]{1,7}|[A-ZĐ]|[a-zđ])[.)]?$")
_HEAD_WORDS = re.compile(
    r"^(?:stt|tt|số tt|nội dung|nhiệm vụ|tên|cơ quan|đơn vị|chủ trì|phối hợp|thời gian|thời hạn|sản phẩm|ghi chú|"
    r"chỉ tiêu|năm|kết quả|tiến độ|địa phương|kinh phí|số lượng|mức|giai đoạn|danh mục)\b"
)


@dataclass(frozen=True, slots=True)
class Row:
    """One printed row: its cells in order and its span."""

    index: int
    cells: tuple[Cell, ...]
    start: int
    end: int


def table_rows(table: Table) -> list[Row]:
    """Return the rows of a table that hold any text."""
    by_row: dict[int, list[Cell]] = {}
    for cell in table.cells:
        by_row.setdefault(cell.row, []).append(cell)
    rows = []
    for index in sorted(by_row):
        cells = tuple(sorted(by_row[index], key=lambda c: c.column))
        filled = [c for c in cells if c.start < c.end]
        if filled:
            rows.append(Row(index, cells, min(c.start for c in filled), max(c.end for c in filled)))
    return rows


def header_rows(text: str, rows: list[Row], table: Table) -> int:
    """Return how many of the first rows name the columns."""
    count = 0
    for row in rows[:3]:  # heads of more than three rows are not in use
        words = [fold(text[c.start : c.end]) for c in row.cells if c.start < c.end]
        named = sum(bool(_HEAD_WORDS.match(w)) and len(w) < 60 for w in words)
        numbered = len(words) > 2 and all(re.fullmatch(r"\(?\d{1,2}\)?(?:\s*=.*)?", w) for w in words)
        spanned = any(c.row + c.row_span > row.index + 1 for c in row.cells) and count == 0 and named
        covered = count > 0 and any(
            c.row < row.index < c.row + c.row_span for head in rows[:count] for c in head.cells
        )
        if not (numbered and count or covered or spanned or (named >= max(2, len(words) // 3) and not _ordinal(words[0]))):
            break
        count += 1
    return count if count < len(rows) else 0


def _ordinal(cell: str) -> str | None:
    match = _ORDINAL.match(cell.strip())
    return match[1] if match else None


def grow_table(text: str, node: Node) -> None:
    """Give a table's node its rows; a section row ("I | Lĩnh vực …") becomes the parent of those below it."""
    table = node.table
    if table is None:
        return
    rows = table_rows(table)
    heads = header_rows(text, rows, table)
    section: Node | None = None
    number = 0
    covering: dict[int, str] = {}  # row → ordinal of a merged cell that reaches down to it
    for position, row in enumerate(rows):
        if position < heads:
            _child(node, Level.PARAGRAPH, row)
            continue
        number += 1
        group = _group(text, row, table)
        if group is not None:
            section = _child(node, Level.SECTION, row, group, Style.ROMAN)
            section.value = number
            continue
        ordinal = _row_ordinal(text, row, covering)
        made = _child(section or node, Level.ROW, row, ordinal, None)
        made.value = number


def _child(parent: Node, level: Level, row: Row, label: str = "", style: Style | None = None) -> Node:
    node = Node(level, row.start, row.end, row.end, parent, marker=label, style=style, label=label)
    parent.children.append(node)
    return node


def _group(text: str, row: Row, table: Table) -> str | None:
    """Return the mark of a section row ("I", "A", or "" for a merged row without a mark), or None."""
    filled = [c for c in row.cells if c.start < c.end]
    first = text[filled[0].start : filled[0].end].strip()
    if len(filled) == 1 and filled[0].column_span >= max(2, table.columns - 1):
        return squeeze(first).split()[0].strip(".") if _GROUP.match(first.split()[0]) else ""
    match = _GROUP.match(first)
    if match is None or len(filled) > 2 and len(filled) > table.columns // 2:
        return None
    if roman_value(match[1]) is not None or match[1].isupper():
        return match[1]
    return None


def _row_ordinal(text: str, row: Row, covering: dict[int, str]) -> str:
    first = row.cells[0]
    ordinal = _ordinal(text[first.start : first.end]) if first.column == 0 else None
    if ordinal is not None:
        for below in range(row.index + 1, row.index + first.row_span):
            covering[below] = f"{ordinal}, dòng {below - row.index + 1}"
        return ordinal
    return covering.get(row.index, "")
