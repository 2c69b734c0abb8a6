"""Cells under their joined headings: shapes of tables as offices write them."""

from __future__ import annotations

import dataclasses

import pytest

from corpus.library.assemble import build
from corpus.model import Document, Level
from corpus.structure.cells import (
    all_row_cells,
    cell_text,
    heading_rows,
    is_summary,
    row_cells,
    row_parents,
    table_title,
)
from tests.corpus.structure.test_read import HEAD, source

Rows = list[list[str | tuple[str, int, int] | None]]


def document(*blocks: str | Rows) -> Document:
    return build(source(*blocks), "a.xlsx", "0")


def read(*blocks: str | Rows) -> dict[str, dict[str, str]]:
    """Return {section: {heading: value}} of the filled cells of every row."""
    made = document(*blocks)
    return {
        row.section: {c.heading: cell_text(made.text, c) for c in cells if c.spans}
        for row, cells in all_row_cells(made)
    }


TWO_ROWS: Rows = [
    ["STT", "Mặt hàng", "Đơn vị", "Kế hoạch", "TH"],
    ["", "", "tính", "2025", "T1/2025"],
    ["1", "Gạo", "Nghìn tấn", "4000", "197"],
    ["2", "Cà phê", '"', "900", "97"],
]
GROUPS: Rows = [
    [("STT", 2, 1), ("Mặt hàng", 2, 1), ("Tháng 1/2025", 1, 2), ("Tháng 2/2025", 1, 2)],
    [None, None, "Kế hoạch", "Thực hiện", "Kế hoạch", "Thực hiện"],
    ["1", "Gạo", "210", "197", "300", "285"],
]


@pytest.mark.parametrize(
    ("rows", "section", "cells"),
    [
        pytest.param(
            TWO_ROWS, "Bảng 1, STT 2",
            {"STT": "2", "Mặt hàng": "Cà phê", "Đơn vị tính": "Nghìn tấn", "Kế hoạch · 2025": "900", "TH · T1/2025": "97"},
            id="two rows of headings without merges, and a ditto mark",
        ),
        pytest.param(
            GROUPS, "Bảng 1, STT 1",
            {"STT": "1", "Mặt hàng": "Gạo", "Tháng 1/2025 · Kế hoạch": "210", "Tháng 1/2025 · Thực hiện": "197",
             "Tháng 2/2025 · Kế hoạch": "300", "Tháng 2/2025 · Thực hiện": "285"},
            id="merged groups",
        ),
        pytest.param(
            [["STT", "Mặt hàng", "Tháng 1", "", "Tháng 2", ""], ["", "", "KH", "TH", "KH", "TH"], ["1", "Gạo", "2", "3", "4", "5"]],
            "Bảng 1, STT 1",
            {"STT": "1", "Mặt hàng": "Gạo", "Tháng 1 · KH": "2", "Tháng 1 · TH": "3", "Tháng 2 · KH": "4", "Tháng 2 · TH": "5"},
            id="groups that were never merged",
        ),
        pytest.param(
            [["STT", "Chỉ tiêu", "Kinh phí"], ["", "", "(triệu đồng)"], ["(1)", "(2)", "(3)"], ["1", "Đường", "5.000"]],
            "Bảng 1, STT 1", {"STT": "1", "Chỉ tiêu": "Đường", "Kinh phí (triệu đồng)": "5.000"},
            id="a row of units and a row of column numbers",
        ),
        pytest.param(
            [[("BIỂU TỔNG HỢP", 1, 3)], ["TT", "Đơn vị", "Điểm"], ["A", "B", "1"], ["1", "Sở Y tế", "70,5"]],
            "Bảng 1, STT 1", {"TT": "1", "Đơn vị": "Sở Y tế", "Điểm": "70,5"},
            id="a caption inside the table",
        ),
        pytest.param(
            [["STT", "Đơn vị", "Buổi", "Ngày", "Trưởng đoàn"], ["1", "Sở Y tế", ("Cả ngày 02/4", 2, 2), ("Ông A", 2, 1)], ["2", "Sở Tư pháp", None, None, None]],
            "Bảng 1, STT 2", {"STT": "2", "Đơn vị": "Sở Tư pháp", "Buổi, Ngày": "Cả ngày 02/4", "Trưởng đoàn": "Ông A"},
            id="cells merged from the row above",
        ),
        pytest.param(
            [["STT", "Tên dự án", "Vốn", "Hình thức"], ["1", "Nhà máy sản xuất", "265", "Liên doanh hoặc"], ["", "xi măng lò quay", "", "100% vốn nước ngoài"], ["2", "Chè", "5", "Liên doanh"]],
            "Bảng 1, STT 1", {"STT": "1", "Tên dự án": "Nhà máy sản xuất xi măng lò quay", "Vốn": "265", "Hình thức": "Liên doanh hoặc 100% vốn nước ngoài"},
            id="a record over two rows",
        ),
        pytest.param(
            [["STT", "Nội dung góp ý", "Ý kiến của Sở Nội vụ"], ["1", "Giảm chỉ tiêu", "Không tiếp thu"], ["2", "Bổ sung", "Tiếp thu"]],
            "Bảng 1, STT 1", {"STT": "1", "Nội dung góp ý": "Giảm chỉ tiêu", "Ý kiến của Sở Nội vụ": "Không tiếp thu"},
            id="a heading that names a body",
        ),
        pytest.param(
            [["STT", "Tên", "Điểm"], ["1", "Xã A", "5"], ["STT", "Họ tên", "Chức vụ"], ["1", "Ông B", "Chủ tịch"]],
            "Bảng 1, STT 1", {"STT": "1", "Họ tên": "Ông B", "Chức vụ": "Chủ tịch"},
            id="a second table below the first in one sheet",
        ),
        pytest.param(
            [["STT", "Tên", "Điểm"], ["1", "Xã A", "5"], ["STT", "Tên", "Điểm"], ["2", "Xã B", "6"]],
            "Bảng 1, STT 2", {"STT": "2", "Tên": "Xã B", "Điểm": "6"},
            id="headings printed again on the next page",
        ),
    ],
)  # fmt: skip
def test_cells_under_joined_headings(rows: Rows, section: str, cells: dict[str, str]) -> None:
    assert read("KẾT QUẢ", rows)[section] == cells


