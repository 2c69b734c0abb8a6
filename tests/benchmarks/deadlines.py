"""No deadline is invented: over every document of the evaluation data, each normalised deadline is said in its cell.

Run with `python -m tests.benchmarks.deadlines [MINUTES]`; results go to results/deadlines-<sha>.json: how many documents
of which folder were read, how many deadlines they state, and every one that breaks a rule. Without the minutes everything
is read; with them as many documents as fit, in an order drawn by a fixed seed, so that what was read is a fair sample.
"""

from __future__ import annotations

import gzip
import json
import os
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from corpus.errors import CorpusError
from corpus.library.assemble import build
from corpus.model import Document, SourceText, Task
from corpus.readers import read
from corpus.references.names import in_document_name
from corpus.text import parse_periods, squeeze

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("gold_docs/files", "dev_a/files", "dev_b/files", "html", "legacy", "pdf", "plan", "cases")
OFFICE = {".html", ".md", ".docx", ".xlsx", ".txt"}  # read in a blink; PDF, scans and old Word take seconds
READABLE = OFFICE | {".pdf", ".doc", ".rtf", ".xls"}
SEED = 20261128
# What directly precedes a day that is part of a name, told without the program's own reading of names:
# "số 10/KH-UBND ", "Quyết định 1441 của Thủ tướng Chính phủ ".
_NAMED = re.compile(
    r"(?:\bsố\s+\d+[^\s,;]*(?:\s+ngày)?|\b(?:Quyết định|Nghị quyết|Nghị định|Thông tư|Chỉ thị|Kết luận|Luật|Công văn|"
    r"Thông báo|Tờ trình|Kế hoạch)\s+(?:số\s+)?\d+[^\s,;]*(?:\s+của\s+(?:[\w.]+\s+){1,8}?)?(?:ngày)?)\s*$"
)
_DAY = re.compile(r"\b\d{1,2}[/.]\d{1,2}[/.]\d{4}\b|\b\d{1,2} tháng \d{1,2} năm \d{4}\b")


def sources(shared: Path, *, quick: bool = False) -> list[tuple[str, str, str | Path]]:
    """Return folder, name, and text or path of every document, in an order drawn by the seed.

    Args:
        shared: the evaluation data.
        quick: leave out what takes seconds to read.
    """
    found: list[tuple[str, str, str | Path]] = []
    with gzip.open(shared / "texts" / "legal_texts.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            found.append(("texts", str(row["id"]), str(row["text"])))
    for folder in FOLDERS:
        paths = sorted(
            p for p in (shared / folder).rglob("*") if p.suffix.lower() in (OFFICE if quick else READABLE)
        )
        found += [(folder, path.name, path) for path in paths]
    random.Random(SEED).shuffle(found)
    return found


def document(name: str, source: str | Path) -> Document:
    """Return one document, read and built.

    Raises:
        CorpusError: it cannot be read.
    """
    said = read(source) if isinstance(source, Path) else SourceText(source, "text/plain", "text")
    return build(said, name if isinstance(source, Path) else "vb.txt", "0" * 64)


def invented(made: Document) -> Iterator[str]:
    """Yield what is wrong with each deadline whose words do not bear it out."""
    for task in made.tasks:
        if task.deadline_norm is None:
            continue
        if wrong := _wrong(made.text, task):
            yield f"{wrong}: {task.deadline_norm}"


def _wrong(text: str, task: Task) -> str:
    cell = task.deadline
    if cell is None:
        return "no cell"
    if squeeze(text[cell.start : cell.end]) != cell.value:
        return "the cell is not what is printed"
    norm = task.deadline_norm or ""
    years = (None, *(int(y) for y in re.findall(r"(?:19|20)\d\d", norm)))
    said = {
        part.strip()
        for bare in (True, False)
        for year in years
        for p in parse_periods(cell.value, bare=bare, year=year)
        if p.norm and not in_document_name(text, cell.start + p.start, cell.start + p.end)
        for part in p.norm.split(";")
    }
    if not {part.strip() for part in norm.split(";")} - {"event"} <= said:
        return "not said in the cell"
    days = list(_DAY.finditer(cell.value))
    named = [
        d for d in days if _NAMED.search(text, max(0, cell.start + d.start() - 90), cell.start + d.start())
    ]
    return "every day in the cell is that of a document" if days and len(named) == len(days) else ""


def main() -> None:
    """Read what there is time for, print what is wrong and keep the figures."""
    shared = Path(os.environ.get("HOIDAP_EVAL_DATA", ROOT.parent / "shared" / "data"))
    until = time.monotonic() + 60 * float(sys.argv[1]) if len(sys.argv) > 1 else float("inf")
    everything = sources(shared)
    documents: Counter[str] = Counter()
    stated: Counter[str] = Counter()
    wrong: list[str] = []
    for folder, name, source in everything:
        if time.monotonic() > until:
            break
        try:
            made = document(name, source)
        except CorpusError:
            documents[f"{folder}, unreadable"] += 1
            continue
        documents[folder] += 1
        stated[folder] += sum(task.deadline_norm is not None for task in made.tasks)
        for fault in invented(made):
            print(folder, name, fault, flush=True)
            wrong.append(f"{folder}: {fault}")  # no words of the document
        if sum(documents.values()) % 25 == 0:
            print(sum(documents.values()), "of", len(everything), flush=True)
    from tests.benchmarks.answering import keep

    keep(
        "deadlines",
        {
            "documents": dict(sorted(documents.items())),
            "of": len(everything),
            "deadlines": dict(sorted(stated.items())),
            "invented": sorted(wrong),
        },
    )


if __name__ == "__main__":
    main()
