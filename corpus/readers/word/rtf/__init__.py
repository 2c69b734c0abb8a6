"""Rich text files: bytes in, `SourceText` out. The pieces of a table's rows are shared with binary Word files."""

from corpus.readers.word.rtf.read import read

__all__ = ["read"]
