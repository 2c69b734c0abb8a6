"""Answers by search: the statement that says most of the question, in parts where it asks for several things."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant import premise
from assistant import refusals as no
from assistant.candidates import Candidates, front
from assistant.compose_evidence import ENOUGH, choose, compose_evidence
from assistant.compose_targets import asked_labels, targets_of_periods
from assistant.correcting import corrected
from assistant.draft import Draft, Line, LineKind, with_lines
from assistant.evidence import Evidence, rank, weights_over
from assistant.model import Status
from assistant.parts import for_period, halves
from assistant.passages import LONGEST
from assistant.question import Focus, Question
from assistant.scope import Scope
from assistant.traits import VALUES, about_cited, printed
from assistant.understood import Understood

_PART = 0.42  # coverage that serves for one half of a comparison, whose shared words stand in the other
_WHAT = {
    Focus.WHO: "cơ quan thực hiện", Focus.PERSON: "tên người", Focus.WHEN: "thời hạn", Focus.HOW_LONG: "thời hạn",
    Focus.PERIOD: "giai đoạn", Focus.HOW_MUCH: "con số này", Focus.DOCUMENT: "số hiệu văn bản", Focus.FORM: "mẫu biểu", Focus.CLASS: "loại này",
}  # fmt: skip


def search(understood: Understood, scope: Scope, where: Candidates) -> Draft:
    """Return the answer that search finds, or a typed refusal."""
    question = understood.question
    found = [
        d for part, there in _parts(question, scope) if (d := _found_for(part, there, understood, where))
    ]
    if len(found) > 1:
        lines = tuple(dict.fromkeys(line for d in found for line in d.lines))
        return Draft(lines)
    return _search_one(understood, scope, where)


def _parts(question: Question, scope: Scope) -> list[tuple[Question, Scope]]:
    """Return the questions into which a question about several documents, periods or things falls."""
    if len(scope.named) > 1:
        return [(question, Scope((d,), (d,))) for d in scope.named]
    labels = asked_labels(question)
    if len(labels) > 1:
        return [(for_period(question, label, labels), scope) for label in labels]
    both = halves(question) if question.wants(Focus.COMPARE) or "mỗi" in question.text else None
    return [(half, scope) for half in both] if both else []


def _found_for(question: Question, scope: Scope, understood: Understood, where: Candidates) -> Draft | None:
    """Return the answer to one part, or None when the documents do not say it."""
    pool = where.pools(question, scope.documents)
    ranked = rank(question, pool, front(pool) | understood.near())
    years = {y for label in asked_labels(question) for y in re.findall(r"\d{4}", label)}
    if years:  # what is said of another year is no answer to this half
        ranked = [e for e in ranked if years & (e.statement.own | e.statement.near | e.statement.above)]
    chosen = choose(ranked, need_typed=question.wants(*VALUES), enough=_PART)
    if chosen is None:
        return None
    plain = replace(question, focus=question.focus - {Focus.COMPARE, Focus.LIST})
    return compose_evidence(plain, ranked, chosen, weights_over(pool), LONGEST // 2)


def _search_one(understood: Understood, scope: Scope, where: Candidates) -> Draft:
    question = about_cited(understood.question, scope)
    pool = where.pools(question, scope.documents)
    boost = front(pool) | understood.near()
    question, placed = where.placed(question, scope, pool)
    boost |= placed
    ranked = [e for e in rank(question, pool, boost) if e.score > 0 or not question.terms]
    if not question.asserted and not question.wants(
        Focus.WHERE, Focus.DOCUMENT
    ):  # "loại I" is not answered with what is said of "loại II"
        ranked = [e for e in ranked if premise.contradicted(question, e) != "label"]
    chosen = choose(ranked, need_typed=question.wants(*VALUES), enough=0.0 if placed else ENOUGH)
    if question.asserted or question.agencies or question.codes or question.wants(Focus.WHERE):
        right = corrected(question, pool, boost, chosen)
        if right:
            return right
    if chosen is None:
        return _refuse(question, scope, ranked)
    draft = compose_evidence(question, ranked, chosen, weights_over(pool))
    if understood.repeat and question.wants(Focus.VERBATIM):
        return with_lines(draft, tuple(line for line in draft.lines if line.kind is LineKind.QUOTE)[:1])
    if scope.unknown and not question.asserted:
        return _missing_document(question, scope, draft)
    return draft


def _refuse(question: Question, scope: Scope, ranked: Sequence[Evidence]) -> Draft:
    documents = scope.named or scope.documents
    if question.asserted and question.periods:
        known = targets_of_periods(question, documents, ())
        if known:
            first = Line(
                "**Không phải.** Văn bản không ghi như vậy; về mốc này văn bản ghi:", (), LineKind.NOTE
            )
            return Draft((first, *known.lines), Status.CORRECTED)
    if scope.unknown:
        return no.not_held(
            scope.unknown, [printed(question.text[h.start : h.end]) for h in scope.unknown], documents
        )
    untyped = choose(ranked, need_typed=False)
    kinds = [k for k in VALUES if question.wants(k)]
    if untyped is not None and kinds and untyped.coverage >= ENOUGH:
        return no.no_value(documents, untyped, _WHAT[kinds[0]])
    return no.not_found(documents, ranked)


def _missing_document(question: Question, scope: Scope, draft: Draft) -> Draft:
    names = [printed(question.text[h.start : h.end]) for h in scope.unknown]
    refused = no.not_held(scope.unknown, names, scope.documents)
    return refused if not scope.named else draft
