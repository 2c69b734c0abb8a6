"""Workbooks: titles and tables, merges, displayed numbers and dates, hidden sheets, legacy fonts."""

from __future__ import annotations

import datetime as dt
import importlib
import io
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Font

from corpus.errors import UnreadableFile
from corpus.model import SourceText
from corpus.readers import read_bytes
from corpus.readers.word.number_format import show
from tests.factories.office import to_tcvn3, to_vni, zipped


@pytest.mark.parametrize(
    ("value", "form", "shown"),
    [
        (12730000, "General", "12730000"),
        (12730000, "#,##0", "12.730.000"),
        (3278.971, "#,##0.000", "3.278,971"),
        (0.125, "0.0%", "12,5%"),
        (0.98, "0%", "98%"),
        (1 / 3, "General", "0,3333333333"),
        (2.5, "0", "3"),
        (-5, "#,##0;(#,##0)", "(5)"),
        (-1234, "#,##0_);(#,##0)", "(1.234)"),
        (0, '#,##0;-#,##0;"-"', "-"),
        (7, "000", "007"),
        (1500000, '#,##0.0,," triệu"', "1,5 triệu"),
        (1.5, "0.##", "1,5"),
        (2, "0.##", "2"),
        (1.5, '0.00"%"', "1,50%"),
        (12, '"Mục "0', "Mục 12"),
        (True, "General", "TRUE"),
        (None, "General", ""),
        ("văn bản", "@", "văn bản"),
        (dt.datetime(2026, 12, 31), "dd/mm/yyyy", "31/12/2026"),
        (dt.datetime(2026, 1, 5), "mm-dd-yy", "05/01/2026"),
        (dt.datetime(2026, 1, 5), "d/m/yy", "5/1/26"),
        (dt.datetime(2026, 1, 5, 14, 7), "dd/mm/yyyy hh:mm", "05/01/2026 14:07"),
        (dt.time(7, 30), "h:mm", "7:30"),
        (dt.datetime(2026, 5, 1), '"Tháng "mm/yyyy', "Tháng 05/2026"),
        (dt.datetime(2026, 5, 1), "[$-42A]dd mmmm yyyy", "01 05 2026"),
        (float("nan"), "0", "nan"),
    ],
)
def test_values_as_a_vietnamese_excel_shows_them(value: object, form: str, shown: str) -> None:
    assert show(value, form) == shown


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def plan() -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    page = book.active
    page.title = "Phụ lục I"
    rows = [
        ["UBND HUYỆN X"],
        ["DANH MỤC NHIỆM VỤ"],
        [],
        ["STT", "Nhiệm vụ", "Chủ trì", "Kinh phí", "Hạn"],
        ["I", "Nhóm một"],
        [1, "Rà soát đất", "Sở Nội vụ", 1250000, dt.datetime(2026, 6, 30)],
        [2, "Lập quy hoạch", None, 0.5, None],
        [],
        ["Người lập biểu"],
    ]
    for row in rows:
        page.append(row)
    page["D6"].number_format = "#,##0"
    page["D7"].number_format = "0%"
    page["E6"].number_format = "dd/mm/yyyy"
    page.merge_cells("C6:C7")
    page.merge_cells("B5:E5")
    return book


def cells(source: SourceText) -> list[tuple[int, int, int, int, str]]:
    spans = source.tables[0].cells
    return [(c.row, c.column, c.row_span, c.column_span, source.text[c.start : c.end]) for c in spans]


EXPECTED = (
    "UBND HUYỆN X\nDANH MỤC NHIỆM VỤ\nSTT\tNhiệm vụ\tChủ trì\tKinh phí\tHạn\nI\tNhóm một\n"
    "1\tRà soát đất\tSở Nội vụ\t1.250.000\t30/06/2026\n2\tLập quy hoạch\t\t50%\t\nNgười lập biểu\n"
)


