"""Measures: what is right, wrong and abstained; the evaluation's own scorer agrees where it is present."""

from __future__ import annotations

import importlib.util
import json
import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant.evaluation.labels import LabelsError, Question, read_questions
from assistant.evaluation.measures import by_type, judge, measures, same_passage, says, spoken, too_long
from assistant.model import Answer, Citation, Status, Turn
from tests.factories.offices import SETS, build

QUESTION = Question(
    id="1",
    text="Ai chủ trì?",
    type="responsibility",
    behavior="answer",
    facts=(("Sở Tư pháp", "STP"), ("quý II/2026",)),
    quotes=("Sở Tư pháp chủ trì rà soát, xong trong quý II/2026.",),
    forbidden=("Sở Nội vụ",),
    history=(),
    documents=("a.docx",),
)


def _citation(quote: str, marker: int = 1) -> Citation:
    return Citation(marker, "d", "Kế hoạch", "a.docx", "d/1", "mục 1", "1", None, quote, 0, len(quote))


def _answer(text: str, *quotes: str, status: Status = Status.ANSWERED) -> Answer:
    cited = tuple(_citation(q, n) for n, q in enumerate(quotes, 1))
    return Answer("?", "?", status, None, text, cited)


GOLD = QUESTION.quotes[0]
ABSTAIN = replace(QUESTION, behavior="abstain", facts=(), quotes=())
CLARIFY = replace(QUESTION, behavior="clarify")


@pytest.mark.parametrize(
    ("question", "answer", "right"),
    [
        pytest.param(QUESTION, _answer("Sở Tư pháp, quý II/2026. [1]", GOLD), True, id="facts and citation"),
        pytest.param(QUESTION, _answer("STP, QUÝ II/2026", GOLD), True, id="another spelling and case"),
        pytest.param(QUESTION, _answer("Sở Tư pháp, quý II/2026"), False, id="nothing cited"),
        pytest.param(
            QUESTION, _answer("Sở Tư pháp, quý II/2026", "Sở Y tế trực 24/24 giờ."), False, id="other passage"
        ),
        pytest.param(QUESTION, _answer("Sở Tư pháp, quý III/2026", GOLD), False, id="another quarter"),
        pytest.param(
            QUESTION, _answer("Sở Tư pháp và Sở Nội vụ, quý II/2026", GOLD), False, id="a forbidden word"
        ),
        pytest.param(
            QUESTION,
            _answer("Sở Tư pháp, quý II/2026 " + "và nữa " * 300, GOLD),
            False,
            id="a dump of the document",
        ),
        pytest.param(ABSTAIN, _answer("Không thấy.", status=Status.NOT_FOUND), True, id="abstained rightly"),
        pytest.param(ABSTAIN, _answer("Sở Tư pháp.", GOLD), False, id="answered what nobody can answer"),
        pytest.param(CLARIFY, _answer("Bản nào?", status=Status.NEEDS_CLARIFICATION), True, id="asked back"),
        pytest.param(CLARIFY, _answer("Sở Tư pháp, quý II/2026", GOLD), True, id="answered both readings"),
        pytest.param(CLARIFY, _answer("Sở Tư pháp", GOLD), False, id="answered one reading"),
    ],
)
def test_an_answer_is_judged(question: Question, answer: Answer, right: bool) -> None:
    assert judge(question, answer).right is right


@pytest.mark.parametrize(
    ("text", "fact", "said"),
    [
        pytest.param("đô thị loại III", "loại II", False, id="a longer numeral"),
        pytest.param("hoá đơn", "hóa đơn", True, id="old and new placing of tones"),
        pytest.param("hoà bình", "hoa bình", False, id="another tone"),
        pytest.param("UBND tỉnh", "Ủy ban nhân dân tỉnh", True, id="short name of the committee"),
        pytest.param("giai đoạn 2026–2030", "2026-2030", True, id="another dash"),
        pytest.param("**Sở [1] Y tế**", "Sở Y tế", True, id="marks and markers inside"),
    ],
)
def test_a_fact_is_said_at_word_boundaries(text: str, fact: str, said: bool) -> None:
    assert says(spoken(text), fact) is said


def test_lists_may_be_longer_than_prose() -> None:
    assert too_long("chữ " * 400)
    assert not too_long("- chữ chữ chữ\n" * 400)
    assert too_long("- chữ chữ chữ\n" * 500)


