"""Word's formats, a room each: `doc` (binary), `docx` (packaged), `rtf`.

The door itself hands out what other formats share with Word: how a number is shown, lists counted, XML parsed.
"""

from corpus.readers.word.number_format import is_date_format, show
from corpus.readers.word.numbering import ListFormat, ListLevel, Numbering, format_number, letters, roman
from corpus.readers.word.ooxml import Element, local, parse_xml
from corpus.readers.word.symbols import in_font

__all__ = [
    "Element",
    "ListFormat",
    "ListLevel",
    "Numbering",
    "doc",
    "docx",
    "format_number",
    "in_font",
    "is_date_format",
    "letters",
    "local",
    "parse_xml",
    "roman",
    "rtf",
    "show",
]
