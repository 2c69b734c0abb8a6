"""Page images before recognition: colour off, straight, ruled lines found and erased."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageFilter, ImageOps

from corpus.readers.layout import Rule

Grey = NDArray[np.uint8]
Mask = NDArray[np.bool_]

_DARK = 140  # grey value below which a pixel is ink; paper of scans is above 180
_BLOCK = 8  # pixels: paper is looked for in blocks of this side, wider than a stroke
_SHADED = 40.0  # grey values between the darkest and the lightest paper of a photo; a scanner's differ by 10
_INK, _PAPER = 60, 200  # grey values that become black and white where a photo is sharpened
_COLOURED = 60  # difference between channels; paper and black ink of scans stay below 40
_BLANK = 0.0004  # share of dark pixels; one line of text makes 0.002, dust on the glass 0.0001
_TURNS = 2.0  # degrees to either side in which a page may lie askew on the scanner
_COARSE, _FINE = 0.25, 0.05  # degrees between tried angles
_WORTH = 0.2  # degrees; turning by less blurs more than it mends
_BETTER = 1.05  # a turn must make the rows at least this much sharper
_ACROSS = 1_000  # pixels: enough to see the lines of a page
_LONG = 0.35  # inches: a straight stroke at least this long is a ruled line, no letter has one
_GAP = 0.012  # inches of interruption that a ruled line may have
_LONELY = 0.3  # share of ink beside a ruled line; the crossbars of a word have letters above and below
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

    The brightest of the three channels keeps black ink black and lets coloured ink fade; what is
    still bright and plainly coloured is painted over with a rim. Black print under a seal stays.
    """
    if image.mode not in ("RGB", "RGBA", "P", "CMYK", "YCbCr", "LAB", "HSV"):
        return image.convert("L")
    red, green, blue = image.convert("RGB").split()
    bright = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    dim = ImageChops.darker(ImageChops.darker(red, green), blue)
    coloured = ImageChops.subtract(bright, dim).point(lambda v: 255 if v > _COLOURED else 0)
    light = bright.point(lambda v: 255 if v > _DARK else 0)
    rim = ImageChops.multiply(coloured, light).filter(ImageFilter.MaxFilter(5))
    bright.paste(255, mask=ImageChops.multiply(rim, light))
    return bright


def evenly_lit(image: Image.Image) -> Image.Image:
    """Return a photo with its shadows taken out; a page that is lit evenly stays as it is.

    What is brightest around each place is paper: every channel is divided by it.
    """
    if image.mode != "L":
        image = image.convert("RGB")
    channels = image.split()
    bright = (
        channels[0]
        if len(channels) == 1
        else ImageChops.lighter(ImageChops.lighter(*channels[:2]), channels[2])
    )
    size = (max(1, image.width // _BLOCK), max(1, image.height // _BLOCK))
    paper = bright.resize(size, Image.Resampling.BOX).filter(ImageFilter.MaxFilter(9))
    paper = paper.filter(ImageFilter.GaussianBlur(6))
    dark, light = np.percentile(
        np.asarray(paper, dtype=np.float64), (2, 98)
    )  # a rim of the table beside the page
    if light - dark < _SHADED or dark < 1:
        return image
    across = np.maximum(np.asarray(paper.resize(image.size, Image.Resampling.BICUBIC), dtype=np.float64), 1.0)
    even = [
        np.clip(np.asarray(c, dtype=np.float64) / across * 255.0, 0, 255).astype(np.uint8) for c in channels
    ]
    return Image.merge(image.mode, [Image.fromarray(e) for e in even])


def sharpened(image: Image.Image) -> Image.Image:
    """Return a grey image without the grain of a photo, its ink black and its paper white."""
    span = _PAPER - _INK
    return image.filter(ImageFilter.GaussianBlur(0.8)).point(
        lambda v: max(0, min(255, round((v - _INK) * 255 / span)))
    )


def blank(image: Image.Image) -> bool:
    """Return whether a page has next to no ink."""
    counts = without_colour(evenly_lit(image)).histogram()
    return sum(counts[:_DARK]) < _BLANK * image.width * image.height


def skew(image: Image.Image) -> float:
    """Return the angle in degrees by which turning makes the lines of text level."""
    scale = _ACROSS / max(image.width, 1)
    size = (_ACROSS, max(1, round(image.height * scale)))
    ink = ImageOps.invert(image.resize(size, Image.Resampling.BOX))

    def contrast(angle: float) -> float:
        """Return how sharply rows of ink and rows of paper differ."""
        turned = ink.rotate(angle, resample=Image.Resampling.BILINEAR)
        rows = np.asarray(turned, dtype=np.float64).sum(axis=1)
        return float(((rows[1:] - rows[:-1]) ** 2).sum())

    coarse = [i * _COARSE for i in range(-round(_TURNS / _COARSE), round(_TURNS / _COARSE) + 1)]
    around = max(coarse, key=contrast)
    best = max((around + i * _FINE for i in range(-4, 5)), key=contrast)
    return best if abs(best) >= _WORTH and contrast(best) > contrast(0.0) * _BETTER else 0.0


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


def _rules_of(ink: Mask, length: int, gap: int, thickest: int) -> list[tuple[int, int, int, int]]:
    """Return the horizontal ruled lines: long thin strokes with paper above and below."""
    strokes = _strokes(_runs(ink, length, gap), thickest)
    return [s for s in strokes if _lonely(ink, *s)]


def _lonely(ink: Mask, top: int, bottom: int, start: int, end: int) -> bool:
    above = ink[max(0, top - 4) : max(0, top - 2), start:end]  # two rows beyond the soft edge
    below = ink[bottom + 2 : bottom + 4, start:end]
    return all(not part.size or part.mean() < _LONELY for part in (above, below))


def find_rules(image: Image.Image, dpi: float) -> tuple[Image.Image, tuple[Rule, ...]]:
    """Return the image without its ruled lines, and the lines in points."""
    grey = np.array(image)
    ink: Mask = grey < _DARK + 40  # thin lines are paler than letters
    length, gap, thickest = (max(1, round(v * dpi)) for v in (_LONG, _GAP, _THICK))
    across = _rules_of(ink, length, gap, thickest)
    down = _rules_of(np.ascontiguousarray(ink.T), length, gap, thickest)
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
    grey = without_colour(evenly_lit(image))
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
