"""Rerankers: the shipped one where there is one, any other through sentence-transformers."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.errors import RerankerUnavailable
from index.reranker import SHIPPED, CrossEncoderReranker, OnnxReranker, Reranker, load

QUESTION = "ai phê duyệt kế hoạch sử dụng đất hằng năm?"
PASSAGES = [
    "Nghị quyết 5/NQ-HĐND · Điều 2. Kinh phí · Kinh phí lấy từ ngân sách địa phương.",
    "Nghị quyết 5/NQ-HĐND · Điều 3. Đất đai · Chủ tịch Ủy ban nhân dân tỉnh phê duyệt kế hoạch sử dụng đất hằng năm.",
    "Nghị quyết 5/NQ-HĐND · Điều 4. Hiệu lực · Nghị quyết có hiệu lực từ ngày 01 tháng 01 năm 2026.",
]


@pytest.fixture(scope="module")
def shipped() -> Reranker:
    if not (SHIPPED / "model.onnx").exists():
        pytest.skip("no reranker is shipped")
    return load()


def test_the_passage_that_answers_scores_highest(shipped: Reranker) -> None:
    scores = shipped.score(QUESTION, PASSAGES)
    assert scores.dtype == np.float32
    assert scores.argmax() == 1


def test_a_passage_scores_the_same_in_any_company(shipped: Reranker) -> None:
    together = shipped.score(QUESTION, PASSAGES)
    alone = [float(shipped.score(QUESTION, [passage])[0]) for passage in PASSAGES]
    assert together.tolist() == alone


def test_no_passage_has_no_score(shipped: Reranker) -> None:
    assert shipped.score(QUESTION, []).shape == (0,)


def test_a_missing_model_is_one_clear_sentence(tmp_path: Path) -> None:
    with pytest.raises(RerankerUnavailable, match="make model"):
        OnnxReranker(tmp_path)


@pytest.mark.slow
def test_a_named_model_that_cannot_be_loaded_is_one_clear_sentence(tmp_path: Path) -> None:
    (tmp_path / "nothing").mkdir()
    reranker = load(str(tmp_path / "nothing"))
    assert isinstance(reranker, CrossEncoderReranker)
    with pytest.raises(RerankerUnavailable, match="Không nạp được mô hình xếp hạng") as caught:
        reranker.score(QUESTION, PASSAGES)
    assert "\n" not in str(caught.value)
