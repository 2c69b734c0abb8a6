"""Ranked statements → an extractive answer: the value first, then the words that carry it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.draft import Draft, Line, LineKind, Quote
from assistant.evidence import Evidence
from assistant.passages import LONG_LIST, LONGEST, WHOLE, block, clip, passage, subtree
from assistant.question import Focus, Question
from assistant.short_answer import short_answer
from assistant.statements import Statement
from assistant.terms import Weights

_SHAPES = (Focus.LIST, Focus.COMPARE)
ENOUGH = 0.52  # share of the question's weight that an answer must say; below it a stranger would call it another subject
_SIBLINGS = 3  # items of one list among the best statements from which the list is the answer
_WITH_EXCEPTIONS = 900  # characters up to which a yes or no is shown with the whole provision
_CLOSE = 0.80  # an evidence with the asked kind of value must come this close to the best one without
_REST_COMPARED = 0.12  # in a comparison the two sides differ in few words
_REST = 0.30  # share of the question left unsaid that makes a second passage worth showing


def choose(ranked: Sequence[Evidence], *, need_typed: bool, enough: float = ENOUGH) -> Evidence | None:
    """Return the evidence to answer from, or None when none says enough or none holds the asked value."""
    covering = [e for e in ranked if e.coverage >= enough]
    if not covering:
        return None
    if not need_typed:
        return covering[0]
    close = _CLOSE * ranked[0].score if enough else 0.0
    return next((e for e in covering if e.typed and e.score >= close), None)


def compose_evidence(
    question: Question, ranked: Sequence[Evidence], chosen: Evidence, weights: Weights, most: int = LONGEST
) -> Draft:
    """Return the answer from the chosen statement and, where it leaves much unsaid, from a second one.

    Args:
        question: what is asked.
        ranked: all evidence, best first.
        chosen: the evidence to answer from.
        weights: weights of terms over the statements compared.
        most: characters of verbatim text in the answer.
    """
    siblings = _siblings(ranked, chosen) if question.wants(Focus.LIST) else 0
    if siblings >= _SIBLINGS:
        return Draft(tuple(_lines(question, chosen, most, siblings)))
    parts = [chosen, *_completing(question, ranked, chosen, weights)]
    lines: list[Line] = []
    for part in parts:
        lines.extend(_lines(question, part, most // len(parts)))
    return Draft(tuple(lines))


def _lines(question: Question, part: Evidence, most: int, siblings: int = 0) -> list[Line]:
    statement = part.statement
    value = short_answer(statement, question)
    shown = _shown(question, statement, siblings)
    quotes = value[1] if value else (shown,)
    if not any(
        q.start <= shown.start and shown.end <= q.end and q.document.id == shown.document.id for q in quotes
    ):
        quotes = (*quotes, shown)
    section = shown.provision.section
    words = Line(f"Văn bản ghi ({section}):\n\n{block(shown, most)}", quotes, LineKind.QUOTE)
    if value is None or siblings >= _SIBLINGS:
        return [replace(words, quotes=(shown,))]
    return [Line(f"**{clip(value[0], 300)}** ({section})", quotes), words]


def _shown(question: Question, statement: Statement, siblings: int) -> Quote:
    """Return the passage: for a list the whole list, for a yes or no the provision with its exceptions."""
    parent = statement.provision.parent
    if question.wants(Focus.LIST) and siblings >= _SIBLINGS and parent is not None:
        return subtree(statement.document, statement.document.provisions[parent], LONG_LIST)
    opens = question.wants(Focus.LIST, Focus.TASKS) and statement.end >= statement.provision.own_end - 2
    if opens or statement.opens_list:
        return passage(statement, with_list=opens, most=LONG_LIST)
    return passage(statement, whole=_WITH_EXCEPTIONS if question.asserted or question.yes_no else WHOLE)


def _siblings(ranked: Sequence[Evidence], chosen: Evidence) -> int:
    """Return how many of the best statements are items of the same list as the chosen one."""
    parent = chosen.statement.provision.parent
    document = chosen.statement.document.id
    near = [e.statement for e in ranked[:12] if e.score >= _CLOSE * chosen.score and e.typed >= chosen.typed]
    return len({s.provision.id for s in near if s.document.id == document and s.provision.parent == parent})


def _completing(
    question: Question, ranked: Sequence[Evidence], chosen: Evidence, weights: Weights
) -> list[Evidence]:
    """Return a second evidence that says what the first leaves unsaid (comparisons, questions of two parts)."""
    left = [(t, weights.of(t)) for t in question.terms if not t.within(chosen.statement.own)]
    if not question.wants(*_SHAPES):
        left = [(t, w) for t, w in left if t in chosen.missing]
    total = sum(weights.of(t) for t in question.terms) or 1.0
    lacking = sum(w for _, w in left)
    if lacking / total < (_REST_COMPARED if question.wants(*_SHAPES) else _REST):
        return []
    best, most = None, 0.0
    for other in ranked[:15]:  # 15: further down nothing is about the same subject
        said = sum(w for t, w in left if t.within(other.statement.own))
        same = other.statement.provision.id == chosen.statement.provision.id and not question.wants(
            Focus.COMPARE
        )
        if not same and said > most and other.own >= 0.5 * chosen.own and other.typed >= chosen.typed:
            best, most = other, said
    return [best] if best is not None and most >= 0.5 * lacking else []


def sources(draft: Draft) -> list[Quote]:
    """Return all passages of a draft in order."""
    return [q for line in draft.lines for q in line.quotes]
