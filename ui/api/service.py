"""What programs can ask, as plain values: the same for HTTP and for MCP, and the same as `hoidap … --json`.

Guarantees:
    1. Nothing here changes anything.
    2. A question waits in the same line as those of the page, in turn with them.
    3. What cannot be given is a `Refused` with one Vietnamese sentence.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, TypeVar

from fastapi.concurrency import run_in_threadpool

from assistant.cli.errors import UsageError
from assistant.cli.output import answer_row, document_row, hit_row, outline_rows
from assistant.cli.register import window
from assistant.model import Answer, Turn
from assistant.register import register
from corpus.errors import CorpusError, DocumentNotFound
from corpus.library import Summary
from corpus.model import Document, Provision
from corpus.references import parse_references, resolve
from corpus.text import fold, strip_diacritics
from index import IndexingError
from ui import chat, text
from ui.address import reading_link
from ui.chat import Asking
from ui.line import Line, TooBusy, TooMany
from ui.monitoring import Measures

Row = dict[str, Any]
R = TypeVar("R")
MOST = 500  # rows of one page of a listing: some 500 kB of JSON
_LONGEST_PROVISION = 50_000  # characters of one answer: some 20 pages; longer ones are given in parts
_ROLES = ("lead", "support", "monitor")


class Refused(Exception):
    """Something is not given: HTTP status, and one Vietnamese sentence that says why."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status, self.sentence = status, sentence


@dataclass(frozen=True, slots=True)
class TaskFilter:
    """Which tasks; None leaves everything in."""

    agency: str | None = None
    role: str | None = None
    document: str | None = None
    period: str | None = None
    due: str | None = None
    text: str | None = None
    without_support: bool = False
    generic: bool | None = None


@dataclass(frozen=True, slots=True)
class TargetFilter:
    """Which targets; None leaves everything in."""

    indicator: str | None = None
    document: str | None = None
    period: str | None = None
    text: str | None = None


class Service:
    """The assistant, its line, and what is counted of it."""

    def __init__(self, assistant: Asking, line: Line, measures: Measures) -> None:
        self._assistant, self._line, self._measures = assistant, line, measures

    async def ask(
        self, question: str, history: Sequence[Turn] = (), documents: Sequence[str] = (), owner: str = ""
    ) -> Row:
        """Answer a question, in turn with all others.

        Raises:
            Refused: the question cannot be asked, a document is not held, or too many wait.
        """
        problem = chat.objection(question)
        if problem:
            raise Refused(400, problem)
        chosen = await self._read(lambda: tuple(self._row(name).id for name in documents))
        try:
            ticket = self._line.enter(owner, lambda: self._answer(question, tuple(history), chosen))
        except TooMany as error:
            raise Refused(429, text.TOO_MANY) from error
        except TooBusy as error:
            raise Refused(503, text.TOO_BUSY) from error
        try:
            answer = await asyncio.wrap_future(ticket.result)
        except asyncio.CancelledError:  # nobody waits for it any more
            self._line.leave(ticket)
            raise
        except (CorpusError, IndexingError) as error:
            raise Refused(503, str(error)) from error
        except Exception as error:
            raise Refused(500, text.FAILED) from error
        return _answer_row(answer)

    def _answer(self, question: str, history: tuple[Turn, ...], documents: tuple[str, ...]) -> Answer:
        began = time.perf_counter()
        more = {"documents": documents} if documents else {}
        *_, answer = self._assistant.stream(question, history, **more)
        self._measures.answer(answer.status.value, time.perf_counter() - began)
        return answer

    async def search(self, query: str, count: int = 10, documents: Sequence[str] = ()) -> Row:
        """Return the passages nearest to a query, best first."""
        if not query.strip() or len(query) > chat.LONGEST_QUESTION:
            raise Refused(400, chat.objection(query) or text.EMPTY_QUESTION)

        def found() -> Row:
            chosen = tuple(self._row(name).id for name in documents) or None
            hits = self._assistant.index.search(query, count, chosen)
            rows: list[Row] = []
            for hit in hits:
                try:
                    document = self._assistant.library.document(hit.document_id)
                except DocumentNotFound:  # removed since it was indexed
                    continue
                link = _link(document.id, hit.start, hit.end)
                rows.append(
                    {**hit_row(hit, document, len(rows) + 1), "document_id": document.id, "link": link}
                )
            return {"query": query, "hits": rows}

        return await self._read(found)

    async def documents(self, words: str | None = None, limit: int = 100, offset: int = 0) -> Row:
        """Return a page of the documents at hand, those whose name has all the words."""

        def found() -> Row:
            wanted = strip_diacritics(words or "").split()
            rows = [
                row
                for row in self._assistant.library.summaries()
                if all(w in strip_diacritics(f"{row.name} {_title(row)} {row.source}") for w in wanted)
            ]
            return _page(rows, limit, offset, "documents", _summary_row)

        return await self._read(found)

    async def document(self, name: str) -> Row:
        """Return one document: what is known about it, and its outline."""

        def found() -> Row:
            document = self._assistant.library.document(name)
            outline = [
                {key: row[key] for key in ("section", "path", "level", "heading", "page", "start", "end")}
                for row in outline_rows(document)
            ]
            return {**document_row(document), "link": f"/{reading_link(document)}", "outline": outline}

        return await self._read(found)

    async def provision(self, name: str, place: str) -> Row:
        """Return the verbatim words of a provision that is named as people cite it, or by its path."""

        def found() -> Row:
            document = self._assistant.library.document(name)
            places = _places(document, place)
            if not places:
                raise Refused(404, text.NO_SUCH_PLACE.format(place=place, document=document.source))
            return {"document": document.id, "provisions": [_provision_row(document, p) for p in places]}

        return await self._read(found)

    async def tasks(self, chosen: TaskFilter, limit: int = 100, offset: int = 0) -> Row:
        """Return a page of the tasks that a filter leaves."""
        if chosen.role is not None and chosen.role not in _ROLES:
            raise Refused(400, text.NO_SUCH_ROLE.format(role=chosen.role))

        def found() -> Row:
            given = {**asdict(chosen), "due": window(chosen.due), "document": None}
            rows = register.tasks(self._with_rows(chosen.document, "tasks"), **given)
            return _page(rows, limit, offset, "tasks", lambda row: {**row.as_json(), **_place(row)})

        return await self._read(found)

    async def targets(self, chosen: TargetFilter, limit: int = 100, offset: int = 0) -> Row:
        """Return a page of the targets that a filter leaves."""

        def found() -> Row:
            given = {**asdict(chosen), "document": None}
            rows = register.targets(self._with_rows(chosen.document, "targets"), **given)
            return _page(rows, limit, offset, "targets", lambda row: {**row.as_json(), **_place(row)})

        return await self._read(found)

    def _row(self, name: str) -> Summary:
        library = self._assistant.library
        known = library.row(name) or library.row(library.document(name).id)  # by number, file name or title
        if known is None:  # removed between two looks
            raise DocumentNotFound(text.NO_SOURCE)
        return known

    def _with_rows(self, name: str | None, facts: str) -> Iterable[Document]:
        """Yield the documents that have tasks or targets; no other is opened."""
        rows = [self._row(name)] if name else self._assistant.library.summaries()
        return (self._assistant.library.document(row.id) for row in rows if getattr(row, facts))

    async def _read(self, call: Callable[[], R]) -> R:
        try:
            return await run_in_threadpool(call)
        except DocumentNotFound as error:
            raise Refused(404, str(error)) from error
        except UsageError as error:
            raise Refused(400, str(error)) from error
        except (CorpusError, IndexingError) as error:
            raise Refused(503, str(error)) from error


