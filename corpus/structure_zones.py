"""Zones of a document: front, preamble, body, closing, and the same again for what is attached."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from corpus.markers import Marker, Style
from corpus.structure_lines import Line
from corpus.structure_words import (
    APPENDIX_LINE,
    FORM_LINE,
    document_type,
    is_attached_line,
    is_basis,
    is_enacting,
    is_legal_basis,
    is_nation_line,
    is_person,
    is_recipients,
    is_role,
    is_rule,
    is_signature,
    is_small_type_line,
    is_type_line,
    is_upper,
)


class ZoneKind(Enum):
    """What a run of lines is."""

    FRONT = "front"
    PREAMBLE = "preamble"
    BODY = "body"
    CLOSING = "closing"
    COMPONENT = "component"  # heading lines of an attached regulation or plan
    APPENDIX = "appendix"  # heading lines of an appendix
    FORM = "form"  # heading lines of a form inside an appendix


@dataclass(frozen=True, slots=True)
class Zone:
    """Lines `first` to `last` (half open) of one kind; `label` is a type word or a number."""

    kind: ZoneKind
    first: int
    last: int
    label: str = ""


HEADING_LINES = 12  # a title with its "(Ban hành kèm theo …)" is never longer
_OPENERS = {Style.PART, Style.CHAPTER, Style.DIVISION, Style.ARTICLE}
_FIRSTS = {Style.ROMAN, Style.UPPER, Style.NUMBER}
_ISSUER = re.compile(
    r"\W*(?:hội đồng nhân|[uủ][ỷy] ban|chính phủ|thủ tướng|bộ trưởng|bộ \w|quốc hội|chủ tịch|ban \w|giám đốc|tổng|thống đốc)", re.I
)
_QUOTE_SIGN = re.compile(r"[“”„‟\"]")
_QUOTE_END = re.compile(r"[“”„‟\"][*_\s.;,:/]*$")
# "b) Sửa đổi, bổ sung khoản 4 như sau:"
_INSTRUCTION = re.compile(
    r"^\W*(?:\w{1,4}[.)/]|điều \d+\w?\.?|article \d+\.)\s*(?:sửa đổi|bổ sung|thay thế|bãi bỏ|thay cụm từ|to amend|to add)", re.I
)
_QUOTED_LINES = 600  # a quoted provision longer than this is an unclosed quotation mark


def split_zones(lines: list[Line], quotes: dict[int, int]) -> list[Zone]:
    """Divide the lines of a document into zones that follow one another without a gap."""
    title = find_title(lines)
    body = _find_body(lines, title)
    opening = _find_preamble(lines, title, body)
    zones = [Zone(ZoneKind.FRONT, 0, opening), Zone(ZoneKind.PREAMBLE, opening, body)]
    zones += _split_rest(lines, body, quotes)
    return [z for z in zones if z.first < z.last]


def find_quotes(lines: list[Line]) -> dict[int, int]:
    """Return, for each line that opens a quoted provision, the line on which the quotation closes."""
    found: dict[int, int] = {}
    i = 0
    while i < len(lines):
        close = _closing_line(lines, i) if _opens_quote(lines[i]) else None
        if close is not None:
            found[i] = close
            i = close
        i += 1
    return found


def _opens_quote(line: Line) -> bool:
    return any(m.quoted for m in line.markers)


def _closing_line(lines: list[Line], first: int) -> int | None:
    """Return the line that closes the quotation opened on line `first`, or None for an unclosed one.

    A closing line ends in a quotation mark that has no partner on its line; which of the marks “ ” " is
    printed says nothing. The next instruction ("b) Sửa đổi …") or quotation ends an unclosed one.
    """
    for j in range(first, min(len(lines), first + _QUOTED_LINES)):
        plain = lines[j].plain
        if j > first and (_opens_quote(lines[j]) or (lines[j].markers and _INSTRUCTION.match(plain))):
            return j - 1
        partnerless = len(_QUOTE_SIGN.findall(plain)) % 2 == (0 if j == first else 1)
        if partnerless and _QUOTE_END.search(plain):
            return j
    return None


def find_title(lines: list[Line]) -> int | None:
    """Return the line that names the type of the document, after the letterhead where there is one."""
    nation = next((i for i, line in enumerate(lines[:400]) if is_nation_line(line.plain)), None)
    begin = nation + 1 if nation is not None else 0
    for i in range(begin, min(len(lines), begin + 60)):  # 60: number, date, "Kính gửi", stamps come between
        plain = lines[i].plain
        named = is_type_line(plain) or (is_small_type_line(plain) and (nation is not None or i < 5))
        if named and not is_enacting(plain):
            return i
        if nation is not None and _opens_body(lines, i):
            return None
    return None


def _opens_body(lines: list[Line], i: int) -> bool:
    line = lines[i]
    if line.continues or line.table:
        return False
    return any(
        (m.style in _OPENERS or (m.style in _FIRSTS and m.value == 1) or _heads_section(line.plain, m)) and not m.quoted
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
        if lines[i].table and i > begin + 6:  # a table among the first lines is the letterhead
            return i
    return _first_bullet(lines, begin)


def _first_bullet(lines: list[Line], begin: int) -> int:
    for i in range(begin, len(lines)):
        if lines[i].markers and not is_basis(lines[i].plain) and not lines[i].continues:
            return i
    return len(lines)


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
    while i + 1 < body and lines[i + 1].continues:
        i += 1
    return lines[i].plain.rstrip("*_ ").endswith((".", ":", ";", ","))


def _with_issuer(lines: list[Line], begin: int, i: int) -> int:
    """Step back over "HỘI ĐỒNG NHÂN DÂN TỈNH … / KHÓA XVII - KỲ HỌP THỨ NĂM" before the bases."""
    first = i
    while first - 1 > begin and i - first < 3 and (is_upper(lines[first - 1].plain) or len(lines[first - 1].plain) < 30):
        first -= 1
        if _ISSUER.match(lines[first].plain) and not lines[first].plain.endswith((",", ";", ".")):
            return first
    return i


def _split_rest(lines: list[Line], body: int, quotes: dict[int, int]) -> list[Zone]:
    zones: list[Zone] = []
    kind, first, i = ZoneKind.BODY, body, body
    inside: ZoneKind | None = None  # what the current body belongs to
    articles = 0
    while i < len(lines):
        if i in quotes:
            i = quotes[i] + 1
            continue
        found = _attachment(lines, i, kind is ZoneKind.CLOSING, articles, inside)
        if found is not None and found.last > first:
            begin = max(first, found.first)
            zones.append(Zone(kind, first, begin))
            zones.append(Zone(found.kind, begin, found.last, found.label))
            kind, inside, first, i, articles = ZoneKind.BODY, found.kind, found.last, found.last, 0
            continue
        if kind is ZoneKind.BODY and inside in (None, ZoneKind.COMPONENT) and _closes(lines, i):
            zones.append(Zone(kind, first, i))
            kind, first = ZoneKind.CLOSING, i
        articles += _is(lines[i], Style.ARTICLE)
        i += 1
    return [*zones, Zone(kind, first, len(lines))]


def _is(line: Line, style: Style, value: int | None = None) -> bool:
    if line.continues or line.table:
        return False
    markers = line.markers
    return bool(markers) and markers[0].style is style and not markers[0].quoted and value in (None, markers[0].value)


def _closes(lines: list[Line], i: int) -> bool:
    plain = lines[i].plain
    if is_recipients(plain) or is_signature(plain):
        return True
    following = [line.plain for line in lines[i + 1 : i + 6]]
    return is_role(plain) and (not following or any(is_person(p) or is_recipients(p) or "ký" in p.lower() for p in following))


def _attachment(lines: list[Line], i: int, closed: bool, articles: int, inside: ZoneKind | None) -> Zone | None:
    """Return the heading of an appendix, form or attached document that begins about line `i`."""
    line = lines[i]
    if line.table or line.continues:
        return None
    appendix = _appendix(lines, i, closed)
    if appendix is not None:
        return appendix
    if inside in (ZoneKind.APPENDIX, ZoneKind.FORM):
        return _form(lines, i)
    return _component(lines, i, closed, articles)


def _appendix(lines: list[Line], i: int, closed: bool) -> Zone | None:
    plain = lines[i].plain
    match = APPENDIX_LINE.match(plain)
    if match is None or len(plain) > 200:
        return None
    rest = match["rest"].strip(" *_")
    alone = not rest or is_upper(rest) or rest.startswith("(")
    if not plain.lstrip("#>*_ ")[0].isupper() or not (alone or (closed and len(plain) < 120 and rest[0].isupper())):
        return None
    return Zone(ZoneKind.APPENDIX, i, _heading_end(lines, i), (match["number"] or "").strip())


def _form(lines: list[Line], i: int) -> Zone | None:
    plain = lines[i].plain
    match = FORM_LINE.match(plain)
    if match is None or len(plain) > 160 or not (match["word"] or match["number"].upper().startswith("BM")):
        return None
    if match["word"] and not plain.lstrip("#>*_ 0123456789.")[:1].isupper():
        return None
    word = "Biểu mẫu" if match["number"].upper().startswith("BM") else " ".join((match["word"] or "Mẫu").split()).capitalize()
    end = i + 1
    if plain.rstrip().endswith(":") and i + 1 < len(lines) and not lines[i + 1].markers:
        end = i + 2
    return Zone(ZoneKind.FORM, i, end, f"{word} {match['number']}")


def _component(lines: list[Line], i: int, closed: bool, articles: int) -> Zone | None:
    plain = lines[i].plain
    if is_type_line(plain) and not is_enacting(plain):
        attached = _says_attached(lines, i)
        if attached or closed:
            return Zone(ZoneKind.COMPONENT, _letterhead_before(lines, i, closed), _heading_end(lines, i), document_type(plain) or "")
    restart = _is(lines[i], Style.CHAPTER, 1) or _is(lines[i], Style.ARTICLE, 1) or _is(lines[i], Style.PART, 1)
    if restart and articles >= 1 or (closed and (restart or _is(lines[i], Style.ROMAN, 1))):
        first = _title_before(lines, i)
        label = next((document_type(line.plain) for line in lines[first:i] if is_type_line(line.plain)), None)
        return Zone(ZoneKind.COMPONENT, first, i, label or "") if first < i else None
    return None


def _says_attached(lines: list[Line], i: int) -> bool:
    for line in lines[i + 1 : i + HEADING_LINES]:
        if line.table or line.markers:
            return False
        if is_attached_line(line.plain):
            return True
    return False


def _letterhead_before(lines: list[Line], i: int, closed: bool) -> int:
    """Step back over the letterhead of an attached document ("ỦY BAN NHÂN DÂN … Hạnh phúc")."""
    nation = next((j for j in range(i - 1, max(i - 9, -1), -1) if is_nation_line(lines[j].plain)), None)
    if nation is None or not closed:
        return i
    first = nation
    while first > 0 and nation - first < 4 and is_upper(lines[first - 1].plain) and not is_role(lines[first - 1].plain):
        first -= 1
    return first


def _title_before(lines: list[Line], i: int) -> int:
    """Return where the title in capitals above line `i` begins; `i` where there is none."""
    first = i
    while first > 0 and i - first < HEADING_LINES and _is_title_line(lines[first - 1]):
        first -= 1
        if is_type_line(lines[first].plain):
            return first
    return first


def _is_title_line(line: Line) -> bool:
    plain = line.plain
    if line.table or is_signature(plain) or is_role(plain) or is_person(plain):
        return False
    return is_upper(plain) or is_attached_line(plain) or is_rule(plain) or (plain[-1] == ")" and len(plain) < 200)


def _heading_end(lines: list[Line], i: int) -> int:
    """Return the line after a heading: capitals and "(Kèm theo …)" lines that follow line `i`."""
    opened, last = False, i + 1
    for j in range(i + 1, min(len(lines), i + HEADING_LINES)):
        line = lines[j]
        if line.table or (line.markers and not line.continues and not opened):
            break
        attached = is_attached_line(line.plain)
        if attached or opened or is_upper(line.plain) or is_rule(line.plain):
            opened = (attached or opened) and not line.plain.rstrip(" *_").endswith(")") and line.plain.count("(") + opened > 0
            last = j + 1
        elif j > i + 1 + 6 or not _attached_follows(lines, j):
            break
        else:
            last = j + 1
    return last


def _attached_follows(lines: list[Line], j: int) -> bool:
    return any(is_attached_line(line.plain) for line in lines[j + 1 : j + 6])

