"""Sentences that tell the assistant what to do instead of asking: they are left out."""

from __future__ import annotations

import re

from assistant.question.words import family, pattern
from corpus.text import fold, strip_diacritics

_SENTENCE = re.compile(r"(?<=[.?!\n])\s+")


def without_commands(text: str) -> str:
    """Return a question without the sentences that command the assistant; empty when nothing is left."""
    kept = [s for s in _SENTENCE.split(text) if not _commands(s)]
    return " ".join(s for s in kept if re.search(r"\w", s)).strip()


def _commands(sentence: str) -> bool:
    folded, plain = fold(sentence), strip_diacritics(sentence)
    if pattern("commands").search(folded):
        return True
    return folded == plain and any(f" {c} " in f" {plain} " for c in family("commands"))
