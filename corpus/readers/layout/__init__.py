"""Words with positions in; lines, columns and tables in reading order out.

Coordinates are points from the lower left corner of the page. Guarantees: no word is lost and none is written twice;
running heads and page numbers are taken out only where they repeat.
"""

from corpus.readers.layout.continued import join_tables
from corpus.readers.layout.encodings import decode_pages, word_lists
from corpus.readers.layout.furniture import remove_furniture
from corpus.readers.layout.model import Box, Drawing, Picture, Rule, Run, Word
from corpus.readers.layout.notes import take_notes
from corpus.readers.layout.read import PageLayout, arrange
from corpus.readers.layout.tables import Grid, write_cells
from corpus.readers.layout.text import Assembled, assemble
from corpus.readers.layout.words import Line, joint, lines_of, words_of

__all__ = [
    "Assembled",
    "Box",
    "Drawing",
    "Grid",
    "Line",
    "PageLayout",
    "Picture",
    "Rule",
    "Run",
    "Word",
    "arrange",
    "assemble",
    "decode_pages",
    "join_tables",
    "joint",
    "lines_of",
    "remove_furniture",
    "take_notes",
    "word_lists",
    "words_of",
    "write_cells",
]
