"""Page images before recognition: colour off, straight, ruled lines found and erased."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops

from corpus.readers.layout_model import Rule

Grey = NDArray[np.uint8]
Mask = NDArray[np.bool_]

_DARK = 140  # grey value below which a pixel is ink; paper of scans is above 180
_TURNS = 2.0  # degrees to either side in which a page may lie askew on the scanner
_STEP = 0.2  # degrees between tried angles
_WORTH = 0.3  # degrees; turning by less blurs more than it mends
_LONG = 0.35  # inches: a straight stroke at least this long is a ruled line, no letter has one
_GAP = 0.02  # inches of interruption that a ruled line may have
_THICK = 0.04  # inches: thicker bars are no ruled lines
_MOST_RULES = 2_000  # a page of tables has some 200


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page ready for recognition; `angle` is by how many degrees it was turned counter-clockwise."""

    image: Image.Image
    dpi: float
    angle: float
    rules: tuple[Rule, ...]  # in points


def without_colour(image: Image.Image) -> Image.Image:
    """Return the grey image in which red seals and blue signatures are paper.

    The brightest of the three channels keeps black ink black and lets coloured ink fade.
    """
    if image.mode not in ("RGB", "RGBA", "P", "CMYK", "YCbCr", "LAB", "HSV"):
        return image.convert("L")
    red, green, blue = image.convert("RGB").split()
    return ImageChops.lighter(ImageChops.lighter(red, green), blue)


def skew(image: Image.Image) -> float:
    """Return the angle in degrees by which turning makes the lines of text level."""
    scale = 600 / max(image.width, 1)  # 600 pixels across are enough to see lines
    small = image.resize((600, max(1, round(image.height * scale))), Image.Resampling.BILINEAR)
    ink = small.point(lambda p: 255 if p < _DARK else 0)
    best, sharpest = 0.0, -1.0
    for step in range(-round(_TURNS / _STEP), round(_TURNS / _STEP) + 1):
        angle = step * _STEP
        rows = np.asarray(ink.rotate(angle), dtype=np.float64).sum(axis=1)
        contrast = float(((rows[1:] - rows[:-1]) ** 2).sum())
        if contrast > sharpest * (1.0 if step else 0.98):  # level unless clearly better otherwise
            best, sharpest = angle, contrast
    return best if abs(best) >= _WORTH else 0.0


def _runs(ink: Mask, length: int, gap: int) -> Mask:
    """Return the pixels that belong to horizontal strokes of at least `length`."""
    closed = ink.copy()
    for shift in range(1, gap + 1):
        closed[:, shift:] |= ink[:, :-shift]
    total = np.cumsum(np.pad(closed, ((0, 0), (1, 0))), axis=1, dtype=np.int32)
    full = (total[:, length:] - total[:, :-length]) >= length  # a stroke of that length starts here
    marks = np.zeros((ink.shape[0], ink.shape[1] + 1), dtype=np.int32)
    marks[:, : full.shape[1]] += full
    marks[:, length : length + full.shape[1]] -= full
    return np.asarray(np.cumsum(marks, axis=1)[:, :-1] > 0)


def _strokes(mask: Mask, thickest: int) -> list[tuple[int, int, int, int]]:
    """Return (row, row end, start, end) of the horizontal strokes in a mask."""
    found: list[tuple[int, int, int, int]] = []
    open_: list[list[int]] = []
    for row in np.flatnonzero(mask.any(axis=1)):
        line = np.flatnonzero(np.diff(np.concatenate(([0], mask[row].astype(np.int8), [0]))))
        pieces = list(zip(line[::2].tolist(), line[1::2].tolist(), strict=True))
        still = []
        for top, last, start, end in open_:
            if last < row - 1:
                found.append((top, last + 1, start, end))
            else:
                still.append([top, last, start, end])
        open_ = still
        for start, end in pieces:
            near = next((o for o in open_ if o[1] >= row - 1 and start < o[3] and end > o[2]), None)
            if near:
                near[1], near[2], near[3] = int(row), min(near[2], start), max(near[3], end)
            else:
                open_.append([int(row), int(row), start, end])
    found += [(t, b + 1, s, e) for t, b, s, e in open_]
    return [f for f in found if f[1] - f[0] <= thickest]


def find_rules(image: Image.Image, dpi: float) -> tuple[Image.Image, tuple[Rule, ...]]:
    """Return the image without its ruled lines, and the lines in points."""
    grey = np.array(image)
    ink: Mask = grey < _DARK + 40  # thin lines are paler than letters
    length, gap, thickest = (max(1, round(v * dpi)) for v in (_LONG, _GAP, _THICK))
    across = _strokes(_runs(ink, length, gap), thickest)
    down = _strokes(_runs(np.ascontiguousarray(ink.T), length, gap), thickest)
    if len(across) + len(down) > _MOST_RULES:
        return image, ()
    points = 72 / dpi
    rules = [
        Rule(s * points, (t + b) / 2 * points, e * points, (t + b) / 2 * points) for t, b, s, e in across
    ]
    rules += [Rule((t + b) / 2 * points, s * points, (t + b) / 2 * points, e * points) for t, b, s, e in down]
    margin = max(1, round(dpi / 150))  # the soft edge of a line
    for t, b, s, e in across:
        grey[max(0, t - margin) : b + margin, s:e] = 255
    for t, b, s, e in down:
        grey[s:e, max(0, t - margin) : b + margin] = 255
    return Image.fromarray(grey), tuple(rules)


def prepare(image: Image.Image, dpi: float) -> PageImage:
    """Return a page image ready for recognition.

    Args:
        image: the page as scanned or rendered.
        dpi: its resolution.
    """
    grey = without_colour(image)
    angle = skew(grey)
    if angle:
        grey = grey.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=255)
    clean, rules = find_rules(grey, dpi)
    boxed = _boxed(rules)
    return PageImage(clean if boxed else grey, dpi, angle, rules if boxed else ())


def _boxed(rules: tuple[Rule, ...]) -> bool:
    """Return whether there are lines in both directions, as tables have."""
    across = sum(r.horizontal for r in rules)
    return across >= 3 and len(rules) - across >= 2
