"""Find who has to do what a clause says: an assignment verb, a subject before its verb, or a heading."""

from __future__ import annotations

import re

from corpus.tasks.actors import described_subject, long_subject
from corpus.tasks.clause import (
    ACTOR,
    PREDICATE_AT,
    STRONG_AT,
    Subject,
    agency_list,
    mentions_of,
    openings,
    starts_with_verb,
)
from corpus.tasks.role_words import ASSIGN, PREDICATE
from corpus.tasks.text import Agency, Page, Span

_ASSIGN = re.compile(rf"(?:{ASSIGN})(?: và)? ")
_SCOPE = re.compile(
    r" ?(?:\([^)]{1,80}\) ?)?,? ?(?:(?:(?:trong|theo|căn cứ|trên cơ sở|thuộc|tùy theo|bằng) [^,;:]{3,160},|"
    r"trong phạm vi [^,;:]{3,80}?(?= có trách nhiệm| chịu trách nhiệm| chủ|$)|"
    r"theo (?:chức năng|nhiệm vụ|thẩm quyền|lĩnh vực|phạm vi)[^:;]{0,80}?(?= có trách nhiệm| chịu trách nhiệm| chủ| tổ chức| phối hợp)) ?)*"
)
# "Sở quản lý ngành đối với hàng hóa (Phụ lục 01) thực hiện …": which of them is meant, up to the work itself
_RESTRICTED = re.compile(
    rf" ?(?:\([^)]{{1,80}}\) ?)?(?:đối với|thuộc trường hợp|thuộc diện|quy định tại|nêu tại|theo phân cấp|sau (?:khi )?sắp xếp) ?[^;:]{{0,160}}? (?={PREDICATE})"
)


def find_subject(page: Page, span: Span, *, heir: bool = False) -> Subject | None:
    """Return the subject that a clause names itself, or None.

    Args:
        page: the document.
        span: the clause.
        heir: a subject is inherited, so a clause that begins with a verb has none of its own,
            unless it hands the work to a named agency ("Chỉ đạo Sở X …").
    """
    agencies = page.agencies_in(span)
    verbal = starts_with_verb(page, span)
    if (told := _told(page, span, agencies)) is not None:
        return told
    for at in openings(page, span, verbal):
        assigned = _assigned(page, at, span, agencies)
        delegates = heir and _DELEGATES.match(page.folded.text, at, span[1])
        if assigned is not None and not (heir and assigned.generic) and not delegates:
            return assigned
        if at == span[0] and verbal:
            continue
        named = (
            _called(page, at, span)
            or long_subject(page, at, span, agencies)
            or _named(page, at, span, agencies)
        )
        if named is not None:
            return named
    made = _made_by(page, span, agencies)
    if made is not None or (heir and verbal):
        return made
    return described_subject(page, span, verbal)


def _made_by(page: Page, span: Span, agencies: tuple[Agency, ...]) -> Subject | None:
    """Read "Báo cáo … do Sở Tư pháp chủ trì xây dựng"."""
    for i, agency in enumerate(agencies):
        if not page.folded.text.endswith("do ", span[0], agency.start):
            continue
        if _MEETING.search(page.text((span[0], agency.start))):
            continue
        chain = agency_list(page, i, agencies)
        end = chain[-1].end
        if page.folded.text.startswith(" chủ trì", end):
            return Subject(mentions_of(page, chain), any(a.generic for a in chain), end)
    return None


# "phục vụ các cuộc họp do Chủ tịch chủ trì": he leads the meeting, not the work
_MEETING = re.compile(r"(?:họp|hội nghị|hội thảo|buổi làm việc|đoàn|kỳ họp|lễ|sự kiện)(?: \w+){0,2} do $")


# "… nếu có vướng mắc, đề nghị phản ánh về Sở X để xem xét, giải quyết": Sở X is to settle it.
_TOLD = re.compile(r"phản ánh(?: \w+){0,3}? (?:về|đến|tới|cho|với|qua) ")


def _told(page: Page, span: Span, agencies: tuple[Agency, ...]) -> Subject | None:
    """Read who settles the difficulties that others report."""
    m = _TOLD.search(page.folded.text, *span)
    first = next((i for i, a in enumerate(agencies) if m and a.start == m.end()), None)
    if first is None:
        return None
    chain = agency_list(page, first, agencies)
    return Subject(mentions_of(page, chain), any(a.generic for a in chain), chain[-1].end)


