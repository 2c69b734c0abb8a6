"""Who signed a document, in which role, and from when it is in force."""

from __future__ import annotations

import re
from dataclasses import replace

from corpus.header.issuer import is_body_line
from corpus.header.letterhead import fact
from corpus.header.numbers import find_date
from corpus.header.parts import Parts, Piece
from corpus.model import Fact
from corpus.structure import is_person, is_recipients, is_role, is_signature
from corpus.text import fold, squeeze, strip_diacritics

# "Nghị quyết này có hiệu lực thi hành kể từ ngày …"
_EFFECT = re.compile(r"có\s+hiệu\s+lực(?:\s+thi\s+hành)?[^.;“”\"]{0,60}?\s(?:kể\s+)?từ\s+(?=ngày|\d)", re.I)
_FROM_SIGNING = re.compile(r"ngày\s+(?:ký|ban\s+hành)", re.I)
_FROM_PASSING = re.compile(r"ngày\s+(?:được\s+)?(?:Quốc hội\s+)?thông\s+qua", re.I)
# "Luật này được Quốc hội … khóa XV, kỳ họp thứ 10 thông qua ngày 10 tháng 12 năm 2025"
_PASSED = re.compile(r"(?<=này )(?:đã\s+)?được\s[^.;]{5,200}?thông\s+qua\s+(?=ngày)", re.I)
_RANK = re.compile(r"^(?:(?:đại|thượng|trung|thiếu) (?:tướng|tá)|(?:gs|pgs|ts|ths|bs|ls)\.)[\s.]+", re.I)
_ROLES = {
    strip_diacritics(r): r
    for r in ("CHỦ TỊCH", "PHÓ CHỦ TỊCH", "GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "BỘ TRƯỞNG", "BÍ THƯ")
}
_ROLE_AT_END = re.compile(
    r"[;,.:][\W_]*(?P<role>(?:PH[ÓO] )?(?:CH\w TỊCH|GI\wM ĐỐC|BỘ TRƯ\wNG|BÍ TH\w))[\W_]*$"
)
_SURNAMES = (
    "Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đào|Đoàn|Trịnh|Đinh|Lâm|Mai|Hà|Tô|Cao|Lưu|"
    "Chu|Trương|Tạ|Thái|Lương|Quách|Kiều|Triệu|Vương|Phùng|Tống|Nông|Hứa|Doãn|Nghiêm"
)
_NAME_AT_END = re.compile(rf"[;.]\s+(?P<name>(?:{_SURNAMES})(?: [A-ZĐÀ-Ỹ][^\W\d_]+){{1,4}})\s*$")
_NEAR = 6  # characters between "từ" and the date: "ngày "


def effective_on(parts: Parts, type_: Fact | None, issued: Fact | None) -> Fact | None:
    """Read "Quyết định này có hiệu lực kể từ ngày …"; from the day of signing means the date of issue."""
    begin, end = parts.body
    subject = rf"(?:{re.escape(type_.value)}|văn bản) này" if type_ else r"\w+\s\w+ này"
    for match in _EFFECT.finditer(parts.text, begin, end):
        before = parts.text[max(begin, match.start() - 260) : match.start()]  # 260: one sentence
        sentence = re.split(r"(?:\.\s|;\s|\n\s*\n|/\.)", before)[-1]
        named = type_ is not None and fold(sentence).endswith(
            fold(type_.value)
        )  # "Quyết định có hiệu lực từ …"
        if not named and not re.search(subject, squeeze(sentence), re.I):
            continue
        date = find_date(parts.text, match.end(), min(end, match.end() + 40))
        if date is not None and date.start - match.end() < _NEAR:
            return fact(date)
        if re.search(r"sau\s+\d|\d\s+ngày", match[0]):  # "sau 15 ngày kể từ ngày ký": counted, not stated
            continue
        signing = _FROM_SIGNING.match(parts.text, match.end())
        if signing and issued is not None:
            return Fact(issued.value, signing.start(), signing.end(), issued.read_from)
        passed = passed_on(parts)
        if passed is not None and _FROM_PASSING.match(parts.text, match.end()):
            return passed
    return None


def signed_in_force(parts: Parts, type_: Fact | None, in_force: Fact | None) -> Fact | None:
    """Return the day of signing of a document that is in force from that day, which a database page states."""
    signing = Fact("", None, None, "text")
    found = effective_on(parts, type_, signing) if in_force is not None else None
    if in_force is None or found is None or found.value:
        return None
    return in_force


def passed_on(parts: Parts) -> Fact | None:
    """Return the day on which an assembly passed its law or resolution."""
    match = _PASSED.search(parts.text, *parts.body)
    return fact(find_date(parts.text, match.end(), match.end() + 40)) if match else None


# Roles that only one body has: under another body's document they are a slip of whoever copied it.
_ONLY_OF = (
    (re.compile(r"(?<!\w)thủ tướng(?!\w)"), ("chính phủ", "thủ tướng")),
    (
        re.compile(r"(?<!\w)(?:bộ|thứ) trưởng(?!\w)"),
        ("bộ", "ủy ban", "thanh tra", "văn phòng", "liên", "tòa", "viện"),
    ),
    (re.compile(r"(?<!\w)chủ tịch nước(?!\w)"), ("chủ tịch nước",)),
)


def signature(parts: Parts, issuer: Fact | None = None) -> tuple[Fact | None, Fact | None]:
    """Return who signed and in which role: the name below "TM. … / KT. CHỦ TỊCH / PHÓ CHỦ TỊCH".

    Of several that signed a joint document it is the one who signed for the body that is named first. A role
    that the issuer does not have ("THỦ TƯỚNG" under a circular of a ministry) says that the block is not its own.
    """
    if issuer is not None and ", " in issuer.value:
        first = fold(issuer.value.split(", ")[0])
        starts = [i for i, p in enumerate(parts.closing) if first in fold(p.plain)]
        if starts:
            return _signed(replace(parts, closing=parts.closing[starts[-1] :]))
    name, role = _signed(parts)
    if role is not None and issuer is not None and _contradicts(fold(role.value), fold(issuer.value)):
        return None, None
    return name, role


def _contradicts(role: str, issuer: str) -> bool:
    return any(pattern.search(role) and not issuer.startswith(bodies) for pattern, bodies in _ONLY_OF)


def _signed(parts: Parts) -> tuple[Fact | None, Fact | None]:
    roles: list[Piece] = []
    for piece in parts.closing:
        plain = piece.plain.strip("*_ ")
        if is_signature(plain) or is_role(plain) or (len(plain) < 60 and is_role(plain.upper())):
            roles.append(piece)
        elif roles and is_person(plain) and not is_recipients(plain) and not is_body_line(plain):
            role = Fact(squeeze(" ".join(r.plain for r in roles)), roles[0].start, roles[-1].end, "text")
            name = _RANK.sub("", squeeze(plain))
            return Fact(name, max(piece.start, piece.end - len(name)), piece.end, "text"), role
    return _interleaved_signature(parts) if parts.recognised else (None, None)


def _interleaved_signature(parts: Parts) -> tuple[Fact | None, Fact | None]:
    """Return name and role where recognition ran the signature into the list of recipients beside it.

    "- Các vị Đại biểu HĐND TP; Nguyễn Ngọc Tuấn": only a known surname after a full entry counts.
    """
    role: Fact | None = None
    for piece in parts.closing:
        printed = parts.text[piece.start : piece.end]
        title = _ROLE_AT_END.search(printed)
        if title is not None and role is None:
            value = _ROLES.get(strip_diacritics(title["role"]), title["role"])
            role = Fact(value, piece.start + title.start("role"), piece.start + title.end("role"), "text")
        name = _NAME_AT_END.search(printed)
        if name is not None and role is not None:
            return Fact(
                squeeze(name["name"]),
                piece.start + name.start("name"),
                piece.start + name.end("name"),
                "text",
            ), role
    return None, role
