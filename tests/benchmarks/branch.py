#!/usr/bin/env python3
"""Compare this tree with a branch, side by side: the same work by both, in turn, on the same machine.

    python -m tests.benchmarks.branch [BASE] [--rounds N]     BASE: a branch or commit; main unless said

Both are driven by their command line alone, so that a branch may change everything inside. Each round runs every
step on both sides, the one that goes first in turn; what is printed is each side's median of processor seconds, the ratio of the
medians, and how far single rounds' ratios lie apart: a ratio of 1 inside of that is no difference. Answers are
compared too: a faster tree that says something else is not the same tree.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.factories.offices import build

ROOT = Path(__file__).resolve().parents[2]
ENOUGH = 5  # rounds in which all ratios on one side of 1 are hardly chance: 1 in 16
QUESTIONS = 16  # asked in each round: of every kind some, and a round stays below a minute


@dataclass
class Side:
    """One tree, its data folder, and what was measured of it."""

    name: str
    tree: Path
    data: Path
    figures: dict[str, list[float]] = field(default_factory=dict)
    answers: dict[str, str] = field(default_factory=dict)

    def run(self, *arguments: str) -> tuple[float, str]:
        """Run `hoidap` of this tree; return the seconds of processor time that it took and what it printed."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith("HOIDAP_")}
        environment = {**kept, "HOIDAP_DATA": str(self.data), "PYTHONPATH": str(self.tree)}
        command = [sys.executable, "-m", "assistant.cli.main", *arguments]
        before = _spent()
        done = subprocess.run(
            command, cwd=self.tree, env=environment, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise SystemExit(f"{self.name}: hoidap {' '.join(arguments)}\n{done.stderr}")
        return _spent() - before, done.stdout

    def note(self, figure: str, value: float) -> None:
        """Keep a figure of this round."""
        self.figures.setdefault(figure, []).append(value)


def _spent() -> float:
    """Return the processor seconds of all children so far: what others do on the machine hardly shows in them."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@contextmanager
def checked_out(base: str) -> Iterator[Path]:
    """Give a worktree of a branch or commit until the block ends."""
    with tempfile.TemporaryDirectory(prefix="hoidap-base-") as folder:
        tree = Path(folder) / "tree"
        subprocess.run(
            ["git", "worktree", "add", "--quiet", "--detach", str(tree), base], cwd=ROOT, check=True
        )
        try:
            yield tree
        finally:
            subprocess.run(["git", "worktree", "remove", "--force", str(tree)], cwd=ROOT, check=True)


def steps(folder: Path, batch: Path) -> dict[str, Callable[[Side], None]]:
    """Return what is done in each round, in order."""

    def timed(figure: str, *arguments: str) -> Callable[[Side], None]:
        return lambda side: side.note(figure, side.run(*arguments)[0])

    def ask(side: Side) -> None:
        seconds, printed = side.run("ask", "--batch", str(batch), "--json")
        side.note("ask 16 questions", seconds)
        rows = [json.loads(line) for line in printed.splitlines()]
        side.answers |= {row["question"]: f"{row['status']}: {row['answer']}" for row in rows}

    return {
        "help": timed("help", "--help"),
        "add": timed("read 13 documents", "add", str(folder)),
        "sync": timed("sync, nothing new", "sync"),
        "documents": timed("list documents", "documents", "--json"),
        "tasks": timed("list tasks", "tasks", "--json"),
        "search": timed("search 16 questions", "search", "--batch", str(batch), "-k", "10"),
        "ask": ask,
    }


def measure(sides: tuple[Side, Side], rounds: int, office: Path) -> None:
    """Run every step on both sides as often as there are rounds."""
    lines = (office / "questions.jsonl").read_text("utf-8").splitlines()
    batch = office / "batch.jsonl"
    batch.write_text("\n".join(lines[:: max(1, len(lines) // QUESTIONS)][:QUESTIONS]), "utf-8")
    for number in range(rounds):
        with tempfile.TemporaryDirectory() as data:
            for side in sides:
                side.data = Path(data) / side.name
            for step in steps(office / "files", batch).values():
                for side in sides if number % 2 else reversed(sides):
                    step(side)
        print(f"round {number + 1} of {rounds}", file=sys.stderr, flush=True)


def table(base: Side, own: Side) -> Iterator[str]:
    """Yield a line a figure: medians of processor seconds, their ratio (below 1: this tree takes less), and the ratios of single rounds."""
    yield f"{'':26} {base.name:>12} {own.name:>12}   ratio   rounds"
    for figure, before in base.figures.items():
        after = own.figures[figure]
        one, two = statistics.median(before), statistics.median(after)
        single = sorted(b / a for a, b in zip(before, after, strict=True))
        apart = "" if len(single) < ENOUGH or single[0] <= 1 <= single[-1] else "  ←"
        yield f"{figure:26} {one:12.2f} {two:12.2f} {two / one:7.2f}   {single[0]:.2f}-{single[-1]:.2f}{apart}"
    other = [q for q, said in base.answers.items() if own.answers.get(q) != said]
    yield f"{len(base.answers) - len(other)} of {len(base.answers)} answers are the same"
    yield from (f"  other: {question}" for question in other)


def main() -> int:
    """Compare, print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("base", nargs="?", default="main")
    parser.add_argument("--rounds", type=int, default=5, help="odd, so that a median is a measured value")
    options = parser.parse_args()
    if not subprocess.run(["git", "diff", "--quiet", options.base, "--"], cwd=ROOT, check=False).returncode:
        print(f"this tree is {options.base}: nothing to compare")
        return 0
    with checked_out(options.base) as tree, tempfile.TemporaryDirectory() as office:
        sides = Side("base", tree, Path()), Side("this", ROOT, Path())
        measure(sides, options.rounds, build("open", Path(office)))
        print("\n".join(table(*sides)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
