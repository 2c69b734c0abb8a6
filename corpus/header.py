"""Facts about a document as a whole: number, type, issuer, dates, signer, title; each says where it was read.

The order is: the text layer, the signature stamps, the recognised head of page 1, the file name. A number
that the body cites, or that stands in a list of related documents, is never taken: absent is better than wrong.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath

from corpus.header_issuer import is_body_line, is_nation, is_place_line, readable_name
from corpus.header_numbers import (
    BLANK_NUMBER,
    NUMBER,
    Found,
    find_date,
    find_number,
    iso_date,
    regular_number,
    type_of_number,
)
from corpus.model import Document, Fact, Header, SourceText, Stamp
from corpus.normalize import fold, squeeze, strip_diacritics
from corpus.structure_lines import Line, plain_of, read_lines
from corpus.structure_words import (
    document_type,
    is_attached_line,
    is_enacting,
    is_nation_line,
    is_person,
    is_recipients,
    is_role,
    is_rule,
    is_signature,
    is_type_line,
    is_upper,
)
from corpus.structure_zones import Zone, ZoneKind, find_quotes, split_zones


@dataclass(frozen=True, slots=True)
class _Piece:
    """A printed line, or one cell of a line with tabs."""

    plain: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Parts:
    """The pieces of a document where its own facts stand."""

    text: str
    fields: tuple[_Piece, ...]  # what a database page printed before the letterhead
    head: tuple[_Piece, ...]  # letterhead to title
    title: int | None  # index in `head` of the line that names the type
    preamble: tuple[_Piece, ...]
    body: tuple[int, int]
    closing: tuple[_Piece, ...]
    attached: tuple[_Piece, ...]  # "(Ban hành kèm theo Nghị quyết số …)" of appendices


def read_header(source: SourceText, name: str) -> Header:
    """Read the facts about a document.

    Args:
        source: a document as a reader made it.
        name: its file name, the last resort for the number.
    """
    parts = _parts(source)
    field = _fields(parts)
    type_ = _first(_type_in_title(parts), field.get("type"))
    number = _first(_number_in_head(parts), field.get("number"), _number_of_attachment(parts, type_))
    issued = _first(_date_in_head(parts), field.get("issued_on"), _date_of_attachment(parts, type_))
    number = number or _number_from_stamps(source.stamps, parts)
    issued = issued or _date_from_stamps(source.stamps)
    number = number or _number_from_name(name)
    if type_ is None and number is not None and (word := type_of_number(number.value)):
        type_ = Fact(word, number.start, number.end, number.read_from)
    issuer = _issuer(parts, field.get("issuer"))
    if issued is None and issuer is not None and issuer.value in ("Quốc hội", "Ủy ban Thường vụ Quốc hội"):  # its laws bear no other date
        issued = _passed_on(parts)
    effective = _first(_effective(parts, type_, issued), field.get("effective_on"))
    signer, role = _signature(parts)
    return Header(
        number, type_, issuer, issued, effective, signer or field.get("signer"), role or field.get("role"), _title(parts),
        field.get("field"),
    )  # fmt: skip


def _first(*facts: Fact | None) -> Fact | None:
    return next((f for f in facts if f is not None), None)


def _fact(found: Found | None, read_from: str = "text") -> Fact | None:
    return Fact(found.value, found.start, found.end, read_from) if found else None


# --- where facts stand ----------------------------------------------------------------------------------
def _parts(source: SourceText) -> _Parts:
    lines = read_lines(source.text)
    zones = split_zones(lines, find_quotes(lines)) if lines else []
    main: dict[ZoneKind, Zone] = {}
    attached: list[_Piece] = []
    outside = False
    for zone in zones:
        if zone.kind in (ZoneKind.COMPONENT, ZoneKind.APPENDIX):
            outside = True
            attached += [_Piece(x.plain, x.start, x.end) for x in lines[zone.first : zone.last]]
        elif not outside:
            main.setdefault(zone.kind, zone)
    front = _pieces(source.text, lines, main.get(ZoneKind.FRONT))
    begin = _letterhead(front)
    head = front[begin:]
    title = next((i for i, p in enumerate(head) if is_type_line(p.plain) and not is_enacting(p.plain)), None)
    body = main.get(ZoneKind.BODY)
    span = (lines[body.first].start, lines[body.last - 1].end) if body else (0, 0)
    return _Parts(
        source.text, front[:begin] if title is not None else front, head, title, _pieces(source.text, lines, main.get(ZoneKind.PREAMBLE)),
        span, _pieces(source.text, lines, main.get(ZoneKind.CLOSING)), tuple(attached),
    )  # fmt: skip


# Two columns printed on one line: tabs, wide gaps, or the state's half run on after the issuer's.
_COLUMNS = re.compile(r"\t+|[ \u00a0]{3,}|(?<=\S)\s+(?=CỘNG H[OÒ][AÀ] XÃ HỘI|ĐẢNG CỘNG SẢN VIỆT NAM|Độc lập\s*[-–])")


def _pieces(text: str, lines: list[Line], zone: Zone | None) -> tuple[_Piece, ...]:
    if zone is None:
        return ()
    pieces = []
    for line in lines[zone.first : zone.last]:
        at = line.start
        for gap in [*_COLUMNS.finditer(text, line.start, line.end), None]:
            end = gap.start() if gap else line.end
            if text[at:end].strip():
                pieces.append(_Piece(plain_of(text[at:end]).strip(), at, end))
            at = gap.end() if gap else end
    return tuple(pieces)


def _letterhead(front: tuple[_Piece, ...]) -> int:
    """Return where the document's own letterhead begins in the front."""
    nation = next((i for i, p in enumerate(front) if is_nation_line(p.plain)), None)
    if nation is None:
        return 0
    first = nation
    while first > 0 and nation - first < 8 and _in_letterhead(front[first - 1].plain):
        first -= 1
    return first


