"""Whether a statement holds a value of the kind that is asked: an agency, a date, an amount, a number."""

from __future__ import annotations

import re

from assistant import cues
from assistant.question import Focus, Question
from assistant.roles_asked import asked_roles
from assistant.statements import Statement
from corpus.agencies.read import AgencyMention, find_agencies, same_agency
from corpus.model import Document, Level
from corpus.text.normalize import fold
from corpus.text.period_readings import PeriodKind
from corpus.text.periods import parse_periods

_NUMBER = re.compile(r"(?<![\w/.\-])\d+(?:[.,]\d+)*(?![\w]*/)")
_WORD_NUMBER = re.compile(
    r"(?<!\w)(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)\s+(?:phần|lần|người|loại|tiêu)"
)
_SPAN = re.compile(
    r"(?<!\w)(?:\d+|một|hai|ba|mỗi|hàng|hằng)\s*(?:\([^)]*\)\s*)?(?:ngày|tháng|năm|giờ|tuần|lần|quý|kỳ|phút)"
)
DOC_NUMBER = re.compile(r"\d+\s*(?:/\s*\d{4}\s*)?[/-]\s*[A-ZĐa-zđ]{1,}[\w-]*")
FORM = re.compile(r"(?<!\w)(?:[A-ZĐ]{1,3}-\d{1,3}|(?:[Bb]iểu )?[Mm]ẫu số \w+)(?!\w)")  # "BM-02", "Mẫu số 01a"
CLASS = re.compile(
    r"(?:(?:đô thị|di tích|công trình|đơn vị|xã|phường|rừng)\s+)?(?:loại|hạng|cấp|bậc)\s+(?:đặc biệt|[IVX]+|\d)",
    re.I,
)
DOC_TYPE = {"nghị quyết": "nq", "quyết định": "qđ", "nghị định": "nđ", "thông tư": "tt", "chỉ thị": "ct", "tờ trình": "ttr",
             "thông báo": "tb", "kế hoạch": "kh", "kết luận": "kl", "báo cáo": "bc", "chương trình": "ctr", "luật": "qh"}  # fmt: skip
TYPE_ASKED = re.compile(rf"({'|'.join(DOC_TYPE)})\s+(?:nào|gì|số mấy|số bao nhiêu|là số)")
MONEY = {"tiền", "kinh phí", "đồng", "tỷ", "triệu", "nghìn"}
MONEY_VALUE = re.compile(r"\d[\d.,]*\s*(?:nghìn |triệu |tỷ )?(?:đồng|tỷ|triệu|USD)", re.I)


def typed(statement: Statement, question: Question) -> bool:
    """Say whether a statement, or a fact read from it, holds a value of every kind that is asked."""
    checks = [check(statement, question) for kind, check in _TYPED if question.wants(kind)]
    return all(checks)


def _who(statement: Statement, question: Question) -> bool:
    document = statement.document
    together = "phối hợp" in fold(statement.text) or any(t.support for t in statement.tasks)
    if asked_roles(question.text) == ("support",) and not together:
        return False
    if not _of_kind(statement, question):
        return False
    heads = (document.text[p.start : p.own_end].strip() for p in document.ancestors(statement.provision))
    verb = asked_passive(question.text)
    if verb and said_by(" ".join(statement.text.split()), verb):
        return True
    if any(heads_agency(h) for h in heads) or subject_of_title(document):
        return True
    return any(t.lead or t.support or t.monitor for t in statement.tasks) or bool(
        find_agencies(statement.text)
    )


_KIND = re.compile(r"(?<!\w)(sở|bộ|phòng) nào(?!\w)")


def _of_kind(statement: Statement, question: Question) -> bool:
    """Say whether a statement asked for "sở nào" names none or one beside those of the question."""
    kind = _KIND.search(question.text)
    if kind is None or asked_roles(question.text) != ("support",):
        return True
    others = [
        a
        for a in find_agencies(statement.text)
        if not any(same_agency(a.value, q.value) for q in question.agencies)
    ]
    return any(fold(a.value).startswith(kind[1]) for a in others)


