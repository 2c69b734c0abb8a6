"""What a page of an original looks like, and where a quote stands on it: for every kind that has pages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corpus.readers.scan.boxes import Rectangle


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
