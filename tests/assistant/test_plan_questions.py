"""Labelled questions on the shipped plan: ours, and the shared ones where they are present."""

from __future__ import annotations

import re
from pathlib import Path

from assistant.answer.ground import grounded, is_slice
from assistant.answer.write import write
from assistant.assistant import Assistant
from assistant.draft import LineKind
from corpus.text.normalize import strip_diacritics
from tests.golden.scoring import faults, read, same_passage

OURS = Path(__file__).parents[1] / "golden" / "plan_questions.jsonl"
QUESTIONS = {q["id"]: q for q in read(OURS)}


SHARED_FLOOR = 0.60
FLOOR = 0.60  # right share of our questions on the plan, below which a change has broken something


def test_our_questions_are_answered_right(assistant: Assistant) -> None:
    rate, wrong = _rate(assistant, list(QUESTIONS.values()))
    assert rate >= FLOOR, wrong


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
    assert rate >= SHARED_FLOOR, wrong
    plain, wrong_plain = _rate(assistant, questions, strip_diacritics)
    assert plain >= rate - 0.06, wrong_plain


def test_citations_are_precise(assistant: Assistant) -> None:
    """Of 100 citations, at least 70 are labelled passages."""
    right = total = 0
    for q in QUESTIONS.values():
        if q["behavior"] in ("answer", "correct_premise"):
            for c in assistant.ask(q["question"], q.get("history") or ()).citations:
                right += any(same_passage(c.quote, x) for x in q["quotes"])
                total += 1
    assert right / total >= 0.70


def test_every_citation_is_a_slice_and_every_marker_has_its_citation(assistant: Assistant) -> None:
    documents = {d.id: d for d in assistant.library.documents()}
    for q in QUESTIONS.values():
        answer = assistant.ask(q["question"], q.get("history") or ())
        assert all(is_slice(c, documents[c.document_id]) for c in answer.citations)
        assert {int(m) for m in re.findall(r"\[(\d+)\]", answer.text)} == {c.marker for c in answer.citations}


def test_what_is_written_is_grounded_to_begin_with(assistant: Assistant) -> None:
    """Grounding is a net, not a tool: at most one line in fifty of what shapes write is taken out."""
    failed, total = [], 0
    for q in QUESTIONS.values():
        asked = assistant._understood(q["question"], ())
        draft = write(assistant._gather(asked, None, ()))
        lines = [line for line in draft.lines if line.kind is not LineKind.NOTE]
        total += len(lines)
        failed += [line.text for line in lines if not grounded(line, asked.text)]
    assert len(failed) <= total / 50, failed
