"""Taking in files from the page: a queue that goes on when the page is closed, and says what came of each.

Guarantees:
    1. A file that was sent lies only in the page's own folder, under a name of our making, readable by nobody
       else; no address gives it out; it is deleted once the library has taken or refused it.
    2. Small files are read before large ones; one bad file stops no other.
    3. Everybody sees and cancels only the files that they sent.
"""

from __future__ import annotations

import logging
import secrets
import shutil
import threading
import time
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from assistant.opening import sync_index
from corpus.errors import CorpusError
from corpus.library import Action, FileReport, Progress, Report
from index import IndexingError
from ui import card, text
from ui.audit import Audit, Deed
from ui.chat import Asking
from ui.markup import attributes, escape
from ui.monitoring import Measures

_LOG = logging.getLogger(__name__)
_KEPT = 200  # finished files of one session that are still listed
_SESSIONS = 500  # sessions whose lists are kept; the oldest goes first
_FREE_DISK = 300 * 2**20  # bytes that stay free on the disk, for the index and the history
_INDEX_EVERY = 10.0  # seconds between two updates of the index while files keep coming


class State(StrEnum):
    """How far a file has come; the value is what the reader sees."""

    WAITING = "đang chờ"
    READING = "đang đọc"
    DONE = "đã xong"
    CANCELLED = "đã hủy"


@dataclass(eq=False, slots=True)
class Sent:
    """One file that was sent: where it waits, and what came of it."""

    key: str
    session: str
    owner: str
    name: str
    path: Path
    size: int
    state: State = State.WAITING
    reports: tuple[FileReport, ...] = ()
    failure: str = ""


class RefusedFile(Exception):
    """A file is not taken; `str(error)` is a Vietnamese sentence that says why."""


