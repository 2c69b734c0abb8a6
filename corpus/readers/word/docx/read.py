"""DOCX (and Word's flat XML): what Word prints, in reading order.

Guarantees:
    1. Automatic numbers are printed before their paragraphs; bullets as "-" ("+" stays "+").
    2. Insertions are accepted, deletions and hidden text dropped; fields show their result.
    3. Footnotes follow the text as lines "[1] …"; running heads and automatic contents are left out.
    4. Nothing is executed, fetched or unpacked beyond the bounds of `archive`.
"""

from __future__ import annotations

from collections import Counter

from corpus.errors import NoTextLayer
from corpus.model import SourceText
from corpus.readers.plain import Block, Kind, compose, has_state_head, kind_of, plain_text
from corpus.readers.word.docx.body import Body, run_text, unwrapped
from corpus.readers.word.docx.styles import Styles, read_styles
from corpus.readers.word.numbering import read_numbering
from corpus.readers.word.ooxml import (
    Element,
    Package,
    attribute,
    child,
    children,
    local,
    open_flat,
    open_package,
)
from corpus.readers.word.symbols import in_font
from corpus.text import Run, survey

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_MIN_TEXT = 100  # characters; a page of pictures has less
_CONTENTS_LEFT_OUT = "Mục lục tự động của Word không được đọc lại (trùng với đề mục)."
_EMBEDDED = "Văn bản có {count} tài liệu nhúng không được đọc: hãy mở bằng Word, lưu lại rồi nạp lại."
_UNSEEN = "Có chữ ẩn (trắng trên nền trắng hoặc quá nhỏ) {place} không được đọc."
_PICTURES = "Văn bản có {count} hình; chữ trong hình không được đọc."


def read(data: bytes, name: str) -> SourceText:
    """Read a Word document in one of its XML forms.

    Raises:
        CorpusError: the file is damaged, protected, hostile, or holds pictures of pages only.
    """
    flat = kind_of(data, name) is Kind.WORD_XML
    package = open_flat(data, name) if flat else open_package(data, name)
    main = package.main()
    root = package.parts[main]
    body = _new_body(package, main, root)
    container = child(root, "body")
    blocks = body.blocks(root if container is None else container)
    blocks = _head_from_header(package, main, body, blocks) + blocks + _notes(package, main, body)
    if body.pictures and len(plain_text(blocks)) < _MIN_TEXT:
        raise NoTextLayer(
            f"Tệp “{name}” chỉ có ảnh chụp trang: hãy lưu thành PDF rồi nạp lại để nhận dạng chữ."
        )
    return compose(blocks, media_type=MEDIA_TYPE, read_by=body.survey.read_by, warnings=_warnings(body))


def _new_body(package: Package, main: str, root: Element) -> Body:
    styles = read_styles(next(iter(package.related(main, "styles")), None))
    numbering = read_numbering(next(iter(package.related(main, "numbering")), None))
    marks = Counter(attribute(f, "fldCharType") for f in root.iter() if local(f) == "fldChar")
    close = marks["begin"] == marks["end"]
    return Body(styles, numbering, survey(_runs(root, styles)), fields_close=close)


def _runs(root: Element, styles: Styles) -> list[Run]:
    """Return all the text of the document by font, so that its encoding can be told."""
    found: list[Run] = []
    for paragraph in (p for p in root.iter() if local(p) == "p"):
        style = attribute(child(paragraph, "pPr", "pStyle"), "val")
        for run in (r for r in unwrapped(paragraph) if local(r) == "r"):
            text = "".join(run_text(item, local(item)) for item in run)
            if text:
                font = styles.font(run, style)
                found.append(Run(in_font(text, font), font))
    return found


def _head_from_header(package: Package, main: str, body: Body, blocks: list[Block]) -> list[Block]:
    """Return the letterhead where an office put it into the page header instead of the text."""
    if has_state_head(plain_text(blocks[:20])):  # a letterhead stands in the first few paragraphs
        return []
    for header in package.related(main, "header"):
        found = body.blocks(header)
        if has_state_head(plain_text(found)):
            return found
    return []


def _notes(package: Package, main: str, body: Body) -> list[Block]:
    """Return the footnotes and endnotes as lines, in the order of their references."""
    texts: dict[tuple[str, str], Element] = {}
    for kind in ("footnote", "endnote"):
        for part in package.related(main, f"{kind}s"):
            texts.update({(kind, attribute(n, "id") or ""): n for n in children(part, kind)})
    lines: list[Block] = []
    for number, key in enumerate(dict.fromkeys(body.notes), start=1):
        if key in texts:
            text = plain_text(body.blocks(texts[key])).strip()
            lines += [f"[{number}] {text}"] if text else []
    return lines


def _warnings(body: Body) -> list[str]:
    said = [*body.survey.warnings]
    if body.contents:
        said.append(_CONTENTS_LEFT_OUT)
    for before in list(dict.fromkeys(body.unseen))[:5]:  # a person looks at the first few
        said.append(_UNSEEN.format(place=f"sau “{before}…”" if before else "ở đầu văn bản"))
    if body.pictures:
        said.append(_PICTURES.format(count=body.pictures))
    if body.embedded:
        said.append(_EMBEDDED.format(count=body.embedded))
    return said
