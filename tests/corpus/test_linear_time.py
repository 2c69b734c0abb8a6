"""Reading and building take time in proportion to the text: no pattern is quadratic on any repeated piece.

A document is grown by one repeated piece; four times the text may take about four times as long. The
comparison is between processor times of the same machine at the same moment, the smallest of several.
"""

from __future__ import annotations

import time

import pytest

from corpus.library.assemble import build
from corpus.readers import read_bytes
from tests.factories.documents import decision

SMALL, LARGE = 3_000, 12_000  # characters
BOUND = 8.0  # a linear reader takes 4 times as long for 4 times the text, a quadratic one 16 times
TRIES = 4

PIECES = (
    " ", ".", "\t", "\u00a0", "1", ",", "(", ")", "-", "_", "“", "\n", "\n ", ". ", "1 ", "1.", "/", "1/", ":", ";",
    "%", "a", "A", "Đ", "…", "\u0301", "\u200b", "[", "[.", "|", "*", "+", "Sở Nội vụ, ", "và ", "số ", "ngày ",
    "ngày 1 ", "điểm a ", "khoản 1 ", "năm 2024, ", "từ ", "đến ", "của ", "Sở ", "Ủy ban nhân dân ", "\n- a", "\n1. a",
    "Nguyễn Văn A ", "1 triệu ", "chủ trì ", "phối hợp ", "12/QĐ-UBND ", "Nghị quyết ", "\nĐiều 1. ",
)  # fmt: skip
PLACES = {
    "in a task": lambda grown: decision(body=f" Sở Y tế chủ trì, {grown} hoàn thành trước ngày 30/9/2024."),
    "in the number": lambda grown: decision(f"15{grown}/QĐ-UBND"),
    "in the title": lambda grown: decision(title=f"Về việc {grown} phân công"),
    "at the end": lambda grown: decision() + grown,
}


def seconds(text: str) -> float:
    began = time.process_time()
    build(read_bytes(text.encode(), "a.txt"), "a.txt", "0" * 64)
    return time.process_time() - began


def ratio(make: object, piece: str) -> float:
    """Return how much longer the larger text takes, by the smallest times of as many tries as are needed."""
    small = large = float("inf")
    for _ in range(TRIES):
        small = min(small, seconds(make(piece * (SMALL // len(piece)))))  # type: ignore[operator]
        large = min(large, seconds(make(piece * (LARGE // len(piece)))))  # type: ignore[operator]
        if large / small < BOUND:
            break
    return large / small


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
@pytest.mark.parametrize("piece", PIECES, ids=repr)
def test_four_times_the_text_takes_about_four_times_as_long(place: object, piece: str) -> None:
    assert ratio(place, piece) < BOUND
