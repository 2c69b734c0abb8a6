"""What an evaluation says: as one JSON object a set, and as Markdown that people read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from assistant.evaluation.intervals import Interval, difference, interval
from assistant.evaluation.measures import Judgement, by_type, measures
from assistant.evaluation.run import Set

_TITLES = {
    "right": "Đúng",
    "facts_right": "Đủ dữ kiện",
    "citation_hit": "Có dẫn đúng đoạn",
    "citation_first": "Đoạn dẫn đầu đúng",
    "citation_precision": "Tỷ lệ đoạn dẫn đúng",
    "abstained_when_unanswerable": "Từ chối đúng lúc",
    "false_abstention": "Từ chối nhầm",
    "wrong_statement": "Nói điều sai",
}


def row(found: Set, *, misses: bool = True) -> Mapping[str, Any]:
    """Return a set as one JSON object; shares 0 to 1, times in milliseconds."""
    result: dict[str, Any] = {
        "set": found.name,
        "questions": len(found.judged),
        "measures": {m.name: _ends(interval(m)) for m in measures(found.judged)},
        "by_type": {
            t: {"right": sum(j.right for j in js), "n": len(js)} for t, js in by_type(found.judged).items()
        },
        "latency_ms": latency(found.judged),
    }
    if misses:
        result["misses"] = [_miss(j) for j in found.judged if not j.right]
    return result


def compared_row(before: Set, after: Set, settings: Sequence[str]) -> Mapping[str, Any]:
    """Return what the second configuration gains over the first on the same questions."""
    return {
        "set": before.name,
        "compared": list(settings),
        "questions": len(before.judged),
        "measures": {
            b.name: {"before": round(b.value, 4), "after": round(a.value, 4), "gain": _ends(difference(b, a))}
            for b, a in zip(measures(before.judged), measures(after.judged), strict=True)
        },
        "latency_ms": {"before": latency(before.judged), "after": latency(after.judged)},
        "gained": [a.question.id for b, a in _pairs(before, after) if a.right and not b.right],
        "lost": [a.question.id for b, a in _pairs(before, after) if b.right and not a.right],
    }


def _pairs(before: Set, after: Set) -> Iterator[tuple[Judgement, Judgement]]:
    return zip(before.judged, after.judged, strict=True)


def _ends(x: Interval) -> dict[str, float]:
    return {"value": round(x.value, 4), "low": round(x.low, 4), "high": round(x.high, 4)}


def latency(judged: Sequence[Judgement]) -> dict[str, dict[str, float]]:
    """Return median and 95th percentile of an answer, and of each stage that answers carry times of."""
    times: dict[str, list[float]] = {}
    for j in judged:
        times.setdefault("ask", []).append(j.answer.elapsed_ms)
        for stage, spent in dict(getattr(j.answer, "stages", None) or ()).items():
            times.setdefault(stage, []).append(spent)
    return {
        stage: {
            "median": round(float(np.median(spent)), 1),
            "p95": round(float(np.percentile(spent, 95)), 1),
        }
        for stage, spent in times.items()
    }


def _miss(j: Judgement) -> dict[str, Any]:
    return {
        "id": j.question.id,
        "type": j.question.type,
        "question": j.question.text,
        "faults": list(j.faults),
        "status": j.answer.status.value,
        "answer": j.answer.text,
    }


def markdown(found: Set, *, misses: bool = True) -> str:
    """Return a set as Markdown: measures with intervals, types, times, misses."""
    said = row(found, misses=misses)
    lines = [
        f"## {said['set']} ({said['questions']} câu)",
        "",
        "| Độ đo | Giá trị | Khoảng tin cậy 95% |",
        "|---|---|---|",
    ]
    for name, x in said["measures"].items():
        lines.append(f"| {_TITLES[name]} (`{name}`) | {x['value']:.3f} | {x['low']:.3f} - {x['high']:.3f} |")
    lines += ["", "| Loại câu hỏi | Đúng |", "|---|---|"]
    lines += [f"| {kind} | {n['right']}/{n['n']} |" for kind, n in said["by_type"].items()]
    lines += ["", "| Thời gian (ms) | Trung vị | p95 |", "|---|---|---|"]
    lines += [f"| {stage} | {x['median']} | {x['p95']} |" for stage, x in said["latency_ms"].items()]
    if said.get("misses"):
        lines += ["", f"### Chưa đúng ({len(said['misses'])})", ""]
        for miss in said["misses"]:
            lines.append(f"- `{miss['id']}` [{miss['type']}] {miss['question']}")
            lines.append(f"    - {'; '.join(miss['faults'])}")
            lines.append(f"    - {miss['status']}: {' '.join(miss['answer'].split())[:300]}")
    return "\n".join(lines) + "\n"


def compared_markdown(before: Set, after: Set, settings: Sequence[str]) -> str:
    """Return two configurations side by side as Markdown; a gain whose interval leaves out 0 is marked."""
    said = compared_row(before, after, settings)
    lines = [
        f"## {said['set']}: so với {', '.join(settings)} ({said['questions']} câu)",
        "",
        "| Độ đo | Hiện tại | Thử | Chênh lệch | Khoảng tin cậy 95% | Chắc chắn |",
        "|---|---|---|---|---|---|",
    ]
    for name, x in said["measures"].items():
        gain = x["gain"]
        sure = "có" if gain["low"] > 0 or gain["high"] < 0 else ""
        lines.append(
            f"| {_TITLES[name]} (`{name}`) | {x['before']:.3f} | {x['after']:.3f} | {gain['value']:+.3f} "
            f"| {gain['low']:+.3f} - {gain['high']:+.3f} | {sure} |"
        )
    times = said["latency_ms"]
    lines += [
        "",
        f"Trung vị một câu: {times['before']['ask']['median']} ms và {times['after']['ask']['median']} ms.",
    ]
    lines += [
        f"Thêm đúng: {', '.join(said['gained']) or 'không'}.",
        f"Mất đúng: {', '.join(said['lost']) or 'không'}.",
    ]
    return "\n".join(lines) + "\n"
