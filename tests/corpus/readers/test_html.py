"""Web pages: the document without the page around it, lists with their numbers, tables with merges."""

from __future__ import annotations

import pytest

from corpus.readers import read_bytes
from tests.factories.office import to_tcvn3, to_vni

BODY = "".join(
    f"<p>Điều {i}. Sở Nội vụ chủ trì, phối hợp với các cơ quan liên quan thực hiện nhiệm vụ thứ {i} của Kế hoạch.</p>"
    for i in range(1, 8)
)
PAGE = f"""<!DOCTYPE html><html><head><title>x</title><style>p {{}}</style><script>var a = "Điều 99";</script></head>
<body><nav>Trang chủ</nav><header><ul class="menu"><li><a href="/">Văn bản</a></li></ul></header>
<div class="sidebar">Tin mới nhất</div>
<div id="wrap"><div class="quang-cao">Mua ngay</div>
<div class="content">{BODY}<div class="tin-lien-quan"><p>Xem thêm tin khác</p></div></div>
<div class="van-ban-lien-quan"><p>Nghị định 01/2020/NĐ-CP</p></div>
<div class="muc-luc">Mục lục Điều 1 Điều 2</div></div>
<footer>Bản quyền</footer></body></html>"""


def lines(markup: str) -> list[str]:
    return read_bytes(f"<html><body>{markup}</body></html>".encode(), "a.html").text.splitlines()


def test_menus_adverts_contents_and_related_documents_are_left_out() -> None:
    text = read_bytes(PAGE.encode(), "trang.html").text
    assert text.splitlines()[0].startswith("Điều 1. Sở Nội vụ")
    assert len(text.splitlines()) == 7
    for clutter in (
        "Trang chủ",
        "Văn bản",
        "Tin mới",
        "Mua ngay",
        "01/2020",
        "Mục lục",
        "Bản quyền",
        "Điều 99",
    ):
        assert clutter not in text


def test_a_page_with_fields_only_says_so() -> None:
    fields = "".join(
        f'<td><span class="ant-descriptions-item-label">{k}</span><span class="ant-descriptions-item-content">{v}</span></td>'
        for k, v in (("Số hiệu", "01/VBHN-BNV"), ("Lĩnh vực", "--"))
    )
    source = read_bytes(
        f"<html><body><h1>x</h1><table><tr>{fields}</tr></table></body></html>".encode(), "a.html"
    )
    assert source.text == "Số hiệu: 01/VBHN-BNV\n"
    assert "không có toàn văn" in source.warnings[0]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        pytest.param("<p>a\n  b&nbsp;c</p>", ["a b\u00a0c"], id="white space"),
        pytest.param("<p>a<br>b</p><p></p><div>c<div>d</div>e</div>", ["a", "b", "c", "d", "e"], id="blocks"),
        pytest.param("<p>m<sup>2</sup> <b>đậm</b><!-- x --></p>", ["m2 đậm"], id="inline"),
        pytest.param(
            "<p style='display:none'>ẩn</p><p hidden>ẩn</p><del>x</del><ins>y</ins>", ["y"], id="hidden"
        ),
        pytest.param("<ol><li>a</li><li>b</li></ol>", ["1. a", "2. b"], id="numbered list"),
        pytest.param(
            "<ol type='a' start='3'><li>x</li><li>y</li></ol>", ["c) x", "d) y"], id="lettered list"
        ),
        pytest.param(
            "<ol type='I'><li>x</li></ol><ul><li>y</li></ul>", ["I. x", "- y"], id="Roman list and bullets"
        ),
        pytest.param("<ol><li>1. đã có số</li></ol>", ["1. đã có số"], id="numbers already typed"),
    ],
)
def test_what_a_browser_prints(markup: str, expected: list[str]) -> None:
    assert lines(markup) == expected


def test_merged_cells_stand_once_with_their_extent() -> None:
    source = read_bytes(
        b"<html><body><table><tr><th>TT</th><th>A</th><th>B</th></tr>"
        b"<tr><td rowspan=2>1</td><td colspan=2>x<br>y</td></tr><tr><td>p</td><td>q</td></tr></table></body></html>",
        "a.html",
    )
    assert source.text == "TT\tA\tB\n1\tx\ny\n\tp\tq\n"
    found = [
        (c.row, c.column, c.row_span, c.column_span, source.text[c.start : c.end])
        for c in source.tables[0].cells
    ]
    assert found[3:] == [(1, 0, 2, 1, "1"), (1, 1, 1, 2, "x\ny"), (2, 1, 1, 1, "p"), (2, 2, 1, 1, "q")]


def test_a_letterhead_table_is_written_cell_by_cell() -> None:
    source = read_bytes(
        "<html><body><table><tr><td><p>CHÍNH PHỦ<br>-------</p></td><td><p>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</p></td></tr>"
        "<tr><td>Số: 1/NĐ-CP</td><td>Hà Nội, ngày 1</td></tr></table></body></html>".encode(),
        "a.html",
    )
    assert source.tables == ()
    assert source.text.splitlines() == [
        "CHÍNH PHỦ",
        "-------",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Số: 1/NĐ-CP",
        "Hà Nội, ngày 1",
    ]


def test_a_page_in_tcvn3_is_decoded_with_its_table() -> None:
    text = "Căn cứ Luật Tổ chức chính quyền địa phương; giao Sở Nội vụ chủ trì thực hiện nhiệm vụ này"
    legacy = to_tcvn3(text)
    markup = f'<html><head><meta charset="x-user-defined"></head><body><p>{legacy}</p><table><tr><td>a<td>b<tr><td>{legacy}<td>c</table></body></html>'
    source = read_bytes(markup.encode("latin-1"), "a.html")
    assert source.text == f"{text}\na\tb\n{text}\tc\n"
    assert [source.text[c.start : c.end] for c in source.tables[0].cells] == ["a", "b", text, "c"]
    assert source.read_by == "tcvn3"


def test_offsets_follow_where_vni_becomes_shorter() -> None:
    text = "Căn cứ Luật Tổ chức chính quyền địa phương; giao Sở Nội vụ chủ trì thực hiện nhiệm vụ này"
    rows = f"<tr><td>{to_vni(text)}<td>{to_vni(text)}" * 3
    source = read_bytes(
        f"<html><body><p>{to_vni(text)}</p><table>{rows}</table></body></html>".encode(), "a.html"
    )
    assert [source.text[c.start : c.end] for c in source.tables[0].cells] == [text] * 6


def test_a_saved_web_archive_is_read() -> None:
    archive = (
        'From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        "<html><body><p>Kế hoạch</p></body></html>\r\n--b--\r\n"
    )
    assert read_bytes(archive.encode(), "trang.mht").text == "Kế hoạch\n"


def test_law_database_pages_hold_the_document_only(shared_data) -> None:  # type: ignore[no-untyped-def]
    source = read_bytes(
        (shared_data / "gold_docs/files/nq111_2025_phan_loai_do_thi.html").read_bytes(), "a.html"
    )
    for line in ("Điều 1. Phạm vi điều chỉnh", "Ngày có hiệu lực: 01/01/2026", "Trần Thanh Mẫn", "QUỐC HỘI"):
        assert line in source.text.splitlines()
    for clutter in ("TRANG CHỦ", "Mục lục", "Lược đồ", "Hiển thị chi tiết", "Khoản 1\n"):
        assert clutter not in source.text
