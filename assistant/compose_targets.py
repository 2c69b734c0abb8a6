"""Answers by lookup in the register: targets of a period, comparisons across periods."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.draft import Draft, Line, LineKind, Quote
from assistant.passages import clip
from assistant.premise import LABEL
from assistant.question import Question
from assistant.register import register
from assistant.register.passages import bag_of, passage_of
from assistant.register.rows import TargetRow
from assistant.terms import Term, Weights, bag
from corpus.model import Document

_SHOWN = 10  # rows in an answer; the page's register shows all
_SUBJECT = 4  # syllables that make a subject: "trở thành thị xã", not "hoàn thành"
_ROOM = 1150  # characters for rows, so that the answer stays below 1,500


def targets_of_periods(
    question: Question, documents: Sequence[Document], topic: Sequence[Term]
) -> Draft | None:
    """Return the targets of the asked periods; one period as a list, several as a table."""
    labels = asked_labels(question)
    found = [(label, _of_period(label, documents, topic)) for label in dict.fromkeys(labels)]
    found = [(label, rows) for label, rows in found if rows]
    if not found:
        return None
    if len(labels) > 1 and len(found) > 1:
        return _table(found, documents)
    return _list(found[0][1], documents)


def asked_labels(question: Question) -> list[str]:
    """Return the periods of a question as targets have them; "2025, 2030 và 2045" is three."""
    return [one.strip() for p in question.periods if p.label for one in p.label.split(",")]


def _of_period(label: str, documents: Sequence[Document], topic: Sequence[Term]) -> list[TargetRow]:
    rows = _not_repeated(register.targets(documents, period=label), documents)
    if not topic or not rows:
        return rows
    bags = [bag_of(r, documents) for r in rows]
    weights = Weights.over(bags)
    total = sum(weights.of(t) for t in topic) or 1.0
    scores = [sum(weights.of(t) for t in topic if t.within(b)) / total for b in bags]
    best = max(scores)
    return [r for r, s in zip(rows, scores, strict=True) if s >= 0.8 * best] if best >= 0.5 else []


def _not_repeated(rows: list[TargetRow], documents: Sequence[Document]) -> list[TargetRow]:
    """Leave out targets that an assignment only repeats, where the document also sets them as such."""
    by_id = {d.id: d for d in documents}

    def repeats(row: TargetRow) -> bool:
        return any(t.start < row.end and row.start < t.end for t in by_id[row.document_id].tasks)

    return [r for r in rows if not repeats(r)] or rows


def _list(rows: Sequence[TargetRow], documents: Sequence[Document]) -> Draft:
    """Return the first target as the headline and each target in the words of its document."""
    groups: dict[tuple[str, str], list[TargetRow]] = {}
    for row in rows:
        groups.setdefault((row.document_id, row.provision), []).append(row)
    shown = list(groups.values())[:_SHOWN]
    each = max(110, _ROOM // max(len(shown), 1) - 40)  # 110: a target with its value
    lines = [_headline(rows, documents)]
    several = len({r.document_id for r in rows}) > 1
    for group in shown:
        spans = list(dict.fromkeys((r.start, r.end) for r in group))
        passages = tuple(
            passage_of(next(r for r in group if (r.start, r.end) == s), documents) for s in spans
        )
        text = " … ".join(clip(p.text, each // len(passages)) for p in passages)
        where = f"{group[0].section}, {group[0].number or group[0].source}" if several else group[0].section
        lines.append(Line(f"- “{text}” ({where})", passages, LineKind.QUOTE))
    if len(groups) > len(shown):
        lines.append(Line(f"Còn {len(groups) - len(shown)} mục khác ở thẻ Chỉ tiêu.", (), LineKind.NOTE))
    return Draft(tuple(lines))


def _headline(rows: Sequence[TargetRow], documents: Sequence[Document]) -> Line:
    """Return the first line: the period with what the first passage sets for it."""
    first = [r for r in rows if r.provision == rows[0].provision]
    values = [r for r in first if isinstance(r.value, str)]
    said = _said(rows[0].period)
    if len(values) == len(first):
        text = "; ".join(dict.fromkeys(_trim(str(r.value)) for r in values))
        return Line(f"**{said}: {clip(text, 260)}**", _passages_of_targets(first, documents))
    return Line(f"**{said}:**", _passages_of_targets(first[:1], documents))


def _trim(value: str) -> str:
    return " ".join(value.split()).strip(" .;,")


def _passages_of_targets(rows: Sequence[TargetRow], documents: Sequence[Document]) -> tuple[Quote, ...]:
    return tuple(passage_of(r, documents) for r in rows)


def _said(period: str | None) -> str:
    if not period:
        return "Không ghi kỳ"
    return f"Giai đoạn {period}" if "-" in period else f"Đến năm {period}"


def _table(found: Sequence[tuple[str, list[TargetRow]]], documents: Sequence[Document]) -> Draft:
    """Return a comparison: period, target, source."""
    lines = [_difference(found, documents)]
    lines += [
        Line("| Mốc | Mục tiêu, chỉ tiêu | Nguồn |", (), LineKind.NOTE),
        Line("|---|---|---|", (), LineKind.NOTE),
    ]
    count = sum(len(rows[:4]) for _, rows in found)
    each = max(80, 900 // max(count, 1))  # 900: what the table may take of the answer
    for label, rows in found:
        once = list({(r.document_id, r.start, r.end): r for r in rows}.values())
        for row in once[:4]:  # 4 per period: a table that fits the screen
            passage = passage_of(row, documents)
            lines.append(
                Line(
                    f"| {label} | {clip(passage.text, each)} | {row.section} {{marks}} |",
                    (passage,),
                    LineKind.TABLE,
                )
            )
    return Draft(tuple(lines))


def _difference(found: Sequence[tuple[str, list[TargetRow]]], documents: Sequence[Document]) -> Line:
    """Return the difference in one sentence: each period with what its first passage sets."""
    parts, quotes = [], []
    for label, rows in found:
        first = [r for r in rows if r.provision == rows[0].provision]
        value = "; ".join(
            dict.fromkeys(
                _trim(str(r.value)) if isinstance(r.value, str) else _trim(r.quote) for r in first[:2]
            )
        )
        parts.append(f"{label}: {clip(value, 160)}")
        quotes += [passage_of(r, documents) for r in first[:2]]
    return Line(f"**{' – '.join(parts)}**", tuple(quotes))


def other_periods(
    question: Question, subject: Sequence[Term], documents: Sequence[Document]
) -> list[TargetRow]:
    """Return the targets on a subject when none of them is for the period that the question states."""
    rows = [r for r in register.targets(documents) if r.period]
    if not rows or sum(not t.pair for t in subject) < _SUBJECT:
        return []
    bags = [bag(f"{r.indicator} {r.value}" if isinstance(r.value, str) else r.quote) for r in rows]
    weights = Weights.over(bags)
    total = sum(weights.of(t) for t in subject) or 1.0
    scores = [sum(weights.of(t) for t in subject if t.within(b)) / total for b in bags]
    best = max(scores)
    top = [
        r for r, s in zip(rows, scores, strict=True) if s >= 0.95 * best
    ]  # 0.95: equally about the subject
    years = {y for label in asked_labels(question) for y in re.findall(r"\d{4}", label)}
    if best < 0.6 or any(years & set(re.findall(r"\d{4}", r.period or "")) for r in top):
        return []
    return top[:1]


def targets_on(question: Question, documents: Sequence[Document]) -> Draft | None:
    """Return the period of the target that says what the question says; None when none clearly does."""
    subject = [t for t in question.terms if t.text not in _TARGET_WORDS]
    rows = [r for r in register.targets(documents) if r.period and isinstance(r.value, str)]
    if not rows or sum(not t.pair for t in subject) < 2:
        return None
    bags = [bag(f"{r.indicator} {r.value}") for r in rows]
    weights = Weights.over([*bags, *(bag(p.quote) for p in rows)])
    total = sum(weights.of(t) for t in subject) or 1.0
    scores = [sum(weights.of(t) for t in subject if t.within(b)) / total for b in bags]
    best = max(scores)
    if best < 0.72:  # nearly all of the subject: a date is given only for the very thing asked
        return None
    top = [r for r, s in zip(rows, scores, strict=True) if s >= 0.97 * best]
    labels = [t for t in subject if not t.pair and LABEL.match(t.text)]
    top = [r for r in top if all(t.within(bag(f"{r.indicator} {r.value}")) for t in labels)]
    if not top:  # another class than the one asked for
        return None
    return _list(_not_repeated(top, documents)[:4], documents)


_TARGET_WORDS = frozenset(["năm", "mốc", "giaiđoạn", "trở", "sẽ", "thành phố"])


def known_periods(document: Document, most: int = 6) -> list[tuple[str, Quote]]:
    """Return the periods for which a document has targets, each with one passage."""
    seen: dict[str, Quote] = {}
    for row in register.targets([document]):
        if row.period and row.period not in seen:
            seen[row.period] = passage_of(row, [document])
    return list(seen.items())[:most]


def disagreeing(rows: Sequence[TargetRow]) -> bool:
    """Say whether two documents give different values for one indicator and period."""
    values: dict[tuple[str, str | None], set[tuple[str, str]]] = {}
    for r in rows:
        values.setdefault((r.indicator.lower(), r.period), set()).add((r.document_id, str(r.value)))
    return any(len({d for d, _ in v}) > 1 and len({x for _, x in v}) > 1 for v in values.values())
