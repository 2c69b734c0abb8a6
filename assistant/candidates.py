"""Where to look: the documents a question means, and their statements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from assistant.compose_section import resolve_in
from assistant.question import Question
from assistant.scope import Scope, title_share
from assistant.statements import Pool
from assistant.statements import pool as pool_of
from assistant.terms import tokens
from corpus.agencies.read import AgencyMention, agency_id
from corpus.library.library import Library
from corpus.model import Document, Level
from corpus.text.normalize import fold
from index.chunk_index import ChunkIndex

_POOL_DOCUMENTS = 8  # documents whose statements are compared; search chooses them
_PASSAGES = 40  # passages that search gives for the choice
# Letterhead and preamble repeat the title; what is decided stands after them.
_FRONT = {Level.FRONT: 0.6, Level.CLOSING: 0.6, Level.PREAMBLE: 0.85}


class Candidates:
    """The library and the index behind the questions; keeps the statements of documents it has met."""

    def __init__(self, library: Library, index: ChunkIndex) -> None:
        self._library = library
        self._index = index
        self._names: tuple[tuple[str, ...], list[tuple[str, str]]] | None = None
        self._statements = lru_cache(maxsize=64)(_statements_of)  # 64 documents of statements: some 60 MB

    def documents(self) -> tuple[Document, ...]:
        """Return everything held."""
        return self._library.documents()

    def agencies(self, text: str) -> tuple[AgencyMention, ...]:
        """Return the agencies of the register that a folded question names, the longest name first."""
        found: list[AgencyMention] = []
        for name, printed in self._agency_names():
            at = text.find(name)
            whole = at >= 0 and not (
                text[at - 1 : at].isalnum() or text[at + len(name) : at + len(name) + 1].isalnum()
            )
            if whole and not any(f.start < at + len(name) and at < f.end for f in found):
                found.append(AgencyMention(printed, at, at + len(name), "own", agency_id(printed)))
        return tuple(sorted(found, key=lambda a: a.start))

    def _agency_names(self) -> list[tuple[str, str]]:
        documents = self._library.documents()
        key = tuple(d.sha256 for d in documents)
        if self._names is None or self._names[0] != key:
            names = {
                fold(m.value): m.value
                for d in documents for t in d.tasks if not t.generic_assignee for m in (*t.lead, *t.support, *t.monitor)
            }  # fmt: skip
            self._names = (key, sorted(names.items(), key=lambda n: -len(n[0])))
        return self._names[1]

    def pools(self, question: Question, documents: Sequence[Document]) -> list[Pool]:
        """Return the statements of the documents that search puts first."""
        if len(documents) > _POOL_DOCUMENTS:
            documents = self._found(question, documents)
        return [self._statements(d.id, d.sha256, d) for d in documents]

    def _found(self, question: Question, documents: Sequence[Document]) -> list[Document]:
        from assistant.retrieval import ChunkRetriever  # noqa: PLC0415 - langchain: half a second, for a large library

        ids = frozenset(d.id for d in documents)
        retriever = ChunkRetriever(index=self._index, top_k=_PASSAGES, document_ids=ids)
        order = dict.fromkeys(p.metadata["document_id"] for p in retriever.invoke(question.text))
        by_id = {d.id: d for d in documents}
        return [by_id[i] for i in order if i in by_id][:_POOL_DOCUMENTS]

    def likely(self, question: Question, scope: Scope) -> tuple[Document, ...]:
        """Return the documents that a question names by number or title, else all in scope."""
        return scope.named or self.titled(question, scope) or scope.documents

    def titled(self, question: Question, scope: Scope) -> tuple[Document, ...]:
        """Return the one document that the question's words name, or all that they name equally."""
        if len(scope.documents) <= 1:
            return scope.documents
        shares = title_share(question, scope.documents)
        best = max(shares.values())
        if best < 0.4:  # 0.4: less than half of the distinguishing words is no name
            return ()
        return tuple(d for d in scope.documents if shares[d.id] >= 0.85 * best)[:1]

    def placed(
        self, question: Question, scope: Scope, pools: Sequence[Pool]
    ) -> tuple[Question, dict[str, float]]:
        """Return boosts that leave only the place that a question names, and the question without it."""
        found = [p for ref in question.references for p in resolve_in(ref, self.likely(question, scope))]
        inside = {p.id for d, place in found for p in d.provisions[place.index : place.last]}
        if not inside:
            return question, {}
        places = {t for ref in question.references for t in tokens(question.cased[ref.start : ref.end])}
        terms = tuple(t for t in question.terms if not set(t.text.split(" ")) & places)
        outside = {
            s.provision.id: 0.0 for pool in pools for s in pool.statements if s.provision.id not in inside
        }
        return replace(question, terms=terms), outside


def _statements_of(document_id: str, sha256: str, document: Document) -> Pool:
    return pool_of(document)


def front(pools: Sequence[Pool]) -> dict[str, float]:
    """Return lower factors for the provisions that only repeat the title."""
    return {
        s.provision.id: _FRONT[s.provision.level]
        for pool in pools
        for s in pool.statements
        if s.provision.level in _FRONT
    }
