"""What a document says about other documents."""

from __future__ import annotations

from corpus.model import Document, Relation


def find_relations(document: Document) -> tuple[Relation, ...]:
    """Return the relations that a document states."""
    return ()