# "Phân công cho Phó Chủ tịch …" below "Cách thức giải quyết công việc của Chủ tịch": to delegate is his work.
_DELEGATES = re.compile(r"(?:khi [^,;]{3,60}, )?(?:phân công|ủy nhiệm|ủy quyền)(?!\w)")
# "Ủy ban nhân dân cấp tỉnh giao cơ quan chuyên môn lập đề án": a rule for all of a level, who assign themselves
_CLASS = re.compile(r"(?:^các |cấp (?:tỉnh|huyện|xã|mình|trên))")


def _assigned(page: Page, at: int, span: Span, agencies: tuple[Agency, ...]) -> Subject | None:
    """Read "Giao Sở X …", "Đề nghị UBND tỉnh chỉ đạo Công an tỉnh …", "HĐND tỉnh giao cho UBND tỉnh …"."""
    text = page.folded.text
    issuer = next((i for i, a in enumerate(agencies) if a.start == at), None)
    if issuer is not None:
        after = agency_list(page, issuer, agencies)[-1].end
        if not _ASSIGN.match(text, after + 1, span[1]) or _CLASS.search(page.text((at, after))):
            return None
        at = after + 1
    verb = _ASSIGN.match(text, at, span[1])
    if verb is None:
        return None
    first = next((i for i, a in enumerate(agencies) if verb.end() <= a.start <= verb.end() + 1), None)
    if first is None:
        return _assigned_described(page, verb.end(), span) if issuer is None else None
    chain = agency_list(page, first, agencies)
    if issuer is not None and all(a.generic for a in chain):
        return None
    end = chain[-1].end
    nested = re.compile(r" ?(?:quan tâm )?chỉ đạo ").match(text, end, span[1])
    inner = next((i for i, a in enumerate(agencies) if nested and a.start == nested.end()), None)
    if inner is not None and not agencies[inner].generic:
        chain = agency_list(page, inner, agencies)
        end = chain[-1].end
    return Subject(mentions_of(page, chain), any(a.generic for a in chain), end, directed=True)


# "Chỉ đạo cơ quan có chức năng quản lý đất đai cấp xã | chủ trì cùng …"
_DESCRIBED = re.compile(r"(?P<who>[^,;:.()]{12,100}?),? (?=chủ trì|có trách nhiệm|phối hợp (?:với|cùng))")


def _assigned_described(page: Page, at: int, span: Span) -> Subject | None:
    """Read the assignment to an office that is described and not named."""
    m = _DESCRIBED.match(page.folded.text, at, span[1]) if ACTOR.match(page.folded.text, at) else None
    return Subject((page.mention(m.span("who")),), True, m.end(), directed=True) if m is not None else None


# "… kể từ ngày có Nghị quyết của Hội đồng nhân dân tỉnh, | Ủy ban nhân dân tỉnh ban hành …"
_ENDS_ADVERBIAL = re.compile(
    r"(?<!\w)(?:của|tại|với|về|từ|cho|theo|trình|gửi|đến|thuộc|sang|lên|là|bằng|họp|hội nghị|phạm vi|địa bàn|trụ sở|ý kiến) $"
)


def _goes_on(page: Page, at: int, agencies: tuple[Agency, ...]) -> bool:
    """Tell whether an agency is in the middle of a list that began before, rather than behind its comma."""
    first = at
    while first and _LISTED.fullmatch(page.text((agencies[first - 1].end, agencies[first].start))):
        first -= 1
    if first == at:
        return False
    comma = page.text((agencies[at - 1].end, agencies[at].start)) == ", "
    alone = agencies[first]
    if comma and first == at - 1 and alone.generic and not _PLURAL.match(page.text((alone.start, alone.end))):
        return False  # "tại phạm vi địa phương, các sở, ban, ngành thực hiện …"
    return not comma or _ENDS_ADVERBIAL.search(page.text((0, agencies[first].start))[-12:]) is None


_LISTED = re.compile(r" ?(?:,|;|và|cùng|cùng với|hoặc|/|, và|; và) ?")
_PLURAL = re.compile(
    r"(?:các|sở quản lý|những|mỗi|từng|tất cả|cơ quan chuyên môn|ủy ban|ubnd|hội đồng|cấp ủy)"
)


# "Công an tỉnh, Bộ Chỉ huy Quân sự tỉnh: Nắm chắc tình hình …": whatever follows is theirs to do.
_HEADED = re.compile(r" ?: (?=[^\W\d_]{2,}.{12,})(?!mức |số |tổng )")


