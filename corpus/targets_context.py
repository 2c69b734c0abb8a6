"""Where targets stand: sections of objectives, inherited periods, parts of a document without targets."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.model import Document, Level, Provision
from corpus.periods import Period, PeriodKind, parse_periods
from corpus.targets_words import FORM, GENERAL_OBJECTIVE, OBJECTIVE, PROGRAMME, RESULTS

_SILENT = {Level.FRONT, Level.PREAMBLE, Level.CLOSING}  # no target stands in letterhead, bases, signature
_HEAD = 240  # characters of a heading that are looked at; longer ones are text
_REFERENCE = re.compile(  # what a citation says about years is not a period of a target
    r"(?:(?:Nghị quyết|Quyết định|Kế hoạch|Chỉ thị|Thông tư|Nghị định|Luật|Kết luận|Chương trình|Đề án|Quy hoạch|"
    r"Tờ trình|Báo cáo|Công văn|Quy định|Chiến lược)[^.;:,]{0,40}?\s(?:số|ngày)\s[^.;:]*?(?:năm|/)\s?(?:19|20)\d\d)"
    r"|(?:Luật|Bộ luật|Pháp lệnh|Hiến pháp)[^.;:]{0,80}?\snăm\s(?:19|20)\d\d"
    r"|(?:[Nn]hiệm kỳ|[Kk]hóa|[Kk]hoá)\s[^.;:,]{0,20}?\d{4}\s?[-–]\s?\d{4}"
    r"|so với [^,;.]{0,40}?(?:năm|giai đoạn)\s[\d –-]+|\d{1,2}/\d{1,2}/\d{4}"
)
_PERIOD_KINDS = {
    PeriodKind.YEAR,
    PeriodKind.RANGE,
    PeriodKind.QUARTER,
    PeriodKind.MONTH,
    PeriodKind.HALF,
    PeriodKind.DATE,
}


@dataclass(frozen=True, slots=True)
class Dated:
    """The period of a target: its label ("2030", "2021-2025") and where it is printed."""

    label: str
    start: int
    end: int
    opening: bool = False  # "đến năm 2030, …" governs what follows; "… vào năm 2030" what stands before


@dataclass(frozen=True, slots=True)
class Scope:
    """What the headings above a provision say about the targets in it."""

    objective: bool  # under "mục tiêu", "chỉ tiêu"
    general: bool  # under "mục tiêu tổng quát"
    period: Dated | None
    plan: bool  # a plan or a programme: what it dates is a target
    heading: str | None  # the words of the nearest heading, for indicators that a line leaves out


def mask_references(text: str) -> str:
    """Return the text with citations of documents blanked, so that their years are no periods."""
    return _REFERENCE.sub(lambda m: " " * len(m[0]), text)


def periods_in(text: str, offset: int = 0) -> list[Dated]:
    """Return the periods that a passage sets for targets, citations and comparisons left out."""
    masked = mask_references(text)
    found = []
    for period in parse_periods(masked):
        if period.kind in _PERIOD_KINDS and period.first != period.last and (label := period_label(period)):
            found.append(Dated(label, offset + period.start, offset + period.end, _opens(masked, period)))
    return found


def period_label(period: Period) -> str | None:
    """Return the label under which a target's period is known ("2030", "2021-2025", "2025-Q2"), or None."""
    if period.label:
        return period.label
    if period.kind in {PeriodKind.QUARTER, PeriodKind.MONTH, PeriodKind.HALF} and period.norm:
        return period.norm.lstrip("<>=")
    return None


def _opens(text: str, period: Period) -> bool:
    before = text[: period.start].rstrip()
    return (
        not before
        or before[-1] in ".;:,-–+(•)"
        or before.lower().endswith(("phấn đấu", "riêng", "và", "mục tiêu"))
    )


def date_spans(text: str) -> list[tuple[int, int]]:
    """Return the spans of dates, years and citations: numbers in them are no values."""
    spans = [m.span() for m in _REFERENCE.finditer(text)]
    spans += [(p.start, p.end) for p in parse_periods(text) if p.kind in _PERIOD_KINDS]
    return spans


def head_of(document: Document, provision: Provision) -> str:
    """Return the heading of a provision: its first line, or its own text where that is short."""
    own = document.text[provision.start : provision.own_end]
    return (
        own
        if len(own) <= _HEAD
        else document.text[provision.start : min(provision.head_end, provision.start + _HEAD)]
    )


def is_silent(document: Document, provision: Provision) -> bool:
    """Say whether nothing in a provision can be a target: letterhead, results of the past, forms."""
    chain = (*document.ancestors(provision), provision)
    if any(p.level in _SILENT for p in chain):
        return True
    for p in chain[:-1] if provision.level is Level.PARAGRAPH else chain:
        head = head_of(document, p)
        if p.level is Level.APPENDIX and FORM.search(document.text[p.start : p.start + _HEAD]):
            return True
        if p.level in {Level.PART, Level.SECTION, Level.CLAUSE, Level.POINT, Level.ARTICLE} and _is_past(
            head, p, document
        ):
            return True
    return False


