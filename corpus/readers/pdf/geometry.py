"""Transformations of PDF: matrices, and the way from a page's own space to points from its top left."""

from __future__ import annotations

from pypdf import PageObject
from pypdf.generic import ArrayObject, PdfObject

from corpus.readers.layout import Box

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def times(m: Matrix, n: Matrix) -> Matrix:
    """Return the matrix that applies `m` first and `n` then."""
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )


def place(m: Matrix, x: float, y: float) -> tuple[float, float]:
    """Return a point after the transformation."""
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]


def box_of(m: Matrix, x0: float, y0: float, x1: float, y1: float) -> Box:
    """Return the rectangle around a transformed rectangle."""
    corners = [place(m, x, y) for x in (x0, x1) for y in (y0, y1)]
    xs, ys = [c[0] for c in corners], [c[1] for c in corners]
    return Box(min(xs), min(ys), max(xs), max(ys))


def matrix_of(value: PdfObject | None) -> Matrix:
    """Return a /Matrix entry, the identity where it is absent or broken."""
    found = value.get_object() if value is not None else None
    try:
        if isinstance(found, ArrayObject) and len(found) == 6:
            a, b, c, d, e, f = (float(v.get_object()) for v in found)
            return (a, b, c, d, e, f)
    except (TypeError, ValueError):
        pass
    return IDENTITY


def page_matrix(page: PageObject) -> tuple[Matrix, float, float]:
    """Return the transformation to coordinates from the top left as displayed, and the page's size."""
    box = page.cropbox
    x0, y0, x1, y1 = (float(v) for v in (box.left, box.bottom, box.right, box.top))
    turned = int(page.rotation or 0) % 360
    if turned == 90:
        return (0.0, 1.0, 1.0, 0.0, -y0, -x0), y1 - y0, x1 - x0
    if turned == 180:
        return (-1.0, 0.0, 0.0, 1.0, x1, -y0), x1 - x0, y1 - y0
    if turned == 270:
        return (0.0, -1.0, -1.0, 0.0, y1, x1), y1 - y0, x1 - x0
    return (1.0, 0.0, 0.0, -1.0, -x0, y1), x1 - x0, y1 - y0
