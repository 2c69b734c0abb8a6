"""Which documents a question means: by number, kind, and what came before."""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from assistant.evidence.held import held_of
from assistant.question import NumberHint, Question, topic
from corpus.library import Summary
from corpus.text import fold, strip_diacritics

_SAME = 0.1  # share of the question's words by which one of two documents of a number must be nearer
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class Scope:
    """The documents that are searched.

    `named` are those that the question certainly means; `rivals` share a name that does not tell them
    apart; `missing` are numbers that no held document bears.
    """

    ids: frozenset[str] | None  # None searches everything
    named: tuple[Summary, ...] = ()
    rivals: tuple[Summary, ...] = ()
    missing: tuple[NumberHint, ...] = ()

    @property
    def certain(self) -> bool:
        """Say whether it is clear which document is meant."""
        return len(self.named) == 1


def find_scope(
    question: Question,
    held: Sequence[Summary],
    chosen: Collection[str] | None = None,
    previous: Collection[str] = (),
) -> Scope:
    """Return the documents that a question means.

    Args:
        question: the question, standing alone.
        held: every document of the library.
        chosen: ids that the user picked; None for all.
        previous: ids of the documents that the turn before was answered from.
    """
    table = held_of(held)
    pool = held if chosen is None else table.chosen(chosen)
    named: list[Summary] = []
    rivals: list[Summary] = []
    missing: list[NumberHint] = []
    for hint in question.numbers:
        bearing = [d for d in table.bearing(hint) if chosen is None or d.id in chosen]
        if len(bearing) > 1:
            bearing = _nearest(question, bearing)
        if len(bearing) == 1:
            named.append(bearing[0])
        elif bearing:
            rivals.extend(bearing)
        else:
            missing.append(hint)
    meant = named or rivals
    if meant:
        return Scope(frozenset(d.id for d in meant), tuple(named), tuple(rivals), tuple(missing))
    kept = [d for d in table.chosen(previous) if chosen is None or d.id in chosen] if question.follows else []
    if kept:
        return Scope(frozenset(d.id for d in kept), tuple(kept), (), tuple(missing))
    if chosen is not None:
        return Scope(frozenset(d.id for d in pool), tuple(pool) if len(pool) == 1 else (), (), tuple(missing))
    return Scope(None, tuple(pool) if len(pool) == 1 else (), (), tuple(missing))


def _nearest(question: Question, bearing: list[Summary]) -> list[Summary]:
    """Decide between documents of one number by the kind, place, year and subject that is named."""
    asked = set(topic(question.text))
    kinds = [d for d in bearing if d.header.type and fold(d.header.type.value) in fold(question.text)]
    bearing = kinds or bearing
    shares = {
        d.id: len(asked & set(topic(f"{d.name} {title_of(d)} {d.source}"))) / (len(asked) or 1)
        for d in bearing
    }
    best = max(shares.values())
    return [d for d in bearing if shares[d.id] > best - _SAME]


def title_of(document: Summary) -> str:
    """Return the title of a document, or nothing."""
    return document.header.title.value if document.header.title else ""


def title_share(question: str, document: Summary) -> float:
    """Return the share of the title's pairs of syllables that stand in the question, 0 to 1."""
    return _pairs_shared(strip_diacritics(question), strip_diacritics(title_of(document)))


def _pairs_shared(question: str, title: str) -> float:
    words = re.findall(r"\w+", title)
    pairs = set(itertools.pairwise(words))
    said = re.findall(r"\w+", question)
    return len(pairs & set(itertools.pairwise(said))) / len(pairs) if pairs else 0.0


def years(text: str) -> frozenset[str]:
    """Return the years that a text names, both ends of a span ("2026-2030")."""
    return frozenset(_YEAR.findall(text))
