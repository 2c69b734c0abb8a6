"""The value that answers, read from a statement or from the facts attached to it; None when unsure.

Only values with one reading are given: two numbers in a sentence leave the choice to the reader.
"""

from __future__ import annotations

import re

from assistant.draft import Quote, quote
from assistant.passages import passage
from assistant.question import Focus, Question
from assistant.roles_asked import TITLES, asked_roles
from assistant.statements import Statement
from assistant.terms import bag, content_terms
from assistant.values import (
    CLASS,
    DOC_NUMBER,
    FORM,
    MONEY,
    MONEY_VALUE,
    subject_of_title,
    unit_pattern,
)
from corpus.agencies import find_agencies, same_agency
from corpus.model import Level, Mention, Task
from corpus.normalize import fold
from corpus.periods import parse_periods
from corpus.periods_readings import PeriodKind

_ONE_PASSAGE = 700  # characters within which a heading and a bullet below it still read as one passage
_PERCENT = re.compile(r"(?:trên |dưới |tối thiểu |ít nhất |khoảng )?\d+(?:[.,]\d+)*\s*%", re.I)
_UNITED = r"(?:(?:tối thiểu(?: là)?|ít nhất(?: là)?|không quá|trên|dưới|khoảng)\s+)?\d[\d.,]*\s*(?:\([^)]*\)\s*)?{unit}(?:/\w+)*"


def short_answer(statement: Statement, question: Question) -> tuple[str, tuple[Quote, ...]] | None:
    """Return the value in the document's words and the passages that hold it, or None."""
    if question.wants(Focus.WHO) and question.wants(Focus.WHEN):
        who, when = _who(statement, question), _when(statement, question)
        if who and when:
            return f"{who[0]}; thời hạn: {when[0]}", tuple(dict.fromkeys((*who[1], *when[1])))
    for kind, read in _READERS:
        if question.wants(kind):
            found = read(statement, question)
            if found:
                return found
    return None


def best_task(statement: Statement, question: Question) -> Task | None:
    """Return the task at a statement that shares most words with the question."""
    terms = content_terms(question.text)
    document = statement.document
    inside = [t for t in statement.tasks if t.lead or t.support or t.deadline]
    return max(
        inside, key=lambda t: sum(x.within(bag(document.text[t.start : t.end])) for x in terms), default=None
    )


def _mentions(statement: Statement, mentions: tuple[Mention, ...]) -> tuple[str, tuple[Quote, ...]] | None:
    names = list(dict.fromkeys(m.value for m in mentions))
    if not names:
        return None
    quotes = [passage(statement)]
    for m in mentions:
        provision = statement.document.provision_at(m.start)
        held = any(q.start <= m.start and m.end <= q.end for q in quotes)
        if provision and not held and provision.level is Level.ROW:
            quotes.append(
                quote(statement.document, provision, m.start, m.end)
            )  # a merged cell of a row above
        elif provision and not held:
            quotes.append(quote(statement.document, provision))
    return ", ".join(names), tuple(quotes)


def _who(statement: Statement, question: Question) -> tuple[str, tuple[Quote, ...]] | None:
    task = best_task(statement, question)
    roles = asked_roles(question.text)
    if task and (set(roles) - {"lead"} or statement.provision.level is Level.ROW):
        return _by_roles(statement, task, roles or ("lead",))
    if task and task.lead and not _all_asked(task.lead, question):
        return _mentions(statement, task.lead)
    heading = _agency_above(statement) if not (task and task.lead) else None
    if heading is not None:
        return heading
    named = [
        a
        for a in find_agencies(statement.text)
        if not any(same_agency(a.value, q.value) for q in question.agencies)
    ]
    acting = bool(named) and _acts(statement, named[0].start)
    if len({fold(a.value) for a in named}) == 1 and acting and not question.wants(Focus.LIST):
        return named[0].value, (passage(statement),)
    return None


# The words before the one who acts: "do", "giao", "thì", "phối hợp với"
_GIVEN = re.compile(
    r"(?:(?<!\w)(?:do|giao|giao cho|là|thì|đề nghị|yêu cầu|chỉ đạo|trình|phối hợp với|thuộc về|gửi|về|cho)|:)\s*$"
)


def _acts(statement: Statement, at: int) -> bool:
    """Say whether a name stands where the one asked for stands: first, or after "do", "giao", "thì"."""
    before = fold(statement.text[:at])
    return _GIVEN.search(before) is not None or not re.search(r"[^\W\d]{2,}", before)


def _by_roles(
    statement: Statement, task: Task, roles: tuple[str, ...]
) -> tuple[str, tuple[Quote, ...]] | None:
    """Return the agencies of the asked roles and of no other; several roles are named apart."""
    parts: list[str] = []
    quotes: list[Quote] = []
    for role in roles:
        found = _mentions(statement, getattr(task, role))
        if found:
            parts.append(found[0] if len(roles) == 1 else f"{TITLES[role]}: {found[0]}")
            quotes += [q for q in found[1] if q not in quotes]
    return ("; ".join(parts), tuple(quotes)) if parts else None


def _agency_above(statement: Statement) -> tuple[str, tuple[Quote, ...]] | None:
    """Return the agency that the nearest heading names as the one to act ("- Chỉ đạo Sở X:", "1. Sở Y:")."""
    document = statement.document
    if find_agencies(statement.text):
        return None
    for node in reversed(document.ancestors(statement.provision)):
        text = document.text[node.start : node.own_end].strip()
        named = find_agencies(text)
        if text.endswith(":") and len({a.id for a in named}) == 1:
            shown = passage(statement)
            if shown.end - node.start <= _ONE_PASSAGE:
                return named[0].value, (quote(document, node, node.start, shown.end),)
            return named[0].value, (shown, quote(document, node))
    subject, title = subject_of_title(document), document.header.title
    provision = document.provision_at(title.start) if title and title.start is not None else None
    if subject and provision and title and title.end:
        return subject.value, (passage(statement), quote(document, provision, title.start, title.end))
    return None


