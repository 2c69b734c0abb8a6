"""The register: tasks and targets of many documents as rows, and exact filters over them.

A row is flat and carries its proof: the quote is a slice of the document, `section` the way an
official cites it. Filters are exact: a row is in or out, nothing is ranked or guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import TypeVar

from assistant.register.due import is_due
from assistant.register.rows import ROLES, TargetRow, TaskRow, rows_of
from corpus.agencies import agency_id, expand, full_name, same_agency
from corpus.model import Document
from corpus.text import fold, parse_periods, squeeze, strip_diacritics

__all__ = [
    "ROLES",
    "TargetRow",
    "TaskRow",
    "covers",
    "is_agency",
    "period_label",
    "sort_targets",
    "sort_tasks",
    "targets",
    "tasks",
]


# --- filters ------------------------------------------------------------------------------------
def tasks(
    documents: Iterable[Document],
    *,
    agency: str | None = None,
    role: str | None = None,
    document: str | None = None,
    period: str | None = None,
    text: str | None = None,
    without_support: bool = False,
    due: tuple[date, date] | None = None,
    generic: bool | None = None,
) -> list[TaskRow]:
    """Return the tasks that pass every filter, in the order of the documents.

    Args:
        documents: where to look.
        agency: a name in any spelling. Its former and present names count only where no document names
            it itself. Tasks given to "các sở, ban, ngành" count for a department too.
        role: "lead", "support" or "monitor": the role that `agency` (or anybody) has.
        document: number, id, file name, or words of the document's name.
        period: "2022", "Quý II/2022", "2021-2025": the deadline falls due in it, or is that period.
        text: words that all occur in the task, its quote, roles, deadline, product; without diacritics.
        without_support: only tasks that name no supporting agency.
        due: first and last day between which the deadline falls due.
        generic: True only tasks of general assignees (with `agency`: of those that take it in), False only
            tasks in which the agency is named, None both.
    """
    tests: list[Callable[[TaskRow], bool]] = []
    if document:
        tests.append(_in_document(document))
    if generic is not None and not (agency and agency.strip()):
        tests.append(lambda row: row.generic_assignee is generic)
    if without_support:
        tests.append(lambda row: not row.support)
    if due:
        tests.append(_in_window(due))
    if period:
        tests.append(_in_period(period))
    if text and text.strip():
        tests.append(_holds_words(text))
    rows = [row for d in documents for row in rows_of(d).tasks]
    if agency and agency.strip():
        tests.append(_of_agency(_names_in(rows, agency), role, generic))
    elif role:
        tests.append(lambda row: bool(row.agencies(role)))
    return _passing(rows, tests)


def targets(
    documents: Iterable[Document],
    *,
    indicator: str | None = None,
    period: str | None = None,
    document: str | None = None,
    text: str | None = None,
) -> list[TargetRow]:
    """Return the targets that pass every filter, in the order of the documents.

    Args:
        documents: where to look.
        indicator: words that all occur in the indicator; diacritics and case do not count.
        period: "2030", "năm 2030", "giai đoạn 2021-2025": exactly this period, as printed.
        document: number, id, file name, or words of the document's name.
        text: words that all occur anywhere in the row.
    """
    tests: list[Callable[[TargetRow], bool]] = []
    if document:
        tests.append(_in_document(document))
    if indicator and indicator.strip():
        words = strip_diacritics(indicator).split()
        tests.append(lambda row: all(w in _plain(row.indicator) for w in words))
    if period:
        label = period_label(period)
        tests.append(lambda row: row.period is not None and period_label(row.period) == label)
    if text and text.strip():
        tests.append(_holds_words(text))
    return _passing([row for d in documents for row in rows_of(d).targets], tests)


Row = TaskRow | TargetRow
R = TypeVar("R", TaskRow, TargetRow)


def _passing(rows: list[R], tests: Iterable[Callable[[R], bool]]) -> list[R]:
    """Return the rows that pass every test, one test after the other over what is left."""
    for test in tests:
        rows = [row for row in rows if test(row)]
    return rows


def _holds_words(text: str) -> Callable[[Row], bool]:
    words = strip_diacritics(text).split()
    return lambda row: all(word in row.search_text for word in words)


def _in_document(wanted: str) -> Callable[[Row], bool]:
    exact, words = fold(wanted), strip_diacritics(wanted).split()

    @lru_cache(maxsize=4096)
    def fits(document_id: str, source: str, number: str | None, name: str) -> bool:
        if exact in {fold(document_id), fold(source), fold(number or "")}:
            return True
        return all(word in strip_diacritics(f"{name} {source}").replace(",", " ").split() for word in words)

    return lambda row: fits(row.document_id, row.source, row.number, row.document)


@lru_cache(maxsize=1024)
def period_label(period: str) -> str:
    """Return the bare label of a period: "đến năm 2030" → "2030", "giai đoạn 2021 - 2025" → "2021-2025"."""
    read = [p for p in parse_periods(period, bare=True) if p.label]
    if len(read) == 1 and read[0].label:
        return read[0].label
    return fold(period).replace(" - ", "-").replace("–", "-")


def _in_window(due: tuple[date, date]) -> Callable[[TaskRow], bool]:
    @lru_cache(maxsize=4096)
    def fits(norm: str | None) -> bool:
        return is_due(norm, *due)

    return lambda row: fits(row.deadline_norm)


def _in_period(period: str) -> Callable[[TaskRow], bool]:
    read = [p for p in parse_periods(period, bare=True) if p.first and p.last]
    norms = {p.norm for p in parse_periods(period, bare=True) if p.norm}
    spans = [(p.first, p.last) for p in read if p.first and p.last]

    @lru_cache(maxsize=4096)
    def fits(norm: str | None) -> bool:
        return norm is not None and (norm in norms or any(is_due(norm, *span) for span in spans))

    return lambda row: fits(row.deadline_norm)


def _names_in(rows: Iterable[TaskRow], agency: str) -> tuple[str, ...]:
    """Return the name itself where a row has it in any spelling, else its former and present names too."""
    printed = {name for row in rows for name in row.agencies()}
    if any(same_agency(name, agency) for name in printed):
        return (squeeze(agency),)
    return tuple(dict.fromkeys((squeeze(agency), *expand(agency))))


def _of_agency(names: tuple[str, ...], role: str | None, generic: bool | None) -> Callable[[TaskRow], bool]:
    @lru_cache(maxsize=8192)
    def fits_name(value: str) -> bool:
        named = is_agency(value, names)
        if generic is not None:
            return named if not generic else not named and covers(value, names[0])
        return named or covers(value, names[0])

    return lambda row: any(fits_name(value) for value in row.agencies(role))


def is_agency(value: str, names: Collection[str]) -> bool:
    """Say whether a printed agency is one of the names, in any spelling."""
    return any(same_agency(value, name) for name in names)


# Who belongs to a general assignee: the words that it holds, and how the names of its members begin.
_COMMITTEE = "uy ban nhan dan"
_PROVINCIAL = ("so ", "ban ", "cong an", "van phong", "thanh tra", "bo chi huy")
_DISTRICTS = tuple(f"{_COMMITTEE} {kind}" for kind in ("huyen", "thanh pho", "thi xa", "quan"))
_COMMUNES = tuple(f"{_COMMITTEE} {kind}" for kind in ("xa", "phuong", "thi tran", "dac khu"))
_MEMBERS = (
    (re.compile(r"\bcac so\b|\bso, ban\b|\bban, nganh\b"), _PROVINCIAL),
    (re.compile(r"\bcac (?:co quan|don vi|nganh)\b"), (*_PROVINCIAL, *_DISTRICTS, *_COMMUNES, "bo ")),
    (re.compile(r"\bcac (?:huyen|quan|thanh pho|thi xa)\b|\bcap huyen\b|\bdia phuong\b"), _DISTRICTS),
    (re.compile(r"\bcac (?:xa|phuong)\b|\bcap xa\b|\bdia phuong\b"), _COMMUNES),
    (re.compile(r"\bcac bo\b|\bbo, nganh\b"), ("bo ", "thanh tra chinh phu", "van phong chinh phu")),
)


def covers(value: str, agency: str) -> bool:
    """Say whether a general assignee ("các sở, ban, ngành", "UBND các huyện") takes in an agency."""
    group = strip_diacritics(value)
    names = {strip_diacritics(agency), full_name(agency), agency_id(agency).replace("-", " ")}
    plain = {strip_diacritics(name) for name in names}
    if not _ONE_OF_MANY.search(group):
        return False
    return any(
        words.search(group) and any(name.startswith(begin) for name in plain for begin in members)
        for words, members in _MEMBERS
    )


_ONE_OF_MANY = re.compile(r"\bcac\b|\bcap (?:huyen|xa|tinh)\b|\bso, ban\b|\bbo, nganh\b|\bban, nganh\b")


# --- order --------------------------------------------------------------------------------------
_LAST = date.max
_plain = lru_cache(maxsize=4096)(strip_diacritics)
_TASK_KEYS: dict[str, Callable[[TaskRow], tuple[object, ...]]] = {
    "document": lambda r: (r.document, r.document_id, r.start),
    "section": lambda r: (r.document, r.document_id, r.start),
    "task": lambda r: (r.search_text,),
    "agency": lambda r: (_plain(next(iter(r.agencies()), "\uffff")), r.due_on or _LAST),
    "deadline": lambda r: (
        r.due_on or _LAST,
        r.deadline_norm is None,
        r.deadline_norm or "",
        r.document,
        r.start,
    ),
}
_TARGET_KEYS: dict[str, Callable[[TargetRow], tuple[object, ...]]] = {
    "document": lambda r: (r.document, r.document_id, r.start),
    "indicator": lambda r: (_plain(r.indicator), r.period or "\uffff"),
    "period": lambda r: (r.period or "\uffff", r.document, r.start),
    "value": lambda r: (
        isinstance(r.value, str),
        r.value if not isinstance(r.value, str) else 0,
        str(r.value),
    ),
}


def sort_tasks(rows: Sequence[TaskRow], key: str = "document", *, descending: bool = False) -> list[TaskRow]:
    """Return the rows ordered by "document", "section", "task", "agency" or "deadline" (undated last)."""
    return sorted(rows, key=_TASK_KEYS[key], reverse=descending)


def sort_targets(
    rows: Sequence[TargetRow], key: str = "document", *, descending: bool = False
) -> list[TargetRow]:
    """Return the rows ordered by "document", "indicator", "period" or "value"."""
    return sorted(rows, key=_TARGET_KEYS[key], reverse=descending)
