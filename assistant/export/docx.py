"""The register as a Word table in the form of Nghị định 30/2020/NĐ-CP, with its sources.

Annex I of the decree: A4, Times New Roman 13, margins 20-25 mm above and below, 30-35 mm left,
15-20 mm right, national header and motto, page number centred above from the second page on.
"""

from __future__ import annotations

import copy
import io
from collections.abc import Sequence

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.table import CT_Row
from docx.shared import Mm, Pt
from docx.table import Table
from docx.text.paragraph import Paragraph

from assistant.export.export import (
    Rows,
    cell_text,
    same_bytes,
    without_clock,
)
from assistant.register import Column, TargetRow, columns_of, shown, values_of
from corpus.text import squeeze

_FONT = "Times New Roman"
_SIZE = 13  # points; NĐ 30/2020, Annex I: 13 to 14
_SMALL = 11  # points inside the table, so that ten columns fit on a page
_PAGE = (297, 210)  # mm, A4 landscape
_MARGINS = (20, 15, 20, 30)  # mm: top, right, bottom, left
_USABLE = 297 - 15 - 30  # mm between the margins
_NARROWEST = 17  # of about 280 parts of the page: "Nguồn" in one line
_LEAST = {"Ngày đến hạn": 26, "Thời hạn": 32}  # a date in one line
_MARK = 6  # characters; numbers, signs and marks this short stand centred
_ISSUER = "……………………………"
_PLACE_AND_DATE = "……………, ngày …… tháng …… năm ………"
_LEFT_IN = {"Văn bản"}  # said in the list of sources below the table


def to_docx(rows: Rows, *, issuer: str | None = None) -> bytes:
    """Return the rows as a Word document: national header, table with repeated heading row, sources.

    Args:
        rows: what is to be shown.
        issuer: the agency at the top left; dots to be filled in where it is not given.
    """
    document = docx.Document()
    _set_page(document)
    set_font(document)
    _write_header(document, issuer or _ISSUER)
    targets = bool(rows) and isinstance(rows[0], TargetRow)
    title = "BẢNG TỔNG HỢP CHỈ TIÊU" if targets else "BẢNG TỔNG HỢP NHIỆM VỤ"
    line(document.add_paragraph(), title, bold=True, align=WD_ALIGN_PARAGRAPH.CENTER)
    line(document.add_paragraph(), f"({_count(rows, targets)})", align=WD_ALIGN_PARAGRAPH.CENTER)
    _write_table(document, rows, _filled(rows))
    _write_sources(document, rows)
    out = io.BytesIO()
    document.save(out)
    return same_bytes(out.getvalue(), without_clock)


def _filled(rows: Rows) -> list[Column]:
    """Return the columns that say something: an empty one takes room and tells nothing."""
    columns = [c for c in columns_of(rows) if c.heading not in _LEFT_IN]
    return [c for c in columns if any(c.show(row) is not None for row in rows)] or columns  # type: ignore[arg-type]


def _count(rows: Rows, targets: bool) -> str:
    files = len({row.document_id for row in rows})
    return f"{len(rows)} {'chỉ tiêu' if targets else 'nhiệm vụ'} trong {files} văn bản"


def _set_page(document: Document) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(_PAGE[0]), Mm(_PAGE[1])
    section.top_margin, section.right_margin, section.bottom_margin, section.left_margin = map(Mm, _MARGINS)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = WD_ALIGN_PARAGRAPH.CENTER
    add_page_number(number)


def add_page_number(paragraph: Paragraph) -> None:
    """Write the number of the page as a field that Word fills in."""
    run = paragraph.add_run()
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        element = OxmlElement("w:instrText" if text else "w:fldChar")
        if text:
            element.text = text
        else:
            element.set(qn("w:fldCharType"), str(kind))
        run._r.append(element)  # type: ignore[arg-type]


def set_font(document: Document) -> None:
    """Write everything in the decree's typeface, in Vietnamese."""
    style = document.styles["Normal"]
    style.font.name, style.font.size = _FONT, Pt(_SIZE)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), _FONT)
    style.paragraph_format.space_after = Pt(0)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    style.element.rPr.append(language)


def line(
    paragraph: Paragraph, text: str, *, bold: bool = False, size: int = _SIZE, italic: bool = False,
    align: WD_ALIGN_PARAGRAPH | None = None,
) -> None:  # fmt: skip
    """Add words to a paragraph."""
    run = paragraph.add_run(cell_text(text))
    run.bold, run.italic, run.font.size, run.font.name = bold, italic, Pt(size), _FONT
    if align is not None:
        paragraph.alignment = align


def _write_header(document: Document, issuer: str) -> None:
    """Write the agency at the left, the name of the state and the motto at the right."""
    table = document.add_table(rows=1, cols=2)
    left, right = table.rows[0].cells
    center = WD_ALIGN_PARAGRAPH.CENTER
    line(left.paragraphs[0], issuer.upper(), bold=True, align=center)
    line(left.add_paragraph(), "_______", align=center)
    line(right.paragraphs[0], "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold=True, align=center)
    line(right.add_paragraph(), "Độc lập - Tự do - Hạnh phúc", bold=True, align=center)
    line(right.add_paragraph(), "_______________________", align=center)
    line(right.add_paragraph(), _PLACE_AND_DATE, italic=True, align=center)
    set_widths(table, [_USABLE * 0.4, _USABLE * 0.6])
    document.add_paragraph()


def _write_table(document: Document, rows: Rows, columns: Sequence[Column]) -> None:
    """Write the table: the heading row repeats on every page, a row does not break across pages."""
    table = document.add_table(rows=2, cols=len(columns) + 2)
    table.style = "Table Grid"
    widths = [_NARROWEST, *(max(c.width, _LEAST.get(c.heading, _NARROWEST)) for c in columns), _NARROWEST]
    set_widths(table, [width * _USABLE / sum(widths) for width in widths])
    heading, pattern = table.rows
    for cell, words in zip(heading.cells, ("STT", *(c.heading for c in columns), "Nguồn"), strict=True):
        line(cell.paragraphs[0], words, bold=True, size=_SMALL, align=WD_ALIGN_PARAGRAPH.CENTER)
    for cell in pattern.cells:
        line(cell.paragraphs[0], "", size=_SMALL)
    heading._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    pattern._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for number, row in enumerate(rows, 1):
        values = (number, *values_of(row, columns), f"[{number}]")
        table._tbl.append(_filled_row(pattern._tr, [shown(value) for value in values]))
    table._tbl.remove(pattern._tr)


def _filled_row(pattern: CT_Row, texts: Sequence[str]) -> CT_Row:
    """Return a copy of the pattern row with these texts; far faster than filling cells one by one."""
    row = copy.deepcopy(pattern)
    for cell, text in zip(row.tc_lst, texts, strict=True):
        paragraph = cell.p_lst[0]
        paragraph.r_lst[0].text = cell_text(text)
        if len(text) <= _MARK:
            paragraph.get_or_add_pPr().jc_val = WD_ALIGN_PARAGRAPH.CENTER
    return row


def set_widths(table: Table, widths: Sequence[float]) -> None:
    """Fix the widths of a table's columns, in mm."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)


def _write_sources(document: Document, rows: Rows) -> None:
    document.add_paragraph()
    line(document.add_paragraph(), "Nguồn:", bold=True)
    for number, row in enumerate(rows, 1):
        page = f", trang {row.page}" if row.page else ""
        place = f"{row.section}{page}, {row.document} (tệp {row.source})"
        line(document.add_paragraph(), f"[{number}] “{squeeze(row.quote)}”: {place}.", size=_SMALL)
