"""What a model reads of a unit: document · section path · own words, cut to what it can hold."""

from __future__ import annotations

import re

from corpus.text import squeeze
from index.tokens import strip, syllables

DOCUMENT_CHARS = 110  # type, number and the start of the title tell documents apart
HEADING_CHARS = 90  # of each heading of the path
HEADINGS = 3  # the innermost ones; those further out repeat the title
WINDOW_CHARS = 520  # about 120 tokens: what is left of 176 after question and headings
_SENTENCE_END = re.compile(r"(?<=[.;:!?…])\s+|\n+")


def passage(context: str, text: str) -> str:
    """Return the form in which both models were trained: "document · heading · … · own words".

    Args:
        context: the document's line, then one heading a line, outermost first (as in `Chunk`).
        text: the unit's own words.
    """
    title, *headings = context.split("\n")
    lines = [_cut(title, DOCUMENT_CHARS), *(_cut(h, HEADING_CHARS) for h in headings[-HEADINGS:])]
    return " · ".join(part for part in (*lines, squeeze(text)) if part)


def focus(text: str, query: str) -> str:
    """Return the part of a long text that shares most words with the query; a short text whole."""
    if len(text) <= WINDOW_CHARS:
        return text
    wanted = {strip(s) for s in syllables(query)}
    return max(windows(text), key=lambda w: len(wanted & {strip(s) for s in syllables(w)}))


def windows(text: str) -> list[str]:
    """Cut a text at sentence ends into parts of about `WINDOW_CHARS`, in order."""
    parts: list[str] = []
    for sentence in _SENTENCE_END.split(text):
        if parts and len(parts[-1]) + len(sentence) < WINDOW_CHARS:
            parts[-1] += f" {sentence}"
        elif sentence.strip():
            parts.append(sentence)
    return parts or [text]


def _cut(line: str, limit: int) -> str:
    line = squeeze(line)
    return line if len(line) <= limit else line[:limit].rsplit(" ", 1)[0]