def _in_letterhead(plain: str) -> bool:
    return is_rule(plain) or (is_upper(plain) and len(plain) < 160) or _NUMBER_LINE.match(plain) is not None


# --- fields of a database page --------------------------------------------------------------------------
_FIELDS = {
    "số hiệu": "number", "số ký hiệu": "number", "số/ký hiệu": "number", "ký hiệu": "number", "ngày ban hành": "issued_on",
    "ngày có hiệu lực": "effective_on", "ngày hiệu lực": "effective_on", "loại văn bản": "type", "cơ quan ban hành": "issuer",
    "nơi ban hành": "issuer", "người ký": "signer", "chức danh": "role", "lĩnh vực": "field",
}  # fmt: skip
_FIELD = re.compile(r"^\W*(?P<key>" + "|".join(sorted(_FIELDS, key=len, reverse=True)) + r")\s*:?\s*(?P<value>.*)$", re.I)


def _fields(parts: _Parts) -> dict[str, Fact]:
    """Read "Số hiệu 3316/KH-UBND", "Ngày ban hành: 13/05/2022" and the like before the letterhead."""
    found: dict[str, Fact] = {}
    for i, piece in enumerate(parts.fields):
        match = _FIELD.match(piece.plain)
        if match is None or len(piece.plain) > 160:
            continue
        key = _FIELDS[match["key"].lower()]
        value, start = match["value"].strip(), piece.end - len(match["value"].strip())
        end = piece.end
        if not value and i + 1 < len(parts.fields) and not _FIELD.match(parts.fields[i + 1].plain):
            follower = parts.fields[i + 1]
            value, start, end = follower.plain, follower.start, follower.end
        fact = _field_fact(key, value, start, end)
        if fact is not None:
            found.setdefault(key, fact)
    return found


def _field_fact(key: str, value: str, start: int, end: int) -> Fact | None:
    if not re.search(r"\w", value):
        return None
    if key == "number":
        match = NUMBER.match(value)
        return Fact(regular_number(match), start, end, "text") if match else None
    if key in ("issued_on", "effective_on"):
        date = find_date(value)
        return Fact(date.value, start, end, "text") if date else None
    if key == "type":
        word = document_type(value)
        return Fact(word, start, end, "text") if word else None
    return Fact(squeeze(value), start, end, "text")


