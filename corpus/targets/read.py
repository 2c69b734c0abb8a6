"""Read targets: indicator × period × comparator × value × unit, each with the words that say so.

Guarantees:
    1. Every target lies in its provision, and `value_at` and `period_at` are spans of the document.
    2. Numbers of citations, dates, classes and comparisons with the past are no targets.
    3. A period is printed in the clause, in a heading above it, or in the title of the plan; else None.
"""

from __future__ import annotations

from dataclasses import replace

from corpus.model import Document, Level, Provision, Target
from corpus.targets.clauses import clauses
from corpus.targets.context import heading_end, scopes
from corpus.targets.periods import Dated, document_period
from corpus.targets.prose import prose_targets
from corpus.targets.quality import quality_targets
from corpus.targets.table import table_targets
from corpus.targets.text import compose, is_composed


def find_targets(document: Document) -> tuple[Target, ...]:
    """Return the targets of a document in the order of its text."""
    if is_composed(document.text):
        return _find(document)
    copy = compose(document)
    return tuple(copy.restored(target) for target in _find(copy.document))


def _find(document: Document) -> tuple[Target, ...]:
    found: list[Target] = []
    plan_period = document_period(document)
    scope_at = scopes(document, plan=plan_period is not None)
    for provision, scope in zip(document.provisions, scope_at, strict=True):
        if provision.level is Level.TABLE or scope.table or scope.silent or scope.past:
            continue
        passages = list(clauses(document, provision, _text_spans(document, provision), scope))
        found += [_with_period(t, plan_period) for clause in passages for t in prose_targets(clause)]
        found += quality_targets(passages, plan_period)
    for table in document.tables:
        found += table_targets(document, table, scope_at, plan_period)
    return tuple(sorted(found, key=lambda t: (t.start, t.value_at or (t.start, t.end))))


def _with_period(target: Target, plan_period: Dated | None) -> Target:
    if target.period is not None or plan_period is None:
        return target
    return replace(target, period=plan_period.label, period_at=(plan_period.start, plan_period.end))


def _text_spans(document: Document, provision: Provision) -> list[tuple[int, int]]:
    """Return the provision's own text without its marker, the heading apart."""
    start, end = provision.start + _marker_length(document, provision), provision.own_end
    cut = heading_end(document, provision)
    return [(start, end)] if cut is None else [(start, cut), (cut, end)]


def _marker_length(document: Document, provision: Provision) -> int:
    text = document.text[provision.start : provision.own_end]
    return len(provision.marker) if provision.marker and text.startswith(provision.marker) else 0
