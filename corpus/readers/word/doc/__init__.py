"""Binary Word files: bytes in, `SourceText` out.

Guarantees: legacy fonts are decoded run by run; a file that our reader cannot take goes to the converters installed.
"""

from corpus.readers.word.doc.binary import joined_surrogates
from corpus.readers.word.doc.properties import RowCell
from corpus.readers.word.doc.read import read
from corpus.readers.word.doc.table import OpenTable

__all__ = ["OpenTable", "RowCell", "joined_surrogates", "read"]
