"""Folding for search and matching; never applied to what is quoted.

Three strengths: `fold` (case, NFC, tone placement, Eth), `strip_diacritics` (the same without any
diacritics), and `squeeze` (white space). `Folded` keeps a map back to the offsets of the original.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_TONES = "\u0300\u0301\u0303\u0309\u0323"  # huyền sắc ngã hỏi nặng
# Old placing "hoá, thuý, khoẻ" → new placing "hóa, thúy, khỏe": open syllables in oa, oe, uy.
_OLD_TONE = re.compile(rf"(?<![qQ])([ouOU])([aeyAEY])([{_TONES}])(?![\w\u0300-\u036f])")
_ETH = str.maketrans({"Ð": "Đ", "ð": "đ", "Ɖ": "Đ", "ɖ": "đ"})
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_DASHES = re.compile("[\u2010-\u2015\u2212]")
_SPACE = re.compile(r"\s+")


def nfc(text: str) -> str:
    """Return the text in normal form C."""
    return unicodedata.normalize("NFC", text)


def new_tones(text: str) -> str:
    """Return the text in NFC with tone marks in the new placing ("uỷ" → "ủy", "hoá" → "hóa")."""
    return nfc(_OLD_TONE.sub(r"\1\3\2", unicodedata.normalize("NFD", text)))


def squeeze(text: str) -> str:
    """Return the text with every run of white space as one blank, and none at the ends."""
    return _SPACE.sub(" ", text).strip()


def fold(text: str) -> str:
    """Return the form in which two spellings of the same words are equal (tones and diacritics kept)."""
    text = _DASHES.sub("-", _INVISIBLE.sub("", text.translate(_ETH)))
    return squeeze(new_tones(text).lower())


def strip_diacritics(text: str) -> str:
    """Return `fold(text)` without diacritics: "Quý II đô thị" → "quy ii do thi"."""
    decomposed = unicodedata.normalize("NFD", fold(text))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).replace("đ", "d")


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text with, for each of its characters, the offset in the original."""

    text: str
    offsets: tuple[int, ...]  # one more than `text` has characters; the last is the original's length

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the original behind a span of the folded text."""
        if start >= end:
            return self.offsets[start], self.offsets[start]
        return self.offsets[start], self.offsets[end - 1] + 1


_WORD = re.compile(r"[\w\u0300-\u036f]+|\s+|.", re.S)


def fold_with_offsets(text: str, *, diacritics: bool = True) -> Folded:
    """Fold a text and remember where each character came from.

    Args:
        text: any text, in any normal form.
        diacritics: False folds them away too.
    """
    out: list[str] = []
    offsets: list[int] = []
    at = 0
    for token in _WORD.findall(text):
        piece = _folded_token(token, diacritics)
        width = len(token)
        out.append(piece)
        if len(piece) == width:
            offsets.extend(range(at, at + width))
        else:
            offsets.extend(at + i * width // len(piece) for i in range(len(piece)))
        at += width
    offsets.append(len(text))
    return Folded("".join(out), tuple(offsets))


@lru_cache(maxsize=50_000)  # the syllables of a library are few and come again and again
def _folded_token(token: str, diacritics: bool) -> str:
    if token.isspace():
        return " "
    return fold(token) if diacritics else strip_diacritics(token)


def find_folded(needle: str, haystack: str, *, diacritics: bool = True) -> list[tuple[int, int]]:
    """Return the spans of `haystack` that equal `needle` after folding, at word boundaries."""
    folded = fold_with_offsets(haystack, diacritics=diacritics)
    form = fold(needle) if diacritics else strip_diacritics(needle)
    pattern = rf"(?<!\w){re.escape(form)}(?!\w)"
    return [folded.span(*m.span()) for m in re.finditer(pattern, folded.text)] if form else []
