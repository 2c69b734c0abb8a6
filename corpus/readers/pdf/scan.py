"""Which pages of a PDF are pictures of text, and their recognition."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import CorpusError
from corpus.readers.layout import Drawing, PageLayout, Word
from corpus.readers.pdf.fonts import UNKNOWN
from corpus.readers.pdf.render import render
from corpus.readers.pdf.unread import is_unread
from corpus.readers.plain import Budget, current
from corpus.readers.scan import ocr
from corpus.readers.scan.ocr import MAX_SCANNED
from corpus.text import is_syllable, nfc, strip_diacritics

_WORKERS = 2
_FEW = 80  # characters: a copy's stamp ("SAO Y …", time and name) has up to 75
_COVERED = 0.3  # share of the page that a picture must cover to be a scan
_GARBAGE = 0.1  # share of characters that are no text
_PLAIN = 0.06  # share of letters with diacritics; Vietnamese text has 0.25 to 0.3
_ENOUGH = 200  # letters from which that share means something
_SPELLED = 0.7  # share of words spelled as Vietnamese; text has 0.85 and more, a layer with lost letters 0.6
_ENOUGH_WORDS = 40  # words from which that share means something
_AROUND = " .,;:!?()[]{}\"'“”‘’«»…/*-–—"
_OUTLINES = 300  # painted shapes on a page without text: letters turned into curves


def needs_recognition(drawing: Drawing, words: Sequence[Word]) -> bool:
    """Return whether a page's text layer does not say what the page shows.

    Having some text is not being readable: scans carry stamps, hidden layers of poor recognition, and
    fonts without meaning.
    """
    text = "".join(w.text for w in words)
    pictured = _pictured(drawing)
    if len(text) < _FEW:
        return pictured >= _COVERED or (not text and drawing.shapes > _OUTLINES)
    garbage = sum(c == UNKNOWN or c < " " or "\ue000" <= c <= "\uf8ff" or is_unread(c) for c in text)
    if garbage > _GARBAGE * len(text):
        return True
    hidden = sum(len(r.glyphs) for r in drawing.runs if r.hidden)
    return pictured >= _COVERED and hidden * 2 > len(text) and not _vietnamese(text)


def _pictured(drawing: Drawing) -> float:
    """Return the share of the page that its largest picture covers."""
    area = drawing.width * drawing.height
    return max((p.box.width * p.box.height for p in drawing.images), default=0.0) / area if area else 0.0


def _vietnamese(text: str) -> bool:
    letters = [c for c in nfc(text).lower() if c.isalpha()]
    marked = sum(c != strip_diacritics(c) for c in letters)
    return len(letters) < _ENOUGH or marked >= _PLAIN * len(letters)


def is_readable(words: Sequence[Word]) -> bool:
    """Return whether enough of the words of a page are spelled as Vietnamese; True for a page with few words.

    False for text in another language too: whether the page says something else than its text layer
    only its picture shows.
    """
    cores = [core for w in words if (core := w.text.strip(_AROUND)).isalpha() and len(core) > 1]
    return len(cores) < _ENOUGH_WORDS or sum(map(is_syllable, cores)) >= _SPELLED * len(cores)


def is_better(read: Sequence[Word], words: Sequence[Word]) -> bool:
    """Return whether recognised words of a page are Vietnamese where its text layer is not."""
    return is_readable(read) and len(read) * 2 > len(words) and not is_readable(words)


@dataclass(frozen=True, slots=True)
class Scan:
    """A page to recognise."""

    number: int
    size: tuple[float, float]  # points
    native: float  # resolution of the picture on it, 0 where unknown

    @property
    def dpi(self) -> float:
        """Return at which resolution to recognise it."""
        return ocr.resolution(self.native)


def scan_of(number: int, drawing: Drawing) -> Scan:
    """Return what is to be recognised of a page."""
    largest = max(drawing.images, key=lambda p: p.box.width * p.box.height, default=None)
    return Scan(number, (drawing.width, drawing.height), largest.dpi if largest else 0.0)


def recognise_page(path: Path, scan: Scan) -> ocr.Reading:
    """Draw and recognise one page, small print at a finer resolution.

    Raises:
        CorpusError: the page cannot be drawn.
    """
    reading = ocr.read_image(render(path, scan.number, scan.dpi, size=scan.size), scan.dpi)
    if ocr.small_print(reading) and (not scan.native or scan.native > ocr.BEST_DPI):
        finer = ocr.read_image(render(path, scan.number, ocr.FINE_DPI, size=scan.size), ocr.FINE_DPI)
        if finer.recognised.confidence > reading.recognised.confidence:
            return finer
    return reading


@dataclass(frozen=True, slots=True)
class Recognition:
    """The recognised pages by number, and the pages that could not be read with the reason."""

    pages: dict[int, PageLayout]
    failed: dict[int, str]


def recognise(data: bytes, scans: Sequence[Scan]) -> Recognition:
    """Recognise pages of a PDF, two at a time, within the budget of time and the limit of pages."""
    budget = current.get()
    pages: dict[int, PageLayout] = {}
    failed = {s.number: f"quá {MAX_SCANNED} trang quét một tệp" for s in scans[MAX_SCANNED:]}
    chosen = scans[:MAX_SCANNED]
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(_WORKERS) as pool:
        path = Path(folder) / "scan.pdf"
        path.write_bytes(data)
        results = pool.map(lambda s: _try(path, s, budget), chosen)
        for done, (scan, result) in enumerate(zip(chosen, results, strict=True), 1):
            if isinstance(result, PageLayout):
                pages[scan.number] = result
            else:
                failed[scan.number] = result
            budget.progress(done, len(chosen))
    return Recognition(pages, failed)


def _try(path: Path, scan: Scan, budget: Budget) -> PageLayout | str:
    if budget.spent:
        return "hết thời gian cho phép"
    try:
        reading = recognise_page(path, scan)
    except CorpusError:
        return "không vẽ được trang"
    return ocr.layout_of(scan.number, reading)
