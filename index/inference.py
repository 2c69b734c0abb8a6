"""A transformer that is shipped as int8 ONNX: tokens in, one row of numbers for each text out, without torch."""

from __future__ import annotations

import json
import threading
from collections.abc import Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index import executor

WEIGHTS = "model.onnx"
TOKENIZER = "tokenizer.json"
SETTINGS = "hoidap.json"

Rows = NDArray[np.float32]


class OnnxModel:
    """Weights, tokenizer and settings of one shipped folder, read when first used; safe between threads."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._loading = threading.Lock()
        self._loaded: tuple[Any, Any] | None = None

    @cached_property
    def settings(self) -> dict[str, Any]:
        """Return what the folder says about itself: `kind`, `length` in tokens, `prompts`."""
        settings: dict[str, Any] = json.loads((self.folder / SETTINGS).read_text(encoding="utf-8"))
        return settings

    def run(self, texts: Sequence[str] | Sequence[tuple[str, str]]) -> Rows:
        """Return the model's output for each text, or pair of texts, in their order.

        A text's row is the same whatever stands beside it. What a text says beyond `length` tokens is
        cut off at its end, of a pair in the longer part.
        """
        if not len(texts):
            return np.zeros((0,), dtype=np.float32)
        session, tokenizer = self._load()
        ids = [encoding.ids for encoding in tokenizer.encode_batch(list(texts))]
        return np.asarray(executor.shared.map(partial(_one, session), ids), dtype=np.float32)

    def _load(self) -> tuple[Any, Any]:
        with self._loading:
            if self._loaded is None:
                self._loaded = (self._session(), self._tokenizer())
            return self._loaded

    def _session(self) -> Any:
        import onnxruntime  # noqa: PLC0415 - a fifth of a second, only where something is encoded

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # the thread that asks: `executor` has one for each core
        options.inter_op_num_threads = 1
        options.log_severity_level = 3  # errors; warnings speak of the graph, not of the texts
        return onnxruntime.InferenceSession(
            str(self.folder / WEIGHTS), options, providers=["CPUExecutionProvider"]
        )

    def _tokenizer(self) -> Any:
        from tokenizers import Tokenizer  # noqa: PLC0415

        tokenizer = Tokenizer.from_file(str(self.folder / TOKENIZER))
        tokenizer.enable_truncation(int(self.settings["length"]))
        tokenizer.no_padding()
        return tokenizer


def _one(session: Any, ids: list[int]) -> Any:
    tokens = np.array([ids], dtype=np.int64)
    return session.run(None, {"input_ids": tokens, "attention_mask": np.ones_like(tokens)})[0][0]
