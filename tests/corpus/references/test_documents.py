"""Numbers of documents as real files print them."""

from __future__ import annotations

import pytest

from corpus.references.documents import compact, find_references


@pytest.mark.parametrize(
    ("text", "number", "kind", "issuer", "issued_on"),
    [
        ("Căn cứ Luật Tổ chức Chính phủ số 63/2025/QH15;", "63/2025/QH15", "Luật", None, None),
        ("Nghị quyết số 06-NQ/TU ngày 12/11/2021 của Ban Thường vụ Tỉnh ủy (Khóa XI) về phát triển", "06-NQ/TU",
         "Nghị quyết", "Ban Thường vụ Tỉnh ủy", "2021-11-12"),
        ("thực hiện Nghị quyết 06-NQ/TU về", "06-NQ/TU", "Nghị quyết", None, None),
        ("Căn cứ Thông tư số\n338/2016/TT-BTC ngày 28 tháng 12 năm 2016 của Bộ trưởng Bộ Tài chính quy định",
         "338/2016/TT-BTC", "Thông tư", "Bộ trưởng Bộ Tài chính", "2016-12-28"),
        ("Nghị định của Chính phủ số 10/2021/NĐ - CP ngày 09/02/2021 về", "10/2021/NĐ-CP", "Nghị định", None,
         "2021-02-09"),
        ("Thông tư số 07/2020/TT-BLĐTBXH ngày 12/10/2020 của Bộ Lao động - Thương binh và Xã hội quy định",
         "07/2020/TT-BLĐTBXH", "Thông tư", "Bộ Lao động - Thương binh và Xã hội", "2020-10-12"),
        ("Thông tư số 02/2021/TT-BVHTTDL của Bộ Văn hóa, Thể thao và Du lịch quy định", "02/2021/TT-BVHTTDL",
         "Thông tư", "Bộ Văn hóa, Thể thao và Du lịch", None),
        ("Kết luận số 127-KL/TW ngày 28/02/2025 của Bộ Chính trị, Ban Bí thư về", "127-KL/TW", "Kết luận",
         "Bộ Chính trị", "2025-02-28"),
        ("kèm theo Nghị quyết số 89NQ-HĐND ngày 14 tháng 7 năm 2017", "89NQ-HĐND", "Nghị quyết", None, "2017-07-14"),
        ("Quyết định số 1961/QĐUBND", "1961/QĐUBND", "Quyết định", None, None),
        ("tại Tờ trình số 9879/TTr-STNMT-KTĐ ngày 06 tháng 12 năm 2024 về", "9879/TTr-STNMT-KTĐ", "Tờ trình", None,
         "2024-12-06"),
        ("các Tờ trình: số 287/TTr-SXD(KTXD) ngày 12/11/2024", "287/TTr-SXD(KTXD)", "Tờ trình", None, "2024-11-12"),
        ("Nghị quyết số 1671/NQ-UBTVQH15", "1671/NQ-UBTVQH15", "Nghị quyết", None, None),
        ("Thông tư số 43/2025/TT-BYTngày 15 tháng 11 năm 2025", "43/2025/TT-BYT", "Thông tư", None, "2025-11-15"),
        ("Quyết định số 12/QĐ-UBND ngày 31 tháng 02 năm 2024", "12/QĐ-UBND", "Quyết định", None, None),
    ],
    ids=[
        "a law behind its name", "a Party resolution", "no word 'số'", "number on the next line", "blanks in the number",
        "a ministry with a dash", "a ministry with a comma", "two issuers", "the slash was lost", "no hyphen",
        "three codes", "a code in brackets", "no year", "glued to the date", "a day that no calendar has",
    ],
)  # fmt: skip
def test_a_reference_is_read_as_printed(text, number, kind, issuer, issued_on) -> None:
    (reference,) = find_references(text)
    document = reference.document
    assert (document.number, document.type, document.issuer, document.issued_on) == (
        number,
        kind,
        issuer,
        issued_on,
    )
    assert number.replace(" ", "") in "".join(text[reference.start : reference.end].split())


@pytest.mark.parametrize(
    "text",
    ["ngày 19/6/2015", "tốc độ 20/KM", "lớp 12/A", "24/7", "giai đoạn 2021-2025", "1.200/NQ", "đô thị loại II/III",
     "khoản 2 Điều 5", "Luật Đất đai năm 2024", "3/4 diện tích", "Số: /QĐ-UBND"],
)  # fmt: skip
def test_what_is_no_number_is_not_read(text: str) -> None:
    assert find_references(text) == ()


def test_each_document_of_a_list_is_read_with_its_own_type() -> None:
    text = "Luật Đất đai số 31/2024/QH15, Luật Nhà ở số 27/2023/QH15; Nghị định số 88/2024/NĐ-CP"
    assert [(r.document.type, r.document.number) for r in find_references(text)] == [
        ("Luật", "31/2024/QH15"),
        ("Luật", "27/2023/QH15"),
        ("Nghị định", "88/2024/NĐ-CP"),
    ]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("12/2025/NQ-HĐND", "12/2025/NQ-HDND", True),
        ("07/2024/QĐ-UBND", "7/2024/QĐ-UBND", True),
        ("10/2021/NĐ - CP", "10/2021/NĐ-CP", True),
        ("06-NQ/TU", "06-NQ/TW", False),
        ("1/QĐ-UBND", "11/QĐ-UBND", False),
    ],
    ids=["Đ as D", "leading zero", "blanks", "TU is not TW", "1 is not 11"],
)
def test_two_spellings_of_one_number_are_equal(one: str, other: str, same: bool) -> None:
    assert (compact(one) == compact(other)) is same
