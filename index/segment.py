"""Postings of some units in files that never change: written once, mapped into memory, merged.

A segment is a folder of raw little-endian arrays and `segment.json` with their lengths and checksums.
Rows are the units in the order in which they were added; terms are hashed to 64 bits and sorted, so
that opening builds no dictionary and a merge can go through one range of keys after the other in
bounded memory.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from index.background import locate
from index.errors import IndexingError
from index.postings import Inverted, Postings, invert

MANIFEST = "segment.json"
CHECKED = 1 << 20  # bytes: smaller files are compared with their checksum when they are opened
RANGE = 4_000_000  # postings that a merge holds at a time, some 200 MB
_ROWS = {"nums": "<i8", "lengths": "<u4", "kinds": "|u1", "documents": "<u4"}
_FIELD = {"keys": "<u8", "indptr": "<i8", "rows": "<u4", "times": "|u1", "counts": "<u4"}
_MOST = 255  # occurrences kept of a term in a unit: BM25 saturates far below

Keys = NDArray[np.uint64]


class DamagedSegment(IndexingError):
    """The files are not the ones that were written."""


@dataclass(frozen=True, slots=True)
class Field:
    """Postings of one spelling: term `i` stands in `rows[indptr[i]:indptr[i + 1]]`, ascending."""

    keys: Keys  # sorted
    indptr: NDArray[np.int64]
    rows: NDArray[np.uint32]
    times: NDArray[np.uint8]
    counts: NDArray[np.uint32]  # occurrences of each term in all rows

    def spans(self, wanted: Keys) -> list[slice]:
        """Return for each key its slice of the postings, an empty one for an unknown term."""
        at, known = locate(self.keys, wanted)
        return [
            slice(int(self.indptr[i]), int(self.indptr[i + 1])) if found else slice(0, 0)
            for i, found in zip(at, known, strict=True)
        ]

    def occurrences(self, wanted: Keys) -> NDArray[np.uint32]:
        """Return how often each term occurs."""
        at, known = locate(self.keys, wanted)
        counts = self.counts[at] if len(self.counts) else np.zeros(len(at), dtype=np.uint32)
        return np.where(known, counts, 0).astype(np.uint32)


@dataclass(frozen=True, slots=True)
class Segment:
    """One opened segment."""

    name: str
    nums: NDArray[np.int64]  # number of each unit, ascending
    lengths: NDArray[np.uint32]  # terms of each unit
    kinds: NDArray[np.uint8]
    documents: NDArray[np.uint32]
    accented: Field
    folded: Field

    @property
    def size(self) -> int:
        """Return the number of rows, dead ones included."""
        return len(self.nums)

    def rows_of(self, nums: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the rows of those numbers that are here, ascending."""
        if not self.size or not len(nums):
            return np.zeros(0, dtype=np.int64)
        at = np.minimum(np.searchsorted(self.nums, nums), self.size - 1)
        return np.unique(at[self.nums[at] == nums]).astype(np.int64)


@dataclass(frozen=True, slots=True)
class Rows:
    """What a new segment says of its units, in order."""

    nums: Sequence[int]
    kinds: Sequence[int]
    documents: Sequence[int]
    texts: Sequence[str]


def write(folder: Path, rows: Rows) -> Inverted:
    """Index the texts and write a segment; everything is on the disk when this returns."""
    inverted = invert(rows.texts)
    out = _Writer(folder)
    out.put("nums", np.array(rows.nums, dtype=np.int64))
    out.put("lengths", inverted.accented.lengths)
    out.put("kinds", np.array(rows.kinds))
    out.put("documents", np.array(rows.documents))
    for prefix, postings in (("a", inverted.accented), ("f", inverted.folded)):
        _put_postings(out, prefix, postings)
    out.close()
    return inverted


def _put_postings(out: _Writer, prefix: str, postings: Postings) -> None:
    sums = np.concatenate([[0], np.cumsum(postings.times, dtype=np.int64)])
    out.put(f"{prefix}_keys", postings.keys)
    out.put(f"{prefix}_indptr", postings.indptr)
    out.put(f"{prefix}_rows", postings.chunks)
    out.put(f"{prefix}_times", np.minimum(postings.times, _MOST))
    out.put(f"{prefix}_counts", sums[postings.indptr[1:]] - sums[postings.indptr[:-1]])


def merge(folder: Path, parts: Sequence[Segment], dead: NDArray[np.int64]) -> int:
    """Write the live rows of neighbouring segments as one; return their number.

    Args:
        folder: of the new segment.
        parts: in the order of their numbers.
        dead: sorted numbers of units that are no longer there.
    """
    alive = [~np.isin(p.nums, dead) for p in parts]
    sizes = [int(a.sum()) for a in alive]
    firsts = np.cumsum([0, *sizes])
    moved = [
        np.where(a, np.cumsum(a) - 1 + first, -1).astype(np.int64)
        for a, first in zip(alive, firsts, strict=False)
    ]
    out = _Writer(folder)
    for name in _ROWS:
        for part, a in zip(parts, alive, strict=True):
            out.put(name, getattr(part, name)[a])
    for prefix, name in (("a", "accented"), ("f", "folded")):
        _merge_field(out, prefix, [getattr(p, name) for p in parts], moved)
    out.close()
    return int(firsts[-1])


