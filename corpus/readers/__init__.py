"""Readers: a file in, a `SourceText` out (text, pages, tables, marks); one room a format, chosen by content.

Guarantees: the name of a file decides nothing; a file that cannot be read raises `CorpusError` with one Vietnamese
sentence that says what to do; within `limits` no file takes more than its time and memory. `archive` opens packed
files with bounds, `pages` draws a page and marks a quote on it.
"""

from corpus.readers.dispatch import MAX_BYTES, read, read_bytes
from corpus.readers.plain import Kind, kind_of

__all__ = ["MAX_BYTES", "Kind", "archive", "kind_of", "limits", "pages", "read", "read_bytes"]