# --- number, type and date in the letterhead ------------------------------------------------------------
_NUMBER_LINE = re.compile(r"^[\W_]*(?:(?:luật|bộ luật|nghị quyết|pháp lệnh|lệnh)\s+)?số\b\s*:?", re.I)


def _before_title(parts: _Parts) -> tuple[_Piece, ...]:
    return parts.head[: parts.title] if parts.title is not None else parts.head


def _number_in_head(parts: _Parts) -> Fact | None:
    pieces = _before_title(parts)
    for i, piece in enumerate(pieces):
        mark = _NUMBER_LINE.match(piece.plain)
        if mark is None:
            continue
        found = NUMBER.match(piece.plain[mark.end() :].lstrip())
        if found:
            return _fact(find_number(parts.text, piece.start, piece.end))
        if not piece.plain[mark.end() :].strip() and i + 1 < len(pieces):  # the number on the next line
            below = pieces[i + 1]
            return _fact(find_number(parts.text, below.start, below.end)) if NUMBER.match(below.plain) else None
    return None


def _date_in_head(parts: _Parts) -> Fact | None:
    for piece in _before_title(parts):
        if re.search(r"ngày", piece.plain, re.I) and len(piece.plain) < 90 and _FIELD.match(piece.plain) is None:
            date = find_date(parts.text, piece.start, piece.end)
            if date is not None:
                return _fact(date)
    return None


def _place_of_date(parts: _Parts) -> str | None:
    for piece in _before_title(parts):
        match = re.match(r"^[\W_]*(?P<place>[^\W\d_][^,\d]{1,40}?)\s*,\s*ngày", piece.plain)
        if match:
            return squeeze(match["place"])
    return None


def _type_in_title(parts: _Parts) -> Fact | None:
    if parts.title is None:
        return None
    piece = parts.head[parts.title]
    word = document_type(piece.plain)
    return Fact(word, piece.start, piece.end, "text") if word else None


def _title(parts: _Parts) -> Fact | None:
    """Return the lines under the type as one title."""
    if parts.title is None:
        return _subject(parts)
    pieces = []
    for piece in parts.head[parts.title + 1 :]:
        if is_rule(piece.plain):
            if pieces:
                break
            continue
        pieces.append(piece)
    if not pieces:
        head = parts.head[parts.title]
        word = document_type(head.plain) or ""
        rest = head.plain.strip("#*_ ")[len(word) :].strip(" :.*_")
        return Fact(squeeze(rest), head.end - len(rest), head.end, "text") if rest else None
    start, end = pieces[0].start, pieces[-1].end
    return Fact(squeeze(re.sub(r"[*_#]+", " ", parts.text[start:end])), start, end, "text")


def _subject(parts: _Parts) -> Fact | None:
    """Return the subject of a letter: "V/v …"."""
    for piece in parts.head:
        match = re.match(r"^\W*(?:v/v|về việc)\s*:?\s*(?P<what>.+)$", piece.plain, re.I)
        if match:
            return Fact(squeeze(match["what"]), piece.end - len(match["what"]), piece.end, "text")
    return None


# --- "(Ban hành kèm theo Nghị quyết số 89NQ-HĐND ngày 14 tháng 7 năm 2017 …)" ---------------------------
def _attached_span(parts: _Parts, type_: Fact | None) -> tuple[int, int] | None:
    """Return the span of the words in which an appendix names the document that it belongs to."""
    for i, piece in enumerate(parts.attached):
        if not is_attached_line(piece.plain) or type_ is None:
            continue
        end = next((p.end for p in parts.attached[i : i + 4] if p.plain.rstrip("*_ ").endswith(")")), piece.end)
        if fold(type_.value) in fold(parts.text[piece.start : end]):
            return piece.start, end
    return None


def _number_of_attachment(parts: _Parts, type_: Fact | None) -> Fact | None:
    span = _attached_span(parts, type_)
    return _fact(find_number(parts.text, *span)) if span else None


def _date_of_attachment(parts: _Parts, type_: Fact | None) -> Fact | None:
    span = _attached_span(parts, type_)
    return _fact(find_date(parts.text, *span)) if span else None


