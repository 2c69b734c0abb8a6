"""What the commands print: JSON rows as documented for scoring, and plain Vietnamese for people."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from typing import Any

from assistant.cli.terminal import escaped, printable
from assistant.model import Answer, Citation
from corpus.header import display_name
from corpus.library import Action, Correction, FileReport, Report, Trashed
from corpus.model import Document, Fact, Header, Provision, Relation, RelationKind
from corpus.text import squeeze
from index import Hit

Row = Mapping[str, Any]
_SHOWN = 50  # files of one kind listed for people; all are in --json


def print_rows(rows: Iterable[Row]) -> None:
    """Print one JSON object a line on standard output, each as soon as it is known."""
    for row in rows:
        print(escaped(json.dumps(row, ensure_ascii=False)), flush=True)


def answer_row(answer: Answer, question_id: object) -> Row:
    """Return an answer as `ask --json` prints it."""
    return {
        "id": question_id,
        "question": answer.question,
        "status": answer.status.value,
        "reason": answer.reason.value if answer.reason else None,
        "answer": answer.text,
        "citations": [_citation_row(c) for c in answer.citations],
        "options": list(answer.options),
        "standalone": answer.standalone,
        "model": answer.model,
        "elapsed_ms": round(answer.elapsed_ms, 1),
    }


def _citation_row(citation: Citation) -> Row:
    keys = ("marker", "document", "source", "section", "path", "page", "quote", "start", "end")
    return {key: getattr(citation, key) for key in keys}


def outline_rows(document: Document) -> Iterator[Row]:
    """Yield the provisions of a document as `outline --json` prints them."""
    name = display_name(document, document.source)
    for provision in document.provisions:
        yield {
            "source": document.source,
            "document": name,
            "section": provision.section,
            "path": provision.path,
            "level": provision.level.value,
            "heading": heading(document, provision),
            "start": provision.start,
            "end": provision.end,
            "page": document.page_at(provision.start),
        }


def heading(document: Document, provision: Provision) -> str:
    """Return a provision's first printed line."""
    return squeeze(document.text[provision.start : provision.head_end])


def document_row(document: Document, corrections: Iterable[Correction] = ()) -> Row:
    """Return a document as `documents --json` prints it."""
    header = document.header
    said = ("number", "type", "issuer", "issued_on", "effective_on", "signer", "title")
    return {
        "source": document.source,
        "document": display_name(document, document.source),
        "id": document.id,
        **{name: _value(getattr(header, name)) for name in said},
        "bases": numbers(document, RelationKind.BASED_ON),
        "implements": numbers(document, RelationKind.IMPLEMENTS),
        "amends": numbers(document, RelationKind.AMENDS),
        "repeals": numbers(document, RelationKind.REPEALS, RelationKind.REPLACES),
        "relations": [relation_row(document, r) for r in document.relations],
        "complete": document.complete,
        "read_from": dict(_read_from(header)),
        "read_by": document.read_by,
        "pages": len(document.pages),
        "warnings": list(document.warnings),
        "sha256": document.sha256,
        "corrections": [
            {"field": c.field, "value": c.value, "read": c.read, "on": c.on} for c in corrections
        ],
    }


def numbers(document: Document, *kinds: RelationKind) -> list[str]:
    """Return the numbers of the documents in some relations, each once, in printed order."""
    named = (r.target.number for r in document.relations if r.kind in kinds)
    return [number for number in dict.fromkeys(named) if number]


def relation_row(document: Document, relation: Relation) -> Row:
    """Return one statement about another document, with its sentence."""
    provision = document.provision_at(relation.start)
    target = relation.target
    return {
        "kind": relation.kind.value,
        "number": target.number,
        "type": target.type,
        "issuer": target.issuer,
        "issued_on": target.issued_on,
        "section": provision.section if provision else None,
        "path": provision.path if provision else None,
        "quote": document.slice(relation.start, relation.end),
        "start": relation.start,
        "end": relation.end,
    }


def _value(fact: Fact | None) -> str | None:
    return fact.value if fact else None


def _read_from(header: Header) -> Iterator[tuple[str, str]]:
    for field in fields(header):
        fact = getattr(header, field.name)
        first = fact[0] if isinstance(fact, tuple) and fact else fact
        if isinstance(first, Fact):
            yield field.name, first.read_from


def hit_row(hit: Hit, document: Document, rank: int) -> Row:
    """Return one hit as `search --json` prints it."""
    provision = document.provision(hit.provision)
    return {
        "rank": rank,
        "score": round(float(hit.score), 4),
        "source": document.source,
        "document": display_name(document, document.source),
        "section": provision.section if provision else None,
        "path": provision.path if provision else None,
        "text": hit.text,
        "start": hit.start,
        "end": hit.end,
    }


def report_row(file: FileReport) -> Row:
    """Return one file of a report as `add --json` prints it."""
    return {
        "action": file.action.value,
        "source": file.source,
        "document": file.document_id,
        "read_by": file.read_by,
        "pages": file.pages,
        "doubts": list(file.doubts),
        "message": file.message,
    }


def trash_row(trashed: Trashed) -> Row:
    """Return a removed document as `restore --json` prints it."""
    return {
        "id": trashed.document,
        "document": trashed.called,
        "source": trashed.entry.name,
        "removed_on": trashed.removed_on,
        "sha256": trashed.entry.sha256,
    }


def say(text: str = "") -> None:
    """Print a line for people on standard output."""
    print(printable(text))


def note(text: str) -> None:
    """Print a line about the work itself on standard error."""
    print(printable(text), file=sys.stderr)


def report_lines(report: Report) -> Iterator[str]:
    """Yield a report as people read it: counts, then every file that needs a look."""
    counts: dict[str, int] = {}
    for file in report.files:
        counts[file.action.value] = counts.get(file.action.value, 0) + 1
    summary = ", ".join(f"{n} {word}" for word, n in counts.items()) or "không có gì thay đổi"
    yield f"{len(report.files)} tệp: {summary} ({report.seconds:.1f} giây)."
    shown: dict[str, int] = {}
    for file in report.files:
        action = file.action.value
        shown[action] = shown.get(action, 0) + 1
        if shown[action] <= _SHOWN or action == Action.FAILED.value:
            yield from _file_lines(file)
    for action, count in shown.items():
        if count > _SHOWN and action not in (Action.FAILED.value, Action.UNCHANGED.value):
            yield f"- {action}: … và {count - _SHOWN} tệp khác"


def _file_lines(file: FileReport) -> Iterator[str]:
    if file.action.value == "không đổi":
        return
    how = f", đọc bằng {file.read_by}" if file.read_by else ""
    pages = f", {file.pages} trang" if file.pages else ""
    yield f"- {file.action.value}: {file.source}{how}{pages}"
    if file.message:
        yield f"    {file.message}"
    for doubt in file.doubts:
        yield f"    Lưu ý: {doubt}"
