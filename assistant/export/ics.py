"""Dated deadlines as a calendar: one all-day event on the last day, recurring ones with a rule."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from icalendar import Alarm, Calendar, Event

from assistant.export.export import cell_text
from assistant.register import Due, Progress, Recurring, TaskRow, dues, occurrences
from corpus.text import fold, squeeze

_STAMP = datetime(2000, 1, 1, tzinfo=UTC)  # fixed: the same tasks give the same file
_REMIND = (timedelta(days=7), timedelta(days=1))  # before the day: a week to act, a day to finish
_LONGEST_SUMMARY = 120  # characters; calendars show one line


def to_ics(rows: Sequence[TaskRow]) -> bytes:
    """Return the deadlines that have a day; the others (thường xuyên, khi có yêu cầu, …) stay out.

    Recurring deadlines start with the first one after the document's date and are left out where
    that date is not known: nothing is guessed.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Hoi Dap Ke Hoach//Nhiem vu//VI")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", "Thời hạn nhiệm vụ")
    for row in rows:
        for number, meaning in enumerate(dues(row.deadline_norm)):
            if isinstance(meaning, Due):
                event = _dated(row, meaning, number)
            else:
                event = _recurring(row, meaning, number)
            if event is not None:
                calendar.add_component(event)
    data: bytes = calendar.to_ical()
    return data


def _dated(row: TaskRow, due: Due, number: int) -> Event | None:
    return _event(row, due.last, str(number)) if due.last is not None else None


def _recurring(row: TaskRow, recurring: Recurring, number: int) -> Event | None:
    try:
        start = date.fromisoformat(row.issued_on or "")
    except ValueError:
        return None
    first = next(occurrences(recurring, start, start + timedelta(days=800)), None)  # more than two years
    if first is None:
        return None
    event = _event(row, first, f"{number}R")
    rule: dict[str, object] = {"FREQ": "YEARLY"} if recurring.months == 12 else {"FREQ": "MONTHLY"}
    if recurring.months not in {1, 12}:
        rule["INTERVAL"] = recurring.months
    rule["BYMONTHDAY"] = recurring.day or -1  # -1: the month's last day
    if recurring.months == 12:
        rule["BYMONTH"] = first.month
    event.add("rrule", rule)
    return event


def _event(row: TaskRow, day: date, mark: str) -> Event:
    event = Event()
    event.add("uid", f"{_uid(row, mark)}@hoidap")
    event.add("dtstamp", _STAMP)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", _short(f"{_who(row)}{squeeze(row.task)}"))
    event.add("description", cell_text(_description(row)))
    event.add("transp", "TRANSPARENT")
    if row.lead:
        event.add("categories", [cell_text(name) for name in row.lead])
    if row.mark is None or row.mark.progress is not Progress.DONE:
        for before in _REMIND:
            event.add_component(_alarm(row, before))
    return event


def _alarm(row: TaskRow, before: timedelta) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", -before)
    alarm.add("description", _short(f"Còn {before.days} ngày: {squeeze(row.task)}"))
    return alarm


def _uid(row: TaskRow, mark: str) -> str:
    """Return an id that stays as long as the task does: a moved deadline moves the entry that is there."""
    key = "|".join((row.document_id, row.provision, squeeze(row.quote), squeeze(row.task), *row.lead, mark))
    return hashlib.sha256(key.encode()).hexdigest()[:32]


def _who(row: TaskRow) -> str:
    """Return the leading agencies, "" where the task itself begins with them."""
    said = row.lead and fold(row.task).startswith(fold(row.lead[0]))
    return "" if said or not row.lead else f"{', '.join(row.lead)}: "


def _short(text: str) -> str:
    text = cell_text(text)
    return text if len(text) <= _LONGEST_SUMMARY else text[: _LONGEST_SUMMARY - 1].rsplit(" ", 1)[0] + "…"


def _description(row: TaskRow) -> str:
    lines = [
        f"Nhiệm vụ: {squeeze(row.task)}",
        f"Chủ trì: {'; '.join(row.lead)}" if row.lead else "",
        f"Phối hợp: {'; '.join(row.support)}" if row.support else "",
        f"Theo dõi, đôn đốc: {'; '.join(row.monitor)}" if row.monitor else "",
        f"Thời hạn: {row.deadline}" if row.deadline else "",
        f"Ghi chú của người dùng: {row.mark.note}" if row.mark and row.mark.note else "",
        f"Nguồn: “{squeeze(row.quote)}” ({row.section}, {row.document})",
    ]
    return "\n".join(line for line in lines if line)
