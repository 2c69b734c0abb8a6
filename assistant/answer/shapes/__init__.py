"""One file a shape of answer: evidence in, lines of a draft out; None where the shape does not fit."""

from assistant.answer.shapes.events import events_draft
from assistant.answer.shapes.fields import cited_draft, field_lines, fields_asked, fields_draft, means_another
from assistant.answer.shapes.relations import relation_asked, relations_draft
from assistant.answer.shapes.roles import roles_draft
from assistant.answer.shapes.rows import rows_draft
from assistant.answer.shapes.section import cited, section_draft
from assistant.answer.shapes.tasks import asks_for_deadlines, asks_for_tasks, tasks_draft
from assistant.answer.shapes.validity import asks_for_validity, catalog_lines, validity_draft

__all__ = [
    "asks_for_deadlines",
    "asks_for_tasks",
    "asks_for_validity",
    "catalog_lines",
    "cited",
    "cited_draft",
    "events_draft",
    "field_lines",
    "fields_asked",
    "fields_draft",
    "means_another",
    "relation_asked",
    "relations_draft",
    "roles_draft",
    "rows_draft",
    "section_draft",
    "tasks_draft",
    "validity_draft",
]
