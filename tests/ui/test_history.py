"""Past conversations in SQLite."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.model import Answer, Reason, Status
from ui.history import History
from ui.views import open_history


def answer(question: str) -> Answer:
    return Answer(question, question, Status.NOT_FOUND, Reason.NOT_IN_CORPUS, "**Không tìm thấy.**")


@pytest.fixture
def history(tmp_path: Path) -> History:
    return History(tmp_path / "data" / "history.sqlite")


def test_turns_come_back_as_they_were_after_reopening(history: History) -> None:
    conversation, first = history.add("", answer("Một?"))
    same, second = history.add(conversation, answer("Hai?"))
    assert same == conversation
    kept = History(history.path).turns(conversation)
    assert [(k.id, k.question, k.answer) for k in kept] == [
        (first, "Một?", answer("Một?")),
        (second, "Hai?", answer("Hai?")),
    ]
    assert [c.title for c in history.conversations()] == ["Một?"]


@pytest.mark.parametrize(
    ("rating", "kept"),
    [("dung", True), ("sai", True), ("thieu", True), (None, True), ("<b>", False)],
)
def test_only_known_verdicts_are_kept(history: History, rating: str | None, kept: bool) -> None:
    conversation, turn = history.add("", answer("Một?"))
    assert history.rate(turn, rating) is kept
    assert history.turns(conversation)[0].rating == (rating if kept else None)


def test_another_user_sees_changes_and_continues_nothing(history: History) -> None:
    conversation, turn = history.add("", answer("Của An?"), owner="an")
    assert history.conversations("binh") == ()
    assert history.turns(conversation, owner="binh") == ()
    assert not history.rate(turn, "sai", owner="binh")
    history.forget(conversation, owner="binh")
    assert len(history.turns(conversation, owner="an")) == 1
    assert history.add(conversation, answer("Chen vào?"), owner="binh")[0] != conversation


def test_a_forgotten_conversation_is_gone_with_its_turns(history: History) -> None:
    conversation, _ = history.add("", answer("Một?"))
    history.forget(conversation)
    assert history.conversations() == ()
    assert history.turns(conversation) == ()


def test_an_answer_of_another_version_is_none_instead_of_an_error(history: History) -> None:
    conversation, turn = history.add("", answer("Một?"))
    with history._connect() as db:
        db.execute("UPDATE turn SET answer = '{}' WHERE id = ?", (turn,))
    assert history.turns(conversation)[0].answer is None


def test_a_damaged_file_leaves_a_page_without_past(history: History) -> None:
    conversation, _ = history.add("", answer("Một?"))
    history.path.write_bytes(b"not a database" * 100)
    assert history.turns(conversation) == ()
    assert history.conversations() == ()


def test_a_data_folder_that_cannot_be_written_still_gives_a_page(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where a folder should be", "utf-8")
    history = open_history(tmp_path / "data")
    conversation, _ = history.add("", answer("Một?"))
    assert [k.question for k in history.turns(conversation)] == ["Một?"]
