"""A damaged history is set aside, never silently replaced, and what can be read of it is kept."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from assistant.model import Answer, Status
from ui.history import History, is_damaged


def _filled(path: Path, turns: int) -> None:
    history = History(path)
    answer = Answer(
        "Ai chủ trì?", "Ai chủ trì?", Status.ANSWERED, None, "Sở Nội vụ. " * 60, (), (), None, 1.0
    )
    conversation = ""
    for _ in range(turns):
        conversation, _number = history.add(conversation, answer, "an")
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")


@pytest.mark.parametrize(
    ("start", "end", "least"),
    [
        pytest.param(0, 100, 0, id="head"),
        pytest.param(0, None, 0, id="all"),
        pytest.param(-20_000, -8_000, 50, id="late pages"),
    ],
)
def test_damage_is_set_aside_and_what_can_be_read_is_kept(
    tmp_path: Path, start: int, end: int | None, least: int
) -> None:
    path = tmp_path / "history.sqlite"
    _filled(path, 200)
    data = bytearray(path.read_bytes())
    span = range(*slice(start, end).indices(len(data)))
    for at in span:
        data[at] = 0xA5
    path.write_bytes(data)
    assert is_damaged(path)
    history = History(path)
    assert history.saved is not None
    aside, turns = history.saved
    assert aside.read_bytes() == bytes(data)
    assert turns >= least
    assert not is_damaged(path)
    found = history.conversations("an")
    assert len(history.turns(found[0].id, 500, "an") if found else ()) == turns


def test_a_whole_or_empty_or_busy_history_is_not_damaged(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite"
    _filled(path, 3)
    assert not is_damaged(path)
    assert History(path).saved is None
    assert not is_damaged(tmp_path / "none")
    (tmp_path / "empty").touch()
    assert not is_damaged(tmp_path / "empty")
