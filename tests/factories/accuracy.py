"""Measure recognised text against what was printed."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from corpus.text.normalize import nfc

_SYLLABLE = re.compile(r"\w+")


def syllables(text: str) -> list[str]:
    """Return the words of a text, in lower case and NFC."""
    return _SYLLABLE.findall(nfc(text).lower())


def syllable_accuracy(printed: str, read: str) -> float:
    """Return the share of the printed syllables that were read, in their order."""
    wanted, got = syllables(printed), syllables(read)
    matcher = SequenceMatcher(None, wanted, got, autojunk=False)
    return sum(block.size for block in matcher.get_matching_blocks()) / max(len(wanted), 1)
