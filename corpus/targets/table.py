"""Targets in tables: "Chỉ tiêu | Đơn vị | 2025 | 2030", years as columns, norms with a unit column."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.model import Cell, Document, Provision, Table, Target
from corpus.structure import Row, table_rows
from corpus.targets.context import Scope
from corpus.targets.indicator import place_of
from corpus.targets.layout import IN_BRACKETS, Column, Layout, bracket_of, head_rows, layout_of
from corpus.targets.periods import Dated
from corpus.targets.words import RANK_BEFORE, comparator
from corpus.text import find_quantities, fold, squeeze

_DITTO = {'"', "“", "”", "nt", "-nt-", "//", "''"}
_SUB_ROW = re.compile(r"^\s*(?:[-–+•*]|trong đó\s*:?|tr\.đó\s*:?)\s*", re.I)
_ROW_NUMBER = re.compile(
    r"^(?:\d{1,2}(?:\.\d{1,2})*[.)]|[A-ZĐ][.)]|[IVX]+[.)])\s*(?=[^\W\d_])"
)  # "1. Vận tải", "A. Kinh tế"
_PART_ROW = re.compile(  # a row that only says something about the named row above it
    r"^(?:diện tích|năng suất|sản lượng|số lượng|(?:tỷ|tỉ) lệ so với|tăng so với|so với|chia ra|tổng số|mức)"
    r"(?:$|\s(?:tổng|GDP|GRDP|năm|cùng|nhập|xuất|bình quân))",
    re.I,
)
_BLANK = {"", "-", "–", "x", "X", "…", "..."}
_WORDS = re.compile(r"[^\W\d_]{2}")
_LONGEST_VALUE = 80  # characters; a longer cell is a description, not a value


@dataclass(frozen=True, slots=True)
class _Line:
    """One row as it is read: what it measures, in which unit, and where it stands."""

    provision: str
    start: int
    end: int
    indicator: str
    unit: str | None


def table_targets(
    document: Document, table: Table, scope_at: Sequence[Scope], plan_period: Dated | None
) -> Iterator[Target]:
    """Return the targets of one table, row by row."""
    rows = table_rows(table)
    first = document.provision_at(rows[0].start) if rows else None
    if first is None or scope_at[first.index].past:
        return
    heads = head_rows(document, rows)
    scope = scope_at[first.index]
    layout = layout_of(document, table, rows, heads, scope)
    if layout is None:
        return
    cells = _grid(table)
    for row, line in _lines(document, rows[heads:], cells, layout):
        name = cells.get((row.index, layout.indicator))
        for column in layout.values:
            cell = cells.get((row.index, column.index))
            if cell is not None and cell is not name and cell.row == row.index:
                target = _target(document.text, line, cell, column, layout)
                if target is not None:
                    yield _dated(target, column.period or scope.period or plan_period)


def _grid(table: Table) -> dict[tuple[int, int], Cell]:
    """Return the cell over each place; a merged one stands at all of its places."""
    return {
        (row, column): cell
        for cell in table.cells
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    }


def _lines(
    document: Document, rows: Sequence[Row], cells: dict[tuple[int, int], Cell], layout: Layout
) -> Iterator[tuple[Row, _Line]]:
    """Read name and unit of each row; "- Nông nghiệp" belongs to the named row above it."""
    starts = [p.start for p in document.provisions]
    group, last_unit = "", None
    for row in rows:
        name = _text(document, cells.get((row.index, layout.indicator)))
        unit: str | None = None
        if layout.unit is not None:
            unit = squeeze(_text(document, cells.get((row.index, layout.unit)))) or None
            unit = last_unit if fold(unit or "") in _DITTO else unit
        last_unit = unit or last_unit
        label = _ROW_NUMBER.sub("", squeeze(_SUB_ROW.sub("", name))).strip(" :")
        if not (_SUB_ROW.match(name) or _PART_ROW.match(label)):
            group = squeeze(IN_BRACKETS.sub("", label)) or group
        elif group and label:
            label = f"{group}: {label}"
        provision = _innermost(document, starts, _name_at(row, cells, layout))
        if label and provision is not None:
            yield row, _Line(provision.id, row.start, row.end, label, unit)


def _name_at(row: Row, cells: dict[tuple[int, int], Cell], layout: Layout) -> int:
    """Return where a row names what it measures, in the part of the row that is its own."""
    cell = cells.get((row.index, layout.indicator))
    return cell.start if cell is not None and row.start <= cell.start < row.end else row.start


def _innermost(document: Document, starts: list[int], offset: int) -> Provision | None:
    """Return the innermost provision that covers an offset, without a walk over all of them."""
    index = bisect_right(starts, offset) - 1
    provision = document.provisions[index] if index >= 0 else None
    while provision is not None and provision.end <= offset:
        provision = None if provision.parent is None else document.provisions[provision.parent]
    return provision


def _text(document: Document, cell: Cell | None) -> str:
    return document.text[cell.start : cell.end].strip() if cell else ""


def _target(text: str, line: _Line, cell: Cell, column: Column, layout: Layout) -> Target | None:
    words = squeeze(text[cell.start : cell.end])
    if words in _BLANK:
        return None
    read = _read(words)
    if read is None and not (layout.aimed and _WORDS.search(words) and len(words) <= _LONGEST_VALUE):
        return None
    sign, value, own_unit = read or ("=", words, None)
    bracket = bracket_of(line.indicator)
    unit = (own_unit or line.unit or bracket or column.unit or layout.caption_unit) if read else None
    named = squeeze(IN_BRACKETS.sub("", line.indicator)) if bracket and unit == bracket else line.indicator
    place = place_of(named)
    if layout.by_place:
        named, place = column.name, line.indicator
    return Target(
        provision=line.provision,
        start=line.start,
        end=line.end,
        indicator=named,
        period=None,
        comparator=sign,
        value=value,
        unit=unit,
        place=place,
        value_at=(cell.start, cell.end),
    )


def _dated(target: Target, period: Dated | None) -> Target:
    if period is None:
        return target
    return replace(target, period=period.label, period_at=(period.start, period.end))


def _read(text: str) -> tuple[str, float | str, str | None] | None:
    """Read a cell that holds one value: "≥ 95", "8,5-9%", "từ 80 trở lên", "100"."""
    found = find_quantities(text)
    if len(found) != 1:
        return None
    q = found[0]
    before, after = text[: q.start], text[max(q.end, q.unit_end) :]
    rest = re.sub(r"trở lên|trở xuống|[^\w]", "", after)
    sign, cut, said = comparator(before, after)
    if RANK_BEFORE.search(before):
        return "rank<=", q.value, q.unit
    if len(rest) > 12 or len(re.sub(r"\W|từ|đạt|khoảng", "", before[:cut])) > 3:  # words beside the number
        return None
    value: float | str = q.text if q.text is not None else q.value
    return ("range" if q.high is not None and not said else sign), value, q.unit
