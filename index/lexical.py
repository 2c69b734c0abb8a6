"""BM25 over Vietnamese terms, with a second field without diacritics as a safety net.

Terms are hashed to 64 bits and kept as sorted arrays, so that an index opens from disk without
building a dictionary; a query costs one binary search and one slice for each of its terms.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.tokens import pairs, strip, syllables

K1 = 0.9  # term saturation; measured best on legal articles and passages alike (with b 0.75)
B = 0.75  # length normalisation
FOLDED_WEIGHT = 0.3  # of the field without diacritics: lifts half-accented questions, moves no others

Floats = NDArray[np.float32]
Arrays = Mapping[str, NDArray[np.generic]]


def term_key(term: str) -> int:
    """Return the 64-bit key of a term."""
    return int.from_bytes(hashlib.blake2b(term.encode(), digest_size=8).digest(), "little")


def query_terms(text: str) -> Counter[str]:
    """Return the terms of a query, syllables and pairs, with their counts."""
    terms = syllables(text)
    return Counter([*terms, *pairs(terms)])


@dataclass(frozen=True, slots=True)
class Field:
    """Postings of one field: term `i` stands in `chunks[indptr[i]:indptr[i + 1]]`."""

    keys: NDArray[np.uint64]  # sorted
    indptr: NDArray[np.int64]
    chunks: NDArray[np.uint32]
    impacts: Floats  # saturated term frequency, at most k1 + 1; the idf is applied at query time
    counts: NDArray[np.uint32]  # occurrences in all chunks
    size: int  # number of chunks

    def find(self, terms: Sequence[str]) -> NDArray[np.int64]:
        """Return the position of each term, -1 for an unknown one."""
        keys = np.array([term_key(t) for t in terms], dtype=np.uint64)
        if not len(self.keys):
            return np.full(len(keys), -1, dtype=np.int64)
        at = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        return np.where(self.keys[at] == keys, at, -1)

    def frequency(self, position: int) -> int:
        """Return in how many chunks a term stands."""
        return int(self.indptr[position + 1] - self.indptr[position]) if position >= 0 else 0

    def idf(self, frequency: float) -> float:
        """Return Robertson's idf, kept positive: ln(1 + (N - n + 0.5) / (n + 0.5))."""
        return float(np.log1p((self.size - frequency + 0.5) / (frequency + 0.5)))

    def count(self, term: str) -> int:
        """Return how often a term occurs in all chunks."""
        position = int(self.find([term])[0])
        return int(self.counts[position]) if position >= 0 else 0


@dataclass(frozen=True, slots=True)
class Matches:
    """Scores of all chunks for one query: BM25, and the matched share of the query's idf mass."""

    bm25: Floats
    coverage: Floats  # 0 to 1
    mass: float  # idf mass of the query


def match(field: Field, terms: Mapping[str, int]) -> Matches:
    """Score every chunk of a field against the terms of a query."""
    bm25 = np.zeros(field.size, dtype=np.float32)
    covered = np.zeros(field.size, dtype=np.float32)
    mass = 0.0
    for position, times in zip(field.find(list(terms)), terms.values(), strict=True):
        weight = field.idf(field.frequency(int(position))) * times
        mass += weight
        if position < 0:
            continue
        span = slice(field.indptr[position], field.indptr[position + 1])
        chunks = field.chunks[span]
        bm25[chunks] += weight * field.impacts[span]
        covered[chunks] += weight
    return Matches(bm25, covered / mass if mass else covered, mass)


def build(texts: Iterable[str]) -> tuple[Field, Field, dict[str, int]]:
    """Index texts.

    Returns:
        The field with diacritics, the field without, and the occurrences of each single syllable
        (the vocabulary of `index.restoration`).
    """
    vocabulary: dict[str, int] = {}
    rows: list[NDArray[np.int64]] = []
    sizes: list[int] = []
    for text in texts:
        terms = syllables(text)
        terms += pairs(terms)
        rows.append(np.array([vocabulary.setdefault(t, len(vocabulary)) for t in terms], dtype=np.int64))
        sizes.append(len(terms))
    ids = np.concatenate(rows) if rows else np.zeros(0, dtype=np.int64)
    accented = _field(list(vocabulary), ids, sizes)
    plain: dict[str, int] = {}
    renumber = np.array([plain.setdefault(strip(t), len(plain)) for t in vocabulary], dtype=np.int64)
    folded = _field(list(plain), renumber[ids], sizes)
    occurrences = np.bincount(ids, minlength=len(vocabulary))
    return accented, folded, {t: int(occurrences[i]) for t, i in vocabulary.items() if t.isalpha()}


def _field(terms: list[str], ids: NDArray[np.int64], sizes: list[int]) -> Field:
    """Turn term numbers in text order into postings sorted by term key."""
    keys = np.array([term_key(t) for t in terms], dtype=np.uint64)
    order = np.argsort(keys)
    position = np.empty(len(order), dtype=np.int64)
    position[order] = np.arange(len(order))
    lengths = np.array(sizes, dtype=np.int64)
    chunk_of = np.repeat(np.arange(len(sizes), dtype=np.int64), lengths)
    cells, tf = np.unique(position[ids] * max(len(sizes), 1) + chunk_of, return_counts=True)
    term, chunk = np.divmod(cells, max(len(sizes), 1))
    mean = lengths.mean() if len(lengths) else 1.0
    norm = K1 * (1 - B + B * lengths[chunk] / max(mean, 1.0))
    return Field(
        keys=keys[order],
        indptr=np.searchsorted(term, np.arange(len(terms) + 1)),
        chunks=chunk.astype(np.uint32),
        impacts=(tf * (K1 + 1) / (tf + norm)).astype(np.float32),
        counts=np.bincount(position[ids], minlength=len(terms)).astype(np.uint32),
        size=len(sizes),
    )


@dataclass(frozen=True, slots=True)
class Lexical:
    """Both fields of an index."""

    accented: Field
    folded: Field

    def search(self, query: str) -> tuple[Floats, Floats]:
        """Return (score, coverage) of every chunk, both 0 to 1.

        The score is BM25 over its upper bound (every query term saturated), the folded field added
        at `FOLDED_WEIGHT`: the bound depends on the query only, so the order is BM25's own.
        """
        terms = query_terms(query)
        plain = Counter({strip(t): 0 for t in terms})
        for term, times in terms.items():
            plain[strip(term)] += times
        exact = match(self.accented, terms)
        folded = match(self.folded, plain)
        bound = (K1 + 1) * (exact.mass + FOLDED_WEIGHT * folded.mass)
        score = (exact.bm25 + FOLDED_WEIGHT * folded.bm25) / bound if bound else exact.bm25
        return score, exact.coverage
