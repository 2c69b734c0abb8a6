"""The register views: who does what by when, and which target for which year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from assistant.register import (
    PROGRESS_NAMES,
    STANDING_NAMES,
    TASK_COLUMNS,
    Marks,
    Progress,
    Standing,
    quarter_of,
    shown,
    standing,
    words,
)
from assistant.register.register import TargetRow, TaskRow, tasks
from corpus.model import Document
from ui import card, charts, marking, pivot, source, tables, text
from ui.filters import NOT_MARKED, Filters, target_rows, task_rows
from ui.markup import attributes, escape

_OWN = {
    "task",
    "lead",
    "support",
    "monitor",
    "deadline",
    "due_on",
    "product",
    "generic",
    "section",
    "document",
}
_MORE = {c.key: c for c in TASK_COLUMNS if c.key not in _OWN}  # the page shows the others in a way of its own
_TASK_COLUMNS = {
    "task": text.TASK,
    "agency": text.LEAD,
    "support": text.SUPPORT,
    "monitor": text.MONITOR,
    "deadline": text.DEADLINE,
    "standing": text.STANDING,
    "progress": text.PROGRESS,
    "product": text.PRODUCT,
    **{key: column.heading for key, column in _MORE.items()},
    "document": text.PLACE,
}
_TASK_ORDERS = {"task": "task", "agency": "agency", "deadline": "deadline", "document": "document"}
_OPTIONAL = ("support", "monitor", "product")  # columns that are left out where no row fills them


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside the documents' words in the register."""

    marks: Marks | None = None
    today: date = field(default_factory=date.today)
    agency: str = ""  # the reader's own
    may_mark: bool = False


def tasks_view(
    documents: Sequence[Document],
    arguments: Mapping[str, Any],
    *,
    partial: bool,
    beside: Beside | None = None,
) -> str:
    """Return the register of tasks.

    Args:
        documents: what the library holds.
        arguments: the address: filters, display, order, page.
        partial: only the results, without the form.
        beside: what is not in the documents: marks, today, whose tasks are "mine".
    """
    own = beside or Beside()
    filters = Filters.read(arguments)
    rows = task_rows(documents, filters, own.marks, own.today)
    shown = _task_results(documents, rows, filters, own)
    return shown if partial else _task_form(documents, filters) + f'<div class="hd-results">{shown}</div>'


def _task_form(documents: Sequence[Document], filters: Filters) -> str:
    dues = sorted({row.due_on for row in tasks(documents) if row.due_on})
    years = {str(day.year): str(day.year) for day in dues}
    quarters = {quarter_words(q): quarter_words(q) for q in sorted({quarter_of(day) for day in dues})}
    standings = {key.value: name for key, name in STANDING_NAMES.items()}
    progress = {key.value: name for key, name in PROGRESS_NAMES.items()}
    fields = (
        tables.field(text.WORDS, "tu", filters.tu, "search"),
        tables.combobox(text.AGENCY, "cq", filters.cq, "agency"),
        tables.select(text.ROLE, "vt", filters.vt, text.ROLES),
        tables.select(text.ASSIGNED, "chung", filters.chung, text.ASSIGNEES),
        tables.documents(documents, filters.vb),
        tables.select(text.PERIOD, "ky", filters.ky, {"": text.ANY, **years, **quarters}),
        tables.day(text.DUE_FROM, "han_tu", filters.han_tu),
        tables.day(text.DUE_TO, "han_den", filters.han_den),
        tables.select(text.STANDING, "tt", filters.tt, {"": text.ANY, **standings}),
        tables.select(
            text.PROGRESS, "th", filters.th, {"": text.ANY, **progress, NOT_MARKED: text.NOT_MARKED}
        ),
        _check("hom_nay", text.TODAY, filters.hom_nay),
        _check("khong_ph", text.NO_SUPPORT, filters.khong_ph),
    )
    return tables.form("nhiem-vu", fields)


def quarter_words(quarter: str) -> str:
    """Return a quarter as it is written: "2022-Q2" → "Quý II/2022"."""
    year, number = quarter.split("-Q")
    return f"Quý {('I', 'II', 'III', 'IV')[int(number) - 1]}/{year}"


def _check(name: str, words: str, value: str) -> str:
    values = {"type": "checkbox", "name": name, "value": "1", "checked": value == "1"}
    return f'<label class="hd-check"><input{attributes(values)}>{words}</label>'


def _task_results(
    documents: Sequence[Document], rows: Sequence[TaskRow], filters: Filters, beside: Beside
) -> str:
    if not any(d.tasks for d in documents):
        return f'<p class="hd-note">{text.NO_TASKS_AT_ALL}</p>'
    named = _named(documents, rows, filters, beside)
    bar = _mine(documents, filters, beside) + tables.bar(
        "nhiem-vu", _count(rows, named), filters, ("xlsx", "docx", "csv", "ics"), text.DISPLAYS
    )
    if not rows:
        return bar + f'<p class="hd-note">{text.NO_TASKS}</p>'
    if filters.xem == "thoi-gian":
        return bar + charts.timeline(rows)
    if filters.xem == "co-quan":
        return bar + charts.load(rows)
    if filters.cq and not filters.xep:  # the agency's own tasks first, what it shares with all after them
        rows = sorted(rows, key=lambda row: _place(row) not in named)
    table = _task_table(documents, rows, filters, beside, named if filters.cq and not filters.xep else None)
    return bar + table + tables.pages(filters, len(rows)) + _lost(documents, filters, beside)


