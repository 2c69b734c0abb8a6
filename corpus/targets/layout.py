"""Which column of a table of targets says what: indicator, unit, periods, places."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.model import Cell, Document, Table
from corpus.structure import Row
from corpus.targets.context import Scope, is_objective
from corpus.targets.indicator import without_periods
from corpus.targets.periods import Dated, period_label
from corpus.text import fold, parse_periods, squeeze

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
IN_BRACKETS = re.compile(r"\(([^()\d]{1,30})\)\s*$")  # Tỷ lệ hộ nghèo (%)
_PLACES = re.compile(r"^(?:tên )?(?:đơn vị|địa phương|cơ quan|huyện|xã|phường)(?:$|[,\s(])")
_PLACE = re.compile(
    r"^(?:xã|phường|đặc khu|thị trấn|huyện|quận|thị xã|thành phố|tp|sở|ubnd|ban|văn phòng|chi cục)\s", re.I
)
_MOSTLY = 0.5  # of the filled cells of a column of places begin with such a word


@dataclass(frozen=True, slots=True)
class Column:
    """A column with values: its heading, and the period and unit in it."""

    index: int
    name: str
    period: Dated | None
    unit: str | None


@dataclass(frozen=True, slots=True)
class Layout:
    """Which column says what."""

    indicator: int
    unit: int | None
    values: tuple[Column, ...]
    aimed: bool  # the heading says "chỉ tiêu": text cells are values too
    caption_unit: str | None
    by_place: bool = False  # rows are places, and the headings of the columns are the indicators


def layout_of(
    document: Document, table: Table, rows: Sequence[Row], heads: int, scope: Scope
) -> Layout | None:
    """Return the layout of a table of targets, None for other tables (assignments, projects, lists)."""
    names = {c: _heading(document, rows[:heads], c) for c in range(table.columns)}
    folded = {c: fold(name) for c, (name, _) in names.items()}
    place = next(
        (c for c, n in folded.items() if _PLACES.match(n) and _holds_places(document, rows[heads:], c)), None
    )
    unit = next((c for c, n in folded.items() if c != place and _UNIT.match(n)), None)
    indicator = next((c for c, n in folded.items() if c not in {unit, place} and _INDICATOR.match(n)), None)
    by_place = place is not None and (indicator is None or _is_value(folded[indicator]))
    named = place if by_place else indicator
    if named is None or _PROJECTS.match(folded[named]):
        return None
    dated = {c: _period(document, rows[:heads], c) for c in names}
    aimed = bool(_AIMED.match(folded[named])) or (scope.objective and is_objective(scope.heading or ""))
    columns = [
        Column(c, _bare_name(names[c][0]) or scope.heading or names[c][0], dated[c], bracket_of(names[c][0]))
        for c in names
        if c not in {unit, named} and not _NOT_AIM.search(folded[c]) and (dated[c] or _is_value(folded[c]))
    ]
    columns = _without_past(document, columns)
    several = len([c for c in columns if c.period]) >= 2
    if not columns or not (aimed or unit is not None or several or by_place):
        return None
    return Layout(
        named, unit, tuple(columns), aimed and not by_place, _caption_unit(document, table), by_place
    )


def _bare_name(heading: str) -> str:
    """Return a heading without its period and unit: "Số hộ thoát nghèo năm 2026 (hộ)"."""
    return squeeze(without_periods(IN_BRACKETS.sub("", heading))).strip(" ,:")


def _is_value(heading: str) -> bool:
    """Say whether a heading announces values: "Kế hoạch", "Chỉ tiêu giao năm 2026"."""
    return bool(_AIM.search(heading)) and heading not in {"chỉ tiêu", "các chỉ tiêu", "tên chỉ tiêu"}


def _holds_places(document: Document, rows: Sequence[Row], column: int) -> bool:
    cells = [c for row in rows for c in row.cells if c.column == column and c.start < c.end]
    places = [c for c in cells if _PLACE.match(document.text[c.start : c.end].strip())]
    return bool(places) and len(places) >= _MOSTLY * len(cells)


def head_rows(document: Document, rows: Sequence[Row]) -> int:
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


def _heading(document: Document, heads: Sequence[Row], column: int) -> tuple[str, list[Cell]]:
    """Return the words above a column, those of merged cells included, and their cells."""
    cells = [
        cell for row in heads for cell in row.cells
        if cell.column <= column < cell.column + cell.column_span and cell.start < cell.end
    ]  # fmt: skip
    return squeeze(" ".join(document.text[c.start : c.end] for c in cells)), cells


def _period(document: Document, heads: Sequence[Row], column: int) -> Dated | None:
    """Return the period of a heading, the lowest cell first: "Mục tiêu | 2025"."""
    for cell in reversed(_heading(document, heads, column)[1]):
        text = document.text[cell.start : cell.end]
        found = [p for p in parse_periods(text, bare=True) if period_label(p)]
        if len(found) == 1:
            label = period_label(found[0]) or ""
            return Dated(label, cell.start + found[0].start, cell.start + found[0].end)
    return None


def _without_past(document: Document, columns: list[Column]) -> list[Column]:
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


def bracket_of(heading: str) -> str | None:
    """Return the unit in the brackets at the end of a heading or a name, or None."""
    match = IN_BRACKETS.search(heading)
    return squeeze(match[1]) if match and not parse_periods(match[1], bare=True) else None
