"""What each printed row of a table is: a heading, a section, a record, the rest of a record, or a total.

The rows are told apart by what is printed in them, never by their style, so that a sheet, a web page and a
ruled table of a PDF are read alike.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from corpus.model import Cell, Table
from corpus.text import fold, roman_value, squeeze

MAX_HEADING_ROWS = 5  # title of a group, its columns, years, units, numbers of the columns
_LONGEST_HEADING = 90  # characters; a longer cell is content
_LONGEST_SUMMARY = 60  # characters; a longer first cell describes something

_ORDINAL = re.compile(r"\(?(\d{1,4}(?:\.\d{1,3}){0,3}[a-zđ]?)[.)]?")
_DOTTED = re.compile(r"(\d{1,3}(?:\.\d{1,3}){1,3})[.)]?\s+(?=\S)")  # "1.1.2. Tỷ lệ …" inside a cell
_LETTER = re.compile(r"([a-zđ])[.)]?")
_UPPER = re.compile(r"\(?([A-ZĐ])[.)/]?")
_ROMAN = re.compile(r"\(?([IVXLC]{1,7})[.)/]?")
_BULLET = re.compile(r"([-–—+*•])\s*(?=[^\W\d_]|$)")
_QUANTITY = re.compile(r"[-+]?\d[\d.,]*\s*%?")  # "5.000", "12,5%"
_NUMBERING = re.compile(
    r"\(?(\d{1,2})\)?(?:\s*=.*)?|\[(\d{1,2})\]|\(?[A-Za-zĐđ]\)?"
)  # (1) (2), A B 1 2, 6=4+5
_PERIOD = re.compile(
    r"(?:năm |tháng |quý |q\.?|t\.?|kh |th |ước )*(?:(?:19|20)\d\d|\d{1,2}/(?:19|20)\d\d|[ivx]{1,3}(?:/(?:19|20)\d\d)?)"
    r"(?:\s*[-–]\s*(?:19|20)\d\d)?"
)
_HEAD_WORDS = re.compile(
    r"(?:stt|tt|số tt|số thứ tự|nội dung|nhiệm vụ|tên|cơ quan|đơn vị|chủ trì|phối hợp|thời gian|thời hạn|sản phẩm|"
    r"ghi chú|chỉ tiêu|năm|kết quả|tiến độ|địa phương|kinh phí|số lượng|mức|giai đoạn|danh mục)\b"
)
_FIRST_HEADING = re.compile(r"(?:stt|tt|số tt|số thứ tự)\.?")
_SUMMARY = re.compile(
    r"(?:tổng(?: cộng| số| chung| điểm| toàn \w+)?|cộng|(?:chỉ số |điểm |tỷ lệ |giá trị |mức )?(?:trung bình|bình quân)"
    r"|toàn (?:tỉnh|quốc|ngành|thành phố|huyện|xã))"
    r"(?: chung| toàn \w+| cả \w+| mục [\w.]{1,6}| phần [\w.]{1,6}| nhóm [\w.]{1,6}| [ivx]{1,4})?\s*(?:\([^)]*\))?\s*[:.]?"
)
_PARTS = re.compile(r"(?:trong đó|bao gồm|chia ra|gồm)\b")  # what follows belongs to the row above
_OPEN_END = re.compile(r"(?:[,;(–-]|(?<!\w)(?:và|hoặc|của|cho|với|tại|theo|các|từ|đến|trong|là))$")
_DITTO = frozenset({'"', "“", "”", "''", "″", "〃", "//", "nt", "-nt-", "- nt -", "như trên", "-như trên-"})


class RowKind(Enum):
    """What a printed row of a table is."""

    TITLE = "title"  # a caption inside the table, above its headings
    HEADING = "heading"
    NUMBERING = "numbering"  # "(1) (2) (3)" below the headings
    SECTION = "section"  # "A | Khối sở", "I | CÁC KHOẢN THU | 1.058": heads the rows below
    RECORD = "record"
    CONTINUED = "continued"  # the rest of the record above, written over several rows
    SUMMARY = "summary"  # "Tổng cộng", "Chỉ số trung bình"


class Mark(Enum):
    """How a row is numbered; the order says nothing."""

    NONE = ""
    UPPER = "A"
    ROMAN = "I"
    PLAIN = "plain"  # a merged row without a number that heads those below
    NUMBER = "1"
    LETTER = "a"
    DASH = "-"
    PLUS = "+"
    PARTS = "trong đó"


@dataclass(frozen=True, slots=True)
class Row:
    """One printed row: its filled cells in order, its span, what it is and how it is numbered.

    `label` is the number as printed without its brackets and stops ("2.1", "II"), `head` the row (counted in
    the rows of the table) whose headings hold for it, None where no row names the columns.
    """

    index: int
    cells: tuple[Cell, ...]
    start: int
    end: int
    kind: RowKind = RowKind.RECORD
    mark: Mark = Mark.NONE
    label: str = ""
    head: int | None = None


def table_rows(table: Table) -> list[Row]:
    """Return the rows of a table that hold any text, all of them as records."""
    by_row: dict[int, list[Cell]] = {}
    for cell in table.cells:
        if table.start <= cell.start < cell.end <= table.end:
            by_row.setdefault(cell.row, []).append(cell)
    rows: list[Row] = []
    for index in sorted(by_row):
        cells = tuple(sorted(by_row[index], key=lambda c: c.column))
        start, end = min(c.start for c in cells), max(c.end for c in cells)
        if not rows or start >= rows[-1].end:  # cells out of order are damage
            rows.append(Row(index, cells, start, end))
    return rows


def is_ditto(printed: str) -> bool:
    """Say whether a cell only repeats the one above it: '"', "nt", "như trên"."""
    return squeeze(printed).lower() in _DITTO


def is_quantity(printed: str) -> bool:
    """Say whether a cell holds one number and nothing else."""
    return _QUANTITY.fullmatch(printed.strip()) is not None


def header_rows(text: str, rows: Sequence[Row]) -> int:
    """Return how many of the first rows stand above the data: captions, headings, numbers of the columns."""
    kinds = _heads(text, rows)
    return len(kinds) if RowKind.HEADING in kinds else 0


def read_rows(text: str, table: Table) -> list[Row]:
    """Return the filled rows of a table in order, each with what it is."""
    rows = table_rows(table)
    kinds = _heads(text, rows)
    if RowKind.HEADING not in kinds:
        kinds = []
    out = [replace(row, kind=kind) for row, kind in zip(rows, kinds, strict=False)]
    head = next((row.index for row in out if row.kind is RowKind.HEADING), None)
    repeated = {_words(text, row) for row in out if row.kind is not RowKind.TITLE}
    numbers = _numbers_rows(text, rows[len(out) :])
    at = len(out)
    while at < len(rows):
        row = rows[at]
        if _words(text, row) in repeated:  # printed again on a new page
            kind = RowKind.NUMBERING if _is_numbering(text, row) else RowKind.HEADING
            out.append(replace(row, kind=kind, head=head))
        elif _opens_table(text, row):
            again = _heads(text, rows[at:])
            again = again if again and again[0] is RowKind.HEADING else [RowKind.HEADING]
            head = row.index
            out += [replace(r, kind=k, head=head) for r, k in zip(rows[at:], again, strict=False)]
            at += len(again)
            continue
        else:
            out.append(replace(_told(text, row, table, numbers), head=head))
        at += 1
    return _joined(text, out, numbers)


# --- headings -------------------------------------------------------------------------------------
def _heads(text: str, rows: Sequence[Row]) -> list[RowKind]:
    """Return the kinds of the first rows up to the first record; empty where the first row is a record."""
    kinds: list[RowKind] = []
    heads: list[Row] = []
    for i, row in enumerate(rows[:MAX_HEADING_ROWS]):
        below = rows[i + 1] if i + 1 < len(rows) else None
        if below is None:
            break
        if heads and _is_numbering(text, row):
            kinds.append(RowKind.NUMBERING)
        elif (heads and _continues_head(text, row, heads, below)) or (
            not heads and _names_columns(text, row, below)
        ):
            kinds.append(RowKind.HEADING)
            heads.append(row)
        elif not heads and _is_caption(text, row, rows[i + 1 :]):
            kinds.append(RowKind.TITLE)
        else:
            break
    return kinds


def _is_caption(text: str, row: Row, below: Sequence[Row]) -> bool:
    """True for one merged cell above the row that names the columns."""
    if len(row.cells) != 1 or row.cells[0].column_span < 2 or len(below) < 2:
        return False
    return _opens_table(text, below[0]) or (_is_caption(text, below[0], below[1:3]) and len(below) > 2)


def _opens_table(text: str, row: Row) -> bool:
    """True for a row of headings by its first word: "STT | Tên | …"."""
    words = [fold(_text(text, c)) for c in row.cells]
    return len(words) > 1 and _FIRST_HEADING.fullmatch(words[0]) is not None and not _ordinal(words[1])


def _names_columns(text: str, row: Row, below: Row) -> bool:
    """True for the first row of headings."""
    words = [fold(_text(text, c)) for c in row.cells]
    if _ordinal(words[0]) or max(map(len, words)) > _LONGEST_HEADING:
        return False
    named = sum(_HEAD_WORDS.match(w) is not None for w in words)
    if named >= max(2, len(words) // 3) or _HEAD_WORDS.match(words[0]):
        return True
    if (
        len(words) < 2
        or any(map(is_quantity, words[:1]))
        or any(is_quantity(w) and not _is_period(w) for w in words)
    ):
        return False
    return len(below.cells) >= len(words) and any(is_quantity(_text(text, c)) for c in below.cells[1:])


def _continues_head(text: str, row: Row, heads: Sequence[Row], below: Row) -> bool:
    """True for a further row of headings: below merged groups, beside merged cells, or with the first column blank."""
    words = [fold(_text(text, c)) for c in row.cells]
    if max(map(len, words)) > _LONGEST_HEADING or (_ordinal(words[0]) and row.cells[0].column == 0):
        return False
    if any(c.row < row.index < c.row + c.row_span for head in heads for c in head.cells):
        return True  # beside the first cells, which reach down to it
    first = heads[0].cells[0].column
    if row.cells[0].column <= first or any(is_quantity(w) and not _is_period(w) for w in words):
        return False
    if below.cells[0].column > first and not _is_numbering(text, below) and not _is_single(below):
        return False  # the first column is blank below too: a record without a number
    groups = [c for head in heads for c in head.cells if c.column_span > 1]
    grouped = all(any(g.column <= c.column < g.column + g.column_span for g in groups) for c in row.cells)
    return grouped or len(row.cells) > 1 or row.cells[0].column > first + 1


def _is_single(row: Row) -> bool:
    return len(row.cells) == 1


def _is_numbering(text: str, row: Row) -> bool:
    """True for "(1) (2) (3)" and "A B 1 2 3=1+2": numbers that rise by one, letters before them."""
    found = [_NUMBERING.fullmatch(_text(text, c)) for c in row.cells]
    if len(found) < 3 or None in found:
        return False
    numbers = [int(m[1] or m[2]) for m in found if m is not None and (m[1] or m[2])]
    letters = [m is not None and not (m[1] or m[2]) for m in found]
    if numbers != list(range(numbers[0], numbers[0] + len(numbers))) if numbers else False:
        return False
    if numbers:
        return letters == sorted(letters, reverse=True) and (len(numbers) > 1 or numbers == [1])
    return [_text(text, c).strip("()").upper() for c in row.cells] == list(_COLUMN_LETTERS[: len(row.cells)])


_COLUMN_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def _is_period(folded: str) -> bool:
    return _PERIOD.fullmatch(folded) is not None


# --- records and sections -------------------------------------------------------------------------
def _numbers_rows(text: str, rows: Sequence[Row]) -> bool:
    """True when the first column numbers the rows."""
    first = [_text(text, r.cells[0]) for r in rows if r.cells[0].column == 0]
    numbered = sum(_ordinal(w) is not None or _ROMAN.fullmatch(w) is not None for w in first)
    return numbered > 0 and numbered >= len(first) // 2


def _told(text: str, row: Row, table: Table, numbers: bool) -> Row:
    """Return a row below the headings with its number and what it is."""
    first = row.cells[0]
    printed = _text(text, first)
    lead = printed.split()[0] if printed else ""
    alone = len(row.cells) == 1
    wide = alone and first.column_span >= max(2, table.columns - 1)
    if _is_summary(printed if not numbers or first.column > 0 or alone or not _ordinal(printed) else ""):
        return replace(row, kind=RowKind.SUMMARY)
    if wide:
        mark, label = _section_mark(lead)
        return replace(row, kind=RowKind.SECTION, mark=mark, label=label)
    if first.column == 0 and not alone:
        if (ordinal := _ordinal(printed)) is not None:
            return replace(row, mark=Mark.NUMBER, label=ordinal)
        mark, label = _section_mark(printed)
        if mark is not Mark.PLAIN:
            return replace(row, kind=RowKind.SECTION, mark=mark, label=label)
        if letter := _LETTER.fullmatch(printed):
            return replace(row, mark=Mark.LETTER, label=letter[1])
    elif (
        alone
        and first.column == 0
        and len(lead) < len(printed)
        and (found := _section_mark(lead))[0] is not Mark.PLAIN
    ):
        return replace(row, kind=RowKind.SECTION, mark=found[0], label=found[1])
    name = next((_text(text, c) for c in row.cells if not _BULLET.fullmatch(_text(text, c))), "")
    if bullet := _BULLET.match(printed) or _BULLET.match(name):
        return replace(row, mark=Mark.PLUS if bullet[1] == "+" else Mark.DASH)
    if _PARTS.match(fold(printed)):
        return replace(row, mark=Mark.PARTS)
    return row


def _section_mark(printed: str) -> tuple[Mark, str]:
    """Return the mark of a section and its number; `Mark.PLAIN` for none."""
    if (
        (roman := _ROMAN.fullmatch(printed))
        and roman_value(roman[1]) is not None
        and roman[1] not in {"C", "L"}
    ):
        return Mark.ROMAN, roman[1]
    if upper := _UPPER.fullmatch(printed):
        return Mark.UPPER, upper[1]
    return Mark.PLAIN, ""


def _is_summary(printed: str) -> bool:
    return len(printed) <= _LONGEST_SUMMARY and _SUMMARY.fullmatch(fold(printed)) is not None


def _joined(text: str, rows: list[Row], numbers: bool) -> list[Row]:
    """Mark the rows that go on with the record above them: written over several rows of a sheet."""
    if not numbers:
        return rows
    out: list[Row] = []
    main: Row | None = None  # the record that a row may go on with
    for row in rows:
        plain = row.kind is RowKind.RECORD and row.mark is Mark.NONE
        if plain and main is not None and _goes_on(text, row, main, out[-1]):
            out.append(replace(row, kind=RowKind.CONTINUED))
            continue
        out.append(row)
        main = row if row.kind is RowKind.RECORD and row.mark in (Mark.NUMBER, Mark.LETTER) else None
    return out


def _goes_on(text: str, row: Row, main: Row, above: Row) -> bool:
    """True for a row that only has the rest of some cells of the numbered record above it."""
    filled = {c.column: c for c in main.cells}
    if (
        row.cells[0].column == 0
        or len(row.cells) >= len(filled)
        or not all(c.column in filled for c in row.cells)
    ):
        return False
    if any(c.row + c.row_span > row.index for c in main.cells):
        return False  # a merged record has rows of its own
    if any(is_quantity(_text(text, c)) for c in row.cells):
        return False
    before = {c.column: c for c in (*main.cells, *above.cells)}
    return any(
        _text(text, c)[:1].islower() or _OPEN_END.search(_text(text, before[c.column]).lower())
        for c in row.cells
    )


def dotted_within(text: str, row: Row, ordinal: str) -> tuple[Cell, str] | None:
    """Return the cell of a row that is numbered below a merged number, with its number: "1.1.2" below "1"."""
    for cell in row.cells:
        found = _DOTTED.match(text[cell.start : cell.end].lstrip())
        if found and found[1].startswith(f"{ordinal}."):
            return cell, found[1]
    return None


def _ordinal(printed: str) -> str | None:
    match = _ORDINAL.fullmatch(printed)
    return match[1] if match else None


def _text(text: str, cell: Cell) -> str:
    return squeeze(text[cell.start : cell.end])


def _words(text: str, row: Row) -> tuple[str, ...]:
    return tuple(fold(_text(text, c)) for c in row.cells)
