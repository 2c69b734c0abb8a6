"""Who is what in a body with members: lists, labels, tables."""

from __future__ import annotations

import pytest

from corpus.library.assemble import build
from corpus.model import Document, RoleRank, SourceText

HEAD = "ỦY BAN NHÂN DÂN\nTỈNH AN BÌNH\nSố: 12/QĐ-UBND\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nAn Bình, ngày 10 tháng 01 năm 2026\nQUYẾT ĐỊNH\nThành lập Ban Chỉ đạo\nĐiều 1. Thành lập Ban Chỉ đạo chuyển đổi số tỉnh, gồm các thành viên sau:\n"


def document(body: str) -> Document:
    return build(SourceText(HEAD + body, "text/plain", "text"), "qd.txt", "0" * 64)


LINES = [
    pytest.param("1. Chủ tịch Ủy ban nhân dân tỉnh Trần Văn Anh, Trưởng Ban Chỉ đạo.", (RoleRank.HEAD, "Trần Văn Anh", "Chủ tịch Ủy ban nhân dân tỉnh"), id="position, name, role"),
    pytest.param("1. Ông Nguyễn Văn Bình, Giám đốc Sở Nội vụ - Phó Trưởng ban Thường trực;", (RoleRank.STANDING_DEPUTY, "Nguyễn Văn Bình", "Giám đốc Sở Nội vụ"), id="standing deputy behind a dash"),
    pytest.param("1. Giám đốc Công an tỉnh, Phó Trưởng Ban Chỉ đạo.", (RoleRank.DEPUTY, None, "Giám đốc Công an tỉnh"), id="a position alone"),
    pytest.param("1. Trưởng ban: Bà Lê Thị Cúc, Phó Chủ tịch Ủy ban nhân dân tỉnh.", (RoleRank.HEAD, "Lê Thị Cúc", "Phó Chủ tịch Ủy ban nhân dân tỉnh"), id="role first"),
    pytest.param("- Tổ trưởng: Đồng chí Phạm Văn Dũng - Chánh Văn phòng;", (RoleRank.HEAD, "Phạm Văn Dũng", "Chánh Văn phòng"), id="head of a team"),
    pytest.param("- Thư ký: Hoàng Thị Em, chuyên viên Sở Nội vụ.", (RoleRank.SECRETARY, "Hoàng Thị Em", "chuyên viên Sở Nội vụ"), id="secretary"),
    pytest.param("2. Mời Chủ tịch Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh làm Phó Trưởng ban.", (RoleRank.DEPUTY, None, "Mời Chủ tịch Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh"), id="làm before the role"),
    pytest.param("3. Giám đốc Sở Văn hóa, Thể thao và Du lịch, Ủy viên.", (RoleRank.MEMBER, None, "Giám đốc Sở Văn hóa, Thể thao và Du lịch"), id="commas in a name"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "wanted"), LINES)
def test_a_line_of_a_list_says_who_is_what(
    line: str, wanted: tuple[RoleRank, str | None, str | None]
) -> None:
    roles = document(line).roles
    assert [
        (r.rank, r.person.value if r.person else None, r.position.value if r.position else None)
        for r in roles
    ] == [wanted]


def test_members_below_a_heading_have_its_role_and_body() -> None:
    found = document(
        "5. Các thành viên Ban Chỉ đạo:\n- Giám đốc Sở Nội vụ;\n- Ông Vũ Văn Giang, Giám đốc Sở Tài chính.\nĐiều 2. Hiệu lực\n"
    ).roles
    assert [r.rank for r in found] == [RoleRank.MEMBER, RoleRank.MEMBER]
    assert found[1].person is not None
    assert found[1].person.value == "Vũ Văn Giang"
    assert {r.body.value for r in found if r.body} == {"Ban Chỉ đạo chuyển đổi số tỉnh"}


NO_ROLES = [
    pytest.param(
        "Điều 2. Chủ tịch Ủy ban nhân dân tỉnh có trách nhiệm thi hành Quyết định này.", id="a duty"
    ),
    pytest.param(
        "2. Trưởng phòng Tổ chức: báo cáo Giám đốc Sở Nội vụ trước ngày 20/12/2025.", id="a head of office"
    ),
    pytest.param("3. Thành viên Ban Chỉ đạo có trách nhiệm báo cáo Trưởng ban.", id="what members do"),
]


@pytest.mark.parametrize("line", NO_ROLES)
def test_a_duty_names_no_member(line: str) -> None:
    assert document(line).roles == ()


def test_a_member_is_no_assignment() -> None:
    assert (
        document("2. Phó Chủ tịch Ủy ban nhân dân tỉnh Lê Văn Bắc, Phó Trưởng ban thường trực.").tasks == ()
    )


def test_names_are_slices_of_the_document() -> None:
    made = document("1. Ông Nguyễn Văn Bình, Giám đốc Sở Nội vụ, Trưởng ban;\n2. Bà Lê Thị Cúc, Ủy viên.")
    for role in made.roles:
        for mention in filter(None, (role.role, role.person, role.position, role.body)):
            assert " ".join(made.text[mention.start : mention.end].split()) == mention.value
