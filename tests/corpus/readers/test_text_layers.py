"""Text layers that do not say what the page shows: told by what they say, read from the picture."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.readers import pages, pdf
from corpus.readers.scan import ocr
from tests.factories import pdf as make
from tests.factories.accuracy import syllable_accuracy
from tests.factories.pdf import At

needs_tesseract = pytest.mark.skipif(
    not ocr.available(), reason="tesseract with the Vietnamese model absent (tesseract-ocr-vie)"
)
LINES = [
    "Điều 1. Phạm vi điều chỉnh và đối tượng áp dụng của quy chế này",
    "1. Quy chế này quy định nguyên tắc, chế độ trách nhiệm, lề lối làm việc.",
    "2. Sở Nội vụ chủ trì, phối hợp với Sở Tài chính tổng hợp kết quả thực hiện.",
    "3. Báo cáo Ủy ban nhân dân tỉnh trước ngày 15 tháng 12 năm 2026 để chỉ đạo.",
    "4. Cơ quan, tổ chức, cá nhân có liên quan chịu trách nhiệm thi hành quyết định này.",
]
PAGE = [At(70, 100 + 26 * i, line, 14) for i, line in enumerate(LINES)]


@needs_tesseract
def test_glyphs_without_meaning_are_read_from_the_picture(tmp_path: Path) -> None:
    lost = "áếịủ"
    path = tmp_path / "mất chữ.pdf"
    path.write_bytes(make.remapped(make.drawn([PAGE]), lambda c: "\ufffd" if c in lost else c))
    source = pdf.read(path.read_bytes(), path.name)
    assert source.text.split("\n") == [*LINES, ""]
    assert source.read_by == "text"
    assert any("không cho biết mặt chữ" in w for w in source.warnings)
    assert len(pages.quote_boxes(path, 1, LINES[2])) == 1


def test_without_recognition_it_is_said_that_letters_are_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.readers.scan.ocr.available", lambda: False)
    data = make.remapped(make.drawn([PAGE]), lambda c: "\ufffd" if c in "áế" else c)
    source = pdf.read(data, "mất chữ.pdf")
    assert "c\ufffd nhân" in source.text
    assert any("Trang 1 có chữ không đọc được (hãy cài tesseract-ocr" in w for w in source.warnings)


@needs_tesseract
def test_a_layer_of_other_letters_gives_way_to_the_picture() -> None:
    data = make.remapped(make.drawn([PAGE, PAGE]), lambda c: chr(ord(c) + 1) if c.isalpha() else c)
    source = pdf.read(data, "lớp hỏng.pdf")
    assert syllable_accuracy("\n".join(LINES * 2), source.text) >= 0.95
    assert any("Trang 1 và 2 có lớp chữ hỏng" in w for w in source.warnings)


@needs_tesseract
def test_a_document_in_another_language_keeps_its_text_layer() -> None:
    english = [
        "This agreement describes how both parties exchange records every quarter and",
        "which services are included. Requests should be submitted before the deadline;",
        "otherwise responses follow during the next reporting period without penalties.",
        "Payments depend on approved schedules, while disputes belong to the arbitration",
        "board whose members serve three years under the statutes of this organisation.",
    ]
    data = make.drawn([[At(70, 100 + 26 * i, line, 12) for i, line in enumerate(english)]])
    source = pdf.read(data, "tiếng Anh.pdf")
    assert source.text.split() == " ".join(english).split()
    assert source.pages[0].confidence is None
