"""Presentations composed into one text, a page a slide."""

from __future__ import annotations

from corpus.errors import NoTextLayer
from corpus.model import SourceText
from corpus.readers.plain import Block, Kind, compose_pages, kind_of, plain_text
from corpus.readers.slides import odp, pptx
from corpus.readers.slides.model import Deck, Slide

_NOTES = "Ghi chú của trang chiếu:"
_HIDDEN = "Trang chiếu ẩn không được đọc: {numbers}."
_PICTURES = "Bài trình chiếu có {count} hình; chữ trong hình không được đọc."
_MIN_TEXT = 100  # characters; slides that are pictures have less


def read(data: bytes, name: str) -> SourceText:
    """Read a presentation.

    Raises:
        CorpusError: the file is damaged, protected, hostile, or holds pictures only.
    """
    deck = odp.load(data, name) if kind_of(data, name) is Kind.ODP else pptx.load(data, name)
    pages = [(i, _blocks(slide)) for i, slide in enumerate(deck.slides, start=1) if not slide.hidden]
    if deck.pictures and sum(len(plain_text(blocks)) for _, blocks in pages) < _MIN_TEXT:
        raise NoTextLayer(f"Tệp “{name}” chỉ có hình: hãy lưu thành PDF rồi nạp lại để nhận dạng chữ.")
    return compose_pages(pages, media_type=deck.media_type, read_by=deck.read_by, warnings=_said(deck))


def _blocks(slide: Slide) -> list[Block]:
    notes: list[Block] = [_NOTES, *slide.notes] if slide.notes else []
    return [*slide.blocks, *notes]


def _said(deck: Deck) -> list[str]:
    said = [*deck.warnings]
    hidden = [str(i) for i, slide in enumerate(deck.slides, start=1) if slide.hidden]
    if hidden:
        said.append(_HIDDEN.format(numbers=", ".join(hidden)))
    if deck.pictures:
        said.append(_PICTURES.format(count=deck.pictures))
    return said
