"""The conversation: one question in, the page's HTML out, step by step."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant.model import Answer, Reason, Status, Turn
from assistant.settings import Settings
from corpus.library import Library
from index import ChunkIndex
from ui import card, render, text
from ui.history import History, KeptTurn, Searched

_LOG = logging.getLogger(__name__)
LONGEST_QUESTION = 2000  # characters; the longest real question at hand has about 300
_REMEMBERED = 6  # turns that a follow-up can refer to


class Asking(Protocol):
    """What the page needs of an assistant."""

    @property
    def library(self) -> Library:
        """The documents at hand."""

    @property
    def index(self) -> ChunkIndex:
        """What is searched."""

    @property
    def settings(self) -> Settings:
        """Where data is kept, and the limits."""

    def examples(self) -> Mapping[str, Sequence[str]]:
        """Return questions to start with, by group."""

    def stream(self, question: str, history: tuple[Turn, ...] = ()) -> Iterator[Answer]:
        """Yield the answer so far; the last one is complete."""


def _never() -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Step:
    """The page at one moment of an answer: the turn at work, and the conversation it belongs to."""

    live: str
    conversation: str
    complete: bool = False
    status: str = ""  # how the question ended, once it has


def refusal(question: str, sentence: str) -> Answer:
    """Return an answer that only says why there is none."""
    return Answer(question, question, Status.REFUSED, Reason.BAD_QUESTION, sentence)


def objection(question: str) -> str | None:
    """Return why a question cannot be asked as it stands, or None."""
    if not question.strip():
        return text.EMPTY_QUESTION
    if len(question) > LONGEST_QUESTION:
        return text.LONG_QUESTION.format(length=len(question), limit=LONGEST_QUESTION)
    return None


def ask(
    assistant: Asking,
    history: History,
    question: str,
    conversation: str,
    owner: str = "",
    *,
    documents: Collection[str] = (),
    replaced: int | None = None,
    stopped: Callable[[], bool] = _never,
) -> Iterator[Step]:
    """Answer one question.

    Args:
        assistant: who answers.
        history: where the exchange is kept; earlier turns of the conversation are its context.
        question: as typed.
        conversation: id of the conversation, "" for a new one.
        owner: name of the user, "" where nobody logs in.
        documents: ids of the documents to ask, empty for all.
        replaced: id of a turn that is asked again in other words; it stays until the new answer is there.
        stopped: whether nobody wants the answer any more; it is not kept then.
    """
    problem = objection(question)
    if problem is not None:
        shown = question.strip()[:200]  # a glance at what was typed; the rest is not worth a page
        answer = refusal(shown, problem)
        yield _whole(KeptTurn(0, shown, answer, None), conversation)
        return
    conversation = history.own_or_new(conversation, owner)
    yield Step(render.pending(question), conversation)
    earlier = context(history, conversation, owner, replaced)
    where = searched(assistant, documents)
    final: Answer | None = None
    chosen = {"documents": tuple(documents)} if documents else {}
    try:
        for answer in assistant.stream(question, earlier, **chosen):
            if stopped():
                return
            if final is not None:
                yield Step(render.streaming(final), conversation)
            final = answer
    except Exception:  # the page must stay usable whatever happens below it
        _LOG.exception("answering failed")
        final = None
    if not stopped():
        answer = final or refusal(question, text.FAILED)
        version = str(assistant.index.fingerprint)
        more = _Beside(where, version, replaced if final else None)
        yield _kept(history, answer, conversation, owner, more)


@dataclass(frozen=True, slots=True)
class _Beside:
    """What is kept with an answer."""

    searched: Searched
    version: str
    replaced: int | None


def searched(assistant: Asking, documents: Collection[str]) -> Searched:
    """Return where a question is looked up, by the names that documents have now."""
    rows = map(assistant.library.row, documents)
    return Searched(tuple(card.short(row) for row in rows if row), len(assistant.library.summaries()))


def stopped_step(question: str, conversation: str) -> Step:
    """Return the page after somebody stopped a question."""
    answer = refusal(question.strip(), text.STOPPED)
    return _whole(KeptTurn(0, answer.question, answer, None), conversation)


def _whole(kept: KeptTurn, conversation: str, note: str = "") -> Step:
    status = kept.answer.status.value if kept.answer else ""
    return Step(render.turn(kept, conversation, note, fresh=True), conversation, True, status)


def context(
    history: History, conversation: str, owner: str = "", before: int | None = None
) -> tuple[Turn, ...]:
    """Return the turns that a follow-up question may refer to."""
    if not conversation:
        return ()
    kept = history.turns(conversation, _REMEMBERED, owner, before)
    return tuple(
        Turn(k.question, k.answer.text, k.answer.citations) if k.answer else Turn(k.question) for k in kept
    )


def _kept(history: History, answer: Answer, conversation: str, owner: str, more: _Beside) -> Step:
    note, turn = "", 0
    try:
        conversation, turn = history.add(
            conversation, answer, owner,
            searched=more.searched, version=more.version, replaced=more.replaced,
        )  # fmt: skip
    except (sqlite3.Error, OSError):
        _LOG.exception("history not written")
        note = text.NOT_KEPT
    return _whole(KeptTurn(turn, answer.question, answer, None, searched=more.searched), conversation, note)
