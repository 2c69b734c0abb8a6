"""Every statement checked against its own passages; what does not follow from them is taken out.

Guarantees:
    1. A quote is a slice of its document.
    2. A claim, and each cell of a table, follows from one cited place (`assistant.answer.entail`): a
       provision with the headings over it and the facts read there, or two of which one stands above
       the other. A list may gather its members from several places; a sentence may not.
    3. Text in quotation marks “…” of a claim or quote line occurs verbatim in a cited passage.
    4. A section that a line names is one that it cites, or stands in a passage.
    5. What comes from the catalog says so and names its own source; it is never marked as a quote.
    6. A note says no number that is neither in the question, nor cited, nor part of a document's name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from assistant.answer.atoms import Atom, Kind, atoms, body_key, wording
from assistant.answer.entail import Passage, objection, role_holders
from assistant.draft import Draft, Line, LineKind, Quote, with_lines
from assistant.model import Citation, Reason, Status
from corpus.header import display_name, short_name
from corpus.model import Document, Level, Provision, Table
from corpus.references import compact
from corpus.structure import cell_text, row_cells
from corpus.text import fold, nfc, squeeze, strip_diacritics

_NUMBER = re.compile(r"\d+(?:[.,/]\d+)*")
_QUOTATION = re.compile(
    r"(?:^|: |\. |– |- )“(.*?)”(?= \(|$)", re.S | re.M
)  # ours; the text has its own “ ” inside
_CUT = re.compile(r"\s*(?:…|\[…\])\s*")  # our own sign that something was left out
_COUNTS = re.compile(
    r"(?:Có|có|trong|Còn) \d+ (?=văn bản|nhiệm vụ|mục|cơ quan|phần|điều)|: \d+, tại"
)  # our own counting
_ADDRESS = re.compile(r"\]\(\?[^)]*\)")  # of a view of our own
_LABEL = re.compile(r"^\s*(?:\d+\.\s|-\s|\|\s*\d{1,3}\s*\||\|)")  # "1. ", "- ", "| 12 |": our own numbering
_MARKER = re.compile(r"\[\d+\]|\{marks\}")
_EMPHASIS = re.compile(r"\*\*|__|(?m:^> ?)")
_NUMBERING = re.compile(r"^\s*(?:[a-zđ]\)|\d+(?:\.\d+)*[.)]|[IVX]+\.|[-+–•])\s+")  # of a provision
_VALUE = re.compile(
    r"\*\*([^*“]{12,})\*\*\s*(?=\(|$)"
)  # 12: a shorter value tells nothing without its sentence
_HEAD_ROWS = 3  # rows of a table that may be headings
_HEADING = 300  # characters of a heading; more is its text


def is_slice(citation: Citation, document: Document) -> bool:
    """Say whether a citation's quote stands in the document at its offsets."""
    return (
        document.id == citation.document_id and document.text[citation.start : citation.end] == citation.quote
    )


def ground(draft: Draft, question: str = "") -> Draft:
    """Return the draft without the lines that are not grounded; nothing left means that nothing was found."""
    quoted = {q.document.id: q.document for line in draft.lines for q in line.quotes}
    names = [display_name(d, d.source) for d in (*quoted.values(), *draft.about)]
    places = [q.provision.section for line in draft.lines for q in line.quotes]
    said = " ".join([question, *names, *places, *draft.dates, *(d.source for d in draft.about)])
    kept = tuple(line for line in draft.lines if grounded(line, said))
    if kept == draft.lines:
        return draft
    if not any(line.quotes for line in kept) and draft.status in (Status.ANSWERED, Status.CORRECTED):
        note = Line("**Không tìm thấy trong các văn bản hiện có.**", (), LineKind.NOTE)
        return Draft((note,), Status.NOT_FOUND, Reason.NOT_IN_CORPUS, draft.options)
    return with_lines(draft, kept)


def grounded(line: Line, question: str = "") -> bool:
    """Say whether a line says only what its passages, or for a note the question, say."""
    return complaint(line, question) is None


