"""PDF files: text in reading order with pages, tables and signature stamps; scans by recognition."""

from __future__ import annotations

from dataclasses import dataclass, field

from pypdf import PageObject

from corpus.errors import NoTextLayer, UnreadableFile
from corpus.model import SourceText, Stamp
from corpus.readers.layout import (
    PageLayout,
    Word,
    arrange,
    assemble,
    decode_pages,
    join_tables,
    remove_furniture,
    words_of,
)
from corpus.readers.pdf import fonts as pdf_fonts
from corpus.readers.pdf.content import draw
from corpus.readers.pdf.head import recognise_head
from corpus.readers.pdf.open import BROKEN, open_pdf
from corpus.readers.pdf.render import renderer_available
from corpus.readers.pdf.scan import Recognition, Scan, needs_recognition, recognise, scan_of
from corpus.readers.pdf.stamps import stamped_words, stamps_of
from corpus.readers.plain import current
from corpus.readers.scan import agree, ocr, pages_in_words, scan_warnings

MEDIA_TYPE = "application/pdf"
MAX_PAGES = 3_000  # the longest office document seen has 700


@dataclass(slots=True)
class _Reading:
    """What was read so far."""

    pages: list[PageLayout] = field(default_factory=list)
    stamped: dict[int, list[Word]] = field(default_factory=dict)
    scans: list[Scan] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    unseen: dict[str, list[int]] = field(default_factory=dict)  # why → pages with text that nobody sees
    recognised: Recognition = field(default_factory=lambda: Recognition({}, {}))


def read(data: bytes, name: str) -> SourceText:
    """Read a PDF; pages that are pictures are recognised where tesseract and poppler are installed.

    Args:
        data: the bytes of the file.
        name: its name, for messages.

    Raises:
        UnreadableFile: the file is damaged or has a password.
        NoTextLayer: all pages are pictures and recognition is not installed.
    """
    reading = _text_layer(data, name)
    encodings = decode_pages(reading.pages)
    reading.warnings += encodings.warnings
    if reading.scans:
        _recognise(reading, data, name)
    remove_furniture(reading.pages)
    join_tables(reading.pages)
    made = assemble(reading.pages)
    stamps = stamps_of(made, reading.stamped)
    stamps += _head(data, reading, stamps)
    by_recognition = len(reading.recognised.pages) * 2 > len(reading.pages)
    read_by = "ocr" if by_recognition else encodings.read_by
    return SourceText(
        made.text, MEDIA_TYPE, read_by, made.pages, made.tables, stamps, tuple(reading.warnings)
    )


def _text_layer(data: bytes, name: str) -> _Reading:
    """Read what the pages draw as text."""
    reader = open_pdf(data, name)
    reading = _Reading()
    fonts: dict[int, pdf_fonts.Font] = {}
    budget, damaged = current.get(), []
    for number in range(1, min(len(reader.pages), MAX_PAGES) + 1):
        if budget.spent:
            reading.warnings.append(f"Chỉ đọc được {number - 1} trang đầu vì hết thời gian cho phép.")
            break
        try:
            _add_page(reading, number, reader.pages[number - 1], fonts)
        except BROKEN:
            reading.pages.append(PageLayout(number, 595.0, 842.0))  # A4
            damaged.append(number)
    if len(damaged) == len(reading.pages):
        raise UnreadableFile(f"Tệp “{name}” bị hỏng: hãy mở và lưu lại thành PDF rồi nạp lại.")
    for why, pages in reading.unseen.items():
        reading.warnings.append(f"{pages_in_words(pages)} có chữ ẩn không được đọc: {why}.")
    if damaged:
        reading.warnings.append(f"{pages_in_words(damaged)} bị hỏng, không đọc được.")
    if len(reader.pages) > MAX_PAGES:
        reading.warnings.append(f"Chỉ đọc {MAX_PAGES} trang đầu trong {len(reader.pages)} trang.")
    return reading


def _add_page(reading: _Reading, number: int, page: PageObject, fonts: dict[int, pdf_fonts.Font]) -> None:
    drawing = draw(page, fonts)
    words, turned = words_of(drawing.runs)
    if needs_recognition(drawing, words):
        reading.scans.append(scan_of(number, drawing))
    reading.pages.append(arrange(number, (drawing.width, drawing.height), words, drawing.rules, turned))
    reading.stamped[number] = stamped_words(page, fonts)
    for why in drawing.unseen:
        reading.unseen.setdefault(why, []).append(number)
    if drawing.cut_short:
        reading.warnings.append(f"Trang {number} có quá nhiều hình vẽ, chỉ đọc được một phần.")


def _recognise(reading: _Reading, data: bytes, name: str) -> None:
    """Put recognised pages in the place of those that are pictures."""
    numbers = [s.number for s in reading.scans]
    if not renderer_available() or not ocr.available():
        if len(numbers) == len(reading.pages):
            raise NoTextLayer(
                f"Tệp “{name}” chỉ có ảnh chụp trang, máy này chưa nhận dạng được chữ: {ocr.INSTALL}."
            )
        reading.warnings.append(f"{pages_in_words(numbers)} là ảnh chụp, chưa đọc được: {ocr.INSTALL}.")
        return
    reading.recognised = recognise(data, reading.scans)
    agree(list(reading.recognised.pages.values()))
    reading.pages = [reading.recognised.pages.get(p.number, p) for p in reading.pages]
    for number in reading.recognised.pages:
        reading.stamped[number] = []  # recognition sees the stamps as well
    reading.warnings += scan_warnings(list(reading.recognised.pages.values()), reading.recognised.failed)


def _head(data: bytes, reading: _Reading, stamps: tuple[Stamp, ...]) -> tuple[Stamp, ...]:
    """Return number and date of a signed document whose stamps are pictures."""
    first = reading.pages[0]
    return () if first.confidence is not None else recognise_head(data, first, stamps)
