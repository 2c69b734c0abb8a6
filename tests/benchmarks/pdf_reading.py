"""Measure PDF reading and recognition: pages a second, memory, accuracy; keep them in results/.

    python -m tests.benchmarks.pdf_reading [--data ../shared/data] [--fuzz 2000]

`--fuzz N` reads N mutated files (seeded) instead and reports what came of them.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import textwrap
import time
from collections import Counter
from pathlib import Path

from corpus.errors import CorpusError
from corpus.readers import pdf, read_bytes
from corpus.readers.scan import ocr
from tests.factories import pdf as make
from tests.factories import plans
from tests.factories.accuracy import syllable_accuracy

RESULTS = Path(__file__).parent / "results"
SCAN = "nq12_2025_hanoi_scan.pdf"
SLOW = 20.0  # seconds for one mutated file of three pages


def _commit() -> str:
    done = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False
    )
    return done.stdout.strip() or "unknown"


def _keep(name: str, figures: dict[str, object]) -> None:
    figures = {"commit": _commit(), "load": round(os.getloadavg()[0], 1), **figures}
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{name}-{_commit()}.json"
    path.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(figures, ensure_ascii=False, indent=1))
    print(path, file=sys.stderr)


def text_layers(folder: Path) -> dict[str, object]:
    """Read all PDF files with a text layer; pages a second of processor time and of the clock."""
    pages, clock, processor = 0, time.monotonic(), time.process_time()
    for path in sorted(folder.glob("*.pdf")):
        if path.name != "NQ-12.2025.pdf":
            pages += len(pdf.read(path.read_bytes(), path.name).pages)
    return {
        "pages": pages,
        "pages_per_second": round(pages / (time.monotonic() - clock), 1),
        "pages_per_processor_second": round(pages / (time.process_time() - processor), 1),
        "peak_memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def scan(data: Path) -> dict[str, object]:
    """Recognise the scan and compare it with its transcript."""
    printed = (data / "gold_docs" / f"{SCAN}.transcript.txt").read_text(encoding="utf-8")
    clock = time.monotonic()
    source = pdf.read((data / "gold_docs" / "files" / SCAN).read_bytes(), SCAN)
    seconds = time.monotonic() - clock
    return {
        "pages": len(source.pages),
        "syllable_accuracy": round(syllable_accuracy(printed, source.text), 4),
        "confidence": [p.confidence for p in source.pages],
        "seconds_per_page": round(seconds / len(source.pages), 2),
        "peak_memory_of_tesseract_mb": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024,
    }


def degraded_pages() -> dict[str, object]:
    """Print the shipped plan to pictures of pages, degrade them, recognise them, compare."""
    plan = (Path(pdf.__file__).parents[2] / "documents" / "3316-KH-UBND.txt").read_text(encoding="utf-8")
    lines = [piece for line in plan.splitlines() for piece in textwrap.wrap(line, 72)]
    pages = [lines[i : i + 32] for i in range(0, len(lines), 32)]
    pictures = [make.degraded(make.picture_of_text(page), i) for i, page in enumerate(pages)]
    read = pdf.read(make.scanned(pictures), "kế hoạch.pdf")
    return {
        "font": Path(make.font_file()).name,
        "pages": len(pages),
        "syllable_accuracy": round(syllable_accuracy("\n".join(lines), read.text), 4),
    }


def generated_tables(count: int = 40) -> dict[str, object]:
    """Read generated plans and count the cells that came back exactly."""
    right = total = 0
    for seed in range(count):
        plan = plans.make_plan(seed)
        settled = plans.settled(plan)
        source = pdf.read(plans.as_pdf(plan), "kế hoạch.pdf")
        rows = [*plans.heading_rows(settled), *plans.grid(settled)]
        hidden = plans._hidden(plans._spans(settled, plans.heading_rows(settled)))
        got = {(c.row, c.column): source.text[c.start : c.end] for c in (source.tables or [None])[0].cells}
        wanted = {(r, c): v for r, row in enumerate(rows) for c, v in enumerate(row) if (r, c) not in hidden}
        total += len(wanted)
        right += sum(" ".join(got.get(k, "\0").split()) == " ".join(v.split()) for k, v in wanted.items())
    return {"plans": count, "cells": total, "cells_right": round(right / total, 4)}


def fuzz(count: int) -> dict[str, object]:
    """Read mutated files; anything but a text or a CorpusError counts as a crash."""
    lines = [(60.0, y, 540.0, y) for y in (100, 130, 160)] + [(x, 100.0, x, 160.0) for x in (60, 300, 540)]
    table = [make.At(65, 120, "Nhiệm vụ"), make.At(305, 120, "Chủ trì"), make.At(65, 150, "Một")]
    bases = [
        make.drawn([make.BODY]),
        make.stamped(make.drawn([[*make.HEAD, *make.BLANK_NUMBER]]), [make.At(112, 121, "36")]),
        make.drawn([table, table], lines),
        make.protected(make.drawn([make.BODY]), password=""),
    ]
    outcomes: Counter[str] = Counter()
    slowest = 0.0
    for seed in range(count):
        began = time.process_time()
        try:
            read_bytes(make.mutated(bases[seed % len(bases)], seed), "đột biến.pdf")
            outcomes["read"] += 1
        except CorpusError as error:
            outcomes[type(error).__name__] += 1
        except Exception as error:
            outcomes[f"CRASH {type(error).__name__}"] += 1
            print(seed, repr(error), file=sys.stderr)
        slowest = max(slowest, time.process_time() - began)
    return {"files": count, "outcomes": dict(outcomes), "slowest_seconds": round(slowest, 2), "limit": SLOW}


def main() -> None:
    """Run the measurements that the arguments ask for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--fuzz", type=int, default=0)
    chosen = parser.parse_args()
    if chosen.fuzz:
        _keep("pdf_fuzz", fuzz(chosen.fuzz))
        return
    figures: dict[str, object] = {"text_layer": text_layers(chosen.data / "pdf")}
    if plans.DEJAVU.exists():
        figures["generated_tables"] = generated_tables()
    if ocr.available():
        figures["scan"] = scan(chosen.data)
        figures["degraded_pages"] = degraded_pages()
    _keep("pdf_reading", figures)


if __name__ == "__main__":
    main()
