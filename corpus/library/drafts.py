"""Drafts told apart from issued documents: by what the page head or the file name says."""

from __future__ import annotations

import re

from corpus.text import fold, strip_diacritics

DRAFT, ISSUED = "dự thảo", "ban hành"  # values of the field `status`
_HEAD = 1500  # characters: the letterhead and the title; "dự thảo" further below speaks of other papers
# "DỰ THẢO", "Dự thảo lần 2", "(DỰ THẢO)", "DỰ THẢO ngày 12/3/2024": a line of its own.
_LINE = re.compile(
    r"^[\s(\[*_]{0,9}dự thảo(?: lần (?:thứ )?\d{1,2}| \d{1,2}| ngày [\d/.-]{6,10})?[\s)\]*_.:]{0,9}$"
)
_NAME = re.compile(r"(?:^|[^a-z])du ?thao(?:[^a-z]|$)")


def looks_like_draft(text: str, name: str) -> bool:
    """Whether a document says of itself that it is a draft.

    Args:
        text: what the document says.
        name: its file name, which says so where a clean copy of the text does not.
    """
    head = text[:_HEAD].splitlines()
    if any(_LINE.match(fold(line)) for line in head if len(line) < 60):  # a line of its own is short
        return True
    return bool(_NAME.search(re.sub(r"[_.-]", " ", strip_diacritics(name))))
