"""PDF files: text in reading order with pages, tables and signature stamps."""

from __future__ import annotations

import io

import pypdf
from pypdf.errors import PyPdfError

from corpus.errors import UnreadableFile
from corpus.model import Page, SourceText


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
        texts = [page.extract_text() for page in reader.pages]
    except PyPdfError as error:
        raise UnreadableFile(f"Không đọc được tệp {name}: tệp PDF hỏng.") from error
    parts: list[str] = []
    pages: list[Page] = []
    offset = 0
    for number, text in enumerate(texts, 1):
        piece = text.rstrip() + "\n"
        pages.append(Page(number, offset, offset + len(piece)))
        parts.append(piece)
        offset += len(piece)
    return SourceText("".join(parts), "application/pdf", "text", tuple(pages))
