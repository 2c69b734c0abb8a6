"""Corrections by people: checked, shown beside what was read, and kept over every reading."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from corpus.errors import EditRefused
from corpus.library.drafts import looks_like_draft
from corpus.library.library import Library
from tests.factories.documents import decision

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """Return a library with one decision."""
    (tmp_path / "qd.txt").write_text(decision("15/QĐ-UBND"), encoding="utf-8")
    library = Library.open(tmp_path / "data")
    library.add([tmp_path / "qd.txt"])
    return library


@pytest.mark.parametrize(
    ("field", "value", "stated", "read"),
    [
        ("number", "16/QĐ-UBND", "16/QĐ-UBND", "15/QĐ-UBND"),
        ("issued_on", "5/7/2024", "2024-07-05", "2024-06-03"),
        ("issued_on", "2024-07-05", "2024-07-05", "2024-06-03"),
        ("issuer", "UBND tỉnh  Đồng Nai", "UBND tỉnh Đồng Nai", "Ủy ban nhân dân tỉnh Lâm Đồng"),
        ("signer", "Trần Thị B", "Trần Thị B", "Nguyễn Văn A"),
        ("title", "Về việc\nkhác\x1b[31m", "Về việc khác [31m", "Về việc phân công nhiệm vụ"),
        ("type", "Kế hoạch", "Kế hoạch", "Quyết định"),
        ("signer", "", None, "Nguyễn Văn A"),
    ],
    ids=["number", "date as written", "date as ISO", "issuer with two spaces", "signer",
         "title with control characters", "kind", "no signer"],
)  # fmt: skip
def test_a_correction_stands_and_what_was_read_is_shown(library, field, value, stated, read) -> None:
    row = library.edit("15/QĐ-UBND", {field: value})
    document = library.document(row.id)
    for header in (row.header, document.header):
        fact = getattr(header, field)
        assert (fact.value if fact else None) == stated
        assert fact is None or fact.read_from == "corrected"
    (correction,) = library.corrections(row.id)
    assert (correction.field, correction.value, correction.read) == (field, stated or "", read)


def test_the_id_follows_the_corrected_number_and_date(library: Library) -> None:
    row = library.edit("15/QĐ-UBND", {"number": "16/QĐ-UBND", "issued_on": "05/07/2024"})
    assert row.id == "16-QDD-UBND@lam-dong@2024-07-05"
    document = library.document("16/QĐ-UBND")
    assert {p.id.split("#")[0] for p in document.provisions} == {row.id}
    assert {t.provision.split("#")[0] for t in document.tasks} == {row.id}


def test_a_correction_survives_other_readers_and_a_later_program(library: Library, tmp_path: Path) -> None:
    library.edit("15/QĐ-UBND", {"number": "16/QĐ-UBND"})
    for reading in library.folder.glob("readings/*"):  # as if another version of the program had read it
        reading.rename(reading.with_name(reading.name[:64] + "-0123456789abcdef.json"))
    for made in [*library.folder.glob("documents/*"), library.folder / "summaries.db"]:
        made.unlink()
    again = Library.open(tmp_path / "data")
    assert again.document("16/QĐ-UBND").header.number.value == "16/QĐ-UBND"
    again.sync()
    assert again.document("16/QĐ-UBND").header.number.value == "16/QĐ-UBND"
    assert again.corrections(again.document("16/QĐ-UBND").id)[0].read == "15/QĐ-UBND"


def test_a_correction_can_be_taken_back(library: Library) -> None:
    before = library.document("15/QĐ-UBND")
    row = library.edit("15/QĐ-UBND", {"number": "16/QĐ-UBND", "title": "Khác"})
    row = library.edit(row.id, {"number": None, "title": None})
    assert library.document(row.id) == before
    assert library.corrections(row.id) == ()


def test_the_shipped_plan_can_be_corrected(library: Library) -> None:
    row = library.edit("3316/KH-UBND", {"signer": "Trần Văn C"})
    assert library.document(row.id).header.signer.value == "Trần Văn C"


@pytest.mark.parametrize(
    ("changes", "said"),
    [({"issued_on": "31/02/2024"}, "không phải một ngày"), ({"issued_on": "hôm qua"}, "không phải một ngày"),
     ({"colour": "red"}, "Không sửa được"), ({"title": "x" * 501}, "dài quá"), ({"status": "mật"}, "Tình trạng")],
    ids=["a day that is none", "words", "an unknown field", "too long", "an unknown status"],
)  # fmt: skip
def test_a_correction_without_sense_is_refused(library: Library, changes: dict[str, str], said: str) -> None:
    with pytest.raises(EditRefused, match=said):
        library.edit("15/QĐ-UBND", changes)
    assert library.manifest().edits == ()


@pytest.mark.parametrize(
    ("head", "name", "expected"),
    [
        ("DỰ THẢO\n", "a.txt", True),
        ("(Dự thảo lần 2)\n", "a.txt", True),
        ("Dự thảo ngày 12/3/2024\n", "a.txt", True),
        ("", "Du_thao_QD.docx", True),
        ("", "2. Dự thảo Tờ trình.docx", True),
        ("Về việc góp ý dự thảo Luật\n", "a.txt", False),
        ("Dự thảo Nghị quyết kèm theo Tờ trình số 12\n", "a.txt", False),
        ("", "duthaosang.txt", False),
        ("", "a.txt", False),
    ],
)
def test_a_draft_is_told_from_an_issued_document(head: str, name: str, expected: bool) -> None:
    assert looks_like_draft(head + decision(), name) is expected


def test_a_draft_stands_beside_the_issued_version_and_names_it(library: Library, tmp_path: Path) -> None:
    draft = tmp_path / "du thao.txt"
    draft.write_text("DỰ THẢO\n" + decision("15/QĐ-UBND", body=" Câu sẽ bị bỏ."), encoding="utf-8")
    other = Library.open(tmp_path / "other")
    other.add([draft, tmp_path / "qd.txt"])
    first, issued = other.summaries()[1:]
    assert (first.draft, issued.draft) == (True, False)
    assert issued.id == "15-QDD-UBND@lam-dong@2024-06-03"
    assert first.id.startswith(issued.id + "~")
    assert any("bản đã ban hành: Quyết định số 15/QĐ-UBND" in w for w in other.document(first.id).warnings)


def test_a_person_can_say_that_a_draft_was_issued(tmp_path: Path) -> None:
    (tmp_path / "du thao.txt").write_text(decision("15/QĐ-UBND"), encoding="utf-8")
    library = Library.open(tmp_path / "data")
    library.add([tmp_path / "du thao.txt"])
    assert library.summaries()[1].draft
    assert not library.edit("15/QĐ-UBND", {"status": "Ban hành"}).draft


def test_the_command_shows_both_values(tmp_path: Path) -> None:
    def hoidap(*arguments: str) -> subprocess.CompletedProcess[str]:
        env = {**os.environ, "HOIDAP_DATA": str(tmp_path / "data")}
        return subprocess.run(
            [sys.executable, "-m", "assistant.cli", *arguments],
            cwd=ROOT, env=env, capture_output=True, text=True, check=False,
        )  # fmt: skip

    shown = hoidap("edit", "3316", "--number", "3317/KH-UBND", "--date", "14/5/2022", "--signer", "")
    assert shown.returncode == 0, shown.stderr
    assert "Số hiệu: 3317/KH-UBND (sửa ngày" in shown.stdout
    assert "máy đọc là “3316/KH-UBND”" in shown.stdout
    (row,) = [json.loads(line) for line in hoidap("documents", "3317/KH-UBND", "--json").stdout.splitlines()]
    assert (row["number"], row["issued_on"]) == ("3317/KH-UBND", "2022-05-14")
    assert {c["field"]: c["read"] for c in row["corrections"]}["number"] == "3316/KH-UBND"
    assert "3316/KH-UBND" in hoidap("edit", "3317/KH-UBND", "--undo", "number", "--undo", "issued_on").stdout
    refused = hoidap("edit", "3316/KH-UBND", "--date", "mai")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "không phải một ngày" in refused.stderr
