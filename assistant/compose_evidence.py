"""Ranked statements → an extractive answer: the value first, then the words that carry it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.draft import Draft, Line, LineKind, Quote
from assistant.evidence import Evidence, defines
from assistant.passages import LONG_LIST, LONGEST, WHOLE, block, clip, passage, subtree
from assistant.question import Focus, Question
from assistant.row_answer import row_lines
from assistant.short_answer import BOUND, due_line, short_answer, unmet_condition
from assistant.statements import Statement
from assistant.table_answer import row_as_list
from assistant.terms import Weights
from assistant.values import FORM
from corpus.model import Level

_SHAPES = (Focus.LIST, Focus.COMPARE)
ENOUGH = 0.52  # share of the question's weight that an answer must say; below it a stranger would call it another subject
_NO_LISTS = (Level.PART, Level.CHAPTER, Level.COMPONENT)  # what stands under them are subjects, not items
_SAID = 0.2  # share that a statement itself must say of a question for its date or amount to be the answer
_BEYOND = 0.35  # … and of the words that do not merely name the document
_SIBLINGS = 3  # items of one list among the best statements from which the list is the answer
_WITH_EXCEPTIONS = 900  # characters up to which a yes or no is shown with the whole provision
_NEIGHBOUR = 0.75  # share of that which will do for a neighbour of the best one under the same heading
_CLOSE = 0.80  # an evidence with the asked kind of value must come this close to the best one without
_REST_COMPARED = 0.12  # in a comparison the two sides differ in few words
_BESIDE = 0.12  # share of the question that a sentence of the same provision has to add
_REST = 0.30  # share of the question left unsaid that makes a second passage worth showing


def choose(ranked: Sequence[Evidence], *, need_typed: bool, enough: float = ENOUGH) -> Evidence | None:
    """Return the evidence to answer from, or None when none says enough or none holds the asked value."""
    covering = [e for e in ranked if e.coverage >= enough and (not enough or e.beyond >= _BEYOND)]
    if not covering:
        return None
    if not need_typed:
        return covering[0]
    close = _CLOSE * ranked[0].score if enough else 0.0
    best = ranked[0].statement

    def near(e: Evidence) -> bool:
        same = (
            e.statement.document.id == best.document.id
            and e.statement.provision.parent == best.provision.parent
        )
        return e.score >= (close if not same or best.provision.parent is None else _NEIGHBOUR * close)

    return next((e for e in covering if e.typed and near(e)), None)


def compose_evidence(
    question: Question, ranked: Sequence[Evidence], chosen: Evidence, weights: Weights, most: int = LONGEST
) -> Draft:
    """Return the answer from the chosen statement and, where it leaves much unsaid, from a second one.

    Args:
        question: what is asked.
        ranked: all evidence, best first.
        chosen: the evidence to answer from.
        weights: weights of terms over the statements compared.
        most: characters of verbatim text in the answer.
    """
    siblings = _siblings(ranked, chosen) if question.wants(Focus.LIST) else 0
    if siblings >= _SIBLINGS:
        return Draft(tuple(_lines(question, chosen, most, siblings)))
    first = chosen.statement
    whole = first.provision.last > first.provision.index + 1 and first.end >= first.provision.own_end - 2
    complete = question.wants(Focus.LIST) and (first.opens_list or whole)
    parts = [chosen, *([] if complete else _completing(question, ranked, chosen, weights))]
    lines: list[Line] = []
    for part in parts:
        lines.extend(_lines(question, part, most // len(parts)))
    return Draft(tuple(lines))


def _lines(question: Question, part: Evidence, most: int, siblings: int = 0) -> list[Line]:
    statement = part.statement
    value = short_answer(statement, question) if part.own >= _SAID or not question.wants(*BOUND) else None
    shown = _shown(question, statement, siblings)
    quotes = value[1] if value else (shown,)
    if not any(
        q.start <= shown.start and shown.end <= q.end and q.document.id == shown.document.id for q in quotes
    ):
        quotes = (*quotes, shown)
    if all(q.provision.id != shown.provision.id for q in quotes):
        quotes = (*quotes, shown)  # the place that is named is cited, in one passage with its heading
    section = shown.provision.section
    words = Line(f"Văn bản ghi ({section}):\n\n{block(shown, most)}", quotes, LineKind.QUOTE)
    rows = row_lines(statement, question) or (
        row_as_list(statement) if shown.provision.level is Level.ROW else []
    )
    if value is None or siblings >= _SIBLINGS:
        if rows and siblings < _SIBLINGS:
            return [Line(f"Văn bản ghi ({section}):", (shown,)), *rows]
        return [replace(words, quotes=(shown,))]
    if rows:
        return [Line(f"**{clip(value[0], 300)}** ({section})", value[1]), *rows]
    return [Line(f"**{clip(value[0], 300)}** ({section})", quotes), *due_line(statement, question), words]


def _shown(question: Question, statement: Statement, siblings: int) -> Quote:
    """Return the passage: for a list the whole list, for a yes or no the provision with its exceptions."""
    parent = statement.provision.parent
    if question.wants(Focus.LIST) and siblings >= _SIBLINGS and parent is not None:
        return subtree(statement.document, statement.document.provisions[parent], LONG_LIST)
    values = _values_among_siblings(question, statement)
    if values is not None:
        return values
    table = statement.document.provisions[parent] if parent is not None else None
    if table is not None and table.level is Level.TABLE and statement.provision.level is not Level.ROW:
        return subtree(statement.document, table)  # its heading says nothing without the rows
    last = statement.end >= statement.provision.own_end - 2
    opens = last and (question.wants(Focus.LIST, Focus.TASKS) or _is_heading(statement))
    if opens or statement.opens_list:
        return passage(statement, with_list=opens, most=LONG_LIST)
    if unmet_condition(statement, question):
        return passage(statement, whole=_WITH_EXCEPTIONS)
    return passage(statement, whole=_WITH_EXCEPTIONS if question.asserted or question.yes_no else WHOLE)


def _is_heading(statement: Statement) -> bool:
    """Say whether a statement is a heading over provisions, which says nothing without them."""
    level = statement.provision.level in (
        Level.ARTICLE,
        Level.SECTION,
        Level.CLAUSE,
        Level.POINT,
        Level.TABLE,
    )
    bare = statement.text.rstrip(' ”"')[-1:] not in ".;"
    return level and bare and statement.provision.last > statement.provision.index + 1


def _values_among_siblings(question: Question, statement: Statement) -> Quote | None:
    """Return the whole list for "những mẫu nào" where several of its items name one."""
    parent = statement.provision.parent
    if not question.wants(Focus.LIST) or not question.wants(Focus.FORM) or parent is None:
        return None
    document = statement.document
    items = [p for p in document.provisions if p.parent == parent and FORM.search(document.own_text(p))]
    return subtree(document, document.provisions[parent], LONG_LIST) if len(items) > 1 else None


def _siblings(ranked: Sequence[Evidence], chosen: Evidence) -> int:
    """Return how many of the best statements are items of the same list as the chosen one."""
    parent = chosen.statement.provision.parent
    document = chosen.statement.document.id
    if parent is None or chosen.statement.document.provisions[parent].level in _NO_LISTS:
        return 0
    near = [e.statement for e in ranked[:12] if e.score >= _CLOSE * chosen.score and e.typed >= chosen.typed]
    return len({s.provision.id for s in near if s.document.id == document and s.provision.parent == parent})


def _completing(
    question: Question, ranked: Sequence[Evidence], chosen: Evidence, weights: Weights
) -> list[Evidence]:
    """Return a second evidence that says what the first leaves unsaid (comparisons, questions of two parts)."""
    left = [(t, weights.of(t)) for t in question.terms if not t.within(chosen.statement.own)]
    if not question.wants(*_SHAPES):
        left = [(t, w) for t, w in left if t in chosen.missing]
    total = sum(weights.of(t) for t in question.terms) or 1.0
    first = _defining(question, ranked, chosen) or _beside(question, ranked, chosen, weights, total)
    if first is not None:
        return [first]
    lacking = sum(w for _, w in left)
    if lacking / total < (_REST_COMPARED if question.wants(*_SHAPES) else _REST):
        return []
    best, most = None, 0.0
    for other in ranked[:15]:  # 15: further down nothing is about the same subject
        said = sum(w for t, w in left if t.within(other.statement.own))
        same = other.statement.provision.id == chosen.statement.provision.id and not question.wants(
            Focus.COMPARE
        )
        if (
            chosen.statement.provision.level is Level.ROW
            and other.statement.provision.parent != chosen.statement.provision.parent
        ):
            continue  # a row is compared with a row of its table
        if not same and said > most and other.own >= 0.5 * chosen.own and other.typed >= chosen.typed:
            best, most = other, said
    return [best] if best is not None and most >= 0.5 * lacking else []


def _defining(question: Question, ranked: Sequence[Evidence], chosen: Evidence) -> Evidence | None:
    """Return the statement that says what a thing is, for "X là cơ quan gì, có … không?" answered by its second part."""
    if not question.wants(Focus.DEFINITION) or not question.yes_no or defines(chosen.statement, question):
        return None
    near = (e for e in ranked[:8] if e.own >= 0.5 * chosen.own)  # 8, 0.5: still about the same subject
    return next((e for e in near if defines(e.statement, question)), None)


def _beside(
    question: Question, ranked: Sequence[Evidence], chosen: Evidence, weights: Weights, total: float
) -> Evidence | None:
    """Return another statement of the same long provision that says words of the question which the chosen one does not."""
    provision = chosen.statement.provision
    if provision.own_end - provision.start <= WHOLE or question.wants(*_SHAPES):
        return None
    left = [(t, weights.of(t)) for t in question.terms if not t.within(chosen.statement.own)]
    same = [e for e in ranked if e is not chosen and e.statement.provision.id == provision.id]
    said = [(sum(w for t, w in left if t.within(e.statement.own)), e) for e in same]
    most, best = max(said, key=lambda s: s[0], default=(0.0, None))
    return best if most >= _BESIDE * total else None


def sources(draft: Draft) -> list[Quote]:
    """Return all passages of a draft in order."""
    return [q for line in draft.lines for q in line.quotes]
