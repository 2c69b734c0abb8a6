"""What the readers of a clause share: its subject, lists of agencies, and whether it begins with a verb."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.model import Mention
from corpus.tasks.role_words import ADVERBIAL, PREDICATE, STRONG
from corpus.tasks.text import Agency, Page, Span

# "Các cơ quan được giao quản lý …", "Đơn vị chủ trì": subjects that are no names.
ACTOR = re.compile(
    r"(?:các |những |mỗi )?(?:cơ quan|đơn vị(?! (?:hành chính|tiền tệ|tính|đo))|thủ trưởng|người đứng đầu|lãnh đạo(?= (?:cơ quan|đơn vị|các|sở))|chủ đầu tư|doanh nghiệp|"
    r"chủ tịch hội đồng|hội đồng(?! nhân dân)|nhà thầu|ban chỉ đạo|tổ công tác|thành viên|các cấp)(?!\w)|các tổ chức(?!\w)|"
    r"(?:cán bộ, )?(?:công chức|viên chức)(?:, (?:công chức|viên chức|người lao động))*|trưởng thôn|người được giao|"
    r"tổ chức(?=,? (?:chủ trì|đề xuất|đại diện|tư vấn|tín dụng|được|cá nhân|cung cấp|cung ứng|có|thực hiện nhiệm vụ (?:khoa học|nghiên cứu|hợp tác|đề tài|chủ trì|có|phải|được))(?!\w))"
)
PREDICATE_AT = re.compile(PREDICATE)
STRONG_AT = re.compile(rf"(?<!\w)(?:{STRONG})(?!\w)")
_LINK = re.compile(r" ?(?:,|;|và|cùng|cùng với|hoặc|/|-|, và|; và|:)? ?$")


@dataclass(frozen=True, slots=True)
class Subject:
    """Those to whom a clause gives work; `rest` is where the work itself begins (folded offset)."""

    leads: tuple[Mention, ...]
    generic: bool
    rest: int
    directed: bool = False  # "Giao …", "Chỉ đạo …"


def agency_list(page: Page, first: int, agencies: tuple[Agency, ...]) -> tuple[Agency, ...]:
    """Return the agencies that follow one another from `agencies[first]` on, parted by commas and "và"."""
    chain = [agencies[first]]
    for agency in agencies[first + 1 :]:
        if not _LINK.fullmatch(page.text((chain[-1].end, agency.start))):
            break
        chain.append(agency)
    return tuple(chain)


def mentions_of(page: Page, chain: tuple[Agency, ...]) -> tuple[Mention, ...]:
    """Return the cells of the register for agencies; "các tổ chức, cá nhân" beside named ones is left out.

    Two posts joined by a dash are one person: "Tổng Thư ký Quốc hội - Chủ nhiệm Văn phòng Quốc hội".
    """
    named = [a for a in chain if "cá nhân" not in page.text((a.start, a.end))]
    cells: list[Mention] = []
    for agency in named or chain:
        mention = Mention(agency.mention.value, agency.mention.start, agency.mention.end)
        before = page.document.text[cells[-1].end : mention.start] if cells else ""
        if before.strip() in {"-", "–"} and _POST.match(page.text((agency.start, agency.end))):
            start = cells.pop().start
            mention = page.mention((page.inside(start), agency.end))
        cells.append(mention)
    return tuple(cells)


_POST = re.compile(
    r"(?:phó )?(?:chủ nhiệm|chủ tịch|trưởng|giám đốc|bí thư|chánh|thủ trưởng|tổng thư ký|bộ trưởng)(?!\w)"
)


def openings(page: Page, span: Span, verbal: bool) -> list[int]:
    """Return the places where a subject may stand: the start, and behind the commas of an adverbial."""
    text = page.folded.text
    places = [span[0]]
    adverbial = ADVERBIAL.match(text, span[0], span[1])
    timely = _TIMELY.match(text, span[0], span[1])
    if timely is not None and adverbial:
        places.append(timely.end())
    if timely is not None or (adverbial and not verbal):
        agencies = page.agencies_in(span)
        for m in re.finditer(r", (?:thì )?|(?<!\w)thì |: ", text[span[0] : min(span[1], span[0] + 700)]):
            if any(a.start < span[0] + m.end() < a.end for a in agencies):
                continue  # a comma inside a name
            places.append(span[0] + m.end())
            timely = _TIMELY.match(text, span[0] + m.end(), span[1])
            if timely is not None:
                places.append(timely.end())
    elif topic := re.match(r"[^,;:.]{3,80}: ", text[span[0] : span[1]]):
        places.append(span[0] + topic.end())  # "Kiểm tra của cơ quan quản lý nhà nước: Sở …"
    return places


# "Định kỳ các Phó Chủ tịch …", "hằng năm Sở Tư pháp …"
_TIMELY = re.compile(
    r"(?:định kỳ|h[ằà]ng (?:năm|tháng|quý|tuần)|thường xuyên|ngoài ra|đồng thời)(?: \S+ tháng)? (?!,)"
)


def starts_with_verb(page: Page, span: Span) -> bool:
    """Tell whether a clause begins with what is to be done ("Chủ trì, phối hợp …", "Định kỳ tổng hợp …")."""
    if ACTOR.match(page.folded.text, *span):  # "Tổ chức chủ trì có trách nhiệm …" is a name
        return False
    if any(a.start == span[0] and not a.generic for a in page.agencies_in(span)):  # "Thanh tra tỉnh"
        return False
    return PREDICATE_AT.match(page.folded.text, *span) is not None


def bare_subject(page: Page, span: Span) -> Subject | None:
    """Return the agencies that a clause begins with although it gives them no work by itself."""
    agencies = page.agencies_in(span)
    if not agencies or agencies[0].start != span[0] or agencies[0].generic:
        return None
    chain = agency_list(page, 0, agencies)
    if page.folded.text.startswith(" là ", chain[-1].end):
        return None  # what an agency is, not what it does
    return Subject(mentions_of(page, chain), False, chain[-1].end)


_GROUNDS = re.compile(
    r"(?:căn cứ|trên cơ sở|theo|(?:trong )?trường hợp(?: cần thiết| phát sinh)?,|khi cần thiết|nếu cần thiết|h[ằà]ng (?:năm|quý|tháng)|trước ngày|chậm nhất)(?!\w)"
)


def begins_work(page: Page, span: Span) -> bool:
    """Tell whether a clause says what to do: it begins with a verb, at once or behind its grounds.

    "Căn cứ chức năng, nhiệm vụ được giao, xây dựng kế hoạch" does, under a heading that names who.
    """
    if starts_with_verb(page, span):
        return True
    text = page.folded.text
    if _GROUNDS.match(text, *span) is None:
        return False
    return any(PREDICATE_AT.match(text, at, span[1]) for at in openings(page, span, False)[1:])
