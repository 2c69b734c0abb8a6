"""Text as it comes, and what every format is written into: blocks, grids, marks, bounds.

In: bytes, or the blocks a format's reader has made; out: a `SourceText`. Guarantees: every letter of a block stands
in the text once, and the table, page and mark of each place are given by offsets into that text.
"""

from corpus.readers.plain.budget import Budget, current
from corpus.readers.plain.detect import Kind, kind_of
from corpus.readers.plain.flow import (
    MAX_SPAN,
    Block,
    Grid,
    GridCell,
    aligned,
    compose,
    compose_pages,
    has_state_head,
    place,
    plain_text,
    without_soft_hyphens,
)
from corpus.readers.plain.legacy import modern
from corpus.readers.plain.text import decode, is_utf8, read

__all__ = [
    "MAX_SPAN",
    "Block",
    "Budget",
    "Grid",
    "GridCell",
    "Kind",
    "aligned",
    "compose",
    "compose_pages",
    "current",
    "decode",
    "has_state_head",
    "is_utf8",
    "kind_of",
    "modern",
    "place",
    "plain_text",
    "read",
    "without_soft_hyphens",
]
