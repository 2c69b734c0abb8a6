"""Every claim checked against its quotes; what fails is taken out.

Guarantees:
    1. A quote is a slice of its document.
    2. Every number, date, period, document number and agency name of a claim occurs in a passage
       that the same line cites, in the name of a cited document or the label of a cited provision.
    3. Text in quotation marks “…” of a claim or quote line occurs verbatim in a cited passage.
    4. What comes from the catalog says so and names its own source; it is never marked as a quote.
    5. A note says no number that is neither in the question, nor cited, nor part of a document's name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.draft import Draft, Line, LineKind, Quote, with_lines
from assistant.model import Citation, Reason, Status
from corpus.agencies.read import find_agencies
from corpus.header.read import display_name, short_name
from corpus.model import Document
from corpus.text.normalize import fold, squeeze

_NUMBER = re.compile(r"\d+(?:[.,/]\d+)*")
_QUOTED = re.compile(r"“([^”]*)”")
_QUOTATION = re.compile(
    r"(?:^> |: |\. |– |- )“(.*?)”(?= \(|$)", re.S | re.M
)  # ours; the text has its own “ ” inside
_CUT = re.compile(r"\s*(?:…|\[…\])\s*")  # our own sign that something was left out
_COUNTS = re.compile(
    r"(?:Có|có|trong|Còn) \d+ (?=văn bản|nhiệm vụ|mục|cơ quan|phần|điều)|: \d+, tại"
)  # our own counting
_ADDRESS = re.compile(r"\]\(\?[^)]*\)")  # of a view of our own
_LABEL = re.compile(r"^\s*(?:\d+\.\s|-\s|\|\s*\d{1,3}\s*\||\|)")  # "1. ", "- ", "| 12 |": our own numbering


def is_slice(citation: Citation, document: Document) -> bool:
    """Say whether a citation's quote stands in the document at its offsets."""
    return (
        document.id == citation.document_id and document.text[citation.start : citation.end] == citation.quote
    )


def grounded(line: Line, question: str = "") -> bool:
    """Say whether a line says only what its passages, or for a note the question, say."""
    if any(q.document.text[q.start : q.end] != q.text or q.start >= q.end for q in line.quotes):
        return False
    if line.kind is LineKind.CATALOG:
        return True
    evidence = _evidence(line.quotes, line.text)
    if line.kind in (LineKind.NOTE, LineKind.PLACE):
        return _numbers(_COUNTS.sub(" ", _ADDRESS.sub(" ", line.text))) <= _numbers(evidence + " " + question)
    claim = _without_names(line.text, line.quotes)
    return (
        _numbers(claim) <= _numbers(evidence)
        and _agencies_held(claim, evidence)
        and _quotes_verbatim(line)
        and bool(line.quotes or not _says_something(line.text))
    )


def _evidence(quotes: Iterable[Quote], said: str = "") -> str:
    """Return what a line may draw on: its passages, the headings over them, their labels, the filled-in stamps."""
    parts = []
    for q in quotes:
        document = q.document
        header = document.header
        stamps = [
            s.text for s in document.stamps
        ]  # a signed file's number stands in its stamp, and is said to
        above = [
            document.text[p.start : min(p.own_end, p.start + 300)] for p in document.ancestors(q.provision)
        ]  # 300: a heading
        parts += [q.text, q.provision.section, q.provision.path, *stamps, *above]
        parts += [f.value for f in (header.number, header.issuer) if f]
        if header.issued_on and "ngày ký" in said:
            parts.append(header.issued_on.value)  # "kể từ ngày ký", with the day
    return " \n ".join(parts)


def _without_names(text: str, quotes: Iterable[Quote]) -> str:
    """Return a line without the names of the documents that it cites: they state nothing about the subject."""
    for q in quotes:
        for name in (display_name(q.document, q.document.source), short_name(q.document, q.document.source)):
            text = text.replace(name, " ")
    return text


def _numbers(text: str) -> set[str]:
    text = re.sub(r"\[\d+\]", " ", _LABEL.sub(" ", text))
    return {
        n.lstrip("0") or "0" for whole in _NUMBER.findall(text) for n in whole.split("/")
    }  # 13/05/2022 is 13, 5, 2022


def _agencies_held(text: str, evidence: str) -> bool:
    held = fold(evidence)
    return all(_held(fold(a.value), held) for a in find_agencies(_QUOTED.sub(" ", text)))


def _held(name: str, held: str) -> bool:
    """Say whether an agency's name stands in the evidence, whole or as the last part of an elided list."""
    if name in held or name.replace("ubnd", "ủy ban nhân dân") in held.replace("ubnd", "ủy ban nhân dân"):
        return True
    head, _, rest = name.partition(" ")
    return bool(rest) and rest in held and head in held


def _quotes_verbatim(line: Line) -> bool:
    held = squeeze(" ".join(q.text for q in line.quotes))
    shown = line.text.replace("\n> ", "\n")  # the marks of a quotation block are no words
    pieces = (squeeze(p) for whole in _QUOTATION.findall(shown) for p in _CUT.split(whole))
    return all(p in held for p in pieces if p)


def _says_something(text: str) -> bool:
    return bool(re.search(r"\w", text))


def ground(draft: Draft, question: str = "") -> Draft:
    """Return the draft without the lines that are not grounded; nothing left means that nothing was found."""
    quoted = {q.document.id: q.document for line in draft.lines for q in line.quotes}
    names = [display_name(d, d.source) for d in (*quoted.values(), *draft.about)]
    places = [q.provision.section for line in draft.lines for q in line.quotes]
    said = " ".join([question, *names, *places, *draft.dates, *(d.source for d in draft.about)])
    kept = tuple(line for line in draft.lines if grounded(line, said))
    if kept == draft.lines:
        return draft
    if not any(line.quotes for line in kept) and draft.status in (Status.ANSWERED, Status.CORRECTED):
        note = Line("**Không tìm thấy trong các văn bản hiện có.**", (), LineKind.NOTE)
        return Draft((note,), Status.NOT_FOUND, Reason.NOT_IN_CORPUS, draft.options)
    return with_lines(draft, kept)
