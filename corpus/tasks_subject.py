"""Find who has to do what a clause says: an assignment verb, a subject before its verb, or a heading."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.model import Mention
from corpus.roles_words import ADVERBIAL, ASSIGN, COOPERATE, DECISIVE, PREDICATE, STRONG, VERBS
from corpus.tasks_text import Agency, Page, Span

_PREDICATE = re.compile(PREDICATE)
_ASSIGN = re.compile(rf"(?:{ASSIGN})(?: và)? ")
_VERB = re.compile(rf"(?<!\w)(?:{VERBS})(?!\w)")
_STRONG = re.compile(rf"(?<!\w)(?:{STRONG})(?!\w)")
_LINK = re.compile(r" ?(?:,|;|và|cùng|cùng với|hoặc|/|-|, và|; và|:)? ?$")
_SCOPE = re.compile(
    r" ?(?:\([^)]{1,80}\) ?)?,? ?(?:(?:(?:trong|theo|căn cứ|trên cơ sở|thuộc|tùy theo|bằng) [^,;:]{3,160},|"
    r"trong phạm vi [^,;:]{3,80}?(?= có trách nhiệm| chịu trách nhiệm| chủ|$)|"
    r"theo (?:chức năng|nhiệm vụ|thẩm quyền|lĩnh vực|phạm vi)[^:;]{0,80}?(?= có trách nhiệm| chịu trách nhiệm| chủ| tổ chức| phối hợp)) ?)*"
)
# "Các cơ quan được giao quản lý …", "Đơn vị chủ trì": subjects that are no names.
_ACTOR = re.compile(
    r"(?:các |những |mỗi )?(?:cơ quan|đơn vị(?! hành chính)|thủ trưởng|người đứng đầu|lãnh đạo(?= (?:cơ quan|đơn vị|các|sở))|chủ đầu tư|doanh nghiệp|"
    r"chủ tịch hội đồng|hội đồng(?! nhân dân)|nhà thầu|ban chỉ đạo|tổ công tác|thành viên|các cấp)(?!\w)|các tổ chức(?!\w)|"
    r"tổ chức(?=,? (?:chủ trì|đề xuất|đại diện|tư vấn|tín dụng|được|cá nhân|cung cấp|cung ứng|có|thực hiện nhiệm vụ)(?!\w))"
)
_DECISIVE = re.compile(rf"(?<!\w)(?:{DECISIVE})(?!\w)")


@dataclass(frozen=True, slots=True)
class Subject:
    """Those to whom a clause gives work; `rest` is where the work itself begins (folded offset)."""

    leads: tuple[Mention, ...]
    generic: bool
    rest: int
    directed: bool = False  # "Giao …", "Chỉ đạo …"
    strong: bool = True
    issuer: bool = False  # the subject gives the work on


def agency_list(page: Page, first: int, agencies: tuple[Agency, ...]) -> tuple[Agency, ...]:
    """Return the agencies that follow one another from `agencies[first]` on, parted by commas and "và"."""
    chain = [agencies[first]]
    for agency in agencies[first + 1 :]:
        if not _LINK.fullmatch(page.text((chain[-1].end, agency.start))):
            break
        chain.append(agency)
    return tuple(chain)


def mentions_of(page: Page, chain: tuple[Agency, ...]) -> tuple[Mention, ...]:
    """Return the cells of the register for agencies; "các tổ chức, cá nhân" beside named ones is left out."""
    named = [a for a in chain if "cá nhân" not in page.text((a.start, a.end))]
    return tuple(Mention(a.mention.value, a.mention.start, a.mention.end) for a in (named or chain))


def find_subject(page: Page, span: Span, *, heir: bool = False) -> Subject | None:
    """Return the subject that a clause names itself, or None.

    Args:
        heir: a subject is inherited, so a clause that begins with a verb has none of its own,
            unless it hands the work to a named agency ("Chỉ đạo Sở X …").
    """
    agencies = page.agencies_in(span)
    verbal = starts_with_verb(page, span)
    if (told := _told(page, span, agencies)) is not None:
        return told
    for at in _openings(page, span, verbal):
        assigned = _assigned(page, at, span, agencies)
        if assigned is not None and not (heir and assigned.generic):
            return assigned
        if at == span[0] and verbal:
            continue
        named = _long_subject(page, at, span, agencies) or _named(page, at, span, agencies)
        if named is not None:
            return named
    made = _made_by(page, span, agencies)
    if made is not None or (heir and verbal):
        return made
    return _actor(page, span, verbal)


def _openings(page: Page, span: Span, verbal: bool) -> list[int]:
    """Return the places where a subject may stand: the start, and behind the commas of an adverbial."""
    text = page.folded.text
    places = [span[0]]
    adverbial = ADVERBIAL.match(text, span[0], span[1])
    if _TIMELY.match(text, span[0], span[1]) and adverbial:
        places.append(_TIMELY.match(text, span[0], span[1]).end())  # type: ignore[union-attr]
    if adverbial and not verbal:
        agencies = page.agencies_in(span)
        for m in re.finditer(r", (?:thì )?|(?<!\w)thì |: ", text[span[0] : min(span[1], span[0] + 700)]):
            if any(a.start < span[0] + m.end() < a.end for a in agencies):
                continue  # a comma inside a name
            places.append(span[0] + m.end())
            timely = _TIMELY.match(text, span[0] + m.end(), span[1])
            if timely is not None:
                places.append(timely.end())
    elif m := re.match(r"[^,;:.]{3,80}: ", text[span[0] : span[1]]):
        places.append(span[0] + m.end())  # "Kiểm tra của cơ quan quản lý nhà nước: Sở …"
    return places


# "Định kỳ các Phó Chủ tịch …", "hằng năm Sở Tư pháp …"
_TIMELY = re.compile(
    r"(?:định kỳ|h[ằà]ng (?:năm|tháng|quý|tuần)|thường xuyên|ngoài ra|đồng thời)(?: \S+ tháng)? (?!,)"
)


def _made_by(page: Page, span: Span, agencies: tuple[Agency, ...]) -> Subject | None:
    """Read "Báo cáo … do Sở Tư pháp chủ trì xây dựng"."""
    for i, agency in enumerate(agencies):
        chain = agency_list(page, i, agencies)
        end = chain[-1].end
        if page.folded.text.endswith("do ", span[0], agency.start) and page.folded.text.startswith(
            " chủ trì", end
        ):
            return Subject(mentions_of(page, chain), any(a.generic for a in chain), end)
    return None


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


def _long_subject(page: Page, at: int, span: Span, agencies: tuple[Agency, ...]) -> Subject | None:
    """Read a subject that goes on behind its generic noun: "Thủ trưởng cơ quan … là đơn vị dự toán cấp I"."""
    first = next((a for a in agencies if at <= a.start <= at + 1), None)
    if first is None or not _ACTOR.match(page.folded.text, first.start):
        return None
    name = page.text((first.start, first.end))
    if not (first.generic or name.startswith(("thủ trưởng", "người đứng đầu", "lãnh đạo"))):
        return None
    after = page.folded.text[first.end : span[1]].lstrip(" ,")
    if (
        _PREDICATE.match(after)
        and name.startswith("các ")
        and not after.startswith(("được giao", "được phân"))
    ):
        return None
    return _extended(page, first.start, first.end, span)


_LONGEST_SUBJECT = (
    100  # characters: "thủ trưởng cơ quan, đơn vị được giao nhiệm vụ xây dựng văn bản …" has 81
)


def _extended(page: Page, start: int, named: int, span: Span) -> Subject | None:
    text = page.folded.text
    for pattern in (_STRONG, _DECISIVE):
        m = pattern.search(text, named, min(span[1], start + _LONGEST_SUBJECT))
        if m is None or not _plain(text[start : m.start()]):
            continue
        if all(a.generic or _within(text, a.start) for a in page.agencies_in((named, m.start()))):
            return Subject((page.mention((start, m.start())),), True, m.start())
    return None


def _assigned(page: Page, at: int, span: Span, agencies: tuple[Agency, ...]) -> Subject | None:
    """Read "Giao Sở X …", "Đề nghị UBND tỉnh chỉ đạo Công an tỉnh …", "HĐND tỉnh giao cho UBND tỉnh …"."""
    text = page.folded.text
    issuer = next((i for i, a in enumerate(agencies) if a.start == at), None)
    if issuer is not None:
        after = agency_list(page, issuer, agencies)[-1].end
        if not _ASSIGN.match(text, after + 1, span[1]):
            return None
        at = after + 1
    verb = _ASSIGN.match(text, at, span[1])
    if verb is None:
        return None
    first = next((i for i, a in enumerate(agencies) if verb.end() <= a.start <= verb.end() + 1), None)
    if first is None:
        return None
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


_PLURAL = re.compile(r"(?:các|những|mỗi|từng|tất cả|cơ quan chuyên môn|ủy ban|ubnd|hội đồng|cấp ủy)")


def _named(page: Page, at: int, span: Span, agencies: tuple[Agency, ...]) -> Subject | None:
    """Read "Sở X (, Sở Y và UBND huyện Z) (trong phạm vi …) chủ trì …"."""
    first = next((i for i, a in enumerate(agencies) if at <= a.start <= at + 1), None)
    if first is None or (
        first and agencies[first - 1] in agency_list(page, first - 1, agencies[: first + 1])[:-1]
    ):
        return None  # none, or the middle of a list that began before
    chain = agency_list(page, first, agencies)
    if len(chain) == 1 and chain[0].generic and not _PLURAL.match(page.text((chain[0].start, chain[0].end))):
        return None  # "Cơ quan, tổ chức sử dụng mạng …" tells who is meant, not what to do
    end = chain[-1].end
    scope = _SCOPE.match(page.folded.text, end, span[1])
    rest = scope.end() if scope else end
    for begin in (end, rest):
        begin += len(page.folded.text[begin : span[1]]) - len(page.folded.text[begin : span[1]].lstrip(" ,:"))
        if _PREDICATE.match(page.folded.text, begin, span[1]) or page.folded.text.startswith(
            "căn cứ ", begin
        ):
            return Subject(mentions_of(page, chain), any(a.generic for a in chain), begin)
    strong = _STRONG.search(page.folded.text, end, min(span[1], end + 120))
    if strong and not page.agencies_in((end, strong.start())) and ";" not in page.text((end, strong.start())):
        leads = mentions_of(page, chain)
        between = page.text((end, strong.start())).lstrip(" ,")
        if (
            chain[-1].generic
            and len(chain) == 1
            and not between.startswith(("trong", "theo", "căn cứ", "tùy"))
        ):
            leads = (page.mention((chain[0].start, strong.start())),)
        return Subject(leads, any(a.generic for a in chain), strong.start())
    return None


def _within(text: str, at: int) -> bool:
    """Tell whether an agency only says where the actor belongs ("cơ quan thanh tra trong Công an nhân dân")."""
    return text[max(0, at - 7) : at].endswith((" trong ", " thuộc ", " của ", " tại "))


def _actor(page: Page, span: Span, verbal: bool) -> Subject | None:
    """Read a subject that is no name: "Cơ quan, đơn vị chủ trì … phải tự đánh giá"."""
    text = page.folded.text
    for at in _openings(page, span, verbal):
        named = any(a.start == at and not a.generic for a in page.agencies_in(span))
        if named or _ACTOR.match(text, at, span[1]) is None:
            continue
        strong = _STRONG.search(text, at, min(span[1], at + _LONGEST_SUBJECT))
        if strong is not None and _plain(text[at : strong.start()]):
            return Subject((page.mention((at, strong.start())),), True, strong.start())
        weak = _weak_verb(text, at, span[1])
        if weak is not None and _plain(text[at:weak]):
            return Subject((page.mention((at, weak)),), True, weak, strong=False)
    return None


# Words that no name of an actor holds: the text is a sentence of another kind.
_NO_NAME = re.compile(
    r"[.;:]|(?<!\w)(?:không|thì|nếu|đã|khi|để|chấm dứt|quy định|đề nghị|được(?! (?:giao|phân công|cấp|ủy quyền|yêu cầu))|"
    r"là(?! đơn vị)|sau|trước|nhằm|cho|ghi|quyết định|có văn bản)(?!\w)"
)


def _plain(subject: str) -> bool:
    """Tell whether words before a verb can be the name of an actor."""
    if subject.rstrip().endswith((",", "-")) or subject.strip() in {"cơ quan", "đơn vị", "các cơ quan", "các đơn vị"}:
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


def starts_with_verb(page: Page, span: Span) -> bool:
    """Tell whether a clause begins with what is to be done ("Chủ trì, phối hợp …", "Định kỳ tổng hợp …")."""
    if _ACTOR.match(page.folded.text, *span):  # "Tổ chức chủ trì có trách nhiệm …" is a name
        return False
    if any(a.start == span[0] and not a.generic for a in page.agencies_in(span)):  # "Thanh tra tỉnh"
        return False
    return _PREDICATE.match(page.folded.text, *span) is not None


def bare_subject(page: Page, span: Span) -> Subject | None:
    """Return the agencies that a clause begins with although it gives them no work by itself."""
    agencies = page.agencies_in(span)
    if not agencies or agencies[0].start != span[0] or agencies[0].generic:
        return None
    chain = agency_list(page, 0, agencies)
    return Subject(mentions_of(page, chain), False, chain[-1].end)


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
        if first is not None:
            found += [x for x in mentions_of(page, agency_list(page, first, agencies)) if x not in found]
    return tuple(found)


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


_WATCHES = re.compile(r" (?:để )?(?:biết,? )?(?:và )?(?:theo dõi,? )?giám sát")


def watched_by(page: Page, span: Span) -> tuple[Mention, ...]:
    """Return who gets the report in order to watch: "… và báo cáo Tổ đại biểu HĐND … biết, giám sát"."""
    agencies = page.agencies_in(span)
    for i, agency in enumerate(agencies):
        chain = agency_list(page, i, agencies)
        before = page.text((span[0], agency.start))
        if before.endswith(("báo cáo ", "gửi ")) and _WATCHES.match(page.folded.text, chain[-1].end, span[1]):
            return mentions_of(page, chain)
    return ()
