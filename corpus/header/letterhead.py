"""Number, type, date and title from letterhead, title, database fields and attachments."""

from __future__ import annotations

import re

from corpus.header.numbers import NUMBER, Found, find_date, find_number, regular_number
from corpus.header.parts import NUMBER_LINE, Parts, Piece
from corpus.model import Fact
from corpus.structure import document_type, is_attached_line, is_rule
from corpus.text import fold, squeeze

_FIELDS = {
    "số hiệu": "number", "số ký hiệu": "number", "số/ký hiệu": "number", "ký hiệu": "number",
    "ngày ban hành": "issued_on",
    "ngày ký xác thực": "issued_on", "ngày có hiệu lực": "effective_on", "ngày hiệu lực": "effective_on",
    "loại văn bản": "type", "cơ quan ban hành": "issuer", "nơi ban hành": "issuer", "người ký": "signer",
    "chức danh": "role", "lĩnh vực": "field",
}  # fmt: skip
_FIELD = re.compile(
    r"^\W*(?P<key>" + "|".join(sorted(_FIELDS, key=len, reverse=True)) + r")\s*:?\s*(?P<value>.*)$", re.I
)


def fact(found: Found | None) -> Fact | None:
    """Return a value of the text layer as a fact."""
    return Fact(found.value, found.start, found.end, "text") if found else None


def read_fields(parts: Parts) -> dict[str, Fact]:
    """Read "Số hiệu 3316/KH-UBND", "Ngày ban hành: 13/05/2022" and the like before the letterhead."""
    pieces = parts.fields if parts.letterhead or parts.title else (*parts.fields, *parts.preamble)
    found: dict[str, Fact] = {}
    for i, piece in enumerate(pieces):
        match = _FIELD.match(piece.plain)
        if match is None or len(piece.plain) > 160:  # 160: a field is short, a sentence is not
            continue
        value, start, end = match["value"].strip(), piece.end - len(match["value"].strip()), piece.end
        if not value and i + 1 < len(pieces) and not _FIELD.match(pieces[i + 1].plain):
            value, start, end = pieces[i + 1].plain, pieces[i + 1].start, pieces[i + 1].end
        key = _FIELDS[match["key"].lower()]
        read = _field_value(key, value)
        if read is not None:
            found.setdefault(key, Fact(read, start, end, "text"))
    return found


def _field_value(key: str, value: str) -> str | None:
    if not re.search(r"\w", value):
        return None
    if key == "number":
        match = NUMBER.match(value)
        return regular_number(match) if match else None
    if key in ("issued_on", "effective_on"):
        date = find_date(value)
        return date.value if date else None
    return document_type(value) if key == "type" else squeeze(value)


def letterhead_number(parts: Parts) -> Fact | None:
    """Read the number from the line "Số: …" of the letterhead, or from the line below it."""
    for i, piece in enumerate(parts.letterhead):
        mark = NUMBER_LINE.match(piece.plain)
        if mark is None:
            continue
        rest = piece.plain[mark.end() :].strip()
        if NUMBER.match(rest):
            return fact(find_number(parts.text, piece.start, piece.end))
        if not rest and i + 1 < len(parts.letterhead):
            below = parts.letterhead[i + 1]
            return (
                fact(find_number(parts.text, below.start, below.end)) if NUMBER.match(below.plain) else None
            )
    return None


def letterhead_date(parts: Parts) -> Fact | None:
    """Read the date from the line of place and date: "Lâm Đồng, ngày 13 tháng 5 năm 2022"."""
    for piece in parts.letterhead:
        if not re.search(r"(?:^|[,.;]|\s)ngày", piece.plain, re.I) or len(piece.plain) > 120:
            continue
        date = find_date(parts.text, piece.start, piece.end)
        after = parts.text[date.end : piece.end].strip(" .;*_-") if date else ""
        before = (
            re.sub(r"\s*ngày$", "", parts.text[piece.start : date.start].strip(" *_"), flags=re.I)
            if date
            else ""
        )
        if date is not None and not after and (not before or before.endswith(",") or NUMBER.search(before)):
            return fact(date)
    return None


def place_of_date(parts: Parts) -> str | None:
    """Return the place in front of the date."""
    for piece in parts.letterhead:
        match = re.search(r"(?:^|[\W_])(?P<place>[A-ZĐÀ-Ỹ][^,\d]{1,40}?)\s{0,9},\s{0,9}ngày", piece.plain)
        if match:
            return squeeze(match["place"])
    return None


def type_in_title(parts: Parts) -> Fact | None:
    """Return the type that the title line names; a letter is known by its subject ("V/v …")."""
    if not parts.title:
        subject = _subject(parts)
        return Fact("Công văn", subject.start, subject.end, "text") if subject and parts.letterhead else None
    head = parts.title[0]
    word = document_type(head.plain)
    return Fact(word, head.start, head.end, "text") if word else None


