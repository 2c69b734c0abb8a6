"""What a page of an original looks like, and where a quote stands on it: for every kind that has pages.

Guarantees of `picture`:
    1. It is drawn in a process of its own with bounds of time and memory, whatever the file is.
    2. Its longer side has at most `LONGER_SIDE` pixels, whatever size the page claims to have.
"""

from __future__ import annotations

import contextlib
import io
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import UnreadableFile

if TYPE_CHECKING:
    from corpus.readers.scan import Rectangle

LONGER_SIDE = 1_800  # pixels: an A4 page at 154 dpi, sharp when zoomed to twice the panel's width
_SECONDS = 30.0  # for one page with its marks; half a second is usual
_MEMORY_MB = 1_000  # address space; a page of A3 with large pictures takes 300 MB
_TINT = (251, 231, 166)  # the mark of the panel, over which black print stays readable
_ROOT = Path(__file__).resolve().parents[2]


def _is_pdf(path: Path) -> bool:
    """Return whether a file begins like a PDF."""
    with path.open("rb") as file:
        return b"%PDF-" in file.read(1024)  # readers of the format accept the mark in the first kilobyte


def render_page(path: Path, number: int, dpi: float = 110.0) -> bytes:
    """Return the picture of one page as PNG, for showing on a screen.

    Args:
        path: a PDF or an image file.
        number: page number from 1.
        dpi: resolution; 110 shows an A4 page 910 pixels wide.

    Raises:
        CorpusError: the page cannot be drawn; the sentence says what to do.
    """
    if _is_pdf(path):
        from corpus.readers.pdf import render  # noqa: PLC0415 - only when a page is looked at

        return render.render_page(path, number, dpi)
    from corpus.readers.scan import image  # noqa: PLC0415 - the same

    return image.render_page(path, number, dpi)


def quote_boxes(path: Path, page: int, quote: str) -> list[Rectangle]:
    """Return where a quote stands on a page, one rectangle a line.

    Args:
        path: a PDF or an image file.
        page: page number from 1.
        quote: verbatim text; the part of it that stands on this page is marked.

    Returns:
        Rectangles (left, top, right, bottom) as shares of the page's width and height; empty where the
        quote is not found.
    """
    if _is_pdf(path):
        from corpus.readers.pdf import boxes  # noqa: PLC0415 - only when a page is looked at

        return boxes.quote_boxes(path, page, quote)
    from corpus.readers.scan import image  # noqa: PLC0415 - the same

    return image.quote_boxes(path, page, quote)


def picture(path: Path, page: int, quote: str = "") -> bytes:
    """Return the picture of one page as PNG, a quote on it marked.

    Args:
        path: a PDF or an image file.
        page: page number from 1.
        quote: verbatim text; the part of it that stands on this page is marked.

    Raises:
        UnreadableFile: the page cannot be drawn within the bounds.
    """
    command = [sys.executable, "-m", "corpus.readers.pages", str(path.absolute()), str(page)]
    child = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=_ROOT,
        start_new_session=True,  # so that what it starts can be ended with it
        env={**os.environ, "OMP_THREAD_LIMIT": "1", "OPENBLAS_NUM_THREADS": "1"},
    )  # fmt: skip
    try:
        drawn, _ = child.communicate(quote.encode(), _SECONDS)
    except subprocess.TimeoutExpired:
        drawn = b""
    finally:
        with contextlib.suppress(OSError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()
    if not drawn.startswith(b"\x89PNG"):
        raise UnreadableFile(f"Không vẽ được trang {page}: hãy mở tệp gốc để xem.")
    return drawn


def _drawn(path: Path, page: int, quote: str) -> bytes:
    """Draw a page within the bounds of this process."""
    if _is_pdf(path):
        from corpus.readers.pdf import render  # noqa: PLC0415 - only the child draws

        drawn = render.render_to(path, page, LONGER_SIDE)
    else:
        from corpus.readers.scan import image  # noqa: PLC0415 - the same

        drawn = image.render_to(path, page, LONGER_SIDE)
    try:
        boxes = quote_boxes(path, page, quote) if quote.strip() else []
    except Exception:  # a page without its mark is better than none
        boxes = []
    return _marked(drawn, boxes) if boxes else drawn


def _marked(drawn: bytes, boxes: Sequence[Sequence[float]]) -> bytes:
    """Return a picture with rectangles tinted like a marker pen; they are shares of width and height."""
    from PIL import Image, ImageChops, ImageDraw  # noqa: PLC0415

    page = Image.open(io.BytesIO(drawn)).convert("RGB")
    tint = Image.new("RGB", page.size, "white")
    pen = ImageDraw.Draw(tint)
    for left, top, right, bottom in boxes:
        pen.rectangle((left * page.width, top * page.height, right * page.width, bottom * page.height), _TINT)
    out = io.BytesIO()
    ImageChops.multiply(page, tint).save(out, "PNG")
    return out.getvalue()


def _serve(path: str, page: str) -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 - absent outside Unix, where only time is limited

        bound = _MEMORY_MB * 2**20
        resource.setrlimit(resource.RLIMIT_AS, (bound, bound))
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what parsers print must not mix with the picture
    out.write(_drawn(Path(path), int(page), sys.stdin.buffer.read().decode()))
    out.flush()


if __name__ == "__main__":
    _serve(*sys.argv[1:3])
