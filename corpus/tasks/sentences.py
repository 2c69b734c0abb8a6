"""Read the sentences of one unit: who does what, by when, and where one piece of work ends."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from corpus.model import Level, Mention, Provision
from corpus.tasks.clause import ACTOR, Subject, bare_subject, begins_work
from corpus.tasks.deadline import deadline_in, only_deadline, stated_deadline
from corpus.tasks.drafts import Draft
from corpus.tasks.headings import Heir, body_of, heading_heir
from corpus.tasks.partners import owner_among, supporters, watched_by
from corpus.tasks.product import product_in
from corpus.tasks.role_words import CLOSING, COURTESY, FORMAL, MONITORING
from corpus.tasks.subject import find_subject
from corpus.tasks.text import Page, Span, clauses, paragraphs, sentences, trim
from corpus.text import fold

HEADED = {Level.ARTICLE, Level.SECTION, Level.CHAPTER, Level.PART, Level.SUBSECTION}
_SHORTEST_CLAUSE = 8  # characters; shorter ones are markers and leftovers
# "Bộ Công an có trách nhiệm:", "… thực hiện các quy định sau đây:": what is to be done stands below.
_OPENING = re.compile(
    r"(?:,? ?(?:(?:có|chịu) trách nhiệm|thực hiện|tập trung|các|một số|những|nội dung|công việc|nhiệm vụ|quy định|"
    r"giải pháp|quyền hạn|trách nhiệm|chủ yếu|cụ thể|trọng tâm|sau đây|như sau|sau|và|quan tâm|chỉ đạo))+ ?:$"
)
_GIVES = re.compile(
    r"(?<!\w)(?:giao|chủ trì|phối hợp|đề nghị|chỉ đạo|tham mưu|hướng dẫn|theo dõi|giám sát)(?!\w)"
)
_WHOLE_WORK = 90  # characters of work in a sentence that opens a list: it is a task, and the list says how
_LEAST_WORK = 45  # characters of real work in a lead-in: "quyết định điều chuyển đối với" has 30
# "Giám đốc Sở Tài chính quyết định điều chuyển đối với:": each point below is a decision of his.
_GOVERNS = re.compile(r"(?:quyết định|phê duyệt|ban hành|công nhận)(?!\w)")
# "…; phối hợp với Sở B … và báo cáo kết quả thực hiện tại Kỳ họp thứ Sáu": the report closes the sentence.
_REPORT = re.compile(r"báo cáo kết quả(?: thực hiện)?(?=[^;]*$)")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a unit stands: the document, the provision, what it inherits, and where children open."""

    page: Page
    node: Provision
    inherited: Heir | None
    opens_at: int | None  # end of the text if provisions stand below it: a colon there opens them


@dataclass(slots=True)
class Unit:
    """The tasks of one provision's own text and what it leaves to its children."""

    drafts: list[Draft] = field(default_factory=list)
    heir: Heir | None = None


def read_unit(page: Page, node: Provision, inherited: Heir | None, title: Heir | None) -> Unit:
    """Read one provision's own text: its tasks, and what its children inherit."""
    body = body_of(page, node)
    if body[0] >= body[1]:
        return Unit()
    heading = heading_heir(page, node, body, title)
    unit = Unit(heir=heading)
    if heading is not None and not page.text(body).count(". "):
        return unit
    parts = [trim(page, p) for p in paragraphs(page, body)]
    if heading is None and len(parts) > 1:  # "1. Sở Nội vụ | Chủ trì, phối hợp với …"
        heading = heading_heir(page, node, parts[0], None)
        unit.heir, parts = heading, parts[1:] if heading is not None else parts
    place = Place(page, node, heading or inherited, body[1] if node.last > node.index + 1 else None)
    starts = []
    for part in parts:
        starts.append(len(unit.drafts))
        for sentence in sentences(page, part):
            _read_sentence(place, sentence, unit)
    bounds = zip(starts, [*starts[1:], len(unit.drafts)], strict=True)
    unit.drafts = [d for first, last in bounds for d in _merged(unit.drafts[first:last])]
    return unit


