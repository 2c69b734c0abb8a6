"""Pictures of the register: deadlines by quarter, and how much each agency has to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from assistant.register.register import TaskRow
from corpus.agencies import agency_id
from ui import text
from ui.filters import change
from ui.markup import attributes, escape

_MOST_ROWS = 60  # rows of the timeline that can be taken in; filters reach the rest
_MOST_COLUMNS = 20  # beyond five years the columns are years instead of quarters
_MOST_AGENCIES = 40  # bars that fit two screens
_ROLES = (
    ("lead", text.ROLES["lead"]),
    ("support", text.ROLES["support"]),
    ("monitor", text.ROLES["monitor"]),
)
_ROMAN = ("I", "II", "III", "IV")


def _quarter(day: date) -> int:
    return day.year * 4 + (day.month - 1) // 3


class Scale:
    """Columns of a timeline: quarters, or years when there would be too many quarters."""

    def __init__(self, days: Sequence[date]) -> None:
        self.years = _quarter(max(days)) - _quarter(min(days)) >= _MOST_COLUMNS
        whole = (
            date(min(days).year, 1, 1),
            date(max(days).year, 12, 31),
        )  # whole years show where a quarter lies
        self.first = self._of(whole[0])
        self.count = self._of(whole[1]) - self.first + 1

    def _of(self, day: date) -> int:
        return day.year if self.years else _quarter(day)

    def column(self, day: date) -> int:
        """Return the column of a day, from 1, within the picture."""
        return min(max(self._of(day) - self.first, 0), self.count - 1) + 1

    def label(self, column: int) -> str:
        """Return what stands above a column."""
        number = self.first + column - 1
        return str(number) if self.years else f"{_ROMAN[number % 4]}/{number // 4}"

    def window(self, column: int) -> tuple[date, date]:
        """Return the first and the last day of a column."""
        number = self.first + column - 1
        if self.years:
            return date(number, 1, 1), date(number, 12, 31)
        year, quarter = divmod(number, 4)
        after = date(year + quarter // 3, (quarter * 3 + 3) % 12 + 1, 1)
        return date(year, quarter * 3 + 1, 1), after - timedelta(days=1)


def timeline(rows: Sequence[TaskRow]) -> str:
    """Return the dated tasks by quarter: how many fall due in each, and the span of each task."""
    dated = _dated(rows)
    about = text.TIMELINE_TEXT.format(dated=len(dated), rest=len(rows) - len(dated))
    head = f'<h2>{text.TIMELINE}</h2><p class="hd-note">{about}</p>'
    if not dated:
        return f'<section class="hd-chart">{head}<p class="hd-note">{text.NO_TIMELINE}</p></section>'
    scale = Scale([day for day, _ in dated])
    spans = "".join(_span(row, day, scale) for day, row in dated[:_MOST_ROWS])
    more = text.TIMELINE_MORE.format(shown=_MOST_ROWS, count=len(dated)) if len(dated) > _MOST_ROWS else ""
    return (
        f'<section class="hd-chart" aria-label="{text.TIMELINE}">{head}<div class="hd-scroll" tabindex="0">'
        f'<div class="hd-gantt" style="--columns:{scale.count}">{_histogram(dated, scale)}{spans}</div></div>'
        f'<p class="hd-note">{more}</p></section>'
    )


def _dated(rows: Sequence[TaskRow]) -> list[tuple[date, TaskRow]]:
    known = (
        (row.due_on, row) for row in rows
    )  # the day is worked out once: a register has thousands of rows
    return sorted(((day, row) for day, row in known if day), key=lambda pair: (pair[0], pair[1].start))


def _histogram(dated: Sequence[tuple[date, TaskRow]], scale: Scale) -> str:
    counts = Counter(scale.column(day) for day, _ in dated)
    most = max(counts.values())
    return '<div class="hd-quarters">' + "".join(
        _column(column, counts[column], most, scale) for column in range(1, scale.count + 1)
    ) + "</div>"  # fmt: skip


def _column(column: int, count: int, most: int, scale: Scale) -> str:
    first, last = scale.window(column)
    data = {
        "data-set": change(han_tu=first.isoformat(), han_den=last.isoformat(), xem="bang"),
        "data-whole": True,
        "aria-label": f"{scale.label(column)}: {count} {text.TASK.lower()}",
        "disabled": not count,
    }
    return (
        f'<button type="button"{attributes(data)}><b>{count or ""}</b>'
        f'<i style="height:{round(64 * count / most)}px"></i><span>{scale.label(column)}</span></button>'
    )


def _span(row: TaskRow, day: date, scale: Scale) -> str:
    last = scale.column(day)
    first = scale.column(row.due_from) if row.due_from else last
    data = {"data-source": row.document_id, "data-start": row.start, "data-end": row.end}
    who = ", ".join(row.lead)
    title = " · ".join(filter(None, (row.deadline, who, row.task)))
    return (
        f'<button type="button" class="hd-span"{attributes({**data, "title": title})}>'
        f'<span class="hd-span-name">{escape(row.task)}</span>'
        f'<span class="hd-track"><i style="grid-column:{min(first, last)}/{last + 1}"></i></span>'
        f"<small>{escape(' · '.join(filter(None, (row.deadline, who))))}</small></button>"
    )


def load(rows: Sequence[TaskRow]) -> str:
    """Return how many tasks each agency leads, supports and monitors."""
    counts: dict[str, Counter[str]] = {}
    spelling: dict[
        str, str
    ] = {}  # the first spelling met stands for all of one body ("Sở KH&ĐT", written out)
    for row in rows:
        for role, _ in _ROLES:
            for agency in row.agencies(role):
                counts.setdefault(spelling.setdefault(agency_id(agency), agency), Counter())[role] += 1
    ordered = sorted(counts.items(), key=lambda item: (-item[1].total(), item[0]))[:_MOST_AGENCIES]
    if not ordered:
        return f'<p class="hd-note">{text.NO_LOAD}</p>'
    most = ordered[0][1].total()
    legend = "".join(f'<span class="hd-key hd-{role}">{name}</span>' for role, name in _ROLES)
    bars = "".join(_bar(agency, by_role, most) for agency, by_role in ordered)
    return (
        f'<section class="hd-chart" aria-label="{text.LOAD}"><h2>{text.LOAD}</h2>'
        f'<p class="hd-note">{text.LOAD_TEXT}</p><p class="hd-legend">{legend}</p><ul'
        f' class="hd-load">{bars}</ul></section>'
    )


def _bar(agency: str, counts: Counter[str], most: int) -> str:
    parts = "".join(
        f'<i class="hd-{role}" style="width:{100 * counts[role] / most:.2f}%"></i>'
        for role, _ in _ROLES
        if counts[role]
    )
    said = ", ".join(f"{name.lower()} {counts[role]}" for role, name in _ROLES if counts[role])
    data = {"data-set": change(cq=agency, xem="bang"), "data-whole": True}
    return (
        f'<li><button type="button"{attributes(data)}><span>{escape(agency)}</span>'
        f'<span class="hd-stack" aria-hidden="true">{parts}</span><small>{escape(said)}</small></button></li>'
    )
