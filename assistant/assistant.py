"""The assistant: a question in, a checked answer out; the whole road on one screen."""

from __future__ import annotations

import re
import time
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from assistant.answer import Found, Gathered, ground, is_slice, refuse, write
from assistant.draft import Draft, render
from assistant.evidence import Ranked, Scope, as_read, find_scope, held_of, rank
from assistant.examples import example_questions
from assistant.model import Answer, Status, Turn
from assistant.question import Question, Repair, parts, read, without_commands
from assistant.settings import Settings
from corpus.errors import DocumentNotFound
from corpus.library import Library, Summary
from corpus.model import Document, Provision
from index import ChunkIndex, Reranker, focus, passage

LONGEST_QUESTION = 2000  # characters: a page of text; more is a document, not a question
CANDIDATES = 24  # units that are read together with the question: the answer is among them in .95 of cases
_OPENED = 30  # documents of a scope that are opened whole for lists
_EXAMPLES = 12  # documents that example questions are made from; all of a large library would be opened
_EARLIER = 3  # turns before that a question may lean on
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


class Assistant:
    """Answers questions over a library; the state is the library, the index and the settings."""

    def __init__(
        self, settings: Settings, library: Library, index: ChunkIndex, reranker: Reranker | None = None
    ) -> None:
        self.settings, self.library, self.index, self.reranker = settings, library, index, reranker
        self._repair = Repair(index)

    @classmethod
    def open(cls, settings: Settings) -> Assistant:
        """Open the library and the index of a data folder.

        Raises:
            CorpusError: the library cannot be read.
            IndexingError: the index cannot be opened.
        """
        from assistant.library_opening import open_library  # noqa: PLC0415 - with the models
        from assistant.opening import open_index, open_reranker  # noqa: PLC0415 - models load there

        library = open_library(settings)
        return cls(settings, library, open_index(settings, library), open_reranker(settings))

    def ask(
        self,
        question: str,
        history: Sequence[Turn | str | Sequence[str]] = (),
        documents: Collection[str] | None = None,
    ) -> Answer:
        """Answer a question.

        Args:
            question: as typed, at most 2,000 characters.
            history: earlier turns, oldest first.
            documents: ids of the documents to ask; None for all.
        """
        started = time.perf_counter()
        cleaned = _CONTROL.sub(" ", question).strip()
        refused = _unreadable(cleaned)
        if refused:
            return self._answer(question, cleaned, refused, None, started)
        asking = without_commands(cleaned)
        if not asking:
            return self._answer(question, cleaned, refuse.instruction(self._few_examples()), None, started)
        turns = tuple(map(_turn, history))
        asked = self._understood(asking, turns)
        gathered = self._gather(asked, documents, turns)
        draft, model = write(gathered), None
        if draft.status is Status.REFUSED and not draft.options:
            draft = replace(draft, options=self._few_examples())
        if self.settings.llm:
            from assistant.answer.rewrite import rewrite  # noqa: PLC0415 - only with a language model

            draft, model = rewrite(draft, asked.text, self.settings)
        return self._answer(question, asked.text, ground(draft, f"{cleaned} {asked.text}"), model, started)

    def _understood(self, question: str, turns: Sequence[Turn]) -> Question:
        previous: Question | None = None
        for turn in turns[-_EARLIER:]:
            previous = read(turn.question, self._repair, previous)
        return read(question, self._repair, previous)

    def _gather(self, question: Question, chosen: Collection[str] | None, turns: Sequence[Turn]) -> Gathered:
        held = self.library.summaries()
        scope = find_scope(question, held, chosen, self._previous(question, turns))
        by_id = held_of(held).by_id
        found = self._found(question, scope, by_id)
        several = tuple(self._found(read(f"{part}"), scope, by_id, question.text) for part in parts(question))
        return Gathered(question, scope, held, found, self._documents(scope, found), several)

    def _previous(self, question: Question, turns: Sequence[Turn]) -> frozenset[str]:
        """Return the documents that the turn before was answered from."""
        if not question.follows or not turns:
            return frozenset()
        cited = frozenset(c.document_id for c in turns[-1].citations)
        if cited:
            return cited
        said = f"{turns[-1].question} {turns[-1].answer}"
        return frozenset(h.document_id for h in self.index.search(said[:LONGEST_QUESTION], 1))

    def _found(
        self, question: Question, scope: Scope, held: dict[str, Summary], query: str | None = None
    ) -> tuple[Found, ...]:
        """Return the evidence of the scope, best first, with its documents opened."""
        text = question.text if query is None else f"{question.text} {query}"
        listed = self.index.search(text, CANDIDATES, scope.ids)
        hits = [h for h in listed if h.document_id in held]  # what is removed now is indexed a little longer
        rerank = None
        if self.reranker is not None and hits:
            read_of = (as_read(h, self.library.document(h.document_id)) for h in hits)
            passages = [
                passage(h.context, focus(t, question.text)) for h, t in zip(hits, read_of, strict=True)
            ]
            rerank = self.reranker.score(question.text, passages)
        ranked = rank(question, scope, hits, held, rerank)
        opened: list[Found] = []
        for one in ranked:
            found = self._open(one)
            if found is not None:
                opened.append(found)
        return tuple(opened)

    def _open(self, ranked: Ranked) -> Found | None:
        try:
            document = self.library.document(ranked.hit.document_id)
        except DocumentNotFound:  # removed a moment ago by another process, or damaged beyond reading
            return None
        provision: Provision | None = document.provision(ranked.hit.provision) or document.provision_at(
            ranked.hit.start
        )
        return Found(ranked.hit, document, provision, ranked.probability) if provision else None

    def _documents(self, scope: Scope, found: Sequence[Found]) -> tuple[Document, ...]:
        if scope.ids is not None and len(scope.ids) <= _OPENED:
            return tuple(self.library.document(i) for i in sorted(scope.ids))
        return tuple({f.document.id: f.document for f in found[:5]}.values())

    def _few_examples(self) -> tuple[str, ...]:
        """Return questions that the documents answer, to offer where nothing can be said."""
        return tuple(q for group in self.examples().values() for q in group)[:3]

    def _answer(
        self, question: str, standalone: str, draft: Draft, model: str | None, started: float
    ) -> Answer:
        text, citations = render(draft.lines)
        kept = tuple(c for c in citations if is_slice(c, self.library.document(c.document_id)))
        elapsed = round((time.perf_counter() - started) * 1000, 1)
        return Answer(
            question, standalone, draft.status, draft.reason, text, kept, draft.options, model, elapsed
        )

    def stream(
        self,
        question: str,
        history: Sequence[Turn | str | Sequence[str]] = (),
        documents: Collection[str] | None = None,
    ) -> Iterator[Answer]:
        """Yield the answer as it grows, paragraph by paragraph; the last value is complete."""
        answer = self.ask(question, history, documents)
        paragraphs = answer.text.split("\n\n")
        for n in range(1, len(paragraphs)):
            yield replace(answer, text="\n\n".join(paragraphs[:n]), options=())
        yield answer

    def examples(self) -> dict[str, list[str]]:
        """Return example questions made from the documents at hand, by group."""
        rows = self.library.summaries()
        ready = [r for r in rows if r.tasks or r.targets] or rows  # the others give no example
        return example_questions([self.library.document(r.id) for r in ready[:_EXAMPLES]])


def _turn(item: Turn | str | Sequence[str]) -> Turn:
    if isinstance(item, Turn):
        return item
    return Turn(item) if isinstance(item, str) else Turn(item[0], item[1] if len(item) > 1 else "")


def _unreadable(cleaned: str) -> Draft | None:
    if not re.search(r"\w", cleaned):
        return refuse.bad_question("Hãy nhập câu hỏi, ví dụ: “Ai chịu trách nhiệm …?”.")
    if len(cleaned) > LONGEST_QUESTION:
        said = f"Câu hỏi quá dài (trên {LONGEST_QUESTION} ký tự). Hãy hỏi ngắn gọn từng ý."
        return refuse.bad_question(said)
    return None