def _all_asked(lead: tuple[Mention, ...], question: Question) -> bool:
    return bool(question.agencies) and all(
        any(same_agency(m.value, a.value) for a in question.agencies) for m in lead
    )


def _when(statement: Statement, question: Question) -> tuple[str, tuple[Quote, ...]] | None:
    own = [
        p
        for p in parse_periods(statement.text)
        if p.kind is not PeriodKind.REFERENCE
        and (p.label not in {q.label for q in question.periods} or not p.label)
    ]
    if len(own) == 1:
        return own[0].text, (passage(statement),)
    task = best_task(statement, question)
    if task and task.deadline and (not own or _ABOUT_WORK.search(question.text)):
        return _with_deadline(statement, task.deadline)
    return None


_ABOUT_WORK = re.compile(r"hạn|hoàn thành|xong|phải|nhiệm vụ|chậm nhất|thực hiện|báo cáo|gửi|trình")


def _with_deadline(statement: Statement, deadline: Mention) -> tuple[str, tuple[Quote, ...]]:
    """Return a deadline with its passage: one quote from the task to its deadline line where they adjoin."""
    document, shown = statement.document, passage(statement)
    if shown.start <= deadline.start and deadline.end <= shown.end:
        return deadline.value, (shown,)
    holder = document.provision_at(deadline.start)
    if holder is None:
        return deadline.value, (shown,)
    line = quote(document, holder)
    if shown.end <= line.start and line.end - shown.start <= 900:  # 900: task and deadline fit one screen
        return deadline.value, (quote(document, statement.provision, shown.start, line.end),)
    return deadline.value, (line, shown)


def _product(statement: Statement, question: Question) -> tuple[str, tuple[Quote, ...]] | None:
    task = best_task(statement, question)
    return _mentions(statement, (task.product,)) if task and task.product else None


def _recurring(statement: Statement) -> tuple[str, tuple[Quote, ...]] | None:
    """Return how often, where the statement says it once."""
    often = [p.text for p in parse_periods(statement.text) if p.kind is PeriodKind.RECURRING]
    return (often[0], (passage(statement),)) if len(often) == 1 else None


def _period(statement: Statement, question: Question) -> tuple[str, tuple[Quote, ...]] | None:
    document = statement.document
    for node in (statement.provision, *reversed(document.ancestors(statement.provision))):
        text = statement.text if node is statement.provision else document.text[node.start : node.own_end]
        periods = [p for p in parse_periods(text) if p.label]
        if len({p.label for p in periods}) == 1:
            shown = passage(statement)
            if node is statement.provision:
                return periods[0].text, (shown,)
            if shown.end - node.start <= _ONE_PASSAGE:
                return periods[0].text, (quote(document, node, node.start, shown.end),)
            return periods[0].text, (shown, quote(document, node))
    return None


def _how_much(statement: Statement, question: Question) -> tuple[str, tuple[Quote, ...]] | None:
    unit = question.unit or ""
    if (
        any(unit.startswith(m) for m in MONEY)
        or "tiền" in question.text.split()
        or "mức chi" in question.text
    ):
        pattern = MONEY_VALUE
    elif unit.startswith(("phần trăm", "%")) or "tỷ lệ" in question.text:
        pattern = _PERCENT
    elif unit:
        pattern = re.compile(_UNITED.format(unit=unit_pattern(unit)), re.I)
    else:
        return None
    value = _told_apart(list(pattern.finditer(statement.text)), statement.text, question)
    return (_spaced(value), (passage(statement),)) if value else None


def _told_apart(found: list[re.Match[str]], text: str, question: Question) -> str | None:
    """Return the only value, or the one whose own words say all of the question that those of the others say, and more."""
    values = [m[0].strip(" .,") for m in found]
    if len(set(values)) <= 1:
        return values[0] if values else None
    starts = [0, *(m.end() for m in found)]
    said = [
        {t.text for t in question.terms if t.within(bag(_CLAUSE.split(text[a : m.start()])[-1]))}
        for a, m in zip(starts, found, strict=False)
    ]
    best = max(range(len(said)), key=lambda n: len(said[n]))
    others = [s for n, s in enumerate(said) if n != best]
    return values[best] if all(s < said[best] for s in others) else None


_CLAUSE = re.compile(r"[;](?=\s)")  # a new clause begins behind it


def _spaced(value: str) -> str:
    """Put a blank between a figure and its unit ("255.053,9ha")."""
    return re.sub(r"(\d)(?=[^\W\d_]{1,3}\d?(?:/|$|\s))", r"\1 ", value)


def _one(
    pattern: re.Pattern[str], statement: Statement, question: Question
) -> tuple[str, tuple[Quote, ...]] | None:
    values = list(dict.fromkeys(m[0].strip() for m in pattern.finditer(statement.text)))
    if len(values) == 1 and question.wants(Focus.LIST):
        return None  # one of several
    return (values[0], (passage(statement),)) if len(values) == 1 else None


_READERS = (
    (Focus.PRODUCT, _product),
    (Focus.WHO, _who), (Focus.PERIOD, _period), (Focus.WHEN, _when), (Focus.HOW_LONG, lambda s, q: _recurring(s)),
    (Focus.HOW_MUCH, _how_much), (Focus.CLASS, lambda s, q: _one(CLASS, s, q)), (Focus.FORM, lambda s, q: _one(FORM, s, q)),
    (Focus.DOCUMENT, lambda s, q: _one(DOC_NUMBER, s, q)),
)  # fmt: skip
