"""What an index costs as it grows: 1,000 to 1,000,000 units on one core, beside bm25s and langchain-chroma.

Run with `python -m tests.benchmarks.growth [SIZE …]`; results go to results/growth-<sha>.json. The units are the
paragraphs of the law texts of ../shared/data/texts; beyond their number they are copies in which every number is
another one. The first `_BASE` units have vectors of the shipped model; a copy's vector is that of its unit,
turned a little, since encoding a million paragraphs takes a day on this machine (the rate is measured).
Each stage runs in a process of its own, so that memory is that stage's own. The peers get the same texts and the
same vectors, and run where their packages are installed (they are no dependencies of the program).
"""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from corpus.model import Evidence, EvidenceKind
from tests.benchmarks.answering import ROOT, keep

DATA = Path(os.environ.get("HOIDAP_EVAL_DATA", ROOT.parent / "shared" / "data"))
SIZES = (1_000, 10_000, 100_000)
_BASE = 1_000  # units with vectors of the model
_UNITS = 60  # of a document: some 20 pages
_ASKED = 100  # searches that are timed
_TURNED = 0.35  # length of what is added to a unit's vector: the cosine to the unit is about .94
_FEWEST = 60  # letters of a paragraph that is a unit


def paragraphs() -> list[str]:
    """Return the paragraphs of the law texts, each once, in an order without system."""
    found: dict[str, None] = {}
    with gzip.open(DATA / "texts" / "legal_texts.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            text = str(json.loads(line)["text"])
            for part in text.split("\n"):
                if len(part.strip()) >= _FEWEST:
                    found[part.strip()[:1500]] = None
    order = np.random.default_rng(7).permutation(len(found))
    every = list(found)
    return [every[i] for i in order.tolist()]


def unit(base: Sequence[str], at: int) -> Evidence:
    """Return the unit with a number; beyond the real ones a copy with other numbers in it."""
    copy, which = divmod(at, len(base))
    text = base[which]
    if copy:
        text = re.sub(r"\d+", lambda m: str(int(m[0][:9]) + 13 * copy), text)
    document = f"d{at // _UNITS}"
    return Evidence(
        id=f"{document}#{at}", document_id=document, provision=f"{document}#{at}", start=0, end=len(text),
        text=text, context=f"Văn bản số {at // _UNITS}/VB", kind=EvidenceKind.TEXT,
    )  # fmt: skip


class Turned:
    """The shipped model for questions; for passages the vector of the unit that a text is a copy of."""

    fingerprint = "growth"

    def __init__(self, folder: Path) -> None:
        from index.encoder import SHIPPED, OnnxEncoder

        self._model = OnnxEncoder(SHIPPED)
        self._base = np.load(folder / "base.npy")

    def encode_query(self, texts: Sequence[str]) -> Any:
        return self._model.encode_query(texts)

    def encode_document(self, texts: Sequence[str]) -> Any:
        return np.stack([self.vector(hash_of(text)) for text in texts])

    def vector(self, key: int) -> Any:
        noise = np.random.default_rng(key).standard_normal(self._base.shape[1]).astype(np.float32)
        turned = self._base[key % len(self._base)] + _TURNED * noise / np.linalg.norm(noise)
        return turned / np.linalg.norm(turned)


def hash_of(text: str) -> int:
    import zlib

    return zlib.crc32(text.encode())


def peak() -> float:
    """Return the highest memory of this process so far, MB."""
    found = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())
    return int(found[1]) / 1024 if found else 0.0


def resident() -> float:
    """Return the memory of this process now that is its own, MB (pages of mapped files are the system's)."""
    found = re.search(r"RssAnon:\s+(\d+)", Path("/proc/self/status").read_text())
    return int(found[1]) / 1024 if found else 0.0


def disk(folder: Path) -> float:
    return sum(p.stat().st_size for p in folder.rglob("*") if p.is_file()) / 1e6


def timed(call: Callable[[], object]) -> float:
    began = time.perf_counter()
    call()
    return time.perf_counter() - began


