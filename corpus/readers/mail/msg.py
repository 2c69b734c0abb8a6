"""Outlook's MSG by olefile: the properties of [MS-OXMSG] that a reader of mails needs."""

from __future__ import annotations

import datetime as dt
import email
import email.utils
import io
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from email.header import Header
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import olefile

from corpus.errors import UnreadableFile
from corpus.model import MSG
from corpus.readers.mail.model import HERE, MAX_ATTACHMENTS, Attachment, Mail, file_name, shown, titled
from corpus.readers.plain import decode, is_utf8

_DEPTH = 5  # mails in mails; a chain of forwards is rarely longer
# Property ids of [MS-OXPROPS].
_SUBJECT, _SENDER, _SENDER_SMTP, _SENDER_ADDRESS = 0x0037, 0x0C1A, 0x5D01, 0x0C1F
_TO, _CC, _BODY, _HTML, _HEADERS = 0x0E04, 0x0E03, 0x1000, 0x1013, 0x007D
_SUBMITTED, _DELIVERED = 0x0039, 0x0E06
_FILE, _LONG_FILE, _SHORT_FILE, _MIME, _CONTENT_ID = 0x3701, 0x3707, 0x3704, 0x370E, 0x3712
_HIDDEN, _CODE_PAGE, _BODY_CODE_PAGE = 0x7FFE, 0x3FFD, 0x3FDE
_UNICODE, _EIGHT_BIT, _BINARY, _OBJECT = "001F", "001E", "0102", "000D"
_FIXED = {0x0003: "<i4x", 0x000B: "<?7x", 0x0040: "<q"}  # whole number, yes or no, moment
_EPOCH = dt.datetime(1601, 1, 1, tzinfo=dt.UTC)  # from which Windows counts tenths of microseconds


def parse(data: bytes, name: str) -> Mail:
    """Return a mail; one inside it is an attachment, written as EML.

    Raises:
        UnreadableFile: the file is damaged.
    """
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            return _Store(ole, (), header=32).mail(0)
    except (OSError, ValueError, IndexError, TypeError, AttributeError, struct.error, OverflowError) as error:
        raise UnreadableFile(f"Tệp “{name}” bị hỏng: hãy mở bằng Outlook, lưu lại rồi nạp lại.") from error


