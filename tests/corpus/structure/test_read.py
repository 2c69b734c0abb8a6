"""Outlines of both kinds of document, with the exceptions that real files hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.model import Cell, Level, Provision, SourceText, Table
from corpus.structure.read import is_complete, parse

ROOT = Path(__file__).resolve().parents[3]
PLAN = (ROOT / "corpus" / "documents" / "3316-KH-UBND.txt").read_text(encoding="utf-8")
GOLDEN = ROOT / "tests" / "golden" / "outline-3316-KH-UBND.txt"

HEAD = """ỦY BAN NHÂN DÂN
TỈNH LÂM ĐỒNG
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 12/KH-UBND
Lâm Đồng, ngày 3 tháng 2 năm 2026
KẾ HOẠCH
Cải cách hành chính năm 2026
Thực hiện Quyết định số 1/QĐ-TTg ngày 2/1/2026, Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:
"""
DECISION = """ỦY BAN NHÂN DÂN
TỈNH LÂM ĐỒNG
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 100/QĐ-UBND
Lâm Đồng, ngày 3 tháng 2 năm 2026
QUYẾT ĐỊNH
Ban hành quy định
ỦY BAN NHÂN DÂN TỈNH LÂM ĐỒNG
Căn cứ Luật Tổ chức chính quyền địa phương;
QUYẾT ĐỊNH:
"""
SIGNED = "Nơi nhận:\n- Như Điều 3;\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nTrần Văn Hiệp\n"


def source(*blocks: str | list[list[str | tuple[str, int, int] | None]]) -> SourceText:
    """Return a document of paragraphs and tables; a cell is its text, (text, rows, columns), or None if covered."""
    text, tables = "", []
    for block in blocks:
        if isinstance(block, str):
            text += block if block.endswith("\n") else block + "\n"
            continue
        start, cells, columns = len(text), [], 0
        for r, row in enumerate(block):
            column = 0
            for cell in row:
                words, rows, wide = cell if isinstance(cell, tuple) else (cell or "", 1, 1)
                text += "\t" if column else ""
                if cell is not None:
                    cells.append(Cell(r, column, len(text), len(text) + len(words), rows, wide))
                text += words
                column += wide
            columns = max(columns, column)
            text += "\n"
        tables.append(Table(start, len(text), len(block), columns, tuple(cells)))
    return SourceText(text, "text/plain", "text", tables=tuple(tables))


def outline(document: SourceText | str, *levels: Level) -> list[tuple[str, str, str]]:
    """Return (path, section, heading) of the body's provisions."""
    made = document if isinstance(document, SourceText) else source(document)
    outside = (Level.FRONT, Level.PREAMBLE, Level.CLOSING)
    found: list[Provision] = []
    provisions = parse(made)
    for p in provisions:
        top = p
        while top.parent is not None:
            top = provisions[top.parent]
        if top.level not in outside and (not levels or p.level in levels):
            found.append(p)
    return [(p.path, p.section, " ".join(made.text[p.start : p.head_end].split())) for p in found]


def sections(document: SourceText | str, *levels: Level) -> list[str]:
    return [section for _, section, _ in outline(document, *levels)]