# "do ai bổ nhiệm", "do cơ quan nào cấp": the verb
_DONE_BY = re.compile(r"(?<!\w)do (?:ai|(?:cơ quan|đơn vị|sở|cấp|bộ|tổ chức) nào)\s+((?:[^\W\d]+ ?){1,2})")


def asked_passive(text: str) -> str | None:
    """Return the verb of a folded question in the passive ("do ai bổ nhiệm"), None for others."""
    found = _DONE_BY.search(text)
    return found[1].strip() if found else None


def said_by(text: str, verb: str) -> str | None:
    """Return the words between "do" and a verb, where they name somebody in a few words."""
    by = rf"(?<!\w)do ((?:[^\W\d]\w*,? ){{1,12}}?)(?:quyết định |có trách nhiệm )?{re.escape(verb)}(?!\w)"  # 12: "Chủ tịch Ủy ban nhân dân tỉnh …"
    found = re.search(by, text, re.I)
    return found[1].strip(" ,") if found else None


_COMPETENCE = re.compile(r"chức năng, nhiệm vụ|nhiệm vụ, quyền hạn|cơ cấu tổ chức|quy chế làm việc", re.I)


# What may stand before the agency in a heading that gives it work: "1. Sở Nội vụ:", "- Chỉ đạo Sở X:"
_BEFORE_AGENCY = re.compile(
    r"\W*(?:(?:[IVXLC]+|\d+(?:\.\d+)*|[a-zđ])[.)])?\W*(?:(?:Giao|Chỉ đạo|Đề nghị|Yêu cầu|Đối với|Trách nhiệm của|Nhiệm vụ của)\s+)*",
    re.I,
)


def heads_agency(heading: str) -> bool:
    """Say whether a heading names one agency as the one to act: it begins with it and ends with a colon."""
    named = find_agencies(heading)
    if not heading.endswith(":") or len({a.id for a in named}) != 1:
        return False
    return _BEFORE_AGENCY.fullmatch(heading[: named[0].start]) is not None


def subject_of_title(document: Document) -> AgencyMention | None:
    """Return the one agency whose tasks a document sets by its title ("… chức năng, nhiệm vụ của Sở Tư pháp")."""
    title = document.header.title
    if title is None or title.start is None or not _COMPETENCE.search(title.value):
        return None
    named = [a for a in find_agencies(title.value) if a.kind == "own"]
    return named[0] if len({a.id for a in named}) == 1 else None


def _when(statement: Statement, question: Question) -> bool:
    dated = any(p.kind is not PeriodKind.REFERENCE for p in parse_periods(statement.text))
    return dated or any(t.deadline for t in statement.tasks) or bool(_SPAN.search(fold(statement.text)))


def _how_long(statement: Statement, question: Question) -> bool:
    if _SPAN.search(fold(statement.text)):
        return True
    kinds = (PeriodKind.RECURRING, PeriodKind.CONTINUOUS)
    return any(p.kind in kinds for p in parse_periods(statement.text))


def _period(statement: Statement, question: Question) -> bool:
    document = statement.document
    heads = (
        document.text[p.start : p.own_end]
        for p in (*document.ancestors(statement.provision), statement.provision)
    )
    return any(parse_periods(h) for h in heads)


def _how_much(statement: Statement, question: Question) -> bool:
    parent = statement.provision.parent
    if (
        parent is not None
        and statement.document.provisions[parent].level is Level.TABLE
        and statement.provision.level is not Level.ROW
    ):
        table = statement.document.provisions[parent]
        return bool(
            re.search(r"\d", statement.document.text[statement.end : table.end])
        )  # its heading stands for the rows
    if statement.provision.level is Level.ROW:
        return bool(
            re.search(
                r"\d",
                statement.document.text[statement.start + len(statement.provision.marker) : statement.end],
            )
        )
    text = _REFERRING.sub(" ", _body(statement))
    unit = question.unit or ""
    if any(unit.startswith(m) for m in MONEY) or "tiền" in question.text.split():
        return bool(MONEY_VALUE.search(text))
    if unit.startswith(("phần trăm", "%")) or "tỷ lệ" in question.text:
        return "%" in text or "phần trăm" in text or "phần" in text
    if unit and unit.split()[0] not in _NO_UNIT:
        return bool(re.search(counted(unit), fold(text)))
    if cues.QUANTITY.search(question.text) and _MONEY_NOUN.search(question.text):
        return bool(MONEY_VALUE.search(text))
    return bool(_NUMBER.search(text)) or bool(_WORD_NUMBER.search(fold(text)))


