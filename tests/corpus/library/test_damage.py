"""Damage on the disk: seen, said, never read as text, and mended from what is whole."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.errors import LibraryDamaged
from corpus.library import seal
from corpus.library.library import Library
from tests.factories.documents import decision


@pytest.fixture
def library(tmp_path: Path) -> Library:
    office = tmp_path / "office"
    office.mkdir()
    for number in (1, 2):
        (office / f"qd{number}.txt").write_text(decision(f"{number}/QĐ-UBND"), encoding="utf-8")
    held = Library.open(tmp_path / "data")
    held.add([office])
    return held


def texts(folder: Path) -> dict[str, str]:
    return {d.source: d.text for d in Library.open(folder.parent).documents()}


def only(folder: Path, pattern: str, number: int = 1) -> Path:
    sha = next(
        e.sha256 for e in Library.open(folder.parent).manifest().entries if e.name == f"qd{number}.txt"
    )
    (found,) = folder.glob(pattern.format(sha))
    return found


def changed_digit(path: Path) -> None:
    """Change one digit of the text without touching the length, as a bad disk or a slip would."""
    data = path.read_bytes()
    assert b"2024" in data
    path.write_bytes(data.replace(b"2024", b"2034"))


def cut(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])


def noughts(path: Path) -> None:
    path.write_bytes(b"\0" * path.stat().st_size)


def emptied(path: Path) -> None:
    path.write_bytes(b"")


WAYS = (changed_digit, cut, noughts, emptied)
KINDS = {
    "document": ("documents/{}*.json", "bản đã phân tích khác với bản đã đọc", "làm lại từ bản đã đọc"),
    "reading": ("readings/{}*.json", "bản đã đọc bị hỏng", "đọc lại từ tệp gốc"),
    "original": ("files/{}*", "tệp gốc bị hỏng", "chép lại từ"),
}


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_damaged_is_said_and_mended(library: Library, kind: str, way: Callable[[Path], None]) -> None:
    before, (pattern, found, mended) = texts(library.folder), KINDS[kind]
    way(only(library.folder, pattern))
    assert [(d.subject, d.found) for d in library.examine()] == [("qd1.txt", found)]
    (report,) = library.mend()
    assert report.mended is not None
    assert report.mended.startswith(mended)
    assert library.examine() == ()
    assert texts(library.folder) == before


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
@pytest.mark.parametrize("kind", ["document", "reading"])
def test_damage_is_never_read_as_text(library: Library, kind: str, way: Callable[[Path], None]) -> None:
    before = texts(library.folder)
    way(only(library.folder, KINDS[kind][0]))
    if kind == "reading":  # the document has to be made again, from a reading that is damaged
        only(library.folder, KINDS["document"][0]).unlink()
    assert texts(library.folder) == before


def test_a_document_that_says_other_than_was_read_is_made_again(library: Library) -> None:
    before, path = texts(library.folder), only(library.folder, KINDS["document"][0])
    content = json.loads(seal.unsealed(path.read_bytes()))
    content["text"] = content["text"].replace("2024", "2034")
    path.write_bytes(seal.sealed(json.dumps(content).encode(), content["text"]))  # whole, and a lie
    assert texts(library.folder) == before


def test_original_reading_and_document_damaged_at_once_are_mended_from_where_the_file_stands(
    library: Library,
) -> None:
    before = texts(library.folder)
    for pattern, *_ in KINDS.values():
        noughts(only(library.folder, pattern))
    assert len(library.mend()) == 2
    assert library.examine() == ()
    assert texts(library.folder) == before
    assert len(list((library.folder / "damaged").iterdir())) == 1


def test_what_cannot_be_mended_is_said_with_what_to_do(library: Library) -> None:
    origin = Path(library.manifest().entries[0].origins[0])
    origin.unlink()
    noughts(only(library.folder, KINDS["original"][0]))
    (report,) = library.mend()
    assert (report.mended, report.advice) == (
        None,
        "thêm lại tệp này bằng hoidap add; văn bản vẫn đọc được",
    )
    assert "qd1.txt" in texts(library.folder)


@pytest.mark.parametrize("way", [cut, noughts, emptied, Path.unlink], ids=lambda way: way.__name__)
@pytest.mark.parametrize("name", ["manifest.json", "manifest.backup.json"])
def test_either_copy_of_the_manifest_mends_the_other(
    library: Library, name: str, way: Callable[[Path], None]
) -> None:
    before = texts(library.folder)
    way(library.folder / name)
    assert texts(library.folder) == before
    library.mend()
    assert library.examine() == ()
    assert (library.folder / name).is_file()
    assert texts(library.folder) == before


def test_one_changed_letter_of_the_manifest_is_seen(library: Library) -> None:
    path = library.folder / "manifest.json"
    path.write_bytes(path.read_bytes().replace(b"qd1.txt", b"qd9.txt"))
    assert sorted(texts(library.folder)) == ["3316-KH-UBND.txt", "qd1.txt", "qd2.txt"]


def test_a_damaged_manifest_is_set_aside_and_never_overwritten(library: Library, tmp_path: Path) -> None:
    path = library.folder / "manifest.json"
    path.write_bytes(b"{half")
    (tmp_path / "office" / "qd3.txt").write_text(decision("3/QĐ-UBND"), encoding="utf-8")
    library.sync()
    (aside,) = library.folder.glob("manifest.damaged-*.json")
    assert aside.read_bytes() == b"{half"
    assert len(library.manifest().entries) == 3


def test_a_library_without_any_manifest_is_made_again_from_its_originals(library: Library) -> None:
    before = texts(library.folder)
    noughts(library.folder / "manifest.json")
    noughts(library.folder / "manifest.backup.json")
    with pytest.raises(LibraryDamaged, match="hoidap doctor --repair"):
        Library.open(library.folder.parent)
    (report,) = Library.open(library.folder.parent, damaged=True).mend()
    assert report.mended == "lập lại từ 2 tệp gốc; các thư mục theo dõi cần thêm lại bằng hoidap add"
    assert texts(library.folder) == before


def test_a_damaged_table_of_summaries_is_made_again(library: Library) -> None:
    table = library.folder / "summaries.db"
    with table.open("r+b") as file:
        file.seek(0)
        file.write(b"\xff" * 600)
    assert [d.subject for d in library.mend()] == ["Bảng tóm tắt"]
    assert len(library.summaries()) == 3
    with sqlite3.connect(table) as db:
        assert db.execute("PRAGMA quick_check").fetchone() == ("ok",)


def test_a_whole_library_has_nothing_to_mend(library: Library) -> None:
    assert library.examine() == library.mend() == ()


def test_files_by_earlier_versions_without_a_seal_are_read(library: Library) -> None:
    before = texts(library.folder)
    for path in [*library.folder.glob("readings/*.json"), *library.folder.glob("documents/*.json")]:
        path.write_bytes(seal.unsealed(path.read_bytes()))
    assert library.examine() == ()
    assert texts(library.folder) == before
