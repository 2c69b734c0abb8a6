"""RTF: code pages, Unicode escapes, printed list numbers, tables, notes, legacy fonts, damage."""

from __future__ import annotations

import pytest

from corpus.errors import UnreadableFile
from corpus.model import SourceText
from corpus.readers import read_bytes
from tests.factories.office import to_tcvn3

SENTENCE = "Căn cứ Luật Tổ chức chính quyền địa phương; giao Sở Nội vụ chủ trì thực hiện nhiệm vụ này"


def rtf(
    body: str, fonts: str = r"{\f0\fcharset0 Arial;}{\f1\fcharset163 Arial;}{\f2\fcharset2 Symbol;}"
) -> bytes:
    head = (
        r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl"
        + fonts
        + r"}{\colortbl;\red0;}{\*\generator x;}{\info{\title t}}"
    )
    return (head + body + "}").encode("latin-1")


def hexed(text: str) -> str:
    return "".join(c if c.isascii() else f"\\'{ord(c):02x}" for c in text)


def uni(text: str) -> str:
    return "".join(
        c if c.isascii() else f"\\u{ord(c) - 0x10000 if ord(c) > 0x7FFF else ord(c)}?" for c in text
    )


def read(body: str) -> SourceText:
    return read_bytes(rtf(body), "a.rtf")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(uni("Kế hoạch số 5") + r"\par", "Kế hoạch số 5\n", id="Unicode escapes"),
        pytest.param(r"{\uc2 \u272??\u7891??c}\par", "Đồc\n", id="longer stand-ins"),
        pytest.param(r"{\f1 \'d0i\'ea\'ccu}\par", "Điều\n", id="Vietnamese code page"),
        pytest.param(r"a\~b\_c\-d\emdash e\line f\tab g\par", "a\u00a0b-cd—e\nf\tg\n", id="signs"),
        pytest.param(
            r"{\b m\'f4t} hai\pard\par {\v kín}{\deleted xoá}ba\par",
            "môt hai\nba\n",
            id="groups, hidden, deleted",
        ),
        pytest.param(
            r"{\header Trang 1}{\field{\*\fldinst PAGE}{\fldrslt 7}} x\par",
            "7 x\n",
            id="field and running head",
        ),
        pytest.param(
            r"{\*\unknown bỏ}a{\pict\wmetafile8 00ff}\par".replace("ỏ", "o"),
            "a\n",
            id="unknown groups and pictures",
        ),
        pytest.param("a\r\nb\\par\r\nc", "ab\nc\n", id="line ends in the file mean nothing"),
        pytest.param(
            r"{\listtext\pard I.\tab}Muc\par{\pntext a)\tab}y\par",
            "I. Muc\na) y\n",
            id="printed list numbers",
        ),
        pytest.param(r"{\listtext{\f2\'b7}\tab}y\par", "- y\n", id="bullet"),
        pytest.param(r"a{\footnote\pard x\par y}b\par c\par", "ab\nc\n[1] x\ny\n", id="footnote"),
        pytest.param(
            r"a{\shp{\*\shpinst{\sp{\sn n}{\sv v}}{\shptxt hop\par}}{\shprslt hop}}\par b\par",
            "a\nhop\nb\n",
            id="text box",
        ),
        pytest.param(r"\bin3 }}}a\par", "a\n", id="binary data"),
    ],
)
def test_what_is_printed(body: str, expected: str) -> None:
    assert read(body).text == expected


def row(*cells: str, definition: str) -> str:
    return rf"\trowd {definition}\pard\intbl " + r"\cell ".join(cells) + r"\cell\row "


def test_table_with_merges() -> None:
    plain = r"\cellx500\cellx3000\cellx5000"
    body = (
        "a\\par "
        + row("TT", "Viec", "Co quan", definition=plain)
        + row("I. Nhom", definition=r"\cellx5000")
        + row("1", "mot\\par hai", "So A", definition=r"\cellx500\cellx3000\clvmgf\cellx5000")
        + row("2", "ba", "", definition=r"\cellx500\cellx3000\clvmrg\cellx5000")
        + r"\pard b\par"
    )
    source = read(body)
    assert source.text == "a\nTT\tViec\tCo quan\nI. Nhom\n1\tmot\nhai\tSo A\n2\tba\nb\n"
    found = [(c.row, c.column, c.row_span, c.column_span) for c in source.tables[0].cells]
    assert found[3:] == [(1, 0, 1, 3), (2, 0, 1, 1), (2, 1, 1, 1), (2, 2, 2, 1), (3, 0, 1, 1), (3, 1, 1, 1)]


def test_nested_table_stays_in_its_cell() -> None:
    inner = r"\pard\intbl\itap2 x\nestcell y\nestcell{\*\nesttableprops\trowd\cellx100\cellx200\nestrow}{\nonesttables\par}"
    body = (
        row("TT", "Viec", definition=r"\cellx500\cellx900")
        + r"\trowd\cellx500\cellx900\pard\intbl 1\cell dau\par "
        + inner
    )
    body += r"\pard\intbl cuoi\cell\row " + row("2", "z", definition=r"\cellx500\cellx900") + r"\pard het\par"
    source = read(body)
    cell = source.tables[0].cells[3]
    assert len(source.tables) == 1
    assert source.text[cell.start : cell.end] == "dau\nx y\ncuoi"


def test_tcvn3_is_decoded_run_by_run() -> None:
    legacy = hexed(to_tcvn3(SENTENCE))
    source = read(rf"{{\f0 {legacy}}}\par {{\f1 {uni(SENTENCE)}}}\par")
    assert source.text == f"{SENTENCE}\n{SENTENCE}\n"
    assert source.read_by == "tcvn3"


def test_raw_bytes_outside_escapes_are_read() -> None:
    data = rtf(r"\par").replace(b"\\par", to_tcvn3(SENTENCE).encode("latin-1") + b"\\par")
    assert read_bytes(data, "a.rtf").text == f"{SENTENCE}\n"


def test_groups_that_never_end_and_stray_closings_are_survived() -> None:
    assert read_bytes(rb"{\rtf1 a{\b b", "a.rtf").text == "ab\n"
    assert read_bytes(rb"{\rtf1 a}}}}b\par", "a.rtf").text == "ab\n"


def test_a_million_groups_are_refused() -> None:
    with pytest.raises(UnreadableFile, match="bị hỏng"):
        read_bytes(b"{\\rtf1 " + b"{" * 1_000_000, "a.rtf")