def spread(seconds: Sequence[float]) -> dict[str, float]:
    ordered = sorted(seconds)
    return {
        "median_ms": round(statistics.median(ordered) * 1000, 1),
        "p95_ms": round(ordered[int(len(ordered) * 0.95)] * 1000, 1),
    }


def queries(base: Sequence[str]) -> list[str]:
    """Return questions: some neighbouring words of paragraphs, as a search box gets them."""
    order = np.random.default_rng(11)
    out = []
    for which in order.integers(0, len(base), _ASKED).tolist():
        words = base[which].split()
        at = int(order.integers(0, max(1, len(words) - 9)))
        out.append(" ".join(words[at : at + 9]))
    return out


def stage_base(folder: Path, _size: int) -> dict[str, Any]:
    from index.encoder import SHIPPED, OnnxEncoder

    base = paragraphs()[:_BASE]
    model = OnnxEncoder(SHIPPED)
    model.encode_document(base[:8])
    began = time.perf_counter()
    vectors = model.encode_document(base)
    spent = time.perf_counter() - began
    np.save(folder / "base.npy", vectors)
    return {"encoded_per_s": round(len(base) / spent, 1), "peak_mb": round(peak())}


def opened(folder: Path) -> Any:
    from index.chunk_index import ChunkIndex

    return ChunkIndex.open(folder / "index", Turned(folder))


