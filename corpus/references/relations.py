"""What a document says about others: căn cứ, thực hiện, sửa đổi, thay thế, bãi bỏ, kèm theo, dẫn chiếu.

The head of a document (before its first article or section) states bases and what is carried out;
the body states what is amended, replaced, repealed. Everything else that is named is cited. Three rules
from real documents:
    * a document named inside the title of another ("hướng dẫn thi hành Nghị định số …") is no basis;
    * "X đã được sửa đổi theo Y" is about X and Y, and says nothing about what this document does;
    * "bãi bỏ Điều 12 của Nghị quyết số …" amends that resolution, it does not repeal it.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace

from corpus.model import Document, DocumentRef, Level, Relation, RelationKind
from corpus.references.documents import Reference, compact, find_references
from corpus.text import fold, squeeze

_BODY = {Level.PART, Level.CHAPTER, Level.SECTION, Level.ARTICLE}
# Each legal basis begins with one of these words; several may stand on one line.
_ITEM = re.compile(
    r"(?:^|(?<=[\s;.,]))(?=(?:Căn\s+cứ|Xét|Theo\s+(?:đề\s+nghị|Tờ\s+trình)|Trên\s+cơ\s+sở|Sau\s+khi"
    r"|Thực\s+hiện|Triển\s+khai|Để\s+(?:triển\s+khai|thực\s+hiện))\s)|(?<=;)\s*",
    re.M,
)
_BASES = re.compile(r"\s*(?:Căn\s+cứ|Xét|Theo|Trên\s+cơ\s+sở|Sau\s+khi)\b")
_CARRIES_OUT = re.compile(r"(?:^|\W)(?:triển\s+khai|thực\s+hiện|triển\s+khai\s+thực\s+hiện)\b", re.I)
# The words with which the title of a document begins; what is named behind them belongs to the title.
_TITLE = re.compile(
    r"\b(?:về|quy\s+định|hướng\s+dẫn|ban\s+hành|phê\s+duyệt|sửa\s+đổi|thực\s+hiện|triển\s+khai|công\s+bố"
    r"|quy\s+chế|thông\s+báo|điều\s+chỉnh)\b",
    re.I,
)
_PASSIVE = re.compile(
    r"(?:đã\s+)?được\s+(?:sửa\s+đổi|bổ\s+sung|thay\s+thế)[^.;]{0,60}(?:theo|tại|bởi|bằng)(?:\s+các)?\s*$",
    re.I,
)
_PROVISION = r"(?:điều|khoản|điểm|mục|chương|phụ\s+lục|tiết)\s+(?:\d|[ivx]+\b|[a-zđ]\b)"
_PART = rf"(?:{_PROVISION}|phụ\s+lục\b|số\s+thứ\s+tự\b|một\s+(?:số|phần)\b|(?:cụm\s+)?từ\b|nội\s+dung\b)"
_REPEAL_VERB = r"(?:bãi\s+bỏ|chấm\s+dứt\s+hiệu\s+lực)"  # "chấm dứt hiệu lực Thông tư số …"
_REPEALS = re.compile(rf"\b{_REPEAL_VERB}\b(?!.*\b{_PART})", re.I | re.S)
_REPEALS_PART = re.compile(rf"\bbãi\s+bỏ\b.*\b{_PART}", re.I | re.S)
_REPLACES = re.compile(r"\bthay\s+thế(?:\s+cho)?(?!\s+(?:cụm\s+từ|bằng|mẫu|biểu))", re.I)
_AMENDS = re.compile(
    r"\b(?:sửa\s+đổi|thay\s+thế\s+(?:cụm\s+từ|mẫu|biểu)|bổ\s+sung(?=\s+(?:một|các|khoản|điểm|điều|chương|mục"
    r"|phụ\s+lục|cụm\s+từ|nội\s+dung|vào|thêm|tên)\b))",
    re.I,
)
# The next of a list: ", " or "và" and perhaps a provision: "và Điều 6 của"
_JOINED = re.compile(rf"(?:\A\s*|,\s*|;\s*|\bvà\s+)(?:các\s+)?(?:{_PROVISION}[^.;,]{{0,30}})?$", re.I)
_OF_PROVISION = re.compile(rf"{_PROVISION}[^.;,]{{0,30}}$", re.I)  # "Chương II", "Điều 6 của"
_ENDS = re.compile(r"\s*(?:[^.;]{0,400}?\b)?(?:hết\s+hiệu\s+lực|chấm\s+dứt\s+hiệu\s+lực)", re.I | re.S)
_HYPOTHETICAL = re.compile(r"\b(?:trường\s+hợp|nếu|khi|cho\s+đến\s+khi)\b", re.I)
_NAME = (
    r"(?:Quy\s+chế|Quy\s+định|Kế\s+hoạch|Chương\s+trình|Đề\s+án|Điều\s+lệ|Phương\s+án|Danh\s+mục|Bảng|Bộ|Quy\s+trình"
    r"|Quy\s+chuẩn|Nội\s+quy|Chiến\s+lược|Hướng\s+dẫn|Phụ\s+lục|Mẫu|Định\s+mức|Đơn\s+giá|Quy\s+tắc)[^.;]{3,200}?"
)
# "Ban hành kèm theo Nghị định này Quy chế …" · "Ban hành Kế hoạch … kèm theo Quyết định này"
_THIS = r"kèm\s+theo\s+\w+\s+\w+\s+này"
_ATTACHED = re.compile(
    rf"\bBan\s+hành\s+(?:{_THIS}\s*:?\s*(?P<after>{_NAME})(?=[.;:]|$|\n)|(?P<before>{_NAME})\s+{_THIS})", re.M
)
_STATEMENT_END = re.compile(r";|\.(?=\s)")
_ON_REQUEST = re.compile(r"\s*(?:Xét|Theo\s+(?:đề\s+nghị|Tờ\s+trình))\b")
_SUBMITTED = ("Tờ trình", "Báo cáo", "Công văn", "Đề án")
_TITLE_REACH = 200  # characters between the verb of a title and the document that it acts on
# "Quyết định này thay thế …" · "Thông tư này có hiệu lực kể từ ngày 13 tháng 01 năm 2026 và thay thế …"
_THIS_ONE = re.compile(r"\bnày\s+(?:có\s+hiệu\s+lực[^.;]{0,150}?(?:,|và|;|đồng\s+thời)\s*)?(?:sẽ\s+)?$")
_BEFORE_VERB = 8  # words before the verb: a marker and a heading, "Điều 2. Hiệu lực thi hành"
_WORDS = 12  # words of an attached document's name that tell it from others


def find_relations(document: Document) -> tuple[Relation, ...]:
    """Return what a document states about other documents, in the order of its text.

    Each kind names a document once; citations once a provision.
    """
    if not unicodedata.is_normalized("NFC", document.text):
        composed, back = _composed(document)
        return tuple(replace(r, start=back[r.start], end=back[r.end]) for r in find_relations(composed))
    references = [r for r in find_references(document.text) if not _is_own(r, document)]
    head = _head_end(document)
    found = [
        *_in_head(document.text, [r for r in references if r.start < head], head),
        *_in_body(document, [r for r in references if r.start >= head]),
        *_attached(document),
    ]
    return tuple(_once(document, sorted(found, key=lambda r: (r.start, r.end))))


_CLUSTER = re.compile(r"[^\u0300-\u036f][\u0300-\u036f]*|[\u0300-\u036f]+")


def _composed(document: Document) -> tuple[Document, list[int]]:
    """Return a document in NFC, and for each of its offsets the offset in the original."""
    text: list[str] = []
    back: list[int] = []
    forth = [0] * (len(document.text) + 1)
    for cluster in _CLUSTER.finditer(document.text):
        for at in range(*cluster.span()):
            forth[at] = len(back)
        piece = unicodedata.normalize("NFC", cluster[0])
        text.append(piece)
        back += [cluster.start()] * len(piece)
    forth[-1] = len(back)
    back.append(len(document.text))
    provisions = tuple(
        replace(
            p, start=forth[p.start], end=forth[p.end], head_end=forth[p.head_end], own_end=forth[p.own_end]
        )
        for p in document.provisions
    )
    return replace(document, text="".join(text), provisions=provisions), back


def _is_own(reference: Reference, document: Document) -> bool:
    number = document.header.number
    return number is not None and compact(number.value) == compact(reference.document.number)


def _head_end(document: Document) -> int:
    """Return where the first article or section begins."""
    return min((p.start for p in document.provisions if p.level in _BODY), default=len(document.text))


def _in_head(text: str, references: list[Reference], end: int) -> Iterator[Relation]:
    """Yield bases, what is carried out, and what the title says."""
    begins = sorted({0, *(m.end() for m in _ITEM.finditer(text[:end])), end})
    named: RelationKind | None = None
    for start, stop in itertools.pairwise(begins):
        inside = [r for r in references if start <= r.start < stop]
        named = _head_kind(text[start:stop]) or (named if text[:start].rstrip().endswith(";") else None)
        for at, reference in enumerate(inside):
            said, verb = _title_kind(text[max(start, reference.start - _TITLE_REACH) : reference.start])
            kind = named or said
            submitted = _ON_REQUEST.match(text[start:stop]) and _is_submitted(reference)
            if named and at and not submitted and _in_title(text, inside[:at], reference):
                kind = RelationKind.CITES
            begin = start if named else reference.start - verb
            yield Relation(kind, reference.document, begin, _item_end(text, begin, stop, reference))


def _item_end(text: str, begin: int, stop: int, reference: Reference) -> int:
    """Return where the item of a reference ends: before a blank line and closing punctuation."""
    paragraph = text.find("\n\n", reference.end, stop)
    end = paragraph if paragraph >= 0 else stop
    return max(reference.end, begin + len(text[begin:end].rstrip(" \n;.")))


def _is_submitted(reference: Reference) -> bool:
    return (reference.document.type or "").startswith(_SUBMITTED)


def _head_kind(item: str) -> RelationKind | None:
    if _BASES.match(item):
        return RelationKind.BASED_ON
    return RelationKind.IMPLEMENTS if _CARRIES_OUT.match(item) else None


_TITLE_VERBS = (
    (RelationKind.REPEALS, re.compile(r"bãi\s+bỏ", re.I)),
    (RelationKind.REPLACES, re.compile(r"thay\s+thế", re.I)),
    (RelationKind.AMENDS, re.compile(r"sửa\s+đổi|điều\s+chỉnh|(?<!sửa đổi, )bổ\s+sung", re.I)),
    (
        RelationKind.IMPLEMENTS,  # the title's own verb and its object: "Kế hoạch thực hiện Nghị quyết số"
        re.compile(
            r"(?:^|kế\s+hoạch|chương\s+trình|hành\s+động|đề\s+án|phương\s+án|chỉ\s+thị|về\s+việc|v/v|năm\s+\d{4})"
            r"\s*(?:tổ\s+chức\s+|triển\s+khai\s+)?(?:thực\s+hiện|triển\s+khai)\W+(?:\w+\W+){0,3}\Z",
            re.I | re.M,
        ),
    ),
)


def _title_kind(before: str) -> tuple[RelationKind, int]:
    """Return what the title does with a document, and how far before its name that verb stands."""
    found = [(m.start(), kind) for kind, verb in _TITLE_VERBS for m in verb.finditer(before)]
    if not found:
        return RelationKind.CITES, 0
    at, kind = max(found)
    return kind, len(before) - at


def _in_title(text: str, earlier: list[Reference], reference: Reference) -> bool:
    """Whether a document is named inside the title of the one before it."""
    between = text[earlier[-1].end : reference.start]
    if _PASSIVE.search(between) or _JOINED.search(between):
        return False
    return _TITLE.search(between) is not None


def _in_body(document: Document, references: list[Reference]) -> Iterator[Relation]:
    previous: tuple[Reference, RelationKind] | None = None
    for reference in references:
        start, end = _statement(document, reference)
        kind = _body_kind(document.text, start, end, reference, previous)
        previous = (reference, kind)
        yield Relation(kind, reference.document, start, end)


def _statement(document: Document, reference: Reference) -> tuple[int, int]:
    """Return the sentence around a reference, inside the provision's own words."""
    text, provision = document.text, document.provision_at(reference.start)
    low, high = (provision.start, provision.own_end) if provision else (0, len(text))
    high = max(high, reference.end)
    start = max((m.end() for m in _STATEMENT_END.finditer(text, low, reference.start)), default=low)
    stop = _STATEMENT_END.search(text, reference.end, high)
    end = stop.start() if stop else high
    start += len(text[start:end]) - len(text[start:end].lstrip())
    return start, max(reference.end, start + len(text[start:end].rstrip()))


