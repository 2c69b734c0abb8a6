"""Work on hostile input in a child process with limits of time and memory.

A hostile file can make any parser loop or eat memory; only a process of its own can be stopped.
Children are kept for the next file, because starting one costs half a second; a child that was
stopped, crashed or ran out of memory is replaced.

Guarantees (tests/corpus/test_limits.py):
    1. A call ends within its seconds, also inside a regular expression, and its child is gone then.
    2. When this process dies, by whatever signal, no child and no child of a child stays behind (where
       the system signals closed pipes; elsewhere once the child runs Python code again).
    3. `end_all` stops every call at once.
"""

from __future__ import annotations

import atexit
import contextlib
import importlib
import json
import os
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
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
Answer = dict[str, Any]


class _StoppedError(Exception):
    """The child ended or was ended before it answered."""


class _Child:
    """A process that reads one file after another."""

    def __init__(self, memory_mb: int) -> None:
        self.memory_mb = memory_mb
        self.files = 0
        self.killed = False
        self._rest = b""
        ours, theirs = os.pipe()  # held open by this process alone: its end tells the child that we are gone
        self._life = theirs
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "corpus.readers.limits", str(memory_mb), str(ours)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,  # so that its own children can be ended with it
                pass_fds=(ours,),
                cwd=_ROOT,
                env={**os.environ, "OMP_THREAD_LIMIT": "1", "OPENBLAS_NUM_THREADS": "1"},
            )
        finally:
            os.close(ours)

    @property
    def alive(self) -> bool:
        return not self.killed and self._process.poll() is None

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

    def kill(self) -> None:
        """Kill the process and everything that it started."""
        self.killed = True
        with contextlib.suppress(OSError):
            os.killpg(self._process.pid, signal.SIGKILL)

    def end(self) -> None:
        """Kill the process and let go of what is held for it."""
        self.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):
                if pipe:
                    pipe.close()
        self._process.wait()
        with contextlib.suppress(OSError):
            os.close(self._life)
        self._life = -1


_idle: list[_Child] = []
_busy: list[_Child] = []
_lock = threading.Lock()


def _take(memory_mb: int) -> _Child:
    with _lock:
        for child in _idle:
            if child.memory_mb == memory_mb:
                _idle.remove(child)
                if child.alive:
                    _busy.append(child)
                    return child
                child.end()
                break
        child = _Child(memory_mb)
        _busy.append(child)
        return child


def _give_back(child: _Child) -> None:
    with _lock:
        if child in _busy:
            _busy.remove(child)
        if len(_idle) < _IDLE and child.files < _FILES and child.alive:
            _idle.append(child)
            return
    child.end()


def _end(child: _Child) -> None:
    with _lock:
        if child in _busy:
            _busy.remove(child)
    child.end()


@atexit.register
def end_all() -> None:
    """Stop every child, the busy ones too: their calls fail at once."""
    with _lock:
        for child in _idle:
            child.end()
        _idle.clear()
        for child in _busy:
            child.kill()


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
    answer = run_limited(
        "corpus.readers.limits:read_file",
        {"path": str(path.absolute()), "name": shown},
        Words(shown, "đọc"),
        seconds=seconds,
        memory_mb=memory_mb,
        progress=progress,
    )
    source: SourceText = _adapter().validate_python(answer["source"])
    return source


@dataclass(frozen=True, slots=True)
class Words:
    """How a failure is told: the file, and what was being done with it."""

    name: str
    doing: str  # "đọc", "phân tích"


