"""Targets in tables: "Chỉ tiêu | Đơn vị | 2025 | 2030", years as columns, norms with a unit column."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

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
    r"^(?:tên |các |nhóm )?(?:chỉ tiêu|tiêu chí|tiêu chuẩn|mục tiêu|chỉ số|nội dung|danh mục|hạng mục|"
    r"nhiệm vụ|đối tượng|"
    r"tên|lĩnh vực|loại|đơn vị hành chính|địa phương)"
)
_AIMED = re.compile(
    r"^(?:tên |các |nhóm )?(?:chỉ tiêu|tiêu chí|mục tiêu|chỉ số)"
)  # a table of targets by its name
_PROJECTS = re.compile(r"^(?:tên |danh mục )*(?:dự án|công trình|văn bản|đề án|thủ tục|tài liệu)")
_UNIT = re.compile(r"^(?:đơn vị(?: tính| đo(?: lường)?)?|đvt|đv tính|đơn vị tính \(.*\))$")
_AIM = re.compile(
    r"(?:^|\s)(?:mục tiêu|kế hoạch|chỉ tiêu(?: giao| được giao)?|mức|định mức|phấn đấu|dự kiến|giao|kh)(?=\s|"
    r"$|\()"
)
_NOT_AIM = re.compile(  # what was, what is compared, who does it
    r"(?:^|\s)(?<!kế hoạch )(?:thực hiện|th|ước|uth|hiện trạng|kết quả|so sánh|so với|tỷ lệ so|tăng|giảm|"
    r"ghi chú|stt|tt|"
    r"cơ quan|chủ trì|phối hợp|theo dõi|phụ trách|căn cứ|sản phẩm|thời gian|tiến độ|thời hạn|nguồn|"
    r"hoàn thành)(?=\s|$|[,./(])"
)
_CAPTION = re.compile(r"(?:đơn vị(?: tính)?|đvt)\s*:\s*([^\n\t)]{1,40})", re.I)  # (Đơn vị tính: tỷ đồng)
_IN_BRACKETS = re.compile(r"\(([^()\d]{1,30})\)\s*$")  # Tỷ lệ hộ nghèo (%)
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
_BLANK = {"", "-", "–", "x", "X", "…", "...", "0"}
_WORDS = re.compile(r"[^\W\d_]{2}")
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
    heads = _head_rows(document, rows)
    scope = scope_at[first.index]
    layout = _layout(document, table, rows[:heads], scope)
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
    document: Document, rows: Sequence[Row], cells: dict[tuple[int, int], Cell], layout: _Layout
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
            group = squeeze(_IN_BRACKETS.sub("", label)) or group
        elif group and label:
            label = f"{group}: {label}"
        provision = _innermost(document, starts, row.start)
        if label and provision is not None:
            yield row, _Line(provision.id, row.start, row.end, label, unit)


def _innermost(document: Document, starts: list[int], offset: int) -> Provision | None:
    """Return the innermost provision that covers an offset, without a walk over all of them."""
    index = bisect_right(starts, offset) - 1
    provision = document.provisions[index] if index >= 0 else None
    while provision is not None and provision.end <= offset:
        provision = None if provision.parent is None else document.provisions[provision.parent]
    return provision


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
    """Return how many rows name the columns: the first, what is merged into it, and rows of years below."""
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


def _text(document: Document, cell: Cell | None) -> str:
    return document.text[cell.start : cell.end].strip() if cell else ""


def _target(text: str, line: _Line, cell: Cell, column: _Column, layout: _Layout) -> Target | None:
    words = squeeze(text[cell.start : cell.end])
    if words in _BLANK:
        return None
    read = _read(words)
    if read is None and not (layout.aimed and _WORDS.search(words) and len(words) <= _LONGEST_VALUE):
        return None
    sign, value, own_unit = read or ("=", words, None)
    bracket = _bracket(line.indicator)
    unit = (own_unit or line.unit or bracket or column.unit or layout.caption_unit) if read else None
    named = squeeze(_IN_BRACKETS.sub("", line.indicator)) if bracket and unit == bracket else line.indicator
    return Target(
        provision=line.provision,
        start=line.start,
        end=line.end,
        indicator=named,
        period=None,
        comparator=sign,
        value=value,
        unit=unit,
        place=place_of(named),
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
