"""Open, sync and search the index of a data folder.

Guarantees (tests/index/test_chunk_index.py and tests/benchmarks/sync_kill.py):
    1. `sync` is idempotent and incremental: only chunks whose content hash is new are encoded.
    2. Killed at any moment, the next sync completes: no duplicate, no loss; until then searches
       answer from the last published snapshot.
    3. An index built by another model or format version is rebuilt, never mixed.
    4. One writer at a time; readers never wait and never see half an update.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.model import Evidence
from index import fusion, snapshot
from index.encoder import Encoder
from index.errors import IndexUnusable, from_os_error
from index.hits import Hit, SyncReport
from index.lock import write_lock
from index.restoration import Restorer
from index.store import PAGE, ChunkStore, erase

FORMAT = "4"  # raise when terms, vectors or files of an index change their meaning
_REBUILT = "Chỉ mục bị hỏng nên đã được dựng lại từ các văn bản đang lưu."
_OTHER_MODEL = "Chỉ mục cũ dùng mô hình hoặc định dạng khác nên đã được dựng lại."

Progress = Callable[[int, int], None]


class ChunkIndex:
    """What is indexed in one folder, and how to search it."""

    def __init__(self, folder: Path, encoder: Encoder | None, current: snapshot.Snapshot | None) -> None:
        self._folder = folder
        self._encoder = encoder
        self._damaged = current is None
        self._current = current or snapshot.read(folder / "nothing-published")
        self._seen = snapshot.published(folder)  # looked at, used or not

    @classmethod
    def open(cls, folder: Path, encoder: Encoder | None = None) -> ChunkIndex:
        """Open the index of a folder; an absent, foreign or damaged one is empty until the next `sync`.

        Args:
            folder: where the index lives; created by `sync`.
            encoder: the embedding model; None searches by words alone.
        """
        try:
            current: snapshot.Snapshot | None = snapshot.read(folder)
        except snapshot.DamagedSnapshot:
            current = None
        index = cls(folder, encoder, current)
        if not index._current.digest.startswith(index.fingerprint + "|"):
            index._current = snapshot.read(folder / "nothing-published")
        return index

    @property
    def fingerprint(self) -> str:
        """Return the identity of the format and the model that this index is built with."""
        return f"{FORMAT}:{self._encoder.fingerprint if self._encoder else 'lexical'}"

    @property
    def size(self) -> int:
        """Return the number of chunks that a search sees."""
        return self._current.size

    @property
    def folder(self) -> Path:
        """Return where the index lives."""
        return self._folder

    @property
    def restorer(self) -> Restorer:
        """Return the counts from which questions are repaired."""
        return self._current.restorer

    def restore(self, query: str) -> str:
        """Return the query with the diacritics that it was typed without."""
        return self._current.restorer.restore(query)

    def search(self, query: str, top_k: int = 10, document_ids: Collection[str] | None = None) -> list[Hit]:
        """Return the best chunks for a query, best first.

        Args:
            query: a question in any state of accents; restored before it is matched.
            top_k: how many hits at most.
            document_ids: search these documents only.
        """
        self._refresh()
        now = self._current
        if not now.size or top_k < 1:
            return []
        restored = now.restorer.restore(query)
        lexical, coverage = now.lexical.search(restored)
        dense = self._cosines(now, restored)
        chosen = slice(None) if document_ids is None else np.flatnonzero(now.mask(list(document_ids)))
        within = np.zeros_like(lexical)
        within[chosen] = fusion.fuse(
            lexical[chosen],
            None if dense is None else dense[chosen],
            float(coverage[chosen].max(initial=0.0)),
        )
        return [
            _hit(now.record(at), within[at], coverage[at], None if dense is None else dense[at], rank)
            for rank, at in enumerate(fusion.best(within, top_k), start=1)
        ]

    def sync(self, chunks: Iterable[Evidence], progress: Progress | None = None) -> SyncReport:
        """Make the index hold exactly these chunks.

        Args:
            chunks: everything that shall be found afterwards.
            progress: called with (chunks encoded, chunks to encode).

        Raises:
            IndexLocked: another process is updating the index.
            IndexingError: the folder cannot be written, or the disk is full.
        """
        wanted = {c.id: c for c in chunks}
        hashes = {key: content_hash(c) for key, c in wanted.items()}
        digest = f"{self.fingerprint}|{_digest(hashes)}"
        self._refresh()
        if self._is_current(digest):
            return SyncReport(unchanged=len(wanted))
        with write_lock(self._folder):
            try:
                return self._write(wanted, hashes, digest, progress)
            except OSError as error:
                raise from_os_error(error, self._folder) from error

    def _is_current(self, digest: str) -> bool:
        return not self._damaged and self._current.digest == digest and not self._dirty.exists()

    @property
    def _dirty(self) -> Path:
        """Return the file that exists while the store may differ from the published snapshot."""
        return self._folder / "dirty"

    def _write(
        self,
        wanted: Mapping[str, Evidence],
        hashes: Mapping[str, str],
        digest: str,
        progress: Progress | None,
    ) -> SyncReport:
        self._dirty.touch()
        message = _REBUILT if self._damaged else None
        if _read_text(self._built_with) not in {"", self.fingerprint}:
            erase(self._folder / "chroma")
            message = message or _OTHER_MODEL
        self._built_with.write_text(self.fingerprint, encoding="utf-8")
        try:
            report = self._fill(wanted, hashes, digest, progress)
        except IndexUnusable:  # the store cannot be read: fill a fresh one, once
            erase(self._folder / "chroma")
            report = self._fill(wanted, hashes, digest, progress)
            message = _REBUILT
        self._dirty.unlink(missing_ok=True)
        return replace(report, message=message)

    @property
    def _built_with(self) -> Path:
        return self._folder / "fingerprint"

    def _fill(
        self,
        wanted: Mapping[str, Evidence],
        hashes: Mapping[str, str],
        digest: str,
        progress: Progress | None,
    ) -> SyncReport:
        store = ChunkStore(self._folder / "chroma")
        try:
            report = self._update(store, store.hashes(), wanted, hashes, progress)
            self._publish(store, list(wanted.values()), digest)
        finally:
            store.close()
        return report

    def _update(
        self,
        store: ChunkStore,
        stored: Mapping[str, str],
        wanted: Mapping[str, Evidence],
        hashes: Mapping[str, str],
        progress: Progress | None,
    ) -> SyncReport:
        fresh = [c for key, c in wanted.items() if stored.get(key) != hashes[key]]
        gone = [key for key in stored if key not in wanted]
        for at in range(0, len(fresh), PAGE):
            page = fresh[at : at + PAGE]
            store.put(page, hashes, self._encode(page))
            if progress:
                progress(min(at + PAGE, len(fresh)), len(fresh))
        store.drop(gone)
        updated = sum(c.id in stored for c in fresh)
        return SyncReport(len(fresh) - updated, updated, len(gone), len(wanted) - len(fresh))

    def _encode(self, chunks: Sequence[Evidence]) -> NDArray[np.float32] | None:
        if self._encoder is None:
            return None
        return self._encoder.encode_document([snapshot.searchable(c) for c in chunks])

    def _publish(self, store: ChunkStore, chunks: list[Evidence], digest: str) -> None:
        vectors = store.vectors([c.id for c in chunks]) if self._encoder and chunks else None
        old = snapshot.published(self._folder)
        snapshot.remove_old(self._folder, (old,))  # leftovers of a sync that was killed or ran out of space
        name = f"snapshot-{time.time_ns():x}"
        snapshot.write(self._folder, name, digest, chunks, vectors=vectors, base=self._current.inverted)
        snapshot.remove_old(self._folder, (name, old))
        self._current, self._damaged, self._seen = snapshot.read(self._folder), False, name

    def _refresh(self) -> None:
        """Take over what another process published."""
        name = snapshot.published(self._folder)
        if name and name != self._seen:
            self._seen = name
            fresh = ChunkIndex.open(self._folder, self._encoder)
            if fresh._current.name:
                self._current, self._damaged = fresh._current, False

    def _cosines(self, now: snapshot.Snapshot, query: str) -> NDArray[np.float32] | None:
        if self._encoder is None or now.vectors is None:
            return None
        cosines: NDArray[np.float32] = now.vectors @ self._encoder.encode_query([query])[0]
        return cosines


def content_hash(chunk: Evidence) -> str:
    """Return the hash of everything that a chunk says and of where it stands."""
    parts = json.dumps([getattr(chunk, key) for key in Evidence.__slots__], ensure_ascii=False)
    return hashlib.blake2b(parts.encode(), digest_size=16).hexdigest()


def _digest(hashes: Mapping[str, str]) -> str:
    """Return one hash of all chunks in their order."""
    return hashlib.blake2b("\n".join(hashes.values()).encode(), digest_size=16).hexdigest()


def _read_text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _hit(chunk: Evidence, score: float, lexical: float, dense: float | None, rank: int) -> Hit:
    return Hit(
        chunk_id=chunk.id,
        document_id=chunk.document_id,
        provision=chunk.provision,
        start=chunk.start,
        end=chunk.end,
        text=chunk.text,
        score=float(score),
        lexical=float(lexical),
        dense=None if dense is None else float(dense),
        rank=rank,
        kind=chunk.kind,
    )
