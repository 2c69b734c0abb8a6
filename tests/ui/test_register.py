"""The register's address, its timeline and its charts."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from assistant.register import Column
from assistant.register.register import targets, tasks
from tests.e2e.fake_server import large_register
from tests.e2e.fakes import plan
from tests.factories.register import Line, document
from ui import charts, filters, pivot, register
from ui.filters import Filters


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("30/6/2026", date(2026, 6, 30)), ("01-02-2026", date(2026, 2, 1)), ("2026-06-30", date(2026, 6, 30)),
        ("31/2/2026", None), ("hôm nay", None), ("", None),
    ],
)  # fmt: skip
def test_days_as_typed(words: str, day: date | None) -> None:
    assert filters.day(words) == day


def test_all_spellings_of_an_agency_are_one_bar() -> None:
    names = (("Sở Kế hoạch và Đầu tư",), ("sở kế hoạch và đầu tư", "Sở Y tế"), ("Sở KH&ĐT",))
    shown = charts.load(tasks([document("kh", [Line("Việc", lead=list(lead)) for lead in names])]))
    assert shown.count("<li") == 2


def test_a_column_that_the_page_does_not_know_is_shown_where_a_row_fills_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    added = Column("path", "Đường dẫn", 10, lambda row: row.path if row.task == "Có" else None)  # type: ignore[attr-defined]
    monkeypatch.setitem(register._MORE, "path", added)
    monkeypatch.setitem(register._TASK_COLUMNS, "path", added.heading)
    views = [
        register.tasks_view([document("kh", [Line(task)])], {}, partial=True) for task in ("Có", "Không")
    ]
    assert ["Đường dẫn" in view for view in views] == [True, False]


def test_the_address_of_a_view_reads_back() -> None:
    view = Filters(cq="Sở Tài chính", tu="đường & cầu", xep="-deadline", trang="3")
    assert Filters.parse(view.query()) == view
    assert Filters.parse("?x=1&trang=abc").page == 1


@pytest.mark.parametrize(
    ("days", "years", "labels"),
    [
        pytest.param((date(2022, 5, 1),), False, ["I/2022", "II/2022", "III/2022", "IV/2022"], id="one quarter shows its year"),
        pytest.param((date(2021, 1, 1), date(2030, 1, 1)), True, [str(y) for y in range(2021, 2031)], id="ten years by year"),
    ],
)  # fmt: skip
def test_columns_of_the_timeline(days: tuple[date, ...], years: bool, labels: list[str]) -> None:
    scale = charts.Scale(days)
    assert scale.years is years
    assert [scale.label(c) for c in range(1, scale.count + 1)] == labels


def test_a_column_leads_to_its_days() -> None:
    scale = charts.Scale((date(2022, 5, 1),))
    assert [scale.window(c) for c in (2, 4)] == [
        (date(2022, 4, 1), date(2022, 6, 30)),
        (date(2022, 10, 1), date(2022, 12, 31)),
    ]


def test_pages_of_a_large_register_hold_every_row_once() -> None:
    document = large_register(120)
    seen: list[str] = []
    for number in (1, 2, 3):
        html = register.tasks_view([document], {"trang": str(number)}, partial=True)
        seen += re.findall(r'<td data-label="Nhiệm vụ"><span class="hd-clamp">(\d+)\.', html)
    assert seen == [str(n) for n in range(1, 121)]
    assert "Trang 3 / 3" in register.tasks_view([document], {"trang": "99"}, partial=True)


def test_lines_are_drawn_for_numbers_of_several_years_only() -> None:
    document = plan()
    first = document.targets[0]
    rows = [
        replace(first, indicator="Tỷ lệ đô thị hóa", period=str(year), value=float(share), unit="%")
        for year, share in ((2025, 45), (2030, 50.5))
    ]
    drawn = pivot.lines(targets([replace(document, targets=(*document.targets, *rows))]))
    assert drawn.count("<svg") == 1
    assert "Tỷ lệ đô thị hóa · %" in drawn
    assert "50,5" in drawn


def test_targets_stand_under_their_headings_each_with_its_own_periods() -> None:
    document = plan()
    first = document.targets[0]
    rows = [
        replace(first, period="2025", value="loại IV"),
        replace(first, period="2025", value="loại IV"),  # the same again, elsewhere in the text
        replace(first, period="2030", value="loại III"),
        replace(first, indicator="Đường", provision=document.provisions[-1].id, period="2040", value="tốt"),
    ]
    shown = targets([replace(document, targets=tuple(rows))])
    themes = {first.provision: "1. Mục tiêu", document.provisions[-1].id: "2. Hạ tầng"}
    html = pivot.matrix(shown, themes)
    tables = re.findall(r"<details.*?</details>", html, re.S)
    assert [re.findall(r'<th scope="col">(.*?)</th>', t) for t in tables] == [
        ["Chỉ tiêu", "2025", "2030"],
        ["Chỉ tiêu", "2040"],
    ]
    assert ["1. Mục tiêu" in tables[0], "2. Hạ tầng" in tables[1]] == [True, True]
    assert html.count(">loại IV<") == 1


@pytest.mark.parametrize(
    ("count", "opened"),
    [pytest.param(60, 2, id="few: all open"), pytest.param(61, 1, id="many: the first")],
)
def test_many_targets_are_folded_under_their_headings(count: int, opened: int) -> None:
    first, last = plan().targets[0], plan().provisions[-1].id
    rows = [replace(first, indicator=f"Chỉ số {n}") for n in range(count - 1)]
    rows.append(replace(first, indicator="Khác", provision=last))
    shown = targets([replace(plan(), targets=tuple(rows))])
    html = pivot.matrix(shown, {first.provision: "một", last: "hai"})
    assert html.count('<details class="hd-theme" open>') == opened
    assert html.count('<th scope="row">') == count


def test_targets_that_are_left_out_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pivot, "_MOST_ROWS", 2)
    first = plan().targets[0]
    rows = tuple(replace(first, indicator=f"Chỉ số {n}") for n in range(3))
    html = pivot.matrix(targets([replace(plan(), targets=rows)]), {})
    assert html.count('<th scope="row">') == 2
    assert "Chỉ hiện 2 chỉ tiêu đầu trong 3." in html


def test_an_unknown_filter_value_is_shown_not_hidden() -> None:
    html = register.tasks_view([plan()], {"cq": "Trường <b>Lạ</b>"}, partial=False)
    assert 'name="cq" value="Trường &lt;b&gt;Lạ&lt;/b&gt;"' in html
    assert "Không có nhiệm vụ nào khớp với bộ lọc." in html
