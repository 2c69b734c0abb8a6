"""Read who does what by when: from running text, from headings and from tables.

Every cell of a task is a slice of the document, except the names that an elided list leaves incomplete.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace

from corpus.model import Document, Place, Table, Task
from corpus.tasks.drafts import Draft
from corpus.tasks.prose import read_prose
from corpus.tasks.tables import read_tables
from corpus.tasks.text import Page, read_page
from corpus.text import fold, squeeze


def find_tasks(document: Document) -> tuple[Task, ...]:
    """Return the assignments of a document in their order; an absent value is absent."""
    page = read_page(document)
    tasks = [_task(page, draft) for draft in read_prose(page)]
    tasks += read_tables(page)
    tasks = [t for t in tasks if t.end > t.start and not _is_membership(document, t)]
    return _joined(document, sorted(tasks, key=lambda t: (t.start, t.end)))


def _is_membership(document: Document, task: Task) -> bool:
    """Tell a line that names or heads the members of a body, or an item of a programme, from an assignment."""
    node = document.provision(task.provision)
    if node is not None and document.text[task.start : task.end].endswith(":"):
        below = {p.id for p in document.children(node)}
        if any(f.provision in below for f in document.roles):
            return True
    said = [(f.start, f.end) for f in document.roles] + [(e.start, e.end) for e in document.events]
    if task.lead and all(any(a <= m.start < b for a, b in said) for m in task.lead):
        return True  # "Chủ trì: Ông A" below an invitation says who chairs, not who invites
    return any(
        start < task.end and task.start < end and task.end - task.start <= 2 * (end - start)
        for start, end in said
    )


_LEAST_SAME = 25  # characters; "Báo cáo kết quả" in two rows are two tasks


def _table_of(tables: tuple[Table, ...], task: Task) -> int | None:
    """Return where the table of a task begins, or None in running text."""
    i = bisect_right([t.start for t in tables], task.start) - 1
    return tables[i].start if i >= 0 and task.start < tables[i].end else None


def _joined(document: Document, tasks: list[Task]) -> tuple[Task, ...]:
    """Make an assignment that stands in text and table one, at its first place, with what both say.

    The same words twice in the running text are two assignments: each has its own case above it.
    """
    kept: dict[tuple[str, frozenset[str]], Task] = {}
    tables = document.tables
    out: list[Task] = []
    for task in tasks:
        words = re.sub(r"[\W_]+", " ", fold(task.task)).strip()
        key = (words, frozenset(fold(m.value) for m in task.lead))
        first = kept.get(key)
        if (
            first is None
            or len(words) < _LEAST_SAME
            or first.deadline_norm != (task.deadline_norm or first.deadline_norm)
            or _table_of(tables, first) == _table_of(tables, task)
        ):
            kept.setdefault(key, task)
            out.append(task)
            continue
        again = replace(
            first,
            support=first.support or task.support,
            monitor=first.monitor or task.monitor,
            deadline=first.deadline or task.deadline,
            deadline_norm=first.deadline_norm or task.deadline_norm,
            product=first.product or task.product,
            also_at=(*first.also_at, Place(task.provision, task.start, task.end)),
        )
        out[out.index(first)] = kept[key] = again
    return tuple(out)


def _task(page: Page, draft: Draft) -> Task:
    start, end = page.original(draft.span)
    return Task(
        provision=draft.provision.id,
        start=start,
        end=end,
        task=squeeze(page.document.text[start:end]),
        lead=draft.lead,
        support=draft.support,
        monitor=draft.monitor,
        deadline=draft.deadline,
        deadline_norm=draft.deadline_norm,
        product=draft.product,
        generic_assignee=draft.generic,
    )
