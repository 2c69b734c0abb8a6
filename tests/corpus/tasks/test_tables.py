"""Assignment tables in shapes that the generated plans do not have, built cell by cell."""

from __future__ import annotations

import pytest

from corpus.model import Cell, Document, Header, SourceText, Table
from corpus.structure.read import parse
from corpus.tasks.read import find_tasks
from corpus.tasks.roles import Role, column_role, names_in_cell

Rows = list[list[str]]
LEFT, UP = "<", "^"  # the cell is merged into the one on its left, above it


def table_document(*tables: Rows, between: str = "\n") -> Document:
    """Return a document of tables, each followed by the text `between`."""
    text, built = "II. NHIỆM VỤ CỤ THỂ\n", []
    for rows in tables:
        begin, cells = len(text), []
        for r, row in enumerate(rows):
            for c, value in enumerate(row):
                if value in (LEFT, UP):
                    text += "\t" if c + 1 < len(row) else "\n"
                    continue
                wide = 1 + next((i for i, v in enumerate(row[c + 1 :]) if v != LEFT), len(row) - c - 1)
                tall = 1 + next((i for i, x in enumerate(rows[r + 1 :]) if x[c] != UP), len(rows) - r - 1)
                cells.append(Cell(r, c, len(text), len(text) + len(value), tall, wide))
                text += value + ("\t" if c + 1 < len(row) else "\n")
        built.append(Table(begin, len(text), len(rows), len(rows[0]), tuple(cells)))
        text += between
    source = SourceText(text, "text/plain", "text", tables=tuple(built))
    return Document(
        id="d", source="d", sha256="", text=text, media_type="text/plain", read_by="text", header=Header(),
        provisions=parse(source, "d"), tables=source.tables,
    )  # fmt: skip


def rows_of(document: Document) -> list[tuple[str, str, str, str | None]]:
    return [
        (
            t.task, " | ".join(m.value for m in t.lead), " | ".join(m.value for m in t.support),
            t.deadline_norm,
        )
        for t in find_tasks(document)
    ]  # fmt: skip


SHAPES = [
    pytest.param(
        [["TT", "Thời gian", "Cơ quan phối hợp", "Chủ trì", "Nội dung"], ["1", "Quý II/2026", "Sở Y tế", "Sở Nội vụ", "Rà soát biên chế"]],
        [("Rà soát biên chế", "Sở Nội vụ", "Sở Y tế", "2026-Q2")],
        id="columns in reverse order",
    ),
    pytest.param(
        [
            ["TT", "Nhiệm vụ", "Đơn vị thực hiện", "Năm 2026", LEFT, LEFT, LEFT],
            [UP, UP, UP, "Quý I", "Quý II", "Quý III", "Quý IV"],
            ["1", "Rà soát biên chế", "Sở Nội vụ", "", "x", "", ""],
        ],
        [("Rà soát biên chế", "Sở Nội vụ", "", "2026-Q2")],
        id="ticked quarters of a year",
    ),
    pytest.param(
        [
            ["TT", "Nội dung công việc", "Đơn vị chủ trì, phối hợp", "Thời gian"],
            ["1", "Rà soát biên chế", "Chủ trì: Sở Nội vụ\nPhối hợp: Sở Y tế, Công an tỉnh", "Năm 2026"],
        ],
        [("Rà soát biên chế", "Sở Nội vụ", "Sở Y tế | Công an tỉnh", "2026")],
        id="labels inside a cell",
    ),
    pytest.param(
        [["TT", "Nội dung", "Cơ quan thực hiện", "Thời hạn"], ["1", "Rà soát biên chế", "Sở Nội vụ (chủ trì), Sở Y tế (phối hợp)", ""]],
        [("Rà soát biên chế", "Sở Nội vụ", "Sở Y tế", None)],
        id="roles in brackets behind the names",
    ),
    pytest.param(
        [
            ["TT", "Nội dung", "Cơ quan chủ trì", "Thời hạn"],
            ["I", "Sở Nội vụ", LEFT, LEFT],
            ["1", "Rà soát biên chế", "", "2026"],
            ["II", "Sở Y tế", LEFT, LEFT],
            ["1", "Kiểm tra bếp ăn", "", "2027"],
        ],
        [("Rà soát biên chế", "Sở Nội vụ", "", "2026"), ("Kiểm tra bếp ăn", "Sở Y tế", "", "2027")],
        id="an agency as section row leads the rows below",
    ),
    pytest.param(
        [
            ["TT", "Nội dung", "Chủ trì", "Thời hạn"],
            ["1", "Rà soát biên chế", "Sở Nội vụ", "Quý II/2026"],
            ["II", "Nhóm nhiệm vụ về y tế", "", UP],
            ["2", "Kiểm tra bếp ăn", "Sở Y tế", UP],
        ],
        [("Rà soát biên chế", "Sở Nội vụ", "", "2026-Q2"), ("Kiểm tra bếp ăn", "Sở Y tế", "", "2026-Q2")],
        id="a merged date runs past a section row",
    ),
    pytest.param(
        [
            ["STT", "Nội dung", "Chủ trì", "Phối hợp", "Ghi chú"],
            ["(1)", "(2)", "(3)", "(4)", "(5)"],
            ["1", "Rà soát biên chế", "", "", "Cả năm"],
            ["2", "Kiểm tra bếp ăn", "Sở Y tế", "", ""],
        ],
        [("Kiểm tra bếp ăn", "Sở Y tế", "", None)],
        id="numbered columns, and a row that names nobody",
    ),
    pytest.param(
        [["TT", "Chỉ tiêu", "Đơn vị tính", "Năm 2025"], ["1", "Tỷ lệ đô thị hóa", "%", "45"]],
        [],
        id="a table of figures assigns nothing",
    ),
    pytest.param(
        [["Họ và tên", "Chức vụ", "Đơn vị"], ["Nguyễn Văn A", "Giám đốc", "Sở Nội vụ"]],
        [],
        id="a list of people assigns nothing",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "wanted"), SHAPES)
