"""Which way a question is answered: by field, place, relation, register, or search; or refused."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant import lookups
from assistant import refusals as no
from assistant.candidates import Candidates
from assistant.compose_relations import mention
from assistant.compose_validity import from_catalog
from assistant.conversation import standalone
from assistant.draft import Draft
from assistant.evidence import rank
from assistant.model import Status, Turn
from assistant.question import Focus, Question, analyse, carry
from assistant.repair import Repair
from assistant.scope import Scope, resolve, title_words
from assistant.searching import search
from assistant.terms import content_terms, tokens
from assistant.traits import FIELDS, only_names, printed
from assistant.understood import Understood
from corpus.documents import catalog
from corpus.library.library import Library
from index.chunk_index import ChunkIndex

_CARRIED = 0.35  # what a word of the earlier question weighs beside one of the new
_REMEMBERED = 3  # turns looked back: further, the subject has changed
_ELSEWHERE = 0.2  # coverage of a stray shared word
Way = Callable[[Understood, Scope, Candidates], Draft | None]
_WAYS: tuple[Way, ...] = (
    lookups.appendix,
    lookups.place,
    lookups.validity,
    lookups.fields,
    lookups.relations,
    lookups.due,
    lookups.registered,
)


class Answering:
    """Turns questions and their history into drafts."""

    def __init__(self, library: Library, index: ChunkIndex) -> None:
        self._where = Candidates(library, index)
        self._repair = Repair(index)

    def understand(self, asked: str, history: Sequence[Turn]) -> Understood:
        """Return the question with what it takes from the history (the last three turns)."""
        question = analyse(asked, self._repair, self._where.agencies)
        if not history:
            return Understood(question, asked)
        before = self.understand(history[-1].question, history[-1 - _REMEMBERED : -1])
        alone = standalone(question, before.question)
        if not alone.follows or (alone.maybe and self._names_document(question)):
            return Understood(question, asked)
        draft = self.answer(before)
        cited = [q for line in draft.lines for q in line.quotes]
        documents = tuple(dict.fromkeys(q.document.id for q in cited)) or before.previous_documents
        provisions = tuple(dict.fromkeys(q.provision.id for q in cited))
        new = analyse(alone.text, self._repair, self._where.agencies)
        if alone.carried:
            new = carry(new, before.question.terms or content_terms(alone.carried), _CARRIED)
        if before.question.wants(*FIELDS) and new.wants(Focus.WHEN) and not new.terms:
            new = replace(new, focus=(new.focus - {Focus.WHEN}) | {Focus.ISSUED})  # "Ai ký?" – "Ngày nào?"
        if alone.repeat:
            new = replace(new, focus=new.focus | (question.focus & {Focus.VERBATIM, Focus.WHERE}))
        return Understood(
            new, alone.text, documents, provisions, alone.repeat, question if alone.maybe else None
        )

    def _names_document(self, question: Question) -> bool:
        """Say whether a question names a document by its title."""
        documents = self._where.documents()
        return len(documents) > 1 and bool(self._where.titled(question, Scope(documents)))

    def answer(self, understood: Understood) -> Draft:
        """Return the draft for a question; one that may follow the history and finds nothing there stands alone."""
        draft = self._answer(understood)
        if understood.alone is not None and draft.status in (Status.NOT_FOUND, Status.REFUSED):
            return self._answer(Understood(understood.alone, understood.text))
        return draft

    def _answer(self, understood: Understood) -> Draft:
        question = understood.question
        scope = resolve(question, self._where.documents(), understood.previous_documents)
        if scope.rivals and not scope.named:
            return no.which_document(scope.rivals, question.asked)
        if (scope.cited or scope.unknown) and not scope.named and only_names(question):
            return _about_cited(question, scope)
        answers = (way(understood, scope, self._where) for way in _WAYS)
        return next((a for a in answers if a is not None), None) or search(understood, scope, self._where)

    def is_titled(self, words: str) -> bool:
        """Say whether a document is about these words by its title ("chứng khoán")."""
        wanted = set(tokens(words))
        return any(wanted <= title_words(d) for d in self._where.documents())

    def is_elsewhere(self, understood: Understood) -> bool:
        """Say whether no document has anything to do with a question (weather, poems, …)."""
        question = understood.question
        if question.numbers or question.references or question.agencies or question.periods:
            return False
        ranked = rank(question, self._where.pools(question, self._where.documents()))
        return not ranked or ranked[0].coverage < _ELSEWHERE


def _about_cited(question: Question, scope: Scope) -> Draft:
    """Return what the held documents say of a document that is not held."""
    hints = (*scope.cited, *scope.unknown)
    names = [printed(question.text[h.start : h.end]) for h in hints]
    said = mention(hints, scope.documents)
    known = catalog.find(question.text) if said is None else ()
    return said or (
        from_catalog(known, scope.documents) if known else no.not_held(hints, names, scope.documents)
    )
