"""Text that a page draws and nobody sees: white, tiny, beyond the edges, under a picture, invisible.

It is left out of what is read, because it is not what the document says to its readers. The invisible
layer of recognised text over or under the picture of a page stays: it is how scans are made searchable.
"""

from __future__ import annotations

from corpus.readers.layout import Box, Drawing, Run

_TINY = 2.0  # points: the smallest print of maps and forms has 3
_BEYOND = 2.0  # points by which text may stick out of the page
_PICTURED = 0.3  # share of the page from which a picture is a scan with a layer of text

_INVISIBLE = "chữ vô hình"
_WHITE = "chữ trắng trên nền trắng"
_SMALL = "chữ quá nhỏ"
_OFF = "chữ nằm ngoài trang"
_UNDER = "chữ nằm dưới hình"


def leave_out_unseen(drawing: Drawing) -> None:
    """Take unseen runs out of a drawing and note why."""
    area = drawing.width * drawing.height
    scanned = any(p.box.width * p.box.height >= _PICTURED * area for p in drawing.images)
    kept: list[Run] = []
    said: dict[str, None] = {}
    for index, run in enumerate(drawing.runs):
        why = _why(drawing, run, index, scanned=scanned)
        if why:
            if any(text.strip() for text, _, _ in run.glyphs):
                said[why] = None
        else:
            kept.append(run)
    drawing.runs = kept
    drawing.unseen += said


def _why(drawing: Drawing, run: Run, index: int, *, scanned: bool) -> str:
    """Return why a run is not seen, or an empty string."""
    if run.hidden:
        return "" if scanned else _INVISIBLE
    start, end = run.glyphs[0][1], run.glyphs[-1][2]
    if run.size <= _TINY:
        return _SMALL
    if abs(run.angle) > _BEYOND:
        return ""  # turned text has its place along another axis
    box = Box(run.x + start, run.y - run.size / 2, run.x + max(start, end), run.y)
    if _outside(drawing, box):
        return _OFF
    middle = ((box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2)
    backed = any(b.holds(*middle) for b in drawing.fills) if run.white else False
    if run.white and not backed and not any(p.box.holds(*middle) for p in drawing.images):
        return _WHITE
    covered = not scanned and any(p.over > index and _holds(p.box, box) for p in drawing.images)
    return _UNDER if covered else ""


def _outside(drawing: Drawing, box: Box) -> bool:
    across = box.x1 < -_BEYOND or box.x0 > drawing.width + _BEYOND
    return across or box.y1 < -_BEYOND or box.y0 > drawing.height + _BEYOND


def _holds(outer: Box, inner: Box) -> bool:
    return outer.holds(inner.x0, inner.y0) and outer.holds(inner.x1, inner.y1)
