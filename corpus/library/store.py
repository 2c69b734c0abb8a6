"""Files kept by content hash, and the readings made of them, so that a command starts fast.

A reading (what a format's reader made of the file) is dear and kept until the readers change. A
document (what structure, header and register make of a reading) is cheap: it is kept for the exact
program that made it and made again by any other, so an upgrade never shows a stale outline.
"""

from __future__ import annotations

import contextlib
import hashlib
import logging
import os
import shutil
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter

from corpus.errors import LibraryUnwritable, UnreadableFile
from corpus.library import summary
from corpus.library.manifest import reason, write_atomically
from corpus.library.seal import sealed, text_digest, text_sealed, unsealed
from corpus.library.summary import Summary
from corpus.model import Document, SourceText

_LOG = logging.getLogger(__name__)
_PACKAGE = Path(__file__).parents[1]
_TOOLS = ("tesseract", "pdftoppm", "catdoc", "antiword", "soffice")  # each can change what a reader sees
_HASH = 64  # hexadecimal digits of SHA-256
_STALE = 3600.0  # seconds after which a half-written file is nobody's any more
_PREFIX = 16  # hexadecimal digits of a fingerprint in a file name: 64 bits, no collision in practice


@cache
def reading_fingerprint() -> str:
    """Return what a reading depends on: the readers' code and the programs that they call."""
    tools = [name for name in _TOOLS if shutil.which(name)]
    encodings = _PACKAGE / "text" / "encodings.py"
    parts = [*sorted(_PACKAGE.glob("readers/**/*.py")), encodings, _PACKAGE / "model.py"]
    return _digest(parts, ",".join(tools))


@cache
def document_fingerprint() -> str:
    """Return what a document depends on beside its reading: all code and tables of this package."""
    return _digest(sorted([*_PACKAGE.rglob("*.py"), *_PACKAGE.rglob("*.toml")]), "")


@cache
def program_fingerprint() -> str:
    """Return what a failure to read or build a file depends on; with another one it is tried again."""
    return f"{reading_fingerprint()}-{document_fingerprint()}"


def _digest(paths: list[Path], extra: str) -> str:
    digest = hashlib.sha256(extra.encode())
    for path in paths:
        digest.update(path.name.encode())
        with contextlib.suppress(FileNotFoundError):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:_PREFIX]


def _ending(name: str) -> str:
    suffix = Path(name).suffix.lower()
    return suffix if suffix.isascii() and len(suffix) <= 9 else ""  # ".markdown" has nine characters


@cache
def _readings() -> TypeAdapter[SourceText]:
    return TypeAdapter(SourceText)


@cache
def _documents() -> TypeAdapter[Document]:
    return TypeAdapter(Document)


Build = Callable[[Path, str, str], None]  # folder, content hash, name


