"""Nothing is lost when a watched folder cannot be read, is empty, or was emptied by mistake."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from corpus.errors import DocumentNotFound
from corpus.library import intake as library_intake
from corpus.library import manifest as library_manifest
from corpus.library import scan as library_scan
from corpus.library.library import Library
from corpus.library.report import Action
from tests.factories.documents import decision

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library.open(tmp_path / "data")


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """Return a folder with a file, a subfolder of two, an archive of two and a larger subfolder."""
    folder = tmp_path / "office"
    places = (
        "a/qd1.txt",
        "b/qd2.txt",
        "b/qd3.txt",
        "qd4.txt",
        "qd5.txt",
        *(f"c/qd{n}.txt" for n in (6, 7, 8, 9)),
    )
    for place in places:
        file = folder / place
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(decision(f"{file.stem[2:]}/QĐ-UBND"), encoding="utf-8")
    with zipfile.ZipFile(folder / "year.zip", "w") as archive:
        for number in (10, 11):
            archive.writestr(f"qd{number}.txt", decision(f"{number}/QĐ-UBND"))
    return folder


ALL = {f"{n}/QĐ-UBND" for n in range(1, 12)}


def held(library: Library) -> set[str]:
    return {d.header.number.value for d in library.documents()[1:] if d.header.number}


def emptied(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.mkdir()


def linked(folder: Path) -> None:
    elsewhere = folder.with_name(folder.name + "-elsewhere")
    folder.rename(elsewhere.parent.parent / elsewhere.name)
    folder.symlink_to(elsewhere.parent.parent / elsewhere.name)


def half(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])


def only(path: Path, content: str) -> None:
    emptied(path)
    (path / "new.txt").write_text(content, encoding="utf-8")


LOST: list[tuple[str, Callable[[Path], object]]] = [
    ("a mount point that is empty", emptied),
    ("a folder that is gone", lambda f: f.rename(f.with_name("away"))),
    ("a file in the place of the folder", lambda f: (shutil.rmtree(f), f.write_text("x"))),
    ("another disk mounted in its place", lambda f: only(f, decision("99/QĐ-UBND"))),
    ("a subfolder that is empty", lambda f: emptied(f / "b")),
    ("a subfolder with one file that is empty", lambda f: emptied(f / "a")),
    ("a subfolder that is gone", lambda f: shutil.rmtree(f / "b")),
    ("a subfolder that became a link", lambda f: linked(f / "b")),
    ("a file that became a link", lambda f: ((f / "qd4.txt").rename(f.parent / "q"), (f / "qd4.txt").symlink_to(f.parent / "q"))),
    ("a file that became a dangling link", lambda f: ((f / "qd4.txt").unlink(), (f / "qd4.txt").symlink_to("/nowhere"))),
    ("an archive copied by half", lambda f: half(f / "year.zip")),
    ("an archive of which only the first bytes were copied", lambda f: (f / "year.zip").write_bytes(b"PK\3\4")),
    ("an archive overwritten with noise", lambda f: (f / "year.zip").write_bytes(os.urandom(3000))),
    ("an empty archive", lambda f: zipfile.ZipFile(f / "year.zip", "w").close()),
    ("an archive that is empty on disk", lambda f: (f / "year.zip").write_bytes(b"")),
    ("more than a few files deleted", lambda f: [(f / "c" / f"qd{n}.txt").unlink() for n in (6, 7, 8)] + [(f / "qd4.txt").unlink()]),
    ("a file that is empty now", lambda f: (f / "qd4.txt").write_bytes(b"")),
]  # fmt: skip


@pytest.mark.parametrize("harm", [r[1] for r in LOST], ids=[r[0] for r in LOST])
def test_what_failed_or_vanished_stays(
    library: Library, office: Path, harm: Callable[[Path], object]
) -> None:
    library.add([office])
    assert held(library) == ALL
    originals = {p.name for p in library.folder.glob("files/*")}
    harm(office)
    for _ in range(2):
        report = library.sync()
        assert report.of(Action.FAILED) or report.of(Action.MISSING)
        assert held(library) >= ALL
        assert {p.name for p in library.folder.glob("files/*")} >= originals


def test_what_vanished_is_marked_with_the_day_until_it_is_seen_again(
    library: Library, office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.add([office])
    away = office.with_name("away")
    (office / "b").rename(away)
    report = library.sync()
    today = library_manifest.day(date.today().isoformat())
    assert [Path(f.source).name for f in report.of(Action.MISSING)] == ["qd2.txt", "qd3.txt"]
    assert all(f"Không thấy từ {today}" in (f.message or "") for f in report.of(Action.MISSING))
    assert any(f"Không thấy tệp từ {today}" in w for w in library.document("2/QĐ-UBND").warnings)
    assert library.document("1/QĐ-UBND").warnings == ()
    away.rename(office / "b")
    assert not library.sync().of(Action.MISSING)
    assert library.document("2/QĐ-UBND").warnings == ()
    assert library.manifest().missing == ()


def _turn_back(path: Path, day: str, times: int = -1) -> None:
    """Write another day for today into a manifest, and leave out its checksum as older manifests do."""
    text = path.read_text().replace(date.today().isoformat(), day, times)
    path.write_text(re.sub(r',\n "checksum":"[0-9a-f]{32}"\n}\Z', "\n}", text))


def test_the_day_is_that_of_the_first_look(library: Library, office: Path) -> None:
    library.add([office])
    shutil.rmtree(office / "b")
    library.sync()
    path = library.folder / "manifest.json"
    _turn_back(path, "2026-01-02")
    assert "Không thấy từ 02/01/2026" in (library.sync().of(Action.MISSING)[0].message or "")


def test_a_yes_removes_what_vanished_but_not_what_failed(library: Library, office: Path) -> None:
    library.add([office])
    shutil.rmtree(office / "c")
    half(office / "year.zip")
    report = library.sync(remove_missing=True)
    assert sorted(Path(f.source).name for f in report.of(Action.REMOVED)) == [
        f"qd{n}.txt" for n in (6, 7, 8, 9)
    ]
    assert held(library) == {f"{n}/QĐ-UBND" for n in (1, 2, 3, 4, 5, 10, 11)}


def test_a_yes_does_not_reach_a_folder_that_is_gone(library: Library, office: Path) -> None:
    library.add([office])
    office.rename(office.with_name("away"))
    library.sync(remove_missing=True)
    assert held(library) == ALL


@pytest.mark.parametrize(
    "denied", ["b", "qd4.txt", "b/qd2.txt", "year.zip"], ids=lambda d: f"no permission for {d}"
)
def test_what_may_not_be_opened_stays(library, office, monkeypatch, denied) -> None:
    library.add([office])
    target = str(office / denied)
    scandir, hash_file = os.scandir, library_scan.hash_file

    def guarded_scandir(path: str) -> object:
        if str(path) == target:
            raise PermissionError(13, "Permission denied", target)
        return scandir(path)

    def guarded_hash(path: Path) -> str:
        if str(path) == target:
            raise PermissionError(13, "Permission denied", target)
        return hash_file(path)

    monkeypatch.setattr(os, "scandir", guarded_scandir)
    monkeypatch.setattr(library_intake, "hash_file", guarded_hash)
    (failed,) = library.sync(remove_missing=True).of(Action.FAILED)
    assert "không có quyền" in (failed.message or "")
    assert "Vẫn giữ" in (failed.message or "")
    assert held(library) == ALL


def test_a_file_put_back_under_another_name_is_moved(library: Library, office: Path) -> None:
    library.add([office])
    (office / "b").rename(office.with_name("away"))
    library.sync()
    office.with_name("away").rename(office / "d")
    report = library.sync()
    assert sorted(Path(f.source).name for f in report.of(Action.MOVED)) == ["qd2.txt", "qd3.txt"]
    assert library.manifest().missing == ()


def removed_by_sync(library: Library, office: Path) -> None:
    (office / "qd4.txt").unlink()
    library.sync()


def removed_by_hand(library: Library, office: Path) -> None:
    library.remove(["4/QĐ-UBND"])


@pytest.mark.parametrize("removal", [removed_by_sync, removed_by_hand], ids=["by sync", "by hand"])
@pytest.mark.parametrize(
    "name", ["qd4.txt", "4/QĐ-UBND", "Quyết định số 4/QĐ-UBND"], ids=lambda n: n.replace("/", " ")
)
def test_what_was_removed_can_be_restored(library, office, removal, name) -> None:
    library.add([office])
    document = library.document("4/QĐ-UBND")
    removal(library, office)
    assert held(library) == ALL - {"4/QĐ-UBND"}
    (restored,) = library.restore([name]).files
    assert (restored.action, restored.document_id) == (Action.RESTORED, document.id)
    assert held(library) == ALL
    assert library.original(document.id).read_text(encoding="utf-8") == document.text
    assert library.trash() == ()
    library.sync()
    assert held(library) == ALL


def test_the_former_content_of_a_changed_file_is_in_the_trash(library: Library, office: Path) -> None:
    library.add([office])
    (office / "qd4.txt").write_text(decision("44/QĐ-UBND"), encoding="utf-8")
    library.sync()
    library.restore(["4/QĐ-UBND"])
    assert held(library) == ALL | {"44/QĐ-UBND"}
    library.sync()
    assert held(library) == ALL | {"44/QĐ-UBND"}


def test_a_removed_file_that_comes_back_is_held_with_its_original(library: Library, office: Path) -> None:
    library.add([office])
    (office / "qd4.txt").rename(office.parent / "kept.txt")
    library.sync()
    (office.parent / "kept.txt").rename(office / "qd4.txt")
    assert [Path(f.source).name for f in library.sync().of(Action.ADDED)] == ["qd4.txt"]
    assert library.original(library.document("4/QĐ-UBND").id).parent.name == "files"
    assert library.trash() == ()


def test_the_trash_is_emptied_after_thirty_days(library: Library, office: Path) -> None:
    library.add([office])
    library.remove(["4/QĐ-UBND", "5/QĐ-UBND"])
    path = library.folder / "manifest.json"
    old = (date.today() - timedelta(days=31)).isoformat()
    _turn_back(path, old, times=1)
    library.sync()
    assert [t.entry.name for t in library.trash()] == ["qd5.txt"]
    assert len(list(library.folder.glob("trash/*"))) == 1


def test_what_is_removed_forever_leaves_no_file(library: Library, office: Path) -> None:
    library.add([office])
    sha256 = library.document("4/QĐ-UBND").sha256
    library.remove(["4/QĐ-UBND"], forever=True)
    assert [p.name for p in library.folder.rglob(f"{sha256}*")] == []
    with pytest.raises(DocumentNotFound, match="thùng rác"):
        library.restore(["4/QĐ-UBND"])


def test_a_library_of_the_first_format_is_understood(library: Library, office: Path, tmp_path: Path) -> None:
    library.add([office / "qd4.txt"])
    path = library.folder / "manifest.json"
    old = json.loads(path.read_text())
    del old["missing"], old["trash"]
    path.write_text(json.dumps({**old, "format": 1}))
    assert held(Library.open(tmp_path / "data")) == {"4/QĐ-UBND"}


def test_the_command_says_what_is_missing_and_how_to_remove_it(office: Path, tmp_path: Path) -> None:
    def hoidap(*arguments: str) -> subprocess.CompletedProcess[str]:
        env = {**os.environ, "HOIDAP_DATA": str(tmp_path / "data")}
        return subprocess.run(
            [sys.executable, "-m", "assistant.cli", *arguments],
            cwd=ROOT, env=env, capture_output=True, text=True, check=False,
        )  # fmt: skip

    hoidap("add", str(office))
    emptied(office)
    synced = hoidap("sync")
    assert synced.returncode == 1
    assert "11 không thấy" in synced.stdout
    assert "hoidap sync --remove-missing" in synced.stdout
    assert hoidap("sync", "--remove-missing").returncode == 0
    assert "qd4.txt" in hoidap("restore").stdout
    assert "đã khôi phục: qd4.txt" in hoidap("restore", "4/QĐ-UBND").stdout
