"""Run every benchmark of tests/benchmarks in turn; what has no data here says so and is passed over."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def main() -> int:
    failed = []
    for path in sorted((ROOT / "tests" / "benchmarks").glob("*.py")):
        if '__name__ == "__main__"' not in path.read_text(encoding="utf-8"):
            continue
        print(f"== {path.stem}", flush=True)
        done = subprocess.run([sys.executable, "-m", f"tests.benchmarks.{path.stem}"], cwd=ROOT, check=False)
        if done.returncode:
            failed.append(path.stem)
    if failed:
        print(f"not measured: {', '.join(failed)}")
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
