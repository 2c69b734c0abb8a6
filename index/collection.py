"""The Chroma collection in which the nearest vectors are found: embedded, or a server of its own.

Embedded, one process at a time holds the collection: Chroma's files do not survive two. Whoever comes
second gets None and scans the vector file instead. A server serves any number of processes. Chroma is
imported on first use.
"""

from __future__ import annotations

import contextlib
import logging
import shutil
import sqlite3
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import numpy as np
from filelock import FileLock, Timeout
from numpy.typing import NDArray

from index.database import translate
from index.errors import ChromaUnavailable, IndexingError, IndexUnusable, from_os_error
from index.vectors import PREFIX

PAGE = 1000  # rows of one request: some 2 MB, far below Chroma's limit of 5,461
RETRY = 5.0  # seconds before an absent server, or a collection held by another process, is tried again
SECONDS = 10.0  # that a server may take for one request before it counts as away
_PATIENCE = 2  # failures in a row after which embedded files count as broken
_FED = "fed"  # key of the collection's metadata: every live vector up to this number is in it
_FILE = "chroma.sqlite3"

Floats = NDArray[np.float32]
T = TypeVar("T")


class Access(StrEnum):
    """Whether the collection can be asked."""

    OPEN = "open"
    BUSY = "busy"  # embedded, and held by another process
    AWAY = "away"  # the server does not answer