def _is_past(head: str, provision: Provision, document: Document) -> bool:
    marker = len(provision.marker)
    title = head[marker:].lstrip(" .:)-")
    heads_others = provision.last > provision.index + 1 or provision.level is Level.ARTICLE
    return heads_others and bool(RESULTS.match(title)) and len(title) <= 160


def is_objective(head: str) -> bool:
    """Say whether a heading announces objectives ("II. MỤC TIÊU VÀ CÁC CHỈ TIÊU CHỦ YẾU")."""
    return bool(OBJECTIVE.search(PROGRAMME.sub(" ", head)))


def scope_of(document: Document, provision: Provision, *, plan: bool = False) -> Scope:
    """Read what the headings above a provision and the lines that introduce it say."""
    chain = [*document.ancestors(provision)]
    heads = [(p, head_of(document, p)) for p in chain]
    intro = _introduction(document, provision)
    if intro is not None:
        heads.append((intro, document.text[intro.start : intro.end]))
    own_head = _own_head(document, provision)
    objective = any(_announces(p, h) for p, h in heads) or is_objective(own_head)
    general = any(GENERAL_OBJECTIVE.search(h) for _, h in heads) or bool(GENERAL_OBJECTIVE.search(own_head))
    return Scope(objective, general, _inherited(heads), plan, _heading(heads))


def _own_head(document: Document, provision: Provision) -> str:
    """Return the words with which a provision heads its own text: "c) Tầm nhìn đến 2045: …"."""
    if provision.level in {Level.PARAGRAPH, Level.ARTICLE, Level.BULLET}:
        return ""
    end = heading_end(document, provision)
    if end is not None:
        return document.text[provision.start : end]
    head = document.text[provision.start : min(provision.own_end, provision.start + _HEAD)]
    if provision.last > provision.index + 1 and len(head) < _HEAD:
        return head
    return head.partition(":")[0] if ":" in head[:90] else ""  # 90 characters: longer ones are sentences


def heading_end(document: Document, provision: Provision) -> int | None:
    """Return where the heading of a provision ends whose text begins on the next line, or None.

    A first line that is as long as the second is the start of a wrapped paragraph, no heading.
    """
    first = document.text[provision.start : provision.head_end].rstrip()
    rest = document.text[provision.head_end : provision.own_end].strip()
    second = rest.partition("\n")[0]
    if not rest or not rest[0].isupper() or len(first) > _HEAD or first.endswith((",", ";", "-")):
        return None
    announced = is_objective(first) or RESULTS.match(first[len(provision.marker) :].lstrip(" .:)-"))
    return provision.head_end if announced or first.isupper() or len(first) < 0.6 * len(second) else None


def _announces(provision: Provision, head: str) -> bool:
    if provision.level in {Level.ARTICLE, Level.COMPONENT, Level.CHAPTER}:
        head = head[:120]  # "Điều 1. Mục tiêu"; a whole sentence about a plan's objectives announces none
    return is_objective(head) and (len(head) <= 160 or head.rstrip().endswith(":"))


def _introduction(document: Document, provision: Provision) -> Provision | None:
    """Return the paragraph before a bullet that introduces it: "Đến năm 2025:"."""
    if provision.parent is None or provision.level not in {Level.BULLET, Level.POINT, Level.PARAGRAPH}:
        return None
    found = None
    for sibling in document.children(document.provisions[provision.parent]):
        if sibling.index >= provision.index:
            break
        text = document.text[sibling.start : sibling.end].rstrip()
        if sibling.level is Level.PARAGRAPH:
            found = sibling if text.endswith(":") and len(text) <= _HEAD else None
    return found


def _inherited(heads: list[tuple[Provision, str]]) -> Dated | None:
    """Return the period of the nearest heading that has exactly one."""
    for provision, head in reversed(heads):
        if provision.level in {Level.COMPONENT, Level.ARTICLE} and len(head) > 120:
            continue
        periods = {d.label: d for d in periods_in(head, provision.start)}
        if len(periods) == 1:
            return next(iter(periods.values()))
    return None


def _heading(heads: list[tuple[Provision, str]]) -> str | None:
    for provision, head in reversed(heads):
        words = head[len(provision.marker) :].strip(" \n\t.:;-–+*)")
        if words:
            return words
    return None


_PLANS = re.compile(r"kế hoạch|chương trình|đề án|phương án|chỉ tiêu|nhiệm vụ", re.I)


def document_period(document: Document) -> Dated | None:
    """Return the period of a plan: the first of its title ("… NĂM 2026", "… GIAI ĐOẠN 2021-2025 …")."""
    kind, title = document.header.type, document.header.title
    if title is None or not _PLANS.search(f"{kind.value if kind else ''} {title.value[:160]}"):
        return None
    words = (
        title.value if title.start is None or title.end is None else document.text[title.start : title.end]
    )
    periods = periods_in(words, title.start or 0)
    if not periods:
        return None
    return periods[0]
