"""Targets in running text: every quantity of a clause that states a value to reach or to keep."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from corpus.model import Document, Level, Provision, Target
from corpus.normalize import squeeze
from corpus.numbers import Quantity, find_quantities
from corpus.targets_context import Dated, Scope, date_spans, periods_in
from corpus.targets_indicator import indicator_of, place_of
from corpus.targets_words import (
    BASELINE_NOTE,
    CLASSED,
    COMPARED,
    FROM_BASE,
    GENERIC,
    LABEL_VALUE,
    LABELLED,
    NORM,
    PAST,
    PENALTY,
    RANK_AFTER,
    RANK_AMONG,
    RANK_BEFORE,
    STRIVE,
    TO_AIM,
    WORKING_TIME,
    comparator,
    conditional,
)

_STOP = re.compile(r"[.!?](?=\s)|\n\s*\n|\n(?=\s*[-–+•*]\s)")
_SHORT_FORM = re.compile(r"(?:\b(?:TP|Tp|tp|TS|ThS|PGS|GS|BS|KS|TT|TX|Q|P|H|T)|\b[A-ZĐ]|\.\.)$")  # TP. Đà Lạt
_SEMICOLON = re.compile(r";\s")
_TIME_UNITS = {"ngày", "tháng", "năm", "giờ", "phút", "giây", "quý", "tuần", "ngày làm việc"}
_LISTED = re.compile(
    r"(?:không vượt quá|không quá|tối đa)\s[^.;\d]*$", re.I
)  # không vượt quá ngưỡng … tại A 34,6 m
_THEN_AT = re.compile(r"^\s*,?\s*(?:tại|ở)\s", re.I)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a provision: its clauses (split at semicolons) and the periods in it, as offsets."""

    start: int
    end: int
    clauses: tuple[tuple[int, int], ...]
    periods: tuple[Dated, ...]


def sentences(document: Document, start: int, end: int) -> Iterator[Sentence]:
    """Split a span of the document into sentences and clauses."""
    text = document.text[start:end]
    cuts = [m.end() for m in _STOP.finditer(text) if _ends(text, m)]
    for low, high in zip([0, *cuts], [*cuts, len(text)], strict=True):
        part = text[low:high]
        if part.strip():
            inner = [low + m.end() for m in _SEMICOLON.finditer(part)]
            clauses = [
                _trim(document.text, start + a, start + b)
                for a, b in zip([low, *inner], [*inner, high], strict=True)
            ]
            first, last = _trim(document.text, start + low, start + high)
            yield Sentence(
                first, last, tuple(c for c in clauses if c[0] < c[1]), tuple(periods_in(part, start + low))
            )


def _ends(text: str, stop: re.Match[str]) -> bool:
    """Say whether a full stop ends a sentence: an upper-case letter, a bullet or a blank line follows."""
    if stop[0][0] not in ".!?":
        return True
    rest = text[stop.end() :].lstrip()
    return (not rest or rest[0].isupper() or rest[0] in "-–+•*[") and not _SHORT_FORM.search(
        text[: stop.start()]
    )


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (text[start].isspace() or text[start] in "-–+•*"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ";"):
        end -= 1
    return start, end


def prose_targets(
    document: Document, provision: Provision, spans: list[tuple[int, int]], scope: Scope
) -> Iterator[Target]:
    """Return the numeric targets in the given spans of a provision."""
    running: Dated | None = None
    for start, end in spans:
        for sentence in sentences(document, start, end):
            for low, high in sentence.clauses:
                yield from _clause_targets(document, provision, sentence, (low, high), scope, running)
            openers = [p for p in sentence.periods if p.opening]
            running = openers[-1] if openers else running


def _clause_targets(
    document: Document,
    provision: Provision,
    sentence: Sentence,
    clause: tuple[int, int],
    scope: Scope,
    running: Dated | None,
) -> Iterator[Target]:
    text = document.text[clause[0] : clause[1]]
    quantities = _values(text)
    for i, quantity in enumerate(quantities):
        left = max(quantities[i - 1].unit_end, quantities[i - 1].end) if i else 0
        right = quantities[i + 1].start if i + 1 < len(quantities) else len(text)
        if not _is_target(text, quantity, scope, document.text[sentence.start : clause[0]]):
            continue
        sign, cut = _sign(text, quantity, left)
        if sign == "=" and _LISTED.search(document.text[sentence.start : clause[0] + quantity.start]):
            sign = "<="
        at = (clause[0] + quantity.start, clause[0] + max(quantity.unit_end, quantity.end))
        period = _period(sentence, at, scope, running)
        yield Target(
            provision=provision.id,
            start=clause[0],
            end=clause[1],
            indicator=indicator_of(
                text, (left, cut, right), quantity, None if scope.objective else scope.heading
            ),
            period=period.label if period else None,
            comparator=sign,
            value=quantity.text if quantity.text is not None else quantity.value,
            unit=quantity.unit,
            place=place_of(text[left : quantity.start]),
            period_at=(period.start, period.end) if period else None,
            value_at=at,
        )


