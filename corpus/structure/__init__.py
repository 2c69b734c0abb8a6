"""A reading in, a lossless tree of provisions out: markers, levels, attachments, tables, labels.

Guarantees: `document.text[p.start:p.end]` is the provision; children lie inside their parent, in order; ids are made
of printed markers and survive another reading. The tables' cells are found again from a document's text.
"""

from typing import TYPE_CHECKING

from corpus.lazy import lazily

if TYPE_CHECKING:
    from corpus.structure.attachments import Zone, ZoneKind
    from corpus.structure.cells import (
        HeadedCell,
        all_row_cells,
        cell_text,
        heading_rows,
        is_summary,
        row_cells,
        table_of,
    )
    from corpus.structure.contents import without_contents
    from corpus.structure.lines import Line, plain_of, read_lines
    from corpus.structure.quotes import find_quotes
    from corpus.structure.read import is_complete, parse
    from corpus.structure.rows import Row, table_rows
    from corpus.structure.words import (
        document_type,
        is_attached_line,
        is_nation_line,
        is_person,
        is_recipients,
        is_role,
        is_rule,
        is_signature,
        is_upper,
    )
    from corpus.structure.zones import find_title, split_zones

__all__ = [
    "HeadedCell",
    "Line",
    "Row",
    "Zone",
    "ZoneKind",
    "all_row_cells",
    "cell_text",
    "document_type",
    "find_quotes",
    "find_title",
    "heading_rows",
    "is_attached_line",
    "is_complete",
    "is_nation_line",
    "is_person",
    "is_recipients",
    "is_role",
    "is_rule",
    "is_signature",
    "is_summary",
    "is_upper",
    "parse",
    "plain_of",
    "read_lines",
    "row_cells",
    "split_zones",
    "table_of",
    "table_rows",
    "without_contents",
]

if not TYPE_CHECKING:  # so that a name that is not handed out stays an error of types
    __getattr__ = lazily(
        __name__,
        {
            "attachments": (
                "Zone",
                "ZoneKind",
            ),
            "cells": (
                "HeadedCell",
                "all_row_cells",
                "cell_text",
                "heading_rows",
                "is_summary",
                "row_cells",
                "table_of",
            ),
            "contents": ("without_contents",),
            "lines": (
                "Line",
                "plain_of",
                "read_lines",
            ),
            "quotes": ("find_quotes",),
            "read": (
                "is_complete",
                "parse",
            ),
            "rows": (
                "Row",
                "table_rows",
            ),
            "words": (
                "document_type",
                "is_attached_line",
                "is_nation_line",
                "is_person",
                "is_recipients",
                "is_role",
                "is_rule",
                "is_signature",
                "is_upper",
            ),
            "zones": (
                "find_title",
                "split_zones",
            ),
        },
    )
