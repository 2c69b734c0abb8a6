"""What the assistant returns: answers whose every claim points at verbatim text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """How a question ended."""

    ANSWERED = "answered"
    CORRECTED = "corrected"  # a false premise was put right
    PARTIAL = "partial"
    NEEDS_CLARIFICATION = "needs_clarification"
    NOT_FOUND = "not_found"
    REFUSED = "refused"


class Reason(StrEnum):
    """Why a question was not (fully) answered."""

    NOT_IN_CORPUS = "not_in_corpus"
    NO_VALUE_FOR_PERIOD = "no_value_for_period"
    DOCUMENT_INCOMPLETE = "document_incomplete"
    DOCUMENT_NOT_HELD = "document_not_held"
    NO_SUCH_PROVISION = "no_such_provision"
    AMBIGUOUS_DOCUMENT = "ambiguous_document"
    AMBIGUOUS_PROVISION = "ambiguous_provision"
    DOCUMENTS_DISAGREE = "documents_disagree"
    VALIDITY_UNKNOWN = "validity_unknown"
    OFF_TOPIC = "off_topic"
    INSTRUCTION = "instruction"
    BAD_QUESTION = "bad_question"


@dataclass(frozen=True, slots=True)
class Citation:
    """A numbered source: `quote == document.text[start:end]`, checked before it is shown."""

    marker: int  # from 1, as in "[1]"
    document_id: str
    document: str  # human name: "Kế hoạch số 3316/KH-UBND ngày 13/5/2022 của UBND tỉnh Lâm Đồng"
    source: str  # file name
    provision: str  # provision id
    section: str
    path: str
    page: int | None
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier exchange; the answer is empty where only the question is known."""

    question: str
    answer: str = ""
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer in Vietnamese Markdown with [n] markers, and the citations behind them.

    `options` are readings or questions that the user can choose with one click (clarification,
    examples after a refusal). `notes` say what was searched or what would help.
    """

    question: str
    standalone: str  # the question as understood, with the history's subject filled in
    status: Status
    reason: Reason | None
    text: str
    citations: tuple[Citation, ...] = ()
    options: tuple[str, ...] = ()
    model: str | None = None  # name of the language model, None for the extractive answer
    elapsed_ms: float = 0.0