Place = tuple[str, int, int, str]


def _place(row: TaskRow) -> Place:
    return row.document_id, row.start, row.end, row.task


def _named(
    documents: Sequence[Document], rows: Sequence[TaskRow], filters: Filters, beside: Beside
) -> frozenset[Place]:
    """Return the rows in which the agency is named; without an agency those of no general assignee."""
    if not filters.cq:
        return frozenset(_place(row) for row in rows if not row.generic_assignee)
    own = task_rows(documents, replace(filters, chung="0"), beside.marks, beside.today)
    return frozenset(map(_place, own)) & frozenset(map(_place, rows))


def _count(rows: Sequence[TaskRow], named: frozenset[Place]) -> str:
    generic = sum(_place(row) not in named for row in rows)
    count = text.TASK_COUNT.format(count=len(rows), documents=len({r.document_id for r in rows}))
    return count + (text.OF_THEM_GENERIC.format(count=generic) if generic else "")


def _mine(documents: Sequence[Document], filters: Filters, beside: Beside) -> str:
    """Return the way to the tasks of the reader's own agency, and what of them is due."""
    if not beside.agency:
        if not filters.cq:
            return f'<p class="hd-note hd-mine">{text.MINE_HOW}</p>'
        data = attributes({"data-act": "mine", "data-agency": filters.cq})
        return (
            f'<p class="hd-mine"><button type="button" class="hd-button"{data}>{text.MINE_SET}</button></p>'
        )
    own = Filters(cq=beside.agency, chung="0", hom_nay="1")
    rows = task_rows(documents, own, beside.marks, beside.today)
    left = [row for row in rows if not (row.mark and row.mark.progress is Progress.DONE)]
    stands = Counter(standing(row, beside.today) for row in left)
    links = [(text.MINE.format(agency=beside.agency, count=len(rows)), own.query())]
    links += [
        (f"{STANDING_NAMES[key]}: {stands[key]}", replace(own, tt=key.value).query())
        for key in (Standing.OVERDUE, Standing.WEEK, Standing.MONTH)
        if stands[key]
    ]
    shown = "".join(
        f'<a class="hd-button" data-view href="?muc=nhiem-vu&amp;{escape(query)}">{escape(words)}</a>'
        for words, query in links
    )
    other = attributes({"data-act": "mine", "data-agency": filters.cq if filters.cq != beside.agency else ""})
    change = text.MINE_SET if filters.cq and filters.cq != beside.agency else text.MINE_DROP
    return (
        f'<nav class="hd-mine hd-actions" aria-label="{text.MINE_NAV}">{shown}'
        f'<button type="button" class="hd-button"{other}>{change}</button></nav>'
    )


def _lost(documents: Sequence[Document], filters: Filters, beside: Beside) -> str:
    """Return the notes whose task is not found any more; only where nothing is filtered away."""
    if beside.marks is None or not beside.may_mark or filters.query(xem="", xep="", trang="", hom_nay=""):
        return ""
    lines = "".join(
        f"<li>{escape(k.words)}: {PROGRESS_NAMES[k.mark.progress]} {escape(k.mark.note)}</li>"
        for k in beside.marks.lost(tasks(documents))
    )
    return (
        f'<details class="hd-more"><summary>{text.LOST_MARKS}</summary><ul>{lines}</ul></details>'
        if lines
        else ""
    )


def _task_table(
    documents: Sequence[Document],
    rows: Sequence[TaskRow],
    filters: Filters,
    beside: Beside,
    named: frozenset[Place] | None,
) -> str:
    empty = {name for name in _OPTIONAL if not any(getattr(row, name) for row in rows)}
    empty |= {key for key, column in _MORE.items() if all(column.show(row) is None for row in rows)}  # type: ignore[arg-type]
    if not (filters.hom_nay or filters.tt):
        empty.add("standing")
    if not beside.may_mark and not any(row.mark for row in rows):
        empty.add("progress")
    columns = {key: name for key, name in _TASK_COLUMNS.items() if key not in empty}
    names = {d.id: card.short(d) for d in documents}
    body, apart = "", False
    for row in tables.page_of(rows, filters):
        if named is not None and _place(row) not in named and not apart:
            apart = True
            body += f'<tr class="hd-group"><th colspan="{len(columns)}" scope="colgroup">{text.GENERIC_TASKS}</th></tr>'
        body += _task(row, columns, names, beside)
    head = tables.head(columns, _TASK_ORDERS, filters)
    return (
        f'<div class="hd-scroll hd-tall" tabindex="0" role="region" aria-label="{text.TASK_TABLE}">'
        f'<table class="hd-rows">{head}<tbody>{body}</tbody></table></div>'
    )


