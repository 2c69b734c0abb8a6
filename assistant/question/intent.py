"""What a question wants, learned from labelled questions (`scripts/train_questions.py`).

A multinomial logistic regression over syllables, pairs and triples of syllables without diacritics;
numbers count as one sign. Weights lie in `intent.json`.
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Mapping
from functools import cache
from importlib import resources

import numpy as np

from corpus.text import fold, strip_diacritics

_NUMBER = re.compile(r"\d[\d./,-]*\w*")


def features(text: str) -> list[str]:
    """Return the features of a question: "ai", "ai_phu", "ai_phu_trach" … and those of its two ends."""
    words = re.findall(r"\w+|%", _NUMBER.sub("0", strip_diacritics(fold(text))))
    framed = ["<s>", *words, "</s>"]
    pairs = [f"{a}_{b}" for a, b in itertools.pairwise(framed)]
    triples = [f"{a}_{b}_{c}" for a, b, c in zip(framed, framed[1:], framed[2:], strict=False)]
    return [*words, *pairs, *triples]


@cache
def _model() -> tuple[list[str], dict[str, list[float]], list[float]]:
    data = json.loads(
        resources.files("assistant.question").joinpath("intent.json").read_text(encoding="utf-8")
    )
    return data["kinds"], data["weights"], data["bias"]


def wants(text: str) -> Mapping[str, float]:
    """Return the probability of each kind of wish: "who", "when", "how_much", "list", … (they sum to 1)."""
    kinds, weights, bias = _model()
    total = np.array(bias, dtype=float)
    for name in set(features(text)):
        if name in weights:
            total += weights[name]
    shares = np.exp(total - total.max())
    return dict(zip(kinds, (shares / shares.sum()).tolist(), strict=True))
