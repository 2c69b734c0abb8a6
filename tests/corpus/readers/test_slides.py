"""Presentations: a page a slide, titles first, bullets and numbers as shown, tables, charts, notes, hidden slides."""

from __future__ import annotations

import io

import pytest
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.oxml import parse_xml
from pptx.util import Inches

from corpus.errors import CorpusError, NoTextLayer
from corpus.readers import Kind, kind_of, read_bytes
from tests.factories.office import opendocument, zipped

A = "http://schemas.openxmlformats.org/drawingml/2006/main"


def saved(deck: object) -> bytes:
    out = io.BytesIO()
    deck.save(out)  # type: ignore[attr-defined]
    return out.getvalue()


def with_lines(*lines: tuple[str, str, int]) -> bytes:
    """Return one slide whose body has lines: text, bullet as XML, level."""
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.shapes.title.text = "NHIỆM VỤ"
    frame = slide.placeholders[1].text_frame
    for i, (text, mark, level) in enumerate(lines):
        paragraph = frame.paragraphs[0] if i == 0 else frame.add_paragraph()
        paragraph.text, paragraph.level = text, level
        if mark:
            paragraph._p.get_or_add_pPr().append(parse_xml(f'<a:{mark} xmlns:a="{A}"/>'))
    return saved(deck)


LINES = [
    pytest.param([("Rà soát", "", 0), ("Báo cáo", "", 0)], "- Rà soát\n- Báo cáo\n", id="bullets of the master"),
    pytest.param([("Rà soát", "buNone", 0)], "Rà soát\n", id="bullet switched off"),
    pytest.param([("- Rà soát", "", 0), ("1. Báo cáo", "", 0)], "- Rà soát\n1. Báo cáo\n", id="typed markers"),
    pytest.param([("Một", 'buAutoNum type="arabicPeriod"', 0), ("con", 'buAutoNum type="alphaLcParenR"', 1), ("Hai", 'buAutoNum type="arabicPeriod"', 0), ("con", 'buAutoNum type="alphaLcParenR"', 1)],
                 "1. Một\na) con\n2. Hai\na) con\n", id="numbers by level"),
    pytest.param([("Ba", 'buAutoNum type="romanUcPeriod" startAt="3"', 0)], "III. Ba\n", id="number set by hand"),
    pytest.param([("trên\vdưới", "buNone", 0)], "trên\ndưới\n", id="line break"),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "printed"), LINES)
def test_lines_as_shown(lines: list[tuple[str, str, int]], printed: str) -> None:
    assert read_bytes(with_lines(*lines), "a.ppt").text == f"NHIỆM VỤ\n{printed}"


def test_slides_are_pages_with_tables_charts_and_notes() -> None:
    deck = Presentation()
    first = deck.slides.add_slide(deck.slide_layouts[5])
    table = first.shapes.add_table(3, 3, Inches(1), Inches(1), Inches(6), Inches(2)).table
    for row, line in enumerate(
        [("STT", "Nhiệm vụ", ""), ("1", "Rà soát", "Sở Nội vụ"), ("", "Báo cáo", "Sở Y tế")]
    ):
        for column, text in enumerate(line):
            table.cell(row, column).text = text
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(1, 0).merge(table.cell(2, 0))
    first.shapes.title.text = "Phân công"
    first.notes_slide.notes_text_frame.text = "Nhắc hạn 30/6/2026"
    hidden = deck.slides.add_slide(deck.slide_layouts[5])
    hidden.shapes.title.text = "Nháp"
    hidden.element.set("show", "0")
    last = deck.slides.add_slide(deck.slide_layouts[5])
    last.shapes.title.text = "Kết quả"
    data = CategoryChartData()
    data.categories = ["2024", "2025"]
    data.add_series("Hồ sơ", (1200, 1740.5))
    last.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, Inches(1), Inches(1), Inches(4), Inches(3), data)
    group = last.shapes.add_group_shape()
    group.shapes.add_textbox(Inches(1), Inches(5), Inches(2), Inches(1)).text_frame.text = "Nguồn: Sở Nội vụ"
    source = read_bytes(saved(deck), "bao-cao.pptx")
    assert source.text == (
        "Phân công\nSTT\tNhiệm vụ\n1\tRà soát\tSở Nội vụ\n\tBáo cáo\tSở Y tế\nGhi chú của trang chiếu:\nNhắc hạn 30/6/2026\n"
        "Kết quả\n\tHồ sơ\n2024\t1200\n2025\t1740,5\nNguồn: Sở Nội vụ\n"
    )
    assert [(page.number, source.text[page.start : page.end].split("\n")[0]) for page in source.pages] == [
        (1, "Phân công"),
        (3, "Kết quả"),
    ]
    assert [(c.row, c.column, c.row_span, c.column_span) for c in source.tables[0].cells][:3] == [
        (0, 0, 1, 1), (0, 1, 1, 2), (1, 0, 2, 1)
    ]  # fmt: skip
    assert source.warnings == ("Trang chiếu ẩn không được đọc: 2.",)


