"""Read many files at once: two at a time, each within limits, none able to stop the others."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, as_completed, wait
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from corpus.errors import CorpusError, LibraryUnwritable
from corpus.library.report import Progress, ProgressCall
from corpus.model import Document, SourceText
from corpus.readers.limits import Words, end_all, read_limited, run_limited

_LOG = logging.getLogger(__name__)
_STOPPING = 0.1  # seconds between two looks at whether everything has stopped


@dataclass(frozen=True, slots=True)
class ReadLimits:
    """Bounds for the reading of one file, and how many are read at once."""

    seconds: float = 300.0  # recognising a 100-page scan takes about 200 s on one core
    memory_mb: int = 2_000  # LibreOffice and tesseract stay below 700 MB on the files measured
    workers: int = 2


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file to be read: its content hash, where its bytes lie, and the names for it."""

    sha256: str
    path: Path
    name: str
    origin: str
    size: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one file: a reading, or the Vietnamese sentence that says why not."""

    waiting: Waiting
    source: SourceText | None
    message: str | None


def read_all(
    files: Iterable[Waiting],
    limits: ReadLimits,
    keep: Callable[[Waiting, SourceText], None],
    progress: ProgressCall | None = None,
) -> Iterator[Outcome]:
    """Yield the outcome of each file as it is ready.

    Args:
        files: what is to be read.
        limits: bounds of each reading.
        keep: called with each reading in the thread that read it; may do work of its own.
        progress: told after each file.
    """
    files = tuple(files)
    clock = _Clock(files, progress)
    with ThreadPoolExecutor(max(1, limits.workers)) as pool:
        running: list[Future[Outcome]] = [pool.submit(_read_one, f, limits, keep) for f in files]
        try:
            for future in as_completed(running):
                outcome = future.result()
                clock.tell(outcome)
                yield outcome
        except BaseException:  # Ctrl-C, a full disk: what is being read is stopped, not waited for
            pool.shutdown(wait=False, cancel_futures=True)
            while wait(running, timeout=0).not_done:
                end_all()
                wait(running, timeout=_STOPPING)
            raise


def _read_one(file: Waiting, limits: ReadLimits, keep: Callable[[Waiting, SourceText], None]) -> Outcome:
    try:
        source = read_one(file.path, file.name, limits)
        keep(file, source)
    except LibraryUnwritable:  # the disk is full: no fault of the file, and the next one would fare no better
        raise
    except CorpusError as error:
        return Outcome(file, None, str(error))
    except Exception:  # one bad file never stops the others; the log has the place of the mistake
        _LOG.exception("reading %s", file.origin)
        return Outcome(file, None, f"Không đọc được tệp {file.name}: tệp có cấu trúc ngoài dự kiến.")
    return Outcome(file, source, None)


def read_one(path: Path, name: str, limits: ReadLimits) -> SourceText:
    """Return what a file says, read within limits.

    Raises:
        CorpusError: with a Vietnamese sentence that says why it cannot be read.
    """
    return read_limited(path, name=name, seconds=limits.seconds, memory_mb=limits.memory_mb)


def build_one(folder: Path, sha256: str, name: str, limits: ReadLimits) -> None:
    """Make and store the document of a kept reading within limits.

    Raises:
        CorpusError: it took too long, needed too much memory, or ended the process that built it.
    """
    arguments = {"folder": str(folder.absolute()), "sha256": sha256, "name": name}
    run_limited(
        "corpus.library.build:build",
        arguments,
        Words(name, "phân tích"),
        seconds=limits.seconds,
        memory_mb=limits.memory_mb,
    )


def outline_one(path: Path, sha256: str, limits: ReadLimits) -> Document:
    """Return the document of a file that is not held, read and built within limits.

    Raises:
        CorpusError: with a Vietnamese sentence that says why it cannot be read.
    """
    answer = run_limited(
        "corpus.library.build:outline",
        {"path": str(path.absolute()), "name": path.name, "sha256": sha256},
        Words(path.name, "đọc"),
        seconds=limits.seconds,
        memory_mb=limits.memory_mb,
    )
    return TypeAdapter(Document).validate_python(answer["document"])


class _Clock:
    """Counts files, pages and bytes, and tells how far the reading has come."""

    def __init__(self, files: tuple[Waiting, ...], progress: ProgressCall | None) -> None:
        self._progress = progress
        self._total = len(files)
        self._bytes = sum(f.size for f in files)
        self._began = time.monotonic()
        self._done = self._pages = self._bytes_done = 0

    def tell(self, outcome: Outcome) -> None:
        self._done += 1
        self._pages += len(outcome.source.pages) or 1 if outcome.source else 1
        self._bytes_done += outcome.waiting.size
        if self._progress is None:
            return
        seconds = time.monotonic() - self._began
        left = self._bytes - self._bytes_done
        remaining = seconds * left / self._bytes_done if self._bytes_done else None
        self._progress(
            Progress(self._done, self._total, outcome.waiting.name, self._pages, seconds, remaining)
        )
