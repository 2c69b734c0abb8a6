"""Past conversations in SQLite."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from assistant.model import Answer, Reason, Status
from ui.history import History, Searched
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


def test_a_deleted_conversation_comes_back_and_only_to_its_owner(history: History) -> None:
    conversation, _ = history.add("", answer("Một?"), owner="an")
    assert history.forget(conversation, "an")
    assert not history.restore(conversation, "binh")
    assert history.conversations("an") == ()
    assert history.restore(conversation, "an")
    assert [k.question for k in history.turns(conversation, owner="an")] == ["Một?"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        pytest.param("kinh phi", ["Kinh phí là bao nhiêu?"], id="without diacritics"),
        pytest.param("hai", ["Kinh phí là bao nhiêu?"], id="in a later question of it"),
        pytest.param("phí hạn", [], id="words of two conversations"),
        pytest.param("%", [], id="a sign that means something to SQL"),
    ],
)
def test_conversations_are_found_by_words(history: History, words: str, found: list[str]) -> None:
    first, _ = history.add("", answer("Kinh phí là bao nhiêu?"))
    history.add(first, answer("Câu hai?"))
    history.add("", answer("Thời hạn khi nào?"))
    assert [c.title for c in history.conversations(words=words)] == found


def test_a_pinned_conversation_stands_first_and_a_name_stays(history: History) -> None:
    first, _ = history.add("", answer("Một?"))
    history.add("", answer("Hai?"))
    assert history.pin(first, True)
    assert history.rename(first, " Việc\tquý I ")
    assert not history.rename(first, "  ")
    history.add(first, answer("Ba?"))
    assert [(c.title, c.pinned) for c in history.conversations()] == [("Việc quý I", True), ("Hai?", False)]


def test_all_of_two_hundred_turns_are_reached_in_pages(history: History) -> None:
    conversation = ""
    for n in range(120):
        conversation, _ = history.add(conversation, answer(f"Câu {n}?"))
    seen: list[str] = []
    before: int | None = None
    while page := history.turns(conversation, before=before):
        seen = [k.question for k in page] + seen
        before = page[0].id
    assert seen == [f"Câu {n}?" for n in range(120)]


def test_a_question_asked_again_takes_the_place_of_the_old_one(history: History) -> None:
    conversation, _ = history.add("", answer("Một?"))
    _, second = history.add(conversation, answer("Hay?"))
    history.add(conversation, answer("Hai?"), replaced=second)
    assert [k.question for k in history.turns(conversation)] == ["Một?", "Hai?"]
    history.add(conversation, answer("Chen vào?"), owner="binh", replaced=0)
    assert [k.question for k in history.turns(conversation)] == ["Một?", "Hai?"]


def test_a_verdict_goes_to_the_administrator_with_all_it_needs(history: History) -> None:
    conversation, _ = history.add("", answer("Trước?"), owner="an")
    _, turn = history.add(
        conversation, answer("Sau?"), owner="an", version="v7", searched=Searched(("A",), 3)
    )
    assert history.rate(turn, "sai", "an", " sai năm ")
    history.forget(conversation, "an")
    (one,) = history.feedback()
    assert (one.question, one.rating, one.comment, one.version) == ("Sau?", "sai", "sai năm", "v7")
    assert one.earlier == (("Trước?", "**Không tìm thấy.**"),)
    assert one.searched == Searched(("A",), 3)
    assert history.rate(turn, None, "an")
    assert history.feedback() == ()


def test_a_file_of_an_earlier_version_is_read(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite"
    with sqlite3.connect(path) as db:
        db.execute(
            "CREATE TABLE conversation (id TEXT PRIMARY KEY, owner TEXT NOT NULL, title TEXT NOT NULL, changed_at TEXT NOT NULL)"
        )
        db.execute(
            "CREATE TABLE turn (id INTEGER PRIMARY KEY, conversation TEXT NOT NULL, asked_at TEXT NOT NULL, question TEXT NOT NULL, answer TEXT NOT NULL, rating TEXT)"
        )
        db.execute("INSERT INTO conversation VALUES ('c', '', 'Cũ', '2026-01-01T00:00:00+00:00')")
        db.execute("INSERT INTO turn VALUES (1, 'c', '2026-01-01', 'Cũ?', '{}', NULL)")
    history = History(path)
    assert [k.question for k in history.turns("c")] == ["Cũ?"]
    assert history.add("c", answer("Mới?"))[0] == "c"


def test_earlier_questions_come_latest_first_and_once(history: History) -> None:
    conversation, _ = history.add("", answer("Một?"))
    history.add(conversation, answer("Hai?"))
    history.add("", answer("Một?"))
    history.add("", answer("Của Bình?"), owner="binh")
    assert history.questions() == ("Một?", "Hai?")
    assert history.questions(words="hai") == ("Hai?",)
