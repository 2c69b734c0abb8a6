"""Zones of a document: front, preamble, body, closing, and the same again for what is attached."""

from __future__ import annotations

import re

from corpus.structure.attachments import Zone, ZoneKind, attachment_at, opens
from corpus.structure.lines import Line
from corpus.structure.markers import Marker, Style
from corpus.structure.words import (
    is_basis,
    is_enacting,
    is_legal_basis,
    is_nation_line,
    is_person,
    is_recipients,
    is_role,
    is_signature,
    is_small_type_line,
    is_type_line,
    is_upper,
)
from corpus.text import numeral_value

_OPENERS = {Style.PART, Style.CHAPTER, Style.DIVISION, Style.ARTICLE}
_FIRSTS = {Style.ROMAN, Style.UPPER, Style.NUMBER}
_ISSUER = re.compile(
    r"\W*(?:hội đồng nhân|[uủ][ỷy] ban|chính phủ|thủ tướng|bộ trưởng|bộ \w|quốc hội|chủ tịch|"
    r"ban \w|giám đốc|tổng|thống đốc)",
    re.I,
)


def split_zones(lines: list[Line], quotes: dict[int, int]) -> list[Zone]:
    """Divide the lines of a document into zones that follow one another without a gap."""
    title = find_title(lines)
    body = _find_body(lines, title)
    opening = _find_preamble(lines, title, body)
    zones = [Zone(ZoneKind.FRONT, 0, opening), Zone(ZoneKind.PREAMBLE, opening, body)]
    zones += _split_rest(lines, body, quotes)
    return [z for z in zones if z.first < z.last]


def find_title(lines: list[Line]) -> int | None:
    """Return the line that names the type of the document, after the letterhead where there is one."""
    nation = _letterhead(lines)
    begin = nation + 1 if nation is not None else 0
    for i in range(begin, min(len(lines), begin + 60)):  # 60: number, date, "Kính gửi", stamps come between
        plain = lines[i].plain
        named = is_type_line(plain) or (is_small_type_line(plain) and (nation is not None or i < 5))
        if named and not is_enacting(plain):
            return i
        if nation is not None and _opens_body(lines, i):
            return None
    return None


def _letterhead(lines: list[Line]) -> int | None:
    """Return the line of the state's or the Party's name; that of a form behind a titled body does not count."""
    titled = False
    for i, line in enumerate(lines[:400]):  # 400: lists of related documents are printed before it
        if is_nation_line(line.plain):
            return i
        titled = titled or is_type_line(line.plain)
        if titled and any(opens(line, style, 1) for style in (*_OPENERS, Style.ROMAN)):
            return None
    return None


def _opens_body(lines: list[Line], i: int) -> bool:
    line = lines[i]
    if line.continues or line.table:
        return False
    return any(
        (m.style in _OPENERS or (m.style in _FIRSTS and m.value == 1) or _heads_section(line.plain, m))
        and not m.quoted
        for m in line.markers
    )


def _heads_section(plain: str, marker: Marker) -> bool:
    """True for "III. NHIỆM VỤ": an excerpt may begin with any section."""
    return marker.style is Style.ROMAN and is_upper(plain[marker.end :])


def _find_body(lines: list[Line], title: int | None) -> int:
    begin = 0 if title is None else title + 1
    for i in range(begin, len(lines)):
        if is_enacting(lines[i].plain) and i + 1 < len(lines):
            return i + 1
        if _opens_body(lines, i):
            return i
        if lines[i].table and (i > begin + 6 or _holds_content(lines, i, title)):
            return i  # one of the first may be layout
    return _first_unnumbered(lines, begin)


def _holds_content(lines: list[Line], i: int, title: int | None) -> bool:
    """True for a table with named columns that is not printed before the letterhead (the fields of a web page)."""
    titled = title is not None or not any(is_nation_line(line.plain) for line in lines[i + 1 : i + 60])
    return lines[i].columns_named and titled


def _first_unnumbered(lines: list[Line], begin: int) -> int:
    """Return the first sentence, bullet, table or closing of a document in which nothing is numbered from 1."""
    based = False
    for i in range(begin, len(lines)):
        line = lines[i]
        if line.table or (i > begin and _closes(lines, i)):
            return i
        based = based or is_basis(line.plain)
        if _states(lines, i) and (based or (begin and len(line.plain) > 60)):  # 60: mottoes are shorter
            return i
        if line.markers and not is_basis(line.plain) and not line.continues:
            return i
    return len(lines)


