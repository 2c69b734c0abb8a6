"""The values that both formats of mails are read into."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field

MAX_ATTACHMENTS = 200  # of one mail; servers of offices let through 25 MB, which is some dozens
HERE = dt.timezone(dt.timedelta(hours=7))  # Vietnam's time, where a mail's own day is told without a zone


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that hangs on a mail."""

    name: str
    data: bytes


@dataclass(slots=True)
class Mail:
    """A mail: who, to whom, when, about what; its text as a page of HTML or as plain lines; what hangs on it."""

    media_type: str
    sender: str = ""
    to: str = ""
    copies: str = ""
    date: str = ""  # as shown: "05/11/2025 14:30"
    subject: str = ""
    html: str = ""
    plain: str = ""
    attachments: list[Attachment] = field(default_factory=list)
    pictures: int = 0  # inside the text: logos, screenshots
    left_out: int = 0  # attachments beyond the bound, or of a form that is no file


def shown(moment: dt.datetime) -> str:
    """Return a moment as a Vietnamese mail program shows it."""
    return f"{moment:%d/%m/%Y %H:%M}"


def file_name(name: str, number: int) -> str:
    """Return a name that points nowhere else: the last part of a path, without controls.

    Args:
        name: as the mail gives it.
        number: place among the attachments from 1, for one without a name.
    """
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    clean = "".join(c for c in last if c.isprintable() and c not in ':!*?"<>|').strip(" .")
    return clean[-120:] or f"dinh-kem-{number}"  # file systems take 255 bytes; a letter has up to three


def titled(subject: str) -> str:
    """Return the file name of a forwarded mail."""
    name = re.sub(r"[/\\]", "-", subject.strip()) or "thu"
    return name if name.lower().endswith(".eml") else f"{name}.eml"
