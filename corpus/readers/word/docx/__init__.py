"""Packaged Word files (DOCX) and their XML relatives: bytes in, `SourceText` out.

Guarantees: automatic numbers of paragraphs stand in the text as printed; deleted revisions do not.
"""

from corpus.readers.word.docx.read import read

__all__ = ["read"]
