"""DOCX: printed numbers, tables with merges, tracked changes, fields, notes, text boxes, legacy fonts."""

from __future__ import annotations

import pytest

from corpus.errors import NoTextLayer
from corpus.model import SourceText
from corpus.readers import read_bytes
from corpus.readers.word.numbering import format_number
from tests.factories.office import W, cell, docx, level, numbering, paragraph, run, table, to_tcvn3, to_vni

PLAN = numbering(
    level(0, "upperRoman", "%1.")
    + level(1, "decimal", "%2.")
    + level(2, "decimal", "%2.%3.")
    + level(3, "lowerLetter", "%4)")
    + level(4, "bullet", "\uf02d"),
    level(0, "decimal", "Điều %1."),
    level(0, "bullet", "+"),
)


def lines(data: bytes) -> list[str]:
    return read_bytes(data, "a.docx").text.splitlines()


def cells(source: SourceText, index: int = 0) -> list[tuple[int, int, int, int, str]]:
    spans = source.tables[index].cells
    return [(c.row, c.column, c.row_span, c.column_span, source.text[c.start : c.end]) for c in spans]


def test_multi_level_numbers_count_and_restart_as_word_prints_them() -> None:
    plan = [
        (0, "Mục tiêu"),
        (1, "Chung"),
        (2, "x"),
        (2, "y"),
        (3, "z"),
        (1, "Riêng"),
        (2, "t"),
        (4, "u"),
        (0, "Nhiệm vụ"),
        (1, "v"),
    ]
    body = [paragraph(text, list_id=1, level=at) for at, text in plan]
    assert lines(docx(*body, numbering_xml=PLAN)) == [
        "I. Mục tiêu",
        "1. Chung",
        "1.1. x",
        "1.2. y",
        "a) z",
        "2. Riêng",
        "2.1. t",
        "- u",
        "II. Nhiệm vụ",
        "1. v",
    ]


def test_a_list_goes_on_after_other_paragraphs_and_lists() -> None:
    body = [
        paragraph("Phạm vi", list_id=2),
        paragraph("chữ thường"),
        paragraph("cộng", list_id=3),
        paragraph("Hiệu lực", list_id=2),
    ]
    assert lines(docx(*body, numbering_xml=PLAN)) == [
        "Điều 1. Phạm vi",
        "chữ thường",
        "+ cộng",
        "Điều 2. Hiệu lực",
    ]


def test_two_numberings_of_one_list_share_the_count_unless_one_starts_anew() -> None:
    nums = (
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
        "</w:lvlOverride></w:num>"
    )
    body = [paragraph(str(i), list_id=i) for i in (1, 2, 3, 3)]
    xml = numbering(level(0, "decimal", "%1."), nums=nums)
    assert lines(docx(*body, numbering_xml=xml)) == ["1. 1", "2. 2", "1. 3", "2. 3"]


def test_numbering_comes_from_the_style_and_can_be_switched_off() -> None:
    styles = (
        f'<w:styles {W}><w:style w:type="paragraph" w:styleId="H1"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr>'
        '</w:style><w:style w:type="paragraph" w:styleId="H2"><w:basedOn w:val="H1"/></w:style></w:styles>'
    )
    body = [
        paragraph("a", properties='<w:pStyle w:val="H2"/>'),
        paragraph("b", properties='<w:pStyle w:val="H1"/><w:numPr><w:numId w:val="0"/></w:numPr>'),
        paragraph("c", properties='<w:pStyle w:val="H1"/>'),
    ]
    assert lines(docx(*body, numbering_xml=PLAN, styles_xml=styles)) == ["Điều 1. a", "b", "Điều 2. c"]


def test_the_level_of_a_style_is_said_by_the_list() -> None:
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{s}"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        for s in ("Chương", "Điều")
    )
    xml = numbering(
        level(0, "upperRoman", "Chương %1", extra='<w:pStyle w:val="Chương"/>')
        + level(1, "decimal", "Điều %2. ", extra='<w:pStyle w:val="Điều"/><w:suff w:val="nothing"/>')
    )
    body = [
        paragraph(t, properties=f'<w:pStyle w:val="{s}"/>')
        for s, t in (("Chương", "A"), ("Điều", "b"), ("Điều", "c"))
    ]
    found = lines(docx(*body, numbering_xml=xml, styles_xml=f"<w:styles {W}>{styles}</w:styles>"))
    assert found == ["Chương I A", "Điều 1. b", "Điều 2. c"]


