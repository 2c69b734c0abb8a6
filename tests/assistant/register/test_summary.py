"""Load per agency, timeline by quarter, indicator by period."""

from __future__ import annotations

from assistant.register import register
from assistant.register.summary import load_per_agency, period_key, pivot, series, timeline
from tests.factories.register import Line, document, target

TASKS = register.tasks(
    [
        document(
            "kh",
            [
                Line("A", lead=["Sở Tài chính"], support=["Sở Xây dựng", "Sở Nội vụ"], deadline="Quý II/2022", deadline_norm="2022-Q2"),
                Line("B", lead=["Sở Xây dựng"], deadline="30/6/2022", deadline_norm="<=2022-06-30"),
                Line("C", lead=["sở xây dựng"], deadline="hằng năm", deadline_norm="yearly"),
                Line("D", lead=["Các sở, ban, ngành"], generic=True),
                Line("E", lead=["Sở Tài chính"], deadline="thường xuyên", deadline_norm="continuous"),
                Line("F", lead=["Sở Tài chính"], deadline="năm 2023", deadline_norm="2023"),
            ],
        )
    ]
)  # fmt: skip


def test_load_counts_roles_and_joins_spellings() -> None:
    loads = {a.agency: (a.lead, a.support, a.monitor, a.generic) for a in load_per_agency(TASKS)}
    assert loads == {
        "Sở Tài chính": (3, 0, 0, False), "Sở Xây dựng": (2, 1, 0, False), "Sở Nội vụ": (0, 1, 0, False),
        "Các sở, ban, ngành": (1, 0, 0, True),
    }  # fmt: skip


def test_general_assignees_come_last() -> None:
    assert [a.agency for a in load_per_agency(TASKS)][-1] == "Các sở, ban, ngành"


def test_the_timeline_leaves_nothing_out() -> None:
    line = timeline(TASKS)
    assert [(q.label, [r.task for r in q.rows]) for q in line.quarters] == [
        ("Quý II/2022", ["A", "B"]),
        ("Quý IV/2023", ["F"]),
    ]
    assert [[r.task for r in rows] for rows in (line.recurring, line.undated, line.without)] == [
        ["C"],
        ["E"],
        ["D"],
    ]


def test_a_quarter_knows_its_days() -> None:
    first, last = timeline(TASKS).quarters
    assert (first.first.isoformat(), first.last.isoformat()) == ("2022-04-01", "2022-06-30")
    assert (last.first.isoformat(), last.last.isoformat()) == ("2023-10-01", "2023-12-31")


TARGETS = register.targets(
    [
        document(
            "nq",
            [
                target("Hộ nghèo 2025", "Tỷ lệ hộ nghèo", "2025", 3.0, "%"),
                target("Hộ nghèo 2030", "Tỷ lệ hộ nghèo", "2030", 1.5, "%"),
                target("hộ nghèo giai đoạn", "Tỷ lệ hộ nghèo", "2021-2025", 1.0, "%"),
                target("Đô thị", "Loại đô thị", "2030", "loại III"),
                target("Mức chi", "Mức chi", None, 50.0, "đồng"),
            ],
        )
    ]
)


def test_pivot_orders_periods_by_their_last_year() -> None:
    assert pivot(TARGETS).periods == ("2025", "2021-2025", "2030", None)


def test_pivot_has_one_line_for_an_indicator() -> None:
    lines = {
        line.indicator: [[r.value for r in cell] for cell in line.cells] for line in pivot(TARGETS).lines
    }
    assert lines == {
        "Tỷ lệ hộ nghèo": [[3], [1], [1.5], []], "Loại đô thị": [[], [], ["loại III"], []], "Mức chi": [[], [], [], [50]],
    }  # fmt: skip


def test_series_hold_numbers_of_single_years() -> None:
    (only,) = series(TARGETS)
    assert (only.indicator, only.unit, only.points) == ("Tỷ lệ hộ nghèo", "%", ((2025, 3.0), (2030, 1.5)))


def test_no_rows_no_summary() -> None:
    assert load_per_agency([]) == ()
    assert timeline([]).quarters == ()
    assert pivot([]).lines == ()
    assert series([]) == ()


def test_period_key() -> None:
    assert sorted(["2030", "2025", "2021-2025", None, "2026-Q1"], key=period_key) == [
        "2025",
        "2021-2025",
        "2026-Q1",
        "2030",
        None,
    ]
