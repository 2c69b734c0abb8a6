"""Which documents a question means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log

from assistant.numbers_asked import TYPES, NumberHint
from assistant.question import Question
from assistant.terms import Term, bag
from corpus.header.read import display_name
from corpus.model import Document


@dataclass(frozen=True, slots=True)
class Scope:
    """The documents to answer from.

    `named` are those that the question names (all of them, in order of mention); `rivals` are held
    documents between which a name does not decide; `cited` are numbers that no held document bears
    but some mention; `unknown` are numbers that occur nowhere.
    """

    documents: tuple[Document, ...]
    named: tuple[Document, ...] = ()
    rivals: tuple[Document, ...] = ()
    cited: tuple[NumberHint, ...] = ()
    unknown: tuple[NumberHint, ...] = ()


def title_words(document: Document) -> frozenset[str]:
    """Return the bag of a document's name, title and issuer."""
    header = document.header
    parts = [f.value for f in (header.type, header.number, header.title, header.issuer, header.field) if f]
    return bag(" ".join([*parts, display_name(document, document.source)]))


def title_share(question: Question, documents: Sequence[Document]) -> dict[str, float]:
    """Return for each document the share (0 to 1) of the question's distinguishing words in its title.

    A word weighs ln(1 + n / df) over the titles, so "nghị quyết" weighs little among resolutions.
    """
    words = {d.id: title_words(d) for d in documents}
    weight: dict[Term, float] = {}
    for term in question.all_terms:
        df = sum(term.within(w) for w in words.values())
        if df:
            weight[term] = term.weight * log(1 + len(words) / df) * (0.5 if term.pair else 1.0)
    total = sum(weight.values()) or 1.0
    return {d: sum(w for t, w in weight.items() if t.within(words[d])) / total for d in words}


def _bears(document: Document, hint: NumberHint) -> bool:
    number = document.header.number
    return number is not None and hint.matches(number.value)


def _cited_by(documents: Sequence[Document], hint: NumberHint) -> tuple[Document, ...]:
    return tuple(d for d in documents if any(hint.matches(r.target.number) for r in d.relations))


def resolve(question: Question, documents: Sequence[Document], previous: Sequence[str] = ()) -> Scope:
    """Return the documents that a question is about.

    Args:
        question: the analysed question.
        documents: everything held.
        previous: ids of the documents of the last answer, for "quyết định này" and follow-ups.
    """
    named: list[Document] = []
    rivals: list[Document] = []
    cited: list[NumberHint] = []
    unknown: list[NumberHint] = []
    scope: list[Document] = []
    for hint in question.numbers:
        bearing = [d for d in documents if _bears(d, hint)]
        if len(bearing) > 1:
            bearing = _by_words(question, bearing)
        if len(bearing) == 1:
            named.append(bearing[0])
        elif bearing:
            rivals.extend(bearing)
        elif citing := _cited_by(documents, hint):
            cited.append(hint)
            scope.extend(citing)
        else:
            unknown.append(hint)
    if named:
        return Scope(_unique(named), _unique(named), _unique(rivals), tuple(cited), tuple(unknown))
    if rivals:
        return Scope(_unique(rivals), (), _unique(rivals), tuple(cited), tuple(unknown))
    if cited:
        return Scope(_unique(scope), (), (), tuple(cited), tuple(unknown))
    kept = tuple(d for d in documents if d.id in previous)
    return Scope(kept or tuple(documents), kept, (), (), tuple(unknown))


def _by_words(question: Question, bearing: list[Document]) -> list[Document]:
    """Decide between documents of one number by type and by the place or subject that is named."""
    kinds = {h.type for h in question.numbers if h.type}
    typed = [d for d in bearing if d.header.type and TYPES.get(d.header.type.value.lower()) in kinds]
    bearing = typed or bearing
    shares = title_share(question, bearing)
    best = max(shares.values())
    return [d for d in bearing if shares[d.id] >= best - 0.05]  # 0.05: one shared small word is no difference


def _unique(documents: Sequence[Document]) -> tuple[Document, ...]:
    return tuple({d.id: d for d in documents}.values())
