"""Lines of a document with what the parser must know about each: where it stands and what it continues."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.markers import is_page_number
from corpus.model import Table
from corpus.normalize import nfc

_ETH = str.maketrans({"Ð": "Đ", "ð": "đ", "\u00a0": " ", "\u200b": " ", "\ufeff": " ", "\u00ad": "-"})
_LINE = re.compile(r"[^\n\r\f\v\x1c-\x1e\x85\u2028\u2029]+")
_ENDS_SENTENCE = re.compile(r"[.;:!?…/][)\]”\"’»*_\s]*$|[”\"»)\]][*_\s]*$")
_CUT_TAIL = re.compile(  # a line that ends so goes on in the next one: "theo quy định tại khoản"
    r"(?:(?<!\w)(?:điều|khoản|điểm|mục|chương|phần|phụ lục|tiết|số|và|hoặc|của|tại|các|theo|là|từ|đến|năm|ngày|tháng|"
    r"quý|giai đoạn|với|cho|trong|bởi|được|có|không|về)|[,–-])\s*$",
    re.I,
)
FULL_LINE = 0.75  # a line that ends before this share of the usual width was ended on purpose


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line that is not blank.

    `start` and `end` are its offsets without surrounding white space, `plain` its text in NFC with
    Eth as Đ and odd blanks as blanks (for matching only), `after_blank` says that a blank line
    stands before it, `continues` that it goes on with the sentence of the line before.
    """

    start: int
    end: int
    plain: str
    after_blank: bool
    continues: bool
    table: Table | None = None


def read_lines(text: str, tables: tuple[Table, ...] = ()) -> list[Line]:
    """Split a text into its printed lines; a table stands as one line with `table` set."""
    spans = list(_spans(text, tables))
    width = _usual_width([end - start for start, end, table in spans if table is None])
    lines: list[Line] = []
    before: Line | None = None  # the last line of running text, page numbers left out
    at = 0
    for start, end, table in spans:
        plain = "" if table else nfc(text[start:end].translate(_ETH))
        blank = text.count("\n", at, start) > 1
        continues = before is not None and table is None and _continues(before, plain, blank, width)
        line = Line(start, end, plain, blank, continues, table)
        lines.append(line)
        if table is not None:
            before = None
        elif not is_page_number(plain):
            before = line
        at = end
    return lines


def ends_sentence(plain: str) -> bool:
    """True when a line closes a sentence, a list item or a heading with a colon."""
    return _ENDS_SENTENCE.search(plain) is not None


def _spans(text: str, tables: tuple[Table, ...]) -> Iterator[tuple[int, int, Table | None]]:
    """Yield the stripped span of every line and table that is not blank, in order."""
    at = 0
    for table in sorted((t for t in tables if 0 <= t.start < t.end <= len(text)), key=lambda t: t.start):
        if table.start < at:
            continue
        yield from _plain_spans(text, at, table.start)
        yield table.start, table.end, table
        at = table.end
    yield from _plain_spans(text, at, len(text))


def _plain_spans(text: str, start: int, end: int) -> Iterator[tuple[int, int, None]]:
    for match in _LINE.finditer(text, start, end):
        piece = match[0]
        left = len(piece) - len(piece.lstrip())
        stripped = piece.strip()
        if stripped:
            yield match.start() + left, match.start() + left + len(stripped), None


def _usual_width(lengths: list[int]) -> int:
    """Return the width at which lines were wrapped, or 0 for a text with a paragraph a line.

    Wrapped text has many long lines (over 40 characters) and nearly none far longer than the usual one.
    """
    long = sorted(n for n in lengths if n > 40)
    if len(long) < 8:  # too few to tell
        return 0
    ninth, most = long[len(long) * 9 // 10], long[-max(1, len(long) // 50)]
    return ninth if ninth < 140 and most < 1.6 * ninth + 10 else 0  # 140: no office page holds more


def _continues(before: Line, plain: str, blank: bool, width: int) -> bool:
    if blank or ends_sentence(before.plain):
        return False
    if before.plain.isupper() and not plain.isupper():  # a heading in capitals, then text
        return False
    if _CUT_TAIL.search(before.plain[-24:]):
        return True
    first = next((c for c in plain if c.isalnum()), "")
    if first.islower() and plain[:1] == first:
        return True
    return bool(width) and len(before.plain) >= FULL_LINE * width