def _read_sentence(place: Place, sentence: Span, unit: Unit) -> None:
    """Read the clauses of a sentence; a clause without a subject has that of the clause before."""
    page = place.page
    if unit.drafts and (stated := stated_deadline(page, sentence)) is not None:
        unit.drafts = [_dated(d, stated) for d in unit.drafts]
        return
    if CLOSING.search(page.text(sentence)) and not _GIVES.search(page.text(sentence)):
        return  # "Chánh Văn phòng; Giám đốc các Sở; … chịu trách nhiệm thi hành Quyết định này"
    if unit.drafts and (only := only_deadline(page, trim(page, sentence))) is not None:
        last = unit.drafts[-1]  # "Rà soát … . Hoàn thành trước ngày 20/12/2025."
        unit.drafts[-1] = replace(
            _dated(last, only, force=True), span=(last.span[0], trim(page, sentence)[1])
        )
        return
    current: Subject | None = None
    before = len(unit.drafts)
    for clause in clauses(page, sentence):
        span = trim(page, clause)
        if span[1] - span[0] < _SHORTEST_CLAUSE:
            continue
        found = find_subject(page, span, heir=place.inherited is not None or current is not None)
        if found is None and (bare := bare_subject(page, span)) is not None:
            current = bare  # "UBND tỉnh chịu sự lãnh đạo …; giữ mối liên hệ …": no work yet, but its subject
            continue
        current = found or current
        stated = stated_deadline(page, span) if found is None and len(unit.drafts) > before else None
        if (
            stated is not None and stated[1] is not None
        ):  # "…; thời gian thực hiện điều chỉnh tối đa là 03 tháng;"
            unit.drafts[-1] = _dated(unit.drafts[-1], stated)
        elif found is None and len(unit.drafts) > before and (only := only_deadline(page, span)) is not None:
            last = unit.drafts[-1]
            unit.drafts[-1] = replace(_dated(last, only, force=True), span=(last.span[0], span[1]))
        elif not _opens(place, span, current, unit):
            whole = len(unit.drafts) == before and found is not None and _only_assigns(page, span, found)
            _read_clause(place, (trim(page, sentence)[0], span[1]) if whole else span, found, current, unit)
    _share_report(page, unit, before)


# "…; giao Sở X chủ trì, phối hợp với UBND các xã.": the work stands before it
_ONLY_ASSIGNS = re.compile(
    r"(?:,? ?(?:là cơ quan |làm )?(?:chủ trì|đầu mối))?(?:,? ?phối hợp (?:với|cùng)(?: .*)?)?(?:,? ?(?:tham mưu|triển khai|tổ chức|thực hiện)){0,2}[ ./]*"
)
_WORKS = re.compile(
    r"(?<!\w)(?:tham mưu|xây dựng|tổ chức|rà soát|hướng dẫn|báo cáo|kiểm tra|thẩm định|trình|đề xuất|lập|triển khai|thực hiện) \w"
)


def _only_assigns(page: Page, span: Span, found: Subject) -> bool:
    """Tell whether a clause names who does the work of the clauses before it, and no work of its own."""
    work = page.text((found.rest, span[1]))
    return found.directed and _ONLY_ASSIGNS.fullmatch(work) is not None and _WORKS.search(work) is None


def _dated(draft: Draft, deadline: tuple[Mention, str | None], *, force: bool = False) -> Draft:
    if draft.deadline is not None and not force:
        return draft
    return replace(draft, deadline=deadline[0], deadline_norm=deadline[1])


def _opens(place: Place, span: Span, current: Subject | None, unit: Unit) -> bool:
    """Take a clause that only opens what stands below it, and leave its subject to the children."""
    page, text = place.page, place.page.text(span)
    if not text.endswith(":"):
        heads = place.opens_at is not None and span[1] >= place.opens_at and current is None
        return heads and not text.endswith((".", ";")) and len(text) < _LEAST_WORK  # "Trình UBND Thành phố"
    if place.opens_at is not None and span[1] >= place.opens_at and current is not None:
        rest = page.text((current.rest, span[1])).lstrip(" ,")
        governs = _GOVERNS.match(rest) is not None
        if not rest.startswith(("khuyến khích", "hỗ trợ", "ưu đãi")):  # what others do is furthered
            opens = (
                len(_OPENING.sub("", rest)) < _LEAST_WORK
            )  # "Sở X bảo đảm hạ tầng:": each point is his work
            unit.heir = Heir(
                current.leads, current.generic, supporters(page, span), governs=governs, duties=opens
            )
        return len(_OPENING.sub("", page.text((current.rest, span[1])))) < _WHOLE_WORK
    work = text[max(0, current.rest - span[0]) :] if current is not None else text
    return len(_OPENING.sub("", work)) < _LEAST_WORK


def _read_clause(
    place: Place, span: Span, found: Subject | None, current: Subject | None, unit: Unit
) -> None:
    if CLOSING.search(place.page.text(span)):
        return
    draft = _draft(place, span, found, current, unit.drafts[-1] if unit.drafts else None)
    if draft is None:
        return
    if found is None and draft.directed and not draft.support and unit.drafts:
        draft = replace(draft, support=unit.drafts[-1].support)  # "…; tổng hợp báo cáo": still with them
    _add(place.page, unit, draft, found)


def _share_report(page: Page, unit: Unit, first: int) -> None:
    """Give the day of the closing report to the work that the same sentence assigned before it."""
    shared = unit.drafts[first:]
    last = shared[-1] if len(shared) > 1 else None
    if last is None or not last.directed or last.deadline is None or not _REPORT.search(page.text(last.span)):
        return
    unit.drafts[first:] = [_dated(d, (last.deadline, last.deadline_norm)) for d in shared]


