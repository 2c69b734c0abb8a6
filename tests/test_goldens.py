"""Parsers make of our documents and questions what was reviewed (tests/golden/parsers)."""

from __future__ import annotations

import difflib

import pytest

from tests.golden.parsers import FOLDER, NAMES, golden

SHOWN = 60  # lines of a difference: `make goldens` shows the rest


@pytest.mark.parametrize("name", NAMES)
def test_a_parser_makes_what_was_reviewed(name: str) -> None:
    reviewed = (FOLDER / f"{name}.txt").read_text("utf-8")
    changed = difflib.unified_diff(
        reviewed.splitlines(), golden(name).splitlines(), "reviewed", "now", lineterm=""
    )
    difference = "\n".join(list(changed)[:SHOWN])
    assert not difference, f"{name}: if this is right, `make goldens`\n{difference}"
