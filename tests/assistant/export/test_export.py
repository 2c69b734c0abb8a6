"""Exports read back: what they hold, that nothing in them is executed, that the same rows give the same bytes."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import docx
import openpyxl
import pytest
from icalendar import Calendar

from assistant.export.csv import to_csv
from assistant.export.docx import to_docx
from assistant.export.export import is_formula
from assistant.export.ics import to_ics
from assistant.export.xlsx import to_xlsx
from assistant.register import register, shown
from tests.factories.register import Line, document, target

ATTACK = '=HYPERLINK("http://x","y")'
TASKS = register.tasks(
    [
        document(
            "kh",
            [
                Line("Xây dựng đề án cấp nước", lead=["Sở Tài chính", "Công an tỉnh"], support=["Sở Xây dựng"],
                     deadline="trước ngày 15/02/2023", deadline_norm="<2023-02-15", product="Đề án"),
                Line(ATTACK, lead=["+Sở Nội vụ"], deadline="@hằng năm", deadline_norm="yearly:<=09"),
                Line("- Báo cáo\vkết quả", lead=["Sở Y tế"], deadline="hằng tháng", deadline_norm="monthly:<05"),
                Line("Việc thường xuyên", lead=["Các sở, ban, ngành"], deadline="thường xuyên", deadline_norm="continuous", generic=True),
            ],
        )
    ]
)  # fmt: skip
TARGETS = register.targets(
    [
        document(
            "nq",
            [
                target("Rừng phòng hộ 255.053,9ha", "Diện tích rừng phòng hộ", "2020", 255053.9, "ha"),
                target("Xã 15/19", "Số xã", "2025", "15/19", "xã"),
                target("Hộ nghèo dưới 1%", "Tỷ lệ hộ nghèo", "2025", 1.0, "%", "<"),
            ],
        )
    ]
)


def _sheet(data: bytes, name: str) -> list[list[object]]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    return [list(row) for row in book[name].iter_rows(values_only=True)]


def test_the_workbook_holds_the_rows_with_types() -> None:
    lines = _sheet(to_xlsx(TASKS), "Nhiệm vụ")
    assert lines[0][:7] == [
        "STT",
        "Nhiệm vụ",
        "Cơ quan chủ trì",
        "Cơ quan phối hợp",
        "Theo dõi, đôn đốc",
        "Thời hạn",
        "Ngày đến hạn",
    ]
    assert lines[1][:8] == [
        1, "Xây dựng đề án cấp nước", "Sở Tài chính; Công an tỉnh", "Sở Xây dựng", None, "trước ngày 15/02/2023",
        datetime(2023, 2, 14), "Đề án",
    ]  # fmt: skip
    assert len(lines) == 5


def test_numbers_are_numbers_and_ranges_text() -> None:
    lines = _sheet(to_xlsx(TARGETS), "Chỉ tiêu")
    assert [line[1:6] for line in lines[1:]] == [
        ["Diện tích rừng phòng hộ", "2020", None, 255053.9, "ha"],
        ["Số xã", "2025", None, "15/19", "xã"],
        ["Tỷ lệ hộ nghèo", "2025", "<", 1, "%"],
    ]


def test_the_sheet_of_sources_holds_every_quote() -> None:
    lines = _sheet(to_xlsx(TARGETS), "Nguồn")
    assert lines[0] == ["STT", "Văn bản", "Tệp", "Mục", "Trang", "Trích nguyên văn"]
    assert [(line[0], line[2], line[3], line[5]) for line in lines[1:]] == [
        (i, "nq.docx", f"mục {i}", row.quote) for i, row in enumerate(TARGETS, 1)
    ]


def test_the_workbook_is_ready_to_use() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(to_xlsx(TASKS)))["Nhiệm vụ"]
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == "A1:L5"
    assert sheet.column_dimensions["B"].width == 60
    assert sheet["B2"].alignment.wrap_text
    assert sheet.row_dimensions[2].height == 30  # the document's name takes two lines
    assert sheet["L2"].hyperlink.location == "'Nguồn'!A2" or "Nguồn" in str(sheet["L2"].hyperlink.target)


def test_no_cell_is_a_formula() -> None:
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(TASKS)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    (attack,) = [cell for cell in cells if cell.value == ATTACK and cell.column == 2]
    assert attack.quotePrefix


FORMULAS = {
    "equals": ("=1+1", True), "plus": ("+84", True), "minus": ("-1", True), "at": ("@SUM(A1)", True), "tab": ("\t=1", True),
    "blank before": (" =1", True), "full width": ("＝1", True), "text": ("Sở Tài chính", False), "inside": ("a=1", False),
}  # fmt: skip


@pytest.mark.parametrize(("text", "formula"), FORMULAS.values(), ids=FORMULAS.keys())
def test_is_formula(text: str, formula: bool) -> None:
    assert is_formula(text) is formula


def test_csv_is_read_back_with_its_mark() -> None:
    data = to_csv(TASKS)
    assert data.startswith(b"\xef\xbb\xbf")
    lines = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert lines[0][0] == "STT"
    assert lines[1][1:3] == ["Xây dựng đề án cấp nước", "Sở Tài chính; Công an tỉnh"]
    assert lines[1][6] == "14/02/2023"
    assert len(lines) == 5


def test_csv_cells_are_not_executed() -> None:
    lines = list(csv.reader(io.StringIO(to_csv(TASKS).decode("utf-8-sig"))))
    assert lines[2][1] == f"'{ATTACK}"
    assert lines[2][2] == "'+Sở Nội vụ"
    assert lines[2][5] == "'@hằng năm"
    assert not [cell for line in lines for cell in line if is_formula(cell)]


def test_csv_shows_vietnamese_numbers() -> None:
    assert "255.053,9" in to_csv(TARGETS).decode("utf-8-sig")


def test_the_word_table_has_the_national_header_and_sources() -> None:
    read = docx.Document(io.BytesIO(to_docx(TASKS, issuer="Ủy ban nhân dân tỉnh Tân Bình")))
    head, table = read.tables
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in head.rows[0].cells[1].text
    assert "Độc lập - Tự do - Hạnh phúc" in head.rows[0].cells[1].text
    assert "ỦY BAN NHÂN DÂN TỈNH TÂN BÌNH" in head.rows[0].cells[0].text
    assert [c.text for c in table.rows[0].cells][:3] == ["STT", "Nhiệm vụ", "Cơ quan chủ trì"]
    assert [c.text for c in table.rows[1].cells][:3] == [
        "1",
        "Xây dựng đề án cấp nước",
        "Sở Tài chính; Công an tỉnh",
    ]
    words = [p.text for p in read.paragraphs]
    assert "BẢNG TỔNG HỢP NHIỆM VỤ" in words
    assert "(4 nhiệm vụ trong 1 văn bản)" in words
    assert any(w.startswith("[1] “Xây dựng đề án cấp nước”: mục 1, ") for w in words)


def test_the_word_page_follows_the_decree() -> None:
    read = docx.Document(io.BytesIO(to_docx(TARGETS)))
    section = read.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)
    assert 20 <= round(section.top_margin.mm) <= 25
    assert 30 <= round(section.left_margin.mm) <= 35
    assert (read.styles["Normal"].font.name, read.styles["Normal"].font.size.pt) == ("Times New Roman", 13)
    assert "w:tblHeader" in read.tables[1].rows[0]._tr.xml


def test_an_empty_column_is_left_out_of_the_word_table() -> None:
    heads = [c.text for c in docx.Document(io.BytesIO(to_docx(TARGETS))).tables[1].rows[0].cells]
    assert heads == ["STT", "Chỉ tiêu", "Kỳ", "So sánh", "Giá trị", "Đơn vị", "Mục", "Nguồn"]


def test_the_calendar_holds_dated_and_recurring_deadlines() -> None:
    events = {str(e["summary"]): e for e in Calendar.from_ical(to_ics(TASKS)).walk("VEVENT")}
    assert len(events) == 3
    dated = events["Sở Tài chính, Công an tỉnh: Xây dựng đề án cấp nước"]
    assert dated["dtstart"].dt == date(2023, 2, 14)
    assert dated["dtend"].dt == date(2023, 2, 15)
    assert "mục 1" in str(dated["description"])
    yearly = events[f"+Sở Nội vụ: {ATTACK}"]
    assert yearly["dtstart"].dt == date(2022, 9, 30)
    assert dict(yearly["rrule"]) == {"FREQ": ["YEARLY"], "BYMONTHDAY": [-1], "BYMONTH": [9]}
    monthly = (
        events["Sở Y tế: - Báo cáokết quả"]
        if "Sở Y tế: - Báo cáokết quả" in events
        else events["Sở Y tế: - Báo cáo kết quả"]
    )
    assert dict(monthly["rrule"]) == {"FREQ": ["MONTHLY"], "BYMONTHDAY": [4]}


def test_the_ids_of_events_stay() -> None:
    ids = [str(e["uid"]) for e in Calendar.from_ical(to_ics(TASKS)).walk("VEVENT")]
    again = [str(e["uid"]) for e in Calendar.from_ical(to_ics(TASKS[::-1])).walk("VEVENT")]
    assert sorted(ids) == sorted(again)
    assert len(set(ids)) == 3


MAKERS: dict[str, Callable[[list[register.TaskRow]], bytes]] = {
    "xlsx": to_xlsx,
    "docx": to_docx,
    "csv": to_csv,
    "ics": to_ics,
}


@pytest.mark.parametrize("form", MAKERS)
def test_the_same_rows_give_the_same_bytes(form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    first = MAKERS[form](TASKS)
    monkeypatch.setattr("time.time", lambda: 1_900_000_000.0)
    assert MAKERS[form](TASKS) == first


@pytest.mark.parametrize("form", MAKERS)
def test_no_rows_is_a_file_too(form: str) -> None:
    assert MAKERS[form]([])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("form", "needle"), [("xlsx", "Xây dựng đề án cấp nước"), ("docx", "BẢNG TỔNG HỢP NHIỆM VỤ")]
)
def test_libreoffice_opens_it(form: str, needle: str, tmp_path: Path) -> None:
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("soffice absent: LibreOffice is needed to open the file")
    (tmp_path / f"bang.{form}").write_bytes(MAKERS[form](TASKS))
    target_form, suffix = (
        ("csv:Text - txt - csv (StarCalc):44,34,76", "csv")
        if form == "xlsx"
        else ("txt:Text (encoded):UTF8", "txt")
    )
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run(
        [soffice, profile, "--headless", "--convert-to", target_form, "--outdir", str(tmp_path), str(tmp_path / f"bang.{form}")],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    text = (tmp_path / f"bang.{suffix}").read_text(encoding="utf-8-sig")
    assert needle in text
    if form == "xlsx":
        assert "HYPERLINK" in text


VALUES = {
    "date": (date(2022, 6, 30), "30/06/2022"),
    "number": (3278.971, "3.278,971"),
    "nothing": (None, ""),
    "text": ("15/19", "15/19"),
}


@pytest.mark.parametrize(("value", "text"), VALUES.values(), ids=VALUES.keys())
def test_shown(value: date | float | str | None, text: str) -> None:
    assert shown(value) == text
