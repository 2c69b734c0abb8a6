"""How sure a figure is: bootstrap intervals over questions, and the paired difference of two runs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.evaluation.measures import Measure

ROUNDS = 2000  # resamples: the ends of a 95 % interval then move by less than half a point
SEED = 20260701  # one seed for all, so that the same answers give the same figures
_ENDS = (2.5, 97.5)  # per cent


@dataclass(frozen=True, slots=True)
class Interval:
    """A value with the 95 % interval of its bootstrap."""

    value: float
    low: float
    high: float


def interval(measure: Measure) -> Interval:
    """Return a measure with its interval; questions are drawn with replacement."""
    if not measure.parts:
        return Interval(0.0, 0.0, 0.0)
    drawn = _shares(np.asarray(measure.parts, dtype=np.float64), _draws(len(measure.parts)))
    low, high = np.percentile(drawn, _ENDS)
    return Interval(measure.value, float(low), float(high))


def difference(before: Measure, after: Measure) -> Interval:
    """Return how much a measure gained from one run to another over the same questions in the same order.

    Raises:
        ValueError: the runs do not hold the same number of questions.
    """
    if len(before.parts) != len(after.parts):
        raise ValueError("the runs hold different questions")
    if not before.parts:
        return Interval(0.0, 0.0, 0.0)
    draws = _draws(len(before.parts))
    gains = _shares(np.asarray(after.parts, dtype=np.float64), draws) - _shares(
        np.asarray(before.parts, dtype=np.float64), draws
    )
    low, high = np.percentile(gains, _ENDS)
    return Interval(after.value - before.value, float(low), float(high))


def _draws(size: int) -> NDArray[np.int64]:
    return np.random.default_rng(SEED).integers(0, size, size=(ROUNDS, size))


def _shares(parts: NDArray[np.float64], draws: NDArray[np.int64]) -> NDArray[np.float64]:
    above, below = parts[:, 0][draws].sum(axis=1), parts[:, 1][draws].sum(axis=1)
    shares: NDArray[np.float64] = np.divide(above, below, out=np.zeros_like(above), where=below > 0)
    return shares
