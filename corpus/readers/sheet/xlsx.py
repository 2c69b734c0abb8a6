"""XLSX by openpyxl's streaming reader; merges come from the sheet's own XML, which that reader skips."""

from __future__ import annotations

import io
import posixpath
import re
import warnings
import zipfile
from collections.abc import Iterator

import openpyxl
from lxml import etree
from openpyxl.utils.exceptions import InvalidFileException

from corpus.errors import UnreadableFile
from corpus.readers.archive import open_zip, read_member
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
    check(data, name)
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
        merges = dict(_merges(data, getattr(sheet, "_worksheet_path", "")))
        filled = Sheet(sheet.title, hidden, list(_cells(sheet, merges, budget)))
        budget -= len(filled.cells)
        found.sheets.append(filled)
    found.cut = budget <= 0
    found.formulas = _missing_results(data, name)
    return found


def check(data: bytes, name: str) -> None:
    """Refuse a package whose parts unpack beyond the bounds or declare entities.

    Raises:
        UnreadableFile: the package is damaged, protected or hostile.
    """
    with open_zip(data, name) as archive:
        for info in archive.infolist():
            if info.filename.endswith((".xml", ".rels")):
                content = read_member(archive, info, name)
                if b"<!DOCTYPE" in content[:1024] or b"<!ENTITY" in content[:4096]:
                    raise UnreadableFile(f"Tệp “{name}” chứa khai báo XML không an toàn: không nạp tệp này.")


def _cells(sheet: object, merges: dict[tuple[int, int], tuple[int, int]], budget: int) -> Iterator[SheetCell]:
    for row in sheet.iter_rows():  # type: ignore[attr-defined]
        for cell in row:
            if cell.value is None:
                continue
            budget -= 1
            if budget < 0:
                return
            place = (cell.row - 1, cell.column - 1)
            form = cell.number_format if isinstance(cell.number_format, str) else "General"
            font = cell.font.name if cell.has_style and cell.font is not None else ""
            runs = (Run(show(cell.value, form), font or ""),)
            yield SheetCell(*place, runs, *merges.get(place, (1, 1)))


def _merges(data: bytes, path: str) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Yield ((row, column), (rows, columns)) for the merged ranges of one sheet."""
    if not path:
        return
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        try:
            stream = archive.open(posixpath.normpath(path.lstrip("/")))
        except KeyError:
            return
        with stream:
            for _, element in etree.iterparse(
                stream, events=("end",), resolve_entities=False, no_network=True
            ):
                if str(element.tag).endswith("}mergeCell") and (
                    found := _RANGE.fullmatch(element.get("ref") or "")
                ):
                    top, left = int(found[2]) - 1, _column(found[1])
                    yield (top, left), (int(found[4]) - top, _column(found[3]) + 1 - left)
                elif str(element.tag).endswith("}row"):
                    element.clear()  # the values were read already


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
