"""Build documents in processes of their own: on all cores, and stopped when a text takes too long."""

from __future__ import annotations

import multiprocessing
import threading
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from corpus.errors import UnreadableFile
from corpus.library_store import Store

_SMALL = 300_000  # bytes of a whole run below which starting a process takes longer than building here


class Builders:
    """One building process for each thread that asks, started when it first does."""

    def __init__(self, folder: Path, seconds: float, total_bytes: int) -> None:
        self._folder = folder
        self._seconds = seconds
        self._here = total_bytes < _SMALL
        self._of_thread = threading.local()
        self._all: list[_Builder] = []

    def build(self, sha256: str, name: str) -> None:
        """Make and store the document of a kept reading.

        Raises:
            UnreadableFile: it took too long, or the process that built it died.
        """
        if self._here:
            Store(self._folder).build(sha256, name)
            return
        builder = getattr(self._of_thread, "builder", None)
        if builder is None or not builder.alive:
            builder = _Builder(self._folder)
            self._of_thread.builder = builder
            self._all.append(builder)
        builder.build(sha256, name, self._seconds)

    def close(self) -> None:
        """End all processes."""
        for builder in self._all:
            builder.end()


class _Builder:
    """A process that builds one document after another."""

    def __init__(self, folder: Path) -> None:
        context = multiprocessing.get_context("spawn")  # fork would copy the locks of other threads
        self._here, there = context.Pipe()
        self._process: BaseProcess = context.Process(target=_serve, args=(folder, there), daemon=True)
        self._process.start()
        there.close()

    @property
    def alive(self) -> bool:
        return self._process.is_alive()

    def build(self, sha256: str, name: str, seconds: float) -> None:
        try:
            self._here.send((sha256, name))
            if not self._here.poll(seconds):
                self.end()
                raise UnreadableFile(
                    f"Tệp “{name}” phân tích quá {seconds:.0f} giây nên bị dừng: hãy tách tệp."
                )
            mistake = self._here.recv()
        except (EOFError, OSError) as error:
            self.end()
            raise UnreadableFile(f"Tệp “{name}” làm hỏng tiến trình phân tích: hãy tách tệp.") from error
        if mistake is not None:
            raise RuntimeError(mistake)

    def end(self) -> None:
        self._process.kill()
        self._process.join()
        self._here.close()


def _serve(folder: Path, requests: Connection) -> None:
    """Answer requests until the other side closes: None when built, else what went wrong."""
    store = Store(folder)
    with suppress(EOFError, KeyboardInterrupt):
        while True:
            sha256, name = requests.recv()
            try:
                store.build(sha256, name)
            except Exception as error:  # told to the other side, where it is one failed file
                requests.send(f"{type(error).__name__}: {error}")
            else:
                requests.send(None)
