"""Read tasks from running text: what a heading says of its children, who does what, by when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from corpus.model import Level, Mention, Provision
from corpus.roles_words import CLOSING, FORMAL, MONITORING
from corpus.roles import Role
from corpus.tasks_deadline import deadline_in, only_deadline, stated_deadline
from corpus.tasks_drafts import Draft, Register
from corpus.tasks_labels import Labels, labels_in
from corpus.tasks_product import product_in
from corpus.tasks_subject import (
    Subject,
    agency_list,
    bare_subject,
    find_subject,
    mentions_of,
    owner_among,
    starts_with_verb,
    supporters,
    watched_by,
)
from corpus.tasks_text import Page, Span, clauses, sentences, trim


@dataclass(frozen=True, slots=True)
class Heir:
    """What children inherit: those who do the work, and whether any child is a task ("quyết định:")."""

    leads: tuple[Mention, ...]
    generic: bool
    support: tuple[Mention, ...] = ()
    firm: bool = True  # from "Bộ Xây dựng có trách nhiệm:", not only from a heading above
    governs: bool = False  # the verb stands above: "Giám đốc Sở Tài chính quyết định điều chuyển:"


@dataclass(slots=True)
class Unit:
    """The tasks of one provision's own text and what it leaves to its children."""

    drafts: list[Draft] = field(default_factory=list)
    heir: Heir | None = None


_SKIPPED = {Level.FRONT, Level.PREAMBLE, Level.CLOSING, Level.TABLE, Level.ROW}
# Articles that define, delimit or date: no assignment stands in them.
_NO_TASKS = re.compile(
    r"(?:điều \w+\W+)?(?:phạm vi(?: điều chỉnh)?|đối tượng áp dụng|giải thích từ ngữ|hiệu lực(?: thi hành)?|"
    r"từ ngữ|phạm vi và đối tượng)(?!\w)"
)
# "Điều 4. Trách nhiệm, cách thức giải quyết công việc của Chủ tịch …": the subject stands in the heading.
_DUTIES = re.compile(
    r"(?:trách nhiệm|nhiệm vụ|quyền hạn|thẩm quyền|quan hệ|cách thức|chức năng)[^.;:]{0,120}?(?<!\w)của "
)
_OPEN_DUTIES = re.compile(r"(?:vị trí(?: và|,) )?(?:chức năng, )?nhiệm vụ(?: và|,)? quyền hạn")


def read_prose(page: Page) -> list[Draft]:
    """Return the tasks of the running text in document order."""
    register = Register(page)
    heirs: dict[int, Heir | None] = {}
    title = _title_subject(page)
    for node in _speaking(page):
        inherited = heirs.get(node.parent) if node.parent is not None else None
        body = body_of(page, node)
        labels = labels_in(page, body)
        if labels is not None and labels.start == body[0] and node.level in _LABELLED:
            register.label(node, _with_children(page, node, labels))
            heirs[node.index] = inherited
            continue
        unit = read_unit(page, node, inherited, title)
        register.add(node, unit.drafts)
        if labels is not None and labels.has(Role.LEAD):
            register.label_inline(node, (body[0], labels.start), labels)
        heirs[node.index] = unit.heir if unit.heir is not None else inherited
        if unit.heir is not None and node.last == node.index + 1:
            register.assign_parent(node, unit.heir.leads, unit.heir.generic)
    return register.finished()


_LABELLED = {Level.PARAGRAPH, Level.BULLET, Level.POINT, Level.CLAUSE}


def _speaking(page: Page) -> Iterator[Provision]:
    """Give the provisions in which an assignment may stand."""
    silent: set[int] = set()
    for node in page.document.provisions:
        mute = node.level in _SKIPPED or node.parent in silent
        mute = mute or (node.level is Level.APPENDIX and _is_form(page, node))
        mute = mute or (
            node.level in _HEADED and _NO_TASKS.match(page.text(body_of(page, node))[:60]) is not None
        )
        if mute:
            silent.add(node.index)
        elif node.level not in {Level.COMPONENT, Level.APPENDIX}:  # their own text is a title
            yield node


_LONGEST_NAMES = 160  # characters of a line that only names agencies


def _with_children(page: Page, node: Provision, labels: Labels) -> Labels:
    """Fill the empty value of "Đơn vị thực hiện:" with the lines below it."""
    role, span = labels.values[-1]
    if span[1] > span[0] or node.last == node.index + 1:
        return labels
    below = page.document.descendants(node)
    if any(page.inside(n.own_end) - page.inside(n.start) > _LONGEST_NAMES for n in below):
        return labels  # sentences, not names
    whole = (page.inside(below[0].start), page.inside(below[-1].end))
    return Labels(labels.start, (*labels.values[:-1], (role, trim(page, whole))))


_HEADED = {Level.ARTICLE, Level.SECTION, Level.CHAPTER, Level.PART, Level.SUBSECTION}


