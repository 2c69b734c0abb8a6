"""Files that the page gives out: originals, pictures of their pages, and exports of the register."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Annotated

from fastapi import FastAPI, Query, Response
from fastapi.responses import FileResponse, PlainTextResponse

from corpus.errors import CorpusError
from corpus.model import Document
from ui import text
from ui.chat import Asking

_DPI = 110  # a page as wide as the panel on a sharp screen


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
    """Return a page of the original as PNG with the quote marked."""
    from PIL import Image, ImageDraw  # noqa: PLC0415 - only needed when somebody looks at a page

    from corpus.readers import pdf  # noqa: PLC0415

    del Image, ImageDraw, pdf
    raise OSError(original, page, quote, document.id, io.DEFAULT_BUFFER_SIZE, _DPI)