def _body_kind(
    text: str, start: int, end: int, reference: Reference, previous: tuple[Reference, RelationKind] | None
) -> RelationKind:
    before, after = text[start : reference.start], text[reference.end : end]
    in_list = previous is not None and start <= previous[0].start
    if in_list and previous:
        between = text[previous[0].end : reference.start]
        if not _PASSIVE.search(between) and _JOINED.search(between):
            return previous[1]
        if _in_title(text, [previous[0]], reference):
            return RelationKind.CITES
    if _ENDS.match(after) and not _HYPOTHETICAL.search(before):
        return RelationKind.AMENDS if _OF_PROVISION.search(before) else RelationKind.REPEALS
    if in_list:
        return RelationKind.CITES
    if _quoted(before) or _PASSIVE.search(before) or _HYPOTHETICAL.search(before):
        return RelationKind.CITES
    for kind, pattern in (
        (RelationKind.AMENDS, _REPEALS_PART),
        (RelationKind.REPEALS, _REPEALS),
        (RelationKind.AMENDS, _AMENDS),
        (RelationKind.REPLACES, _REPLACES),
    ):
        if _acts(pattern, before):
            return kind
    return RelationKind.CITES


def _acts(pattern: re.Pattern[str], before: str) -> bool:
    """Whether a verb is what this document does: not passive, not part of a noun ("việc sửa đổi")."""
    match = pattern.search(before)
    if match is None:
        return False
    subject = before[: match.start()]
    own = _THIS_ONE.search(subject) is not None or len(subject.split()) <= _BEFORE_VERB
    return own and not re.search(r"\bviệc\b|\b(?:được|về|đã|để)\s+$", subject, re.I)