def _states(lines: list[Line], i: int) -> bool:
    """True for a sentence of content: not "Căn cứ …;" and not "Thực hiện …, ban hành Kế hoạch như sau:"."""
    line = lines[i]
    if line.continues or line.markers or is_legal_basis(line.plain) or is_upper(line.plain):
        return False
    ends = (".",) if is_basis(line.plain) else (".", ":", ";")
    return _paragraph_end(lines, i, len(lines)).endswith(ends)


def _find_preamble(lines: list[Line], title: int | None, body: int) -> int:
    begin = 0 if title is None else title + 1
    for i in range(begin, body):
        line = lines[i]
        if not is_basis(line.plain) or is_upper(line.plain) or line.continues:
            continue
        if is_legal_basis(line.plain) or (i > begin and _ends_paragraph(lines, i, body)):
            return _with_issuer(lines, begin, i)
    for i in range(begin + 1 if title is not None else body, body):
        if len(lines[i].plain) > 60 and not is_upper(lines[i].plain) and _ends_paragraph(lines, i, body):
            return i
    return body


def _ends_paragraph(lines: list[Line], i: int, body: int) -> bool:
    """True when the wrapped paragraph that begins on line `i` ends like running text, not like a title."""
    return _paragraph_end(lines, i, body).endswith((".", ":", ";", ","))


def _paragraph_end(lines: list[Line], i: int, body: int) -> str:
    """Return the last line of the wrapped paragraph that begins on line `i`."""
    while i + 1 < body and lines[i + 1].continues:
        i += 1
    return lines[i].plain.rstrip("*_ ")


def _with_issuer(lines: list[Line], begin: int, i: int) -> int:
    """Step back over "HỘI ĐỒNG NHÂN DÂN TỈNH … / KHÓA XVII - KỲ HỌP THỨ NĂM" before the bases."""
    first = i
    while (
        first - 1 > begin
        and i - first < 3
        and (is_upper(lines[first - 1].plain) or len(lines[first - 1].plain) < 30)
    ):
        first -= 1
        if _ISSUER.match(lines[first].plain) and not lines[first].plain.endswith((",", ";", ".")):
            return first
    return i


def _split_rest(lines: list[Line], body: int, quotes: dict[int, int]) -> list[Zone]:
    zones: list[Zone] = []
    kind, first, i = ZoneKind.BODY, body, body
    inside: ZoneKind | None = None  # what the current body belongs to
    articles, appendix = 0, ""  # numbers of articles so far, and of the last appendix
    while i < len(lines):
        if i in quotes:
            i = quotes[i] + 1
            continue
        found = attachment_at(lines, i, kind is ZoneKind.CLOSING, articles, inside)
        if found is not None and found.last > first and not _inside_form(found, inside, appendix):
            appendix = found.label if found.kind is ZoneKind.APPENDIX else appendix
            begin = max(first, found.first)
            zones.append(Zone(kind, first, begin))
            zones.append(Zone(found.kind, begin, found.last, found.label))
            kind, inside, first, i, articles = ZoneKind.BODY, found.kind, found.last, found.last, 0
            continue
        if kind is ZoneKind.BODY and inside in (None, ZoneKind.COMPONENT) and _closes(lines, i):
            zones.append(Zone(kind, first, i))
            kind, first = ZoneKind.CLOSING, i
        articles += opens(lines[i], Style.ARTICLE)
        i += 1
    return [*zones, Zone(kind, first, len(lines))]


def _inside_form(found: Zone, inside: ZoneKind | None, appendix: str) -> bool:
    """True for the "Phụ lục" of a form, which does not go on with the appendices of the document."""
    if found.kind is not ZoneKind.APPENDIX or inside is not ZoneKind.FORM:
        return False
    return (numeral_value(found.label) or 0) <= (numeral_value(appendix) or 0)


def _closes(lines: list[Line], i: int) -> bool:
    plain = lines[i].plain
    if is_recipients(plain) or is_signature(plain):
        return True
    following = [line.plain for line in lines[i + 1 : i + 6]]
    return is_role(plain) and (
        not following or any(is_person(p) or is_recipients(p) or "ký" in p.lower() for p in following)
    )
