"""What a file is, by content: wrong names, disguised formats, refusals with advice."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from corpus.errors import CorpusError, UnreadableFile, UnsupportedFormat
from corpus.readers import MAX_BYTES, read, read_bytes
from corpus.readers.plain.detect import Kind, kind_of
from tests.factories.office import WordParagraph, compound_file, docx, paragraph, word, zipped

WORDS = "Kế hoạch"


@pytest.mark.parametrize(
    ("data", "name"),
    [
        pytest.param(docx(paragraph(WORDS)), "ke-hoach.doc", id="DOCX named .doc"),
        pytest.param(docx(paragraph(WORDS)), "ke-hoach.pdf", id="DOCX named .pdf"),
        pytest.param(word([WordParagraph(WORDS)], wide=True), "ke-hoach.docx", id="DOC named .docx"),
        pytest.param(b"{\\rtf1\\ansi K\\u7871?ho\\u7841?ch\\par}".replace(b"?ho", b"? ho"), "ke-hoach.doc", id="RTF named .doc"),
        pytest.param(f"<html><body><p>{WORDS}</p></body></html>".encode(), "ke-hoach.doc", id="web page named .doc"),
        pytest.param(f"\ufeff<html><body><p>{WORDS}</p></body></html>".encode("utf-16"), "a.xls", id="UTF-16 web page named .xls"),
        pytest.param(WORDS.encode(), "ke-hoach.docx", id="text named .docx"),
        pytest.param(WORDS.encode(), "ke-hoach", id="text without a suffix"),
    ],
)  # fmt: skip
def test_the_name_does_not_matter(data: bytes, name: str) -> None:
    assert read_bytes(data, name).text.strip() == WORDS


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", Kind.EMPTY),
        (b"\0" * 5000, Kind.EMPTY),
        (b" \r\n\t", Kind.EMPTY),
        (b"junk\n%PDF-1.4", Kind.PDF),
        (b"\x89PNG\r\n\x1a\n....", Kind.IMAGE),
        (b"\xff\xd8\xff\xe0", Kind.IMAGE),
        (b"II*\0....", Kind.IMAGE),
        (b"BMI la chi so", Kind.TEXT),
        (b"MZ la ma so", Kind.TEXT),
        (b"MZ\x90\0\x03\0", Kind.PROGRAM),
        (b"Rar!\x1a\x07\0", Kind.ARCHIVE),
        (b"7z\xbc\xaf\x27\x1c", Kind.ARCHIVE),
        (bytes(range(256)) * 20, Kind.UNKNOWN),
        (zipped({"a.txt": "x"}), Kind.ZIP),
        (zipped({"ppt/presentation.xml": "x"}), Kind.PPTX),
        (zipped({"mimetype": "x", "content.xml": "x"}), Kind.ODT),
        (compound_file({"EncryptedPackage": b"x"}), Kind.ENCRYPTED),
        (compound_file({"PowerPoint Document": b"x"}), Kind.PPT),
        (compound_file({"Workbook": b"x"}), Kind.XLS),
        (compound_file({"WordDocument": b"x"}), Kind.DOC),
        (compound_file({"Khac": b"x"}), Kind.UNKNOWN),
    ],
)
def test_kinds(data: bytes, kind: Kind) -> None:
    assert kind_of(data, "ten-bat-ky.docx") is kind


@pytest.mark.parametrize(
    ("data", "error", "advice"),
    [
        pytest.param(b"", UnreadableFile, "rỗng", id="zero bytes"),
        pytest.param(b"\0" * 100, UnreadableFile, "rỗng", id="zeros only"),
        pytest.param(zipped({"a.txt": "x"}), UnsupportedFormat, "tệp nén", id="ZIP"),
        pytest.param(b"Rar!\x1a\x07\0", UnsupportedFormat, "giải nén", id="RAR"),
        pytest.param(
            compound_file({"PowerPoint Document": b"x"}), UnsupportedFormat, "PPTX hoặc PDF", id="PPT"
        ),
        pytest.param(zipped({"ppt/presentation.xml": "x"}), UnreadableFile, "PowerPoint", id="damaged PPTX"),
        pytest.param(
            compound_file({"EncryptedPackage": b"x"}), UnreadableFile, "có mật khẩu", id="password on DOCX"
        ),
        pytest.param(b"MZ\x90\0\x03\0", UnsupportedFormat, "chương trình", id="program"),
        pytest.param(bytes(range(256)) * 20, UnsupportedFormat, "Không nhận ra", id="unknown"),
        pytest.param(docx(), UnreadableFile, "không có chữ", id="DOCX without text"),
        pytest.param(b"PK\x03\x04" + b"x" * 50, UnsupportedFormat, "tệp nén", id="cut ZIP"),
        pytest.param(docx(paragraph("x"))[:-80], CorpusError, "tệp nén", id="cut DOCX"),
    ],
)
def test_refusals_name_the_file_and_say_what_to_do(
    data: bytes, error: type[CorpusError], advice: str
) -> None:
    with pytest.raises(error, match=advice) as caught:
        read_bytes(data, "công văn.docx")
    assert "công văn.docx" in str(caught.value)


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (b'<jsontable name="a"> </jsontable>\n<p>x</p>', "a.md", Kind.MARKDOWN),
        (b"<table><tr><td>x</td></tr></table>", "a.md", Kind.MARKDOWN),
        (b"<table><tr><td>x</td></tr></table>", "a.txt", Kind.HTML),
        (b"<!-- saved -->\n<!DOCTYPE html><html>", "a.md", Kind.HTML),
        (b"<?xml version='1.0'?><html>", "a.xml", Kind.HTML),
        (b"< 5 ha", "a.txt", Kind.TEXT),
    ],
)
def test_markup_and_markdown(data: bytes, name: str, kind: Kind) -> None:
    assert kind_of(data, name) is kind


def test_a_workbook_with_a_password_is_said() -> None:
    records = (
        b"\x09\x08\x10\x00\x00\x06\x05\x00" + bytes(12) + b"\x2f\x00\x06\x00" + bytes(6) + b"\x0a\x00\x00\x00"
    )
    with pytest.raises(UnreadableFile, match="có mật khẩu"):
        read_bytes(compound_file({"Workbook": records}), "a.xls")


def test_a_missing_file_and_a_folder_are_said(tmp_path: Path) -> None:
    for path in (tmp_path / "không có.docx", tmp_path):
        with pytest.raises(UnreadableFile, match="Không mở được"):
            read(path)


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "lon.txt"
    with path.open("wb") as stream:
        stream.truncate(MAX_BYTES + 1)
    with pytest.raises(UnreadableFile, match="256 MB"):
        read(path)


def test_macros_are_not_touched() -> None:
    plain = docx(paragraph(WORDS))
    with_macros = zipped({**_members(plain), "word/vbaProject.bin": b"\xd0\xcf\x11\xe0 macro"})
    assert read_bytes(with_macros, "a.docm").text == f"{WORDS}\n"


def _members(data: bytes) -> dict[str, bytes | str]:
    import io

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
