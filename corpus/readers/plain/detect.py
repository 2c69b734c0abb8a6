"""What a file is, told by its content; its name only separates Markdown from plain text."""

from __future__ import annotations

import io
import re
import zipfile
from enum import StrEnum

import olefile


class Kind(StrEnum):
    """The formats that can be told apart."""

    EMPTY = "empty"
    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    MHTML = "mhtml"
    RTF = "rtf"
    PDF = "pdf"
    IMAGE = "image"
    DOCX = "docx"
    XLSX = "xlsx"
    PPTX = "pptx"
    ODT = "odt"
    ZIP = "zip"
    DOC = "doc"
    XLS = "xls"
    PPT = "ppt"
    ENCRYPTED = "encrypted"
    WORD_XML = "word-xml"
    ARCHIVE = "archive"  # rar, 7z, gzip, …
    PROGRAM = "program"
    UNKNOWN = "unknown"


_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\0", b"MM\0*", b"BM")
_ARCHIVES = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08", b"BZh", b"\xfd7zXZ\0")
_PROGRAMS = (b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEAD = 4096  # bytes in which a format must show itself
# The first tag, after comments and declarations: "<html>" always, "<p>" or "<table>" unless the name says Markdown.
_BEFORE_TAG = rb"(?:\s|<!--.*?-->|<\?xml[^>]*>)*"
_HTML_PAGE = re.compile(_BEFORE_TAG + rb"<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_HTML_PIECE = re.compile(
    _BEFORE_TAG + rb"<(?:meta|title|style|table|div|p|span|article|main|font|center|h[1-6])\b", re.I | re.S
)
_MHTML = re.compile(rb"\A(?:[\w-]+:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*)*MIME-Version:", re.I)


def kind_of(data: bytes, name: str = "") -> Kind:
    """Return what the bytes are, whatever the file is called."""
    if not data.strip(b"\0 \t\r\n"):
        return Kind.EMPTY
    return _by_signature(data) or _textual(data, name)


def _by_signature(data: bytes) -> Kind | None:
    head = data[:_HEAD]
    if head.startswith(_OLE):
        return _ole(data)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip(data)
    if b"%PDF-" in head[:1024]:  # readers of the format accept the mark in the first kilobyte
        return Kind.PDF
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rt"):
        return Kind.RTF
    if head.startswith(_IMAGES[:-1]) or _is_bmp(head) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP"):
        return Kind.IMAGE
    if head.startswith(_ARCHIVES):
        return Kind.ARCHIVE
    return Kind.PROGRAM if head.startswith(_PROGRAMS) and b"\0" in head else None


def _is_bmp(head: bytes) -> bool:
    return head.startswith(b"BM") and head[6:10] == b"\0\0\0\0"


def _zip(data: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return Kind.ZIP
    for part, kind in (
        ("word/document", Kind.DOCX),
        ("xl/workbook", Kind.XLSX),
        ("ppt/presentation", Kind.PPTX),
    ):
        if any(n.lower().startswith(part) for n in names):
            return kind
    if "EncryptedPackage" in names:
        return Kind.ENCRYPTED
    return Kind.ODT if {"mimetype", "content.xml"} <= names else Kind.ZIP


def _ole(data: bytes) -> Kind:
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            streams = {"/".join(parts).lower() for parts in ole.listdir()}
    except (OSError, ValueError, IndexError, AttributeError, TypeError, OverflowError, MemoryError):
        return Kind.DOC  # damaged: the reader of the commonest kind says so, or salvages it
    order = (
        ("encryptedpackage", Kind.ENCRYPTED),
        ("worddocument", Kind.DOC),
        ("workbook", Kind.XLS),
        ("book", Kind.XLS),
        ("powerpoint document", Kind.PPT),
    )
    return next((kind for stream, kind in order if stream in streams), Kind.UNKNOWN)


def _textual(data: bytes, name: str) -> Kind:
    head = data[:_HEAD]
    ascii_head = (
        head.replace(b"\0", b"") if head.startswith((b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")) else head
    )
    stripped = ascii_head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if stripped.startswith(b"<?xml") and b"schemas.microsoft.com/office/word" in data[: _HEAD * 4]:
        return Kind.WORD_XML
    if _MHTML.match(stripped):
        return Kind.MHTML
    is_markdown = name.lower().endswith((".md", ".markdown"))
    if _HTML_PAGE.match(stripped) or (not is_markdown and _HTML_PIECE.match(stripped)):
        return Kind.HTML
    if _is_binary(data):
        return Kind.UNKNOWN
    return Kind.MARKDOWN if is_markdown else Kind.TEXT


def _is_binary(data: bytes) -> bool:
    """Say whether the bytes hold control characters that no text has (UTF-16 apart)."""
    sample = data[: _HEAD * 4]
    if sample.startswith((b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")) or looks_utf16(sample):
        return False
    controls = sum(b < 32 and b not in b"\t\n\r\f\x0b\x1a\x1b" for b in sample)
    return b"\0" in sample or controls > len(sample) // 50  # VPS and VISCII use a few of them as letters


def looks_utf16(sample: bytes) -> str | None:
    """Return the byte order of UTF-16 without a mark ("utf-16-le", "utf-16-be"), or None.

    Vietnamese text has a blank or an ASCII letter in most positions, so one half is mostly zero.
    """
    even, odd = sample[0::2], sample[1::2]
    if not odd:
        return None
    if odd.count(0) > 0.4 * len(odd) and even.count(0) < 0.02 * len(even):
        return "utf-16-le"
    if even.count(0) > 0.4 * len(even) and odd.count(0) < 0.02 * len(odd):
        return "utf-16-be"
    return None
