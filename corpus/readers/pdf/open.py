"""Opening PDF files: passwords, damage, and what stream data is."""

from __future__ import annotations

import io
import struct
import zlib

import pypdf
from pypdf import PageObject
from pypdf.errors import DeprecationError, PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, PdfObject, StreamObject

from corpus.errors import UnreadableFile

BROKEN = (
    PyPdfError,
    DeprecationError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    ArithmeticError,
    AssertionError,
    NotImplementedError,
    RecursionError,
    OSError,
    EOFError,
    struct.error,
    zlib.error,
)  # what pypdf raises on damaged files
MAX_STREAM = 64 * 2**20  # bytes of one page's operators; the largest page at hand has 0.3 MB

# The short names that PDF allows for inline images only; writers of the nineties used them everywhere.
_FILTERS = {
    "/Fl": "/FlateDecode",
    "/LZW": "/LZWDecode",
    "/A85": "/ASCII85Decode",
    "/AHx": "/ASCIIHexDecode",
    "/RL": "/RunLengthDecode",
    "/CCF": "/CCITTFaxDecode",
    "/DCT": "/DCTDecode",
}


def open_pdf(data: bytes, name: str) -> pypdf.PdfReader:
    """Open a PDF; one that only forbids printing or copying opens with the empty password.

    Raises:
        UnreadableFile: the file has a password, no pages, or is damaged beyond repair.
    """
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        locked = reader.is_encrypted and not reader.decrypt("")
    except BROKEN as error:
        raise UnreadableFile(f"Tệp “{name}” bị hỏng: hãy mở và lưu lại thành PDF rồi nạp lại.") from error
    if locked:
        raise UnreadableFile(f"Tệp “{name}” có mật khẩu: hãy gỡ mật khẩu rồi nạp lại.")
    try:
        pages = len(reader.pages)
    except BROKEN as error:
        raise UnreadableFile(f"Tệp “{name}” bị hỏng: hãy mở và lưu lại thành PDF rồi nạp lại.") from error
    if not pages:
        raise UnreadableFile(f"Tệp “{name}” không có trang nào: hãy kiểm tra và nạp lại bản đầy đủ.")
    return reader


def mend_filters(stream: DictionaryObject) -> None:
    """Give the filters of a stream their full names."""
    chosen = stream.get("/Filter")
    chosen = chosen.get_object() if chosen is not None else None
    if isinstance(chosen, NameObject) and chosen in _FILTERS:
        stream[NameObject("/Filter")] = NameObject(_FILTERS[chosen])
    elif isinstance(chosen, ArrayObject):
        stream[NameObject("/Filter")] = ArrayObject(NameObject(_FILTERS.get(str(f), str(f))) for f in chosen)


def stream_data(stream: StreamObject) -> bytes:
    """Return the decoded bytes of a stream, empty where they cannot be decoded."""
    mend_filters(stream)
    try:
        return bytes(stream.get_data())[:MAX_STREAM]
    except BROKEN:
        return b""


def contents(page: PageObject) -> bytes:
    """Return the operators of a page; parts that cannot be decoded are left out."""
    found = page.get("/Contents")
    found = found.get_object() if found is not None else None
    parts = list(found) if isinstance(found, ArrayObject) else [found]
    data, size = [], 0
    for part in parts:
        stream = part.get_object() if isinstance(part, PdfObject) else None
        if isinstance(stream, StreamObject) and size < MAX_STREAM:
            piece = stream_data(stream)
            data.append(piece)
            size += len(piece)
    return b"\n".join(data)[:MAX_STREAM]


def dictionary(value: PdfObject | None) -> DictionaryObject | None:
    """Return a dictionary behind a reference, or None."""
    found = value.get_object() if value is not None else None
    return found if isinstance(found, DictionaryObject) else None
