"""The indicator of a target: a short phrase made of the document's own words."""

from __future__ import annotations

import re

from corpus.targets.periods import periods_in
from corpus.targets.words import GENERIC, LEAD_IN, STOP_TAIL, TAIL
from corpus.text import Quantity, squeeze

_LONGEST = 160  # characters; a register's cell, not a paragraph
_LONGEST_HEADING = 80  # characters of a heading that stands before a general indicator
_LONGEST_LIST, _SHORT_PART = 4, 5  # parts of a list before its verb, words of one
_LONG_CASE = 60  # characters of a case ("Đô thị có đường biên giới … thì") that would fill the indicator
_FEW_WORDS = 12  # characters; a shorter phrase ("Chủ trì") needs its heading
_COLON = re.compile(r"[:.]\s")
_TURN = re.compile(
    r",\s*(?:đảm bảo|bảo đảm|phấn đấu|trong đó|đưa|nâng|với)\s"
)  # …, đảm bảo độ che phủ rừng trên 60%
_CONJUNCT = re.compile(r"(?:^|\s|,)(?:và|cùng|với|,)?\s*$", re.I)
_CONNECTOR = re.compile(r"[,;]\s|\s(?:và|trong đó|với)\s", re.I)
_VERB_BEFORE = re.compile(  # what stands before these is a subject: "Tỷ lệ hộ nghèo giảm còn 3%"
    r"(?<!\w)(?:đạt|là|bằng|còn|chiếm|giảm|tăng|ở mức|đến|lên|xuống|có|phải có)\s*"
    r"(?:bình quân|thêm|khoảng|từ|trung bình|còn|tối thiểu|ít nhất|trên|dưới|là|được|xuống|lên|không quá|"
    r"tối đa|"
    r"hơn|\s)*$",
    re.I,
)
_MEASURED = re.compile(  # Tỷ lệ hộ nghèo; Giảm tỷ lệ …; Số bác sĩ
    r"(?:(?:tăng|giảm|nâng|duy trì|nâng cao)\s)?(?:tỷ lệ|tỉ lệ|tỷ trọng|tổng số|số(?! hóa| hoá)|mức|"
    r"diện tích|sản lượng|tổng|"
    r"giá trị|thu nhập|tốc độ|độ|năng suất|chỉ số|quy mô|doanh thu|kim ngạch|thu ngân sách)(?!\w)",
    re.I,
)
_BARE_VERB = re.compile(
    r"(?:tăng|giảm|tăng thêm|giảm còn|tối thiểu|ít nhất)(?: bình quân| trung bình)?(?: hằng năm)?", re.I
)
_SCALE = re.compile(r"\s*(?:\([^)]*\)\s*)?(?:(?:trăm|nghìn|ngàn|vạn|triệu|tỷ|tỉ)\s+)*")
_VERB = re.compile(r"(?<!\w)(?:được|có|đạt|thực hiện|sử dụng|tham gia|hoàn thành|áp dụng|biết|bảo đảm)(?!\w)")
_PREPOSITION = re.compile(r"\s(?:cho|với|của|từ|tại|được|thêm|mới)$")
_LEFT_OVER = re.compile(r"(?:\s(?:hàng|hằng|trong|của|\d+))+\s*$", re.I)  # "bình quân 5 | năm 2026-2030"
_FROM = re.compile(
    r"\s+từ\s+\d[\d.,]*\s?%?(?:\s(?:xuống|lên|còn|dưới|trên|vào|năm \d{4}|năm))*\s*$", re.I
)  # giảm từ 5,2% | xuống dưới 1,5%
_OF_PREVIOUS = re.compile(r"(?:đối với|cho|của|tại)\s", re.I)  # tối đa 170 tấn/km đối với đường trục thôn
_PART = re.compile(r"(?<!\w)(?:trong đó|riêng)(?!\w)", re.I)  # a part of the value before
_KINDS = r"(?i:tỉnh|thành phố|thị xã|thị trấn|huyện|quận|xã|phường|đặc khu|vùng|khu vực)"
_REGION = re.compile(
    r"Trung du và miền núi (?:phía Bắc|Bắc Bộ)|[Đđ]ồng bằng sông (?:Hồng|Cửu Long)|Đông Nam Bộ|Tây Nguyên|"
    r"Bắc Trung Bộ(?: và [Dd]uyên hải (?:miền Trung|Trung Bộ))?|[Dd]uyên hải Nam Trung Bộ"
)
_PLACE = re.compile(rf"(?<!\w)(?:{_KINDS})((?:\s[^\W\d_][\w-]*)+)")  # tại thành phố Hà Giang


