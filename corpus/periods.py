"""Read periods and deadlines: "Quý II/2022", "trước ngày 31/01 năm liền kề", "giai đoạn 2021-2025".

Every period keeps its words (`text[start:end]`), a normal form (evaluation FORMAT, `deadline_norm`),
the label of a target period, and the first and last day where the words fix them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from corpus.calendar_words import (
    DAY,
    MONTH,
    YEAR,
    bound_of,
    loosen,
    month_span,
    part_of_year,
    quarter_number,
    quarter_span,
    unit_letter,
    valid_date,
    year_span,
)
from corpus.normalize import fold_with_offsets


class PeriodKind(StrEnum):
    """What sort of time expression was read."""

    DATE = "date"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    RANGE = "range"
    RECURRING = "recurring"
    CONTINUOUS = "continuous"
    ON_REQUEST = "on_request"
    RELATIVE = "relative"
    REFERENCE = "reference"


@dataclass(frozen=True, slots=True)
class Period:
    """One time expression; `text == source[start:end]`.

    `norm` is the normal form of a deadline ("2022-Q2", "<=2030", "2021..2025", "yearly:<=09"), None where
    the words fix nothing ("theo hướng dẫn của Trung ương", a quarter without a year). `label` is the period
    of a target as people write it ("2030", "2021-2025"). `bound` is "", "<", "<=" or ">=".
    """

    text: str
    start: int
    end: int
    norm: str | None
    kind: PeriodKind
    first: date | None = None
    last: date | None = None
    label: str | None = None
    bound: str = ""


@dataclass(frozen=True, slots=True)
class _Reading:
    """The meaning of one match, before it gets its place in the text."""

    norm: str | None
    kind: PeriodKind
    first: date | None = None
    last: date | None = None
    label: str | None = None
    bound: str = ""


_Build = Callable[["re.Match[str]", int | None], "_Reading | None"]

# "chậm nhất là ngày", "trước", "đến hết", "trong", "từ": what binds the period; part of the quoted words.
_BOUND = (
    r"(?:(?P<mod>(?:chậm nhất|muộn nhất)(?: là)?(?: trước| đến| vào| trong)?|không (?:muộn|chậm) hơn|trước|"
    r"(?:cho |tính )?đến(?: hết| trước| cuối)?|hết|(?:bắt đầu |kể )?từ|sau|ngay trong|trong|vào|dự kiến) )?"
)
_SEP = r" ?[/.\-] ?"
_RANGE_DASH = r" ?(?:-|đến|~) ?"
_YEARLY = r"h[ằà]ng năm|mỗi năm|các năm"
_NEXT_YEAR = r"(?:của )?năm (?:liền kề|sau|kế tiếp|tiếp theo)(?: liền kề)?"
_NOT_IN_NUMBER = r"(?<![\w/.,\-–])"  # not inside 1210/2016/UBTVQH13 or 3.278,971
_ENDS = r"(?![\w/]|[.,]\d|-\w|[./-]\d)"
_QUARTER = r"(?:iv|i{1,3}|[1-4])"
_COUNT = r"(?P<n>\d{1,3})(?: ?\([^)]{1,20}\))?"  # "10 (mười)"


def _bounded(bound: str, core: str) -> str:
    return f"{bound}{core}"


def _window(bound: str, first: date | None, last: date | None) -> tuple[date | None, date | None]:
    """Open the window on the side that the bound leaves open; "<" ends the day before."""
    if bound == "<":
        return None, date.fromordinal(first.toordinal() - 1) if first else None
    if bound == "<=":
        return None, last
    if bound == ">=":
        return first, None
    return first, last


def _fixed(
    m: re.Match[str], core: str, kind: PeriodKind, first: date, last: date, label: str | None = None
) -> _Reading:
    bound = bound_of(m["mod"])
    return _Reading(_bounded(bound, core), kind, *_window(bound, first, last), label, bound)


def _date(m: re.Match[str], _year: int | None) -> _Reading | None:
    day = valid_date(m["y"], m["m"], m["d"])
    return _fixed(m, day.isoformat(), PeriodKind.DATE, day, day) if day else None


def _day_month(m: re.Match[str], year: int | None) -> _Reading | None:
    day = valid_date(str(year or 2000), m["m"], m["d"])
    if day is None:
        return None
    if year is None:
        return _Reading(None, PeriodKind.DATE, bound=bound_of(m["mod"]))
    return _fixed(m, day.isoformat(), PeriodKind.DATE, day, day)


def _yearly_day(m: re.Match[str], _year: int | None) -> _Reading | None:
    bound = bound_of(m["mod"])
    return _Reading(f"yearly:{bound}{int(m['m']):02}-{int(m['d']):02}", PeriodKind.RECURRING, bound=bound)


def _yearly_month(m: re.Match[str], _year: int | None) -> _Reading | None:
    bound = bound_of(m["mod"])
    return _Reading(f"yearly:{bound}{int(m['m']):02}", PeriodKind.RECURRING, bound=bound)


def _yearly_quarter(m: re.Match[str], _year: int | None) -> _Reading | None:
    bound = bound_of(m["mod"])
    return _Reading(f"yearly:{bound}Q{quarter_number(m['q'])}", PeriodKind.RECURRING, bound=bound)


def _monthly_day(m: re.Match[str], _year: int | None) -> _Reading | None:
    bound = bound_of(m["mod"])
    return _Reading(f"monthly:{bound}{int(m['d']):02}", PeriodKind.RECURRING, bound=bound)


def _quarterly_day(m: re.Match[str], _year: int | None) -> _Reading | None:
    bound = bound_of(m["mod"])
    return _Reading(f"quarterly:{bound}{int(m['d']):02}", PeriodKind.RECURRING, bound=bound)


def _month(m: re.Match[str], year: int | None) -> _Reading | None:
    number, of = int(m["m"]), int(m["y"]) if m["y"] else year
    if of is None:
        return _Reading(None, PeriodKind.MONTH, bound=bound_of(m["mod"]))
    return _fixed(m, f"{of}-{number:02}", PeriodKind.MONTH, *month_span(of, number))


def _quarter(m: re.Match[str], year: int | None) -> _Reading | None:
    of = int(m["y"]) if m["y"] else year
    numbers = [quarter_number(q) for q in re.findall(rf"(?<!\w){_QUARTER}(?!\w)", m["qs"])]
    if of is None or not numbers:
        return _Reading(None, PeriodKind.QUARTER, bound=bound_of(m["mod"]))
    bound = bound_of(m["mod"])
    first, last = quarter_span(of, numbers[0])[0], quarter_span(of, numbers[-1])[1]
    if re.search(r"-|đến|den", m["qs"]) and len(numbers) == 2:
        return _Reading(f"{of}-Q{numbers[0]}..{of}-Q{numbers[1]}", PeriodKind.RANGE, first, last)
    norm = "; ".join(_bounded(bound, f"{of}-Q{n}") for n in numbers)
    return _Reading(norm, PeriodKind.QUARTER, *_window(bound, first, last), None, bound)


def _half(m: re.Match[str], year: int | None) -> _Reading | None:
    of = int(m["y"]) if m["y"] else year
    if of is None:
        return _Reading(None, PeriodKind.HALF, bound=bound_of(m["mod"]))
    half = 1 if m["h"].startswith(("đầu", "dau")) else 2
    first = date(of, 1 if half == 1 else 7, 1)
    last = date(of, 6, 30) if half == 1 else date(of, 12, 31)
    return _fixed(m, f"{of}-H{half}", PeriodKind.HALF, first, last)


def _year(m: re.Match[str], _year: int | None) -> _Reading | None:
    of = int(m["y"])
    first, last = year_span(of)
    return _fixed(m, str(of), PeriodKind.YEAR, first, last, str(of))


def _this_year(m: re.Match[str], year: int | None) -> _Reading | None:
    if year is None:
        return None
    first, last = year_span(year)
    return _fixed(m, str(year), PeriodKind.YEAR, first, last, str(year))


def _part_of_year(m: re.Match[str], _year: int | None) -> _Reading | None:
    of = int(m["y"])
    first, last = part_of_year(of, m["part"])
    return _fixed(m, str(of), PeriodKind.YEAR, first, last, str(of))


def _years(m: re.Match[str], _year: int | None) -> _Reading | None:
    years = [int(y) for y in re.findall(YEAR, m["ys"])]
    return _Reading(
        "; ".join(str(y) for y in years),
        PeriodKind.YEAR,
        date(min(years), 1, 1),
        date(max(years), 12, 31),
        ", ".join(str(y) for y in years),
    )


def _range(m: re.Match[str], _year: int | None) -> _Reading | None:
    one, two = int(m["y1"]), int(m["y2"])
    if not one < two <= one + 60:  # longer spans are two unrelated numbers
        return None
    return _Reading(f"{one}..{two}", PeriodKind.RANGE, date(one, 1, 1), date(two, 12, 31), f"{one}-{two}")


def _dates_range(m: re.Match[str], _year: int | None) -> _Reading | None:
    two = valid_date(m["y2"], m["m2"], m["d2"])
    one = valid_date(m["y1"] or m["y2"], m["m1"] or m["m2"], m["d1"])
    if one is None or two is None:
        return None
    return _Reading(f"{one.isoformat()}..{two.isoformat()}", PeriodKind.RANGE, one, two)


def _months_range(m: re.Match[str], year: int | None) -> _Reading | None:
    two = int(m["y2"]) if m["y2"] else year
    if two is None:
        return None
    one = int(m["y1"]) if m["y1"] else two
    first, last = month_span(one, int(m["m1"]))[0], month_span(two, int(m["m2"]))[1]
    return _Reading(f"{first:%Y-%m}..{last:%Y-%m}", PeriodKind.RANGE, first, last)


_EVERY = {
    "ngày": "daily",
    "tuần": "weekly",
    "tháng": "monthly",
    "quý": "quarterly",
    "qúy": "quarterly",
    "quí": "quarterly",
    "6 tháng": "half-yearly",
    "06 tháng": "half-yearly",
    "sáu tháng": "half-yearly",
    "năm": "yearly",
}
_EVERY_BARE = {loose.translate(str.maketrans("àầáýúíăẻ", "aaayuiae")): norm for loose, norm in _EVERY.items()}
_UNITS = r"(?:0?6 tháng|sáu tháng|ngày|tuần|tháng|quý|qúy|quí|năm)"


def _recurring(m: re.Match[str], _year: int | None) -> _Reading | None:
    found = [u for u in re.findall(loosen(_UNITS), m["units"])]
    norms = [_EVERY.get(u) or _EVERY_BARE.get(u) for u in found]
    return _Reading("; ".join(dict.fromkeys(n for n in norms if n)), PeriodKind.RECURRING)


def _every_n(m: re.Match[str], _year: int | None) -> _Reading | None:
    count, unit = int(m["n"]), unit_letter(m["unit"])
    named = {(1, "M"): "monthly", (3, "M"): "quarterly", (6, "M"): "half-yearly", (12, "M"): "yearly"}
    named |= {(1, "Y"): "yearly", (1, "D"): "daily", (1, "W"): "weekly", (1, "Q"): "quarterly"}
    return _Reading(named.get((count, unit), f"every {count}{unit}"), PeriodKind.RECURRING)


def _times_per(m: re.Match[str], _year: int | None) -> _Reading | None:
    every = {"D": "daily", "W": "weekly", "M": "monthly", "Q": "quarterly", "Y": "yearly"}
    return _Reading(every[unit_letter(m["unit"])], PeriodKind.RECURRING)


def _relative(m: re.Match[str], _year: int | None) -> _Reading | None:
    amount = f"{int(m['n'])}{'W' if m['work'] else ''}{unit_letter(m['unit'])}"
    if m.re.groupindex.get("event"):
        return _Reading(f"event+{amount}", PeriodKind.RELATIVE)
    sign = ">=" if m[0].startswith(("ít", "it")) else "<="
    return _Reading(f"{sign}P{amount}", PeriodKind.RELATIVE)


def _says(norm: str | None, kind: PeriodKind) -> _Build:
    return lambda _m, _year: _Reading(norm, kind)


_TIME_UNIT = r"(?P<unit>ngày|tuần|tháng|quý|năm)"

# Each rule: the pattern on folded text (lower case, tones kept), and what it means. Example beside it.
_RULES: tuple[tuple[str, _Build], ...] = (
    # từ ngày 01/3/2022 đến ngày 30/6/2022
    (
        rf"(?:từ )?(?:ngày )?(?P<d1>{DAY})(?:{_SEP}(?P<m1>{MONTH}))?(?:{_SEP}(?P<y1>{YEAR}))?"
        rf" ?(?:-|đến) ?(?:hết )?(?:ngày )?(?P<d2>{DAY}){_SEP}(?P<m2>{MONTH}){_SEP}(?P<y2>{YEAR}){_ENDS}",
        _dates_range,
    ),
    # từ tháng 3 đến tháng 6/2022
    (
        rf"(?:từ )?tháng (?P<m1>{MONTH})(?:(?: năm |{_SEP})(?P<y1>{YEAR}))?{_RANGE_DASH}(?:hết )?"
        rf"(?:tháng )?(?P<m2>{MONTH})(?:(?: năm |{_SEP})(?P<y2>{YEAR}))?{_ENDS}",
        _months_range,
    ),
    # trước ngày 31/01 năm liền kề; 15/12 hằng năm; ngày 15 tháng 6 hằng năm
    (
        rf"{_BOUND}(?:ngày )?(?P<d>{DAY})(?: ?[/.] ?| tháng )(?P<m>{MONTH}),? (?:{_YEARLY}|{_NEXT_YEAR}){_ENDS}",
        _yearly_day,
    ),
    # chậm nhất trong tháng 9 hằng năm
    (rf"{_BOUND}tháng (?P<m>{MONTH}),? (?:{_YEARLY}|{_NEXT_YEAR}){_ENDS}", _yearly_month),
    (rf"{_BOUND}qu(?:ý|í) (?P<q>{_QUARTER}),? (?:{_YEARLY}|{_NEXT_YEAR}){_ENDS}", _yearly_quarter),
    # trước ngày 05 của tháng liền kề; trước ngày 20 hằng tháng
    (
        rf"{_BOUND}(?:ngày )?(?P<d>{DAY}) (?:h[ằà]ng tháng|(?:của )?(?:mỗi tháng|tháng (?:liền kề|sau|kế tiếp|tiếp theo)))",
        _monthly_day,
    ),
    (
        rf"{_BOUND}(?:ngày )?(?P<d>{DAY})(?: của)? tháng (?:đầu|cuối)(?: của)? (?:h[ằà]ng )?quý(?: sau)?",
        _quarterly_day,
    ),
    # chậm nhất là ngày 15/01/2026; ngày 15 tháng 01 năm 2026
    (
        rf"{_BOUND}(?:ngày )?{_NOT_IN_NUMBER}(?P<d>{DAY}){_SEP}(?P<m>{MONTH}){_SEP}(?P<y>{YEAR}){_ENDS}",
        _date,
    ),
    (rf"{_BOUND}ngày (?P<d>{DAY}) tháng (?P<m>{MONTH}),? năm (?P<y>{YEAR}){_ENDS}", _date),
    # trước ngày 15/12
    (rf"{_BOUND}ngày (?P<d>{DAY})(?: ?/ ?| tháng )(?P<m>{MONTH}){_ENDS}", _day_month),
    (rf"(?P<mod>(?:từ nay )?đến(?: hết)?|trước|chậm nhất) (?P<d>{DAY})/(?P<m>{MONTH}){_ENDS}", _day_month),
    # trong tháng 01/2026; tháng 3 năm 2018
    (rf"{_BOUND}tháng ?(?P<m>{MONTH})(?:(?:,? năm |{_SEP})(?P<y>{YEAR}))?{_ENDS}", _month),
    # Quý II/2022; quý I, II năm 2023; quý III - IV/2025; Q2/2022
    (
        rf"{_BOUND}(?:đầu |cuối )?(?:quý|qúy|quí) ?(?P<qs>{_QUARTER}(?:(?: ?, ?| và | ?- ?| đến )(?:quý )?{_QUARTER}(?!\w))*)"
        rf"(?:(?:,? năm | ?[/\-.,]? ?)(?P<y>{YEAR}))?{_ENDS}",
        _quarter,
    ),
    (rf"{_BOUND}{_NOT_IN_NUMBER}q(?P<qs>[1-4])(?: ?/ ?| năm | |-)(?P<y>{YEAR}){_ENDS}", _quarter),
    # 6 tháng đầu năm 2022
    (
        rf"{_BOUND}(?:0?6 tháng|sáu tháng|nửa) (?P<h>đầu|cuối)(?: của)? năm(?: (?P<y>{YEAR}))?(?!\w)",
        _half,
    ),
    # cuối năm 2025, đầu năm 2026
    (rf"{_BOUND}(?P<part>cuối|đầu|giữa) năm (?P<y>{YEAR}){_ENDS}", _part_of_year),
    # từ năm 2021 đến năm 2025; giai đoạn 2021-2025; nhiệm kỳ 2020-2025; 2025-2030
    (
        rf"(?:trong |cho )?(?:cả )?(?:(?:giai đoạn|gđ|thời kỳ|nhiệm kỳ|niên độ|năm học|các năm|từ|trong|(?<!việt )(?<!viet )năm) ?)*"
        rf"{_NOT_IN_NUMBER}(?P<y1>{YEAR}){_RANGE_DASH}(?:năm )?(?P<y2>{YEAR}){_ENDS}",
        _range,
    ),
    (rf"(?:trong )?(?:các )?năm (?P<ys>{YEAR}(?:(?:, ?| và )(?:năm )?{YEAR})+){_ENDS}", _years),
    # đến năm 2030; hết năm 2025; tầm nhìn đến 2045
    (rf"{_BOUND}(?<!việt )(?<!viet )năm (?P<y>{YEAR}){_ENDS}", _year),
    (rf"(?:(?:định hướng|tầm nhìn) )?(?P<mod>đến|hết)(?: năm)? (?P<y>{YEAR}){_ENDS}", _year),
    (rf"(?:định hướng|tầm nhìn)(?P<mod>)(?: năm)? (?P<y>{YEAR}){_ENDS}", _year),
    (rf"{_BOUND}(?:cả |trong )?năm (?:nay|hiện tại)(?!\w)", _this_year),
    # theo định kỳ hàng tháng, quý, năm; hàng quý, 6 tháng, năm; mỗi quý
    (
        rf"(?:theo )?(?:định kỳ )?(?:h[ằà]ng|mỗi) (?P<units>{_UNITS}(?:(?:, ?| và | hoặc )(?:h[ằà]ng )?{_UNITS}(?! ?\d))*)(?!\w)(?: (?:một|01|1) lần)?",
        _recurring,
    ),
    (
        rf"(?:theo )?định kỳ (?P<units>{_UNITS}(?:(?:, ?| và | hoặc ){_UNITS})*)(?!\w)(?: (?:một|01|1) lần)?",
        _recurring,
    ),
    (rf"(?:theo )?(?:định kỳ )?{_COUNT} {_TIME_UNIT} (?:một|01|1)(?: \(một\))? lần", _every_n),
    (
        rf"(?:định kỳ )?(?:tối thiểu |ít nhất )?{_COUNT} lần ?(?:/|trên|mỗi|trong|một) ?(?:01 |1 |một )?{_TIME_UNIT}",
        _times_per,
    ),
    (
        r"theo định kỳ(?: hoặc đột xuất)?|định kỳ(?:,? đột xuất| hoặc đột xuất)?",
        _says("periodic", PeriodKind.RECURRING),
    ),
    (
        r"(?:thực hiện )?thường xuyên(?:, liên tục|, đột xuất|, định kỳ)?|liên tục(?: h[ằà]ng năm)?"
        r"|trong suốt quá trình[^,;.\n]{0,80}",
        _says("continuous", PeriodKind.CONTINUOUS),
    ),
    (r"h[ằà]ng năm", _says("yearly", PeriodKind.RECURRING)),
    (
        r"(?:khi có|theo) (?:yêu cầu|đề nghị|chỉ đạo)(?: đột xuất| thực tế)?(?: của [^,;.\n]{2,60})?|đột xuất",
        _says("on_request", PeriodKind.ON_REQUEST),
    ),
    # trong thời hạn 10 (mười) ngày làm việc kể từ ngày nhận …; sau 03 tháng kể từ khi …
    (
        rf"(?:(?:chậm nhất |muộn nhất )?(?:là |sau |trong )?)?(?:trong |thời hạn |thời gian |vòng |sau |trước |không quá |tối đa )*"
        rf"{_COUNT} {_TIME_UNIT}(?P<work> làm việc)?,? (?:tính )?(?P<event>(?:kể )?(?:từ|sau|trước)(?: khi| ngày)?[^,;.\n]{{2,120}})",
        _relative,
    ),
    (
        rf"(?:trong |thời hạn |thời gian |vòng |không quá |chậm nhất |tối đa |ít nhất |sau )+(?:là |trong |sau )?"
        rf"{_COUNT} {_TIME_UNIT}(?P<work> làm việc)?(?!\w)",
        _relative,
    ),
    (
        r"ngay sau khi[^;.\n]{2,200}|sau khi (?:hoàn thành|được|có|kết thúc|ban hành|phê duyệt)(?:(?! để | nhằm )[^,;.\n]){2,160}",
        _says("event", PeriodKind.RELATIVE),
    ),
    (
        r"theo (?:hướng dẫn|tiến độ|thời hạn|kế hoạch|lộ trình|quy định|phân công|chương trình)(?: (?:của|tại|trong|quy định|thời gian)[^,;.\n]{2,100})?",
        _says(None, PeriodKind.REFERENCE),
    ),
)
# In a cell of a column of dates the words "năm", "tháng" are left out: "2026", "12/2026", "T6/2026".
_BARE_RULES: tuple[tuple[str, _Build], ...] = (
    (rf"{_BOUND}{_NOT_IN_NUMBER}t? ?(?P<m>{MONTH}) ?[/.\-] ?(?P<y>{YEAR}){_ENDS}", _month),
    (rf"{_BOUND}{_NOT_IN_NUMBER}(?P<ys>{YEAR}(?:(?: ?, ?| và | ?; ?){YEAR})+){_ENDS}", _years),
    (rf"{_BOUND}{_NOT_IN_NUMBER}(?P<y>{YEAR}){_ENDS}", _year),
    (rf"{_BOUND}{_NOT_IN_NUMBER}(?P<d>{DAY})/(?P<m>{MONTH}){_ENDS}", _day_month),
    (rf"{_BOUND}{_NOT_IN_NUMBER}(?P<qs>iv|i{{1,3}})/(?P<y>{YEAR}){_ENDS}", _quarter),
)


def _compile(
    rules: tuple[tuple[str, _Build], ...], loose: bool
) -> tuple[tuple[re.Pattern[str], _Build], ...]:
    return tuple((re.compile(rf"(?<!\w){loosen(p) if loose else p}"), build) for p, build in rules)


_STRICT = _compile(_RULES, False)
_LOOSE = _compile(_RULES, True)
_BARE_STRICT = _compile(_BARE_RULES, False)
_BARE_LOOSE = _compile(_BARE_RULES, True)
_SHORT = 220  # characters; a typed question, where the diacritics may be missing


def _matches(folded: str, loose: bool, bare: bool, year: int | None) -> Iterator[tuple[int, int, _Reading]]:
    rules = _LOOSE if loose else _STRICT
    if bare:
        rules = rules + (_BARE_LOOSE if loose else _BARE_STRICT)
    for pattern, build in rules:
        for m in pattern.finditer(folded):
            if m.end() > m.start() and (reading := build(m, year)) is not None:
                yield m.start(), m.end(), reading


def _longest(found: list[tuple[int, int, _Reading]]) -> list[tuple[int, int, _Reading]]:
    """Keep the longest of overlapping readings, in the order of the text."""
    kept: list[tuple[int, int, _Reading]] = []
    for one in sorted(found, key=lambda f: (f[0] - f[1], f[0])):
        if all(one[1] <= k[0] or one[0] >= k[1] for k in kept):
            kept.append(one)
    return sorted(kept, key=lambda f: f[0])


def parse_periods(text: str, *, year: int | None = None, bare: bool = False) -> tuple[Period, ...]:
    """Read every time expression of a text, in its order, none inside another.

    Args:
        text: a sentence, a cell, a question (with or without diacritics).
        year: the year of expressions that leave it out ("Quý II" in a table headed "Năm 2026").
        bare: also read "2026", "12/2026" without "năm", "tháng": for cells of a column of dates.
    """
    folded = fold_with_offsets(text)
    loose = len(text) <= _SHORT
    periods: list[Period] = []
    for first, last, reading in _longest(list(_matches(folded.text, loose, bare, year))):
        start, end = folded.span(first, last)
        while end > start and text[end - 1].isspace():
            end -= 1
        periods.append(
            Period(
                text[start:end],
                start,
                end,
                reading.norm,
                reading.kind,
                reading.first,
                reading.last,
                reading.label,
                reading.bound,
            )
        )
    return tuple(_share_recurrence(text, periods))


def _share_recurrence(text: str, periods: list[Period]) -> list[Period]:
    """Give "15/6 và ngày 15/12 hằng năm" the recurrence of its last date."""
    shared = list(periods)
    for i in range(len(shared) - 1, 0, -1):
        one, two = shared[i - 1], shared[i]
        gap = text[one.end : two.start].strip().lower()
        day = re.search(rf"({DAY})\D{{1,8}}({MONTH})$", one.text)
        if gap not in {"", "và", ","} or one.norm or one.kind is not PeriodKind.DATE or day is None:
            continue
        month, number = int(day[2]), int(day[1])
        if (two.norm or "").startswith("yearly:"):
            bound = one.bound or two.bound
            shared[i - 1] = replace(
                one, norm=f"yearly:{bound}{month:02}-{number:02}", kind=PeriodKind.RECURRING
            )
        elif two.kind is PeriodKind.DATE and (known := two.first or two.last):
            when = valid_date(str(known.year), str(month), str(number))
            if when:
                first, last = _window(one.bound, when, when)
                shared[i - 1] = replace(one, norm=f"{one.bound}{when.isoformat()}", first=first, last=last)
    return shared


def deadline_norm(text: str, *, year: int | None = None) -> str | None:
    """Return the normal form of a whole deadline, several joined with "; ", or None."""
    norms = [p.norm for p in parse_periods(text, year=year, bare=True) if p.norm]
    return "; ".join(dict.fromkeys(norms)) or None
