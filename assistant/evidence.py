"""Statements ranked by how much of the question they say, and whether they hold the kind of value asked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from assistant.question import Focus, Question
from assistant.statements import Pool, Statement
from assistant.terms import LACKING, Term, Weights, tokens
from assistant.values import asked_passive, said_by, typed
from corpus.model import Level
from corpus.text.normalize import fold

# What a term counts when it stands not in the statement but around it.
_NEAR, _ABOVE, _TITLE = 0.85, 0.7, 0.45  # tuned on the development questions; the order is what matters

_MIX = 0.6  # weight of the coverage with surroundings against the statement's own words
_CONCISE = 0.12  # of two that say the same, the one that says nothing else
_NAMED_ONLY = 0.25  # share of a question beside the document's title from which it asks for something in it
_KEPT = 60  # statements that are looked at closely
_CHECKED = 25  # of these, those whose values are read


@dataclass(frozen=True, slots=True)
class Evidence:
    """A statement and how well it answers.

    `coverage` is the share of the question's weight that the statement or its surroundings say
    (0 to 1); `own` the share in the statement itself; `typed` whether it holds a value of the kind
    asked; `missing` the terms found nowhere around it; `beyond` the share said of what the document's
    title does not say (1 where the title says all).
    """

    statement: Statement
    score: float
    coverage: float
    own: float
    typed: bool
    missing: tuple[Term, ...]
    beyond: float = 1.0


def rank(question: Question, pools: Sequence[Pool], boost: dict[str, float] | None = None) -> list[Evidence]:
    """Return the best statements by score, best first.

    Args:
        question: what is asked.
        pools: candidate statements by document; the weights of terms are counted over all of them.
        boost: factor by document id or provision id, around 1.0.
    """
    weights = weights_over(pools)
    terms = [(t, w) for t in question.all_terms if (w := weights.of(t)) > 0]
    total = sum(w for _, w in terms) or 1.0
    found: list[Evidence] = []
    for pool in pools:
        coverage, own = _cover(pool, terms, total)
        base = (
            _MIX * coverage + (1 - _MIX) * own
        )  # own words decide between neighbours that share their headings
        allowed = _allowed(pool, boost or {})
        for at in [i for i in np.argsort(-base) if allowed[i]][:_KEPT]:
            found.append(
                _evidence(
                    pool.statements[at], question, terms, (float(coverage[at]), float(own[at])), boost or {}
                )
            )
    found = sorted((e for e in found if _worth(e.statement)), key=lambda e: (-e.score, e.statement.start))[
        :_KEPT
    ]
    return [
        replace(e, typed=typed(e.statement, question)) if n < _CHECKED else e for n, e in enumerate(found)
    ]


def _allowed(pool: Pool, boost: dict[str, float]) -> NDArray[np.bool_]:
    """Return which statements may answer: all, but for provisions that are weighed with nothing."""
    barred = {key for key, factor in boost.items() if factor == 0}
    if not barred:
        return np.ones(len(pool.statements), dtype=bool)
    return np.array([s.provision.id not in barred for s in pool.statements], dtype=bool)


def weights_over(pools: Sequence[Pool]) -> Weights:
    """Return the weights of terms over all statements of some pools."""
    return Weights([p.counts for p in pools], sum(len(p.statements) for p in pools))


def _cover(
    pool: Pool, terms: Sequence[tuple[Term, float]], total: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return for each statement the share of the weight that it or its surroundings say, and that it says itself."""
    n = len(pool.statements)
    coverage, own = np.zeros(n), np.zeros(n)
    for term, weight in terms:
        level = np.full(n, _TITLE if term.within(pool.title) else 0.0)
        level = np.maximum(level, _at(pool.above, term, len(pool.parent_of))[pool.parent_of] * _ABOVE)
        level = np.maximum(level, _at(pool.near, term, len(pool.provision_of))[pool.provision_of] * _NEAR)
        mine = _at(pool.own, term, n)
        coverage += weight * np.maximum(level, mine)
        own += weight * mine
    return coverage / total, own / total


def _at(postings: dict[str, NDArray[np.int32]], term: Term, size: int) -> NDArray[np.float64]:
    out = np.zeros(size)
    for key in term.keys:
        found = postings.get(key)
        if found is not None:
            out[found] = 1.0
    return out


