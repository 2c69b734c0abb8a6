"""Errors of the corpus package; the edges turn each into one Vietnamese sentence."""

from __future__ import annotations


class CorpusError(Exception):
    """Base of all errors of this package; `str(error)` is a Vietnamese sentence that says what to do."""


class UnsupportedFormat(CorpusError):
    """The file is of a kind that no reader takes."""


class UnreadableFile(CorpusError):
    """The file is damaged, protected, too large, too slow to read, or empty."""


class NoTextLayer(CorpusError):
    """The file holds images only and no recognition is available on this machine."""


class DocumentNotFound(CorpusError):
    """No document of the library answers to the given name."""


class LibraryBusy(CorpusError):
    """Another process is changing the library."""


class LibraryUnwritable(CorpusError):
    """The data folder cannot be written: no permission, a full disk, or a file in its place."""


class LibraryDamaged(CorpusError):
    """The manifest of the library cannot be understood."""


class EditRefused(CorpusError):
    """A correction by a person makes no sense: an unknown field, a date that is none."""


class FetchRefused(CorpusError):
    """An address was not downloaded: wrong scheme, private network, too large, too slow, or absent."""