def test_an_opendocument_presentation() -> None:
    style = '<style:style style:name="dp2" style:family="drawing-page"><style:drawing-page-properties presentation:visibility="hidden"/></style:style>'
    box = "<draw:frame><draw:text-box><text:p>{}</text:p></draw:text-box></draw:frame>"
    table = (
        "<draw:frame><table:table><table:table-row><table:table-cell><text:p>STT</text:p></table:table-cell><table:table-cell><text:p>Việc</text:p></table:table-cell></table:table-row>"
        "<table:table-row><table:table-cell><text:p>1</text:p></table:table-cell><table:table-cell><text:p>Họp</text:p></table:table-cell></table:table-row></table:table><draw:image/></draw:frame>"
    )
    title = '<draw:frame presentation:class="title"><draw:text-box><text:p>Phân công</text:p></draw:text-box></draw:frame>'
    notes = '<presentation:notes><draw:frame presentation:class="notes"><draw:text-box><text:p>Nhắc hạn</text:p></draw:text-box></draw:frame></presentation:notes>'
    pages = (
        f"<draw:page>{box.format('Nội dung')}{title}<draw:g>{box.format('Trong nhóm')}</draw:g>{table}{notes}</draw:page>"
        f'<draw:page draw:style-name="dp2">{box.format("Nháp")}</draw:page>'
    )
    source = read_bytes(opendocument("presentation", pages, automatic=style), "a.odp")
    assert (
        source.text
        == "Phân công\nNội dung\nTrong nhóm\nSTT\tViệc\n1\tHọp\nGhi chú của trang chiếu:\nNhắc hạn\n"
    )
    assert (len(source.pages), len(source.tables)) == (1, 1)
    assert source.warnings == ("Trang chiếu ẩn không được đọc: 2.",)


def test_slides_of_pictures_are_refused_with_advice() -> None:
    from PIL import Image

    picture = io.BytesIO()
    Image.new("RGB", (8, 8)).save(picture, "PNG")
    deck = Presentation()
    deck.slides.add_slide(deck.slide_layouts[6]).shapes.add_picture(picture, 0, 0)
    with pytest.raises(NoTextLayer, match="lưu thành PDF"):
        read_bytes(saved(deck), "a.pptx")


BAD = [
    pytest.param(zipped({"ppt/presentation.xml": "x"}), "bị hỏng", id="parts missing"),
    pytest.param(zipped({"ppt/presentation.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"}), "không an toàn", id="entities"),
    pytest.param(with_lines(("a", "", 0))[:-90], "tệp nén", id="cut"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "said"), BAD)
def test_refusals(data: bytes, said: str) -> None:
    with pytest.raises(CorpusError, match=said):
        read_bytes(data, "a.pptx")


def test_the_name_decides_nothing() -> None:
    assert kind_of(with_lines(("a", "", 0)), "a.doc") is Kind.PPTX
