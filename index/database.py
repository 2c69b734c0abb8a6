"""The units of an index in SQLite, and which segments hold their postings: one transaction, one state.

Readers open a transaction and see one state whole; a writer that dies leaves the last one. A unit is
known by a number that is given once and never again: a unit that changes is a new one.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from weakref import WeakSet

import numpy as np
from numpy.typing import NDArray

from index.errors import DiskFull, IndexingError, IndexNotWritable, IndexUnusable, unusable
from index.tokens import strip
from index.units import StoredUnit, content_hash

FILE = "index.sqlite3"
_WAIT = 30.0  # seconds that a writer waits for another transaction to end
_VARIABLES = 500  # values in one statement, below the limit of any SQLite
_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE documents (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, mark TEXT NOT NULL, units INTEGER NOT NULL
);
CREATE TABLE kinds (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE units (
    num INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, document INTEGER NOT NULL, provision TEXT NOT NULL,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, text TEXT NOT NULL, context TEXT NOT NULL,
    kind INTEGER NOT NULL, fields TEXT NOT NULL, hash BLOB NOT NULL
);
CREATE INDEX units_of_document ON units (document);
CREATE TABLE segments (name TEXT PRIMARY KEY, first INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE dead (num INTEGER PRIMARY KEY);
CREATE TABLE dropped (num INTEGER PRIMARY KEY);
CREATE TABLE syllables (term TEXT PRIMARY KEY, plain TEXT NOT NULL, count INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX syllables_of_letters ON syllables (plain);
"""
_UNIT = (
    'SELECT u.num, u.id, d.id, u.provision, u.start, u."end", u.text, u.context, k.name, u.fields, u.hash'
    " FROM units u JOIN documents d ON d.number = u.document JOIN kinds k ON k.number = u.kind"
)


@dataclass(frozen=True, slots=True)
class State:
    """What one transaction sees of the index as a whole."""

    layout: str  # format that it was written with
    epoch: str  # of the database: numbers of another one mean other units
    generation: int  # one more with each change
    units: int
    terms: int  # of all live units together
    segments: tuple[str, ...]


class Connection(sqlite3.Connection):
    """A connection that ends with its last user: SQLite's own cannot be referred to weakly."""


