"""Retrieval on real questions does not fall below what was measured (less half a point for chance)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.benchmarks.retrieval import TYPED, Bench

# R@10 and MRR@10 of words with restoration, as measured on the dev questions
FLOORS = {"legal": (97.0, 91.0), "wiki": (96.3, 88.4)}
FEW = 500  # passages whose vectors are made here: the whole sets take ten minutes (tests/benchmarks/retrieval.py)


@pytest.mark.slow
@pytest.mark.parametrize("name", FLOORS)
def test_words_find_the_passage_with_and_without_diacritics(name: str, shared_data: Path) -> None:
    bench = Bench(shared_data / "retrieval" / name, "dev")
    recall, mrr = FLOORS[name]
    for way in ("with", "without"):
        words = bench.measure(bench.restored, TYPED[way])
        assert words["R@10"] >= recall, way
        assert words["MRR@10"] >= mrr, way


@pytest.mark.slow
@pytest.mark.parametrize("name", FLOORS)
def test_meaning_loses_nothing_that_words_find(name: str, shared_data: Path) -> None:
    bench = Bench(shared_data / "retrieval" / name, "dev", most=FEW)
    for way in ("with", "without"):
        words = bench.measure(bench.restored, TYPED[way])
        whole = bench.measure(bench.fused, TYPED[way])
        assert whole["R@10"] >= words["R@10"] - 2.0, way  # 2.0: one of the fifty questions
        assert whole["MRR@10"] >= words["MRR@10"] - 2.0, way
