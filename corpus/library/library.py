"""The library: the shipped plan and every document that the user has added.

Guarantees:
    1. Files are kept by content hash; the original of every document can be opened, also after the
       file it came from is gone.
    2. A kill at any moment leaves the library as it was before or after a change; what was read is
       not read again.
    3. One bad file never stops the others; it is reported, and tried again when it or the program changes.
    4. Two documents never share an id.
    5. What could not be read, or is no longer seen, stays; what is removed can be taken back for 30 days.
"""

from __future__ import annotations

import contextlib
import shutil
import tempfile
import threading
import time
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from dataclasses import replace as replace_fields
from datetime import date
from pathlib import Path

from corpus.errors import DocumentNotFound, EditRefused, LibraryDamaged, LibraryUnwritable
from corpus.library import edits as library_edits
from corpus.library import intake as library_intake
from corpus.library import manifest as library_manifest
from corpus.library import mend as library_mend
from corpus.library import names as library_names
from corpus.library import removal as library_removal
from corpus.library import trash as library_trash
from corpus.library.edits import Correction
from corpus.library.fetch import FetchLimits
from corpus.library.ids import renamed
from corpus.library.ledger import Gathered
from corpus.library.manifest import Manifest, Trashed
from corpus.library.read import ReadLimits, build_one
from corpus.library.report import Action, FileReport, ProgressCall, Report
from corpus.library.store import Store
from corpus.library.summary import Summary, draft_sentence
from corpus.model import Document

_OPENED = 20_000_000  # characters of opened documents that are kept: two hundred plans, about 150 MB


