"""What the page's script asks of the server; every answer is a piece of escaped HTML."""

from __future__ import annotations

import functools
import logging
import sqlite3
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from assistant.accounts import Role
from assistant.opening import sync_index
from corpus.errors import CorpusError
from corpus.model import Document
from index.errors import IndexingError
from ui import documents, reading, register, render, source, text
from ui.chat import Asking
from ui.history import History
from ui.markup import escape
from ui.user import Visitor

_LOG = logging.getLogger(__name__)
Arguments = Mapping[str, Any]
View = Callable[[Arguments, Visitor], Any]


def open_history(folder: Path) -> History:
    """Open the history of a data folder; where it cannot be written, one that lasts until the end."""
    try:
        return History(folder / "history.sqlite")
    except (OSError, sqlite3.Error):
        _LOG.exception("history not opened in %s", folder)
        return History(Path(tempfile.mkdtemp(prefix="hoidap-")) / "history.sqlite")


def _spoken(view: View) -> View:
    """Turn an error of a view into one Vietnamese sentence."""

    @functools.wraps(view)
    def answer(arguments: Arguments, visitor: Visitor) -> Any:
        try:
            return view(arguments, visitor)
        except CorpusError as error:
            return f'<p class="hd-note">{escape(error)}</p>'
        except Exception:  # the page must stay usable whatever happens below it
            _LOG.exception("view failed")
            return f'<p class="hd-note">{text.BAD_VIEW}</p>'

    return answer


class Views:
    """The library and the history as the page sees them."""

    def __init__(self, assistant: Asking, history: History) -> None:
        self.assistant = assistant
        self.history = history

    def functions(self) -> dict[str, View]:
        """Return the functions that the page may call, by their names."""
        own = (
            self.view_source, self.view_side, self.view_tasks, self.view_targets, self.view_documents,
            self.view_past, self.view_reading, self.rate, self.forget, self.remove,
        )  # fmt: skip
        return {one.__name__: _spoken(one) for one in own}

    def view_past(self, arguments: Arguments, visitor: Visitor) -> str:
        """Return the turns of a conversation, or the empty state."""
        wanted = str(arguments.get("conversation", ""))
        kept = self.history.turns(wanted, owner=visitor.name) if wanted else ()
        return render.turns(kept, wanted) if kept else render.welcome(self.assistant.examples())

    def documents(self) -> tuple[Document, ...]:
        """Return the documents at hand."""
        return self.assistant.library.documents()

    def _own(self) -> frozenset[str]:
        return frozenset(entry.sha256 for entry in self.assistant.library.manifest().entries)

    def view_source(self, arguments: Arguments, visitor: Visitor) -> str:
        """Return the source panel for a span of a document."""
        wanted = str(arguments.get("source", ""))
        document = next((d for d in self.documents() if d.id == wanted), None)
        if document is None:
            return f'<p class="hd-note">{text.NO_SOURCE}</p>'
        walked = bool(arguments.get("walk"))
        return source.panel(document, int(arguments["start"]), int(arguments["end"]), quoted=not walked)

    def view_reading(self, arguments: Arguments, visitor: Visitor) -> str:
        """Return a document as text, or one sentence where the library does not hold it."""
        wanted = str(arguments.get("van-ban", ""))
        document = next((d for d in self.documents() if d.id == wanted), None)
        return reading.view(document, arguments) if document else f'<p class="hd-note">{text.NO_SOURCE}</p>'

    def view_side(self, arguments: Arguments, visitor: Visitor) -> str:
        """Return the list of documents and past conversations."""
        past = self.history.conversations(visitor.name)
        return render.side(self.documents(), past, str(arguments.get("conversation", "")))

    def view_tasks(self, arguments: Arguments, visitor: Visitor) -> str:
        """Return the register of tasks, or only its table."""
        return register.tasks_view(self.documents(), arguments, partial=bool(arguments.get("partial")))

    def view_targets(self, arguments: Arguments, visitor: Visitor) -> str:
        """Return the register of targets, or only its table."""
        return register.targets_view(self.documents(), arguments, partial=bool(arguments.get("partial")))

    def view_documents(self, arguments: Arguments, visitor: Visitor) -> str:
        """Return the list of documents, or one document."""
        own = self._own() if visitor.may(Role.EDITOR) else frozenset()
        return documents.view(self.documents(), arguments, own, partial=bool(arguments.get("partial")))

    def remove(self, arguments: Arguments, visitor: Visitor) -> str:
        """Take a document out of the library and the index; say what became of it.

        Only a document that somebody added can be named: never a folder, never the path of a file.
        """
        wanted, own = str(arguments.get("vb", "")), self._own()
        if not any(d.id == wanted and d.sha256 in own for d in self.documents()):
            return text.NO_SOURCE
        try:
            self.assistant.library.remove([wanted])
            sync_index(self.assistant.library, self.assistant.index)
        except (CorpusError, IndexingError) as error:
            return str(error)
        return text.REMOVED

    def rate(self, arguments: Arguments, visitor: Visitor) -> bool:
        """Keep the reader's verdict on an answer."""
        rating = arguments.get("rating")
        return self.history.rate(int(arguments["turn"]), rating and str(rating), visitor.name)

    def forget(self, arguments: Arguments, visitor: Visitor) -> bool:
        """Delete a past conversation."""
        self.history.forget(str(arguments["conversation"]), visitor.name)
        return True
