"""Statements ranked by how much of the question they say, and whether they hold the kind of value asked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from assistant.question import Focus, Question
from assistant.statements import Pool, Statement
from assistant.terms import Term, Weights
from corpus.agencies import find_agencies
from corpus.model import Level
from corpus.normalize import fold
from corpus.periods import PeriodKind, parse_periods

# What a term counts when it stands not in the statement but around it.
_NEAR, _ABOVE, _TITLE = 0.85, 0.7, 0.45  # tuned on the development questions; the order is what matters

_MIX = 0.6  # weight of the coverage with surroundings against the statement's own words
_CONCISE = 0.06  # of two that say the same, the one that says nothing else
_KEPT = 60  # statements that are looked at closely
_CHECKED = 25  # of these, those whose values are read

_NUMBER = re.compile(r"(?<![\w/.\-])\d+(?:[.,]\d+)*(?![\w]*/)")
_WORD_NUMBER = re.compile(r"(?<!\w)(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)\s+(?:phần|lần|người|loại|tiêu)")
_SPAN = re.compile(
    r"(?<!\w)(?:\d+|một|hai|ba|mỗi|hàng|hằng)\s*(?:\([^)]*\)\s*)?(?:ngày|tháng|năm|giờ|tuần|lần|quý|kỳ|phút)"
)
_DOC_NUMBER = re.compile(r"\d+\s*(?:/\s*\d{4}\s*)?[/-]\s*[A-ZĐa-zđ]{1,}[\w-]*")
_FORM = re.compile(r"(?<!\w)(?:[A-ZĐ]{1,3}-\d{1,3}|(?:[Bb]iểu )?[Mm]ẫu số \w+)(?!\w)")  # "BM-02", "Mẫu số 01a"
_CLASS = re.compile(r"(?:loại|hạng|cấp|bậc)\s+(?:đặc biệt|[IVX]+|\d)", re.I)
_DOC_TYPE = {"nghị quyết": "nq", "quyết định": "qđ", "nghị định": "nđ", "thông tư": "tt", "chỉ thị": "ct", "tờ trình": "ttr",
             "thông báo": "tb", "kế hoạch": "kh", "kết luận": "kl", "báo cáo": "bc", "chương trình": "ctr", "luật": "qh"}  # fmt: skip
_TYPE_ASKED = re.compile(rf"({'|'.join(_DOC_TYPE)})\s+(?:nào|gì|số mấy|số bao nhiêu|là số)")
_MONEY = {"tiền", "kinh phí", "đồng", "tỷ", "triệu", "nghìn"}
_MONEY_VALUE = re.compile(r"\d[\d.,]*\s*(?:nghìn |triệu |tỷ )?(?:đồng|tỷ|triệu|USD)", re.I)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A statement and how well it answers.

    `coverage` is the share of the question's weight that the statement or its surroundings say
    (0 to 1); `own` the share in the statement itself; `typed` whether it holds a value of the kind
    asked; `missing` the terms found nowhere around it.
    """

    statement: Statement
    score: float
    coverage: float
    own: float
    typed: bool
    missing: tuple[Term, ...]


def typed(statement: Statement, question: Question) -> bool:
    """Say whether a statement, or a fact read from it, holds a value of every kind that is asked."""
    checks = [check(statement, question) for kind, check in _TYPED if question.wants(kind)]
    return all(checks)


def _who(statement: Statement, question: Question) -> bool:
    document = statement.document
    heads = (document.text[p.start : p.own_end].strip() for p in document.ancestors(statement.provision))
    if any(h.endswith(":") and find_agencies(h) for h in heads):
        return True
    return any(t.lead or t.support or t.monitor for t in statement.tasks) or bool(find_agencies(statement.text))


def _when(statement: Statement, question: Question) -> bool:
    dated = any(p.kind is not PeriodKind.REFERENCE for p in parse_periods(statement.text))
    return dated or any(t.deadline for t in statement.tasks) or bool(_SPAN.search(fold(statement.text)))


def _how_long(statement: Statement, question: Question) -> bool:
    if _SPAN.search(fold(statement.text)):
        return True
    kinds = (PeriodKind.RECURRING, PeriodKind.CONTINUOUS)
    return any(p.kind in kinds for p in parse_periods(statement.text))


def _period(statement: Statement, question: Question) -> bool:
    document = statement.document
    heads = (document.text[p.start : p.own_end] for p in (*document.ancestors(statement.provision), statement.provision))
    return any(parse_periods(h) for h in heads)


