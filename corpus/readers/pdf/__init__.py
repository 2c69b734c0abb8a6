"""PDF files: bytes in, text by position out, with signature stamps; pages without text are recognised.

`boxes` finds a quote on a page, `render` draws the page. Guarantees: a damaged or hostile file ends in `CorpusError`.
"""

from corpus.readers.pdf.read import read

__all__ = ["boxes", "read", "render"]