@pytest.mark.parametrize(
    ("number", "form", "printed"),
    [
        (4, "upperRoman", "IV"),
        (49, "lowerRoman", "xlix"),
        (5, "lowerLetter", "e"),  # Word has no đ
        (27, "lowerLetter", "aa"),
        (28, "upperLetter", "BB"),
        (7, "decimalZero", "07"),
        (12, "decimal", "12"),
        (1, "vietnameseCounting", "một"),
        (15, "vietnameseCounting", "mười lăm"),
        (21, "vietnameseCounting", "hai mươi mốt"),
        (3, "unheardOf", "3"),
    ],
)
def test_number_formats(number: int, form: str, printed: str) -> None:
    assert format_number(number, form) == printed


def test_legal_numbering_shows_higher_levels_as_decimals() -> None:
    xml = numbering(level(0, "upperRoman", "%1.") + level(1, "decimal", "%1.%2.", extra="<w:isLgl/>"))
    body = [paragraph("a", list_id=1), paragraph("b", list_id=1, level=1)]
    assert lines(docx(*body, numbering_xml=xml)) == ["I. a", "1.1. b"]


ASSIGNMENTS = table(
    ["TT", "Nhiệm vụ", "Chủ trì", "Phối hợp"],
    [cell("I. Nhóm một", span=4)],
    [cell(paragraph(list_id=1)), "Việc một", cell("Sở Nội vụ", merge="restart"), cell("- Sở A", "- Sở B")],
    [cell(paragraph(list_id=1)), "Việc hai", cell(merge="continue"), ""],
)


def test_table_with_merges_automatic_numbers_and_empty_cells() -> None:
    source = read_bytes(
        docx(
            paragraph("Trước"),
            ASSIGNMENTS,
            paragraph("Sau"),
            numbering_xml=numbering(level(0, "decimal", "%1")),
        ),
        "a.docx",
    )
    assert source.text == (
        "Trước\nTT\tNhiệm vụ\tChủ trì\tPhối hợp\nI. Nhóm một\n"
        "1\tViệc một\tSở Nội vụ\t- Sở A\n- Sở B\n2\tViệc hai\t\t\nSau\n"
    )
    assert (source.tables[0].rows, source.tables[0].columns) == (4, 4)
    assert cells(source)[4:] == [
        (1, 0, 1, 4, "I. Nhóm một"),
        (2, 0, 1, 1, "1"),
        (2, 1, 1, 1, "Việc một"),
        (2, 2, 2, 1, "Sở Nội vụ"),
        (2, 3, 1, 1, "- Sở A\n- Sở B"),
        (3, 0, 1, 1, "2"),
        (3, 1, 1, 1, "Việc hai"),
        (3, 3, 1, 1, ""),
    ]
    assert source.text[source.tables[0].start : source.tables[0].end].endswith("Việc hai\t\t\n")


def test_columns_that_only_the_grid_has_are_dropped() -> None:
    # the edge between the columns was dragged by 40 twentieths in the second row
    source = read_bytes(
        docx(
            table(
                [cell("a", span=1), cell("b", span=2)],
                [cell("c", span=2), cell("d", span=1)],
                widths=[2000, 40, 3000],
            )
        ),
        "a.docx",
    )
    assert (source.tables[0].rows, source.tables[0].columns) == (2, 2)
    assert cells(source) == [(0, 0, 1, 1, "a"), (0, 1, 1, 1, "b"), (1, 0, 1, 1, "c"), (1, 1, 1, 1, "d")]


def test_tables_without_a_paragraph_between_are_one() -> None:
    source = read_bytes(docx(table(["TT", "Việc"], ["1", "a"]), table(["2", "b"])), "a.docx")
    assert [(t.rows, t.columns) for t in source.tables] == [(3, 2)]


def test_a_table_in_a_cell_stays_in_the_cell() -> None:
    inner = table(["x", "y"], ["z", "t"])
    rows = [
        ["TT", "Việc", "Hạn"],
        ["1", cell(paragraph("đầu"), inner, paragraph("cuối")), "nay"],
        ["2", "b", "mai"],
    ]
    source = read_bytes(docx(table(*rows)), "a.docx")
    assert len(source.tables) == 1
    assert cells(source)[4][4] == "đầu\nx y\nz t\ncuối"


def test_a_frame_around_a_table_is_not_a_table() -> None:
    source = read_bytes(
        docx(table([cell(paragraph("Kế hoạch"), table(["TT", "Việc"], ["1", "a"]))])), "a.docx"
    )
    assert source.text == "Kế hoạch\nTT\tViệc\n1\ta\n"
    assert [(t.rows, t.columns) for t in source.tables] == [(2, 2)]


