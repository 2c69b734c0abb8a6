"""What people note beside tasks, and how tasks stand on a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from assistant.export.csv import to_csv
from assistant.export.ics import to_ics
from assistant.register.due import last_day
from assistant.register.marks import Marks
from assistant.register.register import tasks
from assistant.register.rows import Progress, TaskRow
from assistant.register.status import Standing, standing, words
from tests.e2e.fakes import plan

TODAY = date(2026, 6, 10)


@pytest.fixture
def rows() -> list[TaskRow]:
    return tasks([plan()])


@pytest.fixture
def marks(tmp_path: Path) -> Marks:
    return Marks(tmp_path / "marks.sqlite")


def due(norm: str | None, printed: str | None = "hạn") -> TaskRow:
    row = tasks([plan()])[0]
    return replace(row, deadline=printed, deadline_norm=norm, due_on=last_day(norm))


@pytest.mark.parametrize(
    ("row", "stands", "said"),
    [
        pytest.param(due("<=2026-06-09"), Standing.OVERDUE, "Quá hạn 1 ngày", id="yesterday"),
        pytest.param(due("<=2026-06-10"), Standing.WEEK, "Đến hạn hôm nay", id="today"),
        pytest.param(due("<=2026-06-17"), Standing.WEEK, "Còn 7 ngày", id="in a week"),
        pytest.param(due("<=2026-06-18"), Standing.MONTH, "Còn 8 ngày", id="the day after that"),
        pytest.param(due("<=2026-07-10"), Standing.MONTH, "Còn 30 ngày", id="in thirty days"),
        pytest.param(due("2026"), Standing.AHEAD, "Chưa đến hạn", id="later this year"),
        pytest.param(due("monthly:05"), Standing.MONTH, "Còn 25 ngày", id="comes again"),
        pytest.param(due("continuous"), Standing.OPEN, "Hạn không có ngày", id="words without a day"),
        pytest.param(due(None, None), Standing.NONE, "Không ghi hạn", id="no deadline"),
    ],
)
def test_how_a_task_stands(row: TaskRow, stands: Standing, said: str) -> None:
    assert (standing(row, TODAY), words(row, TODAY)) == (stands, said)


def test_the_latest_mark_counts_and_every_one_is_kept(rows: list[TaskRow], marks: Marks) -> None:
    marks.put(rows[1], Progress.DOING, "đã gửi dự thảo", "An")
    marks.put(rows[1], Progress.DONE, "", "Bình")
    marked = marks.marked(rows)
    assert marked[0].mark is None
    assert marked[1].mark is not None
    assert (marked[1].mark.progress, marked[1].mark.who) == (Progress.DONE, "Bình")
    assert [(m.progress, m.note) for m in marks.of(rows[1])] == [
        (Progress.DONE, ""),
        (Progress.DOING, "đã gửi dự thảo"),
    ]


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        pytest.param({"document_id": "another number"}, True, id="a corrected number"),
        pytest.param({"sha256": "another file"}, True, id="a newer file of the same document"),
        pytest.param({"task": "đọc lại khác đi"}, True, id="the task read otherwise from the same words"),
        pytest.param({"quote": "lời khác"}, False, id="words that are gone"),
    ],
)
def test_a_mark_follows_its_task_or_is_given_back(
    rows: list[TaskRow], marks: Marks, changed: dict[str, str], found: bool
) -> None:
    marks.put(rows[1], Progress.DOING, "", "")
    again = [rows[0], replace(rows[1], **changed)]  # type: ignore[arg-type]
    assert (marks.marked(again)[1].mark is not None) is found
    assert [k.words for k in marks.lost(again)] == ([] if found else [rows[1].task])


def test_marks_are_exported_and_said_to_be_of_people(rows: list[TaskRow], marks: Marks) -> None:
    assert "do người dùng ghi" not in to_csv(rows).decode("utf-8-sig")
    marks.put(rows[0], Progress.DOING, "=đợi ý kiến", "An")
    exported = to_csv(marks.marked(rows)).decode("utf-8-sig")
    assert "Thực hiện (do người dùng ghi)" in exported
    assert "Đang làm,'=đợi ý kiến,\"An, ngày " in exported


def test_a_moved_deadline_keeps_its_calendar_entry_and_reminds(rows: list[TaskRow]) -> None:
    def lines(row: TaskRow, begin: str) -> list[str]:
        return [x for x in to_ics([row]).decode().splitlines() if x.startswith(begin)]

    moved = replace(rows[1], deadline_norm="2023-Q1")
    assert lines(rows[1], "UID") == lines(moved, "UID")
    assert lines(rows[1], "DTSTART") != lines(moved, "DTSTART")
    assert lines(rows[1], "TRIGGER") == ["TRIGGER:-P7D", "TRIGGER:-P1D"]
