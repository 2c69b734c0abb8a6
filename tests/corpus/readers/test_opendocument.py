"""OpenDocument text and workbooks: printed numbers, tables, what is not shown, legacy fonts, hostile files."""

from __future__ import annotations

import pytest

from corpus.errors import CorpusError, UnreadableFile
from corpus.readers import Kind, kind_of, read_bytes
from corpus.readers.sheet import ods
from tests.factories.office import opendocument, to_tcvn3, zipped

NUMBERED = (
    '<text:list-style style:name="L1">'
    '<text:list-level-style-number text:level="1" style:num-format="I" style:num-suffix="."/>'
    '<text:list-level-style-number text:level="2" style:num-format="1" style:num-suffix="." text:display-levels="1"/>'
    '<text:list-level-style-number text:level="3" style:num-format="1" text:display-levels="2"/>'
    '</text:list-style><text:list-style style:name="L2">'
    '<text:list-level-style-bullet text:level="1" text:bullet-char="&#8226;"/></text:list-style>'
)
OUTLINE = (
    '<text:outline-style style:name="Outline"><text:outline-level-style text:level="1" style:num-format="I" '
    'style:num-suffix="."/><text:outline-level-style text:level="2" style:num-format="1" style:num-suffix="." '
    'text:display-levels="1"/></text:outline-style>'
)
HIDDEN = (
    '<style:style style:name="T1" style:family="text"><style:text-properties text:display="none"/></style:style>'
    '<style:style style:name="T2" style:family="text"><style:text-properties fo:color="#ffffff"/></style:style>'
    '<style:style style:name="T3" style:family="text" style:parent-style-name="T2"><style:text-properties '
    'fo:background-color="#000080"/></style:style>'
    '<style:style style:name="T4" style:family="text"><style:text-properties fo:font-size="1pt"/></style:style>'
)


def item(*content: str, start: str = "") -> str:
    return f"<text:list-item{start}>{''.join(content)}</text:list-item>"


def p(text: str, style: str = "") -> str:
    return f'<text:p text:style-name="{style}">{text}</text:p>'


TEXTS = [
    pytest.param(f'<text:list text:style-name="L1">{item(p("Mục tiêu"), "<text:list>" + item(p("Chung")) + item(p("Cụ thể"), "<text:list>" + item(p("Đến 2025")) + "</text:list>") + "</text:list>")}{item(p("Nhiệm vụ"))}</text:list>',
                 "I. Mục tiêu\n1. Chung\n2. Cụ thể\n2.1 Đến 2025\nII. Nhiệm vụ\n", id="levels of a list"),
    pytest.param(f'<text:list text:style-name="L1">{item(p("a"))}</text:list>{p("giữa")}<text:list text:style-name="L1" text:continue-numbering="true">{item(p("b"))}</text:list><text:list text:style-name="L1">{item(p("c"))}</text:list>',
                 "I. a\ngiữa\nII. b\nI. c\n", id="a list that counts on, and one that begins anew"),
    pytest.param(f'<text:list text:style-name="L1">{item(p("a"), p("đoạn hai"))}{item(p("b"), start=" text:start-value=&quot;5&quot;".replace("&quot;", chr(34)))}</text:list>',
                 "I. a\nđoạn hai\nV. b\n", id="second paragraph of an item, number set by hand"),
    pytest.param(f'<text:list text:style-name="L2">{item(p("gạch"))}</text:list>', "- gạch\n", id="bullet"),
    pytest.param(f'<text:list text:style-name="L1"><text:list-header>{p("đầu")}</text:list-header>{item(p("một"))}</text:list>', "đầu\nI. một\n", id="head of a list"),
    pytest.param('<text:h text:outline-level="1">Quan điểm</text:h><text:h text:outline-level="2">Một</text:h><text:h text:outline-level="2">Hai</text:h><text:h text:outline-level="1">Giải pháp</text:h>',
                 "I. Quan điểm\n1. Một\n2. Hai\nII. Giải pháp\n", id="numbered headings"),
    pytest.param('<text:tracked-changes><text:changed-region><text:deletion><text:p>bỏ</text:p></text:deletion></text:changed-region></text:tracked-changes><text:p>giữ</text:p>', "giữ\n", id="deleted text"),
    pytest.param('<text:p>một<text:s text:c="2"/>hai<text:tab/>ba<text:line-break/>bốn  \n năm</text:p>', "một  hai\tba\nbốn năm\n", id="blanks, tab, line break, collapsed space"),
    pytest.param('<text:p>Số<office:annotation><text:p>ghi chú bên lề</text:p></office:annotation>: 12<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>chú thích</text:p></text:note-body></text:note>/KH</text:p>', "Số: 12/KH\n[1] chú thích\n", id="comment left out, footnote behind"),
    pytest.param('<text:p>lộ <text:span text:style-name="T1">ẩn</text:span><text:span text:style-name="T2">trắng</text:span><text:span text:style-name="T4">li ti</text:span><text:span text:style-name="T3">trên nền</text:span></text:p>', "lộ trên nền\n", id="hidden, white and tiny text; white on blue is seen"),
    pytest.param('<text:section text:display="none"><text:p>ẩn</text:p></text:section><text:section><text:p>hiện</text:p></text:section>', "hiện\n", id="hidden section"),
    pytest.param('<text:table-of-content><text:index-body><text:p>I. Mục ... 1</text:p></text:index-body></text:table-of-content><text:p>I. Mục</text:p>', "I. Mục\n", id="automatic contents"),
    pytest.param('<text:p>trước<draw:frame><draw:text-box><text:p>trong khung</text:p></draw:text-box></draw:frame></text:p><text:p>sau</text:p>', "trước\ntrong khung\nsau\n", id="text box"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "printed"), TEXTS)
