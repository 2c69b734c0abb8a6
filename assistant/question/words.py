"""The closed classes and short forms of `words.toml`, folded."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import Any

from corpus.text import fold, strip_diacritics

_SHORT_SPAN = re.compile(r"(?<!\w)(giai đoạn|gđ|gd)\s+(\d\d)\s*-\s*(\d\d)(?![\d/])", re.I)  # "gđ 21-25"
_WORD = re.compile(r"(?<![\w/\-.])([^\W\d_]{1,6}(?:[/-][^\W\d_]{1,3})?\.?)(?![\w/\-])")
_GLUED = re.compile(r"(?<![\w/\-])(nq|qđ|nđ|kh|tt|ct|qd|nd)\s?(\d)", re.I)  # "NQ06" → "nghị quyết 06"


@cache
def _data() -> dict[str, Any]:
    text = resources.files("assistant.question").joinpath("words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def function_words() -> frozenset[str]:
    """Return the folded syllables that never count as a topic."""
    return frozenset(fold(w) for w in str(_data()["function"]).split())


@cache
def family(name: str) -> frozenset[str]:
    """Return a closed class of words, folded, each also without diacritics."""
    words = [fold(w) for w in _data()[name]]
    return frozenset(words) | frozenset(map(strip_diacritics, words))


@cache
def pattern(name: str) -> re.Pattern[str]:
    """Return a pattern over folded text for a closed class, longest words first."""
    words = sorted((fold(w) for w in _data()[name]), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)")


@cache
def _short() -> dict[str, str]:
    return {str(k): str(v) for k, v in _data()["short"].items()}


def written_out(text: str) -> str:
    """Return a question with the short forms of officials written out; its case is kept otherwise."""
    text = _SHORT_SPAN.sub(r"\1 20\2-20\3", text)
    text = _GLUED.sub(lambda m: f"{_short().get(m[1].lower(), m[1])} {m[2]}", text)
    return _WORD.sub(
        lambda m: _short().get(m[1].lower()) or _short().get(m[1].lower().rstrip("."), m[1]), text
    )


def topic(text: str) -> list[str]:
    """Return the folded syllables of a text that carry a topic, in order."""
    return [w for w in re.findall(r"\w+", fold(text)) if w not in function_words()]
