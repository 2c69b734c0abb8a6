"""How much time a reading has left, for readers that can stop half way."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Budget:
    """A deadline on the monotonic clock and who wants to hear of progress."""

    deadline: float = float("inf")
    tell: Callable[[int, int], None] | None = None

    @property
    def spent(self) -> bool:
        """Return whether the time is over."""
        return time.monotonic() > self.deadline

    def progress(self, done: int, total: int) -> None:
        """Tell that `done` of `total` pages are recognised."""
        if self.tell:
            self.tell(done, total)


current: ContextVar[Budget] = ContextVar("budget", default=Budget())  # noqa: B039 - frozen
