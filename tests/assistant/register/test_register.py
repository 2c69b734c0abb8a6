"""Exact filters over the register: agency, role, document, period, text, window, order."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.register import register
from tests.factories.register import Line, document, target

TASKS = document(
    "ke-hoach-15",
    [
        Line("Xây dựng đề án cấp nước", lead=["Sở Tài chính"], support=["Sở Xây dựng"], deadline="Quý II/2022", deadline_norm="2022-Q2"),
        Line("Tổng hợp, báo cáo kết quả", lead=["Sở KH&ĐT"], deadline="trước ngày 15/02/2023", deadline_norm="<2023-02-15"),
        Line("Tuyên truyền phổ biến nghị quyết", lead=["Các sở, ban, ngành"], generic=True),
        Line("Rà soát quy hoạch", lead=["Sở Xây dựng"], monitor=["Văn phòng UBND tỉnh"], deadline="hằng năm", deadline_norm="yearly:<=09"),
        Line("Thực hiện thường xuyên", lead=["UBND các huyện, thành phố"], deadline="thường xuyên", deadline_norm="continuous"),
        Line("Hoàn thành chương trình", lead=["UBND huyện Tân Lập"], deadline="giai đoạn 2021-2025", deadline_norm="2021..2025", product="Báo cáo"),
    ],
)  # fmt: skip
OTHER = document("quyet-dinh-9", [Line("Lập dự toán", lead=["Sở Tài chính"])], number="9/QĐ-UBND")


def _said(rows: list[register.TaskRow]) -> list[str]:
    return [row.task.split()[0] for row in rows]


AGENCIES = {
    "as printed": ({"agency": "Sở Xây dựng"}, ["Xây", "Tuyên", "Rà"]),
    "only where it is named": ({"agency": "Sở Xây dựng", "generic": False}, ["Xây", "Rà"]),
    "only general tasks that take it in": ({"agency": "Sở Xây dựng", "generic": True}, ["Tuyên"]),
    "only in one role": ({"agency": "Sở Xây dựng", "role": "lead", "generic": False}, ["Rà"]),
    "without diacritics": ({"agency": "so xay dung", "generic": False}, ["Xây", "Rà"]),
    "written out, printed short": ({"agency": "Sở Kế hoạch và Đầu tư", "generic": False}, ["Tổng"]),
    "present name that is printed": ({"agency": "Sở Tài chính", "generic": False}, ["Xây"]),
    "district among all districts": ({"agency": "UBND huyện Tân Lập"}, ["Thực", "Hoàn"]),
    "office as monitor": ({"agency": "Văn phòng UBND tỉnh", "role": "monitor"}, ["Rà"]),
    "unknown": ({"agency": "Sở Ngoại vụ", "generic": False}, []),
}


@pytest.mark.parametrize(("filters", "tasks"), AGENCIES.values(), ids=AGENCIES.keys())
def test_agency(filters: dict[str, object], tasks: list[str]) -> None:
    assert _said(register.tasks([TASKS], **filters)) == tasks  # type: ignore[arg-type]


def test_a_former_name_counts_where_the_present_one_is_not_printed() -> None:
    old = document("cu", [Line("Thẩm định dự án", lead=["Sở Kế hoạch và Đầu tư"])])
    assert _said(register.tasks([old], agency="Sở Tài chính")) == ["Thẩm"]


WINDOWS = {
    "the quarter itself": ((date(2022, 4, 1), date(2022, 6, 30)), ["Xây"]),
    "the quarter before": ((date(2022, 1, 1), date(2022, 3, 31)), []),
    "the last day before a date": ((date(2023, 2, 14), date(2023, 2, 14)), ["Tổng"]),
    "the date itself is too late": ((date(2023, 2, 15), date(2023, 2, 28)), []),
    "every September": ((date(2030, 9, 1), date(2030, 9, 30)), ["Rà"]),
    "the end of a period": ((date(2025, 12, 1), date(2025, 12, 31)), ["Hoàn"]),
    "inside a period nothing is due": ((date(2024, 1, 1), date(2024, 1, 31)), []),
}


@pytest.mark.parametrize(("window", "tasks"), WINDOWS.values(), ids=WINDOWS.keys())
def test_due_window(window: tuple[date, date], tasks: list[str]) -> None:
    assert _said(register.tasks([TASKS], due=window)) == tasks


OTHERS = {
    "support is missing": ({"without_support": True, "generic": False}, ["Tổng", "Rà", "Thực", "Hoàn"]),
    "general assignees": ({"generic": True}, ["Tuyên"]),
    "somebody monitors": ({"role": "monitor"}, ["Rà"]),
    "words without diacritics": ({"text": "de an cap nuoc"}, ["Xây"]),
    "words in any order": ({"text": "nước ĐỀ"}, ["Xây"]),
    "words of a role": ({"text": "van phong"}, ["Rà"]),
    "a year": ({"period": "2022"}, ["Xây", "Rà"]),
    "a quarter": ({"period": "Quý II/2022"}, ["Xây"]),
    "a range as printed": ({"period": "giai đoạn 2021-2025"}, ["Xây", "Tổng", "Rà", "Hoàn"]),
    "nothing": ({}, ["Xây", "Tổng", "Tuyên", "Rà", "Thực", "Hoàn"]),
}


@pytest.mark.parametrize(("filters", "tasks"), OTHERS.values(), ids=OTHERS.keys())
def test_other_filters(filters: dict[str, object], tasks: list[str]) -> None:
    assert _said(register.tasks([TASKS], **filters)) == tasks  # type: ignore[arg-type]


@pytest.mark.parametrize("wanted", ["9/QĐ-UBND", "quyet-dinh-9", "quyet-dinh-9.docx", "ke hoach 9/qđ-ubnd"])
def test_document_by_number_id_file_or_words(wanted: str) -> None:
    assert _said(register.tasks([TASKS, OTHER], document=wanted)) == ["Lập"]


def test_a_number_that_only_begins_alike_is_another_document() -> None:
    assert register.tasks([TASKS, OTHER], document="1/KH-UBND") == []


def test_a_row_says_what_the_format_asks() -> None:
    row = register.tasks([TASKS])[0]
    assert row.as_json() == {
        "source": "ke-hoach-15.docx", "document": row.document, "section": "mục 1", "path": "1",
        "quote": "Xây dựng đề án cấp nước", "task": "Xây dựng đề án cấp nước", "lead": ["Sở Tài chính"],
        "support": ["Sở Xây dựng"], "monitor": [], "deadline": "Quý II/2022", "deadline_norm": "2022-Q2", "product": None,
        "generic_assignee": False,
    }  # fmt: skip
    assert "15/KH-UBND" in row.document


def test_the_quote_is_a_slice() -> None:
    for row in register.tasks([TASKS, OTHER]):
        source = TASKS if row.document_id == TASKS.id else OTHER
        assert row.quote == source.text[row.start : row.end]


ORDERS = {
    "by deadline, undated last": ("deadline", ["Xây", "Tổng", "Hoàn", "Thực", "Rà", "Tuyên"]),
    "by task": ("task", ["Hoàn", "Rà", "Thực", "Tổng", "Tuyên", "Xây"]),
    "as printed": ("document", ["Xây", "Tổng", "Tuyên", "Rà", "Thực", "Hoàn"]),
}


@pytest.mark.parametrize(("key", "tasks"), ORDERS.values(), ids=ORDERS.keys())
def test_order(key: str, tasks: list[str]) -> None:
    assert _said(register.sort_tasks(register.tasks([TASKS]), key)) == tasks


TARGETS = document(
    "nghi-quyet-2",
    [
        target("Tỷ lệ hộ nghèo đến năm 2025 còn 3%", "Tỷ lệ hộ nghèo", "2025", 3.0, "%"),
        target("Tỷ lệ hộ nghèo đến năm 2030 dưới 1,5%", "Tỷ lệ hộ nghèo", "2030", 1.5, "%", "<"),
        target("Giai đoạn 2021-2025 trồng 500 ha rừng", "Trồng rừng", "2021-2025", 500.0, "ha"),
        target("Mức chi 250.000 đồng/báo cáo", "Mức chi", None, 250000.0, "đồng/báo cáo"),
        target("Đạt tiêu chí đô thị loại III", "Huyện Tân Lập", "2030", "đạt tiêu chí đô thị loại III"),
    ],
)

TARGET_FILTERS = {
    "indicator without diacritics": ({"indicator": "ho ngheo"}, [3, 1.5]),
    "a year": ({"period": "2025"}, [3]),
    "a year with its words": ({"period": "đến năm 2030"}, [1.5, "đạt tiêu chí đô thị loại III"]),
    "a range is not its last year": ({"period": "2021 - 2025"}, [500]),
    "text of the value": ({"text": "do thi loai iii"}, ["đạt tiêu chí đô thị loại III"]),
    "both": ({"indicator": "hộ nghèo", "period": "2030"}, [1.5]),
    "nothing fits": ({"indicator": "dân số"}, []),
}


@pytest.mark.parametrize(("filters", "values"), TARGET_FILTERS.values(), ids=TARGET_FILTERS.keys())
def test_target_filters(filters: dict[str, str], values: list[object]) -> None:
    assert [row.value for row in register.targets([TARGETS], **filters)] == values


def test_a_target_row_says_what_the_format_asks() -> None:
    row = register.targets([TARGETS])[0]
    assert row.as_json() == {
        "source": "nghi-quyet-2.docx", "document": row.document, "section": "mục 1", "path": "1",
        "quote": "Tỷ lệ hộ nghèo đến năm 2025 còn 3%", "indicator": "Tỷ lệ hộ nghèo", "period": "2025", "comparator": "=",
        "value": 3, "unit": "%",
    }  # fmt: skip
    assert isinstance(row.value, int)


def test_targets_by_value_and_period() -> None:
    rows = register.targets([TARGETS])
    assert [r.value for r in register.sort_targets(rows, "value")] == [
        1.5,
        3,
        500,
        250000,
        "đạt tiêu chí đô thị loại III",
    ]
    assert [r.period for r in register.sort_targets(rows, "period")] == [
        "2021-2025",
        "2025",
        "2030",
        "2030",
        None,
    ]


def test_rows_are_made_once_for_a_document() -> None:
    assert register.tasks([TASKS])[0] is register.tasks([TASKS])[0]


def test_rows_follow_a_document_that_was_read_again() -> None:
    again = document("ke-hoach-15", [Line("Việc khác", lead=["Sở Nội vụ"])])
    assert _said(register.tasks([again])) == ["Việc"]
    assert len(register.tasks([TASKS])) == 6


GROUPS = {
    "department": ("các sở, ban, ngành", "Sở Nội vụ", True),
    "bodies": ("các cơ quan, đơn vị, địa phương", "UBND xã Hòa Sơn", True),
    "district": ("UBND các huyện, thành phố", "UBND huyện Tân Lập", True),
    "commune is no district": ("UBND các huyện, thành phố", "UBND xã Hòa Sơn", False),
    "level of communes": ("Ủy ban nhân dân cấp xã", "UBND phường 1", True),
    "ministry": ("các bộ, ngành", "Bộ Tài chính", True),
    "department is no ministry": ("các bộ", "Sở Tài chính", False),
    "one department does not take in another": ("Sở Nội vụ", "Sở Tài chính", False),
}


@pytest.mark.parametrize(("group", "agency", "covered"), GROUPS.values(), ids=GROUPS.keys())
def test_covers(group: str, agency: str, covered: bool) -> None:
    assert register.covers(group, agency) is covered
