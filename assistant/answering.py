"""Which way a question is answered: by field, place, relation, register, or search; or refused."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant import cues, premise
from assistant import refusals as no
from assistant.compose_evidence import ENOUGH, choose, compose_evidence
from assistant.compose_fields import asked_fields, compose_fields, contradicted_fields
from assistant.compose_register import (
    asked_labels, due_between, targets_on, known_periods, named_agencies, other_periods, passage_of, targets_of_periods, tasks_of_agencies,
)  # fmt: skip
from assistant.compose_relations import KINDS, compose_relations, mention
from assistant.compose_section import absent, resolve_in, show, show_outline, which_reading
from assistant.conversation import standalone
from assistant.draft import Draft, Line, LineKind, with_lines
from assistant.evidence import Evidence, rank, weights_over
from assistant.numbers_asked import number_hints
from assistant.parts import for_period, halves
from assistant.passages import LONGEST, clip
from assistant.model import Reason, Status, Turn
from assistant.question import Focus, Question, analyse, carry
from assistant.repair import Repair
from assistant.retrieval import ChunkRetriever
from assistant.scope import Scope, resolve, title_share, title_words
from assistant.statements import Pool, Statement
from assistant.statements import pool as pool_of
from assistant.terms import Term, content_terms, tokens
from corpus.agencies import AgencyMention, agency_id
from corpus.citations import ProvisionRef
from corpus.library import Library
from corpus.model import Document, Level, Provision
from corpus.normalize import fold
from corpus.periods import PeriodKind
from index.chunk_index import ChunkIndex

_FIELDS = (Focus.SIGNER, Focus.ISSUED, Focus.ISSUER, Focus.EFFECTIVE, Focus.NUMBER)
_POOL_DOCUMENTS = 8  # documents whose statements are compared; search chooses them
_ASIDE = 4  # topic syllables beside the title from which a question is not about the document as such
_FIELD_WORDS = frozenset("ngày tháng năm ban hành ký hiệu lực số người cơ quan thông qua chủ tịch tỉnh văn bản kể thi lục bắt đầu".split())
_BARE_APPENDIX = 300  # characters: a heading without the appendix itself
_PART = 0.42  # coverage that serves for one half of a comparison, whose shared words stand in the other
_CERTAIN = 0.65  # coverage at which the passage is surely about the subject, whatever value it gives
_CARRIED = 0.35  # what a word of the earlier question weighs beside one of the new
# Letterhead and preamble repeat the title; what is decided stands after them.
_FRONT = {Level.FRONT: 0.6, Level.CLOSING: 0.6, Level.PREAMBLE: 0.85}
_TYPED = (
    Focus.WHO, Focus.PERSON, Focus.WHEN, Focus.HOW_LONG, Focus.PERIOD, Focus.HOW_MUCH, Focus.DOCUMENT, Focus.FORM, Focus.CLASS,
)  # fmt: skip
_WHAT = {
    Focus.WHO: "cơ quan thực hiện", Focus.PERSON: "tên người", Focus.WHEN: "thời hạn", Focus.HOW_LONG: "thời hạn",
    Focus.PERIOD: "giai đoạn", Focus.HOW_MUCH: "con số này", Focus.DOCUMENT: "số hiệu văn bản", Focus.FORM: "mẫu biểu", Focus.CLASS: "loại này",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Understood:
    """A question that stands alone, and the documents and provisions of the answer before it."""

    question: Question
    text: str
    previous_documents: tuple[str, ...] = ()
    previous_provisions: tuple[str, ...] = ()
    repeat: bool = False


class Answering:
    """Turns understood questions into drafts; holds the statements of the documents it has met."""

    def __init__(self, library: Library, index: ChunkIndex) -> None:
        self._library = library
        self._index = index
        self._repair = Repair(index)
        self._names: tuple[tuple[str, ...], list[tuple[str, str]]] | None = None
        self._statements = lru_cache(maxsize=64)(_statements_of)  # 64 documents of statements: some 60 MB

    # --- understanding ---------------------------------------------------------------------------
    def understand(self, asked: str, history: Sequence[Turn]) -> Understood:
        """Return the question with what it takes from the history (the last three turns)."""
        question = analyse(asked, self._repair, self._agencies)
        if not history:
            return Understood(question, asked)
        before = self.understand(history[-1].question, history[-4:-1])
        alone = standalone(question, before.question)
        if not alone.follows:
            return Understood(question, asked)
        draft = self.answer(before)
        cited = [q for line in draft.lines for q in line.quotes]
        documents = tuple(dict.fromkeys(q.document.id for q in cited)) or before.previous_documents
        provisions = tuple(dict.fromkeys(q.provision.id for q in cited))
        new = analyse(alone.text, self._repair, self._agencies)
        if alone.carried:
            new = carry(new, before.question.terms or content_terms(alone.carried), _CARRIED)
        if alone.repeat:
            new = replace(new, focus=new.focus | (question.focus & {Focus.VERBATIM, Focus.WHERE}))
        return Understood(new, alone.text, documents, provisions, alone.repeat)

    def _agencies(self, text: str) -> tuple[AgencyMention, ...]:
        """Return the agencies of the register that a folded question names, the longest name first."""
        found: list[AgencyMention] = []
        for name, printed in self._agency_names():
            at = text.find(name)
            whole = at >= 0 and not (text[at - 1 : at].isalnum() or text[at + len(name) : at + len(name) + 1].isalnum())
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

    # --- answering -----------------------------------------------------------------------------------
    def answer(self, understood: Understood) -> Draft:
        """Return the draft for a question."""
        question = understood.question
        documents = self._library.documents()
        scope = resolve(question, documents, understood.previous_documents)
        if scope.rivals and not scope.named:
            return no.which_document(scope.rivals, question.asked)
        if (scope.cited or scope.unknown) and not scope.named and _only_names(question):
            return self._about_cited(question, scope)
        beyond = self._in_appendix(question, scope)
        if beyond is not None:
            return beyond
        for way in (self._place, self._validity, self._fields, self._relations, self._register):
            draft = way(understood, scope)
            if draft is not None:
                return draft
        return self._search(understood, scope)

    def _about_cited(self, question: Question, scope: Scope) -> Draft:
        """Return what the held documents say of a document that is not held."""
        hints = (*scope.cited, *scope.unknown)
        draft = mention(hints, scope.documents)
        names = [_printed(question.text[h.start : h.end]) for h in hints]
        return draft or no.not_held(hints, names, scope.documents)

    def is_elsewhere(self, understood: Understood) -> bool:
        """Say whether no document has anything to do with a question (weather, poems, …)."""
        question = understood.question
        if question.numbers or question.references or question.agencies or question.periods:
            return False
        ranked = rank(question, self._pool(question, self._library.documents()))
        return not ranked or ranked[0].coverage < 0.2  # 0.2: a stray shared word

    def _place(self, understood: Understood, scope: Scope) -> Draft | None:
        question = understood.question
        if not question.references or scope.cited and not scope.named:
            return None
        documents = self._likely(question, scope)
        for ref in question.references[:1]:
            text = question.cased[ref.start : ref.end]
            found = resolve_in(ref, documents)
            if not found:
                certain = scope.named or len(scope.documents) == 1
                if not certain or len(documents) != 1 or (not ref.article and _mentioned(text, documents[0])) or not (ref.article or ref.section or ref.part or ref.appendix):
                    return None
                return absent(_printed(text), ref, documents[0])
            if question.wants(*_TYPED) and not _only_says(question) or question.asserted:
                return None
            if len(found) > 1:
                found = _narrow(question, found)
            if len(found) > 1:
                return which_reading(found, question.asked)
            return show(*found[0])
        return None

    def _validity(self, understood: Understood, scope: Scope) -> Draft | None:
        question = understood.question
        if not question.wants(Focus.NOWADAYS, Focus.IN_FORCE):
            return None
        from assistant.compose_validity import compose_validity  # noqa: PLC0415 - reads the catalog

        pool = self._pool(question, scope.documents)
        return compose_validity(question, scope, rank(question, pool, _front(pool)), self._library.documents())

    def _fields(self, understood: Understood, scope: Scope) -> Draft | None:
        question = understood.question
        fields = asked_fields(question)
        if not fields:
            return None
        documents = scope.named or self._titled(question, scope)
        if len(_beside_title(question, documents or scope.documents[:1])) > _ASIDE:
            return None
        other = self._that_document(question, scope)
        if other is not None or not documents:
            return other
        draft = compose_fields(question, documents)
        if draft and len(documents) == 1 and contradicted_fields(question, documents[0]):
            return Draft((Line("**Không phải.**", (), LineKind.NOTE), *draft.lines), Status.CORRECTED)
        if draft is None:
            return no.not_found(documents) if set(fields) - {Focus.SUMMARY} else None
        related = compose_relations(question, documents[0]) if question.wants(*KINDS) else None
        return with_lines(draft, (*draft.lines, *related.lines)) if related else draft

    def _that_document(self, question: Question, scope: Scope) -> Draft | None:
        """Return what is said of a document that is only cited: "Nghị quyết 06 ban hành ngày nào?", "nghị quyết đó"."""
        if scope.cited and not scope.named:
            return mention(scope.cited, scope.documents)
        said = cues.THAT_DOCUMENT.search(question.text)
        if not said or len(scope.documents) != 1:
            return None
        document = scope.documents[0]
        if document.header.type and fold(document.header.type.value) == said[1]:
            return None
        numbers = dict.fromkeys(r.target.number for r in document.relations if fold(r.target.type or "") == said[1])
        return mention([h for n in list(numbers)[:1] for h in number_hints(fold(n))], (document,))

    def _relations(self, understood: Understood, scope: Scope) -> Draft | None:
        question = understood.question
        if not question.wants(*KINDS) or not (question.wants(Focus.DOCUMENT, Focus.WHERE) or question.asserted):
            return None
        documents = scope.named or self._titled(question, scope)
        if len(documents) != 1:
            return None
        draft = compose_relations(question, documents[0])
        if draft is None:
            return None
        wrong = [h for h in (*scope.unknown, *scope.cited) if not any(h.matches(r.target.number) for r in documents[0].relations)]
        if wrong and question.asserted:
            first = Line("**Không phải.** Văn bản ghi:", (), LineKind.NOTE)
            return Draft((first, *draft.lines), Status.CORRECTED)
        return draft

    def _register(self, understood: Understood, scope: Scope) -> Draft | None:
        question = understood.question
        documents = scope.documents
        if question.wants(Focus.OUTLINE) and len(self._likely(question, scope)) == 1:
            return show_outline(question.text, self._likely(question, scope)[0])
        if question.wants(Focus.WHEN, Focus.PERIOD) and not question.periods and not question.asserted:
            dated = targets_on(question, documents)
            if dated is not None:
                return dated
        if question.wants(Focus.LIST) and "cơ quan" in question.text and not question.wants(Focus.TASKS) and _asks_all(question):
            return named_agencies(scope.named or self._titled(question, scope) or documents[:1])
        window = _window(question)
        if window and question.wants(Focus.LIST, Focus.TASKS) and not question.agencies:
            draft = due_between(window, question.periods[0].text, documents, _topic(question))
            if draft:
                return draft
        if question.agencies and question.wants(Focus.TASKS) and not question.wants(Focus.WHO, Focus.WHEN) and not question.asserted:
            return tasks_of_agencies(question, documents, _topic(question)) or self._no_tasks(question, scope)
        if question.wants(Focus.TARGETS) and question.periods and not question.wants(Focus.PERIOD):
            return self._targets(question, scope)
        return None

    def _no_tasks(self, question: Question, scope: Scope) -> Draft | None:
        ranked = rank(question, self._pool(question, scope.documents))
        own = [e for e in ranked[:10] if premise.contradicted(question, e) != "agency" and e.coverage >= ENOUGH]
        return None if own else no.not_found(scope.named or scope.documents, ranked)

    def _targets(self, question: Question, scope: Scope) -> Draft | None:
        documents = scope.named or self._titled(question, scope) or scope.documents
        draft = targets_of_periods(question, documents, _topic(question, targets=True))
        if draft:
            return draft
        labels = asked_labels(question)
        if labels and len(documents) == 1 and not question.asserted:
            known = known_periods(documents[0])
            if known and not set(labels) & {k for k, _ in known} and not _topic(question, targets=True):
                return no.no_value_for_period(documents[0], question.periods[0].text, known)
        return None

    # --- search ------------------------------------------------------------------------------------------
    def _search(self, understood: Understood, scope: Scope) -> Draft:
        question = understood.question
        found = [d for part, where in self._parts(question, scope) if (d := self._found_for(part, where, understood))]
        if len(found) > 1:
            lines = tuple(dict.fromkeys(line for d in found for line in d.lines))
            return Draft(lines)
        return self._search_one(understood, scope)

    def _parts(self, question: Question, scope: Scope) -> list[tuple[Question, Scope]]:
        """Return the questions into which a question about several documents, periods or things falls."""
        if len(scope.named) > 1:
            return [(question, Scope((d,), (d,))) for d in scope.named]
        labels = asked_labels(question)
        if len(labels) > 1:
            return [(for_period(question, label, labels), scope) for label in labels]
        both = halves(question) if question.wants(Focus.COMPARE) or "mỗi" in question.text else None
        return [(half, scope) for half in both] if both else []

    def _found_for(self, question: Question, scope: Scope, understood: Understood) -> Draft | None:
        """Return the answer to one part, or None when the documents do not say it."""
        pool = self._pool(question, scope.documents)
        ranked = rank(question, pool, _front(pool) | self._near(understood))
        chosen = choose(ranked, need_typed=question.wants(*_TYPED), enough=_PART)
        if chosen is None:
            return None
        plain = replace(question, focus=question.focus - {Focus.COMPARE, Focus.LIST})
        return compose_evidence(plain, ranked, chosen, weights_over(pool), LONGEST // 2)

    def _search_one(self, understood: Understood, scope: Scope) -> Draft:
        question = understood.question
        pool = self._pool(question, scope.documents)
        boost = _front(pool) | self._near(understood)
        question, placed = self._placed(question, scope, pool)
        boost |= placed
        ranked = [e for e in rank(question, pool, boost) if e.score > 0 or not question.terms]
        chosen = choose(ranked, need_typed=question.wants(*_TYPED), enough=0.0 if placed else ENOUGH)
        if question.asserted or question.agencies or question.codes or question.wants(Focus.WHERE):
            corrected = self._corrected(question, pool, boost, chosen)
            if corrected:
                return corrected
        if chosen is None:
            return self._refuse(question, scope, ranked)
        draft = compose_evidence(question, ranked, chosen, weights_over(pool))
        if understood.repeat and question.wants(Focus.VERBATIM):
            return with_lines(draft, tuple(line for line in draft.lines if line.kind is LineKind.QUOTE)[:1])
        if scope.unknown and not question.asserted:
            return self._missing_document(question, scope, draft)
        return draft

    def _corrected(
        self, question: Question, pool: Sequence[Pool], boost: dict[str, float], chosen: Evidence | None
    ) -> Draft | None:
        """Return "Không phải" with what the text says, when it gives the stated value otherwise."""
        if question.asserted and question.periods:
            documents = [p.statements[0].document for p in pool if p.statements]
            rows = other_periods(question, premise.without_stated(question).terms, documents)
            if rows:
                lines = [Line(f"Văn bản ghi ({r.section}): “{clip(q.text, 500)}”", (q,), LineKind.QUOTE) for r in rows for q in [passage_of(r, documents)]]
                there = targets_of_periods(question, documents, ())
                asked = there.lines[1:2] if there and len(asked_labels(question)) == 1 else ()
                return Draft((Line("**Không phải.**", (), LineKind.NOTE), *lines, *asked), Status.CORRECTED)
        if chosen is not None and premise.contradicted(question, chosen) is None:
            return None
        if not question.asserted and not question.wants(Focus.WHERE, Focus.DOCUMENT):
            return None
        found = []
        for kind in premise.KINDS:
            subject = premise.without_stated(question, kind)
            if subject.terms == question.terms:
                continue
            best = choose(rank(subject, pool, boost), need_typed=False)
            if best is not None and premise.contradicted(question, best) == kind:
                found.append((best, kind))
        if not found and chosen is not None and chosen.coverage >= _CERTAIN:
            found = [(chosen, "")]
        if not found:
            return None
        top = max(e.coverage for e, _ in found)
        best, kind = next((e, k) for e, k in found if e.coverage >= 0.9 * top)  # 0.9: as good, and earlier in the order
        subject = premise.without_stated(question, kind) if kind else question
        shown = compose_evidence(replace(subject, focus=subject.focus - {Focus.WHERE}), [best], best, weights_over(pool))
        return Draft((Line("**Không phải.**", (), LineKind.NOTE), *shown.lines), Status.CORRECTED)

    def _in_appendix(self, question: Question, scope: Scope) -> Draft | None:
        """Return "the appendix is not in the text at hand" for a question about an appendix that is not."""
        documents = self._likely(question, scope)
        if "phụ lục" not in question.text or len(documents) != 1:
            return None
        document = documents[0]
        held = [p for p in document.provisions if p.level is Level.APPENDIX and p.end - p.start > _BARE_APPENDIX]
        if held or "phụ lục" not in document.text.lower():
            return None
        return absent("Phụ lục", ProvisionRef(0, 0, appendix=""), document)

    def _refuse(self, question: Question, scope: Scope, ranked: Sequence[Evidence]) -> Draft:
        documents = scope.named or scope.documents
        if question.asserted and question.periods:
            known = targets_of_periods(question, documents, ())
            if known:
                first = Line("**Không phải.** Văn bản không ghi như vậy; về mốc này văn bản ghi:", (), LineKind.NOTE)
                return Draft((first, *known.lines), Status.CORRECTED)
        if scope.unknown:
            return no.not_held(scope.unknown, [_printed(question.text[h.start : h.end]) for h in scope.unknown], documents)
        untyped = choose(ranked, need_typed=False)
        kinds = [k for k in _TYPED if question.wants(k)]
        if untyped is not None and kinds and untyped.coverage >= ENOUGH:
            return no.no_value(documents, untyped, _WHAT[kinds[0]])
        return no.not_found(documents, ranked)

    def _missing_document(self, question: Question, scope: Scope, draft: Draft) -> Draft:
        names = [_printed(question.text[h.start : h.end]) for h in scope.unknown]
        refused = no.not_held(scope.unknown, names, scope.documents)
        return refused if not scope.named else draft

    # --- candidates ------------------------------------------------------------------------------------------
    def _pool(self, question: Question, documents: Sequence[Document]) -> list[Pool]:
        """Return the statements of the documents that search puts first."""
        if len(documents) > _POOL_DOCUMENTS:
            documents = self._found(question, documents)
        return [self._statements(d.id, d.sha256, d) for d in documents]

    def _found(self, question: Question, documents: Sequence[Document]) -> list[Document]:
        ids = frozenset(d.id for d in documents)
        retriever = ChunkRetriever(index=self._index, top_k=40, document_ids=ids)
        order = dict.fromkeys(p.metadata["document_id"] for p in retriever.invoke(question.text))
        by_id = {d.id: d for d in documents}
        return [by_id[i] for i in order if i in by_id][:_POOL_DOCUMENTS]

    def _placed(self, question: Question, scope: Scope, pools: list[Pool]) -> tuple[Question, dict[str, float]]:
        """Return boosts that leave only the place that a question names, and the question without it."""
        found = [p for ref in question.references for p in resolve_in(ref, self._likely(question, scope))]
        inside = {p.id for d, place in found for p in d.provisions[place.index : place.last]}
        if not inside:
            return question, {}
        places = {t for ref in question.references for t in tokens(question.cased[ref.start : ref.end])}
        terms = tuple(t for t in question.terms if not set(t.text.split(" ")) & places)
        outside = {s.provision.id: 0.0 for pool in pools for s in pool.statements if s.provision.id not in inside}
        return replace(question, terms=terms), outside

    def _near(self, understood: Understood) -> dict[str, float]:
        """Return boosts for the documents and provisions of the last answer."""
        boost = {d: 1.1 for d in understood.previous_documents}  # 1.1: the talk goes on about the same text
        return boost | {p: 1.05 for p in understood.previous_provisions}

    def _likely(self, question: Question, scope: Scope) -> tuple[Document, ...]:
        return scope.named or self._titled(question, scope) or scope.documents

    def _titled(self, question: Question, scope: Scope) -> tuple[Document, ...]:
        """Return the one document that the question's words name, or all that they name equally."""
        if len(scope.documents) <= 1:
            return scope.documents
        shares = title_share(question, scope.documents)
        best = max(shares.values())
        if best < 0.4:  # 0.4: less than half of the distinguishing words is no name
            return ()
        return tuple(d for d in scope.documents if shares[d.id] >= 0.85 * best)[:1]


