"""`python -m tests.golden.parsers`: write the goldens again and show what became other."""

from __future__ import annotations

import subprocess
import sys

from tests.golden.parsers import FOLDER, NAMES, golden


def main() -> int:
    """Write every file and show the difference to what is committed."""
    for name in NAMES:
        (FOLDER / f"{name}.txt").write_text(golden(name), "utf-8")
    return subprocess.run(
        ["git", "--no-pager", "diff", "--stat", "--patch", str(FOLDER)], check=False
    ).returncode


if __name__ == "__main__":
    sys.exit(main())
