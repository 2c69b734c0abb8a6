"""The words by which targets are recognised: comparators, headings, phrases that name no target.

Each pattern is built from named pieces and has a real example beside it.
"""

from __future__ import annotations

import re

_I = re.IGNORECASE

# --- comparators, right before the number -------------------------------------------------------
_AT_LEAST = r"tối thiểu|ít nhất|không dưới|không thấp hơn|không ít hơn|chí ít|≥|>="  # tối thiểu 98%
_AT_MOST = (  # không vượt quá 15%
    r"tối đa|không quá|không vượt quá|không vượt|không cao hơn|không lớn hơn|không nhiều hơn|nhiều nhất|≤|<="
)
_BELOW = r"dưới|thấp hơn|ít hơn|nhỏ hơn|<"  # còn dưới 1%
_ABOVE = r"trên|hơn|vượt quá|vượt|cao hơn|lớn hơn|>"  # tăng trên 3%
_FILLER = r"(?:\s*(?:là|đạt|khoảng|còn|có|từ|ở mức|mức|bằng|được|cho|xuống|lên))*\s*"
_COMPARATORS = tuple(
    (sign, re.compile(rf"(?:(?<!\w)|(?<=[≥≤<>]))(?:{words}){_FILLER}$", _I))
    for sign, words in (("<=", _AT_MOST), (">=", _AT_LEAST), ("<", _BELOW), (">", _ABOVE))
)
STRICT = re.compile(  # words that set a floor or a ceiling, near the number
    r"(?:tối thiểu|ít nhất|không dưới|không quá|tối đa|không vượt quá|không thấp hơn)[^.;:]{0,30}$", _I
)
_OR_MORE = re.compile(r"\s*(?:\w+\s+){0,3}?trở lên(?!\w)", _I)  # 80% trở lên
_FROM_OR_REACHES = re.compile(rf"(?<!\w)(?:từ|đạt){_FILLER}$", _I)  # đạt từ | 80% trở lên
_NEAR = 200  # characters before a number in which words of comparison can stand
_OR_LESS = re.compile(r"\s*(?:\w+\s+){0,3}?trở xuống(?!\w)", _I)
_MAXIMUM = re.compile(r"tối đa[^.;,:]*\s(?:là|không quá)\s*$", _I)  # tổng số điểm tối đa của … là 100 điểm
_MINIMUM = re.compile(r"tối thiểu[^.;,:]*\slà\s*$", _I)


def comparator(before: str, after: str) -> tuple[str, int, bool]:
    """Return the sign, where its words start in `before`, and whether words said it at all.

    Args:
        before: the clause up to the number.
        after: the clause from the end of the unit on.
    """
    near = before[-_NEAR:]
    far = len(before) - len(near)
    if _OR_MORE.match(after):
        return ">=", far + _word_start(near), True
    if _OR_LESS.match(after):
        return "<=", far + _word_start(near), True
    for sign, pattern in _COMPARATORS:
        match = pattern.search(near)
        if match:
            return sign, far + match.start(), True
    if _MAXIMUM.search(near):
        return "<=", len(before), True
    if _MINIMUM.search(near):
        return ">=", len(before), True
    return "=", len(before), False


def _word_start(near: str) -> int:
    match = _FROM_OR_REACHES.search(near)
    return match.start() if match else len(near)


# --- ranks ----------------------------------------------------------------------------------------
_LEADERS = r"(?:dẫn đầu|đứng đầu|hàng đầu|đầu cả nước|đứng top|cao nhất|tốt nhất|khá trở lên|đầu)"
RANK_BEFORE = re.compile(  # nhóm 15 tỉnh dẫn đầu; top 10; xếp thứ 20; thứ hạng 15
    r"(?<!\w)(?:nhóm|tốp|top|xếp (?:hạng|thứ)(?: thứ)?|thứ hạng|vị trí(?: thứ)?|hạng thứ)(?:\s+(?:từ|trong|"
    r"dưới|trên))?\s*$",
    _I,
)
RANK_AMONG = re.compile(r"(?<!\w)(?:trong(?: số| tốp| top| nhóm)?|là một trong|thuộc)\s+$", _I)
RANK_AFTER = re.compile(rf"\s*(?:[^\W\d_]+[,\s]+){{0,8}}?{_LEADERS}(?!\w)", _I)

