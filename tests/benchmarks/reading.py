"""How fast the library takes documents in: files and pages a second for each format, on two workers.

Run with `python -m tests.benchmarks.reading [FOLDER …]`; results go to results/reading-<sha>.json.
Each format is added to an empty library of its own, as `hoidap add` would, outline and register included.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

from corpus.library.library import Library
from corpus.library.report import Action
from tests.benchmarks.answering import ROOT, keep

MOST = 12  # files of a format: enough for a stable mean, few enough for a coffee


def main() -> None:
    """Measure each format, print and keep."""
    shared = Path(os.environ.get("HOIDAP_EVAL_DATA", ROOT.parent / "shared" / "data"))
    folders = [Path(a) for a in sys.argv[1:]] or [
        shared / n for n in ("pdf", "html", "legacy/files", "gold_docs/files")
    ]
    by_format: dict[str, list[Path]] = defaultdict(list)
    for folder in folders:
        for path in sorted(folder.rglob("*.*")):
            kind = (
                "scan"
                if "scan" in path.stem.lower() or path.stem == "NQ-12.2025"
                else path.suffix[1:].lower()
            )
            by_format[kind].append(path)
    result: dict[str, object] = {kind: measure(paths[:MOST]) for kind, paths in sorted(by_format.items())}
    result["peak memory of a reading process, MB"] = round(
        resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    )
    result["peak memory of the library process, MB"] = round(
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    )
    keep("reading", result)


def measure(paths: list[Path]) -> dict[str, float]:
    """Add files to an empty library and return the rates."""
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        report = Library.open(Path(folder)).add(paths)
        seconds = time.perf_counter() - began
    read = [f for f in report.files if f.action is not Action.FAILED]
    pages = sum(f.pages for f in read)
    row = {
        "files": len(paths),
        "failed": len(paths) - len(read),
        "seconds": round(seconds, 1),
        "files a second": round(len(paths) / seconds, 2),
        "pages a second": round(pages / seconds, 2),
    }
    print(paths[0].suffix, row, flush=True)
    return row


if __name__ == "__main__":
    main()
