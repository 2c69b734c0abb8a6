"""Operations on the rows of a table: how many are so, which is highest, which are so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Found
from assistant.answer.values import overlap
from assistant.draft import Draft, Line, LineKind, Quote
from assistant.question import Question, family, names_in, topic
from corpus.model import Document, Level, Provision, Table
from corpus.structure import HeadedCell, all_row_cells, cell_text, is_summary, table_of
from corpus.text import fold, squeeze, strip_diacritics

_LIMIT = r"(?!\s+(?:phải\s+)?(?:bao nhiêu|mấy|\d))"  # "ít nhất bao nhiêu" asks for a limit, not for a row
_HIGHEST = re.compile(rf"(?<!\w)(?:cao|nhiều|lớn) nhất(?!\w){_LIMIT}")
_LOWEST = re.compile(rf"(?<!\w)(?:thấp|ít|nhỏ) nhất(?!\w){_LIMIT}")
_COUNT = re.compile(r"(?<!\w)(?:bao nhiêu|mấy)\s+(\w+)")
# Units in which an amount is asked for; what else follows "bao nhiêu" is what is counted.
_UNITS = frozenset(
    {"phần", "%", "triệu", "tỷ", "đồng", "nghìn", "tiền", "ha", "km", "m2", "ngày", "tháng", "năm", "giờ", "điểm",
     "lần", "mức", "kg", "tấn", "phút", "tuổi", "vốn", "kinh"}
)  # fmt: skip
_NAMED, _APART = 0.75, 0.3  # share of a part's title that a question says, and its lead over the next part
_LIKELY = 3  # documents of the best evidence whose tables are looked through
_TABLES = 12  # tables that are looked through
_WORDS = 2  # syllables of a heading that a question must say to mean its column
_RATE = 0.25  # "giải ngân thấp nhất" with an amount and a rate in two columns means the rate
_MOST = 30  # rows named in an answer


@dataclass(frozen=True, slots=True)
class _Row:
    provision: Provision
    cells: tuple[HeadedCell, ...]


def rows_draft(question: Question, found: Sequence[Found]) -> Draft | None:
    """Return a count, an extreme or a selection over the rows of the table that the question is about.

    For an extreme that is the table of the evidence with the column that the question names best; else
    the table in which the best row stands.
    """
    text = fold(question.own)
    if _HIGHEST.search(text) or _LOWEST.search(text):
        return _extreme(question, found, highest=bool(_HIGHEST.search(text)))
    best = next((f for f in found[:5] if f.is_row), None)
    table = table_of(best.document, best.provision) if best else None
    if best is None or table is None:
        return None
    return _selected(
        question, best.document, _of_the_section(question, best.document, _rows(best.document, table))
    )


def _tables(found: Sequence[Found]) -> list[tuple[Document, Table]]:
    """Return the tables of the best evidence, those of its rows first."""
    tables: dict[tuple[str, int], tuple[Document, Table]] = {}
    for f in found:
        table = table_of(f.document, f.provision)
        if table is not None:
            tables.setdefault((f.document.id, table.start), (f.document, table))
    for document in {f.document.id: f.document for f in found[:_LIKELY]}.values():
        for table in document.tables[:_TABLES]:
            tables.setdefault((document.id, table.start), (document, table))
    return list(tables.values())[:_TABLES]


def _rows(document: Document, table: Table) -> list[_Row]:
    inside = ((p, cells) for p, cells in all_row_cells(document) if table.start <= p.start < table.end)
    return [_Row(p, cells) for p, cells in inside if p.level is Level.ROW and not is_summary(document, p)]


def _of_the_section(question: Question, document: Document, rows: list[_Row]) -> list[_Row]:
    """Return the rows of the part of a table that the question names; all where it names none."""
    parts: dict[str, list[_Row]] = {}
    titles: dict[str, str] = {}
    for row in rows:
        above = [p for p in document.ancestors(row.provision) if p.level is not Level.ROW]
        if above:
            parts.setdefault(above[-1].id, []).append(row)
            titles[above[-1].id] = document.text[above[-1].start : above[-1].head_end]
    shares = sorted(((overlap(title, question.own), key) for key, title in titles.items()), reverse=True)
    if len(shares) < 2 or shares[0][0] < _NAMED or shares[0][0] - shares[1][0] < _APART:
        return rows
    return parts[shares[0][1]]


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


def _extreme(question: Question, found: Sequence[Found], *, highest: bool) -> Draft | None:
    """Return the row with the highest or lowest number of the column that the question names."""
    asked = {strip_diacritics(w) for w in topic(question.own)}
    choices: list[tuple[float, int, Document, list[tuple[float, _Row, HeadedCell]]]] = []
    for place, (document, table) in enumerate(_tables(found)):
        rows = _of_the_section(question, document, _rows(document, table))
        if any(_names_row(question, document, row) for row in rows):
            continue  # "giá cao nhất của chợ hạng 2" asks for a value of that row
        for column in _number_columns(document, rows).values():
            named = {strip_diacritics(w) for w in topic(column[0][2].heading)}
            shared = len(asked & named)
            if shared >= min(_WORDS, len(named)) and shared:
                share = shared + shared / len(named) + _RATE * ("%" in column[0][2].heading)
                choices.append((share, -place, document, column))
    if not choices:
        return None
    _, _, document, chosen = max(choices, key=lambda c: (c[0], c[1]))
    edge = (max if highest else min)(value for value, _, _ in chosen)
    lines: list[Line] = []
    for value, row, cell in chosen:
        label = _label(document, row)
        if value == edge and label:
            own = Quote(document, row.provision, row.provision.start, row.provision.own_end)
            lines.append(Line(f"**{label[0]}** – {cell.heading}: {_value(document, cell)}", (own,)))
    return Draft(tuple(lines), about=(document,)) if lines else None


def _names_row(question: Question, document: Document, row: _Row) -> bool:
    """Say whether a question says the whole name of a row, of two words or more."""
    label = _label(document, row)
    words = set(re.findall(r"[^\W\d]\w*", strip_diacritics(label[0]))) if label else set()
    return len(words) > 1 and words <= set(re.findall(r"\w+", strip_diacritics(question.own)))


def _number_columns(
    document: Document, rows: Sequence[_Row]
) -> dict[int, list[tuple[float, _Row, HeadedCell]]]:
    """Return the columns in which at least half of the rows hold a number, with the numbers."""
    columns: dict[int, list[tuple[float, _Row, HeadedCell]]] = {}
    for row in rows:
        for cell in row.cells:
            value = number_of(_value(document, cell))
            if value is not None and not re.match(r"stt|tt$|số thứ tự", fold(cell.heading)):
                columns.setdefault(cell.column, []).append((value, row, cell))
    return {c: v for c, v in columns.items() if len(v) >= max(2, len(rows) // 2)}


def _selected(question: Question, document: Document, rows: Sequence[_Row]) -> Draft | None:
    """Return how many and which rows have the value of a column that the question names."""
    text = f" {fold(question.own)} "
    counted = _COUNT.search(text)
    if counted and counted[1] in family("uncounted"):
        counted = None
    if counted and counted[1] in _UNITS:
        return None  # an amount inside a row is asked for, not how many rows there are
    values: dict[tuple[int, str], list[_Row]] = {}
    for row in rows:
        label = _label(document, row)
        for cell in row.cells:
            value = fold(_value(document, cell))
            if label and cell.column == label[1].column:
                continue  # the name of a row tells which row, not which kind of row
            if value and number_of(value) is None and len(value) <= 40:  # 40: a class, not a sentence
                values.setdefault((cell.column, value), []).append(row)
    repeated = {
        key: found
        for key, found in values.items()
        if len({k[1] for k in values if k[0] == key[0]}) < len(rows)
    }
    headings = " ".join(fold(c.heading) for row in rows[:1] for c in row.cells)
    names = [fold(n) for n in names_in(question.asked)]
    said = [
        key
        for key in repeated
        if (re.search(rf"(?<!\w){re.escape(key[1])}(?!\w)", text) or any(n in key[1] for n in names))
        and key[1] not in headings
        and len(repeated[key]) > 1
    ]
    if not said or (not counted and question.want("list", "who") < 0.5):
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