# --- stamps, recognised head, file name -----------------------------------------------------------------
def _number_from_stamps(stamps: tuple[Stamp, ...], parts: _Parts) -> Fact | None:
    for kind in ("stamp", "ocr-head"):
        texts = [s.text for s in stamps if s.read_from == kind]
        for text in texts:
            for line in text.splitlines():
                mark = _NUMBER_LINE.match(line)
                match = NUMBER.match(line[mark.end() :].lstrip()) if mark else None
                if match:
                    return Fact(regular_number(match), None, None, kind)
        blank = _blank_number(parts)
        serial = _stamped_serial(texts) if blank else None
        if blank and serial:
            return Fact(f"{serial}/{blank}", None, None, kind)
    return None


def _blank_number(parts: _Parts) -> str | None:
    """Return what the text layer prints of a number whose serial is in a stamp: "2025/QĐ-UBND"."""
    for piece in _before_title(parts):
        match = BLANK_NUMBER.search(piece.plain)
        if match:
            codes = re.sub(r"\s+", "", match["codes"])
            return f"{match['year']}/{codes}" if match["year"] else codes
    return None


def _stamped_serial(texts: list[str]) -> str | None:
    """Return the serial that stands alone in a stamp, if all stamps of that kind agree."""
    serials = {m[1] for t in texts if (m := re.fullmatch(r"\s*(?:số\s*:?\s*)?(\d{1,5})\s*", t, re.I))}
    return serials.pop() if len(serials) == 1 else None


def _date_from_stamps(stamps: tuple[Stamp, ...]) -> Fact | None:
    for kind in ("stamp", "ocr-head"):
        for stamp in stamps:
            if stamp.read_from != kind:
                continue
            match = re.search(r"ngày\s*(\d{1,2})\s*tháng\s*(\d{1,2})\s*năm\s*(\d{4})", stamp.text, re.I)
            value = iso_date(*match.groups()) if match else None
            if value:
                return Fact(value, None, None, kind)
    return None


def _number_from_name(name: str) -> Fact | None:
    """Read a number from a file name that spells it out ("3316-KH-UBND.pdf", "12_2025_QD-UBND.docx")."""
    stem = PurePath(name).stem
    match = re.fullmatch(
        r"(?P<serial>\d{1,5})[-_. ](?:(?P<year>(?:19|20)\d\d)[-_. ])?(?P<kind>[A-Za-zĐđ]{2,4})[-_. ](?P<body>[A-Za-zĐđ0-9]{2,10})",
        stem,
    )
    if match is None or match["kind"].upper() not in {*_NAME_KINDS}:
        return None
    kind = _NAME_KINDS[match["kind"].upper()]
    body = match["body"].upper().replace("HDND", "HĐND")
    year = f"{match['year']}/" if match["year"] else ""
    return Fact(f"{match['serial']}/{year}{kind}-{body}", None, None, "file-name")


_NAME_KINDS = {"KH": "KH", "NQ": "NQ", "QD": "QĐ", "QĐ": "QĐ", "CT": "CT", "TT": "TT", "ND": "NĐ", "NĐ": "NĐ", "TB": "TB"}


# --- issuer ----------------------------------------------------------------------------------------------
def _issuer(parts: _Parts, field: Fact | None) -> Fact | None:
    place = _place_of_date(parts)
    if place is None and field is not None:
        place = re.sub(r"^(?:tỉnh|thành phố|tp\.?)\s+", "", field.value, flags=re.I)
    for pieces in (_letterhead_name(parts), _name_over_bases(parts)):
        if pieces:
            apart = len(pieces) > 1 and is_nation(plain_of(parts.text[pieces[0].end : pieces[-1].start]))
            start, end = pieces[0].start, pieces[0].end if apart else pieces[-1].end
            printed = " ".join(p.plain for p in pieces)
            return Fact(readable_name(printed, parts.text, place), start, end, "text")
    if field is not None and is_body_line(field.value):
        return field
    return _issuer_from_signature(parts)


