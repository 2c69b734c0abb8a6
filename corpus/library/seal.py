"""A checksum in front of what the library keeps, so that damage is seen and never read as text.

The first line of a sealed file names two digests: of the bytes below it, and of the text that was read
from the original. A document made later has to say exactly that text. Files by earlier versions have no
such line; they are taken as they are and sealed when they are made again.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

_LINE = re.compile(rb"hoidap-1 ([0-9a-f]{32}) ([0-9a-f]{32})\n")
_LENGTH = 75  # bytes of that line
_BYTES = 16  # of a digest: against damage, not against people who can write the folder


class Damaged(ValueError):
    """The content is not what was written."""


def digest(data: bytes) -> str:
    """Return the checksum of some bytes."""
    return hashlib.blake2b(data, digest_size=_BYTES).hexdigest()


def text_digest(text: str) -> str:
    """Return the checksum of a text."""
    return digest(text.encode("utf-8", "surrogatepass"))


def sealed(data: bytes, text: str) -> bytes:
    """Return content with its seal in front."""
    return f"hoidap-1 {digest(data)} {text_digest(text)}\n".encode() + data


def unsealed(data: bytes) -> bytes:
    """Return the content behind a seal, or content by an earlier version as it is.

    Raises:
        Damaged: the content is not what was sealed, or is neither sealed nor a JSON object.
    """
    match = _LINE.match(data)
    if match is None:
        if not data.startswith(b"{"):
            raise Damaged("neither sealed nor an object")
        return data
    content = data[match.end() :]
    if digest(content).encode() != match[1]:
        raise Damaged("not what was sealed")
    return content


def text_sealed(path: Path) -> str | None:
    """Return the checksum of the text that a sealed file says; None without a readable seal."""
    try:
        with path.open("rb") as file:
            match = _LINE.fullmatch(file.read(_LENGTH))
    except OSError:
        return None
    return match[2].decode() if match else None
