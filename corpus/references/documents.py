"""Find where a text names other documents: "Nghị quyết số 06-NQ/TU ngày 12/11/2021 của Tỉnh ủy".

Numbers are taken as they are printed, with blanks and line breaks inside them closed; broken forms seen in
real files ("10/2021/NĐ - CP", "89NQ-HĐND", "1961/QĐUBND") are understood.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from corpus.model import DocumentRef
from corpus.text import squeeze, strip_diacritics

_TYPES = (  # longest first where one begins another
    "Hiến pháp", "Bộ luật", "Luật", "Pháp lệnh", "Lệnh",
    "Nghị quyết liên tịch", "Nghị quyết", "Nghị định", "Quyết định", "Chỉ thị",
    "Thông tư liên tịch", "Thông tư", "Công văn", "Công điện", "Kế hoạch", "Kết luận",
    "Chương trình hành động", "Chương trình", "Tờ trình", "Báo cáo thẩm tra", "Báo cáo thẩm định", "Báo cáo",
    "Thông báo", "Hướng dẫn", "Đề án", "Quy định", "Quy chế", "Văn bản", "Phương án", "Tờ trình liên ngành",
)  # fmt: skip
_UPPER = "A-ZĐĂÂÊÔƠƯ"
# A code of a type or an issuer: "NĐ", "TTr", "TTg", "UBTVQH13", "BLĐTBXH", "SXD(KTXD)", "CTr".
_CODE = rf"[{_UPPER}Ð](?:[{_UPPER}Ð0-9&]|(?<=[A-Z])[rg](?![a-z]))*(?:\([{_UPPER}]+\))?"
_DASH = r"\s{0,2}[-‐‑–]\s{0,2}"
_SLASH = r"\s{0,2}/\s{0,2}"
# 63/2025/QH15 · 53/2006/QĐ-TTg · 10/2021/NĐ - CP · 151/2013/NQLT/CP-UBTVQH
_WITH_YEAR = rf"\d{{1,5}}{_SLASH}(?:19|20)\d\d{_SLASH}{_CODE}(?:(?:{_DASH}|/){_CODE})*"
# 3316/KH-UBND · 1671/NQ-UBTVQH15 · 9879/TTr-STNMT-KTĐ · 1961/QĐUBND
_SHORT = rf"\d{{1,5}}[a-z]?{_SLASH}{_CODE}(?:{_DASH}{_CODE})*"
# 06-NQ/TU · 399-QĐ/TW · 01-NQ/ĐH
_PARTY = rf"\d{{1,5}}{_DASH}{_CODE}{_SLASH}{_CODE}"
# 89NQ-HĐND: the slash was lost
_GLUED = rf"\d{{1,4}}(?:NQ|QĐ|KH|CT|TTr){_DASH}{_CODE}"
_NUMBER = rf"(?<![\w/.,-])(?P<number>{_WITH_YEAR}|{_PARTY}|{_SHORT}|{_GLUED})(?:(?=ngày)|(?![\w/]|-\w))"
_TYPE = "|".join(re.escape(t).replace(r"\ ", r"\s+") for t in sorted(_TYPES, key=len, reverse=True))
# Between type and number: a law's name ("Luật Thủy sản số …"), "liên ngành", "của Chính phủ", ":".
_LEAD = rf"(?P<type>(?i:{_TYPE}))(?P<name>[^\n.;:“”0-9]{{0,120}}?\s{{0,9}}:?)?"
_NAMED = rf"(?P<bare>(?i:{_TYPE}))\s+"  # "Nghị quyết 06-NQ/TU": no "số"
_REFERENCE = re.compile(rf"(?:{_LEAD}\s{{0,9}}(?i:số\s{{0,9}}:?\s{{0,9}})|{_NAMED})?{_NUMBER}", re.S)
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_DATE = re.compile(
    r"[\s,]*(?:ký\s+|ban\s+hành\s+)?ngày\s+(?:"
    r"(?P<d>\d{1,2})\s*[/.-]\s*(?P<m>\d{1,2})\s*[/.-]\s*(?P<y>\d{4})"
    r"|(?P<d2>\d{1,2})\s+tháng\s+(?P<m2>\d{1,2})\s+năm\s+(?P<y2>\d{4}))",
    re.I,
)
# What ends the issuer's name: the words with which the title begins, or punctuation.
_TITLE_BEGINS = (
    r"\s+(?:về|quy\s+định|hướng\s+dẫn|ban\s+hành|phê\s+duyệt|sửa\s+đổi|ngày|đã|được|và|có|hết|khóa|kỳ|theo"
    r"|năm|số|mà|thì|trên|trong|để|cho|thí\s+điểm|xử\s+lý|bổ\s+sung|thành\s+lập|áp\s+dụng|thông\s+qua|triển\s+khai|thực\s+hiện|tại|trình|đề\s+nghị|thẩm\s+(?:tra|định)|công\s+bố|giao|bãi\s+bỏ|thay\s+thế)\b"
)
# A name goes on over "và" and a comma only before a word that begins no other body or document:
# "Bộ Lao động - Thương binh và Xã hội", "Bộ Văn hóa, Thể thao và Du lịch".
_OTHER_BODY = rf"(?:{_TYPE}|Bộ|Sở|Ban|Ủy|Uỷ|UBND|HĐND|Hội|Chủ|Văn\s+phòng|Giám|Thủ|Tổng|các|Công\s+an)\b"
_JOINED = rf"(?:,|\s+và)\s+(?!{_OTHER_BODY})(?=[{_UPPER}])"
_ISSUER = re.compile(rf"\s+của\s+(?P<issuer>(?:{_JOINED}|(?!{_TITLE_BEGINS})[^.;,()“”0-9]){{3,90}})")
_NAMES_NUMBERED = ("luật", "bộ luật", "pháp lệnh", "hiến pháp")


@dataclass(frozen=True, slots=True)
class Reference:
    """One naming of a document; the span covers type, number, date and issuer as they are printed."""

    document: DocumentRef
    start: int
    end: int
    number_start: int


def find_references(text: str) -> tuple[Reference, ...]:
    """Return the documents that a text names by number, in order."""
    return tuple(r for m in _REFERENCE.finditer(text) if (r := _reference(text, m)) is not None)


def _reference(text: str, match: re.Match[str]) -> Reference | None:
    kind, start = _type(match)
    number = printed_number(match["number"])
    if not _is_number(number, said_to_be=kind is not None or _after_so(text, match)):
        return None
    end = match.end()
    issued_on, end = _date(text, end)
    issuer, end = _issuer(text, end)
    if issued_on is None and issuer is not None:
        issued_on, end = _date(text, end)
    return Reference(DocumentRef(number, kind, issuer, issued_on), start, end, match.start("number"))


def _type(match: re.Match[str]) -> tuple[str | None, int]:
    """Return the type and where it begins; the name of a law stands between type and number."""
    if match["bare"] is not None:
        return squeeze(match["bare"]).capitalize(), match.start("bare")
    if match["type"] is None:
        return None, match.start("number")
    kind = squeeze(match["type"]).capitalize()
    between = squeeze(match["name"] or "").rstrip(" :")
    inner = list(re.finditer(rf"(?i:\b(?:{_TYPE})\b)", match["name"] or ""))
    if inner:  # "Luật Đất đai; Nghị định số": the nearest type is the number's own
        last = inner[-1]
        return squeeze(last[0]).capitalize(), match.start("name") + last.start()
    attribute = kind.lower() in _NAMES_NUMBERED or between.startswith(("của", "liên"))
    if not attribute and len(between.split()) > 4:  # a sentence between, not an attribute of the type
        return None, match.start("number")
    return kind, match.start("type")


def _after_so(text: str, match: re.Match[str]) -> bool:
    return (
        re.search(r"số\s*:?\s*$", text[max(0, match.start("number") - 6) : match.start("number")], re.I)
        is not None
    )


def _is_number(number: str, *, said_to_be: bool) -> bool:
    """Whether a match is a document's number and not a plate, a class or a unit ("5/KM", "12/A")."""
    codes = re.findall(rf"[{_UPPER}]+", number.replace("Ð", "Đ"))
    if re.match(r"\d+/(?:19|20)\d\d/", number) or len(codes) >= 2:
        return True
    return said_to_be and len(codes[0]) >= 2


