"""BM25 over Vietnamese terms, with a second field without diacritics as a safety net.

A query costs one binary search and one slice of the postings for each of its terms.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.background import Background, Shares
from index.postings import K1, Field
from index.tokens import strip, terms

PRIOR_CHUNKS = 30  # chunks of background thought added: they rule an index of 15 chunks, not of 2,000
FOLDED_WEIGHT = 0.3  # of the field without diacritics: lifts half-accented questions, moves no others

Floats = NDArray[np.float32]


def query_terms(text: str) -> Counter[str]:
    """Return the terms of a query with their counts."""
    return Counter(terms(text))


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
