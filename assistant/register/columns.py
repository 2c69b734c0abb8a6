"""The columns of the register: what the page, the terminal and every export show of a row, said once.

A column that is added here is shown everywhere. The page and the terminal show some in a way of their own (several
agencies in one cell); all others as `shown` writes them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.register.rows import PROGRESS_NAMES, Mark, TargetRow, TaskRow
from corpus.text import show_number, squeeze

Value = str | int | float | date | None
_SIGNS = {"=": "", ">=": "≥", ">": ">", "<=": "≤", "<": "<", "rank<=": "trong nhóm", "range": ""}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name in the program, its heading, its width in characters, and what it shows of a row."""

    key: str
    heading: str
    width: int
    show: Callable[[TaskRow], Value] | Callable[[TargetRow], Value]


def _names(names: tuple[str, ...]) -> str | None:
    return "; ".join(names) or None


TASK_COLUMNS = (
    Column("task", "Nhiệm vụ", 60, lambda r: squeeze(r.task)),
    Column("lead", "Cơ quan chủ trì", 28, lambda r: _names(r.lead)),
    Column("support", "Cơ quan phối hợp", 28, lambda r: _names(r.support)),
    Column("monitor", "Theo dõi, đôn đốc", 22, lambda r: _names(r.monitor)),
    Column("deadline", "Thời hạn", 22, lambda r: r.deadline),
    Column("due_on", "Ngày đến hạn", 14, lambda r: r.due_on),
    Column("product", "Sản phẩm", 24, lambda r: r.product),
    Column("generic", "Giao chung", 11, lambda r: "Có" if r.generic_assignee else None),
    Column("section", "Mục", 22, lambda r: r.section),
    Column("document", "Văn bản", 36, lambda r: r.document),
)


def _who(mark: Mark) -> str:
    day = date.fromisoformat(mark.at[:10])
    return ", ".join(filter(None, (mark.who, f"ngày {day.day:02}/{day.month:02}/{day.year}")))


MARK_COLUMNS = (  # only where somebody noted something: these are not words of a document
    Column(
        "progress",
        "Thực hiện (do người dùng ghi)",
        16,
        lambda r: PROGRESS_NAMES[r.mark.progress] if r.mark else None,
    ),
    Column("note", "Ghi chú (do người dùng ghi)", 30, lambda r: r.mark.note or None if r.mark else None),
    Column("noted_by", "Người ghi", 20, lambda r: _who(r.mark) if r.mark else None),
)
TARGET_COLUMNS = (
    Column("indicator", "Chỉ tiêu", 60, lambda r: r.indicator),
    Column("period", "Kỳ", 14, lambda r: r.period),
    Column("comparator", "So sánh", 13, lambda r: _SIGNS.get(r.comparator, r.comparator) or None),
    Column("value", "Giá trị", 16, lambda r: r.value),
    Column("unit", "Đơn vị", 20, lambda r: r.unit),
    Column("place", "Địa bàn", 22, lambda r: r.place),
    Column("section", "Mục", 24, lambda r: r.section),
    Column("document", "Văn bản", 36, lambda r: r.document),
)


def columns_of(rows: Sequence[TaskRow | TargetRow]) -> tuple[Column, ...]:
    """Return the columns for tasks or for targets (tasks where there is no row)."""
    if rows and isinstance(rows[0], TargetRow):
        return TARGET_COLUMNS
    marked = any(isinstance(row, TaskRow) and row.mark for row in rows)
    return (*TASK_COLUMNS, *MARK_COLUMNS) if marked else TASK_COLUMNS


def values_of(row: TaskRow | TargetRow, columns: Sequence[Column]) -> tuple[Value, ...]:
    """Return what a row shows in each column."""
    return tuple(column.show(row) for column in columns)  # type: ignore[arg-type]


def shown(value: Value) -> str:
    """Return a value in Vietnamese notation: dates as 30/6/2022, numbers as 3.278,971."""
    if value is None:
        return ""
    if isinstance(value, date):
        return f"{value.day:02}/{value.month:02}/{value.year}"
    return value if isinstance(value, str) else show_number(float(value))