def test_part_of_a_table_on_the_next_page_takes_the_headings_from_before() -> None:
    found = read([["STT", "Tên", "Điểm"], ["1", "Xã A", "5"]], "2\n", [["2", "Xã B", "6"]])
    assert list(found.values())[-1] == {"STT": "2", "Tên": "Xã B", "Điểm": "6"}


NESTED: Rows = [
    ["STT", "Khoản thu", "Tỷ lệ (%)"],
    ["A", "CÁC KHOẢN THU PHÂN CHIA", ""],
    ["I", "Thu 100%", ""],
    ["1", "Thuế tài nguyên", "100"],
    ["2", "Lệ phí môn bài", "100"],
    ["2.1", "Từ doanh nghiệp", "90"],
    ["2.2", "Từ cá nhân", "80"],
    ["", "- Trên địa bàn phường", "70"],
    ["", "- Trên địa bàn xã", "60"],
    ["II", "Thu phân chia", ""],
    ["1", "Thuế giá trị gia tăng", "35"],
    ["B", "THU BỔ SUNG", ""],
    ["1", "Bổ sung cân đối", "10"],
    ["", "Tổng cộng", "100"],
]


def test_sections_and_numbered_rows_are_the_parents_of_those_below() -> None:
    made = document(HEAD + "I. MỘT", "PHỤ LỤC 03\nTỶ LỆ PHÂN CHIA", NESTED)
    rows = {p.section: p for p in made.provisions if p.level in (Level.ROW, Level.SECTION) and p.path != "I"}
    assert list(rows) == [
        "Phụ lục 03, mục A", "Phụ lục 03, mục A.I", "Phụ lục 03, mục A.I, STT 1", "Phụ lục 03, mục A.I, STT 2",
        "Phụ lục 03, mục A.I, STT 2.1", "Phụ lục 03, mục A.I, STT 2.2",
        "Phụ lục 03, mục A.I, STT 2.2, gạch đầu dòng thứ 1", "Phụ lục 03, mục A.I, STT 2.2, gạch đầu dòng thứ 2",
        "Phụ lục 03, mục A.II", "Phụ lục 03, mục A.II, STT 1", "Phụ lục 03, mục B", "Phụ lục 03, mục B, STT 1",
        "Phụ lục 03, dòng Tổng cộng",
    ]  # fmt: skip
    last = rows["Phụ lục 03, mục A.I, STT 2.2, gạch đầu dòng thứ 2"]
    assert [p.marker for p in row_parents(made, last)] == ["A", "I", "2", "2.2"]
    assert [s for s, p in rows.items() if is_summary(made, p)] == ["Phụ lục 03, dòng Tổng cộng"]