def _values(text: str) -> list[Quantity]:
    """Return the quantities of a clause that are no dates, citations, labels or bases of comparison."""
    masked = date_spans(text)
    found = []
    for q in find_quantities(text):
        before = text[: q.start]
        if any(a < max(q.end, q.unit_end) and q.start < b for a, b in masked) and not _shrunk(q, masked):
            continue
        if LABELLED.search(before) or COMPARED.search(before) or (CLASSED.search(before) and q.value < 10):
            continue
        if FROM_BASE.search(before) and q.high is None and TO_AIM.match(text[q.end :]):
            continue
        if _in_note(text, q) and BASELINE_NOTE.search(_note(text, q)):
            continue
        found.append(_unit_outside(q, masked))
    return found


def _shrunk(q: Quantity, masked: list[tuple[int, int]]) -> bool:
    """Say whether only the unit runs into a date ("đạt 30 năm 2025"); the number itself is free."""
    return all(not (a < q.end and q.start < b) for a, b in masked) and q.unit not in _TIME_UNITS


def _unit_outside(q: Quantity, masked: list[tuple[int, int]]) -> Quantity:
    inside = [a for a, b in masked if a < q.unit_end and q.end < b]
    return replace(q, unit=None, unit_end=q.end) if inside and q.unit_end > min(inside) > q.end - 1 else q


def _note(text: str, q: Quantity) -> str:
    start, end = text.rfind("(", 0, q.start), text.find(")", q.end)
    return text[start : end if end >= 0 else len(text)]


def _in_note(text: str, q: Quantity) -> bool:
    start = text.rfind("(", 0, q.start)
    return start >= 0 and text.find(")", start, q.start) < 0


def _is_target(text: str, q: Quantity, scope: Scope, earlier: str) -> bool:
    before, after = text[: q.start], text[max(q.unit_end, q.end) :]
    if _is_rank(before, after):
        return True
    if (
        q.unit is None
        and q.text is None
        and not (scope.objective and re.search(r"(?:đạt|là|bằng|trên|dưới|còn)\s*$", before))
    ):
        return False
    _, _, said = comparator(before, after)
    if conditional(earlier + before, after) or PENALTY.search(before):
        return False
    if q.unit in _TIME_UNITS or (q.unit or "").startswith("ngày"):
        return (said and not WORKING_TIME.match(after)) or (said and q.unit == "năm")
    if scope.objective:
        return not (PAST.search(before) and not STRIVE.search(before))
    return _is_norm(text, q, said)


def _is_norm(text: str, q: Quantity, said: bool) -> bool:
    """Say whether a value outside the objectives is a norm: a floor, a ceiling, a rate, a price."""
    before = text[: q.start]
    if PAST.search(before) or (q.text is not None and q.high is None):
        return False  # a quorum ("hai phần ba") is no norm that one reaches
    strict = said and re.search(
        r"(?:tối thiểu|ít nhất|không dưới|không quá|tối đa|không vượt quá|không thấp hơn)", before[-40:], re.I
    )
    if strict or STRIVE.search(before):
        return True
    if q.unit and q.unit.startswith(("%", "đồng", "triệu đồng", "nghìn đồng", "tỷ đồng")):
        return bool(NORM.search(before)) or (q.value == 100 and q.unit.startswith("%")) or said
    return bool(LABEL_VALUE.match(before)) and q.start + 60 > len(text) - 60 and q.counted


def _is_rank(before: str, after: str) -> bool:
    return bool(RANK_BEFORE.search(before) or (RANK_AMONG.search(before) and RANK_AFTER.match(after)))


def _sign(text: str, q: Quantity, left: int) -> tuple[str, int]:
    before, after = text[: q.start], text[max(q.unit_end, q.end) :]
    if _is_rank(before, after):
        return "rank<=", q.start
    sign, cut, said = comparator(before, after)
    if q.high is not None and not said:
        return "range", cut
    return sign, max(cut, left)


def _period(sentence: Sentence, at: tuple[int, int], scope: Scope, running: Dated | None) -> Dated | None:
    """Return the period of a value: the one that opens its clause, else the one that follows it, else inherited."""
    before = [p for p in sentence.periods if p.start < at[0]]
    after = [p for p in sentence.periods if p.start >= at[1]]
    if before and (before[-1].opening or not after or not _trailing(sentence, after[0], at)):
        return before[-1]
    if after and not after[0].opening:
        return after[0]
    if before:
        return before[-1]
    return running or scope.period


def _trailing(sentence: Sentence, period: Dated, at: tuple[int, int]) -> bool:
    return not period.opening


def is_text(level: Level) -> bool:
    """Say whether provisions of a level hold running text."""
    return level not in {Level.TABLE, Level.ROW}


def whole_line(indicator: str) -> bool:
    """Say whether an indicator is too general to stand alone ("Mức chi")."""
    return bool(GENERIC.match(squeeze(indicator)))
