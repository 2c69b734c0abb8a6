"""BM25 over Vietnamese terms, with a second field without diacritics as a safety net.

Terms are hashed to 64 bits and kept as sorted arrays, so that an index opens from disk without
building a dictionary; a query costs one binary search and one slice for each of its terms.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.background import Background, Shares, locate
from index.tokens import strip, term_keys, terms

K1 = 0.9  # term saturation; measured best on legal articles and passages alike (with b 0.75)
B = 0.75  # length normalisation
PRIOR_CHUNKS = 30  # chunks of background thought added: they rule an index of 15 chunks, not of 2,000
FOLDED_WEIGHT = 0.3  # of the field without diacritics: lifts half-accented questions, moves no others

Floats = NDArray[np.float32]


def query_terms(text: str) -> Counter[str]:
    """Return the terms of a query with their counts."""
    return Counter(terms(text))


@dataclass(frozen=True, slots=True)
class Field:
    """Postings of one field: term `i` stands in `chunks[indptr[i]:indptr[i + 1]]`."""

    keys: NDArray[np.uint64]  # sorted
    indptr: NDArray[np.int64]
    chunks: NDArray[np.uint32]
    impacts: Floats  # saturated term frequency, at most k1 + 1; the idf is applied at query time
    counts: NDArray[np.uint32]  # occurrences in all chunks
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
        counts = self.counts[at] if len(self.counts) else np.zeros(len(at), dtype=np.uint32)
        return np.where(known, counts, 0).astype(np.uint32)


def idf(size: int, frequency: int, share: float) -> float:
    """Return Robertson's idf, kept positive: ln(1 + (N - n + 0.5) / (n + 0.5)).

    Args:
        size: number of chunks.
        frequency: chunks that hold the term.
        share: share of passages of the background that hold it.
    """
    total, holding = size + PRIOR_CHUNKS, frequency + PRIOR_CHUNKS * share
    return float(np.log1p((total - holding + 0.5) / (holding + 0.5)))


@dataclass(frozen=True, slots=True)
class Matches:
    """Scores of all chunks for one query.

    `coverage` is the matched share of the query's idf mass, over single terms: pairs would only say
    again that the words stand together, and make an honest paraphrase look foreign.
    """

    bm25: Floats
    coverage: Floats  # 0 to 1
    mass: float  # idf mass of the query, pairs included


def match(field: Field, query: Mapping[str, int], prior: Shares) -> Matches:
    """Score every chunk of a field against the terms of a query."""
    bm25 = np.zeros(field.size, dtype=np.float32)
    covered = np.zeros(field.size, dtype=np.float32)
    mass = known = 0.0
    wanted = list(query)
    for term, span, share in zip(wanted, field.spans(wanted), prior.of(wanted), strict=True):
        weight = query[term] * idf(field.size, span.stop - span.start, float(share))
        mass += weight
        chunks = field.chunks[span]
        bm25[chunks] += weight * field.impacts[span]
        if " " not in term:
            known += weight
            covered[chunks] += weight
    return Matches(bm25, covered / np.float32(known or 1.0), mass)


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
        row = [vocabulary.setdefault(t, len(vocabulary)) for t in terms(text)]
        rows.append(np.array(row, dtype=np.int64))
        sizes.append(len(row))
    ids = np.concatenate(rows) if rows else np.zeros(0, dtype=np.int64)
    accented = _field(list(vocabulary), ids, sizes)
    plain: dict[str, int] = {}
    renumber = np.array([plain.setdefault(strip(t), len(plain)) for t in vocabulary], dtype=np.int64)
    folded = _field(list(plain), renumber[ids], sizes)
    occurrences = np.bincount(ids, minlength=len(vocabulary))
    return accented, folded, {t: int(occurrences[i]) for t, i in vocabulary.items() if t.isalpha()}


def _field(vocabulary: list[str], ids: NDArray[np.int64], sizes: list[int]) -> Field:
    """Turn term numbers in text order into postings sorted by term key."""
    keys = term_keys(vocabulary)
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
        indptr=np.searchsorted(term, np.arange(len(vocabulary) + 1)),
        chunks=chunk.astype(np.uint32),
        impacts=(tf * (K1 + 1) / (tf + norm)).astype(np.float32),
        counts=np.bincount(position[ids], minlength=len(vocabulary)).astype(np.uint32),
        size=len(sizes),
    )


@dataclass(frozen=True, slots=True)
class Lexical:
    """Both fields of an index."""

    accented: Field
    folded: Field
    background: Background

    def search(self, query: str) -> tuple[Floats, Floats]:
        """Return (score, coverage) of every chunk, both 0 to 1.

        The score is BM25 over its upper bound (every query term saturated), the folded field added
        at `FOLDED_WEIGHT`: the bound depends on the query only, so the order is BM25's own.
        """
        typed = query_terms(query)
        plain: Counter[str] = Counter()
        for term, times in typed.items():
            plain[strip(term)] += times
        exact = match(self.accented, typed, self.background.accented)
        folded = match(self.folded, plain, self.background.folded)
        bound = (K1 + 1) * (exact.mass + FOLDED_WEIGHT * folded.mass)
        score = exact.bm25 + FOLDED_WEIGHT * folded.bm25
        return (score / (bound or 1.0)).astype(np.float32), exact.coverage
