"""The values that search and sync return."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from index.units import TEXT


@dataclass(frozen=True, slots=True)
class Hit:
    """One unit that answers a query; `text` is verbatim.

    `score` (0 to 1) orders hits and is comparable between queries; `lexical` is the share of the
    query's idf mass that the unit contains (0 to 1): a good sign of relevance even in an index of
    a few units; `dense` is the cosine, None without an encoder or while the vector is missing.
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
    context: str = ""
    kind: str = TEXT
    fields: Mapping[str, Any] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What a sync did, in numbers of units; `message` says in Vietnamese what was rebuilt."""

    added: int = 0
    updated: int = 0
    removed: int = 0
    unchanged: int = 0
    message: str | None = None

    @property
    def changed(self) -> bool:
        """Say whether the index differs from before."""
        return bool(self.added or self.updated or self.removed)


class VectorState(StrEnum):
    """How far search by meaning goes."""

    NONE = "none"  # no encoder: words alone
    FILLING = "filling"  # words search everything, vectors are being filled in
    READY = "ready"
    BUSY = "busy"  # complete; another program holds the embedded collection, vectors are scanned from disk
    AWAY = "away"  # the Chroma server does not answer; words and scanned vectors serve


@dataclass(frozen=True, slots=True)
class VectorStatus:
    """State of the vectors; `message` is a Vietnamese sentence, None when all is well."""

    state: VectorState
    filled: int = 0
    total: int = 0
    message: str | None = None