def _is_form(page: Page, node: Provision) -> bool:
    return bool(
        re.match(
            r"(?:phụ lục[^a-z]{0,10})?\W*(?:mẫu|biểu mẫu|bm-)",
            page.text((page.inside(node.start), page.inside(node.head_end))),
        )
    )


def _title_subject(page: Page) -> Heir | None:
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


def read_unit(page: Page, node: Provision, inherited: Heir | None, title: Heir | None) -> Unit:
    """Read one provision's own text."""
    body = body_of(page, node)
    unit = Unit()
    if body[0] >= body[1]:
        return unit
    if (heading := _heading_heir(page, node, body, title)) is not None:
        unit.heir = heading
        if not page.text(body).count(". "):
            return unit
    has_children = node.last > node.index + 1
    subject: Subject | None = None
    for sentence in _parts(page, node, body):
        _read_sentence(page, node, sentence, inherited, unit, subject, has_children)
    unit.drafts = _merged(unit.drafts)
    return unit


def _parts(page: Page, node: Provision, body: Span) -> Iterator[Span]:
    """Give the sentences of a unit; a heading on a line of its own is one."""
    text = page.document.text
    own = text[node.start : node.own_end]
    lines = own.split("\n")
    at = body[0]
    if len(lines) > 1:
        longest = max(len(line) for line in lines)
        wrapped = longest <= _WRAPPED and len(lines[0]) > 0.7 * longest  # a full line goes on below
        wrapped = wrapped or (node.level not in _HEADED and not lines[0].rstrip().endswith((".", ":", ";")))
        rest = own[len(lines[0]) :].lstrip()
        if not wrapped and rest[:1].isupper():
            at = page.inside(node.start + len(lines[0]))
            yield body[0], max(body[0], at)
    if at < body[1]:
        yield from sentences(page, trim(page, (at, body[1])))


_WRAPPED = 115  # characters of the longest line of a text that was broken to fit a page


def _heading_heir(page: Page, node: Provision, body: Span, title: Heir | None) -> Heir | None:
    """Read a heading that names its subject: "1. Sở Nội vụ:", "Điều 4. Trách nhiệm … của Chủ tịch …"."""
    text = page.text(body)
    agencies = page.agencies_in(body)
    if agencies:
        chain = agency_list(page, 0, agencies)
        head = text[: chain[0].start - body[0]]
        tail = text[chain[-1].end - body[0] :].strip(" .:;")
        duty = re.fullmatch(r"(?:trách nhiệm(?: của)?|nhiệm vụ(?: của)?|về phía|đối với|phân công)? ?", head)
        if duty and (
            not tail or tail in {"có trách nhiệm", "chịu trách nhiệm", "thực hiện"} or tail.startswith("(")
        ):
            return Heir(mentions_of(page, chain), any(a.generic for a in chain))
    head_end = page.inside(node.head_end)
    m = _DUTIES.match(page.text((body[0], head_end)))
    if m is not None:
        first = next(
            (i for i, a in enumerate(agencies) if body[0] + m.end() <= a.start <= body[0] + m.end() + 4), None
        )
        if first is not None and not agencies[first].generic:
            chain = agency_list(page, first, agencies)
            return Heir(mentions_of(page, chain), False, firm=False)
    if title is not None and _OPEN_DUTIES.match(text):
        return title
    return None


# "Bộ Công an có trách nhiệm:", "… thực hiện các quy định sau đây:": what is to be done stands below.
_OPENING = re.compile(
    r"(?:,? ?(?:(?:có|chịu) trách nhiệm|thực hiện|tập trung|các|một số|những|nội dung|công việc|nhiệm vụ|quy định|giải pháp|"
    r"quyền hạn|trách nhiệm|chủ yếu|cụ thể|trọng tâm|sau đây|như sau|sau|và|quan tâm|chỉ đạo))+ ?:$"
)
_LEAST_WORK = 45  # characters of real work in a lead-in: "quyết định điều chuyển đối với" has 30


