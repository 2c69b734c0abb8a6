"""Facts of a document that stand in a stamp, not in its text: stated, and not dropped by the check."""

from __future__ import annotations

import pytest

from assistant.answer.ground import complaint
from assistant.answer.shapes.fields import field_lines
from corpus.evidence import evidence
from corpus.library.assemble import build
from corpus.model import Document, SourceText, Stamp

STAMPED = """ỦY BAN NHÂN DÂN
THÀNH PHỐ SÔNG LÔ
Số:      /2026/QĐ-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Sông Lô, ngày tháng năm 2026
QUYẾT ĐỊNH
Quy định quản lý chợ trên địa bàn thành phố Sông Lô
Điều 1. Phạm vi
Quy định này áp dụng cho các chợ trên địa bàn thành phố.
Điều 2. Hiệu lực
Quyết định này có hiệu lực kể từ ngày ký.
"""
STAMPS = (Stamp(1, "Số: 17/2026/QĐ-UBND", "stamp"), Stamp(1, "Sông Lô, ngày 04 tháng 3 năm 2026", "stamp"))


@pytest.fixture(scope="module")
def stamped() -> Document:
    return build(SourceText(STAMPED, "application/pdf", "text", stamps=STAMPS), "cho.pdf", "0" * 64)


@pytest.mark.parametrize(
    ("name", "says"),
    [
        pytest.param("number", "17/2026/QĐ-UBND", id="number"),
        pytest.param("issued_on", "ngày 04 tháng 03 năm 2026", id="date"),
    ],
)
def test_a_stamped_fact_is_stated_and_passes_the_check(stamped: Document, name: str, says: str) -> None:
    unit = next(u for u in evidence(stamped) if u.id.endswith(f"={name}"))
    said = field_lines(stamped, unit, name)[0]
    assert says in said.text
    assert complaint(said) is None
