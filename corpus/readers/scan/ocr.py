"""Recognition of page images with tesseract and its Vietnamese model."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from statistics import median

from PIL import Image, ImageOps

from corpus.errors import NoTextLayer
from corpus.readers.layout import Box, PageLayout, Word, arrange
from corpus.readers.scan.ocr_image import PageImage, blank, prepare, sharpened, without_colour
from corpus.readers.scan.signatures import unsigned_region

BEST_DPI = 170.0  # for the 13-14 points of administrative documents; measured, 300 reads 1 to 2 % worse
LOWEST_DPI = 110.0  # coarser scans are enlarged to BEST_DPI
FINE_DPI = 240.0  # for pages in small print
LARGEST_IMAGE = 80_000_000  # pixels: A2 at 400 dpi; more is a decompression bomb
MAX_SCANNED = 200  # pages recognised of one file: three minutes on two cores
_SMALL_PRINT = 10.5  # points
_SECONDS = 90.0  # for one page; two seconds are usual
DOUBTFUL = 70.0  # mean confidence below which a page is to be checked by eye
BLANK = 100.0  # the confidence of a page without ink: it surely says nothing
_ASTRAY = 45.0  # mean confidence below which a page may lie on its side
_LIKELY, _GUESS = 60.0, 35.0  # confidence of a line of the signature block, and of its least sure word
_NOISE = 50.0  # confidence below which marks without a letter or digit are dirt
_TAIL = 0.2  # share of a line's height below its baseline
_LOW = 0.65  # share of the usual height under which a doubtful line is dirt
_CRUMBS = 2.0  # characters a word: a line of shorter ones is no text
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


def _lines(table: str, dpi: float) -> list[list[Word]]:
    """Return the lines of tesseract's TSV table; words take the baseline and size of their line."""
    points = 72 / dpi
    lines: list[list[Word]] = []
    baseline = size = 0.0
    for row in _rows(table):
        if len(row) < 12:
            continue
        x, y, w, h = (float(row[k]) * points for k in ("left", "top", "width", "height"))
        if row["level"] == "4":
            baseline, size = y + h * (1 - _TAIL), h
            lines.append([])
        text, sure = row["text"].strip(), float(row["conf"])
        if row["level"] != "5" or not text or (sure < _NOISE and not any(c.isalnum() for c in text)):
            continue
        lines[-1].append(Word(text, Box(x, y, x + w, y + h), baseline, size, confidence=sure))
    return [line for line in lines if line]


def _clean(lines: list[list[Word]]) -> list[Word]:
    """Return the words without dirt, digits put right, and lines of about the usual height evened.

    Dirt: marks between the lines (accents cut off their letters), low or in crumbs, and doubtful.
    """
    if not lines:
        return []
    usual = median(line[0].size for line in lines for _ in line)
    out: list[Word] = []
    for line in lines:
        size = line[0].size
        crumbs = sum(len(w.text) for w in line) < _CRUMBS * len(line)
        dirt = not any(c.isalnum() for w in line for c in w.text)
        if dirt or ((size < _LOW * usual or crumbs) and _sure(line) < DOUBTFUL):
            continue
        size = usual if _LOW * usual <= size <= usual / _LOW else size
        texts = with_digits([w.text for w in line])
        out += [replace(w, text=t, size=size) for w, t in zip(line, texts, strict=True)]
    return out


# "Điều", "khoản", "ngày", "tháng", "năm": a number follows, and never a roman one
_BEFORE_NUMBER = re.compile(r"^(?:điều|khoản|ngày|tháng|năm)$", re.I)
_LIKE_NUMBER = re.compile(r"^(?:[Il|]|[Il|O\d]*\d[Il|O\d]*)(?P<tail>[.,;:)/]*)$")
_AS_DIGITS = str.maketrans("Il|O", "1110")


