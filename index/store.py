"""The Chroma collection: the durable store of chunks and vectors. Chroma is imported on first use."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from corpus.model import Evidence
from index.errors import DiskFull, IndexingError, IndexNotWritable, IndexUnusable, from_os_error

if TYPE_CHECKING:
    from collections.abc import Callable

COLLECTION = "chunks"
PAGE = 1000  # rows of one request: some 2 MB, far below Chroma's limit of 5,461
_FIELDS = ("document_id", "provision", "start", "end", "context", "kind")


class ChunkStore:
    """An open collection. Only the process that holds the write lock may open one."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._client = _client(folder)
        self._collection = _guard(folder, lambda: _collection(self._client))

    def hashes(self) -> dict[str, str]:
        """Return the content hash of every stored chunk by id."""
        rows = _guard(self._folder, lambda: self._collection.get(include=["metadatas"]))
        return {i: str(m["hash"]) for i, m in zip(rows["ids"], rows["metadatas"], strict=True)}

    def put(
        self, chunks: Sequence[Evidence], hashes: Mapping[str, str], vectors: NDArray[np.float32] | None
    ) -> None:
        """Add or replace chunks; without an encoder each gets the same vector of one number."""
        rows = np.ones((len(chunks), 1), dtype=np.float32) if vectors is None else vectors
        metadata = [{**{k: getattr(c, k) for k in _FIELDS}, "hash": hashes[c.id]} for c in chunks]
        _guard(
            self._folder,
            lambda: self._collection.upsert(
                ids=[c.id for c in chunks],
                embeddings=rows,
                documents=[c.text for c in chunks],
                metadatas=metadata,
            ),
        )

    def drop(self, ids: Sequence[str]) -> None:
        """Remove chunks."""
        for at in range(0, len(ids), PAGE):
            page = list(ids[at : at + PAGE])
            _guard(self._folder, lambda page=page: self._collection.delete(ids=page))  # type: ignore[misc]

    def vectors(self, ids: Sequence[str]) -> NDArray[np.float32]:
        """Return the vectors of chunks in the order asked for."""
        pages = [self._vector_page(ids[at : at + PAGE]) for at in range(0, len(ids), PAGE)]
        return np.concatenate(pages) if pages else np.zeros((0, 1), dtype=np.float32)

    def _vector_page(self, ids: Sequence[str]) -> NDArray[np.float32]:
        rows = _guard(self._folder, lambda: self._collection.get(ids=list(ids), include=["embeddings"]))
        found = {i: at for at, i in enumerate(rows["ids"])}
        table = np.asarray(rows["embeddings"], dtype=np.float32)
        return table[[found[i] for i in ids]]

    def rows(self) -> Iterator[Evidence]:
        """Yield every stored chunk (for checks)."""
        rows = self._collection.get(include=["metadatas", "documents"])
        for key, meta, text in zip(rows["ids"], rows["metadatas"], rows["documents"], strict=True):
            yield Evidence(id=key, text=text, **{k: meta[k] for k in _FIELDS})

    def close(self) -> None:
        """Let go of the files."""
        close = getattr(self._client, "close", None)
        if close:
            close()


def erase(folder: Path) -> None:
    """Delete a store that belongs to another model or format, or that is damaged."""
    try:
        if folder.exists():
            shutil.rmtree(folder)
    except OSError as error:
        raise from_os_error(error, folder) from error


def _client(folder: Path) -> Any:
    import chromadb  # noqa: PLC0415 - takes a second: only where something is written
    from chromadb.config import Settings  # noqa: PLC0415

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise from_os_error(error, folder) from error
    _check(folder)
    settings = Settings(anonymized_telemetry=False)
    return _guard(folder, lambda: chromadb.PersistentClient(path=str(folder), settings=settings))


def _check(folder: Path) -> None:
    """Refuse a damaged database before Chroma opens it: Chroma keeps a half-opened one for the process.

    Raises:
        IndexUnusable: the file is no sound SQLite database.
    """
    file = folder / "chroma.sqlite3"
    if not file.exists():
        return
    try:
        with closing(sqlite3.connect(file)) as database:
            sound = database.execute("PRAGMA quick_check(1)").fetchone() == ("ok",)
    except sqlite3.DatabaseError as error:
        raise _translate(folder, str(error)) from error
    if not sound:
        raise IndexUnusable(folder, "tệp chroma.sqlite3 bị hỏng")


def _collection(client: Any) -> Any:
    return client.get_or_create_collection(
        COLLECTION, embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
    )


def _guard(folder: Path, call: Callable[[], Any]) -> Any:
    """Run a Chroma call and turn its failures into errors of this package."""
    try:
        return call()
    except IndexingError:
        raise
    except OSError as error:
        raise from_os_error(error, folder) from error
    except Exception as error:  # Chroma raises types of its Rust core that it does not export
        raise _translate(folder, str(error)) from error


def _translate(folder: Path, message: str) -> IndexingError:
    lower = message.lower()
    if "disk is full" in lower or "no space left" in lower:
        return DiskFull(folder)
    if "readonly" in lower or "read-only" in lower or "permission denied" in lower:
        return IndexNotWritable(folder)
    return IndexUnusable(folder, message.splitlines()[0][:120] if message else "Chroma")
