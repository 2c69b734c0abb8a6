"""The readable state of an index: immutable files, published by one atomic rename.

A snapshot is derived from the Chroma collection at the end of each sync. Searching needs nothing
else, so that a question from a cold process does not import Chroma, readers never wait for a
writer, and no reader sees half an update. Layout: `current.json` names the folder and the size and
checksum of each file in it.
"""

from __future__ import annotations

import json
import os
import shutil
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.model import Evidence
from index import background
from index.errors import IndexingError
from index.lexical import Lexical
from index.postings import Inverted, Postings, invert
from index.restoration import Counts, Restorer, group_forms

_CURRENT = "current.json"
_PARTS = ("keys", "indptr", "chunks", "times", "lengths")


class DamagedSnapshot(IndexingError):
    """The published files are not the ones that were written."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything that a search reads."""

    name: str  # folder, "" for an empty index
    digest: str  # of what was indexed and how
    inverted: Inverted
    lexical: Lexical
    restorer: Restorer
    vectors: NDArray[np.float32] | None  # unit length, one row for each chunk
    documents: tuple[str, ...]
    document_of: NDArray[np.int64]
    offsets: NDArray[np.int64]
    records: bytes = field(repr=False)

    @property
    def size(self) -> int:
        """Return the number of chunks."""
        return len(self.document_of)

    def record(self, position: int) -> Evidence:
        """Return one chunk (context included)."""
        line = self.records[self.offsets[position] : self.offsets[position + 1]]
        return Evidence(**json.loads(line))

    def mask(self, document_ids: Sequence[str]) -> NDArray[np.bool_]:
        """Return which chunks belong to the documents."""
        wanted = set(document_ids)
        chosen = np.array([d in wanted for d in self.documents], dtype=bool)
        return chosen[self.document_of] if len(chosen) else np.zeros(0, dtype=bool)


def searchable(chunk: Evidence) -> str:
    """Return what is indexed and embedded: the headings above, then the text."""
    return f"{chunk.context}\n{chunk.text}" if chunk.context else chunk.text


def write(
    folder: Path,
    name: str,
    digest: str,
    chunks: Sequence[Evidence],
    *,
    vectors: NDArray[np.float32] | None,
    base: Inverted | None = None,
) -> None:
    """Write a snapshot and publish it; a crash before the last rename leaves the old one in force.

    Args:
        folder: the index folder.
        name: of the snapshot.
        digest: of what is indexed and how.
        chunks: everything that can be found.
        vectors: one row for each chunk, None without an encoder.
        base: postings of an earlier snapshot of the same format, taken over where texts are the same.
    """
    target = folder / name
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    inverted = invert([searchable(c) for c in chunks], base)
    fields = {"a": inverted.accented, "f": inverted.folded}
    arrays = {f"{key}_{part}": getattr(field, part) for key, field in fields.items() for part in _PARTS}
    arrays["texts"] = inverted.texts
    if vectors is not None:
        arrays["vectors"] = vectors.astype(np.float16)  # cosines move by less than 0.001
    documents = list(dict.fromkeys(c.document_id for c in chunks))
    number = {d: i for i, d in enumerate(documents)}
    arrays["document_of"] = np.array([number[c.document_id] for c in chunks], dtype=np.int64)
    lines = [json.dumps(_as_dict(c), ensure_ascii=False).encode() + b"\n" for c in chunks]
    arrays["offsets"] = np.cumsum([0, *map(len, lines)], dtype=np.int64)
    for key, array in arrays.items():
        np.save(target / f"{key}.npy", array)
    (target / "records.jsonl").write_bytes(b"".join(lines))
    vocabulary = {"documents": documents, "syllables": _counts(inverted)}
    (target / "vocabulary.json").write_text(json.dumps(vocabulary, ensure_ascii=False), encoding="utf-8")
    _publish(folder, name, digest)


