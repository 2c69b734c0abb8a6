"""PDF files: text in reading order with pages, tables and signature stamps."""

from __future__ import annotations

import io

import pypdf
from pypdf.errors import PyPdfError

from corpus.errors import UnreadableFile
from corpus.model import SourceText
from corpus.readers import pdf_fonts
from corpus.readers.layout import PageLayout, arrange
from corpus.readers.layout_furniture import remove_furniture
from corpus.readers.layout_model import Word
from corpus.readers.layout_text import assemble
from corpus.readers.layout_words import words_of
from corpus.readers.pdf_content import draw
from corpus.readers.pdf_stamps import stamped_words, stamps_of

MEDIA_TYPE = "application/pdf"


def read(data: bytes, name: str) -> SourceText:
    """Read a PDF.

    Args:
        data: the bytes of the file.
        name: its name, for messages.

    Raises:
        UnreadableFile: the file is damaged or protected.
    """
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        pages, stamped = _pages(reader)
    except PyPdfError as error:
        raise UnreadableFile(f"Không đọc được tệp {name}: tệp PDF hỏng.") from error
    remove_furniture(pages)
    made = assemble(pages)
    return SourceText(made.text, MEDIA_TYPE, "text", made.pages, made.tables, stamps_of(made, stamped))


def _pages(reader: pypdf.PdfReader) -> tuple[list[PageLayout], dict[int, list[Word]]]:
    """Return the pages in reading order and the stamped words of each page."""
    fonts: dict[int, pdf_fonts.Font] = {}
    pages: list[PageLayout] = []
    stamped: dict[int, list[Word]] = {}
    for number, page in enumerate(reader.pages, 1):
        drawing = draw(page, fonts)
        words, turned = words_of(drawing.runs)
        pages.append(arrange(number, (drawing.width, drawing.height), words, drawing.rules, turned))
        stamped[number] = stamped_words(page, fonts)
    return pages, stamped
