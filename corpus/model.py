"""The values that everything else is built on: frozen, slotted, without behaviour beyond lookup.

All offsets are character offsets (code points) into the text of one document, half open.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Level(StrEnum):
    """Rank of a provision; the value is the Vietnamese word that an official uses for it."""

    FRONT = "phần đầu"  # letterhead, database fields, number, date, title
    PREAMBLE = "mở đầu"  # legal bases and the enacting sentence
    COMPONENT = "kèm theo"  # an attached plan, regulation or programme with numbering of its own
    PART = "phần"
    CHAPTER = "chương"
    SECTION = "mục"  # Mục N of a law, or I. / 1. / 1.1. of a plan
    SUBSECTION = "tiểu mục"
    ARTICLE = "điều"
    CLAUSE = "khoản"
    POINT = "điểm"
    BULLET = "gạch"  # "-" and, below it, "+"
    PARAGRAPH = "đoạn"  # unnumbered text that belongs to its parent
    APPENDIX = "phụ lục"
    TABLE = "bảng"
    ROW = "bảng-dòng"
    CLOSING = "phần cuối"  # nơi nhận, signature


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the original: `number` from 1, and for recognised pages a confidence from 0 to 100."""

    number: int
    start: int
    end: int
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One printed cell; `start == end` for an empty one. A merged cell stands once, with its extent."""

    row: int
    column: int
    start: int
    end: int
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the original: its span in the text and its cells (rows and columns from 0)."""

    start: int
    end: int
    rows: int
    columns: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Stamp:
    """Text read outside the text layer: a signature stamp's appearance or the recognised head of page 1."""

    page: int
    text: str
    read_from: str  # "stamp" or "ocr-head"


EML, MSG = "message/rfc822", "application/vnd.ms-outlook"
MAILS = frozenset({EML, MSG})  # media types of documents whose own facts are their first lines


@dataclass(frozen=True, slots=True)
class SourceText:
    """What a reader makes of one file.

    Guarantees:
        1. `pages` and `tables` are ordered, inside the text, and do not overlap among themselves.
        2. In a table each printed row ends with a newline and cells are separated by a tab.
        3. Nothing is repaired: `text` says what the file says (after decoding of legacy encodings).
    """

    text: str
    media_type: str
    read_by: str  # "text", "ocr", "tcvn3", "vni", …
    pages: tuple[Page, ...] = ()
    tables: tuple[Table, ...] = ()
    stamps: tuple[Stamp, ...] = ()
    warnings: tuple[str, ...] = ()  # Vietnamese sentences


@dataclass(frozen=True, slots=True)
class Provision:
    """A node of the outline; `text[start:end]` is the node with its descendants.

    `provisions[index:last]` is the subtree. `head_end` ends the node's own first printed line
    (marker and heading), `own_end` ends its own text before the first child.
    """

    id: str  # document id + "#" + path; unique in the library
    index: int
    parent: int | None
    last: int
    level: Level
    marker: str  # as printed: "III.", "Điều 5.", "đ)", "-"
    path: str  # "III.1.b", "Đ5.2.đ", "II.1.-2", "PL1.B1.R12"
    section: str  # human citation: "điểm đ khoản 2 Điều 5", "mục III.1.b"
    start: int
    end: int
    head_end: int
    own_end: int


@dataclass(frozen=True, slots=True)
class Fact:
    """A value read from a document, with the place where it stands (None outside the text)."""

    value: str
    start: int | None
    end: int | None
    read_from: str  # "text", "stamp", "ocr-head", "file-name", "catalog"
    doubtful: bool = False  # recognised or handwritten digits: to be shown as doubtful, never stated


@dataclass(frozen=True, slots=True)
class Header:
    """Facts about the document as a whole; what was not found is None. Dates are ISO: "2022-05-13"."""

    number: Fact | None = None
    type: Fact | None = None
    issuer: Fact | None = None
    issued_on: Fact | None = None
    effective_on: Fact | None = None
    signer: Fact | None = None
    signer_role: Fact | None = None
    title: Fact | None = None
    field: Fact | None = None
    addressees: tuple[Fact, ...] = ()  # "Kính gửi: …", one for each body or person
    subject: Fact | None = None  # "V/v …" of a letter


class RelationKind(StrEnum):
    """How one document stands to another."""

    BASED_ON = "căn cứ"
    IMPLEMENTS = "thực hiện"
    AMENDS = "sửa đổi, bổ sung"
    REPLACES = "thay thế"
    REPEALS = "bãi bỏ"
    ATTACHES = "kèm theo"
    CITES = "dẫn chiếu"


@dataclass(frozen=True, slots=True)
class DocumentRef:
    """A document as another one names it: number as printed; issuer and date where they are said."""

    number: str
    type: str | None = None
    issuer: str | None = None
    issued_on: str | None = None