def test_a_section_with_totals_is_a_row_and_heads_its_rows() -> None:
    made = document(
        [["STT", "Nội dung", "Mức"], ["I", "Chủ trì", "1.058"], ["1", "Báo cáo", "5"], ["IX", "Cây", "7"]]
    )
    assert [(p.level, p.section) for p in made.provisions if p.marker and p.level is not Level.TABLE] == [
        (Level.ROW, "Bảng 1, mục I"), (Level.ROW, "Bảng 1, mục I, STT 1"), (Level.ROW, "Bảng 1, mục IX"),
    ]  # fmt: skip


def test_criteria_numbered_inside_the_cells_of_a_merged_group() -> None:
    made = document([
        ["STT", "Tên tiêu chí", "Nội dung tiêu chí", "Mức"],
        [("1", 3, 1), ("Ứng xử", 3, 1), "1.1. Tỷ lệ cơ quan", "100%"],
        [None, None, "1.1.1. Cấp xã", "90%"],
        [None, None, "1.2. Quy tắc", "Đạt"],
    ])  # fmt: skip
    rows = [p for p in made.provisions if p.level in (Level.ROW, Level.SECTION)]
    assert [p.section.removeprefix("Bảng 1, ") for p in rows] == [
        "STT 1",
        "tiêu chí 1.1",
        "tiêu chí 1.1.1",
        "tiêu chí 1.2",
    ]
    cells = {c.heading: (cell_text(made.text, c), c.inherited) for c in row_cells(made, rows[2])}
    assert cells == {
        "STT": ("1", True), "Tên tiêu chí": ("Ứng xử", True), "Nội dung tiêu chí": ("1.1.1. Cấp xã", False), "Mức": ("90%", False),
    }  # fmt: skip


def test_title_and_heading_rows() -> None:
    made = document("ƯỚC THỰC HIỆN XUẤT KHẨU\nĐơn vị tính: tấn", TWO_ROWS)
    span = table_title(made, made.tables[0])
    assert span is not None
    assert made.text[span[0] : span[1]] == "ƯỚC THỰC HIỆN XUẤT KHẨU"
    assert [row.index for row in heading_rows(made.text, made.tables[0])] == [0, 1]
    sentence = document("Lịch kiểm tra như sau:", GROUPS)
    assert table_title(sentence, sentence.tables[0]) is None


@pytest.mark.parametrize(
    "label", ["Tổng cộng", "TỔNG SỐ (A+B)", "Cộng", "Chỉ số trung bình", "Bình quân chung:", "Toàn tỉnh"]
)
def test_rows_that_sum_up(label: str) -> None:
    made = document([["STT", "Đơn vị", "Điểm"], ["1", "Sở A", "5"], ["2", "Sở B", "6"], ["", label, "11"]])
    assert [is_summary(made, p) for p in made.provisions if p.level is Level.ROW] == [False, False, True]


@pytest.mark.parametrize(
    "name", ["Cộng đồng dân cư", "Tổng công ty điện lực", "Trung bình cây trồng trên hecta"]
)
def test_names_that_begin_like_a_total(name: str) -> None:
    made = document([["STT", "Đơn vị", "Điểm"], ["1", "Sở A", "5"], ["", name, "11"]])
    assert not any(is_summary(made, p) for p in made.provisions if p.level is Level.ROW)


def test_every_value_is_a_slice_and_both_ways_agree() -> None:
    made = document("KẾT QUẢ", NESTED)
    for row, cells in all_row_cells(made):
        assert row_cells(made, row) == cells
        for cell in cells:
            assert all(made.text[a:b].strip() for a, b in cell.spans)
            assert dataclasses.astuple(cell)[1:3] == (
                cell.spans[0] if cell.spans else (cell.start, cell.start)
            )