def _task(row: TaskRow, columns: Mapping[str, str], names: Mapping[str, str], beside: Beside) -> str:
    generic = f' <span class="hd-badge hd-plain">{text.GENERIC}</span>' if row.generic_assignee else ""
    contents = {
        "task": f'<span class="hd-clamp">{escape(row.task)}</span>',
        "agency": _names(row.lead) + generic,
        "support": _names(row.support),
        "monitor": _names(row.monitor),
        "deadline": escape(row.deadline or "") or _absent(),
        "standing": _standing(row, beside),
        "progress": marking.cell(row, beside.may_mark),
        "product": escape(row.product or "") or _absent(),
        "document": place(row, names),
    }
    contents |= {key: escape(shown(c.show(row))) or _absent() for key, c in _MORE.items()}  # type: ignore[arg-type]
    bare = {
        "agency": row.lead,
        "support": row.support,
        "monitor": row.monitor,
        "deadline": row.deadline,
        "product": row.product,
    }
    cells = "".join(
        tables.cell(name, contents[key], empty=key in bare and not bare[key]) for key, name in columns.items()
    )
    return f"<tr{attributes({'data-row': True, **source_data(row)})}>{cells}</tr>"


def _standing(row: TaskRow, beside: Beside) -> str:
    if row.mark and row.mark.progress is Progress.DONE:
        return f'<span class="hd-badge hd-plain">{PROGRESS_NAMES[Progress.DONE]}</span>'
    late = standing(row, beside.today) in {Standing.OVERDUE, Standing.WEEK}
    return f'<span class="hd-badge {"hd-warn" if late else "hd-plain"}">{words(row, beside.today)}</span>'


def source_data(row: TaskRow | TargetRow) -> dict[str, object]:
    """Return the data attributes with which a row opens its quote."""
    return {"data-source": row.document_id, "data-start": row.start, "data-end": row.end}


def place(row: TaskRow | TargetRow, names: Mapping[str, str]) -> str:
    """Return the button that opens a row's quote, by its place."""
    where = row.section or names.get(row.document_id, row.document)
    label = text.OPEN_QUOTE.format(place=f"{where}, {names.get(row.document_id, row.document)}")
    document = escape(names.get(row.document_id, row.document))
    return (
        f'<button type="button" class="hd-crumb"{attributes({"aria-label": label, **source_data(row)})}>'
        f"{escape(where)}<small>{document}</small></button>"
    )


def _absent() -> str:
    return f'<span class="hd-soft" title="{text.NOT_SAID}">–</span>'


def _names(values: Sequence[str]) -> str:
    return "<br>".join(escape(value) for value in values) or _absent()


def targets_view(documents: Sequence[Document], arguments: Mapping[str, Any], *, partial: bool) -> str:
    """Return the register of targets; arguments as for `tasks_view`."""
    filters = Filters.read(arguments)
    rows = target_rows(documents, filters)
    shown = _target_results(documents, rows, filters)
    return shown if partial else _target_form(documents, filters) + f'<div class="hd-results">{shown}</div>'


def _target_form(documents: Sequence[Document], filters: Filters) -> str:
    every = target_rows(documents, Filters())
    periods = sorted({row.period for row in every if row.period})
    fields = (
        tables.field(text.WORDS, "tu", filters.tu, "search"),
        tables.select(text.PERIOD, "ky", filters.ky, {"": text.ANY, **{p: p for p in periods}}),
        tables.documents(documents, filters.vb),
    )
    return tables.form("chi-tieu", fields)


def _target_results(documents: Sequence[Document], rows: Sequence[TargetRow], filters: Filters) -> str:
    count = text.TARGET_COUNT.format(count=len(rows), documents=len({r.document_id for r in rows}))
    bar = tables.bar("chi-tieu", count, filters, ("xlsx", "docx", "csv"), text.TARGET_DISPLAYS)
    names = {d.id: card.short(d) for d in documents}
    if not rows:
        return bar + f'<p class="hd-note">{text.NO_TARGETS}</p>'
    if filters.xem == "bieu-do":
        return bar + pivot.lines(rows)
    if filters.xem == "bang":
        body = "".join(pivot.row(row, place(row, names)) for row in tables.page_of(rows, filters))
        return bar + pivot.listing(body, filters) + tables.pages(filters, len(rows))
    return bar + pivot.matrix(rows, _themes(documents, rows))


def _themes(documents: Sequence[Document], rows: Sequence[TargetRow]) -> Mapping[str, str]:
    """Return for each provision with a target the heading under which it stands."""
    held = {d.id: d for d in documents}
    found: dict[str, str] = {}
    for row in rows:
        if row.provision in found or row.document_id not in held:
            continue
        document = held[row.document_id]
        here = document.provision(row.provision)
        above = document.ancestors(here) if here else ()
        name = next((h for p in reversed(above) if (h := source.heading(document, p, 90)) and len(h) > 3), "")
        name = name.rstrip(" .:;")
        found[row.provision] = f"{name} · {card.short(document)}" if name else card.short(document)
    return found
