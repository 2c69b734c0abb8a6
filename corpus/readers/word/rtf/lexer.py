"""RTF as tokens: group marks, control words with their numbers, and text; and the code pages of its fonts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum


class Token(Enum):
    """What a token is."""

    OPEN = "{"
    CLOSE = "}"
    WORD = "word"
    BYTE = "byte"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Lexeme:
    """One token: a control word with its number, or some raw text."""

    kind: Token
    value: str = ""
    number: int | None = None


# \par  \u7879?  \'b7  \~  { }  text; line ends between tokens mean nothing
_LEXEME = re.compile(
    rb"\\(?P<word>[a-zA-Z]{1,40})(?P<number>-?\d{1,10})? ?|\\'(?P<hex>[0-9a-fA-F]{2})|\\(?P<sign>[^a-zA-Z])"
    rb"|(?P<brace>[{}])|(?P<text>[^\\{}\r\n]+)"
)


def lexemes(data: bytes) -> Iterator[Lexeme]:
    r"""Yield the tokens of an RTF file; bytes after \bin are stepped over."""
    at = 0
    while (match := _LEXEME.search(data, at)) is not None:
        at = match.end()
        kind = match.lastgroup
        if match["word"] is not None:
            word = match["word"].decode("ascii")
            number = None if match["number"] is None else int(match["number"])
            if word == "bin":
                at += max(number or 0, 0)
            yield Lexeme(Token.WORD, word, number)
        elif kind == "brace":
            yield _OPEN if match[0] == b"{" else _CLOSE
        elif kind == "hex":
            yield Lexeme(Token.BYTE, chr(int(match["hex"], 16)))
        elif kind == "sign":
            yield Lexeme(Token.WORD, match["sign"].decode("latin-1"))
        else:
            yield Lexeme(Token.TEXT, match[0].decode("latin-1"))


_OPEN, _CLOSE = Lexeme(Token.OPEN), Lexeme(Token.CLOSE)

# Character set of a font → code page; 0 and 1 are Western, which legacy Vietnamese fonts claim to be.
_CODE_PAGES = {
    0: "cp1252",
    1: "cp1252",
    2: "latin-1",
    77: "mac-roman",
    128: "cp932",
    129: "cp949",
    134: "gbk",
} | {
    136: "big5",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
}


def code_page(charset: int) -> str:
    """Return the code page of a font's character set."""
    return _CODE_PAGES.get(charset, "cp1252")


def decoded(raw: str, codec: str) -> str:
    """Return bytes (as Latin-1 characters) in a code page; a byte without a letter stays itself."""
    if raw.isascii() or codec == "latin-1":
        return raw
    data = raw.encode("latin-1")
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return "".join(_one(byte, codec) for byte in data)


def _one(byte: int, codec: str) -> str:
    return bytes([byte]).decode(codec, "ignore") or chr(byte)
