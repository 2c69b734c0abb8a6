"""Who issued a document: from the letterhead, the line above the legal bases, or the signature."""

from __future__ import annotations

import difflib
import re
from collections import Counter

from corpus.normalize import fold, new_tones, nfc, squeeze

# First words of the name of a body that issues documents.
_BODIES = (
    "ủy ban thường vụ quốc hội", "ủy ban nhân dân", "ủy ban mặt trận", "ủy ban kiểm tra", "ủy ban", "hội đồng nhân dân",
    "hội đồng", "quốc hội", "chính phủ", "thủ tướng chính phủ", "chủ tịch nước", "văn phòng", "bộ", "sở", "ban chấp hành",
    "ban thường vụ", "ban chỉ đạo", "ban", "tỉnh ủy", "thành ủy", "huyện ủy", "thị ủy", "quận ủy", "đảng ủy", "tổng cục",
    "cục", "tòa án nhân dân", "viện kiểm sát nhân dân", "kiểm toán nhà nước", "thanh tra", "ngân hàng nhà nước",
    "bảo hiểm xã hội", "công an", "liên đoàn", "đoàn đại biểu", "hội", "trường", "viện", "chi cục", "trung ương",
)  # fmt: skip
_BODY = re.compile(r"^(?:" + "|".join(_BODIES) + r")(?!\w)")
_PLACE_WORDS = ("thành phố", "thị trấn", "thị xã", "tỉnh", "huyện", "quận", "phường", "xã", "tp.", "tp")
_PLACE_LINE = re.compile(r"^(?:" + "|".join(re.escape(w) for w in _PLACE_WORDS) + r")(?!\w)")
_NATION = re.compile(r"cộng h[òo][aà]|đảng cộng sản|độc lập")
_PROPER = {
    "quốc hội": "Quốc hội", "chính phủ": "Chính phủ", "thường vụ": "Thường vụ", "việt nam": "Việt Nam", "nhà nước": "nhà nước",
    "trung ương": "Trung ương", "đảng": "Đảng", "mặt trận tổ quốc": "Mặt trận Tổ quốc",
}  # fmt: skip


def is_body_line(plain: str) -> bool:
    """True for a line that begins with the name of a body that issues documents."""
    return len(plain) < (400 if " - " in plain else 120) and _BODY.match(fold(plain).strip("*#_ ")) is not None


def is_place_line(plain: str) -> bool:
    """True for the second line of a letterhead: "TỈNH LÂM ĐỒNG"."""
    return len(plain) < 60 and _PLACE_LINE.match(fold(plain).strip("*#_ ")) is not None


def is_nation(plain: str) -> bool:
    """True for the state's or the Party's half of a letterhead."""
    return _NATION.search(fold(plain)) is not None


def readable_name(printed: str, text: str, place: str | None) -> str:
    """Return the name of a body in small letters as the document itself writes it.

    Args:
        printed: the letterhead, usually in capitals ("ỦY BAN NHÂN DÂN TỈNH LÂM ĐNG").
        text: the document, where the same name often stands in small letters.
        place: the place of the date line ("Lâm Đồng"), which mends a letter lost in the letterhead.
    """
    if " - " in printed and all(is_body_line(b) for b in printed.split(" - ")):  # a joint document
        return " - ".join(readable_name(b, text, place) for b in printed.split(" - "))
    name = _mend(squeeze(re.sub(r"[*_#]|-{2,}", " ", printed)), place)
    if any(c.islower() for c in name):
        return name[0].upper() + name[1:]
    return _spelled_in_text(name, text) or _capitalised(name)


def _mend(name: str, place: str | None) -> str:
    """Replace a misprinted place at the end of a name by the place of the date line."""
    if not place:
        return name
    words, size = name.split(), len(place.split())
    tail = " ".join(words[-size:])
    near = difflib.SequenceMatcher(None, fold(tail), fold(place)).ratio()
    if len(words) > size and fold(tail) != fold(place) and near >= 0.8:  # 0.8: one letter in six
        return " ".join([*words[:-size], place.upper()])
    return name


def _spelled_in_text(name: str, text: str) -> str | None:
    """Return the most frequent spelling of a name in running text, or None."""
    head = nfc(text[:200_000])  # a bound; names stand at the beginning and end
    pattern = r"\s+".join(re.escape(w) for w in nfc(name).split())
    found = Counter(
        squeeze(m[0]) for m in re.finditer(rf"(?<!\w){pattern}(?!\w)", head, re.I) if any(c.islower() for c in m[0])
    )
    wanted = [s for s, _ in found.most_common() if s[0].isupper()]
    return new_tones(wanted[0]) if wanted and fold(wanted[0]) == fold(name) and _places_capital(wanted[0]) else None


def _places_capital(name: str) -> bool:
    match = re.search(r"(?:tỉnh|huyện|quận|phường|xã|thành phố|thị xã)\s+(\w)", name)
    return match is None or match[1].isupper()


def _capitalised(name: str) -> str:
    """Return a name in small letters with capitals for the first word, for places and for known names."""
    lowered = new_tones(name.lower())
    out = lowered[:1].upper() + lowered[1:]
    for word in ("tỉnh", "thành phố", "thị xã", "thị trấn", "huyện", "quận", "phường", "xã"):
        match = re.search(rf"(?<!\w){word}\s+(?!ủy\b|trực\b)(?P<place>.+)$", out, re.I)
        if match:
            place = " ".join(w[:1].upper() + w[1:] for w in match["place"].split())
            out = out[: match.start("place")] + place
            break
    for small, proper in _PROPER.items():
        out = re.sub(rf"(?<=\w )(?<!\w){small}(?!\w)", proper, out)
    match = re.match(r"(Bộ|Sở|Ban|Cục|Tổng cục|Viện|Thanh tra|Tỉnh ủy|Thành ủy|Huyện ủy) (?P<rest>.+)$", out)
    if match:
        rest = re.sub(r"(^|, | và )(\w)", lambda m: m[1] + m[2].upper(), match["rest"])
        if match[1].endswith("ủy"):
            rest = " ".join(w[:1].upper() + w[1:] for w in rest.split())
        out = f"{match[1]} {rest}"
    return out