def test_outline_of_the_plan_is_the_golden_one() -> None:
    lines = []
    for p in parse(source(PLAN), "plan"):
        own = " ".join(PLAN[p.start : p.own_end].split())
        lines.append(f"{p.id} | {p.level.value} | {p.section} | {p.start}-{p.end} | {own}")
    assert lines == GOLDEN.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            "I. MỘT\n1. Hai\n1.1. Ba\n1.1.1. Bốn\na) Năm:\n- Sáu\n+ Bảy\n+ Tám\n- Chín\nb) Mười\n1.2. Mười một\n2. Mười hai\n",
            ["I", "I.1", "I.1.1", "I.1.1.1", "I.1.1.1.a", "I.1.1.1.a.-1", "I.1.1.1.a.-1.+1", "I.1.1.1.a.-1.+2", "I.1.1.1.a.-2", "I.1.1.1.b", "I.1.2", "I.2"],
            id="every level of a plan",
        ),
        pytest.param(
            "PHẦN I.\nĐÁNH GIÁ\nI. KẾT QUẢ\n1. Một\nII. HẠN CHẾ\nPHẦN II.\nNHIỆM VỤ\nI. MỤC TIÊU\nA. Nhóm một\n1. Việc\nB. Nhóm hai\nC. Nhóm ba\nII. KHÁC\n",
            ["PI", "PI.I", "PI.I.1", "PI.II", "PII", "PII.I", "PII.I.A", "PII.I.A.1", "PII.I.B", "PII.I.C", "PII.II"],
            id="parts with roman sections and capital letters inside",
        ),
        pytest.param(
            "A. MỘT\nI. HAI\n1. Ba\nII. BỐN\nB. NĂM\nI. SÁU\n",
            ["A", "A.I", "A.I.1", "A.II", "B", "B.I"],
            id="roman sections inside capital letters",
        ),
        pytest.param("I- TÌNH HÌNH\n1- Kết quả\n2- Hạn chế\nII- QUAN ĐIỂM\n1. Quan điểm\n2. Mục tiêu\n", ["I", "I.1", "I.2", "II", "II.1", "II.2"], id="hyphens of the Party"),
        pytest.param("I. MỘT\n(1) Hai\n(2) Ba\nII. BỐN\na. Năm\nb. Sáu\n", ["I", "I.1", "I.2", "II", "II.a", "II.b"], id="brackets and letters with a dot"),
        pytest.param(
            "IV. TỔ CHỨC\n1. Sở A:\na) Một;\nb) Hai;\nc) Ba;\nd) Bốn;\nđ) Năm;\ne) Sáu;\ng) Bảy.\n2. Sở B\nLàm việc.\n",
            ["IV", "IV.1", *(f"IV.1.{c}" for c in "abcdđeg"), "IV.2"],
            id="d and đ are two points",
        ),
        pytest.param("## **I. MỘT**\n**1\\. Hai**\na) *Ba*\n\n- **Bốn**\n", ["I", "I.1", "I.1.a", "I.1.a.-1"], id="Markdown"),
        pytest.param("I. MỘT\n1. Hai gồm:\n1. Ba\n2. Bốn\n", ["I", "I.1", "I.1.1", "I.1.2"], id="a list announced by a colon starts again at 1"),
    ],
)  # fmt: skip
def test_plans(body: str, expected: list[str]) -> None:
    assert [path for path, _, _ in outline(HEAD + body)] == expected


def test_human_citations_of_a_plan() -> None:
    body = "I. MỘT\n1. Hai\n- Ba\n- Bốn\n+ Năm\na) Sáu\n"
    assert sections(HEAD + body) == [
        "mục I", "mục I.1", "mục I.1, gạch đầu dòng thứ 1", "mục I.1, gạch đầu dòng thứ 2",
        "mục I.1, gạch đầu dòng thứ 2, dấu cộng thứ 1", "mục I.1.a",
    ]  # fmt: skip


def test_human_citations_of_articles() -> None:
    body = "Chương I\nQUY ĐỊNH CHUNG\nMục 1. MỘT\nĐiều 1. Hai\n1. Ba:\na) Bốn;\nđ) Năm:\n- Sáu;\n+ Bảy.\nĐiều 2. Tám\n- Chín\n"
    assert sections(DECISION + body) == [
        "Chương I", "Mục 1 Chương I", "Điều 1", "khoản 1 Điều 1", "điểm a khoản 1 Điều 1", "điểm đ khoản 1 Điều 1",
        "điểm đ khoản 1 Điều 1, gạch đầu dòng thứ 1", "điểm đ khoản 1 Điều 1, gạch đầu dòng thứ 1, dấu cộng thứ 1",
        "Điều 2", "Điều 2, gạch đầu dòng thứ 1",
    ]  # fmt: skip