@dataclass(frozen=True, slots=True)
class Server:
    """A Chroma server: address, token sent as a header, certificate authority (None: the system's)."""

    url: str
    token: str | None = None
    authority: Path | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A vector with what searches filter by; `content` lets another machine rebuild the unit."""

    num: int
    document_id: str
    kind: str
    content: str | None = None


class Collection:
    """The collection of one database and one model."""

    def __init__(self, folder: Path, name: str, server: Server | None = None) -> None:
        self.folder = folder / "chroma"
        self._name = name
        self._server = server
        self._client: Any = None
        self._collection: Any = None
        self._owner = FileLock(folder / "chroma.lock", timeout=0, thread_local=False)
        self._turn = threading.RLock()
        self._failures = 0
        self._tried = -RETRY
        self.access = Access.OPEN

    @property
    def remote(self) -> bool:
        """Say whether the collection lives on a server."""
        return self._server is not None

    @property
    def is_open(self) -> bool:
        """Say whether this process has opened it: the first question to an embedded one loads the whole graph."""
        return self._collection is not None

    @property
    def where(self) -> str:
        """Return the address or the folder."""
        return self._server.url if self._server else str(self.folder)

    def query(
        self, vector: Floats, count: int, where: Mapping[str, Sequence[str]]
    ) -> tuple[NDArray[np.int64], Floats] | None:
        """Return numbers and cosines of the nearest vectors, None where the collection cannot be asked.

        Args:
            vector: of unit length.
            count: how many at most.
            where: allowed values of `document_id` and of `kind`.
        """
        filters: list[dict[str, Any]] = [{key: {"$in": list(values)}} for key, values in where.items()]
        asked: dict[str, Any] = {"query_embeddings": [vector], "n_results": count, "include": ["distances"]}
        if filters:
            asked["where"] = filters[0] if len(filters) == 1 else {"$and": filters}
        found = self._try(lambda: self._collection.query(**asked))
        if found is None:
            return None
        nums = np.array([int(key) for key in found["ids"][0]], dtype=np.int64)
        return nums, (1.0 - np.array(found["distances"][0], dtype=np.float32)).astype(np.float32)

    def fed(self) -> int | None:
        """Return the number up to which the collection is filled, None where it cannot be asked."""
        return self._try(lambda: int((self._collection.metadata or {}).get(_FED, 0)))

    def count(self) -> int | None:
        """Return the number of vectors, None where the collection cannot be asked."""
        return self._try(lambda: int(self._collection.count()))

    def put(self, rows: Sequence[Row], vectors: Floats, fed: int) -> bool:
        """Add vectors, and note up to which number the collection is filled; say whether that was possible.

        Raises:
            DiskFull: no space is left.
        """

        def write() -> bool:
            for at in range(0, len(rows), PAGE):
                page = rows[at : at + PAGE]
                content = [r.content for r in page]
                self._collection.upsert(
                    ids=[str(r.num) for r in page],
                    embeddings=vectors[at : at + PAGE],
                    metadatas=[{"document_id": r.document_id, "kind": r.kind} for r in page],
                    documents=None if None in content else content,
                )
            self._collection.modify(metadata={_FED: fed})
            return True

        return bool(self._try(write))

    def drop(self, nums: Sequence[int]) -> bool:
        """Remove vectors; say whether that was possible."""

        def remove() -> bool:
            for at in range(0, len(nums), PAGE):
                self._collection.delete(ids=[str(n) for n in nums[at : at + PAGE]])
            return True

        return bool(self._try(remove))

    def drop_others(self, names: Sequence[str]) -> None:
        """Delete the collections of former models and databases of this index."""

        def remove() -> bool:
            there = {c.name for c in self._client.list_collections()}
            if not self._server:  # a folder of our own: whatever else is in it is of a former index
                there_of_us = {n for n in there if n.startswith(PREFIX)} | (there & {"chunks"})
            else:
                there_of_us = there & set(names)
            for name in there_of_us - {self._name}:
                self._client.delete_collection(name)
            return True

        self._try(remove)

    def rows(self, after: Sequence[str] = (), page: int = PAGE, offset: int = 0) -> Mapping[str, Any] | None:
        """Return a page of what is stored: ids, metadatas, documents."""
        kinds = ["metadatas", "documents"]
        found: Mapping[str, Any] | None = self._try(
            lambda: self._collection.get(limit=page, offset=offset, include=kinds)
        )
        return found

    def close(self) -> None:
        """Let go of the client, and of the folder for other processes."""
        with self._turn:
            if self._client is not None:
                with contextlib.suppress(Exception):  # what a client raises on closing helps nobody
                    self._client.close()
            self._client = self._collection = None
            self._owner.release(force=True)
            self._tried = -RETRY

    def _try(self, call: Callable[[], T]) -> T | None:
        """Run a call on the open collection; None, and a state that says why, where it cannot be asked."""
        if not self._open():
            return None
        try:
            found = call()
        except IndexingError:
            raise
        except Exception as error:  # Chroma raises types of its Rust core that it does not export
            self._failed(error)
            return None
        self._failures = 0
        return found

    def _failed(self, error: Exception) -> None:
        reason = translate(self.folder, str(error))
        if not self._server and not isinstance(reason, IndexUnusable):
            raise reason from error
        logging.getLogger(__name__).warning("Chroma: %s", reason)
        self.close()
        self.access = Access.AWAY
        self._tried = time.monotonic()
        self._failures += 1
        if not self._server and self._failures >= _PATIENCE:  # made again from the vectors on disk
            shutil.rmtree(self.folder, ignore_errors=True)

    def _open(self) -> bool:
        with self._turn:
            if self._collection is not None:
                return True
            if time.monotonic() - self._tried < RETRY:
                return False
            self._tried = time.monotonic()
            if not self._server and not self._own():
                self.access = Access.BUSY
                return False
            try:
                self._client = _remote(self._server) if self._server else _embedded(self.folder)
                self._collection = self._client.get_or_create_collection(
                    self._name, embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
                )
            except IndexingError:
                self.close()
                raise
            except Exception as error:
                self._failed(error)
                return False
            self.access = Access.OPEN
            return True

    def _own(self) -> bool:
        try:
            self._owner.acquire()
        except Timeout:
            return False
        except OSError as error:
            raise from_os_error(error, self.folder) from error
        return True


def ask_version(server: Server) -> str:
    """Return what version a server says that it is.

    Raises:
        ChromaUnavailable: it does not answer, or refuses the token.
    """
    try:
        client = _remote(server)
        client.list_collections(limit=1)  # a heartbeat is answered without a token
        return str(client.get_version())
    except ChromaUnavailable:
        raise
    except Exception as error:  # of httpx, of ssl, of Chroma
        reason = str(error).splitlines()[0][:160] if str(error) else type(error).__name__
        raise ChromaUnavailable(server.url, reason) from error


def _embedded(folder: Path) -> Any:
    import chromadb  # noqa: PLC0415 - takes a second: only where vectors are asked for
    from chromadb.config import Settings  # noqa: PLC0415

    folder.mkdir(parents=True, exist_ok=True)
    if not _sound(folder / _FILE):  # Chroma keeps a half-opened database for the life of the process
        shutil.rmtree(folder)
        folder.mkdir()
    return chromadb.PersistentClient(path=str(folder), settings=Settings(anonymized_telemetry=False))


def _sound(file: Path) -> bool:
    """Say whether a file is absent or a database whose schema can be read."""
    if not file.exists():
        return True
    try:
        with closing(sqlite3.connect(file)) as database:
            database.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()
    except sqlite3.DatabaseError:
        return False
    return True


def _remote(server: Server) -> Any:
    import chromadb  # noqa: PLC0415
    import httpx  # noqa: PLC0415
    from chromadb.config import Settings  # noqa: PLC0415

    address = urlsplit(server.url)
    secure = address.scheme == "https"
    if address.scheme not in {"http", "https"} or not address.hostname:
        raise ChromaUnavailable(server.url, "địa chỉ phải có dạng http://máy:cổng")
    if not (server.token or "").isascii():  # a header holds no other letters
        raise ChromaUnavailable(server.url, "HOIDAP_CHROMA_TOKEN chỉ được gồm chữ không dấu")
    settings = Settings(anonymized_telemetry=False)
    if server.authority:
        settings.chroma_server_ssl_verify = str(server.authority)
    client = chromadb.HttpClient(
        host=address.hostname,
        port=address.port or (443 if secure else 8000),
        ssl=secure,
        headers={"x-chroma-token": server.token, "Authorization": f"Bearer {server.token}"}
        if server.token
        else {},
        settings=settings,
    )
    session = getattr(getattr(client, "_server", None), "_session", None)
    if isinstance(session, httpx.Client):  # Chroma waits for ever otherwise
        session.timeout = httpx.Timeout(SECONDS)
    return client