# --- small questions about a question ----------------------------------------------------------------
def _statements_of(document_id: str, sha256: str, document: Document) -> Pool:
    return pool_of(document)


def _front(pools: Sequence[Pool]) -> dict[str, float]:
    return {
        s.provision.id: _FRONT[s.provision.level]
        for pool in pools
        for s in pool.statements
        if s.provision.level in _FRONT
    }


def _topic(question: Question, *, targets: bool = False) -> tuple[Term, ...]:
    """Return the topic terms beside agencies, periods and the words for the register itself."""
    drop = premise.stated_terms(question) | {"nhiệm", "vụ", "giao", "trách", "phải", "việc", "thực", "hiện", "chủ", "trì", "yêu", "kế", "hoạch", "phần", "văn", "bản", "tài", "liệu", "cần"}
    if targets:
        drop |= {"mục", "tiêu", "chỉ", "đặt", "ra", "phấn", "đấu", "năm", "giaiđoạn", "tầm", "nhìn", "định", "hướng", "đạt", "cụ", "thể"}
    return tuple(t for t in question.terms if not set(t.text.split(" ")) & drop)


def _window(question: Question) -> tuple | None:  # type: ignore[type-arg]
    kinds = (PeriodKind.QUARTER, PeriodKind.MONTH, PeriodKind.DATE, PeriodKind.YEAR, PeriodKind.RANGE, PeriodKind.HALF)
    dated = [p for p in question.periods if p.first and p.last and p.kind in kinds]
    if not dated or not any(w in question.text for w in ("hoàn thành", "hạn", "xong", "đến hạn", "phải làm")):
        return None
    return dated[0].first, dated[-1].last


