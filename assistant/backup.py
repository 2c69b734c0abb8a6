"""One file that holds what cannot be made again: originals, readings, manifest, history, users.

Guarantees (tests/assistant/test_backup.py):
    1. A backup is consistent also while the page runs: it holds every file that its manifest names.
    2. Nothing in a backup is believed: names, sizes and checksums are looked at before anything is changed.
    3. Restoring loses nothing: what the backup does not hold goes to the trash, the present history is set
       aside; a kill leaves the library as it was before or after.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import re
import shutil
import sqlite3
import tempfile
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from corpus.errors import CorpusError, LibraryUnwritable
from corpus.library import Library, Manifest, load_manifest, reason, save_manifest

FORMAT = "hoidap-backup-1"
_CONTENTS = "backup.json"
_MANIFEST, _HISTORY, _USERS = "library/manifest.json", "history.sqlite", "users.json"
_MEMBER = re.compile(
    r"library/files/[0-9a-f]{64}(?:\.[a-z0-9]{1,8})?|library/readings/[0-9a-f]{64}-[0-9a-f]{16}\.json"
    r"|library/manifest\.json|history\.sqlite|users\.json"
)
_PASSES = 10  # looks at a library that changes while it is copied
_BLOCK = 1 << 20  # bytes copied at a time
_SPARE = 100_000_000  # bytes that stay free on the disk


class BackupUnusable(CorpusError):
    """A backup cannot be written or restored; `str(error)` is a Vietnamese sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup holds."""

    made: str  # ISO time, UTC
    documents: int
    turns: int | None  # None: without a history
    size: int  # bytes of the file
    damaged: tuple[str, ...] = ()  # names of documents whose original is damaged or lost


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restoration did."""

    documents: int
    trashed: int
    history: bool
    users: bool


