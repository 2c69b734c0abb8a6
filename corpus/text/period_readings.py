"""What a match of `corpus.text.period_rules` means: normal form, first and last day.

Every reader takes the match and the year that the words leave out, and returns None where the words mean no time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from corpus.text.calendar_words import (
    YEAR,
    bound_of,
    count_of,
    loosen,
    month_span,
    part_of_year,
    quarter_number,
    quarter_span,
    unit_letter,
    valid_date,
    weekday_number,
    year_span,
)


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
class Reading:
    """The meaning of one match, before it gets its place in the text."""

    norm: str | None
    kind: PeriodKind
    first: date | None = None
    last: date | None = None
    label: str | None = None
    bound: str = ""


QUARTER = r"(?:iv|i{1,3}|[1-4])"


def _bounded(bound: str, core: str) -> str:
    return f"{bound}{core}"


def open_window(bound: str, first: date | None, last: date | None) -> tuple[date | None, date | None]:
    """Open the window on the side that the bound leaves open; "<" ends the day before."""
    if bound == "<":
        return None, date.fromordinal(first.toordinal() - 1) if first else None
    if bound == "<=":
        return None, last
    if bound == ">=":
        return first, None
    return first, last


def _fixed(
    m: re.Match[str], core: str, kind: PeriodKind, days: tuple[date, date], label: str | None = None
) -> Reading:
    first, last = days
    bound = bound_of(m["mod"])
    return Reading(_bounded(bound, core), kind, *open_window(bound, first, last), label, bound)


def _day(m: re.Match[str], day: date) -> Reading:
    """Return a day with its bound; "trước 16 giờ ngày 15/11" ends on that day, not on the day before."""
    bound = bound_of(m["mod"])
    if bound == "<" and m.re.groupindex.get("h") and m["h"]:
        bound = "<="
    first, last = open_window(bound, day, day)
    return Reading(_bounded(bound, day.isoformat()), PeriodKind.DATE, first, last, None, bound)


def read_date(m: re.Match[str], _year: int | None) -> Reading | None:
    """Read "chậm nhất là ngày 15/01/2026", "trước 16 giờ ngày 15/01/2026"."""
    day = valid_date(m["y"], m["m"], m["d"])
    return _day(m, day) if day else None


def read_day_month(m: re.Match[str], year: int | None) -> Reading | None:
    """Read "trước ngày 15/12" of a year said elsewhere."""
    day = valid_date(str(year or 2000), m["m"], m["d"])
    if day is None:
        return None
    if year is None:
        return Reading(None, PeriodKind.DATE, bound=bound_of(m["mod"]))
    return _day(m, day)


def clock(m: re.Match[str]) -> str:
    """Return the hour of a match as "T16:30", or nothing."""
    if not m.re.groupindex.get("h") or not m["h"]:
        return ""
    return f"T{int(m['h']):02}:{int(m['min'] or 0):02}"


def read_weekly(m: re.Match[str], _year: int | None) -> Reading | None:
    """Read "trước 16 giờ ngày thứ Sáu hằng tuần": weekday as in ISO 8601 (1 is Monday), then the hour."""
    bound = bound_of(m["mod"])
    return Reading(f"weekly:{bound}{weekday_number(m['w'])}{clock(m)}", PeriodKind.RECURRING, bound=bound)


def read_daily_hour(m: re.Match[str], _year: int | None) -> Reading | None:
    """Read "trước 16 giờ 30 phút hằng ngày"."""
    bound = bound_of(m["mod"])
    return Reading(f"daily:{bound}{clock(m)}", PeriodKind.RECURRING, bound=bound)


def read_months(m: re.Match[str], _year: int | None) -> Reading | None:
    """Read "tháng 11, tháng 12 năm 2025"."""
    of, bound = int(m["y"]), bound_of(m["mod"])
    numbers = [int(n) for n in re.findall(r"\d+", m["ms"])]
    spans = [month_span(of, n) for n in numbers]
    norm = "; ".join(_bounded(bound, f"{of}-{n:02}") for n in numbers)
    first, last = open_window(bound, min(s[0] for s in spans), max(s[1] for s in spans))
    return Reading(norm, PeriodKind.MONTH, first, last, None, bound)


def read_yearly_day(m: re.Match[str], _year: int | None) -> Reading | None:
    """Read "trước ngày 31/01 năm liền kề"."""
    bound = bound_of(m["mod"])
    return Reading(f"yearly:{bound}{int(m['m']):02}-{int(m['d']):02}", PeriodKind.RECURRING, bound=bound)


def read_yearly_month(m: re.Match[str], _year: int | None) -> Reading | None:
    """Read "chậm nhất trong tháng 9 hằng năm"."""
    bound = bound_of(m["mod"])
    return Reading(f"yearly:{bound}{int(m['m']):02}", PeriodKind.RECURRING, bound=bound)


def read_yearly_quarter(m: re.Match[str], _year: int | None) -> Reading | None:
    """Read "Quý I hằng năm"."""
    bound = bound_of(m["mod"])
    return Reading(f"yearly:{bound}Q{quarter_number(m['q'])}", PeriodKind.RECURRING, bound=bound)


def read_monthly_day(m: re.Match[str], _year: int | None) -> Reading | None:
    """Read "trước ngày 05 của tháng liền kề"."""
    bound = bound_of(m["mod"])
    return Reading(f"monthly:{bound}{int(m['d']):02}", PeriodKind.RECURRING, bound=bound)


def read_quarterly_day(m: re.Match[str], _year: int | None) -> Reading | None:
    """Read "ngày 10 của tháng đầu quý sau"."""
    bound = bound_of(m["mod"])
    return Reading(f"quarterly:{bound}{int(m['d']):02}", PeriodKind.RECURRING, bound=bound)


def read_month(m: re.Match[str], year: int | None) -> Reading | None:
    """Read "trong tháng 01/2026"."""
    number, of = int(m["m"]), int(m["y"]) if m["y"] else year
    if of is None:
        return Reading(None, PeriodKind.MONTH, bound=bound_of(m["mod"]))
    return _fixed(m, f"{of}-{number:02}", PeriodKind.MONTH, month_span(of, number))


def read_quarter(m: re.Match[str], year: int | None) -> Reading | None:
    """Read "Quý II/2022", "quý I, II/2025", "quý III - IV/2025"."""
    of = int(m["y"]) if m["y"] else year
    numbers = [quarter_number(q) for q in re.findall(rf"(?<!\w){QUARTER}(?!\w)", m["qs"])]
    if of is None or not numbers:
        return Reading(None, PeriodKind.QUARTER, bound=bound_of(m["mod"]))
    bound = bound_of(m["mod"])
    first, last = quarter_span(of, numbers[0])[0], quarter_span(of, numbers[-1])[1]
    if re.search(r"-|đến|den", m["qs"]) and len(numbers) == 2:
        return Reading(f"{of}-Q{numbers[0]}..{of}-Q{numbers[1]}", PeriodKind.RANGE, first, last)
    norm = "; ".join(_bounded(bound, f"{of}-Q{n}") for n in numbers)
    return Reading(norm, PeriodKind.QUARTER, *open_window(bound, first, last), None, bound)


def read_half(m: re.Match[str], year: int | None) -> Reading | None:
    """Read "6 tháng đầu năm 2022"."""
    of = int(m["y"]) if m["y"] else year
    if of is None:
        return Reading(None, PeriodKind.HALF, bound=bound_of(m["mod"]))
    half = 1 if m["h"].startswith(("đầu", "dau")) else 2
    first = date(of, 1 if half == 1 else 7, 1)
    last = date(of, 6, 30) if half == 1 else date(of, 12, 31)
    return _fixed(m, f"{of}-H{half}", PeriodKind.HALF, (first, last))


def read_year(m: re.Match[str], _year: int | None) -> Reading | None:
    """Read "hết năm 2025", "đến năm 2030"."""
    of = int(m["y"])
    first, last = year_span(of)
    return _fixed(m, str(of), PeriodKind.YEAR, (first, last), str(of))


def read_this_year(m: re.Match[str], year: int | None) -> Reading | None:
    """Read "năm nay" in a text whose year is known."""
    if year is None:
        return None
    first, last = year_span(year)
    return _fixed(m, str(year), PeriodKind.YEAR, (first, last), str(year))


def read_part_of_year(m: re.Match[str], _year: int | None) -> Reading | None:
    """Read "cuối năm 2025"."""
    of = int(m["y"])
    first, last = part_of_year(of, m["part"])
    return _fixed(m, str(of), PeriodKind.YEAR, (first, last), str(of))


def read_years(m: re.Match[str], _year: int | None) -> Reading | None:
    """Read "các năm 2025, 2026"."""
    years = [int(y) for y in re.findall(YEAR, m["ys"])]
    return Reading(
        "; ".join(str(y) for y in years),
        PeriodKind.YEAR,
        date(min(years), 1, 1),
        date(max(years), 12, 31),
        ", ".join(str(y) for y in years),
    )


def read_range(m: re.Match[str], _year: int | None) -> Reading | None:
    """Read "giai đoạn 2021-2025", "nhiệm kỳ 2020-2025"."""
    one, two = int(m["y1"]), int(m["y2"])
    if not one < two <= one + 60:  # longer spans are two unrelated numbers
        return None
    return Reading(f"{one}..{two}", PeriodKind.RANGE, date(one, 1, 1), date(two, 12, 31), f"{one}-{two}")


def read_dates_range(m: re.Match[str], _year: int | None) -> Reading | None:
    """Read "từ ngày 01/3/2022 đến ngày 30/6/2022"."""
    two = valid_date(m["y2"], m["m2"], m["d2"])
    one = valid_date(m["y1"] or m["y2"], m["m1"] or m["m2"], m["d1"])
    if one is None or two is None:
        return None
    return Reading(f"{one.isoformat()}..{two.isoformat()}", PeriodKind.RANGE, one, two)


def read_months_range(m: re.Match[str], year: int | None) -> Reading | None:
    """Read "từ tháng 3 đến tháng 6/2022"."""
    two = int(m["y2"]) if m["y2"] else year
    if two is None:
        return None
    one = int(m["y1"]) if m["y1"] else two
    first, last = month_span(one, int(m["m1"]))[0], month_span(two, int(m["m2"]))[1]
    return Reading(f"{first:%Y-%m}..{last:%Y-%m}", PeriodKind.RANGE, first, last)


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
UNITS = r"(?:0?6 tháng|sáu tháng|ngày|tuần|tháng|quý|qúy|quí|năm)"


def read_recurring(m: re.Match[str], _year: int | None) -> Reading | None:
    """Read "hàng quý, 6 tháng, năm"."""
    found: list[str] = re.findall(loosen(UNITS), m["units"])
    norms = [_EVERY.get(u) or _EVERY_BARE.get(u) for u in found]
    return Reading("; ".join(dict.fromkeys(n for n in norms if n)), PeriodKind.RECURRING)


def read_every_n(m: re.Match[str], _year: int | None) -> Reading | None:
    """Read "03 tháng một lần"."""
    count, unit = count_of(m["n"]), unit_letter(m["unit"])
    named = {(1, "M"): "monthly", (3, "M"): "quarterly", (6, "M"): "half-yearly", (12, "M"): "yearly"}
    named |= {(1, "Y"): "yearly", (1, "D"): "daily", (1, "W"): "weekly", (1, "Q"): "quarterly"}
    return Reading(named.get((count, unit), f"every {count}{unit}"), PeriodKind.RECURRING)


def read_times_per(m: re.Match[str], _year: int | None) -> Reading | None:
    """Read "01 lần/tháng"."""
    every = {"D": "daily", "W": "weekly", "M": "monthly", "Q": "quarterly", "Y": "yearly"}
    return Reading(every[unit_letter(m["unit"])], PeriodKind.RECURRING)


def read_relative(m: re.Match[str], _year: int | None) -> Reading | None:
    """Read "10 ngày làm việc kể từ …", "không quá 15 ngày"."""
    amount = f"{count_of(m['n'])}{'W' if m['work'] else ''}{unit_letter(m['unit'])}"
    if m.re.groupindex.get("event"):
        side = "-" if m["event"].startswith(("trước", "truoc")) else "+"
        return Reading(f"event{side}{amount}", PeriodKind.RELATIVE)
    sign = ">=" if m[0].startswith(("ít", "it")) else "<="
    return Reading(f"{sign}P{amount}", PeriodKind.RELATIVE)
