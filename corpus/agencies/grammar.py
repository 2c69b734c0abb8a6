"""Read one agency name from a given place: gazetteer first, then the grammar of Vietnamese names.

"Sở Văn hóa, Thể thao và Du lịch tỉnh Lâm Đồng", "Giám đốc Sở Tài chính", "UBND các huyện, thành phố",
"Người đứng đầu cơ quan chuyên môn thuộc Ủy ban nhân dân cấp tỉnh", "Ban Quản lý dự án đầu tư xây dựng".
All functions work on `Words`: the folded words of a text with their case and their offsets.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from corpus.text import Folded, fold, fold_with_offsets, strip_diacritics

_TOKEN = re.compile(r"[\w&]+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Words:
    """The words and marks of a text: folded form, span in the original, capital first letter or not."""

    text: str
    items: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    capital: tuple[bool, ...]
    newline: tuple[bool, ...]  # a line ends before this word

    def at(self, index: int) -> str:
        """Return the word at an index, "" behind the end."""
        return self.items[index] if 0 <= index < len(self.items) else ""

    def follows(self, index: int, phrase: tuple[str, ...]) -> bool:
        """Tell whether the words from `index` on are those of `phrase`."""
        return self.items[index : index + len(phrase)] == phrase


def words_of(text: str, *, diacritics: bool = True) -> Words:
    """Split a text into folded words with their places in the original."""
    folded: Folded = fold_with_offsets(text, diacritics=diacritics)
    items, starts, ends, capital, newline = [], [], [], [], []
    last = 0
    for m in _TOKEN.finditer(folded.text):
        start, end = folded.span(*m.span())
        items.append(m[0])
        starts.append(start)
        ends.append(end)
        capital.append(text[start : start + 1].isupper() or text[start : start + 1] == "Ð")
        newline.append("\n" in text[last:start] or "\t" in text[last:start])
        last = end
    return Words(text, tuple(items), tuple(starts), tuple(ends), tuple(capital), tuple(newline))


def split(phrase: str, *, diacritics: bool = True) -> tuple[str, ...]:
    """Return the folded words and marks of a phrase."""
    return tuple(_TOKEN.findall(fold(phrase) if diacritics else strip_diacritics(phrase)))


@dataclass(frozen=True, slots=True)
class Entry:
    """One name of the gazetteer: `name` is the full present or former name that a spelling stands for."""

    name: str
    successors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Spellings of agencies and of fields ("Tài chính") as words, each with the full name."""

    agencies: dict[tuple[str, ...], Entry]
    fields: dict[str, dict[tuple[str, ...], Entry]]  # by head: "sở", "bộ", "phòng"
    every_field: dict[tuple[str, ...], Entry]
    acronyms: dict[tuple[str, ...], Entry]


_INITIAL = {"Sở": "S", "Bộ": "B", "Phòng": "P"}


@cache
def gazetteer(*, diacritics: bool = True) -> Gazetteer:
    """Load agencies.toml; without diacritics the spellings are those of an unaccented question."""
    data = tomllib.loads(
        resources.files("corpus.agencies").joinpath("agencies.toml").read_text(encoding="utf-8")
    )

    def key(text: str) -> tuple[str, ...]:
        return split(text, diacritics=diacritics)

    agencies: dict[tuple[str, ...], Entry] = {}
    fields: dict[str, dict[tuple[str, ...], Entry]] = {}
    every: dict[tuple[str, ...], Entry] = {}
    acronyms: dict[tuple[str, ...], Entry] = {}
    for row in data["agency"]:
        entry = Entry(row["name"], tuple(row.get("successors", ())))
        for spelling in (row["name"], *row.get("short", ())):
            agencies.setdefault(key(spelling), entry)
    for row in data["field"]:
        for head in row["heads"]:
            entry = Entry(f"{head} {row['name']}", tuple(f"{head} {s}" for s in row.get("successors", ())))
            known = fields.setdefault(" ".join(key(head)), {})
            for spelling in (row["name"], *row.get("spellings", ()), *row.get("short", ())):
                known.setdefault(key(spelling), entry)
            for short in row.get("short", ()):
                if head in _INITIAL and len(short) > 1:
                    acronyms.setdefault(key(_INITIAL[head] + short), entry)
        for spelling in (row["name"], *row.get("spellings", ())):
            every.setdefault(key(spelling), Entry(row["name"], tuple(row.get("successors", ()))))
    return Gazetteer(agencies, fields, every, acronyms)


def longest(names: dict[tuple[str, ...], Entry], words: Words, index: int) -> tuple[int, Entry] | None:
    """Return the end and the entry of the longest known name that starts at `index`."""
    for size in range(min(14, len(words.items) - index), 0, -1):  # the longest name has 13 words
        entry = names.get(words.items[index : index + size])
        if entry is not None:
            return index + size, entry
    return None


@cache
def raw_spellings() -> dict[str, tuple[str, ...]]:
    """Return for every full name ("Sở Tài chính") its printed spellings and short forms."""
    data = tomllib.loads(
        resources.files("corpus.agencies").joinpath("agencies.toml").read_text(encoding="utf-8")
    )
    spellings: dict[str, tuple[str, ...]] = {r["name"]: tuple(r.get("short", ())) for r in data["agency"]}
    for row in data["field"]:
        for head in row["heads"]:
            other = [f"{head} {s}" for s in (*row.get("spellings", ()), *row.get("short", ()))]
            if head in _INITIAL:
                other += [_INITIAL[head] + s for s in row.get("short", ()) if len(s) > 1]
            spellings[f"{head} {row['name']}"] = tuple(other)
    return spellings


@cache
def merged_units() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the former administrative units with those that they became ("huyện Đức Trọng" → "xã …")."""
    data = tomllib.loads(
        resources.files("corpus.agencies").joinpath("agencies.toml").read_text(encoding="utf-8")
    )
    return tuple((row["former"], tuple(row["present"])) for row in data["unit"])
