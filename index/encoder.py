"""Text → vectors: the model that is shipped, or any sentence-transformers model by name or folder.

The shipped model is read with numpy and tokenizers, so that the default path never imports torch;
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

SHIPPED = Path(__file__).parent / "model"
_WEIGHTS = "model.safetensors"
_TOKENIZER = "tokenizer.json"
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

    Raises:
        EncoderUnavailable: the model is not there (a named one is loaded on first use only).
    """
    return SentenceTransformerEncoder(name) if name else StaticEncoder(SHIPPED)


class StaticEncoder:
    """A static embedding: the mean of token vectors, brought to unit length."""

    def __init__(self, folder: Path) -> None:
        if not (folder / _WEIGHTS).exists():
            raise EncoderUnavailable(str(folder), "thiếu tệp model.safetensors; chạy “make model” để tạo")
        self._folder = folder

    @cached_property
    def fingerprint(self) -> str:
        """Return the hash of the weights and the tokenizer."""
        return f"static:{_hash_files([self._folder / _TOKENIZER, self._folder / _WEIGHTS])}"

    def encode_query(self, texts: Sequence[str]) -> Vectors:
        """Encode questions (the model knows no prompts)."""
        return self._encode(texts)

    def encode_document(self, texts: Sequence[str]) -> Vectors:
        """Encode passages."""
        return self._encode(texts)

    def _encode(self, texts: Sequence[str]) -> Vectors:
        rows = np.zeros((len(texts), self._table.shape[1]), dtype=np.float32)
        for row, encoding in zip(rows, self._tokenizer.encode_batch(list(texts)), strict=True):
            if encoding.ids:
                row[:] = self._table[encoding.ids].astype(np.float32).mean(axis=0)
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        unit: Vectors = rows / np.maximum(lengths, np.float32(1e-12))
        return unit

    @cached_property
    def _table(self) -> NDArray[np.float16]:
        from safetensors.numpy import load_file  # noqa: PLC0415 - only where something is encoded

        table: NDArray[np.float16] = load_file(self._folder / _WEIGHTS)["embedding.weight"]
        return table

    @cached_property
    def _tokenizer(self) -> Any:
        from tokenizers import Tokenizer  # noqa: PLC0415

        return Tokenizer.from_file(str(self._folder / _TOKENIZER))


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
        return f"st:{_hash_files(sorted(p for p in folder.rglob('*') if p.is_file()))}"

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


def _hash_files(paths: Sequence[Path]) -> str:
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
