"""Read periods and deadlines: "Quý II/2022", "trước ngày 31/01 năm liền kề", "giai đoạn 2021-2025".

Every period keeps its words (`text[start:end]`), a normal form (evaluation FORMAT, `deadline_norm`),
the label of a target period, and the first and last day where the words fix them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from corpus.text.calendar_words import DAY, MONTH, valid_date
from corpus.text.normalize import fold_with_offsets
from corpus.text.period_readings import PeriodKind, Reading, open_window
from corpus.text.period_rules import BARE_LOOSE, BARE_STRICT, LOOSE, STRICT


@dataclass(frozen=True, slots=True)
class Period:
    """One time expression; `text == source[start:end]`.

    `norm` is the normal form of a deadline ("2022-Q2", "<=2030", "2021..2025", "yearly:<=09"), None where
    the words fix nothing ("theo hướng dẫn của Trung ương", a quarter without a year). `label` is the period
    of a target as people write it ("2030", "2021-2025"). `bound` is "", "<", "<=" or ">=".
    """

    text: str
    start: int
    end: int
    norm: str | None
    kind: PeriodKind
    first: date | None = None
    last: date | None = None
    label: str | None = None
    bound: str = ""


__all__ = ["Period", "PeriodKind", "deadline_norm", "parse_periods"]

_SHORT = 220  # characters; a typed question, where the diacritics may be missing


def _matches(folded: str, loose: bool, bare: bool, year: int | None) -> Iterator[tuple[int, int, Reading]]:
    rules = LOOSE if loose else STRICT
    if bare:
        rules = rules + (BARE_LOOSE if loose else BARE_STRICT)
    for pattern, build in rules:
        for m in pattern.finditer(folded):
            if m.end() > m.start() and (reading := build(m, year)) is not None:
                yield m.start(), m.end(), reading


def _longest(found: list[tuple[int, int, Reading]]) -> list[tuple[int, int, Reading]]:
    """Keep the longest of overlapping readings, in the order of the text."""
    kept: list[tuple[int, int, Reading]] = []
    for one in sorted(found, key=lambda f: (f[0] - f[1], f[0])):
        if all(one[1] <= k[0] or one[0] >= k[1] for k in kept):
            kept.append(one)
    return sorted(kept, key=lambda f: f[0])


def parse_periods(text: str, *, year: int | None = None, bare: bool = False) -> tuple[Period, ...]:
    """Read every time expression of a text, in its order, none inside another.

    Args:
        text: a sentence, a cell, a question (with or without diacritics).
        year: the year of expressions that leave it out ("Quý II" in a table headed "Năm 2026").
        bare: also read "2026", "12/2026" without "năm", "tháng": for cells of a column of dates.
    """
    folded = fold_with_offsets(text)
    loose = len(text) <= _SHORT
    periods: list[Period] = []
    for first, last, reading in _longest(list(_matches(folded.text, loose, bare, year))):
        start, end = folded.span(first, last)
        while end > start and text[end - 1].isspace():
            end -= 1
        periods.append(
            Period(
                text[start:end],
                start,
                end,
                reading.norm,
                reading.kind,
                reading.first,
                reading.last,
                reading.label,
                reading.bound,
            )
        )
    return tuple(_share_recurrence(text, periods))


def _share_recurrence(text: str, periods: list[Period]) -> list[Period]:
    """Give "15/6 và ngày 15/12 hằng năm" the recurrence of its last date."""
    shared = list(periods)
    for i in range(len(shared) - 1, 0, -1):
        one, two = shared[i - 1], shared[i]
        gap = text[one.end : two.start].strip().lower()
        day = re.search(rf"({DAY})\D{{1,8}}({MONTH})$", one.text)
        if gap not in {"", "và", ","} or one.norm or one.kind is not PeriodKind.DATE or day is None:
            continue
        month, number = int(day[2]), int(day[1])
        if (two.norm or "").startswith("yearly:"):
            bound = one.bound or two.bound
            shared[i - 1] = replace(
                one, norm=f"yearly:{bound}{month:02}-{number:02}", kind=PeriodKind.RECURRING
            )
        elif two.kind is PeriodKind.DATE and (known := two.first or two.last):
            when = valid_date(str(known.year), str(month), str(number))
            if when:
                first, last = open_window(one.bound, when, when)
                shared[i - 1] = replace(one, norm=f"{one.bound}{when.isoformat()}", first=first, last=last)
    return shared


def deadline_norm(text: str, *, year: int | None = None) -> str | None:
    """Return the normal form of a whole deadline, several joined with "; ", or None."""
    norms = [p.norm for p in parse_periods(text, year=year, bare=True) if p.norm]
    return "; ".join(dict.fromkeys(norms)) or None
