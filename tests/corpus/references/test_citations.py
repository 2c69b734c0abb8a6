"""Human citations, read and resolved; printed ones come back to the provision that prints them."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from corpus.model import Cell, Level, SourceText, Table
from corpus.references.citations import ProvisionRef, parse_references, resolve
from corpus.structure.read import parse

PLAN = (Path(__file__).resolve().parents[3] / "corpus" / "documents" / "3316-KH-UBND.txt").read_text(
    encoding="utf-8"
)

DECISION = """QUYẾT ĐỊNH
Ban hành Quy chế
Căn cứ Luật Tổ chức chính quyền địa phương;
QUYẾT ĐỊNH:
Điều 1. Ban hành Quy chế.
Điều 2. Hiệu lực:
1. Một;
2. Hai:
d) Ba;
đ) Bốn.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Trần Văn Hiệp
QUY CHẾ
Làm việc
(Ban hành kèm theo Quyết định số 1/QĐ-UBND)
Chương I
CHUNG
Điều 1. Một
Điều 2. Hai
1. Ba
2. Bốn:
a) Năm
PHỤ LỤC II
DANH MỤC
VI. LĨNH VỰC
1. Một
"""


def fields(ref: ProvisionRef) -> dict[str, object]:
    names = (
        "part",
        "chapter",
        "article",
        "clause",
        "point",
        "section",
        "appendix",
        "table",
        "row",
        "bullet",
        "plus",
        "component",
    )
    return {n: v for n in names if (v := getattr(ref, n)) not in (None, ())}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("điểm đ khoản 2 Điều 5", [{"article": "5", "clause": "2", "point": "đ"}]),
        ("Điểm d Khoản 2 Điều 5", [{"article": "5", "clause": "2", "point": "d"}]),
        ("Điều 5, khoản 2, điểm đ", [{"article": "5", "clause": "2", "point": "đ"}]),
        ("Điều 12a nói gì", [{"article": "12a"}]),
        ("dieu 5 khoan 2 noi gi", [{"article": "5", "clause": "2"}]),
        ("Đ5.2.đ", [{"article": "5", "clause": "2", "point": "đ"}]),
        ("đ5k2", [{"article": "5", "clause": "2"}]),
        (
            "khoản 1, 2 và 3 Điều 4",
            [
                {"article": "4", "clause": "1"},
                {"article": "4", "clause": "2"},
                {"article": "4", "clause": "3"},
            ],
        ),
        ("các điểm a, b và c khoản 1 Điều 5", [{"article": "5", "clause": "1", "point": p} for p in "abc"]),
        ("từ Điều 3 đến Điều 5", [{"article": "3"}, {"article": "5"}]),
        ("Điều 1 và Điều 2", [{"article": "1"}, {"article": "2"}]),
        (
            "khoản 2 Điều 5 Quy chế ban hành kèm theo",
            [{"article": "5", "clause": "2", "component": "Quy chế"}],
        ),
        ("mục III.1.b", [{"section": ("III", "1", "b")}]),
        ("III.1b", [{"section": ("III", "1", "b")}]),
        ("muc iii.1.b noi gi", [{"section": ("III", "1", "b")}]),
        ("mục III phần 1", [{"section": ("III", "1")}]),
        ("điểm b mục 1 phần III", [{"section": ("III", "1", "b")}]),
        ("điểm b khoản 1 mục III", [{"section": ("III", "1", "b")}]),
        ("gạch đầu dòng thứ 2 mục II.1", [{"section": ("II", "1"), "bullet": 2}]),
        ("mục II.1, gạch đầu dòng thứ hai", [{"section": ("II", "1"), "bullet": 2}]),
        ("Phụ lục I, mục VI, STT 3", [{"appendix": "I", "section": ("VI",), "row": "3"}]),
        ("Bảng 1, dòng 4", [{"table": "1", "row": "4"}]),
        ("Chương II nói về gì?", [{"chapter": "II"}]),
    ],
)
def test_citations_are_read(text: str, expected: list[dict[str, object]]) -> None:
    assert [fields(r) for r in parse_references(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "điều kiện là gì", "mục tiêu đến năm 2025", "muc tieu den nam 2025", "quan điểm chỉ đạo", "phần mềm 2", "điểm ở đâu",
        "Quý II/2022", "loại III", "giai đoạn 2021-2025", "dieu kien 5", "tăng 3.5%", "ngày 13/5/2022", "khoảng 2 năm",
        "", "Số: 3316/KH-UBND",
    ],
)  # fmt: skip
def test_other_words_cite_nothing(text: str) -> None:
    assert parse_references(text) == ()


def test_span_is_the_citation_as_it_is_written() -> None:
    text = "Theo ĐIỂM đ  khoản 2 Điều 5 thì"
    ref = parse_references(text)[0]
    assert text[ref.start : ref.end] == "ĐIỂM đ  khoản 2 Điều 5"


@pytest.mark.parametrize(
    ("citation", "paths"),
    [
        pytest.param("Điều 2", ["Đ2", "KT1.Đ2"], id="both articles, the decision's first"),
        pytest.param("khoản 2 Điều 2", ["Đ2.2", "KT1.Đ2.2"], id="both clauses"),
        pytest.param("Điều 2 Quy chế ban hành kèm theo", ["KT1.Đ2"], id="the regulation by name"),
        pytest.param("Điều 2 của Quy chế", ["KT1.Đ2"], id="the regulation in short"),
        pytest.param("điểm đ khoản 2 Điều 2", ["Đ2.2.đ"], id="đ is not d"),
        pytest.param("điểm d khoản 2 Điều 2", ["Đ2.2.d"], id="d is not đ"),
        pytest.param("diem d khoan 2 dieu 2", ["Đ2.2.d"], id="without diacritics: d where it exists"),
        pytest.param("Phụ lục II, mục VI", ["PLII.VI"], id="section of an appendix"),
        pytest.param("phụ lục 2 mục VI", ["PLII.VI"], id="appendix counted in digits"),
        pytest.param("Chương I", ["KT1.CI"], id="chapter"),
        pytest.param("Điều 9", [], id="no such article"),
        pytest.param("khoản 7 Điều 2", [], id="no such clause"),
    ],
)
def test_citations_are_resolved(citation: str, paths: list[str]) -> None:
    provisions = parse(SourceText(DECISION, "text/plain", "text"))
    assert [p.path for p in resolve(parse_references(citation)[0], provisions)] == paths


def test_unaccented_letter_means_the_crossed_one_where_only_that_exists() -> None:
    provisions = parse(SourceText(DECISION.replace("d) Ba;\n", ""), "text/plain", "text"))
    assert [p.path for p in resolve(parse_references("diem d khoan 2 dieu 2")[0], provisions)] == ["Đ2.2.đ"]


def test_every_printed_section_of_the_plan_reads_back() -> None:
    provisions = parse(SourceText(PLAN, "text/plain", "text"))
    body = [p for p in provisions if p.level in (Level.SECTION, Level.POINT, Level.BULLET)]
    for p in body:
        assert [q.path for q in resolve(parse_references(p.section)[0], provisions)] == [p.path]
        if p.level is not Level.BULLET and "." in p.path:
            assert [q.path for q in resolve(parse_references(f"nội dung {p.path} là gì")[0], provisions)] == [
                p.path
            ]


def test_every_printed_section_of_a_decision_reads_back() -> None:
    provisions = parse(SourceText(DECISION, "text/plain", "text"))
    for p in provisions:
        if p.level in (Level.ARTICLE, Level.CLAUSE, Level.POINT, Level.CHAPTER):
            assert p.path in [q.path for q in resolve(parse_references(p.section)[0], provisions)], p.section


def test_a_long_text_is_read_in_time_that_grows_with_it() -> None:
    text = "theo quy định tại điểm a khoản 2 Điều 5; " * 4_000
    begin = time.process_time()
    assert len(parse_references(text)) == 4_000
    assert time.process_time() - begin < 12  # seconds of the processor; folding the text takes most of them


TABLE_PLAN = """ỦY BAN NHÂN DÂN
TỈNH AN BÌNH
Số: 40/KH-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
An Bình, ngày 20 tháng 6 năm 2025
KẾ HOẠCH
Chuyển đổi số
I. MỤC TIÊU
1.1. Một.
2.2. Hai.
II. NHIỆM VỤ
2.1. Ba.
2.2. Bốn:
a) Năm.
b) Sáu.
PHỤ LỤC 02
DANH MỤC
"""
ROWS = [["STT", "Tên", "Cơ quan"], ["A", "Chung", ""], ["I", "Nhóm một", ""], ["1", "Xi măng", "Sở Xây dựng"], ["2.1", "Than", "Sở Công Thương"],
        ["II", "Nhóm hai", ""], ["1", "Muối", "Sở Y tế"], ["B", "Riêng", ""], ["1", "Taxi", "Sở Xây dựng"]]  # fmt: skip


@pytest.mark.parametrize(
    ("said", "begins"),
    [
        pytest.param("Mục 2.2 điểm b nói gì?", "b) Sáu", id="a printed decimal below a roman section"),
        pytest.param("muc 2.2 diem b", "b) Sáu", id="the same without diacritics"),
        pytest.param("điểm b mục II.2.2", "b) Sáu", id="the whole path"),
        pytest.param("mục II điểm 2.1", "2.1. Ba", id="a decimal point"),
        pytest.param("Phụ lục 02 mục A.I STT 2.1", "2.1\tThan", id="section and row of a table"),
        pytest.param(
            "Phụ lục 2, mục A.II, STT 1", "1\tMuối", id="the number of an appendix without its nought"
        ),
        pytest.param(
            "phụ lục II mục B STT 1", "1\tTaxi", id="a lettered section, the appendix in roman digits"
        ),
        pytest.param("STT 1 mục B Phụ lục 02", "1\tTaxi", id="smallest first"),
    ],
)
def test_addresses_of_table_sections_and_decimals(said: str, begins: str) -> None:
    body = "".join("\t".join(row) + "\n" for row in ROWS)
    cells, at = [], len(TABLE_PLAN)
    for r, row in enumerate(ROWS):
        for c, value in enumerate(row):
            cells.append(Cell(r, c, at, at + len(value)))
            at += len(value) + 1
    text = TABLE_PLAN + body
    table = Table(len(TABLE_PLAN), len(text), len(ROWS), 3, tuple(cells))
    provisions = parse(SourceText(text, "text/plain", "text", tables=(table,)), "d")
    found = [p for ref in parse_references(said) for p in resolve(ref, provisions)]
    assert [text[p.start : p.start + len(begins)] for p in found] == [begins]
