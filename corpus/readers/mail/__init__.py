"""Mails: bytes of EML or of Outlook's MSG in, a `SourceText` out; what is attached comes out as files of its own.

Guarantees: the first lines are who wrote to whom, when and about what; nothing is fetched or executed; attachments
are bounded in number and size, and `unpack` is meant for the child of `corpus.readers.limits`.
"""

from corpus.readers.mail.attachments import unpack
from corpus.readers.mail.read import read

__all__ = ["read", "unpack"]
