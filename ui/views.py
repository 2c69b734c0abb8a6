"""What the page's script asks of the server; every answer is a piece of escaped HTML."""

from __future__ import annotations

import functools
import logging
import sqlite3
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.opening import sync_index
from corpus.errors import CorpusError
from corpus.model import Document
from index.errors import IndexingError
from ui import documents, register, render, source, text
from ui.chat import Asking
from ui.history import History
from ui.markup import escape
from ui.user import name_of

_LOG = logging.getLogger(__name__)
Arguments = Mapping[str, Any]
View = Callable[[Arguments, gr.Request], Any]


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
    def answer(arguments: Arguments, request: gr.Request) -> Any:
        try:
            return view(arguments, request)
        except CorpusError as error:
            return f'<p class="hd-note">{escape(error)}</p>'
        except Exception:  # the page must stay usable whatever happens below it
            _LOG.exception("view failed")
            return f'<p class="hd-note">{text.BAD_VIEW}</p>'

    answer.__annotations__ = {"arguments": Any, "request": gr.Request, "return": Any}
    return answer


class Views:
    """The library and the history as the page sees them."""

    def __init__(self, assistant: Asking, history: History) -> None:
        self.assistant = assistant
        self.history = history

    def functions(self) -> list[View]:
        """Return the functions that the page may call, by their names."""
        own = (
            self.view_source, self.view_side, self.view_tasks, self.view_targets, self.view_documents,
            self.rate, self.forget, self.remove,
        )  # fmt: skip
        return [_spoken(one) for one in own]

    def documents(self) -> tuple[Document, ...]:
        """Return the documents at hand."""
        return self.assistant.library.documents()

    def view_source(self, arguments: Arguments, request: gr.Request) -> str:
        """Return the source panel for a span of a document."""
        wanted = str(arguments.get("source", ""))
        document = next((d for d in self.documents() if d.id == wanted), None)
        if document is None:
            return f'<p class="hd-note">{text.NO_SOURCE}</p>'
        walked = bool(arguments.get("walk"))
        return source.panel(document, int(arguments["start"]), int(arguments["end"]), quoted=not walked)

    def view_side(self, arguments: Arguments, request: gr.Request) -> str:
        """Return the list of documents and past conversations."""
        past = self.history.conversations(name_of(request))
        return render.side(self.documents(), past, str(arguments.get("conversation", "")))

    def view_tasks(self, arguments: Arguments, request: gr.Request) -> str:
        """Return the register of tasks, or only its table."""
        return register.tasks_view(self.documents(), arguments, partial=bool(arguments.get("partial")))

    def view_targets(self, arguments: Arguments, request: gr.Request) -> str:
        """Return the register of targets, or only its table."""
        return register.targets_view(self.documents(), arguments, partial=bool(arguments.get("partial")))

    def view_documents(self, arguments: Arguments, request: gr.Request) -> str:
        """Return the list of documents, or one document."""
        own = {entry.sha256 for entry in self.assistant.library.manifest().entries}
        return documents.view(self.documents(), arguments, own, partial=bool(arguments.get("partial")))

    def remove(self, arguments: Arguments, request: gr.Request) -> str:
        """Take a document out of the library and the index; say what became of it."""
        try:
            self.assistant.library.remove([str(arguments["vb"])])
            sync_index(self.assistant.library, self.assistant.index)
        except (CorpusError, IndexingError) as error:
            return str(error)
        return text.REMOVED

    def rate(self, arguments: Arguments, request: gr.Request) -> bool:
        """Keep the reader's verdict on an answer."""
        rating = arguments.get("rating")
        return self.history.rate(int(arguments["turn"]), rating and str(rating), name_of(request))

    def forget(self, arguments: Arguments, request: gr.Request) -> bool:
        """Delete a past conversation."""
        self.history.forget(str(arguments["conversation"]), name_of(request))
        return True
