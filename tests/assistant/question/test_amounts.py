"""Whether a text holds a number that the question does not hold."""

from __future__ import annotations

import pytest

from assistant.question.amounts import new_numbers

NEW = [
    pytest.param("Kinh phí sửa 11 cầu là bao nhiêu?", "Giao Sở kiểm định 11 cầu.", False, id="only the asked one"),
    pytest.param("Kinh phí sửa 11 cầu là bao nhiêu?", "Sửa 11 cầu hết 4,5 tỷ đồng.", True, id="another one"),
    pytest.param("Năm 2026 trồng bao nhiêu cây?", "Trồng cây trong năm 2026.", False, id="the year is no amount"),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "text", "expected"), NEW)
def test_a_number_is_new(asked: str, text: str, expected: bool) -> None:
    assert new_numbers(asked, text) is expected
