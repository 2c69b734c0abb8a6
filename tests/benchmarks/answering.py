"""How fast `ask` answers on the plan: from a cold process, warm, and what a long-lived one needs of memory.

Run with `python -m tests.benchmarks.answering`; results go to results/answering-<sha>.json.
"""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from assistant.assistant import Assistant
from assistant.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 200  # questions asked of one process before its memory is read
COLD = 5  # fresh processes; the first one also fills the file cache
QUESTIONS = (
    "Đến năm 2030 huyện Đức Trọng đạt tiêu chí đô thị loại mấy?",
    "Ai chịu trách nhiệm tuyên truyền, phổ biến Nghị quyết 06-NQ/TU?",
    "Thời gian hoàn thành công tác phổ biến là khi nào?",
    "den nam 2045 huyen duc trong dat do thi loai may",
    "Kế hoạch 3316 do ai ký, ngày nào?",
    "So sánh mục tiêu năm 2025 và năm 2030",
    "Kinh phí thực hiện kế hoạch là bao nhiêu?",
    "Mục III.1.b nói gì?",
    "NQ 1210 còn hiệu lực không?",
    "Thời tiết hôm nay thế nào?",
)


def cold(folder: str) -> list[float]:
    """Return the seconds that `hoidap ask` takes in fresh processes, index already made."""
    environment = {**os.environ, "HOIDAP_DATA": folder}
    command = [sys.executable, "-m", "assistant.cli.main", "ask", QUESTIONS[0], "--json"]
    seconds = []
    for _ in range(COLD):
        began = time.perf_counter()
        subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
        seconds.append(time.perf_counter() - began)
    return seconds


def warm(assistant: Assistant) -> list[float]:
    """Return the milliseconds of each of 200 answers in one process."""
    milliseconds = []
    for number in range(ROUNDS):
        began = time.perf_counter()
        assistant.ask(QUESTIONS[number % len(QUESTIONS)])
        milliseconds.append((time.perf_counter() - began) * 1000)
    return milliseconds


def main() -> None:
    """Measure, print and keep."""
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        assistant = Assistant.open(Settings(data=Path(folder)))
        first_index = time.perf_counter() - began
        times = sorted(warm(assistant))
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        cold_times = cold(folder)
    result = {
        "first index of the plan, s": round(first_index, 2),
        "cold process, median s": round(statistics.median(cold_times), 2),
        "warm, median ms": round(statistics.median(times), 1),
        "warm, p95 ms": round(times[int(len(times) * 0.95)], 1),
        f"peak memory after {ROUNDS} questions, MB": round(memory),
    }
    for name, value in result.items():
        print(f"{name:40} {value}")
    keep("answering", result)


def keep(name: str, result: Mapping[str, object]) -> Path:
    """Write a result beside the others, under the commit that it was measured at; return the file."""
    sha = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    path = Path(__file__).parent / "results" / f"{name}-{sha.stdout.strip() or 'unknown'}.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(path)
    return path


if __name__ == "__main__":
    main()
