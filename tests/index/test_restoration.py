"""Diacritics: put back where they were left out, left alone where they were typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.chunk_index import ChunkIndex
from tests.index.fakes import make_chunk

TEXT = [
    make_chunk("1", "Đến năm 2030: xây dựng và phát triển huyện Đức Trọng đạt tiêu chí đô thị loại III."),
    make_chunk("2", "UBND huyện Đức Trọng tổ chức quán triệt, phổ biến Nghị quyết số 06-NQ/TU."),
    make_chunk("3", "Thời gian thực hiện và hoàn thành: Quý II/2022."),
]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> ChunkIndex:
    opened = ChunkIndex.open(tmp_path_factory.mktemp("restoration") / "index")
    opened.sync(TEXT)
    return opened


@pytest.mark.parametrize(
    ("typed", "restored"),
    [
        pytest.param(
            "huyen Duc Trong dat do thi loai III", "huyện Đức Trọng đạt đô thị loại III", id="plain"
        ),
        pytest.param("thoi gian hoan thanh", "thời gian hoàn thành", id="small letters"),
        pytest.param("QUAN TRIET NGHI QUYET", "QUÁN TRIỆT NGHỊ QUYẾT", id="capitals"),
        pytest.param("phổ bien nghị quyet", "phổ biến nghị quyết", id="half of it"),
        pytest.param("nghi quyet so 06-NQ/TU", "nghị quyết số 06-NQ/TU", id="a number stays"),
        pytest.param("UBND huyen lam gi", "UBND huyện làm gì", id="a short form stays"),
        pytest.param("ai chiu trach nhiem", "ai chịu trách nhiệm", id="words that the index never saw"),
        pytest.param("bao gio hoan thanh?", "bao giờ hoàn thành?", id="question words, punctuation kept"),
        pytest.param("xyzzy  qwerty", "xyzzy  qwerty", id="unknown words and blanks stay"),
        pytest.param("", "", id="nothing"),
        pytest.param("2030?", "2030?", id="figures only"),
    ],
)
def test_restore(index: ChunkIndex, typed: str, restored: str) -> None:
    assert index.restore(typed) == restored


@pytest.mark.parametrize(
    "question",
    [
        "Ai chịu trách nhiệm phổ biến Nghị quyết số 06-NQ/TU?",
        "Đến năm 2030 huyện Đức Trọng đạt đô thị loại mấy?",
        "KH 3316 thực hiện NQ nào của BTV TU?",
        "Theo quy định thì do ai làm, vào quý nào?",
    ],
)
def test_an_accented_question_stays_as_it_is(index: ChunkIndex, question: str) -> None:
    assert index.restore(question) == question


def test_an_index_of_nothing_restores_from_official_texts_at_large(tmp_path: Path) -> None:
    assert ChunkIndex.open(tmp_path).restore("uy ban nhan dan tinh") == "ủy ban nhân dân tỉnh"
