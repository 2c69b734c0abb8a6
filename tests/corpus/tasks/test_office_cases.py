"""The small office files of the evaluation data that speak of facts: the right value in header, register or address."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from corpus.library.assemble import build
from corpus.model import Document, EventKind
from corpus.readers import read
from corpus.references.citations import parse_references, resolve


def opened(shared_data: Path, case: str, name: str) -> Document:
    path = shared_data / "cases" / case / name
    if not path.is_file():
        pytest.skip(f"case absent: {path}")
    return build(read(path), path.name, "0" * 64)


def expected(shared_data: Path, case: str, row: int) -> str:
    """Return what the case says is right, with UBND written out; skipped where absent."""
    path = shared_data / "cases" / case / "case.jsonl"
    if not path.is_file():
        pytest.skip(f"case absent: {path}")
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return str(rows[row]["expected"]).replace("UBND", "Ủy ban nhân dân")


def clocks(text: str) -> list[str]:
    return [f"{h}:{m}" for h, m in re.findall(r"(\d\d)h(\d\d)", text)]


HEADERS = [
    pytest.param("kieu_van_ban_la_va_so_hieu_van_ban_duoc_dan", "giaymoi.docx", {"number": "560/GM-UBND", "type": "Giấy mời"}, id="invitation"),
    pytest.param("kieu_van_ban_la_va_so_hieu_van_ban_duoc_dan", "totrinh.docx",
                 {"number": "95/TTr-SNV", "issued_on": "2026-01-10", "type": "Tờ trình"}, id="proposal, not the plan that it carries out"),
    pytest.param("kieu_van_ban_la_va_so_hieu_van_ban_duoc_dan", "thongbao.docx", {"number": "493/TB-UBND", "type": "Thông báo"}, id="notice"),
    pytest.param("han_o_cau_sau", "congvan_han.docx", {"number": "900/UBND-NC", "type": "Công văn"}, id="letter"),
    pytest.param("truong_ban_va_pho_truong_ban", "bcd.docx", {"number": "12/QĐ-UBND", "type": "Quyết định"}, id="decision"),
    pytest.param("chuong_trinh_trich_yeu_nuot_bang", "chuongtrinh.docx",
                 {"type": "Chương trình"}, id="programme"),
    pytest.param("muc_co_so_thap_phan_va_diem", "b11_danhso.docx", {"number": "40/KH-UBND", "issued_on": "2025-06-20"}, id="plan"),
    pytest.param("ten_van_ban_lan_at_noi_dung", "giaoviec.docx", {"number": "61/KH-UBND"}, id="plan whose title is a task"),
    pytest.param("anh_chup_mat_khoi_ky", "anhchup.jpg", {"number": "416/TTr-CAT", "issued_on": "2025-11-28"}, id="photo"),
]  # fmt: skip


@pytest.mark.parametrize(("case", "name", "wanted"), HEADERS)
def test_headers(shared_data: Path, case: str, name: str, wanted: dict[str, str]) -> None:
    header = opened(shared_data, case, name).header
    assert {k: fact.value if (fact := getattr(header, k)) else None for k in wanted} == wanted


def test_the_title_of_a_programme_ends_where_its_line_ends(shared_data: Path) -> None:
    document = opened(shared_data, "chuong_trinh_trich_yeu_nuot_bang", "chuongtrinh.docx")
    assert document.header.title is not None
    assert document.header.title.value == document.text.split("\n")[1]


def test_a_photo_states_no_signer_that_it_cannot_read(shared_data: Path) -> None:
    signer = opened(shared_data, "anh_chup_mat_khoi_ky", "anhchup.jpg").header.signer
    assert signer is None or signer.value in expected(shared_data, "anh_chup_mat_khoi_ky", 0)


def test_addressees(shared_data: Path) -> None:
    header = opened(shared_data, "kinh_gui", "totrinh.docx").header
    assert [a.value for a in header.addressees] == [expected(shared_data, "kinh_gui", 0)]


def test_deadlines_of_a_letter(shared_data: Path) -> None:
    document = opened(shared_data, "han_o_cau_sau", "congvan_han.docx")
    assert [(t.lead[0].value, t.deadline_norm) for t in document.tasks] == [
        ("Văn phòng Ủy ban nhân dân tỉnh", "<2025-12-20"), ("Văn phòng Ủy ban nhân dân tỉnh", "<2025-12-20"),
        ("Văn phòng Ủy ban nhân dân tỉnh", "weekly:<5T16:00"),
        ("Sở Khoa học và Công nghệ", "2025-11; 2025-12"), ("Sở Khoa học và Công nghệ", "2025-12"),
    ]  # fmt: skip


def test_a_task_whose_words_are_those_of_the_title(shared_data: Path) -> None:
    (task,) = opened(shared_data, "ten_van_ban_lan_at_noi_dung", "giaoviec.docx").tasks
    assert ([m.value for m in task.lead], task.deadline_norm) == (
        ["Sở Nông nghiệp và Môi trường"],
        "<2025-11-30",
    )


def test_a_meeting(shared_data: Path) -> None:
    case = "giay_moi_thoi_gian_dia_diem"
    (event,) = opened(shared_data, case, "giaymoi.docx").events
    when, _, where = expected(shared_data, case, 0).partition("; ")
    assert event.kind is EventKind.MEETING
    assert [event.begins] == clocks(when)
    assert event.date is not None
    assert "/".join(reversed(event.date.split("-"))) in when
    assert event.place is not None
    assert event.place.value == where
    assert [m.value for m in event.chair] == [expected(shared_data, case, 2)]
    invited = " ".join(m.value for m in event.invited).lower()
    assert all(who.strip() in invited for who in expected(shared_data, case, 3).lower().split(";"))


def test_a_programme(shared_data: Path) -> None:
    case = "chuong_trinh_trich_yeu_nuot_bang"
    document = opened(shared_data, case, "chuongtrinh.docx")
    items = [e for e in document.events if e.kind is EventKind.ITEM]
    who, _, when = expected(shared_data, case, 0).partition(", ")
    report = next(e for e in items if [d.value for d in e.doers] == [who])
    assert [report.begins, report.ends] == clocks(when)
    assert items[-1].begins in clocks(expected(shared_data, case, 1))
    days = {"/".join(reversed(e.date.split("-"))) for e in document.events if e.date}
    assert days == {expected(shared_data, case, 2)}
    assert document.tasks == ()


def test_members_of_a_steering_committee(shared_data: Path) -> None:
    document = opened(shared_data, "truong_ban_va_pho_truong_ban", "bcd.docx")
    heads = [
        (r.person and r.person.value, r.position and r.position.value)
        for r in document.roles
        if r.rank.value == "trưởng"
    ]
    ((person, position),) = heads
    assert f"{position} {person}" == expected(shared_data, "truong_ban_va_pho_truong_ban", 0)
    members = {r.position.value for r in document.roles if r.rank.value == "thành viên" and r.position}
    assert {"Giám đốc Sở Tài chính", "Giám đốc Sở Công Thương"} <= members
    assert [m.value for t in document.tasks for m in t.lead] == [
        "Sở Khoa học và Công nghệ"
    ]  # who drafts, no members


def test_two_plans_of_two_years(shared_data: Path) -> None:
    case = "hai_van_ban_khac_nhau_im_lang"
    norms = {
        n: next(t.deadline_norm for t in opened(shared_data, case, n).tasks)
        for n in ("v2025_ke_hoach.docx", "v2026_ke_hoach.docx")
    }
    assert norms == {"v2025_ke_hoach.docx": "<2025-09-30", "v2026_ke_hoach.docx": "<2026-08-31"}


@pytest.mark.parametrize("said", ["Mục 2.2 điểm b", "muc 2.2 diem b", "điểm b mục II.2.2"])
def test_an_address_as_it_is_printed(shared_data: Path, said: str) -> None:
    document = opened(shared_data, "muc_co_so_thap_phan_va_diem", "b11_danhso.docx")
    (found,) = [p for ref in parse_references(said) for p in resolve(ref, document.provisions)]
    assert document.text[found.start : found.end].strip() == expected(
        shared_data, "muc_co_so_thap_phan_va_diem", 0
    )
    task = next(t for t in document.tasks if t.provision == found.id)
    assert ([m.value for m in task.lead], task.deadline_norm) == (["Sở Khoa học và Công nghệ"], "<2025-09-30")
