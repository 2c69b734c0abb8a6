"""XLSX by openpyxl's streaming reader; merges come from the sheet's own XML, which that reader skips."""

from __future__ import annotations

import io
import posixpath
import re
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import openpyxl
from lxml import etree
from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet._reader import WorkSheetParser  # private; the public rows are padded to column XFD

from corpus.errors import UnreadableFile
from corpus.readers.archive import check_parts, open_zip, read_member
from corpus.readers.sheet.model import MAX_CELLS, Sheet, SheetCell, Workbook
from corpus.readers.word import show
from corpus.text import Run

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_RANGE = re.compile(r"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})")


def load(data: bytes, name: str) -> Workbook:
    """Return a workbook's sheets.

    Raises:
        UnreadableFile: the file is damaged, protected or hostile.
    """
    check_parts(data, name)
    damaged = UnreadableFile(f"Tệp “{name}” bị hỏng: hãy mở bằng Excel, lưu lại rồi nạp lại.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and extensions, which are not read
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except (InvalidFileException, KeyError, ValueError, TypeError, zipfile.BadZipFile) as error:
        raise damaged from error
    found = Workbook(MEDIA_TYPE)
    budget = MAX_CELLS
    for sheet in book.worksheets:
        hidden = sheet.sheet_state != "visible"
        shape = _shape(data, getattr(sheet, "_worksheet_path", ""))
        filled = Sheet(sheet.title, hidden)
        filled.cells += _cells(sheet, shape, budget, filled.unseen)
        budget -= len(filled.cells)
        found.sheets.append(filled)
    found.cut = budget <= 0
    found.formulas = _missing_results(data, name)
    return found


@dataclass(slots=True)
class _Shape:
    """What the streaming reader skips: merges, hidden rows and columns, and whether rules colour the cells."""

    merges: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    rows: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)
    styled: bool = False


def _filled(sheet: Any) -> Iterator[ReadOnlyCell]:
    """Yield the cells that hold a value, without the padding of the public iterator."""
    book = sheet.parent
    with sheet._get_source() as source:
        parser = WorkSheetParser(
            source,
            sheet._shared_strings,
            data_only=book.data_only,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )
        for _, row in parser.parse():
            yield from (ReadOnlyCell(sheet, **cell) for cell in row if cell["value"] is not None)


def _cells(sheet: object, shape: _Shape, budget: int, unseen: list[str]) -> Iterator[SheetCell]:
    said: dict[str, None] = {}
    for cell in _filled(sheet):
        budget -= 1
        if budget < 0:
            break
        place = (cell.row - 1, cell.column - 1)
        if hidden := _hidden(cell, shape):
            said[hidden] = None
            continue
        form = cell.number_format if isinstance(cell.number_format, str) else "General"
        font = cell.font.name if cell.has_style and cell.font is not None else ""
        runs = (Run(show(cell.value, form), font or ""),)
        yield SheetCell(*place, runs, *shape.merges.get(place, (1, 1)))
    unseen.extend(said)


_WHITE = frozenset({"FFFFFFFF", "00FFFFFF"})
_TINY = 2.0  # points: smaller print is not read by anybody


def _hidden(cell: ReadOnlyCell, shape: _Shape) -> str:
    """Return the place of a cell that Excel does not show, or an empty string."""
    if cell.row - 1 in shape.rows:
        return f"hàng {cell.row}"
    letter = get_column_letter(cell.column)
    if cell.column - 1 in shape.columns:
        return f"cột {letter}"
    if not cell.has_style or cell.font is None:
        return ""
    colour, size = cell.font.color, cell.font.sz
    white = colour is not None and (
        (colour.type == "rgb" and colour.rgb in _WHITE) or (colour.type == "theme" and colour.theme == 0)
    )  # theme colour 0 is the background
    bare = not shape.styled and getattr(cell.fill, "fill_type", "") is None
    return f"ô {letter}{cell.row}" if (white and bare) or (size is not None and size <= _TINY) else ""


def _shape(data: bytes, path: str) -> _Shape:
    """Return the merges and the hidden rows and columns of one sheet."""
    shape = _Shape()
    if not path:
        return shape
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        try:
            stream = archive.open(posixpath.normpath(path.lstrip("/")))
        except KeyError:
            return shape
        with stream:
            for _, element in etree.iterparse(
                stream, events=("end",), resolve_entities=False, no_network=True
            ):
                _note(shape, element)
    return shape


def _note(shape: _Shape, element: etree._Element) -> None:
    name = str(element.tag).rsplit("}", 1)[-1]
    if name == "mergeCell" and (found := _RANGE.fullmatch(element.get("ref") or "")):
        top, left = int(found[2]) - 1, _column(found[1])
        shape.merges[top, left] = (int(found[4]) - top, _column(found[3]) + 1 - left)
    elif name == "col" and _is_hidden(element, "width"):
        first, last = (int(v) if (v := element.get(k) or "").isdigit() else 0 for k in ("min", "max"))
        shape.columns.update(range(first - 1, min(last, 16_384)))  # the last column of Excel
    elif name == "row":
        if _is_hidden(element, "ht") and (element.get("r") or "").isdigit():
            shape.rows.add(int(element.get("r") or "0") - 1)
        element.clear()  # the values were read already
    elif name in {"tablePart", "conditionalFormatting"}:
        shape.styled = True  # colours then come from elsewhere


def _is_hidden(element: etree._Element, size: str) -> bool:
    return element.get("hidden") in {"1", "true"} or element.get(size) in {"0", "0.0"}


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64  # "A" is 65
    return number - 1


_FORMULA = re.compile(rb"<f[ >/][^<]*(?:</f>)?\s*(?:<v\s*/>|<v></v>|</c>)")


def _missing_results(data: bytes, name: str) -> int:
    """Return how many formulas have no stored result (files written by programs, never opened in Excel)."""
    with open_zip(data, name) as archive:
        sheets = [
            i
            for i in archive.infolist()
            if i.filename.startswith("xl/worksheets/") and i.filename.endswith(".xml")
        ]
        return sum(len(_FORMULA.findall(read_member(archive, info, name))) for info in sheets)
