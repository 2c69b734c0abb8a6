"""A few kills of `sync`; tests/benchmarks/sync_kill.py does a thousand."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_ten_kills_leave_nothing_behind(tmp_path: Path) -> None:
    code = (
        "import json; from pathlib import Path; from tests.benchmarks.sync_kill import run;"
        f"print(json.dumps(run(Path({str(tmp_path / 'index')!r}), kills=10, size=60, seed=5)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=280, check=False
    )
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)
    assert result["faults"] == []
    assert result["killed_before_the_end"] > 3
    assert result["readable_after_the_kill"] == 10
