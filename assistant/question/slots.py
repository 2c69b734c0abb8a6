"""What a question leaves open, and whether a text can fill it: a time, an amount of a kind, a thing of a kind."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from assistant.question.amounts import NO_AMOUNT, new_numbers
from assistant.question.words import family, pattern
from corpus.text import fold, strip_diacritics


class SlotKind(StrEnum):
    """The kind of value that fills a slot."""

    TIME = "time"
    MONEY = "money"
    COUNT = "count"  # so many of a noun
    AMOUNT = "amount"  # a number of any kind
    THING = "thing"  # "thông tư nào": one of a noun


@dataclass(frozen=True, slots=True)
class Slot:
    """The open place of a question: its kind, and the folded syllable that names what fills it.

    Of money the noun is "đồng" where a sum is asked for, empty where a share or a rate would do too.
    """

    kind: SlotKind
    noun: str = ""


_WHEN = re.compile(
    r"(?<!\w)(?:(?:ngày|hôm|bữa|tháng|năm|quý|lúc|thời điểm|thời gian|thứ|khi|tuần|ngay|thang|nam|luc|thoi gian)"
    r"\s+(?:nào|nao)|bao giờ|bao gio|mấy giờ|may gio|bao lâu|bao lau|(?:ngày|tháng|ngay|thang)\s+(?:mấy|may)"
    r"|hạn chót)(?!\w)"
)
_TIME = re.compile(  # dates and years, so many days, what comes again, what follows or precedes an event
    r"\d{1,2}[/.-]\d{1,2}|(?<!\d)(?:19|20)\d\d(?!\d)|\d\s+lần"
    r"|(?<!\w)(?:ngày|tháng|năm|quý|tuần|giờ|thứ|nhiệm kỳ|giai đoạn)\s+(?:\d|[ivx]+(?!\w)|hai|ba|tư|năm|sáu|bảy)"
    r"|\d\s*(?:ngày|tháng|năm|quý|tuần|giờ|phút|giây)(?!\w)"
    r"|(?<!\w)(?:một|hai|ba|bốn|năm|sáu|mười|đầu|cuối|trong|nửa)\s+(?:ngày|tháng|năm|quý|tuần|giờ)(?!\w)"
    r"|(?<!\w)(?:hằng|hàng|mỗi|định kỳ|thường xuyên|ngay|kể từ|sau khi|trước khi|khi|lúc|đến hết|cho đến|đến kỳ"
    r"|vĩnh viễn|suốt)(?!\w)"
)
_SUM = re.compile(r"\d\s*(?:triệu|tỷ|nghìn|ngàn|trăm|đồng|đ|vnđ|usd)(?!\w)")
_RATE = re.compile(r"\d\s*%|(?<!\w)(?:lần mức|hệ số|mức lương|miễn phí)(?!\w)")
_HOW_MUCH = re.compile(r"(?<!\w)(?:bao nhiêu|bao nhieu|mấy|may)(?!\w)(?:\s+(%|[^\W\d_]+))?")
_CLASS = re.compile(  # "loại mấy", "số bao nhiêu" ask for a name in figures, not for an amount
    r"(?<!\w)(?:loại|khu vực|nhóm|hạng|số|hệ số|phụ lục|mục|điều|khoản|bậc|cấp|he so|loai|so)"
    r"\s+(?:là\s+|thứ\s+)?(?:mấy|bao nhiêu|may|bao nhieu)$"
)
_WHICH = re.compile(r"(?<!\w)[^\W\d_]+\s+([^\W\d_]+)\s+(?:nào|nao)(?!\w)")
_NUMBER = r"(?:\d|(?<!\w)(?:mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi)(?!\w))"  # without diacritics
_SAID = re.compile(r"\d|(?<!\w)(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|trăm|nghìn|triệu|tỷ|nửa)(?!\w)")


def slot_of(own: str) -> Slot | None:
    """Return what a question leaves open, or None where it is nothing that a text can be tested for."""
    said = fold(own)
    if _WHEN.search(said):
        return Slot(SlotKind.TIME)
    much = _HOW_MUCH.search(said)
    if much:
        return None if _CLASS.search(said, 0, much.end()) else _amount(said, much)
    which = _WHICH.search(said)
    return Slot(SlotKind.THING, which[1]) if which and which[1] not in family("vague") else None


def _amount(said: str, much: re.Match[str]) -> Slot:
    noun = much[1] or ""
    if noun in family("money_units") and "lượt" not in said:  # "mấy triệu lượt khách" are no money
        return Slot(SlotKind.MONEY, "đồng")
    if noun in {"%", "phần", "phan"}:
        return Slot(SlotKind.AMOUNT)
    if noun and noun not in family("uncounted"):
        return Slot(SlotKind.COUNT, noun)
    return Slot(SlotKind.MONEY if pattern("money").search(said, 0, much.start()) else SlotKind.AMOUNT)


def fills(slot: Slot, own: str, text: str, *, row: bool = False) -> bool:
    """Say whether a text holds a value that could fill a slot; the unit of a table row stands in a heading."""
    said = fold(text)
    if slot.kind is SlotKind.TIME:
        return bool(_TIME.search(said))
    if slot.kind is SlotKind.THING:
        return row or strip_diacritics(slot.noun) in re.findall(r"\w+", strip_diacritics(said))
    if row:
        return bool(re.search(r"\d", text.partition("\t")[2] or text))
    bare = NO_AMOUNT.sub(" ", said)
    if slot.kind is SlotKind.MONEY:
        return bool(_SUM.search(bare)) or (not slot.noun and bool(_RATE.search(bare)))
    if slot.kind is SlotKind.COUNT:
        return _counts(strip_diacritics(bare), strip_diacritics(slot.noun))
    return bool(_SAID.search(bare)) and new_numbers(own, text)


def _counts(plain: str, noun: str) -> bool:
    """Say whether a number stands shortly before or after a noun, in figures or words."""
    word = rf"(?<!\w){re.escape(noun)}(?!\w)"
    return bool(re.search(rf"{_NUMBER}[^.;\n]{{0,30}}?{word}|{word}[^.;\n]{{0,40}}?{_NUMBER}", plain))
