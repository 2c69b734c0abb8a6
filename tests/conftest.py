"""Fixtures shared by all tests."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
# Files that take longest, longest first: what is long and begins last leaves the other workers idle at the end.
# (`make test` hands out whole files in this order, the rest as collected.)
FIRST = (
    "tests/assistant/evaluation/test_floors.py",
    "tests/e2e/",
    "tests/assistant/test_plan_questions.py",
    "tests/index/",
    "tests/test_cli.py",
    "tests/assistant/",
    "tests/ui/",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(
        key=lambda item: next((n for n, f in enumerate(FIRST) if item.nodeid.startswith(f)), len(FIRST))
    )


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Return the folder with the evaluation data, or skip the test by name."""
    folder = Path(os.environ.get("HOIDAP_EVAL_DATA", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"evaluation data absent: {folder}")
    return folder
