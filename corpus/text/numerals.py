"""Roman numbers, the order of letters (đ after d) and ordinal words."""

from __future__ import annotations

import re

from corpus.text.normalize import fold

_LETTERS = "abcdđefghijklmnopqrstuvwxyz"
_ROMAN_DIGITS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
ORDINALS = {"nhất": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8}


def roman_value(text: str) -> int | None:
    """Return the value of a well-formed roman number up to 399, or None."""
    total, previous = 0, 0
    for char in reversed(text.lower()):
        digit = _ROMAN_DIGITS.get(char)
        if digit is None:
            return None
        total += digit if digit >= previous else -digit
        previous = max(previous, digit)
    return total if total > 0 and to_roman(total) == text.upper() else None


def to_roman(value: int) -> str:
    """Return a number from 1 to 399 in roman digits."""
    out = ""
    for digit, sign in (
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ):
        out += sign * (value // digit)
        value %= digit
    return out


def letter_value(letter: str) -> int:
    """Return the place of a letter in the order of points, đ after d."""
    return _LETTERS.index(letter) + 1 if letter in _LETTERS else 0


def letter_after(value: int) -> str:
    """Return the letter of the point that follows one with this place: đ after d, g after e."""
    following = _LETTERS[value : value + 1]
    return "g" if following == "f" else following


def numeral_value(text: str) -> int | None:
    """Return the value of "II", "12", "3a" or "thứ hai", or None."""
    word = fold(text)
    if word.startswith("thứ"):
        return ORDINALS.get(word.split()[-1])
    digits = re.match(r"\d+", word)
    return int(digits[0]) if digits else roman_value(word)
