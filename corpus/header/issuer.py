"""Who issued a document: from the letterhead, the line above the legal bases, or the signature."""

from __future__ import annotations

import re
from collections import Counter

from corpus.header.letterhead import place_of_date
from corpus.header.parts import NUMBER_LINE, Parts, Piece
from corpus.header.places import mend_place
from corpus.model import Fact
from corpus.structure import is_rule, is_upper
from corpus.text import fold, new_tones, nfc, squeeze, strip_diacritics

# First words of the name of a body that issues documents, as they are written in running text.
_BODIES = (
    "Ủy ban Thường vụ Quốc hội", "Ủy ban nhân dân", "Ủy ban Mặt trận Tổ quốc", "Ủy ban Kiểm tra", "Ủy ban",
    "Hội đồng nhân dân", "Hội đồng", "Quốc hội", "Chính phủ", "Thủ tướng Chính phủ", "Chủ tịch nước",
    "Chủ tịch Ủy ban nhân dân", "Văn phòng", "Bộ", "Sở", "Ban Chấp hành", "Ban Thường vụ", "Ban Chỉ đạo",
    "Ban",
    "Tỉnh ủy", "Thành ủy", "Huyện ủy", "Thị ủy", "Quận ủy", "Đảng ủy", "Đảng bộ", "Tổng cục", "Cục",
    "Tòa án nhân dân", "Viện Kiểm sát nhân dân", "Kiểm toán nhà nước", "Thanh tra", "Ngân hàng Nhà nước",
    "Bảo hiểm xã hội", "Công an", "Liên đoàn", "Đoàn Đại biểu Quốc hội", "Hội", "Trường", "Viện",
    "Chi cục", "Trung ương",
)  # fmt: skip
_WRITTEN = {strip_diacritics(b): b for b in _BODIES}
_BODY = re.compile(r"(?:" + "|".join(sorted(_WRITTEN, key=len, reverse=True)) + r")(?!\w)")
_BODY_AS_WRITTEN = re.compile(r"(?:" + "|".join(fold(b) for b in _BODIES) + r")(?!\w)")
_MISREAD = re.compile(
    r"(?:" + "|".join(b for b in _WRITTEN if " " in b) + r")(?!\w)"
)  # "Trương" is no "Trường"
_PLACES = ("thành phố", "thị trấn", "thị xã", "tỉnh", "huyện", "quận", "phường", "xã", "tp.", "tp")
_PLACE_LINE = re.compile(r"(?:" + "|".join(re.escape(strip_diacritics(w)) for w in _PLACES) + r")(?!\w)")
_NATION = re.compile(r"cong hoa|dang cong san|doc lap")
_AREA = {
    "tinh": "tỉnh",
    "thanh pho": "thành phố",
    "huyen": "huyện",
    "quan": "quận",
    "phuong": "phường",
    "xa": "xã",
    "thi xa": "thị xã",
}
_TAIL_PROPER = ("Việt Nam", "Quốc hội", "Chính phủ", "Trung ương", "Đảng")


def is_body_line(plain: str) -> bool:
    """True for a line that begins with the name of a body that issues documents."""
    longest = 400 if " - " in plain else 120  # a joint document names several
    named = _BODY_AS_WRITTEN.match(fold(plain).strip("*#_ ")) or _MISREAD.match(
        strip_diacritics(plain).strip("*#_ ")
    )
    return len(plain) < longest and named is not None


def is_place_line(plain: str) -> bool:
    """True for the second line of a letterhead: "TỈNH LÂM ĐỒNG"."""
    return len(plain) < 60 and _PLACE_LINE.match(strip_diacritics(plain).strip("*#_ ")) is not None


def is_nation(plain: str) -> bool:
    """True for the state's or the Party's half of a letterhead."""
    return _NATION.search(strip_diacritics(plain)) is not None


def find_issuer(parts: Parts, field: Fact | None) -> Fact | None:
    """Return who issued a document, with the lines that say so.

    Args:
        parts: the document taken apart.
        field: what a database page says ("Tỉnh Lâm Đồng"), which alone is too little unless it names a body.
    """
    if (joint := _joint_issuers(parts)) is not None:
        return joint
    place = place_of_date(parts)
    for pieces in (_letterhead_name(parts), _name_over_bases(parts)):
        if pieces:
            apart = len(pieces) > 1 and is_nation(parts.text[pieces[0].end : pieces[-1].start])
            name = readable_name(" ".join(p.plain for p in pieces), parts.text, place)
            end = pieces[0].end if apart else pieces[-1].end
            return Fact(f"{name}{_area_of_superior(parts, pieces[0], name)}", pieces[0].start, end, "text")
    if field is not None and is_body_line(field.value):
        return field
    return _issuer_from_signature(parts) or _enacting_body(parts)


