"""Targets in tables: "Chỉ tiêu | Đơn vị | 2025 | 2030", years as columns, norms with a unit column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.model import Cell, Document, Provision, Table, Target
from corpus.normalize import fold, squeeze
from corpus.numbers import find_quantities
from corpus.periods import parse_periods
from corpus.structure_tables import Row, table_rows
from corpus.targets_context import Scope, is_objective
from corpus.targets_indicator import place_of
from corpus.targets_periods import Dated, period_label
from corpus.targets_words import RANK_BEFORE, comparator

_INDICATOR = re.compile(
    r"^(?:tên |các |nhóm )?(?:chỉ tiêu|tiêu chí|tiêu chuẩn|mục tiêu|chỉ số|nội dung|danh mục|hạng mục|nhiệm vụ|đối tượng|"
    r"tên|lĩnh vực|loại|đơn vị hành chính|địa phương)"
)
_AIMED = re.compile(
    r"^(?:tên |các |nhóm )?(?:chỉ tiêu|tiêu chí|mục tiêu|chỉ số)"
)  # a table of targets by its name
_PROJECTS = re.compile(r"^(?:tên |danh mục )*(?:dự án|công trình|văn bản|đề án|thủ tục|tài liệu)")
_UNIT = re.compile(r"^(?:đơn vị(?: tính| đo(?: lường)?)?|đvt|đv tính|đơn vị tính \(.*\))$")
_AIM = re.compile(
    r"(?:^|\s)(?:mục tiêu|kế hoạch|chỉ tiêu(?: giao| được giao)?|mức|định mức|phấn đấu|dự kiến|giao|kh)(?=\s|$|\()"
)
_NOT_AIM = re.compile(  # what was, what is compared, who does it
    r"(?:^|\s)(?<!kế hoạch )(?:thực hiện|th|ước|uth|hiện trạng|kết quả|so sánh|so với|tỷ lệ so|tăng|giảm|ghi chú|stt|tt|"
    r"cơ quan|chủ trì|phối hợp|theo dõi|phụ trách|căn cứ|sản phẩm|thời gian|tiến độ|thời hạn|nguồn|hoàn thành)(?=\s|$|[,./(])"
)
_CAPTION = re.compile(r"(?:đơn vị(?: tính)?|đvt)\s*:\s*([^\n\t)]{1,40})", re.I)  # (Đơn vị tính: tỷ đồng)
_IN_BRACKETS = re.compile(r"\(([^()\d]{1,30})\)\s*$")  # Tỷ lệ hộ nghèo (%)
_DITTO = {'"', "“", "”", "nt", "-nt-", "//", "''"}
_SUB_ROW = re.compile(r"^\s*(?:[-–+•*]|trong đó\s*:?|tr\.đó\s*:?)\s*", re.I)
_BLANK = {"", "-", "–", "x", "X", "…", "...", "0"}
_LONGEST_VALUE = 80  # characters; a longer cell is a description, not a value


@dataclass(frozen=True, slots=True)
class _Column:
    """A column with values: its period and unit as its heading prints them."""

    index: int
    period: Dated | None
    unit: str | None


@dataclass(frozen=True, slots=True)
class _Layout:
    """Which column says what."""

    indicator: int
    unit: int | None
    values: tuple[_Column, ...]
    aimed: bool  # the heading says "chỉ tiêu": text cells are values too
    caption_unit: str | None


def table_targets(
    document: Document, table: Table, scope_at: Sequence[Scope], plan_period: Dated | None
) -> Iterator[Target]:  # fmt: skip
    """Return the targets of one table, row by row."""
    rows = table_rows(table)
    first = document.provision_at(rows[0].start) if rows else None
    if first is None or scope_at[first.index].past:
        return
    heads = _head_rows(document, rows)
    scope = scope_at[first.index]
    layout = _layout(document, table, rows[:heads], scope)
    if layout is None:
        return
    inherited = scope.period or plan_period
    group, last_unit = "", None
    for row in rows[heads:]:
        cells = {c: cell for cell in row.cells for c in range(cell.column, cell.column + cell.column_span)}
        named = _covering(table, row.index, layout.indicator)
        name = _text(document, named)
        unit = _row_unit(document, table, row, layout, last_unit)
        values = [
            (c, cells[c.index]) for c in layout.values if c.index in cells and cells[c.index] is not named
        ]
        filled = [(c, cell) for c, cell in values if _text(document, cell) not in _BLANK]
        sub = bool(_SUB_ROW.match(name))
        label = squeeze(_SUB_ROW.sub("", name)) if sub else squeeze(name)
        indicator = f"{group}: {label}" if sub and group and label else label
        if not sub and name:
            group = squeeze(_IN_BRACKETS.sub("", label))
        last_unit = unit or last_unit
        provision = document.provision_at(row.start)
        if not indicator or provision is None:
            continue
        for column, cell in filled:
            target = _target(document, provision, row, cell, column, indicator, unit, layout, inherited)
            if target is not None:
                yield target


def _layout(document: Document, table: Table, heads: list[Row], scope: Scope) -> _Layout | None:
    names = {c: _heading(document, heads, c) for c in range(table.columns)}
    folded = {c: fold(name) for c, (name, _) in names.items()}
    unit = next((c for c, n in folded.items() if _UNIT.match(n)), None)
    indicator = next((c for c, n in folded.items() if c != unit and _INDICATOR.match(n)), None)
    if indicator is None or _PROJECTS.match(folded[indicator]):
        return None
    dated = {c: _period(document, heads, c) for c in names}
    aimed = bool(_AIMED.match(folded[indicator])) or (scope.objective and is_objective(scope.heading or ""))
    columns = [
        _Column(c, dated[c], _bracket(names[c][0]))
        for c in names
        if c not in {unit, indicator}
        and not _NOT_AIM.search(folded[c])
        and (dated[c] or _AIM.search(folded[c]))
    ]
    columns = _without_past(document, columns)
    if not columns or not (aimed or unit is not None or len([c for c in columns if c.period]) >= 2):
        return None
    return _Layout(indicator, unit, tuple(columns), aimed, _caption_unit(document, table))


def _head_rows(document: Document, rows: Sequence[Row]) -> int:
    """Return how many rows name the columns: all before the first that starts with an ordinal or holds values."""
    count = 1 + max((c.row_span for c in rows[0].cells), default=1) - 1 if rows else 0
    head = sum(row.index < rows[0].index + count for row in rows)
    for row in rows[head : head + 2]:  # below: a row of years, a row of column numbers "(1) (2) (3)"
        words = [document.text[c.start : c.end].strip() for c in row.cells if c.start < c.end]
        years = [w for w in words if parse_periods(w, bare=True) and len(w) < 30]
        numbers = [w for w in words if re.fullmatch(r"\(?\d{1,2}\)?(?:\s?=.*)?", w)]
        if not words or (len(years) < max(1, len(words) // 2) and len(numbers) < len(words)):
            break
        head += 1
    return head


def _heading(document: Document, heads: list[Row], column: int) -> tuple[str, list[Cell]]:
    """Return the words above a column, those of merged cells included, and their cells."""
    cells = [
        cell for row in heads for cell in row.cells
        if cell.column <= column < cell.column + cell.column_span and cell.start < cell.end
    ]  # fmt: skip
    return squeeze(" ".join(document.text[c.start : c.end] for c in cells)), cells


def _period(document: Document, heads: list[Row], column: int) -> Dated | None:
    """Return the period of a heading, the lowest cell first: "Mục tiêu | 2025"."""
    for cell in reversed(_heading(document, heads, column)[1]):
        text = document.text[cell.start : cell.end]
        found = [p for p in parse_periods(text, bare=True) if period_label(p)]
        if len(found) == 1:
            label = period_label(found[0]) or ""
            return Dated(label, cell.start + found[0].start, cell.start + found[0].end)
    return None


def _without_past(document: Document, columns: list[_Column]) -> list[_Column]:
    """Leave out years before the document's own, where later years stand beside them."""
    issued = document.header.issued_on
    year = int(issued.value[:4]) if issued and issued.value[:4].isdigit() else 0
    later = [c for c in columns if c.period is None or _last_year(c.period.label) >= year]
    return later or columns


