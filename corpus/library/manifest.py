"""What the library remembers between runs: which files it holds, where they came from, what failed.

Guarantees:
    1. The manifest on disk is always a complete one: it is written beside and renamed into place.
    2. One writer at a time; a second one is told so at once instead of waiting.
    3. A manifest that cannot be understood is never overwritten: it is set aside, and its backup, written
       with every change, takes its place.
"""

from __future__ import annotations

import contextlib
import errno
import logging
import os
import re
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from filelock import FileLock, Timeout
from pydantic import TypeAdapter, ValidationError

from corpus.errors import LibraryBusy, LibraryDamaged, LibraryUnwritable
from corpus.library.seal import digest

_LOG = logging.getLogger(__name__)
FORMAT = 2  # raised when the manifest changes in a way that older programs cannot read
_READABLE = (1, 2)  # 1 knew no trash and no missing places; both are empty then

TRASH_DAYS = 30  # days for which a removed file can be taken back: a month's work is looked over by then


def day(iso: str) -> str:
    """Return an ISO date as it is written here: "05/06/2024"."""
    year, month, number = iso.split("-")
    return f"{number}/{month}/{year}"


@dataclass(frozen=True, slots=True)
class Entry:
    """One held file: its content hash, the name it is shown under, and every place it was seen at."""

    sha256: str
    name: str
    size: int
    origins: tuple[str, ...]  # absolute path, "archive.zip!member", or URL


@dataclass(frozen=True, slots=True)
class Failure:
    """One file that could not be read; tried again when it or the program changes."""

    origin: str
    sha256: str
    message: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Missing:
    """A place where a held file was seen once and is not seen now; the file stays held."""

    origin: str
    since: str  # ISO date of the first look that did not see it


@dataclass(frozen=True, slots=True)
class Trashed:
    """A file that was removed: its entry as it was, what it was called, and the ISO date of the removal."""

    entry: Entry
    document: str  # id
    number: str
    called: str  # what people call the document: number and title
    removed_on: str


@dataclass(frozen=True, slots=True)
class Edit:
    """A correction by a person of one field of a header; it stays whatever later readers read."""

    sha256: str
    field: str  # name of a field of `Header`
    value: str  # empty: the document has no such field
    on: str  # ISO date


@dataclass(frozen=True, slots=True)
class Manifest:
    """The state of a library; `entries` are in the order in which they were added."""

    format: int = FORMAT
    folders: tuple[str, ...] = ()
    entries: tuple[Entry, ...] = ()
    failures: tuple[Failure, ...] = ()
    ignored: tuple[str, ...] = ()  # hashes of removed files that still stand in a watched folder
    missing: tuple[Missing, ...] = ()
    trash: tuple[Trashed, ...] = ()
    edits: tuple[Edit, ...] = ()

    def entry(self, sha256: str) -> Entry | None:
        """Return the entry of a content hash, or None."""
        return next((e for e in self.entries if e.sha256 == sha256), None)


@cache
def _adapter() -> TypeAdapter[Manifest]:
    return TypeAdapter(Manifest)


_CHECKSUM = re.compile(rb',\n "checksum":"([0-9a-f]{32})"\n}\Z')


def backup_of(path: Path) -> Path:
    """Return where the second copy of a manifest is kept."""
    return path.with_name("manifest.backup.json")


def load_manifest(path: Path) -> Manifest:
    """Return the manifest at a path, its backup where it is damaged, or an empty one where there is none.

    Raises:
        LibraryDamaged: neither is a manifest of a format that this program reads.
        LibraryUnwritable: it cannot be opened.
    """
    manifest = _read(path)
    if isinstance(manifest, Manifest):
        return manifest
    backup = _read(backup_of(path))
    if isinstance(backup, Manifest) and (manifest is not None or backup.entries):
        _LOG.warning("Danh mục thư viện bị hỏng, đang dùng bản dự phòng. Hãy chạy: hoidap doctor --repair.")
        return backup
    if manifest is None:
        return Manifest()
    raise manifest


def state(path: Path) -> str:
    """Return "whole", "absent" or "damaged" for a manifest or its backup."""
    found = _read(path)
    return "absent" if found is None else "whole" if isinstance(found, Manifest) else "damaged"