def _asks_all(question: Question) -> bool:
    return any(w in question.text for w in ("tất cả", "kể tên", "liệt kê", "nhắc tới", "nhắc đến", "kể hết"))


def _only_says(question: Question) -> bool:
    """Say whether a typed cue is part of "giao cho ai", "nói gì" about a place."""
    return question.wants(Focus.SAYS, Focus.VERBATIM) and not question.wants(Focus.WHEN, Focus.HOW_MUCH, Focus.HOW_LONG)


def _mentioned(text: str, document: Document) -> bool:
    """Say whether a text speaks of a place by these words itself ("mục III Bảng 2B")."""
    return len(text.split()) > 1 and text.lower() in document.text.lower()


def _narrow(question: Question, found: list) -> list:  # type: ignore[type-arg]
    """Keep the readings whose label or heading shares words with the question ("… của Quy chế")."""
    shares = []
    for document, provision in found:
        words = set(f"{provision.section} {document.text[provision.start : provision.head_end]}".lower().split())
        shares.append(sum(1 for t in question.terms if not t.pair and t.text in words))
    best = max(shares)
    return [f for f, s in zip(found, shares, strict=True) if s == best] if best else found


def _only_names(question: Question) -> bool:
    """Say whether a question asks about a document as such ("Nghị quyết 06 là gì?")."""
    topic = [t for t in question.terms if not t.pair]
    return len(topic) <= 1 and question.wants(Focus.DEFINITION, Focus.SAYS, Focus.SUMMARY, *_FIELDS) and not question.references


def _beside_title(question: Question, documents: Sequence[Document]) -> list[str]:
    """Return the topic syllables of a question that no document's name or title has."""
    words = frozenset().union(*(title_words(d) for d in documents))
    return [t.text for t in question.terms if not t.pair and not t.within(words) and t.text not in _FIELD_WORDS]


def _printed(text: str) -> str:
    """Return a folded reference as it is usually written."""
    text = text.strip(" ,.?")
    for word in ("điều", "phụ lục", "nghị quyết", "quyết định", "kế hoạch", "thông tư", "nghị định", "chương", "phần"):
        text = text.replace(word, word[:1].upper() + word[1:])
    return text


__all__ = ["Answering", "Reason", "Understood", "cues"]
