"""Web pages, above all those of the law databases: bytes in, the document's own text out, without the page's."""

from corpus.readers.web.html import read

__all__ = ["read"]
