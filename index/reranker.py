"""(Question, passage) → how well the passage answers: the shipped cross-encoder, or any by name or folder.

Passages are written as `index.passages.passage` writes them: that is the form in which the shipped
model was trained, and without document and section it loses ten points.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from index.encoder import hash_files
from index.errors import RerankerUnavailable
from index.inference import SETTINGS, TOKENIZER, WEIGHTS, OnnxModel

SHIPPED = Path(__file__).parent / "model" / "reranker"

Scores = NDArray[np.float32]


class Reranker(Protocol):
    """A cross-encoder. Scores are logits: above 0 the passage answers more likely than not."""

    @property
    def fingerprint(self) -> str:
        """Return what tells this model from any other, its weights included."""

    def score(self, query: str, passages: Sequence[str]) -> Scores:
        """Return one logit for each passage, in their order."""


def load(name: str | None = None) -> Reranker:
    """Return a reranker.

    Args:
        name: None for the shipped model; else a folder, or a name that sentence-transformers knows.

    Raises:
        RerankerUnavailable: the model is not there (a named one is loaded on first use only).
    """
    if name and not (Path(name) / WEIGHTS).exists():
        return CrossEncoderReranker(name)
    return OnnxReranker(Path(name) if name else SHIPPED)


class OnnxReranker:
    """The shipped cross-encoder, or another folder that `scripts/export_onnx.py` wrote."""

    def __init__(self, folder: Path) -> None:
        if not (folder / WEIGHTS).exists():
            raise RerankerUnavailable(str(folder), f"thiếu tệp {WEIGHTS}; chạy “make model” để tạo")
        self._model = OnnxModel(folder)

    @cached_property
    def fingerprint(self) -> str:
        """Return the hash of weights, tokenizer and settings."""
        return f"onnx:{hash_files([self._model.folder / name for name in (SETTINGS, TOKENIZER, WEIGHTS)])}"

    def score(self, query: str, passages: Sequence[str]) -> Scores:
        """Return one logit for each passage."""
        return self._model.run([(query, passage) for passage in passages])


class CrossEncoderReranker:
    """Any cross-encoder of sentence-transformers with a single label."""

    def __init__(self, name: str) -> None:
        self._name = name

    @cached_property
    def fingerprint(self) -> str:
        """Return the name, with a hash of the files where the model is a folder."""
        folder = Path(self._name)
        if not folder.is_dir():
            return f"st:{self._name}"
        return f"st:{hash_files(sorted(p for p in folder.rglob('*') if p.is_file()))}"

    def score(self, query: str, passages: Sequence[str]) -> Scores:
        """Return one logit for each passage."""
        import torch  # noqa: PLC0415 - only for a model that is set by name

        if not len(passages):
            return np.zeros(0, dtype=np.float32)
        rows = self._model.predict(
            [(query, passage) for passage in passages],
            activation_fn=torch.nn.Identity(),
            convert_to_numpy=True,
            show_progress_bar=False,
        )
        return np.asarray(rows, dtype=np.float32).reshape(len(passages))

    @cached_property
    def _model(self) -> Any:
        if Path(self._name).is_dir():
            os.environ.setdefault("HF_HUB_OFFLINE", "1")  # the hub is asked even for a local folder
        try:
            from sentence_transformers import CrossEncoder  # noqa: PLC0415 - imports torch

            return CrossEncoder(self._name, num_labels=1).float()
        except Exception as error:  # what it raises depends on transformers, hub and torch
            reason = str(error).splitlines()[0][:160] if str(error) else type(error).__name__
            raise RerankerUnavailable(self._name, reason) from error
