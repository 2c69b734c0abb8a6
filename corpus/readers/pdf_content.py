"""Interpretation of content streams: runs of glyphs, ruled lines and images with their places."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import pairwise

from pypdf import PageObject
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, PdfObject, StreamObject

from corpus.readers import pdf_fonts
from corpus.readers.layout_model import Box, Drawing, Rule, Run
from corpus.readers.pdf_tokens import Operand, operations

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

MAX_DEPTH = 8  # forms inside forms; a loop of forms ends here
MAX_RUNS = 60_000  # a page of a dense register has some 5,000
MAX_RULES = 20_000  # a page of tables has some 500; maps and drawings have far more
_THIN = 3.0  # points: a filled rectangle up to this thickness is a line of a table
_SHORT = 3.0  # points: shorter strokes belong to drawings
_STRAIGHT = 1.0  # points by which a line may deviate from horizontal or vertical
BROKEN = (PyPdfError, ValueError, TypeError, KeyError, AttributeError, IndexError, OverflowError)


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


@dataclass(slots=True)
class _State:
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


@dataclass(slots=True)
class Interpreter:
    """Runs content streams and collects into `drawing`; one for a page with all its forms and stamps."""

    drawing: Drawing
    fonts: dict[int, pdf_fonts.Font] = field(default_factory=dict)
    state: _State = field(default_factory=lambda: _State(IDENTITY))
    saved: list[_State] = field(default_factory=list)
    tm: Matrix = IDENTITY
    line: Matrix = IDENTITY
    path: list[list[tuple[float, float]]] = field(default_factory=list)
    depth: int = 0

    def run(self, data: bytes, resources: DictionaryObject, ctm: Matrix) -> None:
        """Interpret one stream under a transformation to page coordinates."""
        outer, outer_saved = self.state, self.saved
        self.state, self.saved = replace(outer, ctm=ctm), []
        for operator, operands in operations(data):
            handler = _HANDLERS.get(operator)
            if handler is None:
                continue
            try:
                handler(self, operands, resources)
            except BROKEN:
                continue  # a broken operator draws nothing, as in every viewer
            if len(self.drawing.runs) > MAX_RUNS:
                self.drawing.cut_short = True
                break
        self.state, self.saved = outer, outer_saved

    def form(self, stream: StreamObject, resources: DictionaryObject, ctm: Matrix) -> None:
        """Interpret a form XObject; forms nested deeper than MAX_DEPTH are left out."""
        if self.depth >= MAX_DEPTH:
            self.drawing.cut_short = True
            return
        self.depth += 1
        own = _dictionary(stream.get("/Resources")) or resources
        tm, line = self.tm, self.line
        self.run(stream.get_data(), own, times(matrix_of(stream.get("/Matrix")), ctm))
        self.tm, self.line = tm, line
        self.depth -= 1

    def font(self, resources: DictionaryObject, name: str) -> pdf_fonts.Font | None:
        """Return the font of a name, parsed once for the file."""
        fonts = _dictionary(resources.get("/Font"))
        resource = _dictionary(fonts.get(name)) if fonts else None
        if resource is None:
            return None
        known = self.fonts.get(id(resource))
        if known is None:
            known = self.fonts[id(resource)] = pdf_fonts.load(resource)
            known.keep_alive = resource
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
        self.drawing.runs.append(
            Run(x, y, angle, size, tuple(glyphs), s.font.bold if s.font else False, hidden)
        )

    def paint(self, *, stroke: bool, fill: bool) -> None:
        """Turn the current path into rules and forget it."""
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


def _dictionary(value: PdfObject | None) -> DictionaryObject | None:
    found = value.get_object() if value is not None else None
    return found if isinstance(found, DictionaryObject) else None


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


Handler = Callable[[Interpreter, list[Operand], DictionaryObject], None]


def _floats(operands: list[Operand], count: int) -> list[float]:
    values = [v for v in operands if isinstance(v, float)]
    if len(values) < count:
        raise ValueError("operands are missing")
    return values[-count:]


def _matrix(operands: list[Operand]) -> Matrix:
    a, b, c, d, e, f = _floats(operands, 6)
    return (a, b, c, d, e, f)


def _save(i: Interpreter, _o: list[Operand], _r: DictionaryObject) -> None:
    if len(i.saved) < 1000:  # deeper nesting is an attack
        i.saved.append(replace(i.state))


def _restore(i: Interpreter, _o: list[Operand], _r: DictionaryObject) -> None:
    if i.saved:
        i.state = i.saved.pop()


def _concat(i: Interpreter, o: list[Operand], _r: DictionaryObject) -> None:
    i.state.ctm = times(_matrix(o), i.state.ctm)


def _begin_text(i: Interpreter, _o: list[Operand], _r: DictionaryObject) -> None:
    i.tm = i.line = IDENTITY


def _set_font(i: Interpreter, o: list[Operand], r: DictionaryObject) -> None:
    if isinstance(o[0], str):
        i.state.font = i.font(r, o[0])
    i.state.size = _floats(o, 1)[0]


def _set_matrix(i: Interpreter, o: list[Operand], _r: DictionaryObject) -> None:
    i.tm = i.line = _matrix(o)


def _move(i: Interpreter, o: list[Operand], _r: DictionaryObject) -> None:
    x, y = _floats(o, 2)
    i.tm = i.line = times((1.0, 0.0, 0.0, 1.0, x, y), i.line)


def _move_leading(i: Interpreter, o: list[Operand], r: DictionaryObject) -> None:
    i.state.leading = -_floats(o, 2)[1]
    _move(i, o, r)


def _next_line(i: Interpreter, _o: list[Operand], _r: DictionaryObject) -> None:
    i.tm = i.line = times((1.0, 0.0, 0.0, 1.0, 0.0, -i.state.leading), i.line)


def _show(i: Interpreter, o: list[Operand], _r: DictionaryObject) -> None:
    i.show(o[-1:])


def _show_array(i: Interpreter, o: list[Operand], _r: DictionaryObject) -> None:
    if o and isinstance(o[0], list):
        i.show(o[0])


def _next_line_show(i: Interpreter, o: list[Operand], r: DictionaryObject) -> None:
    _next_line(i, o, r)
    _show(i, o, r)


def _spaced_show(i: Interpreter, o: list[Operand], r: DictionaryObject) -> None:
    i.state.word_space, i.state.char_space = _floats(o, 2)
    _next_line_show(i, o, r)


def _set(name: str, factor: float = 1.0) -> Handler:
    def handler(i: Interpreter, o: list[Operand], _r: DictionaryObject) -> None:
        setattr(i.state, name, _floats(o, 1)[0] * factor)

    return handler


def _set_mode(i: Interpreter, o: list[Operand], _r: DictionaryObject) -> None:
    i.state.mode = int(_floats(o, 1)[0])


def _state_dictionary(i: Interpreter, o: list[Operand], r: DictionaryObject) -> None:
    states = _dictionary(r.get("/ExtGState"))
    chosen = _dictionary(states.get(o[0])) if states else None
    font = chosen.get("/Font") if chosen else None
    font = font.get_object() if font is not None else None
    if isinstance(font, ArrayObject) and len(font) == 2:
        resource = _dictionary(font[0])
        if resource is not None:
            i.state.font, i.state.size = pdf_fonts.load(resource), float(font[1])


def _draw(i: Interpreter, o: list[Operand], r: DictionaryObject) -> None:
    objects = _dictionary(r.get("/XObject"))
    stream = _dictionary(objects.get(o[0])) if objects else None
    if not isinstance(stream, StreamObject):
        return
    if stream.get("/Subtype") == "/Image":
        i.drawing.images.append(box_of(i.state.ctm, 0.0, 0.0, 1.0, 1.0))
    else:
        i.form(stream, r, i.state.ctm)


def _inline_image(i: Interpreter, _o: list[Operand], _r: DictionaryObject) -> None:
    i.drawing.images.append(box_of(i.state.ctm, 0.0, 0.0, 1.0, 1.0))


def _start_path(i: Interpreter, o: list[Operand], _r: DictionaryObject) -> None:
    i.path.append([place(i.state.ctm, *_floats(o, 2))])


def _line_to(i: Interpreter, o: list[Operand], _r: DictionaryObject) -> None:
    if i.path:
        i.path[-1].append(place(i.state.ctm, *_floats(o, 2)))


def _curve_to(i: Interpreter, _o: list[Operand], _r: DictionaryObject) -> None:
    if i.path:
        i.path[-1] = i.path[-1][:1]  # curves bound no cells


def _rectangle(i: Interpreter, o: list[Operand], _r: DictionaryObject) -> None:
    x, y, w, h = _floats(o, 4)
    corners = [(x, y), (x + w, y), (x + w, y + h), (x, y + h), (x, y)]
    i.path.append([place(i.state.ctm, *c) for c in corners])


def _close_path(i: Interpreter, _o: list[Operand], _r: DictionaryObject) -> None:
    if i.path and i.path[-1]:
        i.path[-1].append(i.path[-1][0])


def _paint(*, stroke: bool = False, fill: bool = False, close: bool = False) -> Handler:
    def handler(i: Interpreter, o: list[Operand], r: DictionaryObject) -> None:
        if close:
            _close_path(i, o, r)
        i.paint(stroke=stroke, fill=fill)

    return handler


_HANDLERS: dict[bytes, Handler] = {
    b"q": _save,
    b"Q": _restore,
    b"cm": _concat,
    b"BT": _begin_text,
    b"Tf": _set_font,
    b"Tm": _set_matrix,
    b"Td": _move,
    b"TD": _move_leading,
    b"T*": _next_line,
    b"Tj": _show,
    b"TJ": _show_array,
    b"'": _next_line_show,
    b'"': _spaced_show,
    b"Tc": _set("char_space"),
    b"Tw": _set("word_space"),
    b"Tz": _set("stretch", 0.01),  # the operand is a percentage
    b"TL": _set("leading"),
    b"Ts": _set("rise"),
    b"Tr": _set_mode,
    b"gs": _state_dictionary,
    b"Do": _draw,
    b"BI": _inline_image,
    b"m": _start_path,
    b"l": _line_to,
    b"c": _curve_to,
    b"v": _curve_to,
    b"y": _curve_to,
    b"re": _rectangle,
    b"h": _close_path,
    b"S": _paint(stroke=True),
    b"s": _paint(stroke=True, close=True),
    b"f": _paint(fill=True),
    b"F": _paint(fill=True),
    b"f*": _paint(fill=True),
    b"B": _paint(stroke=True, fill=True),
    b"B*": _paint(stroke=True, fill=True),
    b"b": _paint(stroke=True, fill=True, close=True),
    b"b*": _paint(stroke=True, fill=True, close=True),
    b"n": _paint(),
}


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


def draw(page: PageObject, fonts: dict[int, pdf_fonts.Font]) -> Drawing:
    """Return what one page draws, without its annotations."""
    matrix, width, height = page_matrix(page)
    drawing = Drawing(width, height)
    contents = page.get_contents()
    if contents is not None:
        resources = _dictionary(page.get("/Resources")) or DictionaryObject()
        Interpreter(drawing, fonts).run(contents.get_data(), resources, matrix)
    return drawing
