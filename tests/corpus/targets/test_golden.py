"""The targets of the shipped plan, reviewed by reading: every one, no more. And spans of real documents."""

from __future__ import annotations

import gzip
import json
from functools import cache
from pathlib import Path

import pytest

import corpus.documents
from corpus.header.read import read_header
from corpus.model import Document, SourceText
from corpus.readers import read
from corpus.structure.read import parse
from corpus.targets.read import find_targets
from corpus.text.normalize import fold
from corpus.text.numbers import plain

GOLDEN = Path(__file__).parents[2] / "golden" / "register_targets_3316.jsonl"
PLAN = Path(corpus.documents.__file__).parent / "3316-KH-UBND.txt"
MOST_TEXTS = 40  # of the law texts at hand: one in about twenty keeps the test short


def _document(source: SourceText, name: str) -> Document:
    return Document(
        id=name, source=name, sha256="", text=source.text, media_type=source.media_type, read_by=source.read_by,
        header=read_header(source, name), provisions=parse(source, name), pages=source.pages, tables=source.tables,
    )  # fmt: skip


@cache
def _plan() -> Document:
    return _document(read(PLAN), PLAN.name)


def test_the_targets_of_the_plan() -> None:
    document = _plan()
    paths = {p.id: p.path for p in document.provisions}
    found = [
        {
            "path": paths[t.provision], "indicator": t.indicator, "period": t.period, "comparator": t.comparator,
            "value": plain(t.value), "unit": t.unit, "quote": document.slice(t.start, t.end),
        }
        for t in find_targets(document)
    ]  # fmt: skip
    assert found == [json.loads(line) for line in GOLDEN.read_text(encoding="utf-8").splitlines()]


def test_every_period_of_the_plan_is_printed_where_it_is_said_to_be() -> None:
    document = _plan()
    for target in find_targets(document):
        assert target.period is not None
        assert target.period_at is not None
        assert target.period in document.slice(*target.period_at)


def _check_spans(document: Document) -> int:
    """Fail where a target does not lie where it says; return how many were looked at."""
    found = find_targets(document)
    provisions = {p.id: p for p in document.provisions}
    for t in found:
        provision = provisions[t.provision]
        assert provision.start <= t.start < t.end <= provision.end
        assert t.value_at is not None
        assert t.start <= t.value_at[0] < t.value_at[1] <= t.end
        assert t.indicator.strip()
        words = fold(document.text)
        assert all(word in words for word in fold(t.indicator).replace(":", " ").split())
        if isinstance(t.value, str) and t.unit is None and not any(c.isdigit() for c in t.value):
            assert fold(t.value) in fold(document.slice(*t.value_at))
        if t.period_at is not None:
            assert set(str(t.period)) & set(document.slice(*t.period_at))
    return len(found)


def test_spans_of_the_gold_documents(shared_data: Path) -> None:
    files = sorted((shared_data / "gold_docs" / "files").glob("*.md")) + sorted(
        (shared_data / "gold_docs" / "files").glob("*.html")
    )
    assert sum(_check_spans(_document(read(f), f.name)) for f in files) > 70


def test_spans_of_law_texts(shared_data: Path) -> None:
    with gzip.open(shared_data / "texts" / "legal_texts.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    short = [r for r in rows if len(r["text"]) < 60_000][:: max(1, len(rows) // MOST_TEXTS)]
    sources = ((SourceText(r["text"], "text/plain", "text"), f"{r['id']}.txt") for r in short)
    assert sum(_check_spans(_document(source, name)) for source, name in sources) >= 20  # some are looked at


@pytest.mark.parametrize(
    "text",
    ["", "\n\n", "100%", "Đến năm 2030:", "- " * 500, "5 " * 3000 + "%", "Tỷ lệ đạt 5,5% và 6 xã; " * 900],
    ids=lambda t: repr(t[:20]),
)
def test_odd_text_is_no_error(text: str) -> None:
    _check_spans(_document(SourceText(text, "text/plain", "text"), "odd.txt"))
