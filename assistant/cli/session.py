"""What a command works with: settings, library, assistant; each opened only when it is needed."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from tqdm import tqdm

from assistant.cli.terminal import printable
from assistant.settings import Settings
from corpus.library import Progress, ProgressCall

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from corpus.library import Library
    from index import SyncReport


def settings(**changes: Any) -> Settings:
    """Return the settings with what the command line changes, and set the log level.

    Raises:
        SettingsError: a setting has no sensible value.
    """
    loaded = Settings.load()
    logging.getLogger().setLevel(loaded.log.upper())
    return loaded.model_copy(update=changes) if changes else loaded


def open_assistant(chosen: Settings) -> Assistant:
    """Return the assistant; a model that lies on this machine is never looked for elsewhere."""
    from assistant.assistant import Assistant  # noqa: PLC0415 - the search engine takes a second to import

    if chosen.model and os.path.isdir(chosen.model):
        os.environ["HF_HUB_OFFLINE"] = "1"
    return Assistant.open(chosen)


@contextmanager
def progress_bar(words: str) -> Iterator[ProgressCall]:
    """Show how far the reading of files has come: file, page rate, remaining time."""
    with tqdm(desc=words, unit="tệp", dynamic_ncols=True, leave=False, disable=None) as bar:

        def show(progress: Progress) -> None:
            bar.total = progress.total
            bar.update(progress.done - bar.n)
            bar.set_postfix_str(_postfix(progress), refresh=True)

        yield show


def _postfix(progress: Progress) -> str:
    left = progress.remaining_seconds
    remaining = "" if left is None else f", còn {left:.0f} giây"
    return f"{printable(progress.source)[-40:]}, {progress.pages_per_second:.1f} trang/giây{remaining}"


def joined(words: Iterable[str]) -> str:
    """Return arguments typed without quotation marks as one text."""
    return " ".join(words).strip()


def index_documents(library: Library, chosen: Settings) -> SyncReport:
    """Bring the index up to date with the library."""
    from assistant.opening import index_of, sync_index  # noqa: PLC0415 - the search engine takes a second to import

    index = index_of(chosen)
    with tqdm(desc="Lập chỉ mục", unit="đoạn", dynamic_ncols=True, leave=False, disable=None) as bar:

        def show(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        return sync_index(library, index, show)
