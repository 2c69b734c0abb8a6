#!/usr/bin/env python3
"""Learn what questions want from labelled ones: writes assistant/question/intent.json.

    python scripts/train_questions.py [QUESTIONS.jsonl ...]

Rows hold {question, kind}. Every question is also seen without its last sign; accents never count.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from assistant.question.intent import features  # noqa: E402

OUT = ROOT / "assistant" / "question" / "intent.json"
LEAST = 3  # questions that a feature must stand in
STRENGTH = 1.5  # inverse of the L2 penalty; best of .5, 1, 1.5, 3 in folds by document


def main() -> None:
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - a part of sentence-transformers

    data = ROOT.parent / "shared" / "data" / "training"
    files = [Path(f) for f in sys.argv[1:]] or sorted(data.glob("*.jsonl"))
    rows = [json.loads(line) for f in files for line in f.read_text(encoding="utf-8").splitlines()]
    kinds = [{"verbatim": "what"}.get(r["kind"], r["kind"]) for r in rows]
    bags = [set(features(r["question"])) for r in rows]
    count = Counter(name for bag in bags for name in bag)
    names = sorted(n for n, c in count.items() if c >= LEAST)
    column = {n: i for i, n in enumerate(names)}
    matrix = np.zeros((len(rows), len(names)), dtype=np.float32)
    for i, bag in enumerate(bags):
        matrix[i, [column[n] for n in bag if n in column]] = 1
    model = LogisticRegression(C=STRENGTH, max_iter=500).fit(matrix, kinds)
    weights = {n: [round(float(w), 3) for w in model.coef_[:, i]] for n, i in column.items()}
    kept = {n: w for n, w in weights.items() if max(map(abs, w)) >= 0.05}  # smaller ones change no answer
    made = {
        "kinds": list(model.classes_),
        "bias": [round(float(b), 3) for b in model.intercept_],
        "weights": kept,
    }
    OUT.write_text(json.dumps(made, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    print(len(rows), "questions,", len(kept), "features")


if __name__ == "__main__":
    main()
