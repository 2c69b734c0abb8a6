"""Mails: who, to whom, when, about what; the text with its tables; attachments by name, whatever the encoding."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

import pytest

from corpus.errors import CorpusError
from corpus.header import display_name, read_header
from corpus.readers import Kind, kind_of, read_bytes
from corpus.readers.mail import unpack
from tests.factories.office import outlook

HEAD = b"From: =?utf-8?q?S=E1=BB=9F_N=E1=BB=99i_v=E1=BB=A5?= <snv@tinh.vn>\nTo: vp@tinh.vn\nDate: Wed, 05 Nov 2025 14:30:00 +0700\n"
TABLE = "<html><body><p>Kính gửi anh chị</p><table><tr><th>STT</th><th>Việc</th></tr><tr><td>1</td><td>Họp</td></tr></table></body></html>"


def mail(html: str = "", subject: str = "Về Kế hoạch số 12/KH-UBND") -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = (
        "Sở Nội vụ <snv@tinh.vn>",
        "Văn phòng UBND <vp@tinh.vn>, Sở Y tế <syt@tinh.vn>",
        subject,
    )
    made["Date"] = "Wed, 05 Nov 2025 14:30:00 +0700"
    made.set_content("Kính gửi anh chị\nSố: 15/KH-UBND\n")
    if html:
        made.add_alternative(html, subtype="html")
    return made  # fmt: skip


def with_files(*names: str) -> EmailMessage:
    made = mail()
    for i, name in enumerate(names):
        made.add_attachment(
            f"tệp {i}".encode(), maintype="application", subtype="octet-stream", filename=name
        )
    return made


def unpacked(data: bytes, folder: Path) -> dict[str, bytes]:
    path = folder / "mail"
    path.write_bytes(data)
    names = unpack(str(path), "thu.eml", str(folder))["names"]
    return {name: (folder / str(i)).read_bytes() for i, name in enumerate(names)}


FIRST = "Từ: Sở Nội vụ <snv@tinh.vn>\nĐến: Văn phòng UBND <vp@tinh.vn>, Sở Y tế <syt@tinh.vn>\nNgày gửi: 05/11/2025 14:30\nChủ đề: Về Kế hoạch số 12/KH-UBND\n"

TEXTS = [
    pytest.param(mail().as_bytes(), f"{FIRST}Kính gửi anh chị\nSố: 15/KH-UBND\n", id="plain text"),
    pytest.param(mail(TABLE).as_bytes(), f"{FIRST}Kính gửi anh chị\nSTT\tViệc\n1\tHọp\n", id="the page where there are both"),
    pytest.param(with_files("Kế hoạch.docx", "biểu.xlsx").as_bytes(), f"{FIRST}Kính gửi anh chị\nSố: 15/KH-UBND\nTệp đính kèm: Kế hoạch.docx; biểu.xlsx\n", id="attachments named"),
    pytest.param(HEAD + b"Subject: =?utf-8?b?S+G6vyBo4bo=?=\n =?utf-8?b?oWNo?= 12\n\nx\n", "Từ: Sở Nội vụ <snv@tinh.vn>\nĐến: vp@tinh.vn\nNgày gửi: 05/11/2025 14:30\nChủ đề: Kế hạch 12\nx\n", id="a letter cut between encoded words"),
    pytest.param(HEAD + b"\nchao\n", "Từ: Sở Nội vụ <snv@tinh.vn>\nĐến: vp@tinh.vn\nNgày gửi: 05/11/2025 14:30\nchao\n", id="no MIME"),
    pytest.param(HEAD + "Subject: Giấy mời họp\n\nchào\n".encode(), "Từ: Sở Nội vụ <snv@tinh.vn>\nĐến: vp@tinh.vn\nNgày gửi: 05/11/2025 14:30\nChủ đề: Giấy mời họp\nchào\n", id="bare UTF-8 in the head"),
    pytest.param(HEAD + "Content-Type: text/plain; charset=windows-1258\n\nKế hoạch\n".encode(), "Từ: Sở Nội vụ <snv@tinh.vn>\nĐến: vp@tinh.vn\nNgày gửi: 05/11/2025 14:30\nKế hoạch\n", id="a charset that lies"),
    pytest.param(HEAD + b"Content-Type: text/plain; charset=utf-8; format=flowed\n\ndong mot \ndong hai\nhet\n", "Từ: Sở Nội vụ <snv@tinh.vn>\nĐến: vp@tinh.vn\nNgày gửi: 05/11/2025 14:30\ndong mot dong hai\nhet\n", id="flowed lines"),
    pytest.param(HEAD.replace(b"Wed, 05 Nov 2025 14:30:00 +0700", b"Wed, 05 Nov 2025 18:30:00 -0000") + b"\nx\n", "Từ: Sở Nội vụ <snv@tinh.vn>\nĐến: vp@tinh.vn\nNgày gửi: 05/11/2025 18:30\nx\n", id="a time without a zone stays"),
    pytest.param(HEAD.replace(b"Wed, 05 Nov 2025 14:30:00 +0700", b"hom qua") + b"\nx\n", "Từ: Sở Nội vụ <snv@tinh.vn>\nĐến: vp@tinh.vn\nNgày gửi: hom qua\nx\n", id="a date that is none"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "text"), TEXTS)
def test_text(data: bytes, text: str) -> None:
    assert read_bytes(data, "thu.bin").text == text


MSG = {
    "0037001F": "Về việc góp ý",
    "0C1A001F": "Nguyễn Văn An",
    "5D01001F": "an@tinh.vn",
    "0E04001F": "Sở Y tế; Sở Nội vụ\0",
    "1000001F": "Kính gửi anh chị\r\nHạn 30/6/2026\r\n",
}


def test_a_mail_of_outlook(tmp_path: Path) -> None:
    data = outlook(
        MSG,
        {"3707001F": "Kế hoạch.docx", "37010102": b"PK" * 3000},
        {"3701000D/0037001F": "Thư trước", "3701000D/1000001F": "nội dung cũ"},
        {"3707001F": "logo.png", "370E001F": "image/png", "3712001F": "logo@1", "37010102": b"x"},
        sent=134_068_014_000_000_000,  # 2025-11-05 07:30 UTC
    )
    assert kind_of(data, "thu.doc") is Kind.MSG
    source = read_bytes(data, "thu.msg")
    assert source.text == (
        "Từ: Nguyễn Văn An <an@tinh.vn>\nĐến: Sở Y tế; Sở Nội vụ\nNgày gửi: 05/11/2025 14:30\nChủ đề: Về việc góp ý\n"
        "Kính gửi anh chị\nHạn 30/6/2026\nTệp đính kèm: Kế hoạch.docx; Thư trước.eml\n"
    )
    assert source.warnings == ("Thư có 1 hình trong lời thư; chữ trong hình không được đọc.",)
    files = unpacked(data, tmp_path)
    assert files["Kế hoạch.docx"] == b"PK" * 3000
    assert read_bytes(files["Thư trước.eml"], "x").text == "Chủ đề: Thư trước\nnội dung cũ\n"


def test_an_old_mail_of_outlook_in_a_code_page() -> None:
    data = outlook({"0037001E": "Kế hoạch".encode(), "1000001E": "Nội dung".encode()})
    assert read_bytes(data, "a").text == "Chủ đề: Kế hoạch\nNội dung\n"


NAMES = [
    pytest.param(["a.docx", "a.docx"], ["a.docx", "a (2).docx"], id="twice the same name"),
    pytest.param(["../../etc/passwd"], ["passwd"], id="a path"),
    pytest.param(
        ["C:\\tmp\\kế hoạch!.pdf"], ["kế hoạch.pdf"], id="a path of Windows, and the sign of members"
    ),
    pytest.param(["???"], ["dinh-kem-1"], id="no letters"),
]


@pytest.mark.parametrize(("given", "names"), NAMES)
def test_names_of_attachments(tmp_path: Path, given: list[str], names: list[str]) -> None:
    assert list(unpacked(with_files(*given).as_bytes(), tmp_path)) == names


def test_a_forwarded_mail_is_an_attachment(tmp_path: Path) -> None:
    outer = mail(subject="Chuyển tiếp")
    outer.add_attachment(with_files("trong.txt"))
    files = unpacked(outer.as_bytes(), tmp_path)
    (name,) = files
    assert name == "Về Kế hoạch số 12-KH-UBND.eml"
    assert "Tệp đính kèm: trong.txt" in read_bytes(files[name], name).text


def test_attachments_are_bounded(tmp_path: Path) -> None:
    data = with_files(*(f"{i}.txt" for i in range(230))).as_bytes()
    assert len(unpacked(data, tmp_path)) == 200
    assert read_bytes(data, "a").warnings == (
        "Có 30 tệp đính kèm không lấy ra được: hãy mở thư, lưu các tệp đó rồi nạp riêng.",
    )


def test_the_header_is_that_of_the_mail() -> None:
    source = read_bytes(mail().as_bytes(), "thu.eml")
    header = read_header(source, "12-KH-UBND.eml")
    assert header.number is None  # neither the one in the subject nor the one in the text is the mail's own
    assert header.type is not None
    assert header.title is not None
    assert header.issued_on is not None
    assert (header.type.value, header.title.value) == ("Thư điện tử", "Về Kế hoạch số 12/KH-UBND")
    assert (header.issued_on.value, source.text[header.issued_on.start : header.issued_on.end]) == (
        "2025-11-05",
        "05/11/2025",
    )
    assert [f.value for f in header.addressees] == ["Văn phòng UBND", "Sở Y tế"]
    assert all(source.text[f.start : f.end] == f.value for f in header.addressees)
    assert display_name(header, "thu.eml") == "Thư điện tử về Kế hoạch số 12/KH-UBND"  # fmt: skip


NOT_MAILS = [
    pytest.param(b"From: <Saved by Blink>\r\nSnapshot-Content-Location: http://a\r\nSubject: x\r\nDate: y\r\nMIME-Version: 1.0\r\n\r\n", Kind.MHTML, id="page saved by Chrome"),
    pytest.param(b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=a\r\n\r\n", Kind.MHTML, id="page saved by Word"),
    pytest.param(b"From: x\r\nDate: y\r\nSubject: z\r\n\r\n", Kind.EML, id="mail"),
    pytest.param(b"Received: from a\r\n\tby b\r\nReceived: c\r\nSubject: z\r\n\r\n", Kind.EML, id="mail with stations"),
    pytest.param("Số: 12\nNgày: 5\nTo: x\n".encode(), Kind.TEXT, id="a text of fields"),
    pytest.param(b"Date: 5\n\nFrom: a\n", Kind.TEXT, id="one field"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "kind"), NOT_MAILS)
def test_a_mail_is_told_from_a_saved_page(data: bytes, kind: Kind) -> None:
    assert kind_of(data, "a.mht") is kind


def test_a_damaged_mail_of_outlook_is_one_sentence() -> None:
    data = outlook(MSG)
    with pytest.raises(CorpusError, match=r"“a\.msg”"):
        read_bytes(data[: len(data) // 3], "a.msg")
