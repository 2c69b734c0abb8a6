"""Targets of 30 generated plans and resolutions: every figure at least 0.97."""

from __future__ import annotations

from collections import Counter

import pytest

from corpus.model import Target
from corpus.targets.read import find_targets
from corpus.text.normalize import squeeze
from tests.factories.targets import Draft, Expected, read, variants

LEAST = 0.97


def _same_value(found: Target, expected: Expected) -> bool:
    if isinstance(expected.value, str):
        return str(found.value).lower() == expected.value.lower()
    return found.value == expected.value


def _score(drafts: list[Draft], misses: list[str] | None = None) -> Counter[str]:
    tally: Counter[str] = Counter()
    for draft in drafts:
        document = read(draft)
        left = list(find_targets(document))
        tally["found"] += len(left)
        for expected in draft.expected:
            tally["expected"] += 1
            words = squeeze(expected.quote)
            near = [t for t in left if (q := squeeze(document.slice(t.start, t.end))) in words or words in q]
            near.sort(key=lambda t: (not _same_value(t, expected), t.period != expected.period))
            if not near:
                if misses is not None:
                    misses.append(f"{draft.seed} lacks {expected}")
                continue
            best = near[0]
            left.remove(best)
            tally["matched"] += 1
            for name, right in (
                ("value", _same_value(best, expected)), ("period", best.period == expected.period),
                ("unit", best.unit == expected.unit), ("comparator", best.comparator == expected.comparator),
            ):  # fmt: skip
                tally[name] += right
                if not right and misses is not None:
                    misses.append(
                        f"{draft.seed} {name}: {expected} got {best.value} {best.unit} {best.period} {best.comparator}"
                    )
        if misses is not None:
            misses += [
                f"{draft.seed} too much: {t.value} {t.unit} {t.period} | {document.slice(t.start, t.end)[:120]}"
                for t in left
            ]
    return tally


@pytest.fixture(scope="module")
def tally() -> Counter[str]:
    return _score(variants())


@pytest.mark.parametrize("figure", ["value", "period", "unit", "comparator"])
def test_what_is_said_of_a_target_is_right(tally: Counter[str], figure: str) -> None:
    assert tally[figure] / tally["matched"] >= LEAST


def test_nearly_every_target_is_found(tally: Counter[str]) -> None:
    assert tally["matched"] / tally["expected"] >= LEAST


def test_nearly_nothing_else_is_found(tally: Counter[str]) -> None:
    assert tally["matched"] / tally["found"] >= LEAST


def test_the_variants_hold_targets_of_every_kind() -> None:
    expected = [e for draft in variants() for e in draft.expected]
    assert {e.comparator for e in expected} == {"=", ">=", ">", "<=", "<", "range", "rank<="}
    assert len(expected) > 300
