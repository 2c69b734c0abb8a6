"""Facts about a document as a whole: number, dates, issuer, signer, title; each with its place.

In: a `SourceText`; out: facts with spans, and the names a document is called by. Guarantees: an absent fact is absent.
"""

from typing import TYPE_CHECKING

from corpus.lazy import lazily

if TYPE_CHECKING:
    from corpus.header.names import Headed, display_name, document_id, short_name
    from corpus.header.places import PROVINCES
    from corpus.header.read import read_header

__all__ = ["PROVINCES", "Headed", "display_name", "document_id", "read_header", "short_name"]

if not TYPE_CHECKING:  # so that a name that is not handed out stays an error of types
    __getattr__ = lazily(
        __name__,
        {
            "names": (
                "Headed",
                "display_name",
                "document_id",
                "short_name",
            ),
            "places": ("PROVINCES",),
            "read": ("read_header",),
        },
    )