def _letterhead_name(parts: _Parts) -> list[_Piece]:
    """Return the lines of the letterhead that name who issues: "ỦY BAN NHÂN DÂN / TỈNH LÂM ĐỒNG".

    The last body named is the one that issues; those above it are its superiors. The state's half may stand
    between the two lines where both columns were printed on one.
    """
    found: list[_Piece] = []
    beyond = False  # the state's half or the number came after the name
    for piece in _before_title(parts)[:14]:  # 14: two columns of six lines with their rules
        plain = piece.plain
        if is_rule(plain):
            continue
        if is_nation(plain) or _NUMBER_LINE.match(plain):
            beyond = bool(found)
        elif not is_upper(plain):
            continue
        elif is_body_line(plain) and not beyond and not (found and _unfinished(found)):
            found = [piece]
        elif found and (is_place_line(plain) if beyond else _unfinished(found) or _continues_name(plain)):
            found.append(piece)
            if beyond:
                break
    return found


def _unfinished(found: list[_Piece]) -> bool:
    return fold(found[-1].plain).strip("*_ ").endswith((" và", " thường vụ", ",", "hội đồng", "ủy ban"))


def _continues_name(plain: str) -> bool:
    return len(plain) < 50 and not is_body_line(plain)


def _name_over_bases(parts: _Parts) -> list[_Piece]:
    """Return the line between title and bases: "HỘI ĐỒNG NHÂN DÂN TỈNH HÀ GIANG"."""
    for piece in parts.preamble[:3]:
        if is_upper(piece.plain) and is_body_line(piece.plain):
            return [piece]
    return []


def _issuer_from_signature(parts: _Parts) -> Fact | None:
    for piece in parts.closing:
        match = re.match(r"^\W*(?:TM|T/M)\s*[./]?\s*(?P<body>.+)$", piece.plain)
        if match and is_body_line(match["body"]) and len(match["body"].split()) > 3:
            return Fact(readable_name(match["body"], parts.text, None), piece.start, piece.end, "text")
    return None


# --- effect and signature --------------------------------------------------------------------------------
_EFFECT = re.compile(r"có\s+hiệu\s+lực(?:\s+thi\s+hành)?[^.;“”\"]{0,60}?\s(?:kể\s+)?từ\s+(?=ngày)", re.I)
_THIS = r"{} này"
_FROM_SIGNING = re.compile(r"ngày\s+(?:ký|ban\s+hành)", re.I)
_FROM_PASSING = re.compile(r"ngày\s+(?:được\s+)?(?:Quốc hội\s+)?thông\s+qua", re.I)
# "Luật này được Quốc hội … khóa XV, kỳ họp thứ 10 thông qua ngày 10 tháng 12 năm 2025"
_PASSED = re.compile(r"(?<=này )(?:đã\s+)?được\s[^.;]{5,200}?thông\s+qua\s+(?=ngày)", re.I)


def _effective(parts: _Parts, type_: Fact | None, issued: Fact | None) -> Fact | None:
    """Read "Quyết định này có hiệu lực kể từ ngày …"; from the day of signing means the date of issue."""
    begin, end = parts.body
    words = r"(?:" + re.escape(type_.value) + r"|văn bản) này" if type_ else r"\w+\s\w+ này"
    for match in _EFFECT.finditer(parts.text, begin, end):
        sentence = parts.text[max(begin, match.start() - 260) : match.start()]
        sentence = re.split(r"(?:\.\s|;\s|\n\s*\n|/\.)", sentence)[-1]
        if not re.search(words, squeeze(sentence), re.I):
            continue
        date = find_date(parts.text, match.end(), min(end, match.end() + 40))
        if date is not None and date.start - match.end() < 6:
            return Fact(date.value, date.start, date.end, "text")
        signing = _FROM_SIGNING.match(parts.text, match.end())
        if signing and issued is not None:
            return Fact(issued.value, signing.start(), signing.end(), issued.read_from)
        passing, passed = _FROM_PASSING.match(parts.text, match.end()), _passed_on(parts)
        if passing and passed is not None:
            return passed
    return None


def _passed_on(parts: _Parts) -> Fact | None:
    """Return the day on which an assembly passed its law or resolution."""
    match = _PASSED.search(parts.text, *parts.body)
    date = find_date(parts.text, match.end(), match.end() + 40) if match else None
    return _fact(date)


