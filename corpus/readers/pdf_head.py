"""Number and date that are only pictures at the head of page 1."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from corpus.errors import CorpusError
from corpus.model import Stamp
from corpus.normalize import strip_diacritics
from corpus.readers import ocr
from corpus.readers.layout import PageLayout
from corpus.readers.layout_words import Line
from corpus.readers.pdf_render import render, renderer_available

_HEAD = 25  # lines in which a letterhead stands
_DEPTH = 0.4  # share of the page's height that is recognised
_DPI = 200.0  # digits alone read better a little larger than running text
_SURE = 60.0  # confidence that every recognised digit must reach
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
    head = image.crop((0, 0, image.width, round(image.height * _DEPTH)))
    reading = ocr.read_image(head, _DPI * image.width / max(1.0, page.width * _DPI / 72))
    found = ((line, filled(line, reading)) for line in blanks)
    return tuple(Stamp(page.number, text, "ocr-head") for _, text in found if text)


def filled(line: Line, reading: ocr.Reading) -> str | None:
    """Return a line of the text layer with the digits that recognition reads in its blanks."""
    near = [
        w
        for w in reading.recognised.words
        if abs(w.baseline - line.baseline) <= _LEVEL * line.size
        and line.box.x0 - 2 * line.size <= (w.box.x0 + w.box.x1) / 2 <= line.box.x1 + 2 * line.size
    ]
    if any((w.confidence or 0.0) < _SURE for w in near if any(c.isdigit() for c in w.text)):
        return None
    read = strip_diacritics(" ".join(w.text for w in sorted(near, key=lambda w: w.box.x0)))
    return _with_number(line.text, read) or _with_date(line.text, read)


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
