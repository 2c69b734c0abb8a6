"""Questions about the document itself: who signed, when, what number, in force from when, about what."""

from __future__ import annotations

import re
from datetime import date

from assistant.draft import Draft, Line, Quote, quote
from assistant.passages import clip
from assistant.question import Focus, Question
from assistant.statements import split
from corpus.agencies.read import same_agency
from corpus.header.read import short_name
from corpus.model import Document, Fact, Level, Provision
from corpus.text.normalize import fold
from corpus.text.period_readings import PeriodKind

FIELDS = (Focus.NUMBER, Focus.ISSUED, Focus.SIGNER, Focus.ISSUER, Focus.EFFECTIVE, Focus.SUMMARY, Focus.FIELD)
_SHORT_DATE = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}")


def asked_fields(question: Question) -> tuple[Focus, ...]:
    """Return the fields that a question asks for, in the order of FIELDS."""
    return tuple(f for f in FIELDS if question.wants(f))


def printed_date(iso: str) -> str:
    """Return a date in words as documents print it: day below 10 and January, February with a zero (NĐ 30/2020)."""
    day = date.fromisoformat(iso)
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def compose_fields(question: Question, documents: tuple[Document, ...]) -> Draft | None:
    """Return one line per document and field, or None when no field is known."""
    lines = []
    for document in documents:
        for field in asked_fields(question):
            line = _line(document, field, named=len(documents) > 1)
            if line:
                lines.append(line)
    return Draft(tuple(lines)) if lines else None


def contradicted_fields(question: Question, document: Document) -> bool:
    """Say whether a question that asserts something names another signer, issuer or date than the document."""
    header = document.header
    signer = _NAMED_SIGNER.search(question.cased)
    if signer and header.signer and not fold(signer[1]).endswith(fold(header.signer.value)):
        return True
    if not question.asserted:
        return False
    if _other_office(question, document) or _other_start(question, document):
        return True
    dates = [p.first for p in question.periods if p.kind is PeriodKind.DATE and p.first]
    if (
        dates
        and header.issued_on
        and question.wants(Focus.ISSUED)
        and all(d.isoformat() != header.issued_on.value for d in dates)
    ):
        return True
    issuer = header.issuer.value if header.issuer else ""
    named = [a.value for a in question.agencies]
    return bool(
        named and issuer and question.wants(Focus.ISSUER) and not any(_same_issuer(n, issuer) for n in named)
    )


# "do Bộ trưởng Bộ Tư pháp ký phải không": the office, without a name
_NAMED_OFFICE = re.compile(r"(?<!\w)do ((?:(?!ký)[^\W\d]+ ){1,9})ký(?!\w)")


def _other_office(question: Question, document: Document) -> bool:
    """Say whether a question has another office sign than the one that signed."""
    role, issuer = document.header.signer_role, document.header.issuer
    said = _NAMED_OFFICE.search(question.text)
    if said is None or role is None or document.header.signer is None:
        return False
    held = set(fold(f"{role.value} {issuer.value if issuer else ''} {document.header.signer.value}").split())
    held |= {"ubnd", "ông", "bà", "đồng", "chí"}
    return not set(said[1].split()) <= held


def _other_start(question: Question, document: Document) -> bool:
    """Say whether a question states another first day of force than the document."""
    effective = document.header.effective_on
    days = [p.first for p in question.periods if p.kind is PeriodKind.DATE and p.first]
    if not days or effective is None or not question.wants(Focus.EFFECTIVE) or question.wants(Focus.ISSUED):
        return False
    return all(d.isoformat() != effective.value for d in days)


def _same_issuer(name: str, issuer: str) -> bool:
    return same_agency(name, issuer) or set(fold(name).split()) <= set(fold(issuer).split())


# "do Chủ tịch Trần Sỹ Thanh ký", "ông Trần Văn Hiệp ký"
_NAMED_SIGNER = re.compile(
    r"(?:do|ông|bà|đồng chí|Ông|Bà|Chủ tịch|Bộ trưởng|Thủ tướng)\s+((?:[A-ZĐÀ-Ỹ][a-zà-ỹđ]+\s+){1,3}[A-ZĐÀ-Ỹ][a-zà-ỹđ]+)\s+(?:đã\s+)?ký"
)


def unknown_fields(question: Question, document: Document) -> tuple[Focus, ...]:
    """Return the asked fields that a document does not show."""
    return tuple(f for f in asked_fields(question) if _line(document, f, named=False) is None)


def _line(document: Document, field: Focus, *, named: bool) -> Line | None:
    fact = _fact(document, field)
    if fact is None:
        return None
    passage = passage_of(document, fact, field)
    if passage is None:
        return None
    name = short_name(document, document.source)
    where = "" if fact.start is not None else _read_from(fact)
    labelled = _labelled_date(document, field, fact)
    both = (
        (labelled, passage) if labelled and field is Focus.ISSUER else (labelled or passage,)
    )  # the data line says less
    passage = labelled or passage
    said = (
        f" Văn bản ghi: “{clip(passage.text, 260)}”"
        if field is Focus.EFFECTIVE and passage.end - passage.start > 40
        else ""
    )
    return Line(_sentence(document, field, fact, name) + where + said, both)


_DATE_LABELS = {Focus.ISSUED: "Ngày ban hành", Focus.EFFECTIVE: "Ngày có hiệu lực|Ngày hiệu lực"}
_ISSUER_LABEL = re.compile(r"^.*Cơ quan ban hành\s*:?\s*(\S.*)$", re.M)


