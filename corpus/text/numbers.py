"""Read quantities as Vietnamese documents print them: "3.278,971 tỷ đồng", "12 - 15 %", "01 (một)".

The dot groups thousands and the comma starts decimals. A multiplier ("triệu", "tỷ") stays in the
unit, as an official writes it: 75,5 tỷ đồng is the value 75.5 with the unit "tỷ đồng".
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.text.normalize import fold, squeeze
from corpus.text.nouns import COUNTED

_GROUPED = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?"  # 255.053,9
_PLAIN = r"\d+(?:[.,]\d+)?"  # 0,50 and, against the rule but seen, 8.5
_NUMBER = rf"(?:{_GROUPED}|{_PLAIN})"
_SIGN = r"(?:(?<![\w)\]%])[-−])?"  # -0,5 but not 8-9
NUMBER = re.compile(rf"(?<![\w.,/])(?<!\d[-–—]){_SIGN}{_NUMBER}(?!\d|/\d|[-/][A-ZĐ]{{2}})")
_RATIO = re.compile(r"(?<![\w.,/])\d{1,3}\s?/\s?\d{1,3}(?![\d/])")  # 19/19 tiêu chí
_IN_WORDS = re.compile(  # the repetition in words of "01 (một)"
    r"\s*\((?:(?:một|hai|ba|bốn|tư|năm|lăm|sáu|bảy|tám|chín|mười|mươi|trăm|nghìn|ngàn|triệu|tỷ|linh|"
    r"lẻ)\s?)+\)",
    re.I,
)
_DIGIT_WORDS = {
    word: number
    for number, names in enumerate(
        ("không", "một", "hai", "ba", "bốn tư", "năm", "sáu", "bảy bẩy", "tám", "chín", "mười")
    )
    for word in names.split()
}
_FRACTION = re.compile(  # hai phần ba
    rf"(?<!\w)({'|'.join(_DIGIT_WORDS)})\s+phần\s+({'|'.join(_DIGIT_WORDS)})(?!\w)", re.I
)

_SCALE = r"(?:(?:trăm|nghìn|ngàn|vạn|triệu|tỷ|tỉ)\s+)+"
_MONEY = r"(?:đồng|VNĐ|VND|đô la(?: Mỹ)?|USD|euro|EUR)"
_PHYSICAL = (
    r"(?:km2|km²|km|cm2|cm|mm|m2|m²|m3|m³|mét vuông|mét khối|mét|héc-?\s?ta|ha|hecta|tấn|tạ|yến|kg|gam|lít|"
    r"ml|mg|"
    r"MWp|MWh|MW|kWh|kW|GWh|GW|MVA|kVA|kV|Gbps|Mbps|(?-i:m|g))"
)
_TIME = r"(?:ngày làm việc|ngày|giờ|phút|giây|tháng|quý|năm|tuần)"
_PERCENT = r"(?:%|‰|phần trăm|điểm phần trăm|điểm %)"
_MEASURE = re.compile(
    rf"\s*(?:{_PERCENT}|(?:{_SCALE})?{_MONEY}|(?:{_SCALE})?{_PHYSICAL}|{_TIME})(?![\w²³])"
    rf"|\s*{_PERCENT}",
    re.I,
)
_BARE_SCALE = re.compile(r"\s*((?:(?:nghìn|ngàn|vạn|triệu|tỷ|tỉ)\s*)+)(?!\w)", re.I)
_BASE = re.compile(r"\s+(?:mức quy định|mức chuẩn|mức lương cơ sở|mức lương tối thiểu|GRDP|GDP)(?!\w)")

_COUNT = re.compile(rf"\s*(?:{_SCALE})?(?:{'|'.join(re.escape(n) for n in COUNTED)})(?!\w)", re.I)
_PER_PEOPLE = re.compile(r"\s+trên\s+(?:(?:\d[\d.]*|một)\s)?(?:vạn dân|nghìn dân|người dân|dân)(?!\w)", re.I)
_PER = re.compile(  # the denominator of "triệu đồng/người/năm", "bác sĩ/10.000 dân", "đồng/dự thảo văn bản"
    r"\s?/\s?(?:(?:\d[\d.]*|một)\s)?(?:vạn dân|ngày\.?\s?đêm|dự thảo văn bản|lần chỉnh lý|đơn vị diện tích"
    rf"|{'|'.join(re.escape(n) for n in COUNTED)}|{_PHYSICAL}|{_TIME}"
    r"|[^\W\d_]+(?:\s[^\W\d_]+)?)(?![\w²³])",
    re.I,
)
_NOT_UNITS = frozenset(  # words that cannot start the name of a counted thing
    [
        "và",
        "hoặc",
        "của",
        "tại",
        "trên",
        "dưới",
        "trong",
        "ngoài",
        "theo",
        "đến",
        "từ",
        "cho",
        "với",
        "để",
        "về",
        "ở",
        "được",
        "bị",
        "là",
        "có",
        "không",
        "đã",
        "đang",
        "sẽ",
        "cần",
        "phải",
        "thì",
        "mà",
        "nếu",
        "khi",
        "các",
        "những",
        "mỗi",
        "mọi",
        "nhằm",
        "do",
        "bởi",
        "vào",
        "ra",
        "lên",
        "xuống",
        "trở",
        "so",
        "này",
        "đó",
        "nêu",
        "như",
        "cùng",
        "hay",
        "cũng",
        "chỉ",
        "còn",
        "đạt",
        "bằng",
        "tăng",
        "giảm",
        "chiếm",
        "khoản",
        "điều",
        "mục",
        "phụ",
        "bảng",
        "thực",
        "hiện",
    ]
)
_WORD = re.compile(r"\s*([^\W\d_]+)")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit; `start..end` is the number, `end..unit_end` holds the unit.

    `high` is the upper end of a range, `text` the number as it is to be shown where it is no single
    number ("8,5-9", "19/19", "hai phần ba").
    """

    value: float
    start: int
    end: int
    unit: str | None = None
    unit_end: int = 0
    high: float | None = None
    text: str | None = None
    counted: bool = False  # the unit is a counted noun ("hồ chứa"), not a measure


