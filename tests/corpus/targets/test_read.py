"""Targets of sentences, headings and tables, one case a line."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest

from corpus.model import Cell, Document, Header, SourceText, Table, Target
from corpus.structure.read import parse
from corpus.targets.read import find_targets
from corpus.text.numbers import plain

HEAD = "I. MỤC TIÊU\n\n1. Chỉ tiêu cụ thể:\n\n"


def _document(text: str, *tables: Table) -> Document:
    source = SourceText(text, "text/plain", "text", tables=tables)
    return Document("x", "x.txt", "", text, "text/plain", "text", Header(), parse(source, "x"), tables=tables)


def _read(text: str) -> list[Target]:
    return list(find_targets(_document(text)))


def _said(target: Target) -> tuple[str | None, str, float | str, str | None]:
    return target.period, target.comparator, plain(target.value), target.unit


SENTENCES: dict[str, tuple[str, list[tuple[str | None, str, float | str, str | None]]]] = {
    "value at the end": ("- Độ che phủ rừng đến năm 2030 trên 60%.", [("2030", ">", 60, "%")]),
    "period at the head": ("- Đến năm 2025 đảm bảo xử lý 80% nước thải.", [("2025", "=", 80, "%")]),
    "period at the end": ("- Tỷ lệ hộ nghèo còn 2% vào năm 2025.", [("2025", "=", 2, "%")]),
    "two periods before their values": (
        "- Tỷ trọng công nghiệp đến năm 2025 đạt 17%, đến năm 2030 đạt 20%.", [("2025", "=", 17, "%"), ("2030", "=", 20, "%")],
    ),
    "two periods after their values": (
        "- Tỷ lệ trường chuẩn đạt 60% vào năm 2025 và 80% vào năm 2030.", [("2025", "=", 60, "%"), ("2030", "=", 80, "%")],
    ),
    "period of an earlier clause": (
        "- Đến năm 2020 bảo vệ 100 ha rừng; trồng mới 50 ha rừng; đến năm 2030 trồng 70 ha rừng.",
        [("2020", "=", 100, "ha"), ("2020", "=", 50, "ha"), ("2030", "=", 70, "ha")],
    ),
    "period of an earlier sentence": (
        "- Đến năm 2030 sửa chữa 05 hồ chứa. Vận hành đúng quy trình 01 hồ chứa mới.",
        [("2030", "=", 5, "hồ chứa"), ("2030", "=", 1, "hồ chứa")],
    ),
    "the year of a comparison is no period": ("- Năng suất năm 2025 tăng 20% so với năm 2020.", [("2025", "=", 20, "%")]),
    "a range of years as printed": ("- Giai đoạn 2025-2030, trồng 41,2 triệu cây.", [("2025-2030", "=", 41.2, "triệu cây")]),
    "two in one sentence": (
        "- Ít nhất 50% hồ sơ được số hóa trong năm 2025, riêng năm 2024 đạt ít nhất 20%.", [("2025", ">=", 50, "%"), ("2024", ">=", 20, "%")],
    ),
    "whole and parts": (
        "- Năm 2025 trồng 41,2 triệu cây, trong đó 10 triệu cây tập trung + 31,2 triệu cây phân tán.",
        [("2025", "=", 41.2, "triệu cây"), ("2025", "=", 10, "triệu cây"), ("2025", "=", 31.2, "triệu cây")],
    ),
    "at least, in front": ("- Năm 2025 tối thiểu 98% người dân hài lòng.", [("2025", ">=", 98, "%")]),
    "at least, behind": ("- Năm 2025 đạt từ 80% trở lên số hộ.", [("2025", ">=", 80, "%")]),
    "from above": ("- Năm 2025 tỷ lệ đạt từ trên 70%.", [("2025", ">", 70, "%")]),
    "at most": ("- Năm 2025 bội chi không vượt quá 15%.", [("2025", "<=", 15, "%")]),
    "below": ("- Năm 2025 tỷ lệ hộ nghèo còn dưới 1,5%.", [("2025", "<", 1.5, "%")]),
    "range": ("- Năm 2025 tăng trưởng 12 - 15 %.", [("2025", "range", "12-15", "%")]),
    "rank of provinces": ("- Năm 2025 chỉ số PCI thuộc nhóm 15 tỉnh dẫn đầu.", [("2025", "rank<=", 15, "tỉnh")]),
    "rank by place": ("- Năm 2025 xếp thứ 20 trở lên.", [("2025", "rank<=", 20, None)]),
    "rise from a base": ("- Đến năm 2025 nâng tỷ lệ từ 45% lên 60%.", [("2025", "=", 60, "%")]),
    "fall from a dated base": (
        "- Tỷ lệ hộ nghèo giảm từ 5,2% năm 2025 xuống dưới 1,5% năm 2030.", [("2030", "<", 1.5, "%")],
    ),
    "share of all": ("- Năm 2025 có 15/19 xã đạt chuẩn.", [("2025", "=", "15/19", "xã")]),
    "life is counted in years": ("- Năm 2030 tuổi thọ bình quân đạt 75,5 tuổi.", [("2030", "=", 75.5, "tuổi")]),
    "an age names people": ("- Năm 2030 tỷ lệ trẻ em dưới 5 tuổi suy dinh dưỡng còn 8%.", [("2030", "=", 8, "%")]),
    "a quarter as printed": ("- Trong quý I/2026 giải ngân đạt 20%.", [("quý I/2026", "=", 20, "%")]),
    "a term of office in a citation is no period": (
        "- Năm 2025 đạt 90% chỉ tiêu Nghị quyết Đại hội Đảng bộ tỉnh, nhiệm kỳ 2020 - 2025.", [("2025", "=", 90, "%")],
    ),
    "a term of office of its own": ("- Nhiệm kỳ 2020 - 2025: đạt 90% số xã.", [("2020-2025", "=", 90, "%")]),
    "a time to be cut": ("- Năm 2025 thời gian giải quyết giảm còn 05 ngày.", [("2025", "=", 5, "ngày")]),
    "the part of one year": (
        "- Tổng kinh phí 350 tỷ đồng, trong đó năm 2026 là 80 tỷ đồng.", [(None, "=", 350, "tỷ đồng"), ("2026", "=", 80, "tỷ đồng")],
    ),
    "a bare index": ("- Năm 2030 chỉ số HDI đạt 0,75.", [("2030", "=", 0.75, None)]),
    "what was is left out": ("- Đến nay đã có 45 xã đạt chuẩn.", []),
    "the base in brackets": ("- Năm 2030 GRDP đạt 6.000 USD (năm 2025 là 3.200 USD).", [("2030", "=", 6000, "USD")]),
    "citations hold no values": ("- Thực hiện khoản 2 Điều 5 Nghị định số 61/2018/NĐ-CP ngày 23/4/2018.", []),
    "dates hold no values": ("- Báo cáo trước ngày 15 tháng 12 năm 2025, quý II/2025.", []),
    "classes hold no values": ("- Nâng cấp Quốc lộ 20, dịch vụ công mức độ 4, mạng 5G.", []),
    "a class of towns": (
        "- Đến năm 2030: xây dựng huyện Đức Trọng đạt tiêu chí đô thị loại III.", [("2030", "=", "đạt tiêu chí đô thị loại III", None)],
    ),
    "two classes with periods behind": (
        "- Huyện trở thành thị xã vào năm 2025, đạt tiêu chí đô thị loại III vào năm 2030.",
        [("2025", "=", "trở thành thị xã", None), ("2030", "=", "đạt tiêu chí đô thị loại III", None)],
    ),
    "nothing left of": ("- Năm 2025 không còn nhà tạm, nhà dột nát.", [("2025", "=", "không còn nhà tạm, nhà dột nát", None)]),
    "hard line ends inside words of comparison": (
        "- Năm 2025 tỷ lệ hồ sơ đạt tối\nthiểu 90% theo quy định của Ủy ban nhân dân tỉnh.", [("2025", ">=", 90, "%")],
    ),
    "a list under one ceiling": (
        "- Đến năm 2025 mực nước không vượt quá ngưỡng giới hạn tại xã A 34,6 m, tại xã B 38,26 m.",
        [("2025", "<=", 34.6, "m"), ("2025", "<=", 38.26, "m")],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SENTENCES.values(), ids=SENTENCES.keys())
def test_a_sentence_under_objectives(
    text: str, expected: list[tuple[str | None, str, float | str, str | None]]
) -> None:
    assert [_said(t) for t in _read(HEAD + text)] == expected


NORMS: dict[str, tuple[str, list[tuple[str, float | str, str | None]]]] = {
    "price": ("1. Soạn thảo báo cáo: Mức chi 1.000.000 đồng/báo cáo.", [("=", 1000000, "đồng/báo cáo")]),
    "floor": ("1. Mỗi đô thị phải có tối thiểu là 12 tiêu chuẩn đạt.", [(">=", 12, "tiêu chuẩn")]),
    "ceiling": ("1. Thuyết minh không quá 05 trang theo mẫu.", [("<=", 5, "trang")]),
    "share of what is set": ("1. Quy mô dân số bằng 60% mức quy định.", [("=", 60, "% mức quy định")]),
    "maximum is": ("1. Tổng số điểm tối đa của các tiêu chí là 100 điểm.", [("<=", 100, "điểm")]),
    "all of it": ("1. Đơn vị tự kiểm tra 100% khối lượng thực hiện.", [("=", 100, "%")]),
    "sum and its parts": (
        "1. Kinh phí thực hiện: 150 tỷ đồng, trong đó: ngân sách tỉnh 100 tỷ đồng; xã hội hóa 50 tỷ đồng.",
        [("=", 150, "tỷ đồng"), ("=", 100, "tỷ đồng"), ("=", 50, "tỷ đồng")],
    ),
    "time that a fund takes": ("1. Tiếp nhận hồ sơ ít nhất là 10 ngày.", [(">=", 10, "ngày")]),
    "time limit of a procedure": ("1. Thời hạn trả lời không quá 15 ngày.", []),
    "time that somebody has served": ("1. Người có thời gian công tác từ 03 năm trở lên.", []),
    "papers of a dossier": ("1. Đơn đề nghị: 02 (hai) bản.", []),
    "damage": ("1. Gây thiệt hại về tài sản trị giá từ 100.000.000 đồng.", []),
    "working days of a procedure": ("1. Gửi giấy mời ít nhất 02 ngày làm việc trước ngày họp.", []),
    "days before an event": ("1. Gửi tài liệu ít nhất 03 ngày trước khi họp.", []),
    "quorum": ("1. Phiên họp có ít nhất hai phần ba tổng số thành viên tham dự.", []),
    "case": ("1. Trường hợp quy định tối thiểu là 01 công trình thì không tính điểm.", []),
    "fine": ("1. Phạt tiền bằng 50% giá trị vi phạm.", []),
    "plain count": ("1. Đô thị có phạm vi trong 01 đơn vị hành chính cấp xã.", []),
    "sum that is missing": ("1. Tổng hợp số kinh phí còn thiếu 9,4 tỷ đồng.", []),
}


@pytest.mark.parametrize(("text", "expected"), NORMS.values(), ids=NORMS.keys())
def test_a_norm_has_no_period(text: str, expected: list[tuple[str, float | str, str | None]]) -> None:
    found = _read(f"QUYẾT ĐỊNH:\n\nĐiều 1. Quy định cụ thể\n\n{text}\n")
    assert [_said(t)[1:] for t in found] == expected
    assert {t.period for t in found} <= {None}


def test_the_heading_gives_the_period() -> None:
    found = _read(
        HEAD + "a) Giai đoạn 2021-2025:\n\n- Tỷ lệ đạt 50%.\n\nb) Giai đoạn 2025-2030:\n\n- Tỷ lệ đạt 70%.\n"
    )
    assert [t.period for t in found] == ["2021-2025", "2025-2030"]


def test_results_of_the_past_are_no_targets() -> None:
    text = "I. ĐÁNH GIÁ KẾT QUẢ NĂM 2024\n\n- Tỷ lệ đạt 45%.\n\nII. MỤC TIÊU NĂM 2025\n\n- Tỷ lệ đạt 50%.\n"
    assert [_said(t) for t in _read(text)] == [("2025", "=", 50, "%")]


def test_spans_prove_what_is_said() -> None:
    document = _document(
        HEAD + "- Đến năm 2030, thu nhập đạt 120 triệu đồng/người/năm tại huyện Đức Trọng.\n"
    )
    (target,) = find_targets(document)
    assert target.value_at is not None
    assert target.period_at is not None
    assert document.slice(*target.value_at) == "120 triệu đồng/người/năm"
    assert document.slice(*target.period_at) == "Đến năm 2030"
    assert document.slice(target.start, target.end).startswith("Đến năm 2030, thu nhập")
    assert target.indicator == "Thu nhập"


INDICATORS = {
    "subject before the verb": ("- Năm 2025 tỷ lệ hộ nghèo giảm còn 3%.", "Tỷ lệ hộ nghèo giảm"),
    "object behind the share": ("- Năm 2025 100% xã có đường ô tô.", "Xã có đường ô tô"),
    "list before its verb": (
        "- Năm 2025 100% cán bộ, công chức, viên chức được đào tạo, bồi dưỡng.",
        "Cán bộ, công chức, viên chức được đào tạo",
    ),
    "verb and counted thing": ("- Năm 2025 tu bổ, sửa chữa 13 hồ chứa thủy lợi.", "Tu bổ, sửa chữa hồ chứa thủy lợi"),
    "part of the value before": (
        "- Năm 2025 lao động qua đào tạo đạt 70%, trong đó có chứng chỉ đạt 30%.", "Lao động qua đào tạo: chứng chỉ",
    ),
    "growth of the value before": ("- Năm 2025 thu ngân sách đạt 900 tỷ đồng, tăng 12%.", "Thu ngân sách tăng"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "indicator"), INDICATORS.values(), ids=INDICATORS.keys())
def test_indicator(text: str, indicator: str) -> None:
    assert _read(HEAD + text)[-1].indicator == indicator


def test_a_general_label_takes_the_heading() -> None:
    text = "QUYẾT NGHỊ:\n\nĐiều 1. Mức chi\n\n1. Báo cáo tổng hợp ý kiến:\n\na) Văn bản mới: Mức chi 250.000 đồng/báo cáo.\n"
    assert [t.indicator for t in _read(text)] == ["Báo cáo tổng hợp ý kiến: Văn bản mới"]


FORMS = {
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "Eth for Đ": lambda text: text.replace("Đ", "Ð"),
    "hard blanks": lambda text: text.replace(" ", "\u00a0"),
    "marks without width": lambda text: text.replace("ti", "t\u200bi"),
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS.keys())
def test_a_text_in_another_form_says_the_same(form: Callable[[str], str]) -> None:
    text = HEAD + "- Đến năm 2025 tối thiểu 98% hồ sơ đúng hạn; 12 xã đạt chuẩn.\n"
    document = _document(form(text))
    found = find_targets(document)
    assert [_said(t) for t in found] == [("2025", ">=", 98, "%"), ("2025", "=", 12, "xã")]
    assert [document.slice(*t.value_at) for t in found if t.value_at] == [form(v) for v in ("98%", "12 xã")]
    assert [document.slice(*t.period_at) for t in found if t.period_at] == [form("Đến năm 2025")] * 2


# --- tables ---------------------------------------------------------------------------------------
def _table(
    text: str, grid: list[list[str]], spans: dict[tuple[int, int], tuple[int, int]] | None = None
) -> Document:
    """Return a document whose text ends with a table."""
    start, cells, spans = len(text), [], spans or {}
    hidden = {
        (r + i, c + j) for (r, c), (h, w) in spans.items() for i in range(h) for j in range(w) if i or j
    }
    for r, row in enumerate(grid):
        for c, words in enumerate(row):
            if (r, c) not in hidden:
                height, width = spans.get((r, c), (1, 1))
                cells.append(Cell(r, c, len(text), len(text) + len(words), height, width))
                text += words
            text += "\t" if c + 1 < len(row) else "\n"
    return _document(text, Table(start, len(text), len(grid), len(grid[0]), tuple(cells)))


TITLE = "PHỤ LỤC\nCÁC CHỈ TIÊU CHỦ YẾU\n\n"


def test_years_as_columns() -> None:
    document = _table(
        TITLE,
        [
            ["TT", "Chỉ tiêu", "Đơn vị tính", "Năm 2025", "Năm 2030"],
            ["1", "Tỷ lệ hộ nghèo", "%", "3,5", "< 1"],
        ],
    )
    assert [(t.indicator, *_said(t)) for t in find_targets(document)] == [
        ("Tỷ lệ hộ nghèo", "2025", "=", 3.5, "%"), ("Tỷ lệ hộ nghèo", "2030", "<", 1, "%"),
    ]  # fmt: skip


def test_a_row_is_the_quote_and_the_cell_the_value() -> None:
    document = _table(
        TITLE, [["TT", "Chỉ tiêu", "Đơn vị", "2025"], ["1", "Thu nhập bình quân", "triệu đồng", "65"]]
    )
    (target,) = find_targets(document)
    assert document.slice(target.start, target.end) == "1\tThu nhập bình quân\ttriệu đồng\t65"
    assert [document.slice(*span) for span in (target.value_at, target.period_at) if span] == ["65", "2025"]


def test_merged_heading_over_the_years_and_results_apart() -> None:
    grid = [
        ["TT", "Chỉ tiêu", "ĐVT", "Thực hiện 2021", "Kế hoạch", ""], ["", "", "", "", "2023", "2025"],
        ["1", "Tỷ lệ đô thị hóa", "%", "30", "33", "36-38"],
    ]  # fmt: skip
    spans = {(0, 0): (2, 1), (0, 1): (2, 1), (0, 2): (2, 1), (0, 3): (2, 1), (0, 4): (1, 2)}
    assert [_said(t) for t in find_targets(_table(TITLE, grid, spans))] == [
        ("2023", "=", 33, "%"),
        ("2025", "range", "36-38", "%"),
    ]


def test_group_rows_and_parts() -> None:
    grid = [
        ["TT", "Chỉ tiêu", "Đơn vị", "2025"], ["I", "Kinh tế", "", ""], ["1", "Cơ cấu kinh tế", "", ""],
        ["", "- Nông nghiệp", "%", "20"], ["", "- Dịch vụ", '"', "45"],
    ]  # fmt: skip
    assert [(t.indicator, t.unit, t.value) for t in find_targets(_table(TITLE, grid))] == [
        ("Cơ cấu kinh tế: Nông nghiệp", "%", 20.0), ("Cơ cấu kinh tế: Dịch vụ", "%", 45.0),
    ]  # fmt: skip


def test_rows_that_lean_on_the_row_above() -> None:
    grid = [
        ["TT", "Chỉ tiêu", "Đơn vị", "2025"], ["1", "1. Cây lúa:", "", ""], ["", "Diện tích", "ha", "500"],
        ["2", "Thu ngân sách", "tỷ đồng", "900"], ["", "Tăng so với năm trước", "%", "7"],
    ]  # fmt: skip
    assert [t.indicator for t in find_targets(_table(TITLE, grid))] == [
        "Cây lúa: Diện tích", "Thu ngân sách", "Thu ngân sách: Tăng so với năm trước",
    ]  # fmt: skip


def test_places_as_rows_and_indicators_as_columns() -> None:
    grid = [
        ["TT", "Đơn vị", "Số hộ thoát nghèo năm 2026 (hộ)", "Số lao động đào tạo năm 2026 (người)", "Ghi chú"],
        ["1", "Xã Hòa Sơn", "45", "120", ""], ["2", "Phường Bình Minh", "30", "0", ""],
    ]  # fmt: skip
    found = find_targets(_table("PHỤ LỤC\nCHỈ TIÊU GIAO CÁC XÃ, PHƯỜNG\n\n", grid))
    assert [(t.indicator, t.place, t.period, t.value, t.unit) for t in found] == [
        ("Số hộ thoát nghèo", "Xã Hòa Sơn", "2026", 45.0, "hộ"),
        ("Số lao động đào tạo", "Xã Hòa Sơn", "2026", 120.0, "người"),
        ("Số hộ thoát nghèo", "Phường Bình Minh", "2026", 30.0, "hộ"),
        ("Số lao động đào tạo", "Phường Bình Minh", "2026", 0.0, "người"),
    ]  # fmt: skip


def test_unit_in_brackets_or_in_the_caption() -> None:
    grid = [
        ["TT", "Chỉ tiêu", "Năm 2025", "Năm 2030"],
        ["1", "Tỷ lệ che phủ rừng (%)", "54", "55"],
        ["2", "Thu ngân sách", "900", "1.200"],
    ]
    document = _table(TITLE + "(Đơn vị tính: tỷ đồng)\n", grid)
    assert [(t.indicator, t.value, t.unit) for t in find_targets(document)] == [
        ("Tỷ lệ che phủ rừng", 54.0, "%"), ("Tỷ lệ che phủ rừng", 55.0, "%"),
        ("Thu ngân sách", 900.0, "tỷ đồng"), ("Thu ngân sách", 1200.0, "tỷ đồng"),
    ]  # fmt: skip


def test_words_in_a_cell_are_a_qualitative_target() -> None:
    document = _table(
        TITLE, [["TT", "Chỉ tiêu", "Đơn vị", "2025", "2030"], ["1", "Loại đô thị", "", "Loại IV", "Loại III"]]
    )
    assert [_said(t) for t in find_targets(document)] == [
        ("2025", "=", "Loại IV", None),
        ("2030", "=", "Loại III", None),
    ]


def test_empty_cells_and_dashes_say_nothing() -> None:
    document = _table(TITLE, [["TT", "Chỉ tiêu", "Đơn vị", "2025", "2030"], ["1", "Số xã", "xã", "", "-"]])
    assert find_targets(document) == ()


def test_an_assignment_table_holds_no_targets() -> None:
    grid = [
        ["STT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời gian"],
        ["1", "Xây dựng 02 đề án", "Sở Nội vụ", "Quý II/2025"],
    ]
    assert find_targets(_table("PHỤ LỤC\nPHÂN CÔNG NHIỆM VỤ\n\n", grid)) == ()


def test_rates_in_a_table_have_no_period() -> None:
    grid = [
        ["STT", "Nội dung chi", "Đơn vị tính", "Mức chi (đồng)"],
        ["1", "Soạn thảo văn bản", "đồng/văn bản", "250.000"],
    ]
    document = _table("QUYẾT NGHỊ:\n\nĐiều 1. Mức chi cụ thể như sau:\n\n", grid)
    assert [_said(t) for t in find_targets(document)] == [(None, "=", 250000, "đồng/văn bản")]
