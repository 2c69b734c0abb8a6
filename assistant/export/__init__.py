"""The register as files: rows in, bytes of XLSX, DOCX, CSV or ICS out.

Guarantees: the bytes depend on the rows alone; no cell is executed by a program that opens the file. Each format has
a library of its own, so its module is loaded by name when it is asked for.
"""

__all__ = ["answers", "csv", "docx", "ics", "xlsx"]
