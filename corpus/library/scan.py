"""Compare what stands in the watched folders with what the library holds: a pure function and a walk."""

from __future__ import annotations

import hashlib
import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from corpus.library.manifest import Manifest
from corpus.library.report import Action

_BLOCK = 1 << 20  # bytes hashed at a time
# What stands beside documents: Word's owner files, folder settings, thumbnails, halves of downloads.
_LITTER = ("~$", ".~lock.")
_LITTER_NAMES = {"thumbs.db", "desktop.ini", ".ds_store"}
_LITTER_ENDS = (".tmp", ".part", ".crdownload")
FEW = 3  # files that may vanish at once without being asked about: more looks like a lost disk or a slip

Unreachable = Callable[[Path, OSError | None], None]


@dataclass(frozen=True, slots=True)
class Change:
    """What is to be done about one place where a file was seen, or is no longer seen."""

    action: Action
    origin: str
    sha256: str
    before: str | None = None  # the content hash that stood here, or for a move the place it stood at


def hash_file(path: Path) -> str:
    """Return the SHA-256 of a file's content, in hexadecimal."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def walk(folder: Path, unreachable: Unreachable) -> Iterator[Path]:
    """Yield the files of a folder and its subfolders in a fixed order, without links and litter.

    Args:
        folder: where to start.
        unreachable: told each place that was not looked into, with the error, or None for a link.
    """

    def failed(error: OSError) -> None:
        unreachable(Path(error.filename or folder), error)

    for parent, folders, files in os.walk(folder, onerror=failed):
        for name in folders:
            if os.path.islink(Path(parent, name)):
                unreachable(Path(parent, name), None)
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(parent, name)
            if not _is_litter(name) and _is_plain(path, unreachable):
                yield path


def _is_plain(path: Path, unreachable: Unreachable) -> bool:
    """Whether a path is a file that can be asked about; a link or a refusal is told."""
    try:
        if path.is_symlink():
            unreachable(path, None)
            return False
        return path.is_file()
    except OSError as error:
        unreachable(path, error)
        return False


def _is_litter(name: str) -> bool:
    lower = name.lower()
    return name.startswith((".", *_LITTER)) or lower in _LITTER_NAMES or lower.endswith(_LITTER_ENDS)


def under(origin: str, roots: Iterable[str]) -> bool:
    """Whether a place lies in one of some folders, or is a member of one of some archives."""
    return any(origin.startswith((root.rstrip("/") + "/", root + "!")) for root in roots)


def within(origin: str, places: Iterable[str]) -> bool:
    """Whether a place is one of some files, folders and archives, or lies in one of them."""
    places = tuple(places)
    return origin in places or under(origin, places)


def compare(
    manifest: Manifest,
    seen: Mapping[str, str],
    roots: Iterable[str] = (),
    shipped: Iterable[str] = (),
    unreachable: Iterable[str] = (),
    *,
    remove_missing: bool = False,
) -> tuple[Change, ...]:
    """Return the changes that make the library agree with what was seen.

    What vanished is removed only where that is what a person would do by hand: at most `FEW` files at
    once, out of folders that still hold other files, under a root of which something is still there.
    Everything else that is not seen stays held and is told as missing: an empty mount point, a folder
    that became a link or an archive that was half copied looks just like a deletion.

    Args:
        manifest: what the library holds.
        seen: place → content hash, in the order in which the places were met.
        roots: folders (and archives) that were walked: what the library holds from there and was not
            seen has vanished.
        shipped: content hashes of the documents that come with the program.
        unreachable: places that could not be looked into; nothing is said about what lies there.
        remove_missing: take everything that vanished as deleted.
    """
    roots, unreachable = tuple(roots), tuple(unreachable)
    held = {origin: entry.sha256 for entry in manifest.entries for origin in entry.origins}
    gone = {
        origin: sha
        for origin, sha in held.items()
        if origin not in seen and under(origin, roots) and not within(origin, unreachable)
    }
    known = {*shipped, *(entry.sha256 for entry in manifest.entries)}
    changes: list[Change] = []
    for origin, sha in seen.items():
        changes.append(_change(origin, sha, held, known, gone))
        known.add(sha)
    deleted = set(gone) if remove_missing else _deleted(gone, held, seen, roots)
    changes += [
        Change(Action.REMOVED if origin in deleted else Action.MISSING, origin, sha)
        for origin, sha in gone.items()
    ]
    return tuple(changes)


def _deleted(
    gone: Mapping[str, str], held: Mapping[str, str], seen: Mapping[str, str], roots: tuple[str, ...]
) -> set[str]:
    """Return the vanished places that look like deletions by a person."""
    if len(gone) > FEW:
        return set()
    alive = [root for root in roots if any(origin in seen and under(origin, [root]) for origin in held)]
    filled = Counter(archive_of(origin, roots) or os.path.dirname(origin) for origin in seen)
    deleted = set()
    for origin in gone:
        archive = archive_of(origin, roots)
        container = archive if archive in roots else os.path.dirname(archive or origin)
        if archive not in seen and container and filled[container] and under(origin, alive):
            deleted.add(origin)
    return deleted


_MEMBER = re.compile(r"\.(?:zip|eml|msg)!", re.IGNORECASE)  # "/office/2024.zip!qd1.docx", "thu.eml!kh.pdf"


def archive_of(origin: str, archives: Iterable[str]) -> str | None:
    """Return the archive that a place is a member of, or None; by its ending where it is not a known one."""
    known = next((a for a in archives if origin.startswith(a + "!")), None)
    if known is not None:
        return known
    member = _MEMBER.search(origin)
    return origin[: member.end() - 1] if member else None


def _change(origin: str, sha: str, held: Mapping[str, str], known: set[str], gone: dict[str, str]) -> Change:
    before = held.get(origin)
    if before == sha:
        return Change(Action.UNCHANGED, origin, sha)
    if before is not None:
        return Change(Action.CHANGED, origin, sha, before)
    moved_from = next((place for place, there in gone.items() if there == sha), None)
    if moved_from is not None:
        del gone[moved_from]
        return Change(Action.MOVED, origin, sha, moved_from)
    return Change(Action.DUPLICATE if sha in known else Action.ADDED, origin, sha)
