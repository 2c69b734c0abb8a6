"""The binary Word format (97-2003): where its characters and the properties of them lie in the file.

Offsets are those of [MS-DOC]; every read is checked, because damaged files point anywhere.
"""

from __future__ import annotations

import io
import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

import olefile

from corpus.errors import UnreadableFile

MAX_CHARACTERS = 20_000_000  # ten times the longest document seen; bounds the memory
_WORD97 = 0x00C1  # nFib from which this layout holds
_PAGE = 512  # bytes of a page of formatted properties
_CHARACTER_ENTRY, _PARAGRAPH_ENTRY = (
    1,
    13,
)  # bytes of an entry in a page: an offset, and for paragraphs a height

# Entries of the table of offsets in the file's head ([MS-DOC] FibRgFcLcb97), by position.
STYLES, NOTE_TEXT, CHARACTERS, PARAGRAPHS, FONTS, PIECES = 1, 3, 12, 13, 15, 33
SHAPES, BOX_TEXT, LISTS, LIST_OVERRIDES = 40, 56, 73, 74


class DamagedWordError(Exception):
    """The file does not follow the format; another program may still read it."""


def number(data: bytes, at: int, form: str) -> int:
    """Return an integer at an offset, in the notation of `struct`."""
    try:
        value: int = struct.unpack_from(f"<{form}", data, at)[0]
    except struct.error as error:
        raise DamagedWordError(f"nothing at {at}") from error
    return value


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of characters: its place in the text and in the file, one or two bytes a character."""

    start: int
    end: int
    offset: int
    width: int


@dataclass(frozen=True, slots=True)
class Intervals:
    """Property lists (grpprl) by file offset: `values[i]` holds from `starts[i]` on."""

    starts: tuple[int, ...]
    values: tuple[bytes, ...]

    def at(self, offset: int) -> bytes:
        """Return the properties at a file offset."""
        index = bisect_right(self.starts, offset) - 1
        return self.values[index] if index >= 0 else b""

    def next_start(self, offset: int) -> int | None:
        """Return where the next properties begin."""
        index = bisect_right(self.starts, offset)
        return self.starts[index] if index < len(self.starts) else None


@dataclass(frozen=True, slots=True)
class WordFile:
    """A document's text with its pieces, properties and the streams behind them.

    `lengths` are the characters of body, footnotes, headers, macros, comments, endnotes, text boxes and
    text boxes of headers; the text holds them in this order.
    """

    text: str
    pieces: tuple[Piece, ...]
    piece_starts: tuple[int, ...]
    lengths: tuple[int, ...]
    characters: Intervals
    paragraphs: Intervals
    main: bytes
    table: bytes
    data: bytes

    def entry(self, position: int) -> bytes:
        """Return the bytes of one entry of the file's table of offsets."""
        start, size = self.place(position)
        return self.table[start : start + size]

    def place(self, position: int) -> tuple[int, int]:
        """Return offset and size of one entry in the table stream."""
        at = 0x9A + 8 * position
        return (
            (number(self.main, at, "I"), number(self.main, at + 4, "I"))
            if at + 8 <= len(self.main)
            else (0, 0)
        )

    def offset_of(self, position: int) -> int:
        """Return the file offset of a character."""
        piece = self.pieces[max(bisect_right(self.piece_starts, position) - 1, 0)]
        return piece.offset + (position - piece.start) * piece.width

    def stretches(self, start: int, end: int) -> Iterator[tuple[int, int, bytes]]:
        """Yield (start, end, properties) for each stretch of equal formatting inside a range of the text."""
        first = max(bisect_right(self.piece_starts, start) - 1, 0)
        for index in range(first, len(self.pieces)):  # not a slice: some files have thousands of pieces
            piece = self.pieces[index]
            if piece.start >= end:
                return
            low, high = max(start, piece.start), min(end, piece.end)
            while low < high:
                offset = piece.offset + (low - piece.start) * piece.width
                following = self.characters.next_start(offset)
                until = high if following is None else low + max((following - offset) // piece.width, 1)
                yield low, min(until, high), self.characters.at(offset)
                low = min(until, high)


def open_word(content: bytes, name: str) -> WordFile:
    """Return the text and properties of a Word 97-2003 file.

    Raises:
        UnreadableFile: the file has a password.
        DamagedWordError: it is damaged, or older than Word 97.
    """
    main, streams = _streams(content)
    flags = number(main, 0x0A, "H")
    if number(main, 0, "H") not in {0xA5EC, 0xA5DC} or number(main, 2, "H") < _WORD97:
        raise DamagedWordError("not Word 97-2003")
    if flags & 0x0100:  # fEncrypted
        raise UnreadableFile(f"Tệp “{name}” có mật khẩu: hãy gỡ mật khẩu rồi nạp lại.")
    table = streams.get("1table" if flags & 0x0200 else "0table", b"")
    start, size = number(main, 0x9A + 8 * PIECES, "I"), number(main, 0x9A + 8 * PIECES + 4, "I")
    pieces = _pieces(table[start : start + size])
    return WordFile(
        text="".join(_characters(main, piece) for piece in pieces),
        pieces=pieces,
        piece_starts=tuple(p.start for p in pieces),
        lengths=tuple(number(main, 0x4C + 4 * i, "i") for i in range(8)),
        characters=_formatted(main, table, CHARACTERS, _CHARACTER_ENTRY),
        paragraphs=_formatted(main, table, PARAGRAPHS, _PARAGRAPH_ENTRY),
        main=main,
        table=table,
        data=streams.get("data", b""),
    )


def _streams(content: bytes) -> tuple[bytes, dict[str, bytes]]:
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as ole:
            names = {parts[0].lower(): parts for parts in ole.listdir() if len(parts) == 1}
            wanted = {
                n: ole.openstream(names[n]).read()
                for n in ("worddocument", "0table", "1table", "data")
                if n in names
            }
    except Exception as error:  # olefile raises whatever a damaged directory leads to
        raise DamagedWordError("damaged container") from error
    if "worddocument" not in wanted:
        raise DamagedWordError("no text stream")
    return wanted.pop("worddocument"), wanted


def _pieces(clx: bytes) -> tuple[Piece, ...]:
    """Return the piece table ([MS-DOC] Clx): property modifiers first, then the pieces."""
    at = 0
    while at < len(clx) and clx[at] == 1:
        at += 3 + number(clx, at + 1, "H")
    if at >= len(clx) or clx[at] != 2:
        raise DamagedWordError("no piece table")
    size = number(clx, at + 1, "I")
    table = clx[at + 5 : at + 5 + size]
    count = (len(table) - 4) // 12
    found: list[Piece] = []
    for i in range(count):
        start, end = number(table, 4 * i, "I"), number(table, 4 * i + 4, "I")
        raw = number(table, 4 * (count + 1) + 8 * i + 2, "I")
        width = 1 if raw & 0x40000000 else 2
        offset = (raw & 0x3FFFFFFF) // 2 if width == 1 else raw & 0x3FFFFFFF
        if end < start or end > MAX_CHARACTERS or (found and start != found[-1].end):
            raise DamagedWordError("pieces out of order")
        found.append(Piece(start, end, offset, width))
    return tuple(found)


def _characters(main: bytes, piece: Piece) -> str:
    count = piece.end - piece.start
    raw = main[piece.offset : piece.offset + count * piece.width]
    if piece.width == 1:
        text = raw.decode("cp1252", "replace")
    else:  # unit by unit, so that positions hold; `joined_surrogates` mends the rare pairs
        text = "".join(map(chr, memoryview(raw[: len(raw) // 2 * 2]).cast("H")))
    return text.ljust(count, "\ufffd")


def joined_surrogates(text: str) -> str:
    """Return a text whose UTF-16 pairs are one character each."""
    if not any("\ud800" <= c <= "\udfff" for c in text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _formatted(main: bytes, table: bytes, position: int, width: int) -> Intervals:
    """Return the formatted pages of one kind: `width` is the size of their entries ([MS-DOC] PlcBte)."""
    start, size = number(main, 0x9A + 8 * position, "I"), number(main, 0x9E + 8 * position, "I")
    plc = table[start : start + size]
    count = (len(plc) - 4) // 8
    found: dict[int, bytes] = {}
    for i in range(max(count, 0)):
        page_at = (number(plc, 4 * (count + 1) + 4 * i, "I") & 0x3FFFFF) * _PAGE  # 22 bits hold the page
        page = main[page_at : page_at + _PAGE]
        if len(page) == _PAGE:
            found.update(_page(page, width))
    order = sorted(found)
    return Intervals(tuple(order), tuple(found[k] for k in order))


def _page(page: bytes, width: int) -> Iterator[tuple[int, bytes]]:
    """Yield (file offset, properties) for the entries of one page ([MS-DOC] ChpxFkp, PapxFkp)."""
    count = page[_PAGE - 1]
    entries = 4 * (count + 1)
    if entries + width * count > _PAGE:
        return
    for i in range(count):
        at = 2 * page[entries + width * i]
        yield number(page, 4 * i, "I"), _properties(page, at, width) if at else b""
    yield number(page, 4 * count, "I"), b""


def _properties(page: bytes, at: int, width: int) -> bytes:
    size = page[at] if at < _PAGE else 0
    if width == _CHARACTER_ENTRY:
        return page[at + 1 : at + 1 + size]
    if size:
        return page[at + 1 : at + 2 * size]
    return page[at + 2 : at + 2 + 2 * page[at + 1]] if at + 1 < _PAGE else b""
