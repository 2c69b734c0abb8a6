"""Diacritics put back into a question typed without them, counted from the indexed text.

A Viterbi search over syllables: each plain syllable may be any form that the index knows under the
same letters ("do thi" → "đô thị"), weighed by how often neighbours occur together.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from corpus.normalize import fold
from index.tokens import strip

BIGRAM_SHARE = 0.9  # weight of the pair against the single syllable; 0.8 to 0.95 measure alike
KEEP_BONUS = 3.0  # nats for a syllable as typed, times the share of accented syllables around it
MAX_FORMS = 12  # forms tried for one syllable; "ta", "la", "ma" have more, the rest are slips
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Restorer:
    """Counts behind the restoration: forms of a plain syllable, and occurrences of a pair."""

    forms: Mapping[str, Sequence[tuple[str, int]]]
    total: int
    pair_count: Callable[[str], int]

    def restore(self, text: str) -> str:
        """Return the text with diacritics where they were missing; everything else unchanged."""
        words = list(_WORD.finditer(text))
        typed = [fold(w[0]) for w in words]
        if not any(self._is_open(t) for t in typed):
            return text
        out: list[str] = []
        at = 0
        for word, old, new in zip(words, typed, self._viterbi(typed), strict=True):
            out += [text[at : word.start()], word[0] if new == old else _like(new, word[0])]
            at = word.end()
        return "".join([*out, text[at:]])

    def _is_open(self, term: str) -> bool:
        """Say whether a syllable was typed without diacritics and could have some."""
        return strip(term) == term and any(form != term for form, _ in self.forms.get(term, ()))

    def _viterbi(self, typed: Sequence[str]) -> list[str]:
        marked = sum(strip(t) != t for t in typed) / max(len(typed), 1)
        best: dict[str, tuple[float, list[str]]] = {"": (0.0, [])}
        for term in typed:
            options = self._options(term)
            best = {
                form: self._step(best, form, count, KEEP_BONUS * marked if form == term else 0.0)
                for form, count in options
            }
        return max(best.values(), key=lambda path: path[0])[1]

    def _options(self, term: str) -> list[tuple[str, int]]:
        if not self._is_open(term):
            known = dict(self.forms.get(strip(term), ()))
            return [(term, known.get(term, 0))]
        options = list(self.forms[term][:MAX_FORMS])
        return options if any(form == term for form, _ in options) else [*options, (term, 0)]

    def _step(
        self, best: Mapping[str, tuple[float, list[str]]], form: str, count: int, bonus: float
    ) -> tuple[float, list[str]]:
        """Return the best path that ends in `form`."""
        single = (count + 0.1) / (self.total + 1)  # 0.1: an unseen form is possible, never preferred
        score, path = max(
            (
                (before + math.log(self._chance(previous, form, single)), trail)
                for previous, (before, trail) in best.items()
            ),
            key=lambda option: option[0],
        )
        return score + bonus, [*path, form]

    def _chance(self, previous: str, form: str, single: float) -> float:
        if not previous:
            return single
        forms = self.forms.get(strip(previous), ())
        seen = next((count for known, count in forms if known == previous), 0)
        if not seen:
            return single
        return BIGRAM_SHARE * self.pair_count(f"{previous} {form}") / seen + (1 - BIGRAM_SHARE) * single


def group_forms(occurrences: Mapping[str, int]) -> dict[str, list[tuple[str, int]]]:
    """Group syllables by their letters, the most frequent form first."""
    groups: dict[str, list[tuple[str, int]]] = {}
    for term, count in occurrences.items():
        groups.setdefault(strip(term), []).append((term, count))
    return {plain: sorted(forms, key=lambda f: (-f[1], f[0])) for plain, forms in groups.items()}


def _like(form: str, typed: str) -> str:
    """Give a restored form the case of what was typed."""
    if len(typed) > 1 and typed.isupper():
        return form.upper()
    return form.capitalize() if typed[:1].isupper() else form
