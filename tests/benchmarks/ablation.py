"""What each part of the road brings: words, + restoration, + vectors, + cross-encoder, + reading.

Run with `python -m tests.benchmarks.ablation [SET …]`; results go to results/ablation-<sha>.{json,md}. Each step is a
set of settings; a step whose setting this version does not have is left out and named. `--step "NAME: A=B C=D"` adds
one of your own.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from assistant.cli.eval import changed_settings
from assistant.cli.session import open_assistant
from assistant.evaluation.report import row
from assistant.evaluation.run import evaluate
from assistant.settings import Settings
from index.errors import IndexingError
from tests.benchmarks.answering import keep
from tests.benchmarks.peers import sets, table

STEPS: dict[str, tuple[str, ...]] = {  # each step has what the step before has, and one part more
    "words": ("restoration=false", "model=none", "reranker=none", "reading=false"),
    "+ restoration": ("model=none", "reranker=none", "reading=false"),
    "+ vectors": ("reranker=none", "reading=false"),
    "+ cross-encoder": ("reading=false",),
    "+ reading (as shipped)": (),
}


def known(changes: Sequence[str]) -> tuple[str, ...]:
    """Return the changes whose setting this version has."""
    return tuple(c for c in changes if c.partition("=")[0] in Settings.model_fields)


def plan() -> dict[str, tuple[str, ...]]:
    """Return the steps that differ in this version."""
    steps: dict[str, tuple[str, ...]] = {}
    for name, changes in STEPS.items():
        here = known(changes)
        if here in steps.values():
            print(f"left out, nothing here switches it: {next(n for n, c in steps.items() if c == here)}")
            steps = {n: c for n, c in steps.items() if c != here}
        steps[name] = here
    return steps


def main(arguments: Sequence[str]) -> int:
    """Measure, print and keep."""
    steps = plan()
    names = list(arguments)
    while "--step" in names:
        at = names.index("--step")
        name, _, changes = names[at + 1].partition(":")
        steps[name] = tuple(changes.split())
        del names[at : at + 2]
    results: dict[str, dict[str, Any]] = {}
    with tempfile.TemporaryDirectory() as made:
        for name, folder in sets(names, Path(made)).items():
            results[name] = {}
            for step, changes in steps.items():
                chosen = changed_settings(Settings(), changes)
                try:
                    results[name][step] = row(evaluate(folder, chosen, open_assistant), misses=False)
                except IndexingError as error:  # this version cannot run without, or with, that model
                    print(f"{step}: {error}")
    said = table(results)
    print(said)
    keep("ablation", results).with_suffix(".md").write_text(said, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