# "Ủy ban Thường vụ Quốc hội, Chính phủ và Đoàn Chủ tịch … ban hành Nghị quyết liên tịch …"
_ENACTS = re.compile(
    r"^(?P<who>[^;:.]{4,300}?)\s+(?:ban\s+hành|quyết\s+định\s+ban\s+hành)\s+(?P<type>Nghị\s+quyết|Nghị\s+định|Thông\s+tư|Quyết\s+định|Chỉ\s+thị|Pháp\s+lệnh)(?P<joint>\s+liên\s+tịch)?(?!\w)"
)
_BETWEEN_BODIES = re.compile(
    r",\s+(?:và\s+)?|\s+và\s+(?=(?:"
    + "|".join(_BODIES)
    + r"|Đoàn Chủ tịch|Bộ trưởng|Chánh án|Viện trưởng)(?!\w))"
)
_HEADS_OF = re.compile(r"^(?:Bộ trưởng|Tổng Thanh tra|Thống đốc|Tổng Kiểm toán)\s+(?=\S)")


def _joint_issuers(parts: Parts) -> Fact | None:
    """Return all bodies of a joint document, as its enacting sentence names them."""
    for piece in parts.preamble:
        m = _ENACTS.match(piece.plain)
        if m is None or m["joint"] is None:
            continue
        bodies = _BETWEEN_BODIES.split(m["who"])
        if len(bodies) > 1:
            return Fact(
                ", ".join(squeeze(b) for b in bodies), piece.start, piece.start + m.end("who"), "text"
            )
    return None


def _enacting_body(parts: Parts) -> Fact | None:
    """Return who enacts, where no letterhead was kept: "Chính phủ ban hành Nghị định quy định …"."""
    for piece in parts.preamble:
        m = _ENACTS.match(piece.plain)
        if m is None or not (is_body_line(m["who"]) or _HEADS_OF.match(m["who"])):
            continue
        minister = _HEADS_OF.match(m["who"])
        name = squeeze(m["who"][minister.end() :] if minister is not None else m["who"])
        return Fact(name, piece.start, piece.start + m.end("who"), "text")
    return None


def _area_of_superior(parts: Parts, first: Piece, name: str) -> str:
    """Return " tỉnh Lâm Đồng" for a department below "UBND TỈNH LÂM ĐỒNG": every province has its Sở Tư pháp."""
    left = (p for p in parts.letterhead if p.end <= first.start and not is_nation(p.plain))
    above = " ".join(p.plain for p in left if is_upper(p.plain))
    if not name.startswith(("Sở ", "Ban ", "Phòng ", "Thanh tra", "Văn phòng", "Chi cục", "Trung tâm")):
        return ""
    match = re.search(r"(?<!\w)(?:tỉnh|thành phố|tp\.?|huyện|thị xã|quận|xã|phường) .+$", fold(above))
    if match is None or re.search(r"(?<!\w)(?:tỉnh|thành phố|huyện)(?!\w)", fold(name)):
        return ""
    return " " + _capitalised(f"ủy ban nhân dân {match[0].replace('tp.', 'thành phố')}").removeprefix(
        "Ủy ban nhân dân "
    )


def _letterhead_name(parts: Parts) -> list[Piece]:
    """Return the lines of the letterhead that name who issues: "ỦY BAN NHÂN DÂN / TỈNH LÂM ĐỒNG".

    The last body named is the one that issues; those above it are its superiors. The state's half may stand
    between the two lines where both columns were printed on one.
    """
    found: list[Piece] = []
    beyond = False  # the state's half or the number came after the name
    for piece in parts.letterhead[:14]:  # 14: two columns of six lines with their rules
        plain = piece.plain
        if is_rule(plain):
            continue
        if is_nation(plain) or NUMBER_LINE.match(plain):
            beyond = bool(found)
        elif not (is_upper(plain) or (parts.small_caps and len(plain) < 60)):
            continue
        elif is_body_line(plain) and not beyond and not (found and _unfinished(found)):
            found = [piece]
        elif found and (is_place_line(plain) if beyond else _unfinished(found) or len(plain) < 50):
            found.append(piece)
            if beyond:
                break
    return found


def _unfinished(found: list[Piece]) -> bool:
    return fold(found[-1].plain).strip("*_ ").endswith((" và", " thường vụ", ",", "hội đồng", "ủy ban"))


