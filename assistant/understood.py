"""A question with what it takes from the turns before it."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.question import Question


@dataclass(frozen=True, slots=True)
class Understood:
    """A question that stands alone, and the documents and provisions of the answer before it."""

    question: Question
    text: str
    previous_documents: tuple[str, ...] = ()
    previous_provisions: tuple[str, ...] = ()
    repeat: bool = False
    alone: Question | None = None  # the same without the history, where the connection is not certain

    def near(self) -> dict[str, float]:
        """Return factors for the documents and provisions of the last answer: the talk goes on about them."""
        boost = dict.fromkeys(self.previous_documents, 1.1)  # 1.1: decides between equals, no more
        return boost | dict.fromkeys(self.previous_provisions, 1.05)
