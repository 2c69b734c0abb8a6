"""Open, sync and search the index of a data folder.

Units and their words lie in SQLite and in memory-mapped postings (`database.py`, `segment.py`), vectors in
a file and in Chroma (`vectors.py`, `collection.py`): an index is opened, not loaded.

Guarantees (tests/index/test_chunk_index.py and tests/benchmarks/sync_kill.py):
    1. `sync` is idempotent and incremental: only documents that changed are touched, only texts that no
       vector is known for are encoded.
    2. Killed at any moment, the next sync completes: no duplicate, no loss; until then searches answer
       from what was committed, each document whole, as it was or as it is.
    3. Vectors of two models are never mixed; words of another format are built again.
    4. One writer at a time; readers never wait and never see half an update. A reader sees a change with
       its next search.
    5. Words are searchable at once; vectors follow in batches, also after a kill. While Chroma is away
       search goes on, and `vector_status` says so.
"""

from __future__ import annotations

import hashlib
import logging
import threading
import uuid
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index import background, database, filling, fusion, lexical, reader, writer
from index.collection import Server
from index.database import State
from index.dense import Dense
from index.encoder import Encoder
from index.errors import IndexingError, from_os_error
from index.hits import Hit, SyncReport, VectorState, VectorStatus
from index.lexical import Query
from index.lock import fill_lock, write_lock
from index.passages import passage
from index.reader import Opened, Reader
from index.restoration import Restorer
from index.scope import Scope, scope_of
from index.units import StoredUnit, Unit, content_hash, stored
from index.writer import DocumentUnits

BATCH = 20_000  # units of one transaction and one segment: some 400 MB while they are indexed
EXACT = 2000  # units in scope up to which all are compared one by one: quicker than to ask Chroma
WORDS = 200  # best units by words that are rescored by meaning
NEAREST = 100  # best units by meaning that are rescored by words
_REBUILT = "Chỉ mục bị hỏng nên đã được dựng lại từ các văn bản đang lưu."
_OTHER_FORMAT = "Chỉ mục cũ dùng mô hình hoặc định dạng khác nên đã được dựng lại."

Progress = Callable[[int, int], None]
Floats = NDArray[np.float32]
Rows = NDArray[np.int64]


