"""Word's formats, a room each: `doc` (binary), `docx` (packaged), `rtf`.

The door itself hands out what other formats share with Word: how a number is shown.
"""

from corpus.readers.word.number_format import is_date_format, show
from corpus.readers.word.numbering import letters, roman

__all__ = ["doc", "docx", "is_date_format", "letters", "roman", "rtf", "show"]
