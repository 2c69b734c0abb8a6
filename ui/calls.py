"""What the page's script asks of the server: views, questions, files. Every request has passed the gate.

Guarantees:
    1. Arguments are plain JSON values; no address takes the path of a file.
    2. What a role may not do is refused here, whatever the page shows.
"""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse, PlainTextResponse, StreamingResponse

from assistant.accounts import ROLE_NAMES, Role
from ui import chat, render, text
from ui.asking import Job, Jobs
from ui.chat import Asking, Step
from ui.choosing import MOST_CHOSEN
from ui.history import History
from ui.line import TooBusy, TooMany
from ui.monitoring import Measures
from ui.upload import Intake, RefusedFile
from ui.user import Visitor, visitor_of
from ui.views import Views

_NEEDS = {
    "remove": Role.EDITOR, "take_back": Role.EDITOR, "edit": Role.EDITOR, "view_mark": Role.EDITOR,
    "mark": Role.EDITOR, "view_admin": Role.ADMIN,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Desk:
    """What the addresses work with."""

    assistant: Asking
    history: History
    views: Views
    jobs: Jobs
    measures: Measures
    intake: Intake


def register(app: FastAPI, desk: Desk) -> None:
    """Add the addresses under /hoidap that the page's script calls."""
    _views(app, desk)
    _questions(app, desk)
    _files(app, desk.intake)


def _views(app: FastAPI, desk: Desk) -> None:
    functions = desk.views.functions()

    @app.post("/hoidap/goi/{name}")
    async def call(name: str, request: Request) -> Response:
        visitor = visitor_of(request)
        arguments = await _json(request)
        if name not in functions or arguments is None:
            return PlainTextResponse(text.WRONG_BODY, 400)
        refused = not_allowed(visitor, _NEEDS.get(name, Role.READER))
        return refused or JSONResponse(await run_in_threadpool(functions[name], arguments, visitor))


def not_allowed(visitor: Visitor, needed: Role) -> Response | None:
    """Return the answer to somebody whose role does not do, or None."""
    if visitor.may(needed):
        return None
    return PlainTextResponse(text.NOT_ALLOWED.format(role=ROLE_NAMES[needed]), 403)


def _questions(app: FastAPI, desk: Desk) -> None:
    @app.post("/hoidap/hoi")
    async def ask(request: Request) -> Response:
        given = await _json(request)
        if given is None or not isinstance(given.get("question"), str):
            return PlainTextResponse(text.WRONG_BODY, 400)
        return await _ask(desk, given, visitor_of(request).name)

    @app.post("/hoidap/nghe")
    async def listen(request: Request) -> Response:
        given = await _json(request)
        job = desk.jobs.find(visitor_of(request).name, str((given or {}).get("conversation", "")))
        return Response(status_code=204) if job is None else _stream(job.follow())

    @app.post("/hoidap/dung")
    async def stop(request: Request) -> Response:
        given = await _json(request) or {}
        conversation = str(given.get("conversation", ""))
        job = desk.jobs.find(visitor_of(request).name, conversation)
        if job is not None:
            shown = chat.stopped_step(str(given.get("question", ""))[: chat.LONGEST_QUESTION], conversation)
            desk.jobs.stop(job, shown)
        return JSONResponse(job is not None)


async def _ask(desk: Desk, given: dict[str, Any], owner: str) -> Response:
    question, known, replaced = given["question"], str(given.get("conversation", "")), given.get("replace")
    if chat.objection(question):
        *_, step = chat.ask(desk.assistant, desk.history, question, known, owner)
        return _stream(_once(step))
    documents = _chosen(given.get("documents"), desk.assistant)
    if given.get("documents") and not documents:
        return PlainTextResponse(text.CHOSEN_GONE, 409)
    conversation = await run_in_threadpool(desk.history.own_or_new, known, owner)

    def answer(job: Job) -> Iterator[Step]:
        began = time.perf_counter()
        for step in chat.ask(
            desk.assistant, desk.history, question, conversation, owner,
            documents=documents, replaced=replaced if isinstance(replaced, int) else None, stopped=lambda: job.stopped,
        ):  # fmt: skip
            if step.complete:
                desk.measures.answer(step.status, time.perf_counter() - began)
            yield step

    def waiting(place: int) -> Step:
        return Step(render.pending(question, place), conversation)

    try:
        return _stream(desk.jobs.start(owner, conversation, answer, waiting).follow())
    except TooMany:
        return PlainTextResponse(text.TOO_MANY, 429)
    except TooBusy:
        return PlainTextResponse(text.TOO_BUSY, 503)


def _files(app: FastAPI, intake: Intake) -> None:
    @app.post("/hoidap/tai-len")
    async def upload(ten: str, request: Request) -> Response:
        visitor = visitor_of(request)
        refused = not_allowed(visitor, Role.EDITOR)
        if refused is None and int(request.headers.get("content-length") or 0) > intake.largest:
            refused = PlainTextResponse(intake.too_large(ten), 413)
        return refused or await _take(intake, ten, request, visitor)

    @app.get("/hoidap/tai-len")
    def state(request: Request) -> Response:
        return JSONResponse(intake.view(visitor_of(request).session))

    @app.post("/hoidap/huy-tep")
    async def cancel(request: Request) -> Response:
        given = await _json(request) or {}
        session = visitor_of(request).session
        if given.get("all"):
            intake.clear(session)
            return JSONResponse(True)
        return JSONResponse(await run_in_threadpool(intake.cancel, session, str(given.get("key", ""))))


async def _take(intake: Intake, name: str, request: Request, visitor: Visitor) -> Response:
    """Write what is sent into the page's folder, and put it into the queue."""
    path: Path | None = None
    try:
        path = await run_in_threadpool(intake.place, name)
        taken = 0
        with path.open("xb") as out:
            async for part in request.stream():
                taken += len(part)
                if taken > intake.largest:
                    raise RefusedFile(intake.too_large(name))
                await run_in_threadpool(out.write, part)
        sent = await run_in_threadpool(intake.put, visitor.session, visitor.name, path)
    except BaseException as error:
        if path is not None:
            shutil.rmtree(path.parent, ignore_errors=True)
        if isinstance(error, RefusedFile):
            return PlainTextResponse(str(error), 413)
        if isinstance(error, OSError):
            return PlainTextResponse(text.DISK_FULL, 507)
        raise
    return JSONResponse({"key": sent.key})


async def _json(request: Request) -> dict[str, Any] | None:
    """Return the JSON object that a request brings, or None."""
    try:
        given = json.loads(await request.body())
    except (ValueError, RecursionError):
        return None
    return given if isinstance(given, dict) else None


def _chosen(given: Any, assistant: Asking) -> tuple[str, ...]:
    """Return the ids among what is given that name documents at hand."""
    if not isinstance(given, list):
        return ()
    rows = map(assistant.library.row, dict.fromkeys(str(one) for one in given[:MOST_CHOSEN]))
    return tuple(row.id for row in rows if row)


def _stream(steps: AsyncIterator[Step | None]) -> Response:
    return StreamingResponse(_lines(steps), media_type="application/x-ndjson")


async def _once(step: Step) -> AsyncIterator[Step | None]:
    yield step


async def _lines(steps: AsyncIterator[Step | None]) -> AsyncIterator[str]:
    """Yield each step as a line of JSON, an empty line as a sign of life."""
    async for step in steps:
        if step is None:
            yield "\n"
            continue
        said = {"live": step.live, "conversation": step.conversation, "done": step.complete}
        yield json.dumps(said, ensure_ascii=False) + "\n"
