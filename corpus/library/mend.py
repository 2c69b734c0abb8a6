"""Look through everything that a library keeps, and mend what is damaged from what is whole.

What is whole mends what is not, in this order: an original from the trash or from the place it came
from; a reading from its original; a document from its reading; the manifest from its backup, or from
the originals. Nothing damaged is deleted that cannot be made again: it is moved to `damaged/`.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import CorpusError
from corpus.library import manifest as library_manifest
from corpus.library.manifest import Entry, Manifest
from corpus.library.read import ReadLimits, build_one, read_one
from corpus.library.scan import hash_file
from corpus.library.seal import unsealed
from corpus.library.store import Store

_HASH = 64  # hexadecimal digits of SHA-256


@dataclass(frozen=True, slots=True)
class Damage:
    """One damaged thing: what it is, what is wrong with it, and how it was mended (None: it was not)."""

    subject: str
    found: str
    mended: str | None = None
    advice: str | None = None


def manifest_damage(path: Path, *, repair: bool) -> Iterator[Damage]:
    """Yield what is wrong with the manifest and its backup; mend each from the other, or from the originals.

    Raises:
        LibraryDamaged: it belongs to a later version of the program.
        LibraryUnwritable: it cannot be opened or written.
    """
    own, backup = library_manifest.state(path), library_manifest.state(library_manifest.backup_of(path))
    lost = own == "absent" and (backup == "whole" or _has_originals(path.parent))
    if own == "whole" and backup != "damaged":
        if backup == "absent" and repair:  # of a library that an earlier version wrote
            library_manifest.save_manifest(path, library_manifest.load_manifest(path))
        return
    if own == "absent" and not lost:
        return
    subject, how = "Danh mục thư viện", "bản dự phòng"
    found = "bản dự phòng bị hỏng" if own == "whole" else "bị hỏng" if own == "damaged" else "đã mất"
    whole = own if own == "whole" else backup
    if not repair:
        yield Damage(subject, found, advice="hoidap doctor --repair")
        return
    if whole == "whole":
        manifest = library_manifest.load_manifest(path)
        how = "danh mục chính" if own == "whole" else how
    else:
        manifest = _from_originals(path.parent)
        how = f"{len(manifest.entries)} tệp gốc; các thư mục theo dõi cần thêm lại bằng hoidap add"
    library_manifest.save_manifest(path, manifest)
    yield Damage(subject, found, f"lập lại từ {how}")


def _has_originals(folder: Path) -> bool:
    return any((folder / "files").glob("*"))


def _from_originals(folder: Path) -> Manifest:
    """Return a manifest of the originals at hand, each under the name that its document remembers."""
    entries = []
    for path in sorted((folder / "files").glob("*"), key=lambda p: (p.stat().st_mtime_ns, p.name)):
        sha256 = path.name[:_HASH]
        with contextlib.suppress(OSError):
            if len(path.stem) == _HASH and hash_file(path) == sha256:
                name = _name_of(folder, sha256) or path.name
                entries.append(Entry(sha256, name, path.stat().st_size, (str(path),)))
    return Manifest(entries=tuple(entries))


def _name_of(folder: Path, sha256: str) -> str | None:
    """Return the file name that a document made of an original remembers."""
    for path in (folder / "documents").glob(f"{sha256}-*.json"):
        with contextlib.suppress(OSError, ValueError):
            said = json.loads(unsealed(path.read_bytes())).get("source")
            if isinstance(said, str) and said:
                return said
    return None


def damage(
    store: Store,
    manifest: Manifest,
    shipped: Iterable[tuple[str, str]],
    limits: ReadLimits,
    *,
    repair: bool,
) -> Iterator[Damage]:
    """Yield what is damaged of the originals, readings, documents and the table of summaries.

    Args:
        store: where they are kept.
        manifest: what the library holds.
        shipped: content hash and name of the documents that come with the program; they have no kept original.
        limits: bounds for reading and building again.
        repair: mend it, with the writer lock held by the caller.
    """
    for sha256, name in shipped:
        if _shipped_is_bad(store, sha256, name):
            if repair:
                store.forget_made(sha256, reading=True)
            yield _told(name, "bản đã đọc bị hỏng", "làm lại từ tệp đi kèm chương trình", repair=repair)
    for entry in manifest.entries:
        yield from _entry_damage(store, entry, limits, repair=repair)
    table = store.folder / "summaries.db"
    if table.is_file() and not _is_sound(table):
        if repair:
            table.unlink(missing_ok=True)
        yield _told("Bảng tóm tắt", "bị hỏng", "bỏ đi, được lập lại từ các văn bản", repair=repair)


def _shipped_is_bad(store: Store, sha256: str, name: str) -> bool:
    if not store.has_reading(sha256):
        return False
    _, reading, document = store.damaged(sha256, name)
    return reading or document


def _told(subject: str, found: str, mended: str, *, repair: bool) -> Damage:
    if repair:
        return Damage(subject, found, mended)
    return Damage(subject, found, advice="hoidap doctor --repair")


def _entry_damage(store: Store, entry: Entry, limits: ReadLimits, *, repair: bool) -> Iterator[Damage]:
    original, reading, document = store.damaged(entry.sha256, entry.name)
    if original:
        lost = store.original(entry.sha256, entry.name) is None
        found = "tệp gốc đã mất" if lost else "tệp gốc bị hỏng"
        source = _mend_original(store, entry) if repair else None
        original = source is None
        advice = None
        if original:
            left = "thêm lại tệp này bằng hoidap add" + ("" if reading else "; văn bản vẫn đọc được")
            advice = left if repair else "hoidap doctor --repair"
        yield Damage(entry.name, found, source, advice)
    if reading:
        mended = _read_again(store, entry, limits) if repair and not original else None
        advice = "hoidap doctor --repair" if not repair else "thêm lại tệp này bằng hoidap add"
        yield Damage(entry.name, "bản đã đọc bị hỏng", mended, None if mended else advice)
    elif document:
        mended = _build_again(store, entry, limits) if repair else None
        advice = "hoidap doctor --repair" if not repair else "hoidap sync"
        yield Damage(entry.name, "bản đã phân tích khác với bản đã đọc", mended, None if mended else advice)


def _mend_original(store: Store, entry: Entry) -> str | None:
    """Put the whole original back and say where it was found; a damaged one is set aside."""
    places = [*(store.folder / "trash").glob(f"{entry.sha256}*"), *map(Path, entry.origins)]
    kept = store.original(entry.sha256, entry.name)
    for place in places:
        try:
            whole = place != kept and place.is_file() and hash_file(place) == entry.sha256
        except (OSError, ValueError):  # an origin may be an address, or a member of an archive
            continue
        if whole:
            if kept is not None:
                store.set_aside(kept)
            store.keep(place, entry.sha256, entry.name)
            return f"chép lại từ {place}"
    return None


def _read_again(store: Store, entry: Entry, limits: ReadLimits) -> str | None:
    original = store.whole_original(entry.sha256, entry.name)
    if original is None:
        return None
    try:
        source = read_one(original, entry.name, limits)
    except CorpusError:
        return None
    store.forget_made(entry.sha256, reading=True)
    store.keep_reading(entry.sha256, source)
    return _build_again(store, entry, limits) and "đọc lại từ tệp gốc"


def _build_again(store: Store, entry: Entry, limits: ReadLimits) -> str | None:
    store.forget_made(entry.sha256, reading=False)
    try:
        build_one(store.folder, entry.sha256, entry.name, limits)
    except CorpusError:
        return None
    whole = store.kept_document(entry.sha256, entry.name) is not None
    return "làm lại từ bản đã đọc" if whole else None


def _is_sound(path: Path) -> bool:
    """Whether SQLite finds nothing wrong with a file."""
    try:
        with contextlib.closing(sqlite3.connect(path)) as table:
            return bool(table.execute("PRAGMA quick_check").fetchone() == ("ok",))
    except sqlite3.Error as error:
        return "locked" in str(error)
