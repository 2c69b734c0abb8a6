"""Words and line patterns of the form of Vietnamese administrative documents (NĐ 30/2020, HD 36-HD/VPTW)."""

from __future__ import annotations

import re

from corpus.text import fold, strip_diacritics

DOCUMENT_TYPES = (
    "Nghị quyết liên tịch", "Thông tư liên tịch", "Chương trình hành động", "Văn bản hợp nhất", "Bộ luật",
    "Pháp lệnh", "Nghị quyết", "Nghị định", "Quyết định", "Chỉ thị", "Thông tư", "Kế hoạch", "Chương trình",
    "Chiến lược", "Quy hoạch", "Đề án", "Dự án", "Phương án", "Quy chế", "Quy định", "Quy trình", "Quy tắc",
    "Nội quy", "Hướng dẫn", "Báo cáo", "Tờ trình", "Thông báo", "Thông tri", "Kết luận", "Công điện",
    "Điều lệ",
    "Hiến pháp", "Lệnh", "Luật", "Định mức", "Danh mục", "Bảng giá", "Đơn giá", "Tiêu chuẩn", "Quy chuẩn",
    "Thể lệ", "Biên bản", "Thỏa thuận", "Nghị định thư", "Hiệp định", "Công văn", "Lời kêu gọi", "Tuyên bố",
    "Giấy mời", "Thư mời", "Giấy triệu tập", "Giấy giới thiệu", "Giấy ủy quyền", "Lịch công tác", "Lịch làm việc",
    "Lịch tiếp công dân", "Lịch họp", "Phiếu trình", "Phiếu chuyển", "Phiếu gửi", "Phiếu báo", "Phiếu giải quyết văn bản",
    "Phiếu lấy ý kiến", "Phiếu góp ý", "Phiếu đề nghị", "Thông cáo", "Thư công", "Bản ghi nhớ", "Bản cam kết", "Hợp đồng",
)  # fmt: skip
_PRINTED = {fold(t): t for t in DOCUMENT_TYPES}
_JOINED = {k.replace(" ", ""): t for k, t in _PRINTED.items()}
_MISREAD = {strip_diacritics(t): t for t in DOCUMENT_TYPES}  # "NGHỊ QUYÉT"
_TYPE_HEAD = re.compile(rf"({'|'.join(sorted(_PRINTED, key=len, reverse=True))}) ")
_OF_CHAPTERS = {"quy định chung", "quy định cụ thể", "quy định khác", "quy định chuyển tiếp"}

