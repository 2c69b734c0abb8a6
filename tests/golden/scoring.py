"""Judge an answer against a labelled question: facts said, passage cited, refusal typed.

The same notions as the evaluation's: spelling folds case, tone placement and white space; a fact
stands at word boundaries; a citation is right when it holds, or lies in, a labelled passage.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from assistant.model import Answer, Status
from corpus.text.normalize import fold

ABSTAINED = {Status.NOT_FOUND, Status.REFUSED, Status.NEEDS_CLARIFICATION, Status.PARTIAL}
LONGEST = 1500  # characters of an answer, FORMAT


def read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def spoken(text: str) -> str:
    text = fold(re.sub(r"\[\d+\]|[*_`>]", " ", text)).replace("ubnd", "ủy ban nhân dân")
    return re.sub(r"[“”\"']", "", text)


def says(text: str, fact: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(spoken(fact).strip(' .'))}(?!\w)", spoken(text)) is not None


def same_passage(cited: str, labelled: str) -> bool:
    a, b = fold(cited).strip(" ."), fold(labelled).strip(" .")
    return min(len(a), len(b)) >= 12 and (a in b or b in a)


def faults(question: dict[str, Any], answer: Answer) -> list[str]:
    """Return what is wrong with an answer; nothing when it is right."""
    found = [f"says {w!r}" for w in question.get("must_not_contain") or [] if says(answer.text, w)]
    if len(answer.text) > LONGEST:
        found.append(f"{len(answer.text)} characters")
    behavior = question.get("behavior", "answer")
    if behavior == "clarify" and answer.status in ABSTAINED:
        return found
    if behavior not in ("answer", "correct_premise", "clarify"):
        return found if answer.status in ABSTAINED else [*found, f"status {answer.status}"]
    for fact in question["expected_facts"]:
        spellings = [fact, *question.get("alternatives", {}).get(fact, [])]
        if not any(says(answer.text, s) for s in spellings):
            found.append(f"lacks {fact!r}")
    labelled = question.get("quotes", [])
    if labelled and not any(same_passage(c.quote, q) for c in answer.citations for q in labelled):
        found.append("no labelled passage cited")
    return found
