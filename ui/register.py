"""The register views: who does what by when, and which target for which year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from assistant.register.due import quarter_of
from assistant.register.register import TargetRow, TaskRow, tasks
from corpus.model import Document
from ui import card, charts, pivot, tables, text
from ui.filters import Filters, target_rows, task_rows
from ui.markup import attributes, escape

_TASK_COLUMNS = {
    "task": text.TASK,
    "agency": text.LEAD,
    "support": text.SUPPORT,
    "monitor": text.MONITOR,
    "deadline": text.DEADLINE,
    "product": text.PRODUCT,
    "document": text.PLACE,
}
_TASK_ORDERS = {"task": "task", "agency": "agency", "deadline": "deadline", "document": "document"}
_OPTIONAL = ("support", "monitor", "product")  # columns that are left out where no row fills them
_MOST_AGENCIES = 300  # options of a choice; the search field finds the others


def tasks_view(documents: Sequence[Document], arguments: Mapping[str, Any], *, partial: bool) -> str:
    """Return the register of tasks.

    Args:
        documents: what the library holds.
        arguments: the address: filters, display, order, page.
        partial: only the results, without the form.
    """
    filters = Filters.read(arguments)
    rows = task_rows(documents, filters)
    shown = _task_results(documents, rows, filters)
    return shown if partial else _task_form(documents, filters) + f'<div class="hd-results">{shown}</div>'


def _task_form(documents: Sequence[Document], filters: Filters) -> str:
    every = tasks(documents)
    named = Counter(agency for row in every for agency in row.agencies())
    agencies = {name: f"{name} ({count})" for name, count in named.most_common(_MOST_AGENCIES)}
    dues = sorted({row.due_on for row in every if row.due_on})
    years = {str(day.year): str(day.year) for day in dues}
    quarters = {quarter_words(q): quarter_words(q) for q in sorted({quarter_of(day) for day in dues})}
    fields = (
        tables.field(text.WORDS, "tu", filters.tu, "search"),
        tables.select(text.AGENCY, "cq", filters.cq, {"": text.ANY, **agencies}),
        tables.select(text.ROLE, "vt", filters.vt, text.ROLES),
        tables.documents(documents, filters.vb),
        tables.select(text.PERIOD, "ky", filters.ky, {"": text.ANY, **years, **quarters}),
        tables.day(text.DUE_FROM, "han_tu", filters.han_tu),
        tables.day(text.DUE_TO, "han_den", filters.han_den),
        _check(filters),
    )
    return tables.form("nhiem-vu", fields)


def quarter_words(quarter: str) -> str:
    """Return a quarter as it is written: "2022-Q2" → "Quý II/2022"."""
    year, number = quarter.split("-Q")
    return f"Quý {('I', 'II', 'III', 'IV')[int(number) - 1]}/{year}"


def _check(filters: Filters) -> str:
    values = {"type": "checkbox", "name": "khong_ph", "value": "1", "checked": filters.khong_ph == "1"}
    return f'<label class="hd-check"><input{attributes(values)}>{text.NO_SUPPORT}</label>'


def _task_results(documents: Sequence[Document], rows: Sequence[TaskRow], filters: Filters) -> str:
    if not any(d.tasks for d in documents):
        return f'<p class="hd-note">{text.NO_TASKS_AT_ALL}</p>'
    count = text.TASK_COUNT.format(count=len(rows), documents=len({r.document_id for r in rows}))
    bar = tables.bar("nhiem-vu", count, filters, ("xlsx", "docx", "csv", "ics"), text.DISPLAYS)
    if not rows:
        return bar + f'<p class="hd-note">{text.NO_TASKS}</p>'
    if filters.xem == "thoi-gian":
        return bar + charts.timeline(rows)
    if filters.xem == "co-quan":
        return bar + charts.load(rows)
    return bar + _task_table(documents, rows, filters) + tables.pages(filters, len(rows))


def _task_table(documents: Sequence[Document], rows: Sequence[TaskRow], filters: Filters) -> str:
    empty = {name for name in _OPTIONAL if not any(getattr(row, name) for row in rows)}
    columns = {key: name for key, name in _TASK_COLUMNS.items() if key not in empty}
    names = {d.id: card.short(d) for d in documents}
    body = "".join(_task(row, columns, names) for row in tables.page_of(rows, filters))
    head = tables.head(columns, _TASK_ORDERS, filters)
    return (
        f'<div class="hd-scroll" tabindex="0"><table class="hd-rows">{head}<tbody>{body}</tbody></table>'
        "</div>"
    )


def _task(row: TaskRow, columns: Mapping[str, str], names: Mapping[str, str]) -> str:
    generic = f' <span class="hd-badge hd-plain">{text.GENERIC}</span>' if row.generic_assignee else ""
    contents = {
        "task": f'<span class="hd-clamp">{escape(row.task)}</span>',
        "agency": _names(row.lead) + generic,
        "support": _names(row.support),
        "monitor": _names(row.monitor),
        "deadline": escape(row.deadline or "") or _absent(),
        "product": escape(row.product or "") or _absent(),
        "document": place(row, names),
    }
    cells = "".join(tables.cell(name, contents[key]) for key, name in columns.items())
    return f"<tr{attributes({'data-row': True, **source_data(row)})}>{cells}</tr>"


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
    return bar + pivot.matrix(rows)
