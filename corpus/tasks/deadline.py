"""Tell deadlines from the other times in a sentence, and find the lines that state them for a whole unit."""

from __future__ import annotations

import re

from corpus.model import Mention
from corpus.references import in_document_name
from corpus.tasks.role_words import VERBS
from corpus.tasks.text import Page, Span
from corpus.text import Period, PeriodKind, parse_periods, squeeze

_FIXED = {
    PeriodKind.DATE,
    PeriodKind.MONTH,
    PeriodKind.QUARTER,
    PeriodKind.HALF,
    PeriodKind.YEAR,
    PeriodKind.RANGE,
}
_ORDER = {PeriodKind.RELATIVE: 1, PeriodKind.RECURRING: 2, PeriodKind.CONTINUOUS: 3}
_PREPOSITION = re.compile(
    r"(?:trong|trước|chậm nhất|muộn nhất|đến|hết|xong|cho đến|ngay trong|không muộn|vào|dự kiến)(?!\w)"
)
_DONE = re.compile(
    r"(?:hoàn thành|hoàn tất|kết thúc|xong|đưa vào sử dụng|thời gian|thời hạn|dự kiến)(?:(?!mục tiêu|chỉ tiêu)[^,;.]){0,30}$"
)
# "Kế hoạch … năm 2018", "quy hoạch … giai đoạn 2016 - 2020": the time is part of a name.
_SESSION = re.compile(
    r"tại (?:phiên họp|kỳ họp) (?:gần nhất|tiếp theo|thứ|cuối năm|giữa năm|thường lệ)[^;.]{0,60}?(?=[,;.]|$)|(?<![^,;.] )(?:giữa|cuối) kỳ [^,;.]{3,60}(?=,)|đúng thời hạn[^,;.]{0,100}|trong thời gian giữa hai kỳ họp"
)
# "Khi phát hiện sai sót …, các cơ quan … yêu cầu …"
_INCIDENT = re.compile(
    r"(?:ngay )?(?:khi|sau khi) (?:phát hiện|xảy ra|để xảy ra|có sự cố|phát sinh)[^,;.]{3,120}(?=,)"
)


# "báo cáo định kỳ", "giữ mối liên hệ thường xuyên": a manner, no time, unless a verb follows or it opens the clause.
_MANNER = re.compile(r"(?:định kỳ|thường xuyên|liên tục)$")
_VERB_FOLLOWS = re.compile(rf",? (?:{VERBS})(?!\w)")


def _is_deadline(period: Period, before: str, after: str) -> bool:
    """Tell whether a time says when something has to be done."""
    words = squeeze(period.text.lower())
    if _MANNER.fullmatch(words):
        return not before.strip(" ,;:-") or (
            before.rstrip().endswith((",", "và", ";", ".", ":")) and _VERB_FOLLOWS.match(after) is not None
        )
    if period.kind in _ORDER:
        return not words.startswith("theo quy định")
    if period.kind not in _FIXED:
        return False
    if words.startswith(("vào", "đến", "từ", "dự kiến")) and period.kind in {
        PeriodKind.YEAR,
        PeriodKind.RANGE,
    }:
        return bool(_DONE.search(before)) and not words.startswith("từ")
    if period.kind is PeriodKind.RANGE and not words.startswith("trong"):
        return bool(_DONE.search(before))
    return bool(_PREPOSITION.match(words) or _DONE.search(before))


# "Sau khi kết thúc việc công khai, … trong thời hạn 30 ngày": the occasion counts where no time is said
_OCCASION = re.compile(r"(?:ngay )?(?:sau khi|khi)(?!\w)")


_AND = re.compile(r"\s*(?:và|,)\s*(?:và\s+)?")


def _with_next(page: Page, base: int, periods: list[Period]) -> tuple[Mention, str | None]:
    """Return the first of some times, with those that follow it directly ("ngày 10/1 và ngày 10/7 hằng năm")."""
    chosen = [periods[0]]
    for period in sorted(periods[1:], key=lambda p: p.start):
        between = page.document.text[base + chosen[-1].end : base + period.start]
        if period.kind is chosen[-1].kind and period.start >= chosen[-1].end and _AND.fullmatch(between):
            chosen.append(period)
    start, end = base + chosen[0].start, base + chosen[-1].end
    norms = "; ".join(dict.fromkeys(p.norm for p in chosen if p.norm)) or None
    return Mention(squeeze(page.document.text[start:end]), start, end), norms


