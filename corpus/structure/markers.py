"""The printed marks that open a provision: "Chương II", "Điều 5.", "III.", "1.2.", "đ)", "-", "+".

`read_markers` says what a line could open; which reading is right is decided in `structure_tree`
from what is open at that place ("I." after "H." is a letter, after nothing it is roman one).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from corpus.text import ORDINALS, fold, letter_value, numeral_value, roman_value


class Style(Enum):
    """Way of numbering; the value is the usual depth, smaller outside."""

    PART = 10
    CHAPTER = 20
    DIVISION = 30  # the word "Mục"
    SUBDIVISION = 40  # the words "Tiểu mục"
    ARTICLE = 50
    UPPER = 60  # A.
    ROMAN = 70  # I.
    NUMBER = 80  # 1.
    DECIMAL = 90  # 1.1.
    LETTER = 100  # a)
    LETTER_DECIMAL = 105  # a.1)
    PAREN_NUMBER = 110  # (1) or 1)
    LOWER_ROMAN = 115  # (i)
    STAR = 120
    DASH = 130
    DOT = 140  # • and other printer's marks
    PLUS = 150


BULLETS = frozenset({Style.STAR, Style.DASH, Style.DOT, Style.PLUS})


@dataclass(frozen=True, slots=True)
class Marker:
    """One reading of the head of a line.

    `value` orders siblings (0 for bullets), `label` is the bare number ("III", "12a", "1.2", "đ"),
    `printed` the mark as it stands, `begin` and `end` its place in the line.
    """

    style: Style
    value: int
    label: str
    printed: str
    begin: int
    end: int
    quoted: bool = False


# --- pieces -------------------------------------------------------------------------------------
_DECOR = r"[#>*_\s\\]*?"  # Markdown: "**Điều 1.**", "### I."
_QUOTE = r"(?P<quote>[“\"„‟])?\s*"
_ROMAN = r"(?P<roman>[IVXLC]{1,7})"
_NUMERAL = rf"(?P<numeral>[IVXLC]{{1,7}}|\d{{1,3}}[a-zđ]?|thứ\s+(?:{'|'.join(ORDINALS)}))"
_END = r"(?=[\s.:\-–*_/]|$)"  # after "Chương II"
_STOP = r"\s*\\?[.:\-–/)]?\**_*"

# "PHẦN THỨ NHẤT", "Chương II", "Mục 1.", "Tiểu mục 3"
_NAMED = re.compile(
    rf"^{_DECOR}{_QUOTE}{_DECOR}(?P<word>phần|chương|mục|tiểu mục)\s+(?:số\s+)?{_NUMERAL}{_END}{_STOP}", re.I
)
_WORDS = {"phần": Style.PART, "chương": Style.CHAPTER, "mục": Style.DIVISION, "tiểu mục": Style.SUBDIVISION}
# "Điều 12a. …", "Điều 5: …", "Điều 5" alone, "Article 3."
_ARTICLE = re.compile(
    rf"^{_DECOR}{_QUOTE}{_DECOR}(?:điều|article)\s*(?P<number>\d{{1,3}}[a-zđ]{{0,2}}|[Il](?=[.:]))(?P<stop>\s*\\?[.:)]|\s*[-–](?=\s)|(?=\s*\**$)|(?=\s+[A-ZĐÀ-Ỹ]))\**_*",
    re.I,
)
# "III.", "III -", "I-", "IV/"
_ROMAN_MARK = re.compile(
    rf"^{_DECOR}{_QUOTE}{_DECOR}{_ROMAN}\s*(?:\\?[.)/]|[-–](?=\s*\S))\**_*(?=\s|[^\W\d_a-z]|$)"
)
# "A.", "B -"
_UPPER_MARK = re.compile(
    rf"^{_DECOR}{_QUOTE}{_DECOR}(?P<letter>[A-ZĐ])\s*(?:\\?[.)/]|[-–](?=\s))\**_*(?=\s|[^\W\d_a-z]{{2}}|$)"
)
# "1.1.", "2.3.1", "1.2)"
_DECIMAL_MARK = re.compile(
    rf"^{_DECOR}{_QUOTE}{_DECOR}(?P<number>\d{{1,2}}(?:\.\d{{1,2}}){{1,4}})\s*(?:\\?[.)/:]|[-–](?=\s))?\**_*(?=\s|[^\W\d_])"
)
# "1.", "1-", "1/", "12 .": the digit may touch the next word only if that is capital
_NUMBER_MARK = re.compile(
    rf"^{_DECOR}{_QUOTE}{_DECOR}(?P<number>\d{{1,3}})(?P<suffix>[a-eđ])?\s*(?:\\?[.]|[/:](?=\s)|[-–](?=\s*[^\W\d_])|\.\s*[-–])\**_*(?=\s|[^\W\d_a-z]|[“\"(]|$)"
)
# "(1)", "1)"
_PAREN_MARK = re.compile(
    rf"^{_DECOR}{_QUOTE}{_DECOR}\(?(?P<number>\d{{1,2}})\s*\\?\)\.?\**_*(?=\s|[^\W\d_]|$)"
)
# "a)", "đ.", "(b)", "a1)": a dot must be followed by a blank
_LETTER_MARK = re.compile(
    rf"^{_DECOR}{_QUOTE}{_DECOR}(?P<open>\()?(?P<letter>[a-zđ])(?P<digit>\d?)\s*(?:\\?[)]\.?|\\?\.(?=\s)|/(?=\s)|-(?=\s))\**_*(?=\s|[^\W\d_]|[“\"(]|$)"
)
# "a.1)", "b.2."
_LETTER_DECIMAL_MARK = re.compile(
    rf"^{_DECOR}{_QUOTE}{_DECOR}\(?(?P<letter>[a-zđ])\.?(?P<number>\d{{1,2}}(?:\.\d{{1,2}})?)\s*\\?[.)]\**_*(?=\s|[^\W\d_])"
)
# "(ii)", "ii)"
_LOWER_ROMAN_MARK = re.compile(
    rf"^{_DECOR}{_QUOTE}{_DECOR}\(?(?P<roman>[ivx]{{1,5}})\s*\\?\)\**_*(?=\s|[^\W\d_]|$)"
)
# "- ", "–", "+", "•", "*" followed by text; not "- 5 -" (a page number) and not "-----"
_BULLET_MARK = re.compile(
    r"^(?P<open>[#>_\s]*)(?P<quote>[“\"„‟])?\s*(?P<sign>\\?[-–—−]|\\?\+|[*●•·▪■◆○▫§]|o(?=\s{2,}))(?![-–—*_=+])\s*(?=[^\s\-–—*_=]|\*\*?\w)"
)
_PAGE_NUMBER = re.compile(
    r"^[-–—~|\s]*(?:trang\s*)?\d{1,3}(?:\s*/\s*\d{1,3})?[-–—~|\s]*$", re.I
)  # "5", "- 5 -", "Trang 3/9"

_SIGNS = {
    "-": Style.DASH,
    "–": Style.DASH,
    "—": Style.DASH,
    "−": Style.DASH,
    "+": Style.PLUS,
    "*": Style.STAR,
}


def is_page_number(line: str) -> bool:
    """True for a line that holds a running page number and nothing else."""
    return _PAGE_NUMBER.match(line.strip()) is not None


def read_markers(line: str) -> tuple[Marker, ...]:
    """Return every reading of the head of a line, the usual one first; () where nothing opens."""
    if not line or is_page_number(line):
        return ()
    head = line[:80]  # marks are short; a bound keeps matching linear
    found = [m for read in _READERS if (m := read(head)) is not None]
    return tuple(found) or _bullet(head)


def _marker(match: re.Match[str], style: Style, value: int | None, label: str) -> Marker | None:
    if value is None:
        return None
    quote = match.groupdict().get("quote")
    begin = re.match(r"\s*", match[0]).end()  # type: ignore[union-attr]
    printed = match[0].strip().strip('#>*_\\“"„‟ ').replace("\\", "").rstrip("*_")
    return Marker(style, value, label, printed, begin, match.end(), quote is not None)


def _named(line: str) -> Marker | None:
    match = _NAMED.match(line)
    if match is None or not _opens_heading(line, match):
        return None
    label = " ".join(match["numeral"].split())
    return _marker(match, _WORDS[fold(match["word"])], numeral_value(label), label)


def _opens_heading(line: str, match: re.Match[str]) -> bool:
    """Tell "Mục 1. QUY ĐỊNH" from a sentence that begins with "mục 1 của …"."""
    word = match["word"]
    rest = line[match.end() :].lstrip()
    return word[0].isupper() and (not rest or not rest[0].islower() or match[0].rstrip()[-1:] in ".:")


def _article(line: str) -> Marker | None:
    match = _ARTICLE.match(line)
    if match is None or not match[0].lstrip('#>*_\\“"„‟ \t')[0].isupper():
        return None
    if not match["stop"] and line[match.end() :].strip().lower().startswith(("và", "của")):
        return None
    number = (
        match["number"].replace("I", "1").replace("l", "1") if match["number"] in "Il" else match["number"]
    )
    return _marker(match, Style.ARTICLE, numeral_value(number), number)  # "Điều I.": 1 misread by recognition


def _roman(line: str) -> Marker | None:
    match = _ROMAN_MARK.match(line)
    return _marker(match, Style.ROMAN, roman_value(match["roman"]), match["roman"]) if match else None


def _upper(line: str) -> Marker | None:
    match = _UPPER_MARK.match(line)
    if match is None:
        return None
    return _marker(match, Style.UPPER, letter_value(match["letter"].lower()), match["letter"])


def _decimal(line: str) -> Marker | None:
    match = _DECIMAL_MARK.match(line)
    if match is None:
        return None
    label = match["number"]
    return _marker(match, Style.DECIMAL, int(label.rsplit(".", 1)[1]), label)


def _number(line: str) -> Marker | None:
    match = _NUMBER_MARK.match(line)
    if match is None:
        return None
    return _marker(match, Style.NUMBER, int(match["number"]), match["number"] + (match["suffix"] or ""))


def _paren(line: str) -> Marker | None:
    match = _PAREN_MARK.match(line)
    return _marker(match, Style.PAREN_NUMBER, int(match["number"]), match["number"]) if match else None


def _letter(line: str) -> Marker | None:
    match = _LETTER_MARK.match(line)
    if match is None:
        return None
    return _marker(match, Style.LETTER, letter_value(match["letter"]), match["letter"] + match["digit"])


def _letter_decimal(line: str) -> Marker | None:
    match = _LETTER_DECIMAL_MARK.match(line)
    if match is None:
        return None
    label = f"{match['letter']}.{match['number']}"
    return _marker(match, Style.LETTER_DECIMAL, int(match["number"].rsplit(".", 1)[-1]), label)


def _lower_roman(line: str) -> Marker | None:
    match = _LOWER_ROMAN_MARK.match(line)
    return _marker(match, Style.LOWER_ROMAN, roman_value(match["roman"]), match["roman"]) if match else None


def _bullet(line: str) -> tuple[Marker, ...]:
    match = _BULLET_MARK.match(line)
    if match is None or (match["sign"] == "*" and line.lstrip().startswith("**")):
        return ()
    sign = match["sign"].lstrip("\\")
    marker = _marker(match, _SIGNS.get(sign, Style.DOT), 0, sign)
    return (
        (Marker(marker.style, 0, sign, sign, match.start("sign"), match.end(), marker.quoted),)
        if marker
        else ()
    )


_READERS = (
    _named,
    _article,
    _decimal,
    _number,
    _roman,
    _upper,
    _letter_decimal,
    _letter,
    _paren,
    _lower_roman,
)
