"""Forged quotes, numbers, dates and names are taken out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answer.ground import ground, grounded, is_slice
from assistant.assistant import Assistant
from assistant.draft import Draft, Line, LineKind, Quote, quote
from assistant.model import Citation, Reason, Status
from corpus.library.assemble import build
from corpus.model import SourceText


@pytest.fixture(scope="module")
def passage(assistant: Assistant) -> Quote:
    document = assistant.library.documents()[0]
    provision = next(p for p in document.provisions if p.path == "III.1.b")
    return quote(document, provision)


@pytest.mark.parametrize(
    ("said", "holds"),
    [
        ("**UBND huyện Đức Trọng** tổ chức quán triệt", True),
        ("“tuyên truyền phổ biến sâu rộng trong nhân dân”", True),
        ("Theo Nghị quyết số 06-NQ/TU", True),
        ("**Sở Xây dựng** tổ chức quán triệt", False),
        ("Hoàn thành trước ngày 31/12/2023", False),
        ("Có 5 hội nghị phổ biến", False),
        (": “tuyên truyền sâu rộng trong toàn dân”", False),
        ("Theo Nghị quyết số 07-NQ/TU", False),
    ],
)
def test_a_claim_says_only_what_its_passage_says(passage: Quote, said: str, holds: bool) -> None:
    assert grounded(Line(said, (passage,))) is holds


INVITATION = """ỦY BAN NHÂN DÂN TỈNH AN HÒA
Số: 64/GM-UBND
GIẤY MỜI
Họp về trụ sở dôi dư

1. Nội dung: xem xét phương án sử dụng trụ sở; không giao Sở Tài chính thẩm định giá. Sở Xây dựng chủ trì; phối hợp: Sở Tư pháp, Sở Nông nghiệp và Môi trường.
2. Địa điểm: Phòng họp số 3, tầng 5, đường Hùng Vương, phường Tân Mai.
"""


@pytest.mark.parametrize(
    ("said", "holds"),
    [
        pytest.param(
            "**Phòng họp số 3, tầng 5, đường Hùng Vương, phường Tân Mai**", True, id="whole clauses"
        ),
        pytest.param("**Phòng họp số 4, tầng 5, đường Hùng Vương, phường Tân Mai**", False, id="a digit"),
        pytest.param("**Sở Nông nghiệp và Môi trường** chủ trì", False, id="a role behind a name"),
        pytest.param("**giao Sở Tài chính thẩm định giá**", False, id="a clause without its negation"),
    ],
)
def test_a_value_is_a_whole_clause_word_for_word(said: str, holds: bool) -> None:
    document = build(SourceText(INVITATION, "text/plain", "text"), "moi.txt", "0" * 64)
    places = [p for p in document.provisions if p.marker in ("1.", "2.")]
    quotes = tuple(quote(document, p) for p in places)
    assert grounded(Line(said, quotes)) is holds


def test_a_claim_without_a_passage_is_not_grounded() -> None:
    assert not grounded(Line("UBND huyện Đức Trọng phải hoàn thành"))


def test_a_note_may_repeat_the_question_only() -> None:
    note = Line("Không có chỉ tiêu cho năm 2035.", (), LineKind.NOTE)
    assert grounded(note, "Chỉ tiêu năm 2035?")
    assert not grounded(note, "Chỉ tiêu năm 2030?")


def test_what_fails_is_removed_and_nothing_left_is_a_refusal(passage: Quote) -> None:
    good, bad = Line("**UBND huyện Đức Trọng**", (passage,)), Line("**Bộ Xây dựng**", (passage,))
    assert ground(Draft((good, bad))).lines == (good,)
    emptied = ground(Draft((bad,)))
    assert (emptied.status, emptied.reason) == (Status.NOT_FOUND, Reason.NOT_IN_CORPUS)


def test_a_forged_quote_is_no_slice(passage: Quote) -> None:
    document = passage.document
    citation = Citation(
        1,
        document.id,
        "",
        document.source,
        passage.provision.id,
        "",
        "",
        None,
        passage.text,
        passage.start,
        passage.end,
    )
    assert is_slice(citation, document)
    assert not is_slice(replace(citation, quote=citation.quote.replace("huyện", "tỉnh")), document)
    assert not is_slice(replace(citation, start=citation.start + 1), document)
