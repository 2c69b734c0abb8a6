"""Who added, removed, corrected or marked what in the page, and when: a list that only grows."""

from __future__ import annotations

import contextlib
import logging
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

_LOG = logging.getLogger(__name__)
_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS event (id INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL,"
    " deed TEXT NOT NULL, sha256 TEXT NOT NULL, document TEXT NOT NULL, detail TEXT NOT NULL)"
)


class Deed(StrEnum):
    """What somebody did; the value is what a reader sees."""

    ADDED = "thêm văn bản"
    REMOVED = "gỡ văn bản"
    RESTORED = "lấy lại văn bản"
    CORRECTED = "sửa thông tin văn bản"
    MARKED = "ghi tiến độ nhiệm vụ"


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the list."""

    at: str  # ISO, UTC
    who: str  # "" where nobody logs in
    deed: Deed
    sha256: str
    document: str  # name, as it was then
    detail: str


class Audit:
    """The list in one SQLite file; where it cannot be written, the page goes on and the log says so."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with contextlib.suppress(OSError, sqlite3.Error):
            path.parent.mkdir(parents=True, exist_ok=True)
            os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
            with self._connect() as db:
                db.execute(_SCHEMA)

    @contextmanager
    def _connect(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self.path, timeout=10)) as db, db:  # 10 s: another window is writing
            yield db

    def note(self, who: str, deed: Deed, sha256: str, document: str, detail: str = "") -> None:
        """Add a line."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        values = (now, who, deed.value, sha256, document[:300], detail[:1000])
        try:
            with self._connect() as db:
                db.execute(
                    "INSERT INTO event (at, who, deed, sha256, document, detail) VALUES (?, ?, ?, ?, ?, ?)",
                    values,
                )
        except sqlite3.Error:
            _LOG.exception("deed not noted: %s", values)

    def events(self, limit: int = 500) -> tuple[Event, ...]:
        """Return the latest lines, the latest first."""
        query = "SELECT at, who, deed, sha256, document, detail FROM event ORDER BY id DESC LIMIT ?"
        try:
            with self._connect() as db:
                rows = db.execute(query, (limit,)).fetchall()
        except sqlite3.Error:
            _LOG.exception("list of deeds not read")
            return ()
        return tuple(Event(at, who, Deed(deed), sha, name, more) for at, who, deed, sha, name, more in rows)

    def adder(self, sha256: str) -> str | None:
        """Return who added a document in the page last; None where that was done elsewhere."""
        query = "SELECT who FROM event WHERE sha256 = ? AND deed = ? ORDER BY id DESC LIMIT 1"
        try:
            with self._connect() as db:
                row = db.execute(query, (sha256, Deed.ADDED.value)).fetchone()
        except sqlite3.Error:
            _LOG.exception("list of deeds not read")
            return None
        return str(row[0]) if row else None