# "Nghị định của Chính phủ số 114/2003/NĐ-CP ngày 10/10/2003 về …": the title gives its own number
_OWN_NUMBER = re.compile(
    r"^\W*(?P<type>[^\W\d_]+(?:\s+[^\W\d_]+){0,3}?)(?:\s+của\s+[^\d,;]{3,80}?)?\s+số\s*:?\s*(?=\d)", re.I
)


def _own_number_span(parts: Parts) -> tuple[int, int] | None:
    if not parts.title:
        return None
    start, end = parts.title[0].start, parts.title[min(2, len(parts.title) - 1)].end
    match = _OWN_NUMBER.match(parts.text[start:end])
    if match is None or document_type(match["type"]) is None:
        return None
    return start + match.end(), end


def title_number(parts: Parts) -> Fact | None:
    """Read the number from a title that begins with it: "Quyết định số 5/2007/QĐ-UBND của …"."""
    span = _own_number_span(parts)
    found = find_number(parts.text, *span) if span else None
    return fact(found) if found and span and found.start == span[0] else None


def title_date(parts: Parts) -> Fact | None:
    """Read the date that follows the number in such a title."""
    number, span = title_number(parts), _own_number_span(parts)
    if number is None or span is None or number.end is None:
        return None
    date = find_date(parts.text, number.end, span[1])
    return (
        fact(date) if date and fold(parts.text[number.end : date.start]).strip(" ,") in ("", "ngày") else None
    )


def title(parts: Parts) -> Fact | None:
    """Return the lines under the type as one title, or the subject of a letter ("V/v …")."""
    if not parts.title:
        return _subject(parts) or _page_title(parts)
    pieces: list[Piece] = []
    for piece in parts.title[1:]:
        if (
            is_attached_line(piece.plain)
            or (is_rule(piece.plain) and pieces)
            or _ends_title(parts, piece, pieces)
        ):
            break
        if not is_rule(piece.plain):
            pieces.append(piece)
    own = title_date(parts) or title_number(parts)
    if own is not None and own.end is not None and parts.title:
        return _clean(parts.text, own.end, pieces[-1].end if pieces else parts.title[0].end)
    if pieces:
        return _clean(parts.text, pieces[0].start, pieces[-1].end)
    head = parts.title[0]
    rest = head.plain.strip("#*_ ")[len(document_type(head.plain) or "") :].strip(" :.*_")
    return _clean(parts.text, head.end - len(rest), head.end) if rest else None


# "Thời gian: 14h00 …", "Kính gửi: …", "1. …", "Lịch kiểm tra như sau:": what stands below a title
_BELOW_TITLE = re.compile(
    r"\W*(?:(?:thời gian|địa điểm|chủ trì|thành phần|nội dung|kính gửi|tên|đơn vị|họ và tên|hôm nay|căn cứ|đvt|đơn vị tính)[^:]{0,40}:|"
    r"hôm nay,|kính gửi|(?:\d{1,2}|[ivx]{1,5})[.)]\s|\(?đơn vị tính|\(?đvt)",
    re.I,
)


def _ends_title(parts: Parts, piece: Piece, above: list[Piece]) -> bool:
    """Tell whether a line below the type is no part of the title: a label, a table's row, a sentence."""
    if "\t" in parts.text[max(0, piece.start - 1) : piece.end + 1]:
        return True
    if _BELOW_TITLE.match(piece.plain):
        return True
    sentence = piece.plain.rstrip().endswith((":", ".", ";")) and not piece.plain.rstrip().endswith(
        ("...", "…")
    )
    calls = re.search(
        r"(?<!\w)(?:tổ chức|trân trọng|kính mời)(?!\w)", piece.plain, re.I
    )  # the text of an invitation
    return sentence and (bool(above) or calls is not None)


def _clean(text: str, start: int, end: int) -> Fact | None:
    """Return a stretch as a title, without the marks of Markdown and the blanks around it."""
    start += len(text[start:end]) - len(text[start:end].lstrip(" .,:;*_#\n\t"))
    value = squeeze(re.sub(r"[*_#]+", " ", text[start:end]))
    return Fact(value, start, max(start, end), "text") if value else None


def _page_title(parts: Parts) -> Fact | None:
    """Return the title that a database page prints: "Văn bản hợp nhất số 8630/VBHN-BTP Ban hành …"."""
    for piece in parts.fields[:3]:
        number = NUMBER.search(parts.text, piece.start, piece.end)
        head = parts.text[piece.start : number.start()].strip() if number else ""
        if number is not None and document_type(re.sub(r"\s+số\s*:?$", "", head)) is not None:
            return _clean(parts.text, number.end(), piece.end)
    return None


