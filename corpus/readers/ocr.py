"""Recognition of page images with tesseract and its Vietnamese model."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from dataclasses import dataclass, replace
from functools import cache
from statistics import median

from PIL import Image

from corpus.errors import NoTextLayer
from corpus.readers.layout import PageLayout, arrange
from corpus.readers.layout_model import Box, Word
from corpus.readers.ocr_image import PageImage, prepare

BEST_DPI = 170.0  # for the 13-14 points of administrative documents; measured, 300 reads 1 to 2 % worse
LOWEST_DPI = 110.0  # coarser scans are enlarged to BEST_DPI
FINE_DPI = 240.0  # for pages in small print
_SMALL_PRINT = 10.5  # points
_SECONDS = 90.0  # for one page; two seconds are usual
DOUBTFUL = 70.0  # mean confidence below which a page is to be checked by eye
_ASTRAY = 45.0  # mean confidence below which a page may lie on its side
_NOISE = 25.0  # confidence below which marks without a letter or digit are dirt
_ASCENT = 0.2  # share of a line's height below its baseline
_NICE = 5  # recognition gives way to the page that the user is looking at

INSTALL = "hãy cài tesseract-ocr, tesseract-ocr-vie và poppler-utils (sudo apt install …) rồi nạp lại"


@cache
def available() -> bool:
    """Return whether tesseract with the Vietnamese model is installed."""
    if not shutil.which("tesseract"):
        return False
    listed = subprocess.run(
        ["tesseract", "--list-langs"], capture_output=True, text=True, timeout=20, check=False
    )
    return "vie" in listed.stdout.split()


def require(name: str) -> None:
    """Raise where recognition is impossible on this machine.

    Raises:
        NoTextLayer: with the packages to install.
    """
    if not available():
        raise NoTextLayer(f"Tệp “{name}” chỉ có ảnh chụp trang, máy này chưa nhận dạng được chữ: {INSTALL}.")


@dataclass(frozen=True, slots=True)
class Recognised:
    """The words of a page in points, and how sure the recogniser is (0 to 100)."""

    words: tuple[Word, ...]
    confidence: float


def resolution(native: float) -> float:
    """Return at which resolution to recognise a scan of a given one (0 = unknown)."""
    return native if LOWEST_DPI <= native < BEST_DPI else BEST_DPI


def _tesseract(image: Image.Image, dpi: float, *options: str) -> str:
    """Run tesseract on an image and return what it prints; empty where it fails."""
    buffer = io.BytesIO()
    image.save(buffer, "PNG", compress_level=1)
    command = ["nice", "-n", str(_NICE)] if shutil.which("nice") else []
    command += ["tesseract", "-", "-", "-l", "vie", "--dpi", str(round(dpi)), *options]
    try:
        done = subprocess.run(
            command,
            input=buffer.getvalue(),
            capture_output=True,
            timeout=_SECONDS,
            check=False,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},  # its threads cost more than they bring
        )
    except subprocess.TimeoutExpired:
        return ""
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else ""


def _rows(table: str) -> list[dict[str, str]]:
    lines = table.splitlines()
    if not lines:
        return []
    keys = lines[0].split("\t")
    return [dict(zip(keys, line.split("\t", len(keys) - 1), strict=False)) for line in lines[1:]]


def _words(table: str, dpi: float) -> list[Word]:
    """Return the words of tesseract's TSV table, with the baseline and size of their line."""
    points = 72 / dpi
    out: list[Word] = []
    baseline = size = 0.0
    for row in _rows(table):
        if len(row) < 12:
            continue
        x, y, w, h = (float(row[k]) * points for k in ("left", "top", "width", "height"))
        if row["level"] == "4":
            baseline, size = y + h * (1 - _ASCENT), h
        text, sure = row["text"].strip(), float(row["conf"])
        if row["level"] != "5" or not text or (sure < _NOISE and not any(c.isalnum() for c in text)):
            continue
        out.append(Word(text, Box(x, y, x + w, y + h), baseline, size, confidence=sure))
    return _even(out)


def _even(words: list[Word]) -> list[Word]:
    """Give lines of about the usual height one size, so that paragraphs hold together."""
    if not words:
        return words
    usual = median(w.size for w in words)
    near = {w.size: usual for w in words if 0.7 * usual <= w.size <= 1.4 * usual}  # with or without tails
    return [replace(w, size=near.get(w.size, w.size)) for w in words]


def _sure(words: list[Word]) -> float:
    letters = sum(len(w.text) for w in words)
    return sum((w.confidence or 0.0) * len(w.text) for w in words) / letters if letters else 0.0


def recognise(page: PageImage) -> Recognised:
    """Return the words of a prepared page."""
    layout = "6" if page.rules else "4"  # one block between ruled lines, else columns of varying size
    words = _words(_tesseract(page.image, page.dpi, "--psm", layout, "tsv"), page.dpi)
    return Recognised(tuple(words), _sure(words))


def _quarter_turns(image: Image.Image, dpi: float) -> int:
    """Return by how many degrees (0, 90, 180, 270) a page must be turned clockwise to stand upright."""
    for line in _tesseract(image, dpi, "--psm", "0").splitlines():
        if line.startswith("Rotate:"):
            return int(line.split(":")[1]) % 360
    return 0


@dataclass(frozen=True, slots=True)
class Reading:
    """A recognised page with how it was turned to be read."""

    page: PageImage
    recognised: Recognised
    turned: int = 0  # degrees clockwise


def read_image(image: Image.Image, dpi: float) -> Reading:
    """Recognise one page image, turned upright and enlarged for small print where that helps.

    Args:
        image: the page at about `resolution(...)`.
        dpi: its resolution.
    """
    first = _read(image, dpi)
    if first.recognised.confidence < _ASTRAY:
        turned = _quarter_turns(image, dpi)
        if turned:
            second = _read(image.rotate(-turned, expand=True), dpi, turned)
            if second.recognised.confidence > first.recognised.confidence:
                return second
    return first


def _read(image: Image.Image, dpi: float, turned: int = 0) -> Reading:
    page = prepare(image, dpi)
    return Reading(page, recognise(page), turned)


def small_print(reading: Reading) -> bool:
    """Return whether most words of a page are in small print."""
    sizes = [w.size for w in reading.recognised.words]
    return bool(sizes) and median(sizes) < _SMALL_PRINT


def layout_of(number: int, reading: Reading) -> PageLayout:
    """Return a recognised page in reading order."""
    image = reading.page.image
    points = 72 / reading.page.dpi
    size = (image.width * points, image.height * points)
    layout = arrange(number, size, reading.recognised.words, reading.page.rules)
    layout.confidence = round(reading.recognised.confidence, 1)
    return layout
