"""Suggestions while somebody types: documents, agencies and earlier questions, from what is held.

Guarantees:
    1. What is suggested exists: a document at hand, an agency of the register, a question of this user.
    2. Taking a suggestion replaces only the words that led to it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

from assistant.register import register, rows_of
from corpus.agencies import agency_id
from corpus.library import Summary
from corpus.model import Document
from corpus.text import strip_diacritics
from ui import card, text

_LONGEST_TAIL = 6  # words before the cursor that may begin a name
_SHORTEST = 2  # letters
_EACH = 4  # suggestions of one kind: the list stays a glance
_AGENCIES = 12  # in the register's filter, where nothing else is suggested


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One line of the list: what it is, what it says, and what the box holds once it is taken."""

    kind: str
    label: str
    insert: str
    detail: str = ""


def suggestions(
    typed: str, rows: Sequence[Summary], agencies: Sequence[tuple[str, int]], questions: Iterable[str]
) -> list[Mapping[str, str]]:
    """Return what may follow in the question box, questions first.

    Args:
        typed: the whole text of the box.
        rows: of what is held.
        agencies: of the register, as `agency_names` returns them.
        questions: the user's earlier questions that hold the typed words, latest first.
    """
    if len(strip_diacritics(typed).strip()) < _SHORTEST:
        return []
    own = (Suggestion(text.SUGGESTED_QUESTION, q, q) for q in questions if q.strip() != typed.strip())
    found = [*_first(own), *_names(typed, rows, agencies)]
    return [asdict(one) for one in found]


def _first(several: Iterable[Suggestion], count: int = _EACH) -> list[Suggestion]:
    return [one for one, _ in zip(several, range(count), strict=False)]


def _names(typed: str, rows: Sequence[Summary], agencies: Sequence[tuple[str, int]]) -> Iterator[Suggestion]:
    names = [(text.SUGGESTED_DOCUMENT, card.short(d), (_title(d), d.number)) for d in rows]
    names += [(text.SUGGESTED_AGENCY, name, ("", "")) for name, _ in agencies]
    for length in range(min(_LONGEST_TAIL, len(typed.split())), 0, -1):
        kept, tail = _split(typed, length)
        wanted = strip_diacritics(tail)
        if len(wanted) < _SHORTEST or (length == 1 and len(wanted) < _SHORTEST + 1):
            continue
        found = [n for n in names if any(_begins(part, wanted) for part in (n[1], *n[2]) if part)]
        if found:
            for kind in (text.SUGGESTED_AGENCY, text.SUGGESTED_DOCUMENT):
                of_kind = (Suggestion(kind, n, f"{kept}{n} ", more[0]) for k, n, more in found if k == kind)
                yield from _first(of_kind)
            return


def _split(typed: str, length: int) -> tuple[str, str]:
    """Return the text before the last words, and those words."""
    at = len(typed.rstrip())
    for _ in range(length):
        at = max(typed.rfind(" ", 0, at), typed.rfind("\n", 0, at)) if at > 0 else -1
    return typed[: at + 1], typed[at + 1 :].strip()


def _begins(name: str, wanted: str) -> bool:
    """Whether words stand in a name from the beginning of one of its words on."""
    return f" {wanted}" in f" {strip_diacritics(name)}"


def _title(document: Summary) -> str:
    return document.header.title.value if document.header.title else ""


def agency_names(documents: Iterable[Document]) -> list[tuple[str, int]]:
    """Return each agency of the register once, under the name that is printed most, the busiest first."""
    printed: dict[str, Counter[str]] = {}
    for document in documents:
        for row in rows_of(document).tasks:
            if not row.generic_assignee:
                for name in set(row.agencies()):
                    printed.setdefault(agency_id(name), Counter())[name] += 1
    found = [(names.most_common(1)[0][0], names.total()) for names in printed.values()]
    return sorted(found, key=lambda one: (-one[1], one[0]))


def agencies(
    typed: str, names: Sequence[tuple[str, int]], documents: Sequence[Document]
) -> list[Mapping[str, str]]:
    """Return the agencies whose name has all typed words, each with the count that its filter leaves."""
    words = strip_diacritics(typed).split()
    fitting = (n for n, _ in names if all(_begins(n, w) for w in words))
    found: list[Mapping[str, str]] = []
    for name, _ in zip(fitting, range(_AGENCIES), strict=False):
        count = len(register.tasks(documents, agency=name, generic=False))
        found.append(asdict(Suggestion("", name, name, text.TASKS_NAMED.format(count=count))))
    return found
