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
_WHO = re.compile(
    r"(?<!\w)(?:ai|(?P<head>co quan|don vi|so|bo|ban|phong|cuc|chi cuc|ben|cap|to chuc|nguoi|uy ban|trung tam)"
    r" nao)(?!\w)"
)
_OBJECT = re.compile(
    r"(?<!\w)(?:voi|gui|cho|den|toi|bao cao|trinh|cua) (?:cac |nhung )?$"
)  # before the word that asks
_KINDS = frozenset(
    {"so", "bo", "ban", "phong", "cuc", "trung tam"}
)  # bodies whose name begins with their kind
_OF_ALL = re.compile(r"^\s*(?:các|những|mọi|mỗi)\s+", re.I)
_NEAR_WORDS = 8  # syllables behind a body within which the verb of its own clause stands
_NUMBERING = 8  # characters of "Điều 12." beside the marker, blanks and quotation marks
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
    """Return the body that does what is asked about: lead of a task, named over its duties, or before its verb."""
    plain = strip_diacritics(question.own)
    asked = _WHO.search(plain)
    if asked is None or _OBJECT.search(plain, 0, asked.start()):
        return None  # "gửi cho ai" asks for no one who acts
    for task in document.tasks:
        if (
            task.lead
            and task.start < right
            and left < task.end
            and min(right, task.end) - max(left, task.start) > 20
        ):
            names = list(dict.fromkeys(m.value for m in task.lead))
            if all(_may_be(question, asked["head"], n) for n in names):
                return Short(", ".join(names), task.lead[0].start, task.lead[0].end)
    act = [strip_diacritics(w) for w in topic(question.own[asked.end() :])][:2]
    mentions = [*_dutiful(document, provision), *_acting(document.text[left:right], left, act)]
    for parent in reversed(document.ancestors(provision)) if provision else ():
        mentions += _heading(document, parent)
    return next((m for m in mentions if _may_be(question, asked["head"], m.value)), None)


def _may_be(question: Question, head: str | None, name: str) -> bool:
    """Say whether a body can be the one that is asked for: named in full, of that kind, not in the question."""
    words = re.findall(r"\w+", strip_diacritics(name))
    named = all(len(_OF_ALL.sub("", p).split()) > 1 for p in name.split(","))
    own = any(same_agency(a.value, name) for a in question.agencies)
    return named and not own and (head not in _KINDS or head in words)


def _dutiful(document: Document, provision: Provision | None) -> list[Short]:
    """Return the bodies whose duties a provision or one above it is headed by: "1. Trách nhiệm của Sở Xây dựng"."""
    found: list[Short] = []
    for place in (provision, *reversed(document.ancestors(provision))) if provision else ():
        duty = _DUTY.match(document.text[place.start : place.head_end])
        if duty:
            found += _bodies(
                document.text[place.start + duty.end() : place.head_end], place.start + duty.end()
            )[:1]
    return found


def _acting(text: str, at: int, act: list[str]) -> list[Short]:
    """Return the bodies of a sentence that stand right before the verb that is asked about, or behind its "do"."""
    found: list[Short] = []
    for body in _bodies(text, at):
        behind = re.findall(r"\w+", strip_diacritics(text[body.end - at :]))[:_NEAR_WORDS]
        before = strip_diacritics(text[: body.start - at])
        passive = before.rstrip().endswith(" do") and (not act or act[-1] in re.findall(r"\w+", before))
        if passive or (act and all(w in behind for w in act)):
            found.append(body)
    return found


def _heading(document: Document, parent: Provision) -> list[Short]:
    """Return the body that a heading or the words over a list begin with: "1. Sở Nội vụ có trách nhiệm:"."""
    head = document.text[parent.start : min(parent.own_end, parent.start + 220)]  # 220: words over a list
    marker = len(parent.marker)
    return [b for b in _bodies(head, parent.start)[:1] if b.start - parent.start <= marker + _NUMBERING]


def _bodies(text: str, at: int) -> list[Short]:
    """Return the bodies of a text, without issuers of documents that are named and those that are acted on."""
    return [
        Short(m.value, at + m.start, at + m.end)
        for m in find_agencies(text)
        if not in_document_name(text, m.start, m.end) and not _ACTED_ON.search(text, 0, m.start)
    ]


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
