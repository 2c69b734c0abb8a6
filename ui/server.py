"""The web server: the page, what it calls, and the gate around all of it."""

from __future__ import annotations

import contextlib
import importlib.util
import logging
import os
import socket
from collections.abc import AsyncIterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import gradio as gr
import uvicorn
from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse, PlainTextResponse

from assistant.accounts import AccountsError
from assistant.settings import Settings
from ui import api, calls, downloads, shell, text
from ui.app import build
from ui.asking import Jobs
from ui.chat import Asking
from ui.gate import LOCAL, Gate
from ui.line import Line
from ui.login import Desk
from ui.monitoring import Measures, log_as_json
from ui.upload import Intake
from ui.views import Views, open_history

if TYPE_CHECKING:
    from ui.api import tools

_LOG = logging.getLogger(__name__)


def create(assistant: Asking, settings: Settings) -> FastAPI:
    """Return the web application over an assistant: the page, and the interfaces for programs."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    line, measures = Line(), Measures()
    app, jobs = _interfaces(assistant, settings, line, measures), Jobs(line)
    history = open_history(settings.data)
    views = Views(assistant, history)
    intake = Intake(assistant, measures, views.audit)
    downloads.register(app, views)
    calls.register(app, calls.Desk(assistant, history, views, jobs, measures, intake))
    _watched(app, assistant, measures, jobs, intake)
    blocks = build()
    mounted: FastAPI = gr.mount_gradio_app(
        app, blocks, path="/", server_name=settings.host, server_port=settings.port,
        footer_links=[], run_history=False, enable_monitoring=False, ssr_mode=False,
        mcp_server=False, pwa=False, show_error=False, max_file_size=0,
        theme=_theme(), head=shell.head(intake.largest),
        app_kwargs={"docs_url": None, "redoc_url": None, "openapi_url": None},
    )  # fmt: skip
    blocks.has_launched = True  # mounted pages never count as launched, and then gradio checks no path
    return mounted


def interfaces(assistant: Asking, settings: Settings) -> FastAPI:
    """Return the interfaces for programs alone, behind the same gate as the page."""
    return _interfaces(assistant, settings, Line(), Measures())


def _interfaces(assistant: Asking, settings: Settings, line: Line, measures: Measures) -> FastAPI:
    service = api.Service(assistant, line, measures)
    tools = _tools(service)

    @contextlib.asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        async with tools.running() if tools else contextlib.nullcontext():
            yield
        line.close()

    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, lifespan=lifespan)
    api.register(app, service)
    if tools:
        tools.register(app)
    app.add_middleware(Gate, settings=settings, desk=Desk(settings), measures=measures)
    app.add_exception_handler(Exception, _failed)
    return app


def _tools(service: api.Service) -> tools.Endpoint | None:
    """Return the tools of MCP where that package is installed."""
    if importlib.util.find_spec("mcp") is None:
        return None
    from ui.api import tools  # noqa: PLC0415 - an optional package, and a second to import

    return tools.Endpoint(service)


async def _failed(request: Request, error: Exception) -> Response:
    del request
    _LOG.error("request failed", exc_info=error)
    return PlainTextResponse(text.BAD_VIEW, 500)


def _watched(app: FastAPI, assistant: Asking, measures: Measures, jobs: Jobs, intake: Intake) -> None:
    """Add what an administrator watches the page by."""

    @app.get("/health")
    def health() -> Response:
        try:
            count = len(assistant.library.summaries())
        except Exception:
            _LOG.exception("library not readable")
            return JSONResponse({"status": "error", "library": "unreadable"}, 503)
        state = {"status": "ok", "documents": count, "questions": len(jobs), "files": intake.waiting()}
        return JSONResponse({**state, "vectors": asdict(assistant.index.vector_status)})

    @app.get("/metrics")
    def metrics() -> Response:
        gauges = {
            "documents": float(len(assistant.library.summaries())),
            "questions_waiting": float(len(jobs)),
            "files_waiting": float(intake.waiting()),
        }
        return PlainTextResponse(measures.prometheus(gauges), media_type="text/plain; version=0.0.4")


def _theme() -> gr.themes.Base:
    font = gr.themes.Font("Hoidap Sans")
    return gr.themes.Base(font=[font, gr.themes.Font("sans-serif")], font_mono=[gr.themes.Font("monospace")])


def check(settings: Settings) -> None:
    """Refuse to open the page to a network without log-in, or with users that cannot be read.

    Raises:
        SystemExit: the message says what to do.
    """
    desk = Desk(settings)
    if desk.users.required:
        try:
            desk.users.held()
        except AccountsError as error:
            raise SystemExit(str(error)) from error
    elif settings.host not in LOCAL and not settings.no_login:
        raise SystemExit(text.OPEN_NETWORK.format(host=settings.host))


def run(assistant: Asking, settings: Settings) -> None:
    """Serve the page until it is stopped.

    Raises:
        SystemExit: the port is taken, or the page would be open to everybody; the message says what to do.
    """
    check(settings)
    _free(settings)
    _serve(create(assistant, settings), settings, text.LAUNCHED)


def _free(settings: Settings) -> None:
    with socket.socket(socket.AF_INET6 if ":" in settings.host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            raise SystemExit(text.PORT_TAKEN.format(port=settings.port)) from error


def _serve(app: FastAPI, settings: Settings, launched: str) -> None:
    os.umask(0o077)  # whatever the page writes from here on, only its own user may read
    log_as_json(settings.log)
    _private(settings.data)
    print(launched.format(host=settings.host, port=settings.port), flush=True)
    uvicorn.run(
        app, host=settings.host, port=settings.port, log_config=None, access_log=False, server_header=False,
        timeout_graceful_shutdown=1, limit_concurrency=2_000, h11_max_incomplete_event_size=64 * 1024,
    )  # fmt: skip
    print(text.STOPPED_SERVING, flush=True)


def _private(folder: Path) -> None:
    """Shut what an earlier version left readable for others: history, users, keys."""
    for name in (
        "history.sqlite",
        "sessions.sqlite",
        "users.json",
        "page.key",
        "marks.sqlite",
        "audit.sqlite",
    ):
        with contextlib.suppress(OSError):
            (folder / name).chmod(0o600)


def launch(settings: Settings) -> None:
    """Open the assistant and serve the page until it is stopped.

    Args:
        settings: where the data lies, on which address to listen, who may log in.
    """
    from assistant.assistant import Assistant  # noqa: PLC0415 - loads the index; `create` does without

    check(settings)  # before the index is opened, which takes a while
    print(text.OPENING.format(data=settings.data), flush=True)
    run(Assistant.open(settings), settings)


def launch_interfaces(settings: Settings) -> None:
    """Open the assistant and serve HTTP API and MCP, without the page, until stopped.

    Raises:
        SystemExit: the port is taken, or everybody could ask; the message says what to do.
    """
    from assistant.assistant import Assistant  # noqa: PLC0415

    check(settings)
    _free(settings)
    _serve(interfaces(Assistant.open(settings), settings), settings, text.MCP_LAUNCHED)


def speak_mcp(settings: Settings) -> None:
    """Open the assistant and answer one MCP client on standard input and output until it leaves."""
    import anyio  # noqa: PLC0415 - only here

    from assistant.assistant import Assistant  # noqa: PLC0415
    from ui.api import tools  # noqa: PLC0415 - an optional package

    service = api.Service(Assistant.open(settings), Line(), Measures())
    anyio.run(tools.server(service).run_stdio_async)