def printed_number(text: str) -> str:
    """Return a number with the blanks and line breaks inside it closed."""
    return re.sub(r"\s+", "", re.sub(r"[‐‑–]", "-", text)).replace("Ð", "Đ")


def compact(number: str) -> str:
    """Return the form in which two spellings of one number are equal ("NQ-HDND", "07/" as "7/")."""
    return re.sub(r"^0+(?=\d)|[^a-z0-9/]", "", strip_diacritics(printed_number(number)))


def _date(text: str, at: int) -> tuple[str | None, int]:
    match = _DATE.match(text, at)
    if match is None:
        return None, at
    year, month, day = (int(match[a] or match[b]) for a, b in (("y", "y2"), ("m", "m2"), ("d", "d2")))
    try:
        return date(year, month, day).isoformat(), match.end()
    except ValueError:  # a day that no calendar has, as printed in some files
        return None, match.end()


def _issuer(text: str, at: int) -> tuple[str | None, int]:
    match = _ISSUER.match(text, at)
    if match is None:
        return None, at
    issuer = squeeze(match["issuer"])
    khoa = re.match(r"\s*\([Kk]h[oó][aá]\s+\w+\)", text[match.end() : match.end() + 20])
    return issuer, match.end() + (khoa.end() if khoa else 0)
