"""Who works along, who watches, and whose duty it really is."""

from __future__ import annotations

import re

from corpus.model import Mention
from corpus.tasks.clause import agency_list, mentions_of
from corpus.tasks.role_words import COOPERATE
from corpus.tasks.text import Page, Span


def supporters(page: Page, span: Span) -> tuple[Mention, ...]:
    """Return who stands behind "phối hợp với" in a clause."""
    agencies = page.agencies_in(span)
    found: list[Mention] = []
    for m in COOPERATE.finditer(page.folded.text, *span):
        first = next((i for i, a in enumerate(agencies) if m.end() <= a.start <= m.end() + 1), None)
        if first is None and not m["with"]:
            continue
        if first is None:
            far = re.compile(r"[^.;:]{0,60}?(?<!\w)(?:với|cùng) ").match(
                page.folded.text, m.end() - 1, span[1]
            )
            first = next((i for i, a in enumerate(agencies) if far and a.start == far.end()), None)
        if first is None and m["with"] and (beside := _BESIDE.match(page.folded.text, m.end(), span[1])):
            first = next((i for i, a in enumerate(agencies) if a.start == beside.end()), None)
            if (
                first is not None
            ):  # "phối hợp cùng cơ quan cấp trên trực tiếp của doanh nghiệp, các sở, ngành"
                found.append(page.mention(beside.span("who")))
        if first is not None:
            found += [x for x in mentions_of(page, agency_list(page, first, agencies)) if x not in found]
    return tuple(found)


_BESIDE = re.compile(
    r"(?P<who>(?:cơ quan|đơn vị|tổ chức|doanh nghiệp|nhà trường|chủ đầu tư)[^,;:.()]{0,80}),? (?:và )?"
)


def owner_among(page: Page, span: Span) -> tuple[Mention, ...]:
    """Return the partner whose own duty it is: "Phối hợp với Sở X thực hiện nhiệm vụ … của Sở X"."""
    text = page.text(span)
    if not text.startswith("phối hợp"):
        return ()
    partners = supporters(page, span)
    for agency in page.agencies_in(span):
        duty = re.search(r"(?:nhiệm vụ|quyền hạn|trách nhiệm) của $", page.text((span[0], agency.start)))
        for partner in partners:
            if duty and partner.value == agency.mention.value:
                return (partner,)
    return ()


_WATCHES = re.compile(
    r" (?:(?:để )?(?:biết,? )?(?:và )?(?:theo dõi,? )?giám sát|để (?:biết,? )?theo dõi(?! tổng hợp))"
)


# "… báo cáo kết quả về Bộ Xây dựng để theo dõi"
_TOLD = re.compile(
    r"(?:báo cáo|gửi)(?: (?:kết quả|tình hình|văn bản|báo cáo|bản sao))?(?: (?:về|đến|cho|lên))? $"
)

_BEFORE = 60  # characters in front of a body in which the reporting verb stands


def watched_by(page: Page, span: Span) -> tuple[Mention, ...]:
    """Return who gets the report in order to watch: "… và báo cáo Tổ đại biểu HĐND … biết, giám sát"."""
    agencies = page.agencies_in(span)
    for i, agency in enumerate(agencies):
        if not _TOLD.search(page.text((max(span[0], agency.start - _BEFORE), agency.start))):
            continue
        chain = agency_list(page, i, agencies)
        if _WATCHES.match(page.folded.text, chain[-1].end, span[1]):
            return mentions_of(page, chain)
    return ()
