"""The register's filters as they stand in the address, and the rows that they leave."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar
from urllib.parse import parse_qsl, urlencode

from assistant.register import Marks, register, standing
from assistant.register.register import TargetRow, TaskRow
from corpus.model import Document

Row = TypeVar("Row")
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")  # "30/6/2026"
NOT_MARKED = "chua-ghi"
ROWS_PER_PAGE = 50  # two screens; a page of the table weighs some 60 kB


@dataclass(frozen=True, slots=True)
class Filters:
    """What the address says; every value is text, "" where it says nothing."""

    cq: str = ""  # agency
    vt: str = ""  # role: lead, support, monitor
    vb: str = ""  # document id
    ky: str = ""  # period
    tu: str = ""  # words
    han_tu: str = ""  # first day of the deadline, "1/6/2026" or ISO
    han_den: str = ""  # last day of the deadline
    khong_ph: str = ""  # "1": only tasks without a supporting agency
    chung: str = ""  # "0": without general assignees, "1": those alone
    tt: str = ""  # standing on the day that is asked, see assistant/register/status.py
    th: str = ""  # progress as somebody noted it; "chua-ghi": nobody did
    hom_nay: str = ""  # "1": each task's standing as of today is shown
    xem: str = ""  # display
    xep: str = ""  # order, "-" before it for descending
    trang: str = ""  # page of the table, from 1

    @classmethod
    def read(cls, arguments: Mapping[str, Any]) -> Filters:
        """Return the filters among the values of an address; others are ignored."""
        known = {
            name: str(arguments[name])[:300] for name in cls.__slots__ if arguments.get(name) is not None
        }
        return cls(**known)

    @classmethod
    def parse(cls, query: str) -> Filters:
        """Return the filters of a query string."""
        return cls.read(dict(parse_qsl(query.lstrip("?"))))

    def query(self, **changes: str) -> str:
        """Return the query string of these filters, changed where named."""
        values = {name: getattr(self, name) for name in self.__slots__} | changes
        return urlencode({name: value for name, value in values.items() if value})

    @property
    def page(self) -> int:
        """The page of the table, from 1."""
        return max(1, int(self.trang)) if self.trang.isdecimal() else 1

    @property
    def due(self) -> tuple[date, date] | None:
        """The window of deadlines, open ends filled; None without one."""
        if not (day(self.han_tu) or day(self.han_den)):
            return None
        return day(self.han_tu) or date.min, day(self.han_den) or date.max


def day(words: str) -> date | None:
    """Return a day as it is typed, "30/6/2026", or as in a link, "2026-06-30"; None for anything else."""
    typed = _DAY.fullmatch(words.strip())
    try:
        if typed:
            return date(int(typed[3]), int(typed[2]), int(typed[1]))
        return date.fromisoformat(words.strip())
    except ValueError:
        return None


def change(**values: str) -> str:
    """Return what a button does to the address, for its data-set attribute."""
    return json.dumps(values, ensure_ascii=False)


def chosen(documents: Sequence[Document], key: str) -> Sequence[Document]:
    """Return the one document with an id, or all without one."""
    return [d for d in documents if d.id == key] if key else documents


def task_rows(
    documents: Sequence[Document], filters: Filters, marks: Marks | None = None, today: date | None = None
) -> list[TaskRow]:
    """Return the tasks that the filters leave, in their order, with what people noted beside them.

    Args:
        documents: where to look.
        filters: the address.
        marks: what people noted.
        today: the day from which deadlines are seen.
    """
    rows = register.tasks(
        chosen(documents, filters.vb),
        agency=filters.cq or None,
        role=filters.vt if filters.vt in register.ROLES else None,
        period=filters.ky or None,
        text=filters.tu or None,
        without_support=filters.khong_ph == "1",
        due=filters.due,
        generic={"0": False, "1": True}.get(filters.chung),
    )
    if marks is not None:
        rows = marks.marked(rows)
    if filters.tt:
        now = today or date.today()
        rows = [row for row in rows if standing(row, now).value == filters.tt]
    if filters.th:
        rows = [row for row in rows if (row.mark.progress.value if row.mark else NOT_MARKED) == filters.th]
    return _sorted(rows, filters.xep, {"document", "task", "agency", "deadline"}, register.sort_tasks)


def target_rows(documents: Sequence[Document], filters: Filters) -> list[TargetRow]:
    """Return the targets that the filters leave, in their order."""
    rows = register.targets(chosen(documents, filters.vb), period=filters.ky or None, text=filters.tu or None)
    return _sorted(rows, filters.xep, {"document", "indicator", "period", "value"}, register.sort_targets)


def _sorted(rows: list[Row], order: str, known: set[str], sort: Callable[..., list[Row]]) -> list[Row]:
    key = order.removeprefix("-")
    return sort(rows, key, descending=order.startswith("-")) if key in known else rows