_NATION = re.compile(r"cộng h[oò]+[aà] xã hội chủ|đảng cộng sản việt nam", re.I)
_ATTACHED = re.compile(r"\b(?:ban hành|kèm|phê duyệt|đính)\s+(?:kèm\s+)?theo\b", re.I)
_ATTACHED_LINE = re.compile(
    r"^\W*(?:\(|\[)?\s*(?:(?:được\s+)?(?:ban hành|phê duyệt|đính)\s+)?(?:kèm\s+theo|"
    r"theo)\s+(?:\w+\s+){1,4}số|"
    r"^\W*\(?\s*(?:được\s+)?(?:ban hành|phê duyệt|đính)?\s*kèm\s+theo\b",
    re.I,
)
_RULE = re.compile(r"^[\W_]+$")
# "PHỤ LỤC", "PHỤ LỤC II", "Phụ lục số 3", "PHỤ LỤC I: DANH MỤC …"
APPENDIX_LINE = re.compile(
    r"^[#>*_\s]*(?P<word>phụ lục|phụ biểu)(?:\s+(?:số|số:)?\s*(?P<number>[IVXLC]{1,7}|"
    r"\d{1,3}[a-zA-ZđĐ]?|[A-Z])(?=[\s.:\-–*_(]|$))?"
    r"\s*[.:\-–]?[*_\s]*(?P<rest>.*)$",
    re.I,
)
# "Mẫu số 01", "BM-01", "Biểu mẫu BM-02", "Mẫu số 05/TTr", "Biểu số 3"
FORM_LINE = re.compile(
    r"^[#>*_\s]*(?:\d{1,2}\.\s*)?(?P<word>biểu mẫu số|biểu mẫu|mẫu biểu số|mẫu số|biểu số|mẫu)?\s*:?\s*"
    r"(?P<number>BM[-. ]?\d{1,3}[a-z]?|"
    r"(?<=\s)\d{1,3}[a-zđ]?(?:[./-][\w.Đđ]{1,12})?)\s*[.:\-–]?\s*(?P<rest>.*)$",
    re.I,
)
# "Nơi nhận:", and with the signature's column recognised in between: "Nơi ~ Ủy nhận ban …"
_RECIPIENTS = re.compile(r"^\W*(?:nơi\s+(?:nhận|gửi)\b\s*(?:[:.;]|$|\s{3})|Nơi [^\w\s] \w+ nhận\b)", re.I)
_ON_BEHALF = re.compile(r"^[*_\s]*(?:(?:TM|KT|TL|TUQ|TU\.Q|Q)\s*[./]|[TK]/[MTL][\s.])\s*[A-ZĐÀ-Ỹa-zà-ỹđ]")
_ROLE_WORDS = (
    r"CHỦ TỊCH|BỘ TRƯỞNG|THỨ TRƯỞNG|THỦ TƯỚNG|GIÁM ĐỐC|TỔNG GIÁM ĐỐC|BÍ THƯ|CHỦ NHIỆM|CHÁNH ÁN|VIỆN TRƯỞNG|"
    r"THỐNG ĐỐC|TỔNG KIỂM TOÁN NHÀ NƯỚC|TỔNG THANH TRA|CHÁNH VĂN PHÒNG|CỤC TRƯỞNG|TỔNG CỤC TRƯỞNG|TRƯỞNG BAN|"
    r"TỔNG BÍ THƯ|CHÁNH THANH TRA|VỤ TRƯỞNG|TRƯỞNG PHÒNG"
)
_ROLE = re.compile(
    rf"^[*_\s]*(?:QUYỀN |Q\. ?)?(?:PHÓ )?(?:{_ROLE_WORDS})(?: THƯỜNG TRỰC)?(?: [A-ZĐÀ-Ỹ ]{{2,40}})?[*_\s]*$"
)
# "Trần Văn Hiệp", "Y Thanh Hà Niê Kđăm", "H' Yến", "PGS. TS. Nguyễn Văn An", "Đại tướng Lương Tam Quang"
_NAME = re.compile(
    r"^(?:(?:[\w]{1,5}\.\s*)+|(?:đại|thượng|trung|thiếu) (?:tướng|tá) )?(?P<name>[^\W\d_]['’]?[^\W\d_'’]*(?: [^\W\d_]['’]?[^\W\d_'’]*){1,5})$",
    re.I,
)
_BASIS = re.compile(
    r"^[\W_]*(?:căn cứ|theo đề nghị|xét (?:đề nghị|tờ trình|báo cáo)|xét\b|trên cơ sở|sau khi|"
    r"thực hiện|triển khai|"
    r"tiếp tục|nhằm|để|thi hành|pursuant|at the proposal|kính gửi|trong (?:những )?(?:năm|"
    r"thời gian)|ngày \d)",
    re.I,
)
_LEGAL_BASIS = re.compile(
    r"^[\W_]*(?:căn cứ|theo đề nghị|xét\b|trên cơ sở|kính gửi|pursuant|at the proposal)", re.I
)
_ENACTING = re.compile(
    r"^[\W_]*(?:quyết\s+định|quyết\s+nghị|nghị\s+quyết|nghị\s+định|ban\s+hành|decides|resolves)\s*:[*_\s]*$",
    re.I,
)


def is_upper(plain: str) -> bool:
    """True for a line printed in capitals (at least two letters, no small one)."""
    return plain.isupper() and sum(map(str.isalpha, plain)) > 1


