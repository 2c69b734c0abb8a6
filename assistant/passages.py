"""From a statement to the passage that is shown: long enough to be understood, short enough to be read."""

from __future__ import annotations

import itertools
import re

from assistant.draft import Quote, quote
from assistant.statements import Statement, split
from corpus.model import Document, Level, Provision

WHOLE = 420  # characters up to which the whole provision is quoted: about a paragraph on paper
_LEAST = 45  # characters of an item that still tell what it is
ONE_PASSAGE = 700  # characters within which a heading and a bullet below it still read as one passage
LONG_LIST = 4000  # characters of a list that is cited whole while its items are shown shortened
LONGEST = 1050  # characters of one passage in an answer, which holds 1,500 in all


def passage(
    statement: Statement, *, with_list: bool = False, most: int = LONGEST, whole: int = WHOLE
) -> Quote:
    """Return the passage for a statement.

    A statement that opens a list takes the list with it (up to `most` characters); a short provision
    is quoted whole, a long one by the statement alone.
    """
    document, provision = statement.document, statement.provision
    if (with_list or statement.opens_list) and provision.last > provision.index + 1:
        return _with_children(document, provision, statement.start, most)
    if provision.own_end - provision.start <= whole and provision.level not in (
        Level.PREAMBLE,
        Level.FRONT,
        Level.CLOSING,
    ):
        return quote(document, provision)
    return quote(document, provision, statement.start, _end_of_list(statement))


_OPENS = re.compile(r":\s")


def _end_of_list(statement: Statement) -> int:
    """Return the end of a statement, or of the list "…: a; b; c." that runs on behind it in the same provision."""
    text = statement.text
    if not text.rstrip().endswith(";") or not _OPENS.search(text):
        return statement.end
    document, provision = statement.document, statement.provision
    end = statement.end
    for _, stop in split(document.text, statement.end, provision.own_end):
        end = stop
        if not document.text[:stop].rstrip().endswith(";"):
            break
    return end if end - statement.start <= LONGEST else statement.end


def _with_children(document: Document, provision: Provision, start: int, most: int) -> Quote:
    """Return the statement and the provisions below it, ending at a provision's end."""
    end = provision.own_end
    for child in document.descendants(provision):
        if child.end - start > most and end > start:
            break
        end = max(end, child.own_end)
    return quote(document, provision, start, end)


def subtree(document: Document, provision: Provision, most: int = LONGEST) -> Quote:
    """Return a provision with what is below it, as far as `most` characters allow."""
    if provision.end - provision.start <= most:
        return quote(document, provision, provision.start, provision.end)
    return _with_children(document, provision, provision.start, most)


def is_cut(document: Document, provision: Provision, shown: Quote) -> bool:
    """Say whether a passage leaves out the end of a provision."""
    return bool(document.text[shown.end : provision.end].strip(" \n\t.;"))


def clip(text: str, most: int) -> str:
    """Return text on one line, cut at a word with " …" when it is longer than `most` characters."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[:most].rsplit(" ", 1)[0] + " …"


def block(passage: Quote, most: int = LONGEST) -> str:
    """Return a passage as a quotation in Markdown: a line for each provision, hard wraps joined."""
    document = passage.document
    starts = [p.start for p in document.provisions if passage.start < p.start < passage.end]
    cuts = [passage.start, *starts, passage.end]
    pieces = (" ".join(document.text[a:b].split()) for a, b in itertools.pairwise(cuts))
    lines = "\n> ".join(_fit([p for p in pieces if p], most))
    return f"> “{lines}”"


def _fit(pieces: list[str], most: int) -> list[str]:
    """Return the pieces within `most` characters: the longest are cut, so that a list stays complete."""
    share = most
    while sum(min(len(p), share) for p in pieces) > most and share > _LEAST:
        share = int(share * 0.9)
    shown = [p if len(p) <= share else p[:share].rsplit(" ", 1)[0] + " …" for p in pieces]
    return shown[: max(1, most // _LEAST)]
