"""The threads that run models: as many as there are cores, shared by everybody who asks.

A text at a time, never several in one run. Weights are int8 and the scale of the activations is taken
from all that is in a run: beside other texts the same text gets another number (a logit moves by up to
1.8), so that an answer would depend on who else asks just now. It is also quicker: the activations of
one text stay in the cache of a core. `tests/benchmarks/concurrency.py` compares the ways.
"""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

MAX_THREADS = 16  # one for each core; on larger machines the rest is for readers and the page

A = TypeVar("A")
B = TypeVar("B")


@dataclass(eq=False, slots=True)
class _Request(Generic[A, B]):
    """What one caller wants done."""

    work: Callable[[A], B]
    items: Sequence[A]
    results: list[Any]
    left: int
    begun: int = 0
    error: BaseException | None = None
    done: threading.Event = field(default_factory=threading.Event)


class FairExecutor:
    """A bounded number of threads that serve requests in turn, an item of each at a time.

    Guarantees (tests/index/test_executor.py):
        1. At most `threads` items are worked on at once, whoever asks; a request alone gets all of them.
        2. A request of n items waits for no more than n items of any other one.
        3. Results stand in the order of the items; an error reaches the one who asked, nobody else.
    """

    def __init__(self, threads: int) -> None:
        self._most = threads
        self._threads: list[threading.Thread] = []
        self._waiting: deque[_Request[Any, Any]] = deque()
        self._news = threading.Condition()

    def map(self, work: Callable[[A], B], items: Sequence[A]) -> list[B]:
        """Return what `work` makes of each item; raises what it raises."""
        if not len(items):
            return []
        request = _Request(work, items, [None] * len(items), len(items))
        with self._news:
            self._start(len(items))
            self._waiting.append(request)
            self._news.notify(len(items))
        request.done.wait()
        if request.error is not None:
            raise request.error
        return request.results

    def _start(self, wanted: int) -> None:
        """Have as many threads as the items need, at most as many as are allowed."""
        for number in range(len(self._threads), min(self._most, len(self._threads) + wanted)):
            thread = threading.Thread(target=self._serve, name=f"model-{number}", daemon=True)
            thread.start()
            self._threads.append(thread)

    def _serve(self) -> None:
        while True:
            request, at = self._next()
            try:
                request.results[at] = request.work(request.items[at])
            except BaseException as error:  # whoever waits gets it
                self._failed(request, error)
            with self._news:
                request.left -= 1
                if not request.left:
                    request.done.set()

    def _next(self) -> tuple[_Request[Any, Any], int]:
        with self._news:
            while not self._waiting:
                self._news.wait()
            request = self._waiting.popleft()
            at = request.begun
            request.begun += 1
            if request.begun < len(request.items):
                self._waiting.append(request)
            return request, at

    def _failed(self, request: _Request[Any, Any], error: BaseException) -> None:
        with self._news:
            request.error = request.error or error
            if request in self._waiting:  # what has not begun is not begun
                self._waiting.remove(request)
                request.left -= len(request.items) - request.begun
                request.begun = len(request.items)


shared = FairExecutor(min(os.cpu_count() or 1, MAX_THREADS))