def safe_name(name: str) -> str:
    """Return a file name without folders, control characters and characters that systems refuse."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(c for c in last if c.isprintable() and c not in '<>:"|?*').strip(" .")
    return kept[-150:] or "van-ban"  # 150: with Vietnamese letters still under the 255 bytes of a file system


@dataclass(slots=True)
class _Run:
    """What has been read since the queue was last empty."""

    began: float = field(default_factory=time.monotonic)
    files: int = 0
    pages: int = 0
    bytes_done: int = 0


class Intake:
    """The queue of one running page."""

    def __init__(self, assistant: Asking, measures: Measures, audit: Audit) -> None:
        settings = assistant.settings
        self.assistant, self.measures, self.audit = assistant, measures, audit
        self.folder = settings.data / "uploads"
        self.largest = int(settings.upload_mb * 1_000_000)
        self._lists: OrderedDict[str, list[Sent]] = OrderedDict()  # session → its files
        self._change = threading.Condition()
        self._run = _Run()
        self._thread: threading.Thread | None = None
        shutil.rmtree(self.folder, ignore_errors=True)  # what an earlier run left unread; it was never taken

    # ---- what the page calls ---------------------------------------------------------------------------

    def place(self, name: str) -> Path:
        """Return where a file that is being sent is written.

        Raises:
            RefusedFile: there is no room for it.
        """
        folder = self.folder / secrets.token_hex(12)
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            folder.mkdir(mode=0o700)
            if shutil.disk_usage(folder).free < self.largest + _FREE_DISK:
                raise RefusedFile(text.DISK_FULL)
        except OSError as error:
            raise RefusedFile(text.DISK_FULL) from error
        return folder / safe_name(name)

    def too_large(self, name: str) -> str:
        """Return the sentence about a file over the limit."""
        return text.FILE_TOO_LARGE.format(name=name[:150], limit=f"{self.largest / 1e6:g}")

    def put(self, session: str, owner: str, path: Path) -> Sent:
        """Take a file that lies in the page's folder into the queue."""
        self._check(path)
        sent = Sent(secrets.token_urlsafe(9), session, owner, path.name, path, path.stat().st_size)
        with self._change:
            held = self._lists.setdefault(session, [])
            self._lists.move_to_end(session)
            finished = [s for s in held if s.state in {State.DONE, State.CANCELLED}]
            for old in finished[: max(0, len(held) - _KEPT)]:
                held.remove(old)
            held.append(sent)
            self._forget_old()
            if self._thread is None or not self._thread.is_alive():
                self._run = _Run()
                self._thread = threading.Thread(target=self._work, name="intake", daemon=True)
                self._thread.start()
        return sent

    def cancel(self, session: str, key: str) -> bool:
        """Take a file out of the queue; one that is being read is dropped when its reading ends."""
        with self._change:
            sent = next((s for s in self._lists.get(session, ()) if s.key == key), None)
            if sent is None or sent.state not in {State.WAITING, State.READING}:
                return False
            waiting = sent.state is State.WAITING
            sent.state = State.CANCELLED
        if waiting:
            self._discard(sent)
        return True

    def clear(self, session: str) -> None:
        """Forget what was said about finished files of a session."""
        with self._change:
            held = self._lists.get(session, [])
            held[:] = [s for s in held if s.state in {State.WAITING, State.READING}]

    def files(self, session: str) -> tuple[Sent, ...]:
        """Return the files that a session sent, the newest last."""
        with self._change:
            return tuple(self._lists.get(session, ()))

    def waiting(self) -> int:
        """Return how many files wait or are being read."""
        with self._change:
            return sum(
                s.state in {State.WAITING, State.READING} for held in self._lists.values() for s in held
            )

    # ---- the worker --------------------------------------------------------------------------------------

    def _check(self, path: Path) -> None:
        """Refuse every path that this page did not make itself: links and other folders included."""
        if path.is_symlink() or not path.is_file() or path.resolve().parent.parent != self.folder.resolve():
            raise RefusedFile(text.NOT_SENT_HERE)

    def _forget_old(self) -> None:
        while len(self._lists) > _SESSIONS:
            idle = (
                k
                for k, held in self._lists.items()
                if all(s.state in {State.DONE, State.CANCELLED} for s in held)
            )
            key = next(idle, None)
            if key is None:
                return
            del self._lists[key]

    def _next(self) -> list[Sent]:
        with self._change:
            waiting = [s for held in self._lists.values() for s in held if s.state is State.WAITING]
            chosen = sorted(waiting, key=lambda s: s.size)[: max(1, self.assistant.settings.workers)]
            for sent in chosen:
                sent.state = State.READING
            if not chosen:
                self._thread = None
            return chosen

    def _work(self) -> None:
        indexed, pending = time.monotonic(), False
        while True:
            batch = self._next()
            if not batch:
                if pending:
                    self._index([])
                return
            self._read(batch)
            pending = True
            if time.monotonic() - indexed > _INDEX_EVERY or not self._more():
                self._index(batch)
                indexed, pending = time.monotonic(), False
            for sent in batch:
                self._settle(sent)

    def _more(self) -> bool:
        with self._change:
            return any(s.state is State.WAITING for held in self._lists.values() for s in held)

    def _read(self, batch: Sequence[Sent]) -> None:
        before = self._run.pages

        def heard(progress: Progress) -> None:
            self._run.pages = before + progress.pages

        try:
            for sent in batch:
                self._check(sent.path)
            report = self.assistant.library.add([s.path for s in batch], heard)
            for sent in batch:
                sent.reports = _of(report, sent)
        except Exception as error:
            _LOG.exception("upload failed")
            known = isinstance(error, CorpusError | IndexingError | RefusedFile)
            for sent in batch:
                sent.failure = str(error) if known else text.UPLOAD_FAILED
        for sent in batch:
            self._discard(sent)
            self._run.files += 1
            self._run.bytes_done += sent.size

    def _index(self, batch: Sequence[Sent]) -> None:
        try:
            sync_index(self.assistant.library, self.assistant.index, fill=False)
            self.assistant.index.fill_behind()  # words are searched at once; meaning follows
        except Exception as error:
            _LOG.exception("index not updated")
            for sent in batch:
                sent.failure = str(error) if isinstance(error, IndexingError) else text.UPLOAD_FAILED

    def _settle(self, sent: Sent) -> None:
        with self._change:
            cancelled = sent.state is State.CANCELLED
            if not cancelled:
                sent.state = State.DONE
        for report in sent.reports:
            self.measures.file(report.action.name.lower())
            if report.action in {Action.ADDED, Action.CHANGED} and not cancelled:
                self.audit.note(sent.owner, Deed.ADDED, report.sha256, _shown(report.source))
        sent.reports = tuple(self._explained(report) for report in sent.reports)
        added = [r.document_id for r in sent.reports if r.action is Action.ADDED and r.document_id]
        if cancelled and added:
            try:
                self.assistant.library.remove(added)
                self._index([])
            except (CorpusError, IndexingError):
                _LOG.exception("cancelled file not removed")

    def _explained(self, report: FileReport) -> FileReport:
        """Return a report that says which document a duplicate is a duplicate of."""
        if report.action is not Action.DUPLICATE or not report.document_id:
            return report
        held = self.assistant.library.row(report.document_id)
        same = text.DUPLICATE_OF.format(name=card.full(held)) if held else report.message
        return replace(report, message=same, doubts=())

    def _discard(self, sent: Sent) -> None:
        shutil.rmtree(sent.path.parent, ignore_errors=True)

    # ---- what is shown ------------------------------------------------------------------------------------

    def view(self, session: str) -> str:
        """Return the state of a session's files as HTML; `data-busy` while something is still to come."""
        files = self.files(session)
        if not files:
            return ""
        at_work = [s for s in files if s.state in {State.WAITING, State.READING}]
        finished = [s for s in files if s.state not in {State.WAITING, State.READING}]
        done = f"<ul>{''.join(_finished(s) for s in reversed(finished))}</ul>" if finished else ""
        if at_work:
            share = sum(s.size for s in finished) / max(1, sum(s.size for s in files))
            rows = "".join(_row(s) for s in at_work)
            return (
                f'<section class="hd-outcome" data-busy aria-label="{text.UPLOADING}">'
                f'{bar(share, self._words(files, at_work))}<ul class="hd-queue">{rows}</ul>{done}</section>'
            )
        clear = f'<button type="button" class="hd-button" data-clear-files>{text.UPLOAD_CLEAR}</button>'
        return (
            f'<section class="hd-outcome" data-done aria-label="{text.UPLOAD_DONE}"><h3>{text.UPLOAD_DONE}</h3>'
            f"{done}{clear}</section>"
        )

    def _words(self, files: Sequence[Sent], at_work: Sequence[Sent]) -> str:
        seconds = max(0.1, time.monotonic() - self._run.began)
        reading = next((s.name for s in at_work if s.state is State.READING), at_work[0].name)
        rate = self._run.bytes_done / seconds
        left = sum(s.size for s in at_work) / rate if rate else None
        return text.UPLOAD_STEP.format(
            source=reading, done=len(files) - len(at_work), total=len(files), pages=self._run.pages,
            rate=f"{self._run.pages / seconds:.1f}".replace(".", ","),
            left="" if left is None else text.UPLOAD_LEFT.format(seconds=max(1, round(left))),
        )  # fmt: skip


