"""The block of the signer beside the recipients of a recognised page: a seal and a stroke of the pen lie over it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.readers.layout import Line, PageLayout, Word, lines_of
from corpus.text import strip_diacritics

_RECIPIENTS = re.compile(r"\W*noi nhan\b")
_ABOVE, _BELOW = 5.0, 22.0  # lines of the recipients' size above and below their heading: role, seal, name
_NAME = re.compile(r"(?:[^\W\d_]+ ){1,7}[^\W\d_]+")
_ALLOWED = 0.7  # share of the height of a line above the recipients' heading that still stands beside it


def unsigned_region(
    words: Sequence[Word], size: tuple[int, int], dpi: float
) -> tuple[int, int, int, int] | None:
    """Return the region beside the recipients (left, top, right, bottom in pixels) where no signer is read.

    Args:
        words: the recognised words, in points.
        size: width and height of the page in pixels.
        dpi: its resolution.
    """
    lines = lines_of(words)
    found = _recipients(lines)
    if found is None or _signed(lines, found):
        return None
    line, right = found
    points = dpi / 72
    top = line.baseline - _ABOVE * line.size
    bottom = line.baseline + _BELOW * line.size
    box = (round(right * points), round(top * points), size[0], round(bottom * points))
    box = (max(0, box[0]), max(0, box[1]), box[2], min(size[1], box[3]))
    return (
        box if box[2] - box[0] > dpi and box[3] - box[1] > dpi / 2 else None
    )  # an inch wide, half an inch high


def is_unsigned(page: PageLayout) -> bool:
    """Return whether a recognised page names recipients and no name of a signer beside them."""
    lines = [line for line in page.lines if line.words]
    found = _recipients(lines)
    return found is not None and not _signed(lines, found)


def _recipients(lines: Sequence[Line]) -> tuple[Line, float] | None:
    """Return the heading of the recipients and the right edge of their block."""
    head = next((line for line in lines if _RECIPIENTS.match(strip_diacritics(line.text).lower())), None)
    if head is None:
        return None
    left = head.box.x0
    own = [head.words[0], *head.words[1:2]]
    block = [
        word
        for line in lines
        if line.baseline >= head.baseline and line.box.x0 <= left + 2 * head.size
        for word in _unbroken(line)
    ]
    return head, max(w.box.x1 for w in [*own, *block]) + head.size


def _unbroken(line: Line) -> list[Word]:
    """Return the words of a line up to its first wide gap."""
    out = [line.words[0]]
    for word in line.words[1:]:
        if word.box.x0 - out[-1].box.x1 > 2 * line.size:
            break
        out.append(word)
    return out


def _signed(lines: Sequence[Line], found: tuple[Line, float]) -> bool:
    """Return whether words beside the recipients, or below them on the right, read like a person's name."""
    head, right = found
    for line in lines:
        if line.baseline < head.baseline - _ALLOWED * head.size:
            continue
        beside = [w for w in line.words if w.box.x0 >= right - head.size]
        text = " ".join(w.text for w in beside).strip(" .,")
        if _NAME.fullmatch(text) and not text.isupper() and all(w.istitle() for w in text.split()[-2:]):
            return True  # "Lê Văn An", "Thiếu tướng Lê Văn An"
    return False
