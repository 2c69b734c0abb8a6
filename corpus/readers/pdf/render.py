"""Pictures of PDF pages, drawn by poppler."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

from PIL import Image

from corpus.errors import NoTextLayer, UnreadableFile
from corpus.readers.scan.ocr import LARGEST_IMAGE

_SECONDS = 60.0  # for one page; a tenth of a second is usual
_LARGEST = 5_000  # pixels along the longer side: A3 at 300 dpi; posters are drawn coarser
Image.MAX_IMAGE_PIXELS = LARGEST_IMAGE


def renderer_available() -> bool:
    """Return whether poppler's pdftoppm is installed."""
    return shutil.which("pdftoppm") is not None


def render(path: Path, number: int, dpi: float, *, size: tuple[float, float] | None = None) -> Image.Image:
    """Draw one page, annotations included.

    Args:
        path: a PDF file.
        number: page number from 1.
        dpi: resolution; lowered for pages so large that the picture would pass all bounds.
        size: width and height in points, where known.

    Raises:
        UnreadableFile: poppler cannot draw the page.
        NoTextLayer: poppler is not installed.
    """
    if not renderer_available():
        raise NoTextLayer(
            "Máy này chưa vẽ được trang PDF: hãy cài poppler-utils (sudo apt install poppler-utils)."
        )
    if size and max(size) * dpi / 72 > _LARGEST:
        dpi = _LARGEST * 72 / max(size)
    return _poppler(path, number, "-r", f"{dpi:.2f}")


def _poppler(path: Path, number: int, *scale: str) -> Image.Image:
    command = ["pdftoppm", *scale, "-f", str(number), "-l", str(number), "-singlefile", str(path)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)
        image = Image.open(io.BytesIO(done.stdout))
        image.load()
    except (subprocess.TimeoutExpired, OSError, Image.DecompressionBombError) as error:
        raise UnreadableFile(f"Không vẽ được trang {number}: hãy mở tệp gốc để xem.") from error
    return image


def render_page(path: Path, number: int, dpi: float = 110.0) -> bytes:
    """Return the picture of one page as PNG, for showing on a screen.

    Args:
        path: a PDF file.
        number: page number from 1.
        dpi: resolution; 110 shows an A4 page 910 pixels wide.

    Raises:
        CorpusError: the page cannot be drawn; the sentence says what to do.
    """
    out = io.BytesIO()
    render(path, number, dpi).save(out, "PNG")
    return out.getvalue()


def render_to(path: Path, number: int, longer_side: int) -> bytes:
    """Return the picture of one page as PNG, its longer side of a given size in pixels.

    A page may claim to be metres wide; drawn to a size in pixels it costs what any other page costs.

    Raises:
        UnreadableFile: poppler cannot draw the page.
        NoTextLayer: poppler is not installed.
    """
    if not renderer_available():
        raise NoTextLayer(
            "Máy này chưa vẽ được trang PDF: hãy cài poppler-utils (sudo apt install poppler-utils)."
        )
    out = io.BytesIO()
    _poppler(path, number, "-scale-to", str(longer_side)).save(out, "PNG")
    return out.getvalue()
