"""Text → vectors: the model that is shipped, or any sentence-transformers model by name or folder.

The shipped model is run by onnxruntime and tokenizers, so that the default path never imports torch;
`tests/index/test_encoder.py` holds it to what sentence-transformers makes of the same folder.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from index.errors import EncoderUnavailable
from index.inference import SETTINGS, TOKENIZER, WEIGHTS, OnnxModel

SHIPPED = Path(__file__).parent / "model"
NO_MODEL = "none"  # the name that stands for words alone
_BLOCK = 4096  # bytes
_BLOCKS = 64  # read from each file for the fingerprint: a retrained model differs in every block

Vectors = NDArray[np.float32]


class Encoder(Protocol):
    """An embedding model. Vectors are float32 rows of unit length (zeros for text without a token)."""

    @property
    def fingerprint(self) -> str:
        """Return what tells this model from any other, its weights included."""

    def encode_query(self, texts: Sequence[str]) -> Vectors:
        """Encode questions."""

    def encode_document(self, texts: Sequence[str]) -> Vectors:
        """Encode passages."""


def load(name: str | None = None) -> Encoder:
    """Return an encoder.

    Args:
        name: None for the shipped model; else a folder, or a name that sentence-transformers knows.
            `NO_MODEL` is none of these: whoever reads the settings passes no encoder on.

    Raises:
        EncoderUnavailable: the model is not there (a named one is loaded on first use only).
    """
    return SentenceTransformerEncoder(name) if name else OnnxEncoder(SHIPPED)


class OnnxEncoder:
    """The shipped encoder: the mean of a small transformer's last layer, brought to unit length."""

    def __init__(self, folder: Path) -> None:
        if not (folder / WEIGHTS).exists():
            raise EncoderUnavailable(str(folder), f"thiếu tệp {WEIGHTS}; chạy “make model” để tạo")
        self._model = OnnxModel(folder)

    @cached_property
    def fingerprint(self) -> str:
        """Return the hash of weights, tokenizer and settings."""
        return f"onnx:{hash_files([self._model.folder / name for name in (SETTINGS, TOKENIZER, WEIGHTS)])}"

    def encode_query(self, texts: Sequence[str]) -> Vectors:
        """Encode questions, with the prompt that the model was trained with."""
        return self._encode(texts, "query")

    def encode_document(self, texts: Sequence[str]) -> Vectors:
        """Encode passages."""
        return self._encode(texts, "document")

    def _encode(self, texts: Sequence[str], prompt: str) -> Vectors:
        before = self._model.settings["prompts"][prompt]
        rows = np.zeros((len(texts), self._model.settings["dimension"]), dtype=np.float32)
        filled = [i for i, text in enumerate(texts) if text.strip()]
        if filled:
            rows[filled] = self._model.run([before + texts[i] for i in filled])
        return rows


class SentenceTransformerEncoder:
    """Any sentence-transformers model, with the prompts of its own for questions and passages."""

    def __init__(self, name: str) -> None:
        self._name = name

    @cached_property
    def fingerprint(self) -> str:
        """Return the name, with a hash of the files where the model is a folder."""
        folder = Path(self._name)
        if not folder.is_dir():
            return f"st:{self._name}"
        return f"st:{hash_files(sorted(p for p in folder.rglob('*') if p.is_file()))}"

    def encode_query(self, texts: Sequence[str]) -> Vectors:
        """Encode questions with the model's query prompt."""
        return self._as_rows(self._model.encode_query, texts)

    def encode_document(self, texts: Sequence[str]) -> Vectors:
        """Encode passages with the model's document prompt."""
        return self._as_rows(self._model.encode_document, texts)

    @staticmethod
    def _as_rows(encode: Any, texts: Sequence[str]) -> Vectors:
        rows = encode(list(texts), normalize_embeddings=True, convert_to_numpy=True, show_progress_bar=False)
        return np.asarray(rows, dtype=np.float32)

    @cached_property
    def _model(self) -> Any:
        if Path(self._name).is_dir():
            os.environ.setdefault("HF_HUB_OFFLINE", "1")  # the hub is asked even for a local folder
        try:
            from sentence_transformers import SentenceTransformer  # noqa: PLC0415 - imports torch

            return SentenceTransformer(self._name).float()  # half precision is slow and coarse
        except Exception as error:  # what it raises depends on transformers, hub and torch
            reason = str(error).splitlines()[0][:160] if str(error) else type(error).__name__
            raise EncoderUnavailable(self._name, reason) from error


def hash_files(paths: Sequence[Path]) -> str:
    """Hash names, sizes and blocks spread over each file: 2 GB of weights need not be read in full."""
    digest = hashlib.blake2b(digest_size=12)
    for path in paths:
        size = path.stat().st_size
        digest.update(f"{path.name}:{size};".encode())
        with path.open("rb") as file:
            for at in range(0, size, max(size // _BLOCKS, _BLOCK)):
                file.seek(at)
                digest.update(file.read(_BLOCK))
    return digest.hexdigest()
