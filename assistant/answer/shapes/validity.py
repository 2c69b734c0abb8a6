"""What is in force: said only where a held document or the catalog says so, with its source."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer.passages import Found
from assistant.draft import Draft, Line, LineKind, quote
from assistant.evidence import Scope
from assistant.model import Reason, Status
from assistant.question import Question
from corpus.documents import catalog
from corpus.header import short_name
from corpus.model import RelationKind
from corpus.text import squeeze, strip_diacritics

_SAYS = {
    RelationKind.REPLACES: "thay thế",
    RelationKind.REPEALS: "bãi bỏ",
    RelationKind.AMENDS: "sửa đổi, bổ sung",
}


def asks_for_validity(question: Question) -> bool:
    """Say whether it is asked if a document is still in force."""
    text = strip_diacritics(question.own)
    still = "con hieu luc" in text or "het hieu luc" in text
    return still or (
        "hieu luc" in text and question.want("yes_no") > 0.4
    )  # 0.4: likelier than any other wish


def validity_draft(question: Question, scope: Scope, found: Sequence[Found]) -> Draft | None:
    """Return which held document ends or changes the one that is asked about, else what the catalog knows."""
    lines: list[Line] = []
    for document in {f.document.id: f.document for f in found}.values():
        for relation in document.relations:
            if relation.kind not in _SAYS or not any(
                h.matches(relation.target.number) for h in question.numbers
            ):
                continue
            provision = document.provision_at(relation.start)
            if provision is not None:
                passage = quote(document, provision, relation.start, relation.end)
                said = f"**{short_name(document, document.source)} {_SAYS[relation.kind]} {relation.target.number}.**"
                lines.append(Line(f"{said} Văn bản ghi: “{squeeze(passage.text)}”", (passage,)))
    if lines:
        return Draft(tuple(lines[:3]))
    known = catalog_lines(question)
    if known:
        return Draft(tuple(known), Status.PARTIAL, Reason.DOCUMENT_NOT_HELD)
    if not scope.named or not found:
        return None
    document = found[0].document
    name = short_name(document, document.source)
    first = Line(f"**Các văn bản hiện có không nêu {name} còn hiệu lực hay không.**", (), LineKind.NOTE)
    last = Line("Cần hỏi cơ quan ban hành hoặc tra cơ sở dữ liệu quốc gia về pháp luật.", (), LineKind.NOTE)
    return Draft((first, last), Status.PARTIAL, Reason.VALIDITY_UNKNOWN, about=(document,))


def catalog_lines(question: Question) -> list[Line]:
    """Return what the catalog knows of documents that are not held, marked as the catalog's."""
    entries = catalog.find(question.text)[:2]  # 2: a number that several provinces use
    said = "**Theo dữ liệu danh mục** (không phải văn bản đang lưu): "
    lines = [Line(said + catalog.describe(e), (), LineKind.CATALOG) for e in entries]
    if lines:
        lines.append(
            Line("Hãy tải toàn văn lên ở thẻ Văn bản để có trích dẫn nguyên văn.", (), LineKind.NOTE)
        )
    return lines