# --- headings -------------------------------------------------------------------------------------
_PROGRAMME = r"chương trình\s+(?:mục tiêu|mtqg)|mục tiêu\s+quốc gia|dự án\s+mục tiêu"
PROGRAMME = re.compile(_PROGRAMME, _I)
OBJECTIVE = re.compile(r"(?<!\w)(?:mục tiêu|chỉ tiêu|tầm nhìn|chỉ số đánh giá)(?!\w)", _I)
GENERAL_OBJECTIVE = re.compile(r"mục tiêu\s+(?:tổng quát|chung)", _I)
_SITUATION = r"(?:kết quả|tình hình|thực trạng|hiện trạng|chung|việc|công tác|sự)"
_AGREED = r"(?:(?:tán thành|thông qua|thống nhất|nhất trí)[^.:;]{0,60}?\s)?"
RESULTS = re.compile(  # headings of what was: "I. ĐÁNH GIÁ TÌNH HÌNH …", "Điều 1. Tán thành kết quả …"
    rf"{_AGREED}(?:đánh giá\s+{_SITUATION}|(?:những\s+)?kết quả(?:\s+(?:đạt được|thực hiện|chủ yếu|đã)|"
    rf"\s*[.:]?$)|thực trạng|"
    r"hiện trạng|tình hình|sự cần thiết|(?:những\s+)?(?:tồn tại|hạn chế|khó khăn|ưu điểm)|nguyên nhân|"
    r"bối cảnh|"
    r"căn cứ|cơ sở pháp lý)",
    _I,
)
STATISTICS = re.compile(  # "Điều 14. Tính điểm nhóm chỉ tiêu": indicators that are counted, not aims
    r"(?:thống kê|xếp hạng|tính điểm|chấm điểm|thang điểm|phương pháp|công thức|biểu mẫu|nhóm chỉ tiêu|"
    r"báo cáo)",
    _I,
)
OTHER_MATTER = re.compile(  # 2. Nhiệm vụ, giải pháp; IV. Tổ chức thực hiện
    r"(?:các\s+|một số\s+|những\s+)?(?:nhiệm vụ|giải pháp|tổ chức thực hiện|kinh phí|nguồn vốn|phân công|"
    r"nội dung thực hiện|"
    r"trách nhiệm|yêu cầu|đối tượng|phạm vi)(?![^.:\n]*(?:mục tiêu|chỉ tiêu))",
    _I,
)
FORM = re.compile(r"(?<!\w)(?:biểu mẫu|mẫu số|mẫu\s+\d|phiếu|hợp đồng|đơn đề nghị)(?!\w)", _I)
STRIVE = re.compile(  # phấn đấu; mục tiêu đến năm 2030
    r"(?<!\w)(?:phấn đấu|đặt mục tiêu|hoàn thành mục tiêu|mục tiêu(?:\s+là|\s+đến|:)|chỉ tiêu(?:\s+đến|:))",
    _I,
)
_REPORTED = r"(?:ước đạt|ước thực hiện|đến nay|hiện nay|hiện đạt|tính đến|năm qua|vừa qua|cùng kỳ)"
_DONE = r"đã (?:đạt|có|hoàn thành|thực hiện|được|giảm|tăng|đầu tư)"
PAST = re.compile(  # ước đạt 97%; đến nay có 45 xã; đã đạt 12 tiêu chí
    rf"(?<!\w)(?:{_REPORTED}(?!\w)|{_DONE}(?!\w)(?:(?!\sthì\s)[^,;:])*$)", _I
)

# --- numbers that name no target -----------------------------------------------------------------
_LABELS = (
    r"điều|khoản|điểm|mục|tiểu mục|chương|phần|phụ lục|biểu|bảng|mẫu|biểu mẫu|bm|"
    r"(?<!tổng )(?<!trong )(?<!con )số|quý|"
    r"tháng|ngày|năm|khóa|khoá|thứ|cấp độ|mức độ|quốc lộ|ql|tỉnh lộ|đt|đường tỉnh|giai đoạn|bước|trang|tập|"
    r"dòng|stt|"
    r"tờ|thửa|chuẩn|iso|tcvn|qcvn|tiêu chí số|chỉ tiêu số|covid|chuyên đề|lĩnh vực|nghị quyết|quyết định|"
    r"phiên họp"
)
LABELLED = re.compile(rf"(?<!\w)(?:{_LABELS})\s*(?:số|thứ)?[\s.:\-]*$", _I)  # khoản 2, quý 3, số 15, QL.20
_CLASSES = r"cấp|loại|hạng|nhóm|lớp|vùng|khu|trục|tuyến|cụm|đội"
CLASSED = re.compile(rf"(?<!\w)(?:{_CLASSES})\s*$", _I)  # đường cấp 4, vùng 3
_BASES = (
    r"(?:cùng kỳ|(?:cuối|đầu)?\s?năm|mức|bình quân|trung bình|giai đoạn|kế hoạch|hiện nay|chỉ tiêu|thực hiện)"
)
COMPARED = re.compile(  # tăng so với mức 45%
    rf"(?<!\w)(?:so với|so sánh với)\s+{_BASES}(?:\s+(?!đạt|tăng|giảm|là)[^\s,;]+){{0,6}}\s*$", _I
)
FROM_BASE = re.compile(r"(?<!\w)từ\s*(?:mức\s*)?$", _I)  # từ 45% … lên 60%
TO_AIM = re.compile(
    r"^[^.;]{0,60}?\s(?:lên|xuống|còn|thành)(?:\s+(?:trên|dưới|khoảng|đạt|mức|ít nhất))*\s+\d", _I
)
BASELINE_NOTE = re.compile(
    r"(?:hiện|năm\s+(?:19|20)\d\d|thực hiện|ước|so với|cùng kỳ|tương ứng)", _I
)  # (năm 2020: 45%)
CONDITION = re.compile(r"(?<!\w)(?:trường hợp|nếu|khi)(?!\w)", _I)  # trường hợp … 01 công trình thì
_SCORED = re.compile(
    r"[^.;]{0,80}(?:thì cứ|cứ thêm|được tính \d|được cộng|được \d+ điểm)", _I
)  # từ 10% trở xuống được tính 8 điểm
_THEN = re.compile(r"(?<!\w)thì(?!\w)", _I)
ENUMERATED = re.compile(
    r"(?<!\w)(?:gồm|bao gồm|của|theo|thuộc|đồng thời|trên cơ sở)\s+$", _I
)  # gồm 05 nhóm; của 63 tỉnh
PENALTY = re.compile(
    r"(?<!\w)(?:phạt|xử phạt|lãi suất|thuế suất|phạt tiền|thiệt hại|tang vật|tịch thu|trị giá)(?!\w)", _I
)
WORKING_TIME = re.compile(
    r"\s*(?:làm việc|trước|kể từ|sau khi|sau ngày|tính từ|gần nhất|liên tục|liền kề)", _I
)


