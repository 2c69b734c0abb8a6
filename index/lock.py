"""One writer at a time, across processes; the lock ends with the process, however that dies."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from index.errors import IndexLocked, from_os_error


@contextmanager
def write_lock(folder: Path) -> Iterator[None]:
    """Hold the index for writing.

    Raises:
        IndexLocked: another process, or another thread of this one, holds it.
        IndexNotWritable: the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / "lock", timeout=0, thread_local=False)
        lock.acquire()
    except Timeout as error:
        raise IndexLocked(folder) from error
    except OSError as error:
        raise from_os_error(error, folder) from error
    try:
        yield
    finally:
        lock.release()


@contextmanager
def fill_lock(folder: Path) -> Iterator[bool]:
    """Hold the right to fill in vectors; yields False where another process has it."""
    lock = FileLock(folder / "fill.lock", timeout=0, thread_local=False)
    try:
        lock.acquire()
    except Timeout:
        yield False
        return
    except OSError as error:
        raise from_os_error(error, folder) from error
    try:
        yield True
    finally:
        lock.release()
