"""How right answers, tasks, targets and outlines are, by the evaluation's own scorer.

Run with `python -m tests.benchmarks.scores`; needs ../shared; results go to results/scores-<sha>.json.
Seed questions are asked of the plan alone, with and without diacritics; the others of all labelled
documents together, the plan among them.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from corpus.text.normalize import strip_diacritics

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("HOIDAP_EVAL_DATA", ROOT.parent / "shared" / "data"))
SCORER = DATA.parent / "evaluation" / "score.py"


def hoidap(folder: Path, *words: str) -> str:
    """Return what a command prints, run with a data folder of its own."""
    command = [sys.executable, "-m", "assistant.cli.main", *words]
    environment = {**os.environ, "HOIDAP_DATA": str(folder)}
    return subprocess.run(
        command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True
    ).stdout


def score(kind: str, gold: Path, rows: str, folder: Path) -> dict[str, Any]:
    """Return the scorer's figures for rows of JSON Lines."""
    printed = folder / f"{kind}.jsonl"
    printed.write_text(rows, encoding="utf-8")
    command = [sys.executable, str(SCORER), kind, str(gold), str(printed), "--json"]
    out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return json.loads(out.splitlines()[-1])  # type: ignore[no-any-return]


def plain(questions: Path, folder: Path) -> Path:
    """Return the questions without diacritics."""
    rows = [json.loads(line) for line in questions.read_text(encoding="utf-8").splitlines() if line.strip()]
    made = folder / "plain.jsonl"
    stripped = (row | {"question": strip_diacritics(row["question"])} for row in rows)
    made.write_text("\n".join(json.dumps(r, ensure_ascii=False) for r in stripped), encoding="utf-8")
    return made


def main() -> int:
    """Score everything and keep the figures."""
    if not SCORER.is_file():
        print(f"evaluation data absent: {DATA}")
        return 0
    seed, gold = DATA / "seed_questions", DATA / "gold_docs"
    figures: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as many:
        plan, office = Path(one), Path(many)
        asked = hoidap(plan, "ask", "--batch", str(seed / "questions.jsonl"), "--json")
        figures["plan"] = score("answers", seed, asked, plan)
        asked = hoidap(plan, "ask", "--batch", str(plain(seed / "questions.jsonl", plan)), "--json")
        figures["plan, no diacritics"] = score("answers", seed, asked, plan)
        hoidap(office, "add", str(gold / "files"))
        asked = hoidap(office, "ask", "--batch", str(gold / "questions.jsonl"), "--json")
        figures["documents"] = score("answers", gold, asked, office)
        for kind in ("outline", "tasks", "targets"):
            figures[kind] = score(kind, gold, hoidap(office, kind, "--json"), office)
    sha = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.strip()
    kept = ROOT / "tests" / "benchmarks" / "results" / f"scores-{sha}.json"
    kept.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    for name, row in figures.items():
        print(name, {k: round(v, 3) for k, v in row.items() if isinstance(v, float)})
    return 0


if __name__ == "__main__":
    sys.exit(main())
