"""What an export shows: the columns of both registers, the sources, and cells that no program executes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.register import PROGRESS_NAMES, Mark, TargetRow, TaskRow
from corpus.text import show_number, squeeze

Value = str | int | float | date | None
Row = TaskRow | TargetRow
Rows = Sequence[Row]

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")  # not allowed in XML
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")  # full-width ones too
_SIGNS = {"=": "", ">=": "≥", ">": ">", "<=": "≤", "<": "<", "rank<=": "trong nhóm", "range": ""}
_LONGEST = 32_000  # characters; a spreadsheet cell holds 32,767
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can say: files depend on their content only


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, its width in characters, and what it shows of a row."""

    heading: str
    width: int
    show: Callable[[TaskRow], Value] | Callable[[TargetRow], Value]


def _names(names: tuple[str, ...]) -> str | None:
    return "; ".join(names) or None


TASK_COLUMNS = (
    Column("Nhiệm vụ", 60, lambda r: squeeze(r.task)),
    Column("Cơ quan chủ trì", 28, lambda r: _names(r.lead)),
    Column("Cơ quan phối hợp", 28, lambda r: _names(r.support)),
    Column("Theo dõi, đôn đốc", 22, lambda r: _names(r.monitor)),
    Column("Thời hạn", 22, lambda r: r.deadline),
    Column("Ngày đến hạn", 14, lambda r: r.due_on),
    Column("Sản phẩm", 24, lambda r: r.product),
    Column("Giao chung", 11, lambda r: "Có" if r.generic_assignee else None),
    Column("Mục", 22, lambda r: r.section),
    Column("Văn bản", 36, lambda r: r.document),
)


def _who(mark: Mark) -> str:
    day = date.fromisoformat(mark.at[:10])
    return ", ".join(filter(None, (mark.who, f"ngày {day.day:02}/{day.month:02}/{day.year}")))


MARK_COLUMNS = (  # only where somebody noted something: these are not words of a document
    Column(
        "Thực hiện (do người dùng ghi)", 16, lambda r: PROGRESS_NAMES[r.mark.progress] if r.mark else None
    ),
    Column("Ghi chú (do người dùng ghi)", 30, lambda r: r.mark.note or None if r.mark else None),
    Column("Người ghi", 20, lambda r: _who(r.mark) if r.mark else None),
)
TARGET_COLUMNS = (
    Column("Chỉ tiêu", 60, lambda r: r.indicator),
    Column("Kỳ", 14, lambda r: r.period),
    Column("So sánh", 13, lambda r: _SIGNS.get(r.comparator, r.comparator) or None),
    Column("Giá trị", 16, lambda r: r.value),
    Column("Đơn vị", 20, lambda r: r.unit),
    Column("Địa bàn", 22, lambda r: r.place),
    Column("Mục", 24, lambda r: r.section),
    Column("Văn bản", 36, lambda r: r.document),
)
SOURCE_HEADINGS = ("STT", "Văn bản", "Tệp", "Mục", "Trang", "Trích nguyên văn")


def columns_of(rows: Rows) -> tuple[Column, ...]:
    """Return the columns for tasks or for targets (tasks where there is no row)."""
    if rows and isinstance(rows[0], TargetRow):
        return TARGET_COLUMNS
    marked = any(isinstance(row, TaskRow) and row.mark for row in rows)
    return (*TASK_COLUMNS, *MARK_COLUMNS) if marked else TASK_COLUMNS


def values_of(row: Row, columns: Sequence[Column]) -> tuple[Value, ...]:
    """Return what a row shows in each column."""
    return tuple(column.show(row) for column in columns)  # type: ignore[arg-type]


def source_of(number: int, row: Row) -> tuple[Value, ...]:
    """Return the source of a row: document, file, section, page, and the quote itself."""
    return (number, row.document, row.source, row.section, row.page, row.quote)


def cell_text(text: str) -> str:
    """Return a text that a spreadsheet or a Word file can hold: no control characters, not too long."""
    text = _CONTROL.sub("", text.replace("\r\n", "\n"))
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def is_formula(text: str) -> bool:
    """Say whether a spreadsheet program could take a text for a formula."""
    return text.lstrip(" \n\xa0\ufeff").startswith(_FORMULA) or text.startswith(("\t", "\r"))


def shown(value: Value) -> str:
    """Return a value in Vietnamese notation: dates as 30/6/2022, numbers as 3.278,971."""
    if value is None:
        return ""
    if isinstance(value, date):
        return f"{value.day:02}/{value.month:02}/{value.year}"
    return value if isinstance(value, str) else show_number(float(value))


def same_bytes(archive: bytes, rewrite: Callable[[str, bytes], bytes]) -> bytes:
    """Return an Office file without anything that depends on the hour: the same rows, the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            entry = zipfile.ZipInfo(info.filename, _ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = info.external_attr
            new.writestr(entry, rewrite(info.filename, old.read(info)))
    return out.getvalue()


_STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")


def without_clock(name: str, data: bytes) -> bytes:
    """Return a part of an Office file with a fixed date where it says when it was made."""
    return _STAMP.sub(rb"\g<1>2000-01-01T00:00:00Z\g<2>", data) if name == "docProps/core.xml" else data