def document_type(plain: str) -> str | None:
    """Return the type of document that a heading line names ("KẾ HOẠCH", "Q U Y Ế T  Đ Ị N H"), or None."""
    if len(plain) > 200:  # a heading, not a paragraph
        return None
    text = fold(plain).strip("#*_>- :.").removeprefix("bản ")
    exact = _PRINTED.get(text) or _JOINED.get(text.replace(" ", ""))
    if exact is not None or not is_upper(plain) or text in _OF_CHAPTERS:
        return exact
    head = _TYPE_HEAD.match(text)
    return _PRINTED[head[1]] if head else _MISREAD.get(strip_diacritics(text))


def is_type_line(plain: str) -> bool:
    """True for a line in capitals that opens a title: "KẾ HOẠCH", "QUYẾT ĐỊNH VỀ VIỆC …"."""
    return is_upper(plain) and document_type(plain) is not None


def is_small_type_line(plain: str) -> bool:
    """True for a type in small letters alone ("Luật") or with its issuer ("Nghị định của Chính phủ")."""
    if len(plain) > 90 or plain.endswith((".", ";", ":")):
        return False
    head = re.split(r"\s+của\s+", plain.strip("#*_ "), maxsplit=1, flags=re.I)
    named = document_type(head[0]) is not None and fold(head[0]) in _PRINTED
    return named and (len(head) == 1 or _ISSUER.match(head[1]) is not None)


def is_nation_line(plain: str) -> bool:
    """True for the line of the state's or the Party's name in a letterhead."""
    if len(plain) > 160 or _NATION.search(plain) is None:  # 160: two columns on one line
        return False
    alone = re.sub(r"[\W_]+", "", fold(plain)) in _NATION_ALONE
    return is_upper(plain) or "\t" in plain or "     " in plain or alone


_NATION_ALONE = {"cộnghòaxãhộichủnghĩaviệtnam", "đảngcộngsảnviệtnam"}
_ISSUER = re.compile(
    r"(?:chính phủ|thủ tướng|bộ|quốc hội|ủy ban|uỷ ban|hội đồng|chủ tịch|ban|sở|tỉnh ủy|tổng|giám đốc)\b",
    re.I,
)


def is_attached_line(plain: str) -> bool:
    """True for "(Ban hành kèm theo Quyết định số …)"."""
    return _ATTACHED_LINE.match(plain) is not None


def is_rule(plain: str) -> bool:
    """True for a line of dashes, stars or dots."""
    return _RULE.match(plain) is not None


def is_basis(plain: str) -> bool:
    """True for the first line of a legal basis or of another opening of a preamble."""
    return _BASIS.match(plain) is not None


def is_legal_basis(plain: str) -> bool:
    """True for "Căn cứ …", "Theo đề nghị …", "Xét …": words with which no title begins."""
    return _LEGAL_BASIS.match(plain) is not None


def is_enacting(plain: str) -> bool:
    """True for "QUYẾT ĐỊNH:" and "QUYẾT NGHỊ:"."""
    return _ENACTING.match(plain) is not None


def is_recipients(plain: str) -> bool:
    """True for "Nơi nhận:"."""
    return _RECIPIENTS.match(plain) is not None


def is_signature(plain: str) -> bool:
    """True for "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH" and the like."""
    if len(plain) > 120 or _ON_BEHALF.match(plain) is None:
        return False
    return is_upper(plain.split("\t", maxsplit=1)[0]) or (
        len(plain) < 60 and not plain.endswith((".", ";", ","))
    )


def is_role(plain: str) -> bool:
    """True for a line that holds the role of who signs: "CHỦ TỊCH", "PHÓ THỦ TƯỚNG"."""
    return _ROLE.match(plain) is not None


def is_person(plain: str) -> bool:
    """True for a line that holds a person's name and nothing else."""
    match = _NAME.match(plain.strip("*_ "))
    if match is None or document_type(plain) is not None or is_role(plain.upper()):
        return False
    words = match["name"].split()
    return all(w[0].isupper() for w in words) and any(c.islower() for c in match["name"])
