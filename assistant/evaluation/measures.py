"""One answer against one label, and the figures of many.

A fact matches at word boundaries, in any case, with old or new placing of tones; never with another tone.
A citation is right when it holds a labelled passage, lies in one, or shares most of its words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.evaluation.labels import Question
from assistant.model import Answer, Status
from corpus.text import fold, squeeze

ABSTAINED = frozenset({Status.NOT_FOUND, Status.REFUSED, Status.NEEDS_CLARIFICATION, Status.PARTIAL})
LONGEST_PROSE = 1500  # characters outside lists, tables and quotation blocks: more is a dump, not an answer
LONGEST = 6000  # characters in all: a whole list of whole rows
SHORTEST_PART = 12  # characters of a passage that may lie in another: a shorter one stands anywhere
SHARED_WORDS = 0.6  # Dice coefficient from which two passages are the same one, cut differently
_PLAIN_LINE = re.compile(r"\s*(?:[-+*|>]|\d+[.)])")
_MARKS = re.compile(r"[“”\"'‘’*_`]")
_MARKER = re.compile(r"\[\d+\]")


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one answer is worth; `faults` is empty exactly when it is right."""

    question: Question
    answer: Answer
    answerable: bool  # an answer was wanted; false: to abstain was
    faults: tuple[str, ...]
    says_forbidden: bool
    says_facts: bool
    abstained: bool
    hits: tuple[bool, ...]  # of each citation, whether it is a labelled passage

    @property
    def right(self) -> bool:
        """Return whether facts, citation, length and refusal are all as labelled."""
        return not self.faults


def spoken(text: str) -> str:
    """Return a text as it is compared: folded, short names of the two councils written out, no marks."""
    text = fold(text).replace("ubnd", "ủy ban nhân dân").replace("hđnd", "hội đồng nhân dân")
    text = _MARKER.sub(" ", _MARKS.sub("", text))
    return squeeze(text).strip(" .;,:")


def says(text: str, fact: str) -> bool:
    """Return whether a spoken text holds a fact at word boundaries."""
    wanted = spoken(fact)
    return bool(wanted) and re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", text) is not None


def same_passage(cited: str, labelled: str) -> bool:
    """Return whether two quotes are one passage, whole or cut."""
    a, b = spoken(cited), spoken(labelled)
    if min(len(a), len(b)) >= SHORTEST_PART and (a in b or b in a):
        return True
    words_a, words_b = Counter(re.findall(r"\w+", a)), Counter(re.findall(r"\w+", b))
    total = words_a.total() + words_b.total()
    return total > 0 and 2 * (words_a & words_b).total() / total >= SHARED_WORDS


def too_long(text: str) -> bool:
    """Return whether an answer is a dump of the document."""
    prose = "\n".join(line for line in text.splitlines() if not _PLAIN_LINE.match(line))
    return len(prose) > LONGEST_PROSE or len(text) > LONGEST


def judge(question: Question, answer: Answer) -> Judgement:
    """Return what an answer is worth. A right answer serves as well as a question back."""
    text = spoken(answer.text)
    faults = [f"nói điều sai “{w}”" for w in question.forbidden if says(text, w)]
    forbidden = bool(faults)
    if too_long(answer.text):
        faults.append(f"dài {len(answer.text)} ký tự")
    behavior = question.behavior
    if behavior == "clarify" and answer.status is not Status.NEEDS_CLARIFICATION:
        behavior = "answer" if question.facts else "abstain"
    answerable = behavior in ("answer", "correct_premise")
    abstained = answer.status in ABSTAINED
    hits: tuple[bool, ...] = ()
    missing: list[str] = []
    if answerable:
        missing = [f[0] for f in question.facts if not any(says(text, spelling) for spelling in f)]
        hits = tuple(any(same_passage(c.quote, q) for q in question.quotes) for c in answer.citations)
        faults += [f"thiếu “{fact}”" for fact in missing]
        faults += [] if any(hits) else ["không dẫn đoạn đã gán nhãn"]
    elif not abstained:
        faults.append(f"trả lời ({answer.status.value}) khi cần {behavior}")
    return Judgement(question, answer, answerable, tuple(faults), forbidden, not missing, abstained, hits)


@dataclass(frozen=True, slots=True)
class Measure:
    """A share over some of the questions: its name, and what each question adds above and below the line."""

    name: str
    parts: tuple[tuple[float, float], ...]  # (above, below) of each question, in the order of the questions

    @property
    def value(self) -> float:
        """Return the share, 0 where nothing was counted."""
        below = sum(b for _, b in self.parts)
        return sum(a for a, _ in self.parts) / below if below else 0.0


def measures(judged: Sequence[Judgement]) -> tuple[Measure, ...]:
    """Return every measure over the judged questions."""
    return tuple(
        Measure(name, tuple(parts))
        for name, parts in (
            ("right", ((j.right, 1) for j in judged)),
            ("facts_right", _answerable(judged, [j.says_facts for j in judged])),
            ("citation_hit", _answerable(judged, [any(j.hits) for j in judged])),
            ("citation_first", _answerable(judged, [j.hits[:1] == (True,) for j in judged])),
            ("citation_precision", ((sum(j.hits), len(j.hits)) for j in judged)),
            (
                "abstained_when_unanswerable",
                ((not j.answerable and j.abstained, not j.answerable) for j in judged),
            ),
            ("false_abstention", _answerable(judged, [j.abstained and not j.says_facts for j in judged])),
            ("wrong_statement", ((j.says_forbidden, 1) for j in judged)),
        )
    )


def _answerable(judged: Sequence[Judgement], counts: Sequence[bool]) -> Iterable[tuple[float, float]]:
    return ((j.answerable and yes, j.answerable) for j, yes in zip(judged, counts, strict=True))


def by_type(judged: Sequence[Judgement]) -> dict[str, tuple[Judgement, ...]]:
    """Return the judged questions of each type, types in alphabetical order."""
    types = sorted({j.question.type for j in judged})
    return {t: tuple(j for j in judged if j.question.type == t) for t in types}
