"""The grammar of agency names: where a name that starts at a word ends."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache

from corpus.agencies_grammar import Words, gazetteer, longest
from corpus.agencies_words import (
    GENERIC,
    HEADS,
    LEVELS,
    NOT_NAMES,
    PLURALS,
    POSITIONS,
    QUALIFIERS,
    STOPS,
)
from corpus.normalize import strip_diacritics

_LONGEST_NAME = 16  # words; the longest real name met has 15
_SEPARATORS = frozenset({",", "và", "-", "/", "&"})


@dataclass(frozen=True, slots=True)
class Found:
    """A name found at words [start, end). `prefix` is the head that an elided name lacks."""

    start: int
    end: int
    kind: str = "own"
    head: str = ""
    prefix: str = ""
    members: tuple[Found, ...] = ()


def _phrase(words: Words, index: int, phrases: Collection[tuple[str, ...]], size: int = 8) -> int:
    """Return the end of the longest phrase at `index`, or `index`."""
    for length in range(min(size, len(words.items) - index), 0, -1):
        if words.items[index : index + length] in phrases:
            return index + length
    return index


def _loose(phrases: frozenset[tuple[str, ...]]) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(strip_diacritics(w) for w in p) for p in phrases)


_LISTS = {
    True: (PLURALS, POSITIONS, HEADS, LEVELS, GENERIC, QUALIFIERS),
    False: tuple(_loose(p) for p in (PLURALS, POSITIONS, HEADS, LEVELS, GENERIC, QUALIFIERS)),
}


@dataclass(frozen=True, slots=True)
class _Grammar:
    """The word lists for accented or unaccented text."""

    accented: bool
    plurals: frozenset[tuple[str, ...]]
    positions: frozenset[tuple[str, ...]]
    heads: frozenset[tuple[str, ...]]
    levels: frozenset[tuple[str, ...]]
    generic: frozenset[tuple[str, ...]]
    qualifiers: frozenset[tuple[str, ...]]


_GRAMMARS = {accented: _Grammar(accented, *lists) for accented, lists in _LISTS.items()}


@cache
def first_words(accented: bool) -> frozenset[str]:
    """Return the words with which a name can begin, to pass over all others quickly."""
    grammar, known = _GRAMMARS[accented], gazetteer(diacritics=accented)
    lists = (grammar.plurals, grammar.positions, grammar.heads, grammar.generic, known.agencies, known.acronyms)
    return frozenset(phrase[0] for phrases in lists for phrase in phrases)


def agency_at(words: Words, index: int, *, accented: bool = True) -> Found | None:
    """Return the agency whose name starts at a word, or None."""
    grammar = _GRAMMARS[accented]
    plural = _phrase(words, index, grammar.plurals)
    if plural > index and (members := _plural_heads(words, index, plural, grammar)):
        return members
    position = _position(words, plural, grammar)
    found = _organisation(words, plural, grammar)
    if position is not None and (found is None or found.end <= position):
        return Found(index, position, "own")
    if found is not None and (plural == index or found.kind == "generic" or _names_many(words, found)):
        return Found(index, found.end, found.kind, found.head)
    return _generic(words, index, grammar)


def _names_many(words: Words, found: Found) -> bool:
    return found.end - found.start >= 2


def _position(words: Words, index: int, grammar: _Grammar) -> int | None:
    """Read "Giám đốc Sở X", "Chủ tịch UBND các huyện", "Chánh Văn phòng UBND tỉnh"."""
    end = _phrase(words, index, grammar.positions)
    if end == index:
        return None
    while words.at(end) == "," and _phrase(words, end + 1, grammar.positions) > end + 1:
        end = _phrase(words, end + 1, grammar.positions)  # "Bộ trưởng, Chủ nhiệm Ủy ban …"
    inner = _phrase(words, end, grammar.plurals)
    nested = _position(words, inner, grammar)
    if nested is not None:
        return nested
    found = _organisation(words, inner, grammar) or _generic(words, end, grammar, single=True)
    if found is not None:
        return found.end
    place = _place(words, end, grammar)
    return place if place > end and words.capital[index] else None


def _organisation(words: Words, index: int, grammar: _Grammar) -> Found | None:
    """Read a name of the gazetteer, a head with a known field, or a head with an unknown name."""
    known = gazetteer(diacritics=grammar.accented)
    if index >= len(words.items):
        return None
    head_end = _phrase(words, index, grammar.heads)
    head = " ".join(words.items[index:head_end])
    if head_end > index and head in known.fields:
        field = longest(known.fields[head], words, head_end)
        if field is not None:
            return Found(index, _tail(words, field[0], grammar), "own", head)
    acronym = longest(known.acronyms, words, index)
    if acronym is not None and (words.capital[index] or not grammar.accented):
        return Found(index, _tail(words, acronym[0], grammar), "own", "")
    entry = longest(known.agencies, words, index)
    if entry is not None and _is_name(words, index, entry[0], grammar):
        kind = "own"
        end = _tail(words, entry[0], grammar)
        if words.items[index:end] == ("thanh", "tra") and words.capital[index] and words.capital[end : end + 1] == (True,):
            inner = _organisation(words, end, grammar)
            end = inner.end if inner is not None and not words.newline[end] else end  # "Thanh tra Bộ Công an"
        if words.items[end - 2 : end] in {("các", "cấp"), ("cac", "cap")}:
            kind = "generic"
        return Found(index, end, kind, "")
    if head_end > index and grammar.accented:
        end = _unknown(words, index, head_end, grammar)
        if end > head_end:
            end = _tail(words, end, grammar)
            if head in _PARTS_OF_MINISTRIES and words.at(end) == "bộ" and words.capital[end]:
                ministry = longest(known.fields["bộ"], words, end + 1)
                end = ministry[0] if ministry else end  # "Cục Thi hành án Bộ Quốc phòng"
            return Found(index, end, "own", head)
    return None


_PARTS_OF_MINISTRIES = frozenset(
    {"cục", "tổng cục", "vụ", "văn phòng", "thanh tra", "viện", "trường", "trung tâm"}
)


def _is_name(words: Words, index: int, end: int, grammar: _Grammar) -> bool:
    """Tell a name from common words: "Thanh tra tỉnh" is one, "thanh tra việc …" and "thuế" are none."""
    if not grammar.accented:
        return end - index >= 2 or words.items[index] in {"ubnd", "hdnd", "mttq", "tand", "vksnd"}
    if words.capital[index] and end - index >= 2:
        return True
    place = _place(words, end, grammar)
    if words.capital[index]:
        return place > end or words.text[words.starts[index] : words.ends[index]].isupper() or end - index > 1
    return end - index >= 3 or (place > end and end - index >= 2)


def _unknown(words: Words, index: int, start: int, grammar: _Grammar) -> int:
    """Return the end of the name behind a head that the gazetteer does not know, or `start`."""
    small = start < len(words.items) and words.capital[index] and words.items[index:start] in _SMALL_NAMES
    if (
        small
        and words.items[start].isalpha()
        and _phrase(words, start, STOPS) == start
        and not words.newline[start]
    ):
        pass
    elif start >= len(words.items) or not words.capital[start] or words.newline[start]:
        place = _place(words, start, grammar)
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


def _continues(words: Words, at: int, start: int, grammar: _Grammar) -> bool:
    """Tell whether the word at `at` still belongs to the name that began at `start`."""
    word = words.items[at]
    capital = words.capital[at]
    if words.newline[at] and (capital or not word.isalpha() or words.at(at + 1) in {")", "."}):
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
        begins = _phrase(words, at, grammar.positions) > at + 1 or _phrase(words, at, grammar.plurals) > at
        return not begins and word not in _NEXT_NAME and longest(gazetteer().agencies, words, at) is None
    if word in {"xây", "các"}:  # "dự án đầu tư xây dựng", "quản lý các khu công nghiệp"
        return words.items[at - 1] in {"tư", "án", "và", "lý", "thầu"}
    if (words.at(at - 2), word) in _TERMS:
        return True
    return _phrase(words, at, STOPS) == at and (word,) not in grammar.levels


# "Cục Quản lý, giám sát …", "Phòng cháy, chữa cháy", "Phòng, chống …": a comma between the parts of one term.
_TERMS = frozenset({("lý", "giám"), ("cháy", "chữa"), ("phòng", "chống"), ("tra", "giám"), ("tra", "kiểm")})


def _joins(words: Words, at: int, grammar: _Grammar) -> bool:
    """Tell whether "và" or a comma joins parts of one name: "Xúc tiến Đầu tư, Thương mại và Du lịch"."""
    after = at + 1
    if (words.at(at - 1), words.at(after)) in _TERMS and words.items[at] == ",":
        return True
    if after >= len(words.items) or not words.capital[after] or words.newline[after]:
        return False
    if _phrase(words, after, grammar.heads) > after or _phrase(words, after, grammar.positions) > after:
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


def _tail(words: Words, end: int, grammar: _Grammar) -> int:
    """Return the end behind "tỉnh Lâm Đồng", "cấp tỉnh", "các huyện, thành phố", "thuộc Sở X", "liên quan"."""
    before = words.at(end - 1)
    if words.items[end : end + 3] != ("các", "địa", "phương") or before in {"ubnd", "hđnd", "dân", "an"}:
        end = _place(words, end, grammar)  # "Sở Nội vụ | các địa phương" are two
    if words.at(end) in {"thuộc", "thuoc"} and not words.newline[end]:
        inner = _organisation(words, _phrase(words, end + 1, grammar.plurals), grammar)
        if inner is not None:
            end = inner.end
    if words.follows(end, ("đơn", "vị")) and (place := _place(words, end + 2, grammar)) > end + 3:
        end = place  # "Tổ đại biểu HĐND tỉnh đơn vị huyện Bắc Mê"
    if words.at(end) == "(" and words.at(end + 2) == "ủy" and words.at(end + 3) == ")":
        end += 4  # "Tỉnh ủy (Thành ủy)"
    if words.follows(end, ("trực", "thuộc", "trung", "ương")):
        return end + 4  # "các tỉnh, thành phố trực thuộc trung ương"
    for phrase in (("cùng", "cấp"), ("cấp", "mình"), ("khác",), ("liên", "quan"), ("có", "liên", "quan")):
        if words.follows(end, phrase):
            return end + len(phrase)
    return end


def _place(words: Words, index: int, grammar: _Grammar) -> int:
    """Return the end of a place behind a name: "huyện Đức Trọng", "các huyện, thị xã", "cấp tỉnh"."""
    end = index
    if end < len(words.items) and words.newline[end] and words.capital[end]:
        return index
    if words.at(end) in {"các", "cac"} or (words.at(end).isdigit() and len(words.at(end)) < 4):
        end += 1
    many = end > index
    if words.at(end) in {"cấp", "cap"} and _phrase(words, end + 1, grammar.levels) > end + 1:
        return _level_list(words, _phrase(words, end + 1, grammar.levels), grammar, many)
    if many and words.at(end) in {"cấp", "cap"}:
        return end + 1
    level = _phrase(words, end, grammar.levels)
    if level == end or (words.newline[end] and words.capital[end]):
        return index
    end = _proper_name(words, level, grammar, many)
    end = _level_list(words, end, grammar, many) if many or end == level else end
    if many and words.at(end) == ":" and _names_place(words, end + 1, end + 1, grammar):
        return _proper_name(words, end + 1, grammar, many)  # "các huyện, thành phố: Đà Lạt, Bảo Lộc"
    return end


def _level_list(words: Words, end: int, grammar: _Grammar, many: bool) -> int:
    """Return the end of "…, thị xã, thành phố" or ", cấp xã"."""
    while words.at(end) in {",", "và", "-", "va", "/"}:
        after = end + 1
        if words.at(after) in {"cấp", "cap"} or (many and words.at(after) in {"các", "cac"}):
            after += 1
        level = _phrase(words, after, grammar.levels)
        agency = longest(gazetteer(diacritics=grammar.accented).agencies, words, after)
        if (
            level == after
            or words.items[after:level] == ("địa", "phương")
            or (agency is not None and agency[0] > level)
        ):
            break
        end = _proper_name(words, level, grammar, True)
    return end


def _proper_name(words: Words, index: int, grammar: _Grammar, many: bool) -> int:
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
        if _phrase(words, end + 1, grammar.heads | grammar.positions) > end + 1:
            return end
        known = gazetteer()
        if longest(known.agencies, words, end + 1) or longest(known.every_field, words, end + 1):
            return end
        end += 1


def _names_place(words: Words, at: int, first: int, grammar: _Grammar) -> bool:
    """Tell whether the word at `at` goes on with the name of a place that began at `first`."""
    if at >= len(words.items) or not words.capital[at] or (words.newline[at] and at > first):
        return False
    begins = grammar.heads | grammar.positions | grammar.plurals
    if _phrase(words, at, begins) > at or words.items[at] in {"ubnd", "hđnd"}:
        return False
    return longest(gazetteer().agencies, words, at) is None


_LOOSE_STOPS = frozenset("co lam chu phoi la duoc phai giao thuc trong den nam nao gi va".split())


def _generic(words: Words, index: int, grammar: _Grammar, *, single: bool = False) -> Found | None:
    """Read "các sở, ban, ngành, địa phương", "các cơ quan, đơn vị liên quan", "cơ quan chuyên môn thuộc …"."""
    start = _phrase(words, index, grammar.plurals)
    end = _phrase(words, start, grammar.generic)
    if end == start or words.items[start : start + 3] == ("đơn", "vị", "hành"):  # "đơn vị hành chính cấp xã"
        return None
    count, last = 1, end
    while words.at(last) in _SEPARATORS:
        after = last + 1
        if words.at(after) in {"các", "cac"}:
            if words.at(last) in {"và", "va"}:
                break
            after += 1
        member = _phrase(words, after, grammar.generic)
        if member == after or (words.newline[after] and words.capital[after]):
            break
        if _organisation(words, after, grammar) is not None:
            break
        count, last = count + 1, member
    end = _qualified(words, last, grammar)
    enough = count > 1 or (start > index and count == 1) or single
    specific = words.items[start : start + 3] in {("cơ", "quan", "chuyên"), ("co", "quan", "chuyen")}
    if not (enough or specific) or (count == 1 and not single and end - index < 2):
        return None
    own = specific and start == index and "thuộc" in words.items[start:end]
    return Found(index, end, "own" if own else "generic")


def _qualified(words: Words, end: int, grammar: _Grammar) -> int:
    """Return the end behind the qualifiers of a generic name."""
    for _ in range(4):  # "chuyên môn" + "thuộc UBND tỉnh" + "có liên quan"
        before = end
        of = _phrase(words, end + 1, grammar.plurals) if words.at(end) == "của" else end
        if of > end and (whole := _organisation(words, of, grammar)) is not None:
            return whole.end  # "các cơ quan của Tỉnh ủy", not "… của tỉnh"
        end = _phrase(words, end, grammar.qualifiers)
        end = _place(words, end, grammar)
        if words.items[end - 2 : end] == ("trực", "thuộc") and end > before:
            inner = _organisation(words, end, grammar)
            end = inner.end if inner is not None else end
        if words.at(end) in {"thuộc", "thuoc", "của"}:
            after = _phrase(words, end + 1, grammar.plurals)
            inner = _organisation(words, after, grammar)
            if inner is not None:
                end = inner.end
            elif (place := _place(words, after, grammar)) > after:
                end = place
        if end == before:
            break
    return end


def _plural_heads(words: Words, index: int, start: int, grammar: _Grammar) -> Found | None:
    """Read "các Sở: Tài chính, Nội vụ và Xây dựng" as one agency for each field."""
    head_end = _phrase(words, start, grammar.heads)
    head = " ".join(words.items[start:head_end])
    known = gazetteer(diacritics=grammar.accented).fields.get(head)
    if head_end == start or known is None:
        return None
    at = head_end
    while words.at(at) in {",", ":"} or words.at(at) in {"ngành", "ban"}:
        at += 1
    members = tuple(_fields(words, at, known, head.capitalize(), grammar))
    return Found(index, members[-1].end, "own", head, "", members) if members else None


def _fields(
    words: Words, at: int, known: dict[tuple[str, ...], object], prefix: str, grammar: _Grammar
) -> Iterator[Found]:
    """Give the fields of a list from `at` on, each a name that lacks its head."""
    while True:
        field = longest(known, words, at)  # type: ignore[arg-type]
        if field is None or not (words.capital[at] or not grammar.accented):
            return
        yield Found(at, field[0], "own", prefix.lower(), prefix)
        at = field[0]
        if words.at(at) not in {",", "và", ";", "va"}:
            return
        at += 1


def elided_after(words: Words, found: Found, *, accented: bool = True) -> Iterator[Found]:
    """Give the agencies that a list leaves headless: "Sở Kế hoạch và Đầu tư, Tài chính" → "Sở Tài chính"."""
    grammar = _GRAMMARS[accented]
    known = gazetteer(diacritics=accented).fields.get(found.head)
    if known is None or words.at(found.end) not in {",", "và", ";", "va"}:
        return
    if found.head in {"ban", "phòng"}:
        return  # "Ban Dân tộc, Kinh tế …" are mostly other things
    yield from _fields(words, found.end + 1, known, found.head.capitalize(), grammar)  # type: ignore[arg-type]
