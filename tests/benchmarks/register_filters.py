"""Measure the register's filters over 10,000 tasks: python -m tests.benchmarks.register_filters [RESULTS.json]."""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from assistant.register import register
from tests.factories.register import many

COUNT = 10_000
REPEATS = 7
FILTERS: dict[str, dict[str, object]] = {
    "none": {},
    "text": {"text": "de an so 77"},
    "agency": {"agency": "Sở Tài chính"},
    "agency and role": {"agency": "UBND huyện Tân Lập", "role": "lead", "generic": False},
    "due": {"due": (date(2026, 1, 1), date(2026, 3, 31))},
    "period": {"period": "Quý I/2026"},
    "without support": {"without_support": True},
    "document": {"document": "15/KH-UBND"},
    "all": {
        "agency": "so tai chinh",
        "text": "ha tang",
        "due": (date(2026, 1, 1), date(2026, 12, 31)),
        "document": "15/KH-UBND",
    },
}


def _milliseconds(work: Callable[[], object]) -> float:
    times = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return round(statistics.median(times), 2)


def measure() -> dict[str, float]:
    """Return the median milliseconds of every filter, of sorting and of the summaries."""
    documents = [many(COUNT)]
    start = time.perf_counter()
    rows = register.tasks(documents)
    figures = {"first reading": round((time.perf_counter() - start) * 1000, 1)}
    for name, filters in FILTERS.items():
        figures[name] = _milliseconds(lambda f=filters: register.tasks(documents, **f))  # type: ignore[misc,arg-type]
    figures["sort by deadline"] = _milliseconds(lambda: register.sort_tasks(rows, "deadline"))
    figures["sort by agency"] = _milliseconds(lambda: register.sort_tasks(rows, "agency"))
    return figures


if __name__ == "__main__":
    result = {"tasks": COUNT, "milliseconds": measure()}
    text = json.dumps(result, ensure_ascii=False, indent=1)
    print(text)
    if len(sys.argv) > 1:
        Path(sys.argv[1]).write_text(text + "\n", encoding="utf-8")
