"""Workbooks: each visible sheet's titles as lines and its data as a table, numbers and dates as displayed."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from corpus.model import SourceText
from corpus.readers.plain import Block, Grid, GridCell, Kind, aligned, compose, kind_of
from corpus.readers.sheet import ods, xls, xlsx
from corpus.readers.sheet.model import MAX_CELLS, SheetCell, Workbook
from corpus.text import Survey, survey

_HIDDEN = "Trang tính ẩn không được đọc: {names}."
_UNSEEN = "Chữ ẩn không được đọc: trang tính “{name}” {places}."
_CUT = "Bảng tính có hơn {limit} ô: chỉ đọc phần đầu, hãy tách tệp để đọc hết."
_FORMULAS = "Có {count} ô công thức chưa có kết quả: hãy mở tệp bằng Excel, lưu lại rồi nạp lại."
_MOST_PLACES = 3_000_000  # rows times columns of one table; more is a few cells strewn over a sheet
_LISTED = 10  # hidden places that a warning names
_AMOUNT = re.compile(r"[-+(]?\d[\d.,]*\s*%?\)?")
_TITLE_CELLS = 2  # a row with no more filled cells than this is a title, where the data has more


def read(data: bytes, name: str) -> SourceText:
    """Read an XLSX, XLS or ODS workbook.

    Raises:
        CorpusError: the file is damaged, protected or hostile.
    """
    load = {Kind.XLS: xls.load, Kind.ODS: ods.load}.get(kind_of(data, name), xlsx.load)
    book = load(data, name)
    shown = [sheet for sheet in book.sheets if not sheet.hidden and sheet.cells]
    found = survey(run for sheet in shown for cell in sheet.cells for run in cell.runs)
    blocks: list[Block] = []
    for sheet in shown:
        blocks += [sheet.name] if len(shown) > 1 else []
        blocks += sheet_blocks(sheet.cells, found)
    return compose(blocks, media_type=book.media_type, read_by=found.read_by, warnings=_said(book, found))


def _said(book: Workbook, found: Survey) -> list[str]:
    said = list(found.warnings)
    hidden = [f"“{sheet.name}”" for sheet in book.sheets if sheet.hidden and sheet.cells]
    if hidden:
        said.append(_HIDDEN.format(names=", ".join(hidden)))
    for sheet in (s for s in book.sheets if s.unseen and not s.hidden):
        places = ", ".join(sheet.unseen[:_LISTED]) + (", …" if len(sheet.unseen) > _LISTED else "")
        said.append(_UNSEEN.format(name=sheet.name, places=places))
    if book.cut:
        said.append(_CUT.format(limit=MAX_CELLS))
    if book.formulas:
        said.append(_FORMULAS.format(count=book.formulas))
    return said


def sheet_blocks(cells: Sequence[SheetCell], found: Survey) -> list[Block]:
    """Return a sheet as title lines, one table, and the lines after it."""
    rows: dict[int, list[GridCell]] = {}
    for cell in cells:
        text = found.decode(cell.runs).strip()
        if text:
            placed = GridCell(cell.row, cell.column, (text,), cell.row_span, cell.column_span)
            rows.setdefault(cell.row, []).append(placed)
    if not rows:
        return []
    widest = max(len(row) for row in rows.values())
    data = [number for number, row in rows.items() if len(row) > min(_TITLE_CELLS, widest - 1)]
    if not data or widest == 1:
        return [line for row in rows.values() for line in _lines(row)]
    first, last = min(data), max(data)
    while last + 1 in rows and _belongs(rows[last + 1], rows[last]):
        last += 1
    before = [line for number, row in rows.items() if number < first for line in _lines(row)]
    after = [line for number, row in rows.items() if number > last for line in _lines(row)]
    inside = [cell for number, row in rows.items() if first <= number <= last for cell in row]
    if len({c.row for c in inside}) * len({c.column for c in inside}) > _MOST_PLACES:
        return [*before, *_lines(inside), *after]
    return [*before, _table(inside), *after]


def _belongs(row: Sequence[GridCell], above: Sequence[GridCell]) -> bool:
    """Return whether a short row right below the data is its total ("Tổng cộng | 1.250") or goes on with it."""
    texts = [cell.plain() for cell in row]
    totals = len(texts) > 1 and all(_AMOUNT.fullmatch(text) for text in texts[1:])
    goes_on = all(text[:1].islower() for text in texts) and {c.column for c in row} <= {
        c.column for c in above
    }
    return totals or goes_on


def _lines(row: Iterable[GridCell]) -> list[str]:
    return [cell.plain() for cell in row]


def _table(cells: Sequence[GridCell]) -> Grid:
    """Return a table with an empty cell wherever nothing is filled and no merged cell reaches."""
    numbers = sorted({cell.row for cell in cells})
    place = {number: i for i, number in enumerate(numbers)}  # empty rows are left out
    columns = sorted({cell.column for cell in cells})
    across = {number: i for i, number in enumerate(columns)}  # so are empty columns
    placed: list[GridCell] = []
    covered: set[tuple[int, int]] = set()
    for cell in cells:
        height = bisect_left(numbers, cell.row + cell.row_span) - place[cell.row]
        left = across[cell.column]
        width = bisect_left(columns, cell.column + cell.column_span) - left
        placed.append(GridCell(place[cell.row], left, cell.blocks, height, width))
        covered.update(
            (r, c)
            for r in range(place[cell.row], place[cell.row] + height)
            for c in range(left, left + width)
        )
    for row in range(len(numbers)):
        placed += [GridCell(row, c, ()) for c in range(len(columns)) if (row, c) not in covered]
    return aligned(Grid(tuple(sorted(placed, key=lambda c: (c.row, c.column)))))