def _quoted(before: str) -> bool:
    """Whether quotation marks are open: the words belong to the text being amended."""
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1


def _attached(document: Document) -> Iterator[Relation]:
    for match in _ATTACHED.finditer(document.text):
        group = "after" if match["after"] else "before"
        name = " ".join(squeeze(match[group]).split()[:_WORDS])
        yield Relation(RelationKind.ATTACHES, DocumentRef("", name), match.start(), match.end(group))


def _once(document: Document, relations: list[Relation]) -> Iterator[Relation]:
    """Yield each statement once: the naming that says most about its document stands for the others."""
    best: dict[tuple[str, ...], Relation] = {}
    stated = {compact(r.target.number) for r in relations if r.kind is not RelationKind.CITES}
    for relation in relations:
        number = compact(relation.target.number)
        key: tuple[str, ...] = (relation.kind, number or fold(relation.target.type or ""))
        if relation.kind is RelationKind.CITES:
            provision = document.provision_at(relation.start)
            if provision is None or (number in stated and provision.level in {Level.FRONT, Level.PREAMBLE}):
                continue
            key = (*key, provision.id)
        if key not in best or _said(relation) > _said(best[key]):
            best[key] = relation
    yield from best.values()


def _said(relation: Relation) -> int:
    target = relation.target
    return sum(value is not None for value in (target.type, target.issuer, target.issued_on))
