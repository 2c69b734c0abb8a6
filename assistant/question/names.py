"""Proper names in a question: people and places, as they are typed with capitals."""

from __future__ import annotations

import re

from corpus.text import fold

_WORD = re.compile(r"(?<![\w/.-])[^\W\d_]+(?![\w/-])")
# What the first syllable of a run says when it is a body, an office or a document and no name.
_COMMON = frozenset(
    [
        "ủy",
        "uỷ",
        "ban",
        "bộ",
        "sở",
        "phòng",
        "cục",
        "chi",
        "tổng",
        "hội",
        "mặt",
        "quốc",
        "chính",
        "thủ",
        "chủ",
        "phó",
        "trưởng",
        "giám",
        "bí",
        "ông",
        "bà",
        "đồng",
        "nghị",
        "quyết",
        "kế",
        "chương",
        "luật",
        "thông",
        "công",
        "tỉnh",
        "thành",
        "xã",
        "phường",
        "huyện",
        "quận",
        "đảng",
        "văn",
        "trung",
        "viện",
        "trường",
        "đại",
        "cơ",
        "đoàn",
        "liên",
        "chỉ",
        "hà",
        "việt",
    ]
)


def names_in(asked: str) -> tuple[str, ...]:
    """Return the proper names of a question that was typed with capitals; bodies and documents are none."""
    found: list[str] = []
    run: list[str] = []
    end = 0
    for match in _WORD.finditer(asked):
        word = match[0]
        if run and asked[end : match.start()].strip():
            run = _close(run, found)
        if not (word[0].isupper() and (len(word) == 1 or not word.isupper())):
            run = _close(run, found)
        elif match.start() or len(word) == 1:  # the first word has a capital anyway
            run.append(word)
        end = match.end()
    _close(run, found)
    return tuple(found)


def _close(run: list[str], found: list[str]) -> list[str]:
    """Keep a run of two to five capitalised syllables as a name ("Đô Lương", "Ma Thế Vinh"); return an empty one."""
    while run and fold(run[0]) in _COMMON:
        run = run[1:]
    if 2 <= len(run) <= 5:  # 5: longer runs are headings
        found.append(" ".join(run))
    return []