def test_heading_on_the_next_line_belongs_to_the_chapter() -> None:
    body = "Chương I\nQUY ĐỊNH CHUNG\nĐiều 1. Một\nChương II. QUY ĐỊNH\nVỀ TIÊU CHÍ\nĐiều 2. Hai\n"
    assert [h for _, _, h in outline(DECISION + body, Level.CHAPTER)] == [
        "Chương I QUY ĐỊNH CHUNG",
        "Chương II. QUY ĐỊNH VỀ TIÊU CHÍ",
    ]


def test_roman_sections_inside_an_article() -> None:
    body = "Điều 1. Phê duyệt Đề án với các nội dung sau:\nI. MỤC TIÊU\n1. Chung\na) Một\nII. NHIỆM VỤ\n1. Hai\nĐiều 2. Hiệu lực\n"
    assert sections(DECISION + body) == [
        "Điều 1", "mục I Điều 1", "khoản 1 mục I Điều 1", "điểm a khoản 1 mục I Điều 1", "mục II Điều 1", "khoản 1 mục II Điều 1", "Điều 2",
    ]  # fmt: skip


def test_attached_regulation_counts_its_articles_again() -> None:
    attached = "QUY CHẾ\nLàm việc của Ủy ban\n(Ban hành kèm theo Quyết định số 100/QĐ-UBND ngày 3/2/2026)\nChương I\nCHUNG\nĐiều 1. Một\n1. Hai\nĐiều 2. Ba\n- Bốn\n"
    body = "Điều 1. Ban hành Quy chế.\nĐiều 2. Hiệu lực.\n"
    assert sections(DECISION + body + SIGNED + attached) == [
        "Điều 1", "Điều 2", "Quy chế ban hành kèm theo", "Chương I Quy chế ban hành kèm theo", "Điều 1 Quy chế ban hành kèm theo",
        "khoản 1 Điều 1 Quy chế ban hành kèm theo", "Điều 2 Quy chế ban hành kèm theo",
        "Điều 2 Quy chế ban hành kèm theo, gạch đầu dòng thứ 1",
    ]  # fmt: skip


def test_attached_plan_with_letterhead_of_its_own() -> None:
    attached = (
        HEAD.replace("Số: 12/KH-UBND\n", "").replace(
            "Thực hiện", "(Ban hành kèm theo Quyết định số 100/QĐ-UBND)\nThực hiện"
        )
        + "I. MỘT\n1. Hai\n"
    )
    found = outline(DECISION + "Điều 1. Ban hành Kế hoạch.\n" + SIGNED + attached)
    assert [(path, section) for path, section, _ in found if path.startswith("KT1.I")] == [
        ("KT1.I", "mục I Kế hoạch ban hành kèm theo"), ("KT1.I.1", "mục I.1 Kế hoạch ban hành kèm theo"),
    ]  # fmt: skip


