"""The states of an index as readers see them: opened once, taken over by every thread."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from sqlite3 import Connection

import numpy as np

from index import background, database, lexical, segment
from index.database import Database, State
from index.errors import IndexUnusable
from index.lexical import Words
from index.restoration import Counts, Restorer
from index.segment import DamagedSegment, Segment

FORMAT = "6"  # raise when terms or files of an index change their meaning
SEGMENTS = "segments"
DAMAGED = "damaged"  # file that says that the index has to be built again
_TRIES = 5  # to open a state whose segments are merged away meanwhile


@dataclass(frozen=True, slots=True)
class Opened:
    """One state of the index, and the transaction that sees it."""

    connection: Connection
    state: State
    words: Words
    restorer: Restorer


class Reader:
    """Opens states of one folder; what has not changed since the last one is not opened again."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.database = Database(folder)
        self._segments: dict[str, Segment] = {}
        self._state: State | None = None
        self._words: Words | None = None
        self._restorer: Restorer | None = None
        self._turn = threading.RLock()

    @contextmanager
    def reading(self) -> Iterator[Opened | None]:
        """Hold one state of the index; None where it is absent, foreign or damaged.

        Raises:
            IndexUnusable: what is read proves to be damaged; the next sync builds it again.
        """
        with ExitStack() as stack:
            opened = self._try(stack)
            try:
                yield opened
            except IndexUnusable:
                self.note_damage()
                raise

    def _try(self, stack: ExitStack) -> Opened | None:
        for _ in range(_TRIES):
            try:
                return self._open(stack)
            except FileNotFoundError:  # merged away between two looks, unless it is gone for good
                stack.close()
            except DamagedSegment:
                break
            except IndexUnusable:
                if (self._folder / database.FILE).exists():
                    self.note_damage()
                return None
        self.note_damage()
        return None

    def _open(self, stack: ExitStack) -> Opened | None:
        if (self._folder / DAMAGED).exists():
            return None
        connection = stack.enter_context(self.database.reading())
        state = database.state(connection)
        if state.layout != FORMAT:
            return None
        with self._turn:
            if self._state != state:
                self._load(connection, state)
            assert self._words is not None
            assert self._restorer is not None
            return Opened(connection, state, self._words, self._restorer)

    def _load(self, connection: Connection, state: State) -> None:
        opened = {
            name: self._segments.get(name) or segment.read(self._folder / SEGMENTS / name)
            for name in state.segments
        }
        dead = database.numbers(connection, "dead")
        mean = state.terms / max(state.units, 1)
        self._words = lexical.words(list(opened.values()), dead, mean, state.units)
        self._restorer = _restorer(self._words, state.terms, _Forms(self.database))
        self._segments, self._state = opened, state

    def note_damage(self) -> None:
        """Let the next sync build the index again."""
        try:
            (self._folder / DAMAGED).touch()
        except OSError:
            return  # a folder that cannot be written is built again by nobody

    def close(self) -> None:
        """Let go of all files."""
        with self._turn:
            self.database.close()
            self._segments.clear()
            self._state = self._words = self._restorer = None


class _Forms(Mapping[str, Mapping[str, int]]):
    """Plain syllable → accented form → occurrences, looked up when they are asked for."""

    def __init__(self, opened: Database) -> None:
        self._database = opened
        self._known: dict[str, dict[str, int]] = {}

    def __getitem__(self, plain: str) -> Mapping[str, int]:
        known = self._known.get(plain)
        if known is None:
            with self._database.reading() as connection:
                known = database.forms(connection, plain)
            if not known:  # not kept: whoever types what no text says could fill the memory
                raise KeyError(plain)
            self._known[plain] = known
        return known

    def __iter__(self) -> Iterator[str]:
        with self._database.reading() as connection:
            return iter(database.plain_syllables(connection))

    def __len__(self) -> int:
        return sum(1 for _ in self)


def no_restorer() -> Restorer:
    """Return the restoration of an index of nothing."""
    return _restorer(lexical.words((), np.zeros(0, dtype=np.int64), 1.0, 0), 0, {})


def _restorer(words: Words, total: int, forms: Mapping[str, Mapping[str, int]]) -> Restorer:
    known = background.load()
    return Restorer(
        counts=Counts(forms, total, lambda wanted: lexical.occurrences(words, wanted)),
        background=Counts(known.forms, int(known.counts.sum()), known.occurrences),
    )
