"""Ranked evidence → a draft: which shape the answer takes, and when nothing is said."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answer import refuse
from assistant.answer.passages import Found, column_line, passage_lines, place, span
from assistant.answer.shapes import (
    asks_for_deadlines,
    asks_for_tasks,
    asks_for_validity,
    catalog_lines,
    cited,
    cited_draft,
    events_draft,
    field_lines,
    fields_asked,
    fields_draft,
    means_another,
    relation_asked,
    relations_draft,
    roles_draft,
    rows_draft,
    section_draft,
    tasks_draft,
    validity_draft,
)
from assistant.answer.values import (
    Short,
    best_sentence,
    overlap,
    short_value,
)
from assistant.draft import Draft, Line, LineKind, Quote
from assistant.evidence import Scope, years
from assistant.model import Reason, Status
from assistant.question import (
    Question,
    SlotKind,
    fills,
    names_in,
    new_numbers,
    parts,
    pattern,
    slot_of,
    topic,
)
from corpus.evidence import evidence
from corpus.header import short_name
from corpus.library import Summary
from corpus.model import Document
from corpus.text import fold, squeeze, strip_diacritics

# The thresholds are chosen together on three labelled sets (478 questions); a looser ENOUGH gains right answers
# and loses refusals one for one, so what is asked for unseen documents decides.
ENOUGH = 0.2  # probability of the best evidence below which nothing is said
UNRELATED = 0.25  # share of a refused question that evidence says, below which it is about another matter
HARDLY = 0.45  # the same where the evidence is likelier wrong than right
TYPED = 0.05  # the same where a fact of the very kind that is asked for stands in the best evidence
SECOND = 0.2  # probability from which a second passage is shown
THIRD = 0.35  # the same for a passage that is hardly likelier than what is not shown at all
FOREIGN = 0.3  # the same for a passage that is doubtful
DOUBTFUL = 0.5  # probability below which a passage is as likely wrong as right
STRANGE = 0.12  # share of the question that the best passage says, below which it is about something else
NEAR = 0.6  # share of the best probability that a second passage must have
_TWIN = 0.6  # share of its words that a passage of another document repeats
_SURE = 0.8  # probability of a wish from which nothing else is meant
_SAY = 240  # characters of a sentence that is still read at a glance
_MARKER = re.compile(r"^\s*(?:[-+•*]|\(?\d{1,3}(?:\.\d{1,3}){0,4}[.)]|[a-zđ]\)|[IVX]{1,5}\.)\s+")
_QUARTER = re.compile(r"(?<!\w)quý\s+(iv|iii|ii|i|[1-4])(?!\w)")
_QUARTERS = {"1": "i", "2": "ii", "3": "iii", "4": "iv"}
_FIGURE = re.compile(r"\d+(?:[.,/]\d+)*")


@dataclass(frozen=True, slots=True)
class Gathered:
    """Everything that an answer is written from."""

    question: Question
    scope: Scope
    held: tuple[Summary, ...]
    found: tuple[Found, ...]  # best first
    documents: tuple[Document, ...]  # those of the scope when it is small, else those of the best evidence
    parts: tuple[tuple[Found, ...], ...] = ()  # evidence for each of several questions asked at once


def write(gathered: Gathered) -> Draft:
    """Return the answer that the evidence carries, or a typed refusal.

    What the question names and wants chooses the shape; a shape that the documents cannot fill leaves
    the question to the passages.
    """
    scope = gathered.scope
    if scope.rivals and not scope.named and not _one_winner(gathered):
        return refuse.which_document(scope.rivals, gathered.question.own)
    another = means_another(gathered.question, scope, gathered.documents)
    if another:
        stated = cited_draft(gathered.question, scope, gathered.documents)
        if stated is not None:
            return stated
        if scope.missing and fields_asked(gathered.question):
            return _not_held(gathered)
        # the facts of the document at hand are none of the other's
        gathered = replace(gathered, found=tuple(f for f in gathered.found if not f.is_field))
    shaped = _shaped(gathered, facts=not another)
    if shaped is not None:
        return shaped
    found = [f for f in gathered.found if f.probability >= ENOUGH]
    asked = gathered.question
    if asked.references and scope.missing and not scope.named:
        return _not_held(gathered)
    if _lacks_name(gathered):
        return refuse.not_found(scope, gathered.held, (), gathered.documents)
    if not found or _is_strange(found[0], asked) or _lacks_value(asked, found):
        return _refused(gathered)
    return _passages(gathered, _with_value(asked, _of_the_year(asked, gathered.found)))


def _not_held(gathered: Gathered) -> Draft:
    known = catalog_lines(gathered.question)
    if known:
        return Draft(tuple(known), Status.PARTIAL, Reason.DOCUMENT_NOT_HELD)
    return refuse.not_held(gathered.scope.missing, gathered.scope, gathered.held)


def _with_value(question: Question, found: list[Found]) -> list[Found]:
    """Return the evidence with the first that holds an amount in front, where an amount is asked for."""
    if question.want("how_much") < _SURE or not found:
        return found
    least = found[0].probability * NEAR
    able = [
        f for f in found[:3] if f.probability >= least and (f.is_row or new_numbers(question.own, f.hit.text))
    ]
    return [*able[:1], *(f for f in found if f not in able[:1])]


def _is_strange(best: Found, question: Question) -> bool:
    """Say whether the best passage says little of the question and is not likely to answer it.

    Of a question that leans on another, or that asks several things, one passage says only a part.
    """
    share = best.hit.lexical * (1 + bool(question.follows or parts(question)))
    doubted = (
        THIRD if best.probability < SECOND + 0.1 else FOREIGN if best.probability < DOUBTFUL else STRANGE
    )
    return share < doubted


def _lacks_value(question: Question, found: Sequence[Found]) -> bool:
    """Say whether a value of a kind is asked for and none of the best evidence holds one of that kind."""
    slot = slot_of(question.own)
    if slot is None or slot.kind is SlotKind.THING:  # what is asked for may go by another name
        return False
    if slot.kind is SlotKind.COUNT and found[0].probability >= DOUBTFUL:  # so may what is counted
        return False
    if slot.kind is SlotKind.TIME and any(_has_deadline(f) for f in found[:3]):
        return False
    return not any(fills(slot, question.own, f.hit.text, row=f.is_row) for f in found[:3])


def _has_deadline(found: Found) -> bool:
    """Say whether a task that evidence speaks of has a deadline, which may stand below it or in another cell."""
    return any(
        t.deadline and t.start < found.hit.end and found.hit.start < t.end for t in found.document.tasks
    )


def _lacks_name(gathered: Gathered) -> bool:
    """Say whether the question names somebody or a place that no document of the evidence speaks of."""
    names = [n for n in names_in(gathered.question.asked) if not _is_title(n, gathered)]
    documents = {f.document.id: f.document for f in gathered.found[:5]}.values()
    return any(not any(_speaks_of(d, name) for d in documents) for name in names)


def _is_title(name: str, gathered: Gathered) -> bool:
    said = f" {fold(name)} "
    return any(said in f" {fold(n)} " for d in gathered.held for n in (d.name, d.source))


def _speaks_of(document: Document, name: str) -> bool:
    """Say whether a document has a name in its text or file name; a letter too many is a slip of the typist."""
    said = strip_diacritics(name)
    text = f"{strip_diacritics(squeeze(document.text))} {strip_diacritics(document.source)}"
    return said in text or any(said[:i] + said[i + 1 :] in text for i in range(len(said)) if said[i] != " ")


def _of_the_year(question: Question, found: Sequence[Found]) -> list[Found]:
    """Return the evidence with that on the one year that is asked for first: alone of it, or of it at all."""
    asked = years(question.own)
    if len(asked) != 1 or _all_years(found[0]) == asked:
        return list(found)
    least = found[0].probability * (
        0.1 if question.follows else NEAR / 2
    )  # a follow-up may name its year only
    alone = [f for f in found[:8] if _all_years(f) == asked and f.probability >= least]
    spoken_of = _all_years(found[0]) & asked
    inside = alone if spoken_of else [f for f in found[:8] if years(f.hit.text) & asked] or alone
    return [*inside, *(f for f in found if f not in inside)]


def _shaped(gathered: Gathered, *, facts: bool) -> Draft | None:
    """Return the answer in the shape that the question asks for: a place, a list of tasks, facts, rows, a year.

    Args:
        gathered: what there is.
        facts: whether the facts of a document at hand may answer.
    """
    question, scope, found = gathered.question, gathered.scope, gathered.found
    draft: Draft | None = None
    if question.references:
        draft = _section(gathered)
    elif asks_for_tasks(question) or asks_for_deadlines(question):
        draft = tasks_draft(question, gathered.documents)
    elif relation_asked(question):
        draft = relations_draft(question, scope, found)
        stated = fields_draft(question, scope, found) if draft and facts and parts(question) else None
        if draft and stated:
            draft = Draft((*stated.lines, *draft.lines), about=draft.about)
    elif asks_for_validity(question):
        draft = validity_draft(question, scope, found)
    elif facts and fields_asked(question):
        draft = fields_draft(question, scope, found)
    if draft is None and found and found[0].probability >= TYPED:
        draft = roles_draft(question, found) or events_draft(question, found)
    if draft is None and found:
        draft = rows_draft(question, found) or _no_such_year(gathered)
    if draft is None and found and found[0].probability >= ENOUGH and _is_about_today(question):
        draft = _today(found[0], question)
    return draft


def _is_about_today(question: Question) -> bool:
    return (
        bool(pattern("today").search(fold(question.own))) and question.want("yes_no") > 0.4
    )  # 0.4: likeliest


def _refused(gathered: Gathered) -> Draft:
    known = catalog_lines(gathered.question) if gathered.scope.missing else []
    if known:
        return Draft(tuple(known), Status.PARTIAL, Reason.DOCUMENT_NOT_HELD)
    asked = gathered.question
    known_document = asked.numbers or asked.follows
    if not known_document and all(_is_unrelated(f) for f in gathered.found[:3]):
        return refuse.off_topic(())
    return refuse.not_found(gathered.scope, gathered.held, gathered.found, gathered.documents)


def _is_unrelated(found: Found) -> bool:
    share = found.hit.lexical
    return share < UNRELATED or (share < HARDLY and found.probability < DOUBTFUL)


def _one_winner(gathered: Gathered) -> bool:
    """Say whether the evidence itself decides between documents of one name."""
    best: dict[str, float] = {}
    for f in gathered.found:
        best[f.document.id] = max(best.get(f.document.id, 0.0), f.probability)
    ordered = sorted(best.values(), reverse=True)
    return len(ordered) == 1 or (len(ordered) > 1 and ordered[1] < 0.5 * ordered[0])


def _section(gathered: Gathered) -> Draft | None:
    """Return the cited provisions of the document that is meant, or that it has none."""
    question = gathered.question
    if gathered.scope.missing and not gathered.scope.named:
        return None  # the place of a document that is not held is no place of another
    with_place = [(d, cited(question, d)) for d in gathered.documents]
    with_place = [(d, places) for d, places in with_place if places]
    if with_place:
        document, places = with_place[0]
        if len(with_place) > 1 and not gathered.scope.ids:
            ids = [f.document.id for f in gathered.found]
            document, places = min(with_place, key=lambda dp: ids.index(dp[0].id) if dp[0].id in ids else 99)
        return section_draft(question, document, places)
    if gathered.scope.certain and gathered.documents:
        named = question.own[question.references[0].start : question.references[0].end]
        return refuse.no_provision(gathered.documents[0], squeeze(named))
    return None


def _no_such_year(gathered: Gathered) -> Draft | None:
    """Return "no value for that year" where all evidence on the matter speaks of other years."""
    question = gathered.question
    asked = years(question.own)
    other_quarter = _other_quarter(gathered)
    if other_quarter:
        return refuse.no_value_for_period(other_quarter, gathered.found[:1], ())
    if not asked or question.want("how_much", "what", "list") < 0.5:
        return None
    near = [f for f in gathered.found[:5] if f.probability >= refuse._NEAR]
    if not near:
        return None
    held = [years(f"{f.hit.context} {f.hit.text}") for f in near]
    if any(_years_of(f, asked) for f in gathered.found[:5]) or not all(held):
        return None
    if any(_covers(h, asked) for h in held):
        return None
    periods = sorted({y for h in held for y in h})
    return refuse.no_value_for_period(f"năm {', '.join(sorted(asked))}", near[:2], periods)


def _other_quarter(gathered: Gathered) -> str:
    """Return the quarter that is asked for where all evidence on the matter is of another; else nothing."""
    asked = _quarters(gathered.question.own)
    near = [f for f in gathered.found[:3] if f.probability >= refuse._NEAR]
    if len(asked) != 1 or not near or gathered.question.want("how_much", "what", "list") < 0.5:
        return ""
    held = [
        _quarters(f"{f.hit.context} {f.document.source} {_opening(f.document)} {f.hit.text}") for f in near
    ]
    return "" if not all(held) or any(h & asked for h in held) else f"quý {next(iter(asked)).upper()}"


def _quarters(text: str) -> frozenset[str]:
    return frozenset(_QUARTERS.get(q, q) for q in _QUARTER.findall(fold(text)))


def _opening(document: Document) -> str:
    return document.header.title.value if document.header.title else document.text[:400]  # 400: a title


def _covers(held: frozenset[str], asked: frozenset[str]) -> bool:
    """Say whether the asked year lies inside a span of years ("2026-2030")."""
    if len(held) < 2:
        return False
    low, high = min(held), max(held)
    return all(low <= y <= high for y in asked)


def _today(best: Found, question: Question) -> Draft:
    """Return that the documents do not know today's state, with what they say."""
    first = Line(
        "**Các văn bản hiện có không nêu tình trạng hiện nay; cần hỏi cơ quan có thẩm quyền.**",
        (),
        LineKind.NOTE,
    )
    return Draft((first, *passage_lines(best, question.own)), Status.PARTIAL, Reason.VALIDITY_UNKNOWN)