def test_quoted_articles_name_the_document_that_they_amend() -> None:
    body = (
        "Điều 1. Sửa đổi một số điều của Nghị quyết số 35/2024/NQ-HĐND ngày 10 tháng 12 năm 2024\n"
        "1. Sửa đổi Điều 10 như sau:\n“Điều 10. Thẩm quyền\n1. Chủ tịch quyết định.\n2. Giám đốc quyết định:\na) Xe;\nb) Nhà.”\n"
        "2. Sửa đổi, bổ sung khoản 3 Điều 12 như sau:\n“3. Sở Tài chính.”.\n3. Bãi bỏ Điều 17.\nĐiều 2. Hiệu lực\n"
    )
    assert sections(DECISION + body) == [
        "Điều 1", "khoản 1 Điều 1",
        "Điều 10 Nghị quyết số 35/2024/NQ-HĐND (tại khoản 1 Điều 1)",
        "khoản 1 Điều 10 Nghị quyết số 35/2024/NQ-HĐND (tại khoản 1 Điều 1)",
        "khoản 2 Điều 10 Nghị quyết số 35/2024/NQ-HĐND (tại khoản 1 Điều 1)",
        "điểm a khoản 2 Điều 10 Nghị quyết số 35/2024/NQ-HĐND (tại khoản 1 Điều 1)",
        "điểm b khoản 2 Điều 10 Nghị quyết số 35/2024/NQ-HĐND (tại khoản 1 Điều 1)",
        "khoản 2 Điều 1",
        "khoản 3 Điều 12 Nghị quyết số 35/2024/NQ-HĐND (tại khoản 2 Điều 1)",
        "khoản 3 Điều 1", "Điều 2",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "close",
    ["”", '"', "", "”.", "“;"],
    ids=["right mark", "straight mark", "forgotten", "with stop", "wrong mark"],
)
def test_a_badly_closed_quotation_ends_at_the_next_instruction(close: str) -> None:
    body = f"Điều 1. Sửa đổi\n1. Sửa đổi khoản 2 Điều 5 như sau:\n“2. Một:\na) Hai;\nb) Ba.{close}\n2. Bổ sung khoản 3 Điều 6 như sau:\n“3. Bốn.”\nĐiều 2. Năm\n"
    assert [path for path, _, _ in outline(DECISION + body)] == [
        "Đ1", "Đ1.1", "Đ1.1.2", "Đ1.1.2.a", "Đ1.1.2.b", "Đ1.2", "Đ1.2.3", "Đ2",
    ]  # fmt: skip


def test_second_clause_with_the_same_number_is_told_apart() -> None:
    body = "Điều 2. Một:\n2. Hai.\n3. Về đầu tư:\na) Ba.\n3. Về lĩnh vực Quốc phòng: Đề nghị.\n4. Bốn.\n"
    found = outline(DECISION + body)
    assert [(path, section) for path, section, _ in found][2:5] == [
        ("Đ2.3", "khoản 3 Điều 2"), ("Đ2.3.a", "điểm a khoản 3 Điều 2"), ("Đ2.3~2", "khoản 3 Điều 2 (Về lĩnh vực Quốc phòng)"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        pytest.param("1. Giao Sở Lao động\n- Thương binh và Xã hội chủ trì.\n2. Hai\n", ["1", "2"], id="dash inside a name"),
        pytest.param("1. Giai đoạn 2021\n- 2025 tăng.\n2. Hai\n", ["1", "2"], id="dash inside a period"),
        pytest.param("1. Theo quy định tại khoản\n2. Điều này phải làm.\n2. Hai\n", ["1", "2"], id="number of a cited clause"),
        pytest.param("1. Một.\n12\n- 5 -\nTrang 3/9\n2. Hai\n", ["1", "2"], id="page numbers"),
        pytest.param("1. Đạt:\n3.278,971 tỷ đồng\n2. Hai\n", ["1", "2"], id="quantity"),
        pytest.param("1. Theo\nĐiều 5 của Luật Đất đai\n2. Hai\n", ["1", "2"], id="cited article"),
        pytest.param("1. Quan điểm\n2. Mục tiêu\n3. Danh mục\n4. Hai\n", ["1", "2", "3", "4"], id="headings that end like a citation"),
    ],
)  # fmt: skip
def test_false_marks_open_nothing(text: str, paths: list[str]) -> None:
    assert [path for path, _, _ in outline(HEAD + text)] == paths


