"""The library of a data folder, bounded as the settings say; light, for commands that need nothing else."""

from __future__ import annotations

from assistant.settings import Settings
from corpus.library import FetchLimits, Library, ReadLimits


def open_library(settings: Settings, *, damaged: bool = False) -> Library:
    """Return the library of the data folder, bounded as the settings say; a damaged one only to mend it.

    Raises:
        CorpusError: the library cannot be read.
    """
    return Library.open(
        settings.data,
        read_limits=ReadLimits(settings.read_seconds, settings.read_memory_mb, settings.workers),
        fetch_limits=FetchLimits(allow_private=settings.url_allow_private),
        damaged=damaged,
    )
