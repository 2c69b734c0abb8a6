"""Questions about today: "còn hiệu lực không?", "hiện nay đã được công nhận chưa?".

What a document says and what is in force today are two statements. The first is quoted; the second
is said only where a held document or the catalog of related documents says so, with its source.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.draft import Draft, Line, LineKind, quote
from assistant.evidence import Evidence
from assistant.model import Reason, Status
from assistant.question import Focus, Question
from assistant.scope import Scope
from corpus.documents import catalog
from corpus.header.read import short_name
from corpus.model import Document, RelationKind

_ENDING = (RelationKind.REPLACES, RelationKind.REPEALS, RelationKind.AMENDS)
_VERB = {
    RelationKind.REPLACES: "thay thế",
    RelationKind.REPEALS: "bãi bỏ",
    RelationKind.AMENDS: "sửa đổi, bổ sung",
}
_ENOUGH = 0.5  # share of the question that a passage must say to be shown as what the document says


def compose_validity(
    question: Question, scope: Scope, ranked: Sequence[Evidence], held: Sequence[Document]
) -> Draft | None:
    """Return what is known about today's state, or None when the question is not about one.

    Args:
        question: the analysed question.
        scope: the documents that it means.
        ranked: statements by how much they say of it.
        held: every document of the library: a later one may end an earlier one.
    """
    if question.wants(Focus.IN_FORCE):
        by_documents = _ended_by(question, scope, held)
        if by_documents is not None:
            return by_documents
        entries = catalog.find(question.text)
        if entries:
            return from_catalog(entries, held)
        if scope.named:
            return _unknown_validity(scope.named[0])
        return None
    best = ranked[0] if ranked and ranked[0].coverage >= _ENOUGH else None
    return (
        _not_known_today(best) if not question.wants(Focus.TASKS, Focus.TARGETS) or question.yes_no else None
    )


def _ended_by(question: Question, scope: Scope, held: Sequence[Document]) -> Draft | None:
    """Return the statement of a held document that ends or changes the one asked about."""
    lines = []
    for document in held:
        for relation in document.relations:
            if relation.kind in _ENDING and any(h.matches(relation.target.number) for h in question.numbers):
                provision = document.provision_at(relation.start)
                if provision:
                    passage = quote(document, provision, relation.start, relation.end)
                    name = short_name(document, document.source)
                    text = " ".join(passage.text.split())
                    lines.append(
                        Line(
                            f"**{name} {_VERB[relation.kind]} {relation.target.number}.** Văn bản ghi: “{text}”",
                            (passage,),
                        )
                    )
    return Draft(tuple(lines[:4])) if lines else None


def from_catalog(entries: Sequence[catalog.CatalogEntry], held: Sequence[Document]) -> Draft:
    """Return what the catalog knows of documents that are not held, marked as the catalog's and with its sources."""
    lines = []
    for entry in entries[:2]:  # 2: a number that several provinces use
        lines.append(
            Line(
                f"**Theo dữ liệu danh mục** (không phải văn bản đang lưu): {catalog.describe(entry)}",
                (),
                LineKind.CATALOG,
            )
        )
    lines.append(Line("Hãy tải toàn văn lên ở thẻ Văn bản để có trích dẫn nguyên văn.", (), LineKind.NOTE))
    return Draft(tuple(lines), Status.PARTIAL, Reason.DOCUMENT_NOT_HELD)


def _unknown_validity(document: Document) -> Draft:
    name = short_name(document, document.source)
    first = Line(f"**Các văn bản hiện có không nêu {name} còn hiệu lực hay không.**", (), LineKind.NOTE)
    lines = [first]
    effective = document.header.effective_on
    if effective and effective.start is not None:
        provision = document.provision_at(effective.start)
        if provision:
            left = document.text.rfind("\n", provision.start, effective.start) + 1 or provision.start
            right = document.text.find("\n", effective.end or effective.start, provision.own_end)
            passage = quote(document, provision, left, provision.own_end if right < 0 else right)
            lines.append(Line(f"Văn bản ghi: “{' '.join(passage.text.split())}”", (passage,), LineKind.QUOTE))
    lines.append(
        Line("Cần hỏi cơ quan ban hành hoặc tra cơ sở dữ liệu quốc gia về pháp luật.", (), LineKind.NOTE)
    )
    return Draft(tuple(lines), Status.PARTIAL, Reason.VALIDITY_UNKNOWN, about=(document,))


def _not_known_today(best: Evidence | None) -> Draft:
    first = Line(
        "**Các văn bản hiện có không nêu tình trạng hiện nay; cần hỏi cơ quan có thẩm quyền.**",
        (),
        LineKind.NOTE,
    )
    if best is None:
        return Draft((first,), Status.NOT_FOUND, Reason.VALIDITY_UNKNOWN)
    statement = best.statement
    passage = quote(statement.document, statement.provision, statement.start, statement.end)
    text = " ".join(passage.text.split())
    said = Line(
        f"Văn bản ghi ({statement.provision.section}): “{text[:600]}”"
        if len(text) <= 600
        else f"Xem {statement.provision.section}.",
        (passage,),
        LineKind.QUOTE,
    )
    return Draft((first, said), Status.PARTIAL, Reason.VALIDITY_UNKNOWN)
