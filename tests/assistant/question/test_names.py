"""Proper names in questions: people and places, no bodies and no documents."""

from __future__ import annotations

import pytest

from assistant.question.names import names_in

CASES = [
    pytest.param("Xã Đô Lương được mấy phần trăm?", ("Đô Lương",), id="a place after its kind, at the start"),
    pytest.param("Ông Sùng Mí Già làm gì?", ("Sùng Mí Già",), id="a person"),
    pytest.param("Bà Lò Thị Én và ông Cầm Văn Đôi?", ("Lò Thị Én", "Cầm Văn Đôi"), id="two people"),
    pytest.param("Sở Nội vụ làm gì?", (), id="a body with one capital"),
    pytest.param("Ai ký Kế hoạch 12/KH-UBND?", (), id="a document"),
    pytest.param("UBND TP nộp báo cáo khi nào?", (), id="short forms"),
    pytest.param("xã đô lương được mấy phần trăm?", (), id="typed without capitals"),
    pytest.param("Bao nhiêu hộ ở Nậm Pung, Y Tý?", ("Nậm Pung", "Y Tý"), id="names apart by a comma"),
]


@pytest.mark.parametrize(("asked", "expected"), CASES)
def test_names_of_people_and_places_are_found(asked: str, expected: tuple[str, ...]) -> None:
    assert names_in(asked) == expected
