"""Names that no list holds: where "Ban Quản lý dự án đầu tư xây dựng" ends."""

from __future__ import annotations

from corpus.agencies.grammar import Words, gazetteer, longest
from corpus.agencies.places import Grammar, phrase_end, place_end
from corpus.agencies.words import NOT_NAMES, STOPS

_LONGEST_NAME = 16  # words; the longest real name met has 15


def unknown_name_end(words: Words, index: int, start: int, grammar: Grammar) -> int:
    """Return the end of the name behind a head that the gazetteer does not know, or `start`."""
    small = start < len(words.items) and words.capital[index] and words.items[index:start] in _SMALL_NAMES
    if (
        small
        and words.items[start].isalpha()
        and phrase_end(words, start, STOPS) == start
        and not words.newline[start]
    ):
        pass
    elif start >= len(words.items) or not words.capital[start] or _parted(words, start, grammar):
        place = place_end(words, start, grammar)
        own = words.capital[index] and " ".join(words.items[index:start]) in _WITH_PLACE
        return place if own and place > start else start
    if words.items[index : start + 1] in NOT_NAMES or words.items[start - 1 : start + 1] in NOT_NAMES:
        return start
    if _all_capitals(words, index, start + 1):
        return start  # a heading in capitals: only known names are safe
    inner = longest(gazetteer().agencies, words, start)
    end = inner[0] if inner else start  # "các Ban Hội đồng nhân dân"
    while end < min(len(words.items), start + _LONGEST_NAME) and _continues(words, end, start, grammar):
        end += 1
    while end > start and words.items[end - 1] in _DANGLING:
        end -= 1
    return end


def _parted(words: Words, start: int, grammar: Grammar) -> bool:
    """Tell whether a head and the word after it stand apart; one line break in running text does not part."""
    if not words.newline[start]:
        return False
    gap = words.text[words.ends[start - 1] : words.starts[start]]
    begins = phrase_end(words, start, grammar.heads | grammar.positions | grammar.plurals) > start
    return gap.strip(" ") != "\n" or begins


_WITH_PLACE = frozenset({"văn phòng", "thanh tra", "công an", "đài", "báo", "bảo hiểm xã hội", "đảng bộ", "đảng ủy", "hội đồng",
                         "trung tâm", "ban", "phòng", "hải quan", "thuế", "bưu điện", "điện lực", "viễn thông", "đoàn"})  # fmt: skip
_NEXT_NAME = frozenset({"ubnd", "hđnd", "sở", "mttq", "bộ"})  # never inside another name
# "Ban quản lý dự án", "Hội đồng nghiệm thu": the name behind these heads is often written small.
_SMALL_NAMES = frozenset(
    {("ban", "quản", "lý"), ("bql",), ("ban", "chỉ", "đạo"), ("tổ", "công", "tác"), ("hội", "đồng")}
)
_DANGLING = frozenset({"và", "-", ",", "của", "các", "&", "có", "những", "cho", "/", "để", "đến"})


def _all_capitals(words: Words, start: int, end: int) -> bool:
    text = words.text[words.starts[start] : words.ends[end - 1]]
    return text.isupper() and end - start >= 2 and len(text) > 8


def _continues(words: Words, at: int, start: int, grammar: Grammar) -> bool:
    """Tell whether the word at `at` still belongs to the name that began at `start`."""
    word = words.items[at]
    capital = words.capital[at]
    if at > start and words.newline[at] and (capital or not word.isalpha() or words.at(at + 1) in {")", "."}):
        return False  # a new line: a sentence or the marker "a)" begins
    if word in {"-", "–", "&"}:
        return words.capital[at + 1] if at + 1 < len(words.items) else False
    if word in {"và", ","}:
        return _joins(words, at, grammar)
    if not word[0].isalnum():
        return False
    if at == start:
        return True
    if capital:
        begins = (
            phrase_end(words, at, grammar.positions) > at + 1 or phrase_end(words, at, grammar.plurals) > at
        )
        return not begins and word not in _NEXT_NAME and longest(gazetteer().agencies, words, at) is None
    if word in {"xây", "các"}:  # "dự án đầu tư xây dựng", "quản lý các khu công nghiệp"
        return words.items[at - 1] in {"tư", "án", "và", "lý", "thầu"}
    if (words.at(at - 2), word) in _TERMS:
        return True
    return phrase_end(words, at, STOPS) == at and (word,) not in grammar.levels


# "Cục Quản lý, giám sát …", "Phòng cháy, chữa cháy", "Phòng, chống …": a comma between the parts of one term.
_TERMS = frozenset({("lý", "giám"), ("cháy", "chữa"), ("phòng", "chống"), ("tra", "giám"), ("tra", "kiểm")})


def _joins(words: Words, at: int, grammar: Grammar) -> bool:
    """Tell whether "và" or a comma joins parts of one name: "Xúc tiến Đầu tư, Thương mại và Du lịch"."""
    after = at + 1
    if (words.at(at - 1), words.at(after)) in _TERMS and words.items[at] == ",":
        return True
    if after >= len(words.items) or not words.capital[after] or words.newline[after]:
        return False
    if phrase_end(words, after, grammar.heads) > after or phrase_end(words, after, grammar.positions) > after:
        return False
    known = gazetteer()
    if longest(known.agencies, words, after) or longest(known.acronyms, words, after):
        return False
    if longest(known.every_field, words, after) and words.items[at] == ",":
        return False
    if words.items[at] == "và":
        return True
    ahead = words.items[after + 1 : after + 6]  # a part of a name has at most four words
    return (
        "và" in ahead
        and "," not in ahead[: ahead.index("và")]
        and words.capital[after + 2 + ahead.index("và")]
    )
