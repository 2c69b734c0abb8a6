"""The shipped model as a module of sentence-transformers, which finds this file beside `modules.json`.

SentenceTransformer("index/model", trust_remote_code=True)
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import torch
from sentence_transformers.base.modules import InputModule
from tokenizers import Tokenizer


class OnnxSentence(InputModule):  # type: ignore[misc]  # the base class has no types
    """Texts → unit vectors, by the ONNX file of this folder."""

    def __init__(self, folder: str) -> None:
        super().__init__()
        self.folder = Path(folder)
        self.settings = json.loads((self.folder / "hoidap.json").read_text(encoding="utf-8"))
        self.session = onnxruntime.InferenceSession(
            str(self.folder / "model.onnx"), providers=["CPUExecutionProvider"]
        )
        self.tokenizer = Tokenizer.from_file(str(self.folder / "tokenizer.json"))
        self.tokenizer.enable_truncation(self.settings["length"])
        self.tokenizer.enable_padding(pad_id=1, pad_token="<pad>")

    def preprocess(self, inputs: list[str], prompt: str | None = None, **_: Any) -> dict[str, torch.Tensor]:
        """Return token ids and mask, the prompt before each text."""
        rows = self.tokenizer.encode_batch([(prompt or "") + text for text in inputs])
        return {
            "input_ids": torch.tensor([row.ids for row in rows]),
            "attention_mask": torch.tensor([row.attention_mask for row in rows]),
        }

    def forward(self, features: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Add `sentence_embedding`."""
        feed = {key: features[key].cpu().numpy().astype(np.int64) for key in ("input_ids", "attention_mask")}
        features["sentence_embedding"] = torch.from_numpy(self.session.run(None, feed)[0])
        return features

    @property
    def max_seq_length(self) -> int:
        """Return the tokens that are read."""
        return int(self.settings["length"])

    def get_embedding_dimension(self) -> int:
        """Return the length of a vector."""
        return int(self.settings["dimension"])

    def save(self, output_path: str, *_: Any, **__: Any) -> None:
        """Copy the folder's files."""
        for name in ("hoidap.json", "model.onnx", "tokenizer.json", "sentence.py"):
            (Path(output_path) / name).write_bytes((self.folder / name).read_bytes())

    @classmethod
    def load(cls, model_name_or_path: str, **_: Any) -> OnnxSentence:
        """Open a folder."""
        return cls(model_name_or_path)
