"""Pictures of pages (PNG, JPEG, TIFF with several pages): recognised like scans."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

from PIL import Image, ImageOps, ImageSequence

from corpus.errors import UnreadableFile
from corpus.model import SourceText
from corpus.readers.layout import PageLayout, assemble, join_tables, remove_furniture
from corpus.readers.plain import current
from corpus.readers.scan import ocr
from corpus.readers.scan.boxes import Rectangle, image_boxes
from corpus.readers.scan.ocr import LARGEST_IMAGE, MAX_SCANNED
from corpus.readers.scan.ocr_consensus import agree
from corpus.readers.scan.warnings import scan_warnings

_A4_WIDTH = 8.27  # inches; a picture that tells no resolution is taken for an A4 page
_LIKELY = (70.0, 1_300.0)  # resolutions of scanners and cameras; others are defaults of programs
_SMALLEST = 300  # pixels: a narrower picture is a logo, not a page
_TYPES = {
    "PNG": "image/png",
    "JPEG": "image/jpeg",
    "TIFF": "image/tiff",
    "GIF": "image/gif",
    "BMP": "image/bmp",
}

Image.MAX_IMAGE_PIXELS = LARGEST_IMAGE


def _open(data: bytes, name: str) -> Image.Image:
    try:
        return Image.open(io.BytesIO(data))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise UnreadableFile(f"Tệp “{name}” là ảnh hỏng hoặc quá lớn: hãy chụp hoặc quét lại.") from error


def _frames(image: Image.Image) -> Iterator[tuple[Image.Image, float]]:
    """Yield the pages of an image file, upright and at the resolution for recognition."""
    for frame in ImageSequence.Iterator(image):
        page = ImageOps.exif_transpose(frame.convert("RGB") if frame.mode not in ("L", "1", "RGB") else frame)
        page = page.convert("L") if page.mode == "1" else page
        yield _sized(page, _resolution(page, frame))


def _resolution(page: Image.Image, frame: Image.Image) -> float:
    """Return the resolution that a picture tells, or that of an A4 page of its width."""
    told = frame.info.get("dpi", (0, 0))
    dpi = float(told[0]) if isinstance(told, tuple) and told else 0.0
    inches = page.width / dpi if dpi else 0.0
    if _LIKELY[0] <= dpi <= _LIKELY[1] and 4 <= inches <= 25:  # A6 to A2
        return dpi
    return min(page.width, page.height) / _A4_WIDTH


def _sized(page: Image.Image, dpi: float) -> tuple[Image.Image, float]:
    target = ocr.resolution(dpi)
    if target == dpi:
        return page, dpi
    size = (max(1, round(page.width * target / dpi)), max(1, round(page.height * target / dpi)))
    return page.resize(size, Image.Resampling.LANCZOS), target


def read(data: bytes, name: str) -> SourceText:
    """Read a picture, or several in one TIFF, by recognition.

    Args:
        data: the bytes of the file.
        name: its name, for messages.

    Raises:
        NoTextLayer: recognition is not installed on this machine.
        UnreadableFile: the picture is damaged, too large or too small.
    """
    image = _open(data, name)
    if min(image.size) < _SMALLEST:
        raise UnreadableFile(f"Tệp “{name}” là ảnh quá nhỏ để đọc chữ: hãy quét ở 150 dpi trở lên.")
    ocr.require(name)
    media_type = _TYPES.get(image.format or "", "image/x-unknown")
    budget, pages, failed = current.get(), list[PageLayout](), dict[int, str]()
    total = int(getattr(image, "n_frames", 1))
    try:
        for number, (page, dpi) in enumerate(_frames(image), 1):
            if number > MAX_SCANNED or budget.spent:
                rest = range(number, total + 1)
                why = (
                    f"quá {MAX_SCANNED} trang quét một tệp"
                    if number > MAX_SCANNED
                    else "hết thời gian cho phép"
                )
                failed = dict.fromkeys(rest, why)
                break
            pages.append(ocr.layout_of(number, ocr.read_image(page, dpi)))
            budget.progress(number, total)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        if not pages:
            raise UnreadableFile(f"Tệp “{name}” là ảnh hỏng hoặc quá lớn: hãy chụp hoặc quét lại.") from error
        failed = dict.fromkeys(range(len(pages) + 1, total + 1), "ảnh hỏng")
    agree(pages)
    remove_furniture(pages)
    join_tables(pages)
    made = assemble(pages)
    return SourceText(
        made.text, media_type, "ocr", made.pages, made.tables, (), tuple(scan_warnings(pages, failed))
    )


def render_page(path: Path, number: int = 1, dpi: float = 110.0) -> bytes:
    """Return one page of an image file as PNG, for showing on a screen.

    Args:
        path: an image file.
        number: page number from 1.
        dpi: resolution for an A4 page; smaller pictures stay as they are.

    Raises:
        UnreadableFile: the picture is damaged.
    """
    return _render(path, number, (round(dpi * _A4_WIDTH), round(dpi * _A4_WIDTH * 1.5)))


def render_to(path: Path, number: int, longer_side: int) -> bytes:
    """Return one page of an image file as PNG, its longer side of at most a given size in pixels.

    Raises:
        UnreadableFile: the picture is damaged.
    """
    return _render(path, number, (longer_side, longer_side))


def _render(path: Path, number: int, size: tuple[int, int]) -> bytes:
    image = _open(path.read_bytes(), path.name)
    try:
        image.seek(number - 1)
        image.draft("RGB", size)  # a JPEG is decoded at the size that is shown
        page = ImageOps.exif_transpose(image.convert("RGB"))
        page.thumbnail(size)
    except (OSError, EOFError, ValueError, SyntaxError) as error:
        raise UnreadableFile(f"Không vẽ được trang {number}: hãy mở tệp gốc để xem.") from error
    out = io.BytesIO()
    page.save(out, "PNG")
    return out.getvalue()


def quote_boxes(path: Path, page: int, quote: str) -> list[Rectangle]:
    """Return where a quote stands on a page of an image file, like `corpus.readers.pdf.boxes.quote_boxes`."""
    image = _open(path.read_bytes(), path.name)
    for number, (frame, dpi) in enumerate(_frames(image), 1):
        if number == page and ocr.available():
            return image_boxes(ocr.read_image(frame, dpi), quote)
    return []
