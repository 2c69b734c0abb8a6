"""What the page's script asks of the server; every answer is a piece of escaped HTML, or plain values."""

from __future__ import annotations

import functools
import logging
import sqlite3
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from assistant.accounts import Role
from assistant.opening import sync_index
from assistant.register import PROGRESS_NAMES, Marks, Progress, TaskRow, rows_of, task_key
from corpus.errors import CorpusError, DocumentNotFound
from corpus.library import EDITABLE
from corpus.model import Document
from index import IndexingError, VectorState
from ui import (
    admin,
    card,
    choosing,
    documents,
    editing,
    marking,
    past,
    reading,
    register,
    render,
    source,
    suggest,
    takeaway,
    text,
)  # fmt: skip
from ui.audit import Audit, Deed
from ui.chat import Asking
from ui.history import History
from ui.markup import escape
from ui.user import Visitor

_LOG = logging.getLogger(__name__)
_AGENCY = "agency"  # the preference that names the reader's own agency
Arguments = Mapping[str, Any]
View = Callable[[Arguments, Visitor], Any]


def open_history(folder: Path) -> History:
    """Open the history of a data folder; where it cannot be written, one that lasts until the end."""
    try:
        return History(folder / "history.sqlite")
    except (OSError, sqlite3.Error):
        _LOG.exception("history not opened in %s", folder)
        return History(Path(tempfile.mkdtemp(prefix="hoidap-")) / "history.sqlite")


