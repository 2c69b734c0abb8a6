"""Sentences and clauses of a provision, with the periods that govern them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.model import Document, Provision
from corpus.targets.context import Scope
from corpus.targets.periods import Dated, periods_in
from corpus.targets.text import flat

_STOP = re.compile(r"[.!?](?=\s)|\n\s*\n|\n(?=\s*[-–+•*]\s)")
_SHORT_FORM = re.compile(r"(?:\b(?:TP|Tp|tp|TS|ThS|PGS|GS|BS|KS|TT|TX|QL|ĐT)|\b[A-ZĐ]|\.\.)$")  # TP. Đà Lạt
_EARLIER = 600  # characters of the clauses before: a case or a sum that a list goes on with
_SEMICOLON = re.compile(r";\s")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its span, its clauses (split at semicolons) and the periods in it."""

    start: int
    end: int
    clauses: tuple[tuple[int, int], ...]
    periods: tuple[Dated, ...]


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause and what surrounds it; `text` is the document's text with line ends as blanks."""

    provision: Provision
    scope: Scope
    sentence: Sentence
    start: int
    end: int
    text: str
    earlier: str  # the clauses before it in its sentence
    running: Dated | None  # the period that an earlier sentence of the provision opened

    def own_period(self, at: tuple[int, int], first: int) -> Dated | None:
        """Return the period that the sentence itself gives to a value.

        Args:
            at: the span of the value in the document.
            first: where the first value of the clause starts. When it stands before the clause's first
                period ("đạt 80% vào năm 2025 và 95% vào năm 2030"), periods follow their values.
        """
        here = [p for p in self.sentence.periods if self.start <= p.start < self.end]
        before = [p for p in here if p.start < at[0]]
        after = [p for p in here if p.start >= at[1]]
        follows = bool(here) and first < here[0].start and not here[0].opening
        if follows and after and not after[0].opening:
            return after[0]
        if before:
            return before[-1]
        opened = [p for p in self.sentence.periods if p.start < self.start and p.opening]
        return opened[-1] if opened else None

    def period(self, at: tuple[int, int], first: int) -> Dated | None:
        """Return the period of a value: its sentence's, an earlier sentence's, or a heading's."""
        return self.own_period(at, first) or self.running or self.scope.period


def clauses(
    document: Document, provision: Provision, spans: list[tuple[int, int]], scope: Scope
) -> Iterator[Clause]:
    """Return the clauses in the given spans of a provision, in order."""
    running: Dated | None = None
    for start, end in spans:
        for sentence in _sentences(document.text, start, end):
            for low, high in sentence.clauses:
                text = flat(document.text[low:high])
                earlier = flat(document.text[max(sentence.start, low - _EARLIER) : low])
                yield Clause(provision, scope, sentence, low, high, text, earlier, running)
            openers = [p for p in sentence.periods if p.opening]
            running = openers[-1] if openers else running


def _sentences(document: str, start: int, end: int) -> Iterator[Sentence]:
    text = document[start:end]
    cuts = [m.end() for m in _STOP.finditer(text) if _ends(text, m)]
    for low, high in zip([0, *cuts], [*cuts, len(text)], strict=True):
        part = text[low:high]
        if not part.strip():
            continue
        inner = [low + m.end() for m in _SEMICOLON.finditer(part)]
        spans = (
            _trim(document, start + a, start + b) for a, b in zip([low, *inner], [*inner, high], strict=True)
        )
        first, last = _trim(document, start + low, start + high)
        periods = tuple(periods_in(flat(part), start + low))
        yield Sentence(first, last, tuple(s for s in spans if s[0] < s[1]), periods)


def _ends(text: str, stop: re.Match[str]) -> bool:
    """Say whether a full stop ends a sentence: an upper-case letter, a bullet or a blank line follows."""
    if stop[0][0] not in ".!?":
        return True
    rest = text[stop.end() : stop.end() + 40].lstrip()  # the next word is enough
    return (not rest or rest[0].isupper() or rest[0] in "-–+•*[") and not _SHORT_FORM.search(
        text[max(0, stop.start() - 8) : stop.start()]
    )


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (text[start].isspace() or text[start] in "-–+•*"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ";"):
        end -= 1
    return start, end
