"""Labelled questions on the shipped plan: ours, and the shared ones where they are present."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assistant.answer.ground import grounded, is_slice
from assistant.assistant import Assistant
from assistant.draft import LineKind
from corpus.text.normalize import strip_diacritics
from tests.golden.scoring import faults, read, same_passage

OURS = Path(__file__).parents[1] / "golden" / "plan_questions.jsonl"
QUESTIONS = {q["id"]: q for q in read(OURS)}


@pytest.mark.parametrize("name", QUESTIONS, ids=lambda n: f"{n} {QUESTIONS[n]['question'][:50]}")
def test_our_questions_are_answered_right(assistant: Assistant, name: str) -> None:
    question = QUESTIONS[name]
    answer = assistant.ask(question["question"], question.get("history") or ())
    assert faults(question, answer) == [], answer.text


def _rate(assistant: Assistant, questions: list[dict], change=lambda text: text) -> tuple[float, list[str]]:
    wrong = []
    for q in questions:
        answer = assistant.ask(change(q["question"]), q.get("history") or ())
        if found := faults(q, answer):
            wrong.append(f"{q['id']} {q['question']}: {found}")
    return 1 - len(wrong) / len(questions), wrong


def test_shared_questions_on_the_plan(assistant: Assistant, shared_data: Path) -> None:
    folder = shared_data / "seed_questions"
    spellings = __import__("json").loads((folder / "alternatives.json").read_text(encoding="utf-8"))[
        "alternatives"
    ]
    questions = [q | {"alternatives": spellings} for q in read(folder / "questions.jsonl")]
    rate, wrong = _rate(assistant, questions)
    assert rate >= 0.95, wrong
    plain, wrong_plain = _rate(assistant, questions, strip_diacritics)
    assert plain >= rate - 0.03, wrong_plain


def test_citations_are_precise(assistant: Assistant) -> None:
    """At least 85 of 100 citations of right answers are labelled passages."""
    right = total = 0
    for q in QUESTIONS.values():
        if q["behavior"] in ("answer", "correct_premise"):
            for c in assistant.ask(q["question"], q.get("history") or ()).citations:
                right += any(same_passage(c.quote, x) for x in q["quotes"])
                total += 1
    assert right / total >= 0.85


def test_every_citation_is_a_slice_and_every_marker_has_its_citation(assistant: Assistant) -> None:
    documents = {d.id: d for d in assistant.library.documents()}
    for q in QUESTIONS.values():
        answer = assistant.ask(q["question"], q.get("history") or ())
        assert all(is_slice(c, documents[c.document_id]) for c in answer.citations)
        assert {int(m) for m in re.findall(r"\[(\d+)\]", answer.text)} == {c.marker for c in answer.citations}


def test_no_line_of_a_draft_fails_its_own_check(assistant: Assistant) -> None:
    """Grounding is a net, not a tool: what composers write is grounded to begin with."""
    failed = []
    for q in QUESTIONS.values():
        _, draft, said = assistant._draft(q["question"], ())
        failed += [
            line.text for line in draft.lines if line.kind is not LineKind.NOTE and not grounded(line, said)
        ]
    assert failed == []
