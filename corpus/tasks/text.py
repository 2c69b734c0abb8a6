"""A document made ready for reading tasks: folded once, with its agencies and clause boundaries."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from corpus.agencies import AgencyMention, agency_id, find_agencies
from corpus.model import Document, Mention
from corpus.text import Folded, fold, fold_with_offsets, squeeze

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency mention with its span in the folded text."""

    start: int
    end: int
    mention: AgencyMention

    @property
    def generic(self) -> bool:
        """True for "các sở, ban, ngành" and the like."""
        return self.mention.kind == "generic"


@dataclass(frozen=True, slots=True)
class Page:
    """A document, its folded text, and the agencies in it; all spans below are of the folded text."""

    document: Document
    folded: Folded
    agencies: tuple[Agency, ...]
    width: int | None = None  # characters of a full line where the text was broken to fit a page

    def inside(self, offset: int) -> int:
        """Return the folded offset of an offset in the document."""
        return bisect_left(self.folded.offsets, offset)

    def original(self, span: Span) -> Span:
        """Return the span in the document, without white space at its ends."""
        start, end = self.folded.span(*span)
        text = self.document.text
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        return start, end

    def text(self, span: Span) -> str:
        """Return the folded text of a span."""
        return self.folded.text[span[0] : span[1]]

    def capital(self, at: int) -> bool:
        """Tell whether the character at a folded offset is printed as a capital."""
        return self.document.text[self.folded.offsets[at]].isupper() if at < len(self.folded.text) else False

    def agencies_in(self, span: Span) -> tuple[Agency, ...]:
        """Return the agencies that lie inside a span."""
        first = bisect_left(self.agencies, span[0], key=lambda a: a.start)
        found = []
        for agency in self.agencies[first:]:
            if agency.start >= span[1]:
                break
            if agency.end <= span[1]:
                found.append(agency)
        return tuple(found)

    def mention(self, span: Span) -> Mention:
        """Return what is printed at a span."""
        start, end = self.original(span)
        return Mention(squeeze(self.document.text[start:end]), start, end)


def read_page(document: Document) -> Page:
    """Fold a document and find its agencies."""
    folded = fold_with_offsets(document.text)
    agencies = []
    for m in find_agencies(document.text):
        start = bisect_left(folded.offsets, m.start)
        agencies.append(Agency(start, bisect_left(folded.offsets, m.end), m))
    agencies += _defined_names(document.text, folded, agencies)
    return Page(document, folded, tuple(sorted(agencies, key=lambda a: a.start)), _width(document.text))


_LEAST_LINES = 12  # lines that say something; fewer do not tell how a text was broken
_BROKEN = 0.25  # share of lines that go on in small letters below; in whole paragraphs nearly none does


def _width(text: str) -> int | None:
    """Return how long a full line is, or None for a text whose lines are whole paragraphs."""
    lines = [line.rstrip() for line in text.split("\n")]
    said = [(a, b.lstrip()) for a, b in pairwise(lines) if len(a) > 30 and "\t" not in a]  # 30: no title
    if len(said) < _LEAST_LINES or sum(b[:1].islower() for _, b in said) < _BROKEN * len(said):
        return None
    lengths = sorted(len(a) for a, _ in said)
    return lengths[int(0.9 * len(lengths))]  # the longest tenth are links and tables


# "… bằng cụm từ tại | Điều 5", "của | Bộ Tài chính": a line that cannot end there
_UNFINISHED = re.compile(
    r"(?:(?<!\w)(?:tại|của|và|theo|cho|với|về|do|là|ở|từ|đến|các|những|số|khoản|điểm|điều|ngày|tháng|năm|bởi|trong|hoặc|"
    r"bằng|trên|thuộc|tỉnh|thành phố|huyện|xã|phường|quận|thị xã|ông|bà|đồng chí)|[,(“\"/–-])$"
)
_FULL = 0.7  # of the width; a line shorter than that ends a paragraph


