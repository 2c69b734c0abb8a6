"""Pictures of the original's pages, with the quote marked."""

from __future__ import annotations

import asyncio
import io
import resource
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from corpus.errors import CorpusError
from corpus.library.assemble import build
from corpus.model import Document
from corpus.readers import pages, pdf
from corpus.readers.pdf import render
from ui import downloads

LINES = (
    "So: 5/KH-UBND",
    "Dieu 1. Pham vi",
    "Dieu 2. So Tai chinh chu tri bo tri kinh phi",
    "Dieu 3. Hieu luc",
)


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> tuple[Document, Path]:
    if not render.renderer_available():
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
    picture = downloads.page_image(document, path, 1, (start, start + 24))
    spots, height = tinted(picture), Image.open(io.BytesIO(picture)).height
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


def test_a_page_metres_wide_costs_what_any_other_page_costs(tmp_path: Path) -> None:
    if not render.renderer_available():
        pytest.skip("poppler absent")
    path = tmp_path / "poster.pdf"
    canvas = Canvas(str(path), pagesize=(14_400, 14_400))  # the largest that the format allows
    canvas.drawString(7_000, 7_000, "x")
    canvas.save()
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    drawn = Image.open(io.BytesIO(pages.picture(path, 1)))
    assert max(drawn.size) == pages.LONGER_SIDE
    used = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss  # kB; a child begins at its parent's size
    assert used <= max(before, 200_000) + 100_000  # drawn whole, such a page takes 3.4 GB


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"%PDF-1.7 broken", id="broken PDF"),
        pytest.param(b"\x89PNG\r\n\x1a\n broken", id="broken picture"),
        pytest.param(b"", id="empty"),
    ],
)
def test_an_original_that_cannot_be_drawn_is_one_sentence(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "x.bin"
    path.write_bytes(data)
    with pytest.raises(CorpusError, match="Không vẽ được trang 1"):
        pages.picture(path, 1)


def test_pages_are_drawn_one_at_a_time_and_kept(
    original: tuple[Document, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    document, path = original
    drawing: list[int] = []
    most: list[int] = []

    def draw(*_: object) -> bytes:
        drawing.append(1)
        most.append(len(drawing))
        time.sleep(0.02)
        drawing.pop()
        return b"x" * 1_000_000

    monkeypatch.setattr(downloads, "page_image", draw)

    async def many() -> list[object]:
        pictures = downloads.Pictures()
        asked = (pictures.get(document, path, n % 40, (0, 0)) for n in range(60))
        found = await asyncio.gather(*asked, return_exceptions=True)
        for n in range(40):
            await pictures.get(document, path, n, (0, 0))
        assert sum(map(len, pictures._kept.values())) <= 32 * 2**20
        return list(found)

    with ThreadPoolExecutor(1) as own:  # a browser test of this process may own this thread's loop
        found = own.submit(asyncio.run, many()).result()
    assert max(most) == 1
    assert sum(isinstance(f, TimeoutError) for f in found) == 36  # beyond those who may wait
