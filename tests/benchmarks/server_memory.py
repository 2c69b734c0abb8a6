"""How much memory the page's server holds after 200 questions asked in a real browser, and how fast it answers.

Run with `python -m tests.benchmarks.server_memory`; results go to results/server-memory-<sha>.json.
The time of an answer is what a reader feels: from Enter to the complete answer in the page.
"""

from __future__ import annotations

import json
import re
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.benchmarks.answering import QUESTIONS
from tests.e2e.conftest import CHROMIUM, FLAGS, ROOT, free_port, opened, real, serving

ROUNDS = 200  # questions, in conversations of twenty
TURNS = 20

_TIMED = """async question => {
    const before = document.body.dataset.answers || '';
    const began = performance.now();
    let first = 0;
    const button = Object.assign(document.createElement('button'), {hidden: true});
    button.dataset.ask = question;
    document.body.append(button);
    button.click();
    button.remove();
    while ((document.body.dataset.answers || '') === before) {
        if (!first && document.querySelector('#hd-live [aria-busy=true] ')) first = performance.now() - began;
        if (performance.now() - began > 60000) throw new Error(document.querySelector('#hd-live').outerHTML);
        await new Promise(resolve => setTimeout(resolve, 5));
    }
    return [first, performance.now() - began];
}"""


def memory(pid: int) -> dict[str, float]:
    """Return the present and the highest resident memory of a process in MB."""
    status = Path(f"/proc/{pid}/status").read_text()
    return {key: int(re.search(rf"{key}:\s+(\d+)", status)[1]) / 1024 for key in ("VmRSS", "VmHWM")}  # type: ignore[index]


def asked(page: Page, address: str) -> list[tuple[float, float]]:
    """Ask all questions; return milliseconds to the question's appearance and to the complete answer."""
    times = []
    for number in range(ROUNDS):
        if number % TURNS == 0:
            opened(page, address)
        times.append(tuple(page.evaluate(_TIMED, QUESTIONS[number % len(QUESTIONS)])))
    return times


def server_pid(port: int) -> int:
    """Return the process that was started for a port."""
    listed = subprocess.run(
        ["pgrep", "-f", f"assistant.cli.main ui --port {port}"], capture_output=True, text=True, check=True
    )
    return int(listed.stdout.split()[0])


def main() -> None:
    """Measure, print and keep the figures."""
    port = free_port()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        data = Path(folder) / "data"
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        with serving(real(data, port), data, port) as address:
            pid = server_pid(port)
            start = memory(pid)
            times = asked(browser.new_page(), address)
            end = memory(pid)
        browser.close()
    complete = sorted(t for _, t in times)
    result = {
        "questions": ROUNDS,
        "start_mb": round(start["VmRSS"]),
        "after_mb": round(end["VmRSS"]),
        "peak_mb": round(end["VmHWM"]),
        "question_shown_ms_median": round(statistics.median(t for t, _ in times if t)),
        "answer_complete_ms_median": round(statistics.median(complete)),
        "answer_complete_ms_p95": round(complete[int(ROUNDS * 0.95)]),
    }
    sha = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    path = Path(__file__).parent / "results" / f"server-memory-{sha.stdout.strip()}.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(result, indent=2) + "\n", "utf-8")
    print(json.dumps(result, indent=2))


if __name__ == "__main__":
    sys.exit(main())
