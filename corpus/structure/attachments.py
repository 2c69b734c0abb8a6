"""Where appendices, forms and attached documents begin, and how far their headings reach."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from corpus.structure.lines import Line
from corpus.structure.markers import Style
from corpus.structure.words import (
    APPENDIX_LINE,
    FORM_LINE,
    document_type,
    is_attached_line,
    is_enacting,
    is_nation_line,
    is_person,
    is_role,
    is_rule,
    is_signature,
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


# "Phụ lục 2: Biểu mẫu báo cáo" behind another appendix; not "Phụ lục 2. Chi tiết tại tệp đính kèm."
_NEXT_APPENDIX = re.compile(r"^[#>*_\s]*Phụ lục\s+(?:số\s+)?\w{1,5}\s*[.:–-]\s*[^\W\d_].*[^.;,:]$")
HEADING_LINES = 12  # a title with its "(Ban hành kèm theo …)" is never longer


def opens(line: Line, style: Style, value: int | None = None) -> bool:
    """True when a line opens a provision of a style (and value) that is not quoted."""
    if line.continues or line.table:
        return False
    markers = line.markers
    return (
        bool(markers)
        and markers[0].style is style
        and not markers[0].quoted
        and value in (None, markers[0].value)
    )


def attachment_at(
    lines: list[Line], i: int, closed: bool, articles: int, inside: ZoneKind | None
) -> Zone | None:
    """Return the heading of an appendix, form or attached document that begins about line `i`."""
    line = lines[i]
    if closed and line.columns_named:  # "BẢNG PHÂN CÔNG NHIỆM VỤ" and its table behind the signature
        first = _title_before(lines, i)
        return Zone(ZoneKind.COMPONENT, first, i) if first < i else None
    if line.table or line.continues or line.listed:
        return None
    within = inside in (ZoneKind.APPENDIX, ZoneKind.FORM)
    appendix = _appendix(lines, i, closed or (within and _NEXT_APPENDIX.match(line.plain) is not None))
    if appendix is not None:
        return appendix
    if within:
        return _form(lines, i)
    return _component(lines, i, closed, articles)


def _appendix(lines: list[Line], i: int, closed: bool) -> Zone | None:
    plain = lines[i].plain
    match = APPENDIX_LINE.match(plain)
    if match is None or len(plain) > 200:
        return None
    rest = match["rest"].strip(" *_")
    alone = not rest or is_upper(rest) or rest.startswith("(")
    if not plain.lstrip("#>*_ ")[0].isupper() or not (
        alone or (closed and len(plain) < 120 and rest[0].isupper())
    ):
        return None
    number = (match["number"] or "").strip()
    if number and match["word"].lower() == "phụ biểu":
        number = f"Phụ biểu {number}"
    return Zone(ZoneKind.APPENDIX, i, _heading_end(lines, i), number)


def _form(lines: list[Line], i: int) -> Zone | None:
    plain = lines[i].plain
    match = FORM_LINE.match(plain)
    if match is None or len(plain) > 160 or not (match["word"] or match["number"].upper().startswith("BM")):
        return None
    if match["word"] and not plain.lstrip("#>*_ 0123456789.")[:1].isupper():
        return None
    word = (
        "Biểu mẫu"
        if match["number"].upper().startswith("BM")
        else " ".join((match["word"] or "Mẫu").split()).capitalize()
    )
    end = i + 1
    if plain.rstrip().endswith(":") and i + 1 < len(lines) and not lines[i + 1].markers:
        end = i + 2
    return Zone(ZoneKind.FORM, i, end, f"{word} {match['number']}")


def _component(lines: list[Line], i: int, closed: bool, articles: int) -> Zone | None:
    plain = lines[i].plain
    if is_type_line(plain) and not is_enacting(plain):
        attached = _says_attached(lines, i)
        if attached or closed:
            return Zone(
                ZoneKind.COMPONENT,
                _letterhead_before(lines, i, closed),
                _heading_end(lines, i),
                document_type(plain) or "",
            )
    restart = (
        opens(lines[i], Style.CHAPTER, 1)
        or opens(lines[i], Style.ARTICLE, 1)
        or opens(lines[i], Style.PART, 1)
    )
    if (restart and articles >= 1) or (closed and (restart or opens(lines[i], Style.ROMAN, 1))):
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
    while (
        first > 0
        and nation - first < 4
        and is_upper(lines[first - 1].plain)
        and not is_role(lines[first - 1].plain)
    ):
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
    return (
        is_upper(plain)
        or is_attached_line(plain)
        or is_rule(plain)
        or (plain[-1] == ")" and len(plain) < 200)
    )


def _heading_end(lines: list[Line], i: int) -> int:
    """Return the line after a heading: capitals and "(Kèm theo …)" lines that follow line `i`."""
    opened, last = False, i + 1
    for j in range(i + 1, min(len(lines), i + HEADING_LINES)):
        line = lines[j]
        if line.table or (line.markers and not line.continues and not opened):
            break
        if is_upper(line.plain) and APPENDIX_LINE.match(line.plain):
            break
        attached = is_attached_line(line.plain)
        if attached or opened or is_upper(line.plain) or is_rule(line.plain):
            opened = (
                (attached or opened)
                and not line.plain.rstrip(" *_").endswith(")")
                and line.plain.count("(") + opened > 0
            )
            last = j + 1
        elif j > i + 1 + 6 or not _attached_follows(lines, j):
            break
        else:
            last = j + 1
    return last


def _attached_follows(lines: list[Line], j: int) -> bool:
    return any(is_attached_line(line.plain) for line in lines[j + 1 : j + 6])
