"""Names of agencies: where they end, which mean the same, and what they were called before."""

from __future__ import annotations

import pytest

from corpus.agencies.read import expand, find_agencies, same_agency

NAMES = [
    pytest.param("Sở Văn hóa, Thể thao và Du lịch chủ trì", ["Sở Văn hóa, Thể thao và Du lịch"], id="commas and và in a name"),
    pytest.param("Sở Nông nghiệp và Môi trường và Sở Y tế", ["Sở Nông nghiệp và Môi trường", "Sở Y tế"], id="và in and between names"),
    pytest.param(
        "Sở Kế hoạch và Đầu tư, Tài chính, Công an tỉnh",
        ["Sở Kế hoạch và Đầu tư", "Sở Tài chính", "Công an tỉnh"],
        id="elided list",
    ),
    pytest.param("các Sở: Tài chính, Nội vụ và Xây dựng", ["Sở Tài chính", "Sở Nội vụ", "Sở Xây dựng"], id="plural head"),
    pytest.param(
        "Giám đốc các Sở: Xây dựng, Tài chính", ["Giám đốc Sở Xây dựng", "Giám đốc Sở Tài chính"], id="heads of departments"
    ),
    pytest.param("UBND các huyện, thị xã, thành phố", ["UBND các huyện, thị xã, thành phố"], id="district committees"),
    pytest.param("UBND các xã, phường, đặc khu", ["UBND các xã, phường, đặc khu"], id="commune committees"),
    pytest.param("UBND huyện Hoàng Su Phì rà soát", ["UBND huyện Hoàng Su Phì"], id="district with its name"),
    pytest.param("Chánh Văn phòng UBND tỉnh", ["Chánh Văn phòng UBND tỉnh"], id="position"),
    pytest.param("Giám đốc Sở Tài chính", ["Giám đốc Sở Tài chính"], id="position before a department"),
    pytest.param("Chủ tịch UBND các huyện", ["Chủ tịch UBND các huyện"], id="chairmen"),
    pytest.param("Bộ trưởng Bộ Xây dựng", ["Bộ trưởng Bộ Xây dựng"], id="minister"),
    pytest.param("Các sở, ban, ngành và UBND tỉnh", ["Các sở, ban, ngành", "UBND tỉnh"], id="generic beside own"),
    pytest.param("các cơ quan, đơn vị có liên quan", ["các cơ quan, đơn vị có liên quan"], id="generic with a qualifier"),
    pytest.param("Bộ Chỉ huy Quân sự tỉnh phối hợp", ["Bộ Chỉ huy Quân sự tỉnh"], id="military command"),
    pytest.param("Sở NN&PTNT, Sở TN&MT", ["Sở NN&PTNT", "Sở TN&MT"], id="short forms"),
    pytest.param("Sở Nông nghiệp & Phát triển nông thôn", ["Sở Nông nghiệp & Phát triển nông thôn"], id="ampersand"),
    pytest.param("SKHĐT và SXD", ["SKHĐT", "SXD"], id="acronyms"),
    pytest.param("Ban Quản lý dự án đầu tư xây dựng tỉnh tham mưu", ["Ban Quản lý dự án đầu tư xây dựng tỉnh"], id="unlisted board"),
    pytest.param("Quỹ Bảo vệ môi trường tỉnh", ["Quỹ Bảo vệ môi trường tỉnh"], id="unlisted fund"),
    pytest.param("Cục Đăng kiểm Việt Nam tổ chức", ["Cục Đăng kiểm Việt Nam"], id="unlisted bureau"),
    pytest.param("Cục Thi hành án Bộ Quốc phòng", ["Cục Thi hành án Bộ Quốc phòng"], id="bureau of a ministry"),
    pytest.param(
        "Trung tâm Xúc tiến Đầu tư, Thương mại và Du lịch", ["Trung tâm Xúc tiến Đầu tư, Thương mại và Du lịch"], id="unlisted centre"
    ),
    pytest.param("Hội Nông dân tỉnh, Tỉnh đoàn", ["Hội Nông dân tỉnh", "Tỉnh đoàn"], id="mass organisations"),
    pytest.param("Sở Tài nguyên và\nMôi trường", ["Sở Tài nguyên và Môi trường"], id="line break in a name"),
    pytest.param("Thanh tra tỉnh\ncác địa phương", ["Thanh tra tỉnh", "các địa phương"], id="line break between names"),
    pytest.param("sở tài chính", ["sở tài chính"], id="small letters"),
    pytest.param("SỞ NỘI VỤ", ["SỞ NỘI VỤ"], id="capitals"),
    pytest.param("so tai chinh lam gi", ["so tai chinh"], id="no diacritics"),
    pytest.param("ubnd huyen duc trong lam gi", ["ubnd huyen duc trong"], id="no diacritics, place"),
    pytest.param("BAN HÀNH KẾ HOẠCH", [], id="ban hành is no board"),
    pytest.param("đơn vị hành chính cấp xã", [], id="an administrative unit is no agency"),
    pytest.param("Quyết định số 12/QĐ-UBND, các đơn vị", ["các đơn vị"], id="the letters of a number are no agency"),
    pytest.param("Bộ luật Dân sự", [], id="a code is no ministry"),
    pytest.param("Phòng, chống thiên tai", [], id="phòng chống is no office"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "values"), NAMES)
