"""What is to be counted, and whether a text counts it."""

from __future__ import annotations

import re

from assistant.question.read import Question
from corpus.text import fold

NO_AMOUNT = re.compile(  # years, days, numbers of documents and provisions, markers of lists
    r"(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)\d\d)?|\d{1,2}/\d{1,2}(?:/\d{4})?|\d+[/-][\w/-]*[^\W\d][\w/-]*"
    r"|(?:điều|khoản|điểm|mục|phụ lục|số|ngày|tháng|quý)\s+\d+|(?m:^)\s*\d+(?:\.\d+)*[.)]"
)

_NUMBER = re.compile(
    r"\d+(?:[.,/]\d+)*|(?<!\w)(?:một|hai|ba|bốn|sáu|bảy|tám|chín|mười|trăm|nghìn|triệu|tỷ|nửa)(?!\w)"
)


def noun_asked(question: Question) -> str | None:
    """Return the first syllable of what is to be counted: "bao nhiêu biên chế" → "biên"; None where none is."""
    asked = re.search(r"(?:bao nhiêu|mấy)\s+([^\W\d_]+)", fold(question.own))
    return asked[1] if asked and question.want("how_much") > 0.5 else None  # 0.5: likelier than all else


def holds_count(text: str, noun: str) -> bool:
    """Say whether a text counts something: a number in figures or words shortly before or after its noun."""
    folded = NO_AMOUNT.sub(" ", fold(text))
    number = r"(?:\d|(?<!\w)(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)(?!\w))"
    word = rf"(?<!\w){re.escape(noun)}(?!\w)"
    return bool(re.search(rf"{number}[^.;\n]{{0,30}}?{word}|{word}[^.;\n]{{0,40}}?{number}", folded))


def new_numbers(question: str, text: str) -> bool:
    """Say whether a text holds a number, in figures or words, that the question does not hold itself."""
    known = set(_NUMBER.findall(NO_AMOUNT.sub(" ", fold(question))))
    return any(n not in known for n in _NUMBER.findall(NO_AMOUNT.sub(" ", fold(text))))
