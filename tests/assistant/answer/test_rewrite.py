"""The optional language model against a real server that behaves well, lies, stalls, drips and breaks."""

from __future__ import annotations

import asyncio
import importlib
import json
import logging
import time
from collections.abc import Iterator

import pytest

from assistant.answer.rewrite import examine, rewrite, stream
from assistant.draft import Draft, Line, LineKind
from assistant.settings import Settings
from tests.assistant.answer.forgeries import OPERATORS
from tests.assistant.answer.model_server import ModelServer, serving
from tests.assistant.answer.statements import Fact, facts

module = importlib.import_module("assistant.answer.rewrite")

pytest.importorskip("langchain_openai", reason='pip install "hoidap[llm]"')
SECONDS = 2.0


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModelServer]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret-key")
    with serving() as running:
        yield running


def _settings(server: ModelServer) -> Settings:
    return Settings(llm="openai:m", llm_url=server.url, llm_seconds=SECONDS)


def _draft(fact: Fact) -> Draft:
    return Draft(
        (
            Line(" ".join(fact.quote.text.split()), (fact.quote,)),
            Line(f"“{fact.quote.text}”", (fact.quote,), LineKind.QUOTE),
        )
    )


def _said(*sentences: str) -> str:
    return "\n".join(json.dumps({"cau": s, "nguon": [1]}, ensure_ascii=False) for s in sentences)


def test_a_true_answer_is_shown_with_its_passages(server: ModelServer) -> None:
    fact = facts()[0]
    server.said = _said(*fact.said[:2])
    draft, model = rewrite(_draft(fact), "Bao nhiêu hồ sơ được xử lý trực tuyến?", _settings(server))
    assert model == "openai:m"
    assert [line.text for line in draft.lines[:2]] == list(fact.said[:2])
    assert draft.lines[-1].kind is LineKind.QUOTE
    assert server.asked[0]["stream"] is True


def test_the_model_is_asked_where_a_loop_runs_in_the_calling_thread(server: ModelServer) -> None:
    fact = facts()[0]
    server.said = _said(fact.said[0])

    async def inside() -> str | None:
        return rewrite(_draft(fact), "Bao nhiêu hồ sơ được xử lý trực tuyến?", _settings(server))[1]

    assert asyncio.run(inside()) == "openai:m"


@pytest.mark.parametrize(
    "wrapped", ["```json\n{}\n```", 'Đây là câu trả lời: {{"tra_loi": [{}]}}'], ids=["fence", "envelope"]
)
def test_an_answer_is_found_inside_what_models_put_around_it(server: ModelServer, wrapped: str) -> None:
    server.said = wrapped.format(_said(facts()[0].said[0]))
    assert rewrite(_draft(facts()[0]), "?", _settings(server))[1] == "openai:m"


def test_three_hundred_lies_are_not_shown(server: ModelServer) -> None:
    lies = [
        (fact, lie)
        for name, operator in OPERATORS.items()
        for fact in facts()
        for lie in list(operator(fact.said[0], " ".join(fact.quote.text.split())))[:1]
        if lie not in fact.said
    ][::1]
    chosen = lies[:: max(1, len(lies) // 300)][:300]
    settings, shown = _settings(server), []
    for fact, lie in chosen:
        server.said = _said(fact.said[0], lie)
        shown += [line.text for line in stream(_draft(fact), "?", settings) if line.text == lie]
    print(f"lies of the model: {len(chosen)}, shown {len(shown)}")
    assert len(chosen) == 300
    assert shown == []


def test_a_lie_in_the_first_sentence_leaves_the_extractive_answer(server: ModelServer) -> None:
    server.said = _said(facts()[0].said[0].replace("85%", "95%"), facts()[0].said[1])
    assert rewrite(_draft(facts()[0]), "?", _settings(server)) == (_draft(facts()[0]), None)


@pytest.mark.parametrize(
    "said",
    ["", "Tôi không biết.", '{"cau": "x"', "[" * 5000, '{"cau": "' + "a" * 5000, '{"cau": 5, "nguon": [1]}', '{"cau": "Có", "nguon": ["1"]}',
     '{"cau": "Đến năm 2027 có 85% hồ sơ", "nguon": []}', '{"cau": "Đến năm 2027 có 85% hồ sơ", "nguon": [7]}', '{"cau": "Đến năm 2027 có 85% hồ sơ", "nguon": [true]}'],
    ids=["empty", "prose", "cut", "deep", "long and cut", "number for words", "word for number", "no source", "no such source", "truth for number"],
)  # fmt: skip
def test_a_malformed_reply_leaves_the_extractive_answer(server: ModelServer, said: str) -> None:
    server.said = said
    assert rewrite(_draft(facts()[0]), "?", _settings(server)) == (_draft(facts()[0]), None)


@pytest.mark.parametrize(
    "behaviour",
    [
        "stalls",
        "stalls_after_a_word",
        "without_end",
        "drips",
        "drips_headers",
        "breaks_events",
        "fails",
        "redirects",
    ],
)
def test_a_bad_server_leaves_the_extractive_answer_in_time(
    server: ModelServer, behaviour: str, caplog: pytest.LogCaptureFixture
) -> None:
    module._model(_settings(server))  # the provider's import is not the server's time
    server.behaviour, server.said = behaviour, _said(*facts()[0].said)
    started = time.monotonic()
    with caplog.at_level(logging.DEBUG, logger=module.__name__):
        assert rewrite(_draft(facts()[0]), "?", _settings(server)) == (_draft(facts()[0]), None)
    assert time.monotonic() - started < SECONDS * 1.1 + 1  # 1 s: a machine with other work
    assert len(server.asked) == 1  # neither retried nor followed
    assert not any("sk-secret" in r.getMessage() or server.url in r.getMessage() for r in caplog.records)


def test_sentences_are_shown_as_they_arrive(server: ModelServer) -> None:
    fact = facts()[0]
    server.said = _said(*fact.said)
    assert [line.text for line in stream(_draft(fact), "?", _settings(server))] == list(fact.said)


def test_doctor_says_what_is_missing(server: ModelServer) -> None:
    assert examine(Settings()).well
    assert examine(_settings(server)).well
    unknown = examine(Settings(llm="khongco:m"))
    assert (unknown.well, unknown.advice) == (False, 'pip install "hoidap[llm]"')
    assert not examine(Settings(llm="openai:m", llm_url="http://127.0.0.1:9")).well