def test_agencies_are_found_as_printed(text: str, values: list[str]) -> None:
    found = find_agencies(text)
    assert [m.value for m in found] == values
    assert all(m.start < m.end <= len(text) for m in found)


SAME = [
    pytest.param("UBND tỉnh", "Ủy ban nhân dân tỉnh Lâm Đồng", True, id="short form and province"),
    pytest.param("Uỷ ban nhân dân tỉnh", "Ủy ban nhân dân tỉnh", True, id="old tone mark"),
    pytest.param("SKHĐT", "Sở Kế hoạch và Đầu tư", True, id="acronym"),
    pytest.param("Sở Nông nghiệp & PTNT", "Sở NN&PTNT", True, id="two spellings"),
    pytest.param("so xay dung", "Sở Xây dựng tỉnh Lâm Đồng", True, id="no diacritics"),
    pytest.param("Các sở, ban, ngành", "các Sở, Ban, Ngành", True, id="case"),
    pytest.param("Sở Xây dựng", "Bộ Xây dựng", False, id="department and ministry"),
    pytest.param("UBND huyện Đức Trọng", "UBND huyện Lâm Hà", False, id="two districts"),
    pytest.param("Sở Kế hoạch và Đầu tư", "Sở Tài chính", False, id="former and present"),
    pytest.param("UBND tỉnh Đắk Nông", "UBND tỉnh Lâm Đồng", False, id="two provinces"),
    pytest.param("Giám đốc Sở Tài chính", "Sở Tài chính", False, id="head and department"),
]


@pytest.mark.parametrize(("one", "two", "same"), SAME)
def test_spellings_of_one_agency_are_the_same(one: str, two: str, same: bool) -> None:
    assert same_agency(one, two) is same


EXPANSIONS = [
    pytest.param("Sở Tài chính", "Sở Kế hoạch và Đầu tư", id="present to former"),
    pytest.param("Sở Kế hoạch và Đầu tư", "Sở Tài chính", id="former to present"),
    pytest.param("Sở Nông nghiệp và Môi trường", "Sở Tài nguyên và Môi trường", id="one of two former"),
    pytest.param("Sở Nông nghiệp và Môi trường", "Sở NN&PTNT", id="short form of a former name"),
    pytest.param("Sở Xây dựng", "Sở Giao thông vận tải", id="transport"),
    pytest.param("SXD", "Sở Xây dựng", id="acronym"),
    pytest.param("so tai chinh", "Sở Tài chính", id="no diacritics"),
    pytest.param("Chủ tịch UBND tỉnh", "Chủ tịch Ủy ban nhân dân tỉnh", id="short form inside a name"),
    pytest.param("UBND huyện Đức Trọng", "UBND xã Ninh Gia", id="district to its communes"),
    pytest.param("UBND xã Tân Hội", "UBND huyện Đức Trọng", id="commune to its former district"),
    pytest.param("UBND tỉnh Đắk Nông", "UBND tỉnh Lâm Đồng", id="merged province"),
]


@pytest.mark.parametrize(("name", "alias"), EXPANSIONS)
def test_a_name_widens_to_its_aliases(name: str, alias: str) -> None:
    assert alias in expand(name)


def test_an_unknown_agency_expands_to_itself() -> None:
    assert expand("Chi cục Kiểm lâm") == ("Chi cục Kiểm lâm",)