def _read_sentence(
    page: Page,
    node: Provision,
    sentence: Span,
    inherited: Heir | None,
    unit: Unit,
    _subject: Subject | None,
    parent: bool,
) -> None:
    current: Subject | None = None
    if unit.drafts and (stated := stated_deadline(page, sentence)) is not None:
        unit.drafts = [
            d if d.deadline else replace(d, deadline=stated[0], deadline_norm=stated[1]) for d in unit.drafts
        ]
        return
    before = len(unit.drafts)
    for clause in clauses(page, sentence):
        span = trim(page, clause)
        if span[1] - span[0] < 8:
            continue
        found = find_subject(page, span, heir=inherited is not None or current is not None)
        if found is not None:
            current = found
        elif (bare := bare_subject(page, span)) is not None:
            current = bare  # "UBND tỉnh chịu sự lãnh đạo …; giữ mối liên hệ …": no work yet, but its subject
            continue
        text = page.text(span)
        if found is None and len(unit.drafts) > before and (only := only_deadline(page, span)) is not None:
            last = unit.drafts[-1]
            unit.drafts[-1] = replace(
                last, deadline=only[0], deadline_norm=only[1], span=(last.span[0], span[1])
            )
            continue
        opens = (
            parent
            and span[1] >= trim(page, body_of(page, node))[1]
            and page.folded.text[span[1] - 1 : span[1]] == ":"
        )
        if opens and current is not None:
            rest = page.text((current.rest, span[1])).lstrip(" ,")
            governs = bool(re.match(r"(?:quyết định|phê duyệt|ban hành|công nhận|quyết định việc)", rest))
            unit.heir = Heir(current.leads, current.generic, supporters(page, span), governs=governs)
            continue
        work = text[max(0, current.rest - span[0]) :] if current is not None else text
        if text.endswith(":") and len(_OPENING.sub("", work)) < _LEAST_WORK:
            continue
        if CLOSING.search(text):
            continue
        draft = _draft(page, node, span, found, current, inherited)
        if draft is not None and found is None and draft.directed and not draft.support and unit.drafts:
            draft = replace(draft, support=unit.drafts[-1].support)  # "…; tổng hợp báo cáo": still with them
        if draft is not None:
            _add(page, unit, draft, text, found)
    _share_report(page, unit, before)


# "…; phối hợp với Sở B … và báo cáo kết quả thực hiện tại Kỳ họp thứ Sáu": the report closes all of the sentence.
_REPORT = re.compile(r"báo cáo kết quả(?: thực hiện)?(?=[^;]*$)")


def _share_report(page: Page, unit: Unit, first: int) -> None:
    """Give the day of the closing report to the work that the same sentence assigned before it."""
    shared = unit.drafts[first:]
    if len(shared) < 2 or not shared[-1].directed or shared[-1].deadline is None:
        return
    last = shared[-1]
    if last.deadline is None or not _REPORT.search(page.text(last.span)):
        return
    unit.drafts[first:] = [
        d if d.deadline else replace(d, deadline=last.deadline, deadline_norm=last.deadline_norm)
        for d in shared
    ]


def _draft(
    page: Page,
    node: Provision,
    span: Span,
    found: Subject | None,
    current: Subject | None,
    inherited: Heir | None,
) -> Draft | None:
    """Make a task of a clause with a subject of its own, of the clause before, or from above."""
    work = (found.rest, span[1]) if found is not None else span
    if FORMAL.match(page.text(work).lstrip(" ,:")):
        return None
    deadline = deadline_in(page, span)
    verbal = starts_with_verb(page, span)
    due = deadline is not None and "hoàn thành" in page.text(span)
    support: tuple[Mention, ...] = ()
    if found is not None:
        leads, generic = found.leads, found.generic
    elif current is not None and (verbal or (due and current.directed)):
        leads, generic = current.leads, current.generic
    elif inherited is not None and (inherited.governs or verbal or due):
        leads, generic, support = inherited.leads, inherited.generic, inherited.support
    else:
        return None
    own = current if found is None else found
    partners = supporters(page, span) or support
    if owner := owner_among(page, work):
        leads, partners = owner, leads
    return Draft(
        node, span, leads, partners, (),
        deadline[0] if deadline else None, deadline[1] if deadline else None, product_in(page, work), generic,
        directed=own is not None and own.directed,
    )  # fmt: skip


def _add(page: Page, unit: Unit, draft: Draft, text: str, found: Subject | None) -> None:
    """Append a task; a sentence that only says who watches gives the task before it a monitor."""
    if (watcher := watched_by(page, draft.span)) and not draft.monitor:
        draft = replace(draft, monitor=watcher)
    watches = found is not None and MONITORING.match(page.text((found.rest, draft.span[1])).lstrip(" ,"))
    if watches and unit.drafts:
        last = unit.drafts[-1]
        unit.drafts[-1] = replace(last, monitor=draft.lead, span=(last.span[0], draft.span[1]))
        return
    if watches:
        draft = replace(draft, monitor=draft.lead)
    unit.drafts.append(draft)


def _merged(drafts: list[Draft]) -> list[Draft]:
    """Join clauses that give one agency one piece of work; a deadline or partner of its own parts them."""
    merged: list[Draft] = []
    for draft in drafts:
        last = merged[-1] if merged else None
        if last is None or not _same_work(last, draft):
            merged.append(draft)
            continue
        merged[-1] = replace(last, span=(last.span[0], draft.span[1]))
    return merged


def _same_work(last: Draft, draft: Draft) -> bool:
    if [m.value for m in last.lead] != [m.value for m in draft.lead]:
        return False
    vague = draft.deadline_norm in {"periodic", "continuous"}
    if (draft.deadline is not None and not vague) or (draft.support and draft.support != last.support):
        return False
    return not draft.directed
