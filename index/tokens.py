"""Text → search terms: syllables, pairs of neighbouring syllables, document numbers kept whole."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from corpus.text import fold

# "3316/kh-ubnd", "06-nq/tu", "1671/nq-ubtvqh15", "314/2025/nđ-cp" after `fold`
_NUMBER = r"\d+[/-](?:\d{4}[/-])?[a-zđ][a-zđ0-9]*(?:[-/&][a-zđ0-9]+)*"
_DATE = r"\d{1,2}/\d{1,2}/\d{4}"  # 12/11/2021
_AMOUNT = r"\d+(?:[.,]\d+)+"  # 3.278,971
_TERM = re.compile(rf"{_NUMBER}|{_DATE}|{_AMOUNT}|\w+")


# Names of bodies that texts and questions write short or whole, as they please; a term of either finds both.
# Source: Nghị định 30/2020/NĐ-CP, Phụ lục III, mục II (short names of bodies in document numbers).
_SPELLED = {
    short: tuple(whole.split())
    for short, whole in {
        "ubnd": "ủy ban nhân dân",
        "hđnd": "hội đồng nhân dân",
        "hdnd": "hội đồng nhân dân",
        "ubmttq": "ủy ban mặt trận tổ quốc",
        "mttq": "mặt trận tổ quốc",
        "ubtvqh": "ủy ban thường vụ quốc hội",
    }.items()
}


def syllables(text: str) -> list[str]:
    """Return the terms of a text in order: "NQ số 06-NQ/TU" → ["nq", "số", "06-nq/tu"].

    Short names of bodies are spelled: "UBND xã" → ["ủy", "ban", "nhân", "dân", "xã"].
    """
    row: list[str] = []
    for term in _TERM.findall(fold(text)):
        row += _SPELLED.get(term, (term,))
    return row


def terms(text: str) -> list[str]:
    """Return all search terms: syllables, pairs, and the figures inside numbers and dates.

    "Kế hoạch 3316/KH-UBND" is found by its whole number and by "kế hoạch 3316".
    """
    row = syllables(text)
    figures = [figure for t in row if not t.isalnum() for figure in re.findall(r"\d+", t)]
    return [*row, *pairs(row), *figures]


def pairs(terms: Sequence[str]) -> list[str]:
    """Return neighbouring terms joined with a blank."""
    return [f"{a} {b}" for a, b in pairwise(terms)]


def strip(term: str) -> str:
    """Return a folded term without diacritics: "đô thị" → "do thi"."""
    decomposed = unicodedata.normalize("NFD", term)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).replace("đ", "d")


def term_keys(terms: Iterable[str]) -> NDArray[np.uint64]:
    """Return the 64-bit key of each term: an index stores keys, not strings."""
    digests = b"".join(hashlib.blake2b(t.encode(), digest_size=8).digest() for t in terms)
    return np.frombuffer(digests, dtype="<u8").astype(np.uint64)
