"""Questions at work: answered in the line of `ui/line.py`, so that a closed page, a reload or a slow line loses none.

Guarantees:
    1. A question that waits says how many are before it; beyond the bounds of the line it is refused with a
       sentence.
    2. A question that was stopped is never kept and never shown later.
    3. Nothing of a finished question stays in memory longer than its last listener.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field

from ui.chat import Step
from ui.line import Line, Ticket

_ALIVE = 15.0  # seconds between two signs of life while nothing changes, below any proxy's limit

Answering = Callable[["Job"], Iterator[Step]]


@dataclass(eq=False, slots=True)
class Job:
    """One question at work, and who listens to it."""

    owner: str
    conversation: str
    step: Step | None = None
    version: int = 0
    done: bool = False
    stopped: bool = False
    begun: bool = False  # no longer waiting in the line
    began: float = field(default_factory=time.monotonic)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _listeners: list[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = field(default_factory=list)

    def say(self, step: Step, *, done: bool = False) -> None:
        """Set what is shown now; after the end nothing changes any more."""
        with self._lock:
            if self.done:
                return
            self.step, self.version, self.done = step, self.version + 1, done
            self._wake()

    def end(self) -> None:
        """Say that nothing more comes."""
        with self._lock:
            self.done = True
            self._wake()

    def stop(self, step: Step) -> None:
        """Stop listening to the answer; `step` is what is shown instead."""
        with self._lock:
            if self.done:
                return
            self.stopped = True
            self.step, self.version, self.done = step, self.version + 1, True
            self._wake()

    def _wake(self) -> None:
        for loop, event in self._listeners:
            if not loop.is_closed():
                loop.call_soon_threadsafe(event.set)

    async def follow(self) -> AsyncIterator[Step | None]:
        """Yield what is shown whenever it changes, None as a sign of life; ends with the answer."""
        event, seen = asyncio.Event(), -1
        mine = (asyncio.get_running_loop(), event)
        with self._lock:
            self._listeners.append(mine)
        try:
            while True:
                event.clear()
                with self._lock:
                    step, version, done = self.step, self.version, self.done
                if version != seen and step is not None:
                    seen = version
                    yield step
                if done:
                    return
                try:
                    await asyncio.wait_for(event.wait(), _ALIVE)
                except TimeoutError:
                    yield None
        finally:
            with self._lock:
                self._listeners.remove(mine)


class Jobs:
    """All questions at work."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._lock = threading.Lock()
        self._running: dict[tuple[str, str], tuple[Job, Ticket[None] | None]] = {}  # by owner, conversation

    def __len__(self) -> int:
        return len(self._running)

    def start(
        self, owner: str, conversation: str, answer: Answering, waiting: Callable[[int], Step] | None = None
    ) -> Job:
        """Begin to answer a question.

        Args:
            owner: who asks.
            conversation: id of the conversation; a question already at work in it is stopped.
            answer: yields what is shown, the complete turn last.
            waiting: what is shown while that many questions are before it.

        Raises:
            TooBusy: too many questions wait already.
        """
        job = Job(owner, conversation)

        def moved(place: int) -> None:
            if waiting is not None and place and not job.begun:
                job.say(waiting(place))

        with self._lock:
            before = self._running.get((owner, conversation))
            self._running[owner, conversation] = job, None
        if before is not None:
            self._stop(*before)
        try:
            ticket = self._line.enter(owner, lambda: self._work(job, answer), moved)
        except BaseException:
            self._forget(job)
            raise
        with self._lock:
            if self._running.get((owner, conversation), (None,))[0] is job:
                self._running[owner, conversation] = job, ticket
        return job

    def find(self, owner: str, conversation: str) -> Job | None:
        """Return the question at work in a conversation."""
        found = self._running.get((owner, conversation))
        return found[0] if found else None

    def stop(self, job: Job, step: Step) -> None:
        """Stop a question, and give up its place in the line; `step` is what is shown instead."""
        job.stop(step)
        found = self._running.get((job.owner, job.conversation))
        if found and found[0] is job and found[1] is not None:
            self._line.leave(found[1])
        if not job.begun:
            self._forget(job)

    def _stop(self, job: Job, ticket: Ticket[None] | None) -> None:
        if job.step is not None:
            job.stop(job.step)
        if ticket is not None:
            self._line.leave(ticket)

    def _work(self, job: Job, answer: Answering) -> None:
        job.begun = True
        try:
            if not job.stopped:
                for step in answer(job):
                    job.say(step, done=step.complete)
                    if job.stopped:
                        break
        finally:
            job.end()
            self._forget(job)

    def _forget(self, job: Job) -> None:
        with self._lock:
            found = self._running.get((job.owner, job.conversation))
            if found and found[0] is job:
                del self._running[job.owner, job.conversation]
