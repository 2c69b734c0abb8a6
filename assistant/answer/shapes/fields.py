"""Facts about a document as a whole: number, date, signer, issuer, effect; several at once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib import resources

from assistant.answer import Found
from assistant.answer.passages import unwrapped
from assistant.draft import Draft, Line, LineKind, Quote
from assistant.evidence import Scope
from assistant.question import Question
from corpus.evidence import evidence
from corpus.header import short_name
from corpus.model import Document, Evidence, EvidenceKind
from corpus.references import Reference, compact, find_references
from corpus.text import fold, squeeze, strip_diacritics

_SAYS = {
    "number": "Số",
    "issued_on": "Ngày ban hành",
    "signer": "Người ký",
    "issuer": "Cơ quan ban hành",
    "effective_on": "Ngày có hiệu lực",
    "addressees": "Kính gửi",
}
# "Quyết định này có hiệu lực thi hành kể từ ngày ký." (Luật Ban hành văn bản quy phạm pháp luật, điều về hiệu lực)
_EFFECT = re.compile(r"(?<!\w)\w+ \w+ này có hiệu lực (?:thi hành )?(?:kể )?từ ngày[^.;\n]{2,80}[.;]?")


_KIND = r"(?<!\w)(nghị quyết|quyết định|nghị định|thông tư|chỉ thị|kế hoạch|luật|tờ trình)"
_POINTS = re.compile(rf"{_KIND} (?:đó|ấy|kia)(?!\w)")
_THIS = re.compile(rf"{_KIND} này(?!\w)")


@cache
def _asked_by() -> dict[str, tuple[re.Pattern[str], re.Pattern[str] | None]]:
    data = tomllib.loads(
        resources.files("assistant.answer.shapes").joinpath("fields.toml").read_text("utf-8")
    )

    def any_of(words: Sequence[str]) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)")

    return {
        name: (any_of(row["words"]), any_of(row["not"]) if "not" in row else None)
        for name, row in data.items()
    }


def fields_asked(question: Question) -> tuple[str, ...]:
    """Return the facts about a document that a question asks for; () when it asks for something else."""
    text = squeeze(re.sub(r"[,;:]", " ", strip_diacritics(question.own)))
    found = [
        n
        for n, (words, never) in _asked_by().items()
        if words.search(text) and not (never and never.search(text))
    ]
    return (
        tuple(found)
        if question.want("metadata", "when", "who", "relation", "how_much", "list", "yes_no") > 0.4
        else ()
    )


def fields_draft(question: Question, scope: Scope, found: Sequence[Found]) -> Draft | None:
    """Return the facts of the document that is meant; None where none is meant or it states none of them."""
    names = fields_asked(question)
    document = _meant(question, scope, found)
    if not names or document is None:
        return None
    units = {u.id.rsplit("=", 1)[-1]: u for u in evidence(document) if u.kind == EvidenceKind.HEADER}
    lines: list[Line] = []
    for name in names:
        if name in units:
            lines += field_lines(document, units[name], name)
    return Draft(tuple(lines), about=(document,)) if lines else None


def cited_draft(question: Question, scope: Scope, documents: Sequence[Document]) -> Draft | None:
    """Return how held documents name a document that is not held and whose facts are asked for; else None.

    "Nghị quyết số 06-NQ/TU ngày 12/11/2021 của Ban Thường vụ Tỉnh ủy" states number, date and issuer.
    """
    names = set(fields_asked(question))
    if not names or not names <= {"number", "issued_on", "issuer"}:
        return None
    for document in documents:
        for reference in _named_by(question, scope, document):
            said = reference.document
            known = {"number": said.number, "issued_on": said.issued_on, "issuer": said.issuer}
            provision = document.provision_at(reference.start)
            if provision is None or not all(known[n] for n in names):
                continue
            passage = Quote(document, provision, reference.start, reference.end)
            where = ", ".join(p for p in (provision.section, short_name(document, document.source)) if p)
            lines = (
                Line(f"**“{squeeze(passage.text)}”**", (passage,)),
                Line(f"({where})", (passage,), LineKind.PLACE),
                Line(
                    "Văn bản này không có trong kho; trên đây là lời của văn bản nhắc đến nó.",
                    (),
                    LineKind.NOTE,
                ),
            )
            return Draft(lines, about=(document,))
    return None


def means_another(question: Question, scope: Scope, documents: Sequence[Document]) -> bool:
    """Say whether a question is about a document that is none of these: by a number, or "nghị quyết đó" of a plan."""
    held = [d.header.number.value for d in documents if d.header.number]
    this = _THIS.search(fold(question.own))
    if this and any(_is_kind(d, this[1]) for d in documents):
        return False  # "kế hoạch này" after a question about another document
    if scope.missing and not any(h.matches(n) for h in question.numbers for n in held):
        return True
    kind = _pointed_at(question)
    return bool(kind) and not any(_is_kind(d, kind) for d in documents)


def _named_by(question: Question, scope: Scope, document: Document) -> list[Reference]:
    """Return where a document names the one that is meant: by its number, or the only one of its kind."""
    found = find_references(document.text)
    if scope.missing:
        return [r for r in found if any(h.matches(r.document.number) for h in scope.missing)]
    kind = _pointed_at(question)
    same = [r for r in found if kind and r.document.type and fold(r.document.type) == kind]
    return same if len({compact(r.document.number) for r in same}) == 1 else []


def _pointed_at(question: Question) -> str:
    """Return the kind of document that a question points back at: "nghị quyết" of "nghị quyết đó"."""
    said = _POINTS.search(fold(question.own)) if question.follows else None
    return said[1] if said else ""


def _is_kind(document: Document, kind: str) -> bool:
    return document.header.type is not None and fold(document.header.type.value) == kind


def _meant(question: Question, scope: Scope, found: Sequence[Found]) -> Document | None:
    """Return the document whose facts are asked for: the one in scope, or that of a best hit on its title."""
    if not found:
        return None
    if scope.named:
        return next((f.document for f in found if f.document.id == scope.named[0].id), None)
    best = found[0]
    front = best.is_field or not best.provision.path or best.provision.start < len(best.document.text) * 0.1
    named = best.document.header.type and strip_diacritics(
        best.document.header.type.value
    ) in strip_diacritics(question.text)
    return best.document if named and (front or question.want("metadata") > 0.5) else None


def field_lines(document: Document, unit: Evidence, name: str) -> list[Line]:
    """Return a fact about a document, and the line in which it stands."""
    provision = document.provision(unit.provision)
    if provision is None:
        return []
    value = unit.text.split(": ", 1)[-1]
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        year, month, day = value.split("-")
        value = f"ngày {day} tháng {month} năm {year}"
        if re.search(r"ngày\s*\d", document.text[unit.start : unit.end]):  # printed there, not only stamped
            value += f" ({day}/{month}/{year})"
    passage = Quote(document, provision, unit.start, unit.end)
    printed = squeeze(passage.text)
    title = short_name(document, document.source)
    if name == "addressees":  # several lines, each a body
        return [
            Line(f"**{_SAYS[name]}** – {title}:", (passage,), LineKind.PLACE),
            Line(f"> “{unwrapped(passage.text)}”", (passage,), LineKind.QUOTE),
        ]
    if name == "issuer":  # the letterhead prints it in pieces: its own words are shown
        return [
            Line(f"**{_SAYS[name]}** – {title}:", (passage,), LineKind.PLACE),
            Line(f"> “{printed}”", (passage,), LineKind.QUOTE),
        ]
    said = Line(f"**{_SAYS.get(name, name)}: {value}** – {title}", (passage,))
    if name != "effective_on":
        return [said]
    stated = _effect_clause(document)
    lines = [said, Line(f"> “{printed}”", (passage,), LineKind.QUOTE)]
    if stated is not None and not stated.start <= unit.start < stated.end:
        lines.append(
            Line(f"> “{squeeze(stated.text)}” ({stated.provision.section})", (stated,), LineKind.QUOTE)
        )
    return lines


def _effect_clause(document: Document) -> Quote | None:
    """Return the sentence in which a document says from when it is in force, where it has one."""
    found = _EFFECT.search(document.text)
    provision = document.provision_at(found.start()) if found else None
    return Quote(document, provision, found.start(), found.end()) if found and provision else None
