"""The small office files of the evaluation data that speak of tables and figures: the right cell under the right heading."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus.library.assemble import build
from corpus.model import Document
from corpus.readers import read
from corpus.structure import all_row_cells, cell_text
from corpus.text import find_quantities, fold


def opened(shared_data: Path, case: str, name: str) -> Document:
    path = shared_data / "cases" / case / name
    if not path.is_file():
        pytest.skip(f"case absent: {path}")
    return build(read(path), path.name, "0" * 64)


def asked(shared_data: Path, case: str, row: int) -> dict[str, str]:
    rows = (shared_data / "cases" / case / "case.jsonl").read_text(encoding="utf-8").splitlines()
    found: dict[str, str] = json.loads(rows[row])
    return found


def rows_of(document: Document) -> list[dict[str, str]]:
    return [{c.heading: cell_text(document.text, c) for c in cells} for _, cells in all_row_cells(document)]


CELLS = [
    pytest.param("ban_ghi_nhieu_dong_excel", "nhieudong.xlsx", 0, ("Tên dự án", ["Tổng vốn (USD)"]), id="a record over several rows, its sum"),
    pytest.param("ban_ghi_nhieu_dong_excel", "nhieudong.xlsx", 1, ("Tên dự án", ["Hình thức đầu tư"]), id="a record over several rows, its words joined"),
    pytest.param("cot_co_ten_co_quan_bi_bo", "gopy.xlsx", 0, ("Đơn vị góp ý", ["Ý kiến của Sở Nội vụ"]), id="a column whose heading names a body"),
    pytest.param("dem_loc_xep_hang_trong_bang", "b1_dem.xlsx", 1, (None, ["Đơn vị", "Điểm"]), id="the highest"),
    pytest.param("dem_loc_xep_hang_trong_bang", "b1_dem.xlsx", 2, (None, ["Đơn vị", "Điểm"]), id="the lowest"),
    pytest.param("dung_han_bi_hieu_la_thoi_han", "baocao.docx", 0, ("Chỉ tiêu", ["Số liệu"]), id="a share within the time"),
    pytest.param("o_ghep_doc_docx", "b2_oghep.docx", 0, ("Đơn vị được kiểm tra", ["Trưởng đoàn"]), id="a cell merged downwards"),
    pytest.param("o_ghep_doc_docx", "b2_oghep.docx", 1, ("Đơn vị được kiểm tra", ["Buổi, Ngày"]), id="a cell merged downwards and across"),
    pytest.param("o_trong_bang_xep_loai_va_dong_tong", "chiso.xlsx", 0, ("Đơn vị", ["Xếp loại", "Điểm tự chấm", "Điểm thẩm định"]), id="class and marks"),
    pytest.param("so_lieu_bi_hieu_la_so_hieu", "chiso.xlsx", 0, ("Đơn vị", ["Chỉ số"]), id="an index in per cent"),
    pytest.param("tieu_de_hai_dong_excel", "tieude2dong_gop.xlsx", 1, ("Mặt hàng", ["Tháng 1/2025 · Kế hoạch"]), id="a heading under a merged group"),
    pytest.param("tieu_de_hai_dong_excel", "tieude2dong_gop.xlsx", 2, ("Mặt hàng", ["Tháng 2/2025 · Thực hiện"]), id="the second group"),
]  # fmt: skip


@pytest.mark.parametrize(("case", "name", "row", "columns"), CELLS)
def test_a_cell_under_its_heading(
    shared_data: Path, case: str, name: str, row: int, columns: tuple[str | None, list[str]]
) -> None:
    """The row that the question names (or, for a rank, that the expectation names) holds what is expected."""
    key, headings = columns
    rows, said = rows_of(opened(shared_data, case, name)), asked(shared_data, case, row)
    words = fold(said["question"] if key else said["expected"]).replace("đơn vị ", "").split()
    (found,) = _nearest(rows, key or headings[0], " ".join(words))
    for heading in headings:
        assert fold(found[heading]) in fold(said["expected"])


def _nearest(rows: list[dict[str, str]], key: str, words: str) -> list[dict[str, str]]:
    """Return the rows whose key shares the most words with a question."""
    shared = [len(set(fold(row[key]).split()) & set(words.replace("?", "").split())) for row in rows]
    return [row for row, count in zip(rows, shared, strict=True) if count == max(shared)]


def test_a_heading_over_two_rows_and_ditto_marks(shared_data: Path) -> None:
    case = "tieu_de_hai_dong_excel"
    rows = rows_of(opened(shared_data, case, "tieude2dong.xlsx"))
    said = asked(shared_data, case, 0)["expected"]  # "4.000 nghìn tấn"
    first = rows[0]
    heading = next(h for h in first if h.startswith("Kế hoạch") and "2025" in h)
    amount, _, unit = said.partition(" ")
    assert (first[heading], fold(first["Đơn vị tính"])) == (amount.replace(".", ""), unit)
    assert fold(rows[1]["Đơn vị tính"]) == unit  # the ditto mark below it


def test_counting_by_class(shared_data: Path) -> None:
    case = "dem_loc_xep_hang_trong_bang"
    rows = rows_of(opened(shared_data, case, "b1_dem.xlsx"))
    assert str(sum(row["Xếp loại"] == "Tốt" for row in rows)) == asked(shared_data, case, 0)["expected"]
    names = [row["Đơn vị"] for row in rows if row["Xếp loại"] == "Khá"]
    assert ", ".join(names) == asked(shared_data, case, 3)["expected"]


def test_a_row_below_the_data_is_no_record(shared_data: Path) -> None:
    case = "o_trong_bang_xep_loai_va_dong_tong"
    document = opened(shared_data, case, "chiso.xlsx")
    assert asked(shared_data, case, 1)["expected"] in document.text
    assert all("trung bình" not in fold(row["Đơn vị"]) for row in rows_of(document))


@pytest.mark.parametrize(("row", "number"), [(0, 60), (1, 247), (2, 1740)])
def test_a_figure_has_its_whole_noun(shared_data: Path, row: int, number: int) -> None:
    case = "danh_tu_viet_tat_sau_so"
    document = opened(shared_data, case, "baocao2.docx")
    (quantity,) = [q for q in find_quantities(document.text) if q.value == number]
    printed = document.text[quantity.start : quantity.end]
    said = asked(shared_data, case, row)["expected"]
    assert printed in said or (row == 1 and str(number) in said and printed.endswith("TTHC"))
