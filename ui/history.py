"""Past conversations, kept in SQLite under the data folder: they survive a restart."""

from __future__ import annotations

import logging
import os
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from assistant.model import Answer

_LOG = logging.getLogger(__name__)
_ANSWER = TypeAdapter(Answer)
_SCHEMA = """
CREATE TABLE IF NOT EXISTS conversation (
    id TEXT PRIMARY KEY, owner TEXT NOT NULL, title TEXT NOT NULL, changed_at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS turn (
    id INTEGER PRIMARY KEY, conversation TEXT NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
    asked_at TEXT NOT NULL, question TEXT NOT NULL, answer TEXT NOT NULL, rating TEXT);
CREATE INDEX IF NOT EXISTS turn_of ON turn (conversation, id);
"""
RATINGS = ("dung", "sai", "thieu")  # Đúng, Sai, Thiếu
SHOWN_TURNS = 50  # a long day of questions; older ones stay in the file
_TITLE_LENGTH = 80  # a line and a half of the side list


@dataclass(frozen=True, slots=True)
class Conversation:
    """One line of the list of past conversations."""

    id: str
    title: str
    changed_at: str  # ISO, UTC


@dataclass(frozen=True, slots=True)
class KeptTurn:
    """One exchange as it was kept; `answer` is None where it can no longer be read."""

    id: int
    question: str
    answer: Answer | None
    rating: str | None


class History:
    """Conversations in one SQLite file; a connection per call, so any thread may use it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        _private(path)
        with self._connect() as db:
            db.execute("PRAGMA journal_mode = WAL")
            db.executescript(_SCHEMA)

    @contextmanager
    def _connect(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self.path, timeout=10)) as db, db:  # 10 s: another window is writing
            db.execute("PRAGMA foreign_keys = ON")
            yield db

    def own_or_new(self, conversation: str, owner: str = "") -> str:
        """Return a conversation's id where it is this user's, or the id of a new one."""
        try:
            if conversation and self._owns(conversation, owner):
                return conversation
        except sqlite3.Error:
            _LOG.exception("history not read")
        return secrets.token_urlsafe(9)  # 72 bits: not to be guessed

    def add(self, conversation: str, answer: Answer, owner: str = "") -> tuple[str, int]:
        """Keep one exchange and return the ids of its conversation and of its turn.

        Args:
            conversation: "" or another one's conversation starts a new one.
            answer: what was asked and answered.
            owner: name of the user, "" where nobody logs in.
        """
        conversation = self.own_or_new(conversation, owner)
        now = datetime.now(UTC).isoformat(timespec="seconds")
        title = " ".join(answer.question.split())[:_TITLE_LENGTH]
        with self._connect() as db:
            db.execute(
                "INSERT INTO conversation VALUES (?, ?, ?, ?)"
                " ON CONFLICT (id) DO UPDATE SET changed_at = excluded.changed_at",
                (conversation, owner, title, now),
            )
            row = db.execute(
                "INSERT INTO turn (conversation, asked_at, question, answer) VALUES (?, ?, ?, ?)",
                (conversation, now, answer.question, _ANSWER.dump_json(answer).decode()),
            )
        return conversation, int(row.lastrowid or 0)

    def _rows(self, query: str, values: tuple[object, ...]) -> list[tuple[Any, ...]]:
        """Return rows, or none where the file was damaged or taken away: the page goes on without a past."""
        try:
            with self._connect() as db:
                return db.execute(query, values).fetchall()
        except sqlite3.Error:
            _LOG.exception("history not read")
            return []

    def _owns(self, conversation: str, owner: str) -> bool:
        query = "SELECT owner = ? FROM conversation WHERE id = ?"
        with self._connect() as db:
            row = db.execute(query, (owner, conversation)).fetchone()
        return row is None or bool(row[0])

    def conversations(self, owner: str = "", limit: int = 100) -> tuple[Conversation, ...]:
        """Return a user's latest conversations, newest first."""
        query = (
            "SELECT id, title, changed_at FROM conversation WHERE owner = ?"
            " ORDER BY changed_at DESC, rowid DESC LIMIT ?"
        )
        return tuple(Conversation(*row) for row in self._rows(query, (owner, limit)))

    def turns(self, conversation: str, last: int = SHOWN_TURNS, owner: str = "") -> tuple[KeptTurn, ...]:
        """Return the last turns of a conversation, oldest first; none for an unknown one."""
        query = (
            "SELECT turn.id, question, answer, rating FROM turn JOIN conversation ON conversation ="
            " conversation.id"
            " WHERE conversation = ? AND owner = ? ORDER BY turn.id DESC LIMIT ?"
        )
        rows = self._rows(query, (conversation, owner, last))
        return tuple(KeptTurn(id_, q, _answer(a), rating) for id_, q, a, rating in reversed(rows))

    def rate(self, turn: int, rating: str | None, owner: str = "") -> bool:
        """Keep a reader's verdict on a turn; False for an unknown verdict or turn."""
        if rating is not None and rating not in RATINGS:
            return False
        query = (
            "UPDATE turn SET rating = ? WHERE id = ?"
            " AND conversation IN (SELECT id FROM conversation WHERE owner = ?)"
        )
        with self._connect() as db:
            return db.execute(query, (rating, _small(turn), owner)).rowcount > 0

    def cut(self, conversation: str, turn: int, owner: str = "") -> None:
        """Delete a turn and those after it: its question is asked again in other words."""
        query = (
            "DELETE FROM turn WHERE conversation = ? AND id >= ?"
            " AND conversation IN (SELECT id FROM conversation WHERE owner = ?)"
        )
        with self._connect() as db:
            db.execute(query, (conversation, _small(turn), owner))

    def forget(self, conversation: str, owner: str = "") -> None:
        """Delete a conversation with its turns."""
        with self._connect() as db:
            db.execute("DELETE FROM conversation WHERE id = ? AND owner = ?", (conversation, owner))


def _small(number: int) -> int:
    """Return a number that SQLite can hold; larger ones name no turn."""
    return number if abs(number) < 2**63 else 0


def _private(path: Path) -> None:
    """Make a file that only its owner may read; SQLite gives its companions the same mode."""
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    for one in (path, Path(f"{path}-wal"), Path(f"{path}-shm")):
        if one.exists():
            one.chmod(0o600)


def _answer(value: str) -> Answer | None:
    try:
        return _ANSWER.validate_json(value)
    except ValidationError:
        return None
