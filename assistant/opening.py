"""Library and index brought together: which encoder, and when the index has to follow."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from assistant.settings import Settings
from corpus.evidence import evidence
from corpus.library.library import Library
from corpus.library.store import document_fingerprint
from index.chunk_index import ChunkIndex
from index.encoder import Encoder
from index.errors import EncoderUnavailable
from index.hits import SyncReport


def open_index(settings: Settings, library: Library) -> ChunkIndex:
    """Return the index of a data folder, brought up to date with the library.

    Raises:
        IndexingError: another process is writing it, or the folder cannot be written.
    """
    index = ChunkIndex.open(settings.data / "index", _encoder(settings))
    sync_index(library, index)
    return index


def _encoder(settings: Settings) -> Encoder | None:
    """Return the encoder; without the shipped model, as in a source tree before `make model`, words alone serve."""
    from index.encoder import load  # noqa: PLC0415 - the tokenizer is needed only here

    try:
        return load(settings.model)
    except EncoderUnavailable:
        if settings.model:
            raise
        return None


def sync_index(
    library: Library, index: ChunkIndex, progress: Callable[[int, int], None] | None = None
) -> SyncReport:
    """Make the index hold the chunks of the library's documents; nothing is read when nothing changed."""
    documents = library.documents()
    parts = [document_fingerprint(), *(f"{d.id} {d.sha256}" for d in documents)]  # new code may cut otherwise
    state = hashlib.sha256("\n".join(parts).encode()).hexdigest()
    mark = index.folder / "documents"
    if index.size and _read(mark) == f"{index.fingerprint} {state}":
        return SyncReport(unchanged=index.size)
    report = index.sync((c for d in documents for c in evidence(d)), progress)
    mark.write_text(f"{index.fingerprint} {state}", encoding="utf-8")
    return report


def _read(mark: Path) -> str:
    try:
        return mark.read_text(encoding="utf-8")
    except OSError:
        return ""
