"""Typing errors put right from the indexed words, then diacritics restored.

A syllable that no text has ("trển", "hoạc", "thah") is replaced by the known one at one edit (a letter
more, less, other, or two swapped) that fits its neighbours best. Known syllables stay as typed.
"""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.question.words import family, function_words
from corpus.text import fold
from index import ChunkIndex, strip

_WORD = re.compile(r"(?<![\w/\-.])[^\W\d_]+(?![\w/\-])")
_LETTERS = "abcdeghiklmnopqrstuvxyf"
_ABBREVIATION = 5  # letters: "UBND" in capitals is a short form, no syllable
_INDEX = 100.0  # an occurrence in the index against one in the background, as in the restoration
_SURE = 100.0  # occurrences of a pair (one in the index counts 100) from which a slip is put right
_USUAL = 5  # times that official texts have a pair with its plain syllable: it is a word as it stands
_LEAST = 3  # letters from which a syllable is worth repairing; shorter ones have too many neighbours


def _protected(term: str, before: str, after: str) -> bool:
    """Say whether a syllable is a word of asking, which official texts need not have."""
    words = family("interrogatives")
    return term in function_words() or f"{before} {term}" in words or f"{term} {after}" in words


class Repair:
    """Repairs questions with the words of one index."""

    def __init__(self, index: ChunkIndex) -> None:
        self._index = index
        self._repaired = lru_cache(maxsize=512)(self._repair)

    def __call__(self, text: str) -> str:
        """Return the question with typing errors and missing diacritics repaired."""
        return self._repaired(text)

    def _repair(self, text: str) -> str:
        words = list(_WORD.finditer(text))
        folded = [fold(w[0]) for w in words]
        out, at = [], 0
        for n, word in enumerate(words):
            before = folded[n - 1] if n else ""
            after = folded[n + 1] if n + 1 < len(folded) else ""
            better = self._better(word[0], before, after)
            if better:
                folded[n] = better
                out += [text[at : word.start()], better]
                at = word.end()
        typed = "".join([*out, text[at:]])
        return self._kept(typed, self._index.restore(typed))

    def _kept(self, typed: str, restored: str) -> str:
        """Return the restored text with what a writer of diacritics left plain on purpose ("từ nay", not "từ này")."""
        words, changed = list(_WORD.finditer(typed)), list(_WORD.finditer(restored))
        marked = sum(strip(fold(w[0])) != fold(w[0]) for w in words)
        if len(words) != len(changed) or marked < len(words) / 2:
            return restored
        plain = [fold(w[0]) for w in words]
        out, at = [], 0
        for n, (word, new) in enumerate(zip(words, changed, strict=True)):
            near = [
                f"{a} {b}"
                for a, b in zip(plain[max(n - 1, 0) : n + 1], plain[max(n, 1) : n + 2], strict=False)
            ]
            usual = near and self._index.restorer.background.of_terms(near).max() >= _USUAL
            asked = any(pair in family("interrogatives") for pair in near)
            alone = word[0] != new[0] and self._fit(fold(new[0]), *_beside(plain, n)) < _SURE
            keep = word[0] != new[0] and (usual or asked or alone)
            out += [restored[at : new.start()], word[0] if keep else new[0]]
            at = new.end()
        return "".join([*out, restored[at:]])

    def _better(self, word: str, before: str, after: str) -> str | None:
        term = fold(word)
        if len(term) < _LEAST or term in function_words() or (word.isupper() and len(word) <= _ABBREVIATION):
            return None
        if self._known(term):
            return self._out_of_place(term, before, after)
        options = [f for plain in _near(strip(term)) for f in self._forms(plain)]
        if not options:
            return None
        plain = strip(term)
        return max(
            options, key=lambda form: (self._fit(form, before, after) * _likely(plain, strip(form)), form)
        )

    def _out_of_place(self, term: str, before: str, after: str) -> str | None:
        """Return the syllable meant for a known one that never stands beside its neighbours ("thời hạng")."""
        if strip(term) == term or _protected(term, before, after) or self._fit(term, before, after) >= 1:
            return None
        near = [
            f
            for plain in _near(strip(term))
            for f in self._forms(plain)
            if f != term and plain[:1] == strip(term)[:1]
        ]
        if term in self._index.restorer.counts.forms.get(
            strip(term), {}
        ):  # a word of these texts: both neighbours must fit
            near = [
                f
                for f in near
                if all(self._fit(f, *side) >= _SURE for side in ((before, ""), ("", after)) if any(side))
            ]
        fits = sorted(((self._fit(f, before, after), f) for f in near), reverse=True)[:2]
        if not fits or fits[0][0] < _SURE or (len(fits) > 1 and fits[1][0] > fits[0][0] / 5):
            return None  # 5: only where one reading stands far above the next
        return fits[0][1]

    def _known(self, term: str) -> bool:
        """Say whether a syllable occurs as typed, or can become one that does by its diacritics."""
        forms = self._forms(strip(term))
        return term in forms or (strip(term) == term and bool(forms))

    def _forms(self, plain: str) -> dict[str, float]:
        restorer = self._index.restorer
        forms = {f: float(c) for f, c in restorer.background.forms.get(plain, {}).items()}
        for form, count in restorer.counts.forms.get(plain, {}).items():
            forms[form] = forms.get(form, 0.0) + _INDEX * count
        return forms

    def _fit(self, form: str, before: str, after: str) -> float:
        """Return how often a form stands beside its neighbours, and a little for how common it is."""
        restorer = self._index.restorer
        lefts = self._readings(before)
        rights = self._readings(after)
        pairs = [f"{b} {form}" for b in lefts] + [f"{form} {a}" for a in rights]
        together = 0.0
        if pairs:
            together = float(
                (restorer.counts.of_terms(pairs) * _INDEX + restorer.background.of_terms(pairs)).sum()
            )
        return together + 1e-4 * self._forms(strip(form)).get(form, 0.0)  # 1e-4: frequency only breaks ties

    def _readings(self, term: str) -> list[str]:
        """Return a neighbour as typed and, when it was typed plain, in its usual accented forms."""
        if not term:
            return []
        forms = self._forms(strip(term))
        if strip(term) != term:
            return [term]
        return [term, *sorted(forms, key=lambda f: -forms[f])[:4]]


def _beside(words: list[str], at: int) -> tuple[str, str]:
    """Return the neighbours of a word that are not words of asking ("bao" of "bao nhiêu")."""
    left = words[at - 1] if at else ""
    right = words[at + 1] if at + 1 < len(words) else ""
    if at > 1 and f"{words[at - 2]} {left}" in family("interrogatives"):
        left = ""
    if at + 2 < len(words) and f"{right} {words[at + 2]}" in family("interrogatives"):
        right = ""
    return left, right


def _likely(typed: str, meant: str) -> float:
    """Return how likely a slip is: a wrong mark, then a letter left out, then the others."""
    if typed == meant:
        return 20.0
    return 4.0 if len(meant) > len(typed) else 1.0


def _near(plain: str) -> set[str]:
    """Return all strings at one edit from a plain syllable, and itself."""
    cuts = [(plain[:i], plain[i:]) for i in range(len(plain) + 1)]
    deleted = {a + b[1:] for a, b in cuts if b}
    swapped = {a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1}
    changed = {a + c + b[1:] for a, b in cuts if b for c in _LETTERS}
    added = {a + c + b for a, b in cuts for c in _LETTERS}
    return {plain} | deleted | swapped | changed | added
