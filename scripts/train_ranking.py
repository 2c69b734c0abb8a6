#!/usr/bin/env python3
"""Train the model that tells evidence that answers: writes assistant/evidence/rank.json.

    python scripts/train_ranking.py [--data FOLDER] [--sets NAME …]

Questions of FOLDER/training with their verbatim quotes, over the documents of FOLDER/texts that they
are about (all indexed together), and those of labelled sets (FOLDER/NAME with files/ and
questions.jsonl), each set indexed on its own. To measure a change, leave the sets out that judge it;
what is shipped has learned from gold_docs and dev_a too. Two models are fitted: with and without the
cross-encoder's logit.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import sys
import tempfile
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from assistant.evidence.features import NAMES, matrix  # noqa: E402
from assistant.evidence.scope import find_scope  # noqa: E402
from assistant.question.read import read  # noqa: E402
from assistant.question.spelling import Repair  # noqa: E402
from corpus.evidence import evidence  # noqa: E402
from corpus.library.assemble import build  # noqa: E402
from corpus.library.summary import summary  # noqa: E402
from corpus.model import Document, SourceText  # noqa: E402
from corpus.readers import read as read_file  # noqa: E402
from corpus.text.normalize import fold, squeeze  # noqa: E402
from index.chunk_index import ChunkIndex  # noqa: E402
from index.encoder import load as load_encoder  # noqa: E402
from index.errors import RerankerUnavailable  # noqa: E402
from index.passages import focus, passage  # noqa: E402
from index.reranker import load as load_reranker  # noqa: E402

OUT = ROOT / "assistant" / "evidence" / "rank.json"
CANDIDATES = 24  # as in assistant/assistant.py


def same_passage(a: str, b: str) -> bool:
    """Say whether two passages are the same one: one inside the other, or 60 % of their words shared."""
    fa, fb = fold(squeeze(a)), fold(squeeze(b))
    if min(len(fa), len(fb)) >= 12 and (fa in fb or fb in fa):
        return True
    wa, wb = set(fa.split()), set(fb.split())
    return 2 * len(wa & wb) >= 0.6 * (len(wa) + len(wb))


def documents_of(data: Path, wanted: set[str]) -> list[Document]:
    made = []
    with gzip.open(data / "texts" / "legal_texts.jsonl.gz", "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            if row["id"] in wanted:
                digest = hashlib.sha256(row["text"].encode()).hexdigest()
                made.append(build(SourceText(row["text"], "text/plain", "text"), row["id"] + ".txt", digest))
    return made


def dataset(index: ChunkIndex, documents: list[Document], rows: list[dict[str, object]], reranker):  # type: ignore[no-untyped-def]
    """Return (features, labels, question numbers) over the candidates of every question."""
    held = tuple(summary(d) for d in documents)
    by_id = {d.id: d for d in held}
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
                question.text, [passage(h.context, focus(h.text, question.text)) for h in hits]
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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--sets", nargs="*", default=["gold_docs", "dev_a"])
    options = parser.parse_args()
    files = sorted((options.data / "training").glob("*.jsonl"))
    rows = [json.loads(line) for f in files for line in f.read_text("utf-8").splitlines()]
    parts = [(documents_of(options.data, {str(r["doc"]) for r in rows}), rows)]
    parts += [set_of(options.data / name) for name in options.sets]
    try:
        reranker = load_reranker(None)
    except RerankerUnavailable:
        reranker = None
    features, labels = [], []
    for documents, asked in parts:
        with tempfile.TemporaryDirectory() as folder:
            index = ChunkIndex.open(Path(folder), load_encoder(None))
            index.sync(u for d in documents for u in evidence(d))
            found, right, _ = dataset(index, documents, asked, reranker)
            features.append(found)
            labels.append(right)
    table, wanted = np.vstack(features), np.concatenate(labels)
    made = {"words": fit(table, wanted, {"rerank"})}
    old = json.loads(OUT.read_text("utf-8"))
    made["rerank"] = fit(table, wanted, set()) if reranker else old["rerank"]
    OUT.write_text(json.dumps(made, indent=1), encoding="utf-8")
    print(len(wanted), "candidates,", int(wanted.sum()), "right")


if __name__ == "__main__":
    main()
