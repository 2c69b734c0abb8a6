"""Look-ups of documents find what a walk over all of them finds, and cost the same in a large library."""

from __future__ import annotations

import random
import time
from dataclasses import replace

import pytest

from assistant.assistant import Assistant
from assistant.evidence import find_scope, held_of
from assistant.question import Repair, read
from corpus.library import Summary
from corpus.model import Fact

FORMS = ["{n}/KH-UBND", "{n}/2025/NĐ-CP", "0{n}-NQ/TU", "{n}/QĐ-UBND", "Số {n}", " {n} /2024/TT-BTC", ""]
ASKED = [
    "Kế hoạch {n}/KH-UBND nói gì?",
    "NĐ {n}/2025 quy định gì?",
    "NQ 0{n}",
    "Quyết định {n} do ai ký?",
    "QĐ số {n}/QĐ-UBND và KH {n}",
]


def library(assistant: Assistant, count: int) -> tuple[Summary, ...]:
    """Return rows with numbers of all forms, the same digits in several documents."""
    (row,) = assistant.library.summaries()
    rows = []
    for n in range(count):
        number = FORMS[n % len(FORMS)].format(n=1 + n // 9)
        header = replace(row.header, number=Fact(number, None, None, "text") if number else None)
        rows.append(replace(row, id=f"d{n}", header=header))
    return tuple(rows)


@pytest.fixture(scope="module")
def repair(assistant: Assistant) -> Repair:
    return Repair(assistant.index)


def test_a_look_up_finds_what_a_walk_finds(assistant: Assistant, repair: Repair) -> None:
    rows, chance = library(assistant, 700), random.Random(5)
    table, compared = held_of(rows), 0
    for words in ASKED:
        for n in chance.sample(range(1, 78), 20):
            for hint in read(words.format(n=n), repair).numbers:
                assert table.bearing(hint) == [d for d in rows if d.number and hint.matches(d.number)]
                compared += 1
    assert compared > 100


def test_chosen_documents_bound_what_is_found(assistant: Assistant, repair: Repair) -> None:
    rows = library(assistant, 700)
    question = read("Kế hoạch 5/KH-UBND nói gì?", repair)
    (bearing,) = [d for d in rows if d.number == "5/KH-UBND"]
    assert find_scope(question, rows).ids == {bearing.id}
    assert find_scope(question, rows, {"d1", bearing.id}).ids == {bearing.id}
    nothing = find_scope(question, rows, {"d1"})
    assert (nothing.ids, len(nothing.missing)) == ({"d1"}, 1)


def test_another_state_of_the_library_is_another_table(assistant: Assistant) -> None:
    one, two = library(assistant, 5), library(assistant, 5)
    assert held_of(one) is held_of(one)
    assert held_of(two).rows is two
    assert [d.id for d in held_of(one).chosen(["d3", "gone", "d1", "d3"])] == ["d1", "d3"]


def test_a_question_over_fifty_thousand_documents_looks_at_a_few(
    assistant: Assistant, repair: Repair
) -> None:
    question = read("Kế hoạch 5/KH-UBND nói gì?", repair)
    rows = library(assistant, 50_000)
    find_scope(question, rows)  # makes the tables
    began = time.perf_counter()
    for _ in range(20):
        find_scope(question, rows)
    assert (time.perf_counter() - began) / 20 < 0.01  # s; a walk takes some 80 ms
