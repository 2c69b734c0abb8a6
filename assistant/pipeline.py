"""The assistant: a question in, a checked answer out."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant import cues
from assistant.answer.ground import ground, is_slice
from assistant.answering import Answering
from assistant.conversation import turns
from assistant.draft import Draft, render
from assistant.examples import example_questions
from assistant.model import Answer, Citation, Status, Turn
from assistant.refusals import bad_question, instruction, off_topic
from assistant.settings import Settings
from corpus.library.library import Library
from corpus.text.normalize import fold, strip_diacritics
from index.chunk_index import ChunkIndex

LONGEST_QUESTION = 2000  # characters: a page of text; more is a document, not a question
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_SENTENCE = re.compile(r"(?<=[.?!])\s+")


class Assistant:
    """Answers questions over a library; the state is the library, the index and the settings."""

    def __init__(self, settings: Settings, library: Library, index: ChunkIndex) -> None:
        self.settings = settings
        self.library = library
        self.index = index
        self._answering = Answering(library, index)

    @classmethod
    def open(cls, settings: Settings) -> Assistant:
        """Open the library and the index of a data folder.

        Raises:
            CorpusError: the library cannot be read.
            IndexingError: the index cannot be opened.
        """
        from assistant.library_opening import open_library  # noqa: PLC0415
        from assistant.opening import open_index  # noqa: PLC0415 - the encoder is chosen there

        library = open_library(settings)
        return cls(settings, library, open_index(settings, library))

    def ask(self, question: str, history: Sequence[Turn | str | Sequence[str]] = ()) -> Answer:
        """Answer a question.

        Args:
            question: as typed, at most 2,000 characters.
            history: earlier turns, oldest first.
        """
        started = time.perf_counter()
        asked, draft, standalone = self._draft(question, turns(history))
        model = None
        if self.settings.llm:
            from assistant.answer.rewrite import rewrite  # noqa: PLC0415 - only with a language model

            draft, model = rewrite(draft, standalone, self.settings)
        draft = ground(draft, f"{asked} {standalone}")
        text, citations = render(draft.lines)
        answer = Answer(
            question=question,
            standalone=standalone,
            status=draft.status,
            reason=draft.reason,
            text=text,
            citations=tuple(c for c in citations if self._verbatim(c.document_id, c)),
            options=draft.options,
            model=model,
        )
        return replace(answer, elapsed_ms=round((time.perf_counter() - started) * 1000, 1))

    def stream(self, question: str, history: Sequence[Turn | str | Sequence[str]] = ()) -> Iterator[Answer]:
        """Yield the answer as it grows, paragraph by paragraph; the last value is complete."""
        answer = self.ask(question, history)
        paragraphs = answer.text.split("\n\n")
        for n in range(1, len(paragraphs)):
            yield replace(answer, text="\n\n".join(paragraphs[:n]), options=())
        yield answer

    def examples(self) -> dict[str, list[str]]:
        """Return example questions made from the documents at hand, by group."""
        return example_questions(self.library.documents())

    def _draft(self, question: str, history: tuple[Turn, ...]) -> tuple[str, Draft, str]:
        cleaned = _CONTROL.sub(" ", question).strip()
        if not re.search(r"\w", cleaned):
            return "", bad_question("Hãy nhập câu hỏi, ví dụ: “Ai chịu trách nhiệm …?”."), ""
        if len(cleaned) > LONGEST_QUESTION:
            return (
                "",
                bad_question(f"Câu hỏi quá dài (trên {LONGEST_QUESTION} ký tự). Hãy hỏi ngắn gọn từng ý."),
                "",
            )
        asked = without_instructions(cleaned)
        options = [q for group in self.examples().values() for q in group][:3]
        if not asked:
            return cleaned, instruction(options), cleaned
        understood = self._answering.understand(asked, history)
        stray = cues.OFF_TOPIC.search(understood.question.text)
        if stray and not understood.question.numbers and not self._answering.is_titled(stray[0]):
            return cleaned, off_topic(options), asked
        draft = self._answering.answer(understood)
        if draft.status is Status.NOT_FOUND and self._answering.is_elsewhere(understood):
            draft = off_topic(options)
        return asked, draft, understood.text

    def _verbatim(self, document_id: str, citation: Citation) -> bool:
        document = next((d for d in self.library.documents() if d.id == document_id), None)
        return document is not None and is_slice(citation, document)


def _instructs(sentence: str) -> bool:
    plain = strip_diacritics(sentence)
    return bool(cues.INSTRUCTION.search(fold(sentence))) or (
        plain == fold(sentence) and bool(cues.INSTRUCTION_PLAIN.search(plain))
    )


def without_instructions(text: str) -> str:
    """Return the question without sentences that instruct the assistant; empty when nothing is left."""
    sentences = [s for s in _SENTENCE.split(text) if not _instructs(s)]
    return " ".join(s for s in sentences if re.search(r"\w", s)).strip()