def test_letterhead_and_signature_tables_are_lines() -> None:
    head = table(
        ["UBND TỈNH X", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"], ["Số: 1/KH-UBND", "X, ngày 1 tháng 2 năm 2026"]
    )
    sign = table([cell("Nơi nhận:", "- Như trên;"), cell("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")])
    source = read_bytes(docx(head, paragraph("KẾ HOẠCH"), sign), "a.docx")
    assert source.tables == ()
    assert source.text.splitlines() == [
        "UBND TỈNH X",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Số: 1/KH-UBND",
        "X, ngày 1 tháng 2 năm 2026",
        "KẾ HOẠCH",
        "Nơi nhận:",
        "- Như trên;",
        "TM. ỦY BAN NHÂN DÂN",
        "CHỦ TỊCH",
    ]


def test_a_table_of_posts_is_a_table() -> None:
    source = read_bytes(
        docx(table(["Chức danh", "Hệ số"], ["Chủ tịch", "1,25"], ["Bí thư", "1,3"])), "a.docx"
    )
    assert [(t.rows, t.columns) for t in source.tables] == [(3, 2)]


def test_embedded_documents_are_said() -> None:
    assert "1 tài liệu nhúng" in read_bytes(docx(paragraph("a"), "<w:altChunk/>"), "a.docx").warnings[0]


FIELD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
INSTRUCTION = "<w:r><w:instrText>{}</w:instrText></w:r>"


def field(code: str, result: str) -> str:
    marks = [FIELD.format(kind) for kind in ("begin", "separate", "end")]
    return marks[0] + INSTRUCTION.format(code) + marks[1] + result + marks[2]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param('<w:ins w:id="1">' + run("mới ") + "</w:ins>" + run("cũ"), "mới cũ", id="insertion accepted"),
        pytest.param("<w:del><w:r><w:delText>xóa</w:delText></w:r></w:del>" + run("còn"), "còn", id="deletion dropped"),
        pytest.param("<w:moveFrom>" + run("đi") + "</w:moveFrom><w:moveTo>" + run("đến") + "</w:moveTo>", "đến", id="moved"),
        pytest.param(run("ẩn", "<w:vanish/>") + run("hiện"), "hiện", id="hidden text"),
        pytest.param(run("hiện", '<w:vanish w:val="0"/>'), "hiện", id="hiding switched off"),
        pytest.param(field(" REF x ", run("Điều 5")) + run(" và"), "Điều 5 và", id="field result"),
        pytest.param('<w:fldSimple w:instr="DATE">' + run("1/2") + "</w:fldSimple>", "1/2", id="simple field"),
        pytest.param("<w:smartTag>" + run("Sở ") + "</w:smartTag><w:hyperlink>" + run("Nội vụ") + "</w:hyperlink>", "Sở Nội vụ", id="wrappers"),
        pytest.param("<w:sdt><w:sdtContent>" + run("ô") + "</w:sdtContent></w:sdt>", "ô", id="content control"),
        pytest.param("<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>" + run("Nhập") + "</w:sdtContent></w:sdt>" + run("x"), "x", id="prompt of a control"),
        pytest.param("<w:r><w:t>06</w:t><w:noBreakHyphen/><w:t>NQ/TU</w:t></w:r>", "06-NQ/TU", id="hyphen that does not break"),
        pytest.param("<w:r><w:t>nghị</w:t><w:softHyphen/><w:t>quyết</w:t></w:r>", "nghịquyết", id="soft hyphen"),
        pytest.param("<w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:t>c</w:t></w:r>", "a\nb\tc", id="breaks and tabs"),
        pytest.param('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>', "✓", id="symbol"),
        pytest.param("<w:r><w:t> a </w:t></w:r><w:r><w:t>b</w:t></w:r>", "ab", id="blanks that are not preserved"),
    ],
)  # fmt: skip
def test_what_word_prints_of_a_paragraph(content: str, expected: str) -> None:
    assert read_bytes(docx(f"<w:p>{content}</w:p>"), "a.docx").text == f"{expected}\n"


def test_a_deleted_paragraph_mark_joins_the_paragraphs() -> None:
    deleted = '<w:rPr><w:del w:id="1"/></w:rPr>'
    assert lines(docx(paragraph("một ", properties=deleted), paragraph("hai"))) == ["một hai"]


def test_a_deleted_row_is_left_out() -> None:
    gone = "<w:tr><w:trPr><w:del/></w:trPr>" + cell("x") + cell("y") + "</w:tr>"
    whole = table(["TT", "Việc"], ["1", "a"]).replace("</w:tbl>", f"{gone}</w:tbl>")
    assert lines(docx(whole)) == ["TT\tViệc", "1\ta"]


def test_footnotes_follow_the_text() -> None:
    notes = f'<w:footnotes {W}><w:footnote w:id="2">{paragraph("Theo Luật A.")}</w:footnote></w:footnotes>'
    body = paragraph(run("Câu chính") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + run("."))
    assert lines(docx(body, paragraph("Cuối"), notes_xml=notes)) == ["Câu chính.", "Cuối", "[1] Theo Luật A."]


