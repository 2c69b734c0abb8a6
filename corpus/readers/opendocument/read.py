"""OpenDocument text (ODT, FODT): what a writer prints, in reading order."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.errors import NoTextLayer
from corpus.model import SourceText
from corpus.readers.opendocument.body import Body
from corpus.readers.opendocument.package import Parts, named, open_parts
from corpus.readers.opendocument.styles import Styles, read_styles
from corpus.readers.plain import Block, compose, has_state_head, plain_text
from corpus.readers.word import Element, in_font, local
from corpus.text import Run, survey

MEDIA_TYPE = "application/vnd.oasis.opendocument.text"
_MIN_TEXT = 100  # characters; a page of pictures has less
_CONTENTS_LEFT_OUT = "Mục lục tự động không được đọc lại (trùng với đề mục)."
_HIDDEN = "Có {count} đoạn chữ ẩn (không hiện khi mở văn bản) không được đọc."
_PICTURES = "Văn bản có {count} hình; chữ trong hình không được đọc."


def read(data: bytes, name: str) -> SourceText:
    """Read an OpenDocument text.

    Raises:
        CorpusError: the file is damaged, protected, hostile, or holds pictures of pages only.
    """
    parts = open_parts(data, name)
    body = new_body(parts)
    text = parts.body("text")
    blocks = [] if text is None else body.blocks(text)
    blocks = _head_from_header(parts, body, blocks) + blocks
    blocks += [f"[{number}] {note}" for number, note in enumerate(body.notes, start=1) if note]
    if body.pictures and len(plain_text(blocks)) < _MIN_TEXT:
        raise NoTextLayer(
            f"Tệp “{name}” chỉ có ảnh chụp trang: hãy lưu thành PDF rồi nạp lại để nhận dạng chữ."
        )
    return compose(blocks, media_type=MEDIA_TYPE, read_by=body.survey.read_by, warnings=_warnings(body))


def new_body(parts: Parts) -> Body:
    """Return a reader of content that knows the styles and the encoding of the file."""
    styles = read_styles(parts)
    return Body(styles, survey(_runs(parts.content, styles)))


def _runs(root: Element, styles: Styles) -> Iterator[Run]:
    """Yield all the text of the document by font, so that its encoding can be told."""
    for element in root.iter():
        if local(element) in {"p", "h", "span"} and element.text:
            family = "text" if local(element) == "span" else "paragraph"
            own = [(family, named(element, "text:style-name"))]
            above = element.getparent()
            if above is not None and local(above) in {"p", "h"}:
                own.append(("paragraph", named(above, "text:style-name")))
            font = styles.font(own)
            yield Run(in_font(element.text, font), font)


def _head_from_header(parts: Parts, body: Body, blocks: list[Block]) -> list[Block]:
    """Return the letterhead where an office put it into the page header instead of the text."""
    if has_state_head(plain_text(blocks[:20])):  # a letterhead stands in the first few paragraphs
        return []
    for header in parts.below("header", "header-first"):
        found = body.blocks(header)
        if has_state_head(plain_text(found)):
            return found
    return []


def _warnings(body: Body) -> list[str]:
    said = [*body.survey.warnings]
    if body.contents:
        said.append(_CONTENTS_LEFT_OUT)
    if body.hidden:
        said.append(_HIDDEN.format(count=body.hidden))
    if body.pictures:
        said.append(_PICTURES.format(count=body.pictures))
    return said
