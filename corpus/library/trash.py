"""What was removed and can be taken back for a while."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from corpus.errors import DocumentNotFound
from corpus.library.manifest import TRASH_DAYS, Entry, Manifest, Trashed, day
from corpus.library.names import compact
from corpus.library.summary import Summary
from corpus.text import strip_diacritics

_NAMED = 5  # files named in a message, so that it stays one readable sentence
_HASH = 8  # hexadecimal digits of a content hash that may stand for it, as for documents


def thrown(
    before: Manifest, after: Manifest, document: Callable[[str], Summary | None], today: date
) -> Manifest:
    """Return `after` with what it no longer holds in its trash, and without what is too old for it."""
    held = {entry.sha256 for entry in after.entries}
    gone = [entry for entry in before.entries if entry.sha256 not in held]
    dropped = {entry.sha256 for entry in gone}
    oldest = (today - timedelta(days=TRASH_DAYS)).isoformat()
    kept = [
        t
        for t in after.trash
        if t.entry.sha256 not in held and t.entry.sha256 not in dropped and t.removed_on >= oldest
    ]
    new = [_trashed(entry, document(entry.sha256), today) for entry in gone]
    return replace(after, trash=(*kept, *new))


def _trashed(entry: Entry, document: Summary | None, today: date) -> Trashed:
    key, number, called = (document.id, document.number, document.name) if document else ("", "", entry.name)
    return Trashed(entry, key, number, called, today.isoformat())


def find(name: str, manifest: Manifest) -> Trashed:
    """Return the removed file that a name means: id, file name, place, number or words of the title.

    Raises:
        DocumentNotFound: none or several; the sentence lists what can be taken back.
    """
    for found in _readings(name, manifest.trash):
        if len(found) == 1:
            return found[0]
        if found:
            raise DocumentNotFound(
                f"“{name}” chỉ tới {len(found)} văn bản đã gỡ: {_list(found)}. Hãy ghi rõ hơn."
            )
    there = _list(manifest.trash) if manifest.trash else "trống"
    raise DocumentNotFound(f"Không có văn bản “{name}” trong thùng rác. Hiện có: {there}.")


def _readings(name: str, trash: tuple[Trashed, ...]) -> Iterable[list[Trashed]]:
    place = str(Path(name).expanduser().absolute())
    yield [t for t in trash if name and name in (t.document, t.entry.name)]
    yield [t for t in trash if name in t.entry.origins or place in t.entry.origins]
    yield [t for t in trash if len(name) >= _HASH and t.entry.sha256.startswith(name)]
    yield [t for t in trash if t.number and compact(name) == compact(t.number)]
    words = strip_diacritics(name)
    yield [t for t in trash if words and words in strip_diacritics(f"{t.entry.name} {t.called} {t.document}")]


def _list(trash: Iterable[Trashed]) -> str:
    trash = list(trash)
    shown = "; ".join(f"{t.called} ({t.entry.name}, gỡ ngày {day(t.removed_on)})" for t in trash[:_NAMED])
    return shown + ("; …" if len(trash) > _NAMED else "")


def taken_back(trashed: Trashed, manifest: Manifest, original: Path) -> Manifest:
    """Return the manifest that holds a removed file again.

    It is held from where its original is kept: no watched folder then says that it has vanished.
    """
    entry = replace(trashed.entry, origins=(str(original),))
    return replace(
        manifest,
        entries=(*manifest.entries, entry),
        ignored=tuple(sha for sha in manifest.ignored if sha != entry.sha256),
        trash=tuple(t for t in manifest.trash if t.entry.sha256 != entry.sha256),
    )