@pytest.mark.parametrize(
    ("body", "owner"),
    [
        pytest.param("III. NHIỆM VỤ\n1. Một:\na) Hai.\nb) Ba.\nThời gian thực hiện và hoàn thành: Quý II/2022.\n", "mục III.1", id="after the last point: the list"),
        pytest.param("III. NHIỆM VỤ\n1. Một:\na) Hai.\nThời gian thực hiện: Quý I/2022.\nb) Ba.\nThời gian thực hiện: Quý II/2022.\n", "mục III.1.b", id="each point has one: the point"),
        pytest.param("III. NHIỆM VỤ\n1. Một\n- Hai\n- Ba\nThời gian hoàn thành: năm 2026.\n2. Bốn\n", "mục III.1", id="after bullets: their parent"),
        pytest.param("III. NHIỆM VỤ\n1. Một\nThời gian hoàn thành: năm 2026.\n2. Bốn\n", "mục III.1", id="without a list: the section"),
    ],
)  # fmt: skip
def test_closing_lines_belong_to_whom_they_bind(body: str, owner: str) -> None:
    made = source(HEAD + body)
    at = made.text.rindex("Thời gian")
    innermost = max((p for p in parse(made) if p.start <= at < p.own_end), key=lambda p: p.start)
    assert innermost.section == owner


@pytest.mark.parametrize(
    ("head", "body", "paths"),
    [
        pytest.param(HEAD, "II. TỔ CHỨC\n1. Sở A:\nLàm.\n2. Các sở, ban, ngành:\nCăn cứ chức năng, nhiệm vụ được giao, xây dựng kế hoạch.\n3. Sở B\nLàm.\n", ["II", "II.1", "II.2", "II.3"], id="below the heading of an agency"),
        pytest.param(HEAD, "II. TỔ CHỨC\n1. Sở A: làm.\nTrong quá trình thực hiện, tổng hợp vướng mắc.\n2. Sở B: làm.\n", ["II", "II.1", "II.2"], id="after a sentence, with more sections to come"),
        pytest.param(HEAD, "II. TỔ CHỨC\n1. UBND các xã\nCăn cứ Kế hoạch này, triển khai.\nTrên đây là Kế hoạch.\n", ["II", "II.1", "¶1"], id="below the last heading"),
        pytest.param(HEAD, "II. TỔ CHỨC\n1. Sở A: làm.\nCăn cứ Kế hoạch này, các sở triển khai.\nTrên đây là Kế hoạch.\n", ["II", "II.1", "¶1", "¶2"], id="after the last section: the whole plan"),
        pytest.param(HEAD, "III- TỔ CHỨC\n1- Các huyện ủy triển khai.\nKế hoạch này phổ biến đến chi bộ.\n", ["III", "III.1", "¶1"], id="whom a plan of the Party is for"),
        pytest.param(DECISION, "Điều 1. Giao việc\n1. Sở A:\nLàm.\n2. Các sở:\nCăn cứ chức năng được giao, thực hiện:\na) Một;\nb) Hai.\n3. Sở B\nĐiều 2. Hiệu lực\n", ["Đ1", "Đ1.1", "Đ1.2", "Đ1.2.a", "Đ1.2.b", "Đ1.3", "Đ2"], id="clause of an article"),
        pytest.param(DECISION, "Điều 1. Giao việc\n1. Sở A: làm.\nYêu cầu các sở thực hiện.\nĐiều 2. Hiệu lực\n", ["Đ1", "Đ1.1", "Đ1.¶1", "Đ2"], id="after the last clause: the article"),
        pytest.param(HEAD, "I. MỘT\nPHỤ LỤC I\nMẪU\n1. Kiến nghị.\nTrên đây là Báo cáo.\nNơi nhận:\n(1) Tên cơ quan\n", ["I", "PLI", "PLI.1", "PLI.¶1", "PLI.¶2", "PLI.1~2"], id="notes below the signature of a form"),
    ],
)  # fmt: skip
def test_words_that_may_close_a_document(head: str, body: str, paths: list[str]) -> None:
    assert [path for path, _, _ in outline(head + body)] == paths


def test_passing_sentence_belongs_to_the_last_article() -> None:
    made = source(
        DECISION
        + "Điều 1. Một\n1. Hai.\nNghị quyết này đã được Hội đồng nhân dân thông qua ngày 1/1/2026./.\n"
    )
    last = [p for p in parse(made) if p.level is Level.PARAGRAPH][-1]
    assert (last.section, made.text[last.start : last.start + 14]) == ("Điều 1", "Nghị quyết này")


