"""What an addition or a sync does: gather files, read the new ones, settle the manifest."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path

from corpus.errors import CorpusError, LibraryUnwritable, UnreadableFile
from corpus.library.fetch import FetchLimits, fetch, is_url
from corpus.library.ledger import Gathered, Ledger
from corpus.library.manifest import Manifest, reason
from corpus.library.read import Outcome, ReadLimits, Waiting, build_one, read_all
from corpus.library.report import Action, FileReport, ProgressCall
from corpus.library.scan import Change, compare, hash_file, walk
from corpus.library.store import Store, program_fingerprint
from corpus.library.summary import Summary, summary
from corpus.model import Document, SourceText
from corpus.readers import MAX_BYTES, Kind, archive, kind_of, read
from corpus.readers.limits import Words, run_limited

_LARGEST = 1024 * 2**20  # bytes of one file: scans of a whole volume take 400 MB
_UNPACKED = 4096 * 2**20  # bytes of all archives of one addition
_SPARE = 200 * 2**20  # bytes that stay free on the disk while archives are unpacked
_HEAD = 4096  # bytes by which a mail is known
_PACKED = (b"PK", b"\xd0\xcf\x11\xe0")  # archives and OLE files are known by their list of members
_DEPTH = 3  # mails and archives in mails: a forward of a forward with its file
_MAIL = 60.0  # seconds to open a mail; one of 25 MB takes one

_SHIPPED = Path(__file__).parents[1] / "documents"


@cache
def _shipped_files() -> tuple[tuple[str, Path], ...]:
    return tuple((hash_file(path), path) for path in sorted(_SHIPPED.glob("*.txt")))


def shipped_path(sha256: str) -> Path | None:
    """Return the shipped file with a content hash, or None."""
    return dict(_shipped_files()).get(sha256)


def shipped(store: Store) -> tuple[Summary, ...]:
    """Return the documents that come with the program."""
    rows = store.stored_summaries((sha, path.name) for sha, path in _shipped_files())
    return tuple(rows.get(sha) or summary(_built(sha, path, store)) for sha, path in _shipped_files())


def shipped_document(sha256: str, store: Store) -> Document | None:
    """Return a document that comes with the program, or None for another content hash."""
    path = shipped_path(sha256)
    return _built(sha256, path, store) if path else None


def _built(sha256: str, path: Path, store: Store) -> Document:
    if store.has_reading(sha256) and (document := store.kept_document(sha256, path.name)):
        return document
    from corpus.library.assemble import build  # noqa: PLC0415 - its patterns take a quarter of a second

    source = read(path)
    try:
        store.keep_reading(sha256, source)
    except CorpusError:  # a read-only data folder only costs time
        return build(source, path.name, sha256)
    return store.build(sha256, path.name) or build(source, path.name, sha256)


def shipped_files() -> tuple[tuple[str, str], ...]:
    """Return content hash and name of each shipped file."""
    return tuple((sha, path.name) for sha, path in _shipped_files())


def watched(folders: Iterable[str], work: Path) -> Gathered:
    """Return the files of the watched folders; a folder that is gone, or is none any more, is told.

    Args:
        folders: absolute paths.
        work: a folder for members of archives.
    """
    gathered = Gathered()
    for folder in folders:
        if os.path.isdir(folder):
            _take_path(Path(folder), gathered, work)
            continue
        gathered.unreachable[folder] = None
        message = f"Không tìm thấy thư mục theo dõi {folder}. Nếu không dùng nữa: hoidap remove “{folder}”."
        gathered.failed.append(FileReport(Action.FAILED, folder, message=message))
    return gathered


def gather(paths: Iterable[str | Path], work: Path, limits: FetchLimits) -> Gathered:
    """Return the files that some paths and addresses amount to.

    Args:
        paths: files, folders, archives, http(s) addresses.
        work: a folder for downloads and members of archives.
        limits: bounds of each download.
    """
    gathered = Gathered()
    for path in paths:
        text = str(path)
        try:
            if is_url(text):
                _take_url(text, gathered, work, limits)
            else:
                _take_path(Path(text).expanduser().absolute(), gathered, work)
        except CorpusError as error:
            gathered.failed.append(FileReport(Action.FAILED, text, message=str(error)))
    return gathered


def _take_url(url: str, gathered: Gathered, work: Path, limits: FetchLimits) -> None:
    fetched = fetch(url, limits)
    path = work / hashlib.sha256(url.encode()).hexdigest()
    _put(path, fetched.data)
    _take_file(path, gathered, work, origin=url, name=fetched.name)
    gathered.named.add(url)


def _take_path(path: Path, gathered: Gathered, work: Path) -> None:
    if path.is_dir():
        gathered.folders.append(str(path))
        _take_folder(path, gathered, work)
    elif path.is_file():
        _take_file(path, gathered, work)
        text = _printable(path)
        gathered.named.update(o for o in gathered.files if o == text or o.startswith(f"{text}!"))
    else:
        gathered.unreachable[_printable(path)] = None
        raise UnreadableFile(f"Không tìm thấy tệp hoặc thư mục {path}. Hãy kiểm tra lại đường dẫn.")


def _take_folder(folder: Path, gathered: Gathered, work: Path) -> None:
    def unreachable(place: Path, error: OSError | None) -> None:
        if error is None:
            gathered.unreachable[_printable(place)] = f"{place} nay là một liên kết nên không được đọc."
            return
        gathered.unreachable[_printable(place)] = None
        message = f"Không mở được {place}: {reason(error)}."
        gathered.failed.append(FileReport(Action.FAILED, str(place), message=message))

    gathered.roots.append(str(folder))
    for file in walk(folder, unreachable):
        try:
            _take_file(file, gathered, work)
        except CorpusError as error:
            gathered.unreachable[_printable(file)] = None
            gathered.failed.append(FileReport(Action.FAILED, str(file), message=str(error)))


def _take_file(
    path: Path, gathered: Gathered, work: Path, *, origin: str | None = None, name: str | None = None
) -> None:
    origin, name = origin or _printable(path), name or _printable(Path(path.name))
    try:
        if path.stat().st_size > _LARGEST:
            raise UnreadableFile(f"Tệp {name} lớn hơn {_LARGEST >> 20} MB: hãy tách tệp rồi thêm lại.")
        file = Waiting(hash_file(path), path, name, origin, path.stat().st_size)
        kind = _holder(path)
    except OSError as error:
        raise UnreadableFile(f"Không mở được tệp {name}: {reason(error)}.") from error
    if kind is Kind.ZIP:
        _take_members(file, gathered, work, depth=0)
        return
    gathered.files[origin] = file
    if kind is not None:
        _take_attachments(file, gathered, work, depth=0)


def _printable(path: Path) -> str:
    """Return a path as text that any file can hold, also where its name is not UTF-8."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _holder(path: Path) -> Kind | None:
    """Return the kind of a file that holds other files: an archive, a mail; else None."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if head.startswith(_PACKED):
        head = path.read_bytes() if path.stat().st_size <= MAX_BYTES or head.startswith(b"PK") else head
    kind = kind_of(head, path.name)
    return kind if kind in {Kind.ZIP, Kind.EML, Kind.MSG} else None


def _take_members(holder: Waiting, gathered: Gathered, work: Path, *, depth: int) -> None:
    """Take the files of an archive; archives inside it are read as files, and so refused."""
    folder = _room(work, holder)
    for number, (member, data) in enumerate(archive.members(holder.path, holder.name)):
        gathered.unpacked += len(data)
        if gathered.unpacked > _UNPACKED:
            raise UnreadableFile(
                f"Các tệp nén giải ra quá {_UNPACKED >> 30} GB trong một lần: hãy thêm ít tệp nén hơn."
            )
        if shutil.disk_usage(folder).free < len(data) + _SPARE:
            raise UnreadableFile(f"Đĩa không đủ chỗ để giải nén {holder.name}: hãy dọn bớt rồi thêm lại.")
        copy = folder / str(number)
        _put(copy, data)
        inside = f"{holder.origin}!{member}"
        file = Waiting(hashlib.sha256(data).hexdigest(), copy, Path(member).name, inside, len(data))
        gathered.files[inside] = file
        if _holder(copy) in {Kind.EML, Kind.MSG}:
            _take_attachments(file, gathered, work, depth=depth + 1)
    gathered.roots.append(holder.origin)  # only once all members were met


def _take_attachments(mail: Waiting, gathered: Gathered, work: Path, *, depth: int) -> None:
    """Take the files that hang on a mail, and those in mails and archives among them, down to a bound.

    A mail that cannot be opened is left to its reading, which says so.
    """
    if depth >= _DEPTH or gathered.unpacked + mail.size > _UNPACKED:
        return
    folder = _room(work, mail)
    arguments = {"path": str(mail.path), "name": mail.name, "folder": str(folder)}
    try:
        answer = run_limited("corpus.readers.mail:unpack", arguments, Words(mail.name, "mở"), seconds=_MAIL)
    except CorpusError:
        return
    for number, name in enumerate(answer["names"]):
        copy = folder / str(number)
        size = copy.stat().st_size
        gathered.unpacked += size
        inside = f"{mail.origin}!{name}"
        file = Waiting(hash_file(copy), copy, name, inside, size)
        kind = _holder(copy)
        if kind is Kind.ZIP:
            try:
                _take_members(file, gathered, work, depth=depth + 1)
            except CorpusError as error:
                gathered.failed.append(FileReport(Action.FAILED, inside, message=str(error)))
            continue
        gathered.files[inside] = file
        if kind is not None:
            _take_attachments(file, gathered, work, depth=depth + 1)
    gathered.roots.append(mail.origin)


def _room(work: Path, holder: Waiting) -> Path:
    """Return a folder for what a file holds; the same file may be met at several places."""
    folder = work / f"{holder.sha256}-{hashlib.sha256(holder.origin.encode()).hexdigest()[:8]}"
    folder.mkdir(exist_ok=True)
    return folder


def _put(path: Path, data: bytes) -> None:
    """Write a passing file.

    Raises:
        LibraryUnwritable: the disk is full.
    """
    try:
        path.write_bytes(data)
    except OSError as error:
        raise LibraryUnwritable(f"Không ghi được vào {path.parent}: {reason(error)}.") from error


def settle(
    before: Manifest,
    gathered: Gathered,
    store: Store,
    limits: ReadLimits,
    progress: ProgressCall | None,
    *,
    reread: bool,
    remove_missing: bool = False,
) -> tuple[Manifest, list[FileReport]]:
    """Read what is new and return the manifest that results, with what happened to each file.

    Args:
        before: what the library held.
        gathered: what was met now.
        store: where files and readings are kept.
        limits: bounds of each reading.
        progress: told after each file read.
        reread: read again what only earlier readers have read.
        remove_missing: take everything that vanished from the folders as deleted.
    """
    ignored = set(before.ignored) - {gathered.files[o].sha256 for o in gathered.named}
    seen = {o: file.sha256 for o, file in gathered.files.items() if file.sha256 not in ignored}
    changes = compare(
        before,
        seen,
        gathered.roots,
        dict(_shipped_files()),
        gathered.unreachable,
        remove_missing=remove_missing,
    )
    stale = _stale(before, store) if reread else []
    messages = _read_new(before, [*_fresh(changes, gathered, store), *stale], store, limits, progress)
    ledger = Ledger(replace(before, ignored=tuple(sorted(ignored))), gathered, messages)
    for change in changes:
        ledger.settle(change)
    for file in stale:
        ledger.reread(file)
    return ledger.manifest(), [*ledger.files, *ledger.unreached()]


def _fresh(changes: Iterable[Change], gathered: Gathered, store: Store) -> list[Waiting]:
    wanted = [c for c in changes if c.action in (Action.ADDED, Action.CHANGED)]
    unread = {c.sha256: gathered.files[c.origin] for c in wanted if not store.has_reading(c.sha256)}
    return list(unread.values())


def _stale(manifest: Manifest, store: Store) -> list[Waiting]:
    """Return the held files that today's readers have not read yet, or whose reading is damaged."""
    waiting = []
    for entry in manifest.entries:
        kept = store.original(entry.sha256, entry.name)
        if kept is not None and not store.is_whole(entry.sha256, entry.name):
            waiting.append(Waiting(entry.sha256, kept, entry.name, entry.origins[0], entry.size))
    return waiting


def _read_new(
    before: Manifest, files: list[Waiting], store: Store, limits: ReadLimits, progress: ProgressCall | None
) -> dict[str, str]:
    """Read files and keep what was read; return the message for each content hash that failed."""
    known = {f.sha256: f.message for f in before.failures if f.fingerprint == program_fingerprint()}
    hopeless = {f.sha256: known[f.sha256] for f in files if f.sha256 in known}

    hopeful = [f for f in files if f.sha256 not in known]

    def keep(file: Waiting, source: SourceText) -> None:
        store.keep(file.path, file.sha256, file.name)
        store.keep_reading(file.sha256, source)
        build_one(store.folder, file.sha256, file.name, limits)

    outcomes: list[Outcome] = list(read_all(hopeful, limits, keep, progress))
    return hopeless | {o.waiting.sha256: o.message for o in outcomes if o.message is not None}
