"""The periods of targets: years and ranges as printed, without those of citations and comparisons."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.model import Document
from corpus.text import Period, PeriodKind, parse_periods, squeeze

_YEAR = re.compile(r"(?:19|20)\d\d")
_ACTS = (
    r"(?:Nghị quyết|Quyết định|Kế hoạch|Chỉ thị|Thông tư|Nghị định|Luật|Kết luận|Chương trình|Đề án|"
    r"Quy hoạch|"
    r"Tờ trình|Báo cáo|Công văn|Quy định|Chiến lược)"
)
_REFERENCE = re.compile(  # what a citation or a comparison says about years is no period of a target
    rf"{_ACTS}[^.;:,]{{0,40}}?\s(?:số|ngày)\s[^.;:]{{0,120}}?(?:năm|/)\s?(?:19|20)\d\d"
    r"|(?:Luật|Bộ luật|Pháp lệnh|Hiến pháp)[^.;:]{0,80}?\snăm\s(?:19|20)\d\d"
    r"|(?:Đại hội|HĐND|Hội đồng nhân dân|Quốc hội|[Kk]hóa|[Kk]hoá)[^.;:]{0,80}?\d{4}\s?[-–]\s?\d{4}"
    r"|từ\s+\d[\d.,]*\s?[^\s,;.]{0,10}\s+(?:vào |trong |cuối |của )?năm\s+(?:19|20)\d\d(?=[^.;]{0,30}(?:lên|"
    r"xuống|còn))"
    r"|so với [^,;.]{0,40}?(?:năm|giai đoạn)\s[\d –-]+|\d{1,2}/\d{1,2}/\d{4}"
)
_DAY = re.compile(r"(?<!\w)ngày\s+\d{1,2}(?:\s*/\s*\d{1,2}|\s+tháng\s+\d{1,2})", re.I)  # trước ngày 15/6
_KINDS = {
    PeriodKind.YEAR, PeriodKind.RANGE, PeriodKind.QUARTER, PeriodKind.MONTH, PeriodKind.HALF, PeriodKind.DATE,
}  # fmt: skip
_BOUND = re.compile(r"^(?:(?:trong|đến hết|đến|hết|trước|từ|vào|cho|tính)\s+)+", re.I)
_EARLIEST = 1990  # "1925-1975 MHz" is no period, and no plan in force reaches back further


@dataclass(frozen=True, slots=True)
class Dated:
    """The period of a target: its label ("2030", "2021-2025") and where it is printed."""

    label: str
    start: int
    end: int
    opening: bool = False  # "đến năm 2030, …" governs what follows; "… vào năm 2030" what stands before


def periods_in(text: str, offset: int = 0) -> list[Dated]:
    """Return the periods that a passage sets for targets, citations and comparisons left out."""
    if not _YEAR.search(text):
        return []
    masked = _REFERENCE.sub(lambda m: " " * len(m[0]), text)
    if not _YEAR.search(masked):
        return []
    return [
        Dated(label, offset + p.start, offset + p.end, _opens(masked, p))
        for p in parse_periods(masked)
        if p.kind in _KINDS and p.first != p.last and (label := period_label(p))
    ]


def period_label(period: Period) -> str | None:
    """Return the label under which a target's period is known ("2030", "2021-2025", "Quý II/2025"), or None."""
    label = period.label
    if label is None and period.kind in {PeriodKind.QUARTER, PeriodKind.MONTH, PeriodKind.HALF}:
        label = _BOUND.sub("", squeeze(period.text))
    years = [int(y) for y in _YEAR.findall(label or "")]
    return label if years and min(years) >= _EARLIEST else None


def _opens(text: str, period: Period) -> bool:
    """Say whether a period opens a clause."""
    before = text[max(0, period.start - 20) : period.start].rstrip()
    opens = before.lower().endswith(("phấn đấu", "riêng", "và", "mục tiêu", "trong đó"))
    return not before or before[-1] in ".;:,-–+(•" or opens


def date_spans(text: str) -> list[tuple[int, int]]:
    """Return the spans of dates, years and citations: numbers in them are no values."""
    spans = [m.span() for m in _DAY.finditer(text)]
    if _YEAR.search(text):
        spans += [m.span() for m in _REFERENCE.finditer(text)]
        spans += [(p.start, p.end) for p in parse_periods(text) if p.kind in _KINDS]
    return spans


def single_period(text: str, offset: int) -> Dated | None:
    """Return the period of a heading that names exactly one, else None."""
    found = {d.label: d for d in periods_in(text, offset)}
    return next(iter(found.values())) if len(found) == 1 else None


_PLAN_TYPES = re.compile(r"kế hoạch|chương trình|đề án|phương án|dự án", re.I)
_ABOUT = r"(?:về(?: việc)?|ban hành|phê duyệt|thông qua|giao|điều chỉnh|triển khai|thực hiện|bổ sung|\s)*"
_PLAN_TITLE = re.compile(
    rf"\s*{_ABOUT}(?:các |một số )?(?:kế hoạch|chỉ tiêu|nhiệm vụ|mục tiêu|chương trình hành động)", re.I
)


def document_period(document: Document) -> Dated | None:
    """Return the period of a plan: the first of its title ("… NĂM 2026", "… GIAI ĐOẠN 2021-2025 …")."""
    kind, title = document.header.type, document.header.title
    if title is None or not (
        _PLAN_TYPES.search(kind.value if kind else "") or _PLAN_TITLE.match(title.value)
    ):
        return None
    known = title.start is not None and title.end is not None
    words = document.text[title.start : title.end] if known else title.value
    periods = periods_in(words.replace("\n", " "), title.start or 0)
    return periods[0] if periods else None
