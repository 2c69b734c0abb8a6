"""What the register's charts show: load per agency, deadlines per quarter, indicator by period."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from assistant.register.due import quarter_of
from assistant.register.rows import TargetRow, TaskRow
from corpus.agencies import agency_id
from corpus.text import fold


@dataclass(frozen=True, slots=True)
class AgencyLoad:
    """How many tasks an agency has, by role; `agency` is the name as printed first."""

    agency: str
    lead: int
    support: int
    monitor: int
    generic: bool

    @property
    def total(self) -> int:
        """All roles together."""
        return self.lead + self.support + self.monitor


def load_per_agency(rows: Iterable[TaskRow]) -> tuple[AgencyLoad, ...]:
    """Return the load of every agency, the busiest first; general assignees after the named ones."""
    names: dict[str, str] = {}
    counts: dict[str, dict[str, int]] = defaultdict(lambda: {"lead": 0, "support": 0, "monitor": 0})
    generic: dict[str, bool] = {}
    for row in rows:
        for role in ("lead", "support", "monitor"):
            for key, name in {agency_id(n): n for n in row.agencies(role)}.items():
                names.setdefault(key, name)
                counts[key][role] += 1
                generic[key] = generic.get(key, True) and row.generic_assignee
    loads = (
        AgencyLoad(names[k], c["lead"], c["support"], c["monitor"], generic[k]) for k, c in counts.items()
    )
    return tuple(sorted(loads, key=lambda a: (a.generic, -a.total, -a.lead, fold(a.agency))))


@dataclass(frozen=True, slots=True)
class QuarterLoad:
    """The tasks that fall due in one quarter ("2022-Q2")."""

    quarter: str
    first: date
    last: date
    rows: tuple[TaskRow, ...]

    @property
    def label(self) -> str:
        """The quarter in Vietnamese: "Quý II/2022"."""
        year, number = self.quarter.split("-Q")
        return f"Quý {('I', 'II', 'III', 'IV')[int(number) - 1]}/{year}"


@dataclass(frozen=True, slots=True)
class Timeline:
    """All tasks along time: dated ones by quarter, the others apart, nothing left out."""

    quarters: tuple[QuarterLoad, ...]
    recurring: tuple[TaskRow, ...]
    undated: tuple[TaskRow, ...]  # with a deadline that has no day of its own
    without: tuple[TaskRow, ...]  # without any deadline


_RECURRING = re.compile(r"^(?:yearly|monthly|weekly|quarterly|daily|half-yearly|periodic|every)")


def timeline(rows: Iterable[TaskRow]) -> Timeline:
    """Arrange tasks by the quarter in which they fall due, earliest first."""
    quarters: dict[str, list[TaskRow]] = defaultdict(list)
    recurring: list[TaskRow] = []
    undated: list[TaskRow] = []
    without: list[TaskRow] = []
    for row in rows:
        day = row.due_on
        if day is not None:
            quarters[quarter_of(day)].append(row)
        elif row.deadline_norm and _RECURRING.match(row.deadline_norm):
            recurring.append(row)
        else:
            (undated if row.deadline else without).append(row)
    loads = tuple(QuarterLoad(q, *_days_of(q), tuple(quarters[q])) for q in sorted(quarters))
    return Timeline(loads, tuple(recurring), tuple(undated), tuple(without))


def _days_of(quarter: str) -> tuple[date, date]:
    year, number = (int(x) for x in quarter.split("-Q"))
    end = date(year + (number == 4), 3 * number % 12 + 1, 1)
    return date(year, 3 * number - 2, 1), date.fromordinal(end.toordinal() - 1)


@dataclass(frozen=True, slots=True)
class PivotLine:
    """One indicator of one document: its targets by period, in the order of `Pivot.periods`."""

    indicator: str
    unit: str | None
    document: str
    cells: tuple[tuple[TargetRow, ...], ...]


@dataclass(frozen=True, slots=True)
class Pivot:
    """Indicator × period; the period None ("không ghi kỳ") comes last where there is one."""

    periods: tuple[str | None, ...]
    lines: tuple[PivotLine, ...]


def pivot(rows: Sequence[TargetRow]) -> Pivot:
    """Arrange targets with indicators as lines and periods as columns."""
    periods = tuple(sorted({r.period for r in rows}, key=period_key))
    lines: dict[tuple[str, str, str], list[TargetRow]] = defaultdict(list)
    for row in rows:
        lines[(row.document_id, fold(row.indicator), fold(row.unit or ""))].append(row)
    return Pivot(
        periods,
        tuple(
            PivotLine(
                group[0].indicator,
                group[0].unit,
                group[0].document,
                tuple(tuple(r for r in group if r.period == p) for p in periods),
            )
            for group in lines.values()
        ),
    )


def period_key(period: str | None) -> tuple[int, int, str]:
    """Return a key that orders periods by their last year, a single year before a range, None last."""
    years = [int(y) for y in re.findall(r"(?:19|20)\d\d", period or "")]
    return (max(years), len(years), period or "") if years else (9999, 0, period or "")


@dataclass(frozen=True, slots=True)
class Series:
    """The numeric values of one indicator over years, for a chart; at least two points."""

    indicator: str
    unit: str | None
    document: str
    points: tuple[tuple[int, float], ...]
    rows: tuple[TargetRow, ...] = field(repr=False, default=())


def series(rows: Sequence[TargetRow]) -> tuple[Series, ...]:
    """Return the indicators with numbers for two years or more."""
    found = []
    for line in pivot(rows).lines:
        points: dict[int, TargetRow] = {}
        for row in (r for cell in line.cells for r in cell):
            if row.period and re.fullmatch(r"(?:19|20)\d\d", row.period) and not isinstance(row.value, str):
                points.setdefault(int(row.period), row)
        if len(points) >= 2:
            chosen = sorted(points.items())
            values = tuple((year, float(r.value)) for year, r in chosen)
            found.append(
                Series(line.indicator, line.unit, line.document, values, tuple(r for _, r in chosen))
            )
    return tuple(found)
