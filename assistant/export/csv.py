"""The register as CSV: UTF-8 with BOM (so that Excel reads Vietnamese), nothing that it executes."""

from __future__ import annotations

import csv
import io

from assistant.export.export import Rows, cell_text, is_formula
from assistant.register import Value, columns_of, shown, values_of


def to_csv(rows: Rows) -> bytes:
    """Return the rows with their quotes as CSV with CRLF line ends.

    A text that a spreadsheet would take for a formula gets an apostrophe in front.
    """
    columns = columns_of(rows)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["STT", *(c.heading for c in columns), "Trang", "Trích nguyên văn", "Tệp"])
    for number, row in enumerate(rows, 1):
        values = (number, *values_of(row, columns), row.page, row.quote, row.source)
        writer.writerow([_safe(value) for value in values])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _safe(value: Value) -> str:
    text = cell_text(shown(value))
    return f"'{text}" if isinstance(value, str) and is_formula(text) else text
