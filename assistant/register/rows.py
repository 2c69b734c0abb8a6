"""The rows of the register: one task or target, flat, with its quote and the place where it stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assistant.register.due import first_day, last_day
from corpus.header import display_name
from corpus.model import Document, Provision, Target, Task
from corpus.text import nfc, plain, squeeze, strip_diacritics

ROLES = ("lead", "support", "monitor")


class Progress(StrEnum):
    """How far a task is, as somebody says."""

    TODO = "chua-lam"
    DOING = "dang-lam"
    DONE = "xong"


PROGRESS_NAMES = {Progress.TODO: "Chưa làm", Progress.DOING: "Đang làm", Progress.DONE: "Xong"}


@dataclass(frozen=True, slots=True)
class Mark:
    """What a person noted beside a task: not a word of the document."""

    progress: Progress
    note: str
    who: str  # "" where nobody logs in
    at: str  # ISO, UTC


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One task as the register shows it; `start..end` is the quote in the document."""

    source: str
    document: str
    document_id: str
    provision: str
    section: str
    path: str
    page: int | None
    start: int
    end: int
    quote: str
    task: str
    lead: tuple[str, ...]
    support: tuple[str, ...]
    monitor: tuple[str, ...]
    deadline: str | None
    deadline_norm: str | None
    product: str | None
    generic_assignee: bool
    issued_on: str | None = None
    number: str | None = None
    due_from: date | None = None  # the first day of the time that the deadline gives
    due_on: date | None = None  # the last day of a dated deadline
    search_text: str = ""  # folded without diacritics, what the text filter looks in
    sha256: str = ""  # content hash of the document
    mark: Mark | None = None  # what people noted beside it

    def agencies(self, role: str | None = None) -> tuple[str, ...]:
        """Return the agencies of one role, or of all three."""
        if role is None:
            return (*self.lead, *self.support, *self.monitor)
        return {"lead": self.lead, "support": self.support, "monitor": self.monitor}[role]

    def as_json(self) -> dict[str, object]:
        """Return the record that `hoidap tasks --json` prints."""
        return {
            "source": self.source, "document": self.document, "section": self.section, "path": self.path,
            "quote": self.quote, "task": self.task, "lead": list(self.lead), "support": list(self.support),
            "monitor": list(self.monitor), "deadline": self.deadline, "deadline_norm": self.deadline_norm,
            "product": self.product, "generic_assignee": self.generic_assignee,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class TargetRow:
    """One target as the register shows it; `value` is text for qualitative targets, ranges and shares."""

    source: str
    document: str
    document_id: str
    provision: str
    section: str
    path: str
    page: int | None
    start: int
    end: int
    quote: str
    indicator: str
    period: str | None
    comparator: str
    value: int | float | str
    unit: str | None
    place: str | None = None
    issued_on: str | None = None
    number: str | None = None
    search_text: str = ""

    def as_json(self) -> dict[str, object]:
        """Return the record that `hoidap targets --json` prints."""
        return {
            "source": self.source, "document": self.document, "section": self.section, "path": self.path,
            "quote": self.quote, "indicator": self.indicator, "period": self.period,
            "comparator": self.comparator, "value": self.value, "unit": self.unit,
        }  # fmt: skip


# --- rows ---------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of one document, kept as long as the document's facts are the same objects."""

    facts: tuple[object, object]
    tasks: tuple[TaskRow, ...]
    targets: tuple[TargetRow, ...]


_kept: dict[str, Rows] = {}
_MOST_KEPT = 2000  # documents; the oldest goes first


def rows_of(document: Document) -> Rows:
    """Return the rows of one document; the same objects as long as the document is the same."""
    known = _kept.get(document.id)
    if known is None or known.facts[0] is not document.tasks or known.facts[1] is not document.targets:
        provisions = {p.id: p for p in document.provisions}
        name = display_name(document)
        known = Rows(
            (document.tasks, document.targets),
            tuple(_task_row(document, name, provisions.get(t.provision), t) for t in document.tasks),
            tuple(_target_row(document, name, provisions.get(t.provision), t) for t in document.targets),
        )
        while len(_kept) >= _MOST_KEPT:
            _kept.pop(next(iter(_kept)))
        _kept[document.id] = known
    return known


def _place(
    document: Document, name: str, provision: Provision | None, fact: Task | Target
) -> dict[str, object]:
    header = document.header
    return {
        "source": document.source, "document": name, "document_id": document.id, "provision": fact.provision,
        "section": provision.section if provision else "", "path": provision.path if provision else "",
        "page": document.page_at(fact.start), "start": fact.start, "end": fact.end,
        "quote": document.slice(fact.start, fact.end),
        "issued_on": header.issued_on.value if header.issued_on else None,
        "number": header.number.value if header.number else None,
    }  # fmt: skip


def _task_row(document: Document, name: str, provision: Provision | None, task: Task) -> TaskRow:
    place = _place(document, name, provision, task)
    roles = {role: tuple(m.value for m in getattr(task, role)) for role in ROLES}
    deadline = task.deadline.value if task.deadline else None
    product = task.product.value if task.product else None
    said = (n for names in roles.values() for n in names)
    words = (task.task, place["quote"], *said, deadline, product, place["section"], name)
    return TaskRow(
        **place,  # type: ignore[arg-type]
        **roles,  # type: ignore[arg-type]
        task=squeeze(task.task), deadline=deadline, deadline_norm=task.deadline_norm, product=product,
        generic_assignee=task.generic_assignee, due_from=first_day(task.deadline_norm),
        due_on=last_day(task.deadline_norm), search_text=_search_text(words), sha256=document.sha256,
    )  # fmt: skip


def _target_row(document: Document, name: str, provision: Provision | None, target: Target) -> TargetRow:
    place = _place(document, name, provision, target)
    words = (
        target.indicator,
        place["quote"],
        target.period,
        str(target.value),
        target.unit,
        target.place,
        place["section"],
        name,
    )
    return TargetRow(
        **place,  # type: ignore[arg-type]
        indicator=target.indicator, period=target.period, comparator=target.comparator,
        value=plain(target.value), unit=target.unit, place=target.place, search_text=_search_text(words),
    )  # fmt: skip


# Every letter of Vietnamese (and its neighbours in Unicode), dashes and invisible marks, as folded.
_FOLDED_RANGES = (range(0xC0, 0x250), range(0x1E00, 0x1F00), range(0x2010, 0x2016), range(0x200B, 0x2010))
_PLAIN = {code: strip_diacritics(chr(code)) for codes in _FOLDED_RANGES for code in codes} | {0x2212: "-"}


def _search_text(words: Iterable[object]) -> str:
    """Return what the text filter looks in: `strip_diacritics`, character by character for speed."""
    return squeeze(nfc(" | ".join(str(w) for w in words if w)).translate(_PLAIN)).lower()