def _answer_row(answer: Answer) -> Row:
    row = dict(answer_row(answer, None))
    del row["id"]
    cited = [
        {**said, "document_id": c.document_id, "link": _link(c.document_id, c.start, c.end)}
        for said, c in zip(row["citations"], answer.citations, strict=True)
    ]
    return {**row, "citations": cited}


def _link(document_id: str, start: int, end: int) -> str:
    return f"/{reading_link(document_id, tu=start, den=end)}"


def _page(
    rows: Sequence[R], limit: int, offset: int, key: str, as_row: Callable[[R], Mapping[str, Any]]
) -> Row:
    shown = [dict(as_row(row)) for row in rows[offset : offset + min(limit, MOST)]]
    return {"total": len(rows), "offset": offset, key: shown}


def _place(row: Any) -> Row:
    return {
        "document_id": row.document_id,
        "page": row.page,
        "link": _link(row.document_id, row.start, row.end),
    }


def _title(row: Summary) -> str:
    return row.header.title.value if row.header.title else ""


def _summary_row(row: Summary) -> Row:
    header = row.header
    said = ("number", "type", "issuer", "issued_on", "signer", "title")
    facts = {name: fact.value if (fact := getattr(header, name)) else None for name in said}
    counts = ("pages", "provisions", "tasks", "targets", "complete", "draft")
    return {
        "id": row.id, "document": row.name, "source": row.source, **facts,
        **{name: getattr(row, name) for name in counts}, "warnings": list(row.doubts),
        "link": f"/{reading_link(row.id)}",
    }  # fmt: skip


def _places(document: Document, place: str) -> tuple[Provision, ...]:
    """Return the provisions that a path, a printed section or a citation names."""
    wanted = fold(place)
    exact = tuple(p for p in document.provisions if wanted in {fold(p.path), fold(p.section), fold(p.id)})
    if exact:
        return exact
    found: list[Provision] = []
    for reference in parse_references(place):
        found += [p for p in resolve(reference, document.provisions) if p not in found]
    return tuple(found)


def _provision_row(document: Document, provision: Provision) -> Row:
    end = min(provision.end, provision.start + _LONGEST_PROVISION)
    return {
        "section": provision.section,
        "path": provision.path,
        "page": document.page_at(provision.start),
        "start": provision.start,
        "end": end,
        "cut": end < provision.end,
        "text": document.text[provision.start : end].strip(),
        "children": [{"section": p.section, "path": p.path} for p in document.children(provision)],
        "link": f"/{reading_link(document, muc=provision.path)}",
    }
