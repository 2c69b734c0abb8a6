"""The values that search and sync return."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Hit:
    """One chunk that answers a query; `text` is verbatim.

    `score` (0 to 1) orders hits and is comparable between queries; `lexical` is the share of the
    query's idf mass that the chunk contains (0 to 1): a good sign of relevance even in an index of
    a few chunks; `dense` is the cosine, None without an encoder.
    """

    chunk_id: str
    document_id: str
    provision: str
    start: int
    end: int
    text: str
    score: float
    lexical: float
    dense: float | None
    rank: int  # from 1
    kind: str = "text"  # `corpus.model.EvidenceKind`


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What a sync did, in numbers of chunks; `message` says in Vietnamese what was rebuilt."""

    added: int = 0
    updated: int = 0
    removed: int = 0
    unchanged: int = 0
    message: str | None = None

    @property
    def changed(self) -> bool:
        """Say whether the index differs from before."""
        return bool(self.added or self.updated or self.removed)
