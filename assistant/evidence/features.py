"""What tells evidence that answers from evidence that does not: plain numbers for a small trained model."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.evidence.scope import Scope, title_share, years
from assistant.question import Question, Slot, SlotKind, fills, slot_of, topic
from corpus.library import Summary
from corpus.model import EvidenceKind
from corpus.text import fold, strip_diacritics
from index import Hit, strip, syllables

NAMES = (
    "share", "score", "coverage", "dense", "rerank", "gap", "title", "kind", "year", "other_year", "fit",
    "field", "text_for_field", "row", "own_words", "named", "rare", "rerank_gap", "body", "follow",
    "lacks_time", "lacks_amount", "lacks_thing",
)  # fmt: skip

_PERSON = re.compile(
    r"(?<!\w)(?:chủ tịch|giám đốc|trưởng ban|bộ trưởng|thủ trưởng|người đứng đầu|hiệu trưởng|chánh văn phòng|hội đồng|"
    r"cơ quan|đơn vị|tổ chức|thủ tướng|ủy ban|sở|bộ|ban)(?!\w)"
)
_TIME = re.compile(
    r"\d{1,2}/\d{1,2}|(?<!\w)(?:ngày|tháng|quý|năm|giờ|hằng|hàng|định kỳ|thời hạn|thời gian|trước|chậm nhất|thường xuyên)(?!\w)"
)
_AMOUNT = re.compile(r"\d|(?<!\w)(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)(?!\w)")
_MEANS = re.compile(r"(?<!\w)(?:là|được hiểu là|gồm|bao gồm)(?!\w)")
_ACTS_ON = re.compile(
    r"(?<!\w)(?:thay thế|bãi bỏ|sửa đổi|bổ sung|hết hiệu lực|căn cứ|thực hiện|kèm theo)(?!\w)"
)
_BODY_ASKED = re.compile(
    r"(?<!\w)(bộ|sở|phòng|ban|cục|chi cục|trung tâm|ủy ban|hội đồng|cơ quan|đơn vị)\s+nào(?!\w)"
)
_ITEMS = re.compile(r"(?:^|\n|[;:]\s)\s*(?:[a-zđ]\)|\d+[.)]|[-+•])|;")


def fits(want: str, text: str) -> float:
    """Return 1.0 where a folded text holds a value of the kind that is wanted, else 0.0."""
    if want == "who":
        return float(bool(_PERSON.search(text)))
    if want == "when":
        return float(bool(_TIME.search(text)))
    if want == "how_much":
        return float(bool(_AMOUNT.search(text)))
    if want == "definition":
        return float(bool(_MEANS.search(text)))
    if want == "relation":
        return float(bool(_ACTS_ON.search(text)))
    if want == "list":
        return min(1.0, len(_ITEMS.findall(text)) / 3)
    return 0.5


def matrix(
    question: Question,
    scope: Scope,
    hits: Sequence[Hit],
    held: dict[str, Summary],
    rerank: NDArray[np.float32] | None,
) -> NDArray[np.float64]:
    """Return one row of `NAMES` for each hit, in their order.

    Args:
        question: the question, standing alone.
        scope: the documents it means.
        hits: best first.
        held: every document by id.
        rerank: logit of the cross-encoder for each hit; None without one.
    """
    top = max((h.score for h in hits), default=0.0) or 1.0
    asked = list(dict.fromkeys(strip_diacritics(w) for w in topic(question.text)))
    asked_years = years(question.text)
    typed = [strip_diacritics(w) for w in topic(question.own)] if question.follows else []
    slot = slot_of(question.own)
    body = _BODY_ASKED.search(fold(question.own))
    dense = [h.dense or 0.0 for h in hits]
    logits = [0.0] * len(hits) if rerank is None else [float(r) for r in rerank]
    said = fold(question.text)
    wants = sorted(question.wants.items(), key=lambda kv: -kv[1])[:3]
    meta = question.want("metadata")
    rows = []
    for n, hit in enumerate(hits):
        document = held.get(hit.document_id)
        text = fold(hit.text)
        plain = {strip(t) for t in syllables(hit.text)}
        rest = max((h.score for m, h in enumerate(hits) if m != n), default=0.0)
        title_years = (
            years(document.header.title.value) if document and document.header.title else frozenset()
        )
        kind = fold(document.header.type.value) if document and document.header.type else ""
        field = hit.kind == EvidenceKind.HEADER
        here = years(hit.text) | title_years
        rows.append(
            [
                hit.score / top,
                hit.score,
                hit.lexical,
                dense[n],
                logits[n],
                hit.score - rest,
                title_share(question.text, document) if document else 0.0,
                float(bool(kind) and kind in said),
                float(bool(asked_years & here)),
                float(bool(asked_years and here) and not asked_years & here),
                sum(p * fits(w, text) for w, p in wants),
                meta * field,
                (1 - meta) * field,
                float(hit.kind == EvidenceKind.ROW),
                sum(w in plain for w in asked) / (len(asked) or 1),
                float(scope.certain),
                _longest_missing(asked, plain),
                logits[n] - max(logits),
                float(body is not None and bool(re.search(rf"(?<!\w){body[1]}\s+\w", text))),
                sum(w in plain for w in typed) / (len(typed) or 1),
                *_lacks(slot, question.own, hit),
            ]
        )
    return np.array(rows, dtype=np.float64).reshape(len(hits), len(NAMES))


def _lacks(slot: Slot | None, own: str, hit: Hit) -> tuple[float, float, float]:
    """Return what a hit cannot fill of the question's slot, 0 or 1 each: a time, an amount, a thing of a kind."""
    row = hit.kind == EvidenceKind.ROW
    if slot is None or fills(slot, own, hit.text, row=row):
        return 0.0, 0.0, 0.0
    time, thing = slot.kind is SlotKind.TIME, slot.kind is SlotKind.THING
    return float(time), float(not time and not thing), float(thing)


def _longest_missing(asked: Sequence[str], plain: set[str]) -> float:
    """Return the longest run of neighbouring topic syllables that a text lacks, over the length of the question."""
    longest = run = 0
    for word in asked:
        run = 0 if word in plain else run + 1
        longest = max(longest, run)
    return longest / (len(asked) or 1)
