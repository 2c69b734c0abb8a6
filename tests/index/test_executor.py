"""The threads that run models: bounded, in turn, errors to the one who asked."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from index.executor import FairExecutor


def test_results_stand_in_the_order_of_the_items() -> None:
    assert FairExecutor(3).map(lambda n: n * n, range(50)) == [n * n for n in range(50)]
    assert FairExecutor(3).map(lambda n: n, []) == []


def test_no_more_is_worked_on_at_once_than_there_are_threads() -> None:
    executor, lock = FairExecutor(2), threading.Lock()
    at_work, most = 0, 0

    def work(_: int) -> None:
        nonlocal at_work, most
        with lock:
            at_work += 1
            most = max(most, at_work)
        threading.Event().wait(0.002)
        with lock:
            at_work -= 1

    with ThreadPoolExecutor(8) as people:
        list(people.map(lambda _: executor.map(work, range(5)), range(8)))
    assert most == 2


def test_a_short_request_passes_a_long_one() -> None:
    executor, order, begun, go = FairExecutor(1), list[str](), threading.Event(), threading.Event()

    def work(name: str) -> None:
        begun.set()
        go.wait(10)
        order.append(name)

    with ThreadPoolExecutor(2) as people:
        long = people.submit(executor.map, work, ["long"] * 20)
        begun.wait(10)
        short = people.submit(executor.map, work, ["short"] * 2)
        while len(executor._waiting) < 2:  # both stand in the line
            threading.Event().wait(0.001)
        go.set()
        short.result(10)
        long.result(10)
    assert [n for n, name in enumerate(order) if name == "short"] == [2, 4]


def test_an_error_reaches_the_one_who_asked_and_nobody_else() -> None:
    executor = FairExecutor(2)

    def divided(number: int) -> float:
        return 1 / number

    with ThreadPoolExecutor(2) as people:
        bad = people.submit(executor.map, divided, [1, 0, *range(1, 50)])
        good = people.submit(executor.map, divided, [2] * 50)
        with pytest.raises(ZeroDivisionError):
            bad.result(10)
        assert good.result(10) == [0.5] * 50
    assert executor.map(divided, [4]) == [0.25]  # no thread was lost
