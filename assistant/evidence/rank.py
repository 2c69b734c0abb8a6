"""Hits → evidence with the probability that it answers.

A logistic regression over the features of `features.py`; its weights (`rank.json`) are trained by
`scripts/train_ranking.py` on questions about documents that no test set holds.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np

from assistant.evidence.features import NAMES, matrix
from assistant.evidence.scope import Scope
from assistant.question import Question
from corpus.library import Summary
from index import Hit


@dataclass(frozen=True, slots=True)
class Ranked:
    """A hit and the probability (0 to 1) that it answers the question."""

    hit: Hit
    probability: float


@cache
def _weights(which: str) -> tuple[np.ndarray, float]:
    data = json.loads(
        resources.files("assistant.evidence").joinpath("rank.json").read_text(encoding="utf-8")
    )[which]
    assert data["names"] == list(NAMES), "train again: scripts/train_ranking.py"
    return np.array(data["weights"]), float(data["bias"])


def rank(
    question: Question,
    scope: Scope,
    hits: Sequence[Hit],
    held: dict[str, Summary],
    rerank: np.ndarray | None = None,
) -> list[Ranked]:
    """Return the hits with their probabilities, best first."""
    if not hits:
        return []
    weights, bias = _weights("words" if rerank is None else "rerank")
    scores = matrix(question, scope, hits, held, rerank) @ weights + bias
    shares = 1 / (1 + np.exp(-scores))
    order = np.argsort(-scores, kind="stable")
    return [Ranked(hits[i], float(shares[i])) for i in order]
