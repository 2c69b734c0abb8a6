"""Hostile office files: bombs, entities, depth, sizes; each ends in one sentence, soon and in little memory."""

from __future__ import annotations

import contextlib
import io
import time
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from corpus.errors import CorpusError, UnreadableFile
from corpus.readers import archive, read_bytes
from tests.factories.office import W, compound_file, docx, paragraph, run, zipped

MEGABYTE = 2**20


def with_document(xml: str | bytes) -> bytes:
    source = io.BytesIO(docx(paragraph("x")))
    with zipfile.ZipFile(source) as old:
        members: dict[str, bytes | str] = {name: old.read(name) for name in old.namelist()}
    return zipped(members | {"word/document.xml": xml})


BILLION_LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "haha">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + f"]><w:document {W}><w:body><w:p><w:r><w:t>&i;</w:t></w:r></w:p></w:body></w:document>"
)
EXTERNAL = (
    '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    f"<w:document {W}><w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>"
)
DEEP = (
    f"<w:document {W}><w:body>"
    + "<w:sdt><w:sdtContent>" * 20_000
    + "</w:sdtContent></w:sdt>" * 20_000
    + "</w:body></w:document>"
)


@pytest.mark.parametrize(
    ("data", "advice"),
    [
        pytest.param(with_document(b"<a>" + b" " * (300 * MEGABYTE) + b"</a>"), "phá hoại", id="part that unpacks to 300 MB"),
        pytest.param(with_document(BILLION_LAUGHS), "bị hỏng|không an toàn", id="entities in entities"),
        pytest.param(with_document(EXTERNAL), "bị hỏng|không an toàn", id="external entity"),
        pytest.param(with_document(DEEP), "bị hỏng", id="XML 40,000 deep"),
        pytest.param(with_document("<w:document"), "bị hỏng", id="XML that stops"),
        pytest.param(with_document(""), "bị hỏng", id="empty document part"),
        pytest.param(zipped({"word/document.bin": "x"}), "bị hỏng", id="no document part"),
    ],
)  # fmt: skip
def test_hostile_docx_is_refused_soon_and_in_little_memory(data: bytes, advice: str) -> None:
    tracemalloc.start()
    began = time.monotonic()
    with pytest.raises(UnreadableFile, match=advice):
        read_bytes(data, "a.docx")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert time.monotonic() - began < 10
    assert peak < 200 * MEGABYTE


def test_tables_in_tables_in_tables_are_read() -> None:
    nested = run("đáy")
    for _ in range(20):
        nested = f"<w:tbl><w:tr><w:tc>{nested if nested.startswith('<w:tbl') else f'<w:p>{nested}</w:p>'}</w:tc></w:tr></w:tbl>"
    assert read_bytes(docx(nested), "a.docx").text == "đáy\n"


def test_styles_in_a_circle_and_wild_numbers_are_survived() -> None:
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{a}"><w:basedOn w:val="{b}"/></w:style>'
        for a, b in (("A", "B"), ("B", "A"))
    )
    wild = '<w:numPr><w:ilvl w:val="99999999999"/><w:numId w:val="-5"/></w:numPr>'
    body = paragraph("a", properties=f'<w:pStyle w:val="A"/>{wild}')
    cells = '<w:tbl><w:tr><w:trPr><w:gridBefore w:val="999999999"/></w:trPr><w:tc><w:tcPr><w:gridSpan w:val="-3"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>'
    assert (
        read_bytes(docx(body, cells, styles_xml=f"<w:styles {W}>{styles}</w:styles>"), "a.docx").text == "a\n"
    )


@pytest.mark.parametrize(
    "markup",
    [
        pytest.param("<div>" * 100_000 + "x", id="elements 100,000 deep"),
        pytest.param(
            "<table><tr>" + "<td colspan=1000000 rowspan=1000000>x</td>" * 500 + "</tr></table>",
            id="huge spans",
        ),
        pytest.param("<p>" + "&amp;" * 200_000 + "</p>", id="200,000 entities"),
        pytest.param("<table>" * 5000 + "x", id="tables in tables"),
        pytest.param("<p>a</p>" * 100_000, id="100,000 paragraphs"),
        pytest.param("<ol>" + "<li>a</li>" * 20_000 + "</ol>", id="20,000 list items"),
        pytest.param("<table>" + "<tr><td>a<td>b</tr>" * 20_000 + "</table>", id="20,000 rows"),
    ],
)
def test_hostile_web_pages_end_soon(markup: str) -> None:
    began = time.monotonic()
    with contextlib.suppress(CorpusError):
        read_bytes(f"<html><body><p>đầu</p>{markup}".encode(), "a.html")
    assert time.monotonic() - began < 20


def test_a_directory_that_points_in_a_circle_is_survived() -> None:
    data = bytearray(compound_file({"WordDocument": b"x" * 5000}))
    directory = data.index("Root Entry".encode("utf-16-le"))
    data[directory + 76 : directory + 80] = b"\0\0\0\0"  # the root is its own child
    with pytest.raises(CorpusError):
        read_bytes(bytes(data), "a.doc")


# --- ZIP archives of documents


def archived(tmp_path: Path, data: bytes) -> Path:
    path = tmp_path / "tai-lieu.zip"
    path.write_bytes(data)
    return path


def test_members_are_yielded_with_safe_names(tmp_path: Path) -> None:
    data = zipped(
        {
            "Kế hoạch/a.txt": "1",
            "../../etc/b.txt": "2",
            "C:\\x\\c.txt": "3",
            "/d.txt": "4",
            "__MACOSX/e": "5",
            "f/.DS_Store": "6",
            "trống/": "",
        }
    )
    found = dict(archive.members(archived(tmp_path, data)))
    assert found == {"Kế hoạch/a.txt": b"1", "etc/b.txt": b"2", "C/x/c.txt": b"3", "d.txt": b"4"}


@pytest.mark.parametrize(
    ("data", "advice"),
    [
        pytest.param(b"PK\x03\x04 cut", "bị hỏng", id="cut"),
        pytest.param(zipped({"a.txt": b"\0" * (50 * MEGABYTE)}), "phá hoại", id="bomb"),
        pytest.param(
            zipped({f"{i}.txt": "" for i in range(archive.MAX_MEMBERS + 1)}),
            "hơn 5000 tệp",
            id="many members",
        ),
    ],
)
def test_hostile_archives_are_refused(tmp_path: Path, data: bytes, advice: str) -> None:
    with pytest.raises(UnreadableFile, match=advice):
        list(archive.members(archived(tmp_path, data)))


def test_many_large_members_are_refused_in_sum(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_TOTAL", 10)
    with pytest.raises(UnreadableFile, match="quá lớn"):
        list(archive.members(archived(tmp_path, zipped({"a": "123456", "b": "123456"}))))


def test_a_password_on_the_archive_is_said(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.txt": "x"}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1  # bit 0 of the flags: encrypted
    with pytest.raises(UnreadableFile, match="có mật khẩu"):
        list(archive.members(archived(tmp_path, bytes(data))))
