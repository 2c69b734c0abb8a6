"""Numbers and words of the calendar behind `corpus.text.periods`."""

from __future__ import annotations

import calendar
import unicodedata
from datetime import date

DAY = r"(?:0?[1-9]|[12]\d|3[01])(?!\d)"
MONTH = r"(?:0?[1-9]|1[0-2])(?!\d)"
YEAR = r"(?:19|20)\d{2}(?!\d)"

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
# First and last month of "đầu năm", "giữa năm", "cuối năm": the quarter (or two) that the words cover.
_PARTS = {"d": (1, 3), "g": (4, 9), "c": (10, 12)}
_UNIT_LETTERS = {"ng": "D", "tu": "W", "th": "M", "qu": "Q", "na": "Y", "nă": "Y"}


def loosen(pattern: str) -> str:
    """Let every letter with a diacritic match without it too: "năm" → "n[ăa]m"."""
    out = []
    in_class = False
    for char in pattern:
        base = "d" if char == "đ" else unicodedata.normalize("NFD", char)[0]
        if char == "[":
            in_class = True
        elif char == "]":
            in_class = False
        if base == char:
            out.append(char)
        else:
            out.append(char + base if in_class else f"[{char}{base}]")
    return "".join(out)


def bound_of(words: str | None) -> str:
    """Return "<", "<=", ">=" or "" for the words before a date ("trước", "chậm nhất", "từ", "trong")."""
    words = words or ""
    if words.endswith(("trước", "truoc")):
        return "<"
    if words.startswith(("chậm", "cham", "muộn", "muon", "không", "khong", "hết", "het", "đến", "den")):
        return "<="
    if words.startswith(("cho đến", "cho den", "tính đến", "tinh den", "từ nay", "tu nay")):
        return "<="
    if words.endswith(("từ", "tu", "sau")):
        return ">="
    return ""


def valid_date(year: str, month: str, day: str) -> date | None:
    """Return the date, or None for one that no calendar has (31/02)."""
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


_WEEKDAYS = {"hai": 1, "ba": 2, "tư": 3, "tu": 3, "năm": 4, "nam": 4, "sáu": 5, "sau": 5, "bảy": 6, "bay": 6}


def weekday_number(words: str) -> int:
    """Return the ISO number of a weekday: 1 for "thứ Hai" or "thứ 2", 7 for "Chủ nhật"."""
    last = words.lower().split()[-1]
    if last.isdigit():
        return int(last) - 1  # "thứ 2" is Monday
    return _WEEKDAYS.get(last, 7)


def month_span(year: int, month: int) -> tuple[date, date]:
    """Return the first and last day of a month."""
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def quarter_number(words: str) -> int:
    """Return 1 to 4 for "II" or "2"."""
    return _ROMAN.get(words) or int(words)


def quarter_span(year: int, quarter: int) -> tuple[date, date]:
    """Return the first and last day of a quarter."""
    return month_span(year, 3 * quarter - 2)[0], month_span(year, 3 * quarter)[1]


def year_span(year: int) -> tuple[date, date]:
    """Return the first and last day of a year."""
    return date(year, 1, 1), date(year, 12, 31)


def part_of_year(year: int, words: str) -> tuple[date, date]:
    """Return the first and last day of "đầu năm", "giữa năm" or "cuối năm"."""
    first, last = _PARTS["d" if words[0] in "đd" else words[0]]
    return month_span(year, first)[0], month_span(year, last)[1]


_DIGITS = {
    w: i
    for i, ws in enumerate(("", "một mốt", "hai", "ba", "bốn tư", "năm lăm", "sáu", "bảy", "tám", "chín"))
    for w in ws.split()
}
# "mười lăm", "ba mươi": numbers of days written in words
NUMBER_WORDS = r"(?:(?:hai|ba|bốn|năm|sáu|bảy|tám|chín) mươi|mười)(?: (?:một|mốt|hai|ba|bốn|tư|lăm|năm|sáu|bảy|tám|chín))?(?= ngày| \()"


def count_of(words: str) -> int:
    """Return the number that digits or words stand for: "10", "mười lăm", "ba mươi"."""
    if words.isdigit():
        return int(words)
    total = 0
    for word in words.split():
        if word in {"mươi", "mười", "muoi"}:
            total = (total or 1) * 10
        else:
            total += _DIGITS.get(word, 0)
    return total


def unit_letter(word: str) -> str:
    """Return D, W, M, Q or Y for "ngày", "tuần", "tháng", "quý", "năm"."""
    return _UNIT_LETTERS[word[:2]]
