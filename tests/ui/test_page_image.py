"""Pictures of the original's pages, with the quote marked."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from corpus.library.assemble import build
from corpus.model import Document
from corpus.readers import pages
from corpus.readers.pdf import read as pdf
from ui import downloads

LINES = (
    "So: 5/KH-UBND",
    "Dieu 1. Pham vi",
    "Dieu 2. So Tai chinh chu tri bo tri kinh phi",
    "Dieu 3. Hieu luc",
)


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> tuple[Document, Path]:
    if not pdf.renderer_available():
        pytest.skip("poppler absent")
    path = tmp_path_factory.mktemp("pages") / "a.pdf"
    canvas = Canvas(str(path))
    for number, line in enumerate(LINES):
        canvas.drawString(72, 760 - 30 * number, line)
    canvas.save()
    return build(pdf.read(path.read_bytes(), path.name), path.name, "0" * 64), path


def tinted(picture: bytes) -> list[tuple[int, int]]:
    """Return the pixels that have the colour of the mark."""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    tint = (251, 231, 166)
    return [
        (x, y)
        for y in range(0, image.height, 2)
        for x in range(0, image.width, 2)
        if image.getpixel((x, y)) == tint
    ]


def test_only_the_line_of_the_quote_is_tinted(original: tuple[Document, Path]) -> None:
    document, path = original
    start = document.text.index("So Tai chinh")
    spots = tinted(downloads.page_image(document, path, 1, (start, start + 24)))
    height = Image.open(io.BytesIO(pages.render_page(path, 1))).height
    rows = [y / height for _, y in spots]
    expected = 1 - (760 - 60) / 841.9  # the third line of an A4 page
    assert len(spots) > 50
    assert max(abs(row - expected) for row in rows) < 0.03


def test_a_page_without_quote_is_shown_as_it_is(original: tuple[Document, Path]) -> None:
    document, path = original
    assert tinted(downloads.page_image(document, path, 1, (0, 0))) == []


def test_text_files_have_no_pages_to_show(tmp_path: Path, original: tuple[Document, Path]) -> None:
    document, path = original
    from dataclasses import replace

    with pytest.raises(ValueError, match="text/plain"):
        downloads.page_image(replace(document, media_type="text/plain"), path, 1, (0, 1))
