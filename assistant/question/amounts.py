"""Numbers that count something, and whether a text holds one that the question does not."""

from __future__ import annotations

import re

from corpus.text import fold

NO_AMOUNT = re.compile(  # years, days, numbers of documents and provisions, markers of lists
    r"(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)\d\d)?|\d{1,2}/\d{1,2}(?:/\d{4})?|\d+[/-][\w/-]*[^\W\d][\w/-]*"
    r"|(?:điều|khoản|điểm|mục|phụ lục|số|ngày|tháng|quý)\s+\d+|(?m:^)\s*\d+(?:\.\d+)*[.)]"
)

_NUMBER = re.compile(
    r"\d+(?:[.,/]\d+)*|(?<!\w)(?:một|hai|ba|bốn|sáu|bảy|tám|chín|mười|trăm|nghìn|triệu|tỷ|nửa)(?!\w)"
)


def new_numbers(question: str, text: str) -> bool:
    """Say whether a text holds a number, in figures or words, that the question does not hold itself."""
    known = set(_NUMBER.findall(NO_AMOUNT.sub(" ", fold(question))))
    return any(n not in known for n in _NUMBER.findall(NO_AMOUNT.sub(" ", fold(text))))
