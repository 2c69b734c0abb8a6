"""Texts → postings: which term stands in which text how often."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.tokens import strip, term_keys, terms


@dataclass(frozen=True, slots=True)
class Postings:
    """Term `i` stands in `chunks[indptr[i]:indptr[i + 1]]`, `times` times; nothing depends on other texts."""

    keys: NDArray[np.uint64]  # sorted
    indptr: NDArray[np.int64]
    chunks: NDArray[np.uint32]
    times: NDArray[np.uint32]
    lengths: NDArray[np.int64]  # terms of each text


@dataclass(frozen=True, slots=True)
class Inverted:
    """Postings with and without diacritics, and the words with their occurrences."""

    accented: Postings
    folded: Postings
    syllables: Mapping[str, int]


def invert(texts: Sequence[str]) -> Inverted:
    """Index texts (what each unit says, headings included)."""
    vocabulary: dict[str, int] = {}
    rows = [[vocabulary.setdefault(t, len(vocabulary)) for t in terms(text)] for text in texts]
    plain: dict[str, int] = {}
    renumber = np.array([plain.setdefault(strip(t), len(plain)) for t in vocabulary], dtype=np.int64)
    lengths = np.array([len(r) for r in rows], dtype=np.int64)
    ids = np.fromiter((i for row in rows for i in row), dtype=np.int64, count=int(lengths.sum()))
    counts = np.bincount(ids, minlength=len(vocabulary)) if vocabulary else ids
    return Inverted(
        accented=_count(list(vocabulary), ids, lengths),
        folded=_count(list(plain), renumber[ids], lengths),
        syllables={t: int(n) for t, n in zip(vocabulary, counts, strict=True) if t.isalpha()},
    )


def _count(vocabulary: list[str], ids: NDArray[np.int64], lengths: NDArray[np.int64]) -> Postings:
    """Turn term numbers in text order into postings sorted by term key."""
    keys = term_keys(vocabulary)
    order = np.argsort(keys, kind="stable")
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    width = max(len(lengths), 1)
    chunks = np.repeat(np.arange(len(lengths), dtype=np.int64), lengths)
    cells, times = np.unique(place[ids] * width + chunks, return_counts=True)
    term, chunk = np.divmod(cells, width)
    first = np.searchsorted(term, np.arange(len(order) + 1))
    return Postings(
        keys=keys[order],
        indptr=first.astype(np.int64),
        chunks=chunk.astype(np.uint32),
        times=times.astype(np.uint32),
        lengths=lengths,
    )
