"""Deadlines and target periods as they are printed and as they are typed."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.text.periods import PeriodKind, deadline_norm, parse_periods

NORMS = [
    pytest.param("Quý II/2022", "2022-Q2", id="roman quarter with slash"),
    pytest.param("quý IV năm 2017", "2017-Q4", id="roman quarter with the word year"),
    pytest.param("trong Quý 4 năm 2017", "2017-Q4", id="arabic quarter"),
    pytest.param("quý I, II/2025", "2025-Q1; 2025-Q2", id="two quarters of a year"),
    pytest.param("quý III - IV/2025", "2025-Q3..2025-Q4", id="from quarter to quarter"),
    pytest.param("đến hết quý II/2026", "<=2026-Q2", id="to the end of a quarter"),
    pytest.param("trong tháng 01/2026", "2026-01", id="month with slash"),
    pytest.param("trong tháng 3 năm 2018", "2018-03", id="month in words"),
    pytest.param("từ tháng 3 đến tháng 6/2022", "2022-03..2022-06", id="from month to month"),
    pytest.param("chậm nhất là ngày 15/01/2026", "<=2026-01-15", id="at the latest on a day"),
    pytest.param("chậm nhất 15/01/2026", "<=2026-01-15", id="at the latest, no word day"),
    pytest.param("trước ngày 30/8/2017", "<2017-08-30", id="before a day"),
    pytest.param("trước ngày 15 tháng 02 năm 2027", "<2027-02-15", id="before a day in words"),
    pytest.param("đến hết ngày 31/12/2026", "<=2026-12-31", id="to the end of a day"),
    pytest.param("từ ngày 01/3/2022 đến ngày 30/6/2022", "2022-03-01..2022-06-30", id="from day to day"),
    pytest.param("trong năm 2026", "2026", id="within a year"),
    pytest.param("hết năm 2025", "<=2025", id="to the end of a year"),
    pytest.param("từ năm 2026", ">=2026", id="from a year on"),
    pytest.param("6 tháng đầu năm 2022", "2022-H1", id="first half of a year"),
    pytest.param("giai đoạn 2021-2025", "2021..2025", id="phase"),
    pytest.param("trong giai đoạn 2018 - 2020", "2018..2020", id="phase with blanks"),
    pytest.param("nhiệm kỳ 2020-2025", "2020..2025", id="term of office"),
    pytest.param("chậm nhất trong tháng 9 hằng năm", "yearly:<=09", id="month of every year at the latest"),
    pytest.param("trước ngày 31/01 năm liền kề", "yearly:<01-31", id="day of the following year"),
    pytest.param("Quý I hằng năm", "yearly:Q1", id="quarter of every year"),
    pytest.param("trước ngày 05 của tháng liền kề", "monthly:<05", id="day of the following month"),
    pytest.param("trước ngày 20 hằng tháng", "monthly:<20", id="day of every month"),
    pytest.param("trước ngày 15/6 và ngày 15/12 hằng năm", "yearly:<06-15; yearly:12-15", id="two days of every year"),
    pytest.param("hàng năm", "yearly", id="hàng năm"),
    pytest.param("hằng năm", "yearly", id="hằng năm"),
    pytest.param("định kỳ hằng tháng", "monthly", id="monthly"),
    pytest.param("hàng quý, 6 tháng, năm", "quarterly; half-yearly; yearly", id="list of recurrences"),
    pytest.param("theo định kỳ hàng tháng, qúy, năm", "monthly; quarterly; yearly", id="misplaced tone mark"),
    pytest.param("định kỳ 6 tháng một lần", "half-yearly", id="every six months"),
    pytest.param("tối thiểu 01 lần/tháng", "monthly", id="times a month"),
    pytest.param("hàng tuần", "weekly", id="weekly"),
    pytest.param("định kỳ", "periodic", id="periodic without a period"),
    pytest.param("thường xuyên", "continuous", id="continuous"),
    pytest.param("sau 03 tháng kể từ khi Nghị định có hiệu lực", "event+3M", id="months from an event"),
    pytest.param("10 (mười) ngày làm việc kể từ ngày nhận hồ sơ", "event+10WD", id="working days from an event"),
    pytest.param("trong thời hạn mười lăm ngày, kể từ ngày nhận hồ sơ", "event+15D", id="days in words"),
    pytest.param("chậm nhất là 10 ngày trước khi khai mạc", "event-10D", id="days before an event"),
    pytest.param("không quá 15 ngày làm việc", "<=P15WD", id="duration"),
    pytest.param("theo hướng dẫn của Trung ương", None, id="reference says no date"),
    pytest.param("Quý II", None, id="quarter without a year"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "norm"), NORMS)
def test_a_deadline_has_its_normal_form(text: str, norm: str | None) -> None:
    (period,) = parse_periods(text) if "và ngày" not in text else (parse_periods(text)[0],)
    assert deadline_norm(text) == norm
    assert period.text == text[period.start : period.end]


QUESTIONS = [
    pytest.param("viec gi phai xong quy 2 nam 2022", "2022-Q2", id="unaccented quarter"),
    pytest.param("muc tieu den nam 2030 la gi", "<=2030", id="unaccented year"),
    pytest.param("chỉ tiêu gđ 2021-2025", "2021..2025", id="short form of giai đoạn"),
    pytest.param("han Q3/2023", "2023-Q3", id="Q3/2023"),
    pytest.param("trong quý III/2023 có việc gì", "2023-Q3", id="accented"),
]


@pytest.mark.parametrize(("question", "norm"), QUESTIONS)
def test_a_question_is_read_with_or_without_diacritics(question: str, norm: str) -> None:
    assert [p.norm for p in parse_periods(question)] == [norm]


LABELS = [
    pytest.param("Đến năm 2030", "2030", id="to a year"),
    pytest.param("Tầm nhìn đến năm 2045", "2045", id="vision"),
    pytest.param("Tầm nhìn đến 2045", "2045", id="vision without the word year"),
    pytest.param("Giai đoạn 2025-2030", "2025-2030", id="phase as printed"),
    pytest.param("nhiệm kỳ 2020-2025", "2020-2025", id="term"),
    pytest.param("hết năm 2025", "2025", id="end of a year"),
]


@pytest.mark.parametrize(("text", "label"), LABELS)
def test_a_target_period_keeps_the_years_as_printed(text: str, label: str) -> None:
    assert [p.label for p in parse_periods(text)] == [label]


WINDOWS = [
    pytest.param("Quý II/2022", date(2022, 4, 1), date(2022, 6, 30), id="quarter"),
    pytest.param("cuối năm 2025", date(2025, 10, 1), date(2025, 12, 31), id="end of a year"),
    pytest.param("trước ngày 30/8/2017", None, date(2017, 8, 29), id="before a day ends the day before"),
    pytest.param("tháng 02/2024", date(2024, 2, 1), date(2024, 2, 29), id="leap year"),
    pytest.param("từ năm 2026", date(2026, 1, 1), None, id="open end"),
]


@pytest.mark.parametrize(("text", "first", "last"), WINDOWS)
def test_a_period_knows_its_first_and_last_day(text: str, first: date | None, last: date | None) -> None:
    (period,) = parse_periods(text)
    assert (period.first, period.last) == (first, last)


NOT_PERIODS = [
    pytest.param("Nghị quyết số 1210/2016/UBTVQH13", id="number of a resolution"),
    pytest.param("Nghị định 314/2025/NĐ-CP", id="number of a decree"),
    pytest.param("3.278,971 tỷ đồng", id="amount of money"),
    pytest.param("nước Việt Nam 2 lần", id="Nam is no năm"),
    pytest.param("ngày 31/02/2025", id="a day that no calendar has"),
]


@pytest.mark.parametrize("text", NOT_PERIODS)
def test_other_numbers_are_no_periods(text: str) -> None:
    assert parse_periods(text) == ()


BARE = [
    pytest.param("2026", "2026", id="year"),
    pytest.param("12/2026", "2026-12", id="month"),
    pytest.param("T6/2026", "2026-06", id="T6"),
    pytest.param("2025, 2026", "2025; 2026", id="two years"),
    pytest.param("Tháng 3/2026; tháng 9/2026", "2026-03; 2026-09", id="two months in a cell"),
]


@pytest.mark.parametrize(("cell", "norm"), BARE)
def test_a_cell_of_a_column_of_dates_may_leave_out_the_words(cell: str, norm: str) -> None:
    assert deadline_norm(cell) == norm


def test_the_heading_gives_the_year_that_a_cell_leaves_out() -> None:
    assert deadline_norm("Quý II", year=2026) == "2026-Q2"
    assert deadline_norm("Trước 20/12", year=2026) == "<2026-12-20"


def test_a_document_date_is_no_longer_than_itself() -> None:
    (period,) = parse_periods("Kế hoạch 3316/KH-UBND ngày 13/5/2022 của UBND tỉnh")
    assert (period.text, period.kind) == ("ngày 13/5/2022", PeriodKind.DATE)


@given(st.text(alphabet="quý IVtháng năm 2026/ trước đến-.0123456789\n", max_size=80))
def test_periods_are_slices_in_order(text: str) -> None:
    periods = parse_periods(text, bare=True)
    assert all(text[p.start : p.end] == p.text for p in periods)
    assert all(a.end <= b.start for a, b in pairwise(periods))
