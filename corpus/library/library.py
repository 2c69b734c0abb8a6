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
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from corpus.errors import DocumentNotFound, LibraryUnwritable
from corpus.library import intake as library_intake
from corpus.library import manifest as library_manifest
from corpus.library import names as library_names
from corpus.library import removal as library_removal
from corpus.library import trash as library_trash
from corpus.library.fetch import FetchLimits
from corpus.library.ledger import Gathered
from corpus.library.manifest import Manifest, Trashed
from corpus.library.read import ReadLimits
from corpus.library.report import Action, FileReport, ProgressCall, Report
from corpus.library.store import Store
from corpus.model import Document


class Library:
    """The documents of one data folder; `documents()` follows changes by other processes."""

    def __init__(self, folder: Path, read_limits: ReadLimits, fetch_limits: FetchLimits) -> None:
        self._folder = folder / "library"
        self._store = Store(self._folder)
        self._read_limits = read_limits
        self._fetch_limits = fetch_limits
        self._loaded: tuple[object, tuple[Document, ...]] | None = None

    @classmethod
    def open(
        cls,
        folder: Path,
        *,
        read_limits: ReadLimits | None = None,
        fetch_limits: FetchLimits | None = None,
    ) -> Library:
        """Open the library of a data folder; nothing is written until something is added.

        Raises:
            LibraryDamaged: its manifest cannot be understood.
            LibraryUnwritable: its manifest cannot be opened.
        """
        library = cls(Path(folder), read_limits or ReadLimits(), fetch_limits or FetchLimits())
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
        return library_manifest.load(self._manifest_path)

    @property
    def _manifest_path(self) -> Path:
        return self._folder / "manifest.json"

    def documents(self) -> tuple[Document, ...]:
        """Return all documents: the shipped ones, then the user's in the order of their adding."""
        state = self._state()
        if self._loaded is None or self._loaded[0] != state:
            shipped = library_intake.shipped(self._store)
            manifest = self.manifest()
            documents = library_names.assign(shipped, manifest, self._store)
            self._loaded = (state, library_names.marked_missing(documents, manifest))
        return self._loaded[1]

    def _state(self) -> object:
        try:
            stat = self._manifest_path.stat()
        except OSError:
            return None
        return stat.st_mtime_ns, stat.st_ino, stat.st_size

    def document(self, name: str) -> Document:
        """Return the one document with an id, a number, a file name or a title.

        Raises:
            DocumentNotFound: none or several answer to the name; the sentence lists the nearest.
        """
        return library_names.choose(name, self.documents())

    def original(self, document_id: str) -> Path:
        """Return the file that a document was read from.

        Raises:
            DocumentNotFound: no such document, or its file was deleted from the data folder.
        """
        document = next((d for d in self.documents() if d.id == document_id), None)
        if document is None:
            raise DocumentNotFound(f"Không có văn bản “{document_id}” trong thư viện.")
        kept = self._store.original(document.sha256) or library_intake.shipped_path(document.sha256)
        if kept is None:
            raise DocumentNotFound(f"Tệp gốc của {document.source} không còn trong thư mục dữ liệu.")
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
            manifest, files = self.manifest(), list[FileReport]()
            for name in names:
                manifest, gone = library_removal.without(name, manifest, self.documents(), self._held)
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
        return Report(library_names.describe(files, self.documents(), self._held))

    def trash(self) -> tuple[Trashed, ...]:
        """Return what was removed and can be taken back, the latest last."""
        return self.manifest().trash

    @contextlib.contextmanager
    def _changing(self) -> Iterator[Path]:
        """Hold the writer lock and yield a folder for passing files, emptied afterwards."""
        with library_manifest.exclusive(self._folder):
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
        described = library_names.describe(files, self.documents(), self._held)
        return Report(described, time.monotonic() - began)

    def _held(self, sha256: str) -> Document | None:
        entry = self.manifest().entry(sha256)
        return self._store.document(sha256, entry.name) if entry else None

    def _save(self, manifest: Manifest, *, forever: bool = False) -> None:
        """Write the manifest, and move originals into the trash and out of it accordingly.

        What comes back is moved before the manifest is written and what goes afterwards, so that a kill
        leaves no held document without its original.
        """
        before = self.manifest()
        after = manifest if forever else library_trash.thrown(before, manifest, self._held, date.today())
        for entry in after.entries:
            self._store.take_back(entry.sha256)
        if after != before:
            library_manifest.save(self._manifest_path, after)
        self._loaded = None
        held = {entry.sha256 for entry in after.entries}
        trashed = {t.entry.sha256 for t in after.trash} - held
        for sha256 in trashed:
            self._store.throw(sha256)
        for entry in (*before.entries, *(t.entry for t in before.trash)):
            if entry.sha256 not in held | trashed:
                self._store.discard(entry.sha256)
