#!/usr/bin/env python3
"""Measure retrieval: words alone, with diacritics restored, with the dense stage; three ways of typing.

    python -m tests.benchmarks.retrieval [--split dev|train] [--weights 0.05,0.1,0.2] [--data FOLDER]

`--split dev` (the default) keeps its result in tests/benchmarks/results/retrieval-<commit>.json;
`--split train --weights …` is for tuning and keeps nothing.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from index import background, fusion, lexical
from index.chunk_index import ChunkIndex
from index.encoder import load
from index.reader import Reader
from index.tokens import strip
from index.units import StoredUnit
from tests.benchmarks.reference import Reference

ROOT = Path(__file__).resolve().parents[2]
RESULTS = Path(__file__).parent / "results"
SETS = ("legal", "wiki")
TOP = 10
SEED = 20  # of the half that loses its diacritics


@dataclass(frozen=True, slots=True)
class Question:
    text: str
    relevant: frozenset[str]


def plain(text: str) -> str:
    """Return a question without any diacritics, letters and marks otherwise as typed."""
    return " ".join(_keep_case(word) for word in text.split(" "))


def _keep_case(word: str) -> str:
    return "".join(strip(c.lower()).upper() if c.isupper() else strip(c) for c in word)


def half(text: str) -> str:
    """Return a question with the diacritics of half of its words left out (the same half each time)."""
    chance = random.Random(f"{SEED} {text}")
    return " ".join(_keep_case(w) if chance.random() < 0.5 else w for w in text.split(" "))


TYPED: dict[str, Callable[[str], str]] = {"with": str, "half": half, "without": plain}


class Bench:
    """One set of passages and questions, indexed."""

    def __init__(self, folder: Path, split: str, most: int | None = None) -> None:
        """Index the words of a set; vectors are made on first use, which takes minutes for a whole set.

        Args:
            folder: of corpus.jsonl and SPLIT.jsonl.
            split: "dev" or "train".
            most: passages at most: those of the first questions, filled up with others; None for all.
        """
        rows = _rows(folder / "corpus.jsonl")
        self.questions = [
            Question(r["question"], frozenset(r["relevant"])) for r in _rows(folder / f"{split}.jsonl")
        ]
        if most is not None:
            self.questions = self.questions[: most // 10]
            wanted = {key for q in self.questions for key in q.relevant}
            rows = sorted(rows, key=lambda r: r["id"] not in wanted)[:most]
        self.ids = [r["id"] for r in rows]
        self.texts = [f"{r['title']}\n{r['text']}".strip() for r in rows]
        self.folder = tempfile.TemporaryDirectory(prefix="retrieval-")
        self.encoder = load()
        words = ChunkIndex.open(Path(self.folder.name) / "words", None)
        words.sync(self._units())
        self.restorer = words.restorer
        with Reader(Path(self.folder.name) / "words").reading() as now:
            assert now is not None
            self.opened = now.words
        self.rows = np.arange(len(self.ids))  # added in this order

    def _units(self) -> Iterator[StoredUnit]:
        return (
            StoredUnit(key, key, "", 0, 0, text, "") for key, text in zip(self.ids, self.texts, strict=True)
        )

    @cached_property
    def vectors(self) -> np.ndarray:
        """Return one vector a passage."""
        return self.encoder.encode_document(self.texts)

    @cached_property
    def index(self) -> ChunkIndex:
        """Return the index with its vectors."""
        index = ChunkIndex.open(Path(self.folder.name) / "all", self.encoder)
        index.sync(self._units())
        return index

    def lexical(self, query: str) -> tuple[np.ndarray, np.ndarray]:
        return lexical.scores(lexical.prepare(self.opened, query, background.load()), self.rows)

    def words(self, query: str) -> np.ndarray:
        return self.lexical(query)[0]

    def restored(self, query: str) -> np.ndarray:
        return self.words(self.restorer.restore(query))

    def searched(self, query: str) -> np.ndarray:
        """Return the scores of what the index itself finds, by bounds and in Chroma."""
        scores = np.zeros(len(self.ids))
        place = {key: n for n, key in enumerate(self.ids)}
        for hit in self.index.search(query, TOP):
            scores[place[hit.chunk_id]] = hit.score + 1e-6 * (TOP - hit.rank)  # ties in the order of the hits
        return scores

    def dense(self, query: str) -> np.ndarray:
        return self.vectors @ self.encoder.encode_query([self.restorer.restore(query)])[0]

    def fused(self, query: str, weight: float = fusion.DENSE_WEIGHT) -> np.ndarray:
        restored = self.restorer.restore(query)
        scores, coverage = self.lexical(restored)
        dense = self.vectors @ self.encoder.encode_query([restored])[0]
        return fusion.fuse(scores, dense, float(coverage.max()), weight)

    def measure(self, scorer: Callable[[str], np.ndarray], typed: Callable[[str], str]) -> dict[str, float]:
        """Return the mean metrics in percent and the milliseconds of one query."""
        total = np.zeros(3)
        started = time.perf_counter()
        for question in self.questions:
            scores = scorer(typed(question.text))
            ranked = [self.ids[i] for i in fusion.best(scores, TOP)]
            total += metrics(ranked, question.relevant)
        seconds = time.perf_counter() - started
        count = len(self.questions)
        recall, mrr, ndcg = (float(round(v, 2)) for v in total / count * 100)
        return {"R@10": recall, "MRR@10": mrr, "nDCG@10": ndcg, "ms": round(seconds / count * 1000, 2)}


def metrics(ranked: Sequence[str], relevant: frozenset[str]) -> np.ndarray:
    """Return recall (of at most 10 relevant ones), reciprocal rank and nDCG of one ranking."""
    places = [i for i, key in enumerate(ranked) if key in relevant]
    ideal = min(len(relevant), TOP)
    gain = sum(1 / np.log2(i + 2) for i in places)
    best = sum(1 / np.log2(i + 2) for i in range(ideal))
    return np.array([len(places) / ideal, 1 / (places[0] + 1) if places else 0.0, gain / best])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--split", choices=["dev", "train"], default="dev")
    parser.add_argument("--weights", default="")
    default = os.environ.get("HOIDAP_EVAL_DATA", ROOT.parent / "shared" / "data")
    parser.add_argument("--data", type=Path, default=default)
    options = parser.parse_args()
    if not (Path(options.data) / "retrieval").is_dir():
        parser.error(f"no question sets in {options.data}/retrieval; nothing measured")
    weights = [float(w) for w in options.weights.split(",") if w]
    result = {
        name: run(Bench(Path(options.data) / "retrieval" / name, options.split), weights) for name in SETS
    }
    if options.split == "dev" and not weights:
        keep(result)


def run(bench: Bench, weights: Sequence[float]) -> dict[str, dict[str, dict[str, float]]]:
    reference = Reference(bench.texts)
    stages: dict[str, Callable[[str], np.ndarray]] = {
        "reference": reference.search,
        "reference+restoration": reference.search_restored,
        "lexical": bench.words,
        "+restoration": bench.restored,
        "+dense": bench.fused,
        "search": bench.searched,
        "dense alone": bench.dense,
    }
    if weights:
        stages = {f"+dense {w}": lambda q, w=w: bench.fused(q, w) for w in [0.0, *weights]}  # type: ignore[misc]
    table: dict[str, dict[str, dict[str, float]]] = {}
    for way, typed in TYPED.items():
        for stage, scorer in stages.items():
            row = bench.measure(scorer, typed)
            table.setdefault(way, {})[stage] = row
            print(f"{way:8} {stage:22} " + "  ".join(f"{k} {v:6.2f}" for k, v in row.items()), flush=True)
    return table


def keep(result: dict[str, object]) -> None:
    sha = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.strip()
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"retrieval-{sha or 'unknown'}.json"
    setting = {"dense_weight": fusion.DENSE_WEIGHT, "folded_weight": lexical.FOLDED_WEIGHT}
    path.write_text(
        json.dumps({"setting": setting, **result}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )
    print(path)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


if __name__ == "__main__":
    main()
