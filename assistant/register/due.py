"""When a deadline falls: the normal form of a deadline as days, for windows, timelines and calendars.

A task is due on the last day that its deadline allows: "Quý II/2022" on 30/06/2022, "trước ngày 15/02"
on 14/02. Recurring deadlines fall due again and again; "thường xuyên", "khi có yêu cầu" and deadlines
counted from an event have no day of their own.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

_FOREVER = 400  # occurrences of one deadline that are looked at: monthly over more than thirty years
_BOUND = r"(?P<bound><=|>=|<|)"
_INSTANT = re.compile(
    rf"{_BOUND}(?P<y>\d{{4}})(?:-(?P<m>\d\d)(?:-(?P<d>\d\d))?|-Q(?P<q>[1-4])|-H(?P<h>[12]))?"
)
_YEARLY = re.compile(rf"yearly:{_BOUND}(?:(?P<m>\d\d)(?:-(?P<d>\d\d))?|Q(?P<q>[1-4]))")
_DAY_OF = re.compile(rf"(?P<every>monthly|quarterly):{_BOUND}(?P<d>\d\d?)")
_ENDS_OF = {"monthly": 1, "quarterly": 3, "half-yearly": 6, "yearly": 12}  # months between two deadlines


@dataclass(frozen=True, slots=True)
class Due:
    """One deadline: the days between which the work is done; it is due on `last`."""

    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Recurring:
    """A deadline that comes again every `months` months, on `day` of `month` (0: on the month's last day)."""

    months: int
    month: int | None
    day: int


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _safe_date(year: int, month: int, day: int) -> date:
    return date(year, month, min(max(day, 1), calendar.monthrange(year, month)[1]))


@lru_cache(maxsize=4096)
def dues(norm: str | None) -> tuple[Due | Recurring, ...]:
    """Return what a normal form means, one value for each of its parts that has days."""
    parts = (part.strip() for part in re.split(r"[;|]", norm or ""))
    return tuple(meaning for part in parts if (meaning := _meaning(part)) is not None)


def _meaning(part: str) -> Due | Recurring | None:
    if ".." in part:
        return _range(*part.split("..", 1))
    if part in _ENDS_OF:
        return Recurring(_ENDS_OF[part], None, 0)
    try:
        return _instant(part) or _recurring(part)
    except ValueError:  # a day that no calendar has
        return None


def _range(one: str, two: str) -> Due | None:
    first, last = _instant(one), _instant(two)
    return Due(first.first, last.last) if first and last else None


def _instant(part: str) -> Due | None:
    m = _INSTANT.fullmatch(part)
    if not m:
        return None
    first, last = _span(int(m["y"]), m)
    if m["bound"] == "<":
        return Due(None, first - timedelta(days=1))
    if m["bound"] == "<=":
        return Due(None, last)
    return Due(first, None if m["bound"] == ">=" else last)


def _span(year: int, m: re.Match[str]) -> tuple[date, date]:
    if m["q"]:
        return date(year, 3 * int(m["q"]) - 2, 1), _month_end(year, 3 * int(m["q"]))
    if m["h"]:
        return date(year, 6 * int(m["h"]) - 5, 1), _month_end(year, 6 * int(m["h"]))
    if m["d"]:
        day = date(year, int(m["m"]), int(m["d"]))
        return day, day
    if m["m"]:
        return date(year, int(m["m"]), 1), _month_end(year, int(m["m"]))
    return date(year, 1, 1), date(year, 12, 31)


def _recurring(part: str) -> Recurring | None:
    yearly, day_of = _YEARLY.fullmatch(part), _DAY_OF.fullmatch(part)
    if yearly and yearly["bound"] != ">=":
        before = yearly["bound"] == "<"
        month = 3 * int(yearly["q"]) if yearly["q"] else int(yearly["m"])
        if yearly["d"]:
            day = date(2001, month, int(yearly["d"])) - timedelta(days=1 if before else 0)  # any common year
            return Recurring(12, day.month, day.day)
        month -= (3 if yearly["q"] else 1) if before else 0
        return Recurring(12, month or 12, 0)
    if day_of and day_of["bound"] != ">=":
        day_number = int(day_of["d"]) - (1 if day_of["bound"] == "<" else 0)
        return Recurring(_ENDS_OF[day_of["every"]], None, day_number)
    return None


def occurrences(recurring: Recurring, first: date, last: date) -> Iterator[date]:
    """Return the days on which a recurring deadline falls in a window, in order."""
    year, month = first.year, recurring.month or recurring.months
    if recurring.months == 1:
        month = first.month
    for _ in range(_FOREVER):
        day = _month_end(year, month) if not recurring.day else _safe_date(year, month, recurring.day)
        if day > last:
            return
        if day >= first:
            yield day
        month += recurring.months
        year, month = year + (month - 1) // 12, (month - 1) % 12 + 1


def is_due(norm: str | None, first: date, last: date) -> bool:
    """Say whether a deadline falls due between two days, both included."""
    for meaning in dues(norm):
        if isinstance(meaning, Recurring):
            if next(occurrences(meaning, first, last), None):
                return True
        elif meaning.last is not None and first <= meaning.last <= last:
            return True
    return False


def last_day(norm: str | None) -> date | None:
    """Return the last day of a dated deadline (the latest of several), None for all others."""
    days = [d.last for d in dues(norm) if isinstance(d, Due) and d.last is not None]
    return max(days, default=None)


def first_day(norm: str | None) -> date | None:
    """Return the first day of a dated deadline, None where the words set no beginning."""
    days = [d.first for d in dues(norm) if isinstance(d, Due) and d.first is not None]
    return min(days, default=None)


def recurrences(norm: str | None) -> tuple[Recurring, ...]:
    """Return the recurring parts of a deadline."""
    return tuple(d for d in dues(norm) if isinstance(d, Recurring))


def quarter_of(day: date) -> str:
    """Return the quarter of a day as in "2022-Q2"."""
    return f"{day.year}-Q{(day.month + 2) // 3}"
