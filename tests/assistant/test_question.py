"""What a question asks for, by table."""

from __future__ import annotations

import pytest

from assistant.numbers_asked import number_hints
from assistant.question import Focus, analyse
from assistant.terms import expand_question
from corpus.text.normalize import fold

ASKED = [
    ("Ai ký kế hoạch 3316?", {Focus.SIGNER}, {Focus.WHO}),
    ("ai ky ke hoach 3316", {Focus.SIGNER}, set()),
    ("Kế hoạch ban hành ngày nào?", {Focus.ISSUED}, {Focus.WHEN}),
    ("Nghị quyết có hiệu lực từ khi nào?", {Focus.EFFECTIVE}, {Focus.WHEN}),
    ("Sở nào chủ trì?", {Focus.WHO}, set()),
    ("Hạn chót nộp báo cáo là khi nào?", {Focus.WHEN}, set()),
    ("Trong bao nhiêu ngày phải trả lời?", {Focus.HOW_LONG}, {Focus.HOW_MUCH}),
    ("Chi bao nhiêu tiền?", {Focus.HOW_MUCH}, set()),
    ("Ai quyết định mức chi?", {Focus.WHO}, {Focus.HOW_MUCH}),
    ("Đánh giá theo những mức nào?", {Focus.LIST}, {Focus.HOW_MUCH}),
    ("Quyết định do Bộ trưởng Bộ Tư pháp ký phải không?", {Focus.SIGNER}, {Focus.WHO}),
    ("Theo tờ trình nào?", {Focus.DOCUMENT, Focus.BASED_ON}, set()),
    ("Tờ trình của Sở là số mấy?", {Focus.DOCUMENT}, {Focus.NUMBER}),
    ("Mục tiêu 2030 cao hơn 2025 ở điểm nào?", {Focus.COMPARE, Focus.TARGETS}, {Focus.WHERE}),
    ("Lập theo mẫu nào?", {Focus.FORM}, set()),
    ("Đạt đô thị loại mấy?", {Focus.CLASS}, {Focus.HOW_MUCH}),
    ("Nghị quyết có bao nhiêu phần trăm?", {Focus.HOW_MUCH}, {Focus.OUTLINE}),
    ("Quyết định có mấy chương, mấy điều?", {Focus.OUTLINE}, set()),
    ("Nghị quyết 1210 còn hiệu lực không?", {Focus.IN_FORCE}, set()),
]


@pytest.mark.parametrize(("text", "wanted", "unwanted"), ASKED, ids=[a[0] for a in ASKED])
def test_focus(text: str, wanted: set[Focus], unwanted: set[Focus]) -> None:
    focus = analyse(text).focus
    assert wanted <= focus
    assert not unwanted & focus


@pytest.mark.parametrize(
    ("text", "asserted"),
    [
        ("Đến 2030 mới thành thị xã phải không?", True),
        ("den 2045 la thanh pho a?", True),
        ("Tại sao giao Sở Xây dựng?", True),
        ("Diện tích Hà Giang là bao nhiêu ha?", False),
        ("Ai làm?", False),
    ],
)
def test_asserted(text: str, asserted: bool) -> None:
    assert analyse(text).asserted is asserted


NUMBERS = [
    ("KH 3316", "3316/KH-UBND", True),
    ("Kế hoạch 3316/KH-UBND", "3316/KH-UBND", True),
    ("NQ06", "06-NQ/TU", True),
    ("Nghị quyết 06-NQ/TW", "06-NQ/TU", False),
    ("NQ 111/2025", "111/2025/UBTVQH15", True),
    ("NQ 111/2024", "111/2025/UBTVQH15", False),
    ("Thông tư 44/2025/TT-BKHCN", "44/2025/TT-BKHCN", True),
    ("văn bản số 12/2025", "12/2025/QĐ-UBND", True),
    ("Luật 72/2025/QH15", "72/2025/QH15", True),
    ("Quyết định 16", "36/2025/QĐ-UBND", False),
]


@pytest.mark.parametrize(("asked", "number", "fits"), NUMBERS, ids=[f"{a} {n}" for a, n, _ in NUMBERS])
def test_a_short_number_means_a_document(asked: str, number: str, fits: bool) -> None:
    hints = number_hints(fold(expand_question(asked)))
    assert len(hints) == 1
    assert hints[0].matches(number) is fits


def test_a_month_is_no_document() -> None:
    assert number_hints("hoàn thành trong tháng 7/2017") == ()


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("NQ của BTV TU", "nghị quyết của ban thường vụ tỉnh ủy"),
        ("gđ 21-25", "giai đoạn 2021-2025"),
        ("SBN", "sở, ban, ngành"),
        ("UBND h. Đức Trọng", "ubnd huyện đức trọng"),
    ],
)
def test_short_forms_are_written_out(short: str, long: str) -> None:
    assert fold(expand_question(short)) == long