def test_lists_and_fields_before_the_letterhead_are_front() -> None:
    before = (
        "Văn bản liên quan\n1. Nghị định số 30/2020/NĐ-CP\n2. Quyết định số 5/QĐ-TTg\nSố hiệu 12/KH-UBND\n"
    )
    made = source(before + HEAD + "I. MỘT\n")
    front = [p for p in parse(made) if p.section == "phần đầu" and p.level is Level.PARAGRAPH]
    assert [made.text[p.start : p.end] for p in front][:4] == before.splitlines()
    assert [path for path, _, _ in outline(made)] == ["I"]


def test_excerpt_may_begin_with_any_section() -> None:
    assert [path for path, _, _ in outline("KẾ HOẠCH\nThử\nIII. NHIỆM VỤ\n2. Việc\n3. Việc\n")] == [
        "III",
        "III.2",
        "III.3",
    ]


COLUMNS = ["STT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Phối hợp", "Thời gian"]
APPENDIX = "PHỤ LỤC I\nDANH MỤC NHIỆM VỤ\n(Kèm theo Kế hoạch số 12/KH-UBND)"


def test_table_rows_of_an_appendix_with_section_rows_and_restarting_numbers() -> None:
    made = source(
        HEAD + "I. MỘT", APPENDIX,
        [COLUMNS, ["I", ("Lĩnh vực một", 1, 4)], ["1", "a", "b", "c", "d"], ["2", "a", "b", "", "d"], ["VI", "Lĩnh vực hai", "", "", ""], ["3", "a", "b", "c", "d"]],
    )  # fmt: skip
    assert [(path, section) for path, section, _ in outline(made, Level.ROW)] == [
        ("PLI.B1.R2", "Phụ lục I, mục I, STT 1"), ("PLI.B1.R3", "Phụ lục I, mục I, STT 2"), ("PLI.B1.R5", "Phụ lục I, mục VI, STT 3"),
    ]  # fmt: skip


def test_table_cut_by_a_page_goes_on() -> None:
    made = source(
        HEAD + "I. MỘT", APPENDIX, [COLUMNS, ["II", ("Lĩnh vực", 1, 4)], ["1", "a", "b", "c", "d"]], [["2", "a", "b", "c", "d"]],
        [COLUMNS, ["3", "a", "b", "c", "d"]],
    )  # fmt: skip
    assert sections(made, Level.ROW) == [
        "Phụ lục I, mục II, STT 1",
        "Phụ lục I, mục II, STT 2",
        "Phụ lục I, mục II, STT 3",
    ]


def test_merged_number_names_both_of_its_rows() -> None:
    made = source(
        HEAD + "I. MỘT",
        APPENDIX,
        [COLUMNS, [("1", 2, 1), "a", "b", "c", "d"], [None, "e", "f", "g", "h"], ["2", "a", "b", "c", "d"]],
    )
    assert sections(made, Level.ROW) == ["Phụ lục I, STT 1", "Phụ lục I, STT 1, dòng 2", "Phụ lục I, STT 2"]


def test_two_tables_without_numbers_are_counted() -> None:
    plain: list[list[str | tuple[str, int, int] | None]] = [["Tên", "Giá trị"], ["a", "1"], ["b", "2"]]
    made = source("DANH MỤC\nThử nghiệm\nI. MỘT", plain, "Chữ ở giữa.", plain)
    assert sections(made, Level.ROW) == [
        "mục I, Bảng 1, dòng 1",
        "mục I, Bảng 1, dòng 2",
        "mục I, Bảng 2, dòng 1",
        "mục I, Bảng 2, dòng 2",
    ]


def test_table_inside_a_section_keeps_the_section() -> None:
    made = source(HEAD + "I. MỘT\n1. Phân công:\n", [COLUMNS, ["1", "a", "b", "c", "d"]], "2. Hai")
    assert sections(made) == [
        "mục I",
        "mục I.1",
        "mục I.1, Bảng 1",
        "mục I.1, Bảng 1",
        "mục I.1, STT 1",
        "mục I.2",
    ]


