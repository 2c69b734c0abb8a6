"""PDF text layers: reading order, paragraphs, page furniture, stamps."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus.errors import UnreadableFile
from corpus.readers import pages, pdf
from corpus.text.normalize import nfc
from tests.factories import pdf as make
from tests.factories.pdf import BLANK_DATE, BLANK_NUMBER, BODY, HEAD, At, ending, width_of, wrapped

GOLDEN = json.loads((Path(__file__).parents[2] / "golden" / "pdf_headers.json").read_text(encoding="utf-8"))


def _text(pages: list[list[At]]) -> str:
    return pdf.read(make.drawn(pages), "thử.pdf").text


LONG = "thực hiện nhiệm vụ được giao theo quy định của pháp luật về tổ chức chính quyền"


def test_letterhead_reads_left_column_then_right() -> None:
    lines = _text([[*HEAD, *BLANK_NUMBER, *BLANK_DATE, *BODY]]).splitlines()
    assert lines[:6] == [
        "ỦY BAN NHÂN DÂN",
        "TỈNH LÂM ĐỒNG",
        "Số: /2025/QĐ-UBND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Đà Lạt, ngày tháng năm 2025",
    ]


def test_recipients_stand_before_the_signature_beside_them() -> None:
    page = [
        At(85, 500, "Nơi nhận:"),
        At(340, 500, "TM. ỦY BAN NHÂN DÂN"),
        At(85, 515, "- Như Điều 3;"),
        At(360, 516, "KT. CHỦ TỊCH"),
        At(85, 530, "- Lưu: VT."),
        At(365, 570, "Trần Văn Hiệp"),
    ]
    assert _text([page]).splitlines() == [
        "Nơi nhận:",
        "- Như Điều 3;",
        "- Lưu: VT.",
        "TM. ỦY BAN NHÂN DÂN",
        "KT. CHỦ TỊCH",
        "Trần Văn Hiệp",
    ]


def test_wrapped_lines_are_one_paragraph_and_markers_begin_lines() -> None:
    page = [
        *wrapped(100, f"1. Sở Nội vụ {LONG}; {LONG} và các quy định khác."),
        *wrapped(200, f"2. Sở Tài chính {LONG} đến hết năm 2026."),
        *wrapped(300, f"3. Công an tỉnh {LONG}."),
    ]
    assert [line[:8] for line in _text([page]).splitlines()] == ["1. Sở Nộ", "2. Sở Tà", "3. Công "]


def test_a_year_at_the_start_of_a_wrapped_line_is_no_marker() -> None:
    page = [*wrapped(100, f"1. {LONG}."), *wrapped(150, f"2. {LONG}."), *wrapped(200, f"3. {LONG}.")]
    page += [
        ending(300, "4. Sở Nội vụ báo cáo kết quả trước ngày 28 tháng 02 năm"),
        At(85, 318, "2025. Hết."),
    ]
    assert _text([page]).splitlines()[-1].endswith("tháng 02 năm 2025. Hết.")


def test_a_number_cut_at_its_hyphen_is_put_together() -> None:
    page = [
        ending(100, "Thực hiện các nhiệm vụ tại Quyết định số 15/QĐ-"),
        At(85, 118, "UBND ngày 01/02/2025."),
    ]
    page += [*wrapped(150, f"2. {LONG}."), *wrapped(200, f"3. {LONG}.")]
    assert "15/QĐ-UBND ngày" in _text([page])


def test_page_numbers_and_running_heads_stay_out_of_sentences() -> None:
    pages = [
        [At(290, 40, str(n)), At(85, 60, f"CÔNG BÁO/Số {100 + n}"), *wrapped(100, f"{LONG} và {LONG} và")]
        for n in range(1, 5)
    ]
    text = _text(pages)
    assert "CÔNG BÁO" not in text
    assert not [line for line in text.splitlines() if line.strip().isdigit()]


def test_pages_cover_the_text_without_overlap() -> None:
    source = pdf.read(make.drawn([wrapped(100, f"Trang {n}: {LONG}.") for n in (1, 2, 3)]), "thử.pdf")
    assert [p.number for p in source.pages] == [1, 2, 3]
    assert source.pages[0].start == 0
    assert source.pages[-1].end == len(source.text)
    assert all(a.end == b.start for a, b in zip(source.pages, source.pages[1:], strict=False))
    assert source.text[source.pages[1].start : source.pages[1].end].startswith("Trang 2")


STAMPS = [
    pytest.param(
        [At(112, 121, "36"), At(393, 121, "16"), At(452, 121, "6")],
        ["Số: 36/2025/QĐ-UBND", "Đà Lạt, ngày 16 tháng 6 năm 2025"],
        1,
        id="number and date",
    ),
    pytest.param([At(112, 121, "36")], ["Số: 36/2025/QĐ-UBND"], 4, id="the same digits signed four times"),
    pytest.param(
        [At(119, 121, "0"), At(112, 121, "7")], ["Số: 70/2025/QĐ-UBND"], 1, id="digits drawn in reverse order"
    ),
    pytest.param(
        [At(386, 280, "26"), At(440, 280, "6")],
        ["Điều 2. Quyết định này có hiệu lực kể từ ngày 26 tháng 6 năm 2025."],
        1,
        id="effect date in the body",
    ),
    pytest.param([At(112, 121, "36"), At(112.5, 121, "37")], [], 1, id="two numbers on one place"),
    pytest.param(
        [At(112, 121, "Nguoi ky: A; thoi gian ky: 16/06/2025")], [], 1, id="words about the signing"
    ),
]


@pytest.mark.parametrize(("stamps", "expected", "times"), STAMPS)
def test_stamps_fill_the_blanks(stamps: list[At], expected: list[str], times: int) -> None:
    data = make.stamped(make.drawn([[*HEAD, *BLANK_NUMBER, *BLANK_DATE, *BODY]]), stamps, times=times)
    source = pdf.read(data, "thử.pdf")
    assert [s.text for s in source.stamps if s.read_from == "stamp"] == expected
    assert "Số: /2025/QĐ-UBND" in source.text


def test_leader_dots_give_way_to_the_stamp() -> None:
    page = [*HEAD, At(90, 121, "Số: ........./KH-UBND"), *BODY]
    source = pdf.read(make.stamped(make.drawn([page]), [At(125, 121, "12")]), "thử.pdf")
    assert source.stamps[0].text == "Số: 12/KH-UBND"


def test_each_glyph_drawn_twice_for_bold_is_read_once() -> None:
    page = [At(100, 100, "KẾ HOẠCH"), At(100.3, 100, "KẾ HOẠCH")]
    assert _text([page]).strip() == "KẾ HOẠCH"


def test_a_superscript_stays_with_its_unit() -> None:
    end = 100 + width_of("Diện tích 50 m")
    page = [At(100, 100, "Diện tích 50 m"), At(end, 96, "2", 8), At(end + 12, 100, "sàn")]
    assert "m2 sàn" in _text([page])


def test_printing_forbidden_is_no_hindrance() -> None:
    source = pdf.read(make.protected(make.drawn([BODY]), password=""), "thử.pdf")
    assert source.text.startswith("QUYẾT ĐỊNH")


def test_a_password_is_said() -> None:
    with pytest.raises(UnreadableFile, match="mật khẩu"):
        pdf.read(make.protected(make.drawn([BODY])), "thử.pdf")


def test_quote_is_found_on_the_page(tmp_path: Path) -> None:
    page = [At(90, 100, f"1. Sở Nội vụ {LONG}", 9), At(85, 118, "các quy định khác.")]
    path = tmp_path / "a.pdf"
    path.write_bytes(make.drawn([page]))
    boxes = pages.quote_boxes(path, 1, "tổ chức chính quyền\ncác quy định")
    assert len(boxes) == 2
    assert boxes[0][0] > 0.5 > boxes[1][0]
    assert boxes[1][1] == pytest.approx((118 - 0.78 * 12) / 842, abs=0.005)
    assert pages.quote_boxes(path, 1, "không có câu này") == []
    assert pages.quote_boxes(path, 9, "các quy định") == []


def test_marks_drawn_as_glyphs_of_their_own_are_composed() -> None:
    assert _text([[At(100, 100, "Nghi\u0323 quye\u0302\u0301t")]]).strip() == "Nghị quyết"


@pytest.mark.parametrize("name", [n for n in GOLDEN if n != "NQ-12.2025.pdf"])
def test_signed_decisions_of_hanoi(name: str, shared_data: Path) -> None:
    from corpus.header.read import read_header

    header = read_header(pdf.read((shared_data / "pdf" / name).read_bytes(), name), name)
    found = {key: getattr(header, key) for key in GOLDEN[name]}
    assert {key: fact and nfc(fact.value) for key, fact in found.items()} == GOLDEN[name]
    assert found["number"].read_from == found["issued_on"].read_from == "stamp"