def indicator_of(
    text: str, bounds: tuple[int, int, int], q: Quantity, heading: str | None, previous: str
) -> str:
    """Return what a value measures.

    Args:
        text: the clause.
        bounds: where the value before ends, where the words of comparison before the number start,
            and where the next value starts.
        q: the value.
        heading: words of the heading above, for lines that say "Mức chi …" only.
        previous: the indicator of the value before, for values that say only "riêng năm 2023 …".
    """
    left, cut, right = bounds
    lead = _own_lead(text[left:cut], later=left > 0)
    subject, label = _clean(without_periods(lead)), _label(lead)
    if GENERIC.match(subject) and label:
        phrase = label
    elif _names_subject(text[left : q.start], subject):
        phrase = subject
    else:
        phrase = squeeze(f"{subject} {_after(text[:right], q, subject)}")
    phrase = _trim(phrase)
    if (
        previous
        and left
        and (
            not phrase
            or _OF_PREVIOUS.match(phrase)
            or _BARE_VERB.fullmatch(phrase)
            or _PART.search(text[left:cut])
        )
    ):
        phrase = _with_previous(previous, phrase)
    phrase = phrase or _trim(_clean(without_periods(text[:left]))) or squeeze(heading or "")
    if (
        heading
        and not heading.isupper()
        and (GENERIC.match(phrase) or label or len(phrase) < _FEW_WORDS)
        and phrase not in heading
    ):
        phrase = f"{_shorten(squeeze(heading), _LONGEST_HEADING)}: {phrase}"
    return _shorten(phrase[:1].upper() + phrase[1:], _LONGEST)


def _with_previous(previous: str, phrase: str) -> str:
    """Return "Lao động qua đào tạo: có bằng cấp", "Thu ngân sách tăng", or the previous indicator alone."""
    previous = _shorten(previous.split(": ", 1)[0], _LONGEST_HEADING)
    if not phrase or _BARE_VERB.fullmatch(phrase):
        return squeeze(f"{previous} {phrase.lower()}")
    return f"{previous}: {phrase}"


def _trim(phrase: str) -> str:
    """Return the phrase without marks at its ends and without half a bracket."""
    phrase = re.sub(r"\s+([,;:.])", r"\1", phrase).strip(" ,;:.-–*")
    phrase = re.sub(r"\s(?:và|với|cùng|hoặc|trong)$", "", phrase)
    if phrase.startswith("(") and phrase.rfind(")") in {-1, len(phrase) - 1}:
        phrase = phrase.strip("() ")
    if phrase.count("(") > phrase.count(")"):
        phrase = phrase[: phrase.rfind("(")].rstrip(" ,")
    return phrase.strip(") ") if phrase.count(")") > phrase.count("(") else phrase


def place_of(text: str) -> str | None:
    """Return the place that a phrase names last, or None: "tại thành phố Hà Giang"."""
    found = None
    for match in _PLACE.finditer(squeeze(text)):
        region = _REGION.match(match[1].strip())
        if region:  # "vùng Trung du và miền núi phía Bắc": small letters inside the name
            found = f"{match[0][: len(match[0]) - len(match[1])]} {region[0]}"
            continue
        name = []
        for word in match[1].split():
            if not word[0].isupper():
                break
            name.append(word)
        if name:
            found = f"{match[0][: len(match[0]) - len(match[1])]} {' '.join(name)}"
    return found


