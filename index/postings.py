"""The inverted index: which term stands in which chunk how often.

Terms are hashed to 64 bits and kept as sorted arrays, so that an index opens from disk without
building a dictionary, and postings of unchanged texts are taken over without reading them again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.background import locate
from index.tokens import strip, term_keys, terms

K1 = 0.9  # term saturation; measured best on legal articles and passages alike (with b 0.75)
B = 0.75  # length normalisation

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Field:
    """Postings ready for search: term `i` stands in `chunks[indptr[i]:indptr[i + 1]]`."""

    keys: NDArray[np.uint64]  # sorted
    indptr: NDArray[np.int64]
    chunks: NDArray[np.uint32]
    impacts: Floats  # saturated term frequency, at most k1 + 1; the idf is applied at query time
    counts: NDArray[np.int64]  # occurrences in all chunks
    size: int  # number of chunks

    def spans(self, wanted: Sequence[str]) -> list[slice]:
        """Return for each term its slice of the postings, an empty one for an unknown term."""
        at, known = locate(self.keys, term_keys(wanted))
        return [
            slice(int(self.indptr[i]), int(self.indptr[i + 1])) if found else slice(0, 0)
            for i, found in zip(at, known, strict=True)
        ]

    def occurrences(self, wanted: Sequence[str]) -> NDArray[np.uint32]:
        """Return how often each term occurs in all chunks."""
        at, known = locate(self.keys, term_keys(wanted))
        counts = self.counts[at] if len(self.counts) else np.zeros(len(at), dtype=np.int64)
        return np.where(known, counts, 0).astype(np.uint32)


@dataclass(frozen=True, slots=True)
class Postings:
    """Postings as they are stored: without anything that depends on other chunks."""

    keys: NDArray[np.uint64]  # sorted
    indptr: NDArray[np.int64]
    chunks: NDArray[np.uint32]
    times: NDArray[np.uint32]
    lengths: NDArray[np.int64]  # terms of each chunk

    def field(self) -> Field:
        """Return the postings with BM25 impacts."""
        mean = self.lengths.mean() if len(self.lengths) else 1.0
        norm = K1 * (1 - B + B * self.lengths[self.chunks] / max(mean, 1.0))
        sums = np.concatenate([[0], np.cumsum(self.times, dtype=np.int64)])
        return Field(
            keys=self.keys,
            indptr=self.indptr,
            chunks=self.chunks,
            impacts=(self.times * (K1 + 1) / (self.times + norm)).astype(np.float32),
            counts=sums[self.indptr[1:]] - sums[self.indptr[:-1]],
            size=len(self.lengths),
        )


@dataclass(frozen=True, slots=True)
class Inverted:
    """Postings with and without diacritics, and what is needed to take them over."""

    accented: Postings
    folded: Postings
    syllables: tuple[str, ...]  # words that may occur
    texts: NDArray[np.uint64]  # key of each text


def invert(texts: Sequence[str], base: Inverted | None = None) -> Inverted:
    """Index texts.

    Args:
        texts: what each chunk says, headings included.
        base: an earlier index; the texts that it holds are taken over from it.
    """
    keys = term_keys(texts)
    taken = _taken(keys, base)
    fresh = np.flatnonzero(taken < 0)
    vocabulary: dict[str, int] = {}
    rows = [[vocabulary.setdefault(t, len(vocabulary)) for t in terms(texts[int(i)])] for i in fresh]
    plain: dict[str, int] = {}
    renumber = np.array([plain.setdefault(strip(t), len(plain)) for t in vocabulary], dtype=np.int64)
    lengths = np.array([len(r) for r in rows], dtype=np.int64)
    ids = np.fromiter((i for row in rows for i in row), dtype=np.int64, count=int(lengths.sum()))
    accented = _count(list(vocabulary), ids, lengths)
    folded = _count(list(plain), renumber[ids], lengths)
    syllables = [t for t in vocabulary if t.isalpha()]
    if base is not None:
        accented = _merge(base.accented, accented, taken, fresh)
        folded = _merge(base.folded, folded, taken, fresh)
        syllables = list(dict.fromkeys([*base.syllables, *syllables]))
    return Inverted(accented, folded, tuple(syllables), keys)


def _taken(keys: NDArray[np.uint64], base: Inverted | None) -> NDArray[np.int64]:
    """Return for each text its number in `base`, -1 for a new one; no number is given twice."""
    numbers = {int(k): i for i, k in enumerate(base.texts)} if base is not None else {}
    return np.array([numbers.pop(int(k), -1) for k in keys], dtype=np.int64)


def _count(vocabulary: list[str], ids: NDArray[np.int64], lengths: NDArray[np.int64]) -> Postings:
    """Turn term numbers in text order into postings sorted by term key."""
    keys = term_keys(vocabulary)
    chunks = np.repeat(np.arange(len(lengths), dtype=np.int64), lengths)
    width = max(len(lengths), 1)
    cells, times = np.unique(ids * width + chunks, return_counts=True)
    term, chunk = np.divmod(cells, width)
    return _sorted(keys[term], chunk, times, lengths)


def _merge(old: Postings, new: Postings, taken: NDArray[np.int64], fresh: NDArray[np.int64]) -> Postings:
    """Join the postings of texts that stay with those of new ones, under their new numbers."""
    number = np.full(len(old.lengths), -1, dtype=np.int64)
    number[taken[taken >= 0]] = np.flatnonzero(taken >= 0)
    moved = number[old.chunks]
    stays = moved >= 0
    lengths = np.zeros(len(taken), dtype=np.int64)
    lengths[taken >= 0] = old.lengths[taken[taken >= 0]]
    lengths[fresh] = new.lengths
    return _sorted(
        np.concatenate(
            [np.repeat(old.keys, np.diff(old.indptr))[stays], np.repeat(new.keys, np.diff(new.indptr))]
        ),
        np.concatenate([moved[stays], fresh[new.chunks]]),
        np.concatenate([old.times[stays], new.times]),
        lengths,
    )


def _sorted(
    keys: NDArray[np.uint64],
    chunks: NDArray[np.int64],
    times: NDArray[np.generic],
    lengths: NDArray[np.int64],
) -> Postings:
    order = np.lexsort((chunks, keys))
    distinct, first = np.unique(keys[order], return_index=True)
    return Postings(
        keys=distinct,
        indptr=np.append(first, len(keys)).astype(np.int64),
        chunks=chunks[order].astype(np.uint32),
        times=times[order].astype(np.uint32),
        lengths=lengths,
    )