def run_limited(
    task: str,
    arguments: dict[str, Any],
    words: Words,
    *,
    seconds: float = SECONDS,
    memory_mb: int = MEMORY_MB,
    progress: ProgressCall | None = None,
) -> Answer:
    """Call a function in a child, within limits, and return its answer.

    Args:
        task: "module:function" of this package; called with the arguments by name, returns a JSON object.
        arguments: what JSON can say.
        words: for the sentence when it fails.
        seconds: wall-clock limit; `corpus.readers.plain.budget` in the child says a little less.
        memory_mb: limit of the address space in megabytes.
        progress: told (done, total) as the budget is told in the child.

    Raises:
        CorpusError: raised by the function, or a limit was met; one Vietnamese sentence.
    """
    doing, name = words.doing, words.name
    request = {"task": task, "arguments": arguments, "seconds": seconds * _GRACE, "name": name}
    child = _take(memory_mb)
    try:
        try:
            answer = child.ask(request, seconds, progress)
        except _StoppedError:
            if child.killed or child.files == 1:  # stopped by us, or by this very piece of work
                raise
            _end(child)  # it died of something else while it waited: a fresh one decides
            child = _take(memory_mb)
            answer = child.ask(request, seconds, progress)
    except TimeoutError as error:
        _end(child)
        raise UnreadableFile(
            f"Tệp “{name}” {doing} quá {seconds:.0f} giây nên bị dừng: hãy tách tệp hoặc lưu lại rồi nạp lại."
        ) from error
    except (_StoppedError, ValueError) as error:
        _end(child)
        raise UnreadableFile(
            f"Tệp “{name}” làm hỏng tiến trình {doing}: hãy mở và lưu lại tệp rồi nạp lại."
        ) from error
    except BaseException:
        _end(child)
        raise
    if answer.get("exhausted"):
        _end(child)
        raise UnreadableFile(
            f"Tệp “{name}” cần hơn {memory_mb} MB bộ nhớ để {doing}: hãy tách tệp rồi nạp lại."
        )
    _give_back(child)
    if "error" in answer:
        kind = getattr(errors, answer["error"], CorpusError)
        raise kind(answer["message"])
    result: Answer = answer["result"]
    return result


def _adapter() -> Any:
    """Return the converter between SourceText and JSON."""
    from pydantic import TypeAdapter  # noqa: PLC0415 - a tenth of a second, only when a child is used

    return TypeAdapter(SourceText)


def read_file(path: str, name: str) -> Answer:
    """Read one file; called in the child."""
    from corpus.readers.dispatch import read  # noqa: PLC0415 - only the child reads

    return {"source": _adapter().dump_python(read(Path(path), name=name), mode="json")}


def _answer(request: dict[str, Any], tell: Callable[[Answer], None]) -> Answer:
    """Do one piece of work in the child."""
    from corpus.readers.plain import Budget, current  # noqa: PLC0415 - only the child works

    budget = Budget(
        time.monotonic() + request["seconds"], lambda done, total: tell({"progress": [done, total]})
    )
    token = current.set(budget)
    module, _, function = request["task"].partition(":")
    try:
        return {"result": getattr(importlib.import_module(module), function)(**request["arguments"])}
    except MemoryError:
        return {"exhausted": True}
    except CorpusError as error:
        if _out_of_memory(error):
            return {"exhausted": True}
        return {"error": type(error).__name__, "message": str(error)}
    except Exception:  # a mistake in our own code must not end the child
        message = (
            f"Tệp “{request['name']}” có cấu trúc ngoài dự kiến, không đọc được: hãy lưu lại rồi nạp lại."
        )
        return {"error": "UnreadableFile", "message": message}
    finally:
        current.reset(token)


def _out_of_memory(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, MemoryError):
            return True
        error = error.__cause__ or error.__context__
    return False


def _die_with(life: int) -> None:
    """End this process and its children as soon as the other end of a pipe is closed.

    The system's signal comes also inside a regular expression, where no thread of Python would run.
    """

    def wait() -> None:
        with contextlib.suppress(OSError):
            os.read(life, 1)
        os.killpg(os.getpgrp(), signal.SIGKILL)

    with contextlib.suppress(ImportError, AttributeError, OSError):
        import fcntl  # noqa: PLC0415 - absent outside Unix

        signal.signal(signal.SIGIO, signal.SIG_DFL)  # which ends a process
        fcntl.fcntl(life, fcntl.F_SETOWN, -os.getpgrp())
        fcntl.fcntl(life, fcntl.F_SETFL, fcntl.fcntl(life, fcntl.F_GETFL) | os.O_ASYNC)
    threading.Thread(target=wait, daemon=True).start()


def _serve(memory_mb: int, life: int) -> None:
    """Answer requests from standard input until it closes."""
    _die_with(life)
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 - absent outside Unix, where only time is limited

        resource.setrlimit(resource.RLIMIT_AS, (memory_mb * 2**20, resource.getrlimit(resource.RLIMIT_AS)[1]))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what parsers print must not mix with the answers

    def tell(message: Answer) -> None:
        out.write(json.dumps(message).encode() + b"\n")
        out.flush()

    for line in sys.stdin.buffer:
        try:
            answer = _answer(json.loads(line), tell)
        except MemoryError:
            answer = {"exhausted": True}
        tell(answer)


if __name__ == "__main__":
    _serve(int(sys.argv[1]), int(sys.argv[2]))
