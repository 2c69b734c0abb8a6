"""Search terms of Vietnamese official texts."""

from __future__ import annotations

import pytest

from index.tokens import pairs, strip, syllables, terms


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("NQ số 06-NQ/TU", ["nq", "số", "06-nq/tu"], id="party number"),
        pytest.param("Kế hoạch 3316/KH-UBND", ["kế", "hoạch", "3316/kh-ubnd"], id="plan number"),
        pytest.param("NĐ 314/2025/NĐ-CP.", ["nđ", "314/2025/nđ-cp"], id="number with a year"),
        pytest.param("1671/NQ-UBTVQH15", ["1671/nq-ubtvqh15"], id="number that ends in a figure"),
        pytest.param("ngày 12/11/2021", ["ngày", "12/11/2021"], id="date"),
        pytest.param("giai đoạn 2021-2025", ["giai", "đoạn", "2021", "2025"], id="a period is two years"),
        pytest.param("3.278,971 tỷ", ["3.278,971", "tỷ"], id="dot thousands, comma decimals"),
        pytest.param("điểm đ khoản 2", ["điểm", "đ", "khoản", "2"], id="đ stays apart from d"),
        pytest.param("uỷ quyền hoá thuý", ["ủy", "quyền", "hóa", "thúy"], id="old tone marks"),
        pytest.param("Ðô thị", ["đô", "thị"], id="Eth for Đ"),
        pytest.param("đo\u0302 thi\u0323", ["đô", "thị"], id="decomposed"),
        pytest.param("- a) [...] “b”", ["a", "b"], id="marks are no terms"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_syllables(text: str, expected: list[str]) -> None:
    assert syllables(text) == expected


def test_a_number_is_found_by_its_figures_too() -> None:
    assert terms("kế hoạch 3316/KH-UBND") == [
        "kế",
        "hoạch",
        "3316/kh-ubnd",
        "kế hoạch",
        "hoạch 3316/kh-ubnd",
        "3316",
    ]


def test_pairs_join_neighbours() -> None:
    assert pairs(["ủy", "ban", "nhân"]) == ["ủy ban", "ban nhân"]


@pytest.mark.parametrize(
    ("term", "plain"), [("đô thị", "do thi"), ("đ", "d"), ("ưỡn", "uon"), ("06-nq/tu", "06-nq/tu")]
)
def test_strip(term: str, plain: str) -> None:
    assert strip(term) == plain
