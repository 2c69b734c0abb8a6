"""Web pages and saved web archives: markup in, a `SourceText` of the document alone out.

The door also hands out how markup becomes blocks, for the pages that mails hold.
"""

from corpus.readers.web.html import element_blocks, parse, read
from corpus.readers.web.unseen import hide_by_style

__all__ = ["element_blocks", "hide_by_style", "parse", "read"]
