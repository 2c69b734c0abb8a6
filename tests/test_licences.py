"""What the program imports is under permissive licences."""

from __future__ import annotations

import ast
import re
import sys
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OURS = ("corpus", "index", "assistant", "ui")
PERMISSIVE = re.compile(
    r"\b(MIT|BSD|Apache|ISC|PSF|Python Software Foundation|HPND|MIT-CMU|Unlicense|Zlib|0BSD)", re.IGNORECASE
)
# tqdm: MPL-2.0 for one part, MIT for the rest; the file-wise MPL asks nothing of a program that only imports it
KNOWN = {"tqdm"}


def imported() -> set[str]:
    """Return the top-level modules that the program's code imports from outside of it."""
    names = set()
    for package in OURS:
        for path in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Import):
                    names |= {alias.name.partition(".")[0] for alias in node.names}
                elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                    names.add(node.module.partition(".")[0])
    return names - set(sys.stdlib_module_names) - set(OURS)


def licence(distribution: str) -> str:
    """Return what a distribution says of its licence."""
    about = metadata.metadata(distribution)
    classifiers = [c for c in about.get_all("Classifier") or () if c.startswith("License")]
    return " | ".join(
        [about.get("License-Expression") or "", *classifiers, (about.get("License") or "")[:200]]
    )


def test_what_is_imported_is_permissive() -> None:
    homes = metadata.packages_distributions()
    found = {d: licence(d) for name in imported() for d in homes.get(name, ())}
    assert len(found) >= 15
    refused = {
        d: words
        for d, words in found.items()
        if d not in KNOWN and (not PERMISSIVE.search(words) or re.search(r"\bA?GPL|\bLGPL|Affero", words))
    }
    assert refused == {}