class Database:
    """The connections of one process to the database of a folder, one for each thread."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._mine = threading.local()
        self._all: WeakSet[Connection] = WeakSet()  # a thread that ends takes its own along

    def connection(self) -> sqlite3.Connection:
        """Return the connection of this thread.

        Raises:
            IndexingError: there is no database, or it cannot be read.
        """
        file = self._folder / FILE
        identity = file.stat().st_ino if file.exists() else 0  # a rebuilt index is another file
        if getattr(self._mine, "identity", None) != identity:
            self._mine.connection = _connect(file)
            self._mine.identity = identity
            self._all.add(self._mine.connection)
        found: sqlite3.Connection = self._mine.connection
        return found

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Hold one state of the database; inside of another reading, that one's."""
        with translated(self._folder):
            connection = self.connection()
            if connection.in_transaction:
                yield connection
                return
            connection.execute("BEGIN")
            try:
                yield connection
            finally:
                connection.rollback()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Make a change that is seen as a whole, or not at all."""
        with translated(self._folder):
            connection = self.connection()
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("UPDATE meta SET value = value + 1 WHERE key = 'generation'")
                connection.commit()
            except BaseException:
                connection.rollback()
                raise

    def forget(self, nums: Sequence[int]) -> None:
        """Note that the vectors of these numbers are gone from everywhere; no reader sees a difference."""
        with translated(self._folder):
            connection = self.connection()
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany("DELETE FROM dropped WHERE num = ?", ((n,) for n in nums))
            connection.commit()

    def close(self) -> None:
        """Let go of the files."""
        for connection in tuple(self._all):
            connection.close()
        self._all.clear()
        self._mine = threading.local()


def _connect(file: Path) -> Connection:
    if not file.exists():
        raise IndexUnusable(file.parent, "chưa có tệp index.sqlite3")
    try:
        return _prepared(_opened(str(file), uri=False))
    except (
        sqlite3.OperationalError
    ):  # a folder that cannot be written: nobody writes it, read it as it stands
        address = f"{file.absolute().as_uri()}?mode=ro&immutable=1"
        return _prepared(_opened(address, uri=True))


def _opened(address: str, *, uri: bool) -> Connection:
    return sqlite3.connect(
        address, timeout=_WAIT, isolation_level=None, check_same_thread=False, uri=uri, factory=Connection
    )


def _prepared(connection: Connection) -> Connection:
    connection.execute("PRAGMA synchronous = FULL")  # a segment is deleted only after its successor is safe
    connection.execute("SELECT value FROM meta WHERE key = 'format'").fetchone()
    return connection


@contextmanager
def translated(folder: Path) -> Iterator[None]:
    """Turn failures of SQLite into errors of this package."""
    try:
        yield
    except sqlite3.Error as error:
        raise translate(folder, str(error)) from error


def translate(folder: Path, message: str) -> IndexingError:
    """Return the error of this package for what SQLite or Chroma says."""
    lower = message.lower()
    if "disk is full" in lower or "no space left" in lower:
        return DiskFull(folder)
    if "readonly" in lower or "read-only" in lower or "permission denied" in lower:
        return IndexNotWritable(folder)
    return unusable(folder, message.splitlines()[0][:120] if message else "SQLite")


def create(folder: Path, layout: str, epoch: str) -> None:
    """Make an empty database where there is none."""
    if (folder / FILE).exists():
        return
    fresh = folder / f"{FILE}.new"
    for left in (fresh, folder / f"{FILE}-wal", folder / f"{FILE}-shm"):
        left.unlink(missing_ok=True)
    connection = sqlite3.connect(fresh, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.executescript(_SCHEMA)
        values = {"format": layout, "epoch": epoch, "generation": 1, "next": 1, "units": 0, "terms": 0}
        connection.executemany("INSERT INTO meta VALUES (?, ?)", values.items())
    finally:
        connection.close()  # checkpoints and removes the log
    fresh.replace(folder / FILE)


def layout(folder: Path) -> str:
    """Return the format of the database of a folder, "" where there is none or it cannot be read."""
    try:
        connection = _connect(folder / FILE)
    except (IndexingError, sqlite3.Error):
        return ""
    try:
        return str(connection.execute("SELECT value FROM meta WHERE key = 'format'").fetchone()[0])
    except (sqlite3.Error, TypeError):
        return ""
    finally:
        connection.close()


def state(connection: sqlite3.Connection) -> State:
    """Return the state that a transaction sees."""
    meta = dict(connection.execute("SELECT key, value FROM meta"))
    names = [r[0] for r in connection.execute("SELECT name FROM segments ORDER BY first")]
    return State(
        meta["format"],
        meta["epoch"],
        int(meta["generation"]),
        int(meta["units"]),
        int(meta["terms"]),
        tuple(names),
    )


def numbers(connection: sqlite3.Connection, table: str) -> NDArray[np.int64]:
    """Return the numbers of a table ("dead": postings still there; "dropped": vectors still in Chroma)."""
    rows = connection.execute(f"SELECT num FROM {table} ORDER BY num")
    return np.fromiter((r[0] for r in rows), dtype=np.int64)


def marks(connection: sqlite3.Connection) -> dict[str, str]:
    """Return the mark of each document."""
    return dict(connection.execute("SELECT id, mark FROM documents"))


def units(connection: sqlite3.Connection, nums: Sequence[int]) -> dict[int, StoredUnit]:
    """Return the units of some numbers that are there.

    Raises:
        IndexUnusable: a unit is not what was written.
    """
    found = {}
    for page in _pages(nums):
        marks_of = ",".join("?" * len(page))
        for row in connection.execute(f"{_UNIT} WHERE u.num IN ({marks_of})", page):
            unit = _unit(row)
            if content_hash(unit) != row[10]:
                raise IndexUnusable(Path(FILE), f"đoạn {row[1]} bị hỏng")
            found[row[0]] = unit
    return found


def all_units(
    connection: sqlite3.Connection, after: int = 0, limit: int = -1
) -> Iterator[tuple[int, StoredUnit]]:
    """Yield units in the order of their numbers, those above `after`."""
    for row in connection.execute(f"{_UNIT} WHERE u.num > ? ORDER BY u.num LIMIT ?", (after, limit)):
        yield row[0], _unit(row)


def _unit(row: Sequence[Any]) -> StoredUnit:
    fields = json.loads(row[9]) if row[9] else {}
    return StoredUnit(row[1], row[2], row[3], row[4], row[5], row[6], row[7], row[8], fields)


def nums_of_ids(connection: sqlite3.Connection, ids: Sequence[str]) -> dict[str, int]:
    """Return the numbers of units by id."""
    found: dict[str, int] = {}
    for page in _pages(ids):
        sql = f"SELECT id, num FROM units WHERE id IN ({','.join('?' * len(page))})"
        found.update(connection.execute(sql, page))
    return found


def nums_of_documents(connection: sqlite3.Connection, document_ids: Iterable[str]) -> NDArray[np.int64]:
    """Return the numbers of all units of some documents, ascending."""
    nums: list[int] = []
    for page in _pages(list(document_ids)):
        sql = (
            "SELECT u.num FROM documents d JOIN units u ON u.document = d.number"
            f" WHERE d.id IN ({','.join('?' * len(page))})"
        )
        nums += [r[0] for r in connection.execute(sql, page)]
    return np.array(sorted(nums), dtype=np.int64)


def numbers_of(connection: sqlite3.Connection, table: str, column: str, names: Iterable[str]) -> list[int]:
    """Return the numbers that documents or kinds have in the postings."""
    out: list[int] = []
    for page in _pages(list(names)):
        sql = f"SELECT number FROM {table} WHERE {column} IN ({','.join('?' * len(page))})"
        out += [r[0] for r in connection.execute(sql, page)]
    return out


def count_after(connection: sqlite3.Connection, num: int) -> int:
    """Return how many units have a higher number."""
    return int(connection.execute("SELECT COUNT(*) FROM units WHERE num > ?", (num,)).fetchone()[0])


def forms(connection: sqlite3.Connection, plain: str) -> dict[str, int]:
    """Return the accented forms of a plain syllable with their occurrences."""
    return dict(
        connection.execute("SELECT term, count FROM syllables WHERE plain = ? AND count > 0", (plain,))
    )


def plain_syllables(connection: sqlite3.Connection) -> list[str]:
    """Return all syllables without diacritics."""
    return [r[0] for r in connection.execute("SELECT DISTINCT plain FROM syllables WHERE count > 0")]


def hashes(connection: sqlite3.Connection, document_id: str) -> dict[str, tuple[int, bytes]]:
    """Return number and content hash of each unit of a document."""
    sql = "SELECT u.id, u.num, u.hash FROM documents d JOIN units u ON u.document = d.number WHERE d.id = ?"
    return {key: (num, value) for key, num, value in connection.execute(sql, (document_id,))}


def number_of(connection: sqlite3.Connection, table: str, column: str, name: str, **values: object) -> int:
    """Return the number of a document or kind, a new one where it is not known yet."""
    row = connection.execute(f"SELECT number FROM {table} WHERE {column} = ?", (name,)).fetchone()
    if row:
        return int(row[0])
    columns = [column, *values]
    sql = f"INSERT INTO {table} ({','.join(columns)}) VALUES ({','.join('?' * len(columns))})"
    return int(connection.execute(sql, [name, *values.values()]).lastrowid or 0)


def insert(connection: sqlite3.Connection, rows: Iterable[tuple[int, int, int, StoredUnit]]) -> None:
    """Add units: (number, document, kind, unit)."""
    connection.executemany(
        "INSERT INTO units VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (
                num, u.id, document, u.provision, u.start, u.end, u.text, u.context, kind,
                json.dumps(dict(u.fields), ensure_ascii=False) if u.fields else "", content_hash(u),
            )
            for num, document, kind, u in rows
        ),
    )  # fmt: skip


def delete(connection: sqlite3.Connection, nums: Sequence[int]) -> None:
    """Take units out; their postings and vectors are dead from now on."""
    connection.executemany("DELETE FROM units WHERE num = ?", ((n,) for n in nums))
    for table in ("dead", "dropped"):
        connection.executemany(f"INSERT OR IGNORE INTO {table} VALUES (?)", ((n,) for n in nums))


def add_meta(connection: sqlite3.Connection, **changes: int) -> None:
    """Add to numbers of the state."""
    connection.executemany(
        "UPDATE meta SET value = value + ? WHERE key = ?", ((v, k) for k, v in changes.items())
    )


def meta(connection: sqlite3.Connection, key: str) -> int:
    """Return a number of the state."""
    return int(connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()[0])


def count_syllables(connection: sqlite3.Connection, counts: Mapping[str, int]) -> None:
    """Add occurrences (negative ones: take away)."""
    connection.executemany(
        "INSERT INTO syllables VALUES (?, ?, ?) ON CONFLICT (term) DO UPDATE SET count = count + excluded.count",
        ((term, strip(term), count) for term, count in counts.items()),
    )


def _pages(values: Sequence[Any]) -> Iterator[list[Any]]:
    for at in range(0, len(values), _VARIABLES):
        yield [v.item() if isinstance(v, np.generic) else v for v in values[at : at + _VARIABLES]]
