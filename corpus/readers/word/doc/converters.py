"""Other programs on this machine for Word files that our own reader cannot take: LibreOffice, catdoc."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from corpus.errors import CorpusError
from corpus.model import SourceText
from corpus.text import decode_text

_SECONDS = 60  # LibreOffice needs 10 for a long document on a slow machine
_BY_OTHER = "Tệp được đọc bằng {program} vì cấu trúc bị hỏng hoặc quá cũ: hãy đối chiếu với bản gốc."


def convert(data: bytes, name: str) -> SourceText | None:
    """Return what another program reads in a Word file, or None when none can."""
    with tempfile.TemporaryDirectory(prefix="hoidap-") as folder:
        original = Path(folder) / "original.doc"
        original.write_bytes(data)
        return _libreoffice(original, name) or _catdoc(original)


def _run(*command: str) -> bytes | None:
    if shutil.which(command[0]) is None:
        return None
    try:
        done = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None


def _libreoffice(original: Path, name: str) -> SourceText | None:
    from corpus.readers.word.docx import read as docx  # noqa: PLC0415 - only for the rare file that needs it

    profile = f"-env:UserInstallation=file://{original.parent}/profile"  # never the user's own
    command = ("soffice", profile, "--headless", "--convert-to", "docx", "--outdir", str(original.parent))
    _run(*command, str(original))
    converted = original.with_suffix(".docx")
    if not converted.is_file():
        return None
    try:
        source = docx(converted.read_bytes(), name)
    except CorpusError:
        return None
    return _said(source, "LibreOffice")


def _catdoc(original: Path) -> SourceText | None:
    output = _run("catdoc", "-w", "-s", "8859-1", "-d", "8859-1", str(original))
    text, read_by = decode_text((output or b"").decode("latin-1"))
    if not text.strip():
        return None
    return _said(SourceText(text.replace("\r\n", "\n"), "application/msword", read_by), "catdoc")


def _said(source: SourceText, program: str) -> SourceText:
    return replace(source, warnings=(*source.warnings, _BY_OTHER.format(program=program)))
