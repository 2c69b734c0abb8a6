"""EML by the standard library: headers decoded, the fuller of the texts, attachments with their names."""

from __future__ import annotations

import email
import email.errors
import email.header
import email.utils
import re
from collections.abc import Iterator
from email.message import Message

from corpus.model import EML
from corpus.readers.mail.model import HERE, MAX_ATTACHMENTS, Attachment, Mail, file_name, shown, titled
from corpus.readers.plain import decode, is_utf8

_DEPTH = 30  # parts in parts; mail programs nest three
_BLANKS = re.compile(r"\s+")
_WORD = r"=\?[^?\s]{1,40}\?[bBqQ]\?[^?]{0,2000}\?="
_ENCODED = re.compile(rf"{_WORD}(?:\s+{_WORD})*")  # =?utf-8?q?S=E1=BB=9F?= =?utf-8?q?N=E1=BB=99i?=


def parse(data: bytes) -> Mail:
    """Return a mail; one inside it, forwarded whole, is an attachment."""
    message = email.message_from_bytes(data)
    mail = Mail(EML)
    mail.sender, mail.to, mail.copies, mail.subject = (
        _header(message, name) for name in ("From", "To", "Cc", "Subject")
    )
    mail.date = _date(_header(message, "Date"))
    for part in _leaves(message, 0):
        _take(part, mail)
    return mail


def _header(message: Message, name: str) -> str:
    raw = next((str(v) for k, v in message.raw_items() if k.lower() == name.lower()), "")
    return _decoded(raw)


def _decoded(raw: str) -> str:
    """Return a header with its encoded words decoded; bare bytes as UTF-8."""
    bare = raw.encode("ascii", "surrogateescape") if raw.isascii() or _has_bytes(raw) else None
    text = raw if bare is None else bare.decode("utf-8", "replace")
    return _BLANKS.sub(" ", _ENCODED.sub(lambda m: _words(m[0]), text)).strip()


def _words(encoded: str) -> str:
    """Return what encoded words say; those of one charset together, because some programs cut inside a letter."""
    try:
        pieces = email.header.decode_header(encoded)
    except email.errors.HeaderParseError:
        return encoded
    return "".join(p if isinstance(p, str) else _with_charset(p, charset) for p, charset in pieces)


def _has_bytes(raw: str) -> bool:
    return all(ord(c) < 128 or 0xDC80 <= ord(c) <= 0xDCFF for c in raw)  # bytes kept as lone surrogates


def _with_charset(data: bytes, charset: str | None) -> str:
    """Return text in the charset that the mail names, which is not always the one it is in."""
    if charset and not is_utf8(data):
        try:
            return data.decode(charset, "replace")
        except LookupError:
            pass
    return decode(data)


def _date(value: str) -> str:
    try:
        moment = email.utils.parsedate_to_datetime(value)
    except (ValueError, TypeError, OverflowError, IndexError):
        return value
    return shown(moment if moment.tzinfo is None or moment.utcoffset() else moment.astimezone(HERE))


def _leaves(part: Message, depth: int) -> Iterator[Message]:
    """Yield the parts that hold something; a forwarded mail is one part."""
    inner = part.get_payload()
    if part.get_content_maintype() == "multipart" and isinstance(inner, list):
        for sub in inner if depth < _DEPTH else []:
            if isinstance(sub, Message):
                yield from _leaves(sub, depth + 1)
    else:
        yield part


def _take(part: Message, mail: Mail) -> None:
    kind = part.get_content_type()
    attached = part.get_content_disposition() == "attachment"
    name = _decoded(part.get_filename() or "")
    if kind == "message/rfc822":
        inner = part.get_payload()
        if isinstance(inner, list) and inner and isinstance(inner[0], Message):
            forwarded = inner[0]
            title = name or titled(_header(forwarded, "Subject"))
            _attach(mail, title, forwarded.as_bytes())
        return
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    if kind in {"text/plain", "text/html"} and not attached and not name:
        text = _with_charset(data, part.get_content_charset()).replace("\r\n", "\n")
        if kind == "text/html":
            mail.html = mail.html or text
        else:
            mail.plain += _flowed(text) if part.get_param("format") == "flowed" else text
    elif kind.startswith("image/") and part.get("Content-ID") and not attached:
        mail.pictures += 1
    elif data and (attached or name or part.get_content_maintype() != "text"):
        _attach(mail, name, data)


def _attach(mail: Mail, name: str, data: bytes) -> None:
    if len(mail.attachments) >= MAX_ATTACHMENTS:
        mail.left_out += 1
        return
    mail.attachments.append(Attachment(file_name(name, len(mail.attachments) + 1), data))


def _flowed(text: str) -> str:
    """Join the lines that a mail program broke: those that end with a blank (RFC 3676)."""
    return re.sub(r"(?<=[^\n-]) \n(?!>)", " ", text)
