"""Labelled questions asked of an assistant over a library that holds the documents of their set."""

from __future__ import annotations

import importlib
import importlib.util
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from assistant.evaluation.labels import LabelsError, Question, files, read_questions
from assistant.evaluation.measures import Judgement, judge
from assistant.library_opening import open_library
from assistant.model import Answer, Turn
from assistant.settings import Settings
from corpus.library import Action


class Asked(Protocol):
    """Whatever answers questions."""

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        """Answer a question after some earlier turns."""


Open = Callable[[Settings], Asked]
Fit = Callable[[Asked, Sequence[Question]], Asked]  # an assistant that has learned from these questions


@dataclass(frozen=True, slots=True)
class Set:
    """A set of questions that has been asked."""

    name: str
    judged: tuple[Judgement, ...]


@dataclass(frozen=True, slots=True)
class Fold:
    """One document's questions, and those of all other documents to learn from."""

    document: str
    train: tuple[Question, ...]
    test: tuple[Question, ...]


@contextmanager
def opened(folder: Path, settings: Settings, open_assistant: Open) -> Iterator[Asked]:
    """Open an assistant over the documents of a set, indexed together in a data folder that is gone afterwards.

    Raises:
        LabelsError: a document of the set cannot be read.
    """
    with tempfile.TemporaryDirectory(prefix="hoidap-eval-", ignore_cleanup_errors=True) as data:
        chosen = settings.model_copy(update={"data": Path(data)})
        documents = files(folder)
        if documents:
            report = open_library(chosen).add(documents)
            failed = [f for f in report.files if f.action is Action.FAILED]
            if failed:
                raise LabelsError(f"Không đọc được {failed[0].source}: {failed[0].message}")
        yield open_assistant(chosen)


def ask_all(assistant: Asked, questions: Sequence[Question]) -> tuple[Judgement, ...]:
    """Ask every question with its history and judge the answers."""
    return tuple(judge(q, assistant.ask(q.text, q.history)) for q in questions)


def evaluate(folder: Path, settings: Settings, open_assistant: Open) -> Set:
    """Return a set's judged answers.

    Raises:
        LabelsError: the questions or a document cannot be read.
    """
    questions = read_questions(folder)
    with opened(folder, settings, open_assistant) as assistant:
        return Set(folder.resolve().name, ask_all(assistant, questions))


def folds(questions: Sequence[Question]) -> Iterator[Fold]:
    """Yield one fold a document. Nothing that names the document, alone or with others, is learned from."""
    for document in dict.fromkeys(q.document for q in questions):
        yield Fold(
            document,
            tuple(q for q in questions if document not in q.documents),
            tuple(q for q in questions if q.document == document),
        )


def evaluate_folds(folder: Path, settings: Settings, open_assistant: Open, fit: Fit) -> Set:
    """Return a set's judged answers, each by an assistant that learned from other documents' questions only.

    Raises:
        LabelsError: the questions or a document cannot be read.
    """
    questions = read_questions(folder)
    judged: dict[str, Judgement] = {}
    with opened(folder, settings, open_assistant) as assistant:
        for fold in folds(questions):
            for j in ask_all(fit(assistant, fold.train), fold.test):
                judged[j.question.id] = j
    return Set(folder.resolve().name, tuple(judged[q.id] for q in questions))


def trained_part() -> Fit | None:
    """Return what learns from labelled questions: `assistant.evidence.fit`, where there is one."""
    if importlib.util.find_spec("assistant.evidence") is None:
        return None
    fit: Fit | None = getattr(importlib.import_module("assistant.evidence"), "fit", None)
    return fit
