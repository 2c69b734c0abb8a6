"""The answer to a false premise: "Không phải.", then what the text says of the subject."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant import premise
from assistant.compose_evidence import choose, compose_evidence
from assistant.compose_targets import asked_labels, other_periods, targets_of_periods
from assistant.draft import Draft, Line, LineKind
from assistant.evidence import Evidence, rank, weights_over
from assistant.model import Status
from assistant.passages import clip
from assistant.question import Focus, Question
from assistant.register.passages import passage_of
from assistant.statements import Pool
from corpus.model import Level

_CERTAIN = 0.65  # coverage at which the passage is surely about the subject, whatever value it gives
_CLEARLY = 0.15  # how much more of the subject another statement says than the one with the stated value
_NO = Line("**Không phải.**", (), LineKind.NOTE)


def corrected(
    question: Question, pool: Sequence[Pool], boost: dict[str, float], chosen: Evidence | None
) -> Draft | None:
    """Return "Không phải" with what the text says, when it gives the stated value otherwise."""
    by_targets = _other_period(question, pool) if question.asserted and question.periods else None
    if by_targets is not None:
        return by_targets
    if not question.asserted and not question.wants(Focus.WHERE, Focus.DOCUMENT):
        return None
    kind = premise.contradicted(question, chosen) if chosen is not None else None
    if chosen is not None and kind is None and not question.asserted:
        return None
    found = _without_one_value(question, pool, boost)
    if chosen is not None and kind is None:
        found = [(e, k) for e, k in found if e.own >= _own_share(question, k, chosen, pool, boost) + _CLEARLY]
    elif chosen is not None and chosen.coverage >= _CERTAIN and kind != "label":
        found.insert(0, (chosen, ""))
    found = [(e, k) for e, k in found if not _in_front(e)]  # a title says nothing against it
    if not found:
        return None
    top = max(e.coverage for e, _ in found)
    best, kind = next(
        (e, k) for e, k in found if e.coverage >= 0.9 * top
    )  # 0.9: as good, and earlier in the order
    subject = premise.without_stated(question, kind) if kind else question
    focus = (subject.focus - {Focus.WHERE}) | ({Focus.WHO} if question.agencies else set())
    near = [best, *(e for e in rank(question, pool, boost) if e.statement.start != best.statement.start)]
    shown = compose_evidence(
        replace(subject, terms=question.terms, focus=focus), near, best, weights_over(pool)
    )
    return Draft((_NO, *shown.lines), Status.CORRECTED)


def _in_front(evidence: Evidence) -> bool:
    statement = evidence.statement
    over = (statement.provision, *statement.document.ancestors(statement.provision))
    return any(p.level is Level.FRONT for p in over)


def _own_share(
    question: Question, kind: str, chosen: Evidence, pool: Sequence[Pool], boost: dict[str, float]
) -> float:
    """Return how much of the subject alone the chosen statement says itself."""
    ranked = rank(premise.without_stated(question, kind or None), pool, boost)
    same = (e.own for e in ranked if e.statement.start == chosen.statement.start)
    return next(same, 0.0)


def _without_one_value(
    question: Question, pool: Sequence[Pool], boost: dict[str, float]
) -> list[tuple[Evidence, str]]:
    """Return for each kind of stated value the passage on the rest that gives another value of the kind."""
    found = []
    for kind in (*premise.KINDS, None):
        subject = premise.without_stated(question, kind)
        if subject.terms == question.terms:
            continue
        best = choose(rank(subject, pool, boost), need_typed=False)
        other = premise.contradicted(question, best) if best is not None else None
        if best is not None and other is not None and kind in (other, None):
            found.append((best, kind or ""))
    return found


def _other_period(question: Question, pool: Sequence[Pool]) -> Draft | None:
    """Return the target on the subject with its own period, and what is set for the asked one."""
    documents = [p.statements[0].document for p in pool if p.statements]
    rows = other_periods(question, premise.without_stated(question).terms, documents)
    if not rows:
        return None
    lines = []
    for row in rows:
        passage = passage_of(row, documents)
        lines.append(
            Line(f"Văn bản ghi ({row.section}): “{clip(passage.text, 500)}”", (passage,), LineKind.QUOTE)
        )
    there = targets_of_periods(question, documents, ())
    asked = there.lines[1:2] if there and len(asked_labels(question)) == 1 else ()
    return Draft((_NO, *lines, *asked), Status.CORRECTED)
