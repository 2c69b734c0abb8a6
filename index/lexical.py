"""BM25 over Vietnamese terms, with a second field without diacritics as a safety net.

A query goes through the postings of its terms from the rarest to the commonest. Once the best units
are ahead of everything that the terms left could still add, these terms are looked up for the units
in reach only: in a million units a question reads some hundred thousand postings instead of millions,
and finds the same units (the bound is exact, as in MaxScore).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.background import Background, Shares
from index.segment import Field, Segment
from index.tokens import strip, term_keys, terms

K1 = 0.9  # term saturation; measured best on legal articles and passages alike (with b 0.75)
B = 0.75  # length normalisation
PRIOR_CHUNKS = 30  # chunks of background thought added: they rule an index of 15 chunks, not of 2,000
FOLDED_WEIGHT = 0.3  # of the field without diacritics: lifts half-accented questions, moves no others
COMMON = 20_000  # postings of a term from which it pays to look whether the best are known already
EXACT_DEAD = 10_000  # postings up to which dead units are counted out one by one; beyond, by their share

Floats = NDArray[np.float32]
RowNumbers = NDArray[np.int64]


def query_terms(text: str) -> Counter[str]:
    """Return the terms of a query with their counts."""
    return Counter(terms(text))


def idf(size: int, frequency: float, share: float) -> float:
    """Return Robertson's idf, kept positive: ln(1 + (N - n + 0.5) / (n + 0.5)).

    Args:
        size: number of units.
        frequency: units that hold the term.
        share: share of passages of the background that hold it.
    """
    total, holding = size + PRIOR_CHUNKS, frequency + PRIOR_CHUNKS * share
    return float(np.log1p((total - holding + 0.5) / (holding + 0.5)))


@dataclass(frozen=True, slots=True)
class Words:
    """Opened segments as one row of units: row `starts[i] + r` is row `r` of segment `i`."""

    segments: tuple[Segment, ...]
    starts: NDArray[np.int64]  # one more than segments
    norms: Floats  # length normalisation of each row, infinite for a dead one: it scores nothing
    dead: tuple[int, ...]  # dead rows of each segment
    size: int  # live units

    def nums(self, rows: RowNumbers) -> NDArray[np.int64]:
        """Return the number of each row."""
        out = np.zeros(len(rows), dtype=np.int64)
        for i, here, at in self.split(rows):
            out[at] = self.segments[i].nums[here]
        return out

    def rows(self, nums: NDArray[np.int64]) -> RowNumbers:
        """Return the live rows of those numbers that are there, ascending."""
        parts = [s.rows_of(nums) + first for s, first in zip(self.segments, self.starts, strict=False)]
        rows = np.concatenate(parts) if parts else np.zeros(0, dtype=np.int64)
        return rows[np.isfinite(self.norms[rows])]

    def split(self, rows: RowNumbers) -> Iterator[tuple[int, RowNumbers, slice]]:
        """Yield (segment, rows in it, where these stand in `rows`) for ascending rows."""
        bounds = np.searchsorted(rows, self.starts)
        for i in range(len(self.segments)):
            if bounds[i] < bounds[i + 1]:
                at = slice(int(bounds[i]), int(bounds[i + 1]))
                yield i, rows[at] - self.starts[i], at

    def column(self, name: str) -> NDArray[np.int64]:
        """Return one value for each row: "kinds" or "documents"."""
        parts = [getattr(s, name) for s in self.segments]
        return np.concatenate(parts) if parts else np.zeros(0, dtype=np.int64)


def words(segments: Sequence[Segment], dead: NDArray[np.int64], mean: float, size: int) -> Words:
    """Return segments made ready for search.

    Args:
        segments: in the order of their numbers.
        dead: numbers of units that are no longer there.
        mean: terms of a live unit on average.
        size: live units.
    """
    starts = np.cumsum([0, *(s.size for s in segments)], dtype=np.int64)
    norms = np.empty(int(starts[-1]), dtype=np.float32)
    gone = []
    for segment, first in zip(segments, starts, strict=False):
        norm = norms[first : first + segment.size]
        norm[:] = K1 * (1 - B + B * segment.lengths / max(mean, 1.0))
        rows = segment.rows_of(dead)
        norm[rows] = np.inf
        gone.append(len(rows))
    return Words(tuple(segments), starts, norms, tuple(gone), size)


def occurrences(index: Words, wanted: Sequence[str]) -> NDArray[np.uint32]:
    """Return how often each term occurs (in units that are gone too, until their segment is merged)."""
    keys = term_keys(wanted)
    total = np.zeros(len(wanted), dtype=np.uint32)
    for segment in index.segments:
        total += segment.accented.occurrences(keys)
    return total


@dataclass(frozen=True, slots=True)
class _Term:
    """A term of the query in one field."""

    weight: float  # idf × times in the query × weight of the field
    known: float  # share of the coverage, 0 for pairs and in the folded field
    folded: bool
    spans: tuple[slice, ...]  # one for each segment
    postings: int

    @property
    def most(self) -> float:
        """Return what the term adds to a unit at most."""
        return self.weight * (K1 + 1)

    def field(self, segment: Segment) -> Field:
        return segment.folded if self.folded else segment.accented


@dataclass(frozen=True, slots=True)
class Query:
    """A query made ready for one state of the index.

    The score is BM25 over its upper bound (every query term saturated), the folded field added at
    `FOLDED_WEIGHT`: the bound depends on the query only, so the order is BM25's own. The coverage is
    the matched share of the query's idf mass, over single terms: pairs would only say again that the
    words stand together, and make an honest paraphrase look foreign.
    """

    words: Words
    terms: tuple[_Term, ...]  # by weight, falling
    bound: float
    mass: float  # of single terms


def prepare(index: Words, text: str, prior: Background) -> Query:
    """Look the terms of a question up in an index."""
    typed = query_terms(text)
    plain: Counter[str] = Counter()
    for term, times in typed.items():
        plain[strip(term)] += times
    found = [
        *_terms(index, typed, prior.accented, folded=False),
        *_terms(index, plain, prior.folded, folded=True),
    ]
    there = sorted((t for t in found if t.postings), key=lambda t: -t.weight)
    bound, mass = sum(t.most for t in found), sum(t.known for t in found)
    return Query(index, tuple(there), bound or 1.0, mass or 1.0)


def _terms(index: Words, query: Counter[str], prior: Shares, *, folded: bool) -> list[_Term]:
    """Return the terms of a query in one field, those that no unit holds too."""
    wanted, weight = list(query), FOLDED_WEIGHT if folded else 1.0
    keys = term_keys(wanted)
    spans = [(s.folded if folded else s.accented).spans(keys) for s in index.segments]
    out = []
    for n, (term, share) in enumerate(zip(wanted, prior.of(wanted), strict=True)):
        places = tuple(row[n] for row in spans)
        value = query[term] * idf(index.size, _frequency(index, places, folded), float(share))
        out.append(
            _Term(
                weight * value,
                0.0 if folded or " " in term else value,
                folded,
                places,
                sum(s.stop - s.start for s in places),
            )
        )
    return out


def _frequency(index: Words, places: Sequence[slice], folded: bool) -> float:
    """Return in how many live units a term stands."""
    total = 0.0
    for i, span in enumerate(places):
        count = span.stop - span.start
        segment = index.segments[i]
        if not count or not index.dead[i]:
            total += count
        elif count <= EXACT_DEAD:
            rows = (segment.folded if folded else segment.accented).rows[span]
            total += np.count_nonzero(np.isfinite(index.norms[rows + index.starts[i]]))
        else:
            total += count * (1 - index.dead[i] / segment.size)
    return total


def best(query: Query, limit: int, allowed: NDArray[np.bool_] | None = None) -> tuple[RowNumbers, Floats]:
    """Return the rows with the highest scores, ascending, and their scores.

    Args:
        query: the prepared query.
        limit: how many rows at most; ties at the border are cut off in the order of the index.
        allowed: for each row whether it may be found.
    """
    index = query.words
    sums = np.zeros(int(index.starts[-1]), dtype=np.float32)
    left = sum(t.most for t in query.terms)
    for n, term in enumerate(query.terms):
        if n and term.postings >= COMMON:
            rows = _in_reach(sums, limit, left, allowed)
            if rows is not None:
                sums[rows] += _lookup(index, query.terms[n:], rows)[0]
                return _top(rows, sums[rows], limit, query.bound)
        for i, span in enumerate(term.spans):
            if span.stop > span.start:
                rows, impacts = _impacts(index, i, term, span)
                sums[rows] += impacts
        left -= term.most
    rows = np.flatnonzero(sums if allowed is None else (sums > 0) & allowed)
    return _top(rows, sums[rows], limit, query.bound)


def _in_reach(sums: Floats, limit: int, left: float, allowed: NDArray[np.bool_] | None) -> RowNumbers | None:
    """Return the rows that can still be among the best, None while any row can."""
    started = np.flatnonzero(sums if allowed is None else (sums > 0) & allowed)
    if len(started) < limit:
        return None
    values = sums[started]
    threshold = float(np.partition(values, len(values) - limit)[len(values) - limit])
    if threshold <= left * 1.0001:  # rounding of single precision
        return None
    return started[values >= threshold - left * 1.0001]


def _impacts(index: Words, i: int, term: _Term, span: slice) -> tuple[RowNumbers, Floats]:
    """Return the rows of a term in one segment and what it adds to each."""
    field = term.field(index.segments[i])
    rows = field.rows[span] + index.starts[i]
    times = field.times[span].astype(np.float32)
    return rows, np.float32(term.most) * times / (times + index.norms[rows])


def _lookup(index: Words, wanted: Sequence[_Term], rows: RowNumbers) -> tuple[Floats, Floats]:
    """Return (sum of BM25, known mass) of some terms for ascending rows."""
    sums = np.zeros(len(rows), dtype=np.float32)
    known = np.zeros(len(rows), dtype=np.float32)
    for i, here, at in index.split(rows):
        norms = index.norms[rows[at]]
        alive = np.isfinite(norms)
        for term in wanted:
            span = term.spans[i]
            if span.start == span.stop:
                continue
            field = term.field(index.segments[i])
            listed = field.rows[span]
            place = np.minimum(np.searchsorted(listed, here.astype(np.uint32)), len(listed) - 1)
            there = (listed[place] == here) & alive
            times = field.times[span][place].astype(np.float32)
            sums[at] += np.where(there, np.float32(term.most) * times / (times + norms), np.float32(0))
            if term.known:
                known[at] += np.where(there, np.float32(term.known), np.float32(0))
    return sums, known


def scores(query: Query, rows: RowNumbers) -> tuple[Floats, Floats]:
    """Return (score, coverage) of ascending rows, both 0 to 1."""
    sums, known = _lookup(query.words, query.terms, rows)
    return sums / np.float32(query.bound), known / np.float32(query.mass)


def coverage(query: Query, rows: RowNumbers) -> Floats:
    """Return the coverage of ascending rows."""
    single = [t for t in query.terms if t.known]
    return _lookup(query.words, single, rows)[1] / np.float32(query.mass)


def _top(rows: RowNumbers, sums: Floats, limit: int, bound: float) -> tuple[RowNumbers, Floats]:
    if len(rows) > limit:
        order = np.argpartition(-sums, limit - 1)[:limit]
        threshold = sums[order].min()
        above, at = np.flatnonzero(sums > threshold), np.flatnonzero(sums == threshold)
        chosen = np.sort(np.concatenate([above, at[: limit - len(above)]]))
        rows, sums = rows[chosen], sums[chosen]
    return rows, (sums / np.float32(bound)).astype(np.float32)