@dataclass(frozen=True, slots=True)
class Relation:
    """One statement about another document and the sentence that makes it."""

    kind: RelationKind
    target: DocumentRef
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Mention:
    """A cell of the register: `value` as an official reads it, `text[start:end]` as it is printed.

    The two differ only where the document elides ("Sở Kế hoạch và Đầu tư, Tài chính": "Sở Tài chính").
    """

    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a document and the smallest provision that holds it."""

    provision: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Task:
    """One assignment. An empty tuple or None means that the document does not say."""

    provision: str  # id of the smallest provision that holds the quote
    start: int
    end: int
    task: str
    lead: tuple[Mention, ...] = ()
    support: tuple[Mention, ...] = ()
    monitor: tuple[Mention, ...] = ()
    deadline: Mention | None = None
    deadline_norm: str | None = None
    product: Mention | None = None
    generic_assignee: bool = False
    also_at: tuple[Place, ...] = ()  # where the document says the same again, in text or table


class RoleRank(StrEnum):
    """What somebody is in a body with members; the value is what an official calls it."""

    HEAD = "trưởng"
    STANDING_DEPUTY = "phó trưởng thường trực"
    DEPUTY = "phó trưởng"
    STANDING_MEMBER = "ủy viên thường trực"
    MEMBER = "thành viên"
    SECRETARY = "thư ký"
    CHAIR = "chủ trì"  # of a meeting: chủ trì, chủ tọa
    PRESENT = "tham dự"
    ABSENT = "vắng mặt"


@dataclass(frozen=True, slots=True)
class RoleFact:
    """Who is what in a body with members; person or position is None where the line names only the other."""

    provision: str
    start: int
    end: int
    role: Mention  # as printed: "Trưởng Ban Chỉ đạo"
    rank: RoleRank
    body: Mention | None = None  # "Ban Chỉ đạo về dữ liệu tỉnh An Bình"
    person: Mention | None = None  # without "ông", "bà", "đồng chí"
    position: Mention | None = None


class EventKind(StrEnum):
    """A meeting as a whole (or a row of a schedule), or an item of its programme."""

    MEETING = "cuộc họp"
    ITEM = "tiết mục"


@dataclass(frozen=True, slots=True)
class EventFact:
    """A meeting, or an item of its programme: when, where, who. What is not said is None or empty."""

    provision: str
    start: int
    end: int
    kind: EventKind
    name: Mention | None = None
    time: Mention | None = None  # as printed: "từ 08h00 ngày 07/11/2025 (sáng thứ Sáu)"
    date: str | None = None  # ISO day; items have the day of their meeting
    begins: str | None = None  # "08:00"
    ends: str | None = None
    weekday: str | None = None  # as printed: "thứ Sáu"
    place: Mention | None = None
    chair: tuple[Mention, ...] = ()
    invited: tuple[Mention, ...] = ()
    doers: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class Target:
    """One indicator with its value for a period; `value` is a number or, for qualitative targets, text."""

    provision: str
    start: int
    end: int
    indicator: str
    period: str | None
    comparator: str  # "=", ">=", ">", "<=", "<", "rank<=", "range"
    value: float | str
    unit: str | None = None
    place: str | None = None
    period_at: tuple[int, int] | None = None
    value_at: tuple[int, int] | None = None


class EvidenceKind(StrEnum):
    """What a unit of evidence is."""

    TEXT = "text"  # a clause, point, bullet or paragraph
    ROW = "row"  # a row of a table
    HEADER = "header"  # a fact about the document as a whole
    ROLE = "role"  # a person or position in a list of members
    EVENT = "event"  # a meeting or an item of a programme
    CATALOG = "catalog"  # about a document that is not held


@dataclass(frozen=True, slots=True)
class Evidence:
    """A unit that is indexed, ranked and cited: `text` is what it says, `context` the headings above.

    `text` is a slice of the document for TEXT and ROW, a wording of the fact for the other kinds;
    `start` and `end` are always where the document says it.
    """

    id: str
    document_id: str
    provision: str
    start: int
    end: int
    text: str
    context: str
    kind: str = EvidenceKind.TEXT


@dataclass(frozen=True, slots=True)
class Document:
    """One document as it was read. `id` is number + issuer + date, or the content hash without a number."""

    id: str
    source: str  # file name
    sha256: str
    text: str
    media_type: str
    read_by: str
    header: Header
    provisions: tuple[Provision, ...]
    pages: tuple[Page, ...] = ()
    tables: tuple[Table, ...] = ()
    stamps: tuple[Stamp, ...] = ()
    complete: bool = True  # False when the text says that it stops ("[...]")
    warnings: tuple[str, ...] = ()
    relations: tuple[Relation, ...] = field(default=(), repr=False)
    tasks: tuple[Task, ...] = field(default=(), repr=False)
    targets: tuple[Target, ...] = field(default=(), repr=False)
    roles: tuple[RoleFact, ...] = field(default=(), repr=False)
    events: tuple[EventFact, ...] = field(default=(), repr=False)

    def slice(self, start: int, end: int) -> str:
        """Return the verbatim text between two offsets."""
        return self.text[start:end]

    def own_text(self, provision: Provision) -> str:
        """Return the provision's own words, without those of its children."""
        return self.text[provision.start : provision.own_end]

    def ancestors(self, provision: Provision) -> tuple[Provision, ...]:
        """Return the parents of a provision, outermost first."""
        chain: list[Provision] = []
        parent = provision.parent
        while parent is not None:
            chain.append(self.provisions[parent])
            parent = self.provisions[parent].parent
        return tuple(reversed(chain))

    def descendants(self, provision: Provision) -> tuple[Provision, ...]:
        """Return everything below a provision in document order."""
        return self.provisions[provision.index + 1 : provision.last]

    def children(self, provision: Provision) -> tuple[Provision, ...]:
        """Return the provisions directly below one."""
        return tuple(p for p in self.descendants(provision) if p.parent == provision.index)

    def provision(self, provision_id: str) -> Provision | None:
        """Return the provision with an id, or None."""
        return next((p for p in self.provisions if p.id == provision_id), None)

    def provision_at(self, offset: int) -> Provision | None:
        """Return the innermost provision that covers an offset, or None in a gap."""
        covering = (p for p in self.provisions if p.start <= offset < p.end)
        return max(covering, key=lambda p: (p.start, p.index), default=None)

    def page_at(self, offset: int) -> int | None:
        """Return the number of the page on which an offset stands, or None for text without pages."""
        return next((p.number for p in self.pages if p.start <= offset < p.end), None)
