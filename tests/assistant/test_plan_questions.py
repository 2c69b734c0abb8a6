"""Labelled questions on the shipped plan: ours, and the shared ones where they are present."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from assistant.answer import Gathered
from assistant.answer.ground import grounded, is_slice
from assistant.answer.write import write
from assistant.assistant import Assistant
from assistant.draft import Draft, LineKind
from assistant.model import Answer
from corpus.text.normalize import strip_diacritics
from tests.golden.scoring import faults, read, same_passage

OURS = Path(__file__).parents[1] / "golden" / "plan_questions.jsonl"

SHARED_FLOOR = 0.60
FLOOR = 0.60  # right share of our questions on the plan, below which a change has broken something


@dataclass(frozen=True)
class Asked:
    """A labelled question with what was answered, and the draft before it was checked."""

    question: dict[str, Any]
    answer: Answer
    gathered: Gathered | None
    draft: Draft | None


def ask_all(
    assistant: Assistant, questions: list[dict[str, Any]], change: Callable[[str], str] = str
) -> list[Asked]:
    """Ask each question once, and keep the draft that its answer was checked from."""
    written: list[tuple[Gathered, Draft]] = []

    def recorded(gathered: Gathered) -> Draft:
        written.append((gathered, write(gathered)))
        return written[-1][1]

    found = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("assistant.assistant.write", recorded)
        for q in questions:
            written.clear()
            answer = assistant.ask(change(q["question"]), q.get("history") or ())
            found.append(Asked(q, answer, *(written[-1] if written else (None, None))))
    return found


@pytest.fixture(scope="module")
def ours(assistant: Assistant) -> list[Asked]:
    return ask_all(assistant, read(OURS))


def rated(asked: list[Asked]) -> tuple[float, list[str]]:
    """Return the share of right answers, and what is wrong with the others."""
    faulty = [(a.question, faults(a.question, a.answer)) for a in asked]
    wrong = [f"{q['id']} {q['question']}: {found}" for q, found in faulty if found]
    return 1 - len(wrong) / len(asked), wrong


def test_our_questions_are_answered_right(ours: list[Asked]) -> None:
    rate, wrong = rated(ours)
    assert rate >= FLOOR, wrong


def test_shared_questions_on_the_plan(assistant: Assistant, shared_data: Path) -> None:
    folder = shared_data / "seed_questions"
    spellings = json.loads((folder / "alternatives.json").read_text(encoding="utf-8"))["alternatives"]
    questions = [q | {"alternatives": spellings} for q in read(folder / "questions.jsonl")]
    rate, wrong = rated(ask_all(assistant, questions))
    assert rate >= SHARED_FLOOR, wrong
    plain, wrong_plain = rated(ask_all(assistant, questions, strip_diacritics))
    assert plain >= rate - 0.06, wrong_plain


def test_citations_are_precise(ours: list[Asked]) -> None:
    """Of 100 citations, at least 70 are labelled passages."""
    answered = [a for a in ours if a.question["behavior"] in ("answer", "correct_premise")]
    judged = [
        any(same_passage(c.quote, x) for x in a.question["quotes"])
        for a in answered
        for c in a.answer.citations
    ]
    assert sum(judged) / len(judged) >= 0.70


def test_every_citation_is_a_slice_and_every_marker_has_its_citation(
    assistant: Assistant, ours: list[Asked]
) -> None:
    documents = {d.id: d for d in assistant.library.documents()}
    for a in ours:
        assert all(is_slice(c, documents[c.document_id]) for c in a.answer.citations)
        markers = {int(m) for m in re.findall(r"\[(\d+)\]", a.answer.text)}
        assert markers == {c.marker for c in a.answer.citations}


def test_what_is_written_is_grounded_to_begin_with(ours: list[Asked]) -> None:
    """Grounding is a net, not a tool: at most one line in fifty of what shapes write is taken out."""
    failed, total = [], 0
    for a in ours:
        if a.draft is None or a.gathered is None:  # refused before anything was written
            continue
        lines = [line for line in a.draft.lines if line.kind is not LineKind.NOTE]
        total += len(lines)
        failed += [line.text for line in lines if not grounded(line, a.gathered.question.text)]
    assert total > len(ours)  # as many lines as questions, at least
    assert len(failed) <= total / 50, failed
