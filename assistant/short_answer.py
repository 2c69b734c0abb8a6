"""The value that answers, read from a statement or from the facts attached to it; None when unsure.

Only values with one reading are given: two numbers in a sentence leave the choice to the reader.
"""

from __future__ import annotations

import re

from assistant.draft import Quote, quote
from assistant.passages import passage
from assistant.question import Focus, Question
from assistant.statements import Statement
from assistant.terms import bag, content_terms
from assistant.values import CLASS, DOC_NUMBER, FORM, MONEY, MONEY_VALUE, subject_of_title, unit_pattern
from corpus.agencies import find_agencies, same_agency
from corpus.model import Mention, Task
from corpus.normalize import fold
from corpus.periods import parse_periods
from corpus.periods_readings import PeriodKind

_SUPPORT = re.compile(r"phối hợp (?:với )?(?:ai|những|các|cơ quan|đơn vị|sở|bên|ngành|với)")
_MONITOR = re.compile(r"(?:ai|cơ quan nào|đơn vị nào|sở nào).{0,30}(?:giám sát|theo dõi|đôn đốc|kiểm tra)")
_PERCENT = re.compile(r"(?:trên |dưới |tối thiểu |ít nhất |khoảng )?\d+(?:[.,]\d+)*\s*%", re.I)
_UNITED = r"(?:(?:tối thiểu(?: là)?|ít nhất(?: là)?|không quá|trên|dưới|khoảng)\s+)?\d[\d.,]*\s*(?:\([^)]*\)\s*)?{unit}(?:/\w+)*"


def short_answer(statement: Statement, question: Question) -> tuple[str, tuple[Quote, ...]] | None:
    """Return the value in the document's words and the passages that hold it, or None."""
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
        if provision and not held:
            quotes.append(quote(statement.document, provision))
    return ", ".join(names), tuple(quotes)


def _who(statement: Statement, question: Question) -> tuple[str, tuple[Quote, ...]] | None:
    task = best_task(statement, question)
    if task and _SUPPORT.search(question.text) and task.support:
        both = () if question.agencies else task.lead
        return _mentions(statement, (*both, *task.support))
    if task and _MONITOR.search(question.text) and task.monitor:
        return _mentions(statement, task.monitor)
    if task and task.lead and not _all_asked(task.lead, question):
        return _mentions(statement, task.lead)
    heading = (
        _agency_above(statement) if not (task and task.lead) and not _SUPPORT.search(question.text) else None
    )
    if heading is not None:
        return heading
    named = [
        a
        for a in find_agencies(statement.text)
        if not any(same_agency(a.value, q.value) for q in question.agencies)
    ]
    if len({fold(a.value) for a in named}) == 1 and not _SUPPORT.search(question.text):
        return named[0].value, (passage(statement),)
    return None


def _agency_above(statement: Statement) -> tuple[str, tuple[Quote, ...]] | None:
    """Return the agency that the nearest heading names as the one to act ("- Chỉ đạo Sở X:", "1. Sở Y:")."""
    document = statement.document
    if find_agencies(statement.text):
        return None
    for node in reversed(document.ancestors(statement.provision)):
        text = document.text[node.start : node.own_end].strip()
        named = find_agencies(text)
        if text.endswith(":") and len({a.id for a in named}) == 1:
            return named[0].value, (passage(statement), quote(document, node))
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
            if shown.end - node.start <= 700:  # 700: heading and bullet still read as one passage
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
        values = [m[0].strip(" .,") for m in MONEY_VALUE.finditer(statement.text)]
    elif unit.startswith(("phần trăm", "%")) or "tỷ lệ" in question.text:
        values = [m[0].strip() for m in _PERCENT.finditer(statement.text)]
    elif unit:
        pattern = re.compile(_UNITED.format(unit=unit_pattern(unit)), re.I)
        values = [m[0].strip() for m in pattern.finditer(statement.text)]
    else:
        values = []
    return (_spaced(values[0]), (passage(statement),)) if len(set(values)) == 1 else None


def _spaced(value: str) -> str:
    """Put a blank between a figure and its unit ("255.053,9ha")."""
    return re.sub(r"(\d)(?=[^\W\d_]{1,3}\d?(?:/|$|\s))", r"\1 ", value)


def _one(pattern: re.Pattern[str], statement: Statement) -> tuple[str, tuple[Quote, ...]] | None:
    values = list(dict.fromkeys(m[0].strip() for m in pattern.finditer(statement.text)))
    return (values[0], (passage(statement),)) if len(values) == 1 else None


_READERS = (
    (Focus.WHO, _who), (Focus.PERIOD, _period), (Focus.WHEN, _when), (Focus.HOW_LONG, lambda s, q: _recurring(s)),
    (Focus.HOW_MUCH, _how_much), (Focus.CLASS, lambda s, q: _one(CLASS, s)), (Focus.FORM, lambda s, q: _one(FORM, s)),
    (Focus.DOCUMENT, lambda s, q: _one(DOC_NUMBER, s)),
)  # fmt: skip