def _passages(gathered: Gathered, found: Sequence[Found]) -> Draft:
    question = gathered.question
    chosen = _chosen(gathered, found)
    fields = [f for f in chosen if f.is_field]
    lines: list[Line] = []
    differing = _differing(question, gathered.found)
    if differing and differing not in chosen:
        chosen = [chosen[0], differing]
    if differing:
        names = " và ".join(short_name(f.document, f.document.source) for f in chosen[:2])
        lines.append(Line(f"**Hai văn bản nêu khác nhau:** {names}.", (), LineKind.NOTE))
    for f in chosen:
        lines += _field(f) if f.is_field else _value_then_passage(f, question, alone=len(chosen) == 1)
    reason = Reason.DOCUMENTS_DISAGREE if differing else None
    about = tuple({f.document.id: f.document for f in chosen}.values())
    status = Status.ANSWERED
    return Draft(tuple(lines), status, reason, about=about if fields or differing else about[:1])


def _chosen(gathered: Gathered, found: Sequence[Found]) -> list[Found]:
    """Return what is shown: the best, others nearly as good, and the best for each part that was asked."""
    best = found[0]
    chosen = [best]
    if gathered.question.want("compare") > 0.4 or pattern("comparing").search(fold(gathered.question.own)):
        return _by_year(gathered) or [best, *_other_half(gathered.question, best, gathered.found)]
    for f in found[1:6]:
        if any(_overlap(f, c) for c in chosen):
            continue  # the same words as another unit
        if (
            f.is_field and best.is_field and f.document.id == best.document.id and f.probability > ENOUGH
        ) or (len(chosen) < 2 and f.probability >= max(SECOND, NEAR * best.probability)):
            chosen.append(f)
    for part in gathered.parts:
        if part and part[0].probability >= ENOUGH and not any(_overlap(part[0], c) for c in chosen):
            chosen.append(part[0])
    return chosen[:4]


