"""Exports of what a register view shows: the same rows in the same order, whole instead of paged."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.register import Marks
from assistant.register.register import TargetRow, TaskRow
from corpus.model import Document
from ui.filters import Filters, target_rows, task_rows

# view → name of the file; kind → module and function that make it
_NAMES = {"nhiem-vu": "nhiem-vu", "chi-tieu": "chi-tieu"}
_MAKERS = {
    "xlsx": "assistant.export.xlsx:to_xlsx",
    "docx": "assistant.export.docx:to_docx",
    "csv": "assistant.export.csv:to_csv",
    "ics": "assistant.export.ics:to_ics",
}
MEDIA = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "csv": "text/csv; charset=utf-8",
    "ics": "text/calendar; charset=utf-8",
}


@dataclass(frozen=True, slots=True)
class Made:
    """A file to be given out."""

    name: str
    media_type: str
    data: bytes


def write(
    documents: Sequence[Document], view: str, kind: str, query: str, marks: Marks | None = None
) -> Made | None:
    """Return the export of a view in one format, or None for an unknown view or format.

    Args:
        documents: what the library holds.
        view: "nhiem-vu" or "chi-tieu".
        kind: "xlsx", "docx", "csv" or, for tasks, "ics".
        query: the address of the view: its filters and its order.
        marks: what people noted beside tasks.
    """
    if view not in _NAMES or kind not in _MAKERS or (view, kind) == ("chi-tieu", "ics"):
        return None
    filters = Filters.parse(query)
    rows: Sequence[TaskRow] | Sequence[TargetRow]
    rows = task_rows(documents, filters, marks) if view == "nhiem-vu" else target_rows(documents, filters)
    module, _, name = _MAKERS[kind].partition(":")
    data: bytes = getattr(importlib.import_module(module), name)(rows)
    return Made(f"{_NAMES[view]}.{kind}", MEDIA[kind], data)
