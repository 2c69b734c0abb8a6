"""Where a quote stands among the words of a page, and on the picture of a recognised one."""

from __future__ import annotations

from corpus.readers.layout import Box, Grid, Line, Word, lines_of
from corpus.readers.scan import ocr
from corpus.text import strip_diacritics

Rectangle = tuple[float, float, float, float]
_LINE = 0.5  # share of a word's height by which words of one line may differ in level


def image_boxes(reading: ocr.Reading, quote: str) -> list[Rectangle]:
    """Return where a quote stands on a recognised page."""
    layout = ocr.layout_of(1, reading)
    ordered = [w for block in layout.blocks for w in in_order(block)]
    size = (layout.width, layout.height)
    return [turned_back(share(b, size), reading.turned) for b in boxes_of(ordered, quote)]


def in_order(block: Line | Grid) -> list[Word]:
    """Return the words of a block in reading order."""
    if isinstance(block, Line):
        return block.words
    return [w for cell in block.cells for line in lines_of(cell.words) for w in line.words]


def _letters(text: str) -> str:
    return "".join(c for c in strip_diacritics(text) if c.isalnum())


def boxes_of(words: list[Word], quote: str) -> list[Box]:
    """Return the boxes, one a line, around the words that make up a quote.

    Words are compared by their plain letters and digits, so hard wraps, blanks and the accents that
    recognition confuses do not matter. Of a
    quote that runs over the page's end or start, the part at hand is found.
    """
    text, owners = "", []
    for i, word in enumerate(words):
        letters = _letters(word.text)
        text += letters
        owners += [i] * len(letters)
    span = _locate(text, _letters(quote))
    if span is None:
        return []
    chosen = words[owners[span[0]] : owners[span[1] - 1] + 1]
    return _by_line(chosen)


def _locate(text: str, wanted: str) -> tuple[int, int] | None:
    """Return where a quote, or its part on this page, stands in the letters of the page."""
    if not wanted:
        return None
    at = text.find(wanted)
    if at >= 0:
        return at, at + len(wanted)
    shortest = min(20, len(wanted))  # letters; fewer would match by chance
    for length in range(len(wanted) - 1, shortest - 1, -1):
        if text.endswith(wanted[:length]):
            return len(text) - length, len(text)
        if text.startswith(wanted[-length:]):
            return 0, length
    return None


def _by_line(words: list[Word]) -> list[Box]:
    boxes: list[Box] = []
    last: Word | None = None
    for word in words:
        level = (
            last and abs(word.baseline - last.baseline) <= _LINE * word.size and word.box.x0 >= last.box.x0
        )
        if level:
            boxes[-1] = boxes[-1].union(word.box)
        else:
            boxes.append(word.box)
        last = word
    return boxes


def share(box: Box, size: tuple[float, float]) -> Rectangle:
    """Return a box as shares of the page's width and height."""
    width, height = max(size[0], 1.0), max(size[1], 1.0)
    x0, y0, x1, y1 = box.x0 / width, box.y0 / height, box.x1 / width, box.y1 / height
    return (max(x0, 0.0), max(y0, 0.0), min(x1, 1.0), min(y1, 1.0))


def turned_back(r: Rectangle, degrees: int) -> Rectangle:
    """Turn a rectangle back to the page as it was before it was turned clockwise to be read."""
    x0, y0, x1, y1 = r
    if degrees == 90:
        return (y0, 1 - x1, y1, 1 - x0)
    if degrees == 180:
        return (1 - x1, 1 - y1, 1 - x0, 1 - y0)
    if degrees == 270:
        return (1 - y1, x0, 1 - y0, x1)
    return r
