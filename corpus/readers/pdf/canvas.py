"""The drawing surface of a content stream: runs of glyphs, ruled lines and images with their places."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from itertools import pairwise

from pypdf.generic import DictionaryObject

from corpus.readers.layout import Box, Drawing, Rule, Run
from corpus.readers.pdf import fonts as pdf_fonts
from corpus.readers.pdf.geometry import IDENTITY, Matrix, place, times
from corpus.readers.pdf.open import dictionary
from corpus.readers.pdf.tokens import Operand

MAX_RULES = 20_000  # a page of tables has some 500; maps and drawings have far more
_THIN = 3.0  # points: a filled rectangle up to this thickness is a line of a table
_SHORT = 3.0  # points: shorter strokes belong to drawings
_STRAIGHT = 1.0  # points by which a line may deviate from horizontal or vertical


@dataclass(slots=True)
class State:
    """The part of the graphics state that q saves and Q restores."""

    ctm: Matrix
    font: pdf_fonts.Font | None = None
    size: float = 0.0
    char_space: float = 0.0
    word_space: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    mode: int = 0
    white: bool = False  # the fill is the colour of paper
    clipped: bool = False  # a clipping path holds, within which pictures may show only in part
    opaque: bool = True  # nothing shows through what is painted


@dataclass(slots=True)
class Canvas:
    """Collects what operators draw into `drawing`; one for a page with all its forms and stamps."""

    drawing: Drawing
    fonts: dict[int, pdf_fonts.Font] = field(default_factory=dict)
    state: State = field(default_factory=lambda: State(IDENTITY))
    saved: list[State] = field(default_factory=list)
    tm: Matrix = IDENTITY
    line: Matrix = IDENTITY
    path: list[list[tuple[float, float]]] = field(default_factory=list)
    depth: int = 0
    steps: int = 0

    def font(self, resources: DictionaryObject, name: str) -> pdf_fonts.Font | None:
        """Return the font of a name, parsed once for the file."""
        fonts = dictionary(resources.get("/Font"))
        resource = dictionary(fonts.get(name)) if fonts else None
        if resource is None:
            return None
        known = self.fonts.get(id(resource))
        if known is None:
            known = pdf_fonts.load(resource)
            known.keep_alive = resource
            known.unread = next(iter(self.fonts.values()), known).unread
            self.fonts[id(resource)] = known
        return known

    def show(self, pieces: list[Operand]) -> None:
        """Add the glyphs of a TJ array (strings and shifts) as one run."""
        s = self.state
        if s.font is None or not s.size:
            return
        m = times(self.tm, s.ctm)
        along = math.hypot(m[0], m[1])
        em = s.size * s.stretch / 1000  # text space units for a thousandth of the font size
        glyphs, x = [], 0.0
        for piece in pieces:
            if isinstance(piece, float):
                x -= piece * em
                continue
            if not isinstance(piece, bytes):
                continue
            for text, advance, code in s.font.decode(piece):
                glyphs.append((text, x * along, (x + advance * em) * along))
                space = s.word_space if code == 32 and not s.font.two_bytes else 0.0
                x += advance * em + (s.char_space + space) * s.stretch
        self._add_run(m, glyphs)
        self.tm = times((1.0, 0.0, 0.0, 1.0, x, 0.0), self.tm)

    def _add_run(self, m: Matrix, glyphs: list[tuple[str, float, float]]) -> None:
        if not glyphs:
            return
        s = self.state
        x, y = place(m, 0.0, s.rise)
        size = abs(s.size) * math.hypot(m[2], m[3])
        angle = math.degrees(math.atan2(m[1], m[0])) if abs(m[1]) > 1e-6 or m[0] < 0 else 0.0
        hidden = s.mode in (3, 7)  # neither filled nor stroked
        bold, name = (s.font.bold, s.font.name) if s.font else (False, "")
        self.drawing.runs.append(
            Run(x, y, angle, size, tuple(glyphs), bold, name, hidden, s.white and s.mode == 0)
        )

    def paint(self, *, stroke: bool, fill: bool) -> None:
        """Turn the current path into rules and forget it."""
        self.drawing.shapes += stroke or fill
        for points in self.path:
            if fill:
                self._fill(points)
            if stroke:
                for start, end in pairwise(points):
                    self._stroke(start, end)
        self.path = []

    def _fill(self, points: list[tuple[float, float]]) -> None:
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        box = Box(min(xs), min(ys), max(xs), max(ys))
        if box.height > _THIN < box.width and not self.state.white and len(self.drawing.fills) < MAX_RULES:
            self.drawing.fills.append(box)
        if box.height <= _THIN < box.width:
            middle = (box.y0 + box.y1) / 2
            self._rule(Rule(box.x0, middle, box.x1, middle))
        elif box.width <= _THIN < box.height:
            middle = (box.x0 + box.x1) / 2
            self._rule(Rule(middle, box.y0, middle, box.y1))
        elif box.width <= _THIN and box.height <= _THIN and max(box.width, box.height) > 0:
            self._rule(
                Rule(box.x0, box.y0, box.x1, box.y1)
            )  # the corner piece that Word puts between borders

    def _stroke(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        (x0, y0), (x1, y1) = sorted([start, end])
        if abs(y1 - y0) <= _STRAIGHT and x1 - x0 >= _SHORT:
            middle = (y0 + y1) / 2
            self._rule(Rule(x0, middle, x1, middle))
        elif abs(x1 - x0) <= _STRAIGHT and abs(y1 - y0) >= _SHORT:
            middle = (x0 + x1) / 2
            self._rule(Rule(middle, min(y0, y1), middle, max(y0, y1)))

    def _rule(self, rule: Rule) -> None:
        if len(self.drawing.rules) < MAX_RULES:
            self.drawing.rules.append(rule)
