"""Example questions made from the documents at hand, so that each has an answer."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.header import short_name
from corpus.model import Document

GROUPS = ("Trách nhiệm", "Thời hạn", "Chỉ tiêu", "Trích dẫn")
_EACH = 3  # questions per group: what fits beside the chat
_SHORT = 90  # characters of a task that still read as a question


def example_questions(documents: Sequence[Document]) -> dict[str, list[str]]:
    """Return up to three questions per group, from facts that were read in the documents."""
    made: dict[str, list[str]] = {group: [] for group in GROUPS}
    for document in documents:
        name = short_name(document, document.source)
        for task in document.tasks:
            if task.lead and not task.generic_assignee:
                _add(made["Trách nhiệm"], f"{task.lead[0].value} có nhiệm vụ gì theo {name}?")
            if task.lead and task.deadline:
                _add(
                    made["Thời hạn"],
                    f"{task.lead[0].value} phải hoàn thành nhiệm vụ được giao trước thời điểm nào?",
                )
        for target in document.targets:
            if target.period:
                span = f"giai đoạn {target.period}" if "-" in target.period else f"đến năm {target.period}"
                _add(made["Chỉ tiêu"], f"Mục tiêu {span} theo {name} là gì?")
        if document.header.signer:
            _add(made["Trích dẫn"], f"Ai ký {name}, ký ngày nào?")
        numbered = next(
            (
                p
                for p in document.provisions
                if p.section.startswith(("khoản", "Điều", "mục")) and p.own_end - p.start > _SHORT
            ),
            None,
        )
        if numbered:
            _add(made["Trích dẫn"], f"{numbered.section[:1].upper()}{numbered.section[1:]} {name} nói gì?")
    return {group: questions for group, questions in made.items() if questions}


def _add(questions: list[str], question: str) -> None:
    if len(questions) < _EACH and question not in questions:
        questions.append(question)
