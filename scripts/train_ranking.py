#!/usr/bin/env python3
"""Train the model that tells evidence that answers: writes assistant/evidence/rank.json.

    python scripts/train_ranking.py [--data FOLDER] [--sets NAME …]

Labelled sets (FOLDER/NAME, or a folder by its path, with files/ and questions.jsonl; what is shipped learned
from the three default ones and from the project's own set "open", written by tests.factories.offices), each
indexed on its own; none of their
documents was read by the cross-encoder in training, or its logit would be trusted too much. Three models
are fitted: words alone, with vectors, with the cross-encoder's logit too. Before it writes, it prints what
each finds at rank 1 to 3, leaving one document out.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import tempfile
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from assistant.evidence.features import NAMES, matrix  # noqa: E402
from assistant.evidence.rank import as_read  # noqa: E402
from assistant.evidence.scope import find_scope  # noqa: E402
from assistant.question.read import read  # noqa: E402
from assistant.question.spelling import Repair  # noqa: E402
from corpus.evidence import evidence  # noqa: E402
from corpus.library.assemble import build  # noqa: E402
from corpus.library.summary import summary  # noqa: E402
from corpus.model import Document  # noqa: E402
from corpus.readers import read as read_file  # noqa: E402
from corpus.text import fold, squeeze  # noqa: E402
from index import focus, passage  # noqa: E402
from index.chunk_index import ChunkIndex  # noqa: E402
from index.encoder import load as load_encoder  # noqa: E402
from index.errors import RerankerUnavailable  # noqa: E402
from index.reranker import load as load_reranker  # noqa: E402

OUT = ROOT / "assistant" / "evidence" / "rank.json"
_VECTORS, _RERANK = {"dense"}, {"rerank", "rerank_gap"}
CANDIDATES = 24  # as in assistant/assistant.py


def same_passage(a: str, b: str) -> bool:
    """Say whether two passages are the same one: one inside the other, or 60 % of their words shared."""
    fa, fb = fold(squeeze(a)), fold(squeeze(b))
    if min(len(fa), len(fb)) >= 12 and (fa in fb or fb in fa):
        return True
    wa, wb = set(fa.split()), set(fb.split())
    return 2 * len(wa & wb) >= 0.6 * (len(wa) + len(wb))


def dataset(index: ChunkIndex, documents: list[Document], rows: list[dict[str, object]], reranker):  # type: ignore[no-untyped-def]
    """Return (features, labels, question numbers) over the candidates of every question."""
    held = tuple(summary(d) for d in documents)
    by_id = {d.id: d for d in held}
    whole = {d.id: d for d in documents}
    texts = {d.id: d.text for d in documents}
    repair = Repair(index)
    features, labels, groups = [], [], []
    for number, row in enumerate(rows):
        question = read(str(row["question"]), repair)
        scope = find_scope(question, held)
        hits = index.search(question.text, CANDIDATES, scope.ids)
        if not hits:
            continue
        rerank = None
        if reranker is not None:
            rerank = reranker.score(
                question.text,
                [passage(h.context, focus(as_read(h, whole[h.document_id]), question.text)) for h in hits],
            )
        features.append(matrix(question, scope, hits, by_id, rerank))
        quotes = row.get("quotes") or []
        labels += [any(same_passage(texts[h.document_id][h.start : h.end], q) for q in quotes) for h in hits]  # type: ignore[attr-defined]
        groups += [number] * len(hits)
    return np.vstack(features), np.array(labels), np.array(groups)


def fit(features, labels, skip: set[str]):  # type: ignore[no-untyped-def]
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415

    kept = [i for i, n in enumerate(NAMES) if n not in skip]
    scale = features[:, kept].std(axis=0) + 1e-9
    model = LogisticRegression(C=0.5, max_iter=3000).fit(features[:, kept] / scale, labels)
    weights = np.zeros(len(NAMES))
    weights[kept] = model.coef_[0] / scale
    return {
        "names": list(NAMES),
        "weights": [round(float(w), 5) for w in weights],
        "bias": round(float(model.intercept_[0]), 5),
    }


def set_of(folder: Path) -> tuple[list[Document], list[dict[str, object]]]:
    """Return the documents and the questions of a labelled set."""
    made = []
    for path in sorted((folder / "files").iterdir()):
        made.append(build(read_file(path), path.name, hashlib.sha256(path.read_bytes()).hexdigest()))
    rows = [json.loads(line) for line in (folder / "questions.jsonl").read_text("utf-8").splitlines()]
    for row in rows:
        row["quotes"] = [] if row.get("behavior") == "abstain" else row.get("quotes", [])
    return made, rows


def left_out(features, labels, groups, documents, skip: set[str]) -> dict[int, float]:  # type: ignore[no-untyped-def]
    """Return the share of questions whose evidence stands at rank 1, 2, 3 with their document left out."""
    scores = np.zeros(len(labels))
    for document in set(documents):
        here = documents == document
        made = fit(features[~here], labels[~here], skip)
        scores[here] = features[here] @ np.array(made["weights"]) + made["bias"]
    best = [
        labels[groups == g][np.argsort(-scores[groups == g])]
        for g in set(groups)
        if labels[groups == g].any()
    ]
    return {k: round(float(np.mean([b[:k].any() for b in best])), 3) for k in (1, 2, 3)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--sets", nargs="*", default=["gold_docs", "dev_a", "dev_b"])
    options = parser.parse_args()
    try:
        reranker = load_reranker(None)
    except RerankerUnavailable:
        reranker = None
    parts = [set_of(options.data / name) for name in options.sets]
    made = json.loads(OUT.read_text("utf-8"))
    for name, encoder, judge, skip in (
        ("words", None, None, _VECTORS | _RERANK),
        ("vectors", load_encoder(None), None, _RERANK),
        ("rerank", load_encoder(None), reranker, set()),
    ):
        if name == "rerank" and reranker is None:
            continue
        rows: list[tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]] = []
        for part, (documents, asked) in enumerate(parts):
            with tempfile.TemporaryDirectory() as folder:
                index = ChunkIndex.open(Path(folder), encoder)
                index.sync(u for d in documents for u in evidence(d))
                found, right, numbers = dataset(index, documents, asked, judge)
                of = np.array([f"{part}:{asked[n]['doc']}" for n in numbers])
                rows.append((found, right, numbers + 10_000 * part, of))
        table, wanted, groups, of = (np.concatenate(column) for column in zip(*rows, strict=True))
        print(name, left_out(table, wanted, groups, of, skip), flush=True)
        made[name] = fit(table, wanted, skip)
    OUT.write_text(
        json.dumps({n: made[n] for n in ("words", "vectors", "rerank")}, indent=1), encoding="utf-8"
    )


if __name__ == "__main__":
    main()
