"""What is known about each document without opening it: one light row a document, kept in a table.

The table (`summaries.db`) is a cache of what the documents say: when it is damaged, busy or cannot be
written, rows are made again from the documents, and nothing but time is lost.
"""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from corpus.header import display_name
from corpus.library.drafts import looks_like_draft
from corpus.library.report import doubts
from corpus.model import Document, Header
from corpus.text import fold

_WAIT = 2.0  # seconds that a busy table is waited for; a row is written in milliseconds
_TABLE = "CREATE TABLE IF NOT EXISTS summaries (key TEXT PRIMARY KEY, sha256 TEXT, row BLOB) WITHOUT ROWID"


@dataclass(frozen=True, slots=True)
class Summary:
    """One document as a list shows it; `Library.document(id)` opens it."""

    id: str
    source: str  # file name
    sha256: str
    name: str  # what people call it: kind, number, date, issuer; or the title
    media_type: str
    read_by: str
    header: Header  # with the corrections by people
    pages: int
    characters: int
    provisions: int
    tasks: int
    targets: int
    complete: bool
    draft: bool
    doubts: tuple[str, ...]  # Vietnamese sentences
    words: str  # hash of what it says, without regard to white space and tone placement
    notes: tuple[str, ...] = ()  # those of the doubts that the library itself has, not the reading

    @property
    def number(self) -> str:
        """Return the number as it was read or corrected, or nothing."""
        return self.header.number.value if self.header.number else ""


def summary(document: Document) -> Summary:
    """Return the row of a document."""
    return Summary(
        id=document.id,
        source=document.source,
        sha256=document.sha256,
        name=display_name(document.header, document.source),
        media_type=document.media_type,
        read_by=document.read_by,
        header=document.header,
        pages=len(document.pages),
        characters=len(document.text),
        provisions=len(document.provisions),
        tasks=len(document.tasks),
        targets=len(document.targets),
        complete=document.complete,
        draft=looks_like_draft(document.text, document.source),
        doubts=doubts(document),
        words=hashlib.sha256(fold(document.text).encode("utf-8", "surrogatepass")).hexdigest(),
    )


@cache
def _adapter() -> TypeAdapter[Summary]:
    return TypeAdapter(Summary)


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(path, timeout=_WAIT)
    try:
        yield connection
    finally:
        connection.close()


def stored(path: Path) -> dict[str, Summary]:
    """Return the rows of a table by key; nothing from one that is absent, busy or damaged."""
    if not path.is_file():
        return {}
    try:
        with _opened(path) as table:
            rows = table.execute("SELECT key, row FROM summaries").fetchall()
        return {key: _adapter().validate_json(row) for key, row in rows}
    except (sqlite3.Error, ValidationError, OSError, ValueError):
        return {}


def store(path: Path, rows: Mapping[str, Summary]) -> None:
    """Keep rows; a damaged table is begun anew, one that cannot be written is left alone."""
    if not rows:
        return
    try:
        _insert(path, rows)
    except sqlite3.OperationalError:  # busy, read-only or full: the rows are made again when needed
        return
    except (sqlite3.Error, OSError):
        with contextlib.suppress(sqlite3.Error, OSError):
            path.unlink(missing_ok=True)
            _insert(path, rows)


def _insert(path: Path, rows: Mapping[str, Summary]) -> None:
    values = [(key, row.sha256, _adapter().dump_json(row)) for key, row in rows.items()]
    with _opened(path) as table, table:
        table.execute(_TABLE)
        table.executemany("INSERT OR REPLACE INTO summaries VALUES (?, ?, ?)", values)


def keep_only(path: Path, keys: Iterable[str]) -> None:
    """Drop the rows of documents that are not held or were made by another version."""
    wanted = set(keys)
    with contextlib.suppress(sqlite3.Error, OSError):
        if not path.is_file():
            return
        with _opened(path) as table, table:
            gone = [(k,) for (k,) in table.execute("SELECT key FROM summaries") if k not in wanted]
            table.executemany("DELETE FROM summaries WHERE key = ?", gone)


def draft_sentence(row: Summary, rows: Iterable[Summary]) -> str:
    """Return what a reader of a draft should know: whether the issued version is held too."""
    title = _title(row)
    issued = next((r for r in rows if not r.draft and title and _title(r) == title), None)
    if issued is None:
        return "Bản dự thảo, chưa phải văn bản đã ban hành."
    return f"Bản dự thảo; bản đã ban hành: {issued.name}."


def _title(row: Summary) -> str:
    return fold(row.header.title.value) if row.header.title else ""
