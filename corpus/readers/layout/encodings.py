"""Legacy encodings (TCVN3, VNI) in the fonts of a laid-out document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.readers.layout.model import Word
from corpus.readers.layout.read import PageLayout
from corpus.readers.layout.tables import write_cells
from corpus.readers.layout.words import Line
from corpus.text import Run, Survey, survey

# "QuyÕt ®Þnh", "Quyeát ñònh": letters beyond à á â ã è é ê ì í ò ó ô õ ù ú ý, next to a plain one
_BEYOND = "[\x80-\xa6\xa8-\xaf\xb4-\xb6\xb8-\xbaÄ-ÇËÎÏÐÑÖØÛÜÞßä-çëîïðñöøûüþÿ\u0152-\u0192\u2030\u02c6\u2122]"
_FOREIGN = re.compile(f"{_BEYOND}[A-Za-z]|[A-Za-z]{_BEYOND}")
_ENOUGH = 5  # words; a foreign name or two is no encoding


def word_lists(pages: Sequence[PageLayout]) -> Iterator[list[Word]]:
    """Yield the lists of words of all lines and cells, to be changed in place."""
    for page in pages:
        for block in page.blocks:
            if isinstance(block, Line):
                yield block.words
            else:
                yield from (cell.words for cell in block.cells)


def _suspicious(lists: Sequence[list[Word]]) -> bool:
    """Return whether enough words hold characters that Vietnamese in Unicode does not have."""
    found = 0
    for words in lists:
        found += sum(_FOREIGN.search(word.text) is not None for word in words)
        if found >= _ENOUGH:
            return True
    return False


def decode_pages(pages: Sequence[PageLayout]) -> Survey:
    """Put legacy text into Unicode, font by font; return what was found out about the fonts."""
    lists = [words for words in word_lists(pages) if words]
    if not _suspicious(lists):
        return Survey({}, None)
    found = survey(Run(word.text + " ", word.font) for words in lists for word in words)
    if not any(found.fonts.values()):
        return found
    for words in lists:
        decoded = found.decode([Run(word.text + " ", word.font) for word in words]).split(" ")
        for i, text in enumerate(decoded[: len(words)]):
            words[i] = replace(words[i], text=text)
    for page in pages:
        for block in page.blocks:
            if not isinstance(block, Line):
                write_cells(block)
    return found