def test_text_as_printed(body: str, printed: str) -> None:
    data = opendocument("text", body, styles=NUMBERED + OUTLINE, automatic=HIDDEN)
    assert read_bytes(data, "ke-hoach.doc").text == printed


def test_a_table_keeps_merged_cells() -> None:
    body = (
        '<table:table><table:table-column table:number-columns-repeated="3"/><table:table-header-rows><table:table-row>'
        f'<table:table-cell>{p("STT")}</table:table-cell><table:table-cell table:number-columns-spanned="2">{p("Nhiệm vụ")}'
        "</table:table-cell><table:covered-table-cell/></table:table-row></table:table-header-rows>"
        f'<table:table-row><table:table-cell table:number-rows-spanned="2">{p("1")}</table:table-cell><table:table-cell>{p("rà soát")}'
        f"</table:table-cell><table:table-cell>{p('Sở Nội vụ')}</table:table-cell></table:table-row>"
        f"<table:table-row><table:covered-table-cell/><table:table-cell>{p('báo cáo')}</table:table-cell>"
        f"<table:table-cell>{p('Sở Y tế')}</table:table-cell></table:table-row></table:table>"
    )
    source = read_bytes(opendocument("text", body), "b.odt")
    assert source.text == "STT\tNhiệm vụ\n1\trà soát\tSở Nội vụ\n\tbáo cáo\tSở Y tế\n"
    (table,) = source.tables
    assert [(c.row, c.column, c.row_span, c.column_span) for c in table.cells] == [
        (0, 0, 1, 1), (0, 1, 1, 2), (1, 0, 2, 1), (1, 1, 1, 1), (1, 2, 1, 1), (2, 1, 1, 1), (2, 2, 1, 1)
    ]  # fmt: skip


def test_a_letterhead_in_the_page_header_is_read_first() -> None:
    head = "<style:master-page><style:header><text:p>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</text:p></style:header></style:master-page>"
    assert read_bytes(opendocument("text", p("nội dung"), template=head), "a.odt").text == (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nnội dung\n"
    )


def test_legacy_fonts_are_decoded() -> None:
    style = '<style:style style:name="P1" style:family="paragraph"><style:text-properties style:font-name="F"/></style:style>'
    font = '<style:font-face style:name="F" svg:font-family="&apos;.VnTime&apos;"/>'
    words = "Quyết định về việc thành lập Ban Chỉ đạo của tỉnh"
    source = read_bytes(opendocument("text", p(to_tcvn3(words), "P1"), automatic=style, fonts=font), "a.odt")
    assert (source.text, source.read_by) == (words + "\n", "tcvn3")


def cell(text: str, attributes: str = "") -> str:
    return f"<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>"


def number(value: str, text: str, kind: str = "float") -> str:
    return cell(text, f'office:value-type="{kind}" office:value="{value}"')


NUMBERS = [
    pytest.param("312570", "312,570", "312.570", id="thousands in English"),
    pytest.param("312.57", "312,570", "312,570", id="decimals as here"),
    pytest.param("1234.5", "1,234.5", "1.234,5", id="both signs"),
    pytest.param("1234567", "1.234.567", "1.234.567", id="thousands as here"),
    pytest.param("0.125", "12.5%", "12,5%", id="percentage"),
    pytest.param("-1500", "(1,500)", "(1.500)", id="negative in brackets"),
    pytest.param("1500000", "1.5", "1.5", id="shown in millions: not understood, left alone"),
    pytest.param("5", "5", "5", id="whole number"),
]


