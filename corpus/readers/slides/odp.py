"""ODP (and drawings, ODG) from its own XML."""

from __future__ import annotations

from corpus.readers.opendocument import Body, named, new_body, open_parts
from corpus.readers.plain import plain_text
from corpus.readers.slides.model import Deck, Slide
from corpus.readers.word import Element, local

MEDIA_TYPE = "application/vnd.oasis.opendocument.presentation"


def load(data: bytes, name: str) -> Deck:
    """Return the slides of a presentation.

    Raises:
        UnreadableFile: the file is damaged, protected or hostile.
    """
    parts = open_parts(data, name)
    body = new_body(parts)
    deck = Deck(MEDIA_TYPE, body.survey.read_by)
    for kind in ("presentation", "drawing"):
        container = parts.body(kind)
        if container is not None:
            deck.slides += [_slide(page, body) for page in container if local(page) == "page"]
    deck.pictures, deck.warnings = body.pictures, tuple(body.survey.warnings)
    return deck


def _slide(page: Element, body: Body) -> Slide:
    style = [("drawing-page", named(page, "draw:style-name"))]
    if body.styles.value("presentation:visibility", style) == "hidden":
        return Slide((), hidden=True)
    shapes = [shape for shape in page if local(shape) not in {"notes", "forms"}]
    shapes.sort(key=lambda shape: named(shape, "presentation:class") != "title")  # stable: the rest as drawn
    blocks = [block for shape in shapes for block in body.block(shape)]
    notes = [block for n in page if local(n) == "notes" for shape in n for block in _note(shape, body)]
    return Slide(tuple(blocks), tuple(plain_text(notes).splitlines()))


def _note(shape: Element, body: Body) -> list[str]:
    written = named(shape, "presentation:class") == "notes"
    return (
        [plain_text(body.block(shape))]
        if written and named(shape, "presentation:placeholder") != "true"
        else []
    )
