"""Runs: intervals, folds by document, two configurations, and the command."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

import pytest

from assistant.cli import eval as command
from assistant.cli.errors import UsageError
from assistant.cli.main import main
from assistant.evaluation import report, run
from assistant.evaluation.intervals import difference, interval
from assistant.evaluation.labels import Question, read_questions
from assistant.evaluation.measures import Measure, judge, measures
from assistant.model import Answer, Status, Turn
from assistant.settings import Settings
from tests.factories.offices import build


def test_an_interval_holds_the_value_and_narrows_with_more_questions() -> None:
    few = Measure("right", ((1, 1), (0, 1)) * 10)
    many = Measure("right", ((1, 1), (0, 1)) * 1000)
    a, b = interval(few), interval(many)
    assert a.value == b.value == 0.5
    assert 0.25 < a.low < 0.35
    assert 0.65 < a.high < 0.75  # ±1.96·√(.25/20) = ±.22
    assert 0.47 < b.low < 0.5 < b.high < 0.53  # ±1.96·√(.25/2000) = ±.022


def test_a_paired_difference_is_surer_than_two_intervals() -> None:
    before = Measure("right", ((1, 1), (0, 1)) * 50)
    after = Measure("right", before.parts[:90] + ((1, 1),) * 10)  # five questions gained, none lost
    gain = difference(before, after)
    assert gain.value == pytest.approx(0.05)
    assert gain.low > 0
    assert interval(after).low < interval(before).high


def test_a_share_of_nothing_is_zero() -> None:
    nothing = Measure("abstained", ((0, 0),) * 5)
    assert (interval(nothing).value, interval(nothing).high) == (0.0, 0.0)
    assert interval(Measure("right", ())).value == 0.0


def _question(name: str, *documents: str) -> Question:
    return Question(name, f"{name}?", "target", "answer", (("1",),), ("một hai ba bốn",), (), (), documents)


def test_nothing_of_the_document_is_learned_from() -> None:
    questions = (_question("a", "x"), _question("b", "y"), _question("c", "y", "x"), _question("d", "z"))
    found = {f.document: ([q.id for q in f.train], [q.id for q in f.test]) for f in run.folds(questions)}
    assert found == {"x": (["b", "d"], ["a"]), "y": (["a", "d"], ["b", "c"]), "z": (["a", "b", "c"], ["d"])}


class _Learner:
    """Answers "1" to the questions of documents it has learned from, which folds must never ask of it."""

    def __init__(self, known: frozenset[str] = frozenset()) -> None:
        self.known = known

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        return Answer(question, question, Status.ANSWERED, None, "1" if question in self.known else "2")


def test_folds_ask_only_what_was_not_learned(tmp_path: Path) -> None:
    rows = [
        {"id": n, "doc": d, "question": f"{n}?", "type": "target", "expected_facts": ["1"], "quotes": ["a b"]}
        for n, d in (("a", "x"), ("b", "y"), ("c", "x"))
    ]
    (tmp_path / "questions.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    found = run.evaluate_folds(
        tmp_path,
        Settings(),
        lambda _: _Learner(),
        lambda _, train: _Learner(frozenset(q.text for q in train)),
    )
    assert [(j.question.id, j.answer.text) for j in found.judged] == [("a", "2"), ("b", "2"), ("c", "2")]


def test_a_report_says_everything_once() -> None:
    q = _question("a", "x")
    right = judge(q, Answer("a?", "a?", Status.NOT_FOUND, None, "Không thấy.", elapsed_ms=12.5))
    said = report.row(run.Set("own", (right,)))
    assert said["set"] == "own"
    assert set(said["measures"]) == {m.name for m in measures((right,))}
    assert said["latency_ms"] == {"ask": {"median": 12.5, "p95": 12.5}}
    assert [m["id"] for m in said["misses"]] == ["a"]
    assert "misses" not in report.row(run.Set("own", (right,)), misses=False)
    assert "`a` [target] a?" in report.markdown(run.Set("own", (right,)))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        pytest.param("top_k", "dạng TÊN=GIÁ-TRỊ", id="no value"),
        pytest.param("topk=5", "dạng TÊN=GIÁ-TRỊ", id="no such setting"),
        pytest.param("data=/tmp", "dạng TÊN=GIÁ-TRỊ", id="the data folder is the evaluation's own"),
        pytest.param("HOIDAP_TOP_K=many", "HOIDAP_TOP_K không nhận", id="a value that does not fit"),
    ],
)
def test_a_wrong_comparison_is_told(change: str, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        command.changed_settings(Settings(), [change])


def test_a_comparison_changes_its_settings_only() -> None:
    changed = command.changed_settings(Settings(workers=1), ["HOIDAP_TOP_K=5", "log=error"])
    assert changed == Settings(workers=1, top_k=5, log="error")


def test_a_folder_without_questions_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["eval", str(tmp_path)]) == 2
    assert "không có questions.jsonl" in capsys.readouterr().err


def test_the_command_answers_over_the_documents_of_the_set(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = build("open", tmp_path / "set")
    kept = [q for q in read_questions(folder) if q.document == "kh_cchc_2025.docx"][:3]
    lines = (folder / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    ids = {q.id for q in kept}
    chosen = [line for line in lines if json.loads(line)["id"] in ids]
    (folder / "questions.jsonl").write_text("\n".join(chosen), encoding="utf-8")
    for file in (folder / "files").iterdir():
        if file.name != "kh_cchc_2025.docx":
            file.unlink()
    arguments = ["eval", str(folder), "--json", "--folds", "--compare", "top_k=5"]
    assert main(arguments) == 0
    printed = capsys.readouterr()
    first, second, compared = map(json.loads, printed.out.splitlines())
    assert first["questions"] == second["questions"] == 3
    assert (
        first["measures"]["citation_hit"]["value"] > 0
    )  # it has read the document that the questions are about
    assert compared["compared"] == ["top_k=5"]
    assert set(compared["measures"]["right"]) == {"before", "after", "gain"}


def test_an_unreadable_document_is_told(tmp_path: Path) -> None:
    folder = build("held", tmp_path / "set")
    (folder / "files" / "hong.docx").write_bytes(b"PK\x03\x04 not a document")
    arguments = Namespace(
        folders=[str(folder)], json=True, compare=None, folds=False, no_misses=True, markdown=False
    )
    with pytest.raises(UsageError, match=r"Không đọc được .*hong\.docx"):
        command.evaluation(arguments)