def _labelled_date(document: Document, field: Focus, fact: Fact) -> Quote | None:
    """Return the line of the document's data that names the field and gives the same date."""
    if field is Focus.ISSUER:
        return _labelled_issuer(document, fact)
    label = _DATE_LABELS.get(field)
    if label is None:
        return None
    for m in re.finditer(
        rf"^.*(?:{label})\s*:?\s*(\d{{1,2}})/(\d{{1,2}})/(\d{{4}}).*$", document.text[:6000], re.M
    ):  # 6000: the head
        provision = document.provision_at(m.start())
        if provision and f"{m[3]}-{int(m[2]):02d}-{int(m[1]):02d}" == fact.value:
            return quote(document, provision, m.start(), m.end())
    return None


def _labelled_issuer(document: Document, fact: Fact) -> Quote | None:
    m = _ISSUER_LABEL.search(document.text, 0, 6000)
    if m and set(fold(m[1]).split()) <= set(fold(fact.value).split()):
        provision = document.provision_at(m.start())
        return quote(document, provision, m.start(), m.end()) if provision else None
    return None


def _fact(document: Document, field: Focus) -> Fact | None:
    header = document.header
    return {
        Focus.NUMBER: header.number, Focus.ISSUED: header.issued_on, Focus.SIGNER: header.signer, Focus.ISSUER: header.issuer,
        Focus.EFFECTIVE: header.effective_on, Focus.SUMMARY: header.title, Focus.FIELD: header.field,
    }.get(field)  # fmt: skip


def _read_from(fact: Fact) -> str:
    places = {
        "stamp": "đọc từ dấu chữ ký số",
        "ocr-head": "nhận dạng từ ảnh đầu trang 1",
        "file-name": "theo tên tệp",
    }
    return f" ({places[fact.read_from]})" if fact.read_from in places else ""


def _sentence(document: Document, field: Focus, fact: Fact, name: str) -> str:
    if field in (Focus.ISSUED, Focus.EFFECTIVE):
        verb = "ban hành" if field is Focus.ISSUED else "có hiệu lực"
        return f"**{_date(document, fact)}** – {name} {verb}."
    if field is Focus.SIGNER:
        role = document.header.signer_role
        title = f" ({' '.join(role.value.split())})" if role and role.start is not None else ""
        return f"**{fact.value}**{title} ký {name}."
    if field is Focus.ISSUER:
        return f"**{fact.value}** ban hành {name}."
    if field is Focus.NUMBER:
        return f"Số **{fact.value}** ({name})."
    if field is Focus.FIELD:
        return f"Lĩnh vực: **{fact.value}**."
    return f"{name}: {' '.join(fact.value.split())}."


def _date(document: Document, fact: Fact) -> str:
    """Return a date as printed, with the short form beside it where they differ."""
    try:
        iso = date.fromisoformat(fact.value)
    except ValueError:
        return fact.value
    short = f"{iso.day:02d}/{iso.month:02d}/{iso.year}"
    if fact.start is None or fact.end is None:
        return f"{printed_date(fact.value)} ({short})"
    printed = " ".join(document.text[fact.start : fact.end].split())
    if not any(c.isdigit() for c in printed):
        return f"{printed} (ngày ký: {short})"
    return printed if short in printed or _SHORT_DATE.search(printed) else f"{printed} ({short})"


def passage_of(document: Document, fact: Fact, field: Focus) -> Quote | None:
    """Return the printed line or sentence that shows a fact."""
    if fact.start is None or fact.end is None:
        return _blank_line(document, field)
    start, end = fact.start, fact.end
    role = document.header.signer_role
    if field is Focus.SIGNER and role and role.start is not None and 0 <= start - role.start < 200:
        start = role.start  # 200: the signature block, role above name
    provision = document.provision_at(start)
    if provision is None:
        return None
    if end > provision.end:  # role and name on lines of their own: both, in the block around them
        around = [p for p in document.ancestors(provision) if p.start <= start and end <= p.end]
        return quote(document, around[-1] if around else provision, start, end)
    left, right = _line_bounds(document, provision, start, end)
    return quote(document, provision, left, right)


def _line_bounds(document: Document, provision: Provision, start: int, end: int) -> tuple[int, int]:
    """Return the printed line around a span, or in running text its sentence, within the provision."""
    if provision.level not in (Level.FRONT, Level.PREAMBLE, Level.CLOSING, Level.PARAGRAPH):
        for left, right in split(document.text, provision.start, provision.own_end):
            if left <= start and end <= right:
                return left, right
    text = document.text
    left = text.rfind("\n", provision.start, start) + 1 or provision.start
    right = text.find("\n", end, provision.own_end)
    return max(left, provision.start), provision.own_end if right < 0 else right


_BLANKS = {
    Focus.NUMBER: re.compile(r"^.*Số\s*:.*$", re.M),
    Focus.ISSUED: re.compile(r"^.*ngày\s.*tháng\s.*năm.*$", re.M),
    Focus.EFFECTIVE: re.compile(r"^.*hiệu lực.*$", re.M),
}


def _blank_line(document: Document, field: Focus) -> Quote | None:
    """Return the line with the blank that a stamp fills ("Số: /2025/QĐ-UBND"), else the first line."""
    pattern = _BLANKS.get(field)
    match = pattern.search(document.text) if pattern else None
    start, end = match.span() if match else (0, document.text.find("\n"))
    provision = document.provision_at(start)
    return quote(document, provision, start, end) if provision and document.text[start:end].strip() else None