def with_digits(texts: list[str]) -> list[str]:
    """Return the words of a line with letters that can only be digits as digits.

    The recogniser reads "Điều I." and "ngày l6" where the page says "Điều 1." and "ngày 16"; articles,
    clauses and dates never bear roman numbers. "§." at the start of a line is "8.".
    """
    out = ["8." if i == 0 and text == "§." else text for i, text in enumerate(texts)]
    for i in range(1, len(out)):
        if _BEFORE_NUMBER.match(out[i - 1]) and _LIKE_NUMBER.match(out[i]):
            out[i] = out[i].translate(_AS_DIGITS)
    return out


def _sure(words: list[Word]) -> float:
    letters = sum(len(w.text) for w in words)
    return sum((w.confidence or 0.0) * len(w.text) for w in words) / letters if letters else 0.0


def recognise(page: PageImage) -> Recognised:
    """Return the words of a prepared page."""
    layout = "6" if page.rules else "4"  # one block between ruled lines, else columns of varying size
    words = _clean(_lines(_tesseract(page.image, page.dpi, "--psm", layout, "tsv"), page.dpi))
    return Recognised(tuple(words), _sure(words))


def _quarter_turns(image: Image.Image, dpi: float) -> list[int]:
    """Return by how many degrees a page may have to be turned clockwise to stand upright, the likeliest first."""
    for line in _tesseract(image, dpi, "--psm", "0").splitlines():
        if line.startswith("Rotate:"):
            first = int(line.split(":")[1]) % 360
            return [first, *(t for t in (180, 90, 270) if t != first)] if first else [180, 90, 270]
    return [180, 90, 270]


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
        for turned in _quarter_turns(image, dpi):
            other = _read(image.rotate(-turned, expand=True), dpi, turned)
            if other.recognised.confidence > first.recognised.confidence:
                first = other
            if first.recognised.confidence >= DOUBTFUL:
                break
    return first


def _read(image: Image.Image, dpi: float, turned: int = 0) -> Reading:
    if blank(image):
        return Reading(PageImage(image, dpi, 0.0, ()), Recognised((), BLANK), turned)
    page = prepare(image, dpi)
    read = recognise(page)
    region = unsigned_region(read.words, page.image.size, dpi)
    if region is not None and read.confidence >= _ASTRAY:
        read = Recognised((*read.words, *_beside(page, region, read.words)), read.confidence)
    return Reading(page, read, turned)


def _beside(page: PageImage, region: tuple[int, int, int, int], known: Sequence[Word]) -> list[Word]:
    """Return the words of one region of a page, recognised by itself, that are not known yet."""
    points = 72 / page.dpi
    dx, dy = region[0] * points, region[1] * points
    crop = sharpened(page.image.crop(region))
    out = []
    for line in _lines(_tesseract(crop, page.dpi, "--psm", "6", "tsv"), page.dpi):
        words = [w for w in line if any(c.isalnum() for c in w.text)]
        if not words or _sure(words) < _LIKELY or min(w.confidence or 0.0 for w in words) < _GUESS:
            continue  # a stroke of the pen reads as letters too
        moved = [
            replace(
                w,
                box=Box(w.box.x0 + dx, w.box.y0 + dy, w.box.x1 + dx, w.box.y1 + dy),
                baseline=w.baseline + dy,
            )
            for w in words
            if len(w.text) > 1
        ]
        if not any(
            k.box.holds((w.box.x0 + w.box.x1) / 2, (w.box.y0 + w.box.y1) / 2) for w in moved for k in known
        ):
            out += moved
    return out


def read_digits(image: Image.Image, dpi: float) -> str:
    """Return the digits on a small picture of one number, "" without any."""
    grey = without_colour(image)
    framed = ImageOps.expand(grey, border=round(dpi / 10), fill=255)  # tesseract needs paper around print
    large = framed.resize((framed.width * 2, framed.height * 2), Image.Resampling.LANCZOS)
    options = ("--psm", "7", "-c", "tessedit_char_whitelist=0123456789")
    return "".join(c for c in _tesseract(large, dpi * 2, *options) if c.isdigit())


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
