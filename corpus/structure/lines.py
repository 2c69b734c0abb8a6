"""Lines of a document with what the parser must know about each: where it stands and what it continues."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.model import Table
from corpus.structure.markers import Marker, is_page_number, read_markers
from corpus.structure.rows import header_rows, table_rows
from corpus.structure.words import is_rule
from corpus.text import nfc

_ETH = str.maketrans({"Ð": "Đ", "ð": "đ", "\u00a0": " ", "\u200b": " ", "\ufeff": " ", "\u00ad": "-"})
_LINE = re.compile(r"[^\n\r\f\v\x1c-\x1e\x85\u2028\u2029]+")
_ENDS_SENTENCE = re.compile(r"[.;:!?…/][)\]”\"’»*_\s]*$|[”\"»)\]][*_\s]*$")
# A line that ends in one of these goes on in the next: "theo quy định tại khoản / 2. …", "Sở A và / …".
# "Quan điểm" and "Danh mục" are headings: a level's word cuts only after a word that calls for a number.
_LEVEL_WORD = r"(?:điều|khoản|điểm|mục|chương|phần|phụ lục|tiết|số)"
_CALLS_NUMBER = r"(?:tại|theo|của|các|và|hoặc|với|từ|đến|trừ|trong|này|[,;]|\d\w?|(?<!\w)[a-zđ])"
_CUT_WORD = re.compile(
    rf"(?:{_CALLS_NUMBER}\s+{_LEVEL_WORD}|(?<!\w)(?:và|hoặc|của|tại|theo|là|từ|đến|với|cho|trong|bởi|các))\s*$",
    re.I,
)
_LISTS_ON = re.compile(r"[;,]\s*(?:và|hoặc)\s*$", re.I)  # "a) một; hoặc / b) hai"
_CUT_SIGN = re.compile(r"(?:[,–-]|(?<!\w)(?:năm|có|được|về|ngày|tháng|giai đoạn|không))\s*$", re.I)
_MISREAD = {"§": "8", "l": "1"}  # seen in recognised numbers
# "… tại điểm b khoản 5 / Điều 3.": the article of a citation on a line of its own
_CITING = re.compile(r"(?:khoản|điểm)\s+[\da-zđ]{1,3}\s*$", re.I)
_ARTICLE_ALONE = re.compile(r"điều\s+\d+\w?\s*[.;,]?$", re.I)
FULL_LINE = 0.75  # a line that ends before this share of the usual width was ended on purpose


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line that is not blank.

    `start` and `end` are its offsets without surrounding white space, `plain` its text in NFC with
    Eth as Đ and odd blanks as blanks (for matching only), `after_blank` says that a blank line
    stands before it, `continues` that it goes on with the sentence of the line before. `markers` are the
    readings of its head as the mark of a provision.
    """

    start: int
    end: int
    plain: str
    after_blank: bool
    continues: bool
    markers: tuple[Marker, ...] = ()
    table: Table | None = None
    listed: bool = False  # an entry of a table of contents
    columns_named: bool = False  # a table whose first row names its columns


def read_lines(text: str, tables: tuple[Table, ...] = (), *, recognised: bool = False) -> list[Line]:
    """Split a text into its printed lines; a table stands as one line with `table` set.

    Args:
        text: the document.
        tables: its tables.
        recognised: True where characters were recognised in an image, so that "§." may be "8.".
    """
    spans = list(_spans(text, tuple(t for t in tables if not _places_text(text, t))))
    width = _usual_width([end - start for start, end, table in spans if table is None])
    lines: list[Line] = []
    before: Line | None = None  # the last line of running text, page numbers left out
    at = 0
    for start, end, table in spans:
        plain = "" if table else plain_of(text[start:end])
        if recognised and plain[:1] in _MISREAD:
            plain = _MISREAD[plain[0]] + plain[1:] if re.match(r".\s?\.\s", plain) else plain
        blank = text.count("\n", at, start) > 1
        markers = () if table else read_markers(plain)
        continues = before is not None and not blank and _continues(before.plain, plain, bool(markers), width)
        named = table is not None and header_rows(text, table_rows(table)) > 0
        line = Line(
            start, end, plain, blank, continues and table is None, markers, table, columns_named=named
        )
        lines.append(line)
        if table is not None:
            before = None
        elif not is_page_number(plain):
            before = line
        at = end
    return lines


def plain_of(printed: str) -> str:
    """Return a piece of text in NFC with Eth as Đ and odd blanks as blanks."""
    return nfc(printed.translate(_ETH))


def ends_sentence(plain: str) -> bool:
    """True when a line closes a sentence, a list item or a heading with a colon."""
    return _ENDS_SENTENCE.search(plain) is not None


def cuts_off(plain: str) -> bool:
    """True when a line ends in a word that cannot end a sentence ("… quy định tại khoản")."""
    return _CUT_WORD.search(plain[-16:]) is not None


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


# "CỘNG HÒA XÃ HỘI …", "Nơi nhận:", "TM. ỦY BAN NHÂN DÂN"
_LAYOUT = re.compile(
    r"C[ỘÔ]NG\s+H\S+\s+XÃ\s+HỘI|ĐẢNG CỘNG SẢN VIỆT|Nơi nhận|^(?:TM|KT|TL|TUQ)\.\s*[A-ZĐỦ]", re.M
)


def _places_text(text: str, table: Table) -> bool:
    """True for a table that only sets a letterhead or a signature side by side."""
    if table.rows > 8 or table.columns > 4 or table.end - table.start > 3000:  # bounds of a signature block
        return False
    return _LAYOUT.search(nfc(text[table.start : table.end])) is not None


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


def _continues(before: str, plain: str, marked: bool, width: int) -> bool:
    """Tell a line that goes on with a sentence from one that begins something.

    A marked line ("2. …", "- …") goes on only after a word that cannot end a sentence or, in wrapped text,
    after a line that was filled.
    """
    if (
        is_rule(before) or ends_sentence(before) or before.isupper() != plain.isupper()
    ):  # a heading in capitals, or the text after it
        return False
    if marked and _LISTS_ON.search(before[-10:]):
        return False
    filled = bool(width) and (len(before) >= FULL_LINE * width or _CUT_SIGN.search(before[-12:]) is not None)
    if cuts_off(before) or filled or (_CITING.search(before[-16:]) and _ARTICLE_ALONE.match(plain)):
        return True
    return not marked and (plain[:1].islower() or _CUT_SIGN.search(before[-12:]) is not None)
