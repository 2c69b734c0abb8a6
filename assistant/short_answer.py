"""The value that answers, read from a statement or from the facts attached to it; None when unsure.

Only values with one reading are given: two numbers in a sentence leave the choice to the reader.
"""

from __future__ import annotations

import re

from assistant.draft import Line, LineKind, Quote, quote
from assistant.passages import ONE_PASSAGE, passage
from assistant.question import Focus, Question
from assistant.statements import Statement
from assistant.table_answer import cell_asked
from assistant.terms import bag, content_terms
from assistant.values import (
    CLASS,
    DOC_NUMBER,
    FORM,
    MONEY,
    MONEY_VALUE,
    unit_pattern,
)
from assistant.who_acts import best_task, mentions, who_acts
from corpus.model import Level, Mention
from corpus.text.normalize import fold
from corpus.text.period_readings import PeriodKind
from corpus.text.periods import parse_periods

_PERCENT = re.compile(r"(?:trên |dưới |tối thiểu |ít nhất |khoảng )?\d+(?:[.,]\d+)*\s*%", re.I)
_UNITED = r"(?:(?:tối thiểu(?: là)?|ít nhất(?: là)?|không quá|trên|dưới|khoảng)\s+)?\d[\d.,]*\s*(?:\([^)]*\)\s*)?{unit}(?:/\w+)*"


def short_answer(statement: Statement, question: Question) -> tuple[str, tuple[Quote, ...]] | None:
    """Return the value in the document's words and the passages that hold it, or None."""
    if question.wants(Focus.WHO) and question.wants(Focus.WHEN):
        who, when = who_acts(statement, question), _when(statement, question)
        if who and when:
            return f"{who[0]}; thời hạn: {when[0]}", tuple(dict.fromkeys((*who[1], *when[1])))
    if question.wants(*BOUND) and unmet_condition(statement, question):
        return None
    for kind, read in _READERS:
        if question.wants(kind):
            found = read(statement, question)
            if found:
                return found
    return None


BOUND = (Focus.WHEN, Focus.HOW_LONG, Focus.HOW_MUCH)
# "Trường hợp … thì …", "Đối với …, …": what follows holds only then
_CONDITION = re.compile(
    r"\W*(?:[a-zđ]\)|\d+\.|-|\+)?\s*(?:trường hợp|nếu|đối với|khi)\s+([^;.]{8,250}?(?= thì )|[^,;.]{8,200})",
    re.I,
)


def unmet_condition(statement: Statement, question: Question) -> bool:
    """Say whether a statement holds in a case only that the question does not name."""
    document, provision = statement.document, statement.provision
    for start in dict.fromkeys((provision.start, statement.start)):
        found = _CONDITION.match(document.text, start, statement.end)
        case = [t for t in content_terms(fold(found[1])) if not t.pair] if found else []
        asked = {key for t in question.all_terms for key in t.keys}
        if case and sum(t.text in asked for t in case) < len(case) / 2:
            return True
    return False


def _when(statement: Statement, question: Question) -> tuple[str, tuple[Quote, ...]] | None:
    own = [
        p
        for p in parse_periods(statement.text)
        if p.kind is not PeriodKind.REFERENCE
        and (p.label not in {q.label for q in question.periods} or not p.label)
    ]
    if len(own) == 1:
        return _counted_from(own[0].text, statement), (passage(statement),)
    task = best_task(statement, question)
    if task and task.deadline and (not own or _ABOUT_WORK.search(question.text)):
        return _with_deadline(statement, task.deadline)
    return None


def _counted_from(text: str, statement: Statement) -> str:
    """Return a time limit without a start that breaks off in the middle of a name ("… kể từ ngày cơ quan, đơn vị …")."""
    at = statement.text.find(text)
    broken = " kể từ" in text and at >= 0 and statement.text[at + len(text) :][:1] not in ("", ".", ";", ")")
    return text[: text.index(" kể từ")] if broken else text


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


def due_line(statement: Statement, question: Question) -> list[Line]:
    """Return the deadline of the work that a "who" is answered with, and that no "chủ trì" is written where none is."""
    task = best_task(statement, question)
    if not question.wants(Focus.WHO) or task is None or not task.lead:
        return []
    lines = []
    if "chủ trì" in question.text and "chủ trì" not in fold(statement.document.own_text(statement.provision)):
        lines.append(
            Line("Văn bản không ghi “chủ trì”; nhiệm vụ giao cho cơ quan nêu trên.", (), LineKind.NOTE)
        )
    if task.deadline is not None and not question.wants(Focus.WHEN):
        said, quotes = _with_deadline(statement, task.deadline)
        lines.append(Line(f"Thời hạn: **{' '.join(said.split())}**", quotes))
    return lines


def _product(statement: Statement, question: Question) -> tuple[str, tuple[Quote, ...]] | None:
    task = best_task(statement, question)
    return mentions(statement, (task.product,)) if task and task.product else None


def _recurring(statement: Statement) -> tuple[str, tuple[Quote, ...]] | None:
    """Return how often, where the statement says it once."""
    often = [
        p.text + (_EVERY.match(statement.text, p.end) or [""])[0]
        for p in parse_periods(statement.text)
        if p.kind is PeriodKind.RECURRING
    ]
    return (often[0], (passage(statement),)) if len(often) == 1 else None


_EVERY = re.compile(r"\s+\d+\s+(?:ngày|tuần|tháng|quý|năm)(?!\w)")  # "định kỳ" + " 03 tháng"


def _period(statement: Statement, question: Question) -> tuple[str, tuple[Quote, ...]] | None:
    document = statement.document
    for node in (statement.provision, *reversed(document.ancestors(statement.provision))):
        text = statement.text if node is statement.provision else document.text[node.start : node.own_end]
        periods = [p for p in parse_periods(text) if p.label]
        if len({p.label for p in periods}) == 1:
            shown = passage(statement)
            if node is statement.provision:
                return periods[0].text, (shown,)
            if shown.end - node.start <= ONE_PASSAGE:
                return periods[0].text, (quote(document, node, node.start, shown.end),)
            return periods[0].text, (shown, quote(document, node))
    return None


def _how_much(statement: Statement, question: Question) -> tuple[str, tuple[Quote, ...]] | None:
    unit = question.unit or ""
    if statement.provision.level is Level.ROW:
        return cell_asked(statement, question)
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
    (Focus.WHO, who_acts), (Focus.PERIOD, _period), (Focus.WHEN, _when), (Focus.HOW_LONG, lambda s, q: _recurring(s)),
    (Focus.HOW_MUCH, _how_much), (Focus.CLASS, lambda s, q: _one(CLASS, s, q)), (Focus.FORM, lambda s, q: _one(FORM, s, q)),
    (Focus.DOCUMENT, lambda s, q: _one(DOC_NUMBER, s, q)),
)  # fmt: skip
