"""One reading made into a document: header, outline, relations, then the facts that need them."""

from __future__ import annotations

from dataclasses import replace

from corpus.header import document_id, read_header
from corpus.model import Document, SourceText
from corpus.references import find_relations
from corpus.structure import is_complete, parse
from corpus.targets import find_targets
from corpus.tasks import find_events, find_roles, find_tasks


def build(source: SourceText, name: str, sha256: str) -> Document:
    """Return the document that a reading amounts to.

    Args:
        source: what a reader made of the file.
        name: file name, shown as the source; the last resort for the header.
        sha256: content hash of the original, the identity of a document without a number.
    """
    header = read_header(source, name)
    key = document_id(header, sha256)
    bare = Document(
        id=key,
        source=name,
        sha256=sha256,
        text=source.text,
        media_type=source.media_type,
        read_by=source.read_by,
        header=header,
        provisions=parse(source, key),
        pages=source.pages,
        tables=source.tables,
        stamps=source.stamps,
        complete=is_complete(source.text),
        warnings=source.warnings,
    )
    known = replace(bare, roles=find_roles(bare), events=find_events(bare))
    return replace(known, relations=find_relations(bare), tasks=find_tasks(known), targets=find_targets(bare))