def _overlap(one: Found, other: Found) -> bool:
    return (
        one.document.id == other.document.id
        and one.hit.start < other.hit.end
        and other.hit.start < one.hit.end
    )


def _by_year(gathered: Gathered) -> list[Found]:
    """Return the best evidence for each of several years that are compared; [] where one has none.

    The year of evidence stands in it, or in the name of its document ("Kế hoạch … năm 2026").
    """
    asked = years(gathered.question.own)
    if len(asked) < 2:
        return []
    chosen: list[Found] = []
    for year in sorted(asked):
        alone = [f for f in gathered.found if _years_of(f, asked) == {year} and f not in chosen]
        if not alone:
            return []
        chosen.append(max(alone[:3], key=lambda f: f.probability + _alike(f, chosen)))
    return chosen


def _all_years(found: Found) -> frozenset[str]:
    """Return the years that evidence speaks of, or where it names none those of its headings and document."""
    return years(found.hit.text) or years(found.hit.context)


def _years_of(found: Found, asked: frozenset[str]) -> frozenset[str]:
    return (years(found.hit.text) & asked) or (years(found.hit.context) & asked)


def _alike(found: Found, chosen: Sequence[Found]) -> float:
    """Return how much of what is already chosen evidence repeats, 0 to 1: the same matter in another year."""
    return max((overlap(c.hit.text, found.hit.text) / 1.5 for c in chosen), default=0.0)


