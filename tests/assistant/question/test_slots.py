"""What a question leaves open, and which texts can fill it."""

from __future__ import annotations

import pytest

from assistant.question import Slot, SlotKind, fills, slot_of

OPEN = [
    pytest.param("Sở được giao bao nhiêu biên chế?", Slot(SlotKind.COUNT, "biên"), id="so many of a noun"),
    pytest.param("Có mấy phòng chuyên môn?", Slot(SlotKind.COUNT, "phòng"), id="mấy"),
    pytest.param("Tỷ lệ che phủ rừng bao nhiêu phần trăm?", Slot(SlotKind.AMOUNT), id="a share"),
    pytest.param("Thưởng mỗi hộ bao nhiêu triệu đồng?", Slot(SlotKind.MONEY, "đồng"), id="a sum"),
    pytest.param("Kinh phí làm đường là bao nhiêu?", Slot(SlotKind.MONEY), id="money by its noun"),
    pytest.param("Đón mấy triệu lượt khách?", Slot(SlotKind.COUNT, "triệu"), id="millions that are no money"),
    pytest.param("Đô thị được xếp loại mấy?", None, id="a class is no amount"),
    pytest.param("Công văn số bao nhiêu?", None, id="a number of a document is no amount"),
    pytest.param("Báo cáo nộp ngày mấy?", Slot(SlotKind.TIME), id="a day of the month"),
    pytest.param("bao gio nop bao cao", Slot(SlotKind.TIME), id="a time without diacritics"),
    pytest.param("Căn cứ thông tư nào?", Slot(SlotKind.THING, "tư"), id="one of a noun"),
    pytest.param("Xử lý thế nào?", None, id="a manner"),
    pytest.param("Ai chủ trì việc này?", None, id="a body"),
]
FILLED = [
    pytest.param("Sở được giao bao nhiêu biên chế?", "Sở có 45 biên chế công chức.", True, id="number before"),
    pytest.param("Sở được giao bao nhiêu biên chế?", "Số biên chế được giao: 45.", True, id="number after"),
    pytest.param("Có mấy phòng chuyên môn?", "Sở có ba phòng chuyên môn.", True, id="number in words"),
    pytest.param("Giao bao nhiêu biên chế?", "Biên chế do cấp có thẩm quyền giao.", False, id="no number"),
    pytest.param("Giao bao nhiêu biên chế?", "Điều 5. Biên chế do tỉnh giao.", False, id="number of an article"),
    pytest.param("Đô thị có bao nhiêu dân?", "Gửi hồ sơ trong 10 ngày làm việc.", False, id="days are no people"),
    pytest.param("Hỗ trợ bao nhiêu tiền?", "Đạt trên 95% số hộ.", False, id="a share is no sum"),
    pytest.param("Mức hỗ trợ là bao nhiêu?", "Hỗ trợ 70% học phí.", True, id="a share of a support"),
    pytest.param("Kinh phí là bao nhiêu?", "Kinh phí do ngân sách tỉnh bảo đảm.", False, id="a source is no sum"),
    pytest.param("Kinh phí sửa 11 cầu là bao nhiêu?", "Sửa 11 cầu hết 4,5 tỷ đồng.", True, id="a sum"),
    pytest.param("Phải xong trước ngày nào?", "Giao Sở Xây dựng rà soát lan can.", False, id="no time"),
    pytest.param("Khi nào xong?", "Hoàn thành trong quý II/2026.", True, id="a quarter"),
    pytest.param("Bao giờ phổ cập?", "Đến 2030, mọi tỉnh đạt chuẩn.", True, id="a bare year"),
    pytest.param("Bao lâu cập nhật một lần?", "Cập nhật tối thiểu 01 lần/tháng.", True, id="so many times"),
    pytest.param("Sổ giữ bao lâu?", "Sổ được lưu trữ vĩnh viễn.", True, id="for ever"),
    pytest.param("Căn cứ thông tư nào?", "Căn cứ Thông tư số 338/2016/TT-BTC.", True, id="the noun is there"),
    pytest.param("Sửa ở những trường nào?", "Sửa 11 khối phòng học.", False, id="the noun is not there"),
]  # fmt: skip
ROWS = [
    pytest.param("Vốn xã Ea Kao là bao nhiêu?", "3\tXã Ea Kao\t1.200", True, id="a figure in a cell"),
    pytest.param("Vốn xã Ea Kao là bao nhiêu?", "3\tXã Ea Kao\t", False, id="only the number of the row"),
]


@pytest.mark.parametrize(("own", "slot"), OPEN)
def test_what_is_left_open(own: str, slot: Slot | None) -> None:
    assert slot_of(own) == slot


@pytest.mark.parametrize(("own", "text", "filled"), FILLED)
def test_a_text_fills_the_slot(own: str, text: str, filled: bool) -> None:
    slot = slot_of(own)
    assert slot is not None
    assert fills(slot, own, text) is filled


@pytest.mark.parametrize(("own", "text", "filled"), ROWS)
def test_a_row_fills_the_slot(own: str, text: str, filled: bool) -> None:
    slot = slot_of(own)
    assert slot is not None
    assert fills(slot, own, text, row=True) is filled
