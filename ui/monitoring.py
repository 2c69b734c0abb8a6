"""What the running page says about itself: a log of one JSON object a line, and counters for Prometheus.

Guarantees:
    1. No words of a question, an answer or a document are logged below the level "debug": records carry
       method, path, status, time, request id, user, and of an error its kind and its place in the code.
    2. Everything kept here has a fixed size, however long the page runs.
"""

from __future__ import annotations

import asyncio
import contextvars
import json
import logging
import sys
import threading
import time
import traceback
from bisect import bisect_left
from collections import Counter
from pathlib import Path

_LOG = logging.getLogger("hoidap.access")
request_id: contextvars.ContextVar[str] = contextvars.ContextVar("request_id", default="")
_BUCKETS = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)  # seconds, around what a reader notices
_AREAS = (
    "hoidap",
    "api",
    "mcp",
    "health",
    "metrics",
    "dang-nhap",
    "dang-xuat",
    "gradio_api",
    "assets",
    "static",
)


class Measures:
    """Counters of one running page."""

    def __init__(self) -> None:
        self.started = time.time()
        self._lock = threading.Lock()
        self._requests: Counter[tuple[str, int]] = Counter()  # area, status
        self._answers: Counter[str] = Counter()  # status of an answer
        self._files: Counter[str] = Counter()  # what became of an uploaded file
        self._seconds = [0] * (len(_BUCKETS) + 1)
        self._total = 0.0

    def request(
        self, *, method: str, path: str, status: int, seconds: float, request: str, user: str
    ) -> None:
        """Note a request."""
        first = path.strip("/").partition("/")[0]
        area = first if first in _AREAS else "page"
        with self._lock:
            self._requests[area, status] += 1
        level = logging.WARNING if status in {0, 500} else logging.INFO
        known = path if area != "page" or path == "/" else "/?"  # a made-up path may hold anything
        facts = {
            "request": request,
            "method": method,
            "path": known[:120],
            "status": status,
            "ms": round(seconds * 1000),
        }
        _LOG.log(level, "request", extra={"facts": {**facts, "user": user} if user else facts})

    def answer(self, status: str, seconds: float) -> None:
        """Note an answer and how long it took."""
        with self._lock:
            self._answers[status] += 1
            self._seconds[bisect_left(_BUCKETS, seconds)] += 1
            self._total += seconds

    def file(self, outcome: str) -> None:
        """Note what became of an uploaded file."""
        with self._lock:
            self._files[outcome] += 1

    def prometheus(self, gauges: dict[str, float]) -> str:
        """Return everything in Prometheus' text format.

        Args:
            gauges: further values of this moment, by name without the prefix.
        """
        with self._lock:
            lines = ["# TYPE hoidap_requests_total counter"]
            lines += [
                f'hoidap_requests_total{{area="{a}",status="{s}"}} {n}'
                for (a, s), n in sorted(self._requests.items())
            ]
            lines += ["# TYPE hoidap_answers_total counter"]
            lines += [f'hoidap_answers_total{{status="{s}"}} {n}' for s, n in sorted(self._answers.items())]
            lines += ["# TYPE hoidap_files_total counter"]
            lines += [f'hoidap_files_total{{outcome="{o}"}} {n}' for o, n in sorted(self._files.items())]
            lines += ["# TYPE hoidap_answer_seconds histogram", *self._histogram()]
        values = {"uptime_seconds": time.time() - self.started, "resident_bytes": float(resident()), **gauges}
        for name, value in values.items():
            lines += [f"# TYPE hoidap_{name} gauge", f"hoidap_{name} {value:g}"]
        return "\n".join(lines) + "\n"

    def _histogram(self) -> list[str]:
        running, lines = 0, []
        for edge, count in zip((*(f"{b:g}" for b in _BUCKETS), "+Inf"), self._seconds, strict=True):
            running += count
            lines.append(f'hoidap_answer_seconds_bucket{{le="{edge}"}} {running}')
        return [
            *lines,
            f"hoidap_answer_seconds_sum {self._total:g}",
            f"hoidap_answer_seconds_count {running}",
        ]


def resident() -> int:
    """Return the memory that this process holds, in bytes; 0 where the system does not tell."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * 4096  # pages of 4 KiB
    except (OSError, ValueError, IndexError):
        return 0


class JsonLines(logging.Formatter):
    """One JSON object a line, without the words of messages that come with an error."""

    def __init__(self, verbose: bool = False) -> None:
        super().__init__()
        self.verbose = verbose

    def format(self, record: logging.LogRecord) -> str:
        """Return a record as JSON."""
        when = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created))
        said: dict[str, object] = {
            "time": f"{when}.{int(record.msecs):03d}Z", "level": record.levelname.lower(),
            "logger": record.name, "event": record.getMessage() if self.verbose else str(record.msg),
        }  # fmt: skip
        if request_id.get():
            said["request"] = request_id.get()
        said |= getattr(record, "facts", {})
        if record.exc_info and record.exc_info[1] is not None:
            said["error"] = type(record.exc_info[1]).__name__
            frames = traceback.extract_tb(record.exc_info[2])[-12:]
            said["at"] = [f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in frames]
            if self.verbose:
                said["message"] = str(record.exc_info[1])
        return json.dumps(said, ensure_ascii=False)


def _worth_saying(record: logging.LogRecord) -> bool:
    """Whether a record is more than that open pages were left when the server was told to stop."""
    cut_off = record.exc_info is not None and isinstance(record.exc_info[1], asyncio.CancelledError)
    told = str(record.msg).startswith("Cancel %s running task")
    return not (record.name == "uvicorn.error" and (cut_off or told))


def log_as_json(level: str) -> None:
    """Send every log record to standard error as JSON."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines(verbose=level == "debug"))
    handler.addFilter(_worth_saying)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