class ChunkIndex:
    """What is indexed in one folder, and how to search it."""

    def __init__(self, folder: Path, encoder: Encoder | None, server: Server | None) -> None:
        self._folder = folder
        self._encoder = encoder
        self._server = server
        self._reader = Reader(folder)
        self._dense: Dense | None = None
        self._turn = threading.RLock()
        self._stop = threading.Event()
        self._behind: threading.Thread | None = None

    @classmethod
    def open(cls, folder: Path, encoder: Encoder | None = None, server: Server | None = None) -> ChunkIndex:
        """Open the index of a folder; an absent, foreign or damaged one is empty until the next `sync`.

        Args:
            folder: where the index lives; created by `sync`.
            encoder: the embedding model; None searches by words alone.
            server: a Chroma server that holds the vectors; None keeps the collection in the folder.
        """
        return cls(folder, encoder, server)

    @property
    def fingerprint(self) -> str:
        """Return the identity of the format and the model that this index is built with."""
        return f"{reader.FORMAT}:{self._encoder.fingerprint if self._encoder else 'lexical'}"

    @property
    def size(self) -> int:
        """Return the number of units that a search sees."""
        with self._reader.reading() as now:
            return now.state.units if now else 0

    @property
    def folder(self) -> Path:
        """Return where the index lives."""
        return self._folder

    @property
    def restorer(self) -> Restorer:
        """Return the counts from which questions are repaired."""
        with self._reader.reading() as now:
            return now.restorer if now else reader.no_restorer()

    def restore(self, query: str) -> str:
        """Return the query with the diacritics that it was typed without."""
        return self.restorer.restore(query)

    @property
    def vector_status(self) -> VectorStatus:
        """Return how far search by meaning goes."""
        with self._reader.reading() as now:
            if now is None or self._encoder is None:
                return VectorStatus(VectorState.NONE)
            return self._dense_of(now.state).status(self._reader.database, now.state.units)

    def marks(self) -> dict[str, str]:
        """Return the mark of each document that is indexed."""
        with self._reader.reading() as now:
            return database.marks(now.connection) if now else {}

    def units(self) -> Iterator[StoredUnit]:
        """Yield everything that is indexed, in the order in which it was added."""
        after = 0
        while True:
            with self._reader.reading() as now:
                page = list(database.all_units(now.connection, after, 1000)) if now else []
            if not page:
                return
            after = page[-1][0]
            yield from (unit for _, unit in page)

    # --- search

    def search(
        self,
        query: str,
        top_k: int = 10,
        document_ids: Collection[str] | None = None,
        kinds: Collection[str] | None = None,
    ) -> list[Hit]:
        """Return the best units for a query, best first.

        Args:
            query: a question in any state of accents; restored before it is matched.
            top_k: how many hits at most.
            document_ids: search these documents only.
            kinds: search units of these kinds only.
        """
        with self._reader.reading() as now:
            if now is None or not now.state.units or top_k < 1:
                return []
            restored = now.restorer.restore(query)
            asked = lexical.prepare(now.words, restored, background.load())
            scope = scope_of(now.connection, now.words, document_ids, kinds, max(EXACT, WORDS, 4 * top_k))
            vector = self._encoder.encode_query([restored])[0] if self._encoder else None
            rows = self._candidates(now, asked, vector, scope, max(WORDS, 4 * top_k))
            return self._hits(now, asked, vector, rows, top_k)

    def score(self, query: str, ids: Sequence[str]) -> list[Hit]:
        """Return the units with these ids, those that are there, with their scores for a query, best first."""
        with self._reader.reading() as now:
            if now is None or not now.state.units:
                return []
            restored = now.restorer.restore(query)
            asked = lexical.prepare(now.words, restored, background.load())
            nums = database.nums_of_ids(now.connection, list(ids))
            rows = now.words.rows(np.array(sorted(nums.values()), dtype=np.int64))
            vector = self._encoder.encode_query([restored])[0] if self._encoder else None
            return self._hits(now, asked, vector, rows, len(rows), positive=False)

    def _candidates(self, now: Opened, asked: Query, vector: Floats | None, scope: Scope, limit: int) -> Rows:
        """Return the rows that can be among the best, ascending."""
        if scope.rows is not None:
            return scope.rows
        found, _ = lexical.best(asked, limit, scope.mask)
        if vector is None:
            return found
        near = self._dense_of(now.state).nearest(
            vector, max(NEAREST, limit // 2), scope.where, lambda nums: scope.holds(now.words, nums)
        )
        return np.union1d(found, scope.within(now.words.rows(np.sort(near))))

    def _hits(
        self,
        now: Opened,
        asked: Query,
        vector: Floats | None,
        rows: Rows,
        top_k: int,
        *,
        positive: bool = True,
    ) -> list[Hit]:
        """Score rows by words and meaning and return the best of them."""
        score, coverage = lexical.scores(asked, rows)
        nums = now.words.nums(rows)
        known, dense = np.zeros(len(rows), dtype=bool), np.zeros(len(rows), dtype=np.float32)
        if vector is not None and len(rows):
            known, table = self._dense_of(now.state).vectors.get(nums)
            if known.any():
                dense = table @ vector
                dense[~known] = dense[known].mean()  # a vector still to come neither lifts nor lowers a unit

        def best() -> tuple[Floats, list[int], dict[int, StoredUnit]]:
            fused = fusion.fuse(score, dense if known.any() else None, float(coverage.max(initial=0.0)))
            order = (
                fusion.best(fused, top_k) if positive else np.argsort(-fused, kind="stable")[:top_k].tolist()
            )
            return fused, order, database.units(now.connection, nums[order].tolist())

        fused, order, units = best()
        late = [at for at in order if not known[at]] if known.any() else []
        if (
            vector is not None and self._encoder and late
        ):  # added a moment ago: compared with the others all the same
            texts = [passage(units[int(n)].context, units[int(n)].text) for n in nums[late]]
            dense[late] = self._encoder.encode_document(texts) @ vector
            known[late] = True
            fused, order, units = best()
        return [
            _hit(units[int(nums[at])], fused[at], coverage[at], dense[at] if known[at] else None, rank)
            for rank, at in enumerate(order, start=1)
        ]

    # --- sync

    def sync(
        self, units: Iterable[Unit], progress: Progress | None = None, *, fill: bool = True
    ) -> SyncReport:
        """Make the index hold exactly these units.

        Args:
            units: everything that shall be found afterwards.
            progress: called with (units done, units to do).
            fill: also bring the vectors up to date before returning; else see `fill`.

        Raises:
            IndexLocked: another process is updating the index.
            IndexingError: the folder cannot be written, or the disk is full.
        """
        wanted: dict[str, dict[str, StoredUnit]] = {}
        for unit in map(stored, units):
            wanted.setdefault(unit.document_id, {})[unit.id] = unit
        marks = {key: _digest(found.values()) for key, found in wanted.items()}
        return self.sync_documents(marks, lambda key: tuple(wanted[key].values()), progress, fill=fill)

    def sync_documents(
        self,
        marks: Mapping[str, str],
        read: Callable[[str], Iterable[Unit]],
        progress: Progress | None = None,
        *,
        fill: bool = True,
    ) -> SyncReport:
        """Make the index hold exactly these documents; only those whose mark changed are read.

        Args:
            marks: what tells each document's present state from any other (a hash, the version of the code).
            read: returns the units of a document.
            progress: called with (units done, units to do).
            fill: also bring the vectors up to date before returning; else see `fill`.

        Raises:
            IndexLocked: another process is updating the index.
            IndexingError: the folder cannot be written, or the disk is full.
        """
        report = SyncReport(unchanged=self.size)
        if not self._is_current(marks):
            with write_lock(self._folder):
                try:
                    report = self._write(marks, read, None if self._encoder and fill else progress)
                except OSError as error:
                    raise from_os_error(error, self._folder) from error
        if fill:
            message = self.fill(progress)
            report = replace(report, message=report.message or message)
        return report

    def _is_current(self, marks: Mapping[str, str]) -> bool:
        with self._reader.reading() as now:
            return now is not None and database.marks(now.connection) == dict(marks)

    def _write(
        self, marks: Mapping[str, str], read: Callable[[str], Iterable[Unit]], progress: Progress | None
    ) -> SyncReport:
        message = self._prepare()
        writer.clear_leftovers(self._reader.database, self._folder)
        held = self.marks()
        gone = [key for key in held if key not in marks]
        total = SyncReport(removed=writer.remove(self._reader.database, gone) if gone else 0, message=message)
        changed = [key for key, mark in marks.items() if held.get(key) != mark]
        done = 0
        for batch in _batches(changed, marks, read):
            total = _plus(total, writer.replace(self._reader.database, self._folder, batch))
            done += len(batch)
            if progress:
                progress(
                    total.added + total.updated, round((total.added + total.updated) * len(changed) / done)
                )
            writer.settle(self._reader.database, self._folder)
        writer.settle(self._reader.database, self._folder)
        untouched = self.size - total.added - total.updated - total.unchanged
        return replace(total, unchanged=total.unchanged + untouched)

    def _prepare(self) -> str | None:
        """Make a database where there is none that can be used; say in Vietnamese what was wrong with it."""
        message = None
        with self._reader.reading() as now:
            usable = now is not None
        if not usable:
            if (self._folder / reader.DAMAGED).exists() or (self._folder / database.FILE).exists():
                foreign = database.layout(self._folder) not in {reader.FORMAT, ""}
                message = _OTHER_FORMAT if foreign else _REBUILT
            elif (self._folder / "current.json").exists():
                message = _OTHER_FORMAT
            self._reader.database.close()
            writer.erase(self._folder)
            database.create(self._folder, reader.FORMAT, uuid.uuid4().hex[:8])
            (self._folder / reader.DAMAGED).unlink(missing_ok=True)
        return message

    # --- vectors

    def fill(self, progress: Progress | None = None) -> str | None:
        """Encode what has no vector yet and bring it to Chroma; goes on where a killed run has stopped.

        Does nothing while another process fills the same index.

        Returns:
            A Vietnamese sentence where vectors of a former model are replaced.
        """
        with self._reader.reading() as now:
            if now is None or self._encoder is None:
                return None
            dense = self._dense_of(now.state)
        if filling.is_filled(self._reader, self._folder, dense):
            return None
        with fill_lock(self._folder) as mine:
            if not mine:
                return None
            try:
                return filling.fill(
                    self._reader, self._folder, dense, self._encoder, stop=self._stop, progress=progress
                )
            except OSError as error:
                raise from_os_error(error, self._folder) from error

    def fill_behind(self) -> None:
        """Do `fill` and `settle` in a thread of their own; `close` ends it after the batch at hand."""
        with self._turn:
            if self._behind is None or not self._behind.is_alive():
                self._behind = threading.Thread(target=self._fill_quietly, name="index-fill", daemon=True)
                self._behind.start()

    def _fill_quietly(self) -> None:
        try:
            self.fill()
            self.settle()
        except IndexingError as error:
            logging.getLogger(__name__).warning("%s", error)

    def settle(self) -> None:
        """Merge what a sync has left for later; waits for nobody.

        Raises:
            IndexLocked: another process is updating the index.
        """
        with self._reader.reading() as now:
            if now is None:
                return
        with write_lock(self._folder):
            writer.settle(self._reader.database, self._folder, most=1 << 62)

    def close(self) -> None:
        """End what runs behind and let go of all files."""
        self._stop.set()
        if self._behind:
            self._behind.join()
        with self._turn:
            if self._dense:
                self._dense.close()
            self._dense = None
            self._reader.close()
        self._stop.clear()

    def _dense_of(self, state: State) -> Dense:
        assert self._encoder is not None
        with self._turn:
            if self._dense is None or self._dense.epoch != state.epoch:
                if self._dense:
                    self._dense.close()
                self._dense = Dense(self._folder, state.epoch, self._encoder.fingerprint, self._server)
            return self._dense


def _batches(
    changed: Sequence[str], marks: Mapping[str, str], read: Callable[[str], Iterable[Unit]]
) -> Iterator[list[DocumentUnits]]:
    """Yield documents with their units, about `BATCH` units at a time."""
    batch: list[DocumentUnits] = []
    size = 0
    for key in changed:
        units = tuple(stored(u) for u in read(key))
        batch.append(DocumentUnits(key, marks[key], units))
        size += len(units)
        if size >= BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _plus(total: SyncReport, more: SyncReport) -> SyncReport:
    return replace(
        total,
        added=total.added + more.added,
        updated=total.updated + more.updated,
        removed=total.removed + more.removed,
        unchanged=total.unchanged + more.unchanged,
    )


def _digest(units: Iterable[StoredUnit]) -> str:
    """Return one hash of all units of a document in their order."""
    return hashlib.blake2b(b"".join(content_hash(u) for u in units), digest_size=16).hexdigest()


def _hit(unit: StoredUnit, score: float, lexical_share: float, dense: float | None, rank: int) -> Hit:
    return Hit(
        chunk_id=unit.id,
        document_id=unit.document_id,
        provision=unit.provision,
        start=unit.start,
        end=unit.end,
        text=unit.text,
        score=float(score),
        lexical=float(lexical_share),
        dense=None if dense is None else float(dense),
        rank=rank,
        context=unit.context,
        kind=unit.kind,
        fields=unit.fields,
    )
