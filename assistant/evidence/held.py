"""The documents at hand as tables: by id, by the digits of the number; made once for each state of the library.

`Library.summaries()` returns the same tuple until the library changes, so a question costs a few look-ups
instead of a walk over every document.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from assistant.question import NumberHint
from corpus.library import Summary

_DIGITS = re.compile(r"\s*0*(\d+)")  # the digits by which `NumberHint.matches` compares first


@dataclass(frozen=True, slots=True)
class Held:
    """Every document of one state of the library, in its order."""

    rows: Sequence[Summary]
    by_id: dict[str, Summary]
    by_digits: Mapping[str, tuple[Summary, ...]]
    places: Mapping[str, int]  # id → position in the library

    def chosen(self, ids: Collection[str]) -> list[Summary]:
        """Return the documents with these ids, those that are there, in the order of the library."""
        return [self.rows[at] for at in sorted(self.places[i] for i in set(ids) if i in self.places)]

    def bearing(self, hint: NumberHint) -> list[Summary]:
        """Return the documents whose number can be the one that is meant, in the order of the library."""
        return [d for d in self.by_digits.get(hint.number.lstrip("0"), ()) if hint.matches(d.number)]


_last: tuple[Sequence[Summary], Held] | None = None
_lock = threading.Lock()


def held_of(rows: Sequence[Summary]) -> Held:
    """Return the tables of some rows; those of the same sequence are made once."""
    global _last  # noqa: PLW0603 - one library a process; another one only takes its place
    with _lock:
        if _last is not None and _last[0] is rows:
            return _last[1]
    by_digits: dict[str, list[Summary]] = {}
    for row in rows:
        digits = _DIGITS.match(row.number.lower().replace(" ", ""))
        if digits:
            by_digits.setdefault(digits[1], []).append(row)
    made = Held(
        rows,
        {row.id: row for row in rows},
        {key: tuple(found) for key, found in by_digits.items()},
        {row.id: at for at, row in enumerate(rows)},
    )
    with _lock:
        _last = rows, made
    return made
