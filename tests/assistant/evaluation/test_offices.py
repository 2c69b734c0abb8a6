"""The project's own questions: each label is true of the document as it is read."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from corpus.readers import read
from tests.factories.offices import SETS, build

_NOT_IN_A_QUOTE = {"count", "ambiguous"}  # a number that is counted; a reading that is named


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()


def _rows(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module", params=SETS)
def office(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(request.param, tmp_path_factory.mktemp(request.param))


def test_every_quote_is_verbatim(office: Path) -> None:
    texts = {file.name: _plain(read(file).text) for file in (office / "files").iterdir()}
    strange = [
        (q["id"], quote)
        for q in _rows(office / "questions.jsonl")
        for quote in q["quotes"]
        if not any(_plain(quote) in texts[doc] for doc in q.get("docs", [q["doc"]]))
    ]
    assert strange == []


def test_every_fact_stands_in_a_quote(office: Path) -> None:
    strange = []
    for q in _rows(office / "questions.jsonl"):
        quotes = _plain(" ".join(q["quotes"])).casefold()
        for fact in q["expected_facts"] if q["type"] not in _NOT_IN_A_QUOTE else ():
            spellings = (fact, *q["alternatives"].get(fact, ()))
            if not any(_plain(s).casefold() in quotes for s in spellings):
                strange.append((q["id"], fact))
    assert strange == []


def test_labels_fit_the_format(office: Path) -> None:
    documents = {d["doc"] for d in _rows(office / "documents.jsonl")}
    assert documents == {file.name for file in (office / "files").iterdir()}
    for q in _rows(office / "questions.jsonl"):
        assert set(q.get("docs", [q["doc"]])) <= documents, q["id"]
        answerable = q["behavior"] in ("answer", "correct_premise", "clarify")
        assert bool(q["expected_facts"] and q["quotes"]) == answerable, q["id"]
        assert not set(q["must_not_contain"]) & set(q["expected_facts"]), q["id"]


def test_the_sets_are_large_and_varied_enough(tmp_path: Path) -> None:
    questions = [q for name in SETS for q in _rows(build(name, tmp_path / name) / "questions.jsonl")]
    kinds = Counter(q["type"] for q in questions)
    documents = {q["doc"] for q in questions}
    held = {q["doc"] for q in _rows(tmp_path / "held" / "questions.jsonl")}
    assert len({q["id"] for q in questions}) == len(questions) >= 250
    assert len(documents) >= 12
    assert len(held) * 3 >= len(documents)
    assert kinds["unanswerable"] >= 45
    assert {"role", "recurring", "meeting", "count", "ranking", "multi_intent", "cross_document"} <= set(
        kinds
    )
