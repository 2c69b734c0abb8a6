"""The readings of one document vote on the accents of words that it prints again and again.

The recogniser mostly fails on the marks of Vietnamese letters: of fifty times "thành phố" ten come
out as "thành phó". Where it reads the same two syllables one way often and another way seldom, and is
itself less sure of the seldom reading, the page says what it reads often. Nothing from outside the
document is used, and digits, signs and plain letters are never touched.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.readers.layout import Line, PageLayout, Word, word_lists, write_cells
from corpus.text import nfc, strip_diacritics

_OFTEN = 3  # times at least that the accepted reading must occur
_TIMES = 2.5  # and by this factor more often than the doubted one
_SURE = 95.5  # confidence above which a reading stays: right words reach 96 and 97

_CORE = re.compile(r"^(\W*)([^\W\d_]+)(\W*)$")

Pair = tuple[str, str]


@dataclass(slots=True)
class _Place:
    """A word with where it stands."""

    words: list[Word]
    index: int

    @property
    def word(self) -> Word:
        return self.words[self.index]


def _core(word: Word) -> str | None:
    """Return the letters of a word without punctuation in lower case, None where it has others."""
    match = _CORE.match(nfc(word.text))
    return match[2].lower() if match else None


def agree(pages: Sequence[PageLayout]) -> None:
    """Put seldom, doubtful readings right by the often ones, in place.

    A word is judged with its neighbour on either side: one side must outvote it, and on the other it
    must not be what is read most ("tài sản có" does not change the "cố" of "tài sản cố định").
    """
    places = [_Place(words, i) for words in word_lists(pages) for i in range(len(words))]
    cores = [_core(p.word) for p in places]
    votes: dict[Pair, Counter[Pair]] = defaultdict(Counter)
    for a, b in pairwise(cores):
        if a and b:
            votes[strip_diacritics(a), strip_diacritics(b)][a, b] += 1
    for i, (place, core) in enumerate(zip(places, cores, strict=True)):
        if core and (place.word.confidence or 0.0) <= _SURE:
            left = cores[i - 1] if i else None
            right = cores[i + 1] if i + 1 < len(cores) else None
            voted = _voted(votes, left, core, right)
            if voted != core:
                place.words[place.index] = replace(place.word, text=_respelled(place.word.text, voted))
    for page in pages:
        for block in page.blocks:
            if not isinstance(block, Line):
                write_cells(block)


def _voted(votes: dict[Pair, Counter[Pair]], left: str | None, core: str, right: str | None) -> str:
    """Return the reading of a word that its neighbours vote for."""
    pairs: list[tuple[Pair, int]] = []  # a pair and the place of the word in it
    if left:
        pairs.append(((left, core), 1))
    if right:
        pairs.append(((core, right), 0))
    proposed = []
    for pair, at in pairs:
        readings = votes[strip_diacritics(pair[0]), strip_diacritics(pair[1])]
        best, count = readings.most_common(1)[0]
        if best[at] == core and count > 1:
            return core
        if count >= _OFTEN and count >= _TIMES * readings[pair]:
            proposed.append(best[at])
    return proposed[0] if proposed and len(set(proposed)) == 1 else core


def _respelled(text: str, core: str) -> str:
    """Return a word with other letters, in the case of the old ones."""
    match = _CORE.match(nfc(text))
    if not match:
        return text
    before, old, after = match.groups()
    if old.isupper() and len(old) > 1:
        core = core.upper()
    elif old[0].isupper():
        core = core[0].upper() + core[1:]
    return f"{before}{core}{after}"
