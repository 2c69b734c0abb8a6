"""One file, read by the room of its format: chosen by content, never by the name of the file."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import CorpusError, UnreadableFile, UnsupportedFormat
from corpus.readers.plain import Kind, kind_of, modern

if TYPE_CHECKING:
    from corpus.model import SourceText

MAX_BYTES = 256 * 2**20  # larger than any office document seen; keeps memory bounded

_MAX_MARKUP = 64 * 2**20  # of text, web pages and RTF: as text, not pictures, more than a hundred books
_MARKUP = frozenset({Kind.TEXT, Kind.MARKDOWN, Kind.HTML, Kind.MHTML, Kind.RTF, Kind.WORD_XML})

_ROOMS = {
    Kind.TEXT: "plain",
    Kind.MARKDOWN: "plain",
    Kind.HTML: "web",
    Kind.MHTML: "web",
    Kind.WORD_XML: "word.docx",
    Kind.DOCX: "word.docx",
    Kind.DOC: "word.doc",
    Kind.RTF: "word.rtf",
    Kind.XLSX: "sheet",
    Kind.XLS: "sheet",
    Kind.ODS: "sheet",
    Kind.ODT: "opendocument",
    Kind.ODP: "slides",
    Kind.PPTX: "slides",
    Kind.EML: "mail",
    Kind.MSG: "mail",
    Kind.PDF: "pdf",
    Kind.IMAGE: "scan",
}

_REFUSED = {
    Kind.PPT: "Tệp “{name}” là bài trình chiếu PowerPoint đời cũ: hãy lưu thành PPTX hoặc PDF rồi nạp lại.",
    Kind.ZIP: "Tệp “{name}” là tệp nén: hãy thêm vào thư viện (hoidap add) để đọc từng tệp bên trong.",
    Kind.ARCHIVE: "Tệp “{name}” là tệp nén không hỗ trợ: hãy giải nén (hoặc nén lại thành ZIP) rồi nạp lại.",
    Kind.PROGRAM: "Tệp “{name}” là chương trình, không phải văn bản: không nạp tệp này.",
    Kind.UNKNOWN: "Không nhận ra định dạng của tệp “{name}”: hãy lưu thành PDF hoặc DOCX rồi nạp lại.",
}


def read(path: Path, *, name: str | None = None) -> SourceText:
    """Read one file, whatever its name says it is.

    Args:
        path: the file.
        name: the name to show where it differs from the path's own (a stored copy).

    Raises:
        CorpusError: with one Vietnamese sentence that says what to do.
    """
    shown = name or path.name
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= MAX_BYTES else b""
    except OSError as error:
        raise UnreadableFile(f"Không mở được tệp “{shown}”: hãy kiểm tra đường dẫn và quyền đọc.") from error
    if size > MAX_BYTES:
        raise _too_large(shown, MAX_BYTES)
    return read_bytes(data, shown)


def _too_large(name: str, limit: int) -> UnreadableFile:
    said = f"Tệp “{name}” lớn hơn {limit // 2**20} MB: hãy tách thành các tệp nhỏ hơn rồi nạp lại."
    return UnreadableFile(said)


def read_bytes(data: bytes, name: str) -> SourceText:
    """Read the content of one file that is already in memory.

    Raises:
        CorpusError: with one Vietnamese sentence that says what to do.
    """
    kind = kind_of(data, name)
    if kind is Kind.EMPTY:
        raise UnreadableFile(f"Tệp “{name}” rỗng: hãy kiểm tra và nạp lại bản đầy đủ.")
    if kind is Kind.ENCRYPTED:
        raise UnreadableFile(f"Tệp “{name}” có mật khẩu: hãy gỡ mật khẩu rồi nạp lại.")
    if kind in _REFUSED:
        raise UnsupportedFormat(_REFUSED[kind].format(name=name))
    if kind in _MARKUP and len(data) > _MAX_MARKUP:
        raise _too_large(name, _MAX_MARKUP)
    source = _read_as(kind, data, name)
    if not source.text.strip() and not source.stamps:
        raise UnreadableFile(f"Tệp “{name}” không có chữ nào đọc được: hãy kiểm tra lại tệp.")
    return source


def _read_as(kind: Kind, data: bytes, name: str) -> SourceText:
    module = importlib.import_module(f"corpus.readers.{_ROOMS[kind]}")  # heavy libraries only when needed
    try:
        source: SourceText = module.read(data, name)
        if kind in {
            Kind.PDF,
            Kind.HTML,
            Kind.MHTML,
            Kind.EML,
            Kind.MSG,
        }:  # the others decode run by run, before any layout
            source = modern(source)
    except CorpusError:
        raise
    except (Exception, RecursionError) as error:  # damage shows in countless ways in the parsers below
        raise UnreadableFile(
            f"Tệp “{name}” bị hỏng, không đọc được: hãy mở và lưu lại rồi nạp lại."
        ) from error
    return source
