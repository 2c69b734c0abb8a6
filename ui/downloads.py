"""Files that the page gives out: originals, pictures of their pages, and exports of the register."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

from fastapi import FastAPI, Query, Response
from fastapi.responses import FileResponse, PlainTextResponse

from corpus.errors import CorpusError
from corpus.model import Document
from corpus.readers import pages
from ui import text
from ui.chat import Asking

_DPI = 110.0  # a page as wide as the panel on a sharp screen
_TINT = (251, 231, 166)  # the mark of the panel, over which black print stays readable


def register(app: FastAPI, assistant: Asking) -> None:
    """Add the addresses under /hoidap; only documents of the library can be named."""

    def document(key: str) -> Document | None:
        return next((d for d in assistant.library.documents() if d.id == key), None)

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

    @app.get("/hoidap/trang")
    def page(vb: str, trang: int, tu: int = 0, den: int = 0) -> Response:
        held = document(vb)
        if held is None or not any(p.number == trang for p in held.pages):
            return _missing()
        try:
            picture = page_image(held, assistant.library.original(held.id), trang, (tu, den))
        except (CorpusError, OSError, ValueError):
            return PlainTextResponse(text.NO_PAGE_IMAGE, 404)
        return Response(picture, media_type="image/png", headers={"cache-control": "private, max-age=600"})

    @app.get("/hoidap/xuat/{view}.{kind}")
    def export(view: str, kind: str, q: Annotated[str, Query()] = "") -> Response:
        from ui import exports  # noqa: PLC0415 - openpyxl and docx load only when somebody exports

        made = exports.write(assistant.library.documents(), view, kind, q)
        if made is None:
            return _missing()
        disposition = f'attachment; filename="{made.name}"'
        return Response(made.data, media_type=made.media_type, headers={"content-disposition": disposition})


def _missing() -> Response:
    return PlainTextResponse(text.NOT_FOUND_FILE, 404)


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
    picture = pages.render_page(original, page, _DPI)
    boxes = pages.quote_boxes(original, page, document.slice(*quote)) if quote[1] > quote[0] else []
    return _marked(picture, boxes) if boxes else picture


def _marked(picture: bytes, boxes: Sequence[Sequence[float]]) -> bytes:
    """Return a picture with rectangles tinted like a marker pen; they are shares of width and height."""
    from PIL import Image, ImageChops, ImageDraw  # noqa: PLC0415

    page = Image.open(io.BytesIO(picture)).convert("RGB")
    tint = Image.new("RGB", page.size, "white")
    pen = ImageDraw.Draw(tint)
    for left, top, right, bottom in boxes:
        pen.rectangle((left * page.width, top * page.height, right * page.width, bottom * page.height), _TINT)
    out = io.BytesIO()
    ImageChops.multiply(page, tint).save(out, "PNG")
    return out.getvalue()
