"""Answers by lookup: a place, a field, a relation, the register; each way answers or passes (None)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from assistant import cues, premise
from assistant import refusals as no
from assistant.candidates import Candidates, front
from assistant.compose_evidence import ENOUGH
from assistant.compose_fields import asked_fields, compose_fields, contradicted_fields
from assistant.compose_relations import KINDS, compose_relations, mention, named_by_one, only_in_part
from assistant.compose_section import absent, resolve_in, show, show_outline, which_reading
from assistant.compose_targets import asked_labels, known_periods, targets_of_periods, targets_on
from assistant.compose_tasks import (
    deadlines_of_agencies,
    due_between,
    named_agencies,
    tasks_of_agencies,
    without_support,
)
from assistant.compose_validity import compose_validity
from assistant.draft import Draft, Line, LineKind, with_lines
from assistant.evidence import rank
from assistant.model import Reason, Status
from assistant.numbers_asked import number_hints
from assistant.question import Focus, Question
from assistant.scope import Scope
from assistant.traits import (
    VALUES,
    asks_all,
    asks_basis,
    beside_title,
    from_now,
    mentioned,
    narrow,
    only_says,
    printed,
    topic,
    window,
)
from assistant.understood import Understood
from corpus.model import Level
from corpus.references.citations import ProvisionRef
from corpus.text.normalize import fold

_ASIDE = 4  # topic syllables beside the title from which a question is not about the document as such
_BARE_APPENDIX = 300  # characters: a heading without the appendix itself


def appendix(understood: Understood, scope: Scope, where: Candidates) -> Draft | None:
    """Return "the appendix is not in the text at hand" for a question about an appendix that is not."""
    question = understood.question
    documents = where.likely(question, scope)
    if "phụ lục" not in question.text or len(documents) != 1:
        return None
    document = documents[0]
    held = [p for p in document.provisions if p.level is Level.APPENDIX and p.end - p.start > _BARE_APPENDIX]
    if held or "phụ lục" not in document.text.lower():
        return None
    return absent("Phụ lục", ProvisionRef(0, 0, appendix=""), document)


def place(understood: Understood, scope: Scope, where: Candidates) -> Draft | None:
    """Answer a question about a cited place with its text, or say that there is none."""
    question = understood.question
    if not question.references or (scope.cited and not scope.named):
        return None
    documents = where.likely(question, scope)
    for ref in question.references[:1]:
        text = question.cased[ref.start : ref.end]
        found = resolve_in(ref, documents)
        if not found:
            certain = scope.named or len(scope.documents) == 1
            if (
                not certain
                or len(documents) != 1
                or (not ref.article and mentioned(text, documents[0]))
                or not (ref.article or ref.section or ref.part or ref.appendix)
            ):
                return None
            return absent(printed(text), ref, documents[0])
        if (question.wants(*VALUES) and not only_says(question)) or question.asserted:
            return None
        if len(found) > 1:
            found = narrow(question, found)
        if len(found) > 1:
            return which_reading(found, question.asked)
        return show(*found[0])
    return None


def validity(understood: Understood, scope: Scope, where: Candidates) -> Draft | None:
    """Answer a question about today with what is known of it."""
    question = understood.question
    if not question.wants(Focus.NOWADAYS, Focus.IN_FORCE):
        return None
    pool = where.pools(question, scope.documents)
    return compose_validity(question, scope, rank(question, pool, front(pool)), where.documents())


def fields(understood: Understood, scope: Scope, where: Candidates) -> Draft | None:
    """Answer a question about the document itself."""
    question = understood.question
    asked = asked_fields(question)
    if not asked:
        return None
    documents = scope.named or where.titled(question, scope)
    if len(beside_title(question, documents or scope.documents[:1])) > _ASIDE:
        return None
    other = _that_document(question, scope)
    if other is not None or not documents:
        return other
    draft = compose_fields(question, documents)
    if draft and len(documents) == 1 and contradicted_fields(question, documents[0]):
        only_start = question.wants(Focus.EFFECTIVE) and not question.wants(Focus.ISSUED)
        signed = question if only_start else replace(question, focus=question.focus | {Focus.SIGNER})
        draft = compose_fields(signed, documents) or draft
        return Draft((Line("**Không phải.**", (), LineKind.NOTE), *draft.lines), Status.CORRECTED)
    if draft is None:
        said = Focus.EFFECTIVE in asked  # "sau 10 ngày kể từ ngày ký": no date, but the text says something
        return no.not_found(documents) if set(asked) - {Focus.SUMMARY} and not said else None
    both = question.wants(*KINDS) and question.wants(Focus.DOCUMENT, Focus.LIST)
    related = compose_relations(question, documents[0]) if both else None
    return with_lines(draft, (*draft.lines, *related.lines)) if related else draft


def relations(understood: Understood, scope: Scope, where: Candidates) -> Draft | None:
    """Answer a question about the documents that a document names."""
    question = understood.question
    documents = scope.named or where.titled(question, scope)
    if not question.wants(*KINDS):
        return None
    part = (
        only_in_part(question, (*scope.cited, *scope.unknown), documents[0]) if len(documents) == 1 else None
    )
    if part is not None or not (
        question.wants(Focus.DOCUMENT, Focus.WHERE) or question.asserted or asks_basis(question)
    ):
        return part
    if len(documents) != 1:
        return named_by_one(question, scope.documents) if question.wants(Focus.DOCUMENT) else None
    draft = compose_relations(question, documents[0])
    if draft is None:
        return (
            named_by_one(question, scope.documents)
            if not scope.named and question.wants(Focus.DOCUMENT)
            else None
        )
    wrong = [
        h
        for h in (*scope.unknown, *scope.cited)
        if not any(h.matches(r.target.number) for r in documents[0].relations)
    ]
    if wrong and question.asserted:
        first = Line("**Không phải.** Văn bản ghi:", (), LineKind.NOTE)
        return Draft((first, *draft.lines), Status.CORRECTED)
    return draft


def due(understood: Understood, scope: Scope, where: Candidates) -> Draft | None:
    """Answer when the work of an agency is due, and what is due from now on."""
    question = understood.question
    stated = question.asserted and bool(question.periods)
    whose = question.agencies and not question.wants(Focus.WHO)
    if whose and (question.wants(Focus.WHEN) or stated) and not topic(question, deadline=True):
        return deadlines_of_agencies(question, scope.documents)
    soon = from_now(question, date.today())
    if soon is None:
        return None
    first, last = (f"{d.day:02d}/{d.month:02d}/{d.year}" for d in soon)
    said = f"từ nay ({first}) đến {last}"
    empty = Line(f"**Không có nhiệm vụ nào đến hạn {said}.**", (), LineKind.NOTE)
    found = due_between(soon, said, scope.documents, ())
    found = found or Draft((empty,), Status.NOT_FOUND, Reason.NO_VALUE_FOR_PERIOD)
    return replace(found, dates=(first, last))


def registered(understood: Understood, scope: Scope, where: Candidates) -> Draft | None:
    """Answer from the register of tasks and targets, or with the outline."""
    question = understood.question
    documents = scope.documents
    if question.wants(Focus.OUTLINE) and len(where.likely(question, scope)) == 1:
        return show_outline(question.text, where.likely(question, scope)[0])
    if question.wants(Focus.WHEN, Focus.PERIOD) and not question.periods and not question.asserted:
        dated = targets_on(question, documents)
        if dated is not None:
            return dated
    if (
        question.wants(Focus.LIST)
        and "cơ quan" in question.text
        and not question.wants(Focus.TASKS)
        and asks_all(question)
    ):
        return named_agencies(scope.named or where.titled(question, scope) or documents[:1])
    if cues.WITHOUT_SUPPORT.search(question.text):
        return without_support(documents, question.agencies[0].value if question.agencies else None)
    days = window(question)
    if days and question.wants(Focus.LIST, Focus.TASKS) and not question.agencies:
        draft = due_between(days, question.periods[0].text, documents, topic(question))
        if draft:
            return draft
    if (
        question.agencies
        and question.wants(Focus.TASKS)
        and not question.wants(Focus.WHO, Focus.WHEN)
        and not question.asserted
    ):
        return tasks_of_agencies(question, documents, topic(question)) or _no_tasks(question, scope, where)
    classed = question.wants(Focus.CLASS) and not question.asserted
    if (question.wants(Focus.TARGETS) or classed) and question.periods and not question.wants(Focus.PERIOD):
        return _targets(question, scope, where)
    return None


def _that_document(question: Question, scope: Scope) -> Draft | None:
    """Return what is said of a document that is only cited: "Nghị quyết 06 ban hành ngày nào?", "nghị quyết đó"."""
    if scope.cited and not scope.named:
        return mention(scope.cited, scope.documents)
    said = cues.THAT_DOCUMENT.search(question.text)
    if not said or len(scope.documents) != 1:
        return None
    document = scope.documents[0]
    if document.header.type and fold(document.header.type.value) == said[1]:
        return None
    numbers = dict.fromkeys(
        r.target.number for r in document.relations if fold(r.target.type or "") == said[1]
    )
    return mention([h for n in list(numbers)[:1] for h in number_hints(fold(n))], (document,))


def _no_tasks(question: Question, scope: Scope, where: Candidates) -> Draft | None:
    ranked = rank(question, where.pools(question, scope.documents))
    own = [e for e in ranked[:10] if premise.contradicted(question, e) != "agency" and e.coverage >= ENOUGH]
    return None if own else no.not_found(scope.named or scope.documents, ranked)


def _targets(question: Question, scope: Scope, where: Candidates) -> Draft | None:
    documents = scope.named or where.titled(question, scope) or scope.documents
    draft = targets_of_periods(question, documents, topic(question, targets=True))
    if draft is None and question.wants(Focus.CLASS):
        draft = targets_of_periods(question, documents, ())  # "loại nào": what is set for that year
    if draft:
        return draft
    labels = asked_labels(question)
    if labels and len(documents) == 1 and not question.asserted:
        known = known_periods(documents[0])
        if known and not set(labels) & {k for k, _ in known} and not topic(question, targets=True):
            return no.no_value_for_period(documents[0], question.periods[0].text, known)
    return None
