"""Rows of the register → passages, and the words around them."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.draft import Quote, quote
from assistant.register.rows import TargetRow, TaskRow
from assistant.terms import bag
from corpus.model import Document, Provision


def passage_of(row: TaskRow | TargetRow, documents: Sequence[Document]) -> Quote:
    """Return the passage of a row."""
    document = next(d for d in documents if d.id == row.document_id)
    provision = document.provision(row.provision) or document.provision_at(row.start)
    assert provision is not None, "a fact lies in a provision"  # by construction of the register
    if isinstance(row, TargetRow) and _needs_period(row, document, provision):
        return quote(document, provision)
    return quote(document, provision, row.start, row.end)


def _needs_period(row: TargetRow, document: Document, provision: Provision) -> bool:
    """Say whether the period stands beside the target in the same short provision, not in its own words."""
    own, year = document.own_text(provision), (row.period or "")[:4]
    return bool(year) and year not in row.quote and year in own and len(own) <= 600  # 600: still one passage


def bag_of(row: TaskRow | TargetRow, documents: Sequence[Document]) -> frozenset[str]:
    """Return the words of a row, of the headings over it and of the document's title."""
    document = next(d for d in documents if d.id == row.document_id)
    provision = document.provision(row.provision)
    above = document.ancestors(provision) if provision else ()
    heads = " ".join(
        document.text[p.start : p.own_end][:300] for p in above
    )  # 300: the heading, not what follows
    title = document.header.title.value if document.header.title else ""
    return bag(f"{row.quote} {heads}") | bag(title)