def _named(page: Page, at: int, span: Span, agencies: tuple[Agency, ...]) -> Subject | None:
    """Read "Sở X (, Sở Y và UBND huyện Z) (trong phạm vi …) chủ trì …"."""
    first = next((i for i, a in enumerate(agencies) if at <= a.start <= at + 1), None)
    if first is None or (first and _goes_on(page, first, agencies)):
        return None  # none, or the middle of a list that began before
    chain = agency_list(page, first, agencies)
    if len(chain) == 1 and chain[0].generic and not _PLURAL.match(page.text((chain[0].start, chain[0].end))):
        return None  # "Cơ quan, tổ chức sử dụng mạng …" tells who is meant, not what to do
    end = chain[-1].end
    scope = _SCOPE.match(page.folded.text, end, span[1])
    rest = scope.end() if scope else end
    colon = _HEADED.match(page.folded.text, end, span[1])
    if colon is not None:
        return Subject(mentions_of(page, chain), any(a.generic for a in chain), colon.end())
    restricted = _RESTRICTED.match(page.folded.text, end, span[1])
    for after in (end, rest, restricted.end() if restricted else end):
        tail = page.folded.text[after : span[1]]
        begin = after + len(tail) - len(tail.lstrip(" ,:"))
        if PREDICATE_AT.match(page.folded.text, begin, span[1]) or tail.lstrip(" ,:").startswith("căn cứ "):
            return Subject(mentions_of(page, chain), any(a.generic for a in chain), begin)
    if (listed := _listed(page, first, agencies, span)) is not None:
        return listed
    strong = STRONG_AT.search(page.folded.text, end, min(span[1], end + 120))
    if strong and not page.agencies_in((end, strong.start())) and ";" not in page.text((end, strong.start())):
        leads = mentions_of(page, chain)
        between = page.text((end, strong.start())).lstrip(" ,")
        if (
            chain[-1].generic
            and len(chain) == 1
            and not between.startswith(("trong", "theo", "căn cứ", "tùy", "đối với", "thuộc"))
        ):
            leads = (page.mention((chain[0].start, strong.start())),)
        return Subject(leads, any(a.generic for a in chain), strong.start())
    return None


_LONGEST_LIST = 320  # characters of a list of bodies with what is said of each, up to "có trách nhiệm"


def _listed(page: Page, first: int, agencies: tuple[Agency, ...], span: Span) -> Subject | None:
    """Read "UBND cấp tỉnh, UBND cấp xã theo phân cấp của …, cơ quan chuyên môn thuộc … có trách nhiệm …"."""
    start = agencies[first].start
    strong = STRONG_AT.search(page.folded.text, start, min(span[1], start + _LONGEST_LIST))
    if strong is None or re.search(r"[;:.]", page.text((start, strong.start()))):
        return None
    inside = {a.start: a for a in agencies if start <= a.start < strong.start()}
    heads = [m.end() for m in re.finditer(r", (?:và )?", page.text((start, strong.start())))]
    commas = [h + start for h in heads if not any(a.start < h + start < a.end for a in inside.values())]
    chosen = [inside.get(at) for at in (start, *commas)]
    if len(chosen) < 2 or None in chosen:
        return None
    ends = [*(at - 2 for at in commas), strong.start()]  # 2: the comma and its blank
    chain = [a for a in chosen if a is not None]
    leads = [
        page.mention((a.start, end)) if _is_described(page, a, end) else mentions_of(page, (a,))[0]
        for a, end in zip(chain, ends, strict=True)
    ]
    return Subject(tuple(leads), any(a.generic for a in chain), strong.start())


def _is_described(page: Page, agency: Agency, end: int) -> bool:
    """Tell a kind of office whose description says which is meant: "cơ quan chuyên môn có liên quan đến …"."""
    return agency.generic and agency.end < end and ACTOR.match(page.folded.text, agency.start) is not None


# "Cơ quan hoặc đơn vị tư vấn được giao lập đề án (gọi chung là đơn vị lập đề án) tổ chức …"
_CALLED = re.compile(
    r"(?P<who>[^;:.()]{12,160}?) ?\((?:sau đây )?(?:được )?(?:gọi|viết)(?: tắt| chung)? là [^()]{2,80}\),? "
)


def _called(page: Page, at: int, span: Span) -> Subject | None:
    """Read a described subject to which the document gives a short name on the spot."""
    m = _CALLED.match(page.folded.text, at, span[1]) if ACTOR.match(page.folded.text, at) else None
    if m is None or not PREDICATE_AT.match(page.folded.text, m.end(), span[1]):
        return None
    named = page.agencies_in(m.span("who"))
    if len(named) == 1 and named[0].end == m.end("who"):
        return None  # a name, whole
    return Subject((page.mention(m.span("who")),), True, m.end())
