"""Questions about other documents: căn cứ, thực hiện, thay thế, bãi bỏ, sửa đổi."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.draft import Draft, Line, LineKind, Quote, quote
from assistant.model import Reason, Status
from assistant.numbers_asked import NumberHint
from assistant.question import Focus, Question
from assistant.terms import Weights, bag
from assistant.values import DOC_TYPE, TYPE_ASKED
from corpus.header.read import short_name
from corpus.model import Document, Level, Relation, RelationKind
from corpus.text.normalize import fold

KINDS = {
    Focus.IMPLEMENTS: (RelationKind.IMPLEMENTS, RelationKind.BASED_ON),
    Focus.BASED_ON: (RelationKind.BASED_ON, RelationKind.IMPLEMENTS),
    Focus.REPLACES: (RelationKind.REPLACES, RelationKind.REPEALS),
    Focus.AMENDS: (RelationKind.AMENDS, RelationKind.REPEALS, RelationKind.REPLACES),
}
_VERB = {
    RelationKind.BASED_ON: "căn cứ", RelationKind.IMPLEMENTS: "thực hiện", RelationKind.REPLACES: "thay thế",
    RelationKind.REPEALS: "bãi bỏ", RelationKind.AMENDS: "sửa đổi, bổ sung", RelationKind.ATTACHES: "kèm theo", RelationKind.CITES: "dẫn",
}  # fmt: skip
_SEVERAL = re.compile(
    r"(?<!\w)(?:những|các)\s+(?:" + "|".join(DOC_TYPE) + r"|văn bản|căn cứ)(?!\w)"
)  # "những nghị quyết nào"
_MOST = 6  # relations shown; the rest is counted


def compose_relations(question: Question, document: Document) -> Draft | None:
    """Return the relations of the asked kind and type, the closest first, or None when there is none."""
    for focus, kinds in KINDS.items():
        if question.wants(focus):
            if focus is Focus.AMENDS:
                every = [r for kind in kinds for r in _fitting(question, document, kind)]
                every = sorted({r.target.number: r for r in reversed(every)}.values(), key=lambda r: r.start)
                return _draft(document, RelationKind.AMENDS, every) if every else None
            for kind in kinds:
                found = _fitting(question, document, kind)
                if found:
                    return _draft(document, kind, found)
    return None


def named_by_one(question: Question, documents: Sequence[Document]) -> Draft | None:
    """Return the relations asked for when only one document has such; None when several have or none."""
    kind = _THIS_KIND.search(question.text)
    fitting = [d for d in documents if not kind or (d.header.type and fold(d.header.type.value) == kind[1])]
    drafts = [
        draft
        for d in fitting
        if (draft := compose_relations(question, d)) is not None and _names_asked(question, draft)
    ]
    if len(drafts) != 1 or not TYPE_ASKED.search(question.text):
        return None
    return drafts[0]


def _names_asked(question: Question, draft: Draft) -> bool:
    """Say whether the first relation names an agency of the question, where it has one."""
    said = " ".join(fold(" ".join(q.text for q in draft.lines[0].quotes)).split())
    return not question.agencies or any(fold(a.value) in said for a in question.agencies)


_THIS_KIND = re.compile(rf"({'|'.join(DOC_TYPE)}) này(?!\w)")  # "Nghị quyết này căn cứ …"
_SOME = re.compile(r"một số (?:điều|khoản|điểm|nội dung|cụm từ|mục|chương)")


def only_in_part(question: Question, hints: Sequence[NumberHint], document: Document) -> Draft | None:
    """Return "not the whole of it" for a question that has a document end another one wholly, where it ends parts only."""
    if "toàn bộ" not in question.text:
        return None
    for relation in document.relations:
        passage = _passage(document, relation)
        named = any(h.matches(relation.target.number) for h in hints)
        if passage and named and relation.kind in _ENDING and _SOME.search(fold(passage.text)):
            first = Line("**Không phải toàn bộ.** Văn bản ghi:", (), LineKind.NOTE)
            return Draft((first, *_draft(document, relation.kind, [relation]).lines), Status.CORRECTED)
    return None


_ENDING = (RelationKind.AMENDS, RelationKind.REPEALS, RelationKind.REPLACES)


def mention(hints: Sequence[NumberHint], documents: Sequence[Document]) -> Draft | None:
    """Return how held documents name a document that is not held itself; None when none names it."""
    found: dict[str, Line] = {}
    for document in documents:
        for relation in document.relations:
            target = relation.target
            passage = _passage(document, relation)
            if passage and any(h.matches(target.number) for h in hints) and target.number not in found:
                name = short_name(document, document.source)
                label = f"{target.type + ' số ' if target.type else 'Văn bản số '}{target.number}"
                found[target.number] = Line(f"**{label}** – {name} ghi: “{_short(passage)}”", (passage,))
    if not found:
        return None
    note = Line(
        "Toàn văn của văn bản này không có trong kho; chỉ có phần được nhắc đến ở trên.", (), LineKind.NOTE
    )
    return Draft(
        (*list(found.values())[:4], note),
        Status.PARTIAL,
        Reason.DOCUMENT_NOT_HELD,
        about=tuple(documents[:4]),
    )


def _fitting(question: Question, document: Document, kind: RelationKind) -> list[Relation]:
    asked = TYPE_ASKED.search(question.text)
    found = [r for r in document.relations if r.kind is kind]
    found = list(
        {
            r.target.number: r for r in sorted(found, key=lambda r: (not _in_title(document, r), -r.start))
        }.values()
    )
    found.sort(key=lambda r: r.start)
    if asked:
        found = [r for r in found if _is_type(r, DOC_TYPE[asked[1]], asked[1])]
    names = [fold(a.value) for a in question.agencies if a.kind == "own"]
    by_name = [
        r for r in found if any(n in " ".join(fold(document.text[r.start : r.end]).split()) for n in names)
    ]
    found = by_name or found
    return _closest(question, document, found)


def _in_title(document: Document, relation: Relation) -> bool:
    """Say whether a relation was read from the head, which runs into the letterhead; the articles say it in full."""
    provision = document.provision_at(relation.start)
    return provision is None or provision.level is Level.FRONT


def _is_type(relation: Relation, short: str, word: str) -> bool:
    in_number = re.search(rf"[/\d-]{short}(?![a-zđ])", fold(relation.target.number))  # "/TT-", not "/TTr-"
    return in_number is not None or word == fold(relation.target.type or "")


def _closest(question: Question, document: Document, found: list[Relation]) -> list[Relation]:
    """Keep the relations whose sentence says most of the question's own topic, when that differs."""
    if len(found) < 2 or _SEVERAL.search(question.text):
        return found
    bags = [bag(document.text[r.start : r.end]) for r in found]
    weights = Weights.over(bags)
    scores = [sum(weights.of(t) for t in question.terms if not t.pair and t.within(b)) for b in bags]
    best, rest = max(scores), sorted(scores)[-2]
    return (
        [found[scores.index(best)]] if best > 0 and rest < 0.7 * best else found
    )  # 0.7: clearly the one meant


def _passage(document: Document, relation: Relation) -> Quote | None:
    provision = document.provision_at(relation.start)
    return quote(document, provision, relation.start, relation.end) if provision else None


def _draft(document: Document, kind: RelationKind, found: list[Relation]) -> Draft:
    name = short_name(document, document.source)
    lines = []
    for relation in found[:_MOST]:
        passage = _passage(document, relation)
        if passage:
            target = relation.target
            label = f"{target.type + ' số ' if target.type else 'số '}{target.number}"
            lines.append(Line(f"**{label}** – {name} {_VERB[kind]}: “{_short(passage)}”", (passage,)))
    return Draft(tuple(lines))


def _short(passage: Quote, most: int = 320) -> str:
    """Return the passage on one line, cut at a word with "…" when it is long."""
    text = " ".join(passage.text.split())
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + " …"
