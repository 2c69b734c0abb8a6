"""An assistant over the shipped plan, opened once; what it is asked with its ranking is asked once."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from assistant.assistant import Assistant
from assistant.model import Answer
from assistant.settings import Settings

Ask = Callable[..., Answer]


@pytest.fixture(scope="session")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return Assistant.open(Settings(data=tmp_path_factory.mktemp("data")))


@pytest.fixture(scope="session")
def unranked(assistant: Assistant) -> Assistant:
    """The same assistant without the cross-encoder, which is nine tenths of an answer's time."""
    return Assistant(assistant.settings, assistant.library, assistant.index, None)


@pytest.fixture(scope="session")
def ask(assistant: Assistant) -> Ask:
    """Return a function that asks; the same question after the same turns is asked once."""
    answers: dict[tuple[str, tuple[object, ...]], Answer] = {}

    def asked(question: str, history: Sequence[object] = ()) -> Answer:
        turns = tuple(tuple(t) if isinstance(t, list) else t for t in history)
        if (question, turns) not in answers:
            answers[question, turns] = assistant.ask(question, turns)  # type: ignore[arg-type]
        return answers[question, turns]

    return asked
