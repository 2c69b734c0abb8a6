"""Changes of an index: documents put in and taken out, segments merged; one transaction each."""

from __future__ import annotations

import os
import shutil
import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from sqlite3 import Connection

import numpy as np

from index import database, segment
from index.database import Database
from index.hits import SyncReport
from index.reader import SEGMENTS
from index.segment import Rows, Segment
from index.tokens import terms
from index.units import StoredUnit, content_hash, searchable

FANOUT = 6  # neighbouring segments of about one size that become one: a unit is written log6(N / 1,000) times
SMALLEST = 1000  # units: segments below count as one size
DEAD_SHARE = 0.25  # of a segment from which it is written again without them
_MERGED_AT_ONCE = 100_000  # units that a sync merges before it returns; more is merged behind


@dataclass(frozen=True, slots=True)
class DocumentUnits:
    """All units of one document; `mark` is what the caller compares to see whether it changed."""

    document_id: str
    mark: str
    units: Sequence[StoredUnit]


def replace(opened: Database, folder: Path, batch: Sequence[DocumentUnits]) -> SyncReport:
    """Make documents hold exactly these units; whatever else is indexed stays."""
    added = updated = removed = unchanged = 0
    with opened.writing() as connection:
        num = database.meta(connection, "next")
        rows: list[tuple[int, int, int, StoredUnit]] = []
        gone: list[int] = []
        kinds: dict[str, int] = {}
        for document in batch:
            number = database.number_of(connection, "documents", "id", document.document_id, mark="", units=0)
            old = database.hashes(connection, document.document_id)
            wanted = {u.id: u for u in document.units}
            fresh = [u for key, u in wanted.items() if key not in old or old[key][1] != content_hash(u)]
            strays = database.nums_of_ids(connection, [u.id for u in fresh if u.id not in old])
            changed = {u.id for u in fresh if u.id in old}
            leaving = [n for key, (n, _) in old.items() if key not in wanted]
            gone += [*leaving, *(old[key][0] for key in changed), *strays.values()]
            for unit in fresh:
                if unit.kind not in kinds:
                    kinds[unit.kind] = database.number_of(connection, "kinds", "name", unit.kind)
                rows.append((num, number, kinds[unit.kind], unit))
                num += 1
            connection.execute(
                "UPDATE documents SET mark = ?, units = ? WHERE number = ?",
                (document.mark, len(wanted), number),
            )
            added += len(fresh) - len(changed)
            updated += len(changed)
            removed += len(leaving) + len(strays)
            unchanged += len(wanted) - len(fresh)
        _take_out(connection, gone)
        _put_in(connection, folder, rows)
    return SyncReport(added, updated, removed, unchanged)


def remove(opened: Database, document_ids: Sequence[str]) -> int:
    """Take documents out; return how many units that were."""
    with opened.writing() as connection:
        gone = database.nums_of_documents(connection, document_ids).tolist()
        _take_out(connection, gone)
        connection.executemany("DELETE FROM documents WHERE id = ?", ((d,) for d in document_ids))
    return len(gone)


def _take_out(connection: Connection, nums: Sequence[int]) -> None:
    """Take units out, and their words out of the counts."""
    for at in range(0, len(nums), SMALLEST):
        page = list(nums[at : at + SMALLEST])
        found = [t for u in database.units(connection, page).values() for t in terms(searchable(u))]
        syllables = Counter(t for t in found if t.isalpha())
        database.count_syllables(connection, {t: -n for t, n in syllables.items()})
        database.delete(connection, page)
        database.add_meta(connection, units=-len(page), terms=-len(found))


def _put_in(connection: Connection, folder: Path, rows: Sequence[tuple[int, int, int, StoredUnit]]) -> None:
    if not rows:
        return
    name = uuid.uuid4().hex
    database.insert(connection, rows)
    nums, documents, kinds, units = zip(*rows, strict=True)
    texts = [searchable(u) for u in units]
    inverted = segment.write(folder / SEGMENTS / name, Rows(nums, kinds, documents, texts))
    connection.execute("INSERT INTO segments VALUES (?, ?)", (name, nums[0]))
    database.count_syllables(connection, inverted.syllables)
    total = int(inverted.accented.lengths.sum())
    database.add_meta(connection, units=len(rows), terms=total, next=len(rows))


def settle(opened: Database, folder: Path, most: int = _MERGED_AT_ONCE) -> None:
    """Merge segments until there are few, and few dead rows in them.

    Args:
        opened: the database.
        folder: the index folder.
        most: units of a merge; larger ones are left for later.
    """
    while True:
        with opened.reading() as connection:
            names = database.state(connection).segments
            dead = database.numbers(connection, "dead")
        parts = [segment.read(folder / SEGMENTS / name) for name in names]
        chosen = _due(parts, [len(p.rows_of(dead)) for p in parts], most)
        if not chosen:
            return
        merged = [parts[i] for i in chosen]
        name = uuid.uuid4().hex
        size = segment.merge(folder / SEGMENTS / name, merged, dead)
        with opened.writing() as connection:
            connection.executemany("DELETE FROM segments WHERE name = ?", ((p.name,) for p in merged))
            if size:
                connection.execute("INSERT INTO segments VALUES (?, ?)", (name, int(merged[0].nums[0])))
            first, last = int(merged[0].nums[0]), int(merged[-1].nums[-1])
            gone = ((int(n),) for n in dead if first <= n <= last)  # those that the merge has left out
            connection.executemany("DELETE FROM dead WHERE num = ?", gone)
        for old in [p.name for p in merged] + ([] if size else [name]):
            shutil.rmtree(folder / SEGMENTS / old, ignore_errors=True)


def _due(parts: Sequence[Segment], dead: Sequence[int], most: int) -> range | None:
    """Return which neighbouring segments to merge next, None when all is well."""
    levels = [_level(p.size) for p in parts]
    for level in sorted(set(levels)):
        first = len(parts)
        while first and levels[first - 1] <= level:
            first -= 1
        if len(parts) - first >= FANOUT and sum(p.size for p in parts[first:]) <= most:
            return range(first, len(parts))
    for i, (part, gone) in enumerate(zip(parts, dead, strict=True)):
        if gone > DEAD_SHARE * part.size and part.size <= most:
            return range(i, i + 1)
    return None


def _level(size: int) -> int:
    return max(0, int(np.log(max(size, 1) / SMALLEST) / np.log(FANOUT)) + 1) if size > SMALLEST else 0


def clear_leftovers(opened: Database, folder: Path) -> None:
    """Delete segments that a writer who died has left behind."""
    with opened.reading() as connection:
        names = set(database.state(connection).segments)
    for path in _children(folder / SEGMENTS):
        if path.name not in names:
            shutil.rmtree(path, ignore_errors=True)


def erase(folder: Path) -> None:
    """Delete words and units of an index that is damaged or of another format; vectors are kept."""
    for name in (database.FILE, f"{database.FILE}-wal", f"{database.FILE}-shm", f"{database.FILE}.new"):
        (folder / name).unlink(missing_ok=True)
    shutil.rmtree(folder / SEGMENTS, ignore_errors=True)
    for path in _children(folder):  # files of the formats up to 3
        if path.name.startswith("snapshot-"):
            shutil.rmtree(path, ignore_errors=True)
        elif path.name in {"current.json", "current.json.new", "dirty", "fingerprint", "documents"}:
            path.unlink()


def _children(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        with os.scandir(folder) as entries:
            yield from sorted(Path(e.path) for e in entries)
