"""The days of deadlines in their normal form."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.register.due import (
    Due,
    Recurring,
    dues,
    is_due,
    last_day,
    occurrences,
    quarter_of,
    recurrences,
)

LAST_DAYS = {
    "day": ("2026-01-15", date(2026, 1, 15)),
    "at the latest": ("<=2026-01-15", date(2026, 1, 15)),
    "before": ("<2027-03-01", date(2027, 2, 28)),
    "before a month": ("<2026-01", date(2025, 12, 31)),
    "month": ("2026-02", date(2026, 2, 28)),
    "quarter": ("2022-Q2", date(2022, 6, 30)),
    "last quarter": ("2024-Q4", date(2024, 12, 31)),
    "half": ("2025-H1", date(2025, 6, 30)),
    "year": ("2026", date(2026, 12, 31)),
    "range of years": ("2021..2025", date(2025, 12, 31)),
    "range of quarters": ("2022-Q1..2022-Q3", date(2022, 9, 30)),
    "range of days": ("2022-03-01..2022-06-15", date(2022, 6, 15)),
    "two dates": ("2026-03; 2026-09", date(2026, 9, 30)),
    "alternatives": ("2026-03|2026-09", date(2026, 9, 30)),
    "open end": (">=2026", None),
    "recurring": ("yearly:<=09", None),
    "always": ("continuous", None),
    "after an event": ("event+3M", None),
    "a duration": ("<=P10D", None),
    "a reference": ("ref:Quyết định 12", None),
    "no such day": ("2026-02-31", None),
    "none": (None, None),
}


@pytest.mark.parametrize(("norm", "day"), LAST_DAYS.values(), ids=LAST_DAYS.keys())
def test_last_day(norm: str | None, day: date | None) -> None:
    assert last_day(norm) == day


IN_2026 = {
    "yearly": ("yearly", ["12-31"]),
    "every September": ("yearly:<=09", ["09-30"]),
    "in January": ("yearly:01", ["01-31"]),
    "before the last of January": ("yearly:<01-31", ["01-30"]),
    "before the first of March": ("yearly:<03-01", ["02-28"]),
    "by day": ("yearly:<=06-15", ["06-15"]),
    "yearly by quarter": ("yearly:Q2", ["06-30"]),
    "every month": ("monthly", [f"{m:02}" for m in range(1, 13)]),
    "before the fifth": ("monthly:<05", [f"{m:02}-04" for m in range(1, 13)]),
    "every quarter": ("quarterly", ["03-31", "06-30", "09-30", "12-31"]),
    "twice a year": ("half-yearly", ["06-30", "12-31"]),
}


@pytest.mark.parametrize(("norm", "days"), IN_2026.values(), ids=IN_2026.keys())
def test_occurrences(norm: str, days: list[str]) -> None:
    (recurring,) = recurrences(norm)
    found = [d.isoformat()[5:] for d in occurrences(recurring, date(2026, 1, 1), date(2026, 12, 31))]
    assert len(found) == len(days)
    assert all(f.startswith(d) for f, d in zip(found, days, strict=True))


@pytest.mark.parametrize("norm", ["weekly", "periodic", "on_request", "daily", "ongoing", "every 2M", ""])
def test_what_has_no_day_is_never_due(norm: str) -> None:
    assert not is_due(norm, date(2000, 1, 1), date(2100, 1, 1))


def test_leap_years() -> None:
    assert last_day("2024-02") == date(2024, 2, 29)


def test_meanings_are_kept_apart() -> None:
    assert dues("2022-Q2; yearly:<=09") == (Due(date(2022, 4, 1), date(2022, 6, 30)), Recurring(12, 9, 0))


def test_quarter_of() -> None:
    assert [quarter_of(date(2022, m, 1)) for m in (1, 3, 4, 12)] == [
        "2022-Q1",
        "2022-Q1",
        "2022-Q2",
        "2022-Q4",
    ]
