"""Generated plans with assignment tables in Word and PDF: every figure at least 0.97."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from corpus.header.read import read_header
from corpus.model import Document, SourceText, Task
from corpus.readers import pdf
from corpus.readers.word.docx.read import read as docx
from corpus.structure.read import parse
from corpus.tasks.read import find_tasks
from corpus.text.normalize import fold, squeeze
from tests.factories.plans import DEJAVU, Plan, Row, as_docx, as_pdf, make_plan, settled
from tests.factories.prose_plans import make_prose

SEEDS = range(40)
ENOUGH = 0.97  # what the register promises on plans of this kind


@dataclass
class Figures:
    """Counts over all plans; a share of each must be right."""

    wanted: int = 0
    found: int = 0
    matched: int = 0
    cells: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)

    def shares(self) -> dict[str, float]:
        shares = {name: self.right[name] / count for name, count in self.cells.items() if count}
        return shares | {"recall": self.matched / self.wanted, "precision": self.matched / self.found}


def _read(plan: Plan, make: Callable[[Plan], bytes], reader: Callable[[bytes, str], object]) -> Document:
    name = f"plan-{plan.seed}"
    source = reader(make(plan), name)
    return Document(
        id=name, source=name, sha256="", text=source.text, media_type=source.media_type, read_by=source.read_by,  # type: ignore[attr-defined]
        header=read_header(source, name), provisions=parse(source, name), tables=source.tables,  # type: ignore[attr-defined, arg-type]
    )  # fmt: skip


def _compare(figures: Figures, document: Document, wanted: list[Row]) -> None:
    found = list(find_tasks(document))
    figures.wanted += len(wanted)
    figures.found += len(found)
    for row in wanted:
        task = next(
            (t for t in found if fold(row.task) in fold(squeeze(document.slice(t.start, t.end)))), None
        )
        if task is None:
            continue
        found.remove(task)
        figures.matched += 1
        for name, want, got in _cells(row, task):
            figures.cells[name] += bool(want or got)
            figures.right[name] += bool(want or got) and want == got


def _cells(row: Row, task: Task) -> list[tuple[str, object, object]]:
    roles: list[tuple[str, object, object]] = [
        (role, {fold(n) for n in getattr(row, role)}, {fold(m.value) for m in getattr(task, role)})
        for role in ("lead", "support", "monitor")
    ]
    return [
        *roles,
        ("deadline", fold(row.deadline or ""), fold(task.deadline.value if task.deadline else "")),
        ("deadline_norm", row.deadline_norm, task.deadline_norm),
        ("product", fold(row.product or ""), fold(task.product.value if task.product else "")),
    ]


def _figures(make: Callable[[Plan], bytes], reader: Callable[[bytes, str], object]) -> dict[str, float]:
    figures = Figures()
    for seed in SEEDS:
        plan = make_plan(seed)
        _compare(figures, _read(plan, make, reader), settled(plan).gold())
    return figures.shares()


def test_tables_in_word() -> None:
    shares = _figures(as_docx, docx)
    assert {name: share for name, share in shares.items() if share < ENOUGH} == {}


@pytest.mark.skipif(not DEJAVU.exists(), reason="font DejaVu absent (package fonts-dejavu-core)")
def test_tables_in_pdf() -> None:
    shares = _figures(as_pdf, pdf.read)
    assert {name: share for name, share in shares.items() if share < ENOUGH} == {}


def test_running_text() -> None:
    figures = Figures()
    for seed in SEEDS:
        text, wanted = make_prose(seed)
        source = SourceText(text, "text/plain", "text")
        document = Document(
            id="d", source="d.txt", sha256="", text=text, media_type="text/plain", read_by="text",
            header=read_header(source, "d.txt"), provisions=parse(source, "d"),
        )  # fmt: skip
        _compare(figures, document, wanted)
    shares = {name: share for name, share in figures.shares().items() if name != "product"}  # prose names few
    assert {name: share for name, share in shares.items() if share < ENOUGH} == {}
