"""What the page says it understood: only where it is other than what was typed."""

from __future__ import annotations

import pytest

from assistant.model import Answer, Status
from ui import render

CASES = [
    pytest.param("UBND huyện làm gì?", "Ủy ban nhân dân huyện làm gì?", False, id="a short name spelled"),
    pytest.param("Ai ký?  ", "ai ký", False, id="case, blanks, last sign"),
    pytest.param("ai phu trach", "ai phụ trách", True, id="diacritics restored"),
    pytest.param("Còn 2030?", "Mục tiêu năm 2025? Còn 2030?", True, id="a follow-up"),
]


@pytest.mark.parametrize(("typed", "understood", "shown"), CASES)
def test_only_another_reading_is_told(typed: str, understood: str, shown: bool) -> None:
    answer = Answer(typed, understood, Status.ANSWERED, None, "", (), (), None, 1.0)
    assert ("Hiểu là" in render._understood(answer)) is shown
