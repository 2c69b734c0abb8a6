"""Ruled tables of PDF pages."""

from __future__ import annotations

import pytest

from corpus.model import SourceText
from corpus.readers import pdf
from tests.factories import plans
from tests.factories.pdf import At, drawn

XS = (60.0, 100.0, 300.0, 420.0, 540.0)


def _lines(ys: list[float], xs: tuple[float, ...] = XS) -> list[tuple[float, float, float, float]]:
    return [(xs[0], y, xs[-1], y) for y in ys] + [(x, ys[0], x, ys[-1]) for x in xs]


def _cells(source: SourceText, table: int = 0) -> dict[tuple[int, int], tuple[str, int, int]]:
    return {
        (c.row, c.column): (source.text[c.start : c.end], c.row_span, c.column_span)
        for c in source.tables[table].cells
    }


def _row(y: float, *texts: str) -> list[At]:
    return [At(x + 5, y, t) for x, t in zip(XS, texts, strict=False) if t]


def test_cells_stand_in_rows_with_tabs_and_spans_are_exact() -> None:
    page = [
        At(60, 80, "Phụ lục"),
        *_row(120, "STT", "Nhiệm vụ", "Chủ trì", "Thời hạn"),
        *_row(150, "1", "Rà soát quy hoạch", "Sở Xây dựng", "Quý II/2026"),
        *_row(180, "2", "Kiểm tra đê điều", "", "Thường xuyên"),
        At(60, 230, "Nơi nhận: các sở."),
    ]
    source = pdf.read(drawn([page], _lines([100, 130, 160, 190])), "bảng.pdf")
    assert source.text.splitlines() == [
        "Phụ lục",
        "STT\tNhiệm vụ\tChủ trì\tThời hạn",
        "1\tRà soát quy hoạch\tSở Xây dựng\tQuý II/2026",
        "2\tKiểm tra đê điều\t\tThường xuyên",
        "Nơi nhận: các sở.",
    ]
    cells = _cells(source)
    assert cells[1, 2] == ("Sở Xây dựng", 1, 1)
    assert cells[2, 2] == ("", 1, 1)


def test_merged_cells_stand_once_with_their_extent() -> None:
    ys = [100.0, 130.0, 160.0, 190.0]
    across = [(60, 100, 540, 100), (60, 190, 540, 190), (60, 130, 300, 130), (420, 130, 540, 130)]
    across += [(60, 160, 300, 160), (420, 160, 540, 160)]
    down = [(x, 100.0, x, 190.0) for x in (60, 300, 420, 540)] + [(100, 130.0, 100, 190.0)]
    page = [
        At(65, 120, "Nhiệm vụ chung"),
        At(305, 150, "Sở Nội vụ"),
        *_row(150, "1", "Việc một"),
        *_row(180, "2", "Việc hai"),
        At(425, 120, "2025"),
        At(425, 150, "2026"),
        At(425, 180, "2027"),
    ]
    source = pdf.read(drawn([page], [*across, *down]), "gộp.pdf")
    cells = _cells(source)
    assert source.tables[0].rows == len(ys) - 1
    assert cells[0, 0] == ("Nhiệm vụ chung", 1, 2)
    assert cells[0, 2] == ("Sở Nội vụ", 3, 1)
    assert (0, 1) not in cells
    assert (1, 2) not in cells


def test_a_table_goes_on_over_pages_and_its_repeated_heading_is_left_out() -> None:
    head = _row(120, "STT", "Nhiệm vụ", "Chủ trì", "Thời hạn")
    first = [At(60, 80, "Phụ lục"), *head, *_row(150, "1", "Việc một", "Sở A", "2025")]
    second = [*head, *_row(150, "2", "Việc hai", "Sở B", "2026"), At(60, 230, "Ghi chú.")]
    source = pdf.read(drawn([first, second], _lines([100, 130, 160])), "dài.pdf")
    assert len(source.tables) == 1
    assert source.text.count("Nhiệm vụ") == 1
    assert source.text[source.pages[1].start :].startswith("2\tViệc hai")


def test_a_row_cut_by_the_page_break_is_one_row() -> None:
    first = [
        *_row(120, "STT", "Nhiệm vụ", "Chủ trì", "Thời hạn"),
        *_row(150, "1", "Xây dựng kế hoạch", "Sở A", "2025"),
    ]
    second = [*_row(120, "", "phát triển đô thị"), *_row(150, "2", "Việc hai", "Sở B", "2026")]
    source = pdf.read(drawn([first, second], _lines([100, 130, 160])), "cắt.pdf")
    assert _cells(source)[1, 1][0] == "Xây dựng kế hoạch phát triển đô thị"
    assert source.tables[0].rows == 3


def test_a_frame_around_text_is_no_table() -> None:
    frame = [
        (50.0, 50.0, 545.0, 50.0),
        (50.0, 800.0, 545.0, 800.0),
        (50.0, 50.0, 50.0, 800.0),
        (545.0, 50.0, 545.0, 800.0),
    ]
    source = pdf.read(
        drawn([[At(100, 100, "KẾ HOẠCH"), At(100, 130, "Điều 1. Phạm vi")]], frame), "khung.pdf"
    )
    assert source.tables == ()
    assert source.text == "KẾ HOẠCH\nĐiều 1. Phạm vi\n"


@pytest.mark.parametrize("seed", [0, 2, 3, 5, 16, 36])
def test_generated_plans_come_back_cell_by_cell(seed: int) -> None:
    if not plans.DEJAVU.exists():
        pytest.skip("font DejaVu absent (fonts-dejavu-core)")
    plan = plans.make_plan(seed)
    settled = plans.settled(plan)
    source = pdf.read(plans.as_pdf(plan), "kế hoạch.pdf")
    rows = [*plans.heading_rows(settled), *plans.grid(settled)]
    spans = plans._spans(settled, plans.heading_rows(settled))
    hidden = plans._hidden(spans)
    wanted = {}
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            bottom, right = spans.get((r, c), (r, c))
            if (r, c) not in hidden:
                wanted[r, c] = (value, bottom - r + 1, right - c + 1)
    assert len(source.tables) == 1
    assert _cells(source) == wanted
