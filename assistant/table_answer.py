"""A cell of a table under the heading that a question names: "giá tối đa … có thang máy"."""

from __future__ import annotations

from assistant.draft import Line, Quote, quote
from assistant.question import Question
from assistant.statements import Statement
from assistant.terms import bag
from corpus.model import Cell, Document, Level, Table


def cell_asked(statement: Statement, question: Question) -> tuple[str, tuple[Quote, ...]] | None:
    """Return heading and value of the one cell of a row whose heading says more of the question than the others."""
    cells = headed_cells(statement)
    values = [
        (head, cell) for head, cell in cells[1:] if any(c.isdigit() for c in _text(statement.document, cell))
    ]
    said = [_said(statement.document, head, question) for head, _ in values]
    if not values or not any(said):
        return None
    best = max(range(len(said)), key=lambda n: len(said[n]))
    if not all(s < said[best] for n, s in enumerate(said) if n != best):
        return None
    head, cell = values[best]
    row = quote(statement.document, statement.provision)
    text = f"{_text(statement.document, head)}: {_text(statement.document, cell)}" if head else ""
    return (text, _sources(statement, head, row)) if text else None


def row_as_list(statement: Statement) -> list[Line]:
    """Return the cells of a row with their headings; nothing for statements outside tables."""
    document = statement.document
    row = quote(document, statement.provision)
    lines = []
    for head, cell in headed_cells(statement):
        name, value = _text(document, head), _text(document, cell)
        if value:
            lines.append(Line(f"- {name}: {value}" if name else f"- {value}", _sources(statement, head, row)))
    return lines


def headed_cells(statement: Statement) -> list[tuple[Cell | None, Cell]]:
    """Return the cells of a statement's row, each with the cell that heads its column; empty outside tables."""
    if statement.provision.level is not Level.ROW:
        return []
    table = _table_at(statement.document, statement.provision.start)
    here = (
        [c for c in table.cells if statement.provision.start <= c.start < statement.provision.end]
        if table
        else []
    )
    if table is None or not here or here[0].row == 0:
        return []
    row = here[0].row
    return [(_head(table, c.column), c) for c in here if c.row == row]


def _table_at(document: Document, offset: int) -> Table | None:
    return next((t for t in document.tables if t.start <= offset < t.end), None)


def _head(table: Table, column: int) -> Cell | None:
    """Return the cell of the first row over a column, or below a spanning one that of the second row."""
    over = [c for c in table.cells if c.row == 0 and c.column <= column < c.column + c.column_span]
    if over and over[0].column_span > 1:
        over = [c for c in table.cells if c.row == 1 and c.column == column] or over
    return over[0] if over and over[0].end > over[0].start else None


def _text(document: Document, cell: Cell | None) -> str:
    return " ".join(document.text[cell.start : cell.end].split()) if cell else ""


def _said(document: Document, head: Cell | None, question: Question) -> set[str]:
    words = bag(_text(document, head))
    return {t.text for t in question.terms if t.within(words)}


def _sources(statement: Statement, head: Cell | None, row: Quote) -> tuple[Quote, ...]:
    """Return the row, and the heading where it has figures of its own."""
    document = statement.document
    holder = document.provision_at(head.start) if head else None
    if head is None or holder is None or not any(c.isdigit() for c in _text(document, head)):
        return (row,)
    return (row, quote(document, holder, head.start, head.end))
