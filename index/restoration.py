"""Diacritics put back into a question typed without them, counted from the indexed text.

A Viterbi search over syllables: each plain syllable may be any form that is known under the same
letters ("do thi" → "đô thị"), weighed by how often neighbours occur together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.text import fold
from index.tokens import strip

PAIR_SHARE = 0.9  # weight of the pair against the single syllable; 0.8 to 0.95 measure alike
KEEP_BONUS = 3.0  # nats for a syllable as typed, times the share of accented syllables around it
MAX_FORMS = 16  # forms tried for one syllable; the rest are slips
INDEX_GAIN = (
    100.0  # an occurrence in the index against one in the background: 1,000 syllables against 4 million
)
UNSEEN = 0.1  # an unseen form is possible, never preferred
NUMBER = "0"  # stands for any term with a figure in it: "số 0" is as good as "số 3316/KH-UBND"
_WORD = re.compile(r"\d[\w/.,-]*\w|\d|[^\W\d_]+")
_SHORT_FORM = 5  # letters: "UBND", "HĐND", "BTVTU" in a sentence with small letters are no words

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Counts:
    """Occurrences in a body of text: forms of each plain syllable, their sum, and of any terms."""

    forms: Mapping[str, Mapping[str, int]]
    total: int
    of_terms: Callable[[Sequence[str]], NDArray[np.uint32]]


@dataclass(frozen=True, slots=True)
class Restorer:
    """Counts behind the restoration: forms of a plain syllable, and occurrences of pairs."""

    counts: Counts  # of the indexed text
    background: Counts  # of official texts at large; rules where the index has seen little

    def restore(self, text: str) -> str:
        """Return the text with diacritics where they were missing; everything else unchanged."""
        words = list(_WORD.finditer(text))
        keep_capitals = not text.isupper()
        typed = [_typed(w[0], keep_capitals) for w in words]
        if not any(self._is_open(t) for t in typed):
            return text
        out: list[str] = []
        at = 0
        for word, old, new in zip(words, typed, self._best_path(typed), strict=True):
            out += [text[at : word.start()], _like(new, word[0]) if new != old else word[0]]
            at = word.end()
        return "".join([*out, text[at:]])

    def _is_open(self, term: str) -> bool:
        """Say whether a syllable was typed without diacritics and could have some."""
        return term.islower() and strip(term) == term and any(form != term for form in self._forms(term))

    def _best_path(self, typed: Sequence[str]) -> list[str]:
        """Return the most likely forms (Viterbi)."""
        marked = sum(strip(t) != t for t in typed) / max(len(typed), 1)
        steps = [self._options(term) for term in typed]
        scores = np.log(self._single(steps[0])) + self._bonus(steps[0], typed[0], marked)
        back: list[NDArray[np.int64]] = []
        for before, now, term in zip(steps, steps[1:], typed[1:], strict=False):
            paths = scores[:, None] + np.log(self._chances(before, now))
            back.append(paths.argmax(axis=0))
            scores = paths.max(axis=0) + self._bonus(now, term, marked)
        at = int(scores.argmax())
        chosen = [at := int(choice[at]) for choice in reversed(back)][::-1]
        return [list(step)[i] for step, i in zip(steps, [*chosen, int(scores.argmax())], strict=True)]

    def _forms(self, plain: str) -> dict[str, float]:
        """Return the forms of a plain syllable with their counts."""
        forms: dict[str, float] = dict(self.background.forms.get(plain, {}))
        for form, count in self.counts.forms.get(plain, {}).items():
            forms[form] = forms.get(form, 0) + count * INDEX_GAIN
        return forms

    def _options(self, term: str) -> dict[str, float]:
        known = self._forms(strip(term))
        if not self._is_open(term):
            return {term: known.get(term, 0.0)}
        options = dict(sorted(known.items(), key=lambda item: (-item[1], item[0]))[:MAX_FORMS])
        return options if term in options else {**options, term: known.get(term, 0.0)}

    def _single(self, options: Mapping[str, float]) -> Floats:
        counts = np.fromiter(options.values(), dtype=np.float64)
        return (counts + UNSEEN) / (self.counts.total * INDEX_GAIN + self.background.total + 1)

    def _bonus(self, options: Mapping[str, float], term: str, marked: float) -> Floats:
        return np.array([KEEP_BONUS * marked if form == term else 0.0 for form in options])

    def _chances(self, before: Mapping[str, float], now: Mapping[str, float]) -> Floats:
        """Return P(form | form before) for each pair, interpolated with P(form)."""
        pairs = [f"{a} {b}" for a in before for b in now]
        together = self.counts.of_terms(pairs) * INDEX_GAIN + self.background.of_terms(pairs)
        seen = np.fromiter(before.values(), dtype=np.float64)[:, None]
        given = together.reshape(len(before), len(now)) / np.maximum(seen, 1)
        return np.where(
            seen > 0, PAIR_SHARE * given + (1 - PAIR_SHARE) * self._single(now), self._single(now)
        )


def generic(terms: Sequence[str]) -> list[str]:
    """Return terms with every number replaced by `NUMBER`."""
    return [NUMBER if term[:1].isdigit() else term for term in terms]


def _typed(word: str, keep_capitals: bool) -> str:
    """Return a word as the search knows it; a short form in capitals stays in capitals: not to be touched."""
    if word[0].isdigit():
        return NUMBER
    if keep_capitals and word.isupper() and 1 < len(word) <= _SHORT_FORM:
        return word
    return fold(word)


def group_forms(occurrences: Mapping[str, int]) -> dict[str, dict[str, int]]:
    """Group syllables by their letters."""
    groups: dict[str, dict[str, int]] = {}
    for term, count in occurrences.items():
        groups.setdefault(strip(term), {})[term] = count
    return groups


def _like(form: str, typed: str) -> str:
    """Give a restored form the case of what was typed."""
    if len(typed) > 1 and typed.isupper():
        return form.upper()
    return form.capitalize() if typed[:1].isupper() else form
