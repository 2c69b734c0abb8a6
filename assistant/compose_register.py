"""Answers by lookup in the register: tasks of an agency, what falls due, targets of a period, comparisons."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from assistant import register
from assistant.draft import Draft, Line, LineKind, Quote, quote
from assistant.model import Reason, Status
from assistant.passages import clip
from assistant.question import Question
from assistant.register_rows import TargetRow, TaskRow
from assistant.terms import Term, Weights, bag
from corpus.header import short_name
from corpus.model import Document, Level, Provision

_SHOWN = 10  # rows in an answer; the page's register shows all
_ROOM = 1150  # characters for rows, so that the answer stays below 1,500


def passage_of(row: TaskRow | TargetRow, documents: Sequence[Document]) -> Quote:
    """Return the passage of a row."""
    document = next(d for d in documents if d.id == row.document_id)
    provision = document.provision(row.provision) or document.provision_at(row.start)
    assert provision is not None, "a fact lies in a provision"  # by construction of the register
    if isinstance(row, TargetRow) and _needs_period(row, document, provision):
        return quote(document, provision)
    return quote(document, provision, row.start, row.end)


def _needs_period(row: TargetRow, document: Document, provision: Provision) -> bool:
    """Say whether the period stands beside the target in the same short provision, not in its own words."""
    own, year = document.own_text(provision), (row.period or "")[:4]
    return bool(year) and year not in row.quote and year in own and len(own) <= 600  # 600: still one passage


def on_topic(rows: Sequence[TaskRow], terms: Sequence[Term], documents: Sequence[Document]) -> list[TaskRow]:
    """Return the rows that say most of the topic, all of them when the topic does not tell them apart."""
    if not terms or not rows:
        return list(rows)
    bags = [_bag(row, documents) for row in rows]
    weights = Weights.over(bags)
    total = sum(weights.of(t) for t in terms) or 1.0
    scores = [sum(weights.of(t) for t in terms if t.within(b)) / total for b in bags]
    best = max(scores)
    if best < 0.5:  # less than half of the topic: the rows are about something else
        return []
    return [row for row, s in zip(rows, scores, strict=True) if s >= 0.75 * best]


def _bag(row: TaskRow | TargetRow, documents: Sequence[Document]) -> frozenset[str]:
    """Return the words of a row, of the headings over it and of the document's title."""
    document = next(d for d in documents if d.id == row.document_id)
    provision = document.provision(row.provision)
    above = document.ancestors(provision) if provision else ()
    heads = " ".join(document.text[p.start : p.own_end][:300] for p in above)  # 300: the heading, not what follows
    title = document.header.title.value if document.header.title else ""
    return bag(f"{row.quote} {heads}") | bag(title)


def tasks_of_agencies(
    question: Question, documents: Sequence[Document], topic: Sequence[Term]
) -> Draft | None:
    """Return the tasks given to the agencies of a question, own and general ones apart; None without any."""
    names = [a.value for a in question.agencies]
    per_agency = [register.tasks(documents, agency=name) for name in names]
    rows = _common(per_agency)
    if not rows:
        return None
    chosen = on_topic(rows, topic, documents)
    own = [r for r in chosen if _names_any(r, names)]
    general = [r for r in chosen if r not in own]
    if not own and not general:
        return None
    who = " và ".join(dict.fromkeys(_printed_name(name, own) for name in names))
    if not own:
        return _general_only(who, general, documents)
    lines = _rows(own, documents, f"**Có {len(own)} nhiệm vụ giao cho {who}:**")
    if general:
        places = ", ".join(dict.fromkeys(r.section for r in general[:4]))  # 4 places fit one line
        lines.append(Line(f"Nhiệm vụ giao chung cho các cơ quan: {len(general)}, tại {places}.", _passages(general[:1], documents), LineKind.PLACE))
    return Draft(tuple(lines))


def _passages(rows: Sequence[TaskRow], documents: Sequence[Document]) -> tuple[Quote, ...]:
    return tuple(passage_of(r, documents) for r in rows)


def _common(per_agency: list[list[TaskRow]]) -> list[TaskRow]:
    """Return the rows that all named agencies have; where there are none, the rows of any of them."""
    if not per_agency:
        return []
    shared = [r for r in per_agency[0] if all(r in rows for rows in per_agency[1:])]
    return shared or list(dict.fromkeys(r for rows in per_agency for r in rows))


def _printed_name(name: str, rows: Sequence[TaskRow]) -> str:
    """Return an agency as the documents write it, or as it was asked."""
    printed = (mine for row in rows for mine in row.agencies() if register.is_agency(mine, [name]))
    return next(printed, name)


def _names_any(row: TaskRow, names: Sequence[str]) -> bool:
    return any(register.is_agency(mine, names) for mine in row.agencies())


def _general_only(who: str, rows: Sequence[TaskRow], documents: Sequence[Document]) -> Draft:
    """Return "nothing is given to it by name" with the general assignments."""
    first = Line(f"**Văn bản không giao nhiệm vụ nào riêng cho {who}.**", (), LineKind.NOTE)
    lines = _rows(rows, documents, "**Nhiệm vụ giao chung cho các cơ quan:**")
    return Draft((first, *lines), Status.PARTIAL, Reason.NOT_IN_CORPUS)


