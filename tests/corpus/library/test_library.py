"""The library: what happens to files that are added, changed, moved, deleted, repeated or broken."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from corpus.errors import (
    CorpusError,
    DocumentNotFound,
    LibraryBusy,
    LibraryDamaged,
    LibraryUnwritable,
    UnreadableFile,
)
from corpus.library import intake as library_intake
from corpus.library import manifest as library_manifest
from corpus.library import read as library_read
from corpus.library.library import Library
from corpus.library.report import Action, Report
from corpus.model import SourceText
from tests.factories.documents import decision

PLAN = "3316-KH-UBND@lam-dong@2022-05-13"
SHIPPED = Path(library_intake.__file__).parents[1] / "documents" / "3316-KH-UBND.txt"


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """Return a folder with three decisions."""
    folder = tmp_path / "office"
    folder.mkdir()
    for number in (1, 2, 3):
        (folder / f"qd{number}.txt").write_text(decision(f"{number}/QĐ-UBND"), encoding="utf-8")
    return folder


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library.open(tmp_path / "data")


def actions(report: Report) -> dict[str, str]:
    return {Path(f.source).name: f.action.name for f in report.files}


def numbers(library: Library) -> list[str]:
    return [d.header.number.value if d.header.number else "" for d in library.documents()]


def test_a_new_library_holds_the_plan_and_writes_no_manifest(tmp_path: Path) -> None:
    library = Library.open(tmp_path / "data")
    assert [d.id for d in library.documents()] == [PLAN]
    assert library.sync() == Report()
    assert not (tmp_path / "data" / "library" / "manifest.json").exists()


def test_a_folder_is_added_in_the_order_of_its_names(library: Library, office: Path) -> None:
    report = library.add([office])
    assert actions(report) == {"qd1.txt": "ADDED", "qd2.txt": "ADDED", "qd3.txt": "ADDED"}
    assert numbers(library) == ["3316/KH-UBND", "1/QĐ-UBND", "2/QĐ-UBND", "3/QĐ-UBND"]
    assert {f.read_by for f in report.files} == {"text"}


@pytest.mark.parametrize(
    ("change", "expected", "numbers_after"),
    [
        pytest.param(lambda f: None, {"qd1.txt": "UNCHANGED", "qd2.txt": "UNCHANGED", "qd3.txt": "UNCHANGED"},
                     ["1/QĐ-UBND", "2/QĐ-UBND", "3/QĐ-UBND"], id="nothing happened"),
        pytest.param(lambda f: (f / "qd4.txt").write_text(decision("4/QĐ-UBND")),
                     {"qd1.txt": "UNCHANGED", "qd2.txt": "UNCHANGED", "qd3.txt": "UNCHANGED", "qd4.txt": "ADDED"},
                     ["1/QĐ-UBND", "2/QĐ-UBND", "3/QĐ-UBND", "4/QĐ-UBND"], id="a new file"),
        pytest.param(lambda f: (f / "qd2.txt").write_text(decision("22/QĐ-UBND")),
                     {"qd1.txt": "UNCHANGED", "qd2.txt": "CHANGED", "qd3.txt": "UNCHANGED"},
                     ["1/QĐ-UBND", "22/QĐ-UBND", "3/QĐ-UBND"], id="a changed file keeps its place"),
        pytest.param(lambda f: (f / "qd2.txt").rename(f / "moved.txt"),
                     {"qd1.txt": "UNCHANGED", "qd3.txt": "UNCHANGED", "moved.txt": "MOVED"},
                     ["1/QĐ-UBND", "2/QĐ-UBND", "3/QĐ-UBND"], id="a renamed file"),
        pytest.param(lambda f: (f / "qd2.txt").unlink(),
                     {"qd1.txt": "UNCHANGED", "qd3.txt": "UNCHANGED", "qd2.txt": "REMOVED"},
                     ["1/QĐ-UBND", "3/QĐ-UBND"], id="a deleted file"),
        pytest.param(lambda f: (f / "copy.txt").write_bytes((f / "qd2.txt").read_bytes()),
                     {"copy.txt": "DUPLICATE", "qd1.txt": "UNCHANGED", "qd2.txt": "UNCHANGED", "qd3.txt": "UNCHANGED"},
                     ["1/QĐ-UBND", "2/QĐ-UBND", "3/QĐ-UBND"], id="a copy of a file"),
        pytest.param(lambda f: (f / "~$qd2.docx").write_bytes(b"owner"),
                     {"qd1.txt": "UNCHANGED", "qd2.txt": "UNCHANGED", "qd3.txt": "UNCHANGED"},
                     ["1/QĐ-UBND", "2/QĐ-UBND", "3/QĐ-UBND"], id="Word's owner file is litter"),
    ],
)  # fmt: skip
def test_sync_follows_a_watched_folder(library, office, change, expected, numbers_after) -> None:
    library.add([office])
    change(office)
    assert actions(library.sync()) == expected
    assert numbers(library)[1:] == numbers_after


def test_a_copy_survives_when_the_first_file_is_deleted(library: Library, office: Path) -> None:
    library.add([office])
    (office / "copy.txt").write_bytes((office / "qd2.txt").read_bytes())
    library.sync()
    (office / "qd2.txt").unlink()
    library.sync()
    assert "2/QĐ-UBND" in numbers(library)


def test_a_watched_folder_that_is_gone_loses_no_document(library: Library, office: Path) -> None:
    library.add([office])
    office.rename(office.with_name("elsewhere"))
    report = library.sync()
    assert [f.action for f in report.files] == [Action.FAILED]
    assert "Không tìm thấy" in (report.files[0].message or "")
    assert numbers(library)[1:] == ["1/QĐ-UBND", "2/QĐ-UBND", "3/QĐ-UBND"]


def test_a_bad_file_is_reported_and_stops_no_other(library: Library, office: Path) -> None:
    (office / "bad.pdf").write_bytes(b"\x89\x01\x02 not a document \x00\x00" * 50)
    (office / "empty.txt").write_bytes(b"")
    report = library.add([office])
    failed = {Path(f.source).name: f.message for f in report.of(Action.FAILED)}
    assert set(failed) == {"bad.pdf", "empty.txt"}
    assert all(message and message.endswith(".") for message in failed.values())
    assert numbers(library)[1:] == ["1/QĐ-UBND", "2/QĐ-UBND", "3/QĐ-UBND"]


def test_a_name_that_is_not_utf8_is_read_and_remembered(library: Library, office: Path) -> None:
    (office / os.fsdecode(b"quy\xeat dinh.txt")).write_text(decision("5/QĐ-UBND"), encoding="utf-8")
    library.add([office])
    assert library.document("5/QĐ-UBND").source == r"quy\xeat dinh.txt"
    assert set(actions(library.sync()).values()) == {"UNCHANGED"}


def test_a_file_that_failed_is_read_again_only_when_it_changed(library, office, monkeypatch) -> None:
    bad = office / "bad.txt"
    bad.write_bytes(b"")
    library.add([office])
    read: list[str] = []
    one = library_read._read_one
    monkeypatch.setattr(library_read, "_read_one", lambda f, *a: (read.append(f.name), one(f, *a))[1])
    assert actions(library.sync())["bad.txt"] == "FAILED"
    assert read == []
    bad.write_text(decision("9/QĐ-UBND"))
    assert actions(library.sync())["bad.txt"] == "ADDED"
    assert read == ["bad.txt"]
    assert library.manifest().failures == ()


def test_a_changed_file_that_cannot_be_read_keeps_its_former_text(library: Library, office: Path) -> None:
    library.add([office])
    (office / "qd2.txt").write_bytes(b"")
    report = library.sync()
    assert "Vẫn giữ bản đã đọc trước đó" in (report.of(Action.FAILED)[0].message or "")
    assert "2/QĐ-UBND" in numbers(library)


def test_a_mistake_in_a_reader_is_one_failed_file(library, office, monkeypatch) -> None:
    one = library_read.read_one

    def broken(path: Path, name: str, limits: library_read.ReadLimits) -> SourceText:
        if name == "qd2.txt":
            raise ZeroDivisionError
        return one(path, name, limits)

    monkeypatch.setattr(library_read, "read_one", broken)
    assert actions(library.add([office])) == {"qd1.txt": "ADDED", "qd2.txt": "FAILED", "qd3.txt": "ADDED"}


def test_a_document_that_cannot_be_built_hides_no_other_and_is_not_tried_again(
    library, office, monkeypatch
) -> None:
    library.add([office])
    limited, tried = library_read.run_limited, list[str]()

    def broken(task: str, arguments: dict[str, str], words: object, **limits: object) -> object:
        if task == "corpus.library.build:build":
            tried.append(arguments["name"])
            if arguments["name"] == "qd2.txt":
                raise UnreadableFile("quá 1 giây")
        return limited(task, arguments, words, **limits)

    monkeypatch.setattr(library_read, "run_limited", broken)
    for path in [*library.folder.glob("documents/*"), *library.folder.glob("summaries.db")]:
        path.unlink()
    for _ in range(2):
        again = Library.open(library.folder.parent)
        assert numbers(again) == ["3316/KH-UBND", "1/QĐ-UBND", "3/QĐ-UBND"]
    assert sorted(tried) == ["qd1.txt", "qd2.txt", "qd3.txt"]
    assert actions(again.sync())["qd2.txt"] == "FAILED"


def test_a_building_that_takes_too_long_is_stopped_and_said(library: Library, office: Path) -> None:
    library.add([office])
    entry = library.manifest().entries[0]
    with pytest.raises(UnreadableFile, match="phân tích quá 0 giây"):
        library_read.build_one(
            library.folder, entry.sha256, entry.name, library_read.ReadLimits(seconds=0.001)
        )


def test_the_same_text_in_another_file_is_a_duplicate_and_said(library: Library, office: Path) -> None:
    text = (office / "qd1.txt").read_text(encoding="utf-8")
    (office / "qd1-again.md").write_text(text.replace("\n\n", "\n\n\n"), encoding="utf-8")
    report = library.add([office])
    said = {Path(f.source).name: f for f in report.files}
    first, again = sorted((said["qd1.txt"], said["qd1-again.md"]), key=lambda f: f.action is Action.DUPLICATE)
    assert first.action is Action.ADDED
    assert again.action is Action.DUPLICATE
    assert again.document_id == first.document_id
    assert "Trùng số hiệu và lời văn" in (again.message or "")
    assert numbers(library).count("1/QĐ-UBND") == 1


def test_the_same_key_with_another_text_is_kept_under_an_id_of_its_own(
    library: Library, office: Path
) -> None:
    (office / "qd1b.txt").write_text(decision("1/QĐ-UBND", body=" Thêm một câu khác."), encoding="utf-8")
    report = library.add([office])
    same = [d for d in library.documents() if d.header.number and d.header.number.value == "1/QĐ-UBND"]
    assert len({d.id for d in same}) == 2
    assert any("giữ cả hai" in (f.message or "") for f in report.files)
    for document in same:
        assert {p.id.split("#")[0] for p in document.provisions} == {document.id}
        assert {t.provision.split("#")[0] for t in document.tasks} <= {document.id}


def test_the_shipped_plan_added_again_is_a_duplicate(library: Library, tmp_path: Path) -> None:
    copy = tmp_path / "plan.txt"
    copy.write_bytes(SHIPPED.read_bytes())
    assert actions(library.add([copy])) == {"plan.txt": "DUPLICATE"}
    assert [d.id for d in library.documents()] == [PLAN]


def test_a_complete_plan_takes_the_place_of_the_shipped_extract(library: Library, tmp_path: Path) -> None:
    whole = SHIPPED.read_text(encoding="utf-8").replace(
        "[...]", "\n\n2. Công tác quy hoạch: Sở Xây dựng chủ trì.\n"
    )
    (tmp_path / "whole.txt").write_text(whole, encoding="utf-8")
    library.add([tmp_path / "whole.txt"])
    (held,) = library.documents()
    assert (held.id, held.source, held.complete) == (PLAN, "whole.txt", True)


def test_the_members_of_an_archive_become_documents(library: Library, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "office.zip", "w") as archive:
        archive.writestr("a/qd1.txt", decision("1/QĐ-UBND"))
        archive.writestr("b/qd2.txt", decision("2/QĐ-UBND"))
    report = library.add([tmp_path / "office.zip"])
    assert [f.source.rsplit("!", 1)[1] for f in report.files] == ["a/qd1.txt", "b/qd2.txt"]
    assert numbers(library)[1:] == ["1/QĐ-UBND", "2/QĐ-UBND"]


def test_a_member_that_left_its_archive_is_removed(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "zips"
    folder.mkdir()
    for members in (("1", "2"), ("2",)):
        with zipfile.ZipFile(folder / "office.zip", "w") as archive:
            for number in members:
                archive.writestr(f"qd{number}.txt", decision(f"{number}/QĐ-UBND"))
        library.add([folder])
    assert numbers(library)[1:] == ["2/QĐ-UBND"]


@pytest.mark.parametrize(
    "name",
    ["2/QĐ-UBND", "qd2.txt", "2", "2/qđ-ubnd", "2/QD-UBND", "Số 2/QĐ-UBND"],
    ids=lambda n: n.replace("/", " "),
)
def test_a_document_is_removed_by_any_of_its_names(library: Library, office: Path, name: str) -> None:
    for file in office.iterdir():
        library.add([file])
    library.remove([name])
    assert "2/QĐ-UBND" not in numbers(library)
    assert len(library.documents()) == 3


def test_a_removed_file_of_a_watched_folder_stays_away_until_it_is_named(
    library: Library, office: Path
) -> None:
    library.add([office])
    report = library.remove(["2/QĐ-UBND"])
    assert "bỏ qua khi đồng bộ" in (report.files[0].message or "")
    library.sync()
    assert "2/QĐ-UBND" not in numbers(library)
    library.add([office / "qd2.txt"])
    assert "2/QĐ-UBND" in numbers(library)


def test_a_watched_folder_is_removed_with_its_documents(library: Library, office: Path) -> None:
    library.add([office])
    report = library.remove([str(office)])
    assert len(report.of(Action.REMOVED)) == 3
    assert [d.id for d in library.documents()] == [PLAN]
    assert library.manifest().folders == ()


@pytest.mark.parametrize(
    ("name", "said"),
    [("9/QĐ-UBND", "Không có văn bản"), ("QĐ-UBND", "3 văn bản"), (PLAN, "không gỡ được")],
    ids=["unknown", "ambiguous", "shipped"],
)
def test_a_removal_that_fits_no_document_removes_nothing(library, office, name, said) -> None:
    library.add([office])
    with pytest.raises(DocumentNotFound, match=said):
        library.remove(["1/QĐ-UBND", name])
    assert len(library.documents()) == 4


def test_the_original_can_be_opened_after_its_file_is_gone(library: Library, office: Path) -> None:
    content = (office / "qd1.txt").read_bytes()
    library.add([office / "qd1.txt"])
    (office / "qd1.txt").unlink()
    library.sync()
    document = library.document("1/QĐ-UBND")
    assert library.original(document.id).read_bytes() == content
    assert library.original(PLAN).read_bytes() == SHIPPED.read_bytes()


def test_an_open_library_sees_what_another_one_added(library: Library, office: Path, tmp_path: Path) -> None:
    assert len(library.documents()) == 1
    Library.open(tmp_path / "data").add([office])
    assert len(library.documents()) == 4


def test_documents_are_equal_whether_read_now_or_from_the_store(library, office, tmp_path) -> None:
    library.add([office])
    assert Library.open(tmp_path / "data").documents() == library.documents()


def test_progress_is_told_after_each_file(library: Library, office: Path) -> None:
    told: list[tuple[int, int]] = []
    library.add([office], lambda p: told.append((p.done, p.total)))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_a_second_writer_is_told_so_at_once(library: Library, office: Path) -> None:
    began = time.monotonic()
    with library_manifest.exclusive(library.folder), pytest.raises(LibraryBusy, match="tiến trình khác"):
        library.add([office])
    assert time.monotonic() - began < 5


def test_a_file_in_the_place_of_the_data_folder_is_one_clear_sentence(tmp_path: Path, office: Path) -> None:
    (tmp_path / "file").write_text("")
    library = Library.open(tmp_path / "file" / "data")
    assert len(library.documents()) == 1
    with pytest.raises(LibraryUnwritable, match="Không ghi được"):
        library.add([office])


@pytest.mark.parametrize(
    ("number", "said"), [(errno.ENOSPC, "đĩa đã đầy"), (errno.EACCES, "không có quyền"), (errno.EROFS, "chỉ cho đọc")],
    ids=["disk full", "no permission", "read-only disk"],
)  # fmt: skip
def test_a_library_that_cannot_be_written_is_as_it_was(library, office, monkeypatch, number, said) -> None:
    library.add([office / "qd1.txt"])
    before = library.manifest()

    def full(descriptor: int) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(CorpusError, match=said):
            library.add([office])
    assert library.manifest() == before
    assert numbers(library)[1:] == ["1/QĐ-UBND"]
    assert list(library.folder.rglob("*.tmp")) == []


def test_a_damaged_manifest_is_said_and_not_overwritten(
    library: Library, office: Path, tmp_path: Path
) -> None:
    library.add([office])
    manifest = library.folder / "manifest.json"
    manifest.write_text('{"format": 1, "entries": [')
    (library.folder / "manifest.backup.json").write_text("[]")
    with pytest.raises(LibraryDamaged, match="bị hỏng"):
        Library.open(tmp_path / "data")
    with pytest.raises(LibraryDamaged):
        library.add([office])
    assert manifest.read_text() == '{"format": 1, "entries": ['


def test_a_damaged_store_is_read_again_on_sync(library: Library, office: Path, tmp_path: Path) -> None:
    library.add([office])
    for path in [*library.folder.glob("readings/*"), *library.folder.glob("documents/*")]:
        path.write_text("{")
    again = Library.open(tmp_path / "data")
    again.sync()
    assert numbers(again) == ["3316/KH-UBND", "1/QĐ-UBND", "2/QĐ-UBND", "3/QĐ-UBND"]


_ADDER = """
import sys
from pathlib import Path
from corpus.library.library import Library
Library.open(Path(sys.argv[1])).add([sys.argv[2]])
"""


@pytest.mark.slow
def test_a_kill_at_any_moment_leaves_a_library_that_completes(tmp_path: Path, office: Path) -> None:
    root = Path(__file__).resolve().parents[3]
    for attempt in range(6):
        process = subprocess.Popen([sys.executable, "-c", _ADDER, tmp_path / "data", office], cwd=root)
        time.sleep(0.15 * (attempt + 1))
        process.send_signal(signal.SIGKILL)
        process.wait()
        manifest = tmp_path / "data" / "library" / "manifest.json"
        assert not manifest.exists() or json.loads(manifest.read_text())["format"] == library_manifest.FORMAT
    library = Library.open(tmp_path / "data")
    library.add([office])
    assert numbers(library)[1:] == ["1/QĐ-UBND", "2/QĐ-UBND", "3/QĐ-UBND"]
