"""Lists, styles and fonts of the binary Word format, as the numbering that DOCX uses too."""

from __future__ import annotations

from dataclasses import dataclass, replace

from corpus.readers.word.doc.binary import (
    FONTS,
    LIST_OVERRIDES,
    LISTS,
    STYLES,
    DamagedWordError,
    WordFile,
    number,
)
from corpus.readers.word.doc.properties import Character, Paragraph, apply, character
from corpus.readers.word.numbering import MAX_LEVELS, ListFormat, ListLevel, Numbering

# Number formats by code ([MS-OSHARED] MSONFC) under the names of DOCX.
_FORMATS = {
    0: "decimal",
    1: "upperRoman",
    2: "lowerRoman",
    3: "upperLetter",
    4: "lowerLetter",
    22: "decimalZero",
} | {
    23: "bullet",
    255: "none",
}
_SUFFIXES = {0: "tab", 1: "space", 2: "nothing"}
MAX_LISTS = 20_000  # more is damage


def read_lists(word: WordFile) -> Numbering:
    """Return the document's lists under the numbers by which paragraphs refer to them ("1", "2", …)."""
    try:
        return Numbering(_overrides(word, _abstract(word)))
    except (DamagedWordError, IndexError):
        return Numbering({})  # the text is worth having without its numbers; the caller warns


def _abstract(word: WordFile) -> dict[int, ListFormat]:
    start, size = word.place(LISTS)
    if not size:
        return {}
    count = number(word.table, start, "H")
    heads = [start + 2 + 28 * i for i in range(min(count, MAX_LISTS))]
    at = start + size  # the levels follow the table that the entry spans
    found: dict[int, ListFormat] = {}
    for head in heads:
        identity = number(word.table, head, "i")
        levels: list[ListLevel] = []
        for _ in range(1 if word.table[head + 26] & 1 else MAX_LEVELS):  # bit 0: a simple list has one level
            level, at = _level(word.table, at)
            levels.append(level)
        padded = (*levels, *[ListLevel(text="")] * (MAX_LEVELS - len(levels)))
        found[identity] = ListFormat(str(identity), padded)
    return found


def _level(table: bytes, at: int) -> tuple[ListLevel, int]:
    """Return one level and where the next begins ([MS-DOC] LVL)."""
    start, form, flags = number(table, at, "i"), table[at + 4], table[at + 5]
    suffix, restart = table[at + 15], table[at + 26]
    text_at = at + 28 + table[at + 24] + table[at + 25]  # after the properties of characters and paragraphs
    length = number(table, text_at, "H")
    units = [number(table, text_at + 2 + 2 * i, "H") for i in range(length)]
    text = "".join(f"%{unit + 1}" if unit < MAX_LEVELS else chr(unit) for unit in units)
    level = ListLevel(
        format=_FORMATS.get(form, "decimal"),
        text=text,
        start=start,
        suffix=_SUFFIXES.get(suffix, "tab"),
        restart=restart if flags & 8 else None,  # fNoRestart: the limit is said
        legal=bool(flags & 4),
    )
    return level, text_at + 2 + 2 * length


def _overrides(word: WordFile, abstract: dict[int, ListFormat]) -> dict[str, ListFormat]:
    start, size = word.place(LIST_OVERRIDES)
    if not size:
        return {}
    count = min(number(word.table, start, "I"), MAX_LISTS)
    at = start + 4 + 16 * count
    found: dict[str, ListFormat] = {}
    for i in range(count):
        head = start + 4 + 16 * i
        form = abstract.get(number(word.table, head, "i"))
        at += 4  # the paragraph in which the override begins
        for _ in range(word.table[head + 12]):
            form, at = _override(word.table, at, form)
        if form is not None:
            found[str(i + 1)] = form
    return found


def _override(table: bytes, at: int, form: ListFormat | None) -> tuple[ListFormat | None, int]:
    start, flags = number(table, at, "i"), number(table, at + 4, "I")
    level, at = flags & 15, at + 8
    if flags & 0x20:  # fFormatting: a whole level follows
        changed, at = _level(table, at)
        if form is not None and level < MAX_LEVELS:
            levels = (*form.levels[:level], changed, *form.levels[level + 1 :])
            form = replace(form, levels=levels)
            start = changed.start
    if form is not None and flags & 0x10 and level < MAX_LEVELS:  # fStartAt
        form = replace(form, overrides=(*form.overrides, (level, start)))
    return form, at


@dataclass(frozen=True, slots=True)
class DocStyle:
    """What a paragraph style says."""

    paragraph: Paragraph
    character: Character


def read_styles(word: WordFile) -> dict[int, DocStyle]:
    """Return the paragraph styles by number; a damaged sheet gives none."""
    try:
        raw = _raw_styles(word.entry(STYLES))
    except (DamagedWordError, IndexError):
        return {}
    return {index: _resolved(index, raw) for index in raw}


def _raw_styles(sheet: bytes) -> dict[int, tuple[int, bytes, bytes]]:
    """Return style → (parent, paragraph properties, character properties) ([MS-DOC] STSH)."""
    head = number(sheet, 0, "H")
    count, base = number(sheet, 2, "H"), number(sheet, 4, "H")
    at = 2 + head
    found: dict[int, tuple[int, bytes, bytes]] = {}
    for index in range(count):
        size = number(sheet, at, "H")
        style = sheet[at + 2 : at + 2 + size]
        at += 2 + size
        if size < base + 2 or style[2] & 15 != 1:  # 1: a paragraph style
            continue
        name_end = base + 2 + 2 * number(style, base, "H") + 2
        paragraph_size = number(style, name_end, "H")
        paragraph_properties = style[name_end + 4 : name_end + 2 + paragraph_size]
        following = name_end + 2 + paragraph_size + paragraph_size % 2
        character_size = number(style, following, "H") if following + 2 <= len(style) else 0
        character_properties = style[following + 2 : following + 2 + character_size]
        found[index] = (number(style, 2, "H") >> 4, paragraph_properties, character_properties)
    return found


def _resolved(index: int, raw: dict[int, tuple[int, bytes, bytes]]) -> DocStyle:
    chain: list[int] = []
    while index in raw and index not in chain:
        chain.append(index)
        index = raw[index][0]
    found, characters = Paragraph(), b""
    for style in reversed(chain):
        found = apply(found, raw[style][1])
        characters += raw[style][2]
    return DocStyle(found, character(characters))


def read_fonts(word: WordFile) -> list[str]:
    """Return the names of the document's fonts by number."""
    entry = word.entry(FONTS)
    names: list[str] = []
    at = 4
    while at < len(entry) and len(names) < 1000:  # more fonts than a machine has are damage
        size = entry[at] + 1
        raw = entry[at + 40 : at + size]  # the name follows 40 bytes of metrics
        names.append(raw[: len(raw) // 2 * 2].decode("utf-16-le", "replace").split("\0")[0])
        at += size
    return names
