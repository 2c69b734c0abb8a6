"""Plain text and Markdown, in Unicode or in a legacy 8-bit encoding.

Unicode text comes through exactly, apart from newlines; Markdown is kept as it is written, its tables
and their cells are spans of it.
"""

from __future__ import annotations

import re
import unicodedata

from corpus.model import SourceText
from corpus.readers.plain.detect import Kind, kind_of, looks_utf16
from corpus.readers.plain.markdown import written_tables
from corpus.text import Run, decode_text, survey, syllable_share

_MARKS = (  # the marks of UTF-32 begin like those of UTF-16
    (b"\xff\xfe\0\0", "utf-32-le"),
    (b"\0\0\xfe\xff", "utf-32-be"),
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_NEWLINE = re.compile(r"\r\n?")


def read(data: bytes, name: str) -> SourceText:
    """Read a text file; lines in a legacy encoding are decoded even inside a Unicode file."""
    text = decode(data)
    text, read_by, warnings = _modern(_NEWLINE.sub("\n", text))
    markdown = kind_of(data, name) is Kind.MARKDOWN
    return SourceText(
        text=text,
        media_type="text/markdown" if markdown else "text/plain",
        read_by=read_by,
        tables=written_tables(text),
        warnings=warnings,
    )


def _modern(text: str) -> tuple[str, str, tuple[str, ...]]:
    found = survey([Run(text)])
    decoded = "\n".join(found.decode([Run(line)]) for line in text.split("\n"))
    return decoded, found.read_by, tuple(found.warnings)


def decode(data: bytes) -> str:
    """Return the text of some bytes; bytes of a legacy encoding as Latin-1, to be told apart later."""
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(codec, "replace")
    if codec16 := looks_utf16(data[:4096]):
        return data.decode(codec16, "replace")
    return data.decode("utf-8") if is_utf8(data) else _eight_bit(data)


def is_utf8(data: bytes) -> bool:
    """Say whether the bytes are well-formed UTF-8."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _eight_bit(data: bytes) -> str:
    """Return Latin-1 where that is a Vietnamese legacy encoding, else Windows-1258 or damaged UTF-8."""
    broken = data.decode("utf-8", "replace")
    if broken.count("\ufffd") * 100 < len(broken):  # cut or damaged UTF-8: under one character in a hundred
        return broken
    windows = unicodedata.normalize("NFC", data.decode("cp1258", "replace"))
    latin = data.decode("latin-1")
    is_legacy = survey([Run(latin)]).main is not None and syllable_share(
        decode_text(latin)[0]
    ) > syllable_share(windows)
    return latin if is_legacy else windows
