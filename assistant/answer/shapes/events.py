"""When, where, with whom: the facts of a meeting, or of a row of a schedule."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answer import Found
from assistant.answer.passages import passage_lines, place
from assistant.draft import Draft, Line, Quote
from assistant.question import Question
from corpus.model import Document, EventFact, EvidenceKind, Mention
from corpus.text import squeeze, strip_diacritics

_LIKELY = 3  # best pieces of evidence among which the meeting must be
# What is asked of a meeting, without diacritics. Source: the parts of an invitation and of a weekly schedule
# (Nghị định 30/2020/NĐ-CP, Phụ lục III, mẫu 1.10; lịch công tác tuần).
_ASKS = (
    ("place", re.compile(r"(?<!\w)(?:o dau|dia diem|phong nao|hoi truong nao|cho nao|noi nao)(?!\w)")),
    (
        "time",
        re.compile(
            r"(?<!\w)(?:may gio|luc nao|khi nao|bao gio|hom nao|ngay nao|buoi nao|thu may|thoi gian)(?!\w)"
        ),
    ),
    ("chair", re.compile(r"(?<!\w)(?:chu tri|chu toa)(?!\w)")),
    (
        "invited",
        re.compile(r"(?<!\w)(?:thanh phan|duoc moi|moi (?:ai|nhung)|ai (?:du|tham du)|du hop|tham du)(?!\w)"),
    ),
    ("doers", re.compile(r"(?<!\w)(?:trinh bay|chuan bi|bao cao vien)(?!\w)")),
)


def events_draft(question: Question, found: Sequence[Found]) -> Draft | None:
    """Return the facts of the meeting that the best evidence speaks of; None where it speaks of none."""
    text = strip_diacritics(question.own)
    asked = [name for name, pattern in _ASKS if pattern.search(text)]
    if not asked:
        return None
    for f in found[:_LIKELY]:
        event = _at(f)
        if event is None:
            continue
        lines = [line for name in asked for line in _lines(f, event, name)]
        if lines:
            shown = passage_lines(f, question.own) if f.is_row else []
            return Draft((*lines, *shown), about=(f.document,))
    return None


def _at(found: Found) -> EventFact | None:
    """Return the meeting that evidence is about: the unit of a meeting, or a row of a schedule."""
    if found.hit.kind not in (EvidenceKind.EVENT, EvidenceKind.ROW):
        return None
    inside = (e for e in found.document.events if e.start < found.hit.end and found.hit.start < e.end)
    return next(inside, None)


def _lines(found: Found, event: EventFact, name: str) -> list[Line]:
    value = getattr(event, name)
    mentions: tuple[Mention, ...] = value if isinstance(value, tuple) else (value,) if value else ()
    lines: list[Line] = []
    for mention in mentions:
        passage = _line_of(found.document, mention)
        if passage is not None:
            where = f" ({place(found)})" if not lines else ""
            lines.append(Line(f"**{squeeze(mention.value)}**{where}", (passage,)))
    return lines


def _line_of(document: Document, mention: Mention) -> Quote | None:
    """Return the printed line in which a fact stands; of a row the whole row."""
    provision = document.provision_at(mention.start)
    if provision is None:
        return None
    left = document.text.rfind("\n", provision.start, mention.start) + 1 or provision.start
    right = document.text.find("\n", mention.end, provision.end)
    end = provision.end if right < 0 else right
    return Quote(document, provision, max(left, provision.start), end)
