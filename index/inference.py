"""A transformer that is shipped as int8 ONNX: tokens in, one row of numbers for each text out, without torch."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

WEIGHTS = "model.onnx"
TOKENIZER = "tokenizer.json"
SETTINGS = "hoidap.json"
MAX_THREADS = 4  # more gain nothing on texts of 150 tokens and take the machine from the readers
BATCH_TOKENS = 4096  # padded tokens in one run: some 40 MB of activations
_PAD = 1  # id of <pad>, masked anyway

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

        Texts run in batches of like length, so that little padding is computed; what a text says
        beyond `length` tokens is cut off at its end, of a pair in the longer part.
        """
        if not len(texts):
            return np.zeros((0,), dtype=np.float32)
        session, tokenizer = self._load()
        ids = [e.ids for e in tokenizer.encode_batch(list(texts))]
        rows: list[Any] = [None] * len(ids)
        for batch in batches([len(row) for row in ids]):
            width = max(len(ids[i]) for i in batch)
            tokens = np.full((len(batch), width), _PAD, dtype=np.int64)
            mask = np.zeros((len(batch), width), dtype=np.int64)
            for line, i in enumerate(batch):
                tokens[line, : len(ids[i])] = ids[i]
                mask[line, : len(ids[i])] = 1
            for i, row in zip(batch, self._one(session, tokens, mask), strict=True):
                rows[i] = row
        return np.asarray(rows, dtype=np.float32)

    @staticmethod
    def _one(session: Any, tokens: NDArray[np.int64], mask: NDArray[np.int64]) -> Any:
        return session.run(None, {"input_ids": tokens, "attention_mask": mask})[0]

    def _load(self) -> tuple[Any, Any]:
        with self._loading:
            if self._loaded is None:
                self._loaded = (self._session(), self._tokenizer())
            return self._loaded

    def _session(self) -> Any:
        import onnxruntime  # noqa: PLC0415 - a fifth of a second, only where something is encoded

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = min(os.cpu_count() or 1, MAX_THREADS)
        options.inter_op_num_threads = 1
        options.log_severity_level = 3  # errors; warnings speak of the graph, not of the texts
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # others need the cores too
        return onnxruntime.InferenceSession(
            str(self.folder / WEIGHTS), options, providers=["CPUExecutionProvider"]
        )

    def _tokenizer(self) -> Any:
        from tokenizers import Tokenizer  # noqa: PLC0415

        tokenizer = Tokenizer.from_file(str(self.folder / TOKENIZER))
        tokenizer.enable_truncation(int(self.settings["length"]))
        tokenizer.no_padding()
        return tokenizer


def batches(lengths: Sequence[int], limit: int = BATCH_TOKENS) -> Iterator[list[int]]:
    """Yield positions in order of length, as many together as fit into `limit` padded tokens."""
    batch: list[int] = []
    for i in sorted(range(len(lengths)), key=lengths.__getitem__):
        if batch and (len(batch) + 1) * lengths[i] > limit:
            yield batch
            batch = []
        batch.append(i)
    if batch:
        yield batch