class Library:
    """The documents of one data folder; what it returns follows changes by other processes.

    `summaries()` lists all documents without opening one, `document(id)` opens one and keeps the last few.
    """

    def __init__(self, folder: Path, read_limits: ReadLimits, fetch_limits: FetchLimits) -> None:
        self._folder = folder / "library"
        self._store = Store(self._folder)
        self._read_limits = read_limits
        self._fetch_limits = fetch_limits
        self._listed: tuple[object, tuple[Summary, ...], dict[str, Summary]] | None = None
        self._opened: OrderedDict[tuple[str, object], Document] = OrderedDict()
        self._lock = threading.Lock()

    @classmethod
    def open(
        cls,
        folder: Path,
        *,
        read_limits: ReadLimits | None = None,
        fetch_limits: FetchLimits | None = None,
        damaged: bool = False,
    ) -> Library:
        """Open the library of a data folder; nothing is written until something is added.

        Args:
            folder: the data folder.
            read_limits: bounds of reading.
            fetch_limits: bounds of downloads.
            damaged: open it also where its manifest is damaged, to mend it.

        Raises:
            LibraryDamaged: its manifest cannot be understood.
            LibraryUnwritable: its manifest cannot be opened.
        """
        library = cls(Path(folder), read_limits or ReadLimits(), fetch_limits or FetchLimits())
        if not damaged:
            library.manifest()
        return library

    @property
    def folder(self) -> Path:
        """Return where the library keeps its files."""
        return self._folder

    @property
    def read_limits(self) -> ReadLimits:
        """Return the bounds within which files are read."""
        return self._read_limits

    def manifest(self) -> Manifest:
        """Return what the library holds, as it is on disk now."""
        return library_manifest.load_manifest(self._manifest_path)

    @property
    def _manifest_path(self) -> Path:
        return self._folder / "manifest.json"

    def summaries(self) -> tuple[Summary, ...]:
        """Return a light row for each document: the shipped ones, then the user's in the order of adding."""
        state = self._state()
        listed = self._listed
        if listed is None or listed[0] != state:
            manifest = self.manifest()
            held = self._rows(manifest)
            shipped = [
                library_edits.corrected_row(row, manifest.edits)
                for row in library_intake.shipped(self._store)
            ]
            rows = library_names.assign(shipped, held)
            unseen = library_names.missing_since(manifest)
            noted = tuple(_noted(row, rows, unseen.get(row.sha256)) for row in rows)
            listed = self._listed = state, noted, {row.id: row for row in noted}
        return listed[1]

    def row(self, document_id: str) -> Summary | None:
        """Return the row of the document with an id, or None; looked up, not searched for."""
        rows, listed = self.summaries(), self._listed
        if listed is None or listed[1] is not rows:  # changed just now by another thread
            return next((row for row in rows if row.id == document_id), None)
        return listed[2].get(document_id)

    def _rows(self, manifest: Manifest) -> list[Summary]:
        """Return the rows of all held files, each with the corrections by people."""
        rows = self._store.summaries(((e.sha256, e.name) for e in manifest.entries), self._build)
        found = [rows[e.sha256] for e in manifest.entries if e.sha256 in rows]
        return [library_edits.corrected_row(row, manifest.edits) for row in found]

    def _build(self, folder: Path, sha256: str, name: str) -> None:
        build_one(folder, sha256, name, self._read_limits)

    def documents(self) -> tuple[Document, ...]:
        """Return all documents, opened: for a large library prefer `summaries()` and `document(id)`."""
        return tuple(d for d in map(self._open, self.summaries()) if d is not None)

    def registered(self) -> tuple[Document, ...]:
        """Return the documents that state tasks or targets, opened."""
        stating = (row for row in self.summaries() if row.tasks or row.targets)
        return tuple(d for d in map(self._open, stating) if d is not None)

    def _state(self) -> object:
        try:
            stat = self._manifest_path.stat()
        except OSError:
            return None
        return stat.st_mtime_ns, stat.st_ino, stat.st_size

    def document(self, name: str) -> Document:
        """Return the one document with an id, a number, a file name or a title.

        Raises:
            DocumentNotFound: none or several answer to the name, or its text is damaged; the sentence
                says which, and lists the nearest.
        """
        rows = self.summaries()
        row = self.row(name) or library_names.choose(name, rows)
        document = self._open(row)
        if document is None:
            raise DocumentNotFound(f"Bản đã đọc của {row.source} bị hỏng. Hãy chạy: hoidap sync.")
        return document

    def _open(self, row: Summary) -> Document | None:
        """Return the document of a row under the row's id, with its corrections; None when it is damaged."""
        key = row.sha256, self._state()
        with self._lock:
            if key in self._opened:
                self._opened.move_to_end(key)
                return self._opened[key]
        document = self._store.document(row.sha256, row.source, self._build)
        if document is None:
            document = library_intake.shipped_document(row.sha256, self._store)
        if document is None:
            return None
        document = renamed(replace(document, header=row.header), row.id)
        if row.notes:
            document = replace(document, warnings=(*document.warnings, *row.notes))
        with self._lock:
            self._opened[key] = document
            while sum(len(d.text) for d in self._opened.values()) > _OPENED and len(self._opened) > 1:
                self._opened.popitem(last=False)
        return document

    def original(self, document_id: str) -> Path:
        """Return the file that a document was read from.

        Raises:
            DocumentNotFound: no such document, or its file was deleted from the data folder.
        """
        row = self.row(document_id)
        if row is None:
            raise DocumentNotFound(f"Không có văn bản “{document_id}” trong thư viện.")
        kept = self._store.original(row.sha256, row.source) or library_intake.shipped_path(row.sha256)
        if kept is None:
            raise DocumentNotFound(f"Tệp gốc của {row.source} không còn trong thư mục dữ liệu.")
        return kept

    def add(self, paths: Iterable[str | Path], progress: ProgressCall | None = None) -> Report:
        """Add files, folders (watched from now on), archives and addresses.

        Raises:
            LibraryBusy: another process is changing the library.
            LibraryUnwritable: the data folder cannot be written; the library is as it was.
        """
        with self._changing() as work:
            gathered = library_intake.gather(paths, work, self._fetch_limits)
            return self._apply(gathered, progress)

    def sync(self, progress: ProgressCall | None = None, *, remove_missing: bool = False) -> Report:
        """Make the library agree with the watched folders; read again what older readers have read.

        Args:
            progress: told after each file read.
            remove_missing: put everything that vanished from the folders into the trash; without it only
                a few files that look like deletions by hand (see `corpus.library.scan.compare`).

        Raises:
            LibraryBusy: another process is changing the library.
            LibraryUnwritable: the data folder cannot be written; the library is as it was.
        """
        if not self.manifest().folders and not self.manifest().entries:
            return Report()
        with self._changing() as work:
            gathered = library_intake.watched(self.manifest().folders, work)
            return self._apply(gathered, progress, reread=True, remove_missing=remove_missing)

    def remove(self, names: Iterable[str], *, forever: bool = False) -> Report:
        """Remove documents (by id, number or file name) and watched folders (by path).

        Args:
            names: what to remove.
            forever: delete the originals now instead of keeping them in the trash for 30 days.

        Raises:
            DocumentNotFound: a name fits none or several; nothing is removed then.
            LibraryBusy, LibraryUnwritable: as for `add`.
        """
        with self._changing():
            manifest, rows, files = self.manifest(), self.summaries(), list[FileReport]()
            for name in names:
                manifest, gone = library_removal.without(name, manifest, rows, self._held)
                files += gone
            self._save(manifest, forever=forever)
        if forever:
            files = [replace(file, message="Đã xóa hẳn, không lấy lại được.") for file in files]
        return Report(tuple(files))

    def restore(self, names: Iterable[str]) -> Report:
        """Take removed documents back out of the trash.

        Raises:
            DocumentNotFound: a name fits none or several of the removed ones; nothing is restored then.
            LibraryBusy, LibraryUnwritable: as for `add`.
        """
        with self._changing():
            before = manifest = self.manifest()
            found = dict.fromkeys(library_trash.find(name, before) for name in names)
            files = list[FileReport]()
            for trashed in found:
                sha256, name = trashed.entry.sha256, trashed.entry.name
                original = self._store.take_back(sha256)
                if original is None:
                    raise DocumentNotFound(f"Tệp gốc của {name} không còn trong thùng rác.")
                manifest = library_trash.taken_back(trashed, manifest, original)
                files.append(FileReport(Action.RESTORED, name, sha256))
            self._save(manifest)
        return Report(library_names.describe(files, self.summaries(), self._held))

    def edit(self, name: str, changes: Mapping[str, str | None]) -> Summary:
        """Correct fields of a document's header; what was read stays and is shown beside it.

        Args:
            name: the document, as for `document`.
            changes: field (see `corpus.library.edits.EDITABLE`) → value; empty: the document has none;
                None: take the correction back.

        Raises:
            DocumentNotFound: none or several answer to the name.
            EditRefused: an unknown field, a date that is none, a value too long.
            LibraryBusy, LibraryUnwritable: as for `add`.
        """
        with self._changing():
            sha256 = library_names.choose(name, self.summaries()).sha256
            new = library_edits.edits_of(sha256, changes, date.today())
            dropped = [(sha256, field) for field, value in changes.items() if value is None]
            before = self.manifest()
            self._save(replace(before, edits=library_edits.merged(before.edits, new, dropped)))
        return next(row for row in self.summaries() if row.sha256 == sha256)

    def corrections(self, document_id: str) -> tuple[Correction, ...]:
        """Return what people corrected in a document, each beside what was read."""
        row = self.row(document_id)
        edits = [e for e in self.manifest().edits if row and e.sha256 == row.sha256]
        if row is None or not edits:
            return ()
        read = self._store.stored_summaries([(row.sha256, row.source)]).get(row.sha256)
        return library_edits.corrections(read or row, edits)

    def trash(self) -> tuple[Trashed, ...]:
        """Return what was removed and can be taken back, the latest last."""
        return self.manifest().trash

    def take_over(self, manifest: Manifest, folder: Path, *, replace: bool) -> int:
        """Hold what a backup held; what is held only now goes to the trash. Return how many that are.

        Args:
            manifest: the manifest of the backup.
            folder: where its originals (`files/`) and readings (`readings/`) were unpacked; they are moved.
            replace: without it a document that is held only now is a refusal.

        Raises:
            LibraryUnwritable: the data folder cannot be written, or the backup lacks an original.
            EditRefused: documents would go to the trash.
            LibraryBusy: another process is changing the library.
        """
        with self._changing():
            try:
                before = self.manifest()
            except LibraryDamaged:
                before = Manifest()
            held = {entry.sha256 for entry in manifest.entries}
            gone = [entry.name for entry in before.entries if entry.sha256 not in held]
            if gone and not replace:
                raise EditRefused(
                    f"Bản sao lưu không có {len(gone)} văn bản đang giữ ({', '.join(gone[:3])}…). "
                    "Thêm --replace để chuyển chúng vào thùng rác."
                )
            self._store.take_in(folder)
            known = {*held, *(t.entry.sha256 for t in manifest.trash)}
            trash = [t for t in before.trash if t.entry.sha256 not in known]
            self._save(replace_fields(manifest, trash=(*manifest.trash, *trash)))
        return len(gone)

    def examine(self) -> tuple[library_mend.Damage, ...]:
        """Return everything that is damaged; reads all originals, readings and documents, changes nothing."""
        found = list(library_mend.manifest_damage(self._manifest_path, repair=False))
        with contextlib.suppress(LibraryDamaged):
            found += self._damage(repair=False)
        return tuple(found)

    def mend(self) -> tuple[library_mend.Damage, ...]:
        """Mend what is damaged from what is whole, and return what was found and how each was mended.

        Raises:
            LibraryDamaged: the manifest belongs to a later version of the program.
            LibraryBusy, LibraryUnwritable: as for `add`.
        """
        with self._changing():
            found = [
                *library_mend.manifest_damage(self._manifest_path, repair=True),
                *self._damage(repair=True),
            ]
        self._listed = None
        with self._lock:
            self._opened.clear()
        return tuple(found)

    def _damage(self, *, repair: bool) -> Iterator[library_mend.Damage]:
        shipped = library_intake.shipped_files()
        return library_mend.damage(self._store, self.manifest(), shipped, self._read_limits, repair=repair)

    @contextlib.contextmanager
    def _changing(self) -> Iterator[Path]:
        """Hold the writer lock and yield a folder for passing files, emptied afterwards."""
        with library_manifest.exclusive(self._folder):
            for left in self._folder.glob(
                ".work-*"
            ):  # of a killed process: the lock says that none is at work
                shutil.rmtree(left, ignore_errors=True)
            try:
                work = Path(tempfile.mkdtemp(prefix=".work-", dir=self._folder))
            except OSError as error:
                why = library_manifest.reason(error)
                raise LibraryUnwritable(
                    f"Không ghi được vào thư mục dữ liệu {self._folder}: {why}."
                ) from error
            try:
                yield work
            finally:
                shutil.rmtree(work, ignore_errors=True)

    def _apply(
        self,
        gathered: Gathered,
        progress: ProgressCall | None,
        *,
        reread: bool = False,
        remove_missing: bool = False,
    ) -> Report:
        began = time.monotonic()
        before = self.manifest()
        manifest, files = library_intake.settle(
            before,
            gathered,
            self._store,
            self._read_limits,
            progress,
            reread=reread,
            remove_missing=remove_missing,
        )
        self._save(manifest)
        files_held = [(entry.sha256, entry.name) for entry in manifest.entries]
        trashed = [t.entry.sha256 for t in self.manifest().trash]
        self._store.tidy([*library_intake.shipped_files(), *files_held], trashed)
        described = library_names.describe(files, self.summaries(), self._held)
        return Report(described, time.monotonic() - began)

    def _held(self, sha256: str) -> Summary | None:
        """Return the row of a held file, also where another document says the same."""
        manifest = self.manifest()
        entry = manifest.entry(sha256)
        if entry is None:
            return None
        row = self._store.summaries([(sha256, entry.name)], self._build).get(sha256)
        return row and library_edits.corrected_row(row, manifest.edits)

    def _save(self, manifest: Manifest, *, forever: bool = False) -> None:
        """Write the manifest, and move originals into the trash and out of it accordingly.

        What comes back is moved before the manifest is written and what goes afterwards, so that a kill
        leaves no held document without its original.
        """
        try:
            before = self.manifest()
        except LibraryDamaged:  # only a backup comes in place of a damaged manifest, which is set aside
            before = Manifest()
        after = manifest if forever else library_trash.thrown(before, manifest, self._held, date.today())
        kept = self._store.originals()
        for entry in after.entries:
            if entry.sha256 not in kept:
                self._store.take_back(entry.sha256)
        if after != before:
            library_manifest.save_manifest(self._manifest_path, after)
        self._listed = None
        held = {entry.sha256 for entry in after.entries}
        trashed = {t.entry.sha256 for t in after.trash} - held
        for sha256 in trashed & kept:
            self._store.throw(sha256)
        for entry in (*before.entries, *(t.entry for t in before.trash)):
            if entry.sha256 not in held | trashed:
                self._store.discard(entry.sha256)


def _noted(row: Summary, rows: tuple[Summary, ...], unseen: str | None) -> Summary:
    """Return a row with what the library itself has to say about it: not seen any more, a draft."""
    draft = draft_sentence(row, rows) if row.draft else None
    notes = tuple(filter(None, (unseen, draft)))
    return replace(row, notes=notes, doubts=(*notes, *row.doubts)) if notes else row
