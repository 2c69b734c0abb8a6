"""A question as typed → what it says, names and wants."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from assistant.question.intent import wants
from assistant.question.numbers import NumberHint, number_hints
from assistant.question.words import family, pattern, topic, written_out
from corpus.agencies import AgencyMention, find_agencies
from corpus.references import ProvisionRef, parse_references
from corpus.text import Period, fold, nfc, parse_periods, squeeze

_QUOTED = re.compile(r"[“\"«]([^”\"»]{2,200})[”\"»]")
_ASKED = re.compile(r"\s*(?:nào|nao|gì|gi|mấy|may)(?!\w)", re.I)  # "phụ lục nào" cites none
_FEW = 5  # topic syllables of a question that leans on the one before
_PART = re.compile(r"\s*(?:[?;,]|(?<!\w)(?:và|còn|rồi)(?!\w))\s*")


@dataclass(frozen=True, slots=True)
class Question:
    """A question taken apart.

    `text` stands alone (what history lends stands before it), repaired, short forms written out;
    `own` is the part that was typed now. `wants` are probabilities of kinds of wish.
    """

    asked: str
    text: str
    own: str
    wants: Mapping[str, float]
    numbers: tuple[NumberHint, ...] = ()
    references: tuple[ProvisionRef, ...] = ()
    periods: tuple[Period, ...] = ()
    agencies: tuple[AgencyMention, ...] = ()
    quoted: tuple[str, ...] = ()
    follows: bool = False

    def want(self, *kinds: str) -> float:
        """Return the probability that one of the kinds is wanted."""
        return sum(self.wants.get(k, 0.0) for k in kinds)

    @property
    def kind(self) -> str:
        """Return the likeliest wish."""
        return max(self.wants, key=lambda k: self.wants[k])


def read(
    asked: str, repair: Callable[[str], str] = lambda text: text, previous: Question | None = None
) -> Question:
    """Take a question apart and make it stand alone.

    Args:
        asked: what was typed.
        repair: restores diacritics and slips from the indexed words.
        previous: the question before, itself standing alone.
    """
    own = written_out(repair(nfc(asked)))
    follows = previous is not None and leans(own)
    text = _joined(own, previous) if follows and previous else own
    folded = fold(own)
    named = _without(folded, number_hints(folded))
    wish = wants(own)
    asks = pattern("interrogatives").search(folded)
    if follows and previous and (not asks or asks[0] == "sao" or "thì sao" in folded or asks[0] == "thế nào"):
        wish = previous.wants  # "còn năm 2026?" asks what the question before asked
    numbers = number_hints(folded) or (previous.numbers if follows and previous else ())
    return Question(
        asked=asked,
        text=text,
        own=own,
        wants=wish,
        numbers=numbers,
        references=tuple(r for r in parse_references(own) if not _ASKED.match(own, r.end)),
        periods=parse_periods(named, bare=True),
        agencies=find_agencies(_outside(own)),
        quoted=tuple(_QUOTED.findall(asked)),
        follows=follows,
    )


def leans(own: str) -> bool:
    """Say whether a question leans on what came before: by a word that points back, or by its shortness."""
    folded = fold(own)
    words = re.findall(r"\w+", folded)
    if number_hints(folded):
        return False
    opening = any(folded.startswith(f"{o} ") for o in family("openings"))
    points = any(w in family("anaphors") for w in words)
    return opening or points or len(topic(own)) <= _FEW


def _joined(own: str, previous: Question) -> str:
    """Return the question before and this one as one text; a period named now takes the place of the earlier."""
    before = previous.text
    if parse_periods(fold(own), bare=True):
        for period in parse_periods(fold(before), bare=True):
            at = fold(before).find(period.text)
            if at >= 0 and len(fold(before)) == len(before):
                before = f"{before[:at]} {before[at + len(period.text) :]}"
    return squeeze(f"{before.rstrip(' ?.')} {own}")


def parts(question: Question) -> tuple[str, ...]:
    """Return the questions that were asked at once, each with an interrogative of its own; () for one."""
    pieces = [p for p in _PART.split(question.own) if p]
    asking = [p for p in pieces if pattern("interrogatives").search(fold(p))]
    return tuple(asking) if len(asking) > 1 else ()


def _without(text: str, numbers: tuple[NumberHint, ...]) -> str:
    for hint in numbers:
        text = text[: hint.start] + " " * (hint.end - hint.start) + text[hint.end :]
    return text


def _outside(own: str) -> str:
    """Return the words outside document numbers: the "UBND" of "3316/KH-UBND" is no agency of the question."""
    line = squeeze(own)
    folded = fold(line)
    return _without(line, number_hints(folded)) if len(folded) == len(line) else line