def page_number(parts: Parts, type_: Fact | None) -> Fact | None:
    """Read the number from the title that a database page prints above a document of the same type."""
    for piece in parts.fields[:3]:
        found = find_number(parts.text, piece.start, piece.end)
        head = parts.text[piece.start : found.start] if found else ""
        word = document_type(re.sub(r"\s+số\s*:?\s*$", "", head)) if head.strip() else None
        if (
            found is not None
            and word is not None
            and type_ is not None
            and fold(type_.value).startswith(fold(word))
        ):
            return fact(found)
    return None


def with_lost_letter(number: Fact | None, other: Fact | None) -> Fact | None:
    """Return the other reading of a number where the first has lost a letter of its code ("MTQVN" for "MTTQVN").

    Letters get lost in copying and none are added; two numbers that differ in a digit are two numbers.
    """
    if number is None or other is None or len(other.value) <= len(number.value):
        return number
    digits = [re.findall(r"\d+", f.value) for f in (number, other)]
    letters = iter(other.value)
    return other if digits[0] == digits[1] and all(c in letters for c in number.value) else number


def _subject(parts: Parts) -> Fact | None:
    pieces = (*parts.letterhead, *parts.fields)
    for i, piece in enumerate(pieces):
        match = re.match(r"^\W*(?:v/v|về việc)\s*:?\s*(?P<what>.+)$", piece.plain, re.I)
        if match:
            start, end = piece.end - len(match["what"]), piece.end
            for below in pieces[i + 1 : i + 5]:  # 5 lines: a narrow column
                if below.start - end > 3 or not _goes_on(below.plain):
                    break
                end = below.end
            return _clean(parts.text, start, end)
    return None


def subject(parts: Parts) -> Fact | None:
    """Return the subject of a letter ("V/v …")."""
    return _subject(parts)


def _goes_on(plain: str) -> bool:
    """Tell whether a line goes on with the subject of a letter above it."""
    stops = re.match(r"\W*(?:kính gửi|số\s*:|.{0,40}ngày\s+.{0,4}\s*tháng|độc lập)", plain, re.I)
    return stops is None and len(plain) < 80 and not plain.isupper() and not is_rule(plain)


# --- "Kính gửi: …" -----------------------------------------------------------------------------------------
_TO = re.compile(r"^[^\S\n]*[-–*]?[^\S\n]*k[íi]nh\s+gửi[^\S\n]*:?[^\S\n]*", re.I | re.M)
_FAR = 8_000  # characters; the addressees stand on the first page


def addressees(parts: Parts) -> tuple[Fact, ...]:
    """Return to whom a document is addressed, one fact for each body or person that it names."""
    text = parts.text
    opening = _TO.search(text, 0, _FAR)
    if opening is None:
        return ()
    found: list[Fact] = []
    at, unfinished = opening.end(), True
    for line in re.finditer(r"[^\n\t]+|\t|\n", text[at : at + 3_000]):  # a long list of addressees
        printed = line[0].strip()
        if not printed:
            continue
        listed = re.match(r"[-–+•*▪]\s*", printed)
        if found and listed is None and not unfinished:
            break
        found += _split(text, at + line.start(), at + line.end())
        unfinished = printed.endswith((";", ",", ":")) or not found
        if printed.endswith((".", "./.")) and found:
            break
    return tuple(found)


def _split(text: str, start: int, end: int) -> list[Fact]:
    facts = []
    for piece in re.finditer(r"[^;]+", text[start:end]):
        body = piece[0]
        low = start + piece.start() + len(body) - len(body.lstrip(" \t-–+•*▪,;:"))
        high = start + piece.start() + len(body.rstrip(" \t.,;:/"))
        if high - low > 2 and re.search(r"[^\W\d_]{2}", text[low:high]):
            facts.append(Fact(squeeze(text[low:high]), low, high, "text"))
    return facts


# --- "(Ban hành kèm theo Nghị quyết số 89NQ-HĐND ngày 14 tháng 7 năm 2017 …)" ---------------------------
def _attached_span(parts: Parts, type_: Fact | None) -> tuple[int, int] | None:
    """Return the span of the words in which an appendix names the document that it belongs to."""
    for i, piece in enumerate(parts.attached):
        if type_ is None or not is_attached_line(piece.plain):
            continue
        end = next(
            (p.end for p in parts.attached[i : i + 4] if p.plain.rstrip("*_ ").endswith(")")), piece.end
        )
        if fold(type_.value) in fold(parts.text[piece.start : end]):
            return piece.start, end
    return None


def attachment_number(parts: Parts, type_: Fact | None) -> Fact | None:
    """Read the number that an appendix gives for the document that it belongs to."""
    span = _attached_span(parts, type_)
    return fact(find_number(parts.text, *span)) if span else None


def attachment_date(parts: Parts, type_: Fact | None) -> Fact | None:
    """Read the date that an appendix gives for the document that it belongs to."""
    span = _attached_span(parts, type_)
    return fact(find_date(parts.text, *span)) if span else None