# --- writing ---------------------------------------------------------------------------------------------
def write(data: Path, target: Path) -> Backup:
    """Write a backup of a data folder; an earlier file is replaced only by a complete one.

    Raises:
        BackupUnusable: the file cannot be written, or the library does not stop changing.
        CorpusError: the library cannot be read.
    """
    library = Library.open(data)
    temporary: Path | None = None
    try:
        with tempfile.NamedTemporaryFile(  # mode 0600: it holds the history and the users
            dir=target.absolute().parent, prefix=".", suffix=".tmp", delete=False
        ) as file:
            temporary = Path(file.name)
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
                made = _fill(archive, library, data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(target)
    except OSError as error:
        raise BackupUnusable(
            f"Không ghi được bản sao lưu {target}: {reason(error)}. Hãy chọn chỗ khác còn đủ dung lượng."
        ) from error
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
    return Backup(
        made["made"], made["documents"], made["turns"], target.stat().st_size, tuple(made["damaged"])
    )


def _fill(archive: zipfile.ZipFile, library: Library, data: Path) -> dict[str, Any]:
    members: dict[str, str] = {}
    damaged: list[str] = []
    manifest = library.manifest()
    for _ in range(_PASSES):
        damaged = list(_take_files(archive, library.folder, manifest, members))
        now = library.manifest()
        if now == manifest:
            break
        manifest = now
    else:
        raise BackupUnusable("Thư viện đang thay đổi liên tục nên chưa sao lưu được. Hãy đợi rồi thử lại.")
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "manifest.json"
        save_manifest(whole, manifest)
        _put(archive, _MANIFEST, whole, members)
        turns = _take_history(archive, data / _HISTORY, Path(folder) / _HISTORY, members)
    if (data / _USERS).is_file():
        _put(archive, _USERS, data / _USERS, members)
    made = {
        "format": FORMAT, "made": datetime.now(UTC).isoformat(timespec="seconds"), "documents": len(manifest.entries),
        "turns": turns, "damaged": damaged, "members": members,
    }  # fmt: skip
    archive.writestr(_CONTENTS, json.dumps(made, ensure_ascii=False, indent=1))
    return made


def _take_files(
    archive: zipfile.ZipFile, folder: Path, manifest: Manifest, members: dict[str, str]
) -> Iterator[str]:
    """Put originals and readings into the archive; yield the names of those that are not whole."""
    for entry in (*manifest.entries, *(t.entry for t in manifest.trash)):
        whole = any(name.startswith(f"library/files/{entry.sha256}") for name in members)
        for path in (
            () if whole else [*folder.glob(f"files/{entry.sha256}*"), *folder.glob(f"trash/{entry.sha256}*")]
        ):
            name = f"library/files/{path.name}"
            if not whole and _MEMBER.fullmatch(name):
                with contextlib.suppress(FileNotFoundError):  # it moved to the trash just now: the next pass
                    whole = _put(archive, name, path, members, entry.sha256)
        for path in folder.glob(f"readings/{entry.sha256}-*.json"):
            name = f"library/readings/{path.name}"
            if name not in members and _MEMBER.fullmatch(name):
                with contextlib.suppress(FileNotFoundError):
                    _put(archive, name, path, members)
        if not whole:
            yield entry.name


def _put(
    archive: zipfile.ZipFile, name: str, path: Path, members: dict[str, str], sha256: str | None = None
) -> bool:
    """Copy a file into the archive, and note its checksum unless it is not the one that it should have."""
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
        if sha256 is not None and found != sha256:
            return False
        file.seek(0)
        with archive.open(name, "w", force_zip64=True) as out:
            members[name] = _copied(file, out, None)
    return members[name] == found


def _take_history(archive: zipfile.ZipFile, path: Path, copy: Path, members: dict[str, str]) -> int | None:
    """Put a consistent copy of the history into the archive, also while the page writes it."""
    if not path.is_file():
        return None
    try:
        with (
            contextlib.closing(sqlite3.connect(path, timeout=30)) as db,
            contextlib.closing(sqlite3.connect(copy)) as out,
        ):
            db.backup(out)
            out.execute("PRAGMA journal_mode = DELETE")
            turns = int(out.execute("SELECT count(*) FROM turn").fetchone()[0])
    except sqlite3.Error as error:
        raise BackupUnusable(
            "Không sao lưu được lịch sử hỏi đáp vì tệp bị hỏng. Hãy chạy: hoidap doctor --repair."
        ) from error
    _put(archive, _HISTORY, copy, members)
    return turns


def _copied(source: IO[bytes], target: IO[bytes], most: int | None) -> str:
    """Copy a stream and return its SHA-256.

    Raises:
        BackupUnusable: it is longer than `most` bytes.
    """
    digest, size = hashlib.sha256(), 0
    while block := source.read(_BLOCK):
        size += len(block)
        if most is not None and size > most:
            raise BackupUnusable("Bản sao lưu bị hỏng: có tệp dài hơn đã ghi. Hãy dùng bản sao lưu khác.")
        digest.update(block)
        target.write(block)
    return digest.hexdigest()


# --- restoring -------------------------------------------------------------------------------------------
def is_backup(path: Path) -> bool:
    """Whether a file looks like a backup, whole or not."""
    try:
        with zipfile.ZipFile(path) as archive:
            return _CONTENTS in archive.namelist()
    except (OSError, zipfile.BadZipFile, ValueError):
        return False


def restore(data: Path, path: Path, *, replace: bool = False) -> Restored:
    """Make a data folder hold what a backup holds.

    Args:
        data: the data folder; it may be empty, or damaged.
        path: the backup.
        replace: put documents that the backup does not hold into the trash; without it they are a refusal.

    Raises:
        BackupUnusable: it is damaged, of another version, or would take documents away.
        LibraryBusy, LibraryUnwritable: as for `Library.add`.
    """
    data.mkdir(parents=True, exist_ok=True)
    for left in data.glob(".restore-*"):  # of a killed restoration
        shutil.rmtree(left, ignore_errors=True)
    work = Path(tempfile.mkdtemp(prefix=".restore-", dir=data))
    try:
        _unpack(path, work)
        manifest = load_manifest(work / _MANIFEST)
        library = Library.open(data, damaged=True)
        trashed = library.take_over(manifest, work / "library", replace=replace)
        history = _restore_history(work / _HISTORY, data / _HISTORY)
        users = (work / _USERS).is_file() and not (data / _USERS).exists()
        if users:
            (work / _USERS).chmod(0o600)
            (work / _USERS).replace(data / _USERS)
    except OSError as error:
        raise LibraryUnwritable(
            f"Không ghi được vào thư mục dữ liệu {data}: {reason(error)}. Dữ liệu đang có vẫn giữ nguyên."
        ) from error
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return Restored(len(manifest.entries), trashed, history, users)


def _unpack(path: Path, work: Path) -> None:
    """Unpack a backup into a work folder, checked.

    Raises:
        BackupUnusable: it is damaged, or is none.
    """
    damaged = f"Bản sao lưu {path} bị hỏng hoặc không đầy đủ. Hãy dùng bản sao lưu khác; dữ liệu đang có vẫn giữ nguyên."
    try:
        with zipfile.ZipFile(path) as archive:
            members = _members(archive, path)
            sizes = {info.filename: info.file_size for info in archive.infolist()}
            if sum(sizes.values()) + _SPARE > shutil.disk_usage(work).free:
                raise OSError(errno.ENOSPC, "no space", str(work))
            for name, sha256 in members.items():
                place = work / name
                place.parent.mkdir(parents=True, exist_ok=True)
                with archive.open(name) as source, place.open("xb") as target:
                    if _copied(source, target, sizes[name]) != sha256:
                        raise BackupUnusable(damaged)
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        EOFError,
        ValueError,
        KeyError,
        NotImplementedError,
        RuntimeError,
    ) as error:
        raise BackupUnusable(damaged) from error
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EACCES, errno.ENOENT):
            raise
        raise BackupUnusable(damaged) from error
    except Exception as error:
        if isinstance(error, CorpusError):
            raise
        raise BackupUnusable(damaged) from error  # zlib.error and its like