_RANK = re.compile(r"^(?:(?:đại|thượng|trung|thiếu) (?:tướng|tá)|(?:gs|pgs|ts|ths|bs|ls)\.?)[\s.]+", re.I)


def _signature(parts: _Parts) -> tuple[Fact | None, Fact | None]:
    """Return who signed and in which role: the name below "TM. … / KT. CHỦ TỊCH / PHÓ CHỦ TỊCH"."""
    roles: list[_Piece] = []
    for piece in parts.closing:
        plain = piece.plain.strip("*_ ")
        if is_signature(piece.plain) or is_role(piece.plain):
            roles.append(piece)
        elif roles and is_person(plain) and not is_recipients(plain) and not is_body_line(plain):
            name = _RANK.sub("", squeeze(plain))
            role = Fact(squeeze(" ".join(r.plain for r in roles)), roles[0].start, roles[-1].end, "text")
            return Fact(name, piece.end - len(plain), piece.end, "text"), role
    return None, None


# --- names of documents -----------------------------------------------------------------------------------
def document_id(header: Header, sha256: str) -> str:
    """Return the key of a document: number, issuer and date in ASCII ("3316-KH-UBND@lam-dong@2022-05-13").

    A document without a number is known by its content: the first 16 digits of its hash.
    """
    if header.number is None:
        return f"sha-{sha256[:16]}"
    number = re.sub(r"[^A-Za-z0-9]+", "-", _ascii_number(header.number.value)).strip("-")
    issuer = _slug(_place(header.issuer.value)) if header.issuer else "-"
    date = header.issued_on.value if header.issued_on else "-"
    return f"{number}@{issuer}@{date}"


def _ascii_number(number: str) -> str:
    """Spell Đ as DD so that QĐ and QD stay two."""
    spelled = number.replace("Đ", "DD").replace("đ", "dd")
    return "".join(c for c in unicodedata.normalize("NFD", spelled) if not unicodedata.combining(c))


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", strip_diacritics(name)).strip("-") or "-"


def _place(issuer: str) -> str:
    """Return the place of a local body, or the whole name of a central one."""
    match = re.match(r"(?:ủy ban nhân dân|hội đồng nhân dân|tỉnh ủy|thành ủy)\s+(?:tỉnh |thành phố )?(?P<place>.+)", fold(issuer))
    return match["place"] if match else issuer


def _header_of(document: Document | Header) -> Header:
    return document.header if isinstance(document, Document) else document


def display_name(document: Document | Header, source: str = "") -> str:
    """Return the full name: "Kế hoạch số 3316/KH-UBND ngày 13/5/2022 của UBND tỉnh Lâm Đồng".

    Args:
        document: a document or its header.
        source: file name, used where neither number nor title was read.
    """
    header = _header_of(document)
    type_ = header.type.value if header.type else "Văn bản"
    if header.number is None:
        return _title_name(header) or source or (document.source if isinstance(document, Document) else "Văn bản")
    name = f"{type_} số {header.number.value}"
    if header.issued_on:
        year, month, day = header.issued_on.value.split("-")
        name += f" ngày {int(day)}/{int(month)}/{year}"
    return name + (f" của {_short_issuer(header.issuer.value)}" if header.issuer else "")


def _title_name(header: Header) -> str:
    if header.title is None:
        return ""
    title = header.title.value
    title = title.capitalize() if is_upper(title) else title
    title = title if len(title) <= 120 else title[:117].rsplit(" ", 1)[0] + " …"
    return f"{header.type.value} {title[:1].lower() + title[1:]}" if header.type else title


def _short_issuer(issuer: str) -> str:
    short: Callable[[str], str] = lambda s: s.replace("Ủy ban nhân dân", "UBND").replace("Hội đồng nhân dân", "HĐND")  # noqa: E731
    return short(issuer)


def short_name(document: Document | Header, source: str = "") -> str:
    """Return the short name: "Kế hoạch 3316/KH-UBND"."""
    header = _header_of(document)
    if header.number is None:
        return display_name(document, source)
    return f"{header.type.value if header.type else 'Văn bản'} {header.number.value}"