def test_text_boxes_follow_their_paragraph_once() -> None:
    box = f"<w:txbxContent>{paragraph('Số: 5/KH')}</w:txbxContent>"
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    both = f"<w:r><mc:AlternateContent {mc}><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    assert lines(docx(paragraph(run("UBND") + both), paragraph("sau"))) == ["UBND", "Số: 5/KH", "sau"]


def test_running_heads_are_left_out_but_a_letterhead_there_is_kept() -> None:
    def header(text: str) -> str:
        return f"<w:hdr {W}>{paragraph(text)}</w:hdr>"

    assert lines(docx(paragraph("thân"), header_xml=header("Trang 2"))) == ["thân"]
    kept = lines(docx(paragraph("thân"), header_xml=header("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")))
    assert kept == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "thân"]


def test_automatic_contents_are_left_out_and_said() -> None:
    begin = FIELD.format("begin") + INSTRUCTION.format(' TOC \\o "1-3" ') + FIELD.format("separate")
    contents = [
        paragraph(begin + run("Điều 1. Phạm vi	1")),
        paragraph(run("Điều 2	2") + FIELD.format("end")),
    ]
    source = read_bytes(docx(*contents, paragraph("Điều 1. Phạm vi")), "a.docx")
    assert source.text == "Điều 1. Phạm vi\n"
    assert "Mục lục tự động" in source.warnings[0]


def test_a_field_that_never_ends_hides_nothing() -> None:
    source = read_bytes(docx(paragraph(FIELD.format("begin") + run("a")), paragraph("b")), "a.docx")
    assert source.text == "a\nb\n"


FONT = '<w:rFonts w:ascii="{0}" w:hAnsi="{0}"/>'
SENTENCE = "Căn cứ Luật Tổ chức chính quyền địa phương; giao Sở Nội vụ chủ trì thực hiện nhiệm vụ này"


def test_legacy_fonts_are_decoded_by_their_characters() -> None:
    body = [
        paragraph(run(to_tcvn3(SENTENCE), FONT.format("Arial"))),
        paragraph(run(to_vni(SENTENCE), FONT.format("Foo"))),
        paragraph(run(SENTENCE, FONT.format(".VnTime"))),
        paragraph(run("Sè", FONT.format("Arial")) + run(": 5", FONT.format("Foo"))),
    ]
    source = read_bytes(docx(*body), "a.docx")
    assert source.text.splitlines() == [SENTENCE, SENTENCE, SENTENCE, "Số: 5"]
    assert source.read_by == "tcvn3+vni"
    assert "TCVN3 (ABC), VNI" in source.warnings[0]


def test_codes_lifted_to_the_private_range_are_decoded_or_drawn() -> None:
    lifted = "".join(chr(0xF000 + ord(c)) if c != " " else c for c in to_tcvn3(SENTENCE))
    body = [
        paragraph(run(lifted, FONT.format(".VnTime"))),
        paragraph(run("\uf0b7 gạch", FONT.format("Symbol"))),
    ]
    assert lines(docx(*body)) == [SENTENCE, "• gạch"]


def test_the_letter_that_word_takes_for_a_soft_hyphen_is_read() -> None:
    pieces = to_tcvn3(SENTENCE + " trường").split("\xad")
    inner = "<w:softHyphen/>".join(f'<w:t xml:space="preserve">{p}</w:t>' for p in pieces)
    assert lines(docx(f"<w:p><w:r>{inner}</w:r></w:p>")) == [SENTENCE + " trường"]


def test_pictures_of_pages_are_refused_with_advice() -> None:
    picture = '<w:p><w:r><w:drawing><a:blip xmlns:a="a"/></w:drawing></w:r></w:p>'
    with pytest.raises(NoTextLayer, match="lưu thành PDF"):
        read_bytes(docx(picture), "anh.docx")


def test_flat_xml_is_read() -> None:
    flat = (
        '<?xml version="1.0"?><?mso-application progid="Word.Document"?>'
        '<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"><w:body>'
        "<w:p><w:r><w:t>Kế hoạch</w:t></w:r></w:p></w:body></w:wordDocument>"
    )
    assert read_bytes(flat.encode(), "a.doc").text == "Kế hoạch\n"


def test_word_itself_is_not_needed_for_python_docx_files() -> None:
    docx_library = pytest.importorskip("docx")
    import io

    document = docx_library.Document()
    document.add_heading("Kế hoạch", 1)
    document.add_paragraph("Mục tiêu", style="List Number")
    document.add_paragraph("Nhiệm vụ", style="List Number")
    document.add_paragraph("ý", style="List Bullet")
    out = io.BytesIO()
    document.save(out)
    assert lines(out.getvalue()) == ["Kế hoạch", "1. Mục tiêu", "2. Nhiệm vụ", "- ý"]