def _last_year(label: str) -> int:
    years = re.findall(r"(?:19|20)\d\d", label)
    return int(years[-1]) if years else 9999


def _caption_unit(document: Document, table: Table) -> str | None:
    before = document.text[max(0, table.start - 200) : table.start]  # the line above the table
    found = list(_CAPTION.finditer(before))
    return squeeze(found[-1][1]).rstrip(".;, ") if found else None


def _bracket(heading: str) -> str | None:
    match = _IN_BRACKETS.search(heading)
    return squeeze(match[1]) if match and not parse_periods(match[1], bare=True) else None


def _covering(table: Table, row: int, column: int) -> Cell | None:
    return next(
        (
            c for c in table.cells
            if c.row <= row < c.row + c.row_span and c.column <= column < c.column + c.column_span
        ),
        None,
    )  # fmt: skip


def _text(document: Document, cell: Cell | None) -> str:
    return document.text[cell.start : cell.end].strip() if cell else ""


def _row_unit(document: Document, table: Table, row: Row, layout: _Layout, last: str | None) -> str | None:
    if layout.unit is not None:
        unit = squeeze(_text(document, _covering(table, row.index, layout.unit)))
        return last if fold(unit) in _DITTO else unit or None
    return None


def _target(
    document: Document, provision: Provision, row: Row, cell: Cell, column: _Column, indicator: str,
    unit: str | None, layout: _Layout, inherited: Dated | None,
) -> Target | None:  # fmt: skip
    text = document.text[cell.start : cell.end]
    read = _read(text)
    if read is None and not (
        layout.aimed and re.search(r"[^\W\d_]{2}", text) and len(text) <= _LONGEST_VALUE
    ):
        return None
    sign, value, own_unit = read or ("=", squeeze(text), None)
    period = column.period or inherited
    bracket = _bracket(indicator)
    if read is not None:
        unit = own_unit or unit or bracket or column.unit or layout.caption_unit
    return Target(
        provision=provision.id,
        start=row.start,
        end=row.end,
        indicator=squeeze(_IN_BRACKETS.sub("", indicator)) if bracket and unit == bracket else indicator,
        period=period.label if period else None,
        comparator=sign,
        value=value,
        unit=unit if read is not None else None,
        place=place_of(indicator),
        period_at=(period.start, period.end) if period else None,
        value_at=(cell.start, cell.end),
    )


def _read(text: str) -> tuple[str, float | str, str | None] | None:
    """Read a cell that holds one value: "≥ 95", "8,5-9%", "từ 80 trở lên", "100"."""
    found = [q for q in find_quantities(text) if True]
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