def _merge_field(
    out: _Writer, prefix: str, fields: Sequence[Field], moved: Sequence[NDArray[np.int64]]
) -> None:
    out.put(f"{prefix}_indptr", np.zeros(1, dtype=np.int64))
    at = 0
    for low, high in _ranges(sum(len(f.rows) for f in fields)):
        keys, rows, times = _range(fields, moved, low, high)
        if not len(keys):
            continue
        order = np.argsort(keys, kind="stable")  # within a key the parts follow each other: rows ascend
        keys, rows, times = keys[order], rows[order], times[order]
        first = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]]))
        out.put(f"{prefix}_keys", keys[first])
        out.put(f"{prefix}_indptr", np.append(first[1:], len(keys)) + at)
        out.put(f"{prefix}_rows", rows)
        out.put(f"{prefix}_times", times)
        out.put(f"{prefix}_counts", np.add.reduceat(times.astype(np.int64), first))
        at += len(keys)
    for name in _FIELD:  # a field without any term has files too
        out.put(f"{prefix}_{name}", np.zeros(0, dtype=np.int64))


def _ranges(postings: int) -> Iterator[tuple[int, int]]:
    """Yield ranges of keys, [low, high), with about `RANGE` postings each: hashes are spread evenly."""
    count = max(1, -(-postings // RANGE))
    yield from pairwise(n * (1 << 64) // count for n in range(count + 1))


def _range(
    fields: Sequence[Field], moved: Sequence[NDArray[np.int64]], low: int, high: int
) -> tuple[Keys, NDArray[np.int64], NDArray[np.uint8]]:
    keys, rows, times = [], [], []
    for f, number in zip(fields, moved, strict=True):
        first = int(np.searchsorted(f.keys, np.uint64(low)))
        last = len(f.keys) if high == 1 << 64 else int(np.searchsorted(f.keys, np.uint64(high)))
        bounds = f.indptr[first : last + 1]
        span = slice(int(bounds[0]), int(bounds[-1]))
        new = number[f.rows[span]]
        stays = new >= 0
        keys.append(np.repeat(f.keys[first:last], np.diff(bounds))[stays])
        rows.append(new[stays])
        times.append(f.times[span][stays])
    return np.concatenate(keys), np.concatenate(rows), np.concatenate(times)


class _Writer:
    """Appends arrays to the files of a new segment."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True)
        self._folder = folder
        self._files: dict[str, IO[bytes]] = {}
        self._sums: dict[str, tuple[int, int]] = {}  # bytes and checksum so far

    def put(self, name: str, array: NDArray[Any]) -> None:
        kind = _ROWS.get(name) or _FIELD[name.partition("_")[2]]
        if name not in self._files:
            self._files[name] = (self._folder / name).open("wb")
        data = np.ascontiguousarray(array, dtype=kind).data.cast("B") if len(array) else b""
        self._files[name].write(data)
        size, checksum = self._sums.get(name, (0, 0))
        self._sums[name] = (size + len(data), zlib.crc32(data, checksum))

    def close(self) -> None:
        for file in self._files.values():
            file.flush()
            os.fsync(file.fileno())
            file.close()
        manifest = self._folder / MANIFEST
        with manifest.open("w", encoding="utf-8") as written:
            json.dump(self._sums, written)
            written.flush()
            os.fsync(written.fileno())
        _flush_folder(self._folder)
        _flush_folder(self._folder.parent)


def _flush_folder(folder: Path) -> None:
    """Make the names in a folder durable, where the system can do that."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def read(folder: Path) -> Segment:
    """Open a segment without reading it.

    Raises:
        DamagedSegment: a file is missing, cut or (a small one) altered.
        FileNotFoundError: there is no such segment; a merge may have taken its place.
    """
    text = (folder / MANIFEST).read_text(encoding="utf-8")
    try:
        sums = json.loads(text)
        arrays = {name: _map(folder / name, *sums[name]) for name in _names()}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DamagedSegment(f"Tệp chỉ mục trong {folder} bị hỏng.") from error
    fields = {p: Field(**{n: arrays[f"{p}_{n}"] for n in _FIELD}) for p in "af"}
    rows = {name: arrays[name] for name in _ROWS}
    return Segment(folder.name, accented=fields["a"], folded=fields["f"], **rows)


def _names() -> Iterator[str]:
    yield from _ROWS
    for prefix in "af":
        for name in _FIELD:
            yield f"{prefix}_{name}"


def _map(path: Path, size: int, checksum: int) -> NDArray[Any]:
    kind = np.dtype(_ROWS.get(path.name) or _FIELD[path.name.partition("_")[2]])
    if path.stat().st_size != size or (size <= CHECKED and zlib.crc32(path.read_bytes()) != checksum):
        raise DamagedSegment(f"Tệp chỉ mục {path} bị hỏng.")
    if not size:
        return np.zeros(0, dtype=kind)
    return np.asarray(np.memmap(path, dtype=kind, mode="r"))


def intact(folder: Path) -> bool:
    """Say whether every file is the one that was written, read in full."""
    try:
        sums = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        for name in _names():
            checksum = 0
            with (folder / name).open("rb") as file:
                while block := file.read(1 << 20):
                    checksum = zlib.crc32(block, checksum)
            if [(folder / name).stat().st_size, checksum] != list(sums[name]):
                return False
    except (OSError, ValueError, KeyError, TypeError):
        return False
    return True


def segments_intact(folder: Path) -> bool:
    """Say whether every segment below a folder is the one that was written."""
    return all(intact(path.parent) for path in folder.rglob(MANIFEST))
