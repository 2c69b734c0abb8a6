"""A row of an assignment table as an official reads it: the work, then each role with its name."""

from __future__ import annotations

from assistant.draft import Line, Quote, quote
from assistant.question import Question
from assistant.roles_asked import ROLES, TITLES
from assistant.statements import Statement
from assistant.who_acts import best_task
from corpus.model import Level, Mention


def row_lines(statement: Statement, question: Question) -> list[Line]:
    """Return the cells of a task's row, each with its source; nothing for other statements."""
    task = best_task(statement, question)
    if statement.provision.level is not Level.ROW or task is None:
        return []
    row = quote(statement.document, statement.provision)
    lines = [_line("Nhiệm vụ", task.task, (row,))] if task.task in row.text else []
    for role in ROLES:
        mentions: tuple[Mention, ...] = getattr(task, role)
        if mentions:
            names = "; ".join(dict.fromkeys(m.value for m in mentions))
            lines.append(_line(TITLES[role], names, _sources(statement, mentions, row)))
    for title, cell in (("Thời hạn", task.deadline), ("Sản phẩm", task.product)):
        if cell is not None:
            lines.append(_line(title, " ".join(cell.value.split()), _sources(statement, (cell,), row)))
    return lines


def _line(title: str, text: str, sources: tuple[Quote, ...]) -> Line:
    return Line(f"- {title}: {' '.join(text.split())}", sources)


def _sources(statement: Statement, cells: tuple[Mention, ...], row: Quote) -> tuple[Quote, ...]:
    """Return the row, or for a cell merged from a row above the cell itself."""
    found: list[Quote] = []
    for cell in cells:
        inside = row.start <= cell.start and cell.end <= row.end
        provision = None if inside else statement.document.provision_at(cell.start)
        source = quote(statement.document, provision, cell.start, cell.end) if provision else row
        if source not in found:
            found.append(source)
    return tuple(found)
