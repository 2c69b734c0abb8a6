"""All tasks of an agency, complete and counted: "Sở Nội vụ được giao những việc gì?"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.draft import Draft, Line, LineKind, Quote
from assistant.model import Reason, Status
from assistant.question import Question, topic
from assistant.register.register import covers, is_agency
from corpus.evidence import document_line
from corpus.header import short_name
from corpus.model import Document, Provision, Task
from corpus.text import fold, squeeze, strip_diacritics

_ROLES = (("chủ trì", "lead"), ("phối hợp", "support"), ("theo dõi", "monitor"))
_MOST = 20  # tasks shown before the link to the register
_WORK = (
    "nhiệm vụ",
    "việc",
    "được giao",
    "giao cho",
    "giao gì",
    "trách nhiệm",
    "làm gì",
    "chủ trì",
    "phối hợp",
    "theo dõi",
)
_OTHER_WORDS = (
    "thực hiện", "triển khai", "liệt kê", "danh sách", "tất cả", "toàn bộ", "công việc", "phân công", "nội dung",
    "văn bản", "theo", "này", "đầy đủ", "kể", "tên", "cụ thể",
)  # fmt: skip
_SAID = 2  # syllables that name a matter: the shortest word of Vietnamese that is a subject


def asks_for_tasks(question: Question) -> bool:
    """Say whether the work of an agency is asked for: an agency is named, and work, and no value of it."""
    text = fold(question.own)
    work = any(f" {w} " in f" {text.strip(' ?.')} " for w in _WORK)
    other = re.search(
        r"(?<!\w)(?:ai|khi nào|bao giờ|bao nhiêu|mấy|bao lâu|ngày nào|sở nào|cơ quan nào|đơn vị nào)(?!\w)",
        text,
    )
    choice = len(question.agencies) > 1 and re.search(r"(?<!\w)hay(?!\w)", text)  # one of two is asked for
    wished = question.want("yes_no", "when", "how_much") < 0.5  # 0.5: all other wishes together are likelier
    return bool(question.agencies) and work and not other and not choice and wished


def _matter(question: Question, documents: Sequence[Document]) -> list[str]:
    """Return the syllables that say which work is meant: no agency, no word for work, no name of a document."""
    known = set(re.findall(r"\w+", strip_diacritics(" ".join((*_WORK, *_OTHER_WORDS)))))
    for agency in question.agencies:
        known |= set(
            re.findall(r"\w+", strip_diacritics(f"{agency.value} {question.own[agency.start : agency.end]}"))
        )
    for document in documents:
        known |= set(re.findall(r"\w+", strip_diacritics(document_line(document))))
    said = [strip_diacritics(w) for w in topic(question.own)]
    return [w for w in said if w not in known and not w.isdigit()]


def asks_for_deadlines(question: Question) -> bool:
    """Say whether it is asked by when an agency has to do its work as a whole."""
    return bool(question.agencies) and "nhiệm vụ" in fold(question.own) and question.kind == "when"


def tasks_draft(question: Question, documents: Sequence[Document]) -> Draft | None:
    """Return the tasks of the agencies that a question names, those given to all agencies apart."""
    named = [a.value for a in question.agencies]
    roles = [attribute for word, attribute in _ROLES if word in fold(question.own)] or [r for _, r in _ROLES]
    by_when = asks_for_deadlines(question)
    matter = [] if by_when else _matter(question, documents)  # a deadline is asked of all its work
    own: list[tuple[Document, Task, Provision]] = []
    general: list[tuple[Document, Task, Provision]] = []
    for document in documents:
        for task in document.tasks:
            held = [m.value for role in roles for m in getattr(task, role)]
            provision = document.provision(task.provision)
            if provision is None or not held or (by_when and task.deadline is None):
                continue
            if len(matter) >= _SAID and not _speaks_of(matter, document, task, provision):
                continue
            if any(is_agency(h, named) for h in held):
                own.append((document, task, provision))
            elif any(covers(h, n) for h in held for n in named):
                general.append((document, task, provision))
    if not own and not general:
        return None
    lines: list[Line] = []
    who = ", ".join(named)
    count = f"Có {len(own)} nhiệm vụ" if own else "Không có nhiệm vụ giao riêng"
    first = tuple(_quote(*row) for row in own[:_MOST]) or tuple(_quote(*row) for row in general[:_MOST])
    lines.append(
        Line(
            f"**{count} cho {who}:**" if own else f"**{count} cho {who}; có nhiệm vụ giao chung:**",
            first,
            LineKind.PLACE,
        )
    )
    if by_when:
        lines += [_due(*row) for row in own[:_MOST]]
    lines += [_line(n, *row) for n, row in enumerate(own[:_MOST], 1)]
    if len(own) > _MOST:
        lines.append(
            Line(f"{len(own)} nhiệm vụ; {_MOST} dòng đầu, xem đủ trong bảng Nhiệm vụ.", (), LineKind.NOTE)
        )
    if general:
        if own:
            lines.append(Line("**Nhiệm vụ giao chung**", (), LineKind.NOTE))
        lines += [_line(n, *row) for n, row in enumerate(general[:_MOST], 1)]
    status, reason = (Status.ANSWERED, None) if own else (Status.PARTIAL, Reason.NOT_IN_CORPUS)
    return Draft(tuple(lines), status, reason, about=tuple(documents[:1]))


def _speaks_of(matter: Sequence[str], document: Document, task: Task, provision: Provision) -> bool:
    """Say whether a task, or a heading above it, holds at least half of the syllables that name the matter."""
    above = " ".join(document.text[p.start : p.head_end] for p in document.ancestors(provision))
    words = set(re.findall(r"\w+", strip_diacritics(f"{document.text[task.start : task.end]} {above}")))
    return 2 * sum(w in words for w in matter) >= len(matter)


def _quote(document: Document, task: Task, provision: Provision) -> Quote:
    return Quote(document, provision, task.start, task.end)


def _line(number: int, document: Document, task: Task, provision: Provision) -> Line:
    passage = _quote(document, task, provision)
    place = f"{provision.section}, {short_name(document, document.source)}"
    return Line(f"{number}. “{squeeze(passage.text)}” ({place})", (passage,))


def _due(document: Document, task: Task, provision: Provision) -> Line:
    """Return a deadline, with the words that state it."""
    assert task.deadline is not None, "only tasks with a deadline are asked for"
    at = document.provision_at(task.deadline.start) or provision
    passage = Quote(document, at, task.deadline.start, task.deadline.end)
    return Line(f"**{task.deadline.value}**", (passage,))
