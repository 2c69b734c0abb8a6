"""Search by meaning: nearest vectors from Chroma, exact cosines from disk."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index import database
from index.collection import Access, Collection, Row, Server
from index.database import Database
from index.errors import IndexingError
from index.hits import VectorState, VectorStatus
from index.units import StoredUnit
from index.vectors import Vectors, name_of

SCAN = 200_000  # vectors that are read from disk where Chroma cannot be asked: about half a second
_COLD = 2  # searches of a process that scan before Chroma is loaded behind: one command asks once and ends
_STEP = 1000  # vectors brought to Chroma at a time

Floats = NDArray[np.float32]
Numbers = NDArray[np.int64]
Progress = Callable[[int, int], None]


class Dense:
    """The vectors of one database and one model: on disk, and in Chroma."""

    def __init__(self, folder: Path, epoch: str, fingerprint: str, server: Server | None) -> None:
        self.epoch = epoch
        name = name_of(epoch, fingerprint)
        self.vectors = Vectors(folder, name)
        self.collection = Collection(folder, name, server)
        self._asked = 0
        self._warming: threading.Thread | None = None
        self._note = folder / f"{name}.fed"  # where, and up to which number, the collection is filled

    def nearest(
        self,
        vector: Floats,
        count: int,
        where: Mapping[str, Sequence[str]],
        allowed: Callable[[Numbers], NDArray[np.bool_]],
    ) -> Numbers:
        """Return the numbers of the units nearest to a question; none where nobody can say.

        Args:
            vector: of the question.
            count: how many at most.
            where: allowed values of `document_id` and of `kind`, for Chroma.
            allowed: says of numbers whether they may be found.
        """
        if self._is_cold(vector):
            return self._scan(vector, count, 0, allowed)
        fed = self.collection.fed()
        found = self.collection.query(vector, count, where) if fed else None
        if found is None:
            return self._scan(vector, count, 0, allowed)
        return np.concatenate([found[0], self._scan(vector, count, fed or 0, allowed)])

    def _is_cold(self, vector: Floats) -> bool:
        """Say whether an embedded collection is still to be loaded; a process that goes on asking loads it behind."""
        warming = self._warming is not None and self._warming.is_alive()
        if self.collection.remote or (self.collection.is_open and not warming):
            return False
        if self.vectors.filled() > SCAN:
            return warming
        self._asked += 1
        if self._asked > _COLD and not warming:
            self._warming = threading.Thread(target=self._warm, args=(vector,), name="index-warm")
            self._warming.start()
        return True

    def _warm(self, vector: Floats) -> None:
        try:
            if self.collection.fed():
                self.collection.query(vector, 1, {})
        except IndexingError as error:
            logging.getLogger(__name__).warning("%s", error)

    def is_fed(self, filled: int) -> bool:
        """Say whether the collection holds everything up to a number, as far as is known without asking it."""
        if not filled:
            return True
        there = self.collection.remote or self.collection.folder.exists()
        return there and self._note.exists() and self._note.read_text(encoding="utf-8") == self._state(filled)

    def _state(self, filled: int) -> str:
        return f"{self.collection.where} {filled}"

    def _scan(
        self, vector: Floats, count: int, after: int, allowed: Callable[[Numbers], NDArray[np.bool_]]
    ) -> Numbers:
        """Return the nearest of the vectors above a number, compared one by one; none of more than `SCAN`."""
        nums, cosines = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.float32)]
        if self.vectors.filled() - after > SCAN:
            return nums[0]
        for page, table in self.vectors.scan(after):
            near = np.where(allowed(page), table @ vector, np.float32(-2))
            top = np.argpartition(-near, min(count, len(near)) - 1)[:count]
            nums.append(page[top][near[top] > -2])
            cosines.append(near[top][near[top] > -2])
        order = np.argsort(-np.concatenate(cosines), kind="stable")[:count]
        return np.concatenate(nums)[order]

    def feed(self, opened: Database, progress: Progress | None = None) -> bool:
        """Bring to Chroma what it lacks and take out what is gone; say whether it holds everything now.

        Raises:
            DiskFull: no space is left.
        """
        fed = self.collection.fed()
        if fed is None:
            return False
        self._note.unlink(missing_ok=True)
        for nums, table in self.vectors.scan(fed, _STEP):
            with opened.reading() as connection:
                units = database.units(connection, nums.tolist())
            alive = np.array([n in units for n in nums.tolist()], dtype=bool)
            rows = [self._row(n, units[n]) for n in nums[alive].tolist()]
            if not self.collection.put(rows, table[alive], int(nums[-1])):
                return False
            if progress:
                progress(int(nums[-1]), self.vectors.filled())
        self._note.write_text(self._state(self.vectors.filled()), encoding="utf-8")
        return True

    def _row(self, num: int, unit: StoredUnit) -> Row:
        content = json.dumps(asdict(unit), ensure_ascii=False) if self.collection.remote else None
        return Row(num, unit.document_id, unit.kind, content)

    def status(self, opened: Database, total: int) -> VectorStatus:
        """Return how far the vectors are."""
        with opened.reading() as connection:
            missing = database.count_after(connection, self.vectors.filled()) if total else 0
        filled = total - missing
        if self.collection.access is Access.AWAY:
            what = "Máy chủ Chroma" if self.collection.remote else "Kho Chroma"
            message = f"{what} {self.collection.where} không trả lời; đang tìm bằng từ ngữ và vectơ đã lưu."
            return VectorStatus(VectorState.AWAY, filled, total, message)
        if missing:
            message = f"Đang bổ sung vectơ: {filled} trên {total} đoạn; tìm theo từ ngữ đã đủ."
            return VectorStatus(VectorState.FILLING, filled, total, message)
        busy = self.collection.access is Access.BUSY
        return VectorStatus(VectorState.BUSY if busy else VectorState.READY, filled, total)

    def close(self) -> None:
        """Let go of files and connections."""
        if self._warming:
            self._warming.join()
        self.collection.close()
        self.vectors.close()
