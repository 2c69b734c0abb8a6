"""Word's automatic numbering: what is printed before a paragraph although its text lacks it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from corpus.readers.word.ooxml import Element, attribute, child, children

MAX_LEVELS = 9  # Word's own limit
MAX_NUMBER = 32767  # largest number that Word prints


@dataclass(frozen=True, slots=True)
class ListLevel:
    """How one level of a list is numbered: format ("decimal", "upperRoman", …), text ("%1.%2."), start."""

    format: str = "decimal"
    text: str = ""
    start: int = 1
    suffix: str = "tab"
    restart: int | None = None  # level after which it starts again; 0 never, None each higher one
    legal: bool = False  # isLgl: higher levels are shown as decimals
    style: str = ""  # paragraph style that this level belongs to


@dataclass(frozen=True, slots=True)
class ListFormat:
    """The levels of one list, the counters it shares, and the starts it overrides."""

    counters: str
    levels: tuple[ListLevel, ...]
    overrides: tuple[tuple[int, int], ...] = ()


@dataclass(slots=True)
class Numbering:
    """The lists of a document and how far each has counted."""

    lists: dict[str, ListFormat]
    counts: dict[str, list[int | None]] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)

    def level_of(self, list_id: str, style: str) -> int:
        """Return the level that belongs to a paragraph style; the first where the list does not say."""
        levels = self.lists[list_id].levels if list_id in self.lists else ()
        return next((i for i, level in enumerate(levels) if style and level.style == style), 0)

    def marker(self, list_id: str, level: int) -> str:
        """Count one paragraph of a list and return what Word prints before it, with the blank after it."""
        form = self.lists.get(list_id)
        if form is None or not 0 <= level < len(form.levels):
            return ""
        counts = self.counts.setdefault(form.counters, [None] * MAX_LEVELS)
        self._count(list_id, form, level, counts)
        return marker_text(form.levels, level, counts)

    def _count(self, list_id: str, form: ListFormat, level: int, counts: list[int | None]) -> None:
        for at, start in form.overrides:
            if at == level and (list_id, at) not in self.begun:
                self.begun.add((list_id, at))
                counts[at] = start - 1
        current = counts[level]
        counts[level] = form.levels[level].start if current is None else min(current + 1, MAX_NUMBER)
        for below in range(level + 1, len(form.levels)):
            restart = form.levels[below].restart
            if restart is None or level < restart:
                counts[below] = None


def marker_text(levels: tuple[ListLevel, ...], level: int, counts: list[int | None]) -> str:
    """Return the printed marker of a level for the given counts, with the blank that follows it."""
    form = levels[level]
    if form.format == "bullet":
        return bullet(form.text)
    if form.format == "none":
        text = re.sub(r"%\d", "", form.text)
    else:
        text = re.sub(
            r"%([1-9])", lambda m: _counted(levels, int(m[1]) - 1, counts, legal=form.legal), form.text
        )
    if form.suffix == "nothing":
        return text.lstrip()
    text = text.strip()
    return f"{text} " if text else ""


def _counted(levels: tuple[ListLevel, ...], level: int, counts: list[int | None], *, legal: bool) -> str:
    if level >= len(levels):
        return ""
    count = counts[level]
    number = levels[level].start if count is None else count
    return format_number(number, "decimal" if legal else levels[level].format)


def bullet(text: str) -> str:
    """Return the bullet to print: "+" and "*" as they are, everything else, symbols included, as "-"."""
    return f"{text.strip()} " if text.strip() in {"+", "*"} else "- "


_HUNDREDS = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"))
_ROMAN = (*_HUNDREDS, (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


def roman(number: int) -> str:
    """Return a number as upper-case Roman numerals."""
    out = []
    for value, sign in _ROMAN:
        times, number = divmod(number, value)
        out.append(sign * times)
    return "".join(out)


def letters(number: int) -> str:
    """Return a number the way Word counts in letters: a … z, aa, bb … zz, aaa (never đ)."""
    turn, place = divmod(number - 1, 26)
    return chr(ord("a") + place) * min(turn + 1, 20)  # 20 letters: nothing printed is longer


def _counting(number: int) -> str:
    """Return a number in Vietnamese words, up to 99: 1 "một", 15 "mười lăm", 21 "hai mươi mốt"."""
    tens, ones = divmod(number, 10)
    if number >= 100:
        return str(number)
    if tens == 0:
        return _DIGITS[ones]
    head = "mười" if tens == 1 else f"{_DIGITS[tens]} mươi"
    tail = {0: "", 1: "mốt" if tens > 1 else "một", 5: "lăm"}.get(ones, _DIGITS[ones])
    return f"{head} {tail}".strip()


def format_number(number: int, form: str) -> str:
    """Return a number in one of Word's formats; an unknown format counts in decimals."""
    if number < 1 and form not in {"decimal", "decimalZero"}:
        return str(number)
    return _FORMATS.get(form, str)(number)


_FORMATS: dict[str, Callable[[int], str]] = {
    "upperRoman": roman,
    "lowerRoman": lambda number: roman(number).lower(),
    "upperLetter": lambda number: letters(number).upper(),
    "lowerLetter": letters,
    "decimalZero": lambda number: f"{number:02d}",
    "vietnameseCounting": _counting,
    "none": lambda number: "",
    "bullet": lambda number: "",
}


def read_numbering(root: Element | None) -> Numbering:
    """Return the lists of a numbering.xml part."""
    abstract = {attribute(a, "abstractNumId") or "": a for a in children(root, "abstractNum")}
    by_style = {attribute(child(a, "styleLink"), "val"): key for key, a in abstract.items() if _has_levels(a)}
    lists: dict[str, ListFormat] = {}
    for num in children(root, "num"):
        key = attribute(child(num, "abstractNumId"), "val") or ""
        link = attribute(child(abstract.get(key), "numStyleLink"), "val")
        if link is not None:
            key = by_style.get(link, key)
        lists[attribute(num, "numId") or ""] = _list_format(num, key, abstract.get(key))
    return Numbering(lists)


def _has_levels(abstract: Element) -> bool:
    return child(abstract, "lvl") is not None


def _list_format(num: Element, key: str, abstract: Element | None) -> ListFormat:
    levels = [ListLevel(text="")] * MAX_LEVELS
    for level in children(abstract, "lvl"):
        _set(levels, level)
    starts: list[tuple[int, int]] = []
    for override in children(num, "lvlOverride"):
        at = _number(override, "ilvl", 0)
        inner = child(override, "lvl")
        if inner is not None:
            _set(levels, inner)
        start = child(override, "startOverride")
        if start is not None and 0 <= at < MAX_LEVELS:
            starts.append((at, _number(start, "val", 1)))
            levels[at] = replace(levels[at], start=starts[-1][1])
    return ListFormat(key, tuple(levels), tuple(starts))


def _set(levels: list[ListLevel], element: Element) -> None:
    at = _number(element, "ilvl", 0)
    if 0 <= at < MAX_LEVELS:
        restart = child(element, "lvlRestart")
        levels[at] = ListLevel(
            format=attribute(child(element, "numFmt"), "val") or "decimal",
            text=attribute(child(element, "lvlText"), "val") or "",
            start=_number(child(element, "start"), "val", 1),
            suffix=attribute(child(element, "suff"), "val") or "tab",
            restart=None if restart is None else _number(restart, "val", 0),
            legal=child(element, "isLgl") is not None,
            style=attribute(child(element, "pStyle"), "val") or "",
        )


def _number(element: Element | None, name: str, default: int) -> int:
    value = attribute(element, name) or ""
    return int(value) if re.fullmatch(r"-?\d{1,9}", value) else default
