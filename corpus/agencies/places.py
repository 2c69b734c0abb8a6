"""Places and qualifiers behind agency names: "huyện Đức Trọng", "các huyện, thành phố", "cấp tỉnh"."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from corpus.agencies.grammar import Words, gazetteer, longest
from corpus.agencies.words import GENERIC, HEADS, LEVELS, NOT_NAMES, PLURALS, POSITIONS, QUALIFIERS
from corpus.text import strip_diacritics


def phrase_end(words: Words, index: int, phrases: Collection[tuple[str, ...]], size: int = 8) -> int:
    """Return the end of the longest phrase at `index`, or `index`; "các trường hợp" are no "trường"."""
    for length in range(min(size, len(words.items) - index), 0, -1):
        end = index + length
        if words.items[index:end] in phrases and words.items[end - 1 : end + 1] not in NOT_NAMES:
            return end
    return index


def _loose(phrases: frozenset[tuple[str, ...]]) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(strip_diacritics(w) for w in p) for p in phrases)


_LISTS = {
    True: (PLURALS, POSITIONS, HEADS, LEVELS, GENERIC, QUALIFIERS),
    False: tuple(_loose(p) for p in (PLURALS, POSITIONS, HEADS, LEVELS, GENERIC, QUALIFIERS)),
}


@dataclass(frozen=True, slots=True)
class Grammar:
    """The word lists for accented or unaccented text."""

    accented: bool
    plurals: frozenset[tuple[str, ...]]
    positions: frozenset[tuple[str, ...]]
    heads: frozenset[tuple[str, ...]]
    levels: frozenset[tuple[str, ...]]
    generic: frozenset[tuple[str, ...]]
    qualifiers: frozenset[tuple[str, ...]]


GRAMMARS = {accented: Grammar(accented, *lists) for accented, lists in _LISTS.items()}


def place_end(words: Words, index: int, grammar: Grammar) -> int:
    """Return the end of a place behind a name: "huyện Đức Trọng", "các huyện, thị xã", "cấp tỉnh"."""
    end = index
    if end < len(words.items) and words.newline[end] and words.capital[end]:
        return index
    if words.at(end) in {"các", "cac"} or (words.at(end).isdigit() and len(words.at(end)) < 4):
        end += 1
    many = end > index
    if words.at(end) in {"cấp", "cap"} and phrase_end(words, end + 1, grammar.levels) > end + 1:
        return _level_list(words, phrase_end(words, end + 1, grammar.levels), grammar, many)
    if many and words.at(end) in {"cấp", "cap"}:
        return end + 1
    level = phrase_end(words, end, grammar.levels)
    agency = longest(gazetteer(diacritics=grammar.accented).agencies, words, end)
    if agency is not None and agency[0] > level:
        return index  # "Sở Y tế | Tỉnh đoàn"
    if level == end or (words.newline[end] and words.capital[end]):
        return index
    end = _proper_name(words, level, grammar, many)
    end = _level_list(words, end, grammar, many) if many or end == level else end
    listed = many and words.at(end) == ":" and words.capital[end + 2 : end + 3] == (True,)  # not ": Căn cứ"
    if listed and _names_place(words, end + 1, end + 1, grammar):
        return _proper_name(words, end + 1, grammar, many)  # "các huyện, thành phố: Đà Lạt, Bảo Lộc"
    return end


def _level_list(words: Words, end: int, grammar: Grammar, many: bool) -> int:
    """Return the end of "…, thị xã, thành phố" or ", cấp xã"."""
    while words.at(end) in {",", "và", "-", "va", "/"}:
        after = end + 1
        if words.at(after) in {"cấp", "cap"} or (many and words.at(after) in {"các", "cac"}):
            after += 1
        level = phrase_end(words, after, grammar.levels)
        agency = longest(gazetteer(diacritics=grammar.accented).agencies, words, after)
        if (
            level == after
            or words.items[after:level] == ("địa", "phương")
            or (agency is not None and agency[0] > level)
        ):
            break
        end = _proper_name(words, level, grammar, True)
    return end


def _proper_name(words: Words, index: int, grammar: Grammar, many: bool) -> int:
    """Return the end of the capitalised words at `index` (at most four), with commas where many are meant."""
    if not grammar.accented:
        named = words.at(index).isalpha() and words.at(index) not in _LOOSE_STOPS
        second = (
            named
            and words.at(index + 1).isalpha()
            and words.at(index + 1) not in _LOOSE_STOPS - {"trong", "nam", "giao"}
        )
        return index + named + second
    end = index
    while True:
        first = end
        while end - first < 4 and _names_place(words, end, first, grammar):
            end += 1
        if end == first:
            return end if first == index else first - 1
        dashed = words.at(end) == "-" and _names_place(words, end + 1, end, grammar)
        if dashed and not words.newline[end + 1]:
            end += 1  # "phường Xuân Hương - Đà Lạt"
            continue
        if not (many and words.at(end) in {",", "và"} and words.capital[end + 1 : end + 2] == (True,)):
            return end
        if phrase_end(words, end + 1, grammar.heads | grammar.positions) > end + 1:
            return end
        known = gazetteer()
        if longest(known.agencies, words, end + 1) or longest(known.every_field, words, end + 1):
            return end
        end += 1


def _names_place(words: Words, at: int, first: int, grammar: Grammar) -> bool:
    """Tell whether the word at `at` goes on with the name of a place that began at `first`."""
    if at >= len(words.items) or not words.capital[at] or (words.newline[at] and at > first):
        return False
    if words.newline[at] and words.capital[at + 1 : at + 2] != (True,):
        return False  # "UBND các huyện" + line break + "Căn cứ …": no name of a place
    begins = grammar.heads | grammar.positions | grammar.plurals
    if phrase_end(words, at, begins) > at or words.items[at] in {"ubnd", "hđnd"}:
        return False
    return longest(gazetteer().agencies, words, at) is None


_LOOSE_STOPS = frozenset(
    [
        "co",
        "lam",
        "chu",
        "phoi",
        "la",
        "duoc",
        "phai",
        "giao",
        "thuc",
        "trong",
        "den",
        "nam",
        "nao",
        "gi",
        "va",
    ]
)