def documents(size: int) -> tuple[dict[str, str], Callable[[str], Iterator[Evidence]]]:
    base = paragraphs()
    marks = {f"d{n}": "1" for n in range((size + _UNITS - 1) // _UNITS)}

    def read(key: str) -> Iterator[Evidence]:
        first = int(key[1:]) * _UNITS
        return (unit(base, at) for at in range(first, min(first + _UNITS, size)))

    return marks, read


def stage_words(folder: Path, size: int) -> dict[str, Any]:
    index = opened(folder)
    marks, read = documents(size)
    before = peak()
    spent = timed(lambda: index.sync_documents(marks, read, fill=False))
    index.settle()
    return {
        "s": round(spent, 1),
        "units_per_s": round(size / spent),
        "peak_mb": round(peak()),
        "texts_mb": round(before),
    }


def stage_vectors(folder: Path, size: int) -> dict[str, Any]:
    index = opened(folder)
    spent = timed(index.fill)
    index.close()
    return {
        "s": round(spent, 1),
        "units_per_s": round(size / spent),
        "peak_mb": round(peak()),
        "disk_mb": round(disk(folder / "index")),
    }


def stage_search(folder: Path, size: int) -> dict[str, Any]:
    asked = queries(paragraphs()[:size])
    before = resident()
    began = time.perf_counter()
    index = opened(folder)
    index.search(asked[0], 24)
    cold = time.perf_counter() - began
    warm = [timed(lambda q=q: index.search(q, 24)) for q in asked]  # type: ignore[misc]
    warm = [timed(lambda q=q: index.search(q, 24)) for q in reversed(asked)]  # type: ignore[misc]
    few = [timed(lambda q=q: index.search(q, 24, [f"d{n}" for n in range(5)])) for q in asked[:40]]  # type: ignore[misc]
    found = [index.search(q, 10) for q in asked]
    right = sum(any(q in h.text for h in hits) for q, hits in zip(asked, found, strict=True))
    state = index.vector_status.state.value
    out = {
        "cold_s": round(cold, 2), **spread(warm), "in_five_documents": spread(few), "found": f"{right}/{len(asked)}",
        "own_mb": round(resident() - before), "peak_mb": round(peak()), "vectors": state,
    }  # fmt: skip
    index.close()
    return out


def stage_add(folder: Path, size: int) -> dict[str, Any]:
    base = paragraphs()
    index = opened(folder)
    marks = {**index.marks(), "new": "1"}

    def read(_key: str) -> Iterator[Evidence]:
        from dataclasses import replace

        return (replace(unit(base, 7 * size + n), document_id="new", id=f"new#{n}") for n in range(_UNITS))

    words = timed(lambda: index.sync_documents(marks, read, fill=False))
    vectors = timed(index.fill)
    index.close()
    return {"words_s": round(words, 2), "vectors_s": round(vectors, 2)}


def stage_bm25s(folder: Path, size: int) -> dict[str, Any]:
    import bm25s

    from index.tokens import terms

    base = paragraphs()
    asked = queries(base)
    before = peak()
    tokens: list[list[str]] = []
    spent = timed(lambda: tokens.extend(list(terms(unit(base, n).text)) for n in range(size)))
    model = bm25s.BM25()
    spent += timed(lambda: model.index(tokens, show_progress=False))
    warm = [timed(lambda q=q: model.retrieve([list(terms(q))], k=24, show_progress=False)) for q in asked]  # type: ignore[misc]
    model.save(str(folder / "bm25s"))
    return {
        "s": round(spent, 1),
        "units_per_s": round(size / spent),
        **spread(warm[5:]),
        "peak_mb": round(peak() - before),
        "disk_mb": round(disk(folder / "bm25s")),
    }


def stage_langchain(folder: Path, size: int) -> dict[str, Any]:
    from langchain_chroma import Chroma

    model = Turned(folder)
    base = paragraphs()
    asked = [model.encode_query([q])[0].tolist() for q in queries(base)]

    class Known:
        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            return [row.tolist() for row in model.encode_document(texts)]

        def embed_query(self, text: str) -> list[float]:
            return self.embed_documents([text])[0]

    before = peak()
    store = Chroma("peer", Known(), persist_directory=str(folder / "langchain"))  # type: ignore[arg-type]

    def add() -> None:
        for first in range(0, size, 1000):
            chunk = [unit(base, n) for n in range(first, min(first + 1000, size))]
            store.add_texts(
                [u.text for u in chunk],
                metadatas=[{"d": u.document_id} for u in chunk],
                ids=[u.id for u in chunk],
            )

    spent = timed(add)
    warm = [timed(lambda v=v: store.similarity_search_by_vector(v, k=24)) for v in asked]  # type: ignore[misc]
    return {
        "s": round(spent, 1),
        "units_per_s": round(size / spent),
        **spread(warm[5:]),
        "peak_mb": round(peak() - before),
        "disk_mb": round(disk(folder / "langchain")),
    }


STAGES = ("words", "vectors", "search", "add", "bm25s", "langchain")


def run(stage: str, folder: Path, size: int) -> Any:
    """Return what a stage measures, in a process of its own on one core."""
    command = [sys.executable, "-m", "tests.benchmarks.growth", "--stage", stage, str(folder), str(size)]
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "RAYON_NUM_THREADS": "1"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        return {"error": done.stderr.strip().splitlines()[-1:] or done.returncode}
    return json.loads(done.stdout.strip().splitlines()[-1])


def main(sizes: Sequence[int]) -> None:
    """Measure every size and keep what was found after each."""
    found: dict[str, Any] = {"load_before": os.getloadavg()}
    with tempfile.TemporaryDirectory() as kept:
        found["encoder"] = run("base", Path(kept), 0)
        for size in sizes:
            folder = Path(kept) / str(size)
            folder.mkdir()
            shutil.copy(Path(kept) / "base.npy", folder)
            found[str(size)] = {}
            for stage in STAGES:
                if size > 100_000 and stage in {"bm25s", "langchain"}:
                    continue
                found[str(size)][stage] = run(stage, folder, size)
                print(size, stage, found[str(size)][stage], flush=True)
                keep("growth", found)
            shutil.rmtree(folder)
    found["load_after"] = os.getloadavg()
    keep("growth", found)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--stage"]:
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
        print(
            json.dumps(
                globals()[f"stage_{sys.argv[2]}"](Path(sys.argv[3]), int(sys.argv[4])), ensure_ascii=False
            )
        )
    else:
        main([int(n) for n in sys.argv[1:]] or SIZES)
