"""Glyphs without meaning: a font whose letters the file only draws, told by what its pages show.

A glyph of a font always draws the same letter. So the words that hold it are compared with what
recognition reads in their places, and the letter that most of them show is that of the glyph, on all pages.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from corpus.readers.layout import Line, PageLayout, Word, word_lists, write_cells
from corpus.readers.pdf.fonts import FIRST_UNREAD, MOST_UNREAD, UNKNOWN
from corpus.text import is_syllable, strip_diacritics

_ENOUGH = 3  # readings that settle a glyph, if most agree
_AGREED = 0.6  # share of the readings of a glyph that must agree
_LEVEL = 0.5  # em by which the baselines of a word and its reading may differ
_OVERLAP = 0.5  # share of the narrower of both that must lie over the other

_UNREAD = re.compile(f"[{chr(FIRST_UNREAD)}-{chr(FIRST_UNREAD + MOST_UNREAD - 1)}]")
_OUTSIDE = re.compile(r"^\W+|\W+$")


def is_unread(char: str) -> bool:
    """Return whether a character stands for a glyph that the file does not explain."""
    return _UNREAD.match(char) is not None


def has_unread(words: Iterable[Word]) -> bool:
    """Return whether a word has such a glyph among its letters (bullets are alone)."""
    return any(
        _UNREAD.search(w.text) and any(c.isalpha() and not is_unread(c) for c in w.text) for w in words
    )


def unread_pages(pages: Sequence[PageLayout]) -> list[PageLayout]:
    """Return the pages with words that have glyphs without meaning, the richest in such words first."""
    found = []
    for page in pages:
        count = sum(_UNREAD.search(w.text) is not None for words in word_lists([page]) for w in words)
        if count and any(has_unread(words) for words in word_lists([page])):
            found.append((count, page))
    return [page for _, page in sorted(found, key=lambda f: (-f[0], f[1].number))]


def learn(pages: Sequence[PageLayout], recognise: Callable[[PageLayout], Sequence[Word]]) -> dict[str, str]:
    """Return which letter each glyph draws, as far as recognition shows it.

    Args:
        pages: pages with such glyphs; only as many are recognised as it takes.
        recognise: reads the picture of a page, in the coordinates of its words.
    """
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    wanted = {
        c for page in pages for words in word_lists([page]) for w in words for c in _UNREAD.findall(w.text)
    }
    for page in pages:
        here = [w for words in word_lists([page]) for w in words if _UNREAD.search(w.text)]
        if all(_settled(votes[c]) for c in wanted if any(c in w.text for w in here)):
            continue
        read = recognise(page)
        for word in here:
            for char, letter in _shown(word, read):
                votes[char][letter] += 1
    found = {}
    for char, letters in votes.items():
        best = letters.most_common(1)
        if best and best[0][1] >= _AGREED * letters.total():
            found[char] = best[0][0]
    return found


def _settled(letters: Counter[str]) -> bool:
    return letters.total() >= _ENOUGH and letters.most_common(1)[0][1] >= _AGREED * letters.total()


def _shown(word: Word, read: Sequence[Word]) -> list[tuple[str, str]]:
    """Return what the glyphs of a word are read as, where recognition reads the rest of it as it stands."""
    beside = [r for r in read if _same_place(word, r)]
    text = "".join(r.text for r in sorted(beside, key=lambda r: r.box.x0))
    pattern = "".join(_expected(c) for c in word.text)
    match = re.fullmatch(rf"\W?{pattern}\W?", strip_diacritics(text)) if text else None
    if match is None or len(strip_diacritics(text)) != len(text):
        return []
    core = _OUTSIDE.sub("", text)
    if not core.isalpha() or not is_syllable(core):
        return []
    glyphs = _UNREAD.findall(word.text)
    return [(c, text[match.start(i) : match.end(i)]) for i, c in enumerate(glyphs, 1)]


def _expected(char: str) -> str:
    if is_unread(char):
        return r"([^\W\d_])"
    return re.escape(strip_diacritics(char)) if char.isalnum() else r"\W?"


def _same_place(word: Word, read: Word) -> bool:
    if abs(word.baseline - read.baseline) > _LEVEL * max(word.size, read.size):
        return False
    over = min(word.box.x1, read.box.x1) - max(word.box.x0, read.box.x0)
    return over >= _OVERLAP * min(word.box.width, read.box.width) > 0


def put_letters(pages: Sequence[PageLayout], letters: dict[str, str]) -> list[int]:
    """Write the letters of glyphs into the words, in place; return the pages where some stay unknown."""
    left = []
    for page in pages:
        unknown = False
        touched = False
        for words in word_lists([page]):
            for i, word in enumerate(words):
                if _UNREAD.search(word.text):
                    text = _UNREAD.sub(lambda m: letters.get(m[0], UNKNOWN), word.text)
                    unknown = unknown or (UNKNOWN in text and any(c.isalpha() for c in text))
                    words[i] = replace(word, text=text)
                    touched = True
        if touched:
            for block in page.blocks:
                if not isinstance(block, Line):
                    write_cells(block)
        if unknown:
            left.append(page.number)
    return left
