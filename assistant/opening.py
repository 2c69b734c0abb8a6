"""Library and index brought together: which encoder, and when the index has to follow."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from assistant.settings import Settings
from corpus.evidence import evidence
from corpus.library.library import Library
from corpus.library.store import document_fingerprint
from index.chunk_index import ChunkIndex
from index.collection import Server
from index.encoder import Encoder
from index.errors import EncoderUnavailable
from index.hits import SyncReport


def open_index(settings: Settings, library: Library) -> ChunkIndex:
    """Return the index of a data folder, brought up to date with the library.

    Raises:
        IndexingError: another process is writing it, or the folder cannot be written.
    """
    index = index_of(settings)
    sync_index(library, index)
    return index


def index_of(settings: Settings) -> ChunkIndex:
    """Return the index of a data folder as it stands."""
    server = None
    if settings.chroma_url:
        server = Server(settings.chroma_url, settings.chroma_token, settings.chroma_ca)
    return ChunkIndex.open(settings.data / "index", _encoder(settings), server)


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
    """Make the index hold the evidence of the library's documents; only changed documents are cut."""
    code = document_fingerprint()  # new code may cut otherwise
    held = {d.id: d for d in library.documents()}
    marks = {
        key: f"{code} {d.sha256} {_hash(repr(d.header))}" for key, d in held.items()
    }  # headers get corrected
    return index.sync_documents(marks, lambda key: evidence(held[key]), progress)


def _hash(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()
