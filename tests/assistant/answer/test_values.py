"""The value that answers inside a passage: never from the name of another document, nor of one that is acted on."""

from __future__ import annotations

import pytest

from assistant.answer.values import short_value
from assistant.question import read
from corpus.library.assemble import build
from corpus.model import SourceText

FEES = """ỦY BAN NHÂN DÂN TỈNH AN HÒA
Số: 12/QĐ-UBND
QUYẾT ĐỊNH
Quy định giá dịch vụ chợ
Điều 1. Trách nhiệm của Sở Công Thương
Chủ trì, phối hợp Sở Tài chính xây dựng giá dịch vụ chợ theo khoản 3 Điều 9 Nghị định số 60/2024 NĐ-CP ngày 05 tháng 6 năm 2024 của Chính phủ, báo cáo Ủy ban nhân dân tỉnh xem xét.
Điều 2. Phạm vi
Giá chợ không áp dụng đối với các trường hợp: chợ đêm; chợ phiên đã thỏa thuận mức giá riêng.
Điều 3. Hiệu lực
Chấm dứt hiệu lực của Quyết định số 243/QĐ-UBND ngày 12 tháng 01 năm 2017 về giá dịch vụ chợ.
Điều 4. Niêm yết giá
Sở Tài chính niêm yết giá dịch vụ chợ trên trang tin trước ngày 15 tháng 3 năm 2025.
Điều 5. Chợ đầu mối
Đơn vị quản lý gửi báo cáo giá chợ cho Sở Nội vụ. Giá chợ đầu mối do Sở Xây dựng thẩm định sau khi Sở Tư pháp cho ý kiến.
"""


@pytest.mark.parametrize(
    ("asked", "heading", "value"),
    [
        pytest.param("Ai chủ trì xây dựng giá dịch vụ chợ?", "Điều 1", "Sở Công Thương", id="whose duties these are"),
        pytest.param("Ai thỏa thuận mức giá riêng của chợ phiên?", "Điều 2", None, id="cases are no schools"),
        pytest.param("Giá dịch vụ chợ chấm dứt hiệu lực từ khi nào?", "Điều 3", None, id="date of another document"),
        pytest.param("Ai niêm yết giá dịch vụ chợ?", "Điều 4", "Sở Tài chính", id="who acts"),
        pytest.param("Gửi báo cáo giá chợ cho ai?", "Điều 5", None, id="who is written to does not act"),
        pytest.param("Bộ nào cho ý kiến về giá chợ đầu mối?", "Điều 5", None, id="a body of another kind"),
        pytest.param("Giá chợ đầu mối do cơ quan nào thẩm định?", "Điều 5", "Sở Xây dựng", id="behind its do"),
        pytest.param("Niêm yết giá chợ trước ngày nào?", "Điều 4", "trước ngày 15 tháng 3 năm 2025", id="a date of its own"),
    ],
)  # fmt: skip
def test_the_value_that_answers(asked: str, heading: str, value: str | None) -> None:
    document = build(SourceText(FEES, "text/plain", "text"), "cho.txt", "0" * 64)
    place = next(p for p in document.provisions if p.section == heading)
    found = short_value(read(asked), document, place, place.start, place.end)
    assert (found.value if found else None) == value