def _other_half(question: Question, best: Found, found: Sequence[Found]) -> list[Found]:
    """Return the evidence that says most of what the best one leaves out, for a comparison of two."""
    asked = set(topic(strip_diacritics(question.own)))
    mine = set(re.findall(r"\w+", strip_diacritics(f"{best.hit.text} {best.hit.context}")))
    lacking = asked - mine

    def gain(f: Found) -> float:
        words = set(re.findall(r"\w+", strip_diacritics(f.hit.text)))
        return f.probability + (len(lacking & words) / len(lacking) if lacking else 0.0)

    others = [f for f in found[:8] if not _overlap(f, best) and not f.is_field]
    twins = [f for f in others if f.document.id != best.document.id and _alike(f, [best]) >= _TWIN]
    if twins:
        return twins[:1]  # the same matter in another document, as in a draft and what was issued
    return [max(others, key=gain)] if others else []


def _differing(question: Question, found: Sequence[Found]) -> Found | None:
    """Return evidence of another document that says the same with other figures, or None."""
    best = found[0]
    mine = _FIGURE.findall(best.hit.text)
    if best.is_field or not mine:
        return None
    bare = _FIGURE.sub(" ", best.hit.text)
    for other in found[1:8]:
        if other.document.id == best.document.id or other.is_field or other.is_row != best.is_row:
            continue
        spoken_of, spoken_there = years(best.hit.context), years(other.hit.context)
        if spoken_of and spoken_there and not spoken_of & spoken_there:
            continue  # plans of different years differ without disagreeing
        theirs = _FIGURE.findall(other.hit.text)
        alike = overlap(bare, other.hit.text) / 1.5
        back = overlap(_FIGURE.sub(" ", other.hit.text), best.hit.text) / 1.5
        if min(alike, back) >= 0.75 and sorted(mine) != sorted(theirs) and other.probability >= refuse._NEAR:
            return other
    return None


