"""What an export shows beside the columns of the register: the sources, and cells that no program executes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Sequence

from assistant.register import TargetRow, TaskRow, Value

Row = TaskRow | TargetRow
Rows = Sequence[Row]

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")  # not allowed in XML
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")  # full-width ones too
_LONGEST = 32_000  # characters; a spreadsheet cell holds 32,767
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can say: files depend on their content only


SOURCE_HEADINGS = ("STT", "Văn bản", "Tệp", "Mục", "Trang", "Trích nguyên văn")


def source_of(number: int, row: Row) -> tuple[Value, ...]:
    """Return the source of a row: document, file, section, page, and the quote itself."""
    return (number, row.document, row.source, row.section, row.page, row.quote)


def cell_text(text: str) -> str:
    """Return a text that a spreadsheet or a Word file can hold: no control characters, not too long."""
    text = _CONTROL.sub("", text.replace("\r\n", "\n"))
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def is_formula(text: str) -> bool:
    """Say whether a spreadsheet program could take a text for a formula."""
    return text.lstrip(" \n\xa0\ufeff").startswith(_FORMULA) or text.startswith(("\t", "\r"))


def same_bytes(archive: bytes, rewrite: Callable[[str, bytes], bytes]) -> bytes:
    """Return an Office file without anything that depends on the hour: the same rows, the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            entry = zipfile.ZipInfo(info.filename, _ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = info.external_attr
            new.writestr(entry, rewrite(info.filename, old.read(info)))
    return out.getvalue()


_STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")


def without_clock(name: str, data: bytes) -> bytes:
    """Return a part of an Office file with a fixed date where it says when it was made."""
    return _STAMP.sub(rb"\g<1>2000-01-01T00:00:00Z\g<2>", data) if name == "docProps/core.xml" else data
