"""What a file is, told by its content; its name only separates Markdown from plain text."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
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
    ODS = "ods"
    ODP = "odp"
    ZIP = "zip"
    DOC = "doc"
    XLS = "xls"
    PPT = "ppt"
    EML = "eml"
    MSG = "msg"
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
_FIELD = re.compile(rb"([A-Za-z][\w-]{0,70}):")  # a line of a mail's head
# Fields that servers and mail programs write, never a saved web page.
_POSTED = frozenset({b"received", b"return-path", b"delivered-to", b"message-id", b"x-unsent", b"x-mailer"})
_SAVED_PAGE = re.compile(rb"^(?:snapshot-content-location:|from:\s*<saved by )", re.I | re.M)
_ODF = (
    (b"application/vnd.oasis.opendocument.text", Kind.ODT),
    (b"application/vnd.oasis.opendocument.spreadsheet", Kind.ODS),
    (b"application/vnd.oasis.opendocument.presentation", Kind.ODP),
    (b"application/vnd.oasis.opendocument.graphics", Kind.ODP),  # drawings are pages of shapes too
)


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
            if {"mimetype", "content.xml"} <= names:
                return _opendocument(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError, RuntimeError, NotImplementedError):
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
    return Kind.ZIP


def _opendocument(archive: zipfile.ZipFile) -> Kind:
    try:
        with archive.open("mimetype") as stream:
            mimetype = stream.read(_HEAD)
        kind = next((k for mark, k in _ODF if mimetype.startswith(mark)), Kind.ODT)
        with archive.open("META-INF/manifest.xml") as stream:
            return Kind.ENCRYPTED if b"encryption-data" in stream.read(_HEAD * 64) else kind
    except KeyError:  # no manifest
        return kind


def _ole(data: bytes) -> Kind:
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            streams = {"/".join(parts).lower() for parts in ole.listdir()}
    except (OSError, ValueError, IndexError, AttributeError, TypeError, OverflowError, MemoryError):
        return Kind.DOC  # damaged: the reader of the commonest kind says so, or salvages it
    order = (
        ("encryptedpackage", Kind.ENCRYPTED),
        ("__properties_version1.0", Kind.MSG),
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
    if stripped.startswith(b"<?xml") and (flat := _flat_opendocument(stripped)):
        return flat
    if _is_mail(stripped):
        return Kind.EML
    if _MHTML.match(stripped):
        return Kind.MHTML
    is_markdown = name.lower().endswith((".md", ".markdown"))
    if _HTML_PAGE.match(stripped) or (not is_markdown and _HTML_PIECE.match(stripped)):
        return Kind.HTML
    if _is_binary(data):
        return Kind.UNKNOWN
    return Kind.MARKDOWN if is_markdown else Kind.TEXT


def _flat_opendocument(head: bytes) -> Kind | None:
    if b"<office:document" not in head:
        return None
    return next((kind for mark, kind in _ODF if mark in head), None)


def _is_mail(head: bytes) -> bool:
    """Say whether text begins with the head of a mail, told apart from a web page that a browser saved."""
    fields: set[bytes] = set()
    for line in head.splitlines():
        field = _FIELD.match(line)
        if field is not None:
            fields.add(field[1].lower())
        elif not line[:1].isspace() or not line.strip() or not fields:
            break
    posted = bool(fields & _POSTED) or ({b"from", b"date"} <= fields and bool(fields & {b"to", b"subject"}))
    return len(fields) > 1 and posted and not _SAVED_PAGE.search(head)


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
