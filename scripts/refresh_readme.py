"""Write into README.md what its example command prints now."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.test_readme import EXAMPLE, answer_of  # noqa: E402 - the repository root comes first

if __name__ == "__main__":
    readme = ROOT / "README.md"
    text = readme.read_text(encoding="utf-8")
    example = EXAMPLE.search(text)
    assert example, "README.md has no example"
    shown = f"```console\n{example['command']}\n{answer_of(example['question'])}```"
    readme.write_text(text[: example.start()] + shown + text[example.end() :], encoding="utf-8")