def _read(path: Path) -> Manifest | LibraryDamaged | None:
    """Return a manifest, the error that says why it is none, or None where there is no file.

    Raises:
        LibraryDamaged: it belongs to a later version.
        LibraryUnwritable: it cannot be opened.
    """
    try:
        data = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise LibraryUnwritable(f"Không mở được thư mục dữ liệu {path.parent}: {reason(error)}.") from error
    seal = _CHECKSUM.search(data)
    try:
        if seal and digest(data[: seal.start()]).encode() != seal[1]:
            raise ValueError("not what was written")
        manifest = _adapter().validate_json(data)
    except (ValidationError, ValueError):
        return LibraryDamaged(
            f"Danh mục thư viện {path} bị hỏng; các tệp gốc vẫn còn trong thư mục files bên cạnh. "
            "Hãy chạy: hoidap doctor --repair."
        )
    if manifest.format not in _READABLE:
        raise LibraryDamaged(
            f"Danh mục thư viện {path} thuộc phiên bản khác ({manifest.format}). "
            "Hãy dùng phiên bản chương trình mới hơn hoặc chọn thư mục dữ liệu khác (HOIDAP_DATA)."
        )
    return replace(manifest, format=FORMAT)


def save_manifest(path: Path, manifest: Manifest) -> None:
    """Write the manifest and its backup so that a crash leaves either the old or the new one.

    A damaged one is set aside first, never overwritten.
    """
    body = _adapter().dump_json(manifest, indent=1).removesuffix(b"\n}")
    data = body + f',\n "checksum":"{digest(body)}"\n}}'.encode()
    for place in (path, backup_of(path)):
        if state(place) == "damaged":
            stamp = time.strftime("%Y%m%d-%H%M%S")
            with contextlib.suppress(OSError):
                place.replace(place.with_name(f"{place.stem}.damaged-{stamp}.json"))
    write_atomically(backup_of(path), data)
    write_atomically(path, data)


def write_atomically(path: Path, data: bytes) -> None:
    """Write a file beside its place and rename it there.

    Raises:
        LibraryUnwritable: no permission, or the disk is full; nothing is left behind.
    """
    temporary: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", suffix=".tmp", delete=False) as file:
            temporary = Path(file.name)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
        raise LibraryUnwritable(
            f"Không ghi được vào thư mục dữ liệu {path.parent}: {reason(error)}. "
            "Hãy kiểm tra quyền ghi và dung lượng đĩa, hoặc đặt HOIDAP_DATA sang thư mục khác."
        ) from error


@contextlib.contextmanager
def exclusive(folder: Path) -> Iterator[None]:
    """Hold the library's writer lock.

    Raises:
        LibraryBusy: another process holds it.
        LibraryUnwritable: the lock file cannot be made.
    """
    lock = FileLock(folder / "library.lock", timeout=0)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout as error:
        raise LibraryBusy(
            f"Thư viện {folder} đang được một tiến trình khác cập nhật. Hãy đợi việc đó xong rồi thử lại."
        ) from error
    except (OSError, NotImplementedError) as error:
        why = reason(error) if isinstance(error, OSError) else "ổ đĩa không khóa được tệp"
        raise LibraryUnwritable(
            f"Không ghi được vào thư mục dữ liệu {folder}: {why}. "
            "Hãy kiểm tra quyền ghi hoặc đặt HOIDAP_DATA sang thư mục khác."
        ) from error
    try:
        yield
    finally:
        lock.release()  # the system releases it too when the process is killed


_REASONS = {
    errno.EACCES: "không có quyền",
    errno.EPERM: "không có quyền",
    errno.EROFS: "ổ đĩa chỉ cho đọc",
    errno.ENOSPC: "đĩa đã đầy",
    errno.EDQUOT: "đã hết hạn mức dung lượng",
    errno.ENOTDIR: "đường dẫn đi qua một tệp, không phải thư mục",
    errno.EEXIST: "đã có một tệp trùng tên thư mục",
    errno.ENAMETOOLONG: "tên tệp quá dài",
    errno.ENOENT: "không tìm thấy",
    errno.EISDIR: "đó là một thư mục",
}


def reason(error: OSError) -> str:
    """Return the cause of a system error in Vietnamese words."""
    return _REASONS.get(error.errno or 0, f"lỗi hệ thống {error.errno}")