def _open_marks(folder: Path) -> Marks | None:
    try:
        return Marks(folder / "marks.sqlite")
    except (OSError, sqlite3.Error):
        _LOG.exception("marks not opened in %s", folder)
        return None


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
    """The library, the history and what people noted, as the page sees them."""

    def __init__(self, assistant: Asking, history: History) -> None:
        self.assistant, self.history = assistant, history
        folder = assistant.settings.data
        self._named: tuple[object, Sequence[tuple[str, int]]] | None = None
        self.audit, self.marks = Audit(folder / "audit.sqlite"), _open_marks(folder)

    def functions(self) -> dict[str, View]:
        """Return the functions that the page may call, by their names."""
        own = (
            self.view_source, self.view_side, self.view_tasks, self.view_targets, self.view_documents,
            self.view_past, self.view_reading, self.view_choosing, self.view_mark, self.view_admin,
            self.suggest, self.recall, self.copies, self.rate, self.forget, self.restore, self.rename, self.pin,
            self.mine, self.mark, self.edit, self.remove, self.take_back,
        )  # fmt: skip
        return {one.__name__: _spoken(one) for one in own}

    def documents(self) -> tuple[Document, ...]:
        """Return the documents that the register is made of, opened."""
        return self.assistant.library.registered()

    def _document(self, wanted: object) -> Document | None:
        row = self.assistant.library.row(str(wanted or ""))
        try:
            return self.assistant.library.document(row.id) if row else None
        except DocumentNotFound:  # removed a moment ago, or damaged
            return None

    def _agencies(self) -> Sequence[tuple[str, int]]:
        """Return the agencies of the register; made once for each state of the library."""
        rows, known = self.assistant.library.summaries(), self._named
        if known is None or known[0] is not rows:
            known = self._named = rows, suggest.agency_names(self.documents())
        return known[1]

    # ---- the conversation -----------------------------------------------------------------------------------

    def view_past(self, arguments: Arguments, visitor: Visitor) -> str:
        """Return the turns of a conversation, as far back as a named one; those before a turn; or the empty state."""
        wanted, before = str(arguments.get("conversation", "")), arguments.get("before")
        number = int(before) if before is not None else None
        kept = self.history.turns(wanted, owner=visitor.name, before=number) if wanted else ()
        named = arguments.get("turn")
        while kept and isinstance(named, int) and named < kept[0].id:
            earlier = self.history.turns(wanted, owner=visitor.name, before=kept[0].id)
            if not earlier:
                break
            kept = (*earlier, *kept)
        if kept:
            return render.turns(kept, wanted)
        return "" if number is not None else render.welcome(self.assistant.examples())

    def view_side(self, arguments: Arguments, visitor: Visitor) -> str:
        """Return the side list, or with `partial` only the conversations that have the words."""
        words, current = str(arguments.get("tu", "")), str(arguments.get("conversation", ""))
        found = self.history.conversations(visitor.name, words=words)
        if arguments.get("partial"):
            return past.listed(found, current, words)
        rows = self.assistant.library.summaries()
        first = filter(None, (self._document(row.id) for row in rows[: past.LISTED]))
        return past.side(tuple(first), len(rows), found, current, words)

    def view_choosing(self, arguments: Arguments, visitor: Visitor) -> str:
        """Return the dialog in which documents are chosen."""
        chosen = arguments.get("chosen")
        ids = {str(one) for one in chosen} if isinstance(chosen, list) else set()
        return choosing.view(self.assistant.library.summaries(), arguments, ids)

    def suggest(self, arguments: Arguments, visitor: Visitor) -> list[Mapping[str, str]]:
        """Return what may follow what is being typed: `kind` "agency" for the register, else a question."""
        typed = str(arguments.get("typed", ""))[:500]  # characters; nobody needs a hint after a page
        if arguments.get("kind") == "agency":
            return suggest.agencies(typed, self._agencies(), self.documents())
        asked = self.history.questions(visitor.name, 10, typed) if typed.strip() else ()
        return suggest.suggestions(typed, self.assistant.library.summaries(), self._agencies(), asked)

    def recall(self, arguments: Arguments, visitor: Visitor) -> list[str]:
        """Return the reader's earlier questions, the latest first."""
        return list(self.history.questions(visitor.name))

    def copies(self, arguments: Arguments, visitor: Visitor) -> Mapping[str, str] | None:
        """Return an answer for the clipboard, as HTML and as Markdown."""
        kept = self.history.turn(int(arguments["turn"]), visitor.name)
        if kept is None or kept.answer is None:
            return None
        return {"html": takeaway.as_html(kept.answer), "markdown": takeaway.as_markdown(kept.answer)}

    def rate(self, arguments: Arguments, visitor: Visitor) -> bool:
        """Keep the reader's verdict on an answer, and the comment."""
        rating, comment = arguments.get("rating"), str(arguments.get("comment") or "")
        return self.history.rate(int(arguments["turn"]), rating and str(rating), visitor.name, comment)

    def forget(self, arguments: Arguments, visitor: Visitor) -> bool:
        """Delete a past conversation; it can be taken back for a while."""
        return self.history.forget(str(arguments["conversation"]), visitor.name)

    def restore(self, arguments: Arguments, visitor: Visitor) -> bool:
        """Take a deleted conversation back."""
        return self.history.restore(str(arguments["conversation"]), visitor.name)

    def rename(self, arguments: Arguments, visitor: Visitor) -> bool:
        """Give a conversation another title."""
        title = str(arguments.get("title", ""))
        return self.history.rename(str(arguments["conversation"]), title, visitor.name)

    def pin(self, arguments: Arguments, visitor: Visitor) -> bool:
        """Keep a conversation at the top, or no longer."""
        return self.history.pin(str(arguments["conversation"]), bool(arguments.get("on")), visitor.name)

    # ---- documents ------------------------------------------------------------------------------------------

    def view_source(self, arguments: Arguments, visitor: Visitor) -> str:
        """Return the source panel for a span of a document."""
        document = self._document(arguments.get("source"))
        if document is None:
            return f'<p class="hd-note">{text.NO_SOURCE}</p>'
        walked = bool(arguments.get("walk"))
        return source.panel(document, int(arguments["start"]), int(arguments["end"]), quoted=not walked)

    def view_reading(self, arguments: Arguments, visitor: Visitor) -> str:
        """Return a document as text, or one sentence where the library does not hold it."""
        document = self._document(arguments.get("van-ban"))
        return reading.view(document, arguments) if document else f'<p class="hd-note">{text.NO_SOURCE}</p>'

    def view_documents(self, arguments: Arguments, visitor: Visitor) -> str:
        """Return the list of documents, or one document."""
        chosen = self._document(arguments.get("vb"))
        if chosen is None:
            partial, rows = bool(arguments.get("partial")), self.assistant.library.summaries()
            listed = documents.view(rows, self._document, arguments, partial=partial)
            return self._vectors() + listed if not arguments.get("partial") else listed
        form = ""
        if visitor.may(Role.EDITOR):
            form = editing.form(chosen, self.assistant.library.corrections(chosen.id))
        return documents.detail(chosen, removable=self._may_remove(chosen, visitor), form=form)

    def _vectors(self) -> str:
        """Return how far search by meaning is, where it is still being prepared."""
        status = self.assistant.index.vector_status
        if status.state is VectorState.FILLING and status.total:
            words = text.VECTORS.format(filled=status.filled, total=status.total)
        else:
            words = status.message or ""
        return f'<p class="hd-note" role="status">{escape(words)}</p>' if words else ""

    def _may_remove(self, document: Document, visitor: Visitor) -> bool:
        """Whether a document is one that was added, and the visitor added it or administers."""
        own = visitor.may(Role.ADMIN) or self.audit.adder(document.sha256) == visitor.name
        return self._added(document) and visitor.may(Role.EDITOR) and own

    def _added(self, document: Document) -> bool:
        return any(e.sha256 == document.sha256 for e in self.assistant.library.manifest().entries)

    def edit(self, arguments: Arguments, visitor: Visitor) -> Mapping[str, str]:
        """Correct what was misread of a document: `problem` says what cannot be, `link` where it is now."""
        document, changes = self._document(arguments.get("vb")), editing.changes_of(arguments)
        if document is None or not changes:
            return {"problem": text.NOTHING_CHANGED if document else text.NO_SOURCE}
        try:
            row = self.assistant.library.edit(document.id, changes)
            self._follow()
        except (CorpusError, IndexingError) as error:
            return {"problem": str(error)}
        said = "; ".join(
            f"{EDITABLE.get(k, k)}: {text.EDIT_UNDO.lower() if v is None else v or '–'}"
            for k, v in changes.items()
        )
        self.audit.note(visitor.name, Deed.CORRECTED, document.sha256, row.name, said)
        return {"message": text.EDITED, "vb": row.id}

    def remove(self, arguments: Arguments, visitor: Visitor) -> Mapping[str, str]:
        """Take a document out of the library and the index; say what became of it.

        Only a document that somebody added can be named: never a folder, never the path of a file.
        """
        document = self._document(arguments.get("vb"))
        if document is None or not self._added(document):
            return {"message": text.NO_SOURCE}
        if not self._may_remove(document, visitor):
            return {"message": text.REMOVE_NOT_YOURS}
        try:
            self.assistant.library.remove([document.id])
            self._follow()
        except (CorpusError, IndexingError) as error:
            return {"message": str(error)}
        self.audit.note(visitor.name, Deed.REMOVED, document.sha256, card.full(document))
        return {"message": text.REMOVED, "undo": document.sha256}

    def take_back(self, arguments: Arguments, visitor: Visitor) -> str:
        """Take a document that was removed in the page back out of the trash."""
        sha256, library = str(arguments.get("undo", "")), self.assistant.library
        trashed = next((t for t in library.trash() if t.entry.sha256 == sha256), None)
        own = visitor.may(Role.ADMIN) or self.audit.adder(sha256) == visitor.name
        if trashed is None or not own:
            return text.NO_SOURCE
        try:
            library.restore([trashed.document or trashed.entry.name])
            self._follow()
        except (CorpusError, IndexingError) as error:
            return str(error)
        self.audit.note(visitor.name, Deed.RESTORED, sha256, trashed.called)
        return text.UNDONE

    def _follow(self) -> None:
        """Make the index follow the library; vectors come behind, so that nobody waits for them."""
        sync_index(self.assistant.library, self.assistant.index, fill=False)
        self.assistant.index.fill_behind()

    # ---- the register ---------------------------------------------------------------------------------------

    def _beside(self, visitor: Visitor) -> register.Beside:
        agency = self.history.preference(_AGENCY, visitor.name)
        return register.Beside(
            self.marks, agency=agency, may_mark=visitor.may(Role.EDITOR) and bool(self.marks)
        )

    def view_tasks(self, arguments: Arguments, visitor: Visitor) -> str:
        """Return the register of tasks, or only its table."""
        partial, beside = bool(arguments.get("partial")), self._beside(visitor)
        return register.tasks_view(self.documents(), arguments, partial=partial, beside=beside)

    def view_targets(self, arguments: Arguments, visitor: Visitor) -> str:
        """Return the register of targets, or only its table."""
        return register.targets_view(self.documents(), arguments, partial=bool(arguments.get("partial")))

    def mine(self, arguments: Arguments, visitor: Visitor) -> str:
        """Keep which agency is the reader's own, "" for none any more."""
        agency = " ".join(str(arguments.get("agency", "")).split())[:200]  # characters; names have up to 120
        self.history.prefer(_AGENCY, agency, visitor.name)
        return text.MINE_KEPT if agency else text.MINE_DROPPED

    def _task(self, arguments: Arguments) -> TaskRow | None:
        document, key = self._document(arguments.get("vb")), str(arguments.get("key", ""))
        rows = rows_of(document).tasks if document else ()
        return next((row for row in rows if task_key(row) == key), None)

    def view_mark(self, arguments: Arguments, visitor: Visitor) -> str:
        """Return the dialog in which somebody notes how far a task is."""
        row = self._task(arguments)
        if row is None or self.marks is None:
            return f'<p class="hd-note">{text.NO_SUCH_TASK}</p>'
        return marking.dialog(row, self.marks.of(row))

    def mark(self, arguments: Arguments, visitor: Visitor) -> str:
        """Note how far a task is."""
        row, said = self._task(arguments), str(arguments.get("progress", ""))
        if row is None or self.marks is None or said not in set(Progress):
            return text.NO_SUCH_TASK
        mark = self.marks.put(row, Progress(said), str(arguments.get("note", "")), visitor.name)
        detail = f"{PROGRESS_NAMES[mark.progress]}: {row.task[:200]} {mark.note}"
        self.audit.note(visitor.name, Deed.MARKED, row.sha256, row.document, detail)
        return text.SAVED

    # ---- administration -------------------------------------------------------------------------------------

    def view_admin(self, arguments: Arguments, visitor: Visitor) -> str:
        """Return the verdicts of readers, or who changed what."""
        return admin.view(self.history.feedback(), self.audit.events(), arguments)
