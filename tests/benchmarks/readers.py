"""Measure how fast the office formats are read and how much memory that takes (PDF and scans: see there).

    python -m tests.benchmarks.readers            # table on standard output
    python -m tests.benchmarks.readers --keep     # also results/readers-<sha>.json

Each format runs in a process of its own, one file after the other, for at least two seconds; memory is
that process's peak, the interpreter and the libraries included. Speed is per second of processor time,
so that other work on the machine does not count. Formats without a real file at hand use
generated ones.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import resource
import subprocess
import time
from collections import defaultdict
from collections.abc import Mapping
from multiprocessing.connection import Connection
from pathlib import Path

from corpus.errors import CorpusError
from corpus.readers import read_bytes
from tests.factories.office import cell, docx, level, numbering, paragraph, table

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("HOIDAP_EVAL_DATA", ROOT.parent / "shared" / "data"))
SECONDS = 2.0  # long enough for a stable mean over small files
FORMATS = ("html", "md", "txt", "doc", "docx", "rtf", "xls")


def generated_plan() -> bytes:
    """Return a DOCX plan of 200 numbered paragraphs and an assignment table of 59 rows."""
    lists = numbering(level(0, "upperRoman", "%1.") + level(1, "decimal", "%2."), level(0, "decimal", "%1"))
    text = "Sở Nội vụ chủ trì, phối hợp với các sở, ban, ngành rà soát, trình Ủy ban nhân dân tỉnh trong quý II năm 2026. "
    body = [paragraph(text * 2, list_id=1, level=i % 5 > 0) for i in range(200)]
    rows = [
        [
            cell(paragraph(list_id=2)),
            text,
            cell("Sở Tài chính", merge="restart" if i % 3 == 0 else "continue"),
            "Quý II/2026",
        ]
        for i in range(59)
    ]
    return docx(*body, table(["TT", "Nhiệm vụ", "Chủ trì", "Thời gian"], *rows), numbering_xml=lists)  # fmt: skip


def samples() -> dict[str, dict[str, bytes]]:
    """Return files by format."""
    found: dict[str, dict[str, bytes]] = defaultdict(dict)
    for path in sorted(p for p in DATA.rglob("*") if p.is_file() and "transcript" not in str(p)):
        kind = path.suffix.lower().lstrip(".")
        if kind in FORMATS:
            found[kind][path.name] = path.read_bytes()
    found["docx (generated plan, table of 59 rows)"] = {"plan.docx": generated_plan()}
    return dict(found)


def measure(files: Mapping[str, bytes], answer: Connection) -> None:
    """Read the files over and over and send the figures."""
    name, data = next(iter(files.items()))
    read_bytes(data, name)  # imports the libraries
    documents, size, began = 0, 0, time.process_time()
    while time.process_time() - began < SECONDS:
        for name, data in files.items():
            try:
                read_bytes(data, name)
            except CorpusError:
                continue
            documents, size = documents + 1, size + len(data)
    seconds = time.process_time() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    answer.send(
        {
            "files": len(files),
            "documents_per_second": round(documents / seconds, 1),
            "megabytes_per_second": round(size / seconds / 2**20, 2),
            "peak_mb": round(peak / 1024),
        }
    )


def main() -> None:
    """Print the table; with --keep write it beside the other results."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--keep", action="store_true", help="write results/readers-<sha>.json")
    keep = parser.parse_args().keep
    results = {}
    for kind, files in samples().items():
        ours, theirs = multiprocessing.Pipe()
        process = multiprocessing.get_context("spawn").Process(target=measure, args=(files, theirs))
        process.start()
        results[kind] = ours.recv()
        process.join()
        print(f"{kind:42} {results[kind]}")
    if keep:
        sha = subprocess.run(
            ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=True
        )
        target = Path(__file__).parent / "results" / f"readers-{sha.stdout.strip()}.json"
        report = {"cores": os.cpu_count(), "formats": results}
        target.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
