"""Labelled questions: one folder a set, with questions.jsonl and the documents in files/."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.model import Turn


class LabelsError(Exception):
    """A set of questions cannot be read; `str(error)` is a Vietnamese sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question and what a right answer says, cites and leaves unsaid.

    `behavior` is answer, correct_premise, clarify, abstain or refuse. Each fact is a tuple of its accepted
    spellings, the printed one first.
    """

    id: str
    text: str
    type: str
    behavior: str
    facts: tuple[tuple[str, ...], ...]
    quotes: tuple[str, ...]
    forbidden: tuple[str, ...]
    history: tuple[Turn, ...]
    documents: tuple[str, ...]  # file names; the first is the document that the question counts for

    @property
    def document(self) -> str:
        """Return the document that the question counts for, "" where the label names none."""
        return self.documents[0] if self.documents else ""


def read_questions(folder: Path) -> tuple[Question, ...]:
    """Return the questions of a set in their order.

    Raises:
        LabelsError: the folder has no questions, or a line of them is no question.
    """
    file = folder / "questions.jsonl"
    if not file.is_file():
        raise LabelsError(
            f"Thư mục {folder} không có questions.jsonl. Hãy chỉ tới thư mục có tệp này và thư mục con files."
        )
    spellings = _spellings(folder / "alternatives.json")
    found = []
    for number, line in enumerate(file.read_text(encoding="utf-8-sig").split("\n"), 1):
        if line.strip():
            found.append(_question(line, f"{file}, dòng {number}", spellings))
    if not found:
        raise LabelsError(f"Tệp {file} chưa có câu hỏi nào. Hãy ghi mỗi dòng một câu hỏi dạng JSON.")
    return tuple(found)


def files(folder: Path) -> tuple[Path, ...]:
    """Return the documents of a set; none where its questions are about the shipped documents."""
    return tuple(sorted(f for f in (folder / "files").glob("*") if f.is_file()))


def _spellings(file: Path) -> dict[str, list[str]]:
    if not file.is_file():
        return {}
    try:
        shared: dict[str, list[str]] = json.loads(file.read_text(encoding="utf-8-sig"))["alternatives"]
    except (json.JSONDecodeError, KeyError, TypeError) as error:
        raise LabelsError(f"Tệp {file} phải là JSON có mục “alternatives”.") from error
    return shared


def _question(line: str, place: str, spellings: dict[str, list[str]]) -> Question:
    try:
        row: dict[str, Any] = json.loads(line)
        own: dict[str, list[str]] = row.get("alternatives") or {}
        facts = row.get("expected_facts") or []
        doc = row.get("doc") or []
        named = [doc] if isinstance(doc, str) else list(doc)
        return Question(
            id=str(row["id"]),
            text=row["question"],
            type=row["type"],
            behavior=row.get("behavior", "answer" if row.get("answerable", True) else "abstain"),
            facts=tuple((f, *own.get(f, ()), *spellings.get(f, ())) for f in facts),
            quotes=tuple(row.get("quotes") or ()),
            forbidden=tuple(row.get("must_not_contain") or ()),
            history=tuple(Turn(turn[0], turn[1]) for turn in row.get("history") or ()),
            documents=tuple(dict.fromkeys([*named, *(row.get("docs") or ())])),
        )
    except json.JSONDecodeError as error:
        raise LabelsError(f"{place}: không phải JSON hợp lệ.") from error
    except (KeyError, TypeError, AttributeError, IndexError) as error:
        raise LabelsError(f"{place}: cần có id, question, type và expected_facts đúng dạng.") from error