def _members(archive: zipfile.ZipFile, path: Path) -> dict[str, str]:
    if archive.getinfo(_CONTENTS).file_size > 200_000_000:  # bytes: a million files
        raise ValueError("too long")
    contents = json.loads(archive.read(_CONTENTS))
    if not isinstance(contents, dict) or not isinstance(contents.get("members"), dict):
        raise ValueError("no contents")
    if contents.get("format") != FORMAT:
        raise BackupUnusable(
            f"Bản sao lưu {path} thuộc phiên bản khác. Hãy dùng phiên bản chương trình mới hơn."
        )
    members: dict[str, str] = contents["members"]
    names = set(archive.namelist())
    for name, sha256 in members.items():
        well = _MEMBER.fullmatch(name) and name in names and isinstance(sha256, str)
        if not well or (name.startswith("library/files/") and name[14:78] != sha256):
            raise ValueError(name)
    if _MANIFEST not in members:
        raise ValueError("no manifest")
    return members


def _restore_history(copy: Path, live: Path) -> bool:
    """Put a history in place of the present one, which is set aside; readers of the running page follow."""
    if not copy.is_file():
        return False
    stamp = time.strftime("%Y%m%d-%H%M%S")
    aside = live.with_name(f"history.before-{stamp}.sqlite")
    if live.exists():
        os.close(os.open(aside, os.O_CREAT | os.O_WRONLY, 0o600))
        try:
            _copy_database(live, aside)
        except sqlite3.Error:  # a damaged one is set aside as it is
            live.replace(aside)
            for end in ("-wal", "-shm"):
                Path(f"{live}{end}").unlink(missing_ok=True)
    os.close(os.open(live, os.O_CREAT | os.O_WRONLY, 0o600))
    try:
        _copy_database(copy, live)
    except sqlite3.Error as error:
        raise BackupUnusable(
            "Lịch sử trong bản sao lưu không dùng được; văn bản đã khôi phục, lịch sử giữ nguyên."
        ) from error
    return True


def _copy_database(source: Path, target: Path) -> None:
    with (
        contextlib.closing(sqlite3.connect(source, timeout=30)) as db,
        contextlib.closing(sqlite3.connect(target, timeout=30)) as out,
    ):
        db.backup(out)
