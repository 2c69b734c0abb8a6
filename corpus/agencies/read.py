"""Find agencies in a text and tell whether two names mean the same one.

A name is kept as printed; short forms, spellings and former names only help to find
("Sở KH&ĐT" = "Sở Kế hoạch và Đầu tư", whose work Sở Tài chính has had since 01/03/2025).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from corpus.agencies.grammar import Words, gazetteer, longest, merged_units, raw_spellings, words_of
from corpus.agencies.names import Found, agency_at, elided_after, first_words
from corpus.text import find_folded, fold, squeeze, strip_diacritics


@dataclass(frozen=True, slots=True)
class AgencyMention:
    """An agency in a text: `value` as an official reads it, `text[start:end]` as it is printed.

    `kind` is "own" or, for "các sở, ban, ngành", "generic"; `id` is the same for all spellings of a name.
    """

    value: str
    start: int
    end: int
    kind: str
    id: str


def find_agencies(text: str) -> tuple[AgencyMention, ...]:
    """Find the agencies of a text in order; elided lists give one mention for each agency."""
    accented = text.lower() != strip_diacritics(text) and fold(text) != strip_diacritics(text)
    words = words_of(text, diacritics=accented)
    mentions: list[AgencyMention] = []
    begins = first_words(accented)
    index = 0
    while index < len(words.items):
        if words.items[index] not in begins or _in_number(words, index):
            index += 1
            continue
        found = agency_at(words, index, accented=accented)
        if found is None:
            index += 1
            continue
        if found.members:
            mentions += [_mention(words, m) for m in found.members]
        else:
            mentions.append(_mention(words, found))
        index = found.end
        for member in elided_after(words, found, accented=accented):
            mentions.append(_mention(words, member))
            index = member.end
    return tuple(mentions)


def _in_number(words: Words, index: int) -> bool:
    """Tell the letters of a document number ("12/QĐ-UBND", "35/2024/NQ-HĐND") from an agency."""
    return (
        index > 1
        and words.items[index] in {"ubnd", "hđnd", "hdnd"}
        and words.items[index - 1] == "-"
        and words.ends[index - 1] == words.starts[index]
        and words.ends[index - 2] == words.starts[index - 1]
    )


def _mention(words: Words, found: Found) -> AgencyMention:
    start, end = words.starts[found.start], words.ends[found.end - 1]
    value = squeeze(words.text[start:end])
    if found.prefix:
        value = f"{found.prefix} {value}"
    return AgencyMention(value, start, end, found.kind, agency_id(value))


_PLACE_NAME = re.compile(
    r"(?<=\S )(tỉnh|thành phố|tp\.?)\s+(?!trực thuộc)(?:[^\W\d_]+\s*){1,4}$"
)  # "tỉnh Lâm Đồng" at the end
_FILLER = re.compile(r"^(?:các|những|đồng chí|lãnh đạo)\s+")


@lru_cache(maxsize=8192)
def full_name(name: str) -> str:
    """Return a name with its short forms written out: "UBND H. X" → "Ủy ban nhân dân …", "SKHĐT" → "Sở …"."""
    accented = fold(name) != strip_diacritics(name)
    known = gazetteer(diacritics=accented)
    words = words_of(name, diacritics=accented)
    out: list[str] = []
    index = 0
    while index < len(words.items):
        hit = longest(known.agencies, words, index) or longest(known.acronyms, words, index)
        head = known.fields.get(words.items[index])
        if hit is None and head is not None and (field := longest(head, words, index + 1)):
            hit = field
        if hit is None:
            out.append(words.items[index])
            index += 1
        else:
            out.append(fold(hit[1].name) if accented else strip_diacritics(hit[1].name))
            index = hit[0]
    return " ".join(out)


@lru_cache(maxsize=8192)
def agency_id(name: str) -> str:
    """Return the ASCII id that all spellings of a name share; the province's own name is left out."""
    full = _FILLER.sub("", full_name(name))
    full = _PLACE_NAME.sub(lambda m: "thành phố" if m[1] != "tỉnh" else "tỉnh", full).strip()
    plain = re.sub(r"[^a-z0-9]+", "-", strip_diacritics(full)).strip("-")
    # "Sở Tài chính tỉnh" is the province's only one.
    return re.sub(r"^(so-.+|ban-dan-toc)-(?:tinh|thanh-pho)$", r"\1", plain)


def same_agency(a: str, b: str) -> bool:
    """Tell whether two names are spellings of one agency (former and present names are not).

    "UBND tỉnh" is that of any province; those of two provinces that are named differ.
    """
    if agency_id(a) != agency_id(b):
        return False
    one, two = _province(a), _province(b)
    return not one or not two or one == two


def _province(name: str) -> str:
    found = _PLACE_NAME.search(full_name(name))
    return strip_diacritics(found[0]).removeprefix(found[1]).strip() if found is not None else ""


@lru_cache(maxsize=4096)
def expand(name: str) -> tuple[str, ...]:
    """Return the names under which an agency may be found, to widen a search and never to change a quote.

    They are the name itself, its full name, its short forms, and its former and present names.
    """
    accented = fold(name) != strip_diacritics(name)
    known, spellings = gazetteer(), raw_spellings()
    wanted = agency_id(name)
    names = [squeeze(name)]
    entries = [*known.agencies.values(), *(e for fields in known.fields.values() for e in fields.values())]
    for entry in dict.fromkeys(entries):
        if agency_id(entry.name) == wanted:
            names += [entry.name, *spellings.get(entry.name, ()), *entry.successors]
        elif any(agency_id(s) == wanted for s in entry.successors):
            names += [entry.name, *spellings.get(entry.name, ())]
    unique = dict.fromkeys(names + _respelled(name) + _with_units(name))
    if not accented and len(unique) > 1:
        unique.pop(squeeze(name), None)
    return tuple(unique)


def _respelled(name: str) -> list[str]:
    """Return the name with the short or full form of an agency inside it ("Chủ tịch UBND tỉnh")."""
    accented = fold(name) != strip_diacritics(name)
    known, spellings = gazetteer(diacritics=accented), raw_spellings()
    words = words_of(name, diacritics=accented)
    for index in range(len(words.items)):
        hit = longest(known.agencies, words, index)
        if hit is not None:
            end, entry = hit
            before, after = name[: words.starts[index]], name[words.ends[end - 1] :]
            return [squeeze(before + s + after) for s in (entry.name, *spellings.get(entry.name, ()))]
    return []


def _with_units(name: str) -> list[str]:
    """Return the name with a former administrative unit in the place of its present ones, and back."""
    out = []
    for former, present in merged_units():
        for one, others in ((former, present), *((p, (former,)) for p in present)):
            for start, end in find_folded(one, name, diacritics=fold(name) != strip_diacritics(name)):
                out += [squeeze(name[:start] + other + name[end:]) for other in others]
    return out
