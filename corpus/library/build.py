"""Build documents in processes of their own: on all cores, and stopped when a text takes too long."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

from corpus.errors import UnreadableFile
from corpus.library.store import Store

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
        self._process = subprocess.Popen(
            [sys.executable, "-m", "corpus.library.build", str(folder.absolute())],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=Path(__file__).resolve().parents[2],
        )

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def build(self, sha256: str, name: str, seconds: float) -> None:
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None
        assert stdout is not None
        try:
            stdin.write(json.dumps([sha256, name]).encode() + b"\n")
            stdin.flush()
            if not select.select([stdout], [], [], seconds)[0]:
                self.end()
                raise UnreadableFile(
                    f"Tệp “{name}” phân tích quá {seconds:.0f} giây nên bị dừng: hãy tách tệp."
                )
            mistake = json.loads(stdout.readline())
        except (OSError, ValueError) as error:
            self.end()
            raise UnreadableFile(f"Tệp “{name}” làm hỏng tiến trình phân tích: hãy tách tệp.") from error
        if mistake is not None:
            raise RuntimeError(mistake)

    def end(self) -> None:
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):
                if pipe:
                    pipe.close()
        self._process.wait()


def _serve(folder: Path) -> None:
    """Answer requests until standard input closes: null when built, else what went wrong."""
    store = Store(folder)
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what libraries print must not mix with the answers
    for line in sys.stdin:
        sha256, name = json.loads(line)
        mistake = None
        try:
            store.build(sha256, name)
        except Exception as error:  # told to the other side, where it is one failed file
            mistake = f"{type(error).__name__}: {error}"
        print(json.dumps(mistake), file=answers, flush=True)


if __name__ == "__main__":
    _serve(Path(sys.argv[1]))
