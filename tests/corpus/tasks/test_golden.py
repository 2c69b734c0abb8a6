"""The register of the shipped plan, reviewed by reading, and spans of real documents."""

from __future__ import annotations

import gzip
import json
from dataclasses import asdict
from pathlib import Path

import corpus.documents
from corpus.header.read import read_header
from corpus.model import Document, Mention, SourceText, Task
from corpus.readers import read
from corpus.structure.read import parse
from corpus.tasks.read import find_tasks
from corpus.text.normalize import fold, squeeze

GOLDEN = Path(__file__).parents[2] / "golden" / "register_tasks_3316.jsonl"
PLAN = Path(corpus.documents.__file__).parent / "3316-KH-UBND.txt"
EVERY = 20  # of the law texts at hand: one in twenty keeps the test short


def document_of(source: SourceText, name: str) -> Document:
    return Document(
        id=name, source=name, sha256="", text=source.text, media_type=source.media_type, read_by=source.read_by,
        header=read_header(source, name), provisions=parse(source, name), pages=source.pages, tables=source.tables,
    )  # fmt: skip


def row(document: Document, task: Task) -> dict[str, object]:
    place = document.provision(task.provision)
    assert place is not None
    return {
        "path": place.path, "quote": document.slice(task.start, task.end),
        "lead": [m.value for m in task.lead], "support": [m.value for m in task.support],
        "monitor": [m.value for m in task.monitor],
        "deadline": task.deadline.value if task.deadline else None, "deadline_norm": task.deadline_norm,
        "generic_assignee": task.generic_assignee,
    }  # fmt: skip


def test_the_tasks_of_the_plan() -> None:
    document = document_of(read(PLAN), PLAN.name)
    found = [row(document, t) for t in find_tasks(document)]
    assert found == [json.loads(line) for line in GOLDEN.read_text(encoding="utf-8").splitlines()]


def check_slices(document: Document) -> int:
    """Fail where a cell is not printed where it says; return how many tasks were looked at."""
    tasks = find_tasks(document)
    for task in tasks:
        assert 0 <= task.start < task.end <= len(document.text)
        for value in asdict(task).values():
            for mention in value if isinstance(value, tuple) else (value,):
                if isinstance(mention, dict) and set(mention) == {"value", "start", "end"}:
                    check_mention(document, Mention(**mention))
        place = document.provision(task.provision)
        assert place is not None
        assert place.start <= task.start < place.end
    return len(tasks)


def check_mention(document: Document, mention: Mention) -> None:
    printed = squeeze(document.slice(mention.start, mention.end))
    assert printed, mention
    assert fold(mention.value) == fold(printed) or fold(mention.value).endswith(fold(printed)), (
        mention,
        printed,
    )


def test_every_cell_of_the_plan_is_a_slice() -> None:
    assert check_slices(document_of(read(PLAN), PLAN.name)) == 4


def test_every_cell_of_real_documents_is_a_slice(shared_data: Path) -> None:
    with gzip.open(shared_data / "texts" / "legal_texts.jsonl.gz", "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for i, line in enumerate(file) if i % EVERY == 0]
    seen = [
        check_slices(document_of(SourceText(r["text"], "text/plain", "text"), r["id"]))
        for r in rows
        if len(r["text"]) < 60_000  # longer ones take seconds each
    ]
    assert sum(seen) > 100


def test_every_cell_of_real_pages_is_a_slice(shared_data: Path) -> None:
    files = sorted(f for f in (shared_data / "gold_docs" / "files").iterdir() if f.suffix in {".html", ".md"})
    assert sum(check_slices(document_of(read(f), f.name)) for f in files) > 100
