"""The library: the shipped plan and every document that the user has added.

Guarantees:
    1. Files are kept by content hash; the original of every document can be opened, also after the
       file it came from is gone.
    2. A kill at any moment leaves the library as it was before or after a change; what was read is
       not read again.
    3. One bad file never stops the others; it is reported, and tried again when it or the program changes.
    4. Two documents never share an id.
"""

from __future__ import annotations

import contextlib
import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from corpus.errors import DocumentNotFound, LibraryUnwritable
from corpus.library import intake as library_intake
from corpus.library import manifest as library_manifest
from corpus.library import names as library_names
from corpus.library import removal as library_removal
from corpus.library.fetch import FetchLimits
from corpus.library.ledger import Gathered
from corpus.library.manifest import Manifest
from corpus.library.read import ReadLimits
from corpus.library.report import FileReport, ProgressCall, Report
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
            self._loaded = (state, library_names.assign(shipped, self.manifest(), self._store))
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

    def sync(self, progress: ProgressCall | None = None) -> Report:
        """Make the library agree with the watched folders; read again what older readers have read.

        Raises:
            LibraryBusy: another process is changing the library.
            LibraryUnwritable: the data folder cannot be written; the library is as it was.
        """
        if not self.manifest().folders and not self.manifest().entries:
            return Report()
        with self._changing() as work:
            gathered = library_intake.gather(self.manifest().folders, work, self._fetch_limits)
            return self._apply(gathered, progress, reread=True)

    def remove(self, names: Iterable[str]) -> Report:
        """Remove documents (by id, number or file name) and watched folders (by path).

        Raises:
            DocumentNotFound: a name fits none or several; nothing is removed then.
            LibraryBusy, LibraryUnwritable: as for `add`.
        """
        with self._changing():
            manifest, files = self.manifest(), list[FileReport]()
            for name in names:
                manifest, gone = library_removal.without(name, manifest, self.documents(), self._held)
                files += gone
            self._save(manifest)
        return Report(tuple(files))

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

    def _apply(self, gathered: Gathered, progress: ProgressCall | None, *, reread: bool = False) -> Report:
        began = time.monotonic()
        before = self.manifest()
        manifest, files = library_intake.settle(
            before, gathered, self._store, self._read_limits, progress, reread=reread
        )
        self._save(manifest)
        described = library_names.describe(files, self.documents(), self._held)
        return Report(described, time.monotonic() - began)

    def _held(self, sha256: str) -> Document | None:
        entry = self.manifest().entry(sha256)
        return self._store.document(sha256, entry.name) if entry else None

    def _save(self, manifest: Manifest) -> None:
        before = self.manifest()
        if manifest != before:
            library_manifest.save(self._manifest_path, manifest)
        self._loaded = None
        held = {entry.sha256 for entry in manifest.entries}
        for entry in before.entries:
            if entry.sha256 not in held:
                self._store.discard(entry.sha256)