@dataclass(slots=True)
class _Store:
    """The properties below one storage: a message, or an attachment."""

    ole: olefile.OleFileIO
    path: tuple[str, ...]
    header: int  # bytes before the fixed properties

    def mail(self, depth: int) -> Mail:
        headers = email.message_from_string(self.text(_HEADERS))
        address = next((a for p in (_SENDER_SMTP, _SENDER_ADDRESS) if "@" in (a := self.text(p))), "")
        who = self.text(_SENDER)
        mail = Mail(
            MSG,
            sender=f"{who} <{address}>" if address and address != who else who or address,
            to=self.text(_TO).replace("\0", ""),
            copies=self.text(_CC),
            date=_sent(headers.get("Date")) or self._moment(),
            subject=self.text(_SUBJECT),
            plain=self.text(_BODY).replace("\r\n", "\n"),
            html=self._html(),
        )
        for store in self._attached():
            store.attach(mail, depth)
        return mail

    def text(self, prop: int) -> str:
        """Return a text property, or an empty string."""
        wide = self._stream(prop, _UNICODE)
        if wide is not None:
            return wide.decode("utf-16-le", "replace").rstrip("\0").strip()
        narrow = self._stream(prop, _EIGHT_BIT)
        return "" if narrow is None else self._decoded(narrow).rstrip("\0").strip()

    def _html(self) -> str:
        data = self._stream(_HTML, _BINARY)
        return self.text(_HTML) if data is None else self._decoded(data)

    def _decoded(self, data: bytes) -> str:
        page = self._fixed(_BODY_CODE_PAGE) or self._fixed(_CODE_PAGE)
        if page and page != 65001 and not is_utf8(data):  # 65001 is UTF-8
            try:
                return data.decode(f"cp{page}", "replace")
            except LookupError:
                pass
        return decode(data)

    def _stream(self, prop: int, kind: str) -> bytes | None:
        at = [*self.path, f"__substg1.0_{prop:04X}{kind}"]
        return self.ole.openstream(at).read() if self.ole.exists(at) and self.ole.get_type(at) == 2 else None

    def _fixed(self, prop: int) -> int | None:
        at = [*self.path, "__properties_version1.0"]
        table = self.ole.openstream(at).read()[self.header :] if self.ole.exists(at) else b""
        for start in range(0, len(table) - 15, 16):
            kind, key = struct.unpack_from("<HH", table, start)
            if key == prop and kind in _FIXED:
                return int(struct.unpack_from(_FIXED[kind], table, start + 8)[0])
        return None

    def _moment(self) -> str:
        ticks = self._fixed(_SUBMITTED) or self._fixed(_DELIVERED)
        if not ticks:
            return ""
        try:
            return shown((_EPOCH + dt.timedelta(microseconds=ticks // 10)).astimezone(HERE))
        except OverflowError:
            return ""

    def _attached(self) -> Iterator[_Store]:
        depth = len(self.path)
        names = sorted(
            {
                entry[depth]
                for entry in self.ole.listdir(streams=True, storages=True)
                if tuple(entry[:depth]) == self.path
                and len(entry) > depth
                and entry[depth].startswith("__attach_version1.0_")
            }
        )
        for name in names:
            yield _Store(self.ole, (*self.path, name), header=8)

    def attach(self, mail: Mail, depth: int) -> None:
        """Add what this storage holds to a mail."""
        data, name = self._stream(_FILE, _BINARY), self.text(_LONG_FILE) or self.text(_SHORT_FILE)
        picture = self.text(_MIME).startswith("image/") or bool(
            re.search(r"\.(?:png|jpe?g|gif)$", name, re.I)
        )
        if picture and (self._fixed(_HIDDEN) or self.text(_CONTENT_ID)):
            mail.pictures += 1
            return
        inner = (*self.path, f"__substg1.0_{_FILE:04X}{_OBJECT}")
        if data is None and depth < _DEPTH and self.ole.exists([*inner, "__properties_version1.0"]):
            forwarded = _Store(self.ole, inner, header=24).mail(depth + 1)
            name, data = titled(name or forwarded.subject), as_eml(forwarded)
        if data is None or len(mail.attachments) >= MAX_ATTACHMENTS:
            mail.left_out += 1
            return
        mail.attachments.append(Attachment(file_name(name, len(mail.attachments) + 1), data))


def _sent(date: str | None) -> str:
    try:
        moment = email.utils.parsedate_to_datetime(date or "")
    except (ValueError, TypeError, OverflowError, IndexError):
        return ""
    return shown(moment if moment.utcoffset() else moment.astimezone(HERE))


def as_eml(mail: Mail) -> bytes:
    """Return a mail as EML: the same bytes for the same mail."""
    made = MIMEMultipart("mixed", boundary="=_hoidap")  # what hangs on it is base64, so no line can be equal
    made["X-Mailer"] = "Microsoft Outlook"  # by which it is known as a mail, with whatever else is missing
    named = {
        "From": mail.sender,
        "To": mail.to,
        "Cc": mail.copies,
        "Date": mail.date,
        "Subject": mail.subject,
    }
    for name, value in named.items():
        if line := " ".join(value.split()):
            made[name] = Header(line, "utf-8").encode()
    made.attach(MIMEText(mail.html, "html", "utf-8") if mail.html else MIMEText(mail.plain, "plain", "utf-8"))
    for file in mail.attachments:
        part = MIMEApplication(file.data)
        part.add_header("Content-Disposition", "attachment", filename=("utf-8", "", file.name))
        made.attach(part)
    return made.as_bytes()
