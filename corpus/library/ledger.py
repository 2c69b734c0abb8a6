"""The manifest in the making: what was met and read, entered change by change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from corpus.library.manifest import TRASH_DAYS, Entry, Failure, Manifest, Missing, day
from corpus.library.read import Waiting
from corpus.library.report import Action, FileReport
from corpus.library.scan import Change, under, within
from corpus.library.store import program_fingerprint

_KEPT = " Vẫn giữ bản đã đọc trước đó."
IN_TRASH = f"Còn trong thùng rác {TRASH_DAYS} ngày; lấy lại bằng hoidap restore."


@dataclass(slots=True)
class Gathered:
    """What was met on a walk: files by origin, folders walked, and what could not be had.

    `unreachable` holds the places that could not be looked into, with a sentence where none was told yet.
    """

    files: dict[str, Waiting] = field(default_factory=dict)
    roots: list[str] = field(default_factory=list)
    folders: list[str] = field(default_factory=list)
    named: set[str] = field(default_factory=set)  # origins that the user named, not met on a walk
    failed: list[FileReport] = field(default_factory=list)
    unreachable: dict[str, str | None] = field(default_factory=dict)
    unpacked: int = 0  # bytes that came out of archives


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
        self._today = date.today().isoformat()
        self._since = {missing.origin: missing.since for missing in before.missing}

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
        elif change.action is not Action.UNCHANGED and change.action is not Action.MISSING:
            self._put(change)
        message = self._said(change)
        self.files.append(FileReport(change.action, change.origin, change.sha256, message=message))

    def _said(self, change: Change) -> str | None:
        if change.action is Action.MOVED:
            return f"Trước đây ở {change.before}."
        if change.action is Action.DUPLICATE:
            return "Trùng từng byte với một tệp đã có."
        if change.action is Action.REMOVED:
            entry = self._entries.get(change.sha256)
            return f"Vẫn giữ vì còn một bản ở {entry.origins[0]}." if entry else IN_TRASH
        if change.action is Action.MISSING:
            since = self._since.get(change.origin, self._today)
            return f"Không thấy từ {day(since)}, vẫn giữ. Nếu đã xóa thật: hoidap sync --remove-missing."
        return None

    def _fail(self, change: Change, message: str) -> None:
        self._failures.append(Failure(change.origin, change.sha256, message, program_fingerprint()))
        if change.action is Action.CHANGED:
            message += _KEPT
        self.files.append(FileReport(Action.FAILED, change.origin, change.sha256, message=message))

    def reread(self, file: Waiting) -> None:
        """Enter that today's readers have read a held file again, or could not."""
        message = self._messages.get(file.sha256)
        action = Action.REREAD if message is None else Action.FAILED
        if message is not None:
            self._failures.append(Failure(file.origin, file.sha256, message, program_fingerprint()))
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

    def unreached(self) -> list[FileReport]:
        """Return what could not be had, each place with the number of files that stay held from there."""
        origins = [origin for entry in self._entries.values() for origin in entry.origins]
        reports = {file.source: file for file in self._gathered.failed}
        for place, message in self._gathered.unreachable.items():
            held = sum(within(origin, [place]) for origin in origins)
            known = reports.get(place)
            if held and (known or message):
                said = f"{(known and known.message) or message} Vẫn giữ {held} tệp đã đọc từ đó."
                reports[place] = FileReport(Action.FAILED, place, message=said)
        return list(reports.values())

    def manifest(self) -> Manifest:
        """Return the manifest with everything entered."""
        folders = dict.fromkeys((*self._before.folders, *self._gathered.folders))
        return replace(
            self._before,
            folders=tuple(folders),
            entries=tuple(self._entries.values()),
            failures=tuple(self._failures),
            missing=tuple(self._missing()),
        )

    def _missing(self) -> Iterator[Missing]:
        """Yield the places of held files that were looked for and not seen, or not seen earlier."""
        looked = (*self._gathered.roots, *self._gathered.unreachable)
        for entry in self._entries.values():
            for origin in entry.origins:
                unseen = origin not in self._gathered.files
                if unseen and (origin in self._since or within(origin, looked)):
                    yield Missing(origin, self._since.get(origin, self._today))
