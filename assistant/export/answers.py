"""Answers as a Word document: question, answer with its tables and quotations, sources; A4 upright."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree

import docx
from docx.document import Document
from docx.oxml import OxmlElement
from docx.shared import Mm
from docx.text.paragraph import Paragraph

from assistant.export.docx import add_page_number, line, set_font
from assistant.export.export import same_bytes, without_clock

_PAGE, _MARGINS = (210, 297), (20, 15, 20, 30)  # mm; NĐ 30/2020: top, right, bottom, left
_STEP = 7  # mm that a list or a quotation stands to the right of what holds it
_SMALL = 11  # points: tables and sources


@dataclass(frozen=True, slots=True)
class Exchange:
    """One question and its answer."""

    question: str
    answer: str  # well-formed HTML of p, br, strong, ul, ol, li, blockquote, h4, hr, table
    sources: tuple[str, ...] = ()  # "[1] “…” (mục 1, Kế hoạch …)"
    remarks: tuple[str, ...] = ()  # where it was looked up, when it was asked


def to_docx(title: str, exchanges: Sequence[Exchange]) -> bytes:
    """Return a Word document of answers; tables stay tables, each row whole on one page."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = map(Mm, _PAGE)
    section.top_margin, section.right_margin, section.bottom_margin, section.left_margin = map(Mm, _MARGINS)
    section.different_first_page_header_footer = True
    add_page_number(section.header.paragraphs[0])
    set_font(document)
    line(document.add_paragraph(), title, bold=True, size=15)
    for exchange in exchanges:
        _write(document, exchange)
    out = io.BytesIO()
    document.save(out)
    return same_bytes(out.getvalue(), without_clock)


def _write(document: Document, exchange: Exchange) -> None:
    document.add_paragraph()
    asked = document.add_paragraph()
    asked.paragraph_format.keep_with_next = True
    line(asked, exchange.question, bold=True)
    for remark in exchange.remarks:
        line(document.add_paragraph(), remark, italic=True, size=_SMALL)
    root = ElementTree.fromstring(f"<div>{exchange.answer}</div>")
    for element in root:
        _block(document, element, 0)
    if exchange.sources:
        line(document.add_paragraph(), "Nguồn:", bold=True, size=_SMALL)
    for source in exchange.sources:
        line(document.add_paragraph(), source, size=_SMALL)


def _block(document: Document, element: ElementTree.Element, depth: int) -> None:
    if element.tag == "table":
        _table(document, element)
    elif element.tag in {"ul", "ol"}:
        first = int(element.get("start", "1"))
        for number, item in enumerate(element, first):
            _item(document, item, f"{number}. " if element.tag == "ol" else "– ", depth + 1)
    elif element.tag in {"div", "blockquote"}:
        for child in element:
            _block(document, child, depth + (element.tag == "blockquote"))
    elif element.tag != "hr":
        paragraph = _paragraph(document, depth)
        _runs(paragraph, element, bold=element.tag == "h4", italic=False)


def _paragraph(document: Document, depth: int) -> Paragraph:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.left_indent = Mm(_STEP * depth)
    return paragraph


def _item(document: Document, item: ElementTree.Element, mark: str, depth: int) -> None:
    paragraph = _paragraph(document, depth)
    line(paragraph, mark)
    _runs(paragraph, item, bold=False, italic=False)
    for child in item:
        if child.tag in {"ul", "ol"}:
            _block(document, child, depth)


def _pieces(element: ElementTree.Element, bold: bool) -> Iterator[tuple[str, bool]]:
    """Yield the words of an element in their order, and whether they are bold; lists in it are left out."""
    yield element.text or "", bold
    for child in element:
        if child.tag == "br":
            yield "\n", bold
        elif child.tag not in {"ul", "ol"}:
            yield from _pieces(child, bold or child.tag == "strong")
        yield child.tail or "", bold


def _runs(
    paragraph: Paragraph, element: ElementTree.Element, *, bold: bool, italic: bool, size: int = 13
) -> None:
    for words, strong in _pieces(element, bold):
        if words:
            line(paragraph, words, bold=strong, italic=italic, size=size)


def _table(document: Document, element: ElementTree.Element) -> None:
    rows = [list(row) for row in element.iter("tr")]
    table = document.add_table(rows=0, cols=max(len(row) for row in rows))
    table.style = "Table Grid"
    for number, row in enumerate(rows):
        made = table.add_row()
        for cell, given in zip(made.cells, row, strict=False):
            _runs(cell.paragraphs[0], given, bold=given.tag == "th", italic=False, size=_SMALL)
        kind = "w:tblHeader" if number == 0 else "w:cantSplit"
        made._tr.get_or_add_trPr().append(OxmlElement(kind))
    document.add_paragraph()
