"""A backup holds what cannot be made again, and restoring it loses nothing."""

from __future__ import annotations

import json
import sqlite3
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant import backup
from assistant.backup import BackupUnusable
from assistant.model import Answer, Status
from corpus.errors import EditRefused
from corpus.library.library import Library
from tests.factories.documents import decision
from ui.history import History


def _answer(question: str) -> Answer:
    return Answer(question, question, Status.ANSWERED, None, "Có.", (), (), None, 1.0)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    office = tmp_path / "office"
    office.mkdir()
    for number in (1, 2):
        (office / f"qd{number}.txt").write_text(decision(f"{number}/QĐ-UBND"), encoding="utf-8")
    folder = tmp_path / "data"
    Library.open(folder).add([office])
    history = History(folder / "history.sqlite")
    for number in range(3):
        history.add("", _answer(f"Câu {number}?"))
    (folder / "users.json").write_text('{"a": 1}')
    return folder


def _texts(folder: Path) -> dict[str, str]:
    return {d.source: d.text for d in Library.open(folder).documents()}


def _titles(folder: Path) -> list[str]:
    return sorted(c.title for c in History(folder / "history.sqlite").conversations())


def test_an_empty_folder_becomes_what_was_backed_up(data: Path, tmp_path: Path) -> None:
    made = backup.write(data, tmp_path / "b.zip")
    assert (made.documents, made.turns, made.damaged) == (2, 3, ())
    assert (tmp_path / "b.zip").stat().st_mode & 0o777 == 0o600
    done = backup.restore(tmp_path / "new", tmp_path / "b.zip")
    assert (done.documents, done.trashed, done.history, done.users) == (2, 0, True, True)
    assert _texts(tmp_path / "new") == _texts(data)
    assert _titles(tmp_path / "new") == _titles(data)
    assert (tmp_path / "new" / "history.sqlite").stat().st_mode & 0o777 == 0o600
    assert not list((tmp_path / "new").glob(".restore-*"))


def test_what_was_added_later_is_refused_and_then_goes_to_the_trash(data: Path, tmp_path: Path) -> None:
    backup.write(data, tmp_path / "b.zip")
    later = tmp_path / "qd9.txt"
    later.write_text(decision("9/QĐ-UBND"), encoding="utf-8")
    Library.open(data).add([later])
    with pytest.raises(EditRefused, match="--replace"):
        backup.restore(data, tmp_path / "b.zip")
    assert "qd9.txt" in _texts(data)
    assert backup.restore(data, tmp_path / "b.zip", replace=True).trashed == 1
    assert [t.entry.name for t in Library.open(data).trash()] == ["qd9.txt"]
    Library.open(data).restore(["qd9.txt"])
    assert "qd9.txt" in _texts(data)


def test_the_present_history_is_set_aside(data: Path, tmp_path: Path) -> None:
    backup.write(data, tmp_path / "b.zip")
    History(data / "history.sqlite").add("", _answer("Câu sau?"))
    backup.restore(data, tmp_path / "b.zip")
    assert _titles(data) == ["Câu 0?", "Câu 1?", "Câu 2?"]
    (aside,) = data.glob("history.before-*.sqlite")
    assert len(History(aside).conversations()) == 4


def test_a_damaged_data_folder_is_restored(data: Path, tmp_path: Path) -> None:
    before = _texts(data)
    backup.write(data, tmp_path / "b.zip")
    for path in (data / "library").rglob("*.*"):
        if path.is_file():
            path.write_bytes(b"\0" * 50)
    (data / "history.sqlite").write_bytes(b"\0" * 5000)
    backup.restore(data, tmp_path / "b.zip")
    assert _texts(data) == before
    assert _titles(data) == ["Câu 0?", "Câu 1?", "Câu 2?"]


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-300])


def _flipped(path: Path) -> None:
    data = bytearray(path.read_bytes())
    for at in range(100, 160):
        data[at] ^= 0xFF
    path.write_bytes(data)


def _changed(change: Callable[[dict[str, bytes]], None]) -> Callable[[Path], None]:
    def way(path: Path) -> None:
        with zipfile.ZipFile(path) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
        change(members)
        with zipfile.ZipFile(path, "w") as archive:
            for name, content in members.items():
                archive.writestr(name, content)

    return way


def _outside(members: dict[str, bytes]) -> None:
    contents = json.loads(members["backup.json"])
    contents["members"]["../../evil.sh"] = "0" * 64
    members |= {"backup.json": json.dumps(contents).encode(), "../../evil.sh": b"evil"}


def _without_an_original(members: dict[str, bytes]) -> None:
    del members[next(name for name in members if name.startswith("library/files/"))]


def _other_text(members: dict[str, bytes]) -> None:
    name = next(name for name in members if name.startswith("library/files/"))
    members[name] = members[name].replace(b"2024", b"2034")


def _later(members: dict[str, bytes]) -> None:
    members["backup.json"] = members["backup.json"].replace(b"hoidap-backup-1", b"hoidap-backup-9")


@pytest.mark.parametrize(
    ("way", "said"),
    [
        pytest.param(_cut, "không có|bị hỏng", id="cut off"),
        pytest.param(_flipped, "bị hỏng", id="flipped bits"),
        pytest.param(_changed(_outside), "bị hỏng", id="a member outside of the folder"),
        pytest.param(_changed(_without_an_original), "bị hỏng", id="an original missing"),
        pytest.param(_changed(_other_text), "bị hỏng", id="another text"),
        pytest.param(_changed(_later), "phiên bản khác", id="of a later version"),
    ],
)
def test_a_bad_backup_changes_nothing(
    data: Path, tmp_path: Path, way: Callable[[Path], None], said: str
) -> None:
    backup.write(data, tmp_path / "b.zip")
    way(tmp_path / "b.zip")
    before = _texts(data)
    with pytest.raises(BackupUnusable, match=said):
        backup.restore(data, tmp_path / "b.zip")
    assert _texts(data) == before
    assert not (tmp_path.parent / "evil.sh").exists()


def test_a_backup_while_others_write_is_consistent(data: Path, tmp_path: Path) -> None:
    stop, history = threading.Event(), History(data / "history.sqlite")

    def ask() -> None:
        while not stop.is_set():
            history.add("", _answer("Trong khi sao lưu?"))

    def add() -> None:
        for number in range(20, 26):
            path = tmp_path / f"qd{number}.txt"
            path.write_text(decision(f"{number}/QĐ-UBND"), encoding="utf-8")
            Library.open(data).add([path])

    others = [threading.Thread(target=ask), threading.Thread(target=add)]
    for one in others:
        one.start()
    made = [backup.write(data, tmp_path / f"b{n}.zip") for n in range(3)]
    stop.set()
    for one in others:
        one.join()
    for number, one in enumerate(made):
        backup.restore(tmp_path / f"new{number}", tmp_path / f"b{number}.zip")
        assert len(Library.open(tmp_path / f"new{number}").documents()) == one.documents + 1
        with sqlite3.connect(tmp_path / f"new{number}" / "history.sqlite") as db:
            assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_damaged_original_is_left_out_and_said(data: Path, tmp_path: Path) -> None:
    next((data / "library" / "files").iterdir()).write_bytes(b"x")
    assert len(backup.write(data, tmp_path / "b.zip").damaged) == 1
