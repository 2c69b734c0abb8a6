"""Pages whose text runs along another side of the sheet than its upper one."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from corpus.readers.layout import Box, Drawing, Rule

_MOST = 0.6  # share of the glyphs that must run one way; a table may have some headings on their side
_FEWEST = 20  # glyphs; a stamp along the edge says nothing about the page


def set_upright(drawing: Drawing) -> None:
    """Turn a drawing whose text stands on its side or on its head, in place.

    `drawing.turned` says by how many degrees clockwise, as for recognised pictures.
    """
    counts: Counter[int] = Counter()
    for run in drawing.runs:
        counts[round(run.angle / 90) % 4] += sum(bool(text.strip()) for text, _, _ in run.glyphs)
    total = sum(counts.values())
    quarter, most = max(counts.items(), key=lambda c: c[1], default=(0, 0))
    if quarter == 0 or total < _FEWEST or most < _MOST * total:
        return
    width, height = drawing.width, drawing.height

    def point(x: float, y: float) -> tuple[float, float]:
        return {1: (y, width - x), 2: (width - x, height - y), 3: (height - y, x)}[quarter]

    def box(b: Box) -> Box:
        (x0, y0), (x1, y1) = point(b.x0, b.y0), point(b.x1, b.y1)
        return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))

    def rule(r: Rule) -> Rule:
        b = box(Box(r.x0, r.y0, r.x1, r.y1))
        return Rule(b.x0, b.y0, b.x1, b.y1)

    runs = []
    for run in drawing.runs:
        x, y = point(run.x, run.y)
        angle = (run.angle - 90 * quarter + 180) % 360 - 180
        runs.append(replace(run, x=x, y=y, angle=0.0 if abs(angle) < 1e-6 else angle))
    drawing.runs = runs
    drawing.rules = [rule(r) for r in drawing.rules]
    drawing.images = [replace(p, box=box(p.box)) for p in drawing.images]
    drawing.fills = [box(b) for b in drawing.fills]
    if quarter % 2:
        drawing.width, drawing.height = height, width
    drawing.turned = (-90 * quarter) % 360