def read(folder: Path) -> Snapshot:
    """Open the published snapshot; an empty one where nothing was published yet.

    Raises:
        DamagedSnapshot: a file is missing, cut or altered.
    """
    current = folder / _CURRENT
    if not current.exists():
        return _load(None, "", "")
    try:
        manifest = json.loads(current.read_text(encoding="utf-8"))
        target = folder / manifest["name"]
        for file, (size, checksum) in manifest["files"].items():
            data = (target / file).read_bytes()
            if len(data) != size or zlib.crc32(data) != checksum:
                raise DamagedSnapshot(f"Tệp chỉ mục {target / file} bị hỏng.")
        return _load(target, manifest["name"], manifest["digest"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise DamagedSnapshot(f"Không đọc được chỉ mục ở {folder}.") from error


def published(folder: Path) -> str:
    """Return the name of the published snapshot, "" when there is none (no file is checked)."""
    try:
        return str(json.loads((folder / _CURRENT).read_text(encoding="utf-8"))["name"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def remove_old(folder: Path, keep: Sequence[str]) -> None:
    """Delete snapshots that nobody needs any more."""
    for path in folder.glob("snapshot-*"):
        if path.name not in keep:
            shutil.rmtree(path, ignore_errors=True)


def _publish(folder: Path, name: str, digest: str) -> None:
    files = {}
    for path in sorted((folder / name).iterdir()):
        data = path.read_bytes()
        files[path.name] = (len(data), zlib.crc32(data))
        _flush(path)
    _flush(folder / name)
    manifest = {"name": name, "digest": digest, "files": files}
    fresh = folder / f"{_CURRENT}.new"
    fresh.write_text(json.dumps(manifest), encoding="utf-8")
    _flush(fresh)
    os.replace(fresh, folder / _CURRENT)
    _flush(folder)


def _flush(path: Path) -> None:
    """Make a file or folder durable before the next step relies on it."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _as_dict(chunk: Evidence) -> dict[str, str | int]:
    return {key: getattr(chunk, key) for key in Evidence.__slots__}


def _counts(inverted: Inverted) -> dict[str, int]:
    """Return the occurrences of each syllable that still occurs."""
    counts = inverted.accented.field().occurrences(inverted.syllables)
    return {s: int(n) for s, n in zip(inverted.syllables, counts, strict=True) if n}


def _load(target: Path | None, name: str, digest: str) -> Snapshot:
    if target is None:
        inverted, empty = invert([]), np.zeros(0, dtype=np.int64)
        lexical, restorer = searchers(inverted, {})
        return Snapshot("", "", inverted, lexical, restorer, None, (), empty, empty, b"")
    vocabulary = json.loads((target / "vocabulary.json").read_text(encoding="utf-8"))
    occurrences: dict[str, int] = vocabulary["syllables"]
    accented, folded = (_postings(target, part) for part in "af")
    inverted = Inverted(accented, folded, tuple(occurrences), np.load(target / "texts.npy"))
    lexical, restorer = searchers(inverted, occurrences)
    vectors = target / "vectors.npy"
    return Snapshot(
        name=name,
        digest=digest,
        inverted=inverted,
        lexical=lexical,
        restorer=restorer,
        vectors=np.load(vectors).astype(np.float32) if vectors.exists() else None,
        documents=tuple(vocabulary["documents"]),
        document_of=np.load(target / "document_of.npy"),
        offsets=np.load(target / "offsets.npy"),
        records=(target / "records.jsonl").read_bytes(),
    )


def _postings(target: Path, part: str) -> Postings:
    return Postings(**{p: np.load(target / f"{part}_{p}.npy") for p in _PARTS})


def searchers(inverted: Inverted, occurrences: Mapping[str, int] | None = None) -> tuple[Lexical, Restorer]:
    """Return word search and restoration of diacritics over an inverted index.

    Args:
        inverted: the index.
        occurrences: of each syllable; counted where they are not at hand.
    """
    accented, folded = inverted.accented.field(), inverted.folded.field()
    known = background.load()
    forms = group_forms(_counts(inverted) if occurrences is None else occurrences)
    restorer = Restorer(
        counts=Counts(forms, int(accented.counts.sum()), accented.occurrences),
        background=Counts(known.forms, int(known.counts.sum()), known.occurrences),
    )
    return Lexical(accented, folded, known), restorer