def test_letterhead_and_signature_tables_are_text() -> None:
    made = source(
        [["ỦY BAN NHÂN DÂN TỈNH A", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]],
        "QUYẾT ĐỊNH\nVề việc B\nĐiều 1. C",
        [["Nơi nhận:", "TM. ỦY BAN NHÂN DÂN"]],
    )
    levels = {p.level for p in parse(made)}
    assert Level.ROW not in levels
    assert Level.CLOSING in levels


@pytest.mark.parametrize(
    ("text", "complete"),
    [
        pytest.param(PLAN, False, id="the plan"),
        pytest.param("1. Một.\n[…]", False, id="ellipsis in brackets"),
        pytest.param("1. Một.\n[...]\n2. Hai.", False, id="cut in the middle"),
        pytest.param("1. Một.\n(còn nữa)", False, id="to be continued"),
        pytest.param("1. Một [...] hai.\n2. Ba.", True, id="words left out of a quotation"),
        pytest.param("1. Họ tên: ...\n2. Ba./.", True, id="blanks of a form"),
        pytest.param("", True, id="nothing"),
    ],
)
def test_text_that_says_it_stops(text: str, complete: bool) -> None:
    assert is_complete(text) is complete


ARTICLES = "Chương I\nQUY ĐỊNH CHUNG\nĐiều 1. Phạm vi điều chỉnh\nĐiều 2. Đối tượng áp dụng\nChương II\nTHI HÀNH\nĐiều 3. Hiệu lực\n"


@pytest.mark.parametrize("place", ["before", "after"])
def test_table_of_contents_opens_nothing(place: str) -> None:
    body = (
        ARTICLES.replace("chỉnh\n", "chỉnh\nQuy định này quy định về một.\n")
        .replace("dụng\n", "dụng\n1. Hai;\n2. Ba.\n")
        .replace("lực\n", "lực\nTừ ngày ký.\n")
    )
    text = DECISION + (ARTICLES + body if place == "before" else body + SIGNED + "Mục lục\n" + ARTICLES)
    levels = (Level.COMPONENT, Level.CHAPTER, Level.ARTICLE, Level.CLAUSE)
    assert [path for path, _, _ in outline(text, *levels)] == ["CI", "Đ1", "Đ2", "Đ2.1", "Đ2.2", "CII", "Đ3"]


def test_contents_with_leaders_open_nothing() -> None:
    contents = "MỤC LỤC\nI. MỤC TIÊU .......... 3\n1. Chung …… 4\nII. NHIỆM VỤ\t12\n"
    assert [path for path, _, _ in outline(HEAD + contents + "I. MỤC TIÊU\n1. Chung\nII. NHIỆM VỤ\n")] == [
        "I",
        "I.1",
        "II",
    ]


def test_appendix_of_a_form_stays_in_the_form() -> None:
    body = "I. MỘT\nPHỤ LỤC I\nBIỂU MẪU\nMẫu số 01\nHợp đồng\nPHỤ LỤC\nCỦA HỢP ĐỒNG\nMẫu số 02\nBáo cáo\nPHỤ LỤC II\nDANH MỤC\n"
    assert sections(HEAD + body, Level.APPENDIX) == [
        "Phụ lục I",
        "Phụ lục I, Mẫu số 01",
        "Phụ lục I, Mẫu số 02",
        "Phụ lục II",
    ]


def test_appendices_keep_the_word_that_names_them() -> None:
    body = "I. MỘT\nPHỤ LỤC I\nDANH MỤC\nPhụ biểu 02\nBIỂU TỔNG HỢP\nPHỤ LỤC\nKHÁC\n"
    assert sections(HEAD + body, Level.APPENDIX) == ["Phụ lục I", "Phụ biểu 02", "Phụ lục"]
