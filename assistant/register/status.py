"""How a task stands on a day: by its deadline's dates alone, never by what anybody did."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from assistant.register.due import occurrences, recurrences
from assistant.register.rows import TaskRow

_SOON, _LATER = 7, 30  # days
_AHEAD = timedelta(days=800)  # more than two years: a yearly deadline comes again within them


class Standing(StrEnum):
    """Where a deadline lies, seen from a day."""

    OVERDUE = "qua-han"
    WEEK = "7-ngay"
    MONTH = "30-ngay"
    AHEAD = "chua-den-han"
    OPEN = "khong-ngay"  # words that name no day: "thường xuyên", "khi có yêu cầu"
    NONE = "khong-han"


STANDING_NAMES = {
    Standing.OVERDUE: "Quá hạn",
    Standing.WEEK: "Đến hạn trong 7 ngày",
    Standing.MONTH: "Đến hạn trong 30 ngày",
    Standing.AHEAD: "Chưa đến hạn",
    Standing.OPEN: "Hạn không có ngày",
    Standing.NONE: "Không ghi hạn",
}


def next_day(row: TaskRow, today: date) -> date | None:
    """Return the day on which a task falls due next, the last one that has passed, or None without days."""
    coming = [next(occurrences(r, today, today + _AHEAD), None) for r in recurrences(row.deadline_norm)]
    days = [day for day in coming if day is not None]
    if row.due_on is not None and (row.due_on >= today or not days):
        days.append(row.due_on)
    return min(days, default=None)


def standing(row: TaskRow, today: date) -> Standing:
    """Return where a task's deadline lies, seen from a day."""
    day = next_day(row, today)
    if day is None:
        return Standing.OPEN if row.deadline else Standing.NONE
    left = (day - today).days
    if left < 0:
        return Standing.OVERDUE
    if left <= _SOON:
        return Standing.WEEK
    return Standing.MONTH if left <= _LATER else Standing.AHEAD


def words(row: TaskRow, today: date) -> str:
    """Return a task's standing in words: "Quá hạn 12 ngày", "Còn 5 ngày"."""
    day, now = next_day(row, today), standing(row, today)
    if day is None or now is Standing.AHEAD:
        return STANDING_NAMES[now]
    left = (day - today).days
    if left == 0:
        return "Đến hạn hôm nay"
    return f"Quá hạn {-left} ngày" if left < 0 else f"Còn {left} ngày"
