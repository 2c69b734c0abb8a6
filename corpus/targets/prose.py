"""Targets in running text: every quantity of a clause that states a value to reach or to keep."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from corpus.model import Target
from corpus.targets.clauses import Clause
from corpus.targets.indicator import indicator_of, place_of, without_periods
from corpus.targets.periods import date_spans
from corpus.targets.words import (
    BASELINE_NOTE,
    CLASSED,
    COMPARED,
    ENUMERATED,
    FROM_BASE,
    LABEL_VALUE,
    LABELLED,
    NORM,
    PAST,
    PENALTY,
    RANK_AFTER,
    RANK_AMONG,
    RANK_BEFORE,
    STRICT,
    STRIVE,
    TO_AIM,
    WORKING_TIME,
    comparator,
    conditional,
)
from corpus.text import COUNTED, Quantity, find_quantities

_LONGEST = 2500  # characters; a longer clause is a table or a form whose lines were lost
_FAR = 600  # characters around a number that can say whether it is a value to reach
_NEAR = 200  # characters before a number that can say what sort of number it is
_TIME_UNITS = {"ngày", "tháng", "năm", "giờ", "phút", "giây", "quý", "tuần", "ngày làm việc"}
_CEILING = re.compile(  # không vượt quá ngưỡng … tại thành phố A 34,6 m
    r"(?:không vượt quá|không quá|tối đa)\s(?:ngưỡng|giới hạn|mức|hạn mức)[^.;\d]*$", re.I
)
_ALSO_AT = re.compile(r"^\s*,?\s*(?:và\s)?(?:tại|ở)\s[^.;]*$", re.I)  # …, tại thị trấn B 38,26 m
_STATED_AGE = re.compile(
    r"(?:đạt|là|bằng|lên|khoảng|thọ[^,;.]{0,40})\s*$", re.I
)  # tuổi thọ trung bình đạt 75 tuổi
_DATED_LABEL = re.compile(r"^[\s,]*:\s*$")  # what is left of "Năm 2018: 400 tỷ đồng"
_PAPERS = {"bản", "bộ", "hồ sơ", "trang", "từ", "lần", "người", "mẫu"}  # "Đơn đề nghị: 02 bản" is no target
_LISTED_UNITS = frozenset(COUNTED) - _PAPERS
_SHORT_TAIL = 120  # characters: "Danh mục nhiệm vụ: 09 nhiệm vụ (có Phụ lục …)" is a label and its value
_BREAKDOWN = re.compile(r"(?<!\w)(?:trong đó|gồm|bao gồm|cụ thể)(?!\w)", re.I)
_AT_LEAST = re.compile(r"(?:tối thiểu|ít nhất|không dưới)\s(?:là\s)?$", re.I)
_OF_YEARS = re.compile(r"[\d\s,-]+$")  # "2030", "2021-2025"; what a quarter asks is a task
_SHORTENED = re.compile(
    r"(?:còn|xuống|giảm|rút ngắn|đạt)\s+(?:từ\s+)?$", re.I
)  # thời gian giải quyết còn 5 ngày
_STATED = re.compile(r"(?:đạt|là|bằng|trên|dưới|còn|tăng|giảm|gấp)\s*$", re.I)


def prose_targets(clause: Clause) -> Iterator[Target]:
    """Return the numeric targets of a clause."""
    quantities = values_of(clause.text)
    sign, previous = "=", ""
    first = clause.start + quantities[0].start if quantities else clause.end
    for i, q in enumerate(quantities):
        left = max((max(p.unit_end, p.end) for p in quantities[:i] if p.unit or p.text), default=0)
        right = quantities[i + 1].start if i + 1 < len(quantities) else len(clause.text)
        if not _is_target(clause, q, first):
            continue
        listed = i > 0 and bool(_ALSO_AT.match(clause.text[left : q.start]))
        sign, cut = _sign(clause.text, q, left, sign if listed else "=")
        target = _target(clause, q, (left, cut, right), first=first, sign=sign, previous=previous)
        previous = target.indicator
        yield target


def _target(
    clause: Clause, q: Quantity, bounds: tuple[int, int, int], *, first: int, sign: str, previous: str
) -> Target:
    at = (clause.start + q.start, clause.start + max(q.unit_end, q.end))
    period = clause.period(at, first)
    heading = None if clause.scope.objective else clause.scope.heading
    return Target(
        provision=clause.provision.id,
        start=clause.start,
        end=clause.end,
        indicator=indicator_of(clause.text, bounds, q, heading, previous),
        period=period.label if period else None,
        comparator=sign,
        value=q.text if q.text is not None else q.value,
        unit=q.unit,
        place=place_of(clause.text[bounds[0] : q.start]),
        period_at=(period.start, period.end) if period else None,
        value_at=at,
    )


def values_of(text: str) -> list[Quantity]:
    """Return the quantities of a clause that are no dates, citations, labels or bases of comparison."""
    quantities = find_quantities(text) if len(text) <= _LONGEST else ()
    masked = date_spans(text) if quantities else []
    found = []
    for q in quantities:
        before = text[max(0, q.start - _NEAR) : q.start]
        if _runs_into(q, masked):
            continue
        if _is_part_of_word(text, q) or _is_age(q, before):
            continue
        if (
            (LABELLED.search(before) and not RANK_BEFORE.search(before))
            or COMPARED.search(before)
            or (CLASSED.search(before) and q.value < 10)
        ):
            continue
        if FROM_BASE.search(before) and q.high is None and TO_AIM.match(text[q.end :]):
            continue
        if BASELINE_NOTE.search(_note(text, q)):
            continue
        found.append(_unit_outside(q, masked))
    return found


def is_value_at(text: str, start: int, end: int) -> bool:
    """Say whether a numeric value stands in a part of a clause."""
    return any(start <= q.start < end and q.unit for q in values_of(text))


def _is_part_of_word(text: str, q: Quantity) -> bool:
    """Say whether a number belongs to a name: "4G", "3D", "2A"."""
    return q.unit_end <= q.end and text[q.end : q.end + 1].isupper()


def _is_age(q: Quantity, before: str) -> bool:
    """Say whether a number is an age that describes people: "trẻ em dưới 5 tuổi", not "đạt 75 tuổi"."""
    return (q.unit or "").startswith("tuổi") and not _STATED_AGE.search(before)


def _runs_into(q: Quantity, masked: list[tuple[int, int]]) -> bool:
    """Say whether a number is part of a date, or its unit is ("5 năm 2021-2025")."""
    if any(a < q.end and q.start < b for a, b in masked):
        return True
    return q.unit in _TIME_UNITS and any(a < q.unit_end and q.end < b for a, b in masked)


def _unit_outside(q: Quantity, masked: list[tuple[int, int]]) -> Quantity:
    """Return the quantity without a unit that is part of a date."""
    inside = any(a < q.unit_end and q.end < b for a, b in masked)
    return replace(q, unit=None, unit_end=q.end) if inside else q


def _note(text: str, q: Quantity) -> str:
    """Return the bracket in which a value stands, "" outside brackets."""
    start = text.rfind("(", 0, q.start)
    if start < 0 or text.find(")", start, q.start) >= 0:
        return ""
    end = text.find(")", q.end)
    return text[start : end if end >= 0 else len(text)]


def _is_target(clause: Clause, q: Quantity, first: int) -> bool:
    text, scope = clause.text, clause.scope
    before = text[max(0, q.start - _FAR) : q.start]
    after = text[max(q.unit_end, q.end) : q.end + _FAR]
    if _is_rank(before, after):
        return scope.objective or bool(STRIVE.search(before))
    if q.unit is None and not (scope.objective and (q.text is not None or _STATED.search(before))):
        return False
    if conditional(clause.earlier + before, after) or PENALTY.search(before):
        return False
    said = comparator(before, after)[2]
    if q.unit in _TIME_UNITS:
        return _is_duration(q, before, after, said, objective=scope.objective)
    if scope.objective:
        if q.counted and not said and ENUMERATED.search(before):
            return False
        return bool(STRIVE.search(before)) or not PAST.search(before)
    return _is_norm(text, q, said) or _is_breakdown(clause, q) or _is_dated(clause, q, first)


def _is_duration(q: Quantity, before: str, after: str, said: bool, *, objective: bool) -> bool:
    """Say whether a time is a value to reach, not the time limit of a procedure ("không quá 15 ngày")."""
    if q.unit == "ngày làm việc" or (q.unit != "năm" and WORKING_TIME.match(after)):
        return False
    if objective:
        return said or _SHORTENED.search(before) is not None
    return said and _AT_LEAST.search(before) is not None


def _is_norm(text: str, q: Quantity, said: bool) -> bool:
    """Say whether a value outside the objectives is a norm: a floor, a ceiling, a rate, a price."""
    before = text[max(0, q.start - _FAR) : q.start]
    if PAST.search(before) or (q.text is not None and q.high is None):
        return False  # a quorum ("hai phần ba") is no norm that one reaches
    if (said and STRICT.search(before)) or STRIVE.search(before):
        return True
    unit, words = q.unit or "", without_periods(before)
    if unit.startswith("%") or "đồng" in unit:
        known = NORM.search(words) or LABEL_VALUE.match(words) or _DATED_LABEL.match(words)
        return bool(known) or (q.value == 100 and unit.startswith("%"))
    ends_the_line = len(text) - q.start < _SHORT_TAIL
    counted = q.counted and unit.split("/")[0] in _LISTED_UNITS
    return bool(LABEL_VALUE.match(words)) and counted and ends_the_line


def _is_breakdown(clause: Clause, q: Quantity) -> bool:
    """Say whether a value is a part of one that counts: "Kinh phí: 150 tỷ đồng, trong đó: vốn vay …"."""
    whole = clause.earlier + clause.text[: q.start]
    part = _BREAKDOWN.search(whole)
    sums = values_of(whole[: part.start()]) if part else []
    same = [v for v in sums if v.unit and q.unit and v.unit.split()[-1] == q.unit.split()[-1]]
    return bool(same) and _is_norm(whole, same[-1], comparator(whole[: same[-1].start], "")[2])


def _is_dated(clause: Clause, q: Quantity, first: int) -> bool:
    """Say whether the sentence itself sets a year for a value of a plan: "Đến năm 2030, 100% xã có …"."""
    period = clause.own_period((clause.start + q.start, clause.start + q.end), first)
    return (
        clause.scope.plan
        and period is not None
        and _OF_YEARS.match(period.label) is not None
        and not PAST.search(clause.text[: q.start])
    )


def _is_rank(before: str, after: str) -> bool:
    return bool(RANK_BEFORE.search(before) or (RANK_AMONG.search(before) and RANK_AFTER.match(after)))


def _sign(text: str, q: Quantity, left: int, listed: str) -> tuple[str, int]:
    """Return the comparator and where its words start; `listed` is that of the list the value is in."""
    before, after = text[: q.start], text[max(q.unit_end, q.end) :]
    if _is_rank(before, after):
        return "rank<=", q.start
    sign, cut, said = comparator(before, after)
    if said:
        return sign, max(cut, left)
    if _CEILING.search(before):
        return "<=", cut
    return ("range" if q.high is not None else listed), cut
