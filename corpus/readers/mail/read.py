"""A mail as a document: who, to whom, when, about what, then its text and the names of what hangs on it."""

from __future__ import annotations

from corpus.model import SourceText
from corpus.readers.mail import eml, msg
from corpus.readers.mail.model import Mail
from corpus.readers.plain import Block, Kind, compose, kind_of, plain_text
from corpus.readers.web import element_blocks, hide_by_style, parse

_PICTURES = "Thư có {count} hình trong lời thư; chữ trong hình không được đọc."
_LEFT_OUT = "Có {count} tệp đính kèm không lấy ra được: hãy mở thư, lưu các tệp đó rồi nạp riêng."


def parsed(data: bytes, name: str) -> Mail:
    """Return a mail in either format.

    Raises:
        UnreadableFile: the file is damaged.
    """
    return msg.parse(data, name) if kind_of(data, name) is Kind.MSG else eml.parse(data)


def read(data: bytes, name: str) -> SourceText:
    """Read a mail without what hangs on it.

    Raises:
        UnreadableFile: the file is damaged.
    """
    mail = parsed(data, name)
    said = [_PICTURES.format(count=mail.pictures)] if mail.pictures else []
    said += [_LEFT_OUT.format(count=mail.left_out)] if mail.left_out else []
    return compose([*_head(mail), *_body(mail), *_foot(mail)], media_type=mail.media_type, warnings=said)


def _head(mail: Mail) -> list[Block]:
    lines = {
        "Từ": mail.sender,
        "Đến": mail.to,
        "Đồng gửi": mail.copies,
        "Ngày gửi": mail.date,
        "Chủ đề": mail.subject,
    }
    return [f"{label}: {' '.join(value.split())}" for label, value in lines.items() if value]


def _body(mail: Mail) -> list[Block]:
    """Return the text, out of the page where there is one: there tables are tables."""
    if mail.html:
        root = parse(mail.html)
        hide_by_style(root)
        blocks = list(element_blocks(root))
        if plain_text(blocks).strip():
            return blocks
    return [line for text in mail.plain.splitlines() if (line := text.strip())]


def _foot(mail: Mail) -> list[Block]:
    names = "; ".join(file.name for file in mail.attachments)
    return [f"Tệp đính kèm: {names}"] if names else []
