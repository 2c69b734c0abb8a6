"""Blocks to text: offsets of cells, merged cells, tables that only place text, hidden grid columns."""

from __future__ import annotations

import pytest

from corpus.readers.plain.flow import Grid, GridCell, aligned, compose, is_layout, place


def grid(*rows: list[str]) -> Grid:
    return place([[((text,), 1, 1) for text in row] for row in rows])


def test_offsets_point_at_the_printed_cells() -> None:
    source = compose(["đầu", grid(["TT", "Việc"], ["1", "a\tb\nc"], ["2", ""]), "cuối"], media_type="x")
    assert source.text == "đầu\nTT\tViệc\n1\ta b\nc\n2\t\ncuối\n"
    table = source.tables[0]
    assert source.text[table.start : table.end] == "TT\tViệc\n1\ta b\nc\n2\t\n"
    assert [source.text[c.start : c.end] for c in table.cells] == ["TT", "Việc", "1", "a b\nc", "2", ""]


def test_cells_after_a_merge_keep_their_column() -> None:
    merged = place(
        [[(("a",), 2, 1), (("b",), 1, 1), (("c",), 1, 1)], [(("d",), 1, 1), (("e",), 1, 1)], [(("f",), 1, 3)]]
    )
    source = compose([merged], media_type="x")
    assert source.text == "a\tb\tc\n\td\te\nf\n"
    assert [(c.row, c.column, c.row_span, c.column_span) for c in source.tables[0].cells] == [
        (0, 0, 2, 1),
        (0, 1, 1, 1),
        (0, 2, 1, 1),
        (1, 1, 1, 1),
        (1, 2, 1, 1),
        (2, 0, 1, 3),
    ]


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        pytest.param(grid(["a"], ["b"]), True, id="one column"),
        pytest.param(grid(["UBND", "Mẫu số 1"]), True, id="one row of two fields"),
        pytest.param(grid(["1", "a", "b", "c"]), False, id="one row of four cells"),
        pytest.param(
            grid(["UBND", "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM"], ["Số:", "ngày"]), True, id="letterhead"
        ),
        pytest.param(
            grid(["TỈNH ỦY", "ĐẢNG CỘNG SẢN VIỆT NAM"], ["Số 1-NQ/TU", ""]), True, id="Party letterhead"
        ),
        pytest.param(grid(["", "TM. ỦY BAN NHÂN DÂN"], ["Nơi nhận:", "CHỦ TỊCH"]), True, id="signature"),
        pytest.param(grid(["", "T/M BAN THƯỜNG VỤ"], ["", "BÍ THƯ"]), True, id="Party signature"),
        pytest.param(grid(["TT", "Cơ quan"], ["1", "CHỦ TỊCH"]), False, id="numbered rows"),
        pytest.param(grid(["Chức danh", "Hệ số"], ["Chủ tịch", "1,2"]), False, id="posts"),
        pytest.param(grid(["Địa bàn", "Ghi chú"], ["Q. 1", "KT-XH"]), False, id="short forms"),
        pytest.param(grid(["Chỉ tiêu", "2025"], ["Tỷ lệ", "98%"]), False, id="data"),
    ],
)
def test_tables_that_only_place_text(table: Grid, expected: bool) -> None:
    assert is_layout(table) is expected


def test_a_dragged_edge_makes_no_column() -> None:
    dragged = Grid(
        (
            GridCell(0, 0, ("a",)),
            GridCell(0, 1, ("b",), 1, 2),
            GridCell(1, 0, ("c",), 1, 2),
            GridCell(1, 2, ("d",)),
        )
    )
    assert [(c.column, c.column_span) for c in aligned(dragged, [2000, 40, 900]).cells] == [
        (0, 1),
        (1, 1),
        (0, 1),
        (1, 1),
    ]
    assert aligned(dragged, [2000, 400, 900]) == dragged


def test_a_narrow_column_with_cells_of_its_own_stays() -> None:
    narrow = grid(["1", "a", "b"], ["2", "c", "d"])
    assert aligned(narrow, [100, 3000, 3000]) == narrow
