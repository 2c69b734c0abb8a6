"""Questions at work: answered in threads of their own, so that a closed page, a reload or a slow line loses none.

Guarantees:
    1. At most `_TOGETHER` questions are answered at once; the others wait, and beyond `_WAITING` are refused
       with a sentence.
    2. A question that was stopped is never kept and never shown later.
    3. Nothing of a finished question stays in memory longer than its last listener.
"""

from __future__ import annotations

import asyncio
import contextvars
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from ui.chat import Step

_TOGETHER = 4  # answers at the same time; on two cores more only make each other slower
_WAITING = 200  # questions in line: at a second each the last one waits some minutes
_ALIVE = 15.0  # seconds between two signs of life while nothing changes, below any proxy's limit

Answering = Callable[["Job"], Iterator[Step]]


class TooBusy(Exception):
    """More questions wait than can be answered in a sensible time."""


@dataclass(eq=False, slots=True)
class Job:
    """One question at work, and who listens to it."""

    owner: str
    conversation: str
    step: Step | None = None
    version: int = 0
    done: bool = False
    stopped: bool = False
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

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(_TOGETHER, thread_name_prefix="ask")
        self._lock = threading.Lock()
        self._running: dict[tuple[str, str], Job] = {}  # owner and conversation → its question

    def __len__(self) -> int:
        return len(self._running)

    def start(self, owner: str, conversation: str, answer: Answering) -> Job:
        """Begin to answer a question.

        Args:
            owner: who asks.
            conversation: id of the conversation; a question already at work in it is stopped.
            answer: yields what is shown, the complete turn last.

        Raises:
            TooBusy: too many questions wait already.
        """
        job = Job(owner, conversation)
        with self._lock:
            if len(self._running) >= _WAITING:
                raise TooBusy
            before = self._running.get((owner, conversation))
            self._running[owner, conversation] = job
        if before is not None and before.step is not None:
            before.stop(before.step)
        context = contextvars.copy_context()  # the request's id goes into what is logged on the way
        self._threads.submit(context.run, self._work, job, answer)
        return job

    def find(self, owner: str, conversation: str) -> Job | None:
        """Return the question at work in a conversation."""
        return self._running.get((owner, conversation))

    def _work(self, job: Job, answer: Answering) -> None:
        try:
            if not job.stopped:
                for step in answer(job):
                    job.say(step, done=step.complete)
                    if job.stopped:
                        break
        finally:
            job.end()
            with self._lock:
                if self._running.get((job.owner, job.conversation)) is job:
                    del self._running[job.owner, job.conversation]

    def close(self) -> None:
        """Take no more questions; the program is about to end."""
        self._threads.shutdown(wait=False, cancel_futures=True)
