"""Presentations: bytes of PowerPoint (PPTX) or OpenDocument (ODP) in, a `SourceText` out in which each slide is a page.

Guarantees: slides stand in their order, the title of each first; tables are tables, figures of charts too; hidden
slides are left out and told.
"""

from corpus.readers.slides.read import read

__all__ = ["read"]
