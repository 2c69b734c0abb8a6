"""PDF files: text in reading order with pages, tables and signature stamps; scans by recognition."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pypdf import PageObject

from corpus.errors import CorpusError, NoTextLayer, UnreadableFile
from corpus.model import SourceText, Stamp
from corpus.readers.layout import (
    PageLayout,
    Word,
    arrange,
    assemble,
    decode_pages,
    join_tables,
    remove_furniture,
    take_notes,
    word_lists,
    words_of,
)
from corpus.readers.pdf import fonts as pdf_fonts
from corpus.readers.pdf.content import draw
from corpus.readers.pdf.head import recognise_head
from corpus.readers.pdf.open import BROKEN, open_pdf
from corpus.readers.pdf.render import renderer_available
from corpus.readers.pdf.scan import (
    Recognition,
    Scan,
    is_better,
    is_readable,
    needs_recognition,
    recognise,
    recognise_page,
    scan_of,
)
from corpus.readers.pdf.stamps import stamped_words, stamps_of
from corpus.readers.pdf.unread import learn, put_letters, unread_pages
from corpus.readers.plain import current
from corpus.readers.scan import agree, ocr, pages_in_words, scan_warnings
from corpus.readers.scan.ocr import MAX_SCANNED

MEDIA_TYPE = "application/pdf"
_TRIED = 2  # pages recognised to see whether a text layer is garbled or in another language
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
    _explain_glyphs(reading, data)
    encodings = decode_pages(reading.pages)
    reading.warnings += encodings.warnings
    _read_garbled(reading, data)
    if reading.scans:
        _recognise(reading, data, name)
    remove_furniture(reading.pages)
    take_notes(reading.pages)
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
    if not reading.pages:
        raise UnreadableFile(
            f"Tệp “{name}” quá lớn để đọc trong thời gian cho phép: hãy tách thành nhiều tệp."
        )
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


def _explain_glyphs(reading: _Reading, data: bytes) -> None:
    """Put letters in the place of glyphs that the file does not explain, as the pictures of its pages show them."""
    pictured = {s.number for s in reading.scans}
    pages = unread_pages([p for p in reading.pages if p.number not in pictured])
    letters: dict[str, str] = {}
    if pages and renderer_available() and ocr.available():
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "glyphs.pdf"
            path.write_bytes(data)
            letters = learn(pages[:MAX_SCANNED], lambda page: _seen(path, page))
    left = put_letters(reading.pages, letters)
    if letters:
        numbers = sorted(p.number for p in pages)
        reading.warnings.append(
            f"{pages_in_words(numbers)} có chữ mà tệp không cho biết mặt chữ, đã đọc theo ảnh trang: "
            "hãy đối chiếu với bản gốc khi trích dẫn."
        )
    left = [n for n in left if n not in pictured]
    if left:
        hint = "" if renderer_available() and ocr.available() else f" ({ocr.INSTALL})"
        reading.warnings.append(f"{pages_in_words(left)} có chữ không đọc được{hint}: hãy xem ảnh trang.")


def _seen(path: Path, page: PageLayout) -> Sequence[Word]:
    """Return the recognised words of a page, none where it cannot be drawn or the time is over."""
    if current.get().spent:
        return ()
    try:
        return recognise_page(path, Scan(page.number, (page.width, page.height), 0.0)).recognised.words
    except CorpusError:
        return ()


def _read_garbled(reading: _Reading, data: bytes) -> None:
    """Leave pages to recognition whose text layer is no Vietnamese although their pictures are.

    The first few such pages are tried; where none gains, the document is in another language.
    """
    pictured = {s.number for s in reading.scans}
    garbled = []
    for page in reading.pages:
        words = [w for words in word_lists([page]) for w in words]
        if page.number not in pictured and not is_readable(words):
            garbled.append((page, words))
    if not garbled or not renderer_available() or not ocr.available():
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "garbled.pdf"
        path.write_bytes(data)
        if not any(is_better(_seen(path, page), words) for page, words in garbled[:_TRIED]):
            return
    numbers = [page.number for page, _ in garbled]
    reading.scans = sorted(
        [*reading.scans, *(Scan(p.number, (p.width, p.height), 0.0) for p, _ in garbled)],
        key=lambda s: s.number,
    )
    reading.warnings.append(f"{pages_in_words(numbers)} có lớp chữ hỏng, đã nhận dạng lại từ ảnh trang.")


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