def paragraphs(page: Page, span: Span) -> Iterator[Span]:
    """Give the paragraphs of a span: a line break before a capital, where the line above may end."""
    start, end = page.original(span)
    text = page.document.text
    first = span[0]
    for m in re.finditer(r"\n\s*(?=[\"“'(*_]*[^\W\d_])", text[start:end]):
        at, after = start + m.start(), start + m.end()
        if not text[after:].lstrip("\"“'(*_")[:1].isupper() or not _may_end(page, at):
            continue
        inside = page.inside(after)
        if any(a.start < inside < a.end for a in page.agencies_in((first, span[1]))):
            continue  # "Chủ tịch | Ủy ban nhân dân"
        yield first, inside
        first = inside
    yield first, span[1]


def _may_end(page: Page, at: int) -> bool:
    """Tell whether a paragraph may end at a line break."""
    text = page.document.text
    line = text[text.rfind("\n", 0, at) + 1 : at].rstrip()
    if line.endswith((".", ";", ":", "?", "!")):
        return True
    if _UNFINISHED.search(fold(line)):
        return False
    if page.width is None:
        return True
    return len(line) < _FULL * page.width and line.split()[-1][:1].islower()  # not "kè bờ tây Sông | Lô"


# "Quỹ Phát triển khoa học và công nghệ Quốc gia (sau đây gọi tắt là Quỹ)"
_DEFINED = re.compile(
    r"\(?sau đây (?:được )?(?:gọi|viết)(?: tắt| chung)* là:? [\"“]?(?P<name>[^()\"”;,.]{2,60})"
)
_ORGANISATION = re.compile(
    r"(?:quỹ|ban|sở|bộ|trung tâm|hội|công ty|cơ quan|đơn vị|viện|trường|hội đồng|tổ|cục|phòng|văn phòng|doanh nghiệp|tổ chức)(?!\w)"
)


def _defined_names(text: str, folded: Folded, known: list[Agency]) -> list[Agency]:
    """Find the short names that a document gives to an organisation, wherever they are printed with a capital."""
    taken = [(a.start, a.end) for a in known]
    starts = [t[0] for t in taken]
    found: list[Agency] = []
    for m in _DEFINED.finditer(folded.text):
        start, end = folded.span(*m.span("name"))
        name = text[start:end].strip()
        if not name[:1].isupper() or not _ORGANISATION.match(m["name"]):
            continue
        for hit in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
            first, last = bisect_left(folded.offsets, hit.start()), bisect_left(folded.offsets, hit.end())
            near = bisect_left(starts, last)
            if any(a < last and first < b for a, b in taken[max(0, near - 3) : near]):
                continue
            value = AgencyMention(name, hit.start(), hit.end(), "own", agency_id(name))
            found.append(Agency(first, last, value))
    return found


def trim(page: Page, span: Span) -> Span:
    """Return a span without blanks, and without the marks that part clauses, at its ends."""
    start, end = span
    text = page.folded.text
    while start < end and text[start] in " ,;:-+–.":
        start += 1
    while end > start and text[end - 1] in " ;(":
        end -= 1
    return start, end


_ABBREVIATED = re.compile(r"(?<!\w)(?:tp|tx|tt|ths|ts|pgs|gs|bs|ks|đ/c|v\.v|stt|\w)$")


def sentences(page: Page, span: Span) -> Iterator[Span]:
    """Give the sentences of a span: a full stop before a capital, a question mark, the end."""
    text = page.folded.text
    start, depth = span[0], 0
    for at in range(span[0], span[1]):
        char = text[at]
        depth += (char == "(") - (char == ")")
        if char not in ".?!" or at + 2 >= span[1] or text[at + 1] not in ' "”':
            continue
        if depth <= 0 and page.capital(at + 2) and not _ABBREVIATED.search(text[max(start, at - 6) : at]):
            yield start, at + 1
            start, depth = at + 2, 0
    yield start, span[1]


def clauses(page: Page, span: Span) -> Iterator[Span]:
    """Give the parts of a sentence between semicolons (not those inside brackets or a list of agencies)."""
    text = page.folded.text
    ends = {a.end for a in page.agencies_in(span)}
    starts = {a.start for a in page.agencies_in(span)}
    start, depth = span[0], 0
    for at in range(span[0], span[1]):
        char = text[at]
        depth += (char == "(") - (char == ")")
        listed = at in ends and (at + 2 in starts or at + 5 in starts)  # "Các sở; UBND …", "…; và UBND …"
        if char == ";" and depth <= 0 and not listed:
            yield start, at
            start = at + 1
    yield start, span[1]