@pytest.mark.parametrize(("value", "text", "printed"), NUMBERS)
def test_a_number_in_english_is_shown_as_here(value: str, text: str, printed: str) -> None:
    sheet = f'<table:table table:name="A"><table:table-row>{cell("Vốn")}{number(value, text)}</table:table-row></table:table>'
    assert read_bytes(opendocument("spreadsheet", sheet), "a.ods").text == f"Vốn\n{printed}\n"


def test_a_workbook_shows_what_a_program_shows() -> None:
    sheets = (
        '<table:table table:name="Nhiệm vụ"><table:table-column table:number-columns-repeated="2"/>'
        '<table:table-column table:visibility="collapse"/><table:table-column/>'
        f"<table:table-row>{cell('BẢNG THEO DÕI')}</table:table-row>"
        '<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
        f"<table:table-row>{cell('STT')}{cell('Việc')}{cell('Mật')}{cell('Hạn')}</table:table-row>"
        f"<table:table-row>{number('1', '1')}{cell('Rà soát')}{cell('x')}"
        f"{cell('12/31/2026', 'office:value-type=' + chr(34) + 'date' + chr(34) + ' office:date-value=' + chr(34) + '2026-12-31' + chr(34))}</table:table-row>"
        f"<table:table-row table:visibility=\"filter\">{number('2', '2')}{cell('Lọc đi')}</table:table-row>"
        f"<table:table-row>{number('3', '3')}{cell('Họp')}<table:table-cell/>{cell('hằng quý')}<table:table-cell table:formula=\"of:=[.A1]\"/></table:table-row>"
        '</table:table><table:table table:name="Ẩn" table:style-name="ta2"><table:table-row>' + cell("ẩn") + "</table:table-row></table:table>"
    )  # fmt: skip
    hidden = '<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>'
    source = read_bytes(opendocument("spreadsheet", sheets, automatic=hidden), "a.ods")
    assert source.text == "BẢNG THEO DÕI\nSTT\tViệc\tHạn\n1\tRà soát\t31/12/2026\n3\tHọp\thằng quý\n"
    assert source.warnings == (
        "Trang tính ẩn không được đọc: “Ẩn”.",
        "Chữ ẩn không được đọc: trang tính “Nhiệm vụ” cột C, hàng 6.",
        "Có 1 ô công thức chưa có kết quả: hãy mở tệp bằng Excel, lưu lại rồi nạp lại.",
    )


KINDS = [
    pytest.param(opendocument("text", p("a")), Kind.ODT, id="text"),
    pytest.param(opendocument("spreadsheet", ""), Kind.ODS, id="workbook"),
    pytest.param(opendocument("presentation", ""), Kind.ODP, id="slides"),
    pytest.param(zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "?", "META-INF/manifest.xml": "<manifest:encryption-data/>"}), Kind.ENCRYPTED, id="password"),
    pytest.param(b'<?xml version="1.0"?><office:document office:mimetype="application/vnd.oasis.opendocument.text">', Kind.ODT, id="flat text"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "kind"), KINDS)
def test_kinds(data: bytes, kind: Kind) -> None:
    assert kind_of(data, "ten.bin") is kind


BAD = [
    pytest.param(zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a"}), "bị hỏng", id="damaged XML"),
    pytest.param(zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}), "không an toàn", id="entities"),
    pytest.param(zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": " " * 40_000_000}), "quá lớn", id="bomb"),
    pytest.param(opendocument("text", ""), "không có chữ", id="empty"),
    pytest.param(opendocument("text", "<text:p><draw:frame><draw:image/></draw:frame></text:p>"), "ảnh chụp trang", id="a picture only"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "said"), BAD)
def test_refusals(data: bytes, said: str) -> None:
    with pytest.raises(CorpusError, match=said):
        read_bytes(data, "a.odt")


def test_repetitions_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    blanks = '<text:p>a<text:s text:c="9999999"/>b</text:p>'
    assert len(read_bytes(opendocument("text", blanks), "a.odt").text) < 2000
    monkeypatch.setattr(ods, "MAX_CELLS", 5_000)  # a hundredth, so that the test is quick
    wide = f'<table:table><table:table-row table:number-rows-repeated="1048576">{cell("x", "table:number-columns-repeated=" + chr(34) + "16384" + chr(34))}</table:table-row></table:table>'
    source = read_bytes(opendocument("spreadsheet", wide), "a.ods")
    assert source.warnings == ("Bảng tính có hơn 500000 ô: chỉ đọc phần đầu, hãy tách tệp để đọc hết.",)
    assert source.text.count("x") == 5_000


def test_deep_nesting_is_one_sentence() -> None:
    deep = "<text:section>" * 5000 + "</text:section>" * 5000
    with pytest.raises(UnreadableFile):
        read_bytes(opendocument("text", deep), "a.odt")
