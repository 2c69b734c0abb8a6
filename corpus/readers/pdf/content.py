"""The operators of content streams, and the loop that runs them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from pypdf import PageObject
from pypdf.generic import ArrayObject, DictionaryObject, StreamObject

from corpus.readers.layout import Drawing, Picture
from corpus.readers.pdf import fonts as pdf_fonts
from corpus.readers.pdf.canvas import Canvas
from corpus.readers.pdf.geometry import IDENTITY, Matrix, box_of, matrix_of, page_matrix, place, times
from corpus.readers.pdf.open import BROKEN, contents, dictionary, stream_data
from corpus.readers.pdf.tokens import Operand, operations
from corpus.readers.pdf.turned import set_upright
from corpus.readers.pdf.unseen import leave_out_unseen

MAX_DEPTH = 8  # forms inside forms; a loop of forms ends here
MAX_RUNS = 60_000  # a page of a dense register has some 5,000
MAX_STEPS = 400_000  # operators of a page with its forms; a dense page has some 20,000

Handler = Callable[[Canvas, list[Operand], DictionaryObject], None]


def _floats(operands: list[Operand], count: int) -> list[float]:
    values = [v for v in operands if isinstance(v, float)]
    if len(values) < count:
        raise ValueError("operands are missing")
    return values[-count:]


def _matrix(operands: list[Operand]) -> Matrix:
    a, b, c, d, e, f = _floats(operands, 6)
    return (a, b, c, d, e, f)


def _save(i: Canvas, _o: list[Operand], _r: DictionaryObject) -> None:
    if len(i.saved) < 1000:  # deeper nesting is an attack
        i.saved.append(replace(i.state))


def _restore(i: Canvas, _o: list[Operand], _r: DictionaryObject) -> None:
    if i.saved:
        i.state = i.saved.pop()


def _concat(i: Canvas, o: list[Operand], _r: DictionaryObject) -> None:
    i.state.ctm = times(_matrix(o), i.state.ctm)


def _begin_text(i: Canvas, _o: list[Operand], _r: DictionaryObject) -> None:
    i.tm = i.line = IDENTITY


def _set_font(i: Canvas, o: list[Operand], r: DictionaryObject) -> None:
    if isinstance(o[0], str):
        i.state.font = i.font(r, o[0])
    i.state.size = _floats(o, 1)[0]


def _set_matrix(i: Canvas, o: list[Operand], _r: DictionaryObject) -> None:
    i.tm = i.line = _matrix(o)


def _move(i: Canvas, o: list[Operand], _r: DictionaryObject) -> None:
    x, y = _floats(o, 2)
    i.tm = i.line = times((1.0, 0.0, 0.0, 1.0, x, y), i.line)


def _move_leading(i: Canvas, o: list[Operand], r: DictionaryObject) -> None:
    i.state.leading = -_floats(o, 2)[1]
    _move(i, o, r)


def _next_line(i: Canvas, _o: list[Operand], _r: DictionaryObject) -> None:
    i.tm = i.line = times((1.0, 0.0, 0.0, 1.0, 0.0, -i.state.leading), i.line)


def _show(i: Canvas, o: list[Operand], _r: DictionaryObject) -> None:
    i.show(o[-1:])


def _show_array(i: Canvas, o: list[Operand], _r: DictionaryObject) -> None:
    if o and isinstance(o[0], list):
        i.show(o[0])


def _next_line_show(i: Canvas, o: list[Operand], r: DictionaryObject) -> None:
    _next_line(i, o, r)
    _show(i, o, r)


def _spaced_show(i: Canvas, o: list[Operand], r: DictionaryObject) -> None:
    i.state.word_space, i.state.char_space = _floats(o, 2)
    _next_line_show(i, o, r)


def _set(name: str, factor: float = 1.0) -> Handler:
    def handler(i: Canvas, o: list[Operand], _r: DictionaryObject) -> None:
        setattr(i.state, name, _floats(o, 1)[0] * factor)

    return handler


_PAPER = 0.97  # share of full light from which a colour is that of paper


def _set_fill(i: Canvas, o: list[Operand], _r: DictionaryObject) -> None:
    """Note whether a fill colour of one (grey), three (RGB) or four (CMYK) components is white."""
    values = [v for v in o if isinstance(v, float)]
    named = len(values) < len(o)  # a pattern
    ink = len(values) == 4
    i.state.white = bool(values) and not named and all((1 - v if ink else v) >= _PAPER for v in values)


def _set_space_fill(i: Canvas, o: list[Operand], r: DictionaryObject) -> None:
    _set_fill(i, o, r)
    i.state.white = i.state.white and len(o) == 3  # one value may be a tint, of which 1 is full ink


def _set_space(i: Canvas, _o: list[Operand], _r: DictionaryObject) -> None:
    i.state.white = False


def _set_mode(i: Canvas, o: list[Operand], _r: DictionaryObject) -> None:
    i.state.mode = int(_floats(o, 1)[0])


def _state_dictionary(i: Canvas, o: list[Operand], r: DictionaryObject) -> None:
    states = dictionary(r.get("/ExtGState"))
    chosen = dictionary(states.get(o[0])) if states else None
    if chosen is not None:
        blend, alpha = chosen.get("/BM"), chosen.get("/ca")
        if blend is not None or alpha is not None:
            i.state.opaque = blend in (None, "/Normal") and (alpha is None or float(alpha) >= 1.0)
    font = chosen.get("/Font") if chosen else None
    font = font.get_object() if font is not None else None
    if isinstance(font, ArrayObject) and len(font) == 2:
        resource = dictionary(font[0])
        if resource is not None:
            i.state.font, i.state.size = pdf_fonts.load(resource), float(font[1])


def _draw(i: Canvas, o: list[Operand], r: DictionaryObject) -> None:
    objects = dictionary(r.get("/XObject"))
    stream = dictionary(objects.get(o[0])) if objects else None
    if not isinstance(stream, StreamObject):
        return
    if stream.get("/Subtype") == "/Image":
        width = stream.get("/Width")
        pixels = int(width) if isinstance(width, (int, float)) else 0
        solid = i.state.opaque and not any(stream.get(k) for k in ("/SMask", "/Mask", "/ImageMask"))
        over = len(i.drawing.runs) if solid and not i.state.clipped else 0
        i.drawing.images.append(Picture(box_of(i.state.ctm, 0.0, 0.0, 1.0, 1.0), pixels, over))
    else:
        form(i, stream, r, i.state.ctm)


def _inline_image(i: Canvas, _o: list[Operand], _r: DictionaryObject) -> None:
    i.drawing.images.append(Picture(box_of(i.state.ctm, 0.0, 0.0, 1.0, 1.0)))


def _start_path(i: Canvas, o: list[Operand], _r: DictionaryObject) -> None:
    i.path.append([place(i.state.ctm, *_floats(o, 2))])


def _line_to(i: Canvas, o: list[Operand], _r: DictionaryObject) -> None:
    if i.path:
        i.path[-1].append(place(i.state.ctm, *_floats(o, 2)))


def _curve_to(i: Canvas, _o: list[Operand], _r: DictionaryObject) -> None:
    if i.path:
        i.path[-1] = i.path[-1][:1]  # curves bound no cells


def _rectangle(i: Canvas, o: list[Operand], _r: DictionaryObject) -> None:
    x, y, w, h = _floats(o, 4)
    corners = [(x, y), (x + w, y), (x + w, y + h), (x, y + h), (x, y)]
    i.path.append([place(i.state.ctm, *c) for c in corners])


def _close_path(i: Canvas, _o: list[Operand], _r: DictionaryObject) -> None:
    if i.path and i.path[-1]:
        i.path[-1].append(i.path[-1][0])


def _clip(i: Canvas, _o: list[Operand], _r: DictionaryObject) -> None:
    i.state.clipped = True


def _paint(*, stroke: bool = False, fill: bool = False, close: bool = False) -> Handler:
    def handler(i: Canvas, o: list[Operand], r: DictionaryObject) -> None:
        if close:
            _close_path(i, o, r)
        i.paint(stroke=stroke, fill=fill)

    return handler


HANDLERS: dict[bytes, Handler] = {
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
    b"g": _set_fill,
    b"rg": _set_fill,
    b"k": _set_fill,
    b"cs": _set_space,
    b"sc": _set_space_fill,
    b"scn": _set_space_fill,
    b"W": _clip,
    b"W*": _clip,
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


def run(canvas: Canvas, data: bytes, resources: DictionaryObject, ctm: Matrix) -> None:
    """Interpret one stream under a transformation to page coordinates."""
    outer, outer_saved = canvas.state, canvas.saved
    canvas.state, canvas.saved = replace(outer, ctm=ctm), []
    for operator, operands in operations(data):
        canvas.steps += 1
        if canvas.steps > MAX_STEPS or len(canvas.drawing.runs) > MAX_RUNS:
            canvas.drawing.cut_short = True
            break
        handler = HANDLERS.get(operator)
        if handler is None:
            continue
        try:
            handler(canvas, operands, resources)
        except BROKEN:
            continue  # a broken operator draws nothing, as in every viewer
    canvas.state, canvas.saved = outer, outer_saved


def form(canvas: Canvas, stream: StreamObject, resources: DictionaryObject, ctm: Matrix) -> None:
    """Interpret a form XObject; forms nested deeper than MAX_DEPTH are left out."""
    if canvas.depth >= MAX_DEPTH:
        canvas.drawing.cut_short = True
        return
    canvas.depth += 1
    own = dictionary(stream.get("/Resources")) or resources
    tm, line = canvas.tm, canvas.line
    run(canvas, stream_data(stream), own, times(matrix_of(stream.get("/Matrix")), ctm))
    canvas.tm, canvas.line = tm, line
    canvas.depth -= 1


def draw(page: PageObject, fonts: dict[int, pdf_fonts.Font]) -> Drawing:
    """Return what one page draws, without its annotations."""
    matrix, width, height = page_matrix(page)
    drawing = Drawing(width, height)
    resources = dictionary(page.get("/Resources")) or DictionaryObject()
    run(Canvas(drawing, fonts), contents(page), resources, matrix)
    leave_out_unseen(drawing)
    set_upright(drawing)
    return drawing