def deadline_in(page: Page, span: Span) -> tuple[Mention, str | None] | None:
    """Return the deadline that a clause states, fixed dates before recurring ones, or None."""
    start, end = page.original(span)
    text = page.document.text[start:end]
    if incident := _INCIDENT.match(page.text(span)):
        return page.mention((span[0], span[0] + incident.end())), "event"
    found = []
    for period in parse_periods(text):
        if in_document_name(page.document.text, start + period.start, start + period.end):
            continue
        first, last = page.inside(start + period.start), page.inside(start + period.end)
        before = page.text((max(span[0], first - 60), first))
        if _is_deadline(period, before, page.text((last, min(span[1], last + 40)))):
            order = float(_ORDER.get(period.kind, 0))
            order -= (":" in (period.norm or "")) * 1.5  # "trước ngày 15/12 hằng năm"
            order += _OCCASION.match(squeeze(period.text.lower())) is not None
            found.append((max(order, 0), period))
    if found:
        return _with_next(page, start, [f[1] for f in sorted(found, key=lambda f: (f[0], f[1].start))])
    if session := _SESSION.search(page.text(span)):
        return page.mention((span[0] + session.start(), span[0] + session.end())), None
    return None


# "Thời hạn nộp báo cáo theo tiến độ tại Hợp đồng …": a sentence that dates the work before it.
_STATED = re.compile(
    r"(?:thời (?:hạn|gian|điểm)|việc) (?:nộp|gửi|hoàn thành|thực hiện|trình|báo cáo|giải quyết|xử lý)[^:;]{0,60}?"
    r"(?P<value>(?:theo|trước|chậm nhất|trong|không quá|tối đa|vào|là|từ) .{4,200})"
)


def stated_deadline(page: Page, span: Span) -> tuple[Mention, str | None] | None:
    """Return the deadline of a sentence such as "Thời hạn gửi báo cáo chậm nhất ngày 15/12 hằng năm."."""
    m = _STATED.match(page.text(span))
    if m is None or not (page.capital(span[0]) or page.text((span[0] - 2, span[0])).startswith(";")):
        return None
    value = page.text((span[0] + m.start("value"), span[0] + m.end("value"))).rstrip(" .;")
    value_start = span[0] + m.start("value") + (3 if value.startswith("là ") else 0)
    mention = page.mention((value_start, span[0] + m.start("value") + len(value)))
    return mention, norm_of(mention.value)


def norm_of(words: str, *, year: int | None = None) -> str | None:
    """Return the normal form of a deadline's words; a date in the name of another document is none.

    Args:
        words: a cell, or the value of a label.
        year: the year that the words leave out.
    """
    periods = parse_periods(words, year=year, bare=True)
    norms = [p.norm for p in periods if p.norm and not in_document_name(words, p.start, p.end)]
    return "; ".join(dict.fromkeys(norms)) or None


_ONLY = re.compile(
    r"(?:(?:phấn đấu|bảo đảm|đảm bảo|dự kiến|yêu cầu|phải) )*(?:(?:hoàn thành|xong|kết thúc|thực hiện|triển khai|báo cáo(?: kết quả)?)"
    r"(?: toàn bộ| các nội dung| công việc| nhiệm vụ| việc này| nội dung này| xong| dứt điểm| thực hiện)* |"
    r"(?:thời (?:gian|hạn)|tiến độ)(?: (?:hoàn thành|thực hiện|triển khai|báo cáo|gửi|trình|xong))*(?: là| từ)?:? ?)"
)


def only_deadline(page: Page, span: Span) -> tuple[Mention, str | None] | None:
    """Return the deadline of a clause that says no more than it ("…; hoàn thành trước ngày 15/12/2026")."""
    m = _ONLY.match(page.text(span))
    found = deadline_in(page, span)
    if m is None or found is None:
        return None
    begins, ends = page.inside(found[0].start), page.inside(found[0].end)
    rest = page.text((ends, span[1])).strip(" .;)/")
    return found if begins <= span[0] + m.end() and not rest else None
