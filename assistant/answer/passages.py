"""Evidence → the passages that are shown: how much is quoted, and what stands above it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer.values import overlap, sentences
from assistant.draft import Line, LineKind, Quote
from assistant.evidence import years
from corpus.header import short_name
from corpus.model import Document, EvidenceKind, Level, Provision
from corpus.structure import HeadedCell, cell_text, row_cells
from corpus.text import squeeze, strip_diacritics
from index import Hit

WHOLE = 700  # characters that are shown whole; of a longer passage the part that answers
LONGEST = 3000  # characters of a list or a cited provision: two pages of a letter
_FAMILY = 8  # rows that divide one record; more are a list of their own
_BREAK = re.compile(
    r"[ \t]*\n\s*(?P<next>(?:[-+•*–]|\(?\d{1,3}(?:\.\d{1,3}){0,4}[.)]|[a-zđ]\d?\)|[IVX]{1,5}\.)\s)?"
)
_ENDS = re.compile(r"[.;:!?,…]")
_INDEX = re.compile(r"[\dIVXLC]+(?:\.\d+)*[.)]?|[a-zđA-Z][.)]?")
_GLANCE = 120  # characters of a value that is read at a glance
_INTRO = 220  # characters of a heading or of the words that open a list


@dataclass(frozen=True, slots=True)
class Found:
    """Evidence with its document opened and the probability that it answers."""

    hit: Hit
    document: Document
    provision: Provision
    probability: float

    @property
    def is_row(self) -> bool:
        """Say whether it is a row of a table."""
        return self.hit.kind == EvidenceKind.ROW

    @property
    def is_field(self) -> bool:
        """Say whether it is a fact about the document as a whole."""
        return self.hit.kind == EvidenceKind.HEADER


def place(found: Found) -> str:
    """Return where evidence stands: "mục III.1.b, Kế hoạch 3316/KH-UBND"."""
    name = short_name(found.document, found.document.source)
    return f"{found.provision.section}, {name}" if found.provision.section else name


def span(found: Found, question: str, *, whole: bool = False) -> tuple[int, int]:
    """Return what is quoted: the unit, or of a long one the sentences around the one that answers."""
    start, end = found.hit.start, found.hit.end
    limit = LONGEST if whole else WHOLE
    if end - start <= limit:
        return start, end
    text = found.document.text
    spans = sentences(text, start, end)
    best = max(range(len(spans)), key=lambda n: overlap(question, text[spans[n][0] : spans[n][1]]))
    first = last = best
    while True:
        grown = False
        if last + 1 < len(spans) and spans[last + 1][1] - spans[first][0] <= limit:
            last, grown = last + 1, True
        if first > 0 and spans[last][1] - spans[first - 1][0] <= limit:
            first, grown = first - 1, True
        if not grown:
            return spans[first][0], spans[last][1]


def intro(found: Found, start: int) -> str:
    """Return the words above a point or bullet that say whose it is: "1. Sở Nội vụ có trách nhiệm:"."""
    above = [
        p for p in found.document.ancestors(found.provision) if p.level not in (Level.FRONT, Level.TABLE)
    ]
    if not above or found.provision.level in (Level.ARTICLE, Level.ROW, Level.FRONT, Level.CLOSING):
        return ""
    head = above[-1]
    own = squeeze(found.document.own_text(head))
    if head.start >= start or len(own) > _INTRO:
        own = squeeze(found.document.text[head.start : head.head_end])
    return own if len(own) <= _INTRO and head.start < start else ""


def unwrapped(text: str) -> str:
    """Return a passage with the line breaks that mean something: before a marker or after the end of a clause.

    Others are where the page was full ("Giai đoạn 2026 -⏎2030").
    """

    def joined(match: re.Match[str]) -> str:
        marker = match["next"] or ""
        ends = match.start() > 0 and bool(_ENDS.match(text[match.start() - 1]))
        return f"\n> {marker}" if marker or ends else " "

    return _BREAK.sub(joined, text)


def passage_lines(found: Found, question: str, *, whole: bool = False) -> list[Line]:
    """Return the lines that show evidence: where it stands, what stands above it, and its words."""
    if found.is_row:
        return row_lines(found, question)
    start, end = span(found, question, whole=whole)
    quote = Quote(found.document, found.provision, start, end)
    above = intro(found, start)
    where = f"({place(found)}" + (f", dưới “{above}”)" if above else ")")
    return [
        Line(f"> “{unwrapped(quote.text)}”", (quote,), LineKind.QUOTE),
        Line(where, (quote,), LineKind.PLACE),
    ]


def row_lines(found: Found, question: str = "") -> list[Line]:
    """Return a row of a table as its headings and values, with the rows below it that divide it.

    Whole, but of columns for years only those of the years that are asked for.
    """
    document = found.document
    head = _record(document, found.provision)
    own = _row_quote(document, head)
    lines = [Line(f"Văn bản ghi ({place(found)}):", (own,), LineKind.PLACE)]
    for cell in _of_years(_filled(document, head), years(question)):
        value = squeeze(cell_text(document.text, cell))
        said = f"- {cell.heading}: {value}" if cell.heading else f"- {value}"
        if cell.inherited and _INDEX.fullmatch(value):
            continue  # the number of a record that began above
        cited = Quote(document, found.provision, cell.start, cell.end) if cell.inherited else own
        lines.append(Line(said, (own,) if not cell.inherited else (own, cited)))
    for below in _rows_below(document, head):
        values = (
            f"{cell.heading}: {value}" if cell.heading and n else value
            for n, cell in enumerate(_filled(document, below))
            if not cell.inherited and (value := squeeze(cell_text(document.text, cell)))
        )
        lines.append(Line(f"- {'; '.join(values).lstrip('-+ ')}", (_row_quote(document, below),)))
    return lines if len(lines) > 1 else [*lines, Line(f"> “{own.text}”", (own,), LineKind.QUOTE)]


def column_line(found: Found, question: str) -> list[Line]:
    """Return the one value of a row whose column a question names by what tells its heading from the others."""
    document = found.document
    cells = [c for c in _filled(document, found.provision) if c.heading]
    said = _words(question)
    heads = [_words(c.heading) for c in cells]
    own = [words.difference(*heads[:n], *heads[n + 1 :]) for n, words in enumerate(heads)]
    named = [cell for cell, words in zip(cells, own, strict=True) if words and words <= said]
    if len(named) != 1:
        return []
    cell, row = named[0], _row_quote(document, found.provision)
    value = squeeze(cell_text(document.text, cell))
    if set(re.findall(r"\w+", strip_diacritics(value))) <= set(
        re.findall(r"\w+", strip_diacritics(question))
    ):
        return []  # a dash, or what the question says itself
    quotes = (row, Quote(document, found.provision, cell.start, cell.end)) if cell.inherited else (row,)
    return [Line(f"{cell.heading}: **{value}**", quotes)] if len(value) <= _GLANCE else []


def _words(text: str) -> set[str]:
    """Return the words of a text, years too; columns are numbered "(1)", "(2)", which names none."""
    return {w for w in re.findall(r"\w+", strip_diacritics(text)) if not w.isdigit() or years(w)}


def _of_years(cells: Sequence[HeadedCell], asked: frozenset[str]) -> list[HeadedCell]:
    """Return cells without those under headings of other years, where one stands under a year that is asked for."""
    if not any(years(c.heading) & asked for c in cells):
        return list(cells)
    return [c for c in cells if not years(c.heading) or years(c.heading) & asked]


def _row_quote(document: Document, row: Provision) -> Quote:
    return Quote(document, row, row.start, row.own_end)


def _filled(document: Document, row: Provision) -> list[HeadedCell]:
    return [c for c in row_cells(document, row) if c.end > c.start]


def _rows_below(document: Document, row: Provision) -> list[Provision]:
    rows = [p for p in document.children(row) if p.level is Level.ROW]
    return rows if len(rows) <= _FAMILY else []


def _record(document: Document, row: Provision) -> Provision:
    """Return the row that a row divides ("2.3 Lệ phí môn bài" above "- Thu trên địa bàn xã"), else the row."""
    above = next(iter(reversed(document.ancestors(row))), None)
    if above is None or above.level is not Level.ROW or not _rows_below(document, above):
        return row
    return above
