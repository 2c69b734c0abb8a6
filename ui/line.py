"""The line before the assistant: a few questions are answered together, the others know their place.

Guarantees:
    1. At most `together` pieces of work run at once; whoever waits is told the place whenever it changes.
    2. People take turns: with many questions of one person in the line, another's first one is next but few.
    3. The line is bounded, in all and for each person; beyond that it says so at once instead of stalling.
"""

from __future__ import annotations

import contextvars
import threading
from collections import OrderedDict, deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

TOGETHER = 4  # answers at the same time; on two cores more only make each other slower
WAITING = 200  # questions in line: at a second each the last one waits some minutes
OF_ONE = 50  # of one person: a batch of a program does not fill the line for everybody

T = TypeVar("T")


class TooBusy(Exception):
    """More questions wait than can be answered in a sensible time."""


class TooMany(TooBusy):
    """One person alone has that many questions in the line."""


def _nobody(place: int) -> None:
    del place


@dataclass(eq=False, slots=True)
class Ticket(Generic[T]):
    """A place in the line; `result` holds what the work returns or raises."""

    owner: str
    work: Callable[[], T]
    moved: Callable[[int], None] = _nobody  # called with the place: 0 being served, n with n before it
    result: Future[T] = field(default_factory=Future)
    told: int = -1


class Line:
    """First come, first served for each person, and the people in turn."""

    def __init__(self, together: int = TOGETHER, most: int = WAITING, of_one: int = OF_ONE) -> None:
        self._most, self._of_one = most, of_one
        self._threads = ThreadPoolExecutor(together, thread_name_prefix="ask")
        self._lock = threading.Lock()
        self._waiting: OrderedDict[str, deque[Ticket[Any]]] = OrderedDict()
        self._served: set[Ticket[Any]] = set()

    def __len__(self) -> int:
        with self._lock:
            return len(self._served) + sum(map(len, self._waiting.values()))

    def enter(self, owner: str, work: Callable[[], T], moved: Callable[[int], None] = _nobody) -> Ticket[T]:
        """Put work into the line.

        Args:
            owner: whose it is; people take turns.
            work: runs in a thread of the line, in the context of this call.
            moved: told the place whenever that changes, from any thread; must not block.

        Raises:
            TooMany: this person has as many in the line as one may have.
            TooBusy: the line is full.
        """
        ticket = Ticket(owner, work, moved)
        with self._lock:
            mine = self._waiting.get(owner, ())
            if sum(map(len, self._waiting.values())) >= self._most:
                raise TooBusy
            if len(mine) >= self._of_one:
                raise TooMany
            self._waiting.setdefault(owner, deque()).append(ticket)
        context = contextvars.copy_context()  # the request's id goes into what is logged on the way
        self._threads.submit(self._serve, context)
        self._tell()
        return ticket

    def leave(self, ticket: Ticket[Any]) -> None:
        """Give up a place; work that is being done goes on."""
        with self._lock:
            mine = self._waiting.get(ticket.owner)
            if mine is None or ticket not in mine:
                return
            mine.remove(ticket)
            if not mine:
                del self._waiting[ticket.owner]
        ticket.result.cancel()
        self._tell()

    def place(self, ticket: Ticket[Any]) -> int:
        """Return how many are served before a ticket; 0 for one that is being served, or is done."""
        with self._lock:
            return self._places().get(ticket, 0)

    def close(self) -> None:
        """Take nobody more; the program is about to end."""
        with self._lock:
            left = [ticket for mine in self._waiting.values() for ticket in mine]
            self._waiting.clear()
        for ticket in left:
            ticket.result.cancel()
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _serve(self, context: contextvars.Context) -> None:
        with self._lock:
            if not self._waiting:  # whoever this thread was meant for has left
                return
            owner, mine = next(iter(self._waiting.items()))
            ticket = mine.popleft()
            if mine:
                self._waiting.move_to_end(owner)
            else:
                del self._waiting[owner]
            self._served.add(ticket)
        self._tell(ticket)
        try:
            if ticket.result.set_running_or_notify_cancel():
                context.run(_work, ticket)
        finally:
            with self._lock:
                self._served.discard(ticket)

    def _places(self) -> dict[Ticket[Any], int]:
        """Return the place of each that waits: in the n-th round every person with n questions is served."""
        queues = list(self._waiting.values())
        places: dict[Ticket[Any], int] = {}
        place = 1
        for turn in range(max(map(len, queues), default=0)):
            for mine in queues:
                if turn < len(mine):
                    places[mine[turn]] = place
                    place += 1
        return places

    def _tell(self, served: Ticket[Any] | None = None) -> None:
        with self._lock:
            places = self._places()
            if served is not None:
                places[served] = 0
            news = [(ticket, place) for ticket, place in places.items() if ticket.told != place]
            for ticket, place in news:
                ticket.told = place
        for ticket, place in news:
            ticket.moved(place)


def _work(ticket: Ticket[T]) -> None:
    try:
        found = ticket.work()
    except BaseException as error:  # whoever waits for the result gets it
        ticket.result.set_exception(error)
    else:
        ticket.result.set_result(found)
