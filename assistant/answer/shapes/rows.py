"""Operations on the rows of a table: how many are so, which is highest, which are so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer.passages import Found
from assistant.draft import Draft, Line, LineKind, Quote
from assistant.question import Question, topic
from corpus.model import Document, Level, Provision, Table
from corpus.structure import HeadedCell, all_row_cells, cell_text, is_summary, table_of
from corpus.text import fold, squeeze, strip_diacritics

_HIGHEST = re.compile(r"(?<!\w)(?:cao|nhiều|lớn) nhất(?!\w)")
_LOWEST = re.compile(r"(?<!\w)(?:thấp|ít|nhỏ) nhất(?!\w)")
_COUNT = re.compile(r"(?<!\w)(?:bao nhiêu|mấy)\s+(\w+)")
_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)*")
_MOST = 30  # rows named in an answer


@dataclass(frozen=True, slots=True)
class _Row:
    provision: Provision
    cells: tuple[HeadedCell, ...]


def rows_draft(question: Question, found: Sequence[Found]) -> Draft | None:
    """Return a count, an extreme or a selection over the rows of the table that the best evidence stands in."""
    text = fold(question.own)
    best = next((f for f in found[:5] if f.is_row), None)
    if best is None:
        return None
    table = table_of(best.document, best.provision)
    if table is None:
        return None
    rows = _rows(best.document, table)
    if _HIGHEST.search(text) or _LOWEST.search(text):
        return _extreme(question, best.document, rows, highest=bool(_HIGHEST.search(text)))
    return _selected(question, best.document, rows)


def _rows(document: Document, table: Table) -> list[_Row]:
    inside = ((p, cells) for p, cells in all_row_cells(document) if table.start <= p.start < table.end)
    return [_Row(p, cells) for p, cells in inside if p.level is Level.ROW and not is_summary(document, p)]


def _value(document: Document, cell: HeadedCell) -> str:
    return squeeze(cell_text(document.text, cell))


def number_of(text: str) -> float | None:
    """Return the number that a whole cell holds in Vietnamese notation ("1.740", "95,25"), or None."""
    if not re.fullmatch(r"-?\d+(?:\.\d{3})*(?:,\d+)?%?|-?\d+(?:[.,]\d+)?%?", text.strip()):
        return None
    bare = text.strip().rstrip("%")
    if re.fullmatch(r"-?\d{1,3}(?:\.\d{3})+(?:,\d+)?", bare):
        bare = bare.replace(".", "")
    return float(bare.replace(",", "."))


def _label(document: Document, row: _Row) -> tuple[str, HeadedCell] | None:
    """Return the name of a row: its first cell of words."""
    for cell in row.cells:
        value = _value(document, cell)
        if value and number_of(value) is None and not re.fullmatch(r"[IVXLC]+|[a-zđ]\)?", value):
            return value, cell
    return None


def _extreme(question: Question, document: Document, rows: Sequence[_Row], *, highest: bool) -> Draft | None:
    """Return the row with the highest or lowest number of the column that the question names."""
    asked = {strip_diacritics(w) for w in topic(question.own)}
    columns: dict[int, list[tuple[float, _Row, HeadedCell]]] = {}
    for row in rows:
        for cell in row.cells:
            value = number_of(_value(document, cell))
            if value is not None and not re.match(r"stt|tt$|số thứ tự", fold(cell.heading)):
                columns.setdefault(cell.column, []).append((value, row, cell))
    columns = {c: v for c, v in columns.items() if len(v) >= max(2, len(rows) // 2)}
    if not columns:
        return None

    def named(column: int) -> int:
        heading = columns[column][0][2].heading
        return len(asked & {strip_diacritics(w) for w in topic(heading)})

    column = max(columns, key=lambda c: (named(c), -c))
    if len(columns) > 1 and not named(column):
        return None  # several numbers, and the question does not say which
    edge = (max if highest else min)(v for v, _, _ in columns[column])
    lines: list[Line] = []
    for value, row, cell in columns[column]:
        label = _label(document, row)
        if value == edge and label:
            own = Quote(document, row.provision, row.provision.start, row.provision.own_end)
            lines.append(Line(f"**{label[0]}**: {_value(document, cell)} ({cell.heading})", (own,)))
    return Draft(tuple(lines), about=(document,)) if lines else None


def _selected(question: Question, document: Document, rows: Sequence[_Row]) -> Draft | None:
    """Return how many and which rows have the value of a column that the question names."""
    text = f" {fold(question.own)} "
    values: dict[tuple[int, str], list[_Row]] = {}
    for row in rows:
        for cell in row.cells:
            value = fold(_value(document, cell))
            if value and number_of(value) is None and len(value) <= 40:  # 40: a class, not a sentence
                values.setdefault((cell.column, value), []).append(row)
    repeated = {
        key: found
        for key, found in values.items()
        if len({k[1] for k in values if k[0] == key[0]}) < len(rows)
    }
    said = [key for key in repeated if re.search(rf"(?<!\w){re.escape(key[1])}(?!\w)", text)]
    if not said or (not _COUNT.search(text) and question.want("list", "who") < 0.5):
        return None
    column, value = max(said, key=lambda k: len(k[1]))
    chosen = repeated[(column, value)]
    labels = [(row, _label(document, row)) for row in chosen]
    passages = tuple(Quote(document, r.provision, r.provision.start, r.provision.own_end) for r in chosen)
    heading = next(c.heading for c in chosen[0].cells if c.column == column)
    printed = next(_value(document, c) for c in chosen[0].cells if c.column == column)
    lines = [Line(f"**{len(chosen)}** dòng có {heading}: {printed}", passages, LineKind.PLACE)]
    for row, label in labels[:_MOST]:
        if label:
            own = Quote(document, row.provision, row.provision.start, row.provision.own_end)
            lines.append(Line(f"- {label[0]}", (own,)))
    return Draft(tuple(lines), about=(document,))
