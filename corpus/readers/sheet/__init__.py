"""Workbooks: bytes of a workbook of Excel or of OpenDocument in, a `SourceText` out in which each sheet is a table.

Guarantees: a cell shows what the program shows (dates, percent, digits); merged cells keep their spans.
"""

from corpus.readers.sheet.read import read

__all__ = ["read"]
