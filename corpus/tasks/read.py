"""Read who does what by when: from running text, from headings and from tables.

Every cell of a task is a slice of the document, except the names that an elided list leaves incomplete.
"""

from __future__ import annotations

from corpus.model import Document, Task
from corpus.tasks.drafts import Draft
from corpus.tasks.prose import read_prose
from corpus.tasks.tables import read_tables
from corpus.tasks.text import Page, read_page
from corpus.text.normalize import squeeze


def find_tasks(document: Document) -> tuple[Task, ...]:
    """Return the assignments of a document in their order; an absent value is absent."""
    page = read_page(document)
    tasks = [_task(page, draft) for draft in read_prose(page)]
    tasks += read_tables(page)
    return tuple(sorted(tasks, key=lambda t: (t.start, t.end)))


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
