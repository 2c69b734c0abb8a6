"""Plain text and Markdown: encodings, newlines, exactness, pipe tables."""

from __future__ import annotations

import unicodedata
from importlib.resources import files
from pathlib import Path

import pytest

from corpus.model import SourceText
from corpus.readers import read, read_bytes
from tests.factories.office import to_tcvn3, to_viscii, to_vni

TEXT = (
    "ỦY BAN NHÂN DÂN\nTỈNH LÂM ĐỒNG\n\nCăn cứ Luật Tổ chức chính quyền địa phương; giao Sở Nội vụ chủ trì.\n"
)
LOWER = "quyết định về việc giao sở nội vụ chủ trì, phối hợp với các huyện trước ngày 15 hằng quý.\n"


def to_windows_1258(text: str) -> bytes:
    """Write text in Windows-1258, which has tones as characters of their own after the letter."""
    out = ""
    for char in text:
        base, *marks = unicodedata.normalize("NFD", char)
        tones = [m for m in marks if m in "\u0300\u0301\u0303\u0309\u0323"]
        out += unicodedata.normalize("NFC", base + "".join(m for m in marks if m not in tones)) + "".join(
            tones
        )
    return out.encode("cp1258")


@pytest.mark.parametrize(
    ("data", "expected", "read_by"),
    [
        pytest.param(TEXT.encode(), TEXT, "text", id="UTF-8"),
        pytest.param(b"\xef\xbb\xbf" + TEXT.encode(), TEXT, "text", id="UTF-8 with mark"),
        pytest.param(TEXT.encode("utf-16"), TEXT, "text", id="UTF-16 with mark"),
        pytest.param(TEXT.encode("utf-16-le"), TEXT, "text", id="UTF-16 little-endian without mark"),
        pytest.param(TEXT.encode("utf-16-be"), TEXT, "text", id="UTF-16 big-endian without mark"),
        pytest.param(TEXT.replace("\n", "\r\n").encode(), TEXT, "text", id="Windows newlines"),
        pytest.param(TEXT.replace("\n", "\r").encode(), TEXT, "text", id="old Macintosh newlines"),
        pytest.param(to_tcvn3(LOWER).encode("latin-1"), LOWER, "tcvn3", id="TCVN3 bytes"),
        pytest.param(to_tcvn3(LOWER).encode("utf-8"), LOWER, "tcvn3", id="TCVN3 pasted into UTF-8"),
        pytest.param(to_vni(LOWER).encode("latin-1"), LOWER, "vni", id="VNI bytes"),
        pytest.param(to_viscii(LOWER), LOWER, "viscii", id="VISCII bytes"),
        pytest.param(to_windows_1258(LOWER), LOWER, "text", id="Windows-1258"),
    ],
)
def test_encodings(data: bytes, expected: str, read_by: str) -> None:
    source = read_bytes(data, "van-ban.txt")
    assert (source.text, source.read_by) == (expected, read_by)


def test_the_shipped_plan_comes_through_exactly() -> None:
    path = Path(str(files("corpus.documents") / "3316-KH-UBND.txt"))
    assert read(path).text == path.read_bytes().decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n")


def test_odd_characters_are_kept() -> None:
    text = "a\u00a0b\u200bc\x0cd\u2028e\tf  g \nh"
    assert read_bytes(text.encode(), "a.txt").text == text


def test_damaged_utf8_keeps_the_rest() -> None:
    source = read_bytes(TEXT.encode() * 20 + b"\xe1\xbb", "a.txt")
    assert source.text.startswith(TEXT)


MARKDOWN = """# Kế hoạch

| STT | Nhiệm vụ | Chủ trì |
|----:|:---------|---------|
| 1 | Rà soát **đất** | Sở Nội vụ |
| 2 | a \\| b | |

| không | phải | bảng |
"""


def cells(source: SourceText, table: int = 0) -> list[tuple[int, int, str]]:
    return [(c.row, c.column, source.text[c.start : c.end]) for c in source.tables[table].cells]


def test_markdown_is_kept_and_its_tables_are_spans_of_it() -> None:
    source = read_bytes(MARKDOWN.encode(), "ke-hoach.md")
    assert source.text == MARKDOWN
    assert source.media_type == "text/markdown"
    assert len(source.tables) == 1
    assert (source.tables[0].rows, source.tables[0].columns) == (3, 3)
    assert cells(source) == [
        (0, 0, "STT"),
        (0, 1, "Nhiệm vụ"),
        (0, 2, "Chủ trì"),
        (1, 0, "1"),
        (1, 1, "Rà soát **đất**"),
        (1, 2, "Sở Nội vụ"),
        (2, 0, "2"),
        (2, 1, "a \\| b"),
        (2, 2, ""),
    ]


def test_html_tables_inside_markdown_are_spans_too() -> None:
    text = '# a\n<table>\n<tr><th>TT</th><th>Việc</th><th>Ai</th></tr>\n<tr><td rowspan="2">1</td><td colspan=2>x<br>y</td></tr><tr><td> p </td><td></td></tr>\n</table>\nb\n'
    source = read_bytes(text.encode(), "a.md")
    assert source.text == text
    assert cells(source) == [
        (0, 0, "TT"),
        (0, 1, "Việc"),
        (0, 2, "Ai"),
        (1, 0, "1"),
        (1, 1, "x<br>y"),
        (2, 1, "p"),
        (2, 2, ""),
    ]
    spans = [(c.row_span, c.column_span) for c in source.tables[0].cells]
    assert spans[3:5] == [(2, 1), (1, 2)]