def complaint(line: Line, question: str = "") -> str | None:
    """Return why a line is not grounded, in a few English words for the log, or None where it is."""
    if any(q.document.text[q.start : q.end] != q.text or q.start >= q.end for q in line.quotes):
        return "a quote is no slice of its document"
    if line.kind is LineKind.CATALOG:
        return None
    if line.kind in (LineKind.NOTE, LineKind.PLACE):
        held = _numbers(f"{_labels(line.quotes)} {question}")
        return (
            None
            if _numbers(_COUNTS.sub(" ", _ADDRESS.sub(" ", line.text))) <= held
            else "a number of no source"
        )
    if not line.quotes:
        return "no passage" if re.search(r"\w", line.text) else None
    if not _quotes_verbatim(line):
        return "quotation marks around other words"
    text = _without_labels(_MARKER.sub(" ", _without_quotations(line)), line.quotes)
    text = _without_clause(text, line.quotes)
    if line.kind is LineKind.TABLE:
        cells = [c for c in _LABEL.sub("", text).split("|") if re.search(r"\w", c)]
        return _follows_all([c.replace("…", " ") for c in cells], line.quotes)
    return _follows(nfc(_NUMBERING.sub("", _EMPHASIS.sub("", _LABEL.sub("", text)))), line.quotes)


def _without_clause(text: str, quotes: Sequence[Quote]) -> str:
    """Return a place without the value before it that is a whole clause of one of its passages, word for word.

    A part of a clause may say the opposite of it ("không giao Sở Y tế"), a whole one says what it says; with
    words behind it ("Sở Y tế chủ trì") a value is a statement and must follow as one.
    """
    value = _VALUE.match(text)
    if not value:
        return text
    clause = re.compile(rf"(?:^|[.;:,]\s){re.escape(squeeze(value[1]))}(?=$|[.;,])")
    said = any(clause.search(squeeze(q.text)) for q in quotes)
    return text[value.end() :] if said else text


# --- what a line draws on --------------------------------------------------------------------------------
def _groups(quotes: Sequence[Quote]) -> list[tuple[Quote, ...]]:
    """Return the sets of passages that one statement may join: of one place, or above one another."""
    out: list[tuple[Quote, ...]] = []
    for q in quotes:
        group = tuple(other for other in quotes if _joined(q, other))
        if group not in out:
            out.append(group)
    return out


def _joined(one: Quote, two: Quote) -> bool:
    if one.document.id != two.document.id:
        return False
    a, b = one.provision, two.provision
    above = a.index <= b.index < a.last or b.index <= a.index < b.last
    beside = a.parent == b.parent and Level.PARAGRAPH in (
        a.level,
        b.level,
    )  # text of the parent: for all of it
    tables = [t for t in one.document.tables if t.start <= one.start < t.end and t.start <= two.start < t.end]
    if any(_in_head(one, t) or _in_head(two, t) for t in tables):
        return True
    front = {a.level, b.level} <= {Level.FRONT, Level.PREAMBLE, Level.CLOSING}
    return above or beside or front


def _passage(group: tuple[Quote, ...]) -> Passage:
    document = group[0].document
    heads = [
        document.text[p.start : min(p.own_end, p.start + _HEADING)]
        for q in group
        for p in _above(document, q.provision)
    ]
    own = [text for q in group for text in (q.text, *_fields(q))]
    header = document.header
    front = document.text[: document.provisions[0].own_end if document.provisions else 0][
        :2000
    ]  # 2,000: a letterhead
    place = [
        front,
        *(f.value for f in (header.issuer, header.title, header.signer) if f),
        *(s.text for s in document.stamps),
    ]
    words = " ".join(re.findall(r"[^\W_]+", fold(" ".join(place))))
    above = _pieces(heads, document)
    return Passage((*above, *_pieces(own, document)), f" {words} ", len(above))


def _pieces(texts: Iterable[str], document: Document) -> tuple[Atom, ...]:
    """Return the atoms of several texts, each read by itself and a sentence of its own."""
    out: list[Atom] = []
    for text in dict.fromkeys(texts):
        first, *others = _atoms(_NUMBERING.sub("", text), document) or (None,)
        if first is not None:
            out += [replace(first, gap=12), *others]
    return tuple(out)


@lru_cache(maxsize=512)
def _cached_passage(group: tuple[Quote, ...]) -> Passage:
    return _passage(group)


def _above(document: Document, provision: Provision) -> tuple[Provision, ...]:
    return tuple(document.ancestors(provision))


