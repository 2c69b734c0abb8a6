"""BM25 against its formula, and the two fields against each other."""

from __future__ import annotations

import math
import random
import uuid
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

from index import background, segment
from index import lexical as words_of
from index.lexical import FOLDED_WEIGHT, K1, B, Words, idf, prepare, query_terms, scores
from index.segment import Rows

TEXTS = [
    "đô thị loại III",
    "đô thị loại IV đô thị",
    "Quý II/2022",
    "",
]


class Lexical:
    """Word search over texts, a few in each segment; `dead` ones are taken out again."""

    def __init__(self, folder: Path, texts: list[str], each: int = 1000, dead: Sequence[int] = ()) -> None:
        parts = []
        for at in range(0, len(texts), each):
            page = texts[at : at + each]
            nums = range(at + 1, at + 1 + len(page))
            segment.write(folder / f"{at}", Rows(nums, [0] * len(page), [0] * len(page), page))
            parts.append(segment.read(folder / f"{at}"))
        live = [t for n, t in enumerate(texts, start=1) if n not in dead]
        mean = sum(query_terms(t).total() for t in live) / max(len(live), 1)
        self.parts = parts
        self.words: Words = words_of.words(parts, np.array(dead, dtype=np.int64), mean, len(live))

    def search(self, query: str, known: background.Background | None = None) -> tuple[np.ndarray, np.ndarray]:
        rows = np.arange(int(self.words.starts[-1]))
        return scores(prepare(self.words, query, known or background.empty()), rows)


@pytest.fixture
def lexical(tmp_path: Path) -> Callable[..., Lexical]:
    return lambda texts, **options: Lexical(tmp_path / uuid.uuid4().hex, texts, **options)


Make = Callable[..., Lexical]


def by_hand(texts: list[str], query: str) -> list[float]:
    """BM25 as it is written in the books, over the same terms."""
    rows = [query_terms(t) for t in texts]
    mean = sum(r.total() for r in rows) / len(rows)
    scores = []
    for row in rows:
        score = 0.0
        for term, times in query_terms(query).items():
            frequency = sum(term in r for r in rows)
            norm = K1 * (1 - B + B * row.total() / mean)
            if row[term]:
                score += times * idf(len(rows), frequency, 0.0) * row[term] * (K1 + 1) / (row[term] + norm)
        scores.append(score)
    return scores


@pytest.mark.parametrize("query", ["đô thị loại III", "loại", "thị thị", "quý II", "không có ở đây"])
def test_bm25_is_the_formula(query: str, lexical: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.lexical.FOLDED_WEIGHT", 0.0)
    asked = prepare(lexical(TEXTS).words, query, background.empty())
    got = scores(asked, np.arange(len(TEXTS)))[0] * asked.bound
    assert got.tolist() == pytest.approx(by_hand(TEXTS, query), rel=1e-5)


def test_coverage_is_the_share_of_what_was_asked(lexical: Make) -> None:
    index = lexical(TEXTS)
    _, coverage = index.search("đô thị loại III")
    assert coverage[0] == pytest.approx(1.0)
    assert coverage[2] == 0
    assert 0 < coverage[1] < 1


def test_the_score_stays_between_zero_and_one_however_often_a_word_stands(lexical: Make) -> None:
    score, _ = lexical(["thị " * 500, "đô thị"]).search("thị thị")
    assert 0 < score.max() <= 1


def test_words_without_diacritics_score_by_the_folded_field_only(lexical: Make) -> None:
    index = lexical(TEXTS)
    plain, coverage = index.search("do thi loai")
    full, _ = index.search("đô thị loại")
    assert 0 < plain[0] < full[0]
    assert plain[0] <= FOLDED_WEIGHT * full[0] / (1 + FOLDED_WEIGHT) + 1e-6
    assert coverage[0] == 0


def test_a_question_word_weighs_little_even_where_the_index_never_saw_it() -> None:
    known = background.load()
    share = known.accented.of(["bao nhiêu", "bao", "logistics"])
    assert share[0] > 0.1
    assert share[2] < 0.01
    assert idf(15, 0, float(share[0])) < idf(15, 0, float(share[2])) / 1.5


def test_in_a_large_index_the_background_no_longer_counts() -> None:
    assert idf(5000, 100, 0.0) == pytest.approx(idf(5000, 100, 0.15), rel=0.02)
    assert math.isclose(idf(10, 0, 0.0), np.log1p(40.5 / 0.5))


def test_an_empty_index_has_no_scores(lexical: Make) -> None:
    score, coverage = lexical([]).search("đô thị")
    assert score.shape == coverage.shape == (0,)


def _corpus(size: int) -> list[str]:
    chance = random.Random(7)
    common = ["đô thị", "kế hoạch", "ủy ban nhân dân", "thực hiện", "năm 2025", "huyện"]
    rare = [f"số {n}/KH-UBND" for n in range(60)] + ["loại III", "vệ sinh", "Đức Trọng", "quý II/2022"]
    return [
        " ".join([*chance.choices(common, k=6), *chance.choices(rare, k=chance.randrange(3))])
        for _ in range(size)
    ]


QUERIES = [
    "kế hoạch số 12/KH-UBND năm 2025",
    "do thi loai III Đức Trọng",
    "huyện",
    "vệ sinh ở quý II/2022",
    "xyz",
]


@pytest.mark.parametrize("query", QUERIES)
def test_the_best_found_by_bounds_are_the_best_of_all(
    query: str, lexical: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.lexical.COMMON", 40)  # all but the rarest terms
    index = lexical(_corpus(800), each=150, dead=[3, 77, 400])
    full = index.search(query)[0]
    rows, found = words_of.best(prepare(index.words, query, background.empty()), 10)
    assert sorted(found.tolist(), reverse=True) == pytest.approx(
        sorted((v for v in full.tolist() if v > 0), reverse=True)[:10], rel=1e-4
    )
    assert full[rows].tolist() == pytest.approx(found.tolist(), rel=1e-4)
    assert not {2, 76, 399} & set(rows.tolist())


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize(
    "dead", [[], [1], [2, 3, 150, 200, 299]], ids=["all alive", "first dead", "some dead"]
)
def test_segments_merged_in_ranges_are_the_same_as_one_fresh_segment(
    query: str, dead: list[int], lexical: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.segment.RANGE", 500)
    texts = _corpus(300)
    parts = lexical(texts, each=70).parts
    segment.merge(tmp_path / "merged", parts, np.array(dead, dtype=np.int64))
    merged = segment.read(tmp_path / "merged")
    fresh = lexical([t for n, t in enumerate(texts, start=1) if n not in dead]).parts[0]
    for name in ("accented", "folded"):
        for part in ("keys", "indptr", "rows", "times", "counts"):
            assert np.array_equal(
                getattr(getattr(merged, name), part), getattr(getattr(fresh, name), part)
            ), f"{name} {part}"
    assert merged.nums.tolist() == [n for n in range(1, 301) if n not in dead]
    assert segment.intact(tmp_path / "merged")
