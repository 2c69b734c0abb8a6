"""The places of a document where its own facts stand: letterhead, title, preamble, closing, attachments."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.model import SourceText
from corpus.structure import (
    Line,
    Zone,
    ZoneKind,
    find_quotes,
    find_title,
    is_nation_line,
    is_rule,
    is_upper,
    plain_of,
    read_lines,
    split_zones,
    without_contents,
)

NUMBER_LINE = re.compile(
    r"^[\W_]*(?:(?:luật|bộ luật|nghị quyết|pháp lệnh|lệnh)\s+)?số\b(?!\s*(?:/?\s*ký\s*)?hiệu)\s*:?", re.I
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A printed line, or one column of a line that holds two."""

    plain: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Parts:
    """A document taken apart for its header."""

    text: str
    fields: tuple[Piece, ...]  # what stands before the letterhead: fields of a database page, lists, menus
    letterhead: tuple[Piece, ...]  # issuer, state, number, place and date
    title: tuple[Piece, ...]  # the line that names the type, and the title below it
    preamble: tuple[Piece, ...]
    body: tuple[int, int]
    closing: tuple[Piece, ...]
    attached: tuple[Piece, ...]  # heading lines of appendices: "(Ban hành kèm theo Nghị quyết số …)"
    recognised: bool  # read from an image: columns may run into one another
    small_caps: bool  # capitals were lost with the font (TCVN3): "cộng hoà xã hội chủ nghĩa việt nam"


def take_apart(source: SourceText) -> Parts:
    """Find the pieces of a document that can say something about the document itself."""
    lines = without_contents(read_lines(source.text))
    zones = split_zones(lines, find_quotes(lines)) if lines else []
    main: dict[ZoneKind, Zone] = {}
    attached: tuple[Piece, ...] = ()
    for place, zone in enumerate(zones):
        if zone.kind in (ZoneKind.COMPONENT, ZoneKind.APPENDIX):
            outside = [z for z in zones[place:] if z.kind in (ZoneKind.COMPONENT, ZoneKind.APPENDIX)]
            attached = tuple(p for z in outside for p in _pieces(source.text, lines, z.first, z.last))
            break
        main.setdefault(zone.kind, zone)
    front = main.get(ZoneKind.FRONT, Zone(ZoneKind.FRONT, 0, 0))
    title = find_title(lines[: front.last])
    head_end = front.last if title is None else title
    nation = next((i for i in range(head_end) if is_nation_line(lines[i].plain)), None)
    begin = _letterhead_begins(lines, head_end) if nation is None else _step_back(lines, nation)

    def pieces(first: int, last: int) -> tuple[Piece, ...]:
        return _pieces(source.text, lines, first, last)

    def zone_pieces(kind: ZoneKind) -> tuple[Piece, ...]:
        return pieces(main[kind].first, main[kind].last) if kind in main else ()

    body = main.get(ZoneKind.BODY)
    return Parts(
        text=source.text,
        fields=pieces(0, begin),
        letterhead=pieces(begin, head_end),
        title=pieces(head_end, front.last),
        preamble=zone_pieces(ZoneKind.PREAMBLE),
        body=(lines[body.first].start, lines[body.last - 1].end) if body else (0, 0),
        closing=zone_pieces(ZoneKind.CLOSING),
        attached=attached,
        recognised=source.read_by == "ocr",
        small_caps=nation is not None and not any(c.isupper() for c in lines[nation].plain.strip()[1:8]),
    )


def _letterhead_begins(lines: list[Line], head_end: int) -> int:
    """Return where a letterhead without the state's half begins: at its number, or nowhere."""
    number = next((i for i in range(head_end) if NUMBER_LINE.match(lines[i].plain)), None)
    return head_end if number is None else _step_back(lines, number)


def _step_back(lines: list[Line], i: int) -> int:
    """Return the first line of the run of capitals, rules and numbers that ends on line `i`.

    The subject of a letter ("V/v …", in small letters) may stand between its number and the state's half.
    """
    number = next((j for j in range(i, max(i - 6, -1), -1) if NUMBER_LINE.match(lines[j].plain)), None)
    if number is not None and all(len(line.plain) < 60 for line in lines[number:i]):  # 60: a column is narrow
        i = number
    first, small = i, not is_upper(lines[i].plain) and NUMBER_LINE.match(lines[i].plain) is None
    while (
        first > 0 and i - first < 8 and _in_letterhead(lines[first - 1].plain, small)
    ):  # 8: lines of a column
        first -= 1
    return first


def _in_letterhead(plain: str, small_caps: bool) -> bool:
    if is_rule(plain) or NUMBER_LINE.match(plain):
        return True
    return len(plain) < 160 and (is_upper(plain) or (small_caps and len(plain) < 60 and ":" not in plain))


# Two columns printed on one line: tabs, wide gaps before a capital or a rule, or the state's half run on.
_COLUMNS = re.compile(
    r"\t+|(?<![ \u00a0])[ \u00a0]{5,}(?=[A-ZÀ-ỸĐa-zà-ỹđ\-_=*(])|"
    r"(?<=\S)\s+(?=CỘNG H[OÒ][AÀ] XÃ HỘI|ĐẢNG CỘNG SẢN VIỆT NAM|Độc lập\s*[-–])"
)


def _pieces(text: str, lines: list[Line], first: int, last: int) -> tuple[Piece, ...]:
    pieces = []
    for line in lines[first:last]:
        at = line.start
        for gap in [*_COLUMNS.finditer(text, line.start, line.end), None]:
            end = gap.start() if gap else line.end
            if text[at:end].strip():
                pieces.append(Piece(plain_of(text[at:end]).strip(), at, end))
            at = gap.end() if gap else end
    return tuple(pieces)