def _rows(rows: Sequence[TaskRow], documents: Sequence[Document], heading: str, room: int = _ROOM) -> list[Line]:
    """Return a heading and numbered rows with their sources; what does not fit is counted."""
    lines = [Line(heading, (), LineKind.NOTE)]
    shown = rows[:_SHOWN]
    each = max(70, room // max(len(shown), 1) - 30)  # 70: enough to recognise a task; 30: number and marker
    for n, row in enumerate(shown, 1):
        passage = passage_of(row, documents)
        lines.append(Line(f"{n}. “{clip(passage.text, each)}” ({row.section})", (passage,), LineKind.QUOTE))
    if len(rows) > len(shown):
        lines.append(Line(f"Còn {len(rows) - len(shown)} nhiệm vụ khác ở thẻ Nhiệm vụ.", (), LineKind.NOTE))
    return lines


def due_between(window: tuple[date, date], said: str, documents: Sequence[Document], topic: Sequence[Term]) -> Draft | None:
    """Return the tasks that fall due in a window, or None when there are none."""
    rows = [r for r in register.tasks(documents, due=window) if r.deadline]
    rows = on_topic(rows, topic, documents) or rows
    if not rows:
        return None
    return Draft(tuple(_rows(rows, documents, f"**Có {len(rows)} nhiệm vụ đến hạn {said}:**")))


# --- targets --------------------------------------------------------------------------------------
def targets_of_periods(question: Question, documents: Sequence[Document], topic: Sequence[Term]) -> Draft | None:
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
    bags = [_bag(r, documents) for r in rows]
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
        passages = tuple(passage_of(next(r for r in group if (r.start, r.end) == s), documents) for s in spans)
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
    lines += [Line("| Mốc | Mục tiêu, chỉ tiêu | Nguồn |", (), LineKind.NOTE), Line("|---|---|---|", (), LineKind.NOTE)]
    count = sum(len(rows[:4]) for _, rows in found)
    each = max(80, 900 // max(count, 1))  # 900: what the table may take of the answer
    for label, rows in found:
        for row in rows[:4]:  # 4 per period: a table that fits the screen
            passage = passage_of(row, documents)
            lines.append(Line(f"| {label} | {clip(passage.text, each)} | {row.section} {{marks}} |", (passage,), LineKind.TABLE))
    return Draft(tuple(lines))


def _difference(found: Sequence[tuple[str, list[TargetRow]]], documents: Sequence[Document]) -> Line:
    """Return the difference in one sentence: each period with what its first passage sets."""
    parts, quotes = [], []
    for label, rows in found:
        first = [r for r in rows if r.provision == rows[0].provision]
        value = "; ".join(dict.fromkeys(_trim(str(r.value)) if isinstance(r.value, str) else _trim(r.quote) for r in first[:2]))
        parts.append(f"{label}: {clip(value, 160)}")
        quotes += [passage_of(r, documents) for r in first[:2]]
    return Line(f"**{' – '.join(parts)}**", tuple(quotes))


def other_periods(question: Question, subject: Sequence[Term], documents: Sequence[Document]) -> list[TargetRow]:
    """Return the targets on a subject when none of them is for the period that the question states."""
    rows = [r for r in register.targets(documents) if r.period]
    if not rows or not any(not t.pair for t in subject):
        return []
    bags = [bag(f"{r.indicator} {r.value}" if isinstance(r.value, str) else r.quote) for r in rows]
    weights = Weights.over(bags)
    total = sum(weights.of(t) for t in subject) or 1.0
    scores = [sum(weights.of(t) for t in subject if t.within(b)) / total for b in bags]
    best = max(scores)
    top = [r for r, s in zip(rows, scores, strict=True) if s >= 0.95 * best]  # 0.95: equally about the subject
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
    return _list(_not_repeated(top, documents)[:4], documents)


_TARGET_WORDS = frozenset(["năm", "mốc", "giaiđoạn", "trở", "sẽ", "thành phố"])


def known_periods(document: Document, most: int = 6) -> list[tuple[str, Quote]]:
    """Return the periods for which a document has targets, each with one passage."""
    seen: dict[str, Quote] = {}
    for row in register.targets([document]):
        if row.period and row.period not in seen:
            seen[row.period] = passage_of(row, [document])
    return list(seen.items())[:most]


def named_agencies(documents: Sequence[Document]) -> Draft | None:
    """Return the agencies that documents name, each once, with the first place that names it."""
    from corpus.agencies import find_agencies  # noqa: PLC0415 - a gazetteer that other questions do not need

    lines = []
    for document in documents:
        seen: dict[str, Quote] = {}
        body = sorted(find_agencies(document.text), key=lambda m: _is_front(document, m.start))
        for mention in body:
            provision = document.provision_at(mention.start)
            if provision and mention.id not in seen and not _is_front(document, mention.start):
                left = document.text.rfind("\n", provision.start, mention.start) + 1 or provision.start
                right = document.text.find("\n", mention.end, provision.own_end)
                seen[mention.id] = quote(document, provision, left, provision.own_end if right < 0 else right)
                lines.append((mention.value, seen[mention.id]))
    if not lines:
        return None
    head = Line(f"**Có {len(lines)} cơ quan, tổ chức được nhắc tới:**", (), LineKind.NOTE)
    body = [Line(f"{n}. {name}", (q,)) for n, (name, q) in enumerate(lines[:20], 1)]
    return Draft((head, *body))


def _is_front(document: Document, offset: int) -> bool:
    """Say whether an offset lies in the letterhead or the signature, which name the issuer only."""
    provision = document.provision_at(offset)
    return provision is None or provision.level in (Level.FRONT, Level.CLOSING)


def disagreeing(rows: Sequence[TargetRow]) -> bool:
    """Say whether two documents give different values for one indicator and period."""
    values: dict[tuple[str, str | None], set[tuple[str, str]]] = {}
    for r in rows:
        values.setdefault((r.indicator.lower(), r.period), set()).add((r.document_id, str(r.value)))
    return any(len({d for d, _ in v}) > 1 and len({x for _, x in v}) > 1 for v in values.values())


def label(document: Document) -> str:
    """Return the short name of a document."""
    return short_name(document, document.source)
