"""Hits → evidence with the probability that it answers.

A logistic regression over the features of `features.py`; its weights (`rank.json`: with words alone, with
vectors, with the cross-encoder too) are trained by `scripts/train_ranking.py` on labelled questions about
documents from which the cross-encoder has not learned.
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
from corpus.model import Document, EvidenceKind
from corpus.structure import cell_text, row_cells
from corpus.text import squeeze
from index import Hit


@dataclass(frozen=True, slots=True)
class Ranked:
    """A hit and the probability (0 to 1) that it answers the question."""

    hit: Hit
    probability: float


def as_read(hit: Hit, document: Document) -> str:
    """Return what the cross-encoder reads of evidence: place and words, a row as its headings and values."""
    provision = document.provision(hit.provision) if hit.kind == EvidenceKind.ROW else None
    if provision is None:
        return hit.text
    cells = (c for c in row_cells(document, provision) if c.end > c.start)
    said = ((c.heading, squeeze(cell_text(document.text, c))) for c in cells)
    return "; ".join(f"{heading}: {value}" if heading else value for heading, value in said) or hit.text


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
    vectors = any(h.dense is not None for h in hits)
    weights, bias = _weights("words" if not vectors else "vectors" if rerank is None else "rerank")
    scores = matrix(question, scope, hits, held, rerank) @ weights + bias
    shares = 1 / (1 + np.exp(-scores))
    order = np.argsort(-scores, kind="stable")
    return [Ranked(hits[i], float(shares[i])) for i in order]
