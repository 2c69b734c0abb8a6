"""A real HTTP server on loopback that speaks the chat interface of OpenAI, well or badly."""

from __future__ import annotations

import contextlib
import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Reply = str | list[str]


class ModelServer(ThreadingHTTPServer):
    """Answers every chat with `said`, in the manner of `behaviour`; `asked` holds the bodies received."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.said = ""
        self.behaviour = "well"
        self.asked: list[dict[str, Any]] = []
        self.over = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"


class _Handler(BaseHTTPRequestHandler):
    server: ModelServer

    def log_message(self, *_: object) -> None:
        return

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def do_POST(self) -> None:
        self.server.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        with contextlib.suppress(OSError):
            getattr(self, f"_{self.server.behaviour}")()

    def _event(self, words: str) -> bytes:
        delta = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m",
                 "choices": [{"index": 0, "delta": {"role": "assistant", "content": words}, "finish_reason": None}]}  # fmt: skip
        return f"data: {json.dumps(delta)}\n\n".encode()

    def _head(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()

    def _well(self) -> None:
        self._head()
        for at in range(0, len(self.server.said), 40):
            self.wfile.write(self._event(self.server.said[at : at + 40]))
        self.wfile.write(b"data: [DONE]\n\n")

    def _stalls(self) -> None:
        self.server.over.wait(30)

    def _stalls_after_a_word(self) -> None:
        self._head()
        self.wfile.write(self._event(self.server.said[:20]))
        self.wfile.flush()
        self.server.over.wait(30)

    def _without_end(self) -> None:
        self._head()
        while not self.server.over.is_set():
            self.wfile.write(self._event("và " * 400))

    def _drips(self) -> None:
        self._head()
        while not self.server.over.is_set():
            self.wfile.write(self._event("a"))
            self.wfile.flush()
            time.sleep(0.1)

    def _drips_headers(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        while not self.server.over.is_set():
            self.wfile.write(b"X: a\r\n")
            self.wfile.flush()
            time.sleep(0.1)

    def _breaks_events(self) -> None:
        self._head()
        self.wfile.write(b"data: {not json\n\n")

    def _fails(self) -> None:
        self.send_response(500)
        self.end_headers()
        self.wfile.write(b'{"error": {"message": "sk-secret-key leaked by the server"}}')

    def _redirects(self) -> None:
        self.send_response(307)
        self.send_header("Location", f"http://127.0.0.1:{self.server.server_port}/elsewhere")
        self.end_headers()


@contextlib.contextmanager
def serving() -> Iterator[ModelServer]:
    """Run the server until the block ends."""
    server = ModelServer()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.over.set()
        server.shutdown()
        server.server_close()
