"""Questions about two things → one question for each: "A và B khác nhau thế nào?"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.question import Question
from assistant.terms import tokens

_BETWEEN = re.compile(r"\s+(?:khác gì với|khác với|so với|hay là|và|với|hay|,)\s+")
# Words after the second thing: from here on the question speaks of both again.
_AFTER = re.compile(
    r"\s*(?:\?|\.|,?\s*(?<!\w)(?:mỗi (?:bên|cái|loại)|khác nhau|khác gì|chênh|thế nào|ra sao|như thế nào|thì|cái nào|bên nào|là bao nhiêu|có gì khác|giống)(?!\w)).*$"
)


def halves(question: Question) -> tuple[Question, Question] | None:
    """Return the question about the first and about the second of the things compared, or None.

    The two begin alike ("nhiệm vụ phát triển A và nhiệm vụ phát triển B"); what is only in one of them
    is left out of the question about the other, all that is said of both stays in both.
    """
    text = _without_verb(question.text)
    for cut in _BETWEEN.finditer(text):
        left, right = list(tokens(text[: cut.start()])), list(tokens(_AFTER.sub("", text[cut.end() :])))
        if not left or not right:
            continue
        head = _shared_head(left, right)
        first = left[head[0] + head[1] :] if head else left
        second = right[head[2] + head[1] :] if head else right
        only_first, only_second = set(first) - set(second), set(second) - set(first)
        if only_first and only_second and (head or len(left) <= 6):  # 6: a name; longer is half a sentence
            return _less(question, only_second), _less(question, only_first)
    return None


def _without_verb(text: str) -> str:
    return re.sub(r"^(?:hãy\s+)?(?:so sánh|phân biệt)\s+", "", text)


def _shared_head(left: Sequence[str], right: Sequence[str]) -> tuple[int, int, int] | None:
    """Return start in left, length and start in right of the longest run with which the right side begins (or nearly)."""
    best: tuple[int, int, int] | None = None
    for r in range(min(2, len(right))):  # the second thing may start with a word of its own
        for n in range(len(left)):
            length = 0
            while (
                n + length < len(left) and r + length < len(right) and left[n + length] == right[r + length]
            ):
                length += 1
            if length and (best is None or length > best[1]):
                best = (n, length, r)
    return best


def _less(question: Question, dropped: set[str]) -> Question:
    return replace(question, terms=tuple(t for t in question.terms if not set(t.text.split(" ")) & dropped))


def for_period(question: Question, label: str, labels: Sequence[str]) -> Question:
    """Return the question about one of its periods only."""
    others = {y for other in labels if other != label for y in re.findall(r"\d{4}", other)} - set(
        re.findall(r"\d{4}", label)
    )
    periods = tuple(p for p in question.periods if p.label == label) or question.periods
    return replace(_less(question, others), periods=periods)
