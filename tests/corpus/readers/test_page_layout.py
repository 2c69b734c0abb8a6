"""Pages that are not one upright column: columns of text, footnotes, pages turned."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.readers import pages, pdf
from tests.factories import pdf as make
from tests.factories.pdf import At, width_of, wrapped

LEFT = (
    "Sở Nội vụ tổ chức hội nghị tập huấn công tác văn thư cho cán bộ các xã trong hai ngày cuối tháng. "
    "Các xã gửi danh sách người dự về Văn phòng Sở trước ngày 12 tháng 9 năm 2026 để chuẩn bị tài liệu."
)
RIGHT = (
    "Sở Y tế mở thêm hai điểm tiêm chủng tại các phường phía nam thành phố từ đầu quý bốn. "
    "Kinh phí do ngân sách thành phố bảo đảm, tổng mức là 3,4 tỷ đồng cho cả năm 2026."
)


def _column(text: str, left: float, right: float, top: float, step: float = 16.0) -> list[At]:
    lines, line = [], ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and left + width_of(longer) > right:
            lines.append(line)
            longer = word
        line = longer
    return [At(left, top + step * i, words) for i, words in enumerate([*lines, line])]


def _text(*content: list[At]) -> str:
    return pdf.read(make.drawn(list(content)), "thử.pdf").text


@pytest.mark.parametrize(
    "shift", [0.0, 5.0], ids=["lines level with those beside", "lines between those beside"]
)
def test_columns_of_text_are_read_one_after_the_other(shift: float) -> None:
    title = At(180, 60, "BẢN TIN NỘI BỘ SỐ 7")
    columns = [*_column(LEFT, 60, 285, 100), *_column(RIGHT, 310, 540, 100 + shift)]
    assert _text([title, *columns]).split("\n") == ["BẢN TIN NỘI BỘ SỐ 7", LEFT, RIGHT, ""]


def test_three_columns() -> None:
    third = RIGHT.replace("Sở Y tế", "Sở Xây dựng")
    columns = [*_column(LEFT, 40, 200, 100), *_column(RIGHT, 215, 375, 100), *_column(third, 390, 550, 100)]
    assert _text(columns).split("\n") == [LEFT, RIGHT, third, ""]


def test_an_article_goes_on_at_the_head_of_the_next_column() -> None:
    whole = f"{LEFT} {RIGHT}"
    lines = [item.text for item in _column(whole, 60, 285, 0)]
    half = len(lines) // 2
    left = [At(60, 100 + 16 * i, t) for i, t in enumerate(lines[:half])]
    right = [At(310, 100 + 16 * i, t) for i, t in enumerate(lines[half:])]
    assert _text([*left, *right]).split() == whole.split()


def test_rows_of_a_table_without_rules_are_not_columns_of_text() -> None:
    rows = [("Nhiệm vụ", "Cơ quan"), ("Rà soát thủ tục nội bộ", "Sở Nội vụ"), ("Công bố danh mục", "Sở Tư pháp"),
            ("Lập dự toán", "Sở Tài chính"), ("Kiểm tra", "Thanh tra tỉnh")]  # fmt: skip
    page = [At(x, 100 + 20 * i, t) for i, row in enumerate(rows) for x, t in zip((60, 320), row, strict=True)]
    words = _text(page).split()
    assert words.index("Sở") > words.index("Rà")
    assert words.index("Công") > words.index("Sở")


BODY = "thực hiện nhiệm vụ được giao theo quy định của pháp luật về tổ chức chính quyền địa phương"


NOTE = "Theo Báo cáo của Cục Thống kê tỉnh năm 2025, số hộ tăng"


def _page_with_notes(note: list[At]) -> list[At]:
    paragraph = wrapped(690, f"1. Sở Nội vụ {BODY}; {BODY} tại các xã")[:3]
    return [
        *wrapped(100, f"Điều 1. Ủy ban nhân dân tỉnh {BODY}."),
        *wrapped(300, f"Điều 2. Hội đồng thẩm định {BODY}."),
        *paragraph,
        At(paragraph[0].x + width_of(paragraph[0].text), 686, "3", 7),
        *note,
        At(85, 782, "so với năm trước.", 9),
    ]


@pytest.mark.parametrize(
    "note",
    [
        pytest.param([At(85, 770, f"3 {NOTE}", 9)], id="its mark on the line"),
        pytest.param([At(85, 765, "3", 5.5), At(90, 770, NOTE, 9)], id="its mark raised above the line"),
    ],
)
def test_a_footnote_does_not_cut_the_sentence_that_goes_on_overleaf(note: list[At]) -> None:
    first, second = (
        _page_with_notes(note),
        [At(85, 100, "và các phường thuộc tỉnh quản lý."), *wrapped(200, f"2. Sở Y tế {BODY}.")],
    )
    text = _text(first, second)
    lines = text.split("\n")
    written = f"3 {NOTE} so với năm trước."
    assert written in lines
    sentence = next(line for line in lines if line.startswith("1. Sở Nội vụ"))
    assert sentence.endswith("và các phường thuộc tỉnh quản lý.")
    source = pdf.read(make.drawn([first, second]), "thử.pdf")
    assert source.pages[0].start <= source.text.index(written) < source.pages[0].end


def test_small_print_without_a_mark_in_the_text_stays_where_it_is() -> None:
    page = [*wrapped(100, f"Điều 1. {BODY}."), At(85, 770, "3 bản gửi Văn phòng, 2 bản lưu", 9)]
    assert _text(page).rstrip().endswith("3 bản gửi Văn phòng, 2 bản lưu")


def test_a_mark_behind_a_number_is_no_digit_of_it() -> None:
    before = "tăng 8,5% so với năm 2024"
    page = [
        At(85, 100, before),
        At(85 + width_of(before), 96, "37", 7),
        At(85 + width_of(before) + 8, 100, "; tiếp"),
    ]
    assert _text(page) == "tăng 8,5% so với năm 2024 37; tiếp\n"


PAGE = [At(85, 100, "Điều 1. Phạm vi điều chỉnh"), At(85, 125, "1. Sở Nội vụ chủ trì tổng hợp kết quả.")]


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_text_that_runs_along_another_side_of_the_sheet(degrees: int, tmp_path: Path) -> None:
    path = tmp_path / "ngang.pdf"
    path.write_bytes(make.turned([PAGE], degrees))
    assert pdf.read(path.read_bytes(), "ngang.pdf").text.splitlines() == [item.text for item in PAGE]
    (box,) = pages.quote_boxes(path, 1, "Phạm vi điều chỉnh")
    x, y = (
        150 / (make.HEIGHT if degrees != 180 else make.WIDTH),
        96 / (make.WIDTH if degrees != 180 else make.HEIGHT),
    )
    middle = {90: (y, 1 - x), 180: (1 - x, 1 - y), 270: (1 - y, x)}[degrees]
    assert box[0] <= middle[0] <= box[2]
    assert box[1] <= middle[1] <= box[3]
