"""The short answer inside a passage: who, when, how much."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

from assistant.question import Question, topic
from corpus.agencies import find_agencies, same_agency
from corpus.model import Document, Provision
from corpus.references import in_document_name
from corpus.text import fold, parse_periods, squeeze, strip_diacritics
from index import strip, syllables

_SENTENCE = re.compile(r"(?<=[.;?!…])\s+|\n+")
_AMOUNT = re.compile(
    r"(?<![\w/.,-])(?:(?:ít nhất|tối thiểu|tối đa|không quá|trên|dưới|đạt|từ|khoảng)\s+)?"
    r"\d+(?:[.,]\d+)*(?:\s*[-–]\s*\d+(?:[.,]\d+)*)?(?:\s*\([^()\d]{2,30}\))?\s?(?P<unit>%|[^\W\d_]+(?:/[^\W\d_]+)*)?"
)
# What stands before a body that does not act itself: it is reported to, asked, joined in, or owns something.
_ACTED_ON = re.compile(
    r"(?<!\w)(?:báo cáo|gửi|trình|với|cùng|phối hợp|theo đề nghị của|ý kiến của|tại|cho|tới|đến|\d+\s+của)\s+$",
    re.I,
)
_DUTY = re.compile(
    r"\W*(?:điều \d+\W+)?(?:\w{1,3}[.)]\s*)?(?:trách nhiệm|nhiệm vụ)(?: \w+){0,4}? của (?=\S)", re.I
)
_MONEY = frozenset({"tiền", "đồng", "triệu", "tỷ", "nghìn", "usd"})


@dataclass(frozen=True, slots=True)
class Short:
    """The value that answers, verbatim or the name of an agency, and the sentence that holds it."""

    value: str
    start: int
    end: int


def sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the spans of the sentences and lines of a passage, without blanks at their ends."""
    spans, at = [], start
    for cut in [*(m.span() for m in _SENTENCE.finditer(text, start, end)), (end, end)]:
        left = at + len(text[at : cut[0]]) - len(text[at : cut[0]].lstrip())
        right = at + len(text[at : cut[0]].rstrip())
        if re.search(r"\w", text[left:right]):
            spans.append((left, right))
        at = cut[1]
    return spans


def overlap(question: str, text: str) -> float:
    """Return the share of the question's topic syllables, and half as much of their pairs, that a text holds."""
    asked = [strip_diacritics(w) for w in topic(question)]
    words = [strip(t) for t in syllables(text)]
    held, pairs = set(words), set(itertools.pairwise(words))
    mine = list(itertools.pairwise(asked))
    single = sum(w in held for w in set(asked)) / (len(set(asked)) or 1)
    double = sum(p in pairs for p in mine) / (len(mine) or 1)
    return single + 0.5 * double


def best_sentence(question: str, document: Document, start: int, end: int) -> tuple[int, int]:
    """Return the sentence of a passage that shares most with the question."""
    spans = sentences(document.text, start, end) or [(start, end)]
    return max(spans, key=lambda s: overlap(question, document.text[s[0] : s[1]]))


def short_value(
    question: Question, document: Document, provision: Provision | None, start: int, end: int
) -> Short | None:
    """Return the value that answers a question inside a passage, or None where none is certain."""
    left, right = best_sentence(question.own, document, start, end)
    kind = question.kind
    if kind == "who":
        return _who(question, document, provision, left, right)
    if kind == "when":
        return _when(question, document, left, right)
    if kind == "how_much":
        return _amount(question, document, left, right)
    return None


def _who(
    question: Question, document: Document, provision: Provision | None, left: int, right: int
) -> Short | None:
    for task in document.tasks:
        if (
            task.lead
            and task.start < right
            and left < task.end
            and min(right, task.end) - max(left, task.start) > 20
        ):
            names = list(dict.fromkeys(m.value for m in task.lead))
            if not any(same_agency(a.value, n) for a in question.agencies for n in names):
                return Short(", ".join(names), task.lead[0].start, task.lead[0].end)
    found = _dutiful(question, document, provision) or _others(question, document.text[left:right], left)
    if found:
        return found
    for parent in reversed(document.ancestors(provision)) if provision else ():
        head = document.text[parent.start : min(parent.own_end, parent.start + 220)]
        found = _others(question, head, parent.start)
        if found:
            return found
    return None


def _dutiful(question: Question, document: Document, provision: Provision | None) -> Short | None:
    """Return the body whose duties a provision or the one above it is headed by: "1. Trách nhiệm của Sở Xây dựng"."""
    for place in (provision, *reversed(document.ancestors(provision))) if provision else ():
        head = document.text[place.start : place.head_end]
        duty = _DUTY.match(head)
        found = _others(question, head[duty.end() :], place.start + duty.end()) if duty else None
        if found:
            return found
    return None


def _others(question: Question, text: str, at: int) -> Short | None:
    """Return the first agency of a text that the question does not name itself."""
    for mention in find_agencies(text):
        issued = in_document_name(text, mention.start, mention.end)  # a document that is named
        if issued or _ACTED_ON.search(text, 0, mention.start):
            continue
        if not any(same_agency(a.value, mention.value) for a in question.agencies):
            return Short(mention.value, at + mention.start, at + mention.end)
    return None


def _when(question: Question, document: Document, left: int, right: int) -> Short | None:
    for task in document.tasks:
        if (
            task.deadline
            and task.start < right
            and left < task.end
            and min(right, task.end) - max(left, task.start) > 20
        ):
            return Short(squeeze(task.deadline.value), task.deadline.start, task.deadline.end)
    text = document.text[left:right]
    asked = {p.norm or p.label for p in question.periods}
    new = [
        p
        for p in parse_periods(text)
        if p.norm and p.norm not in asked and not in_document_name(text, p.start, p.end)
    ]
    if len(new) != 1:
        return None
    return Short(squeeze(text[new[0].start : new[0].end]), left + new[0].start, left + new[0].end)


def _amount(question: Question, document: Document, left: int, right: int) -> Short | None:
    """Return the one amount of a sentence whose unit is the one that is asked for."""
    text = document.text[left:right]
    asked = re.search(r"(?:bao nhiêu|mấy|bao nhieu|may)\s+(phần trăm|%|\w+)", fold(question.own))
    if not asked:
        return None
    unit = "%" if asked[1] in {"phần trăm", "%", "phần"} else asked[1]
    wanted = _MONEY if unit in _MONEY else {unit}
    found = [m for m in _AMOUNT.finditer(text) if m["unit"] and fold(m["unit"]) in wanted]
    if len(found) != 1:
        return None
    return Short(squeeze(found[0][0]), left + found[0].start(), left + found[0].end())
