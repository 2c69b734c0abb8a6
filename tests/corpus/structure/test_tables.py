"""Documents that hold little but a table, and tables outside the numbered sections."""

from __future__ import annotations

import pytest

from corpus.model import Level, Provision, SourceText
from corpus.structure.read import parse
from tests.corpus.structure.test_read import HEAD, SIGNED, outline, source

Rows = list[list[str | tuple[str, int, int] | None]]
TASKS: Rows = [
    ["STT", "Nhiệm vụ", "Chủ trì"],
    ["1", "Lập quy hoạch", "Sở Xây dựng"],
    ["2", "Rà soát", "Sở Y tế"],
]
VALUES: Rows = [["Chỉ tiêu", "Đơn vị", "2026"], ["GRDP", "%", "8"]]


@pytest.mark.parametrize(
    ("blocks", "rows"),
    [
        pytest.param([TASKS], ["Bảng 1, STT 1", "Bảng 1, STT 2"], id="a table alone"),
        pytest.param(
            ["Giao việc", TASKS, "Chỉ tiêu", VALUES],
            ["Bảng 1, STT 1", "Bảng 1, STT 2", "Bảng 2, dòng 1"],
            id="two sheets of a workbook",
        ),
        pytest.param(
            ["KẾ HOẠCH\nPhát triển đô thị\n(Kèm theo Quyết định số 1/QĐ-UBND)", TASKS],
            ["Bảng 1, STT 1", "Bảng 1, STT 2"],
            id="title and table",
        ),
        pytest.param(
            [HEAD, TASKS, SIGNED], ["Bảng 1, STT 1", "Bảng 1, STT 2"], id="letterhead, table, signature"
        ),
        pytest.param(
            ["KẾ HOẠCH\nPhát triển", [["Đường Lê Lợi", "2 km"], ["Đường Trần Phú", "3 km"]]],
            ["Bảng 1, dòng 1", "Bảng 1, dòng 2"],
            id="columns without names",
        ),
        pytest.param(
            [HEAD + "II. NHIỆM VỤ", [TASKS[0], ["I", ("THỂ CHẾ", 1, 2)], *TASKS[1:]]],
            ["mục II, Bảng 1, mục I, STT 1", "mục II, Bảng 1, mục I, STT 2"],
            id="a section of the table inside a section of the plan",
        ),
        pytest.param(
            [HEAD + "I. MỘT", SIGNED, "BẢNG PHÂN CÔNG NHIỆM VỤ", TASKS],
            ["Văn bản ban hành kèm theo, STT 1", "Văn bản ban hành kèm theo, STT 2"],
            id="behind the signature, without the word Phụ lục",
        ),
    ],
)
def test_rows_of_documents_without_numbered_sections(blocks: list[str | Rows], rows: list[str]) -> None:
    assert [section for _, section, _ in outline(source(*blocks), Level.ROW)] == rows


def test_fields_above_the_letterhead_of_a_web_page_are_front() -> None:
    made = source([["Cơ quan ban hành", "UBND tỉnh"], ["Số", "1"]], HEAD.replace("KẾ HOẠCH\n", ""), "I. MỘT")
    assert [p.section for p in parse(made) if p.parent is None] == ["phần đầu", "phần căn cứ", "mục I"]


def closing_text(made: SourceText) -> list[str]:
    parts: list[Provision] = [
        p for p in parse(made) if p.section == "phần cuối" and p.level is Level.PARAGRAPH
    ]
    return [made.text[p.start : p.end] for p in parts]


def test_recipients_below_a_table_are_closing() -> None:
    assert closing_text(source(HEAD, TASKS, SIGNED)) == SIGNED.splitlines()
