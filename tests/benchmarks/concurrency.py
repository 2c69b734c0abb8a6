"""What one, eight and thirty-two people get who ask at the same time, by the way in which the models are run.

    python -m tests.benchmarks.concurrency

Three ways side by side, each level in a process of its own, through the line of the page: a run for each
question ("own": all its pairs, two threads), runs that take the pairs of all who wait together ("batched"),
and a text at a time on the threads that all share ("shared", what the program does). Results go to
results/concurrency-<sha>.json. On a busy machine only processor seconds can be compared.
"""

from __future__ import annotations

import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from assistant.assistant import Assistant
from assistant.settings import Settings
from index.encoder import OnnxEncoder
from index.inference import OnnxModel, Rows
from index.reranker import OnnxReranker
from tests.benchmarks.answering import QUESTIONS, ROOT, keep
from ui.line import Line

WAYS = ("own", "batched", "shared")
LEVELS = {1: 20, 8: 32, 32: 64}  # people → questions of all together
_RUN = 4096  # padded tokens of one run
_PAD = 1


def batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Yield positions in order of length, as many together as fit into a run."""
    batch: list[int] = []
    for i in sorted(range(len(lengths)), key=lengths.__getitem__):
        if batch and (len(batch) + 1) * lengths[i] > _RUN:
            yield batch
            batch = []
        batch.append(i)
    if batch:
        yield batch


class Own(OnnxModel):
    """A run for each question, padded, on two threads."""

    def _session(self) -> Any:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 2
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        return onnxruntime.InferenceSession(
            str(self.folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )

    def run(self, texts: Sequence[str] | Sequence[tuple[str, str]]) -> Rows:
        session, tokenizer = self._load()
        return self.padded(session, [e.ids for e in tokenizer.encode_batch(list(texts))])

    @staticmethod
    def padded(session: Any, ids: Sequence[Sequence[int]]) -> Rows:
        rows: list[Any] = [None] * len(ids)
        for batch in batches([len(row) for row in ids]):
            width = max(len(ids[i]) for i in batch)
            tokens = np.full((len(batch), width), _PAD, dtype=np.int64)
            mask = np.zeros((len(batch), width), dtype=np.int64)
            for line, i in enumerate(batch):
                tokens[line, : len(ids[i])] = ids[i]
                mask[line, : len(ids[i])] = 1
            found = session.run(None, {"input_ids": tokens, "attention_mask": mask})[0]
            for i, row in zip(batch, found, strict=True):
                rows[i] = row
        return np.asarray(rows, dtype=np.float32)


class Batched(Own):
    """One thread that takes whatever waits into its next runs; whoever is alone waits for nobody."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._waiting: list[tuple[list[Any], list[Any], threading.Event]] = []
        self._news = threading.Condition()
        threading.Thread(target=self._serve, daemon=True).start()

    def run(self, texts: Sequence[str] | Sequence[tuple[str, str]]) -> Rows:
        _, tokenizer = self._load()
        ids, rows, done = [e.ids for e in tokenizer.encode_batch(list(texts))], list[Any](), threading.Event()
        with self._news:
            self._waiting.append((ids, rows, done))
            self._news.notify()
        done.wait()
        return np.asarray(rows, dtype=np.float32)

    def _serve(self) -> None:
        while True:
            with self._news:
                while not self._waiting:
                    self._news.wait()
                taken, self._waiting = self._waiting, []
            found = self.padded(self._load()[0], [ids for one in taken for ids in one[0]])
            at = 0
            for ids, rows, done in taken:
                rows.extend(found[at : at + len(ids)])
                at += len(ids)
                done.set()


def peak() -> float:
    """Return the highest memory of this process so far, MB."""
    found = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())
    return int(found[1]) / 1024 if found else 0.0


def measure(way: str, people: int, folder: Path) -> dict[str, float]:
    """Return what so many people get who ask in turn and without a pause."""
    assistant = Assistant.open(Settings(data=folder))
    if way != "shared":
        made = Own if way == "own" else Batched
        for model in (assistant.reranker, assistant.index._encoder):
            assert isinstance(model, OnnxReranker | OnnxEncoder)
            model._model = made(model._model.folder)
    assistant.ask(QUESTIONS[0])
    line, left, seconds, lock = Line(), iter(range(LEVELS[people])), list[float](), threading.Lock()

    def person(owner: str) -> None:
        while True:
            with lock:
                number = next(left, None)
            if number is None:
                return
            began = time.perf_counter()
            work = partial(assistant.ask, QUESTIONS[number % len(QUESTIONS)])
            line.enter(owner, work).result.result()
            seconds.append(time.perf_counter() - began)

    began, spent = time.perf_counter(), time.process_time()
    threads = [threading.Thread(target=person, args=(str(n),)) for n in range(people)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took, spent, ordered = time.perf_counter() - began, time.process_time() - spent, sorted(seconds)
    line.close()
    return {
        "questions_per_s": round(len(ordered) / took, 2),
        "median_s": round(statistics.median(ordered), 2),
        "p95_s": round(ordered[int(len(ordered) * 0.95)], 2),
        "processor_ms_per_question": round(1000 * spent / len(ordered)),
        "peak_mb": round(peak()),
    }


def main() -> None:
    """Measure every way at every level and keep what was found after each."""
    result: dict[str, Any] = {"cores": os.cpu_count(), "load_before": os.getloadavg()}
    with tempfile.TemporaryDirectory() as folder:
        Assistant.open(Settings(data=Path(folder))).index.close()
        for people in LEVELS:
            for way in WAYS:
                command = [sys.executable, "-m", "tests.benchmarks.concurrency", way, str(people), folder]
                done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
                result[f"{people} {way}"] = json.loads(done.stdout.strip().splitlines()[-1])
                print(people, way, result[f"{people} {way}"], flush=True)
    result["load_after"] = os.getloadavg()
    keep("concurrency", result)


if __name__ == "__main__":
    if sys.argv[1:]:
        print(json.dumps(measure(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))))
    else:
        main()
