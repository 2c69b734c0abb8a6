"""The manifest in the making: what was met and read, entered change by change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from corpus.library.manifest import Entry, Failure, Manifest
from corpus.library.read import Waiting
from corpus.library.report import Action, FileReport
from corpus.library.scan import Change, under
from corpus.library.store import reading_fingerprint

_KEPT = " Vẫn giữ bản đã đọc trước đó."


@dataclass(slots=True)
class Gathered:
    """What was met on a walk: files by origin, folders walked completely, and what could not be had."""

    files: dict[str, Waiting] = field(default_factory=dict)
    roots: list[str] = field(default_factory=list)
    folders: list[str] = field(default_factory=list)
    named: set[str] = field(default_factory=set)  # origins that the user named, not met on a walk
    failed: list[FileReport] = field(default_factory=list)


class Ledger:
    """The manifest in the making: entries by content hash, in order."""

    def __init__(self, before: Manifest, gathered: Gathered, messages: Mapping[str, str]) -> None:
        self._before = before
        self._gathered = gathered
        self._messages = messages
        self._entries = {entry.sha256: entry for entry in before.entries}
        self._failures = [
            f
            for f in before.failures
            if f.origin not in gathered.files and not under(f.origin, gathered.roots)
        ]
        self.files: list[FileReport] = []

    def settle(self, change: Change) -> None:
        """Enter one change, or the failure to carry it out."""
        message = self._messages.get(change.sha256)
        if message is not None and change.action in (Action.ADDED, Action.CHANGED, Action.DUPLICATE):
            self._fail(change, message)
            return
        if change.action is Action.CHANGED and change.before is not None:
            self._replace(change, change.before)
        elif change.action is Action.MOVED and change.before is not None:
            self._drop(change.sha256, change.before, keep=True)
            self._put(change)
        elif change.action is Action.REMOVED:
            self._drop(change.sha256, change.origin)
        elif change.action is not Action.UNCHANGED:
            self._put(change)
        self.files.append(FileReport(change.action, change.origin, change.sha256, message=_said(change)))

    def _fail(self, change: Change, message: str) -> None:
        self._failures.append(Failure(change.origin, change.sha256, message, reading_fingerprint()))
        if change.action is Action.CHANGED:
            message += _KEPT
        self.files.append(FileReport(Action.FAILED, change.origin, change.sha256, message=message))

    def reread(self, file: Waiting) -> None:
        """Enter that today's readers have read a held file again, or could not."""
        message = self._messages.get(file.sha256)
        action = Action.REREAD if message is None else Action.FAILED
        if message is not None:
            self._failures.append(Failure(file.origin, file.sha256, message, reading_fingerprint()))
            message += _KEPT
        self.files = [f for f in self.files if f.sha256 != file.sha256]
        self.files.append(FileReport(action, file.origin, file.sha256, message=message))

    def _replace(self, change: Change, before: str) -> None:
        """Put the new content in the old one's place in the order."""
        order = list(self._entries)
        self._drop(before, change.origin)
        self._put(change)
        if before not in self._entries and change.sha256 not in order:
            order[order.index(before)] = change.sha256
            self._entries = {sha: self._entries[sha] for sha in order if sha in self._entries}

    def _put(self, change: Change) -> None:
        file, entry = self._gathered.files[change.origin], self._entries.get(change.sha256)
        if entry is None or not entry.origins:
            self._entries[change.sha256] = Entry(change.sha256, file.name, file.size, (change.origin,))
        elif change.origin not in entry.origins:
            self._entries[change.sha256] = replace(entry, origins=(*entry.origins, change.origin))

    def _drop(self, sha256: str, origin: str, *, keep: bool = False) -> None:
        entry = self._entries.get(sha256)
        if entry is None:
            return
        left = tuple(o for o in entry.origins if o != origin)
        if left or keep:
            self._entries[sha256] = replace(entry, origins=left)
        else:
            del self._entries[sha256]

    def manifest(self) -> Manifest:
        """Return the manifest with everything entered."""
        folders = dict.fromkeys((*self._before.folders, *self._gathered.folders))
        return replace(
            self._before,
            folders=tuple(folders),
            entries=tuple(self._entries.values()),
            failures=tuple(self._failures),
        )


def _said(change: Change) -> str | None:
    if change.action is Action.MOVED:
        return f"Trước đây ở {change.before}."
    if change.action is Action.DUPLICATE:
        return "Trùng từng byte với một tệp đã có."
    return None