# "Các thành viên tham dự: Mức chi 100.000 đồng/người": what somebody gets, not what he does
_RATE = re.compile(r"[ ,:]*(?:[^\W\d]+ ){0,2}[^\W\d]+ ?: (?:mức|định mức|đơn giá|số tiền)(?!\w)")


def _draft(
    place: Place, span: Span, found: Subject | None, current: Subject | None, last: Draft | None
) -> Draft | None:
    """Make a task of a clause with a subject of its own, of the clause before, or from above."""
    page = place.page
    work = (found.rest, span[1]) if found is not None else span
    if (
        _is_courtesy(page, span, work, found)
        or FORMAL.match(page.text(work).lstrip(" ,:"))
        or _RATE.match(page.text(work))
    ):
        return None
    deadline = deadline_in(page, span)
    due = deadline is not None and "hoàn thành" in page.text(span)
    verbal = begins_work(page, span) or _is_duty(place, span)
    doer = _doer(place, found, current, verbal, due)
    if doer is None and last is not None and current is None and deadline is not None and verbal:
        doer = Heir(last.lead, last.generic)  # "Sở X tổ chức … . Báo cáo kết quả trước ngày 15/12."
    if doer is None:
        return None
    leads, partners = doer.leads, supporters(page, span) or doer.support
    if owner := owner_among(page, work):
        leads, partners = owner, leads
    own = found or current
    return Draft(
        place.node, span, leads, partners, (),
        deadline[0] if deadline else None, deadline[1] if deadline else None, product_in(page, work),
        doer.generic, directed=own is not None and own.directed,
    )  # fmt: skip


def _is_courtesy(page: Page, span: Span, work: Span, found: Subject | None) -> bool:
    """Tell the words that end a letter: "Đề nghị các đồng chí tham dự đúng thời gian, thành phần"."""
    text = page.text(work).lstrip(" ,:")
    if found is None or deadline_in(page, span) is not None:
        return False
    anybody = found.generic or all(ACTOR.match(fold(m.value)) for m in found.leads)
    if anybody and (COURTESY.match(page.text(span)) or COURTESY.match(text)):
        return True
    return text.startswith(("thông báo", "thông tin", "sao gửi")) and COURTESY.match(text) is not None


# What a list below "Sở X:" holds beside its work: conditions, contents, amounts.
_NO_DUTY = re.compile(
    r"(?:việc|trường hợp|hồ sơ|các|những|một số|số|mức|thời|kinh phí|danh|tỷ lệ|nội dung|đối tượng|thành phần|khi|nếu|không|"
    r"kết quả|tình hình|địa điểm|điện thoại|email|về|ông|bà|đồng chí|nơi|phó|trưởng|giám đốc|chủ tịch)(?!\w)|\W|\d"
)
# Below "Trách nhiệm … của Chủ tịch": what begins with somebody else, or says what he may do or how, is no work.
_ACTS = re.compile(
    r"(?:các |những |mỗi )?(?:người|cơ quan|đơn vị|tổ chức|thành viên|cá nhân|cán bộ|công chức|viên chức|hồ sơ|văn bản|việc|được|có quyền)(?!\w)"
)
_LEAST_DUTY = 15  # characters; shorter lines are names and labels


def _is_duty(place: Place, span: Span) -> bool:
    """Tell whether a clause is the work of a unit right below the heading that gives work."""
    heir = place.inherited
    if heir is None or not heir.duties or span[0] != body_of(place.page, place.node)[0]:
        return False
    text = place.page.text(span)
    return (
        len(text) >= _LEAST_DUTY
        and _NO_DUTY.match(text) is None
        and (heir.firm or _ACTS.match(text) is None)
        and not place.page.document.text[place.node.start : place.node.own_end].rstrip().endswith(":")
    )


def _doer(
    place: Place, found: Subject | None, current: Subject | None, verbal: bool, due: bool
) -> Heir | None:
    """Return those who do the work of a clause, or None where it gives none."""
    if found is not None:
        return Heir(found.leads, found.generic)
    if current is not None and (verbal or (due and current.directed)):
        return Heir(current.leads, current.generic)
    if place.inherited is not None and (place.inherited.governs or verbal or due):
        return place.inherited
    return None


def _add(page: Page, unit: Unit, draft: Draft, found: Subject | None) -> None:
    """Append a task; a sentence that only says who watches gives the task before it a monitor."""
    watches = found is not None and MONITORING.match(page.text((found.rest, draft.span[1])).lstrip(" ,"))
    if watches and unit.drafts:
        last = unit.drafts[-1]
        unit.drafts[-1] = replace(last, monitor=draft.lead, span=(last.span[0], draft.span[1]))
        return
    monitor = draft.lead if watches else watched_by(page, draft.span)
    told = {m.value for m in draft.lead} if not watches else set()  # "… gửi UBND tỉnh" of UBND tỉnh itself
    unit.drafts.append(replace(draft, monitor=tuple(m for m in monitor if m.value not in told)))


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
