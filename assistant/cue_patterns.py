"""How a cue is written and found: phrases with diacritics that match the same words without them."""

from __future__ import annotations

import itertools
import re

from corpus.text.normalize import fold, strip_diacritics

_CUE_PAIRS: set[str] = set()


def is_cue(first: str, second: str) -> bool:
    """Say whether two syllables stand together in a cue: words of asking, which official texts need not have."""
    return f"{first} {second}" in _CUE_PAIRS


def _syllable(word: str) -> str:
    bare = strip_diacritics(word)
    return word if bare == word else f"(?:{word}|{bare})"


def pattern(*phrases: str) -> re.Pattern[str]:
    """Compile phrases into one pattern over folded text; "*" in a phrase stands for up to six words."""
    alternatives = []
    for phrase in phrases:
        words = fold(phrase).replace(",", " ").split()
        _CUE_PAIRS.update(f"{a} {b}" for a, b in itertools.pairwise(words))
    for phrase in sorted(phrases, key=len, reverse=True):
        words = [r"(?:\S+\s+){0,6}?" if w == "*" else _syllable(w) + r"\s+" for w in fold(phrase).split()]
        alternatives.append("".join(words).removesuffix(r"\s+"))
    return re.compile(rf"(?<!\w)(?:{'|'.join(alternatives)})(?!\w)")