def _fields(q: Quote) -> list[str]:
    """Return the facts that were read where a quote stands, as the register shows them."""
    document = q.document
    out: list[str] = []
    for task in document.tasks:
        if task.start < q.end and q.start < task.end:
            said = _atoms(
                q.text, document
            )  # the role that the words give counts before the one that was read
            given = {said[i].key for _, i in role_holders(said)}
            out += [f"Cơ quan chủ trì: {m.value}." for m in task.lead if body_key(m.value) not in given]
            out += [f"Cơ quan phối hợp: {m.value}." for m in task.support if body_key(m.value) not in given]
            out += [f"Theo dõi, kiểm tra, đôn đốc, giám sát: {m.value}." for m in task.monitor]
            out += [f"Thời hạn: {task.deadline.value}."] if task.deadline else []
            out += [f"Sản phẩm: {task.product.value}."] if task.product else []
    out += _cells(q)
    header = document.header
    facts = (("Số", header.number), ("Cơ quan ban hành", header.issuer), ("Ngày ban hành", header.issued_on),
             ("Người ký", header.signer), ("Chức vụ", header.signer_role), ("Ngày có hiệu lực", header.effective_on))  # fmt: skip
    front = q.provision.level in (Level.FRONT, Level.PREAMBLE, Level.CLOSING) or q.end <= _body(document)
    for name, fact in facts:
        here = (
            fact is not None and fact.start is not None and q.start < (fact.end or 0) and fact.start < q.end
        )
        if fact is not None and (front or here):
            out.append(f"{name}: {_day(fact.value)}.")
    if not front and header.issued_on and re.search(r"ngày ký|ngày ban hành", q.text):
        out.append(f"ngày ký, ngày ban hành: {_day(header.issued_on.value)}")
    return out


def _body(document: Document) -> int:
    """Return where the numbered text begins: a letterhead may be read as loose paragraphs before it."""
    ranks = (Level.PART, Level.CHAPTER, Level.SECTION, Level.ARTICLE)
    return next((p.start for p in document.provisions if p.level in ranks), 0)


def _day(value: str) -> str:
    iso = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", value)
    return f"{iso[3]}/{iso[2]}/{iso[1]}" if iso else value


def _cells(q: Quote) -> list[str]:
    """Return "first cell of words, headings: cell" for the cells of the row that a quote holds.

    Headings are whole, years too: "Thu ngân sách, 2028: 66.000."
    """
    cells = [
        (cell.heading, squeeze(cell_text(q.document.text, cell)))
        for cell in row_cells(q.document, q.provision)
        if cell.start < q.end and q.start < cell.end and cell.end > cell.start
    ]
    named = next((value for _, value in cells if re.search(r"[^\W\d]{3}", value)), "")
    out = [f"{named}, {heading}: {value}." for heading, value in cells if heading]
    return [*out, *(f"{heading}: {value}." for heading, value in cells if heading)]


def _in_head(q: Quote, table: Table) -> bool:
    return any(c.start <= q.start and q.end <= c.end and c.row < _HEAD_ROWS for c in table.cells)


def _without_labels(text: str, quotes: Iterable[Quote]) -> str:
    """Return a line without the sections that it cites, as they are printed for its passages."""
    own = {p.section for q in quotes for p in (q.provision, *_above(q.document, q.provision)) if p.section}
    for section in sorted(own, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(section)}(?![\w.]*\w)", " ", text, flags=re.I)
    return text


def _labels(quotes: Iterable[Quote]) -> str:
    """Return the words and the labels of passages and of what stands over them."""
    parts: list[str] = []
    for q in quotes:
        over = _above(q.document, q.provision)
        parts += [
            q.text,
            q.provision.section,
            q.provision.path,
            *(p.section for p in over),
            *(p.path for p in over),
        ]
        parts += [q.document.text[p.start : min(p.own_end, p.start + _HEADING)] for p in over]
        parts += [f.value for f in (q.document.header.number, q.document.header.issuer) if f]
        parts += [s.text for s in q.document.stamps]
    return " \n ".join(parts)


def _atoms(text: str, document: Document) -> tuple[Atom, ...]:
    header = document.header
    own = frozenset([compact(header.number.value)] if header.number else [])
    names = sorted(
        {display_name(document, document.source), short_name(document, document.source)},
        key=len,
        reverse=True,
    )
    return atoms(text, own, tuple(names), header.type.value if header.type else "")


# --- does it follow --------------------------------------------------------------------------------------
def _follows(text: str, quotes: tuple[Quote, ...]) -> str | None:
    """Return None when a statement follows from its passages: as a whole, in sentences or as a list."""
    groups = _groups(quotes)
    problem = _one(text, groups)
    if problem is None or len(groups) == 1:
        return problem
    for separator in (r"(?<=[.!?])\s+|\n+", r"(?<=[.!?])\s+|\n+|;\s+|\s+–\s+"):
        parts = [p for p in re.split(separator, text) if re.search(r"\w", p)]
        if len(parts) > 1 and all(
            _has_subject(p, quotes[0].document) and _one(p, groups) is None for p in parts
        ):
            return None
    return None if _list_follows(text, groups) else problem


def _follows_all(cells: Sequence[str], quotes: tuple[Quote, ...]) -> str | None:
    problem: str | None = "no passage"
    for group in _groups(quotes):
        problem = next((p for c in cells if (p := _one(_EMPHASIS.sub("", c), [group])) is not None), None)
        if problem is None:
            return None
    return problem


