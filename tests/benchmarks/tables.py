"""How right generated tables are read: 40 seeds in each of Word, Excel and PDF.

Run with `python -m tests.benchmarks.tables`; results go to results/tables-<sha>.json. The tables are of
`tests/factories/tables.py`; seeds from 1000 took no part in writing the rules of the readers.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.factories.table_scores import Score, score
from tests.factories.tables import WRITERS, table

ROOT = Path(__file__).resolve().parents[2]
FIRST, COUNT = 1000, 40
FLOOR = 0.97


def main() -> int:
    """Score every form and keep the figures; 1 where a figure is below the floor."""
    figures: dict[str, dict[str, float]] = {}
    for form in WRITERS:
        total, faults = Score(), list[str]()
        for seed in range(FIRST, FIRST + COUNT):
            score(table(seed, form), form, total, faults)
        figures[form] = {k: round(v, 4) for k, v in total.shares().items()} | {
            "rows": total.rows,
            "cells_expected": total.cells,
        }
        print(form, figures[form], *faults[:10], sep="\n  ")
    sha = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.strip()
    kept = ROOT / "tests" / "benchmarks" / "results" / f"tables-{sha}.json"
    kept.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    worst = min(v for row in figures.values() for k, v in row.items() if k not in {"rows", "cells_expected"})
    return 0 if worst >= FLOOR else 1


if __name__ == "__main__":
    sys.exit(main())
