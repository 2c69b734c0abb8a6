"""Numbers and dates of documents, in their right and broken forms."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from corpus.text import nfc

# Type codes of NĐ 30/2020 and HD 36-HD/VPTW with the type that they stand for.
TYPE_CODES = {
    "NQ": "Nghị quyết", "QĐ": "Quyết định", "CT": "Chỉ thị", "QC": "Quy chế", "QYĐ": "Quy định",
    "TC": "Thông cáo",
    "TB": "Thông báo", "HD": "Hướng dẫn", "CTR": "Chương trình", "KH": "Kế hoạch", "PA": "Phương án",
    "ĐA": "Đề án",
    "DA": "Dự án", "BC": "Báo cáo", "BB": "Biên bản", "TTR": "Tờ trình", "HĐ": "Hợp đồng", "CĐ": "Công điện",
    "TT": "Thông tư", "TTLT": "Thông tư liên tịch", "NĐ": "Nghị định", "NQLT": "Nghị quyết liên tịch",
    "KL": "Kết luận",
    "CV": "Công văn", "QĐI": "Quy định", "VBHN": "Văn bản hợp nhất", "L": "Luật", "PL": "Pháp lệnh",
    "LCT": "Lệnh", "GM": "Giấy mời", "GGT": "Giấy giới thiệu", "GUQ": "Giấy ủy quyền", "PC": "Phiếu chuyển", "PG": "Phiếu gửi",
    "PB": "Phiếu báo", "PTR": "Phiếu trình", "TM": "Thư mời", "BGN": "Bản ghi nhớ",
}  # fmt: skip
_SLIPS = {
    "QD": "QĐ",
    "ND": "NĐ",
    "DA": "ĐA",
    "HDND": "HĐND",
    "UBND": "UBND",
    "ĐH": "ĐH",
    "BTС": "BTC",
}  # last: Cyrillic С
_CODE = r"[A-ZĐ][A-Za-zĐđ&]{0,14}\d{0,3}"
_SEPARATOR = r"\s*[-–‑]\s*"
# "3316/KH-UBND", "12/2025/NQ-HĐND", "1210/2016/UBTVQH13", "06-NQ/TU", "837 / QĐ - BKH", "89NQ-HĐND"
NUMBER = re.compile(
    rf"(?<![\w/.])(?P<serial>\d{{1,5}}(?:\.\d{{1,3}})?[a-zđ]?)\s*(?:"
    rf"/\s*(?P<year>(?:19|20)\d\d)\s*/\s*(?P<codes>{_CODE}(?:{_SEPARATOR}{_CODE}|/{_CODE}|\.[A-ZĐ]{{2,6}})*)|"
    rf"[-–‑]\s*(?P<party>{_CODE}(?:{_SEPARATOR}{_CODE})*\s*/\s*{_CODE}(?:{_SEPARATOR}{_CODE})*)|"
    rf"/\s*(?P<odd>(?:19|20)\d\d\s*[-–‑]\s*{_CODE})|"  # "03/2026-BCT"
    rf"/\s*(?P<short>{_CODE}(?:{_SEPARATOR}{_CODE})*)|"
    rf"(?P<glued>(?:NQ|QĐ|KH|CT|TB|BC|TTr|CTr|HD|PA|ĐA|KL)[-–]{_CODE})"
    r")(?![\w/])"
)
# "Số:     /2025/QĐ-UBND": the serial is blank in the text layer
BLANK_NUMBER = re.compile(
    rf"[sS]ố\s*:?\s*(?:[.…_]*\s*)/?\s*(?:(?P<year>(?:19|20)\d\d)\s*/\s*)?(?P<codes>{_CODE}(?:{_SEPARATOR}{_CODE})+)(?![\w/])"
)
_DAY = r"(?P<day>\d\s?\d?)"
_LONG_DATE = re.compile(
    rf"(?:ngày\s*|(?<![\d\w])){_DAY}\s*th[á\ufffd]ng\s*(?P<month>\d\s?\d?)\s*,?\s*n[ă\ufffd]m\s*(?P<year>\d{{4}})",
    re.I,
)
_SHORT_DATE = re.compile(
    r"(?<![\d/.-])(?P<day>\d{1,2})\s*[/.-]\s*(?P<month>\d{1,2})\s*[/.-]\s*(?P<year>\d{4})(?![\d/])"
)
LONG_DATE, SHORT_DATE = _LONG_DATE, _SHORT_DATE


@dataclass(frozen=True, slots=True)
class Found:
    """A value and the span of the text that says it."""

    value: str
    start: int
    end: int


def find_number(text: str, start: int = 0, end: int | None = None) -> Found | None:
    """Return the first document number in a stretch of text, in its regular form with the printed span."""
    match = NUMBER.search(text, start, len(text) if end is None else end)
    return Found(regular_number(match), match.start(), match.end()) if match else None


def regular_number(match: re.Match[str]) -> str:
    """Return a number as it should be printed: "1961/QĐUBND" → "1961/QĐ-UBND", "89NQ-HĐND" → "89/NQ-HĐND"."""
    serial = match["serial"]
    if match["party"]:
        return f"{serial}-{_codes(match['party'])}"
    if match["year"]:
        return f"{serial}/{match['year']}/{_codes(match['codes'])}"
    return f"{serial}/{_codes(match['odd'] or match['short'] or match['glued'])}"


def _codes(printed: str) -> str:
    """Return the codes without blanks, with the hyphen and the Đ that broken forms lack."""
    joined = re.sub(r"\s*[-–‑]\s*", "-", nfc(printed))
    joined = re.sub(r"\s*/\s*", "/", joined)
    parts = re.split(r"([-/])", joined)
    parts = [_SLIPS.get(p.upper(), p) for p in parts]
    parts[0] = _unglue(parts[0]) if len(parts) == 1 else parts[0]
    return "".join(parts)


def _unglue(code: str) -> str:
    match = re.match(r"(QĐ|NĐ|NQ|KH|TT|CT|QD|ND)(UBND|HĐND|HDND|CP|TTg|BTC|B[A-ZĐ]{2,5})$", code)
    return f"{_SLIPS.get(match[1], match[1])}-{_SLIPS.get(match[2], match[2])}" if match else code


def type_of_number(number: str) -> str | None:
    """Return the type that a number's code stands for: "3316/KH-UBND" → "Kế hoạch"."""
    for part in re.split(r"[/\-–]", number):
        if part.upper() in TYPE_CODES and not part.isdigit():
            return TYPE_CODES[part.upper()]
    return None


def iso_date(day: str, month: str, year: str) -> str | None:
    """Return the ISO form of a date, or None for one that no calendar has."""
    try:
        return datetime.date(int(year), int(month.replace(" ", "")), int(day.replace(" ", ""))).isoformat()
    except ValueError:
        return None


def find_date(text: str, start: int = 0, end: int | None = None) -> Found | None:
    """Return the first full date in a stretch of text ("ngày 13 tháng 5 năm 2022", "13/05/2022")."""
    stop = len(text) if end is None else end
    matches = [m for p in (_LONG_DATE, _SHORT_DATE) if (m := p.search(text, start, stop))]
    for match in sorted(matches, key=lambda m: m.start()):
        value = iso_date(match["day"], match["month"], match["year"])
        if value is not None:
            return Found(value, match.start(), match.end())
    return None
