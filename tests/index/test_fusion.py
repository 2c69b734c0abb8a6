"""Fusion: pure functions."""

from __future__ import annotations

import numpy as np
import pytest

from index.fusion import best, fuse


def floats(*values: float) -> np.ndarray:
    return np.array(values, dtype=np.float32)


def test_without_a_dense_score_the_lexical_one_stays() -> None:
    assert fuse(floats(0.4, 0.1), None, 0.5).tolist() == floats(0.4, 0.1).tolist()


def test_meaning_decides_between_equal_words() -> None:
    assert best(fuse(floats(0.3, 0.3, 0.0), floats(0.1, 0.9, 0.9), 0.5), 3) == [1, 0, 2]


def test_meaning_alone_never_outweighs_clear_words() -> None:
    fused = fuse(floats(0.4, 0.0), floats(0.0, 1.0), 0.0)
    assert fused[0] > fused[1] > 0


def test_where_every_word_was_found_meaning_has_no_say() -> None:
    assert fuse(floats(0.4, 0.39), floats(0.0, 1.0), 1.0).tolist() == floats(0.4, 0.39).tolist()


def test_a_negative_cosine_takes_nothing_away() -> None:
    assert fuse(floats(0.4), floats(-1.0), 0.0, weight=0.25)[0] == pytest.approx(0.4 / 1.25)


def test_a_score_never_exceeds_one() -> None:
    assert fuse(floats(1.0), floats(1.0), 0.0)[0] == pytest.approx(1.0)


def test_the_size_of_a_score_is_comparable_between_queries() -> None:
    strong, weak = fuse(floats(0.5), floats(0.8), 0.4)[0], fuse(floats(0.05), floats(0.8), 0.4)[0]
    assert strong == pytest.approx(10 * weak)


@pytest.mark.parametrize(
    ("scores", "top_k", "expected"),
    [
        pytest.param((0.1, 0.3, 0.2), 2, [1, 2], id="best first"),
        pytest.param((0.2, 0.2, 0.2), 2, [0, 1], id="ties in document order"),
        pytest.param((0.0, 0.1, 0.0), 5, [1], id="nothing without a score"),
        pytest.param((), 5, [], id="no chunks"),
        pytest.param((0.3,), 0, [], id="nothing asked"),
    ],
)
def test_best(scores: tuple[float, ...], top_k: int, expected: list[int]) -> None:
    assert best(floats(*scores), top_k) == expected
