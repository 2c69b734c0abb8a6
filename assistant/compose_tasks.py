"""Answers by lookup in the register: tasks of an agency, what falls due, the agencies named."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from urllib.parse import urlencode

from assistant.draft import Draft, Line, LineKind, Quote, quote
from assistant.model import Reason, Status
from assistant.passages import clip
from assistant.question import Question
from assistant.register import register
from assistant.register.passages import bag_of, passage_of
from assistant.register.rows import TaskRow
from assistant.roles_asked import role_of_agency
from assistant.terms import Term, Weights
from corpus.agencies.read import find_agencies
from corpus.model import Document, Level

_SHOWN = 10  # rows in an answer; the page's register shows all
_ADJOINING = 900  # characters within which a task and its deadline line are one passage
_ROOM = 1150  # characters for rows, so that the answer stays below 1,500


def on_topic(rows: Sequence[TaskRow], terms: Sequence[Term], documents: Sequence[Document]) -> list[TaskRow]:
    """Return the rows that say most of the topic, all of them when the topic does not tell them apart."""
    if not terms or not rows:
        return list(rows)
    bags = [bag_of(row, documents) for row in rows]
    weights = Weights.over(bags)
    total = sum(weights.of(t) for t in terms) or 1.0
    scores = [sum(weights.of(t) for t in terms if t.within(b)) / total for b in bags]
    best = max(scores)
    if best < 0.5:  # less than half of the topic: the rows are about something else
        return []
    return [row for row, s in zip(rows, scores, strict=True) if s >= 0.75 * best]


def tasks_of_agencies(
    question: Question, documents: Sequence[Document], topic: Sequence[Term]
) -> Draft | None:
    """Return the tasks given to the agencies of a question, own and general ones apart; None without any."""
    names = [a.value for a in question.agencies]
    role = role_of_agency(question.text)
    per_agency = [register.tasks(documents, agency=name, role=role) for name in names]
    rows = _common(per_agency)
    if not rows:
        return None
    apart = question.numbers and len(documents) > 1  # several documents are named: each has its say
    chosen = _of_each(rows, topic, documents) if apart else on_topic(rows, topic, documents)
    own = [r for r in chosen if _names_any(r, names)]
    general = [r for r in chosen if r not in own]
    if not own and not general:
        return None
    who = " và ".join(dict.fromkeys(_printed_name(name, own) for name in names))
    if not own:
        return _general_only(who, general, documents)
    said = _ROLES.get(role or "", "giao cho {who}").format(who=who)
    lines = _rows(
        own, documents, f"**Có {len(own)} nhiệm vụ {said}{_where(own)}:**", {"cq": who, "vt": role or ""}
    )
    if general:
        places = ", ".join(dict.fromkeys(r.section for r in general[:4]))  # 4 places fit one line
        lines.append(
            Line(
                f"Nhiệm vụ giao chung cho các cơ quan: {len(general)}, tại {places}.",
                _passages(general[:1], documents),
                LineKind.PLACE,
            )
        )
    return Draft(tuple(lines))


def _of_each(rows: Sequence[TaskRow], topic: Sequence[Term], documents: Sequence[Document]) -> list[TaskRow]:
    """Return for each document its rows on the topic, or all of them where it has none on it."""
    found: list[TaskRow] = []
    for document in documents:
        mine = [r for r in rows if r.document_id == document.id]
        found += on_topic(mine, topic, documents) or mine
    return found


def deadlines_of_agencies(question: Question, documents: Sequence[Document]) -> Draft | None:
    """Return when the work of an agency is due; None where no task of it has a deadline."""
    names = [a.value for a in question.agencies]
    rows = [r for r in _common([register.tasks(documents, agency=n) for n in names]) if r.deadline]
    rows = [r for r in rows if _names_any(r, names)] or rows
    if not rows:
        return None
    said = list(dict.fromkeys(" ".join((r.deadline or "").split()) for r in rows))
    proofs = tuple(q for r in rows[:_SHOWN] for q in _with_deadline(r, documents))
    first = Line(f"**{'; '.join(said[:3])}**" if len(said) <= 3 else f"**Có {len(said)} thời hạn:**", proofs)
    lines = (
        first,
        *_rows(rows, documents, "Nhiệm vụ có thời hạn này:" if len(said) == 1 else "Các nhiệm vụ:"),
    )
    asked = {p.norm for p in question.periods if p.norm}
    if question.asserted and asked and not asked & {r.deadline_norm for r in rows}:
        no = Line("**Không phải.** Thời hạn văn bản ghi:", (), LineKind.NOTE)
        return Draft((no, *lines), Status.CORRECTED)
    return Draft(lines)


def _with_deadline(row: TaskRow, documents: Sequence[Document]) -> tuple[Quote, ...]:
    """Return the passage from a task to its deadline line, where they adjoin, else both."""
    document = next(d for d in documents if d.id == row.document_id)
    task = next(t for t in document.tasks if (t.start, t.end) == (row.start, row.end))
    shown = passage_of(row, documents)
    if task.deadline is None or shown.start <= task.deadline.start < shown.end:
        return (shown,)
    holder = document.provision_at(task.deadline.start)
    line = quote(document, holder) if holder else shown
    if shown.end <= line.start and line.end - shown.start <= _ADJOINING:
        return (quote(document, shown.provision, shown.start, line.end),)
    return (line, shown)


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


def _rows(
    rows: Sequence[TaskRow], documents: Sequence[Document], heading: str, view: dict[str, str] | None = None
) -> list[Line]:
    """Return a heading and the rows with their sources: a list, or above ten a table and a link to all of them."""
    lines = [Line(heading, (), LineKind.NOTE)]
    shown = rows[:_SHOWN]
    table = len(rows) > _SHOWN
    each = max(
        60, _ROOM // max(len(shown), 1) - 35
    )  # 60: enough to recognise a task; 35: number, place, marker
    if table:
        lines += [
            Line("| STT | Nhiệm vụ | Nguồn |", (), LineKind.NOTE),
            Line("|---|---|---|", (), LineKind.NOTE),
        ]
    for n, row in enumerate(shown, 1):
        passage = passage_of(row, documents)
        text = clip(_words(row, passage).replace("|", "/"), each)
        if table:
            lines.append(Line(f"| {n} | {text} | {row.section} {{marks}} |", (passage,), LineKind.TABLE))
        else:
            lines.append(
                Line(f"{n}. “{clip(_words(row, passage), each)}” ({row.section})", (passage,), LineKind.QUOTE)
            )
    if table:
        link = urlencode({"muc": "nhiem-vu", **{k: v for k, v in (view or {}).items() if v}})
        rest = len(rows) - len(shown)
        lines.append(Line(f"Còn {rest} nhiệm vụ: [xem đủ trong bảng](?{link}).", (), LineKind.NOTE))
    return lines


_ROLES = {
    "lead": "do {who} chủ trì hoặc thực hiện",
    "support": "{who} phối hợp",
    "monitor": "{who} theo dõi, đôn đốc",
}


def _words(row: TaskRow, passage: Quote) -> str:
    """Return the words of a task: of a table row the cell with the work, else the passage."""
    return row.task if passage.provision.level is Level.ROW and row.task in passage.text else passage.text


def _where(rows: Sequence[TaskRow]) -> str:
    """Return from how many documents rows come, where it is more than one."""
    count = len({r.document_id for r in rows})
    return f" trong {count} văn bản" if count > 1 else ""


def due_between(
    window: tuple[date, date], said: str, documents: Sequence[Document], topic: Sequence[Term]
) -> Draft | None:
    """Return the tasks that fall due in a window, or None when there are none."""
    rows = [r for r in register.tasks(documents, due=window) if r.deadline]
    rows = on_topic(rows, topic, documents) or rows
    if not rows:
        return None
    view = {"han_tu": window[0].isoformat(), "han_den": window[1].isoformat()}
    return Draft(
        tuple(_rows(rows, documents, f"**Có {len(rows)} nhiệm vụ đến hạn {said}{_where(rows)}:**", view))
    )


def without_support(documents: Sequence[Document], agency: str | None = None) -> Draft:
    """Return the tasks for which the documents name no supporting agency."""
    rows = register.tasks(documents, agency=agency, without_support=True)
    if not rows:
        return Draft((Line("**Không có nhiệm vụ nào thiếu đơn vị phối hợp.**", (), LineKind.NOTE),))
    heading = f"**Có {len(rows)} nhiệm vụ chưa ghi đơn vị phối hợp{_where(rows)}:**"
    return Draft(tuple(_rows(rows, documents, heading, {"khong_ph": "1", "cq": agency or ""})))


def named_agencies(documents: Sequence[Document]) -> Draft | None:
    """Return the agencies that documents name, each once, with the first place that names it."""
    lines = []
    for document in documents:
        seen: dict[str, Quote] = {}
        mentions = sorted(find_agencies(document.text), key=lambda m: _is_front(document, m.start))
        for mention in mentions:
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
