#!/usr/bin/env python3
"""Kill `sync` at random moments and prove that the next one completes: no duplicate, no loss.

    python -m tests.benchmarks.sync_kill [--kills 1000] [--chunks 120] [--seed 1]

A child process, with everything imported, forks a writer for each kill; each writer brings the index
from one state to another (chunks added, changed, removed) and is killed with SIGKILL after a random
share of the time that a whole sync takes. Every tenth time, and at the end, a sync runs to its end
and units, vectors and the Chroma collection are compared with what was asked for. The result is kept in
tests/benchmarks/results/sync_kill-<commit>.json.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from corpus.model import Evidence
from index.chunk_index import ChunkIndex

ROOT = Path(__file__).resolve().parents[2]
RESULTS = Path(__file__).parent / "results"
CHECK_EVERY = 10  # kills
SLACK = 1.1  # of a whole sync: some kills come after the end, too late to matter
WORDS = ("đô thị", "nghị quyết", "quý II/2022", "chủ trì", "huyện Đức Trọng", "06-NQ/TU", "báo cáo")


class LengthEncoder:
    """A fake encoder of three numbers; the default one would only make each sync slower."""

    fingerprint = "length-1"

    def encode_query(self, texts: Sequence[str]) -> object:
        return self.encode_document(texts)

    def encode_document(self, texts: Sequence[str]) -> object:
        import numpy as np

        rows = np.array([[1.0, len(t), t.count("a")] for t in texts], dtype=np.float32)
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def state(chance: random.Random, size: int) -> list[Evidence]:
    """Return a library state: most chunks as always, some missing, some with other words."""
    chunks = []
    for number in range(size):
        if chance.random() < 0.15:
            continue
        version = chance.randint(0, 9) if chance.random() < 0.3 else 0
        text = f"{number}. {chance.choice(WORDS) if version else WORDS[number % len(WORDS)]} bản {version}"
        document = f"d{number // 20}"
        key = f"{document}#{number}"
        chunks.append(Evidence(key, document, key, 0, len(text), text, ""))
    return chunks


def faults(folder: Path, wanted: Sequence[Evidence]) -> list[str]:
    """Return how the index on disk differs from what was asked for."""
    found = []
    index = ChunkIndex.open(folder, LengthEncoder())  # type: ignore[arg-type]
    held = sorted(u.id + u.text for u in index.units())
    if held != sorted(c.id + c.text for c in wanted):
        found.append(f"{len(held)} units, {len(wanted)} wanted")
    status = index.vector_status
    if status.state != "ready" or status.filled != len(wanted):
        found.append(f"vectors: {status}")
    hits = index.search(wanted[0].text, top_k=len(wanted))
    if len({h.chunk_id for h in hits}) != len(hits):
        found.append("duplicate hits")
    if any(h.dense is None for h in hits):
        found.append("vectors are missing")
    in_chroma = chroma(folder)
    if in_chroma != len(wanted):
        found.append(f"{in_chroma} vectors in Chroma, {len(wanted)} wanted")
    return found


def chroma(folder: Path) -> int:
    """Return how many vectors the only collection holds."""
    import chromadb
    from chromadb.config import Settings

    settings = Settings(anonymized_telemetry=False)
    client = chromadb.PersistentClient(path=str(folder / "chroma"), settings=settings)
    (collection,) = client.list_collections()
    return int(client.get_collection(collection.name, embedding_function=None).count())


def write(folder: Path, chunks: Sequence[Evidence]) -> None:
    """Run one whole sync (this is what gets killed)."""
    ChunkIndex.open(folder, LengthEncoder()).sync(chunks)  # type: ignore[arg-type]


def in_child(folder: Path, chunks: Sequence[Evidence], seconds: float | None) -> bool:
    """Sync in a forked process, killed after `seconds`; return whether it was killed before its end."""
    process = os.fork()
    if process == 0:
        try:
            write(folder, chunks)
        except BaseException as error:
            print(f"child: {error!r}", file=sys.stderr, flush=True)
            os._exit(1)
        os._exit(0)
    if seconds is not None:
        time.sleep(seconds)
        os.kill(process, signal.SIGKILL)
    _, status = os.waitpid(process, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        raise RuntimeError("a sync that was not killed failed")
    return os.WIFSIGNALED(status)


def run(folder: Path, kills: int, size: int, seed: int) -> dict[str, object]:
    """Kill `kills` syncs and return what was seen."""
    import chromadb  # noqa: F401 - imported once, so that a kill falls into the work and not into imports

    chance = random.Random(seed)
    whole = sorted(_seconds(folder, state(chance, size)) for _ in range(3))[1]
    killed = checks = readable = 0
    problems: list[str] = []
    started = time.time()
    for number in range(1, kills + 1):
        wanted = state(chance, size)
        killed += in_child(folder, wanted, chance.uniform(0, whole * SLACK))
        readable += ChunkIndex.open(folder, LengthEncoder()).size > 0  # type: ignore[arg-type]
        if number % CHECK_EVERY == 0 or number == kills:
            wanted = state(chance, size)
            whole = _seconds(folder, wanted)  # measured again each time: a machine is not always as busy
            problems += [f"after kill {number}: {p}" for p in _faults_in_child(folder, wanted)]
            checks += 1
        if number % 100 == 0:
            print(f"{number} kills, {len(problems)} faults, {time.time() - started:.0f} s", file=sys.stderr)
    return {
        "kills": kills,
        "killed_before_the_end": killed,
        "readable_after_the_kill": readable,
        "checks": checks,
        "faults": problems,
        "chunks": size,
        "whole_sync_ms": round(whole * 1000),
        "seed": seed,
        "seconds": round(time.time() - started),
    }


def _seconds(folder: Path, wanted: Sequence[Evidence]) -> float:
    """Run a sync to its end and return how long it took."""
    started = time.perf_counter()
    in_child(folder, wanted, None)
    return time.perf_counter() - started


def _faults_in_child(folder: Path, wanted: Sequence[Evidence]) -> list[str]:
    """Check in a process of its own: Chroma must never run in the one that forks."""
    read, out = os.pipe()
    process = os.fork()
    if process == 0:
        try:
            report = faults(folder, wanted)
        except BaseException as error:
            report = [repr(error)]
        os.write(out, json.dumps(report).encode())
        os._exit(0)
    os.close(out)
    with os.fdopen(read) as pipe:
        report = json.loads(pipe.read() or '["the check died"]')
    os.waitpid(process, 0)
    return list(report)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--chunks", type=int, default=120)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="sync-kill-"))
    try:
        result = run(folder / "index", options.kills, options.chunks, options.seed)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    sha = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.strip()
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"sync_kill-{sha or 'unknown'}.json"
    path.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(result, ensure_ascii=False))
    sys.exit(1 if result["faults"] else 0)


if __name__ == "__main__":
    main()
