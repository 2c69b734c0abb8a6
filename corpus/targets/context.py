"""Where targets stand: sections of objectives, inherited periods, parts of a document without targets."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from corpus.model import Document, Level, Provision
from corpus.targets.periods import Dated, single_period
from corpus.targets.text import flat
from corpus.targets.words import (
    FORM,
    GENERAL_OBJECTIVE,
    OBJECTIVE,
    OTHER_MATTER,
    PROGRAMME,
    RESULTS,
    STATISTICS,
)

_SILENT = {Level.FRONT, Level.PREAMBLE, Level.CLOSING}  # no target stands in letterhead, bases, signature
_TITLED = {
    Level.PART,
    Level.CHAPTER,
    Level.SECTION,
    Level.SUBSECTION,
    Level.CLAUSE,
    Level.POINT,
    Level.ARTICLE,
}
_LINES = {Level.BULLET, Level.POINT, Level.PARAGRAPH, Level.TABLE}  # what a line that ends in ":" introduces
_NORMATIVE = re.compile(
    r"^(?:luật|bộ luật|pháp lệnh|nghị định|thông tư|hiến pháp|quy chế)", re.I
)  # norms only
_HEAD = 240  # characters of a heading that are looked at; longer ones are text
_CITING = 120  # characters; a longer first sentence of an article cites what it approves
_SHORT = 60  # characters; a longer heading of an article says what it approves
_TITLE = 160  # characters; a longer heading is a sentence


@dataclass(frozen=True, slots=True)
class Scope:
    """What the headings above a provision say about the targets in it."""

    silent: bool = False  # letterhead, bases, signature: no target in the text
    table: bool = False  # inside a table that is read as one
    past: bool = False  # results of the past, forms: no target in text or tables
    objective: bool = False  # under "mục tiêu", "chỉ tiêu"
    general: bool = False  # under "mục tiêu tổng quát"
    plan: bool = False  # a plan or a programme: what it dates is a target
    period: Dated | None = None
    heading: str | None = None  # the words of the nearest heading, for indicators that a line leaves out


def scopes(document: Document, *, plan: bool) -> list[Scope]:
    """Return the scope of every provision, by its index."""
    kind = document.header.type
    norms_only = bool(kind and _NORMATIVE.match(kind.value))
    own: list[Scope] = []
    below: list[Scope] = []  # what a provision's heading says to its children
    introduced: dict[int | None, Scope] = {}  # parent → the scope that its last line ending in ":" sets
    for p in document.provisions:
        outer = Scope(plan=plan) if p.parent is None else below[p.parent]
        if p.level in _LINES:
            outer = introduced.get(p.parent, outer)
        inner = _under(document, p, outer, head_of(document, p))
        scope = replace(_own(document, p, outer), silent=inner.silent, past=inner.past)
        own.append(replace(scope, objective=scope.objective and not norms_only))
        below.append(replace(inner, objective=inner.objective and not norms_only))
        if p.level is Level.PARAGRAPH and _introduces(document, p):
            introduced[p.parent] = below[-1]
        elif p.level is Level.PARAGRAPH:
            introduced.pop(p.parent, None)
    return own


def _introduces(document: Document, p: Provision) -> bool:
    """Say whether a paragraph introduces the lines after it: "Đến năm 2025:"."""
    text = document.text[p.start : p.end].rstrip()
    return text.endswith(":") and len(text) <= _HEAD


def _under(document: Document, p: Provision, outer: Scope, head: str) -> Scope:
    """Return what stands under a heading: what the outer ones say, changed by this one."""
    silent = outer.silent or p.level in _SILENT
    table = outer.table or p.level is Level.TABLE
    past = outer.past or _is_form(document, p) or _is_past(document, p, head)
    announced = _announces(p, head)
    objective = announced or (outer.objective and not _turns(p, head))
    general = bool(GENERAL_OBJECTIVE.search(head)) if announced else outer.general and objective
    cites = p.level in {Level.COMPONENT, Level.ARTICLE} and len(head) > _CITING
    period = None if cites else single_period(head, p.start)
    words = _words(document, p, head)
    longest = _SHORT if p.level is Level.ARTICLE else _TITLE
    heading = words if 0 < len(words) <= longest else outer.heading
    return Scope(silent, table, past, objective, general, outer.plan, period or outer.period, heading)


def _words(document: Document, p: Provision, head: str) -> str:
    """Return the words of a heading without its marker and without what introduces a list."""
    end = heading_end(document, p)
    words = " ".join((head if end is None else document.text[p.start : end])[len(p.marker) :].split())
    return re.sub(r"[,;]?\s*(?:trong đó|cụ thể|như sau|gồm)\s*:?$", "", words.strip(" .:;-–+*)"))


def _own(document: Document, p: Provision, outer: Scope) -> Scope:
    """Return the scope of a provision's own text, whose first words may be a heading themselves."""
    head = _own_head(document, p)
    if not head:
        return outer
    announced = is_objective(head)
    return replace(
        outer,
        objective=outer.objective or announced,
        general=bool(GENERAL_OBJECTIVE.search(head)) if announced else outer.general,
        period=single_period(head, p.start) or outer.period,
    )


