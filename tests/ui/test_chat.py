"""One question, step by step, over the fake assistant."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest

from assistant.settings import Settings
from tests.e2e.fakes import FakeAssistant
from ui import chat, text
from ui.history import History


@pytest.fixture
def assistant(tmp_path: Path) -> FakeAssistant:
    return FakeAssistant(Settings(data=tmp_path))


@pytest.fixture
def history(tmp_path: Path) -> History:
    return History(tmp_path / "history.sqlite")


def test_the_question_comes_first_then_growing_text_then_the_complete_turn(
    assistant: FakeAssistant, history: History
) -> None:
    steps = list(chat.ask(assistant, history, "Ai làm?", ""))
    assert text.READING in steps[0].live
    assert "Ai làm?" in steps[0].live
    assert all('aria-busy="true"' in s.live for s in steps[:-1])
    assert [s.complete for s in steps] == [False] * (len(steps) - 1) + [True]
    assert len(re.findall(r'class="hd-cite"[^>]*aria-label="Nguồn \d: ', steps[-1].live)) == 3


def test_a_follow_up_is_given_the_turns_before(assistant: FakeAssistant, history: History) -> None:
    *_, first = chat.ask(assistant, history, "Ai làm?", "")
    *_, second = chat.ask(assistant, history, "Còn 2030?", first.conversation)
    assert second.conversation == first.conversation
    assert [t.question for t in assistant.asked[-1][1]] == ["Ai làm?"]
    assert assistant.asked[-1][1][0].answer.startswith("**UBND huyện Đức Trọng**")


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        pytest.param(" \n ", text.EMPTY_QUESTION, id="empty"),
        pytest.param("a" * 10_000, "Câu hỏi quá dài (10000 ký tự).", id="ten thousand characters"),
        pytest.param("lỗi nội bộ", text.FAILED, id="failure inside"),
    ],
)
def test_what_cannot_be_answered_is_one_sentence(
    assistant: FakeAssistant, history: History, question: str, sentence: str
) -> None:
    *_, last = chat.ask(assistant, history, question, "")
    assert sentence in last.live
    assert "Traceback" not in last.live


def test_an_answer_is_shown_even_if_it_cannot_be_kept(
    assistant: FakeAssistant, history: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(History, "add", full)
    *_, last = chat.ask(assistant, history, "Ai làm?", "")
    assert "UBND huyện Đức Trọng" in last.live
    assert text.NOT_KEPT in last.live
