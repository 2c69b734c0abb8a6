"""Document numbers in a question, however short: "KH 3316", "NQ06", "Thông tư 44/2025", "06-NQ/TU"."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Type words and the abbreviation that stands in a number (NĐ 30/2020/NĐ-CP, Phụ lục III)
TYPES = {
    "kế hoạch": "kh", "nghị quyết": "nq", "quyết định": "qđ", "nghị định": "nđ", "thông tư": "tt", "chỉ thị": "ct",
    "thông báo": "tb", "tờ trình": "ttr", "báo cáo": "bc", "chương trình": "ctr", "kết luận": "kl", "hướng dẫn": "hd",
    "quy chế": "qc", "quy định": "qđ", "phương án": "pa", "đề án": "đa", "luật": "l", "pháp lệnh": "pl", "công văn": "cv",
    "văn bản": "", "công điện": "cđ", "hiến pháp": "hp",
}  # fmt: skip
_WORDS = "|".join(sorted(TYPES, key=len, reverse=True))
_SUFFIX = r"(?:[/-]\s?[a-zđ][a-zđ0-9]*(?:[-/][a-zđ0-9]+)*)"  # "/kh-ubnd", "-nq/tu", "/ubtvqh15"
_FULL = re.compile(
    rf"(?:(?P<type>{_WORDS})\s+)?(?:số\s*:?\s*)?(?<![\w/])(?P<n>\d{{1,5}})(?:/(?P<y>(?:19|20)\d\d))?(?P<s>{_SUFFIX})(?!\w)"
)
_SHORT = re.compile(
    rf"(?P<type>{_WORDS})\s+(?:số\s*:?\s*)?(?P<n>\d{{1,5}})(?:/(?P<y>(?:19|20)\d\d))?(?![\w/%.,]*\d)(?!\s*(?:năm|tháng|ngày|lần|%))(?!\w)"
)
_YEARED = re.compile(
    r"(?<![\w/])(?P<n>\d{1,5})/(?P<y>(?:19|20)\d\d)(?![\w/])"
)  # "văn bản 314/2025", not a month


@dataclass(frozen=True, slots=True)
class NumberHint:
    """A document as the question names it; what was not said is None or empty."""

    number: str  # "3316", "06"
    year: str | None
    type: str  # "kh", "nq", … or ""
    suffix: str  # "kh-ubnd", "nq/tu" or ""
    start: int
    end: int

    def matches(self, number: str) -> bool:
        """Say whether a document's full number can be what was meant."""
        got = re.match(
            r"\s*0*(\d+)\s*(?:/\s*((?:19|20)\d\d))?\s*[/-]?\s*(.*)", number.lower().replace(" ", "")
        )
        if not got or got[1] != self.number.lstrip("0"):
            return False
        rest = re.sub(r"[^a-zđ0-9]+", "-", got[3]).strip("-")
        if self.year and got[2] and self.year != got[2]:
            return False
        if self.suffix:
            return _plain(self.suffix) == _plain(rest) or (not rest and not got[3])
        return (
            not self.type
            or not rest
            or _plain(rest).startswith(_plain(self.type))
            or _is_law(self.type, rest)
        )


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "", text.lower().replace("đ", "d"))


def _is_law(kind: str, rest: str) -> bool:
    return (
        kind in ("l", "nq", "pl", "hp") and "qh" in rest
    )  # laws and resolutions of the National Assembly: "72/2025/QH15"


def number_hints(text: str) -> tuple[NumberHint, ...]:
    """Return the documents that a folded question names by number, in order."""
    found: list[NumberHint] = []
    for pattern in (_FULL, _SHORT, _YEARED):
        for m in pattern.finditer(text):
            if any(h.start < m.end() and m.start() < h.end for h in found):
                continue
            groups = m.groupdict()
            if pattern is _YEARED and re.search(r"(?:tháng|thang|quý|quy|ngày)\s*$", text[: m.start()]):
                continue
            suffix = re.sub(r"\s", "", groups.get("s") or "").lstrip("/-")
            kind = TYPES.get(groups.get("type") or "", "")
            found.append(NumberHint(m["n"], groups.get("y"), kind, suffix, m.start(), m.end()))
    return tuple(sorted(found, key=lambda h: h.start))
