"""Mails in the library: the mail is a document, what hangs on it are documents of their own."""

from __future__ import annotations

import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest

from corpus.library.library import Library
from corpus.library.report import Action
from tests.factories.office import docx, paragraph, zipped


def mail(subject: str, *files: tuple[str, bytes], inner: EmailMessage | None = None) -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "a@b.vn", "c@d.vn", subject
    made["Date"] = "Wed, 05 Nov 2025 14:30:00 +0700"
    made.set_content(f"Lời thư {subject}")
    for name, data in files:
        made.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    if inner is not None:
        made.add_attachment(inner)
    return made


def plan(word: str) -> bytes:
    return docx(paragraph(f"Kế hoạch {word}"))


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library.open(tmp_path / "data")


def added(library: Library, folder: Path) -> dict[str, Action]:
    return {f.source.removeprefix(f"{folder}/"): f.action for f in library.add([folder]).files}


def test_what_hangs_on_a_mail_is_held_under_its_own_name(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "thu"
    folder.mkdir()
    inside = mail("Thư trong", ("trong.docx", plan("hai")))
    outer = mail(
        "Thư ngoài",
        ("ke-hoach.docx", plan("một")),
        ("ho-so.zip", zipped({"ba.docx": plan("ba")})),
        ("hong.pdf", b"%PDF-1.4 hong"),
        inner=inside,
    )
    (folder / "thu.eml").write_bytes(outer.as_bytes())
    assert added(library, folder) == {
        "thu.eml": Action.ADDED, "thu.eml!ke-hoach.docx": Action.ADDED, "thu.eml!ho-so.zip!ba.docx": Action.ADDED,
        "thu.eml!Thư trong.eml": Action.ADDED, "thu.eml!Thư trong.eml!trong.docx": Action.ADDED, "thu.eml!hong.pdf": Action.FAILED,
    }  # fmt: skip
    held = {d.source for d in library.documents()}
    assert {"thu.eml", "ke-hoach.docx", "ba.docx", "Thư trong.eml", "trong.docx"} <= held
    again = {f.action for f in library.sync().files if f.action is not Action.FAILED}
    assert again == {Action.UNCHANGED}


def test_mails_in_an_archive(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "thu"
    folder.mkdir()
    with zipfile.ZipFile(folder / "hop-thu.zip", "w") as archive:
        archive.writestr("1.eml", mail("Một", ("a.docx", plan("một"))).as_bytes())
    assert added(library, folder) == {
        "hop-thu.zip!1.eml": Action.ADDED,
        "hop-thu.zip!1.eml!a.docx": Action.ADDED,
    }


def test_the_depth_is_bounded(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "thu"
    folder.mkdir()
    chain = mail("0", ("day.docx", plan("đáy")))
    for number in range(1, 6):
        chain = mail(str(number), inner=chain)
    (folder / "5.eml").write_bytes(chain.as_bytes())
    assert sorted(added(library, folder)) == [
        "5.eml",
        "5.eml!4.eml",
        "5.eml!4.eml!3.eml",
        "5.eml!4.eml!3.eml!2.eml",
    ]
