"""Exact stand-ins: chunks made of a few words, and an encoder whose vectors can be worked out by hand."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from corpus.model import Evidence


def make_chunk(key: str, text: str, *, document: str = "d1", context: str = "") -> Evidence:
    return Evidence(f"{document}#{key}", document, f"{document}#{key}", 0, len(text), text, context)


class CountingEncoder:
    """One dimension for each word of a fixed list; remembers what it was asked to encode."""

    def __init__(self, words: Sequence[str], name: str = "words-1") -> None:
        self.words = list(words)
        self.fingerprint = name
        self.encoded: list[str] = []

    def encode_query(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self._rows(texts)

    def encode_document(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.encoded += texts
        return self._rows(texts)

    def _rows(self, texts: Sequence[str]) -> NDArray[np.float32]:
        rows = np.array([[t.lower().count(w) for w in self.words] for t in texts], dtype=np.float32)
        return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), np.float32(1e-12))
