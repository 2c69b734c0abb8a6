"""Files kept by content hash, and the readings made of them, so that a command starts fast.

A reading (what a format's reader made of the file) is dear and kept until the readers change. A
document (what structure, header and register make of a reading) is cheap: it is kept for the exact
program that made it and made again by any other, so an upgrade never shows a stale outline.
"""

from __future__ import annotations

import contextlib
import hashlib
import logging
import shutil
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from corpus.errors import LibraryUnwritable, UnreadableFile
from corpus.library.manifest import reason, write_atomically
from corpus.model import Document, SourceText

_LOG = logging.getLogger(__name__)
_PACKAGE = Path(__file__).parents[1]
_TOOLS = ("tesseract", "pdftoppm", "catdoc", "antiword", "soffice")  # each can change what a reader sees
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


@dataclass(frozen=True, slots=True)
class Store:
    """The folder of a library: `files/`, `readings/` and `documents/`, all named by content hash."""

    folder: Path

    def keep(self, path: Path, sha256: str, name: str) -> Path:
        """Copy a file into the store unless it is there, under its hash and its ending.

        Raises:
            LibraryUnwritable: no permission, or the disk is full.
        """
        kept = self.original(sha256)
        if kept is not None:
            return kept
        place = self.folder / "files" / (sha256 + _ending(name))
        try:
            data = path.read_bytes()
        except OSError as error:
            raise UnreadableFile(f"Không mở được tệp {name}: {reason(error)}.") from error
        write_atomically(place, data)
        return place

    def original(self, sha256: str) -> Path | None:
        """Return where the file with a content hash is kept, or None."""
        return next(iter(sorted((self.folder / "files").glob(f"{sha256}*"))), None)

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
        """Keep what today's readers made of a file, in place of what earlier ones did."""
        path = self._reading_path(sha256)
        write_atomically(path, _readings().dump_json(source))
        self._forget(path, sha256)

    def document(self, sha256: str, name: str) -> Document | None:
        """Return the document of a kept reading, loaded or built now; None without a usable reading.

        A reading by earlier readers serves until today's have read the file. One document that cannot be
        built never hides the others: `sync` reads it again and says what is wrong.
        """
        try:
            return self.build(sha256, name)
        except Exception:  # the log has the place of the mistake
            _LOG.exception("building %s", name)
            return None

    def build(self, sha256: str, name: str) -> Document | None:
        """Do as `document` does, but let mistakes be seen."""
        return next((d for d in (self._of(p, sha256, name) for p in self._kept(sha256)) if d), None)

    def _of(self, reading: Path, sha256: str, name: str) -> Document | None:
        path = self._document_path(reading, sha256, name)
        with contextlib.suppress(OSError, ValidationError):
            return _documents().validate_json(path.read_bytes())
        from corpus.library.assemble import build  # noqa: PLC0415 - its patterns take a quarter of a second

        with contextlib.suppress(OSError, ValidationError):
            document = build(_readings().validate_json(reading.read_bytes()), name, sha256)
            with contextlib.suppress(LibraryUnwritable):  # a read-only data folder only costs time
                write_atomically(path, _documents().dump_json(document))
                self._forget(path, sha256)
            return document
        return None

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

    def _forget(self, current: Path, sha256: str) -> None:
        for path in current.parent.glob(f"{sha256}-*.json"):
            if path != current:
                path.unlink(missing_ok=True)
