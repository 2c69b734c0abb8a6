"""The grammar of agency names: where a name that starts at a word ends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from corpus.agencies.grammar import Entry, Words, gazetteer, longest
from corpus.agencies.places import GRAMMARS, Grammar, phrase_end, place_end
from corpus.agencies.unknown import unknown_name_end

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


@cache
def first_words(accented: bool) -> frozenset[str]:
    """Return the words with which a name can begin, to pass over all others quickly."""
    grammar, known = GRAMMARS[accented], gazetteer(diacritics=accented)
    lists = (
        grammar.plurals,
        grammar.positions,
        grammar.heads,
        grammar.generic,
        known.agencies,
        known.acronyms,
    )
    return frozenset(phrase[0] for phrases in lists for phrase in phrases)


def agency_at(words: Words, index: int, *, accented: bool = True) -> Found | None:
    """Return the agency whose name starts at a word, or None."""
    grammar = GRAMMARS[accented]
    plural = phrase_end(words, index, grammar.plurals)
    if plural > index and (members := _plural_heads(words, index, plural, grammar)):
        return members
    heads = phrase_end(words, index, grammar.positions)
    many = phrase_end(words, heads, grammar.plurals)
    if many > heads > index and (members := _plural_heads(words, index, many, grammar)):
        who = " ".join(words.items[index:heads]).capitalize()  # "Giám đốc các Sở: Tài chính, Nội vụ"
        return replace(
            members, members=tuple(replace(m, prefix=f"{who} {m.prefix}") for m in members.members)
        )
    position = _position(words, plural, grammar)
    found = _organisation(words, plural, grammar) or _office_of(words, plural, grammar)
    if position is not None and (found is None or found.end <= position):
        return Found(index, position, "own")
    group = _generic(words, index, grammar) if plural > index else None
    if found is not None and group is not None and group.end > found.end:
        return group  # "các huyện ủy, thành ủy, đảng ủy trực thuộc Tỉnh ủy"
    if found is not None and (plural == index or found.kind == "generic" or _names_many(words, found)):
        return Found(index, found.end, found.kind, found.head)
    return _generic(words, index, grammar)


def _names_many(words: Words, found: Found) -> bool:
    return found.end - found.start >= 2


def _position(words: Words, index: int, grammar: Grammar) -> int | None:
    """Read "Giám đốc Sở X", "Chủ tịch UBND các huyện", "Chánh Văn phòng UBND tỉnh"."""
    end = phrase_end(words, index, grammar.positions)
    if end == index:
        return None
    while words.at(end) == "," and phrase_end(words, end + 1, grammar.positions) > end + 1:
        end = phrase_end(words, end + 1, grammar.positions)  # "Bộ trưởng, Chủ nhiệm Ủy ban …"
    office = longest(gazetteer(diacritics=grammar.accented).agencies, words, end - 2)
    if office is not None and office[0] > end and words.at(end - 1) in {"phòng", "phong"}:
        return _tail(words, office[0], grammar)  # "Chánh | Văn phòng Hội đồng nhân dân và Ủy ban nhân dân"
    inner = phrase_end(words, end, grammar.plurals)
    nested = _position(words, inner, grammar)
    if nested is not None:
        return nested
    found = _organisation(words, inner, grammar) or _generic(words, end, grammar, single=True)
    if found is not None:
        return found.end
    place = place_end(words, end, grammar)
    return place if place > end and words.capital[index] else None


def _organisation(words: Words, index: int, grammar: Grammar) -> Found | None:
    """Read a name of the gazetteer, a head with a known field, or a head with an unknown name."""
    known = gazetteer(diacritics=grammar.accented)
    if index >= len(words.items):
        return None
    head_end = phrase_end(words, index, grammar.heads)
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
        if (
            words.items[index:end] == ("thanh", "tra")
            and words.capital[index]
            and words.capital[end : end + 1] == (True,)
        ):
            inner = _organisation(words, end, grammar)
            end = inner.end if inner is not None and not words.newline[end] else end  # "Thanh tra Bộ Công an"
        if words.items[end - 2 : end] in {("các", "cấp"), ("cac", "cap")}:
            kind = "generic"
        return Found(index, end, kind, "")
    if head_end > index and grammar.accented:
        end = unknown_name_end(words, index, head_end, grammar)
        if end > head_end:
            end = _tail(words, end, grammar)
            if head in _PARTS_OF_MINISTRIES and words.at(end) == "bộ" and words.capital[end]:
                ministry = longest(known.fields["bộ"], words, end + 1)
                end = ministry[0] if ministry else end  # "Cục Thi hành án Bộ Quốc phòng"
            return Found(index, end, "own", head)
    return None


def _office_of(words: Words, index: int, grammar: Grammar) -> Found | None:
    """Read "cơ quan Bảo hiểm xã hội", "cơ quan tài chính cùng cấp", "cơ quan thuế": a body known by its field."""
    if not words.follows(index, ("cơ", "quan")) or not grammar.accented:
        return None
    known = gazetteer()
    named = longest(known.agencies, words, index + 2) or longest(known.every_field, words, index + 2)
    if named is None or words.newline[index + 2]:
        return None
    if not words.capital[index + 2] and words.at(index + 2) in _VERBAL and not _names_office(words, named[0]):
        return None  # "các cơ quan xây dựng dự toán"
    return Found(index, _tail(words, named[0], grammar), "own", "")


# Fields that are verbs as well, and the words that follow where a field is meant: "cơ quan xây dựng cấp huyện".
_VERBAL = frozenset({"xây", "thanh", "đầu", "thống"})
_BEHIND_OFFICE = frozenset(
    {
        "cấp",
        "cùng",
        "thuộc",
        "của",
        "tỉnh",
        "huyện",
        "xã",
        "thành",
        "chủ",
        "có",
        "phải",
        "trách",
        "và",
        "phối",
        "chịu",
    }
)


def _names_office(words: Words, end: int) -> bool:
    """Tell whether what follows a field says that it named an office, and did not begin its work."""
    return words.at(end) in _BEHIND_OFFICE or not words.at(end)[:1].isalpha()


_PARTS_OF_MINISTRIES = frozenset(
    {"cục", "tổng cục", "vụ", "văn phòng", "thanh tra", "viện", "trường", "trung tâm"}
)


def _is_name(words: Words, index: int, end: int, grammar: Grammar) -> bool:
    """Tell a name from common words: "Thanh tra tỉnh" is one, "thanh tra việc …" and "thuế" are none."""
    if not grammar.accented:
        return end - index >= 2 or words.items[index] in {"ubnd", "hdnd", "mttq", "tand", "vksnd"}
    if words.capital[index] and end - index >= 2:
        return True
    place = place_end(words, end, grammar)
    if words.capital[index]:
        return place > end or words.text[words.starts[index] : words.ends[index]].isupper() or end - index > 1
    return end - index >= 3 or (place > end and end - index >= 2)


def _tail(words: Words, end: int, grammar: Grammar) -> int:
    """Return the end behind "tỉnh Lâm Đồng", "cấp tỉnh", "các huyện, thành phố", "thuộc Sở X", "liên quan"."""
    before = words.at(end - 1)
    if words.items[end : end + 3] != ("các", "địa", "phương") or before in {"ubnd", "hđnd", "dân", "an"}:
        end = place_end(words, end, grammar)  # "Sở Nội vụ | các địa phương" are two
    if words.at(end) in {"thuộc", "thuoc"} and not words.newline[end]:
        inner = _organisation(words, phrase_end(words, end + 1, grammar.plurals), grammar)
        if inner is not None:
            end = inner.end
    if words.follows(end, ("đơn", "vị")) and (place := place_end(words, end + 2, grammar)) > end + 3:
        end = place  # "Tổ đại biểu HĐND tỉnh đơn vị huyện Bắc Mê"
    if words.at(end) == "(" and words.at(end + 2) == "ủy" and words.at(end + 3) == ")":
        end += 4  # "Tỉnh ủy (Thành ủy)"
    if words.follows(end, ("trực", "thuộc", "trung", "ương")):
        return end + 4  # "các tỉnh, thành phố trực thuộc trung ương"
    for phrase in (
        ("cùng", "cấp"),
        ("cấp", "mình"),
        ("khác",),
        ("liên", "quan"),
        ("có", "liên", "quan"),
        *_AFTER_MERGER,
    ):
        if words.follows(end, phrase):
            return end + len(phrase)
    return end


# "Ủy ban nhân dân cấp tỉnh sau sắp xếp": not those that there were before
_AFTER_MERGER = tuple(
    ("sau", *when, *what)
    for when in ((), ("khi",))
    for what in (("sắp", "xếp"), ("sáp", "nhập"), ("hợp", "nhất"))
)


def _generic(words: Words, index: int, grammar: Grammar, *, single: bool = False) -> Found | None:
    """Read "các sở, ban, ngành, địa phương", "các cơ quan, đơn vị liên quan", "cơ quan chuyên môn thuộc …"."""
    start = phrase_end(words, index, grammar.plurals)
    end = phrase_end(words, start, grammar.generic)
    if end == start or words.items[start : start + 3] == ("đơn", "vị", "hành"):  # "đơn vị hành chính cấp xã"
        return None
    count, last = 1, end
    while words.at(last) in _SEPARATORS:
        after = last + 1
        if words.at(after) in {"các", "cac"}:
            if words.at(last) in {"và", "va"} or start == index:
                break  # "tại địa phương, các sở, ban, ngành": what follows is another list
            after += 1
        member = phrase_end(words, after, grammar.generic)
        if member == after or (words.newline[after] and words.capital[after]):
            break
        if _organisation(words, after, grammar) is not None:
            break
        count, last = count + 1, member
    end = _qualified(words, last, grammar)
    enough = count > 1 or (start > index and count == 1) or single or _beside(words, index, end)
    specific = words.items[start : start + 3] in {("cơ", "quan", "chuyên"), ("co", "quan", "chuyen")}
    managing = words.items[start : start + 3] == (
        "sở",
        "quản",
        "lý",
    )  # "Sở quản lý ngành, lĩnh vực": which, is not said
    if managing and end - start > 3:
        return Found(index, end, "generic")
    if not (enough or specific) or (count == 1 and not single and end - index < 2):
        return None
    own = specific and start == index and "thuộc" in words.items[start:end]
    return Found(index, end, "own" if own else "generic")


def _beside(words: Words, index: int, end: int) -> bool:
    """Tell "đơn vị liên quan" at the end of a list from a single body that is meant otherwise."""
    return words.items[end - 2 : end] == ("liên", "quan") and words.at(index - 1) in {"và", ","}


def _qualified(words: Words, end: int, grammar: Grammar) -> int:
    """Return the end behind the qualifiers of a generic name."""
    for _ in range(4):  # "chuyên môn" + "thuộc UBND tỉnh" + "có liên quan"
        before = end
        of = phrase_end(words, end + 1, grammar.plurals) if words.at(end) == "của" else end
        if of > end and (whole := _organisation(words, of, grammar)) is not None:
            return whole.end  # "các cơ quan của Tỉnh ủy", not "… của tỉnh"
        end = phrase_end(words, end, grammar.qualifiers)
        whole_name = (
            longest(gazetteer(diacritics=grammar.accented).agencies, words, end - 1) if end > before else None
        )
        if whole_name is not None and whole_name[0] > end:
            end = whole_name[0]  # "trực thuộc Tỉnh ủy", not "trực thuộc tỉnh"
        end = place_end(words, end, grammar)
        if words.items[end - 2 : end] == ("trực", "thuộc") and end > before:
            inner = _organisation(words, end, grammar)
            end = inner.end if inner is not None else end
        if words.at(end) in {"thuộc", "thuoc", "của"}:
            after = phrase_end(words, end + 1, grammar.plurals)
            inner = _organisation(words, after, grammar)
            if inner is not None:
                end = inner.end
            elif (place := place_end(words, after, grammar)) > after:
                end = place
        if end == before:
            break
    return end


def _plural_heads(words: Words, index: int, start: int, grammar: Grammar) -> Found | None:
    """Read "các Sở: Tài chính, Nội vụ và Xây dựng" as one agency for each field."""
    head_end = phrase_end(words, start, grammar.heads)
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
    words: Words, at: int, known: dict[tuple[str, ...], Entry], prefix: str, grammar: Grammar
) -> Iterator[Found]:
    """Give the fields of a list from `at` on, each a name that lacks its head."""
    while True:
        field = longest(known, words, at)
        if field is None or not (words.capital[at] or not grammar.accented):
            return
        yield Found(at, field[0], "own", prefix.lower(), prefix)
        at = field[0]
        if words.at(at) not in {",", "và", ";", "va"}:
            return
        at += 1


def elided_after(words: Words, found: Found, *, accented: bool = True) -> Iterator[Found]:
    """Give the agencies that a list leaves headless: "Sở Kế hoạch và Đầu tư, Tài chính" → "Sở Tài chính"."""
    grammar = GRAMMARS[accented]
    known = gazetteer(diacritics=accented).fields.get(found.head)
    if known is None or words.at(found.end) not in {",", "và", ";", "va"}:
        return
    if found.head in {"ban", "phòng"}:
        return  # "Ban Dân tộc, Kinh tế …" are mostly other things
    yield from _fields(words, found.end + 1, known, found.head.capitalize(), grammar)
