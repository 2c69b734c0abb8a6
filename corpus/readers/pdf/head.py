"""Number and date that are only pictures at the head of page 1."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path

from PIL import Image

from corpus.errors import CorpusError
from corpus.model import Stamp
from corpus.readers.layout import Line, PageLayout
from corpus.readers.pdf.render import render, renderer_available
from corpus.readers.scan import ocr
from corpus.text import strip_diacritics

_HEAD = 25  # lines in which a letterhead stands
_DEPTH = 0.4  # share of the page's height that is recognised
_DPI = 200.0  # digits alone read better a little larger than running text
_SURE = 60.0  # confidence that the words with digits must reach to be believed at once
_WIDE = 0.8  # em: a gap between words that can hold a number
_LEVEL = 0.8  # em by which the recognised line may stand above or below the text layer's

# "Số: /2025/QĐ-UBND", "Số: -NQ/TU", "Số …./KH-UBND": a number without digits of its own
_NO_NUMBER = re.compile(r"^so ?: ?[.…_ ]*(?P<rest>[/-] ?\S.*)$")
# "Hà Nội, ngày tháng năm 2025", "ngày … tháng … năm …"
_NO_DATE = re.compile(
    r"\bngay[.…_ ]*(?P<day>\d{1,2})?[.…_ ]*thang[.…_ ]*(?P<month>\d{1,2})?[.…_ ]*nam[.…_ ]*(?P<year>\d{4})?"
)
_DATE = re.compile(r"\bngay ?(\d{1,2}) ?thang ?(\d{1,2}) ?nam ?(\d{4})")


def _blank_lines(page: PageLayout, filled: Iterable[str]) -> list[Line]:
    """Return the lines of the letterhead in which digits are missing and no stamp gives them."""
    given = [strip_diacritics(text) for text in filled]
    numbered = any(re.match(r"so ?:? ?\d", text) for text in given)
    dated = any(_DATE.search(text) for text in given)
    found = []
    for line in page.lines[:_HEAD]:
        text = strip_diacritics(line.text)
        date = _NO_DATE.search(text)
        if (_NO_NUMBER.match(text) and not numbered) or (date and None in date.groups() and not dated):
            found.append(line)
    return found


def recognise_head(data: bytes, page: PageLayout, stamps: Sequence[Stamp]) -> tuple[Stamp, ...]:
    """Read the digits missing in the letterhead of page 1 from its picture.

    The words of the text layer stay; only digits are taken from recognition, and only where it reads
    the rest of the line as the text layer has it.
    """
    blanks = _blank_lines(page, (s.text for s in stamps if s.page == page.number))
    if not blanks or not ocr.available() or not renderer_available():
        return ()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "head.pdf"
        path.write_bytes(data)
        try:
            image = render(path, page.number, _DPI, size=(page.width, page.height))
        except CorpusError:
            return ()
    dpi = image.width * 72 / max(1.0, page.width)
    head = image.crop((0, 0, image.width, round(image.height * _DEPTH)))
    reading = ocr.read_image(head, dpi)
    found = (filled(line, reading, partial(_gaps_read, head, dpi, line)) for line in blanks)
    return tuple(Stamp(page.number, text, "ocr-head") for text in found if text)


def filled(line: Line, reading: ocr.Reading, again: Callable[[], list[str]]) -> str | None:
    """Return a line of the text layer with the digits that recognition reads in its blanks.

    Args:
        line: a line with blanks.
        reading: the recognised head of the page.
        again: reads the blanks alone; asked where the first reading is not sure, and must agree.
    """
    near = [
        w
        for w in reading.recognised.words
        if abs(w.baseline - line.baseline) <= _LEVEL * line.size
        and line.box.x0 - 2 * line.size <= (w.box.x0 + w.box.x1) / 2 <= line.box.x1 + 2 * line.size
    ]
    read = strip_diacritics(" ".join(w.text for w in sorted(near, key=lambda w: w.box.x0)))
    text = _with_number(line.text, read) or _with_date(line.text, read)
    if text is None:
        return None
    sure = all((w.confidence or 0.0) >= _SURE for w in near if any(c.isdigit() for c in w.text))
    return text if sure or again() == _inserted(line.text, text) else None


def _inserted(blank: str, text: str) -> list[str]:
    """Return the numbers that a filled line has beyond the blank one, in order."""
    known = re.findall(r"\d+", blank)
    out = []
    for number in re.findall(r"\d+", text):
        if known and number == known[0]:
            known.pop(0)
        else:
            out.append(number)
    return out


def _gaps_read(head: Image.Image, dpi: float, line: Line) -> list[str]:
    """Return the digits that stand in the wide gaps of a line, each gap recognised by itself."""
    points = dpi / 72
    out = []
    for left, right in pairwise(line.words):
        if right.box.x0 - left.box.x1 < _WIDE * line.size:
            continue
        rim = 0.2 * line.size
        box = (left.box.x1, line.box.y0 - rim, right.box.x0, line.box.y1 + rim)
        x0, y0, x1, y1 = (v * points for v in box)
        digits = ocr.read_digits(head.crop((round(x0), round(y0), round(x1), round(y1))), dpi)
        if digits:
            out.append(digits)
    return out


def _with_number(text: str, read: str) -> str | None:
    blank = _NO_NUMBER.match(strip_diacritics(text))
    if not blank:
        return None
    rest = re.escape(blank["rest"].replace(" ", ""))
    number = re.search(rf"(?<!\d)(\d{{1,5}}){rest}", read.replace(" ", ""))
    return f"Số: {number[1]}{text[text.index(blank['rest'][0]) :].strip()}" if number else None


def _with_date(text: str, read: str) -> str | None:
    blank, date = _NO_DATE.search(strip_diacritics(text)), _DATE.search(read)
    if not blank or not date:
        return None
    day, month, year = date.groups()
    known = (blank["day"] in (None, day), blank["month"] in (None, month), blank["year"] in (None, year))
    if not all(known) or not (1 <= int(day) <= 31 and 1 <= int(month) <= 12):
        return None
    place = text.split("ngày", 1)[0]
    return f"{place}ngày {day} tháng {month} năm {year}"
