"""Subjects that are no names: "Cơ quan, đơn vị chủ trì … phải tự đánh giá", "Thủ trưởng cơ quan … là đơn vị dự toán"."""

from __future__ import annotations

import re

from corpus.model import Mention
from corpus.tasks.clause import ACTOR, PREDICATE_AT, STRONG_AT, Subject, openings
from corpus.tasks.role_words import DECISIVE, VERBS
from corpus.tasks.text import Agency, Page, Span

_VERB = re.compile(rf"(?<!\w)(?:{VERBS})(?!\w)")
_DECISIVE = re.compile(rf"(?<!\w)(?:{DECISIVE})(?!\w)")


def long_subject(page: Page, at: int, span: Span, agencies: tuple[Agency, ...]) -> Subject | None:
    """Read a subject that goes on behind its generic noun: "Thủ trưởng cơ quan … là đơn vị dự toán cấp I"."""
    first = next((a for a in agencies if at <= a.start <= at + 1), None)
    if first is None or not ACTOR.match(page.folded.text, first.start):
        return None
    name = page.text((first.start, first.end))
    if not (first.generic or name.startswith(("thủ trưởng", "người đứng đầu", "lãnh đạo"))):
        return None
    after = page.folded.text[first.end : span[1]].lstrip(" ,")
    if (
        PREDICATE_AT.match(after)
        and name.startswith("các ")
        and not after.startswith(("được giao", "được phân"))
    ):
        return None
    return _extended(page, first.start, first.end, span)


# "cơ quan có chức năng quản lý đất đai cấp xã chủ trì …": words that describe go before the verb that gives work.
_DESCRIBES = re.compile(
    r"(?<!\w)(?:có chức năng|được giao|được phân công|quản lý|tư vấn|chuyên môn|lập)(?!\w)"
)
_ORGANISES = re.compile(r"(?<!\w)(?:chủ trì|phối hợp|tổ chức|thực hiện|triển khai)(?!\w)")
_ASIDE = re.compile(r" ?\([^)]{1,80}\) ?$| (?:đối với|theo|khi|trong) .*$")
_LONGEST_SUBJECT = (
    100  # characters: "thủ trưởng cơ quan, đơn vị được giao nhiệm vụ xây dựng văn bản …" has 81
)


def _extended(page: Page, start: int, named: int, span: Span) -> Subject | None:
    text = page.folded.text
    for pattern in (STRONG_AT, _DECISIVE):
        m = pattern.search(text, named, min(span[1], start + _LONGEST_SUBJECT))
        if m is None or not _plain(text[start : m.start()]):
            continue
        if all(a.generic or _within(text, a.start) for a in page.agencies_in((named, m.start()))):
            return Subject((_actor(page, start, m.start()),), True, m.start())
    return None


def _actor(page: Page, start: int, end: int) -> Mention:
    """Return the name of an actor without what is said of it in brackets, or of the case."""
    aside = _ASIDE.search(page.folded.text, start, end)
    return page.mention((start, aside.start() if aside and aside.start() > start + 6 else end))


def _within(text: str, at: int) -> bool:
    """Tell whether an agency only says where the actor belongs ("cơ quan thanh tra trong Công an nhân dân")."""
    return text[max(0, at - 7) : at].endswith((" trong ", " thuộc ", " của ", " tại "))


def described_subject(page: Page, span: Span, verbal: bool) -> Subject | None:
    """Read a subject that is no name: "Cơ quan, đơn vị chủ trì … phải tự đánh giá"."""
    text = page.folded.text
    for at in openings(page, span, verbal):
        named = any(a.start == at and not a.generic for a in page.agencies_in(span))
        if named or ACTOR.match(text, at, span[1]) is None:
            continue
        strong = STRONG_AT.search(text, at, min(span[1], at + _LONGEST_SUBJECT))
        alone = strong is not None and text[at : strong.start()].strip() in _NOUNS
        if strong is not None and (alone or _plain(text[at : strong.start()])):
            return Subject((_actor(page, at, strong.start()),), True, strong.start())
        organises = _ORGANISES.search(text, at + 8, min(span[1], at + _LONGEST_SUBJECT))
        if organises is not None and _DESCRIBES.search(text, at, organises.start()):
            name = re.sub(r"\([^)]*\)", "", text[at : organises.start()])
            if _plain(name) and not page.agencies_in((at + 1, organises.start())):
                return Subject((_actor(page, at, organises.start()),), True, organises.start())
        weak = _weak_verb(text, at, span[1])
        if weak is not None and _plain(text[at:weak]):
            return Subject((page.mention((at, weak)),), True, weak)
    return None


# Words that no name of an actor holds: the text is a sentence of another kind.
_NO_NAME = re.compile(
    r"[.;:]|(?<!\w)(?:không|thì|nếu|đã|khi|để|chấm dứt|quy định|đề nghị|được(?! (?:giao|phân công|cấp|ủy quyền|yêu cầu))|"
    r"là(?! đơn vị)|sau|trước|nhằm|cho|ghi|quyết định|có văn bản|có quyền|ví dụ)(?!\w)"
)


_NOUNS = frozenset({"cơ quan", "đơn vị", "các cơ quan", "các đơn vị", "doanh nghiệp", "các doanh nghiệp"})


def _plain(subject: str) -> bool:
    """Tell whether words before a verb can be the name of an actor."""
    if subject.rstrip().endswith((",", "-", " phải", " sẽ", " tự", " cần")) or subject.strip() in {
        "cơ quan",
        "đơn vị",
        "các cơ quan",
        "các đơn vị",
    }:
        return False
    return _NO_NAME.search(subject) is None and 6 < len(subject) < _LONGEST_SUBJECT


def _weak_verb(text: str, at: int, end: int) -> int | None:
    """Return where the verb begins: the last of verbs that follow one another directly."""
    verbs = [m for m in _VERB.finditer(text, at, min(end, at + 120)) if m.start() > at]
    for i, verb in enumerate(verbs):
        if re.search(r"[,.;:]", text[at : verb.start()].replace("cơ quan, ", "").replace("tổ chức, ", "")):
            return None
        following = verbs[i + 1] if i + 1 < len(verbs) else None
        plain = verb[0] in {"thực hiện", "tổ chức", "tiếp tục", "chủ động", "tiến hành"}
        if following is not None and following.start() == verb.end() + 1 and i == 0 and not plain:
            return following.start()
        if i == 0 and text[at : verb.start()].strip().count(" ") < 1:
            continue
        return verb.start()
    return None
