"""An answer before it is checked: lines, each with the passages that carry it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from assistant.model import Citation, Reason, Status
from corpus.header import display_name
from corpus.model import Document, Provision


class LineKind(StrEnum):
    """What a line does in the answer, and so how it is checked."""

    CLAIM = "claim"  # says something in our words: checked against its quotes
    QUOTE = "quote"  # verbatim text in quotation marks
    NOTE = "note"  # about the search or the question; states nothing about the subject
    PLACE = "place"  # names places only; its passages prove them and get no marker
    TABLE = "table"  # a row of a Markdown table; cells are verbatim
    CATALOG = "catalog"  # from the catalog of related documents, and said to be; carries its own source


@dataclass(frozen=True, slots=True)
class Quote:
    """A verbatim passage: `document.text[start:end]`, inside `provision`."""

    document: Document
    provision: Provision
    start: int
    end: int

    @property
    def text(self) -> str:
        """Return the verbatim words."""
        return self.document.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an answer in Markdown, without its markers."""

    text: str
    quotes: tuple[Quote, ...] = ()
    kind: LineKind = LineKind.CLAIM


@dataclass(frozen=True, slots=True)
class Draft:
    """Lines with a status; becomes an `Answer` after grounding."""

    lines: tuple[Line, ...]
    status: Status = Status.ANSWERED
    reason: Reason | None = None
    options: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()  # dates of the calendar that notes may state ("từ nay (23/11/2026)")
    about: tuple[Document, ...] = ()  # documents that notes may name without quoting them


def quote(
    document: Document, provision: Provision, start: int | None = None, end: int | None = None
) -> Quote:
    """Return a passage without white space at its ends; by default the provision's own text."""
    start = provision.start if start is None else start
    end = provision.own_end if end is None else end
    text = document.text[start:end]
    start += len(text) - len(text.lstrip())
    return Quote(document, provision, start, start + len(text.strip()))


_ONE = 600  # characters within which several passages of one provision are shown as one


def _joined(quotes: list[Quote]) -> list[Quote]:
    """Return for each provision one passage over all that are cited from it, where that stays short."""
    spans: dict[tuple[str, str], tuple[int, int]] = {}
    for q in quotes:
        key = (q.document.id, q.provision.id)
        first, last = spans.get(key, (q.start, q.end))
        spans[key] = (min(first, q.start), max(last, q.end))
    out = []
    for q in quotes:
        first, last = spans[(q.document.id, q.provision.id)]
        out.append(replace(q, start=first, end=last) if last - first <= _ONE else q)
    return out


def merge(quotes: list[Quote]) -> list[Quote]:
    """Return the passages once each: one that lies inside another of the same document goes into it."""
    kept: list[Quote] = []
    for q in _joined(quotes):
        inside = next(
            (k for k in kept if k.document.id == q.document.id and k.start <= q.start and q.end <= k.end),
            None,
        )
        if inside is None:
            kept = [
                k
                for k in kept
                if not (k.document.id == q.document.id and q.start <= k.start and k.end <= q.end)
            ] + [q]
    return kept


def render(lines: tuple[Line, ...]) -> tuple[str, tuple[Citation, ...]]:
    """Return the Markdown with [n] markers in order of first use, and the citations."""
    passages = merge([q for line in lines if line.kind is not LineKind.PLACE for q in line.quotes])
    order: list[Quote] = []
    out = []
    for line in lines:
        marks = []
        for q in () if line.kind is LineKind.PLACE else line.quotes:
            holder = _holder(q, passages)
            if holder not in order:
                order.append(holder)
            marks.append(order.index(holder) + 1)
        out.append(_marked(line, sorted(set(marks))))
    return "\n\n".join(_join_tables(out)), tuple(_citation(i, q) for i, q in enumerate(order, 1))


def _holder(q: Quote, passages: list[Quote]) -> Quote:
    return next(
        p for p in passages if p.document.id == q.document.id and p.start <= q.start and q.end <= p.end
    )


def _marked(line: Line, marks: list[int]) -> str:
    tail = "".join(f"[{m}]" for m in marks)
    if line.kind is LineKind.TABLE:
        return line.text.replace("{marks}", tail)
    return f"{line.text} {tail}".rstrip()


def _join_tables(lines: list[str]) -> list[str]:
    """Put the rows of a Markdown table, and the items of a list, on neighbouring lines."""
    joined: list[str] = []
    for line in lines:
        before = joined[-1].split("\n")[-1] if joined else ""
        if any(line.startswith(mark) and before.startswith(mark) for mark in ("|", "- ")):
            joined[-1] += "\n" + line
        else:
            joined.append(line)
    return joined


def _citation(marker: int, q: Quote) -> Citation:
    return Citation(
        marker=marker,
        document_id=q.document.id,
        document=display_name(q.document, q.document.source),
        source=q.document.source,
        provision=q.provision.id,
        section=q.provision.section,
        path=q.provision.path,
        page=q.document.page_at(q.start),
        quote=q.text,
        start=q.start,
        end=q.end,
    )


def with_lines(draft: Draft, lines: tuple[Line, ...]) -> Draft:
    """Return the draft with other lines."""
    return replace(draft, lines=lines)
