"""Generated tables of every shape in Word, Excel and PDF: a sample; all of them in `tests.benchmarks.tables`."""

from __future__ import annotations

import pytest

from tests.factories.table_scores import Score, score
from tests.factories.tables import SHAPES, table

SEEDS = {"docx": (2, 31, 39), "xlsx": (9, 26, 39), "pdf": (8, 14, 18, 39)}  # all shapes, all ways to rule


@pytest.mark.parametrize("form", SEEDS)
def test_tables_of_every_shape(form: str) -> None:
    total, faults = Score(), list[str]()
    for seed in SEEDS[form]:
        score(table(seed, form), form, total, faults)
    assert faults == []
    assert set(total.shares().values()) == {1.0}


def test_the_sample_has_every_shape() -> None:
    made = [table(seed, form) for form, seeds in SEEDS.items() for seed in seeds]
    assert {s for m in made for s in m.shapes} == {*SHAPES, "pages"}
    assert {m.rules for m in made} == {"all", "across", "none"}
