"""`hoidap tasks` and `hoidap targets`: the register on the terminal and in files."""

from __future__ import annotations

import importlib
from argparse import Namespace
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from assistant.cli.errors import UsageError
from assistant.cli.output import note, print_rows, say
from assistant.cli.session import settings
from assistant.library_opening import open_library
from assistant.register import TASK_COLUMNS, register, shown
from corpus.model import Document
from corpus.text import parse_periods

_SHORT = {"lead": "Chủ trì", "support": "Phối hợp", "monitor": "Theo dõi"}  # headings, for narrow lines
_APART = {
    "task",
    "due_on",
    "generic",
    "section",
    "document",
}  # columns that the terminal shows elsewhere, or not


def tasks(arguments: Namespace) -> int:
    """Print or save the tasks that the filters leave."""
    documents = _documents(arguments)
    rows = register.tasks(
        documents,
        agency=arguments.agency,
        role=arguments.role,
        period=arguments.period,
        text=arguments.text,
        without_support=arguments.without_support,
        due=window(arguments.due),
        generic=arguments.generic,
    )
    return _give(rows, arguments, "nhiệm vụ", _print_task)


def targets(arguments: Namespace) -> int:
    """Print or save the targets that the filters leave."""
    documents = _documents(arguments)
    rows = register.targets(
        documents, indicator=arguments.indicator, period=arguments.period, text=arguments.text
    )
    return _give(rows, arguments, "chỉ tiêu", _print_target)


def _documents(arguments: Namespace) -> tuple[Document, ...]:
    library = open_library(settings())
    return (library.document(arguments.document),) if arguments.document else library.documents()


def window(words: str | None) -> tuple[date, date] | None:
    """Return the days that --due names: "2026-01-01..2026-03-31", a day, or a period in words."""
    if words is None:
        return None
    first, _, last = words.partition("..")
    try:
        return date.fromisoformat(first.strip()), date.fromisoformat((last or first).strip())
    except ValueError:
        for period in parse_periods(words):
            if period.first and period.last:
                return period.first, period.last
    raise UsageError(f"Không hiểu kỳ “{words}”. Ví dụ: “quý III/2023”, “năm 2026”, 2026-01-01..2026-03-31.")


def _give(
    rows: Sequence[Any], arguments: Namespace, words: str, print_one: Callable[[int, Any], None]
) -> int:
    """Print the rows, or save them in the files that were asked for."""
    saved = [_save(rows, form, getattr(arguments, form, None)) for form in ("xlsx", "docx", "csv", "ics")]
    if arguments.json:
        print_rows(row.as_json() for row in rows)
    elif not any(saved):
        say(f"Có {len(rows)} {words}.")
        for number, row in enumerate(rows, 1):
            print_one(number, row)
    return 0


def _save(rows: Sequence[Any], form: str, place: str | None) -> bool:
    if not place:
        return False
    # By name: each form has a library of its own, loaded only when it is asked for.
    write = getattr(importlib.import_module(f"assistant.export.{form}"), f"to_{form}")
    Path(place).write_bytes(write(rows))
    note(f"Đã lưu {len(rows)} dòng vào {place}.")
    return True


def _print_task(number: int, row: Any) -> None:
    say(f"{number}. {row.task}")
    for column in TASK_COLUMNS:
        said = shown(column.show(row)) if column.key not in _APART else ""
        if said:
            say(f"    {_SHORT.get(column.key, column.heading)}: {said}")
    say(f"    Nguồn: {row.section}, {row.document}")


def _print_target(number: int, row: Any) -> None:
    said = row.as_json()
    value = f"{said['comparator']} {said['value']} {said['unit'] or ''}".rstrip()
    say(f"{number}. {said['period'] or 'không ghi kỳ'}: {said['indicator']} {value}")
    say(f"    “{said['quote']}”")
    say(f"    Nguồn: {said['section']}, {said['document']}")