def _field(found: Found) -> list[Line]:
    unit = next((u for u in evidence(found.document) if u.id == found.hit.chunk_id), None)
    return field_lines(found.document, unit, found.hit.chunk_id.rsplit("=", 1)[-1]) if unit else []


def _first_sentence(found: Found, question: Question, start: int, end: int) -> list[Line]:
    """Return the sentence that answers as a line of its own, where the passage says more than it."""
    left, right = best_sentence(question.own, found.document, start, end)
    if right - left > _SAY or (right - left) > 0.8 * (end - start):  # 0.8: the passage is hardly longer
        return []
    if found.document.text[right - 1] in ";:":
        return []  # a list goes on after it
    sentence = squeeze(_MARKER.sub("", found.document.text[left:right]))
    return [Line(f"**“{sentence}”**", (Quote(found.document, found.provision, start, end),))]


def _value_then_passage(found: Found, question: Question, *, alone: bool) -> list[Line]:
    whole = question.want("list", "definition", "compare") > 0.4 or question.kind == "what"
    shown = passage_lines(found, question.own, whole=whole)
    if found.is_row:
        return [*column_line(found, question.own), *shown]
    start, end = span(found, question.own, whole=whole)
    value = short_value(question, found.document, found.provision, start, end)
    if value is None:
        return [*_first_sentence(found, question, start, end), *shown]
    passage = Quote(found.document, found.provision, start, end)
    said = (
        (passage,)
        if start <= value.start and value.end <= end
        else (passage, *_holder(found.document, value))
    )
    where = (
        f" ({place(found)})"
        if not alone
        else f" ({found.provision.section})"
        if found.provision.section
        else ""
    )
    return [Line(f"**{value.value}**{where}", said), *shown]


def _holder(document: Document, value: Short) -> tuple[Quote, ...]:
    """Return the line that holds a value which stands outside the passage: a deadline below, an agency above."""
    provision = document.provision_at(value.start)
    if provision is None:
        return ()
    left = document.text.rfind("\n", provision.start, value.start) + 1 or provision.start
    right = document.text.find("\n", value.end, provision.end)
    end = provision.end if right < 0 else right
    text = document.text[max(left, provision.start) : end]
    return (
        Quote(
            document, provision, max(left, provision.start), max(left, provision.start) + len(text.rstrip())
        ),
    )
