"""Facts of a document that stand in a stamp, not in its text: stated, and not dropped by the check."""

from __future__ import annotations

import pytest

from assistant.answer.ground import complaint
from assistant.answer.shapes.fields import field_lines
from assistant.assistant import Assistant
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


@pytest.mark.parametrize(
    ("asked", "before", "says", "omits"),
    [
        pytest.param("Nghị quyết 06-NQ/TU ban hành ngày nào?", (), "12/11/2021", "13/05/2022", id="its date"),
        pytest.param("Ai ký Nghị quyết 06-NQ/TU?", (), "danh mục", "Trần Văn Hiệp", id="its signer"),
        pytest.param("Thông tư 55/2020/TT-BTC do ai ký?", (), "không có trong kho", "Trần Văn Hiệp", id="not named"),
        pytest.param(
            "Nghị quyết đó ban hành ngày nào?", ("Kế hoạch này thực hiện nghị quyết nào?",), "12/11/2021",
            "13/05/2022", id="pointed at by its kind",
        ),
        pytest.param(
            "Kế hoạch này ký ngày nào?", ("Ai ký Nghị quyết 06-NQ/TU?",), "13/05/2022", "12/11/2021",
            id="back to the document at hand",
        ),
    ],
)  # fmt: skip
def test_facts_of_a_document_are_never_stated_of_one_that_it_cites(
    assistant: Assistant, asked: str, before: tuple[str, ...], says: str, omits: str
) -> None:
    text = assistant.ask(asked, before).text
    assert says.lower() in text.lower(), text
    assert omits not in text, text