# Numbers that count nothing: "khoản 7, Điều 151", "ngày 27 tháng 11 năm 2023", "số 95/2024/NĐ-CP"
_REFERRING = re.compile(
    r"(?:điểm|khoản|điều|mục|chương|phụ lục|bảng|mẫu số|số|ngày|tháng|năm|quý|lần thứ|khóa)\s+\d[\d./-]*(?:/[\w/-]+)?",
    re.I,
)
_MONEY_NOUN = re.compile(r"mức (?:vốn|chi|đầu tư)|kinh phí|vốn")
_NO_UNIT = frozenset(
    [
        "là",
        "thì",
        "trở",
        "cho",
        "để",
        "và",
        "hay",
        "được",
        "phải",
        "theo",
        "đối",
        "với",
        "vào",
        "từ",
        "đến",
        "một",
        "của",
        "trong",
        "khi",
        "nếu",
        "so",
    ]
)
_UNITS = {
    "mét": "(?:mét|m)",
    "héc": "(?:héc|ha)",
    "hecta": "ha",
    "kilomet": "(?:km|kilomet)",
    "cây": "(?:cây|km)",
}
_FIGURE = r"(?:\d[\d.,]*|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)"


def unit_pattern(unit: str) -> str:
    """Return a pattern for the first word of a unit in its usual spellings."""
    return _UNITS.get(unit.split(maxsplit=1)[0], re.escape(unit.split(maxsplit=1)[0]))


def counted(unit: str) -> str:
    """Return a pattern for a figure with a unit up to four words behind it ("hai phần ba tổng số thành viên")."""
    head = unit_pattern(unit)
    return rf"(?<![\w/]){_FIGURE}\s*(?:\([^)]*\)\s*)?(?:[^\W\d]+\s+){{0,4}}?{head}(?!\w)"


def _document(statement: Statement, question: Question) -> bool:
    numbers = DOC_NUMBER.findall(statement.text)
    asked = TYPE_ASKED.search(question.text)
    if not asked or not numbers:
        return bool(numbers) or "Nghị quyết" in statement.text or "Luật" in statement.text
    kind = DOC_TYPE[asked[1]]
    return any(kind in fold(n) for n in numbers) or asked[1] in fold(statement.text)


def _form(statement: Statement, question: Question) -> bool:
    return bool(FORM.search(statement.text))


def _class(statement: Statement, question: Question) -> bool:
    return bool(CLASS.search(statement.text))


def _person(statement: Statement, question: Question) -> bool:
    """Say whether a statement fills the office asked for; names of persons stand in the signature only."""
    office = _OFFICE.search(question.text)
    if office is None:
        return False
    filled = rf"(?<!\w)(?:{office[0]}\W[^.;]{{0,60}}?(?:là|:|do)\s|(?:làm|là) {office[0]}(?!\w))"  # 60: "của Hội đồng …"
    return bool(re.search(filled, fold(statement.text))) and _who(statement, question)


_OFFICE = re.compile(
    r"(?:phó )?(?:chủ tịch|giám đốc|trưởng ban|trưởng đoàn|tổ trưởng|chủ nhiệm|thư ký)(?: (?:hội đồng|tổ|ban|đoàn))?"
)

_TYPED = (
    (Focus.WHO, _who), (Focus.WHEN, _when), (Focus.HOW_LONG, _how_long), (Focus.PERIOD, _period), (Focus.HOW_MUCH, _how_much),
    (Focus.DOCUMENT, _document), (Focus.FORM, _form), (Focus.CLASS, _class), (Focus.PERSON, _person),
)  # fmt: skip


def _body(statement: Statement) -> str:
    """Return the statement without its printed marker, whose number is no value."""
    provision = statement.provision
    text = statement.text
    return text[len(provision.marker) :] if statement.start == provision.start else text
