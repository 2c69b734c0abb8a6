"""Former and present names, and keys that tell the bodies of provinces apart."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.agencies.present import agency_key, present_names
from corpus.agencies.read import find_agencies

PRESENT = [
    pytest.param("Sở Kế hoạch và Đầu tư", ["Sở Tài chính"], id="department"),
    pytest.param("Sở KH&ĐT", ["Sở Tài chính"], id="short form"),
    pytest.param("Giám đốc Sở Giao thông vận tải", ["Giám đốc Sở Xây dựng"], id="head of a department"),
    pytest.param(
        "Sở Kế hoạch và Đầu tư tỉnh Lâm Đồng", ["Sở Tài chính tỉnh Lâm Đồng"], id="place behind the name"
    ),
    pytest.param("UBND tỉnh Đắk Nông", ["UBND tỉnh Lâm Đồng"], id="merged province"),
    pytest.param("Ban Dân tộc tỉnh", ["Sở Dân tộc và Tôn giáo tỉnh"], id="board that became a department"),
    pytest.param("Sở Tài chính", [], id="still its name"),
    pytest.param("UBND tỉnh An Bình", [], id="unknown province"),
]


@pytest.mark.parametrize(("name", "today"), PRESENT)
def test_a_former_body_has_its_present_name_with_day_and_act(name: str, today: list[str]) -> None:
    found = present_names(name)
    assert [s.name for s in found] == today
    assert all(s.since >= date(2025, 2, 1) and "2025" in s.source for s in found)


KEYS = [
    pytest.param("UBND tỉnh Lâm Đồng", "Ủy ban nhân dân tỉnh Lâm Đồng", True, id="short form"),
    pytest.param("UBND tỉnh Lâm Đồng", "UBND tỉnh Gia Lai", False, id="two provinces"),
    pytest.param(
        "Sở Nội vụ tỉnh Lâm Đồng", "Sở Nội vụ thành phố Huế", False, id="departments of two provinces"
    ),
    pytest.param("Các sở, ban, ngành", "các Sở, Ban, Ngành", True, id="case"),
]


@pytest.mark.parametrize(("one", "two", "same"), KEYS)
def test_keys_of_spellings_and_of_provinces(one: str, two: str, same: bool) -> None:
    assert (agency_key(one) == agency_key(two)) is same


def test_the_province_of_the_document_stands_for_one_left_out() -> None:
    assert agency_key("UBND tỉnh", "Lâm Đồng") == agency_key("Ủy ban nhân dân tỉnh Lâm Đồng")
    assert agency_key("Bộ Xây dựng", "Lâm Đồng") == agency_key("Bộ Xây dựng")


NAMES = [
    pytest.param(
        "Chánh Văn phòng HĐND và UBND xã",
        ["Chánh Văn phòng HĐND và UBND xã"],
        id="office of council and committee",
    ),
    pytest.param(
        "Phòng Kinh tế, Hạ tầng và Đô thị phường chủ trì",
        ["Phòng Kinh tế, Hạ tầng và Đô thị phường"],
        id="office of a ward",
    ),
    pytest.param(
        "Sở quản lý ngành, lĩnh vực chuẩn bị hồ sơ",
        ["Sở quản lý ngành, lĩnh vực"],
        id="which department is not said",
    ),
    pytest.param(
        "phối hợp với cơ quan Bảo hiểm xã hội rà soát",
        ["cơ quan Bảo hiểm xã hội"],
        id="a body known by its field",
    ),
    pytest.param(
        "thu hút doanh nghiệp trong và ngoài nước", [], id="enterprises at home and abroad are no body"
    ),
    pytest.param("Chủ tịch Hội đồng thẩm định", ["Chủ tịch Hội đồng thẩm định"], id="appraisal council"),
]


@pytest.mark.parametrize(("text", "values"), NAMES)
def test_names_of_offices_of_today(text: str, values: list[str]) -> None:
    assert [m.value for m in find_agencies(text)] == values
