"""Marks by people on tasks: how far it is, a note, who, when; beside the document's words, never in them.

Guarantees:
    1. A mark is never changed or deleted: a new one is laid over it, and every one can be read again.
    2. A mark follows its task through a new reading and a corrected number; one whose task is not found any
       more is given by `lost`, not dropped.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from assistant.register.rows import Mark, Progress, TaskRow
from corpus.text import fold

_SCHEMA = """
CREATE TABLE IF NOT EXISTS mark (
    id INTEGER PRIMARY KEY, document TEXT NOT NULL, sha256 TEXT NOT NULL, task TEXT NOT NULL, quote TEXT NOT NULL,
    words TEXT NOT NULL, progress TEXT NOT NULL, note TEXT NOT NULL, who TEXT NOT NULL, at TEXT NOT NULL);
"""
LONGEST_NOTE = 1_000  # characters: half a page


@dataclass(frozen=True, slots=True)
class Kept:
    """One mark with what it was made on."""

    document: str  # document id
    sha256: str
    task: str  # hash of quote, task and who leads
    quote: str  # hash of the quote alone
    words: str  # the task's words, for a reader
    mark: Mark


@lru_cache(
    maxsize=100_000
)  # a province's register twice over; folding ten thousand tasks takes half a second
def _hash(*parts: str) -> str:
    return hashlib.sha256("|".join(fold(p) for p in parts).encode()).hexdigest()[:32]


def task_key(row: TaskRow) -> str:
    """Return what stays the same of a task when its document is read again."""
    return _hash(row.quote, row.task, *row.lead)


class Marks:
    """All marks in one SQLite file; a connection per call, so any thread may use it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        with self._connect() as db:
            db.executescript(_SCHEMA)

    @contextmanager
    def _connect(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self.path, timeout=10)) as db, db:  # 10 s: another window is writing
            yield db

    def put(self, row: TaskRow, progress: Progress, note: str, who: str) -> Mark:
        """Lay a mark over a task and return it."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        clean = "".join(c if c.isprintable() or c == "\n" else " " for c in note).strip()[:LONGEST_NOTE]
        mark = Mark(progress, clean, who, now)
        values = (
            row.document_id, row.sha256, task_key(row), _hash(row.quote), row.task[:500], progress.value,
            clean, who, now,
        )  # fmt: skip
        with self._connect() as db:
            db.execute(
                "INSERT INTO mark (document, sha256, task, quote, words, progress, note, who, at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                values,
            )
        return mark

    def kept(self) -> tuple[Kept, ...]:
        """Return every mark ever made, oldest first."""
        query = "SELECT document, sha256, task, quote, words, progress, note, who, at FROM mark ORDER BY id"
        with self._connect() as db:
            rows = db.execute(query).fetchall()
        return tuple(
            Kept(document, sha, task, quote, words, Mark(Progress(progress), note, who, at))
            for document, sha, task, quote, words, progress, note, who, at in rows
        )

    def of(self, row: TaskRow) -> tuple[Mark, ...]:
        """Return all marks of a task, the latest first."""
        found = [k.mark for k in self.kept() if _same_document(k, row) and k.task == task_key(row)]
        return tuple(reversed(found))

    def marked(self, rows: Sequence[TaskRow]) -> list[TaskRow]:
        """Return the rows, each with its latest mark."""
        return _joined(self.kept(), rows)[0]

    def lost(self, rows: Sequence[TaskRow]) -> tuple[Kept, ...]:
        """Return the latest mark of each task that is not among the rows any more."""
        return _joined(self.kept(), rows)[1]


def _same_document(kept: Kept, row: TaskRow) -> bool:
    return row.document_id == kept.document or bool(row.sha256 and row.sha256 == kept.sha256)


def _joined(kept: Sequence[Kept], rows: Sequence[TaskRow]) -> tuple[list[TaskRow], tuple[Kept, ...]]:
    """Return the rows with their marks, and the marks that belong to none of them."""
    latest = {(k.document, k.task): k for k in kept}
    if not latest:
        return list(rows), ()
    places: dict[tuple[str, str], list[int]] = {}
    documents = {k.document for k in latest.values()} | {k.sha256 for k in latest.values()}
    for at, row in enumerate(rows):
        for name in {row.document_id, row.sha256} & documents:
            places.setdefault((name, task_key(row)), []).append(at)
            places.setdefault((name, _hash(row.quote)), []).append(at)
    out, lost = list(rows), list[Kept]()
    for one in latest.values():
        found = next(
            (
                places[name, key]
                for key in (one.task, one.quote)
                for name in (one.document, one.sha256)
                if (name, key) in places and (key == one.task or len(places[name, key]) == 1)
            ),
            None,
        )
        if found is None:
            lost.append(one)
        for at in found or ():
            out[at] = replace(out[at], mark=one.mark)
    return out, tuple(lost)
