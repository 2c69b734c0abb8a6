"""Who acts: the lead of a task, the agency of a heading, the subject of a sentence, whoever stands after "do"."""

from __future__ import annotations

import re

from assistant.draft import Quote, quote
from assistant.passages import ONE_PASSAGE, passage
from assistant.question import Focus, Question
from assistant.roles_asked import TITLES, asked_roles
from assistant.statements import Statement
from assistant.terms import bag, content_terms
from assistant.values import asked_passive, said_by, subject_of_title
from corpus.agencies.read import AgencyMention, find_agencies, same_agency
from corpus.model import Level, Mention, Task
from corpus.text.normalize import fold


def best_task(statement: Statement, question: Question) -> Task | None:
    """Return the task at a statement that shares most words with the question."""
    terms = content_terms(question.text)
    document = statement.document
    inside = [t for t in statement.tasks if t.lead or t.support or t.deadline]
    return max(
        inside, key=lambda t: sum(x.within(bag(document.text[t.start : t.end])) for x in terms), default=None
    )


def mentions(statement: Statement, found: tuple[Mention, ...]) -> tuple[str, tuple[Quote, ...]] | None:
    """Return the values of mentions in order, each once, with the passages that hold them."""
    names = list(dict.fromkeys(m.value for m in found))
    if not names:
        return None
    quotes = [passage(statement)]
    over = {p.id for p in statement.document.ancestors(statement.provision)}
    for m in found:
        provision = statement.document.provision_at(m.start)
        if (
            provision
            and provision.id in over
            and quotes[0].end - provision.start <= ONE_PASSAGE
            and m.start < quotes[0].start
        ):
            quotes[0] = quote(statement.document, provision, provision.start, quotes[0].end)
        held = any(q.start <= m.start and m.end <= q.end for q in quotes)
        if provision and not held and provision.level is Level.ROW:
            quotes.append(
                quote(statement.document, provision, m.start, m.end)
            )  # a merged cell of a row above
        elif provision and not held:
            quotes.append(quote(statement.document, provision))
    return ", ".join(names), tuple(quotes)


def who_acts(statement: Statement, question: Question) -> tuple[str, tuple[Quote, ...]] | None:
    """Return who does what is asked, in the document's words, None when there is more than one reading."""
    task = best_task(statement, question)
    roles = asked_roles(question.text)
    if task and (set(roles) - {"lead"} or statement.provision.level is Level.ROW):
        return _by_roles(statement, task, roles or ("lead",))
    if task and task.lead and not _all_asked(task.lead, question):
        return None if task.generic_assignee and _ends_list(statement) else mentions(statement, task.lead)
    if _ends_list(statement):
        return None
    done_by = named_in_passive(statement, question)
    if done_by is not None:
        return done_by
    heading = _agency_above(statement) if not (task and task.lead) else None
    if heading is not None:
        return heading
    named = [
        a
        for a in find_agencies(statement.text)
        if not any(same_agency(a.value, q.value) for q in question.agencies)
    ]
    if named and _is_subject(statement, named[0], question):
        return named[0].value, (passage(statement),)
    acting = bool(named) and _acts(statement, named[0].start, to_whom=bool(_TO_WHOM.search(question.text)))
    if len({fold(a.value) for a in named}) == 1 and acting and not question.wants(Focus.LIST):
        return named[0].value, (passage(statement),)
    return None


# The words before the one who acts ("do", "giao", "thì", "phối hợp với") and before the one who receives
_GIVEN = re.compile(
    r"(?:(?<!\w)(?:do|giao|giao cho|là|thì|đề nghị|yêu cầu|chỉ đạo|phối hợp với|thuộc về)|:)\s*$"
)
_TO = re.compile(r"(?<!\w)(?:trình|gửi|về|cho|báo cáo)\s*$")
_TO_WHOM = re.compile(
    r"(?:trình|gửi|nộp|báo cáo)(?: [^\W\d]+){0,4}? (?:ai|cơ quan nào|đơn vị nào|sở nào|cấp nào)(?!\w)"
)


def _acts(statement: Statement, at: int, *, to_whom: bool = False) -> bool:
    """Say whether a name stands where the one asked for stands: first, or after "do", "giao", "thì"."""
    before = fold(statement.text[:at])
    if to_whom and _TO.search(before):
        return True
    return _GIVEN.search(before) is not None or not re.search(r"[^\W\d]{2,}", before)


def _by_roles(
    statement: Statement, task: Task, roles: tuple[str, ...]
) -> tuple[str, tuple[Quote, ...]] | None:
    """Return the agencies of the asked roles and of no other; several roles are named apart."""
    parts: list[str] = []
    quotes: list[Quote] = []
    for role in roles:
        found = mentions(statement, getattr(task, role))
        if found:
            parts.append(found[0] if len(roles) == 1 else f"{TITLES[role]}: {found[0]}")
            quotes += [q for q in found[1] if q not in quotes]
    return ("; ".join(parts), tuple(quotes)) if parts else None


def _agency_above(statement: Statement) -> tuple[str, tuple[Quote, ...]] | None:
    """Return the agency that the nearest heading names as the one to act ("- Chỉ đạo Sở X:", "1. Sở Y:")."""
    document = statement.document
    if any(_acts(statement, a.start) for a in find_agencies(statement.text)):
        return None
    for node in reversed(document.ancestors(statement.provision)):
        text = document.text[node.start : node.own_end].strip()
        named = find_agencies(text)
        if text.endswith(":") and len({a.id for a in named}) == 1:
            shown = passage(statement)
            if shown.end - node.start <= ONE_PASSAGE:
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


def _ends_list(statement: Statement) -> bool:
    """Say whether a statement begins with the general end of a list of names ("…; các tổ chức, cá nhân có liên quan …")."""
    before = statement.document.text[statement.provision.start : statement.start].rstrip()
    first = find_agencies(statement.text)[:1]
    opens = bool(first) and not re.search(r"[^\W\d]{2,}", statement.text[: first[0].start])
    return before.endswith(";") and opens and first[0].kind == "generic"


# "Cơ quan nào cấp tài khoản …?": the asked one is the subject, the verb follows
_SUBJECT_ASKED = re.compile(
    r"^(?:ai|(?:cơ quan|đơn vị|sở|bộ|cấp|tổ chức) nào)\s+(?:(?:sẽ|phải|được|có quyền|có trách nhiệm|có thẩm quyền)\s+)*([^\W\d]+)"
)


def _is_subject(statement: Statement, named: AgencyMention, question: Question) -> bool:
    """Say whether a statement begins with the agency and goes on with the verb that is asked."""
    asked = _SUBJECT_ASKED.match(question.text)
    opens = not re.search(r"[^\W\d]{2,}", fold(statement.text[: named.start]))
    if not asked or not opens or question.wants(Focus.LIST):
        return False
    return (
        re.search(rf"(?<!\w){re.escape(asked[1])}(?!\w)", fold(statement.text[named.end : named.end + 80]))
        is not None
    )


def named_in_passive(statement: Statement, question: Question) -> tuple[str, tuple[Quote, ...]] | None:
    """Return who does it where the statement says "do … bổ nhiệm" for "do ai bổ nhiệm"."""
    verb = asked_passive(question.text)
    text = " ".join(statement.text.split())
    found = said_by(text, verb) if verb else None
    return (found, (passage(statement),)) if found else None
