"""Compare what stands in the watched folders with what the library holds: a pure function and a walk."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from corpus.library.manifest import Manifest
from corpus.library.report import Action

_BLOCK = 1 << 20  # bytes hashed at a time
# What stands beside documents: Word's owner files, folder settings, thumbnails, halves of downloads.
_LITTER = ("~$", ".~lock.")
_LITTER_NAMES = {"thumbs.db", "desktop.ini", ".ds_store"}
_LITTER_ENDS = (".tmp", ".part", ".crdownload")


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


def walk(folder: Path) -> Iterator[Path]:
    """Yield the files of a folder and its subfolders in a fixed order, without links and litter."""
    for parent, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(parent, name)
            if not _is_litter(name) and not path.is_symlink() and path.is_file():
                yield path


def _is_litter(name: str) -> bool:
    lower = name.lower()
    return name.startswith((".", *_LITTER)) or lower in _LITTER_NAMES or lower.endswith(_LITTER_ENDS)


def under(origin: str, roots: Iterable[str]) -> bool:
    """Whether a place lies in one of some folders, or is a member of one of some archives."""
    return any(origin.startswith((root.rstrip("/") + "/", root + "!")) for root in roots)


def compare(
    manifest: Manifest,
    seen: Mapping[str, str],
    roots: Iterable[str] = (),
    shipped: Iterable[str] = (),
) -> tuple[Change, ...]:
    """Return the changes that make the library agree with what was seen.

    Args:
        manifest: what the library holds.
        seen: place → content hash, in the order in which the places were met.
        roots: folders (and archives) that were walked completely: what the library holds from
            there and was not seen is gone.
        shipped: content hashes of the documents that come with the program.
    """
    roots = tuple(roots)
    held = {origin: entry.sha256 for entry in manifest.entries for origin in entry.origins}
    gone = {origin: sha for origin, sha in held.items() if origin not in seen and under(origin, roots)}
    known = {*shipped, *(entry.sha256 for entry in manifest.entries)}
    changes: list[Change] = []
    for origin, sha in seen.items():
        changes.append(_change(origin, sha, held, known, gone))
        known.add(sha)
    changes += [Change(Action.REMOVED, origin, sha) for origin, sha in gone.items()]
    return tuple(changes)


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