def test_titles_table_and_what_follows() -> None:
    source = read_bytes(saved(plan()), "a.xlsx")
    assert source.text == EXPECTED
    assert (source.tables[0].rows, source.tables[0].columns) == (4, 5)
    assert cells(source)[5:9] == [
        (1, 0, 1, 1, "I"),
        (1, 1, 1, 4, "Nhóm một"),
        (2, 0, 1, 1, "1"),
        (2, 1, 1, 1, "Rà soát đất"),
    ]
    assert cells(source)[9] == (2, 2, 2, 1, "Sở Nội vụ")


def test_hidden_sheets_are_said_and_several_sheets_named() -> None:
    book = plan()
    book.create_sheet("Nháp")["A1"] = "bí mật"
    book["Nháp"].sheet_state = "hidden"
    book.create_sheet("Phụ lục II")["A1"] = "Ghi chú"
    source = read_bytes(saved(book), "a.xlsx")
    assert source.text.splitlines()[0] == "Phụ lục I"
    assert source.text.endswith("Phụ lục II\nGhi chú\n")
    assert "bí mật" not in source.text
    assert source.warnings == ("Trang tính ẩn không được đọc: “Nháp”.",)


def test_formulas_without_results_are_said() -> None:
    book = openpyxl.Workbook()
    book.active.append(["Tổng", "=1+1"])
    assert "1 ô công thức" in read_bytes(saved(book), "a.xlsx").warnings[0]


def test_legacy_fonts_are_decoded() -> None:
    book = openpyxl.Workbook()
    text = "Danh mục nhiệm vụ do Sở Nội vụ chủ trì thực hiện trước quý hai"
    book.active.append([to_tcvn3(text)])
    book.active.append([to_vni(text)])
    book.active["A1"].font = Font(name="Arial")
    book.active["A2"].font = Font(name="Calibri")
    source = read_bytes(saved(book), "a.xlsx")
    assert source.text == f"{text}\n{text}\n"
    assert source.read_by == "tcvn3+vni"


def test_a_huge_sheet_is_cut_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    sheet, sheet_xlsx = (importlib.import_module(f"corpus.readers.sheet.{name}") for name in ("read", "xlsx"))
    monkeypatch.setattr(sheet, "MAX_CELLS", 6)
    monkeypatch.setattr(sheet_xlsx, "MAX_CELLS", 6)
    book = openpyxl.Workbook()
    for i in range(10):
        book.active.append([i, i, i])
    source = read_bytes(saved(book), "a.xlsx")
    assert source.text == "0\t0\t0\n1\t1\t1\n"
    assert "chỉ đọc phần đầu" in source.warnings[0]


def test_entities_are_refused() -> None:
    with pytest.raises(UnreadableFile, match="không an toàn"):
        read_bytes(
            zipped({"xl/workbook.xml": '<!DOCTYPE x [<!ENTITY a "b">]><workbook>&a;</workbook>'}), "a.xlsx"
        )


def test_a_damaged_workbook_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="Excel"):
        read_bytes(zipped({"xl/workbook.xml": "<workbook/>"}), "a.xlsx")


@pytest.fixture(scope="module")
def xls(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return the plan as an XLS that LibreOffice wrote."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice absent")
    folder: Path = tmp_path_factory.mktemp("sheet")
    book = plan()
    book.create_sheet("Nháp")["A1"] = "bí mật"
    book["Nháp"].sheet_state = "hidden"
    (folder / "a.xlsx").write_bytes(saved(book))
    command = [
        "soffice",
        f"-env:UserInstallation=file://{folder}/profile",
        "--headless",
        "--convert-to",
        "xls",
    ]
    subprocess.run(
        [*command, "--outdir", str(folder), str(folder / "a.xlsx")],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return (folder / "a.xls").read_bytes()


@pytest.mark.slow
def test_xls_reads_as_xlsx_does(xls: bytes) -> None:
    source = read_bytes(xls, "a.xls")
    assert source.text == EXPECTED
    assert cells(source)[9] == (2, 2, 2, 1, "Sở Nội vụ")
    assert source.warnings == ("Trang tính ẩn không được đọc: “Nháp”.",)
