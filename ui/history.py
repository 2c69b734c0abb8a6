"""Past conversations, kept in SQLite under the data folder: they survive a restart.

Guarantees:
    1. Everybody reads and changes only conversations of their own; verdicts alone reach an administrator.
    2. A deleted conversation can be taken back for an hour; after that nothing of it is left but a verdict.
    3. A file of an earlier version is brought to today's form; nothing of it is lost.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import secrets
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from assistant.model import Answer
from corpus.text import strip_diacritics

_LOG = logging.getLogger(__name__)
_ANSWER = TypeAdapter(Answer)
_SCHEMA = """
CREATE TABLE IF NOT EXISTS conversation (
    id TEXT PRIMARY KEY, owner TEXT NOT NULL, title TEXT NOT NULL, changed_at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS turn (
    id INTEGER PRIMARY KEY, conversation TEXT NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
    asked_at TEXT NOT NULL, question TEXT NOT NULL, answer TEXT NOT NULL, rating TEXT);
CREATE INDEX IF NOT EXISTS turn_of ON turn (conversation, id);
CREATE TABLE IF NOT EXISTS feedback (
    turn INTEGER PRIMARY KEY, owner TEXT NOT NULL, rated_at TEXT NOT NULL, rating TEXT NOT NULL,
    comment TEXT NOT NULL, question TEXT NOT NULL, earlier TEXT NOT NULL, answer TEXT NOT NULL,
    searched TEXT, version TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS preference (
    owner TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (owner, name));
"""
_LATER = (  # columns that files of an earlier version lack
    ("conversation", "pinned", "INTEGER NOT NULL DEFAULT 0"),
    ("conversation", "gone_at", "TEXT"),
    ("turn", "comment", "TEXT NOT NULL DEFAULT ''"),
    ("turn", "searched", "TEXT"),
    ("turn", "version", "TEXT NOT NULL DEFAULT ''"),
)
RATINGS = ("dung", "sai", "thieu")  # Đúng, Sai, Thiếu
SHOWN_TURNS = 50  # a long day of questions; older ones are a click away
_TITLE_LENGTH = 80  # a line and a half of the side list
_LONGEST_COMMENT = 2_000  # characters: a page
_UNDO = timedelta(hours=1)  # how long a deleted conversation can be taken back
_CONTEXT = 3  # turns before a rated one that go with it: what a follow-up leans on
_RECALLED = 50  # earlier questions that the arrow key walks through


@dataclass(frozen=True, slots=True)
class Conversation:
    """One line of the list of past conversations."""

    id: str
    title: str
    changed_at: str  # ISO, UTC
    pinned: bool = False


@dataclass(frozen=True, slots=True)
class Searched:
    """Where a question was looked up: the names of the chosen documents, none for all `held` ones."""

    names: tuple[str, ...]
    held: int


@dataclass(frozen=True, slots=True)
class KeptTurn:
    """One exchange as it was kept; `answer` is None where it can no longer be read."""

    id: int
    question: str
    answer: Answer | None
    rating: str | None
    comment: str = ""
    searched: Searched | None = None
    asked_at: str = ""


@dataclass(frozen=True, slots=True)
class Feedback:
    """A reader's verdict on an answer, with everything that is needed to judge it again."""

    turn: int
    owner: str
    rated_at: str
    rating: str
    comment: str
    question: str
    earlier: tuple[tuple[str, str], ...]  # the turns before: question, answer
    answer: Answer | None
    searched: Searched | None
    version: str  # fingerprint of the index that was asked


class History:
    """Conversations in one SQLite file; a connection per call, so any thread may use it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        aside = set_aside(path) if is_damaged(path) else None
        self.saved: tuple[Path, int] | None = (
            None  # where a damaged history went, and the turns saved from it
        )
        _private(path)
        with self._connect() as db:
            db.execute("PRAGMA journal_mode = WAL")
            db.executescript(_SCHEMA)
            for table, column, kind in _LATER:
                if column not in {row[1] for row in db.execute(f"PRAGMA table_info({table})")}:
                    db.execute(f"ALTER TABLE {table} ADD COLUMN {column} {kind}")

        if aside is not None:
            with closing(sqlite3.connect(path, timeout=10)) as db, db:
                self.saved = aside, _take_over(aside, db)
            _LOG.warning("Lịch sử bị hỏng: đã cất ở %s, lấy lại được %d lượt hỏi đáp.", *self.saved)

    @contextmanager
    def _connect(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self.path, timeout=10)) as db, db:  # 10 s: another window is writing
            db.execute("PRAGMA foreign_keys = ON")
            db.create_function("plain", 1, lambda words: strip_diacritics(words or ""), deterministic=True)
            yield db

    # ---- keeping --------------------------------------------------------------------------------------

    def own_or_new(self, conversation: str, owner: str = "") -> str:
        """Return a conversation's id where it is this user's, or the id of a new one."""
        try:
            if conversation and self._owns(conversation, owner):
                return conversation
        except sqlite3.Error:
            _LOG.exception("history not read")
        return secrets.token_urlsafe(9)  # 72 bits: not to be guessed

    def add(
        self, conversation: str, answer: Answer, owner: str = "", *,
        searched: Searched | None = None, version: str = "", replaced: int | None = None,
    ) -> tuple[str, int]:  # fmt: skip
        """Keep one exchange and return the ids of its conversation and of its turn.

        Args:
            conversation: "" or another one's conversation starts a new one.
            answer: what was asked and answered.
            owner: name of the user, "" where nobody logs in.
            searched: where it was looked up.
            version: fingerprint of the index that was asked.
            replaced: id of the turn that was asked again in other words; it goes, with all after it.
        """
        conversation = self.own_or_new(conversation, owner)
        now = _now()
        title = " ".join(answer.question.split())[:_TITLE_LENGTH]
        with self._connect() as db:
            db.execute(
                "INSERT INTO conversation (id, owner, title, changed_at) VALUES (?, ?, ?, ?)"
                " ON CONFLICT (id) DO UPDATE SET changed_at = excluded.changed_at, gone_at = NULL",
                (conversation, owner, title, now),
            )
            if replaced is not None:
                db.execute(
                    "DELETE FROM turn WHERE conversation = ? AND id >= ?", (conversation, _small(replaced))
                )
            row = db.execute(
                "INSERT INTO turn (conversation, asked_at, question, answer, searched, version)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (conversation, now, answer.question, _dump(answer), _as_json(searched), version),
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

    # ---- the list of conversations ------------------------------------------------------------------------

    def conversations(self, owner: str = "", limit: int = 100, words: str = "") -> tuple[Conversation, ...]:
        """Return a user's conversations, pinned ones first, then newest first.

        Args:
            owner: whose.
            limit: how many at most.
            words: all of them stand in the title or in one question, with or without diacritics.
        """
        found, values = "", list[object]([owner])
        for word in strip_diacritics(words).split()[:10]:  # ten words: more than anybody remembers
            found += (
                " AND (instr(plain(title), ?) OR EXISTS (SELECT 1 FROM turn WHERE turn.conversation ="
                " conversation.id AND instr(plain(question), ?)))"
            )
            values += [word, word]
        query = (
            "SELECT id, title, changed_at, pinned FROM conversation WHERE owner = ? AND gone_at IS NULL"
            f"{found} ORDER BY pinned DESC, changed_at DESC, rowid DESC LIMIT ?"
        )
        rows = self._rows(query, (*values, limit))
        return tuple(Conversation(id_, title, at, bool(pinned)) for id_, title, at, pinned in rows)

    def rename(self, conversation: str, title: str, owner: str = "") -> bool:
        """Give a conversation another title; an empty one changes nothing."""
        clean = " ".join("".join(c if c.isprintable() else " " for c in title).split())[:_TITLE_LENGTH]
        return bool(clean) and self._change("title = ?", clean, conversation, owner)

    def pin(self, conversation: str, pinned: bool, owner: str = "") -> bool:
        """Keep a conversation at the top of the list, or no longer."""
        return self._change("pinned = ?", int(pinned), conversation, owner)

    def forget(self, conversation: str, owner: str = "") -> bool:
        """Delete a conversation; `restore` takes it back within an hour."""
        self._purge()
        return self._change("gone_at = ?", _now(), conversation, owner)

    def restore(self, conversation: str, owner: str = "") -> bool:
        """Take a deleted conversation back."""
        return self._change("gone_at = ?", None, conversation, owner)

    def _change(self, what: str, value: object, conversation: str, owner: str) -> bool:
        query = f"UPDATE conversation SET {what} WHERE id = ? AND owner = ?"
        with self._connect() as db:
            return db.execute(query, (value, conversation, owner)).rowcount > 0

    def _purge(self) -> None:
        before = (datetime.now(UTC) - _UNDO).isoformat(timespec="seconds")
        with self._connect() as db:
            db.execute("DELETE FROM conversation WHERE gone_at < ?", (before,))

    # ---- turns --------------------------------------------------------------------------------------------

    def turns(
        self, conversation: str, last: int = SHOWN_TURNS, owner: str = "", before: int | None = None
    ) -> tuple[KeptTurn, ...]:
        """Return the last turns of a conversation, oldest first; none for an unknown one.

        Args:
            conversation: its id.
            last: how many at most.
            owner: whose it must be.
            before: only turns older than the one with this id.
        """
        query = (
            "SELECT turn.id, question, answer, rating, comment, searched, asked_at FROM turn"
            " JOIN conversation ON conversation = conversation.id WHERE conversation = ? AND owner = ?"
            " AND gone_at IS NULL AND turn.id < ? ORDER BY turn.id DESC LIMIT ?"
        )
        limit = 2**63 - 1 if before is None else _small(before)
        rows = self._rows(query, (conversation, owner, limit, last))
        return tuple(_kept(row) for row in reversed(rows))

    def turn(self, turn: int, owner: str = "") -> KeptTurn | None:
        """Return one exchange of a user."""
        query = (
            "SELECT turn.id, question, answer, rating, comment, searched, asked_at FROM turn"
            " JOIN conversation ON conversation = conversation.id WHERE turn.id = ? AND owner = ?"
        )
        rows = self._rows(query, (_small(turn), owner))
        return _kept(rows[0]) if rows else None

    def questions(self, owner: str = "", limit: int = _RECALLED, words: str = "") -> tuple[str, ...]:
        """Return a user's earlier questions, the latest first, each once; those with all the words."""
        wanted = strip_diacritics(words).split()[:10]
        found = " AND instr(plain(question), ?)" * len(wanted)
        query = (
            "SELECT question FROM turn JOIN conversation ON conversation = conversation.id WHERE owner = ?"
            f" AND gone_at IS NULL{found} GROUP BY question ORDER BY max(turn.id) DESC LIMIT ?"
        )
        return tuple(row[0] for row in self._rows(query, (owner, *wanted, limit)))

    # ---- verdicts -----------------------------------------------------------------------------------------

    def rate(self, turn: int, rating: str | None, owner: str = "", comment: str = "") -> bool:
        """Keep a reader's verdict on a turn, None to take it back; False for an unknown verdict or turn."""
        if rating is not None and rating not in RATINGS:
            return False
        number, said = _small(turn), comment.strip()[:_LONGEST_COMMENT] if rating else ""
        query = (
            "UPDATE turn SET rating = ?, comment = ? WHERE id = ?"
            " AND conversation IN (SELECT id FROM conversation WHERE owner = ?)"
        )
        with self._connect() as db:
            if not db.execute(query, (rating, said, number, owner)).rowcount:
                return False
            db.execute("DELETE FROM feedback WHERE turn = ?", (number,))
            if rating is not None:
                self._note(db, number, owner, rating, said)
        return True

    def _note(self, db: sqlite3.Connection, turn: int, owner: str, rating: str, comment: str) -> None:
        conversation, question, answer, searched, version = db.execute(
            "SELECT conversation, question, answer, searched, version FROM turn WHERE id = ?", (turn,)
        ).fetchone()
        before = db.execute(
            "SELECT question, answer FROM turn WHERE conversation = ? AND id < ? ORDER BY id DESC LIMIT ?",
            (conversation, turn, _CONTEXT),
        ).fetchall()
        earlier = [(q, kept.text if (kept := _answer(a)) else "") for q, a in reversed(before)]
        said = json.dumps(earlier, ensure_ascii=False)
        values = (turn, owner, _now(), rating, comment, question, said, answer, searched, version)
        db.execute(f"INSERT INTO feedback VALUES ({', '.join('?' * len(values))})", values)

    def feedback(self, limit: int = 10_000) -> tuple[Feedback, ...]:
        """Return everybody's verdicts, the latest first."""
        query = (
            "SELECT turn, owner, rated_at, rating, comment, question, earlier, answer, searched, version"
            " FROM feedback ORDER BY rated_at DESC, turn DESC LIMIT ?"
        )
        return tuple(_feedback(row) for row in self._rows(query, (limit,)))

    # ---- what a user has chosen -----------------------------------------------------------------------------

    def preference(self, name: str, owner: str = "") -> str:
        """Return what a user has set, "" where nothing is."""
        rows = self._rows("SELECT value FROM preference WHERE owner = ? AND name = ?", (owner, name))
        return str(rows[0][0]) if rows else ""

    def prefer(self, name: str, value: str, owner: str = "") -> None:
        """Keep what a user has set."""
        with self._connect() as db:
            db.execute("INSERT OR REPLACE INTO preference VALUES (?, ?, ?)", (owner, name, value))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _kept(row: Sequence[Any]) -> KeptTurn:
    id_, question, answer, rating, comment, searched, at = row
    return KeptTurn(id_, question, _answer(answer), rating, comment, _searched(searched), at)


def _feedback(row: Sequence[Any]) -> Feedback:
    turn, owner, at, rating, comment, question, earlier, answer, searched, version = row
    said = tuple((str(q), str(a)) for q, a in json.loads(earlier))
    return Feedback(
        turn, owner, at, rating, comment, question, said, _answer(answer), _searched(searched), version
    )


def _as_json(searched: Searched | None) -> str | None:
    if searched is None:
        return None
    return json.dumps({"names": searched.names, "held": searched.held}, ensure_ascii=False)


def _searched(value: str | None) -> Searched | None:
    try:
        given = json.loads(value or "null")
        return Searched(tuple(map(str, given["names"])), int(given["held"])) if given else None
    except (ValueError, KeyError, TypeError):
        return None


def _small(number: int) -> int:
    """Return a number that SQLite can hold; larger ones name no turn."""
    return number if abs(number) < 2**63 else 0


_DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


def is_damaged(path: Path) -> bool:
    """Whether a history is there that SQLite cannot make sense of; a busy or forbidden one is not damaged."""
    if not path.is_file() or path.stat().st_size == 0:
        return False
    try:
        with closing(sqlite3.connect(path, timeout=10)) as db:
            said = db.execute("PRAGMA quick_check(1)").fetchone()
            return bool(said != ("ok",))
    except sqlite3.Error as error:
        return (getattr(error, "sqlite_errorcode", 0) & 0xFF) in _DAMAGE  # the low byte is the kind


def set_aside(path: Path) -> Path:
    """Rename a damaged history with its companions and return its new place."""
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    aside = path.with_name(f"{path.stem}.damaged-{stamp}{path.suffix}")
    for end in ("", "-wal", "-shm"):
        if Path(f"{path}{end}").exists():
            Path(f"{path}{end}").rename(f"{aside}{end}")
    return aside


def _take_over(damaged: Path, db: sqlite3.Connection) -> int:
    """Keep what can still be read of a damaged history; return the number of turns."""
    tables = [
        r[0]
        for r in db.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        )
    ]
    for table in tables:
        columns = [row[1] for row in db.execute(f"PRAGMA table_info({table})")]
        for row in _readable(damaged, table):
            known = {name: value for name, value in row.items() if name in columns}
            marks = ", ".join("?" * len(known))
            with contextlib.suppress(sqlite3.IntegrityError):  # a half-written row
                db.execute(
                    f"INSERT OR IGNORE INTO {table} ({', '.join(known)}) VALUES ({marks})", [*known.values()]
                )
    # a turn without its conversation has no owner: it stays in the file that was set aside
    db.execute("DELETE FROM turn WHERE conversation NOT IN (SELECT id FROM conversation)")
    return int(db.execute("SELECT count(*) FROM turn").fetchone()[0])


def _readable(path: Path, table: str) -> Iterator[dict[str, Any]]:
    """Yield the rows of a table from its start as far as they can be read, then from its end."""
    for order in ("ASC", "DESC"):
        try:
            with closing(sqlite3.connect(path)) as db:
                found = db.execute(f"SELECT * FROM {table} ORDER BY rowid {order}")
                names = [column[0] for column in found.description]
                for row in found:
                    yield dict(zip(names, row, strict=True))
            return
        except sqlite3.Error:
            continue


def _private(path: Path) -> None:
    """Make a file that only its owner may read; SQLite gives its companions the same mode."""
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    for one in (path, Path(f"{path}-wal"), Path(f"{path}-shm")):
        if one.exists():
            one.chmod(0o600)


def _dump(answer: Answer) -> str:
    return _ANSWER.dump_json(answer).decode()


def _answer(value: str) -> Answer | None:
    try:
        return _ANSWER.validate_json(value)
    except ValidationError:
        return None
