"""Reading in a child process with limits of time and memory.

A hostile file can make any parser loop or eat memory; only a process of its own can be stopped.
Children are kept for the next file, because starting one costs half a second; a child that was
stopped, crashed or ran out of memory is replaced.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from corpus import errors
from corpus.errors import CorpusError, UnreadableFile
from corpus.model import SourceText

SECONDS = 300.0  # recognising a 100-page scan takes about 200 s on one core
MEMORY_MB = 2_000  # address space; reading the largest file at hand takes 300 MB
_GRACE = 0.9  # share of the time after which recognition stops and reports what it has
_IDLE = 4  # children kept for the next files
_FILES = 200  # files after which a child is replaced, so that leaks stay small
_ROOT = Path(__file__).resolve().parents[2]

ProgressCall = Callable[[int, int], None]


class _StoppedError(Exception):
    """The child ended or was ended before it answered."""


class _Child:
    """A process that reads one file after another."""

    def __init__(self, memory_mb: int) -> None:
        self.memory_mb = memory_mb
        self.files = 0
        self._rest = b""
        self._process = subprocess.Popen(
            [sys.executable, "-m", "corpus.readers.limits", str(memory_mb)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # so that its own children can be ended with it
            cwd=_ROOT,
            env={**os.environ, "OMP_THREAD_LIMIT": "1", "OPENBLAS_NUM_THREADS": "1"},
        )

    def ask(self, request: dict[str, Any], seconds: float, progress: ProgressCall | None) -> dict[str, Any]:
        """Send a request and return the answer.

        Raises:
            TimeoutError: no answer came in time.
            _StoppedError: the child is gone.
        """
        self.files += 1
        deadline = time.monotonic() + seconds
        stdin = self._process.stdin
        assert stdin is not None
        try:
            stdin.write(json.dumps(request).encode() + b"\n")
            stdin.flush()
        except OSError as error:
            raise _StoppedError from error
        while True:
            message: dict[str, Any] = json.loads(self._line(deadline))
            if "progress" not in message:
                return message
            if progress:
                progress(*message["progress"])

    def _line(self, deadline: float) -> bytes:
        stdout = self._process.stdout
        assert stdout is not None
        pieces = [self._rest]
        while b"\n" not in pieces[-1]:
            left = deadline - time.monotonic()
            if left <= 0 or not select.select([stdout], [], [], left)[0]:
                raise TimeoutError
            piece = os.read(stdout.fileno(), 1 << 20)
            if not piece:
                raise _StoppedError
            pieces.append(piece)
        line, _, self._rest = b"".join(pieces).partition(b"\n")
        return line

    def end(self) -> None:
        """End the process and everything that it started."""
        with contextlib.suppress(OSError):
            os.killpg(self._process.pid, signal.SIGKILL)
        for pipe in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):
                if pipe:
                    pipe.close()
        self._process.wait()


_idle: list[_Child] = []
_lock = threading.Lock()


def _take(memory_mb: int) -> _Child:
    with _lock:
        for child in _idle:
            if child.memory_mb == memory_mb:
                _idle.remove(child)
                return child
    return _Child(memory_mb)


def _give_back(child: _Child) -> None:
    with _lock:
        if len(_idle) < _IDLE and child.files < _FILES:
            _idle.append(child)
            return
    child.end()


@atexit.register
def _end_all() -> None:
    with _lock:
        for child in _idle:
            child.end()
        _idle.clear()


def read_limited(
    path: Path,
    *,
    name: str | None = None,
    seconds: float = SECONDS,
    memory_mb: int = MEMORY_MB,
    progress: ProgressCall | None = None,
) -> SourceText:
    """Read one file like `corpus.readers.read`, within limits.

    Args:
        path: the file.
        name: the name to show where it differs from the path's own.
        seconds: wall-clock limit; recognition of scans stops a little earlier with what it has.
        memory_mb: limit of the address space in megabytes.
        progress: told (pages done, pages) while a scan is recognised.

    Raises:
        CorpusError: with one Vietnamese sentence that says what to do.
    """
    shown = name or path.name
    request = {"path": str(path.absolute()), "name": shown, "seconds": seconds * _GRACE}
    child = _take(memory_mb)
    try:
        answer = child.ask(request, seconds, progress)
    except TimeoutError as error:
        child.end()
        raise UnreadableFile(
            f"Tệp “{shown}” đọc quá {seconds:.0f} giây nên bị dừng: hãy tách tệp hoặc lưu lại rồi nạp lại."
        ) from error
    except (_StoppedError, ValueError) as error:
        child.end()
        raise UnreadableFile(
            f"Tệp “{shown}” làm hỏng tiến trình đọc: hãy mở và lưu lại tệp rồi nạp lại."
        ) from error
    except BaseException:
        child.end()
        raise
    if answer.get("exhausted"):
        child.end()
        raise UnreadableFile(f"Tệp “{shown}” cần hơn {memory_mb} MB bộ nhớ để đọc: hãy tách tệp rồi nạp lại.")
    _give_back(child)
    if "error" in answer:
        kind = getattr(errors, answer["error"], CorpusError)
        raise kind(answer["message"])
    source: SourceText = _adapter().validate_python(answer["source"])
    return source


def _adapter() -> Any:
    """Return the converter between SourceText and JSON."""
    from pydantic import TypeAdapter  # noqa: PLC0415 - a tenth of a second, only when a child is used

    return TypeAdapter(SourceText)


def _answer(request: dict[str, Any], tell: Callable[[dict[str, Any]], None]) -> dict[str, Any]:
    """Read one file in the child."""
    from corpus.readers import read  # noqa: PLC0415 - only the child reads
    from corpus.readers.plain.budget import Budget, current  # noqa: PLC0415

    budget = Budget(
        time.monotonic() + request["seconds"], lambda done, total: tell({"progress": [done, total]})
    )
    token = current.set(budget)
    try:
        source = read(Path(request["path"]), name=request["name"])
    except MemoryError:
        return {"exhausted": True}
    except CorpusError as error:
        if _out_of_memory(error):
            return {"exhausted": True}
        return {"error": type(error).__name__, "message": str(error)}
    except Exception:  # the reader's own mistakes must not end the child
        message = (
            f"Tệp “{request['name']}” có cấu trúc ngoài dự kiến, không đọc được: hãy lưu lại rồi nạp lại."
        )
        return {"error": "UnreadableFile", "message": message}
    finally:
        current.reset(token)
    return {"source": _adapter().dump_python(source, mode="json")}


def _out_of_memory(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, MemoryError):
            return True
        error = error.__cause__ or error.__context__
    return False


def _serve(memory_mb: int) -> None:
    """Answer requests from standard input until it closes."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 - absent outside Unix, where only time is limited

        resource.setrlimit(resource.RLIMIT_AS, (memory_mb * 2**20, resource.getrlimit(resource.RLIMIT_AS)[1]))
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what parsers print must not mix with the answers

    def tell(message: dict[str, Any]) -> None:
        out.write(json.dumps(message).encode() + b"\n")
        out.flush()

    for line in sys.stdin.buffer:
        try:
            answer = _answer(json.loads(line), tell)
        except MemoryError:
            answer = {"exhausted": True}
        tell(answer)


if __name__ == "__main__":
    _serve(int(sys.argv[1]))
