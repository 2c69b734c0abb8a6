"""Verdicts of readers: for an administrator to see, and as questions to evaluate with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from assistant.model import Answer, Status
from ui.history import Feedback, History

_BOLD = re.compile(r"\*\*([^*\n]{1,200})\*\*")  # "**Quý II/2022**": the short value of an answer
_BEHAVIOR = {
    Status.ANSWERED: "answer",
    Status.PARTIAL: "answer",
    Status.CORRECTED: "correct_premise",
    Status.NEEDS_CLARIFICATION: "clarify",
    Status.NOT_FOUND: "abstain",
    Status.REFUSED: "refuse",
}


def question_row(one: Feedback) -> Mapping[str, Any]:
    """Return a verdict as a line of `questions.jsonl`.

    An answer that was right gives its short values and its quotes as what is expected. One that was wrong
    or incomplete says only what was asked and answered: `needs_label` until a person has written what
    is right.
    """
    answer, right = one.answer, one.rating == "dung"
    good = answer if right else None
    return {
        "id": f"phan-hoi-{one.turn}",
        "doc": list(dict.fromkeys(c.source for c in answer.citations)) if answer else [],
        "question": one.question,
        "type": "feedback",
        "behavior": _BEHAVIOR[good.status] if good else "answer",
        "expected_facts": _facts(good) if good else [],
        "quotes": [" ".join(c.quote.split()) for c in good.citations] if good else [],
        "sections": [c.section for c in good.citations] if good else [],
        "must_not_contain": [],
        "history": [list(turn) for turn in one.earlier],
        "needs_label": not good,
        "rating": one.rating,
        "comment": one.comment,
        "answer": answer.text if answer else "",
        "status": answer.status.value if answer else "",
        "rated_at": one.rated_at,
        "index": one.version,
    }


def _facts(answer: Answer) -> list[str]:
    if answer.status in {Status.NOT_FOUND, Status.REFUSED, Status.NEEDS_CLARIFICATION}:
        return []
    return list(dict.fromkeys(m[1].strip(" .:") for m in _BOLD.finditer(answer.text)))


def question_rows(several: Sequence[Feedback]) -> Iterator[Mapping[str, Any]]:
    """Yield verdicts as lines of `questions.jsonl`, the earliest first."""
    yield from map(question_row, reversed(several))


def of_folder(data: Path) -> tuple[Feedback, ...]:
    """Return the verdicts of a data folder, the latest first; none where the page was never opened."""
    path = data / "history.sqlite"
    return History(path).feedback() if path.is_file() else ()
