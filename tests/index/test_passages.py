"""What the models read of a unit."""

from __future__ import annotations

import pytest

from index.passages import DOCUMENT_CHARS, HEADING_CHARS, WINDOW_CHARS, focus, passage, windows

LONG = " ".join(f"Câu số {i} nói về việc khác hẳn những câu kia." for i in range(60))


@pytest.mark.parametrize(
    ("context", "text", "expected"),
    [
        pytest.param(
            "Kế hoạch 1/KH\nI. VIỆC", "a) Làm\n ngay.", "Kế hoạch 1/KH · I. VIỆC · a) Làm ngay.", id="path"
        ),
        pytest.param("", "Một câu.", "Một câu.", id="no context"),
        pytest.param("D\n1\n2\n3\n4", "x", "D · 2 · 3 · 4 · x", id="innermost headings"),
    ],
)
def test_passage(context: str, text: str, expected: str) -> None:
    assert passage(context, text) == expected


def test_long_titles_and_headings_leave_room_for_the_words() -> None:
    made = passage(f"{'tên ' * 100}\n{'mục ' * 100}", "lời")
    assert len(made) <= DOCUMENT_CHARS + HEADING_CHARS + len(" · ") * 2 + len("lời")
    assert made.endswith(" · lời")


def test_the_part_that_shares_the_questions_words_is_read() -> None:
    assert "Câu số 41 nói" in focus(LONG, "cau so 41")
    assert len(focus(LONG, "cau so 41")) <= WINDOW_CHARS + 60


def test_a_short_text_is_read_whole() -> None:
    assert focus("Một câu.", "hai") == "Một câu."


def test_windows_lose_no_word() -> None:
    assert " ".join(windows(LONG)).split() == LONG.split()