def _name_over_bases(parts: Parts) -> list[Piece]:
    """Return the line between title and bases: "HỘI ĐỒNG NHÂN DÂN TỈNH HÀ GIANG"."""
    for piece in parts.preamble[:3]:
        short = len(piece.plain) < 40 and not piece.plain.endswith((";", ".", ",", ":"))
        if is_body_line(piece.plain) and (is_upper(piece.plain) or short):
            return [piece]
    return []


def _issuer_from_signature(parts: Parts) -> Fact | None:
    for piece in parts.closing:
        match = re.match(r"^\W*(?:TM|T/M)\s*[./]?\s*(?P<body>.+)$", piece.plain)
        if match and is_body_line(match["body"]) and len(match["body"].split()) > 3:
            return Fact(readable_name(match["body"], parts.text, None), piece.start, piece.end, "text")
    return None


# --- from capitals to running text -------------------------------------------------------------------------
def readable_name(printed: str, text: str, place: str | None) -> str:
    """Return the name of a body as running text writes it: "Ủy ban nhân dân tỉnh Lâm Đồng".

    Args:
        printed: the letterhead, usually in capitals, perhaps with a lost letter ("TỈNH LÂM ĐNG").
        text: the document, where the same name often stands in small letters.
        place: the place of the date line ("Lâm Đồng"), which confirms a misprinted one.
    """
    if " - " in printed and all(is_body_line(b) for b in printed.split(" - ")):  # a joint document
        return " - ".join(readable_name(b, text, place) for b in printed.split(" - "))
    name = squeeze(re.sub(r"[*_#]|-{2,}", " ", printed))
    if any(c.islower() for c in name) and any(c.isupper() for c in name[1:]):
        return name[0].upper() + name[1:]
    name = _mend(name, place)
    return _spelled_in_text(name, text) or _capitalised(name)


def _mend(name: str, place: str | None) -> str:
    """Replace a misprinted or misread body or province by its right name."""
    folded = strip_diacritics(name)
    body = _BODY.match(folded)
    if body is not None and len(folded) == len(name) and " " in body[0]:
        name = _WRITTEN[body[0]].upper() + name[body.end() :]
    area = re.search(r"(?<!\w)(?P<word>tinh|thanh pho)\s+(?!uy )(?P<place>.+)$", strip_diacritics(name))
    if area is None or len(strip_diacritics(name)) != len(name):
        return name
    printed = name[area.start("place") :]
    known = mend_place(place) if place and mend_place(place) == mend_place(printed) else mend_place(printed)
    return f"{name[: area.start('word')]}{_AREA[area['word']].upper()} {(known or printed).upper()}"


def _spelled_in_text(name: str, text: str) -> str | None:
    """Return the most frequent spelling of a name in running text, or None."""
    head = nfc(text[:200_000])  # a bound; a name stands at the beginning and the end
    pattern = r"\s+".join(re.escape(w) for w in nfc(name).split())
    found = Counter(
        squeeze(m[0])
        for m in re.finditer(rf"(?<!\w){pattern}(?!\w)", head, re.I)
        if any(c.islower() for c in m[0])
    )
    for spelling, _ in found.most_common():
        place = re.search(r"(?:tỉnh|huyện|quận|phường|xã|thành phố|thị xã)\s+(\w)", spelling)
        if spelling[0].isupper() and (place is None or place[1].isupper()) and fold(spelling) == fold(name):
            return new_tones(spelling)
    return None


def _capitalised(name: str) -> str:
    """Return a name in small letters with capitals where running text has them."""
    lowered = new_tones(name.lower())
    body = _BODY.match(strip_diacritics(lowered))
    head = _WRITTEN[body[0]] if body else lowered[:1].upper() + lowered[1:].split(" ", 1)[0]
    rest = lowered[len(head) :]
    if head in ("Bộ", "Sở", "Ban", "Cục", "Tổng cục", "Viện", "Thanh tra"):
        rest = re.sub(r"(^ |, | và )(\w)", lambda m: m[1] + m[2].upper(), rest)
    if head.endswith((" ủy", "Đảng bộ")):
        rest = " ".join(w[:1].upper() + w[1:] for w in rest.split(" "))
    area = re.search(
        r"(?<!\w)(?:tỉnh|thành phố|thị xã|thị trấn|huyện|quận|phường|xã) (?!ủy\b)(?P<place>.+)$", rest, re.I
    )
    if area:
        capital = " ".join(w[:1].upper() + w[1:] for w in area["place"].split())
        rest = rest[: area.start("place")] + capital
    for proper in _TAIL_PROPER:
        rest = re.sub(rf"(?<!\w){proper}(?!\w)", proper, rest, flags=re.I)
    return head + rest
