"""The method that the figures of the field were measured with, written as plainly as possible.

BM25 (k1 0.9, b 0.75) over tone-normalised syllables and pairs of them, document numbers kept whole;
diacritics restored by a Viterbi search over pairs counted from the indexed text; a folded field at
weight 0.3. No background counts, no figures of numbers, no dense stage. Independent of index/ but
for the splitting into terms.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np

from index.tokens import pairs, strip, syllables

K1, B, FOLDED = 0.9, 0.75, 0.3


class Postings:
    """BM25 with dictionaries."""

    def __init__(self, rows: Sequence[Sequence[str]]) -> None:
        self.size = len(rows)
        self.lengths = [len(r) for r in rows]
        self.mean = sum(self.lengths) / max(self.size, 1)
        self.where: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for number, row in enumerate(rows):
            for term, times in Counter(row).items():
                self.where[term].append((number, times))

    def search(self, terms: Sequence[str]) -> np.ndarray:
        scores = np.zeros(self.size)
        for term in terms:
            found = self.where.get(term, ())
            idf = math.log1p((self.size - len(found) + 0.5) / (len(found) + 0.5))
            for number, times in found:
                norm = K1 * (1 - B + B * self.lengths[number] / self.mean)
                scores[number] += idf * times * (K1 + 1) / (times + norm)
        return scores


class Reference:
    """The whole method over a list of passages."""

    def __init__(self, texts: Sequence[str]) -> None:
        rows = [syllables(t) for t in texts]
        self.single: Counter[str] = Counter(t for r in rows for t in r)
        self.pair: Counter[tuple[str, str]] = Counter(p for r in rows for p in itertools.pairwise(r))
        self.forms: dict[str, list[str]] = defaultdict(list)
        for term in self.single:
            self.forms[strip(term)].append(term)
        self.total = self.single.total()
        self.accented = Postings([[*r, *pairs(r)] for r in rows])
        self.folded = Postings([[strip(t) for t in (*r, *pairs(r))] for r in rows])

    def search(self, query: str) -> np.ndarray:
        return self._score(syllables(query))

    def search_restored(self, query: str) -> np.ndarray:
        return self._score(self.restore(syllables(query)))

    def _score(self, row: list[str]) -> np.ndarray:
        terms = [*row, *pairs(row)]
        return self.accented.search(terms) + FOLDED * self.folded.search([strip(t) for t in terms])

    def restore(self, row: list[str]) -> list[str]:
        paths: dict[str, tuple[float, list[str]]] = {"": (0.0, [])}
        for term in row:
            options = self.forms.get(term, [term]) if strip(term) == term else [term]
            paths = {
                form: max(
                    (
                        (score + self._step(before, form), [*path, form])
                        for before, (score, path) in paths.items()
                    ),
                    key=lambda p: p[0],
                )
                for form in options
            }
        return max(paths.values(), key=lambda p: p[0])[1]

    def _step(self, before: str, form: str) -> float:
        single = (self.single[form] + 0.1) / (self.total + 1)
        together = self.pair[before, form] / self.single[before] if self.single[before] else 0.0
        return math.log(0.9 * together + 0.1 * single)
