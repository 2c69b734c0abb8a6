"""Provisions and facts → evidence: the units that are indexed, ranked and cited.

Guarantees (tests/corpus/test_evidence.py):
    1. `document.text[start:end]` of a unit is verbatim and lies inside `provision`; for kinds TEXT and
       ROW it is what the unit says, for the others it is where the document says it.
    2. Every word of a document stands in exactly one TEXT or ROW unit, or in a heading that the units
       below it carry in `context`; rules and "[...]" stand in none.
    3. No unit reaches over the border of a provision of article rank or above.
    4. Ids are the provision's id, with "+2", "+3" … for the further pieces of a long one and "=number" …
       for facts about the whole document: they survive re-indexing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.model import Document, Evidence, EvidenceKind, Fact, Level, Provision, Table
from corpus.text import squeeze

MAX_CHARS = 1200  # about 280 syllables: the longest text whose subject one vector still represents
HEADING_CHARS = 220  # the longest printed heading in 694 texts is a two-line Chương title of about 200
TITLE_CHARS = 160  # enough to tell two documents apart without drowning a bullet of ten words

# Levels that may be one unit together with everything below them.
_UNITS = frozenset({Level.CLAUSE, Level.POINT, Level.BULLET, Level.PARAGRAPH, Level.ROW})
_WHOLE = frozenset({Level.FRONT, Level.PREAMBLE, Level.CLOSING, Level.ARTICLE})  # whole when they fit
_WORD = re.compile(r"\w")
_SENTENCE_END = re.compile(r"(?<=[.;:!?…])\s+|\n+")  # "…; b) …" and line ends alike
# What an official calls the facts about a whole document: the words by which they are found. Kind and
# title stand in the context of every unit; as units of their own they would win on the title's words.
FIELD_WORDS = {
    "number": "số hiệu, số ký hiệu văn bản",
    "issuer": "cơ quan ban hành, nơi ban hành",
    "issued_on": "ngày ban hành, ngày ký văn bản",
    "effective_on": "ngày có hiệu lực, hiệu lực thi hành từ ngày",
    "signer": "người ký, chức vụ người ký văn bản",
}


# The lines of a letterhead that leave room for what is stamped: "Số:      /2025/QĐ-UBND", "Hà Nội, ngày   tháng   năm".
_ROOM = {
    "number": re.compile(r"(?m)^[ \t]*Số[ \t]*[:.]", re.I),
    "issued_on": re.compile(r"(?i)ngày[^\n]{0,12}tháng[^\n]{0,12}năm"),
}


@dataclass(frozen=True, slots=True)
class _Piece:
    provision: Provision | None
    start: int
    end: int
    context: tuple[str, ...]


def evidence(document: Document) -> tuple[Evidence, ...]:
    """Return the units of a document: its text in document order, then the facts read from it.

    Facts are those about the document as a whole, people in lists of members with the body that they are
    in, and meetings whose time, place and chair stand in lines of their own.
    """
    return (
        *_text_units(document),
        *_header_units(document),
        *_addressees_unit(document),
        *_role_units(document),
        *_event_units(document),
    )


def _text_units(document: Document) -> Iterator[Evidence]:
    title = document_line(document)
    seen: dict[str, int] = {}
    for piece in _pieces(document):
        for start, end in _windows(document.text, piece.start, piece.end):
            key = piece.provision.id if piece.provision else f"{document.id}#"
            seen[key] = seen.get(key, 0) + 1
            row = piece.provision is not None and piece.provision.level is Level.ROW
            yield Evidence(
                id=f"{key}+{seen[key]}" if seen[key] > 1 else key,
                document_id=document.id,
                provision=piece.provision.id if piece.provision else "",
                start=start,
                end=end,
                text=document.text[start:end],
                context="\n".join(line for line in (title, *piece.context) if line),
                kind=EvidenceKind.ROW if row else EvidenceKind.TEXT,
            )


def _header_units(document: Document) -> Iterator[Evidence]:
    """Yield one unit for each fact that the document states about itself."""
    title = document_line(document)
    for name, words in FIELD_WORDS.items():
        fact: Fact | None = getattr(document.header, name)
        if fact is None:
            continue
        start, end = _place(document, name, fact)
        provision = document.provision_at(start)
        yield Evidence(
            id=f"{document.id}={name}",
            document_id=document.id,
            provision=provision.id if provision else "",
            start=start,
            end=end,
            text=f"{words}: {squeeze(fact.value)}",
            context=title,
            kind=EvidenceKind.HEADER,
        )


def _role_units(document: Document) -> Iterator[Evidence]:
    """Yield one unit for each person or position in a list of members."""
    for number, role in enumerate(document.roles, 1):
        words = (role.role, role.body, role.person, role.position)
        said = squeeze(", ".join(m.value for m in words if m is not None))
        yield _fact(document, f"role{number}", role.start, role.end, said, EvidenceKind.ROLE, role.provision)


def _event_units(document: Document) -> Iterator[Evidence]:
    """Yield one unit for each meeting that is not a row of a table (that one is a unit as it stands)."""
    for number, event in enumerate(document.events, 1):
        provision = document.provision(event.provision)
        if provision is not None and provision.level is Level.ROW:
            continue
        facts = (
            (event.kind, (event.name,)),
            ("thời gian", (event.time,)),
            ("địa điểm", (event.place,)),
            ("chủ trì", event.chair),
            ("thành phần", event.invited),
            ("thực hiện", event.doers),
        )
        told = ((name, ", ".join(m.value for m in found if m is not None)) for name, found in facts)
        said = squeeze("; ".join(f"{name}: {value}" for name, value in told if value))[:MAX_CHARS]
        yield _fact(
            document, f"event{number}", event.start, event.end, said, EvidenceKind.EVENT, event.provision
        )


def _fact(  # noqa: PLR0917
    document: Document, name: str, start: int, end: int, text: str, kind: EvidenceKind, provision: str
) -> Evidence:
    return Evidence(
        id=f"{document.id}={name}",
        document_id=document.id,
        provision=provision,
        start=start,
        end=end,
        text=text,
        context=document_line(document),
        kind=kind,
    )


def _addressees_unit(document: Document) -> Iterator[Evidence]:
    """Yield one unit for whom a letter is addressed to, however many lines they fill."""
    facts = document.header.addressees
    placed = [(f.start, f.end) for f in facts if f.start is not None and f.end is not None]
    if placed:
        start, end = placed[0][0], placed[-1][1]
        provision = document.provision_at(start)
        said = f"kính gửi, nơi nhận, gửi cho: {', '.join(squeeze(f.value) for f in facts)}"[:MAX_CHARS]
        where = provision.id if provision else ""
        yield _fact(document, "addressees", start, end, said, EvidenceKind.HEADER, where)


def _place(document: Document, name: str, fact: Fact) -> tuple[int, int]:
    """Return the line that states a fact, or for one read from a stamp the line that leaves room for it."""
    text = document.text
    if fact.start is not None and fact.end is not None:
        left, right = _line_at(text, fact.start)
        return (
            (left, right) if fact.end <= right and right - left <= HEADING_CHARS else (fact.start, fact.end)
        )
    front = next((p for p in document.provisions if p.level is Level.FRONT), None)
    start, end = (front.start, front.end) if front else (0, min(len(text), 2000))  # 2000: a letterhead
    room = _ROOM[name].search(text, start, end) if name in _ROOM else None
    return _line_at(text, room.start() if room else start + len(text[start:]) - len(text[start:].lstrip()))


def _line_at(text: str, at: int) -> tuple[int, int]:
    """Return the span of the line around an offset, at most `HEADING_CHARS` long, without blanks at its ends."""
    left = text.rfind("\n", 0, at) + 1
    right = text.find("\n", at)
    line = text[left : len(text) if right < 0 else right]
    left += len(line) - len(line.lstrip())
    return left, left + min(len(line.strip()), max(HEADING_CHARS, at - left + 1))


def document_line(document: Document) -> str:
    """Return the first line of every context: type, number and shortened title of the document."""
    header = document.header
    name = " ".join(fact.value for fact in (header.type, header.number) if fact)
    title = squeeze(header.title.value) if header.title else ""
    if len(title) > TITLE_CHARS:
        title = title[:TITLE_CHARS].rsplit(" ", 1)[0]
    return ". ".join(part for part in (name, title) if part) or document.source


def _pieces(document: Document) -> Iterator[_Piece]:
    """Yield units in document order, and whatever no top-level provision covers."""
    at = 0
    for root in (p for p in document.provisions if p.parent is None):
        yield from _gap(document, at, root.start)
        yield from _unit(document, root, ())
        at = max(at, root.end)
    yield from _gap(document, at, len(document.text))


def _gap(document: Document, start: int, end: int) -> Iterator[_Piece]:
    if document.text[start:end].strip():
        yield _Piece(None, start, end, ())


def _unit(document: Document, node: Provision, context: tuple[str, ...]) -> Iterator[_Piece]:
    children = document.children(node)
    fits = node.end - node.start <= MAX_CHARS
    if (
        not children
        or (fits and node.level in _UNITS - {Level.ROW} and not _holds_rows(document, node))
        or (fits and _holds_only_own(node, children))  # loose paragraphs hold no rows
    ):
        yield _Piece(node, node.start, node.end, context + _table_head(document, node))
        return
    inner = (*context, _heading(document, node))
    if node.level is Level.ROW or not _is_heading(document, node):  # a row heads others and holds values too
        yield _Piece(node, node.start, node.own_end, context + _table_head(document, node))
    at = node.own_end
    for child in children:
        yield from _tail(document, node, at, child.start, inner)
        yield from _unit(document, child, inner)
        at = max(at, child.end)
    yield from _tail(document, node, at, node.end, inner)


def _holds_only_own(node: Provision, children: tuple[Provision, ...]) -> bool:
    """Say whether a node of higher rank has only loose paragraphs below it, so that it stays whole."""
    return node.level in _WHOLE and all(c.level in {Level.PARAGRAPH, Level.BULLET} for c in children)


def _holds_rows(document: Document, node: Provision) -> bool:
    """Say whether a table stands inside a node: its rows are units of their own, however short."""
    return any(table.start < node.end and node.start < table.end for table in document.tables)


def _tail(
    document: Document, node: Provision, start: int, end: int, context: tuple[str, ...]
) -> Iterator[_Piece]:
    if start < end and document.text[start:end].strip():
        yield _Piece(node, start, end, context)


def _heading(document: Document, node: Provision) -> str:
    """Return the words of a node that its units below carry: its own text, or the start of it."""
    own = squeeze(document.own_text(node))
    if len(own) <= HEADING_CHARS:
        return own
    line = squeeze(document.text[node.start : node.head_end])
    return line if len(line) <= HEADING_CHARS else line[:HEADING_CHARS].rsplit(" ", 1)[0]


def _is_heading(document: Document, node: Provision) -> bool:
    return len(squeeze(document.own_text(node))) <= HEADING_CHARS


def _table_head(document: Document, node: Provision) -> tuple[str, ...]:
    """Return the header row of the table in which a row stands, as one line."""
    if node.level is not Level.ROW:
        return ()
    table = next((t for t in document.tables if t.start <= node.start < t.end), None)
    if table is None:
        return ()
    head = _first_row(document, table)
    return (head,) if head and not node.start <= table.cells[0].start < node.end else ()


def _first_row(document: Document, table: Table) -> str:
    cells = (squeeze(document.text[c.start : c.end]) for c in table.cells if c.row == 0)
    return " | ".join(text for text in cells if text)


def _windows(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield trimmed windows of at most `MAX_CHARS`, cut at line or sentence ends where there are any."""
    while start < end:
        cut = end if end - start <= MAX_CHARS else _cut(text, start, start + MAX_CHARS)
        trimmed = text[start:cut]
        left = start + len(trimmed) - len(trimmed.lstrip())
        right = start + len(trimmed.rstrip())
        if _WORD.search(trimmed):
            yield left, right
        start = cut


def _cut(text: str, start: int, limit: int) -> int:
    """Return the last sentence end before `limit`, else the last blank, else `limit`."""
    ends = [m.end() for m in _SENTENCE_END.finditer(text, start + 1, limit)]
    if ends:
        return ends[-1]
    blank = text.rfind(" ", start + 1, limit)
    return blank if blank > 0 else limit