def test_short_passages_are_the_same_only_when_they_share_most_words() -> None:
    assert same_passage("Sở Y tế", "Sở Y tế;")
    assert not same_passage("Sở Y", "Sở Tư pháp chủ trì, phối hợp với Sở Y tế")


def _varied(question: Question, chance: random.Random) -> Answer:
    """Return an answer as right, wrong or strange as chance has it."""
    facts = [chance.choice(f) for f in question.facts if chance.random() < 0.85]
    text = chance.choice(["", "**Trả lời**: "]) + "; ".join(facts) + " [1]"
    if question.forbidden and chance.random() < 0.2:
        text += f", {question.forbidden[0].upper()}."
    if chance.random() < 0.1:
        text += " thêm lời" * chance.choice([20, 200])
    quotes = [q for q in question.quotes if chance.random() < 0.8]
    quotes = [q[: max(8, int(len(q) * chance.uniform(0.3, 1.2)))] for q in quotes]
    quotes += ["Điều 99. Không có gì ở đây."] * chance.choice([0, 0, 1])
    chance.shuffle(quotes)
    return _answer(text, *quotes, status=chance.choice([Status.ANSWERED] * 6 + list(Status)))


def _scorer(shared_data: Path) -> Any:
    path = shared_data.parent / "evaluation" / "score.py"
    if not path.is_file():
        pytest.skip(f"scorer absent: {path}")
    spec = importlib.util.spec_from_file_location("score", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["gold_docs", "dev_a", "dev_b", "seed_questions", *SETS])
def test_the_other_scorer_agrees(shared_data: Path, tmp_path: Path, name: str) -> None:
    scorer = _scorer(shared_data)
    folder = build(name, tmp_path / name) if name in SETS else shared_data / name
    questions = read_questions(folder)
    chance = random.Random(7)
    answers = [_varied(q, chance) for q in questions]
    judged = [judge(q, a) for q, a in zip(questions, answers, strict=True)]
    rows = [
        {
            "id": q.id,
            "status": a.status.value,
            "answer": a.text,
            "citations": [{"quote": c.quote} for c in a.citations],
        }
        for q, a in zip(questions, answers, strict=True)
    ]
    theirs = scorer.score_answers(folder, json.loads(json.dumps(rows)), False)
    ours = {m.name: m.value for m in measures(judged)}
    assert ours == pytest.approx({name: theirs[name] for name in ours})
    assert 0.1 < ours["right"] < 0.9
    assert {t: f"{sum(j.right for j in js)}/{len(js)}" for t, js in by_type(judged).items()} == theirs[
        "by_type"
    ]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        pytest.param(None, "không có questions.jsonl", id="no file"),
        pytest.param("\n", "chưa có câu hỏi nào", id="an empty file"),
        pytest.param('{"id": 1,', "dòng 1: không phải JSON", id="broken JSON"),
        pytest.param('{"id": 1, "question": "a?"}', "dòng 1: cần có id", id="a missing field"),
        pytest.param("[1, 2]", "dòng 1: cần có id", id="no object"),
    ],
)
def test_bad_labels_are_told(tmp_path: Path, content: str | None, told: str) -> None:
    if content is not None:
        (tmp_path / "questions.jsonl").write_text(content, encoding="utf-8")
    with pytest.raises(LabelsError, match=told):
        read_questions(tmp_path)


def test_a_label_is_read_whole(tmp_path: Path) -> None:
    row = {
        "id": 7, "doc": "a.docx", "docs": ["a.docx", "b.pdf"], "question": "Còn quý sau?", "type": "follow_up",
        "expected_facts": ["30/6"], "alternatives": {"30/6": ["30 tháng 6"]}, "quotes": ["trước ngày 30/6"],
        "must_not_contain": ["30/9"], "history": [["Hạn quý này?", "31/3"]], "answerable": True,
    }  # fmt: skip
    (tmp_path / "questions.jsonl").write_text("\ufeff" + json.dumps(row) + "\r\n\n", encoding="utf-8")
    (tmp_path / "alternatives.json").write_text('{"alternatives": {"30/6": ["30-6"]}}', encoding="utf-8")
    assert read_questions(tmp_path) == (
        Question(
            "7", "Còn quý sau?", "follow_up", "answer", (("30/6", "30 tháng 6", "30-6"),), ("trước ngày 30/6",),
            ("30/9",), (Turn("Hạn quý này?", "31/3"),), ("a.docx", "b.pdf"),
        ),
    )  # fmt: skip
