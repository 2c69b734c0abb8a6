"""Tables written inside plain text: pipes, and HTML that converters leave in Markdown; as spans of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.model import Cell, Table

# | STT | Nhiệm vụ | Chủ trì |
_PIPE_ROW = re.compile(r"^[ \t]*\|.*\|[ \t]*$", re.M)
# | --- | :---: | ---: |
_PIPE_RULE = re.compile(r"[ \t]*\|(?:[ \t]*:?-+:?[ \t]*\|)+[ \t]*")
_PIPE_CELL = re.compile(r"(?:\\.|[^|\\\n])*")
_HTML_TABLE = re.compile(r"<table\b[^>]*>.*?</table\s*>", re.I | re.S)
_HTML_ROW = re.compile(r"<tr\b[^>]*>", re.I)
# <td rowspan="2" colspan=3>
_HTML_CELL = re.compile(
    r"<t[dh]\b(?P<attributes>[^>]*)>(?P<content>.*?)(?=</?t[dhr]\b|</table\b|</t(?:head|body))", re.I | re.S
)
_SPAN = re.compile(r"""\b(row|col)span\s*=\s*["']?(\d{1,3})""", re.I)


def written_tables(text: str) -> tuple[Table, ...]:
    """Return the tables of a text in its order, those inside others left out."""
    found = sorted([*_pipe_tables(text), *_html_tables(text)], key=lambda table: table.start)
    kept: list[Table] = []
    for table in found:
        if not kept or table.start >= kept[-1].end:
            kept.append(table)
    return tuple(kept)


def _pipe_tables(text: str) -> Iterator[Table]:
    """Yield Markdown tables: rows of pipes of which the second is a rule."""
    lines: list[re.Match[str]] = []
    for line in _PIPE_ROW.finditer(text):
        if lines and line.start() != lines[-1].end() + 1:
            yield from _pipe_table(text, lines)
            lines = []
        lines.append(line)
    yield from _pipe_table(text, lines)


def _pipe_table(text: str, lines: list[re.Match[str]]) -> Iterator[Table]:
    if len(lines) < 2 or not _PIPE_RULE.fullmatch(lines[1][0]):
        return
    cells: list[Cell] = []
    printed = [line for i, line in enumerate(lines) if i != 1]
    for row, line in enumerate(printed):
        cells.extend(_pipe_cells(text, row, line.start(), line.end()))
    columns = 1 + max(cell.column for cell in cells)
    yield Table(lines[0].start(), min(lines[-1].end() + 1, len(text)), len(printed), columns, tuple(cells))


def _pipe_cells(text: str, row: int, start: int, end: int) -> Iterator[Cell]:
    at, column = text.index("|", start) + 1, 0
    while at < end:
        match = _PIPE_CELL.match(text, at, end)
        if match is None or match.end() >= end:
            return
        yield Cell(row, column, *_trimmed(text, at, match.end()))
        at, column = match.end() + 1, column + 1


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    content = text[start:end].strip()
    begin = start + (text[start:end].index(content) if content else 0)
    return begin, begin + len(content)


def _html_tables(text: str) -> Iterator[Table]:
    for match in _HTML_TABLE.finditer(text):
        cells = tuple(_html_cells(text, match.start(), match.end()))
        if cells:
            rows = max(cell.row + cell.row_span for cell in cells)
            columns = max(cell.column + cell.column_span for cell in cells)
            yield Table(match.start(), match.end(), rows, columns, cells)


def _html_cells(text: str, start: int, end: int) -> Iterator[Cell]:
    bounds = [row.end() for row in _HTML_ROW.finditer(text, start, end)] + [end]
    free_from: dict[int, int] = {}  # column → first row in which it is free
    for row in range(len(bounds) - 1):
        column = 0
        for cell in _HTML_CELL.finditer(text, bounds[row], bounds[row + 1]):
            while free_from.get(column, 0) > row:
                column += 1
            spans = {kind.lower(): int(number) for kind, number in _SPAN.findall(cell["attributes"])}
            height = min(max(spans.get("row", 1), 1), len(bounds) - 1 - row)
            width = max(spans.get("col", 1), 1)
            yield Cell(
                row, column, *_trimmed(text, cell.start("content"), cell.end("content")), height, width
            )
            free_from.update((c, row + height) for c in range(column, column + width))
            column += width