def _how_much(statement: Statement, question: Question) -> bool:
    text = _body(statement)
    unit = question.unit or ""
    if any(unit.startswith(m) for m in _MONEY) or "tiền" in question.text.split():
        return bool(_MONEY_VALUE.search(text))
    if unit.startswith(("phần trăm", "%")) or "tỷ lệ" in question.text:
        return "%" in text or "phần trăm" in text or "phần" in text
    if unit and unit.split()[0] not in _NO_UNIT:
        return bool(re.search(counted(unit), fold(text)))
    return bool(_NUMBER.search(text)) or bool(_WORD_NUMBER.search(fold(text)))


_NO_UNIT = frozenset("là thì trở cho để và hay được phải theo đối với vào từ đến một của trong khi nếu so".split())
_UNITS = {"mét": "(?:mét|m)", "héc": "(?:héc|ha)", "hecta": "ha", "kilomet": "(?:km|kilomet)", "cây": "(?:cây|km)"}
_FIGURE = r"(?:\d[\d.,]*|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)"


def unit_pattern(unit: str) -> str:
    """Return a pattern for the first word of a unit in its usual spellings."""
    return _UNITS.get(unit.split()[0], re.escape(unit.split()[0]))


def counted(unit: str) -> str:
    """Return a pattern for a figure with a unit up to four words behind it ("hai phần ba tổng số thành viên")."""
    head = unit_pattern(unit)
    return rf"(?<![\w/]){_FIGURE}\s*(?:\([^)]*\)\s*)?(?:[^\W\d]+\s+){{0,4}}?{head}(?!\w)"


def _document(statement: Statement, question: Question) -> bool:
    numbers = _DOC_NUMBER.findall(statement.text)
    asked = _TYPE_ASKED.search(question.text)
    if not asked or not numbers:
        return bool(numbers) or "Nghị quyết" in statement.text or "Luật" in statement.text
    kind = _DOC_TYPE[asked[1]]
    return any(kind in fold(n) for n in numbers) or asked[1] in fold(statement.text)


def _form(statement: Statement, question: Question) -> bool:
    return bool(_FORM.search(statement.text))


def _class(statement: Statement, question: Question) -> bool:
    return bool(_CLASS.search(statement.text))


def _person(statement: Statement, question: Question) -> bool:
    return False  # names of persons stand in the signature only, which the fields answer


_TYPED = (
    (Focus.WHO, _who), (Focus.WHEN, _when), (Focus.HOW_LONG, _how_long), (Focus.PERIOD, _period), (Focus.HOW_MUCH, _how_much),
    (Focus.DOCUMENT, _document), (Focus.FORM, _form), (Focus.CLASS, _class), (Focus.PERSON, _person),
)  # fmt: skip


def _body(statement: Statement) -> str:
    """Return the statement without its printed marker, whose number is no value."""
    provision = statement.provision
    text = statement.text
    return text[len(provision.marker) :] if statement.start == provision.start else text


def rank(question: Question, pools: Sequence[Pool], boost: dict[str, float] | None = None) -> list[Evidence]:
    """Return the best statements by score, best first.

    Args:
        question: what is asked.
        pools: candidate statements by document; the weights of terms are counted over all of them.
        boost: factor by document id or provision id, around 1.0.
    """
    weights = weights_over(pools)
    terms = [(t, w) for t in question.all_terms if (w := weights.of(t)) > 0]
    total = sum(w for _, w in terms) or 1.0
    found: list[Evidence] = []
    for pool in pools:
        coverage, own = _cover(pool, terms, total)
        base = _MIX * coverage + (1 - _MIX) * own  # own words decide between neighbours that share their headings
        for at in np.argsort(-base)[:_KEPT]:
            found.append(_evidence(pool.statements[at], question, terms, float(coverage[at]), float(own[at]), boost or {}))
    found = sorted((e for e in found if _worth(e.statement)), key=lambda e: (-e.score, e.statement.start))[:_KEPT]
    return [replace(e, typed=typed(e.statement, question)) if n < _CHECKED else e for n, e in enumerate(found)]


def weights_over(pools: Sequence[Pool]) -> Weights:
    """Return the weights of terms over all statements of some pools."""
    return Weights([p.counts for p in pools], sum(len(p.statements) for p in pools))


