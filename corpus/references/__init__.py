"""Citations of places, documents named in a text, and what one document says about another.

Text in; references with spans, and where they point to, out. Guarantees: a reference without a target in the document
resolves to nothing rather than to the nearest.
"""

from corpus.references.citation import ProvisionRef
from corpus.references.citations import parse_references
from corpus.references.documents import Reference, compact, find_references
from corpus.references.names import in_document_name
from corpus.references.relations import find_relations
from corpus.references.resolve import resolve

__all__ = [
    "ProvisionRef",
    "Reference",
    "compact",
    "find_references",
    "find_relations",
    "in_document_name",
    "parse_references",
    "resolve",
]