def parse_number(text: str) -> float | None:
    """Return the value of a number as printed, or None: "3.278,971" → 3278.971, "0,50" → 0.5."""
    text = text.strip().replace("−", "-")
    if re.fullmatch(rf"-?{_GROUPED}", text):
        return float(text.replace(".", "").replace(",", "."))
    if re.fullmatch(rf"-?{_PLAIN}", text):
        return float(text.replace(",", "."))
    fraction = _FRACTION.fullmatch(fold(text))
    if fraction and _DIGIT_WORDS[fraction[2]]:
        return _DIGIT_WORDS[fraction[1]] / _DIGIT_WORDS[fraction[2]]
    return None


def plain(value: float | str) -> int | float | str:
    """Return a value as JSON shows it: whole numbers without a decimal part."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def show_number(value: float | str) -> str:
    """Return a number in Vietnamese notation: 3278.971 → "3.278,971"."""
    if isinstance(value, str):
        return value
    return f"{value:,.6f}".rstrip("0").rstrip(".").translate(str.maketrans(",.", ".,"))


def read_unit(text: str, start: int) -> tuple[int, bool]:
    """Return where the unit that follows a number ends, and whether it is a counted noun.

    The end equals `start` where no unit stands there.
    """
    words = _IN_WORDS.match(text, start)
    start = words.end() if words else start
    measure, count = _MEASURE.match(text, start), _COUNT.match(text, start)
    if measure and (not count or measure.end() >= count.end()):
        base = _BASE.match(text, measure.end())
        return _with_denominators(text, base.end() if base else measure.end()), False
    if count:
        return _with_denominators(text, count.end()), True
    scale = _BARE_SCALE.match(text, start)
    start = scale.end(1) if scale else start
    end = _unknown_noun(text, start)
    return (_with_denominators(text, end), True) if end > start else (scale.end(1) if scale else start, False)


def _unknown_noun(text: str, start: int) -> int:
    """Return the end of at most two words that can name a counted thing."""
    end = start
    for _ in range(2):  # two syllables: most Vietnamese nouns
        word = _WORD.match(text, end)
        if not word or word[1].lower() in _NOT_UNITS or word[1][0].isupper():
            break
        end = word.end()
    return end


def _with_denominators(text: str, end: int) -> int:
    while per := _PER.match(text, end) or _PER_PEOPLE.match(text, end):
        end = per.end()
    return end


def find_quantities(text: str) -> tuple[Quantity, ...]:
    """Return the numbers of a text with their units, left to right, ranges as one."""
    found: list[Quantity] = []
    end = 0
    for match in _candidates(text):
        if match.start() < end:
            continue
        quantity = _read(text, match)
        found.append(quantity)
        end = max(quantity.end, quantity.unit_end)
    return tuple(found)


def _candidates(text: str) -> list[re.Match[str]]:
    every = [*_RATIO.finditer(text), *_FRACTION.finditer(text), *NUMBER.finditer(text)]
    return sorted(every, key=lambda m: (m.start(), -m.end()))


def _read(text: str, match: re.Match[str]) -> Quantity:
    start, end = match.span()
    if match.re is NUMBER:
        ranged = _read_range(text, start, end)
        if ranged:
            return ranged
        value, shown = parse_number(match[0]) or 0.0, None
    else:
        value, shown = _ratio(match), squeeze(match[0]).replace(" / ", "/")
    unit_end, counted = read_unit(text, end)
    return Quantity(value, start, end, _unit(text, end, unit_end), unit_end, None, shown, counted)


def _ratio(match: re.Match[str]) -> float:
    if match.re is _FRACTION:
        return parse_number(match[0]) or 0.0
    part, whole = (int(x) for x in match[0].split("/"))
    return part / whole if whole else 0.0


_TO = re.compile(r"\s*(?:-|–|—|đến|tới)\s*(?=\d)")


def _read_range(text: str, start: int, end: int) -> Quantity | None:
    """Return "12 - 15 %", "8.300-8.500 USD" or "8,5% đến 9%" as one quantity, or None."""
    first_unit, _ = read_unit(text, end)
    to = _TO.match(text, end) or _TO.match(text, first_unit)
    second = to and NUMBER.match(text, to.end())
    second = second or (to and re.compile(_NUMBER).match(text, to.end()))
    if not to or not second:
        return None
    low, high = parse_number(text[start:end]), parse_number(second[0])
    if low is None or high is None or low >= high:
        return None
    unit_end, counted = read_unit(text, second.end())
    unit = _unit(text, second.end(), unit_end)
    if to.start() != end and not fold(unit or "").startswith(fold(_unit(text, end, first_unit) or "")):
        return None  # "từ 45 xã đến 60%" is no range
    shown = f"{squeeze(text[start:end])}-{second[0]}"
    return Quantity(low, start, second.end(), unit, unit_end, high, shown, counted)


def _unit(text: str, start: int, end: int) -> str | None:
    words = _IN_WORDS.match(text, start)
    return squeeze(text[words.end() if words else start : end]).replace(" / ", "/") or None
