"""A follow-up and what came before → a question that stands alone.

The earlier question lends what the follow-up leaves out: its subject, its period, its question word.
What the follow-up names replaces what the earlier one named of the same kind.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant import cues
from assistant.model import Turn
from assistant.question import Focus, Question
from corpus.text.normalize import fold

_LABEL = re.compile(
    r"(?<!\w)(loại|hạng|cấp|mục|điều|khoản|điểm|phụ lục|nhóm|quý|tháng|mẫu|bảng)\s+((?:[ivxlc]+|\d+|[a-zđ])(?:\.\w+)*)(?!\w)",
    re.I,
)
_ASKING = {
    Focus.WHO,
    Focus.WHEN,
    Focus.HOW_LONG,
    Focus.HOW_MUCH,
    Focus.CLASS,
    Focus.DOCUMENT,
    Focus.FORM,
    Focus.TASKS,
    Focus.WHERE,
    Focus.PERIOD,
    Focus.SIGNER,
    Focus.ISSUED,
    Focus.ISSUER,
    Focus.EFFECTIVE,
    Focus.NUMBER,
}
_LEAST = 6  # own topic syllables from which a question without a follow-up word stands alone


@dataclass(frozen=True, slots=True)
class Standalone:
    """A question with what it takes from the turn before.

    `text` is to be analysed; `carried` is text whose topic counts at a lower weight; `repeat` asks for
    the earlier answer again (its verbatim text or place); `follows` says that there is a connection;
    `maybe` that only the question's shortness suggests one.
    """

    text: str
    carried: str = ""
    repeat: bool = False
    follows: bool = False
    maybe: bool = False


def follows_up(question: Question) -> bool:
    """Say whether a question leans on what came before."""
    text = question.text
    if cues.ANAPHORA.search(text) or cues.OPENING_FOLLOW_UP.match(text):
        return True
    if question.numbers or question.references:
        return False
    topic = [t for t in question.terms if not t.pair]
    return len(topic) < _LEAST and (
        not question.focus or len(topic) <= 2 or cues.FOLLOW_UP.search(text) is not None
    )


_FEW = 5  # topic syllables of a question that may lean on the one before although it does not say so


def _is_short(question: Question) -> bool:
    named = question.numbers or question.references or question.agencies or question.periods
    return not named and 0 < sum(not t.pair for t in question.terms) <= _FEW


def standalone(question: Question, previous: Question | None) -> Standalone:
    """Return the question with what it leaves out.

    Args:
        question: the new one, analysed as it was typed.
        previous: the question before, already standing alone; None at the start.
    """
    if previous is None:
        return Standalone(question.asked)
    if not follows_up(question):
        short = _is_short(question)
        return Standalone(question.asked, carried=previous.text if short else "", follows=short, maybe=short)
    topic = [t for t in question.terms if not t.pair]
    if question.wants(Focus.VERBATIM, Focus.WHERE) and (
        cues.ANAPHORA.search(question.text) or len(topic) <= 2
    ):
        return Standalone(previous.asked, repeat=True, follows=True)
    replaced = _replace(question, previous)
    if replaced:
        return Standalone(replaced, follows=True)
    if question.focus & _ASKING:
        return Standalone(question.asked, carried=previous.text, follows=True)
    return Standalone(_with_question_word(question, previous), carried=previous.text, follows=True)


def _replace(question: Question, previous: Question) -> str | None:
    """Return the earlier question with the period or label of the new one, when that is all that is new."""
    rest = _rest(question)
    if question.periods and previous.periods and not rest:
        return _swap(
            previous.text, [p.text for p in previous.periods], ", ".join(p.text for p in question.periods)
        )
    if question.periods and not previous.periods and not rest:
        return f"{previous.text.rstrip(' ?.')} {question.periods[0].text}?"
    new, old = _LABEL.findall(question.text), _LABEL.findall(previous.text)
    heads = {h.lower() for h, _ in old}
    if new and all(h.lower() in heads for h, _ in new) and not (question.focus & _ASKING):
        head = new[0][0].lower()
        kept = [f"{h} {v}" for h, v in old if h.lower() == head]
        return _swap(previous.text, kept, " và ".join(f"{h} {v}" for h, v in new))
    return None


def _rest(question: Question) -> list[str]:
    """Return the topic syllables of a follow-up outside its periods."""
    inside = {w for p in question.periods for w in fold(p.text).split()} | {
        "thì",
        "sao",
        "còn",
        "năm",
        "đến",
        "giaiđoạn",
        "mốc",
    }
    return [
        t.text
        for t in question.terms
        if not t.pair
        and t.text not in inside
        and not t.text.isdigit()
        and not re.fullmatch(r"[\d-]+", t.text)
    ]


def _swap(text: str, old: Sequence[str], new: str) -> str:
    """Replace the first of the old phrases by the new one and drop the others."""
    out = text
    for n, phrase in enumerate(old):
        out = re.sub(re.escape(phrase), new if n == 0 else " ", out, count=1, flags=re.I)
    return out


def _with_question_word(question: Question, previous: Question) -> str:
    """Return the new subject with the question words of the earlier question."""
    words = []
    for cue in (
        cues.FORM,
        cues.WHO,
        cues.HOW_LONG,
        cues.HOW_MUCH,
        cues.WHEN,
        cues.WHICH_DOCUMENT,
        cues.TASKS,
        cues.TARGETS,
    ):
        found = cue.search(previous.text)
        if found:
            words.append(found[0])
    bare = cues.OPENING_FOLLOW_UP.sub("", question.text)
    return f"{bare.rstrip(' ?.')} {' '.join(dict.fromkeys(words))}?"


def turns(history: Sequence[Turn | str | Sequence[str]]) -> tuple[Turn, ...]:
    """Return a history in one form: turns, plain questions, or [question, answer] pairs."""
    made = []
    for item in history:
        if isinstance(item, Turn):
            made.append(item)
        elif isinstance(item, str):
            made.append(Turn(item))
        else:
            made.append(Turn(*item[:2]))
    return tuple(made)
