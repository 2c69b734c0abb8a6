"""A data folder of the first format (kept in tests/fixtures) is opened, changed and looked through."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from corpus.library.library import Library

FIXTURE = Path(__file__).resolve().parents[2] / "fixtures" / "library-format-1"


def test_a_library_of_the_first_format_is_carried_on(tmp_path: Path) -> None:
    shutil.copytree(FIXTURE, tmp_path / "data" / "library")
    library = Library.open(tmp_path / "data")
    assert [e.name for e in library.manifest().entries] == ["qd-cu.txt"]
    library.sync()  # reads it with today's readers
    assert "15/QĐ-UBND" in [row.number for row in library.summaries()]
    library.mend()
    written = json.loads((library.folder / "manifest.json").read_text("utf-8"))
    assert written["format"] == 2
    assert "checksum" in written
    assert library.examine() == ()
    library.remove(["15/QĐ-UBND"])
    assert [t.entry.name for t in library.trash()] == ["qd-cu.txt"]
