"""Text → search terms: syllables, pairs of neighbouring syllables, document numbers kept whole."""

from __future__ import annotations

import re
import unicodedata

from corpus.normalize import fold

# "3316/kh-ubnd", "06-nq/tu", "1671/nq-ubtvqh15", "314/2025/nđ-cp" after `fold`
_NUMBER = r"\d+[/-](?:\d{4}[/-])?[a-zđ][a-zđ0-9]*(?:[-/&][a-zđ0-9]+)*"
_DATE = r"\d{1,2}/\d{1,2}/\d{4}"  # 12/11/2021
_AMOUNT = r"\d+(?:[.,]\d+)+"  # 3.278,971
_TERM = re.compile(rf"{_NUMBER}|{_DATE}|{_AMOUNT}|\w+")
_SHORT_DATE = re.compile(r"^0?(\d{1,2})/0?(\d{1,2})/(\d{4})$")


def syllables(text: str) -> list[str]:
    """Return the terms of a text in order: "NQ số 06-NQ/TU" → ["nq", "số", "06-nq/tu"]."""
    return _TERM.findall(fold(text))


def pairs(terms: list[str]) -> list[str]:
    """Return neighbouring terms joined with a blank."""
    return [f"{a} {b}" for a, b in zip(terms, terms[1:], strict=False)]


def strip(term: str) -> str:
    """Return a folded term without diacritics: "đô thị" → "do thi"."""
    decomposed = unicodedata.normalize("NFD", term)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).replace("đ", "d")
