#!/usr/bin/env python3
"""Write what runs: a trained model as int8 ONNX with its tokenizer.

    python scripts/export_onnx.py sentence|pair TRAINED OUT

TRAINED is a sentence-transformers folder (sentence) or a transformers sequence classifier (pair).
Weights are quantised for each output channel; what quantisation changes is printed.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from onnx import TensorProto
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers import optimizer
from onnxruntime.transformers.fusion_options import FusionOptions
from tokenizers import Tokenizer
from transformers import AutoModel, AutoModelForSequenceClassification, AutoTokenizer

OPSET = 17
LENGTHS = {"sentence": 256, "pair": 160}  # tokens that are read; what is longer is cut


class Sentence(torch.nn.Module):
    """Mean of the last layer over the tokens, brought to unit length."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.bert = AutoModel.from_pretrained(folder, attn_implementation="eager", add_pooling_layer=False)

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        hidden = self.bert(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        mask = attention_mask.unsqueeze(-1).float()
        mean = (hidden * mask).sum(1) / mask.sum(1)
        return mean / torch.sqrt((mean * mean).sum(1, keepdim=True))


class Pair(torch.nn.Module):
    """The logit of a pair: above 0 the passage answers more likely than not."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.model = AutoModelForSequenceClassification.from_pretrained(folder, attn_implementation="eager")

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        return self.model(input_ids=input_ids, attention_mask=attention_mask).logits[:, 0]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("kind", choices=["sentence", "pair"])
    parser.add_argument("trained", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    model = (Sentence if options.kind == "sentence" else Pair)(options.trained).eval()
    options.out.mkdir(parents=True, exist_ok=True)
    tokenizer = AutoTokenizer.from_pretrained(options.trained)
    backend: Tokenizer = tokenizer.backend_tokenizer
    backend.no_padding()
    backend.no_truncation()
    backend.save(str(options.out / "tokenizer.json"))
    with tempfile.TemporaryDirectory() as scratch:
        whole, fused = Path(scratch) / "whole.onnx", Path(scratch) / "fused.onnx"
        export(model, whole)
        config = model.bert.config if options.kind == "sentence" else model.model.config
        fuse(whole, fused, config)
        quantize_dynamic(
            fused,
            options.out / "model.onnx",
            weight_type=QuantType.QInt8,
            per_channel=True,
            extra_options={"MatMulConstBOnly": True, "DefaultTensorType": TensorProto.FLOAT},
        )
        compare(model, tokenizer, fused, options.out / "model.onnx", options.kind)
    settings: dict[str, object] = {"kind": options.kind, "length": LENGTHS[options.kind]}
    if options.kind == "sentence":
        card = json.loads((options.trained / "config_sentence_transformers.json").read_text(encoding="utf-8"))
        settings |= {"prompts": card["prompts"], "dimension": config.hidden_size}
    (options.out / "hoidap.json").write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")
    size = sum(p.stat().st_size for p in options.out.iterdir() if p.is_file())
    print(f"{size / 1e6:.1f} MB", file=sys.stderr)


def export(model: torch.nn.Module, path: Path) -> None:
    ids = torch.randint(5, 1000, (2, 16))
    torch.onnx.export(
        model,
        (ids, torch.ones_like(ids)),
        str(path),
        input_names=["input_ids", "attention_mask"],
        output_names=["output"],
        dynamic_axes={
            "input_ids": {0: "batch", 1: "length"},
            "attention_mask": {0: "batch", 1: "length"},
            "output": {0: "batch"},
        },
        opset_version=OPSET,
        dynamo=False,
    )


def fuse(source: Path, target: Path, config) -> None:
    """Join attention, gelu and layer norms into single operators: a third faster."""
    made = optimizer.optimize_model(
        str(source),
        model_type="bert",
        num_heads=config.num_attention_heads,
        hidden_size=config.hidden_size,
        optimization_options=FusionOptions("bert"),
        opt_level=0,
    )
    print(made.get_fused_operator_statistics(), file=sys.stderr)
    made.save_model_to_file(str(target))


def compare(model: torch.nn.Module, tokenizer, fused: Path, small: Path, kind: str) -> None:
    """Print what fusing and quantisation change on a few texts."""
    texts = [
        "passage: Ủy ban nhân dân tỉnh chịu trách nhiệm quản lý nhà nước về đô thị.",
        "query: ai phải báo cáo kết quả trước ngày 15 tháng 12 hằng năm",
        "passage: Nguồn vốn từ ngân sách nhà nước và các nguồn huy động hợp pháp khác theo quy định.",
        "query: muc phat la bao nhieu",
    ]
    rows = tokenizer(texts, padding=True, return_tensors="np", return_token_type_ids=False)
    feed = {k: rows[k].astype(np.int64) for k in ("input_ids", "attention_mask")}
    with torch.no_grad():
        right = model(**{k: torch.from_numpy(v) for k, v in feed.items()}).numpy()
    for name, path in (("fused", fused), ("int8", small)):
        made = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"]).run(None, feed)[0]
        change = (made * right).sum(1) if kind == "sentence" else np.abs(made - right)
        print(name, path.stat().st_size // 1000, "kB", np.round(change, 4).tolist(), file=sys.stderr)


if __name__ == "__main__":
    main()
