"""Addresses of the page: every document, provision and quote has one that reproduces it."""

from __future__ import annotations

from urllib.parse import urlencode

from corpus.model import Document


def reading_link(document: Document | str, **place: object) -> str:
    """Return the address of a document's full text.

    Args:
        document: what is read, or its id.
        place: `muc` path of a provision, `tu` and `den` the span of a quote, `tim` words to look for,
            `phan` a part of a long document.
    """
    known = document if isinstance(document, str) else document.id
    return "?" + urlencode({"van-ban": known, **{k: v for k, v in place.items() if v not in {None, ""}}})
