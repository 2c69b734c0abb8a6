"""False premises: the question states a period, agency, amount, form or number that the text does not.

The subject is looked up without the stated value; where the text gives another value of the same
kind for the same subject, the answer starts with "Không phải." and says what the text says.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.evidence import Evidence
from assistant.question import Question
from assistant.statements import Statement
from assistant.terms import tokens
from corpus.agencies.read import find_agencies, same_agency
from corpus.text.normalize import fold
from corpus.text.period_readings import PeriodKind
from corpus.text.periods import parse_periods

_AMOUNT = re.compile(
    r"(?<![\w/.\-])\d+(?:[.,]\d+)*\s*(?:%|tỷ|triệu|nghìn|đồng|ha|km|ngày|tháng|điểm|người|lần)"
)
_CODE = re.compile(r"(?<!\w)[a-zđ]{1,4}-\d{1,3}(?!\w)")


def stated_terms(question: Question, kind: str | None = None) -> set[str]:
    """Return the tokens of the values that a question states, of one kind or of all."""
    spans = {
        "period": [p.text for p in question.periods],
        "agency": [a.value for a in question.agencies],
        "amount": [m[0] for m in _AMOUNT.finditer(question.text)],
        "code": list(question.codes),
    }
    chosen = spans.get(kind, []) if kind else [s for some in spans.values() for s in some]
    found = {t for s in chosen for t in tokens(s)}
    return found | {t.text for t in question.terms if LABEL.match(t.text)} if kind == "label" else found


def without_stated(question: Question, kind: str | None = None) -> Question:
    """Return the question without the values that it states (of one kind): its topic."""
    stated = stated_terms(question, kind)
    kept = tuple(t for t in question.terms if not set(t.text.split(" ")) & stated)
    return replace(question, terms=kept) if any(not t.pair for t in kept) else question


KINDS = ("agency", "amount", "code", "period", "label")  # the order in which a false value is looked for


def contradicted(question: Question, evidence: Evidence) -> str | None:
    """Return the kind of stated value that a statement gives otherwise, or None."""
    statement = evidence.statement
    for kind, differs in (
        ("label", _label),
        ("period", _period),
        ("agency", _agency),
        ("amount", _amount),
        ("code", _code),
    ):
        if differs(question, statement):
            return kind
    return None


def _around(statement: Statement) -> str:
    document = statement.document
    heads = [document.text[p.start : p.own_end] for p in document.ancestors(statement.provision)]
    return " \n ".join([*heads, document.own_text(statement.provision)])


def _period(question: Question, statement: Statement) -> bool:
    asked = {p.label or p.norm for p in question.periods if p.label or p.norm}
    if not asked:
        return False
    here = {p.label or p.norm for p in parse_periods(statement.text)}
    here |= {t.deadline_norm for t in statement.tasks if t.deadline_norm}
    here = here or {p.label or p.norm for p in parse_periods(_around(statement))}
    if any(p.kind is PeriodKind.RECURRING for p in question.periods):
        return bool(here) and not asked & here
    years = {y for label in asked for y in re.findall(r"\d{4}", label or "")}
    held = {y for label in here for y in re.findall(r"\d{4}", label or "")}
    return bool(years and held) and not years & held


def _agency(question: Question, statement: Statement) -> bool:
    """Say whether the work is given to others than the agency that the question names."""
    if not question.agencies:
        return False
    roles = [m.value for t in statement.tasks for m in (*t.lead, *t.support, *t.monitor)]
    held = roles or [a.value for a in find_agencies(statement.text)]
    text = fold(_around(statement))
    asked = [a for a in question.agencies if a.kind != "generic"]
    absent = [
        a for a in asked if not any(same_agency(a.value, h) for h in held) and fold(a.value) not in text
    ]
    return bool(held) and bool(absent)


def _amount(question: Question, statement: Statement) -> bool:
    asked = {re.sub(r"\s", "", m[0]) for m in _AMOUNT.finditer(question.text)}
    here = {re.sub(r"\s", "", m[0]) for m in _AMOUNT.finditer(fold(statement.text))}
    return bool(asked and here) and not asked & here


LABEL = re.compile(r"^(loại|hạng|nhóm|cấp)(đặcbiệt|[ivx]+|\d+[a-z]?)$")


def _label(question: Question, statement: Statement) -> bool:
    """Say whether a statement is about another class than the question ("loại I" for "loại II")."""
    asked = {t.text for t in question.terms if LABEL.match(t.text)}
    here = {w for w in statement.own if LABEL.match(w)}
    heads = {LABEL.match(w)[1] for w in here}  # type: ignore[index]
    return bool(asked) and not asked & here and any(LABEL.match(a)[1] in heads for a in asked)  # type: ignore[index]


def _code(question: Question, statement: Statement) -> bool:
    here = set(_CODE.findall(fold(statement.text)))
    return bool(question.codes and here) and not set(question.codes) & here


def best_on_subject(ranked: Sequence[Evidence], enough: float) -> Evidence | None:
    """Return the best evidence on the subject alone."""
    return next((e for e in ranked if e.coverage >= enough), None)
