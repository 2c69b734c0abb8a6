"""Signature stamps: number and date that stand only in the appearance of annotations.

Offices publish decisions whose text layer says "Số: /2025/QĐ-UBND" and "ngày tháng năm 2025"; the
clerk's digital signature paints the digits into the blanks. The stamps are read like any other
content and set into the line on which they stand, by their place from left to right. Nothing is
taken from elsewhere in the document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from pypdf import PageObject
from pypdf.generic import ArrayObject, DictionaryObject, StreamObject

from corpus.model import Stamp
from corpus.readers.layout import Assembled, Box, Drawing, Line, Word, joint, words_of
from corpus.readers.pdf import fonts as pdf_fonts
from corpus.readers.pdf.canvas import Canvas
from corpus.readers.pdf.content import form
from corpus.readers.pdf.geometry import Matrix, box_of, matrix_of, page_matrix, times
from corpus.readers.pdf.open import BROKEN
from corpus.text import strip_diacritics

_LEVEL = 0.7  # em by which a stamp's baseline may miss the line's (clerks place them by hand)
_REACH = 40.0  # points beyond the ends of a line at which a stamp still belongs to it
_OVERLAP = 0.5  # share of a box that another must cover to stand in the same place
_TOUCHING = 0.35  # em between the digits of one number ("7" and "0" stamped one by one)
_LONGEST = 60  # characters; a longer stamp describes a signature
_HIDDEN = 2 | 32  # annotation flags Hidden and NoView

# "Ký bởi: …", "Ngày ký: 16/06/2025", "Giờ ký", "SAO Y; Văn phòng …": about the signature, not the document
_ABOUT_SIGNING = re.compile(
    r"\bky boi\b|\b(?:ngay|gio|nguoi|thoi gian|ly do) ky\b|\bsao y\b|e-?mail|digitally signed"
)
_LEADERS = re.compile(r"[.…_]{2,}|…")
# "Số: 36/2025/QĐ-UBND" or "ngày 16 tháng 6 năm 2025" complete in one stamp
_WHOLE = re.compile(r"\bso ?:? ?\d+ ?/|\bngay \d{1,2} thang \d{1,2} nam \d{4}")


def stamped_words(page: PageObject, fonts: dict[int, pdf_fonts.Font]) -> list[Word]:
    """Return the words in the appearances of a page's annotations, each place once.

    Stacked stamps (the same digits signed again and again) give one word; different digits on top of
    each other give none, because nobody can tell which one holds.
    """
    words: list[Word] = []
    annotations = page.get("/Annots")
    annotations = annotations.get_object() if annotations is not None else None
    if isinstance(annotations, ArrayObject):
        for item in annotations[:500]:  # a signed page has some 25; thousands are no stamps
            try:
                words += _words_of(item.get_object(), page, fonts)
            except BROKEN:
                continue
    return _settled(words)


def _words_of(annotation: object, page: PageObject, fonts: dict[int, pdf_fonts.Font]) -> list[Word]:
    if not isinstance(annotation, DictionaryObject) or int(annotation.get("/F", 0)) & _HIDDEN:
        return []
    appearance = _appearance(annotation)
    if appearance is None or annotation.get("/Subtype") in ("/Link", "/Popup"):
        return []
    matrix, width, height = page_matrix(page)
    drawing = Drawing(width, height)
    where = times(_into_rectangle(annotation, appearance), matrix)
    form(Canvas(drawing, fonts), appearance, DictionaryObject(), where)
    words, _ = words_of(drawing.runs)
    text = " ".join(w.text for w in words)
    if len(text) > _LONGEST or _ABOUT_SIGNING.search(strip_diacritics(text)):
        return []
    return words


def _appearance(annotation: DictionaryObject) -> StreamObject | None:
    """Return the normal appearance, of the current state where there are several."""
    entry = annotation.get("/AP")
    entry = entry.get_object() if entry is not None else None
    normal = entry.get("/N") if isinstance(entry, DictionaryObject) else None
    normal = normal.get_object() if normal is not None else None
    if isinstance(normal, DictionaryObject) and not isinstance(normal, StreamObject):
        state = normal.get(annotation.get("/AS", "/Off"))
        normal = state.get_object() if state is not None else None
    return normal if isinstance(normal, StreamObject) else None


def _into_rectangle(annotation: DictionaryObject, appearance: StreamObject) -> Matrix:
    """Return the matrix that fits the appearance into /Rect (PDF 32000-1, 12.5.5, algorithm 8.1)."""
    x0, y0, x1, y1 = _numbers(annotation, "/Rect")
    b0, b1, b2, b3 = _numbers(appearance, "/BBox")
    box = box_of(matrix_of(appearance.get("/Matrix")), b0, b1, b2, b3)
    sx = abs(x1 - x0) / box.width if box.width else 0.0
    sy = abs(y1 - y0) / box.height if box.height else 0.0
    return (sx, 0.0, 0.0, sy, min(x0, x1) - box.x0 * sx, min(y0, y1) - box.y0 * sy)


def _numbers(holder: DictionaryObject, key: str) -> list[float]:
    """Return the numbers of an array entry; raises one of BROKEN where it is none."""
    found = holder[key].get_object()
    if not isinstance(found, ArrayObject):
        raise ValueError(f"{key} is no array")
    return [float(v.get_object()) for v in found]


def _covers(a: Box, b: Box) -> bool:
    """Return whether two boxes stand in the same place."""
    w = min(a.x1, b.x1) - max(a.x0, b.x0)
    h = min(a.y1, b.y1) - max(a.y0, b.y0)
    smaller = min(a.width * a.height, b.width * b.height)
    return w > 0 and h > 0 and w * h >= _OVERLAP * smaller


def _settled(words: list[Word]) -> list[Word]:
    kept: list[Word] = []
    doubtful: list[Word] = []
    for word in words:
        rivals = [k for k in kept if _covers(k.box, word.box)]
        if not rivals:
            kept.append(word)
        elif any(k.text != word.text for k in rivals):
            doubtful += [word, *rivals]
    return [k for k in kept if not any(_covers(k.box, d.box) for d in doubtful)]


def _line_under(word: Word, lines: Iterable[Line]) -> Line | None:
    """Return the line on which a stamp stands."""
    middle = (word.box.x0 + word.box.x1) / 2
    best, least = None, 1e9
    for line in lines:
        level = abs(line.baseline - word.baseline)
        outside = max(line.box.x0 - middle, middle - line.box.x1, 0.0)
        if level <= _LEVEL * max(line.size, word.size) and outside <= _REACH and level + outside < least:
            best, least = line, level + outside
    return best


def filled_text(line: Line, stamps: Sequence[Word]) -> str:
    """Return a line as printed with its stamps.

    Stamps go between the words by their left edge, or in place of leader dots; no blank stands
    around the stroke of "36/2025" and "15/12/2024", nor between digits that touch.
    """
    placed: list[tuple[Word, bool]] = [(w, False) for w in line.words]
    for stamp in sorted(stamps, key=lambda s: s.box.x0):
        dots = next((i for i, (w, own) in enumerate(placed) if not own and _dots_under(w, stamp)), None)
        if dots is not None:
            placed[dots] = (_without_dots(placed[dots][0], stamp), False)
        elif any(not own and w.text == stamp.text and _covers(w.box, stamp.box) for w, own in placed):
            continue  # the text layer has the digits as well
        else:
            placed.append((stamp, True))
    placed.sort(key=lambda p: p[0].box.x0)
    text = placed[0][0].text
    for (left, left_own), (right, right_own) in pairwise(placed):
        text += _between(left, right, stamped=(left_own, right_own)) + right.text
    return text


def _between(left: Word, right: Word, *, stamped: tuple[bool, bool]) -> str:
    touching = right.box.x0 - left.box.x1 <= _TOUCHING * right.size
    digits = left.text[-1:].isdigit() and right.text[:1].isdigit()
    if all(stamped):
        return "" if digits and touching else " "
    if stamped[0] and right.text[0] in "/.,;:":
        return ""
    return "" if stamped[1] and left.text.endswith("/") else " "


def _dots_under(word: Word, stamp: Word) -> bool:
    middle = (stamp.box.x0 + stamp.box.x1) / 2
    return word.box.x0 <= middle <= word.box.x1 and _LEADERS.search(word.text) is not None


def _without_dots(word: Word, stamp: Word) -> Word:
    """Return a word with the leader dots nearest to a stamp replaced by its text."""
    share = ((stamp.box.x0 + stamp.box.x1) / 2 - word.box.x0) / max(word.box.width, 0.1)
    dots = min(
        _LEADERS.finditer(word.text), key=lambda m: abs((m.start() + m.end()) / 2 / len(word.text) - share)
    )
    text = word.text[: dots.start()] + stamp.text + word.text[dots.end() :]
    return replace(word, text=text)


def stamps_of(made: Assembled, by_page: dict[int, list[Word]]) -> tuple[Stamp, ...]:
    """Return each stamped paragraph as it reads on paper, in the order of the document.

    Args:
        made: the text with its lines.
        by_page: the stamped words of each page.
    """
    on_line: dict[int, list[Word]] = {}
    loose: list[Stamp] = []
    for page, words in by_page.items():
        lines = [line for number, _, _, line in made.lines if number == page]
        for word in words:
            line = _line_under(word, lines)
            if line is not None:
                on_line.setdefault(id(line), []).append(word)
        unplaced = [w for w in words if not any(w in chosen for chosen in on_line.values())]
        text = " ".join(w.text for w in unplaced)
        if _WHOLE.search(strip_diacritics(text)):
            loose.append(Stamp(page, text, "stamp"))
    return (*_paragraphs(made, on_line), *loose)


def _paragraphs(made: Assembled, on_line: dict[int, list[Word]]) -> list[Stamp]:
    """Return the paragraphs that hold stamped lines, filled."""
    found: list[Stamp] = []
    text, last, page, stamped = "", "", 1, False
    for i, (number, start, _, line) in enumerate(made.lines):
        piece = filled_text(line, on_line.get(id(line), []))
        begins = i == 0 or "\n" in made.text[made.lines[i - 1][2] : start]
        if begins:
            if stamped:
                found.append(Stamp(page, text, "stamp"))
            text, page, stamped = piece, number, False
        else:
            text += joint(last, piece) + piece
        last = piece
        stamped = stamped or id(line) in on_line
    if stamped:
        found.append(Stamp(page, text, "stamp"))
    return found