def clean_subject(text: str) -> str:
    """Return the words before a predicate as its subject, "" where they name none."""
    subject = _clean(without_periods(text))
    return _shorten(
        re.sub(r"(?:\s(?:để|nhằm|hoàn thành mục tiêu|mục tiêu|thực hiện|trở))+$", "", subject), _LONGEST
    )


def _own_lead(lead: str, *, later: bool) -> str:
    """Return the part of the words before a value that is not about the value before it."""
    if later:
        if _CONJUNCT.search(lead) and lead.rstrip().endswith((",", "và", "với")):
            return ""
        connector = _CONNECTOR.search(lead)
        lead = lead[connector.end() :] if connector else lead
    turns = list(_TURN.finditer(lead))
    return lead[turns[-1].end() :] if turns else lead


def _label(lead: str) -> str | None:
    """Return the words before a colon: "Văn bản góp ý: Mức chi"."""
    colon = lead.rfind(":")
    words = _clean(without_periods(lead[:colon])) if colon > 0 else ""
    return words or None


def _names_subject(before: str, subject: str) -> bool:
    words = len(subject.split())
    predicated = bool(_VERB_BEFORE.search(before)) or before.rstrip().endswith(":")
    return (words >= 2 and predicated) or (words >= 3 and bool(_MEASURED.match(subject)))


def without_periods(text: str) -> str:
    """Return the text without its periods and the words that belong to them."""
    for dated in reversed(periods_in(text)):
        text = _LEFT_OVER.sub("", text[: dated.start]) + " " + text[dated.end :]
    return text


def _clean(text: str) -> str:
    """Return a lead without the words around the indicator: openings, verbs, the case that a rule is for."""
    then = text.rfind(" thì ")
    if then > _LONG_CASE and len(text[then:].split()) > 4:  # "… thì mức tối thiểu của các tiêu chuẩn khác"
        text = text[then + 5 :]
    colons = [m.end() for m in _COLON.finditer(text)]
    if colons:
        tail = LEAD_IN.sub("", text[colons[-1] :])
        text = tail if len(tail.strip()) > 3 else text
    return squeeze(_FROM.sub("", TAIL.sub("", _FROM.sub("", LEAD_IN.sub("", text)))))


def _after(text: str, q: Quantity, subject: str) -> str:
    """Return the words after the number: the counted noun, and what is said of it."""
    start = q.end + len(_SCALE.match(text[q.end :])[0]) if q.counted else max(q.unit_end, q.end)  # type: ignore[index]
    rest = text[start:]
    noun = max(0, q.unit_end - start) if q.counted else 0
    words = squeeze(rest[: _stop(rest, noun)])
    alone = words in {"người", "lần"} and len(subject.split()) > 2 and not _PREPOSITION.search(subject)
    return "" if alone else words


def _stop(rest: str, noun: int) -> int:
    """Return where the words after a number end: at a comma, unless the verb of a list comes after it."""
    position = noun
    for _ in range(_LONGEST_LIST):  # "đường trục xã, liên xã được cứng hóa"; longer lists are cut
        stop = STOP_TAIL.search(rest, position)
        end = stop.start() if stop else len(rest)
        if stop is None or stop[0] != "," or not rest[noun:end].strip() or _VERB.search(rest, noun, end):
            return end
        following = _parts_with_verb(rest, stop.end())
        if not following or _PART.search(rest, stop.end(), following):
            return end
        position = following - 1
    return end


def _parts_with_verb(text: str, start: int) -> int:
    """Return the end of the short parts of a list up to its verb: "công chức, viên chức được đào tạo"; 0 without."""
    position = start
    for part in re.split(r",", re.split(r"[;.]", text[start:], maxsplit=1)[0])[:_LONGEST_LIST]:
        verb = _VERB.search(part)
        if verb:
            return position + verb.end()
        if len(part.split()) > _SHORT_PART:
            return 0
        position += len(part) + 1
    return 0


def _shorten(text: str, longest: int) -> str:
    if len(text) <= longest:
        return text
    return text[:longest].rsplit(" ", 1)[0].rstrip(" ,;")
