"""Where a quote stands on the picture of its page."""

from __future__ import annotations

from pathlib import Path

from corpus.errors import CorpusError
from corpus.readers.layout import arrange, words_of
from corpus.readers.pdf.content import draw
from corpus.readers.pdf.open import BROKEN, open_pdf
from corpus.readers.pdf.render import renderer_available
from corpus.readers.pdf.scan import is_readable, needs_recognition, recognise_page, scan_of
from corpus.readers.pdf.unread import has_unread
from corpus.readers.scan import Rectangle, boxes_of, image_boxes, in_order, ocr, share, turned_back


def quote_boxes(path: Path, page: int, quote: str) -> list[Rectangle]:
    """Return where a quote stands on a page, one rectangle a line.

    Args:
        path: a PDF file.
        page: page number from 1.
        quote: verbatim text; the part of it that stands on this page is marked.

    Returns:
        Rectangles (left, top, right, bottom) as shares of the page's width and height; empty where the
        quote is not found.
    """
    try:
        reader = open_pdf(path.read_bytes(), path.name)
        source = reader.pages[page - 1]
        drawing = draw(source, {})
    except (*BROKEN, CorpusError):
        return []
    words, turned = words_of(drawing.runs)
    size = (drawing.width, drawing.height)
    unread = needs_recognition(drawing, words) or has_unread(words)
    if unread and renderer_available() and ocr.available():
        reading = recognise_page(path, scan_of(page, drawing))
        return image_boxes(reading, quote)
    layout = arrange(page, size, words, drawing.rules, turned)
    ordered = [w for block in layout.blocks for w in in_order(block)]
    found = boxes_of(ordered, quote)
    if not found and not is_readable(words) and renderer_available() and ocr.available():
        return image_boxes(recognise_page(path, scan_of(page, drawing)), quote)
    return [turned_back(share(b, size), drawing.turned) for b in found]
