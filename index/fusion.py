"""Lexical and dense scores → one score: pure functions."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

DENSE_WEIGHT = 0.1  # tuned on the 1,249 training questions on law: .05 to .15 measure alike, .3 loses
FLOOR = 0.02  # lexical score that a query without any known word is taken to have: meaning alone ranks low


def fuse(lexical: Floats, dense: Floats | None, weight: float = DENSE_WEIGHT) -> Floats:
    """Add the cosine to the lexical score, which it can neither outweigh nor replace.

    `(1 - weight) · lexical + weight · cosine · max(lexical)`: the order is that of lexical scores
    brought to 1 for the best chunk, the size stays comparable between queries. Scores are combined,
    not ranks: equal-weight rank fusion with a small dense model loses 2 to 20 points on law.
    """
    if dense is None or not weight or not len(lexical):
        return lexical
    scale = max(float(lexical.max()), FLOOR)
    fused = (1 - weight) * lexical + weight * scale * np.clip(dense, 0.0, 1.0)
    return fused.astype(np.float32)


def best(scores: Floats, top_k: int) -> list[int]:
    """Return the positions of the highest positive scores, best first; ties in document order."""
    count = min(top_k, int(np.count_nonzero(scores > 0)))
    if count <= 0:
        return []
    threshold = np.partition(scores, len(scores) - count)[len(scores) - count]
    candidates = np.flatnonzero(scores >= threshold)  # a full sort of 50,000 costs more than the search
    order = candidates[np.argsort(-scores[candidates], kind="stable")]
    return [int(i) for i in order[:count]]