def head_of(document: Document, provision: Provision) -> str:
    """Return the heading of a provision: its own text where that is short, else its first line."""
    end = provision.own_end
    if end - provision.start > _HEAD:
        end = min(provision.head_end, provision.start + _HEAD)
    return flat(document.text[provision.start : end])


def _own_head(document: Document, provision: Provision) -> str:
    """Return the words with which a provision heads its own text: "c) Tầm nhìn đến 2045: …"."""
    if provision.level in {Level.PARAGRAPH, Level.BULLET}:
        return ""
    end = heading_end(document, provision)
    if end is not None:
        return flat(document.text[provision.start : end])
    head = flat(document.text[provision.start : min(provision.own_end, provision.start + _HEAD)])
    if provision.last > provision.index + 1 and len(head) < _HEAD:
        return head
    return head.partition(":")[0] if ":" in head[:90] else ""  # 90 characters: longer ones are sentences


def heading_end(document: Document, provision: Provision) -> int | None:
    """Return where the heading of a provision ends whose text begins on the next line, or None.

    A first line that is as long as the second is the start of a wrapped paragraph, no heading.
    """
    first = flat(document.text[provision.start : provision.head_end]).rstrip()
    rest = document.text[provision.head_end : min(provision.own_end, provision.head_end + 1000)].strip()
    second = rest.partition("\n")[0]
    if not rest or not rest[0].isupper() or len(first) > _HEAD or first.endswith((",", ";", "-")):
        return None
    announced = is_objective(first) or RESULTS.match(_title(provision, first))
    return provision.head_end if announced or first.isupper() or len(first) < 0.6 * len(second) else None


def _title(provision: Provision, head: str) -> str:
    return head[len(provision.marker) :].lstrip(" .:)-\n")


def is_objective(head: str) -> bool:
    """Say whether a heading announces objectives ("II. MỤC TIÊU VÀ CÁC CHỈ TIÊU CHỦ YẾU")."""
    return bool(OBJECTIVE.search(PROGRAMME.sub(" ", head))) and not STATISTICS.search(head)


def _announces(provision: Provision, head: str) -> bool:
    if provision.level in {Level.ARTICLE, Level.COMPONENT, Level.CHAPTER}:
        head = head[:_CITING]  # "Điều 1. Mục tiêu"; a whole sentence about a plan's objectives announces none
    return is_objective(head) and (len(head) <= _TITLE or head.rstrip().endswith(":"))


def _turns(provision: Provision, head: str) -> bool:
    """Say whether a heading turns from objectives to something else: "2. Nhiệm vụ, giải pháp"."""
    return (
        provision.level in _TITLED
        and len(head) <= _TITLE
        and bool(OTHER_MATTER.match(_title(provision, head)))
    )


def _is_form(document: Document, provision: Provision) -> bool:
    start = provision.start
    return provision.level is Level.APPENDIX and bool(FORM.search(document.text[start : start + _HEAD]))


def _is_past(document: Document, provision: Provision, head: str) -> bool:
    """Say whether a heading announces what was: "I. ĐÁNH GIÁ KẾT QUẢ NĂM 2025"."""
    end = heading_end(document, provision)
    title = _title(provision, head if end is None else document.text[provision.start : end])
    heads_others = provision.last > provision.index + 1 or provision.level is Level.ARTICLE or end is not None
    return provision.level in _TITLED and heads_others and len(title) <= _TITLE and bool(RESULTS.match(title))
