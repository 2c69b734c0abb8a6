"""Search: units in, hits out; by words, by vectors, fused.

Guarantees: `sync` makes the index hold exactly the units given, and what has not changed is not encoded again; a
search reads a consistent state while another process writes; without the model, search by words still works.
"""

from typing import TYPE_CHECKING

from corpus.lazy import lazily

if TYPE_CHECKING:
    from index.chunk_index import ChunkIndex
    from index.collection import Server, ask_version
    from index.encoder import Encoder
    from index.errors import (
        ChromaUnavailable,
        DiskFull,
        EncoderUnavailable,
        IndexingError,
        IndexLocked,
        IndexNotWritable,
        RerankerUnavailable,
    )
    from index.hits import Hit, SyncReport, VectorState
    from index.passages import focus, passage
    from index.reranker import Reranker
    from index.segment import segments_intact
    from index.tokens import strip, syllables

__all__ = [
    "ChromaUnavailable",
    "ChunkIndex",
    "DiskFull",
    "Encoder",
    "EncoderUnavailable",
    "Hit",
    "IndexLocked",
    "IndexNotWritable",
    "IndexingError",
    "Reranker",
    "RerankerUnavailable",
    "Server",
    "SyncReport",
    "VectorState",
    "ask_version",
    "encoder",
    "focus",
    "passage",
    "reranker",
    "segments_intact",
    "strip",
    "syllables",
]

if not TYPE_CHECKING:  # so that a name that is not handed out stays an error of types
    __getattr__ = lazily(
        __name__,
        {
            "segment": ("segments_intact",),
            "chunk_index": ("ChunkIndex",),
            "collection": ("Server", "ask_version"),
            "encoder": ("Encoder",),
            "errors": (
                "ChromaUnavailable",
                "DiskFull",
                "EncoderUnavailable",
                "IndexLocked",
                "IndexNotWritable",
                "IndexingError",
                "RerankerUnavailable",
            ),
            "hits": (
                "Hit",
                "SyncReport",
                "VectorState",
            ),
            "passages": (
                "focus",
                "passage",
            ),
            "reranker": ("Reranker",),
            "tokens": ("strip", "syllables"),
        },
    )
