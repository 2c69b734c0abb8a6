"""The register as an Excel workbook: the table, and a sheet with the source of every row."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from datetime import date, datetime

from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from assistant.export.export import (
    SOURCE_HEADINGS,
    Rows,
    cell_text,
    is_formula,
    same_bytes,
    source_of,
    without_clock,
)
from assistant.register import TargetRow, Value, columns_of, values_of

_FONT = "Times New Roman"
_PLAIN, _BOLD = Font(name=_FONT), Font(name=_FONT, bold=True)
_HEAD = PatternFill("solid", fgColor="E7E6E6")
_LINE = Side(style="thin", color="BFBFBF")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_TEXT = Alignment(wrap_text=True, vertical="top")
_MIDDLE = Alignment(wrap_text=True, vertical="top", horizontal="center")
_SOURCE_WIDTHS = (6, 40, 28, 26, 8, 100)
_LINE_HEIGHT, _HIGHEST = 15.0, 400.0  # points: one line of 11 pt text; Excel allows 409
_FILLED = 0.9  # of a column's width: words wrap before its end
_MADE = datetime(2000, 1, 1)  # fixed: the same rows give the same file


def to_xlsx(rows: Rows) -> bytes:
    """Return a workbook: header frozen, filters, wrapped text, numbers and dates as such, sheet "Nguồn"."""
    columns = columns_of(rows)
    book = Workbook()
    book.properties.creator = "Hỏi Đáp Kế Hoạch"
    book.properties.created = _MADE
    book.remove(book.worksheets[0])
    sheet = book.create_sheet()
    sheet.title = "Chỉ tiêu" if rows and isinstance(rows[0], TargetRow) else "Nhiệm vụ"
    lines = [(n, *values_of(row, columns), n) for n, row in enumerate(rows, 1)]
    _fill(sheet, ("STT", *(c.heading for c in columns), "Nguồn"), (6, *(c.width for c in columns), 8), lines)
    _fill(
        book.create_sheet("Nguồn"),
        SOURCE_HEADINGS,
        _SOURCE_WIDTHS,
        [source_of(n, r) for n, r in enumerate(rows, 1)],
    )
    _link(sheet, len(columns) + 2, len(rows))
    out = io.BytesIO()
    book.save(out)
    return same_bytes(out.getvalue(), without_clock)


def _fill(
    sheet: Worksheet, headings: Sequence[str], widths: Sequence[int], lines: Sequence[Sequence[Value]]
) -> None:
    for column, (heading, width) in enumerate(zip(headings, widths, strict=True), 1):
        cell = sheet.cell(1, column, heading)
        cell.font, cell.fill, cell.border, cell.alignment = _BOLD, _HEAD, _BOX, _MIDDLE
        sheet.column_dimensions[get_column_letter(column)].width = width
    for row, line in enumerate(lines, 2):
        for column, value in enumerate(line, 1):
            _write(sheet.cell(row, column), value)
        sheet.row_dimensions[row].height = _height(line, widths)
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(headings))}{len(lines) + 1}"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9  # 9: A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _height(line: Sequence[Value], widths: Sequence[int]) -> float:
    """Return a height in points at which wrapped text is seen whole; programs do not always fit it."""
    lines = max(
        sum(math.ceil(len(part) / (width * _FILLED)) or 1 for part in str(value or "").split("\n"))
        for value, width in zip(line, widths, strict=True)
    )
    return min(lines * _LINE_HEIGHT, _HIGHEST)


def _write(cell: Cell | MergedCell, value: Value) -> None:
    """Write one value with its type; text stays text, whatever it begins with."""
    cell.font, cell.border = _PLAIN, _BOX
    cell.alignment = _TEXT if isinstance(value, str) else _MIDDLE
    if isinstance(value, str):
        text = cell_text(value)
        cell.value = text
        cell.data_type = "s"
        cell.quotePrefix = is_formula(text)
    elif isinstance(value, date):
        cell.value, cell.number_format = value, "dd/mm/yyyy"
    elif isinstance(value, float):
        cell.value, cell.number_format = value, "#,##0.######"
    elif value is not None:
        cell.value, cell.number_format = value, "#,##0" if value >= 10_000 else "0"


def _link(sheet: Worksheet, column: int, rows: int) -> None:
    """Let the last column of the table lead to the row's source."""
    for row in range(2, rows + 2):
        sheet.cell(row, column).hyperlink = f"#'Nguồn'!A{row}"
