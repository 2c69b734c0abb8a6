"""Folding: what counts as the same words, and where each folded character came from."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.text.normalize import find_folded, fold, fold_with_offsets, new_tones, strip_diacritics

SAME = [
    ("old and new tone marks", "Uỷ ban HOÁ thuỷ", "Ủy ban hóa thủy"),
    ("decomposed", unicodedata.normalize("NFD", "Quyết định số 5"), "quyết định số 5"),
    ("Eth for Đ", "Ðộc lập", "độc lập"),
    ("hard blanks and zero width", "Ủy\u00a0ban\u200b nhân  dân", "ủy ban nhân dân"),
    ("dashes", "2021–2025", "2021-2025"),
]


@pytest.mark.parametrize(("name", "one", "other"), SAME, ids=[s[0] for s in SAME])
def test_spellings_of_the_same_words_are_equal(name: str, one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize("word", ["quý", "khuỷu", "thuở", "hoàn", "toán"])
def test_marks_that_are_in_place_stay(word: str) -> None:
    assert new_tones(word) == word


def test_tones_are_kept_and_diacritics_go_only_when_asked() -> None:
    assert fold("Điểm d") != fold("Điểm đ")
    assert strip_diacritics("Quý II đô thị ĐẶC biệt") == "quy ii do thi dac biet"


def test_a_folded_needle_is_found_at_word_boundaries() -> None:
    text = "Đô thị loại III, đô  thị loại\u00a0II."
    assert [text[a:b] for a, b in find_folded("đô thị loại II", text)] == ["đô  thị loại\u00a0II"]
    assert [text[a:b] for a, b in find_folded("do thi loai iii", text, diacritics=False)] == [
        "Đô thị loại III"
    ]


@given(st.text(alphabet="aăâđĐêôơưýỷhoáàoàuyQq \u0301\u0309\u200b\u00a0–-.,5\n", max_size=60))
def test_offsets_lead_back_into_the_text(text: str) -> None:
    for diacritics in (True, False):
        folded = fold_with_offsets(text, diacritics=diacritics)
        assert len(folded.offsets) == len(folded.text) + 1
        assert list(folded.offsets) == sorted(folded.offsets)
        assert folded.offsets[-1] == len(text)
        assert all(0 <= o < max(len(text), 1) for o in folded.offsets[:-1])