def _of(report: Report, sent: Sent) -> tuple[FileReport, ...]:
    """Return what a report says about one file: an archive has a line for each of its members."""
    return tuple(f for f in report.files if f.source.startswith(str(sent.path)))


def _row(sent: Sent) -> str:
    label = text.UPLOAD_CANCEL_ONE.format(name=sent.name)
    stop = attributes({"data-cancel": sent.key, "aria-label": label})
    return (
        f"<li><strong>{escape(sent.name)}</strong> <span class='hd-badge hd-plain'>{sent.state.value}</span>"
        f'<button type="button" class="hd-button"{stop}>{text.UPLOAD_CANCEL}</button></li>'
    )


def _finished(sent: Sent) -> str:
    if sent.state is State.CANCELLED:
        return f"<li><strong>{escape(sent.name)}</strong> <span class='hd-badge hd-plain'>{sent.state.value}</span></li>"
    if sent.failure or not sent.reports:
        failed = FileReport(Action.FAILED, sent.name, message=sent.failure or text.UPLOAD_FAILED)
        return _file(failed)
    return "".join(_file(r) for r in sent.reports)


def bar(share: float, words: str) -> str:
    """Return a progress bar with its words."""
    percent = round(share * 100)
    return (
        '<div class="hd-progress"><div role="progressbar" aria-valuemin="0" aria-valuemax="100"'
        f' aria-valuenow="{percent}" aria-label="{text.UPLOADING}"><span style="width:{percent}%"></span></div>'
        f"<p>{escape(words)}</p></div>"
    )


def _file(file: FileReport) -> str:
    style = "hd-warn" if file.action is Action.FAILED else "hd-plain"
    remarks = "".join(f"<li>{escape(d)}</li>" for d in (*filter(None, [file.message]), *file.doubts))
    more = f'<ul class="hd-doubts">{remarks}</ul>' if remarks else ""
    pages = f" · {text.PAGES_COUNT.format(count=file.pages)}" if file.pages else ""
    return (
        f"<li><strong>{escape(_shown(file.source))}</strong>{pages}"
        f' <span class="hd-badge {style}">{escape(file.action.value)}</span>{more}</li>'
    )


def _shown(source: str) -> str:
    """Return a file's name, with its archive's where it came in one: "ho so.zip!a/b.docx"."""
    archive, mark, member = source.partition("!")
    return Path(archive).name + (f" › {member}" if mark else "")
