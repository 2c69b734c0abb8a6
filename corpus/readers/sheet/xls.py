"""XLS by xlrd: values with their formats, fonts, merges and hidden sheets."""

from __future__ import annotations

import io
from collections.abc import Iterator

import xlrd

from corpus.errors import UnreadableFile
from corpus.readers.sheet.model import MAX_CELLS, Sheet, SheetCell, Workbook
from corpus.readers.word import is_date_format, show
from corpus.text import Run

MEDIA_TYPE = "application/vnd.ms-excel"
_SHORT_DATE_KEY = 14  # built-in format that follows the machine's own setting


def load(data: bytes, name: str) -> Workbook:
    """Return a workbook's sheets.

    Raises:
        UnreadableFile: the file is damaged or has a password.
    """
    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO())
    except xlrd.XLRDError as error:
        if "encrypted" in str(error).lower():
            raise UnreadableFile(f"Tệp “{name}” có mật khẩu: hãy gỡ mật khẩu rồi nạp lại.") from error
        raise _damaged(name) from error
    except Exception as error:  # damage shows in countless ways inside xlrd
        raise _damaged(name) from error
    found = Workbook(MEDIA_TYPE)
    budget = MAX_CELLS
    for sheet in book.sheets():
        filled = Sheet(sheet.name, sheet.visibility != 0)
        filled.cells += _cells(book, sheet, budget, filled.unseen)
        budget -= len(filled.cells)
        found.sheets.append(filled)
    found.cut = budget <= 0
    return found


def _damaged(name: str) -> UnreadableFile:
    return UnreadableFile(f"Tệp “{name}” bị hỏng: hãy mở bằng Excel, lưu lại rồi nạp lại.")


def _cells(book: xlrd.Book, sheet: xlrd.sheet.Sheet, budget: int, unseen: list[str]) -> Iterator[SheetCell]:
    merges = {(top, left): (bottom - top, right - left) for top, bottom, left, right in sheet.merged_cells}
    rows = {i for i, info in sheet.rowinfo_map.items() if info.hidden}
    columns = {i for i, info in sheet.colinfo_map.items() if info.hidden}
    said: dict[str, None] = {}
    for row in range(sheet.nrows):
        for column in range(sheet.row_len(row)):
            cell = sheet.cell(row, column)
            if cell.ctype in {xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK} or cell.value == "":
                continue
            budget -= 1
            if row in rows or column in columns:
                said[f"hàng {row + 1}" if row in rows else f"cột {xlrd.formula.colname(column)}"] = None
                continue
            if budget < 0:
                break
            yield SheetCell(row, column, _runs(book, sheet, row, column), *merges.get((row, column), (1, 1)))
    unseen.extend(said)


def _runs(book: xlrd.Book, sheet: xlrd.sheet.Sheet, row: int, column: int) -> tuple[Run, ...]:
    cell = sheet.cell(row, column)
    style = book.xf_list[cell.xf_index]
    font = book.font_list[style.font_index].name
    if cell.ctype != xlrd.XL_CELL_TEXT:
        return (Run(_shown(book, cell, book.format_map.get(style.format_key)), font),)
    changes = sheet.rich_text_runlist_map.get((row, column)) or []
    bounds = [0, *(at for at, _ in changes), len(cell.value)]
    fonts = [font, *(book.font_list[i].name for _, i in changes)]
    return tuple(Run(cell.value[bounds[i] : bounds[i + 1]], name) for i, name in enumerate(fonts))


def _shown(book: xlrd.Book, cell: xlrd.sheet.Cell, form: xlrd.formatting.Format | None) -> str:
    pattern = "General" if form is None else form.format_str
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return show(bool(cell.value))
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(cell.value, "#N/A"))
    if cell.ctype == xlrd.XL_CELL_DATE or (form is not None and is_date_format(pattern)):
        try:
            date = xlrd.xldate.xldate_as_datetime(cell.value, book.datemode)
        except (ValueError, OverflowError):
            return show(cell.value)
        value = date.time() if cell.value < 1 else date
        return show(value, "mm-dd-yy" if form is not None and form.format_key == _SHORT_DATE_KEY else pattern)
    return show(cell.value, pattern)
