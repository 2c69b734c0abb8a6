"""Small questions about a question: its topic, its window, whether it names a document only."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from assistant import cues, premise
from assistant.question import Focus, Question
from assistant.scope import Scope, title_words
from assistant.terms import Term, content_terms
from corpus.model import Document, Provision
from corpus.text.period_readings import PeriodKind

FIELDS = (Focus.SIGNER, Focus.ISSUED, Focus.ISSUER, Focus.EFFECTIVE, Focus.NUMBER)
VALUES = (
    Focus.WHO, Focus.PERSON, Focus.WHEN, Focus.HOW_LONG, Focus.PERIOD, Focus.HOW_MUCH, Focus.DOCUMENT, Focus.FORM, Focus.CLASS,
)  # fmt: skip
_FIELD_WORDS = frozenset(
    [
        "ngày",
        "tháng",
        "năm",
        "ban",
        "hành",
        "ký",
        "hiệu",
        "lực",
        "số",
        "người",
        "cơ",
        "quan",
        "thông",
        "qua",
        "chủ",
        "tịch",
        "tỉnh",
        "văn",
        "bản",
        "kể",
        "thi",
        "lục",
        "bắt",
        "đầu",
    ]
)
_REGISTER_WORDS = frozenset(
    [
        "nhiệm",
        "vụ",
        "giao",
        "trách",
        "phải",
        "việc",
        "thực",
        "hiện",
        "chủ",
        "trì",
        "yêu",
        "kế",
        "hoạch",
        "phần",
        "văn",
        "bản",
        "tài",
        "liệu",
        "cần",
        "phối",
        "hợp",
        "theo",
        "dõi",
        "đôn",
        "đốc",
    ]
)
_TARGET_WORDS = frozenset(
    [
        "mục",
        "tiêu",
        "chỉ",
        "đặt",
        "ra",
        "phấn",
        "đấu",
        "năm",
        "giaiđoạn",
        "tầm",
        "nhìn",
        "định",
        "hướng",
        "đạt",
        "cụ",
        "thể",
    ]
)
_DEADLINE_WORDS = frozenset(["hoàn", "thành", "trước", "thời", "điểm", "xong", "các", "nộp", "cuối"])
_DATED = (
    PeriodKind.QUARTER, PeriodKind.MONTH, PeriodKind.DATE, PeriodKind.YEAR, PeriodKind.RANGE, PeriodKind.HALF,
)  # fmt: skip
_ENDING = ("hoàn thành", "hạn", "xong", "phải làm")
_ALL = ("tất cả", "kể tên", "liệt kê", "nhắc tới", "nhắc đến", "kể hết")
_CAPITALISED = (
    "điều", "phụ lục", "nghị quyết", "quyết định", "kế hoạch", "thông tư", "nghị định", "chương", "phần",
)  # fmt: skip


def topic(question: Question, *, targets: bool = False, deadline: bool = False) -> tuple[Term, ...]:
    """Return the topic terms beside agencies, periods and the words for the register itself."""
    drop = premise.stated_terms(question) | _REGISTER_WORDS | (_TARGET_WORDS if targets else frozenset())
    drop |= _DEADLINE_WORDS if deadline else frozenset()
    return tuple(t for t in question.terms if not set(t.text.split(" ")) & drop)


def window(question: Question) -> tuple[date, date] | None:
    """Return the first and last day in which the asked work is to end, None without such days."""
    dated = [(p.first, p.last) for p in question.periods if p.first and p.last and p.kind in _DATED]
    if not dated or not any(w in question.text for w in _ENDING):
        return None
    return dated[0][0], dated[-1][1]


def from_now(question: Question, today: date) -> tuple[date, date] | None:
    """Return the days from today to a stated day ("từ nay đến 31/12"), None when not asked or no such day."""
    said = cues.FROM_NOW.search(question.text)
    if not said:
        return None
    try:
        last = date(int(said[3] or today.year), int(said[2]), int(said[1]))
    except ValueError:
        return None
    return (today, last) if last >= today else None


def asks_all(question: Question) -> bool:
    """Say whether a question wants everything of a kind."""
    return any(w in question.text for w in _ALL)


def only_says(question: Question) -> bool:
    """Say whether a typed cue is part of "giao cho ai", "nói gì" about a place."""
    unit = re.match(r"\w+", question.unit or "")
    counted = question.wants(Focus.HOW_MUCH) and unit is not None and unit[0] not in _PIECES
    says = question.wants(Focus.SAYS, Focus.VERBATIM, Focus.LIST) or "nội dung" in question.text
    return says and not counted and not question.wants(Focus.WHEN, Focus.HOW_LONG)


_PIECES = frozenset(["ý", "nội", "điểm", "khoản", "mục", "gạch", "phần"])  # "gồm mấy ý": the place itself


def asks_basis(question: Question) -> bool:
    """Say whether a question asks what a document rests on or carries out, however it puts it ("căn cứ vào đâu")."""
    return question.wants(Focus.BASED_ON, Focus.IMPLEMENTS) and bool(_OPEN.search(question.text))


_OPEN = re.compile(r"(?<!\w)(?:đâu|gì|những gì|nào|các căn cứ|căn cứ pháp lý)(?!\w)")


def mentioned(text: str, document: Document) -> bool:
    """Say whether a text speaks of a place by these words itself ("mục III Bảng 2B")."""
    return len(text.split()) > 1 and text.lower() in document.text.lower()


Place = tuple[Document, Provision]


def narrow(question: Question, found: list[Place]) -> list[Place]:
    """Keep the readings whose label or heading shares words with the question ("… của Quy chế")."""
    shares = []
    for document, provision in found:
        words = set(
            f"{provision.section} {document.text[provision.start : provision.head_end]}".lower().split()
        )
        shares.append(sum(1 for t in question.terms if not t.pair and t.text in words))
    best = max(shares)
    return [f for f, s in zip(found, shares, strict=True) if s == best] if best else found


def only_names(question: Question) -> bool:
    """Say whether a question asks about a document as such ("Nghị quyết 06 là gì?")."""
    topic = [t for t in question.terms if not t.pair]
    return (
        len(topic) <= 1
        and question.wants(Focus.DEFINITION, Focus.SAYS, Focus.SUMMARY, *FIELDS)
        and not question.references
    )


def beside_title(question: Question, documents: Sequence[Document]) -> list[str]:
    """Return the topic syllables of a question that no document's name or title has."""
    words = frozenset().union(*(title_words(d) for d in documents)) | premise.stated_terms(question, "agency")
    return [
        t.text for t in question.terms if not t.pair and not t.within(words) and t.text not in _FIELD_WORDS
    ]


def about_cited(question: Question, scope: Scope) -> Question:
    """Return the question with the numbers of documents that are only cited as part of its topic."""
    numbers = {
        r.target.number
        for d in scope.documents
        for r in d.relations
        if any(h.matches(r.target.number) for h in scope.cited)
    }
    found = [
        t
        for n in sorted(numbers)
        for t in content_terms(n)
        if any(c.isdigit() for c in t.text) and not t.pair
    ]
    return replace(question, terms=(*question.terms, *found)) if found else question


_DOCUMENT_NUMBER = re.compile(r"\d+(?:/\d{4})?[/-][^\s,]+")


def printed(text: str) -> str:
    """Return a folded reference as it is usually written: "nghị quyết 26/2022/ubtvqh15" → "Nghị quyết 26/2022/UBTVQH15"."""
    text = _DOCUMENT_NUMBER.sub(lambda m: m[0].upper(), text.strip(" ,.?"))
    for word in _CAPITALISED:
        text = text.replace(word, word[:1].upper() + word[1:])
    return text
