"""The vectors of one model on disk, by the number of their unit: what was encoded is never encoded again.

Chroma finds the nearest ones (`collection.py`); this file rescores the best exactly, serves searches in
a few documents, and feeds the collection, again where that was lost: encoding a million passages takes
half a day, copying their vectors half an hour. Nothing of it is held in memory.
"""

from __future__ import annotations

import hashlib
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from weakref import WeakSet

import numpy as np
from numpy.typing import NDArray

from index.database import Connection, translated

_SCHEMA = """
CREATE TABLE IF NOT EXISTS vectors (num INTEGER PRIMARY KEY, key INTEGER NOT NULL, v BLOB NOT NULL);
CREATE INDEX IF NOT EXISTS vectors_of_texts ON vectors (key);
"""
PREFIX = "vectors-"
_SUFFIX = ".sqlite3"
_STORED = np.dtype("<f2")  # half precision: cosines move by less than 0.001
_VARIABLES = 500  # values in one statement
_WAIT = 30.0  # seconds that a writer waits for another transaction

Floats = NDArray[np.float32]


def name_of(epoch: str, fingerprint: str) -> str:
    """Return the name of the vectors of a database and a model."""
    model = hashlib.blake2b(fingerprint.encode(), digest_size=6).hexdigest()
    return f"{PREFIX}{epoch}-{model}"


def files(folder: Path) -> list[Path]:
    """Return the vector files of a folder."""
    return sorted(folder.glob(f"{PREFIX}*{_SUFFIX}"))


class Vectors:
    """One file; opened without reading it, created by the first write."""

    def __init__(self, folder: Path, name: str) -> None:
        self._folder = folder
        self.file = folder / f"{name}{_SUFFIX}"
        self._mine = threading.local()
        self._all: WeakSet[Connection] = WeakSet()

    @property
    def model(self) -> str:
        """Return what tells the model from any other."""
        return self.file.stem.rpartition("-")[2]

    def _connection(self, *, create: bool = False) -> Connection | None:
        found: Connection | None = getattr(self._mine, "connection", None)
        if found is None and (create or self.file.exists()):
            found = sqlite3.connect(
                self.file, timeout=_WAIT, isolation_level=None, check_same_thread=False, factory=Connection
            )
            found.execute("PRAGMA synchronous = NORMAL")  # the last batch can be encoded again
            if create:
                found.execute("PRAGMA journal_mode = WAL")
                found.executescript(_SCHEMA)
            self._mine.connection = found
            self._all.add(found)
        return found

    def filled(self) -> int:
        """Return the highest number that has a vector: every live unit up to it has one."""
        with translated(self._folder):
            connection = self._connection()
            row = connection.execute("SELECT MAX(num) FROM vectors").fetchone() if connection else None
            return int(row[0] or 0) if row else 0

    def get(self, nums: Sequence[int] | NDArray[np.int64]) -> tuple[NDArray[np.bool_], Floats]:
        """Return for each number whether it has a vector, and the vectors (zeros where there is none)."""
        wanted = np.asarray(nums, dtype=np.int64)
        found: dict[int, bytes] = {}
        with translated(self._folder):
            connection = self._connection()
            for at in range(0, len(wanted) if connection else 0, _VARIABLES):
                page = wanted[at : at + _VARIABLES].tolist()
                sql = f"SELECT num, v FROM vectors WHERE num IN ({','.join('?' * len(page))})"
                found.update(connection.execute(sql, page))  # type: ignore[union-attr]
        there = np.array([n in found for n in wanted.tolist()], dtype=bool)
        width = len(next(iter(found.values()))) // _STORED.itemsize if found else 0
        rows = np.zeros((len(wanted), width), dtype=np.float32)
        if found:
            data = b"".join(found[n] for n in wanted.tolist() if n in found)
            rows[there] = np.frombuffer(data, dtype=_STORED).reshape(-1, width)
        return there, rows

    def scan(self, after: int = 0, page: int = 4000) -> Iterator[tuple[NDArray[np.int64], Floats]]:
        """Yield numbers above `after` with their vectors, some at a time, in order."""
        while True:
            with translated(self._folder):
                connection = self._connection()
                sql = "SELECT num, v FROM vectors WHERE num > ? ORDER BY num LIMIT ?"
                rows = connection.execute(sql, (after, page)).fetchall() if connection else []
            if not rows:
                return
            table = np.frombuffer(b"".join(r[1] for r in rows), dtype=_STORED).reshape(len(rows), -1)
            after = rows[-1][0]
            yield np.array([r[0] for r in rows], dtype=np.int64), table.astype(np.float32)

    def of_texts(self, keys: Iterable[int]) -> dict[int, Floats]:
        """Return the vectors of those texts that have one."""
        with translated(self._folder):
            connection = self._connection()
            out = {}
            for key in set(keys) if connection else ():
                row = connection.execute("SELECT v FROM vectors WHERE key = ? LIMIT 1", (key,)).fetchone()  # type: ignore[union-attr]
                if row:
                    out[key] = np.frombuffer(row[0], dtype=_STORED).astype(np.float32)
        return out

    def put(self, rows: Iterable[tuple[int, int, Floats]]) -> None:
        """Keep (number, key of the text, vector), all of them or none."""
        with translated(self._folder):
            connection = self._connection(create=True)
            assert connection is not None
            connection.execute("BEGIN IMMEDIATE")
            try:
                connection.executemany(
                    "INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)",
                    ((num, key, v.astype(_STORED).tobytes()) for num, key, v in rows),
                )
                connection.commit()
            except BaseException:
                connection.rollback()
                raise

    def drop(self, nums: Iterable[int]) -> None:
        """Forget the vectors of units that are no longer there."""
        if not self.file.exists():
            return
        with translated(self._folder):
            connection = self._connection(create=True)
            assert connection is not None
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany("DELETE FROM vectors WHERE num = ?", ((n,) for n in nums))
            connection.commit()

    def close(self) -> None:
        """Let go of the file."""
        for connection in tuple(self._all):
            connection.close()
        self._all.clear()
        self._mine = threading.local()

    def erase(self) -> None:
        """Delete the file."""
        self.close()
        for suffix in ("", "-wal", "-shm"):
            self.file.with_name(self.file.name + suffix).unlink(missing_ok=True)
