"""The catalog: what is known of documents that are not held, and how a question finds it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from corpus.documents import catalog
from corpus.library.library import Library
from corpus.model import Fact, Header
from corpus.references.documents import find_references

LAM_DONG = ("06-NQ/TU", "2021-11-12")
THANH_HOA = ("06-NQ/TU", "2021-11-10")
HA_NOI = ("06-NQ/TU", "2016-06-26")
NQ1210 = ("1210/2016/UBTVQH13", "2016-05-25")
NQ111 = ("111/2025/UBTVQH15", "2025-12-24")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("NQ 1210 còn hiệu lực không?", [NQ1210]),
        ("nghi quyet 1210/2016/UBTVQH13", [NQ1210]),
        ("1210 hết hiệu lực chưa", [NQ1210]),
        ("Nghị quyết số 06-NQ/TU là gì", [LAM_DONG, THANH_HOA, HA_NOI]),
        ("Nghị quyết 06-NQ/TU của Thanh Hóa", [THANH_HOA]),
        ("nghi quyet 06 cua tinh uy lam dong", [LAM_DONG]),
        ("Nghị quyết số 06-NQ/TU ngày 12/11/2021", [LAM_DONG]),
        ("NQ 06-NQ/TU về huyện Đức Trọng", [LAM_DONG]),
        ("nq111 quy định mấy loại đô thị", [NQ111]),
        ("Luật 72 bỏ cấp huyện từ khi nào", [("72/2025/QH15", "2025-06-16")]),
        ("nghị quyết sáp nhập tỉnh", [("202/2025/QH15", "2025-06-12")]),
        ("NĐ 35/2026", [("35/2026/NĐ-CP", None)]),
        ("năm 2025 đạt đô thị loại mấy", []),
        ("06-NQ/TW", []),
        ("Kế hoạch 3316", []),
        ("35 nhiệm vụ", []),
    ],
)
def test_a_question_finds_the_documents_that_it_names(
    text: str, expected: list[tuple[str, str | None]]
) -> None:
    assert [(e.number, e.issued_on) for e in catalog.find(text)] == expected


def test_the_resolution_on_urban_classes_has_ended_and_says_who_says_so() -> None:
    (entry,) = catalog.find("NQ 1210")
    ended = [s for s in entry.statements if s.effect == "ended"]
    assert [(s.document, s.section, s.since, s.first_hand) for s in ended] == [
        ("111/2025/UBTVQH15", "khoản 2 Điều 14", "2026-01-01", True)
    ]


def test_a_name_is_what_an_official_writes() -> None:
    (entry,) = catalog.find("NQ 1210")
    assert entry.name == "Nghị quyết số 1210/2016/UBTVQH13 ngày 25/5/2016 của Ủy ban Thường vụ Quốc hội"


def test_a_description_says_who_says_so_and_how_sure_it_is() -> None:
    (first,) = catalog.find("NQ 1210")
    assert catalog.describe(first).startswith(
        f"{first.name} về phân loại đô thị. Hết hiệu lực từ ngày 01/01/2026"
    )
    assert "(theo khoản 2 Điều 14 văn bản 111/2025/UBTVQH15)" in catalog.describe(first)
    (second,) = catalog.find("Luật 72")
    assert catalog.describe(second).startswith("Luật Tổ chức chính quyền địa phương số 72/2025/QH15")
    assert "nguồn thứ cấp" in catalog.describe(second)


def test_a_held_document_takes_the_place_of_its_entry(tmp_path: Path) -> None:
    (plan,) = Library.open(tmp_path).documents()
    header = Header(
        number=Fact("1210/2016/UBTVQH13", 0, 0, "text"), issued_on=Fact("2016-05-25", 0, 0, "text")
    )
    held = replace(plan, header=header)
    assert catalog.find("NQ 1210", [plan]) != ()
    assert catalog.find("NQ 1210", [held]) == ()


def test_the_same_number_of_another_day_takes_no_place(tmp_path: Path) -> None:
    (plan,) = Library.open(tmp_path).documents()
    header = Header(number=Fact("06-NQ/TU", 0, 0, "text"), issued_on=Fact("2016-06-26", 0, 0, "text"))
    found = catalog.find("Nghị quyết số 06-NQ/TU", [replace(plan, header=header)])
    assert [(e.number, e.issued_on) for e in found] == [LAM_DONG, THANH_HOA]


@pytest.mark.parametrize("entry", catalog.entries(), ids=lambda e: f"{e.number} {e.issuer}".replace("/", " "))
def test_every_entry_is_well_formed(entry: catalog.CatalogEntry) -> None:
    (reference,) = find_references(f"{entry.type} số {entry.number}")
    assert reference.document.number == entry.number
    assert entry.issued_on is None or date.fromisoformat(entry.issued_on) <= date(2026, 12, 31)
    assert entry.title or entry.relation.startswith("Không liên quan")
    assert entry.relation.endswith(".")
    for statement in entry.statements:
        assert statement.says.endswith(".")
        assert statement.effect in (None, "begun", "ended", "amended")
        assert statement.section or not statement.first_hand


@pytest.mark.parametrize("entry", catalog.entries(), ids=lambda e: f"{e.number} {e.issuer}".replace("/", " "))
def test_an_entry_never_judges_what_is_in_force_today(entry: catalog.CatalogEntry) -> None:
    words = " ".join([entry.relation, *(s.says for s in entry.statements)]).lower()
    assert "còn hiệu lực" not in words
    assert "hiện nay" not in words


def test_first_hand_statements_stand_where_they_say(shared_data: Path) -> None:
    """The provisions cited first hand exist in the text of NQ 111/2025 and speak of what is claimed."""
    from corpus.library.read import ReadLimits, read_one
    from corpus.structure.read import parse

    path = shared_data / "gold_docs" / "files" / "nq111_2025_phan_loai_do_thi.html"
    source = read_one(path, path.name, ReadLimits())
    texts = {p.section: source.text[p.start : p.end] for p in parse(source, "d")}
    assert "01 tháng 01 năm 2026" in texts["khoản 1 Điều 14"]
    assert "1210/2016/UBTVQH13" in texts["khoản 2 Điều 14"]
    assert "26/2022/UBTVQH15" in texts["khoản 2 Điều 14"]
    assert "hết hiệu lực" in texts["khoản 2 Điều 14"]
    assert "Đô thị loại IV, loại V" in texts["khoản 3 Điều 15"]
    assert "loại IV" not in texts["Điều 3"]
