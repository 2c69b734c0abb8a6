"""This program beside simpler ways of answering the same questions, by the same measures.

Run with `python -m tests.benchmarks.peers [SET …]`; results go to results/peers-<sha>.{json,md}. The sets are the
project's own, and gold_docs, dev_a, dev_b of ../shared/data where it is present. The peers never refuse:

- first 1, 2, 3 hits: what `hoidap search` finds, printed;
- BM25: Okapi BM25 over words, the first 4 chunks of the recursive splitter, printed;
- Chroma: the same chunks by the shipped embedding in Chroma, the first 4 printed, as a plain LangChain tutorial has it.

Each passage is printed whole as a quotation block and cited.
"""

from __future__ import annotations

import math
import os
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from assistant.cli.session import open_assistant
from assistant.evaluation.labels import Question, read_questions
from assistant.evaluation.measures import Judgement, judge
from assistant.evaluation.report import row
from assistant.evaluation.run import Set, ask_all, opened
from assistant.model import Answer, Citation, Status
from assistant.settings import Settings
from corpus.text.normalize import fold
from tests.benchmarks.answering import ROOT, keep
from tests.factories.offices import SETS, build

DATA = Path(os.environ.get("HOIDAP_EVAL_DATA", ROOT.parent / "shared" / "data"))
CHUNK, OVERLAP, FIRST = 1000, 200, 4  # characters and chunks: what LangChain's own retrieval tutorial uses
K1, B = 1.5, 0.75  # Okapi BM25 as it is usually set
Passages = Callable[[str], list[str]]


def printed(question: Question, passages: Passages) -> Judgement:
    """Return what it is worth to print passages as they are."""
    began = time.perf_counter()
    found = passages(question.text)
    spent = (time.perf_counter() - began) * 1000
    text = "\n\n".join("> " + " ".join(p.split()) for p in found)
    cited = tuple(Citation(n, "", "", "", "", "", "", None, p, 0, len(p)) for n, p in enumerate(found, 1))
    return judge(
        question, Answer(question.text, question.text, Status.ANSWERED, None, text, cited, elapsed_ms=spent)
    )


def first_hits(assistant: Any, count: int) -> Passages:
    """Return the texts of the first hits of the program's own search."""
    documents = {d.id: d for d in assistant.library.documents()}

    def passages(query: str) -> list[str]:
        hits = assistant.index.search(query, count)
        return [documents[h.document_id].text[h.start : h.end] for h in hits]

    return passages


def split(assistant: Any) -> list[str]:
    """Return the chunks of all documents by LangChain's recursive splitter."""
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(chunk_size=CHUNK, chunk_overlap=OVERLAP)
    return [c for d in assistant.library.documents() for c in splitter.split_text(d.text)]


def bm25(chunks: Sequence[str]) -> Passages:
    """Return the best chunks by Okapi BM25 over folded words."""
    counts = [Counter(re.findall(r"\w+", fold(c))) for c in chunks]
    lengths = [c.total() for c in counts]
    mean = sum(lengths) / len(lengths)
    frequency = Counter(word for c in counts for word in c)

    def score(words: Sequence[str], at: int) -> float:
        norm = K1 * (1 - B + B * lengths[at] / mean)
        return sum(
            math.log(1 + (len(chunks) - frequency[w] + 0.5) / (frequency[w] + 0.5))
            * counts[at][w] * (K1 + 1) / (counts[at][w] + norm)
            for w in words
        )  # fmt: skip

    def passages(query: str) -> list[str]:
        words = re.findall(r"\w+", fold(query))
        best = sorted(range(len(chunks)), key=lambda at: -score(words, at))
        return [chunks[at] for at in best[:FIRST]]

    return passages


def chroma(chunks: Sequence[str], folder: str) -> Passages:
    """Return the nearest chunks in Chroma by the shipped embedding."""
    import chromadb

    from index.encoder import load

    encoder = load(None)
    client = chromadb.PersistentClient(folder, settings=chromadb.Settings(anonymized_telemetry=False))
    store = client.create_collection("peers", metadata={"hnsw:space": "cosine"})
    vectors = encoder.encode_document(chunks)
    for at in range(0, len(chunks), 1000):  # Chroma takes a few thousand at once
        part = range(at, min(at + 1000, len(chunks)))
        store.add(
            ids=[str(n) for n in part],
            embeddings=vectors[part.start : part.stop],
            documents=list(chunks[at : part.stop]),
        )

    def passages(query: str) -> list[str]:
        near = encoder.encode_query([query])
        return list(store.query(query_embeddings=near, n_results=FIRST)["documents"][0])

    return passages


def compare(folder: Path) -> dict[str, Any]:
    """Return the figures of every way of answering on one set."""
    questions = read_questions(folder)
    figures: dict[str, Any] = {}
    with opened(folder, Settings(), open_assistant) as assistant, tempfile.TemporaryDirectory() as store:
        chunks = split(assistant)
        ways: dict[str, Passages] = {f"first {n} hits": first_hits(assistant, n) for n in (1, 2, 3)}
        ways |= {"BM25, 4 chunks": bm25(chunks), "Chroma, 4 chunks": chroma(chunks, store)}
        for name, way in ways.items():
            judged = tuple(printed(q, way) for q in questions)
            figures[name] = row(Set(folder.name, judged), misses=False)
        figures["this"] = row(Set(folder.name, ask_all(assistant, questions)), misses=False)
    return figures


def table(results: dict[str, dict[str, Any]]) -> str:
    """Return the figures as Markdown: a row for each way of answering, a table for each set."""
    shown = ("right", "facts_right", "citation_hit", "citation_precision", "abstained_when_unanswerable")
    lines = []
    for name, ways in results.items():
        size = next(iter(ways.values()))["questions"]
        lines += [f"## {name} ({size} questions)", "", "| | " + " | ".join(shown) + " | median ms |"]
        lines += ["|---" * (len(shown) + 2) + "|"]
        for way, said in ways.items():
            cells = " | ".join(f"{said['measures'][m]['value']:.2f}" for m in shown)
            lines.append(f"| {way} | {cells} | {said['latency_ms']['ask']['median']} |")
        lines.append("")
    return "\n".join(lines)


def sets(names: Sequence[str], folder: Path) -> dict[str, Path]:
    """Return the folders of the sets that are asked for and present."""
    found = {name: build(name, folder / name) for name in SETS}
    found |= {n: DATA / n for n in ("gold_docs", "dev_a", "dev_b") if (DATA / n).is_dir()}
    return {n: path for n, path in found.items() if not names or n in names}


def main(names: Sequence[str]) -> int:
    """Measure, print and keep."""
    with tempfile.TemporaryDirectory() as made:
        results = {name: compare(path) for name, path in sets(names, Path(made)).items()}
    said = table(results)
    print(said)
    kept = keep("peers", results)
    kept.with_suffix(".md").write_text(said, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
