"""What a heading says of those below it: the agency of "1. Sở Nội vụ:", of "Điều 4. Trách nhiệm … của Chủ tịch …"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.model import Mention, Provision
from corpus.tasks.clause import agency_list, mentions_of
from corpus.tasks.text import Page, Span, trim


@dataclass(frozen=True, slots=True)
class Heir:
    """What children inherit: those who do the work, and whether any child is a task ("quyết định:")."""

    leads: tuple[Mention, ...]
    generic: bool
    support: tuple[Mention, ...] = ()
    firm: bool = True  # from "Bộ Xây dựng có trách nhiệm:", not only from a heading above
    governs: bool = False  # the verb stands above: "Giám đốc Sở Tài chính quyết định điều chuyển:"
    duties: bool = False  # each unit right below is a piece of work, with whatever verb it begins


# "Điều 4. Trách nhiệm, cách thức giải quyết công việc của Chủ tịch …": the subject stands in the heading.
_DUTIES = re.compile(
    r"(?:trách nhiệm|nhiệm vụ|quyền hạn|thẩm quyền|quan hệ|cách thức|chức năng)[^.;:]{0,120}?(?<!\w)của "
)
# "Bộ Xây dựng có quyền hạn, trách nhiệm sau đây:", "UBND các xã thực hiện các nội dung sau:"
_OPENS_DUTIES = re.compile(
    r"(?:\([^)]{1,80}\)|(?:,? ?(?:trong phạm vi|theo|căn cứ|trên cơ sở|được giao|thuộc|là)(?!\w)[^:;.]{2,120}?,?))? ?"
    r"(?:có|chịu|thực hiện|với|tập trung|cần|phải|khẩn trương|tiếp tục)(?!\w)(?=[^:;.]{0,90}(?:trách nhiệm|nhiệm vụ|quyền hạn|thẩm quyền|"
    r"công việc|nội dung|việc sau|giải pháp))[^:;.]{0,90} ?:$"
)
_OPEN_DUTIES = re.compile(r"(?:vị trí(?: và|,) )?(?:chức năng, )?nhiệm vụ(?: và|,)? quyền hạn")


def title_heir(page: Page) -> Heir | None:
    """Return the agency whose functions the whole document lays down ("… cơ cấu tổ chức của Sở Tư pháp")."""
    title = page.document.header.title
    if title is None:
        return None
    start = page.inside(title.start) if title.start is not None else None
    if start is None or title.end is None:
        return None
    span = (start, page.inside(title.end))
    agencies = page.agencies_in(span)
    m = re.search(r"chức năng, nhiệm vụ.{0,80} của ", page.text(span))
    first = next((i for i, a in enumerate(agencies) if m and a.start == span[0] + m.end()), None)
    if first is None:
        return None
    named = agencies[first].mention
    head = named.value.split()[0]
    same = [a for a in page.agencies if a.mention.id == named.id and a.mention.value.startswith(head)]
    shortest = min(
        same, key=lambda a: (len(a.mention.value), a.start)
    )  # "Sở Tư pháp thành phố Hà Nội" → "Sở Tư pháp"
    return Heir(mentions_of(page, (shortest,)), False, firm=False)


def body_of(page: Page, node: Provision) -> Span:
    """Return the span of a provision's own words behind its marker."""
    start = page.inside(node.start)
    marker = re.sub(r"\s+", " ", node.marker)
    if marker:
        start = page.inside(node.start + len(node.marker))
    return trim(page, (start, page.inside(node.own_end)))


def heading_heir(page: Page, node: Provision, body: Span, title: Heir | None) -> Heir | None:
    """Read a heading that names its subject: "1. Sở Nội vụ:", "Điều 4. Trách nhiệm … của Chủ tịch …"."""
    text = page.text(body)
    agencies = page.agencies_in(body)
    if agencies:
        chain = agency_list(page, 0, agencies)
        head = text[: chain[0].start - body[0]]
        tail = text[chain[-1].end - body[0] :].strip(" .:;")
        duty = re.fullmatch(r"(?:trách nhiệm(?: của)?|nhiệm vụ(?: của)?|về phía|đối với|phân công)? ?", head)
        if duty and (
            not tail
            or tail in {"có trách nhiệm", "chịu trách nhiệm", "thực hiện"}
            or re.fullmatch(r"\([^()]*\)", tail)
        ):
            return Heir(mentions_of(page, chain), any(a.generic for a in chain), duties=True)
        if not head and _OPENS_DUTIES.fullmatch(text, chain[-1].end - body[0]):
            return Heir(mentions_of(page, chain), any(a.generic for a in chain), duties=True)
    head_end = page.inside(node.head_end)
    m = _DUTIES.match(page.text((body[0], head_end)))
    if m is not None:
        first = next(
            (i for i, a in enumerate(agencies) if body[0] + m.end() <= a.start <= body[0] + m.end() + 4), None
        )
        if first is not None and not agencies[first].generic:
            chain = agency_list(page, first, agencies)
            return Heir(mentions_of(page, chain), False, firm=False, duties=True)
    if title is not None and _OPEN_DUTIES.match(text):
        return title
    return None
