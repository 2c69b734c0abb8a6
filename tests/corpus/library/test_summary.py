"""Light rows: the same as the documents say, without opening them; a damaged table costs only time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.library.library import Library
from corpus.library.store import Store
from corpus.library.summary import summary
from tests.factories.documents import decision


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """Return a library with four decisions."""
    for number in range(1, 5):
        (tmp_path / f"qd{number}.txt").write_text(decision(f"{number}/QĐ-UBND"), encoding="utf-8")
    library = Library.open(tmp_path / "data")
    library.add(sorted(tmp_path.glob("*.txt")))
    return library


def test_rows_say_what_the_documents_say(library: Library) -> None:
    assert library.summaries() == tuple(map(summary, library.documents()))


def test_a_list_opens_no_document_and_a_name_opens_one(library, tmp_path, monkeypatch) -> None:
    opened: list[str] = []
    read = Store.document
    monkeypatch.setattr(
        Store,
        "document",
        lambda s, sha, name, build=None: (opened.append(name), read(s, sha, name, build))[1],
    )
    again = Library.open(tmp_path / "data")
    assert len(again.summaries()) == 5
    assert opened == []
    again.document("3/QĐ-UBND")
    again.document("3-QDD-UBND@lam-dong@2024-06-03")
    assert opened == ["qd3.txt"]


def damaged(table: Path) -> None:
    table.write_bytes(b"SQLite format 3\0" + bytes(range(256)) * 20)


def half(table: Path) -> None:
    data = table.read_bytes()
    table.write_bytes(data[: len(data) // 2])


HARM: dict[str, Callable[[Path], object]] = {
    "gone": lambda t: t.unlink(),
    "noise": damaged,
    "half": half,
    "empty": lambda t: t.write_bytes(b""),
    "a folder in its place": lambda t: (t.unlink(), t.mkdir()),
}


@pytest.mark.parametrize("harm", HARM.values(), ids=HARM)
def test_a_damaged_table_costs_only_time(
    library: Library, tmp_path: Path, harm: Callable[[Path], object]
) -> None:
    rows = library.summaries()
    harm(library.folder / "summaries.db")
    assert Library.open(tmp_path / "data").summaries() == rows
    assert Library.open(tmp_path / "data").summaries() == rows


def test_a_busy_table_is_not_waited_for_long(library: Library, tmp_path: Path) -> None:
    import sqlite3

    rows = library.summaries()
    writer = sqlite3.connect(library.folder / "summaries.db")
    writer.execute("BEGIN EXCLUSIVE")
    try:
        assert Library.open(tmp_path / "data").summaries() == rows
    finally:
        writer.close()
