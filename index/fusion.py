"""Lexical and dense scores → one score: pure functions."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

DENSE_WEIGHT = 0.3  # tuned on the 1,249 training questions on law: .3 to 1 gain alike, .3 loses nowhere
FLOOR = 0.02  # lexical score that a query without any known word is taken to have: meaning alone ranks low


def fuse(lexical: Floats, dense: Floats | None, found: float, weight: float = DENSE_WEIGHT) -> Floats:
    """Add the cosine to the lexical score, the more the fewer of the query's words were found.

    With w = weight · (1 - found) the result is (lexical + w · max(lexical) · cosine) / (1 + w): the
    order is that of lexical scores brought to 1 for the best chunk, the size stays between 0 and 1
    and comparable between queries. Scores are combined, not ranks: equal-weight rank fusion with a
    small dense model loses 2 to 20 points on law; and where one chunk holds every word of the query,
    a fixed weight only exchanges neighbours for the worse.

    Args:
        lexical: score of each chunk, 0 to 1.
        dense: cosine of each chunk; None leaves the lexical score as it is.
        found: highest lexical coverage of any chunk, 0 to 1.
        weight: of the cosine where no word was found.
    """
    share = weight * (1 - found)
    if dense is None or share <= 0 or not len(lexical):
        return lexical
    scale = max(float(lexical.max()), FLOOR)
    fused = (lexical + share * scale * np.clip(dense, 0.0, 1.0)) / (1 + share)
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
