"""BM25 against its formula, and the two fields against each other."""

from __future__ import annotations

import math

import numpy as np
import pytest

from index import background
from index.lexical import FOLDED_WEIGHT, Lexical, idf, match, query_terms
from index.postings import K1, B, Inverted, invert

TEXTS = [
    "đô thị loại III",
    "đô thị loại IV đô thị",
    "Quý II/2022",
    "",
]


def lexical(texts: list[str], known: background.Background | None = None) -> Lexical:
    inverted = invert(texts)
    return Lexical(inverted.accented.field(), inverted.folded.field(), known or background.empty())


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
def test_bm25_is_the_formula(query: str) -> None:
    index = lexical(TEXTS)
    got = match(index.accented, query_terms(query), background.empty().accented)
    assert got.bm25.tolist() == pytest.approx(by_hand(TEXTS, query), rel=1e-5)


def test_coverage_is_the_share_of_what_was_asked() -> None:
    index = lexical(TEXTS)
    _, coverage = index.search("đô thị loại III")
    assert coverage[0] == pytest.approx(1.0)
    assert coverage[2] == 0
    assert 0 < coverage[1] < 1


def test_the_score_stays_between_zero_and_one_however_often_a_word_stands() -> None:
    score, _ = lexical(["thị " * 500, "đô thị"]).search("thị thị")
    assert 0 < score.max() <= 1


def test_words_without_diacritics_score_by_the_folded_field_only() -> None:
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


def test_an_empty_index_has_no_scores() -> None:
    score, coverage = lexical([]).search("đô thị")
    assert score.shape == coverage.shape == (0,)


def postings(inverted: Inverted) -> list[list[object]]:
    parts = (inverted.accented, inverted.folded)
    arrays = [(p.keys, p.indptr, p.chunks, p.times, p.lengths) for p in parts]
    return [a.tolist() for part in arrays for a in part] + [inverted.texts.tolist()]


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param(TEXTS, id="nothing changed"),
        pytest.param(TEXTS[::-1], id="another order"),
        pytest.param(["mục tiêu mới", *TEXTS], id="one added in front"),
        pytest.param(TEXTS[1:], id="one removed"),
        pytest.param([TEXTS[0], TEXTS[0], "đô thị"], id="one twice"),
        pytest.param(["hoàn toàn khác"], id="all new"),
        pytest.param([], id="all gone"),
    ],
)
def test_postings_taken_over_are_the_same_as_fresh_ones(texts: list[str]) -> None:
    assert postings(invert(texts, invert(TEXTS))) == postings(invert(texts))