def _cover(pool: Pool, terms: Sequence[tuple[Term, float]], total: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return for each statement the share of the weight that it or its surroundings say, and that it says itself."""
    n = len(pool.statements)
    coverage, own = np.zeros(n), np.zeros(n)
    for term, weight in terms:
        level = np.full(n, _TITLE if term.within(pool.title) else 0.0)
        level = np.maximum(level, _at(pool.above, term, len(pool.parent_of))[pool.parent_of] * _ABOVE)
        level = np.maximum(level, _at(pool.near, term, len(pool.provision_of))[pool.provision_of] * _NEAR)
        mine = _at(pool.own, term, n)
        coverage += weight * np.maximum(level, mine)
        own += weight * mine
    return coverage / total, own / total


def _at(postings: dict[str, NDArray[np.int32]], term: Term, size: int) -> NDArray[np.float64]:
    out = np.zeros(size)
    for key in term.keys:
        found = postings.get(key)
        if found is not None:
            out[found] = 1.0
    return out


def _evidence(
    statement: Statement,
    question: Question,
    terms: Iterable[tuple[Term, float]],
    coverage: float,
    own: float,
    boost: dict[str, float],
) -> Evidence:
    around = (statement.own, statement.near, statement.above, statement.title)
    missing = tuple(t for t, _ in terms if not any(t.within(words) for words in around))
    score = (_MIX * coverage + (1 - _MIX) * own) * _shape(statement, question)
    words = {w for w in statement.own if w[:1] != "~" and " " not in w}
    said = sum(1 for t, _ in terms if not t.pair and t.within(statement.own))
    score *= 1 + _CONCISE * min(1.0, said / (len(words) or 1))
    score *= boost.get(statement.document.id, 1.0) * boost.get(statement.provision.id, 1.0)
    return Evidence(statement, score, coverage, own, False, missing)


_GATHERS = re.compile(r"(?:gồm|sau đây|như sau|sau)\s*:?\s*$")
_BOUND = re.compile(r"chậm nhất|muộn nhất|trước ngày|trước khi|thời hạn|trong (?:thời )?hạn|hoàn thành")
_ASKS_BOUND = re.compile(r"chậm nhất|muộn nhất|hạn|trước (?:ngày|thời)|mấy ngày|bao nhiêu ngày|bao lâu|xong")


def _shape(statement: Statement, question: Question) -> float:
    """Return a factor for statements of the form that is asked for: lists, definitions, deadlines, passives."""
    provision, text, factor = statement.provision, statement.text, 1.0
    if question.wants(Focus.LIST) and provision.last > provision.index + 1 and statement.end >= provision.own_end - 2:
        factor *= 1.25 if _GATHERS.search(text) else 1.15  # it opens the list
    if question.wants(Focus.DEFINITION) and _defines(statement, question):
        factor *= 1.15
    if question.wants(Focus.WHEN, Focus.HOW_LONG) and _ASKS_BOUND.search(question.text) and _BOUND.search(text.lower()):
        factor *= 1.1
    if "do ai" in question.text and re.search(r"(?<!\w)do(?!\w)", text):
        factor *= 1.12
    if statement.in_appendix and not any(w in question.text for w in ("phụ lục", "biểu mẫu", "mẫu")):
        factor *= 0.85  # forms repeat the words of the provisions that they serve
    return factor


def _defines(statement: Statement, question: Question) -> bool:
    """Say whether a statement says of a word of the question that it "là" something."""
    return any(f"{t.text} là" in statement.own or f"~{t.text} la" in statement.own for t in question.terms if not t.pair)


def _worth(statement: Statement) -> bool:
    return statement.provision.level not in (Level.TABLE, Level.COMPONENT) or statement.end - statement.start > 20


def _weigh(
    statement: Statement, question: Question, terms: Iterable[tuple[Term, float]], total: float, boost: dict[str, float]
) -> Evidence:
    own = around = 0.0
    missing = []
    for term, weight in terms:
        if term.within(statement.own):
            own += weight
        elif term.within(statement.near):
            around += _NEAR * weight
        elif term.within(statement.above):
            around += _ABOVE * weight
        elif term.within(statement.title):
            around += _TITLE * weight
        else:
            missing.append(term)
    coverage, own = (own + around) / total, own / total
    score = 0.55 * coverage + 0.45 * own  # own words decide between neighbours that share their headings
    score *= _shape(statement, question)
    score *= boost.get(statement.document.id, 1.0) * boost.get(statement.provision.id, 1.0)
    return Evidence(statement, score, coverage, own, typed(statement, question), tuple(missing))