def conditional(before: str, after: str) -> bool:
    """Say whether a number stands between "trường hợp" and "thì": a case, not a rule."""
    case = CONDITION.search(before)
    if case and not _THEN.search(before, case.end()) and _THEN.search(after):
        return True
    return bool(_SCORED.match(after))


# --- norms: values that hold without a period -----------------------------------------------------
_RATE = r"(?:mức|định mức|đơn giá|giá|hệ số|hỗ trợ)(?:\s+[^\W\d_]+){0,6}"
_SUM = r"(?:tổng\s+)?(?:nhu cầu\s+)?(?:kinh phí|nguồn vốn|vốn|mức đầu tư|dự toán)(?:\s+[^\W\d_]+){0,6}"
_PREDICATE = r"bằng|hỗ trợ|chiếm|đạt|giảm|tăng|đảm bảo|bảo đảm|trích"
NORM = re.compile(  # mức chi 950.000 đồng; bằng 60% mức quy định; Kinh phí thực hiện: 75,5 tỷ đồng
    rf"(?:(?<!\w)(?:{_RATE}|{_PREDICATE})|(?:^|:\s|\)\s){_SUM})[\s:]*$", _I
)
LABEL_VALUE = re.compile(r"^[^:.;\d]{3,120}:\s*$")  # Danh mục nhiệm vụ: 09 nhiệm vụ

# --- the indicator --------------------------------------------------------------------------------
LEAD_IN = re.compile(  # words that open a clause but are no part of the indicator
    r"^(?:[\s,;:–•*+\-]|(?:(?:và|đồng thời|trong đó|phấn đấu|riêng|cụ thể|theo đó|đến|tới|tiếp tục|mục tiêu|"
    r"là|có|thì|"
    r"với|còn|nhằm|để|\d+|hằng năm|hàng năm|mỗi năm|bảo đảm|đảm bảo|tiến hành|hoặc|tầm nhìn|định hướng|"
    r"giai đoạn|năm|vào|trong|hết|cuối|duy trì)"
    r"(?!\w)))+",
    _I,
)
TAIL = re.compile(  # verbs between the indicator and its value
    r"(?:[\s,:(–\-]|(?<!\w)(?:đạt|là|bằng|còn|chiếm|có|phải|từ|ở mức|khoảng|được|đảm bảo|bảo đảm|tối thiểu|"
    r"ít nhất|tối đa|"
    r"không quá|không vượt quá|trên|dưới|hơn|lên|xuống|phấn đấu|xuống còn|là từ|với))+$",
    _I,
)
STOP_TAIL = re.compile(  # where the words after the number stop belonging to the indicator
    r"[,;.(]|\s(?:vào năm|đến năm|trong năm|năm\s\d|giai đoạn|so với|trở lên|trở xuống|theo quy định|"
    r"theo quy hoạch|nhằm|để)(?!\w)|\s(?:và|với)\s(?=(?:trên |dưới |tối thiểu |ít nhất |khoảng |không quá |"
    r"từ )?(?:\d|$))",
    _I,
)
GENERIC = re.compile(
    r"^(?:mức (?:chi|hỗ trợ|thu|phí|khoán|trợ cấp)|kinh phí|định mức|tổng số|số lượng|hệ số|trong đó)$", _I
)
