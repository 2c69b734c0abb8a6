"""Lies made from true sentences: each operator turns a sentence into others that its passage does not say.

An operator takes the sentence and the passage and yields sentences that are false by its construction;
it knows nothing of how the program checks them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

Operator = Callable[[str, str], Iterator[str]]

_NUMBER = re.compile(r"(?<![\w/.,-])\d+(?:[.,]\d+)*(?![\w/.,-]*\d)(?!-)")
_AGENCY = r"(?:Sở [A-ZĐ][^\s,.;]*(?: và [A-ZĐ][^\s,.;]*| [a-zà-ỹ]+(?= (?:chủ|phối|tham|là|gửi|xây)))*)"


def _each(pattern: str, text: str, new: Callable[[re.Match[str]], str], flags: int = 0) -> Iterator[str]:
    """Yield the sentence with one match at a time replaced."""
    for m in re.finditer(pattern, text, flags):
        changed = text[: m.start()] + new(m) + text[m.end() :]
        if changed != text:
            yield changed


def _pairs(groups: list[tuple[str, str]], text: str) -> Iterator[str]:
    for old, new in groups:
        yield from _each(
            rf"(?<!\w){re.escape(old)}(?!\w)",
            text,
            lambda m, n=new: n.capitalize() if m[0][0].isupper() else n,
            re.I,
        )


def number_changed(text: str, passage: str) -> Iterator[str]:
    for m in _NUMBER.finditer(text):
        if re.search(r"(?:ngày|tháng|năm|học|quý|đến|số|Điều|khoản) ?$", text[: m.start()]) is None:
            head = str(int(m[0][0]) % 9 + 1)
            yield text[: m.start()] + head + m[0][1:] + text[m.end() :]


def _value(printed: str) -> float:
    return float(printed.replace(".", "").replace(",", "."))


def number_taken_from_another(text: str, passage: str) -> Iterator[str]:
    """A number of the passage in the place of another of the same unit."""
    numbers = [(m, re.match(r"\s?\S+", passage[m.end() :] + " .")) for m in _NUMBER.finditer(passage)]
    for m in _NUMBER.finditer(text):
        unit = re.match(r"\s?\S+", text[m.end() :] + " .")
        for other, its in numbers:
            if (
                _value(other[0]) != _value(m[0])
                and unit
                and its
                and unit[0].strip(" .,;") == its[0].strip(" .,;")
                and len(unit[0].strip(" .,;")) > 0
            ):
                yield text[: m.start()] + other[0] + text[m.end() :]


def digits_moved(text: str, passage: str) -> Iterator[str]:
    yield from _each(r"(?<![\w/.,])(\d+),(\d+)(?![\w,])", text, lambda m: f"{m[1]}{m[2]}")
    yield from _each(r"(?<![\w/.,])(\d{2,3})(?= (?:tỷ|triệu|ha|vụ|xã))", text, lambda m: f"{m[1]}0")


def unit_changed(text: str, passage: str) -> Iterator[str]:
    yield from _each(r"(?<=\d)%", text, lambda m: " tỷ đồng")
    yield from _pairs(
        [
            ("tỷ đồng", "triệu đồng"),
            ("triệu đồng", "tỷ đồng"),
            ("triệu usd", "triệu đồng"),
            ("ha", "m2"),
            ("m3", "tấn"),
            ("ngày làm việc", "tháng"),
            ("nghìn m3", "triệu m3"),
            ("m2", "ha"),
            ("giờ", "phút"),
        ],
        text,
    )
    yield from _each(r"/hộ/năm", text, lambda m: "/hộ/tháng")


def year_changed(text: str, passage: str) -> Iterator[str]:
    yield from _each(r"(?<![\d/])20\d\d(?![\d/])", text, lambda m: str(int(m[0]) + 1))
    years = sorted(set(re.findall(r"(?<![\d/-])20\d\d(?![\d/-])", passage)))
    for y in years:
        yield from _each(r"(?<![\d/-])20\d\d(?![\d/-])", text, lambda m, y=y: y)


def date_changed(text: str, passage: str) -> Iterator[str]:
    yield from _each(r"(?<!\d)(\d{1,2})/(\d{1,2})(?=/\d{4})", text, lambda m: f"{int(m[1]) % 28 + 1}/{m[2]}")
    yield from _each(r"(?<=/)(\d{1,2})(?=/\d{4})", text, lambda m: f"{int(m[1]) % 12 + 1}")
    yield from _each(r"tháng (\d{1,2})", text, lambda m: f"tháng {int(m[1]) % 12 + 1}")
    yield from _each(r"quý (IV|4)", text, lambda m: "quý III" if m[1] == "IV" else "quý 3", re.I)
    yield from _each(r"quý II(?=/)", text, lambda m: "Quý III", re.I)


def period_changed(text: str, passage: str) -> Iterator[str]:
    yield from _each(r"(20\d\d)\s?-\s?(20\d\d)", text, lambda m: f"{m[1]}-{int(m[2]) + 5}")
    yield from _each(r"(20\d\d)\s?-\s?(20\d\d)", text, lambda m: f"{int(m[1]) - 5}-{m[2]}")


def class_changed(text: str, passage: str) -> Iterator[str]:
    other = {"I": "II", "II": "III", "III": "II", "IV": "III"}
    yield from _each(r"(?<=loại )(?:IV|I{1,3})(?!\w)", text, lambda m: other[m[0]])
    yield from _each(r"(?<=loại )\d(?!\w)|(?<=mức độ )\d", text, lambda m: str(int(m[0]) % 3 + 1))
    yield from _each(r"(?<=lần thứ )X+I*", text, lambda m: m[0] + "I")


def negated(text: str, passage: str) -> Iterator[str]:
    if re.search(r"không|chưa|trừ", text, re.I):
        return
    yield from _each(
        r"(?<!\w)(được|đạt|hoàn thành|chủ trì|có hiệu lực|xây dựng|phối hợp|hỗ trợ|báo cáo|thay thế|bãi bỏ|tham mưu|tổ chức|là)(?!\w)",
        text,
        lambda m: f"không {m[0]}",
    )
    yield from _each(
        r"(?<!\w)(đạt|hoàn thành|phát hiện|nộp|bãi bỏ|thay thế)(?!\w)", text, lambda m: f"chưa {m[0]}"
    )


def negation_dropped(text: str, passage: str) -> Iterator[str]:
    yield from _each(r"(?<!\w)(?:không(?! quá| vượt| dưới)(?: được phép| được)?|chưa) ", text, lambda m: "")
    yield from _each(r"(?<!\w)không được(?: phép)?(?!\w)", text, lambda m: "được")
    yield from _each(r"(?<!\w)(?:ngoại )?trừ (?=hộ)", text, lambda m: "kể cả ")
    yield from _each(r"(?<!\w), (?:ngoại )?trừ (?=hộ)", text, lambda m: " và ")


def place_changed(text: str, passage: str) -> Iterator[str]:
    known = ["Hòa Bắc", "Tân Lộc", "Phú Mỹ", "Đông Hải", "Bản Chiềng", "Đức Trọng", "Tân Tiến"]
    for name in known:
        if name in text:
            yield text.replace(name, "Lạc Dương")
            for other in known:
                if (
                    other != name
                    and other in passage
                    and other not in text
                    and f"{name}, " not in passage
                    and "chưa hoàn thành" not in text
                ):
                    yield text.replace(name, other)


def person_changed(text: str, passage: str) -> Iterator[str]:
    for m in re.finditer(r"(?:[Ôô]ng|[Bb]à) ((?:[A-ZĐ][^\W\d_]+ ?){2,4})", text):
        name = m[1].strip()
        yield text.replace(name, "Đỗ Minh Quang")
        yield text.replace(name, " ".join([*name.split()[:-1], "Sơn"]))
        if len(name.split()) > 3:
            yield text.replace(name, " ".join(name.split()[:-1]))


def body_changed(text: str, passage: str) -> Iterator[str]:
    yield from _pairs(
        [
            ("Sở Nội vụ", "Bộ Nội vụ"),
            ("Sở Tài chính", "Bộ Tài chính"),
            ("Sở Y tế", "Sở Xây dựng"),
            ("UBND tỉnh", "UBND huyện"),
            ("Ủy ban nhân dân tỉnh", "Hội đồng nhân dân tỉnh"),
            ("Công an tỉnh", "Công an huyện"),
            ("UBND cấp xã", "UBND cấp huyện"),
            ("Ủy ban nhân dân cấp xã", "Ủy ban nhân dân cấp tỉnh"),
            ("HĐND tỉnh", "UBND tỉnh"),
            ("Sở Khoa học và Công nghệ", "Sở Khoa học"),
            ("UBND huyện Đức Trọng", "UBND tỉnh"),
        ],
        text,
    )
    for m in re.finditer(r"Sở (?:Nội vụ|Tài chính|Y tế|Khoa học và Công nghệ)", text):
        yield f"{text[: m.end()]} tỉnh Hải Thanh{text[m.end() :]}"


def body_swapped(text: str, passage: str) -> Iterator[str]:
    """Two bodies, persons or documents of one sentence change places, which none of these verbs allows."""
    pattern = (
        r"Sở (?:Nội vụ|Tài chính|Y tế|Khoa học và Công nghệ)|Công an tỉnh|(?:Văn phòng |Chủ tịch )?UBND tỉnh|(?<!Chủ tịch )Ủy ban nhân dân tỉnh"
        r"|Phòng Giáo dục và Đào tạo|Văn phòng HĐND và UBND huyện|UBND huyện Hòa Bắc|H(?:ội đồng nhân dân|ĐND) tỉnh|Quyết định (?:này|số 88/QĐ-UBND)|Nghị quyết (?:này|số 07/2019/NQ-HĐND)"
    )
    found = list(re.finditer(pattern, text))
    if len(found) == 2 and found[0][0] != found[1][0]:
        a, b = found
        yield text[: a.start()] + b[0] + text[a.end() : b.start()] + a[0] + text[b.end() :]


def body_of_the_passage(text: str, passage: str) -> Iterator[str]:
    """Another body of the same passage does it."""
    pattern = r"Sở (?:Nội vụ|Tài chính|Y tế|Khoa học và Công nghệ)|Công an tỉnh"
    inside = set(re.findall(pattern, passage))
    if (
        len(set(re.findall(pattern, text))) == 1
        and len(inside) == 2
        and re.search(r"chủ trì|phối hợp|bảo đảm|cung cấp|xây dựng", text)
    ):
        for other in inside - set(re.findall(pattern, text)):
            changed = re.sub(pattern, other, text)
            # "Sở B … xây dựng" where B helps to build is no lie by itself; who leads is
            if "phối hợp với" not in passage or re.search("chủ trì|phối hợp", text):
                yield changed


def title_changed(text: str, passage: str) -> Iterator[str]:
    yield from _each(r"(?<!\w)Phó (?=Trưởng ban|Chủ tịch)", text, lambda m: "")
    yield from _each(r"(?<!Phó )(?:Trưởng ban|Chủ tịch|Giám đốc)(?!\w)", text, lambda m: f"Phó {m[0]}")
    yield from _pairs(
        [
            ("Ủy viên thường trực", "Trưởng ban"),
            ("Trưởng ban", "Ủy viên"),
            ("phó hiệu trưởng", "hiệu trưởng"),
            ("Tổ trưởng", "Trưởng ban"),
            ("Giám đốc Sở Tài chính", "Giám đốc Sở Nội vụ"),
        ],
        text,
    )


def role_changed(text: str, passage: str) -> Iterator[str]:
    if "chủ trì" in text and "phối hợp" in text:
        yield (
            text.replace("chủ trì", "\0")
            .replace("phối hợp với", "chủ trì cùng")
            .replace("phối hợp", "chủ trì")
            .replace("\0", "phối hợp")
        )
    else:
        yield from _pairs([("chủ trì", "phối hợp"), ("phối hợp", "chủ trì")], text)
    yield from _pairs([("theo dõi", "quyết định"), ("tham mưu", "chỉ đạo")], text)


def voice_turned(text: str, passage: str) -> Iterator[str]:
    """Who acts becomes who is acted upon."""
    yield from _each(
        r"(Sở Tài chính) (tham mưu) (UBND tỉnh|Ủy ban nhân dân tỉnh)",
        text,
        lambda m: f"{m[1]} được {m[3]} {m[2]}",
    )
    yield from _each(
        r"(Quyết định này) (thay thế) (Quyết định số 88/QĐ-UBND)",
        text,
        lambda m: f"{m[1]} bị thay thế bởi {m[3]}",
    )
    yield from _each(
        r"(Nghị quyết này) (bãi bỏ) (Nghị quyết số 07/2019/NQ-HĐND)",
        text,
        lambda m: f"{m[1]} bị {m[2]} bởi {m[3]}",
    )
    yield from _each(r"Quyết định số 88/QĐ-UBND bị thay thế", text, lambda m: "Quyết định này bị thay thế")
    yield from _each(
        r"(Quyết định số 315/QĐ-UBND)[^.]* hết hiệu lực", text, lambda m: "Quyết định này hết hiệu lực"
    )
    yield from _each(
        r"(?<=^)Nghị quyết số 07/2019/NQ-HĐND.*bị bãi bỏ", text, lambda m: "Nghị quyết này bị bãi bỏ"
    )
    yield from _each(
        r"(Văn phòng (?:UBND|Ủy ban nhân dân) tỉnh) báo cáo (Chủ tịch (?:UBND|Ủy ban nhân dân) tỉnh)",
        text,
        lambda m: f"{m[2]} báo cáo {m[1]}",
    )


def number_of_document_changed(text: str, passage: str) -> Iterator[str]:
    yield from _each(r"\d+(?=(?:/\d{4})?/(?:QĐ|NQ|KH)-)", text, lambda m: str(int(m[0]) + 1))
    yield from _each(
        r"(?<=/)(?:QĐ-UBND|NQ-HĐND)", text, lambda m: {"QĐ-UBND": "QĐ-TTg", "NQ-HĐND": "NQ-CP"}[m[0]]
    )
    yield from _each(r"06-NQ/TU", text, lambda m: "06-NQ/TW")


def status_changed(text: str, passage: str) -> Iterator[str]:
    yield from _pairs(
        [
            ("hết hiệu lực", "có hiệu lực"),
            ("có hiệu lực", "hết hiệu lực"),
            ("thay thế", "bãi bỏ"),
            ("bãi bỏ", "sửa đổi"),
            ("sửa đổi", "bãi bỏ"),
            ("thay thế", "sửa đổi"),
        ],
        text,
    )
    yield re.sub(r"[.;]?$", ", đã bị bãi bỏ.", text, count=1)
    yield "Nội dung sau đã hết hiệu lực: " + text


def obligation_changed(text: str, passage: str) -> Iterator[str]:
    yield from _pairs(
        [
            ("phải", "có thể"),
            ("có thể", "phải"),
            ("có thể", "không được"),
            ("không được", "phải"),
            ("không được", "có thể"),
        ],
        text,
    )
    if not re.search(r"có thể|phải|không|chưa", text):
        yield from _each(
            r"(?<!\w)(chủ trì|phối hợp|báo cáo|trả kết quả|theo dõi|gửi báo cáo|nộp|họp)(?!\w)",
            text,
            lambda m: f"có thể {m[0]}",
        )
        yield from _each(
            r"(?<!\w)(chủ trì|phối hợp|báo cáo|trả kết quả|theo dõi|nộp|họp)(?!\w)",
            text,
            lambda m: f"không được {m[0]}",
        )


def comparison_changed(text: str, passage: str) -> Iterator[str]:
    yield from _pairs(
        [
            ("tối thiểu", "tối đa"),
            ("ít nhất", "tối đa"),
            ("tối đa", "tối thiểu"),
            ("không quá", "ít nhất"),
            ("không vượt quá", "không dưới"),
            ("không dưới", "không quá"),
            ("khoảng", "trên"),
        ],
        text,
    )
    yield from _each(r"(?<!\w)(?:trên|hơn)(?= \d)", text, lambda m: "dưới")
    yield from _each(r"(?<!\w)trước(?= (?:ngày |16 giờ))", text, lambda m: "sau", re.I)
    yield from _each(r"(?<!\w)(?:trên|hơn|khoảng|tối thiểu) (?=\d)", text, lambda m: "")
    yield from _pairs([("tăng", "giảm")], text)


def section_invented(text: str, passage: str) -> Iterator[str]:
    for place in ("Theo khoản 9 Điều 41, ", "Theo mục VII.3, ", "Tại điểm đ khoản 6 Điều 12, "):
        yield place + text[0].lower() + text[1:]
    yield text.rstrip(".") + " (Điều 77)."


def document_invented(text: str, passage: str) -> Iterator[str]:
    for name in (
        "Theo Quyết định số 999/QĐ-TTg, ",
        "Theo Nghị định số 15/2031/NĐ-CP, ",
        "Theo Thông tư số 21/2020/TT-BTC, ",
    ):
        yield name + text[0].lower() + text[1:]


def person_or_deed_added(text: str, passage: str) -> Iterator[str]:
    bare = text.rstrip(".")
    yield f"{bare}, do ông Nguyễn Văn Bình phụ trách."
    yield f"{bare} và đã được Thủ tướng Chính phủ phê duyệt."
    yield f"{bare}; trường hợp vi phạm bị xử phạt 50 triệu đồng."
    yield f"Toàn bộ {bare[0].lower()}{bare[1:]} theo chỉ đạo của Bộ Chính trị."


def only_and_all(text: str, passage: str) -> Iterator[str]:
    yield from _each(
        r"(?<!\w)(chủ trì|được hỗ trợ|nộp|phối hợp|phát hiện)(?!\w)", text, lambda m: f"duy nhất {m[0]}"
    )
    yield "Tất cả các huyện: " + text


OPERATORS: dict[str, Operator] = {
    f.__name__: f
    for f in (
        number_changed, number_taken_from_another, digits_moved, unit_changed, year_changed, date_changed, period_changed,
        class_changed, negated, negation_dropped, place_changed, person_changed, body_changed, body_swapped,
        body_of_the_passage, title_changed, role_changed, voice_turned, number_of_document_changed, status_changed,
        obligation_changed, comparison_changed, section_invented, document_invented, person_or_deed_added, only_and_all,
    )
}  # fmt: skip
