"""Facts that are not in the text layer: signature stamps, the recognised head of page 1, the file name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath

from corpus.header.numbers import BLANK_NUMBER, NUMBER, find_date, regular_number
from corpus.header.parts import NUMBER_LINE, Parts
from corpus.model import Fact, Stamp
from corpus.structure import is_attached_line, plain_of

_KINDS = ("stamp", "ocr-head")  # a stamp is exact, a recognised head is not
_NAME_KINDS = {
    "KH": "KH",
    "NQ": "NQ",
    "QD": "QĐ",
    "QĐ": "QĐ",
    "CT": "CT",
    "TT": "TT",
    "ND": "NĐ",
    "NĐ": "NĐ",
    "TB": "TB",
}
# "3316-KH-UBND", "12_2025_QD-UBND"
_NAME = re.compile(
    r"(?P<serial>\d{1,5})[-_. ](?:(?P<year>(?:19|"
    r"20)\d\d)[-_. ])?(?P<kind>[A-Za-zĐđ]{2,4})[-_. ](?P<body>[A-Za-zĐđ0-9]{2,10})"
)


def _lines(stamps: tuple[Stamp, ...]) -> Iterator[tuple[str, str]]:
    for kind in _KINDS:
        for stamp in stamps:
            if stamp.read_from == kind:
                yield from ((kind, plain_of(line)) for line in stamp.text.splitlines())


def stamped_number(stamps: tuple[Stamp, ...], parts: Parts) -> Fact | None:
    """Return the number in a stamp: whole ("Số: 36/2025/QĐ-UBND"), or a serial that the text leaves blank."""
    for kind, line in _lines(stamps):
        mark = NUMBER_LINE.match(line)
        match = NUMBER.match(line[mark.end() :].strip()) if mark else None
        if match:
            return Fact(regular_number(match), None, None, kind)
    for kind, line in _lines(stamps):
        match = NUMBER.search(line) if is_attached_line(line) else None
        if match is not None and _codes_in(match, parts):
            return Fact(regular_number(match), None, None, kind)
    blank = _blank_number(parts)
    for kind in _KINDS:
        serials = {
            m[1] for k, line in _lines(stamps) if k == kind and (m := re.fullmatch(r"\s*(\d{1,5})\s*", line))
        }
        if blank and len(serials) == 1:  # stamps that disagree say nothing
            return Fact(f"{serials.pop()}/{blank}", None, None, kind)
    return None


def _codes_in(match: re.Match[str], parts: Parts) -> bool:
    """Tell whether the letterhead prints the codes of a number whose digits are covered: "/2024/QĐ-UBND"."""
    codes = re.sub(r"\s+", "", match[0][match.end("serial") - match.start() :])
    lines = (re.sub(r"\s+", "", p.plain) for p in parts.letterhead if NUMBER_LINE.match(p.plain))
    return any(line.endswith(codes) for line in lines)


def _blank_number(parts: Parts) -> str | None:
    """Return what the text layer prints of a number whose serial is in a stamp: "2025/QĐ-UBND"."""
    for piece in parts.letterhead:
        match = BLANK_NUMBER.search(piece.plain)
        if match:
            codes = re.sub(r"\s+", "", match["codes"])
            return f"{match['year']}/{codes}" if match["year"] else codes
    return None


def stamped_date(stamps: tuple[Stamp, ...]) -> Fact | None:
    """Return the date in a stamp that holds nothing but place and date."""
    for kind, line in _lines(stamps):
        date = find_date(line)
        if date is not None and re.fullmatch(r"\W*(?:[^\d,]{2,40},)?\s*(?:ngày\s*)?", line[: date.start]):
            return Fact(date.value, None, None, kind)
    return None


def stamped_effect(stamps: tuple[Stamp, ...]) -> Fact | None:
    """Return the date in a stamped sentence "… có hiệu lực (thi hành) kể từ ngày …"."""
    for kind, line in _lines(stamps):
        match = re.search(r"hiệu lực(?: thi hành)?\s+(?:kể\s+)?từ\s+(?=ngày|\d)", line, re.I)
        date = find_date(line, match.end()) if match else None
        if (
            date is not None and match is not None and date.start - match.end() < 6
        ):  # "ngày " and no other words
            return Fact(date.value, None, None, kind)
    return None


def number_in_name(name: str) -> Fact | None:
    """Read a number from a file name that spells it out ("3316-KH-UBND.pdf", "12_2025_QD-UBND.docx")."""
    match = _NAME.fullmatch(PurePath(name).stem)
    if match is None or match["kind"].upper() not in _NAME_KINDS:
        return None
    body = match["body"].upper().replace("HDND", "HĐND")
    year = f"{match['year']}/" if match["year"] else ""
    return Fact(
        f"{match['serial']}/{year}{_NAME_KINDS[match['kind'].upper()]}-{body}", None, None, "file-name"
    )
