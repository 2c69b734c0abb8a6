"""OpenDocument text: bytes in, `SourceText` out; and the parts that workbooks and slides of the family share.

Guarantees: numbers of lists and headings stand in the text as printed; deleted, hidden and commented text does not;
nothing is executed, fetched or unpacked beyond the bounds of `archive`.
"""

from corpus.readers.opendocument.body import Body, columns, row_cells, rows
from corpus.readers.opendocument.package import Parts, count, named, open_parts
from corpus.readers.opendocument.read import new_body, read
from corpus.readers.opendocument.styles import Styles, read_styles

__all__ = [
    "Body",
    "Parts",
    "Styles",
    "columns",
    "count",
    "named",
    "new_body",
    "open_parts",
    "read",
    "read_styles",
    "row_cells",
    "rows",
]
