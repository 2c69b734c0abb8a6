"""Meetings: when, where, who; programmes and schedules."""

from __future__ import annotations

import pytest

from corpus.library.assemble import build
from corpus.model import Cell, Document, EventKind, SourceText, Table
from corpus.tasks.events import when

HEAD = "ỦY BAN NHÂN DÂN\nTỈNH AN BÌNH\nSố: 560/GM-UBND\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nAn Bình, ngày 03 tháng 11 năm 2025\nGIẤY MỜI\n"
TIMES = [
    pytest.param(
        "từ 08h00 ngày 07/11/2025 (sáng thứ Sáu)",
        ("2025-11-07", "08:00", None, "thứ Sáu"),
        id="hour, day, weekday",
    ),
    pytest.param(
        "14 giờ 30 phút, ngày 22 tháng 01 năm 2026", ("2026-01-22", "14:30", None, None), id="in words"
    ),
    pytest.param("14h10 - 14h30", (None, "14:10", "14:30", None), id="from and to"),
    pytest.param("7:30 đến 11:00 Chủ nhật", (None, "07:30", "11:00", "Chủ nhật"), id="colons"),
    pytest.param("8 giờ ngày 05/12", ("2025-12-05", "08:00", None, None), id="the year of the document"),
    pytest.param("Quý II", (None, None, None, None), id="a quarter is no hour"),
]


@pytest.mark.parametrize(("words", "wanted"), TIMES)
def test_a_printed_time_has_day_hours_and_weekday(words: str, wanted: tuple[str | None, ...]) -> None:
    assert when(words, 2025) == wanted


def document(body: str, tables: tuple[Table, ...] = ()) -> Document:
    return build(SourceText(HEAD + body, "text/plain", "text", tables=tables), "gm.txt", "0" * 64)


def test_an_invitation_says_when_where_and_who() -> None:
    (event,) = document(
        "Ủy ban nhân dân tỉnh tổ chức họp đánh giá kết quả cải cách hành chính.\n1. Chủ trì: Đồng chí Lê Văn Bắc - Phó Chủ tịch Ủy ban nhân dân tỉnh.\n"
        "2. Thành phần mời:\n- Đại diện lãnh đạo các sở, ban, ngành;\n- Đại diện Viễn thông An Bình.\n"
        "3. Thời gian: từ 08h00 ngày 07/11/2025 (sáng thứ Sáu).\n4. Địa điểm: Phòng họp số 02.\n"
    ).events
    assert (event.date, event.begins, event.weekday) == ("2025-11-07", "08:00", "thứ Sáu")
    assert event.place is not None
    assert event.place.value == "Phòng họp số 02"
    assert [m.value for m in event.chair] == ["Đồng chí Lê Văn Bắc - Phó Chủ tịch Ủy ban nhân dân tỉnh"]
    assert [m.value for m in event.invited] == [
        "Đại diện lãnh đạo các sở, ban, ngành",
        "Đại diện Viễn thông An Bình",
    ]
    assert event.name is not None
    assert event.name.value == "họp đánh giá kết quả cải cách hành chính"


def test_labels_on_one_line_are_told_apart() -> None:
    (event,) = document(
        "Mời dự họp giao ban.\nThời gian: 14h00 ngày 10/11/2025; địa điểm: Hội trường A.\n"
    ).events
    assert (event.begins, event.place.value if event.place else None) == ("14:00", "Hội trường A")


def test_a_plan_with_a_period_is_no_meeting() -> None:
    made = build(
        SourceText(
            HEAD.replace("GIẤY MỜI", "KẾ HOẠCH\nKiểm tra")
            + "1. Thời gian: Quý II/2026.\n2. Địa điểm: tại các xã.\n",
            "text/plain",
            "text",
        ),
        "kh.txt",
        "0" * 64,
    )
    assert made.events == ()


def grid(rows: list[list[str]], at: int) -> tuple[str, Table]:
    text, cells, start = "", [], at
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            cells.append(Cell(r, c, start, start + len(value)))
            start += len(value) + 1
        text += "\t".join(row) + "\n"
    return text, Table(at, at + len(text), len(rows), len(rows[0]), tuple(cells))


def test_the_items_of_a_programme_have_hours_and_doers_and_are_no_tasks() -> None:
    intro = "Thời gian: 14h00 ngày 22/01/2026; địa điểm: Hội trường A.\n"
    text, table = grid(
        [["STT", "Nội dung", "Thời gian", "Người thực hiện"], ["1", "Khai mạc", "14h05 - 14h10", "Đồng chí Lê Văn Bắc"], ["2", "Báo cáo kết quả", "14h10 - 14h30", "Sở Nội vụ"]],
        len(HEAD + intro),
    )  # fmt: skip
    made = document(intro + text, (table,))
    items = [e for e in made.events if e.kind is EventKind.ITEM]
    assert [(e.begins, e.ends, e.date, [m.value for m in e.doers]) for e in items] == [
        ("14:05", "14:10", "2026-01-22", ["Đồng chí Lê Văn Bắc"]),
        ("14:10", "14:30", "2026-01-22", ["Sở Nội vụ"]),
    ]
    assert made.tasks == ()


def test_the_rows_of_a_weekly_schedule_are_meetings_of_their_day() -> None:
    text, table = grid(
        [["Thứ, ngày", "Thời gian", "Nội dung", "Chủ trì", "Địa điểm"], ["Thứ Hai 10/11/2025", "8h00", "Họp giao ban", "Chủ tịch", "Phòng họp 1"], ["", "14h00", "Tiếp công dân", "Phó Chủ tịch", "Trụ sở tiếp công dân"]],
        len(HEAD),
    )  # fmt: skip
    rows = document(text, (table,)).events
    assert [(e.date, e.begins, e.weekday, e.place.value if e.place else None) for e in rows] == [
        ("2025-11-10", "08:00", "Thứ Hai", "Phòng họp 1"),
        ("2025-11-10", "14:00", "Thứ Hai", "Trụ sở tiếp công dân"),
    ]
