"""The web server around the page: language, safety headers, log-in, and the files of the library."""

from __future__ import annotations

import base64
import binascii
import os
import secrets
import socket
from pathlib import Path
from typing import Any

import gradio as gr
import uvicorn
from fastapi import FastAPI, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.settings import Settings
from ui import downloads, shell, text
from ui.app import build
from ui.chat import Asking
from ui.user import SCOPE_KEY

# Nothing of another machine is ever loaded or called, whatever a document says.
_POLICY = (
    "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:; connect-src 'self' data: blob:;"
    " object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)
_HEADERS = (
    (b"content-security-policy", _POLICY.encode()),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
)
_LOCAL = {"127.0.0.1", "localhost", "[::1]", "::1"}


class Gate:
    """Middleware: only our own host names, only known users, Vietnamese as the page's language."""

    def __init__(self, app: ASGIApp, hosts: frozenset[str], users: dict[str, str]) -> None:
        self.app, self.hosts, self.users = app, hosts, users

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it with one sentence."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        if self.hosts and _host(headers.get(b"host", b"")) not in self.hosts:
            await _refuse(send, 421, text.WRONG_HOST)
            return
        user = self._user(headers.get(b"authorization", b""))
        if user is None:
            await _refuse(
                send, 401, text.LOG_IN, ((b"www-authenticate", b'Basic realm="Hoi Dap", charset="UTF-8"'),)
            )
            return
        scope[SCOPE_KEY] = user
        page = scope["path"] == "/"
        if page:  # the page's language is changed below, so it must come uncompressed
            scope["headers"] = [(k, v) for k, v in scope["headers"] if k != b"accept-encoding"]
        await self.app(scope, receive, _Dressed(send, page))

    def _user(self, header: bytes) -> str | None:
        if not self.users:
            return ""
        try:
            name, _, word = (
                base64.b64decode(header.removeprefix(b"Basic "), validate=True).decode().partition(":")
            )
        except (binascii.Error, UnicodeDecodeError):
            return None
        known = self.users.get(
            name, secrets.token_hex()
        )  # an unknown name costs the same time as a known one
        return name if secrets.compare_digest(known.encode(), word.encode()) and name in self.users else None


class _Dressed:
    """Adds the headers to an answer, and the language to the page itself."""

    def __init__(self, send: Send, page: bool) -> None:
        self.send, self.page = send, page
        self.start: Message | None = None
        self.body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message["headers"], *_HEADERS]
            if self.page:
                self.start = message
                return
        elif self.start is not None:
            self.body += message.get("body", b"")
            if message.get("more_body"):
                return
            await self._finish(self.start)
            return
        await self.send(message)

    async def _finish(self, start: Message) -> None:
        body = self.body.replace(b'lang="en"', b'lang="vi"', 1)
        kept = [(k, v) for k, v in start["headers"] if k.lower() != b"content-length"]
        await self.send({**start, "headers": [*kept, (b"content-length", str(len(body)).encode())]})
        await self.send({"type": "http.response.body", "body": body})


def _host(value: bytes) -> str:
    host = value.decode("latin-1")
    return host if host.endswith("]") else host.rsplit(":", 1)[0]


async def _refuse(
    send: Send, status: int, sentence: str, headers: tuple[tuple[bytes, bytes], ...] = ()
) -> None:
    kind = (b"content-type", b"text/plain; charset=utf-8")
    await send({"type": "http.response.start", "status": status, "headers": [kind, *headers]})
    await send({"type": "http.response.body", "body": sentence.encode()})


def users(path: Path | None) -> dict[str, str]:
    """Return the users of a file with a line `name:password` each; none without a file."""
    if path is None:
        return {}
    lines = (line.strip() for line in path.read_text("utf-8").splitlines())
    pairs = (line.partition(":") for line in lines if line and not line.startswith("#"))
    return {name.strip(): word for name, _, word in pairs}


def create(assistant: Asking, settings: Settings) -> FastAPI:
    """Return the web application over an assistant."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    downloads.register(app, assistant)
    local = settings.host in _LOCAL
    app.add_middleware(Gate, hosts=frozenset(_LOCAL if local else ()), users=users(settings.auth))
    mounted: FastAPI = gr.mount_gradio_app(
        app, build(assistant), path="/", server_name=settings.host, server_port=settings.port,
        footer_links=[], run_history=False, enable_monitoring=False, ssr_mode=False,
        mcp_server=False, pwa=False,
        show_error=False, max_file_size=f"{settings.upload_mb:g}mb", theme=_theme(), head=shell.head(),
        auth_dependency=_user if settings.auth else None,
        app_kwargs={"docs_url": None, "redoc_url": None, "openapi_url": None},
    )  # fmt: skip
    return mounted


def _user(request: Request) -> str | None:
    name: Any = request.scope.get(SCOPE_KEY)
    return str(name) if name else None


def _theme() -> gr.themes.Base:
    font = gr.themes.Font("Hoidap Sans")
    return gr.themes.Base(font=[font, gr.themes.Font("sans-serif")], font_mono=[gr.themes.Font("monospace")])


def run(assistant: Asking, settings: Settings) -> None:
    """Serve the page until it is stopped.

    Raises:
        SystemExit: the port is taken; the message says what to do.
    """
    with socket.socket(socket.AF_INET6 if ":" in settings.host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            raise SystemExit(text.PORT_TAKEN.format(port=settings.port)) from error
    app = create(assistant, settings)
    print(text.LAUNCHED.format(host=settings.host, port=settings.port), flush=True)
    uvicorn.run(app, host=settings.host, port=settings.port, log_level="warning", timeout_graceful_shutdown=3)


def launch(settings: Settings) -> None:
    """Open the assistant and serve the page until it is stopped.

    Args:
        settings: where the data lies, on which address to listen, who may log in.
    """
    from assistant.assistant import Assistant  # noqa: PLC0415 - loads the index; `create` does without

    run(Assistant.open(settings), settings)
