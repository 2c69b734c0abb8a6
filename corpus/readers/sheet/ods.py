"""ODS from its own XML, where each cell holds the text that it displays."""

from __future__ import annotations

import re
from collections.abc import Iterator

from openpyxl.utils import get_column_letter

from corpus.readers.opendocument import Styles, count, named, open_parts, read_styles, row_cells, rows
from corpus.readers.opendocument import columns as declared_columns
from corpus.readers.sheet.model import MAX_CELLS, Sheet, SheetCell, Workbook
from corpus.readers.word import Element, local, show
from corpus.text import Run

MEDIA_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_LAST_ROW = 1_048_576  # of any spreadsheet program
_VALUES = ("office:value", "office:date-value", "office:time-value", "office:string-value")


def load(data: bytes, name: str) -> Workbook:
    """Return a workbook's sheets.

    Raises:
        UnreadableFile: the file is damaged, protected or hostile.
    """
    parts = open_parts(data, name)
    styles, found, budget = read_styles(parts), Workbook(MEDIA_TYPE), MAX_CELLS
    body = parts.body("spreadsheet")
    for table in () if body is None else (e for e in body if local(e) == "table"):
        family = [("table", named(table, "table:style-name"))]
        sheet = Sheet(named(table, "table:name"), styles.value("table:display", family) == "false")
        sheet.cells += _cells(table, styles, budget, sheet, found)
        budget -= len(sheet.cells)
        found.sheets.append(sheet)
    found.cut = budget <= 0
    return found


def _cells(table: Element, styles: Styles, budget: int, sheet: Sheet, book: Workbook) -> Iterator[SheetCell]:
    columns = list(declared_columns(table))
    hidden = {i for i, column in enumerate(columns) if _is_hidden(column)}
    usual = {i: named(column, "table:default-cell-style-name") for i, column in enumerate(columns)}
    said: dict[str, None] = {}
    at = 0
    for row in rows(table):
        filled = [
            (cell, column + i)
            for cell, column, times in row_cells(row)
            if _is_filled(cell, book)
            for i in range(min(times, MAX_CELLS))
        ]
        for place in range(
            at, at + (min(count(row, "table:number-rows-repeated"), budget + 1) if filled else 0)
        ):
            for cell, column in filled:
                budget -= 1
                if budget < 0:
                    break
                if _is_hidden(row) or column in hidden:
                    said[
                        f"hàng {place + 1}" if _is_hidden(row) else f"cột {get_column_letter(column + 1)}"
                    ] = None
                    continue
                style = named(cell, "table:style-name") or usual.get(column, "")
                height, width = (
                    max(count(cell, f"table:number-{n}-spanned"), 1) for n in ("rows", "columns")
                )
                yield SheetCell(place, column, _runs(cell, styles, style), height, width)
        at += count(row, "table:number-rows-repeated")
        if budget < 0 or at > _LAST_ROW:
            break
    sheet.unseen.extend(said)


def _is_hidden(element: Element) -> bool:
    return named(element, "table:visibility") in {"collapse", "filter"}


def _is_filled(cell: Element, book: Workbook) -> bool:
    if any(local(p) == "p" and "".join(str(t) for t in p.itertext()).strip() for p in cell):
        return True
    if any(named(cell, value) for value in _VALUES):
        return True
    book.formulas += bool(named(cell, "table:formula"))
    return False


def _runs(cell: Element, styles: Styles, style: str) -> tuple[Run, ...]:
    own = ("table-cell", style)
    runs: list[Run] = []
    for paragraph in (p for p in cell if local(p) == "p"):
        if runs:
            runs.append(Run("\n", runs[-1].font))
        for element in paragraph.iter():
            spans = [("text", named(s, "text:style-name")) for s in (element,) if local(s) == "span"]
            text = _shown(element) if element is not paragraph else element.text or ""
            if text:
                runs.append(Run(text, styles.font([*spans, own])))
            if element is not paragraph and element.tail:
                runs.append(Run(element.tail, styles.font([own])))
    if runs and (local_text := _localised("".join(run.text for run in runs), cell)):
        return (Run(local_text, runs[0].font),)
    if not runs:
        value = next(v for name in _VALUES if (v := named(cell, name)))
        runs.append(Run(show(float(value)) if named(cell, _VALUES[0]) else value, styles.font([own])))
    return tuple(runs)


def _shown(element: Element) -> str:
    match local(element):
        case "s":
            return " " * min(max(count(element, "text:c"), 1), 1000)  # as many as anybody types
        case "tab" | "line-break":
            return " "
    return element.text or ""


_NUMBER = re.compile(r"\d[\d.,]*")
_DAY = re.compile(r"\d{1,2}/\d{1,2}/\d{2,4}")
_SWAPPED = str.maketrans(".,", ",.")


def _localised(text: str, cell: Element) -> str:
    """Return a number or a day of a program set to English as a Vietnamese one shows it; else an empty string.

    "312,570" says 312.570 there and three hundred here; the value beside the text tells which is meant.
    """
    day = re.match(r"(\d{4})-(\d\d)-(\d\d)", named(cell, "office:date-value"))
    if day and _DAY.fullmatch(text.strip()):
        return f"{day[3]}/{day[2]}/{day[1]}"
    number, value = _NUMBER.search(text), named(cell, "office:value")
    if number is None or not value or not re.search(r"[.,]", number[0]):
        return ""
    try:
        meant = abs(float(value)) * (100 if "%" in text else 1)
    except ValueError:
        return ""
    english, here = (_says(number[0].translate(t), meant) for t in ({}, _SWAPPED))
    return (
        text[: number.start()] + number[0].translate(_SWAPPED) + text[number.end() :]
        if english and not here
        else ""
    )


def _says(printed: str, meant: float) -> bool:
    """Say whether digits in English print are a value, to the places printed."""
    try:
        read = float(printed.replace(",", ""))
    except ValueError:
        return False
    places = len(printed.partition(".")[2])
    return abs(read - meant) <= 0.5000001 * 10.0**-places  # half of the last place, rounded either way
