"""Library and index brought together: which encoder, and when the index has to follow."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable

from assistant.settings import Settings
from corpus.evidence import evidence
from corpus.library import Library, document_fingerprint
from index import (
    ChunkIndex,
    DiskFull,
    Encoder,
    EncoderUnavailable,
    IndexLocked,
    IndexNotWritable,
    Reranker,
    RerankerUnavailable,
    Server,
    SyncReport,
)


def open_index(settings: Settings, library: Library) -> ChunkIndex:
    """Return the index of a data folder, brought up to date with the library where that is possible.

    Whoever only asks is answered from what is indexed while another process writes, and on a disk that is
    full or cannot be written; the next one who can write brings the index up to date.

    Raises:
        IndexingError: it cannot be brought up to date, and nothing is indexed.
    """
    index = index_of(settings)
    try:
        sync_index(library, index)
    except (DiskFull, IndexLocked, IndexNotWritable) as error:
        if not index.size:
            raise
        logging.getLogger(__name__).warning("%s", error)
    return index


def index_of(settings: Settings) -> ChunkIndex:
    """Return the index of a data folder as it stands."""
    server = None
    if settings.chroma_url:
        server = Server(settings.chroma_url, settings.chroma_token, settings.chroma_ca)
    return ChunkIndex.open(settings.data / "index", open_encoder(settings), server)


def open_encoder(settings: Settings) -> Encoder | None:
    """Return the encoder; none where the settings say so, or in a source tree before `make model`."""
    from index.encoder import NO_MODEL, load  # noqa: PLC0415 - the tokenizer is needed only here

    if settings.model == NO_MODEL:
        return None
    try:
        return load(settings.model)
    except EncoderUnavailable:
        if settings.model:
            raise
        return None


def open_reranker(settings: Settings) -> Reranker | None:
    """Return the reranker; none where the settings say so, or where none is shipped."""
    from index.encoder import NO_MODEL  # noqa: PLC0415
    from index.reranker import load  # noqa: PLC0415

    if settings.reranker == NO_MODEL:
        return None
    try:
        return load(settings.reranker)
    except RerankerUnavailable:
        if settings.reranker:
            raise
        return None


def sync_index(
    library: Library,
    index: ChunkIndex,
    progress: Callable[[int, int], None] | None = None,
    *,
    fill: bool = True,
) -> SyncReport:
    """Make the index hold the evidence of the library's documents; only changed documents are cut.

    Args:
        library: what is held.
        index: what follows.
        progress: told how many texts have their vectors.
        fill: also bring the vectors up to date before returning; else `ChunkIndex.fill_behind` does.
    """
    code = document_fingerprint()  # new code may cut otherwise
    held = {row.id: row for row in library.summaries()}  # opens no document that is indexed already
    marks = {
        key: f"{code} {row.sha256} {_hash(repr(row.header))}" for key, row in held.items()
    }  # headers get corrected
    return index.sync_documents(marks, lambda key: evidence(library.document(key)), progress, fill=fill)


def _hash(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()
