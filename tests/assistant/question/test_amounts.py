"""What is counted, and whether a text counts it with a number that the question does not hold."""

from __future__ import annotations

import pytest

from assistant.question import read
from assistant.question.amounts import holds_count, new_numbers, noun_asked

NOUNS = [
    pytest.param("Sở được giao bao nhiêu biên chế?", "biên", id="a noun of two syllables"),
    pytest.param("Có mấy phòng chuyên môn?", "phòng", id="mấy"),
    pytest.param("Ai chủ trì việc này?", None, id="no amount"),
]
COUNTS = [
    pytest.param("Sở có 45 biên chế công chức.", "biên", True, id="number before the noun"),
    pytest.param("Số biên chế được giao: 45.", "biên", True, id="number after the noun"),
    pytest.param("Sở có ba phòng chuyên môn.", "phòng", True, id="number in words"),
    pytest.param("Biên chế do cấp có thẩm quyền giao.", "biên", False, id="no number"),
    pytest.param("Điều 5. Biên chế do cấp có thẩm quyền giao.", "biên", False, id="number of an article"),
]
NEW = [
    pytest.param("Kinh phí sửa 11 cầu là bao nhiêu?", "Giao Sở kiểm định 11 cầu.", False, id="only the asked one"),
    pytest.param("Kinh phí sửa 11 cầu là bao nhiêu?", "Sửa 11 cầu hết 4,5 tỷ đồng.", True, id="another one"),
    pytest.param("Năm 2026 trồng bao nhiêu cây?", "Trồng cây trong năm 2026.", False, id="the year is no amount"),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "noun"), NOUNS)
def test_what_is_counted(asked: str, noun: str | None) -> None:
    assert noun_asked(read(asked)) == noun


@pytest.mark.parametrize(("text", "noun", "expected"), COUNTS)
def test_a_text_counts_something(text: str, noun: str, expected: bool) -> None:
    assert holds_count(text, noun) is expected


@pytest.mark.parametrize(("asked", "text", "expected"), NEW)
def test_a_number_is_new(asked: str, text: str, expected: bool) -> None:
    assert new_numbers(asked, text) is expected