def _one(text: str, groups: Sequence[tuple[Quote, ...]]) -> str | None:
    problem: str | None = "no passage"
    for group in groups:
        claim = _without_places(_atoms(_written_out(text, group), group[0].document), group)
        if claim is None:
            problem = "a section that is not cited"
            continue
        problem = objection(_cached_passage(group), claim)
        if problem is None:
            return None
    return problem


_ACRONYM = re.compile(r"(?<![\w/-])[A-ZĐ]{3,8}(?![\w/]|-[A-ZĐ])")


def _written_out(text: str, group: tuple[Quote, ...]) -> str:
    """Return a claim with short forms in the words of the passage that they are the initials of."""
    said = " ".join(q.text for q in group)
    words = re.findall(r"[^\W\d_]+", said)
    initials = "".join(strip_diacritics(w)[:1].upper() for w in words)
    for short in set(_ACRONYM.findall(text)) - set(_ACRONYM.findall(said)):
        at = initials.find(strip_diacritics(short).upper())
        if at >= 0:
            text = re.sub(rf"(?<!\w){short}(?!\w)", " ".join(words[at : at + len(short)]), text)
    return text


def _without_places(claim: tuple[Atom, ...], group: tuple[Quote, ...]) -> tuple[Atom, ...] | None:
    """Return a claim without the sections that it cites as its own; None when it names another."""
    if not any(a.kind is Kind.PROVISION for a in claim):
        return claim
    own = [p for q in group for p in (q.provision, *_above(q.document, q.provision))]
    labels = {fold(label) for p in own for label in (p.section, p.path, f"mục {p.path}")}
    said = _cached_passage(group).words
    kept = []
    for atom in claim:
        if atom.kind is not Kind.PROVISION or f" {atom.key} " in said:
            kept.append(atom)
        elif not any(re.search(rf"(?<![\w.]){re.escape(atom.key)}(?![\w.])", label) for label in labels):
            return None
    return tuple(kept)


def _has_subject(text: str, document: Document) -> bool:
    """Say whether a sentence names what it is about, so that it means the same wherever it stands."""
    words = [a for a in _atoms(text, document) if a.kind is Kind.WORD and a.key not in wording().generic]
    return len(words) > 1


def _list_follows(text: str, groups: Sequence[tuple[Quote, ...]]) -> bool:
    """Say whether every member of a list, put into the statement alone, follows from some place."""
    claim = _atoms(text, groups[0][0].document)
    runs = [(i, j) for i in range(len(claim)) for j in range(len(claim), i + 1, -1) if _is_list(claim[i:j])]
    if not runs:
        return False
    first, last = max(runs, key=lambda r: r[1] - r[0])
    for k in range(first, last):
        member = replace(claim[k], gap=claim[first].gap, marks=claim[first].marks)
        alone = (*claim[:first], member, *claim[last:])
        if not any(
            (bare := _without_places(alone, g)) is not None and objection(_cached_passage(g), bare) is None
            for g in groups
        ):
            return False
    return True


def _is_list(piece: Sequence[Atom]) -> bool:
    kinds = {a.kind for a in piece}
    return (
        len(kinds) == 1
        and kinds <= {Kind.BODY, Kind.NAME, Kind.TIME, Kind.DOCUMENT}
        and all(a.gap in (1, 2, 8) for a in piece[1:])
    )


# --- notes and quotations --------------------------------------------------------------------------------
def _numbers(text: str) -> set[str]:
    text = re.sub(r"\[\d+\]", " ", _LABEL.sub(" ", text))
    return {
        n.lstrip("0") or "0" for whole in _NUMBER.findall(text) for n in whole.split("/")
    }  # 13/05/2022 is 13, 5, 2022


def _unmarked(line: Line) -> str:
    """Return a line without the marks of a quotation block: they are no words."""
    return re.sub(r"(?:^|\n)> ?", "\n", line.text)


def _quotations(line: Line) -> list[str]:
    return _QUOTATION.findall(_unmarked(line))


def _quotes_verbatim(line: Line) -> bool:
    held = squeeze(" ".join(q.text for q in line.quotes))
    pieces = (squeeze(p) for whole in _quotations(line) for p in _CUT.split(whole))
    return all(p in held for p in pieces if p)


def _without_quotations(line: Line) -> str:
    """Return a line without what it quotes verbatim: the passage says that by itself."""
    text = _unmarked(line)
    for whole in _quotations(line):
        text = text.replace(f"“{whole}”", " ")
    return text
