"""Files that the page gives out: originals, pictures of their pages, and exports of the register."""

from __future__ import annotations

import asyncio
import json
import threading
from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

from fastapi import FastAPI, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import FileResponse, PlainTextResponse

from assistant.accounts import ROLE_NAMES, Role
from corpus.errors import CorpusError
from corpus.model import Document
from corpus.readers import pages
from ui import exports, feedback, takeaway, text
from ui.chat import Asking
from ui.history import KeptTurn
from ui.user import visitor_of
from ui.views import Views

_KEPT_BYTES = 32 * 2**20  # some forty pages: what a reader leafs back through
_MOST_WAITING = 24  # pictures in line, some ten seconds
_LONGEST_QUOTE = 20_000  # characters looked for on a page: more than one holds
_MOST_TURNS = 2_000  # of a conversation that are written into one file
_EXPORTS = threading.BoundedSemaphore(2)  # tables written at once; each may take 100 MB


def register(app: FastAPI, views: Views) -> None:
    """Add the addresses under /hoidap; only documents of the library and the visitor's own turns can be named."""
    _originals(app, views.assistant)
    _taken_along(app, views)


def _originals(app: FastAPI, assistant: Asking) -> None:

    def document(key: str) -> Document | None:
        return assistant.library.document(key) if assistant.library.row(key) else None

    @app.get("/hoidap/song")
    def alive() -> Response:
        return Response(status_code=204)

    @app.get("/hoidap/goc")
    def original(vb: str) -> Response:
        held = document(vb)
        if held is None:
            return _missing()
        try:
            path = assistant.library.original(held.id)
        except CorpusError as error:
            return PlainTextResponse(str(error), 404)
        return FileResponse(path, filename=held.source, content_disposition_type="attachment")

    pictures = Pictures()

    @app.get("/hoidap/trang")
    async def page(vb: str, trang: int, tu: int = 0, den: int = 0) -> Response:
        held = document(vb)
        if held is None or not any(p.number == trang for p in held.pages):
            return _missing()
        span = (max(0, min(tu, len(held.text))), max(0, min(den, len(held.text))))
        try:
            picture = await pictures.get(held, assistant.library.original(held.id), trang, span)
        except (CorpusError, OSError, ValueError) as error:
            return PlainTextResponse(text.NO_PAGE_IMAGE, 503 if isinstance(error, TimeoutError) else 404)
        return Response(picture, media_type="image/png", headers={"cache-control": "private, max-age=600"})


def _taken_along(app: FastAPI, views: Views) -> None:
    assistant, history = views.assistant, views.history

    @app.get("/hoidap/xuat/{view}.{kind}")
    def export(view: str, kind: str, q: Annotated[str, Query()] = "") -> Response:
        if not _EXPORTS.acquire(timeout=20):  # seconds: two large tables are written in five
            return PlainTextResponse(text.TOO_BUSY_FILES, 503)
        try:
            made = exports.write(assistant.library.registered(), view, kind, q[:2_000], views.marks)
        finally:
            _EXPORTS.release()
        if made is None:
            return _missing()
        return _file(made.name, made.data, made.media_type)

    @app.get("/hoidap/tra-loi/{turn}.docx")
    def answer(turn: int, request: Request) -> Response:
        kept = history.turn(turn, visitor_of(request).name)
        return _word("tra-loi", text.ANSWER, (kept,)) if kept else _missing()

    @app.get("/hoidap/cuoc-hoi/{conversation}.docx")
    def conversation(conversation: str, request: Request) -> Response:
        owner = visitor_of(request).name
        kept = history.turns(conversation, _MOST_TURNS, owner)
        title = next((c.title for c in history.conversations(owner, 10_000) if c.id == conversation), "")
        return _word("cuoc-hoi", title or text.PAST, kept) if kept else _missing()

    @app.get("/hoidap/danh-gia.jsonl")
    def verdicts(request: Request) -> Response:
        visitor = visitor_of(request)
        if not visitor.may(Role.ADMIN):
            return PlainTextResponse(text.NOT_ALLOWED.format(role=ROLE_NAMES[Role.ADMIN]), 403)
        rows = (
            json.dumps(row, ensure_ascii=False) + "\n" for row in feedback.question_rows(history.feedback())
        )
        return _file("danh-gia.jsonl", "".join(rows).encode(), "application/x-ndjson; charset=utf-8")


def _word(name: str, title: str, kept: Sequence[KeptTurn]) -> Response:
    if not _EXPORTS.acquire(timeout=20):  # seconds, as for tables
        return PlainTextResponse(text.TOO_BUSY_FILES, 503)
    try:
        made = takeaway.as_docx(title, kept)
    finally:
        _EXPORTS.release()
    return _file(f"{name}.docx", made, exports.MEDIA["docx"])


def _file(name: str, data: bytes, media_type: str) -> Response:
    disposition = f'attachment; filename="{name}"'
    return Response(data, media_type=media_type, headers={"content-disposition": disposition})


def _missing() -> Response:
    return PlainTextResponse(text.NOT_FOUND_FILE, 404)


class Pictures:
    """Pages of originals as pictures: drawn one at a time, the last ones kept.

    Guarantees:
        1. However many are asked for, one is drawn at a time; who waits too long gets a sentence.
        2. What is kept never exceeds `_KEPT_BYTES`.
    """

    def __init__(self) -> None:
        self._one = asyncio.Lock()
        self._waiting = 0
        self._kept: OrderedDict[tuple[str, int, str], bytes] = OrderedDict()

    async def get(self, document: Document, original: Path, page: int, quote: tuple[int, int]) -> bytes:
        """Return a page, drawn or kept.

        Raises:
            CorpusError: the page cannot be drawn.
            ValueError: the original has no pages to be drawn.
            TimeoutError: too many others wait.
        """
        key = (document.sha256, page, document.slice(*quote) if quote[1] > quote[0] else "")
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        if self._waiting >= _MOST_WAITING:
            raise TimeoutError
        self._waiting += 1
        try:
            async with self._one:
                if key not in self._kept:  # else it was drawn for another while this one waited
                    self._kept[key] = await run_in_threadpool(page_image, document, original, page, quote)
                drawn = self._kept[key]
        finally:
            self._waiting -= 1
        while len(self._kept) > 1 and sum(map(len, self._kept.values())) > _KEPT_BYTES:
            self._kept.popitem(last=False)
        return drawn


def page_image(document: Document, original: Path, page: int, quote: tuple[int, int]) -> bytes:
    """Return a page of the original as PNG with the quote marked.

    Args:
        document: what was read from the original.
        original: a PDF or an image file.
        page: its number, from 1.
        quote: a span of the document; what of it stands on this page is marked.

    Raises:
        CorpusError: the page cannot be drawn.
        ValueError: the original has no pages to be drawn.
    """
    if document.media_type != "application/pdf" and not document.media_type.startswith("image/"):
        raise ValueError(document.media_type)
    return pages.picture(
        original, page, document.slice(*quote)[:_LONGEST_QUOTE] if quote[1] > quote[0] else ""
    )
