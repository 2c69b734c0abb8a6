"""Numbers, ranges and units as Vietnamese documents print them."""

from __future__ import annotations

import pytest

from corpus.text.numbers import Quantity, find_quantities, parse_number, plain, show_number

VALUES = {
    "dots group thousands": ("1.234.567", 1234567.0),
    "dot and comma": ("3.278,971", 3278.971),
    "comma before one decimal": ("255.053,9", 255053.9),
    "leading zero": ("01", 1.0),
    "zero before the comma": ("0,50", 0.5),
    "dot before one decimal, against the rule": ("8.5", 8.5),
    "dot before three digits is a group": ("1.500", 1500.0),
    "negative": ("-0,5", -0.5),
    "fraction in words": ("hai phần ba", 2 / 3),
    "no number": ("nhiều", None),
    "a date is none": ("12/11/2021", None),
}


@pytest.mark.parametrize(("text", "value"), VALUES.values(), ids=VALUES.keys())
def test_parse_number(text: str, value: float | None) -> None:
    assert parse_number(text) == value


UNITS = {
    "scale and money": ("3.278,971 tỷ đồng", 3278.971, "tỷ đồng"),
    "unit without a blank": ("diện tích 255.053,9ha.", 255053.9, "ha"),
    "square kilometres": ("857,5km2. Đến", 857.5, "km2"),
    "metres are no part of a word": ("34,6 m, tại", 34.6, "m"),
    "two denominators": ("65 triệu đồng/người/năm", 65.0, "triệu đồng/người/năm"),
    "counted by head": ("30,5 giường bệnh/vạn dân", 30.5, "giường bệnh/vạn dân"),
    "denominator with a number": ("10 bác sĩ/10.000 dân", 10.0, "bác sĩ/10.000 dân"),
    "denominator in words": ("15 bác sĩ trên 1 vạn dân.", 15.0, "bác sĩ trên 1 vạn dân"),
    "denominator of two words": ("200.000 đồng/lần chỉnh lý", 200000.0, "đồng/lần chỉnh lý"),
    "denominator of three words": ("3.200.000 đồng/dự thảo văn bản.", 3200000.0, "đồng/dự thảo văn bản"),
    "volume a year": ("(74,56 triệu m3/năm)", 74.56, "triệu m3/năm"),
    "litres a day": ("120 lít/người/ngày đêm", 120.0, "lít/người/ngày đêm"),
    "percent of a base": ("bằng 60% mức quy định", 60.0, "% mức quy định"),
    "percent of the product": ("chiếm 20% GRDP", 20.0, "% GRDP"),
    "repeated in words": ("02 (hai) tiêu chí", 2.0, "tiêu chí"),
    "two counted things": ("11 hồ, đập thủy điện hiện có", 11.0, "hồ, đập thủy điện"),
    "counted noun without its attribute": ("13 hồ chứa thủy lợi", 13.0, "hồ chứa"),
    "longest noun": ("01 đơn vị hành chính cấp xã đạt", 1.0, "đơn vị hành chính cấp xã"),
    "scaled count": ("3,5 triệu lượt khách", 3.5, "triệu lượt khách"),
    "times a month": ("tối thiểu 01 lần/tháng", 1.0, "lần/tháng"),
    "no unit": ("đạt 0,75.", 0.75, None),
    "generation of networks is no gram": ("mạng 4G", 4.0, None),
    "unknown noun": ("05 máy chủ được", 5.0, "máy"),
}


@pytest.mark.parametrize(("text", "value", "unit"), UNITS.values(), ids=UNITS.keys())
def test_value_and_unit(text: str, value: float, unit: str | None) -> None:
    (found,) = find_quantities(text)
    assert (found.value, found.unit) == (value, unit)


RANGES = {
    "blanks around the dash": ("12 - 15 %", (12.0, 15.0, "12-15", "%")),
    "no blanks": ("8,5-9%/năm", (8.5, 9.0, "8,5-9", "%/năm")),
    "long dash": ("60–62%", (60.0, 62.0, "60-62", "%")),
    "unit twice": ("7,5% - 8,0%", (7.5, 8.0, "7,5-8,0", "%")),
    "in words": ("từ 8,5% đến 9%", (8.5, 9.0, "8,5-9", "%")),
    "thousands": ("8.300-8.500 USD", (8300.0, 8500.0, "8.300-8.500", "USD")),
}


@pytest.mark.parametrize(("text", "expected"), RANGES.values(), ids=RANGES.keys())
def test_a_range_is_one_quantity(text: str, expected: tuple[float, float, str, str]) -> None:
    (found,) = find_quantities(text)
    assert (found.value, found.high, found.text, found.unit) == expected


def test_a_fall_is_no_range() -> None:
    assert [q.value for q in find_quantities("từ 15% đến 9%")] == [15.0, 9.0]


def test_a_share_of_all_keeps_its_form() -> None:
    (found,) = find_quantities("đạt 78/103 xã")
    assert (found.text, found.unit) == ("78/103", "xã")


def test_document_numbers_are_not_split() -> None:
    assert [q.value for q in find_quantities("Nghị quyết 111/2025/UBTVQH15, 06-NQ/TU, 5 xã")] == [5.0]


def test_spans_are_slices() -> None:
    text = "Tổng vốn 1.250,5 tỷ đồng, trong đó 30 - 40% vốn vay"
    spans = [(text[q.start : q.end], text[q.end : q.unit_end].strip()) for q in find_quantities(text)]
    assert spans == [("1.250,5", "tỷ đồng"), ("30 - 40", "%")]


SHOWN = {
    "thousands": (3278.971, "3.278,971"),
    "whole": (950000.0, "950.000"),
    "text": ("8,5-9", "8,5-9"),
    "small": (0.5, "0,5"),
}


@pytest.mark.parametrize(("value", "shown"), SHOWN.values(), ids=SHOWN.keys())
def test_show_number(value: float | str, shown: str) -> None:
    assert show_number(value) == shown


def test_whole_numbers_lose_their_decimal_part_in_json() -> None:
    assert [plain(v) for v in (60.0, 8.5, "8,5-9")] == [60, 8.5, "8,5-9"]
    assert isinstance(plain(60.0), int)


def test_quantity_is_a_value() -> None:
    assert Quantity(1.0, 0, 1) == Quantity(1.0, 0, 1)