def test_a_table_becomes_its_rows(rows: Rows, wanted: list[tuple[str, str, str, str | None]]) -> None:
    assert rows_of(table_document(rows)) == wanted


def test_a_table_goes_on_without_headings_on_the_next_page() -> None:
    first = [["TT", "Nội dung", "Chủ trì", "Thời hạn"], ["1", "Rà soát biên chế", "Sở Nội vụ", "2026"]]
    second = [["2", "Kiểm tra bếp ăn", "Sở Y tế", "2027"]]
    assert [t[1] for t in rows_of(table_document(first, second, between="\n3\n"))] == ["Sở Nội vụ", "Sở Y tế"]
    assert [t[1] for t in rows_of(table_document(first, second, between="\nPhụ lục II: số liệu\n"))] == [
        "Sở Nội vụ"
    ]


def test_a_repeated_heading_is_no_task() -> None:
    head = ["TT", "Nội dung", "Chủ trì", "Thời hạn"]
    again = [head, ["2", "Kiểm tra bếp ăn", "Sở Y tế", "2027"]]
    found = rows_of(table_document([head, ["1", "Rà soát biên chế", "Sở Nội vụ", "2026"]], again))
    assert [t[0] for t in found] == ["Rà soát biên chế", "Kiểm tra bếp ăn"]


HEADINGS = [
    pytest.param("Cơ quan chủ trì", Role.LEAD, id="lead"),
    pytest.param("Đơn vị thực hiện", Role.LEAD, id="who does it"),
    pytest.param("Thời gian thực hiện", Role.DEADLINE, id="time, not who"),
    pytest.param("Tiến độ hoàn thành", Role.DEADLINE, id="progress"),
    pytest.param("Cơ quan phối hợp thực hiện", Role.SUPPORT, id="partner"),
    pytest.param("Cơ quan theo dõi, đôn đốc", Role.MONITOR, id="who watches"),
    pytest.param("Nội dung kiểm tra", Role.TASK, id="content of a check"),
    pytest.param("Sản phẩm hoàn thành", Role.PRODUCT, id="product"),
    pytest.param("Tên văn bản, đề án", Role.TASK, id="papers to be written"),
    pytest.param("STT", Role.ORDER, id="number"),
    pytest.param("Ghi chú", Role.NOTE, id="note"),
    pytest.param("Dân số", None, id="nothing of the kind"),
]


@pytest.mark.parametrize(("heading", "role"), HEADINGS)
def test_a_heading_tells_what_its_column_holds(heading: str, role: Role | None) -> None:
    assert column_role(heading) == role


CELLS = [
    pytest.param("Sở Nội vụ/Sở Tài chính", ["Sở Nội vụ", "Sở Tài chính"], id="slash"),
    pytest.param("- Sở Tư pháp\n- Công an tỉnh", ["Sở Tư pháp", "Công an tỉnh"], id="bullets"),
    pytest.param("1. Sở Y tế\n2. Sở Tài chính", ["Sở Y tế", "Sở Tài chính"], id="numbers"),
    pytest.param("Sở Y tế\nSở Giáo dục và\nĐào tạo", ["Sở Y tế", "Sở Giáo dục và Đào tạo"], id="line breaks"),
    pytest.param("Các Sở: TN&MT, XD, TC", ["Sở TN&MT", "Sở XD", "Sở TC"], id="plural head"),
    pytest.param(
        "Các sở, ngành; UBND các huyện, thành phố và các đơn vị liên quan",
        ["Các sở, ngành", "UBND các huyện, thành phố", "các đơn vị liên quan"],
        id="generic ones",
    ),
    pytest.param("VP UBND tỉnh, CA tỉnh, BCH QS tỉnh", ["VP UBND tỉnh", "CA tỉnh", "BCH QS tỉnh"], id="unlisted short forms"),
    pytest.param("UBND phường Xuân Hương - Đà Lạt", ["UBND phường Xuân Hương - Đà Lạt"], id="dash in a place"),
    pytest.param("Sở Tài chính (chủ trì)", ["Sở Tài chính"], id="aside"),
    pytest.param(" - ", [], id="nothing"),
    pytest.param("", [], id="empty"),
]  # fmt: skip


@pytest.mark.parametrize(("cell", "names"), CELLS)
def test_a_cell_gives_its_names(cell: str, names: list[str]) -> None:
    assert [m.value for m in names_in_cell(cell, 0, len(cell))] == names