def _evidence(
    statement: Statement,
    question: Question,
    terms: Iterable[tuple[Term, float]],
    said: tuple[float, float],
    boost: dict[str, float],
) -> Evidence:
    coverage, own = said
    around = (statement.own, statement.near, statement.above, statement.title)
    missing = tuple(t for t, _ in terms if not any(t.within(words) for words in around))
    single = [(t, w) for t, w in terms if not t.pair]
    weighed = [(t, w) for t, w in single if not t.within(statement.title)]
    rest, total = sum(w for _, w in weighed), sum(w for _, w in single)
    said_beyond = sum(w for t, w in weighed if t not in missing)
    score = (_MIX * coverage + (1 - _MIX) * own) * _shape(statement, question)
    words = {w for w in statement.own if w[:1] != "~" and " " not in w}
    matched = sum(1 for t, _ in terms if not t.pair and t.within(statement.own))
    score *= 1 + _CONCISE * min(1.0, matched / (len(words) or 1))
    score *= boost.get(statement.document.id, 1.0) * boost.get(statement.provision.id, 1.0)
    return Evidence(
        statement,
        score,
        coverage,
        own,
        False,
        missing,
        said_beyond / rest if rest > _NAMED_ONLY * total else 1.0,
    )


_GATHERS = re.compile(r"(?:gồm|sau đây|như sau|sau)\s*:?\s*$")
_ASKS_ARTICLES = re.compile(r"(?:những|các) (?:điều|khoản|điểm) nào")
_ARTICLES = re.compile(r"(?:Điều|[Kk]hoản|[Đđ]iểm) \w+")
_BOUND = re.compile(r"chậm nhất|muộn nhất|trước ngày|trước khi|thời hạn|trong (?:thời )?hạn|hoàn thành")
_ASKS_BOUND = re.compile(r"chậm nhất|muộn nhất|hạn|trước (?:ngày|thời)|mấy ngày|bao nhiêu ngày|bao lâu|xong")


def _shape(statement: Statement, question: Question) -> float:
    """Return a factor for statements of the form that is asked for: lists, definitions, deadlines, passives."""
    provision, text, factor = statement.provision, statement.text, 1.0
    if (
        question.wants(Focus.LIST)
        and provision.level not in (Level.PART, Level.CHAPTER)
        and provision.last > provision.index + 1
        and statement.end >= provision.own_end - 2
    ):
        factor *= 1.2 if _GATHERS.search(text) else 1.15  # it opens the list
    if question.wants(Focus.DEFINITION) and defines(statement, question):
        factor *= 1.15
    if (
        question.wants(Focus.WHEN, Focus.HOW_LONG)
        and _ASKS_BOUND.search(question.text)
        and _BOUND.search(text.lower())
    ):
        factor *= 1.1
    if _ASKS_ARTICLES.search(question.text) and len(_ARTICLES.findall(text)) > 1:
        factor *= 1.3  # it names several
    verb = asked_passive(question.text)
    if verb:
        factor *= 1.3 if said_by(" ".join(text.split()), verb) else 0.8  # who is appointed, not who appoints
    if _opening(text, provision.marker if statement.start == provision.start else "") == _opening(
        question.text
    ):
        factor *= 1.1  # what is asked about is the subject
    if provision.level in (Level.PART, Level.CHAPTER):
        factor *= 0.7  # the heading of a chapter answers nothing
    lacking = LACKING.search(question.text)
    if lacking and lacking[1] in " ".join(fold(text).split()):
        factor *= 1.35  # the condition decides: "không có Sở Ngoại vụ thì ai …"
    done = _DONE_TO.search(question.text)
    if (
        done
        and " ".join(_opening(text, provision.marker if statement.start == provision.start else ""))
        == done[1]
    ):
        factor *= 1.3  # "Bãi bỏ Điều 12, …" for "những điều nào bị bãi bỏ"
    if statement.in_appendix and not any(w in question.text for w in ("phụ lục", "biểu mẫu", "mẫu")):
        factor *= 0.85  # forms repeat the words of the provisions that they serve
    return factor


_DONE_TO = re.compile(r"(?<!\w)(?:bị|được) ([^\W\d]+ [^\W\d]+)\W*$")  # "… bị bãi bỏ?"


def _opening(text: str, marker: str = "") -> tuple[str, ...]:
    """Return the first two syllables of a text behind its printed marker."""
    return tuple(tokens(text[len(marker) : len(marker) + 60])[:2])  # 60: two syllables and a short form


def defines(statement: Statement, question: Question) -> bool:
    """Say whether a statement says of a word of the question that it "là" something."""
    return any(
        f"{t.text} là" in statement.own or f"~{t.text} la" in statement.own
        for t in question.terms
        if not t.pair
    )


def _worth(statement: Statement) -> bool:
    return (
        statement.provision.level not in (Level.TABLE, Level.COMPONENT)
        or statement.end - statement.start > 20
    )