@dataclass(frozen=True, slots=True)
class Store:
    """The folder of a library: `files/`, `readings/` and `documents/`, all named by content hash."""

    folder: Path

    def keep(self, path: Path, sha256: str, name: str) -> Path:
        """Copy a file into the store unless it is there, under its hash and its ending.

        Raises:
            LibraryUnwritable: no permission, or the disk is full.
        """
        place = self.folder / "files" / (sha256 + _ending(name))
        if place.is_file() and place.stat().st_size == path.stat().st_size:
            return place
        try:
            data = path.read_bytes()
        except OSError as error:
            raise UnreadableFile(f"Không mở được tệp {name}: {reason(error)}.") from error
        write_atomically(place, data)
        return place

    def original(self, sha256: str, name: str = "") -> Path | None:
        """Return where the file with a content hash is kept, or None; found at once where its name is known."""
        place = self.folder / "files" / (sha256 + _ending(name))
        if name and place.is_file():
            return place
        return next(iter(sorted((self.folder / "files").glob(f"{sha256}*"))), None)

    def whole_original(self, sha256: str, name: str) -> Path | None:
        """Return the kept original if its content still has its hash."""
        path = self.original(sha256, name)
        return path if path is not None and _hashes_to(path, sha256) else None

    def take_in(self, folder: Path) -> None:
        """Move originals and readings of an unpacked backup into the store, where they are not there whole.

        Raises:
            LibraryUnwritable: no permission, or the disk is full.
        """
        try:
            for room in ("files", "readings"):
                (self.folder / room).mkdir(parents=True, exist_ok=True)
                for path in sorted((folder / room).glob("*")):
                    place = self.folder / room / path.name
                    whole = room == "files" and _hashes_to(place, path.name[:_HASH])
                    if not whole:
                        path.replace(place)
        except OSError as error:
            raise LibraryUnwritable(f"Không ghi được vào {self.folder}: {reason(error)}.") from error

    def originals(self) -> frozenset[str]:
        """Return the content hashes of all files kept."""
        return frozenset(path.name[:_HASH] for path in _listed(self.folder / "files"))

    def throw(self, sha256: str) -> None:
        """Put an original into the trash; its reading stays, so that taking it back costs nothing."""
        self._move(sha256, "files", "trash")

    def take_back(self, sha256: str) -> Path | None:
        """Take an original out of the trash and return where it is kept, or None."""
        if self.original(sha256) is None:
            self._move(sha256, "trash", "files")
        return self.original(sha256)

    def _move(self, sha256: str, source: str, target: str) -> None:
        for path in (self.folder / source).glob(f"{sha256}*"):
            place = self.folder / target / path.name
            try:
                place.parent.mkdir(exist_ok=True)
                path.replace(place)
            except OSError as error:
                raise LibraryUnwritable(f"Không ghi được vào {place.parent}: {reason(error)}.") from error

    def has_reading(self, sha256: str) -> bool:
        """Whether today's readers have read a file."""
        return self._reading_path(sha256).is_file()

    def keep_reading(self, sha256: str, source: SourceText) -> None:
        """Keep what today's readers made of a file; `tidy` drops what earlier ones did."""
        write_atomically(self._reading_path(sha256), sealed(_readings().dump_json(source), source.text))

    def document(self, sha256: str, name: str, build: Build | None = None) -> Document | None:
        """Return the document of a kept reading, loaded or built now; None without a usable reading.

        A reading by earlier readers serves until today's have read the file. One document that cannot be
        built never hides the others: it is not tried again by this program until `sync` reads the file.

        Args:
            sha256: content hash of the original.
            name: its file name.
            build: makes and stores a document within limits; without it nothing is built.
        """
        document = self.kept_document(sha256, name)
        if document is not None or build is None:
            return document
        if any(self._hopeless(path).exists() for path in self._document_paths(sha256, name)):
            return None
        try:
            build(self.folder, sha256, name)
        except Exception:  # the log has the place of the mistake
            _LOG.exception("building %s", name)
            for path in self._document_paths(sha256, name):
                with contextlib.suppress(OSError):
                    self._hopeless(path).touch()
        return self.kept_document(sha256, name)

    def kept_document(self, sha256: str, name: str) -> Document | None:
        """Return the document of a kept reading if this program has built it and it is whole.

        Its text has to be the one that was read from the original: a digit that changed on the disk is
        never cited.
        """
        for reading in self._kept(sha256):
            path = self._document_path(reading, sha256, name)
            try:
                document = _documents().validate_json(unsealed(path.read_bytes()))
            except FileNotFoundError:
                continue
            except (OSError, ValueError):
                _LOG.warning("Bản đã phân tích của %s bị hỏng, được làm lại từ bản đã đọc.", name)
                continue
            if self._says(reading, document.text):
                return document
            _LOG.warning("Bản đã phân tích của %s khác bản đã đọc, được làm lại.", name)
        return None

    def _says(self, reading: Path, text: str) -> bool:
        """Whether a text is the one of a reading; a reading that is damaged itself contradicts nothing."""
        said = text_sealed(reading)
        if said is not None:
            return said == text_digest(text)
        try:
            return bool(_readings().validate_json(unsealed(reading.read_bytes())).text == text)
        except (OSError, ValueError):
            return True

    def damaged(self, sha256: str, name: str) -> tuple[bool, bool, bool]:
        """Return whether the original, its reading and its document are damaged or missing.

        A document is missing only where it was never built: that is no damage.
        """
        bad_original = self.whole_original(sha256, name) is None
        readings = self._kept(sha256)
        texts = [self._text_of(path) for path in readings]
        bad_document = False
        for reading in readings:
            path = self._document_path(reading, sha256, name)
            if path.is_file():
                bad_document |= self.kept_document(sha256, name) is None
        return bad_original, not readings or None in texts, bad_document

    def _text_of(self, reading: Path) -> str | None:
        """Return what a reading says, or None where it is damaged."""
        try:
            text: str = _readings().validate_json(unsealed(reading.read_bytes())).text
        except (OSError, ValueError):
            return None
        said = text_sealed(reading)
        return text if said in (None, text_digest(text)) else None

    def forget_made(self, sha256: str, *, reading: bool) -> None:
        """Delete the documents of a file, and its readings where these are damaged too."""
        for folder in ("documents", "readings") if reading else ("documents",):
            for path in (self.folder / folder).glob(f"{sha256}*"):
                _drop(path)

    def set_aside(self, path: Path) -> Path:
        """Move a damaged file to `damaged/`, where nothing uses it and a person can look at it.

        Raises:
            LibraryUnwritable: it cannot be moved.
        """
        place = self.folder / "damaged" / f"{time.strftime('%Y%m%d-%H%M%S')}-{path.name}"
        try:
            place.parent.mkdir(exist_ok=True)
            return path.replace(place)
        except OSError as error:
            raise LibraryUnwritable(f"Không ghi được vào {place.parent}: {reason(error)}.") from error

    def _document_paths(self, sha256: str, name: str) -> list[Path]:
        return [self._document_path(reading, sha256, name) for reading in self._kept(sha256)]

    def _hopeless(self, document: Path) -> Path:
        return document.with_suffix(".failed")

    def build(self, sha256: str, name: str) -> Document | None:
        """Return the document of a kept reading, made and stored now; for trusted text or a limited process."""
        return next((d for d in (self._of(p, sha256, name) for p in self._kept(sha256)) if d), None)

    def _of(self, reading: Path, sha256: str, name: str) -> Document | None:
        path = self._document_path(reading, sha256, name)
        from corpus.library.assemble import build  # noqa: PLC0415 - its patterns take a quarter of a second

        with contextlib.suppress(OSError, ValueError):
            document = build(_readings().validate_json(unsealed(reading.read_bytes())), name, sha256)
            with contextlib.suppress(LibraryUnwritable):  # a read-only data folder only costs time
                write_atomically(path, sealed(_documents().dump_json(document), document.text))
                summary.store(self._table, {path.stem: summary.summary(document)})
                self._hopeless(path).unlink(missing_ok=True)
            return document
        return None

    def stored_summaries(self, files: Iterable[tuple[str, str]]) -> dict[str, Summary]:
        """Return the rows of files by content hash, as far as they are stored.

        Args:
            files: content hash and name of each.
        """
        rows = summary.stored(self._table)
        found: dict[str, Summary] = {}
        for sha256, name in files:
            keys = [path.stem for path in self._document_paths(sha256, name)]
            row = next((rows[key] for key in keys if key in rows), None)
            if row is not None:
                found[sha256] = row
        return found

    def summaries(self, files: Iterable[tuple[str, str]], build: Build) -> dict[str, Summary]:
        """Return the rows of files by content hash, made now where they are not stored.

        Args:
            files: content hash and name of each; one that cannot be built is left out.
            build: makes and stores a document within limits.
        """
        files = tuple(files)
        found = self.stored_summaries(files)
        made: dict[str, Summary] = {}
        for sha256, name in files:
            if sha256 not in found and (document := self.document(sha256, name, build)):
                found[sha256] = summary.summary(document)
                made[self._document_paths(sha256, name)[0].stem] = found[sha256]
        summary.store(self._table, made)
        return found

    @property
    def _table(self) -> Path:
        return self.folder / "summaries.db"

    def is_whole(self, sha256: str, name: str) -> bool:
        """Whether today's readers have read a file and what was kept of it is not cut off."""
        reading = self._reading_path(sha256)
        document = self._document_path(reading, sha256, name)
        return _ends_well(reading) and _ends_well(document)

    def _kept(self, sha256: str) -> list[Path]:
        current = self._reading_path(sha256)
        if current.is_file():
            return [current]
        return sorted((self.folder / "readings").glob(f"{sha256}-*.json"))

    def discard(self, sha256: str) -> None:
        """Delete a file and everything made of it."""
        for folder in ("files", "trash", "readings", "documents"):
            for path in (self.folder / folder).glob(f"{sha256}*"):
                path.unlink(missing_ok=True)

    def _reading_path(self, sha256: str) -> Path:
        return self.folder / "readings" / f"{sha256}-{reading_fingerprint()}.json"

    def _document_path(self, reading: Path, sha256: str, name: str) -> Path:
        made_of = hashlib.sha256(f"{name}\0{reading.stem}".encode()).hexdigest()[:_PREFIX]
        return self.folder / "documents" / f"{sha256}-{made_of}-{document_fingerprint()}.json"

    def tidy(self, files: Iterable[tuple[str, str]], trashed: Iterable[str] = ()) -> None:
        """Delete what nothing needs: readings and documents of earlier programs, and what belongs to no file.

        Originals are never deleted here. What cannot be deleted now is left for the next time.

        Args:
            files: content hash and name of each file held.
            trashed: content hashes in the trash; their readings stay.
        """
        current: set[str] = set()
        stems: set[str] = set()
        for sha256, name in files:
            readings = self._kept(sha256)
            current.update(path.name for path in readings)
            stems.update(self._document_path(path, sha256, name).stem for path in readings)
        kept = frozenset(trashed)
        for path in _listed(self.folder / "readings"):
            if path.name not in current and path.name[:_HASH] not in kept:
                _drop(path)
        for path in _listed(self.folder / "documents"):
            if path.stem not in stems:
                _drop(path)
        summary.keep_only(self._table, stems)
        self._sweep()

    def _sweep(self) -> None:
        """Delete halves of files and work folders that a killed process left; the caller holds the lock."""
        for folder in ("", "files", "readings", "documents"):
            for path in (self.folder / folder).glob(".*.tmp"):
                if time.time() - path.stat().st_mtime > _STALE:
                    _drop(path)


def _hashes_to(path: Path, sha256: str) -> bool:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == sha256
    except OSError:
        return False


def _listed(folder: Path) -> list[Path]:
    try:
        return [Path(entry.path) for entry in os.scandir(folder) if not entry.name.startswith(".")]
    except OSError:
        return []


def _ends_well(path: Path) -> bool:
    """Whether a JSON object is there to its end."""
    try:
        with path.open("rb") as file:
            file.seek(-1, os.SEEK_END)
            return file.read(1) == b"}"
    except OSError:
        return False


def _drop(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink()
