"""Which document another one rests on, carries out, amends, replaces or repeals: from its own relations."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answer import Found
from assistant.draft import Draft, Line, LineKind, Quote
from assistant.evidence import Scope
from assistant.question import Question
from corpus.header import short_name
from corpus.model import Document, RelationKind
from corpus.text import squeeze, strip_diacritics

_MOST = 4  # statements shown
# Verbs of official texts (Nghị định 30/2020/NĐ-CP, Phụ lục I) and the relation that each states.
_VERBS = (
    (re.compile(r"(?<!\w)thay the|(?<!\w)thay (?=quyet|nghi|thong)"), (RelationKind.REPLACES,)),
    (re.compile(r"(?<!\w)(?:bai bo|het hieu luc)"), (RelationKind.REPEALS, RelationKind.REPLACES)),
    (re.compile(r"(?<!\w)sua doi"), (RelationKind.AMENDS,)),
    (re.compile(r"(?<!\w)can cu"), (RelationKind.BASED_ON,)),
    (re.compile(r"(?<!\w)(?:thuc hien|trien khai)"), (RelationKind.IMPLEMENTS,)),
)
_WHICH = re.compile(
    r"(?:nghi quyet|quyet dinh|nghi dinh|thong tu|ke hoach|luat|van ban|to trinh|chi thi)(?: so)? nao"
)


def relation_asked(question: Question) -> tuple[RelationKind, ...]:
    """Return the relations that a question asks the other document of; () when it asks for none."""
    text = strip_diacritics(question.own)
    which = _WHICH.search(text)
    if not which:
        return ()
    return next((kinds for verb, kinds in _VERBS if verb.search(text[: which.start()])), ())


def relations_draft(question: Question, scope: Scope, found: Sequence[Found]) -> Draft | None:
    """Return the sentences in which the document that is meant states the relation."""
    kinds = relation_asked(question)
    documents = list({f.document.id: f.document for f in found}.values())
    if scope.named:
        documents = [d for d in documents if d.id == scope.named[0].id]
    if not kinds or not documents:
        return None
    document = documents[0]
    spans: dict[tuple[int, int], list[str]] = {}
    for relation in document.relations:
        if relation.kind in kinds:
            spans.setdefault((relation.start, relation.end), []).append(relation.target.number)
    lines: list[Line] = []
    for (start, end), numbers in list(spans.items())[:_MOST]:
        lines += _lines(document, start, end, numbers)
    return Draft(tuple(lines), about=(document,)) if lines else None


def _lines(document: Document, start: int, end: int, numbers: Sequence[str]) -> list[Line]:
    provision = document.provision_at(start)
    if provision is None:
        return []
    passage = Quote(document, provision, start, end)
    where = ", ".join(part for part in (provision.section, short_name(document, document.source)) if part)
    return [
        Line(f"**{', '.join(dict.fromkeys(numbers))}**", (passage,)),
        Line(f"> “{squeeze(passage.text)}”", (passage,), LineKind.QUOTE),
        Line(f"({where})", (passage,), LineKind.PLACE),
    ]
