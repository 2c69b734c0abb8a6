"""Facts about documents: right and broken forms, where each was read, and what must not be taken."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest

from corpus.header.numbers import NUMBER, find_date, regular_number
from corpus.header.places import mend_place
from corpus.header.read import display_name, document_id, read_header, short_name
from corpus.model import Header, SourceText, Stamp
from corpus.text.normalize import fold

PLAN = (Path(__file__).resolve().parents[3] / "corpus" / "documents" / "3316-KH-UBND.txt").read_text(
    encoding="utf-8"
)
FIELDS = ("number", "type", "issuer", "issued_on", "effective_on", "signer", "title")


def header(text: str, name: str = "tệp.txt", *stamps: Stamp) -> Header:
    return read_header(SourceText(text, "text/plain", "text", stamps=stamps), name)


def values(read: Header) -> dict[str, str]:
    return {n: f.value for n in (*FIELDS, "signer_role", "field") if (f := getattr(read, n)) is not None}


DECISION = """ỦY BAN NHÂN DÂN
TỈNH LÂM ĐỒNG
-------
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 15/2025/QĐ-UBND
Lâm Đồng, ngày 05 tháng 3 năm 2025
QUYẾT ĐỊNH
Ban hành Quy chế làm việc
của Sở Nội vụ
ỦY BAN NHÂN DÂN TỈNH LÂM ĐỒNG
Căn cứ Nghị định số 45/2025/NĐ-CP ngày 28 tháng 02 năm 2025 của Chính phủ;
QUYẾT ĐỊNH:
Điều 1. Ban hành Quy chế.
Điều 2. Quyết định này có hiệu lực thi hành kể từ ngày 15 tháng 3 năm 2025, thay thế Quyết định số 9/2020/QĐ-UBND.
Nơi nhận:
- Như Điều 2;
TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
(Đã ký)
Đại tá Nguyễn Văn An
"""


def test_facts_of_the_plan() -> None:
    read = header(PLAN, "3316-KH-UBND.txt")
    assert {n: v for n, v in values(read).items() if n != "title"} == {
        "number": "3316/KH-UBND", "type": "Kế hoạch", "issuer": "Ủy ban nhân dân tỉnh Lâm Đồng", "issued_on": "2022-05-13",
        "effective_on": "2022-05-13", "signer": "Trần Văn Hiệp", "field": "Xây dựng - Đô thị",
    }  # fmt: skip
    assert read.title is not None
    assert read.title.value.startswith("THỰC HIỆN NGHỊ QUYẾT SỐ 06-NQ/TU")
    assert read.issuer is not None
    assert read.issuer.start is not None
    assert (
        PLAN[read.issuer.start : read.issuer.end] == "ỦY BAN NHÂN DÂN\nTỈNH LÂM ĐNG"
    )  # the slip stays in the text


def test_facts_of_a_decision() -> None:
    assert values(header(DECISION)) == {
        "number": "15/2025/QĐ-UBND", "type": "Quyết định", "issuer": "Ủy ban nhân dân tỉnh Lâm Đồng", "issued_on": "2025-03-05",
        "effective_on": "2025-03-15", "signer": "Nguyễn Văn An", "signer_role": "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH",
        "title": "Ban hành Quy chế làm việc của Sở Nội vụ",
    }  # fmt: skip


def test_every_fact_of_the_text_layer_has_its_span() -> None:
    read = header(DECISION)
    for name in FIELDS:
        fact = getattr(read, name)
        assert fact.read_from == "text"
        printed = " ".join(DECISION[fact.start : fact.end].split())
        assert printed == fact.value or name in ("type", "issuer", "issued_on", "effective_on", "signer"), (
            name,
            printed,
        )


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("3316/KH-UBND", "3316/KH-UBND"),
        ("06-NQ/TU", "06-NQ/TU"),
        ("1210/2016/UBTVQH13", "1210/2016/UBTVQH13"),
        ("1671/NQ-UBTVQH15", "1671/NQ-UBTVQH15"),
        ("932/QĐ-TTg", "932/QĐ-TTg"),
        ("12094/BNV-CCHC", "12094/BNV-CCHC"),
        ("22-CTr/TU", "22-CTr/TU"),
        ("01-NQ/ĐH", "01-NQ/ĐH"),
        ("72/2025/QH15", "72/2025/QH15"),
        ("120/2000/TTLT-BTC-BCN-TCHQ", "120/2000/TTLT-BTC-BCN-TCHQ"),
        ("1961/QĐUBND", "1961/QĐ-UBND"),
        ("61/2018/NĐCP", "61/2018/NĐ-CP"),
        ("12/2024/NQ-HDND", "12/2024/NQ-HĐND"),
        ("3467 /QD-BYT", "3467/QĐ-BYT"),
        ("837 / QĐ - BKH", "837/QĐ-BKH"),
        ("89NQ-HĐND", "89/NQ-HĐND"),
        ("22/NQ-TU", "22/NQ-TU"),
        ("99/ 1998/TT-BTC", "99/1998/TT-BTC"),
    ],
)
def test_forms_of_numbers(printed: str, number: str) -> None:
    match = NUMBER.match(printed)
    assert match is not None
    assert match.end() == len(printed)
    assert regular_number(match) == number
    assert values(header(DECISION.replace("15/2025/QĐ-UBND", printed)))["number"] == number


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Lâm Đồng, ngày 13 tháng 5 năm 2022", "2022-05-13"),
        ("Hà Nội, ngày16 tháng 6 năm 2025", "2025-06-16"),
        ("Đồng Xoài, ngày 14 tháng5 năm 2008", "2008-05-14"),
        ("Hà nội, ngày  14   tháng  7   năm 1998", "1998-07-14"),
        ("Ngày 13/05/2022", "2022-05-13"),
        ("Hà Nội, ngày tháng năm 2025", None),
        ("Hà Nội, ngày 31 tháng 2 năm 2025", None),
    ],
)
def test_forms_of_dates(line: str, date: str | None) -> None:
    found = find_date(line)
    assert (found.value if found else None) == date
    assert (
        values(header(DECISION.replace("Lâm Đồng, ngày 05 tháng 3 năm 2025", line))).get("issued_on") == date
    )


@pytest.mark.parametrize(
    ("change", "absent"),
    [
        pytest.param(("Số: 15/2025/QĐ-UBND\n", ""), "number", id="no number: not that of the bases"),
        pytest.param(
            ("Số: 15/2025/QĐ-UBND", "Số:      /2025/QĐ-UBND"), "number", id="blank number: not the year"
        ),
        pytest.param(
            ("Lâm Đồng, ngày 05 tháng 3 năm 2025\n", ""), "issued_on", id="no date: not that of the bases"
        ),
        pytest.param(
            ("kể từ ngày 15 tháng 3 năm 2025", "kể từ ngày      tháng 3 năm 2025"),
            "effective_on",
            id="blank day of effect",
        ),
        pytest.param(
            ("có hiệu lực thi hành kể từ ngày 15 tháng 3 năm 2025", "có hiệu lực sau 15 ngày kể từ ngày ký"),
            "effective_on",
            id="counted effect",
        ),
        pytest.param(
            ("Quyết định này có hiệu lực", "Luật Đất đai có hiệu lực"),
            "effective_on",
            id="effect of another document",
        ),
        pytest.param(("Đại tá Nguyễn Văn An\n", ""), "signer", id="no name under the role"),
    ],
)
def test_absent_is_better_than_wrong(change: tuple[str, str], absent: str) -> None:
    changed = DECISION.replace(*change)
    assert changed != DECISION
    assert absent not in values(header(changed))


def test_number_of_a_related_document_before_the_letterhead_is_not_its_own() -> None:
    related = "Văn bản liên quan\nSố: 99/2019/NĐ-CP\nNghị định số 30/2020/NĐ-CP ngày 05/3/2020\nTrang chủ\n"
    assert values(header(related + DECISION))["number"] == "15/2025/QĐ-UBND"


def test_title_may_name_another_document() -> None:
    read = values(
        header(
            DECISION.replace(
                "Ban hành Quy chế làm việc", "Sửa đổi Quyết định số 9/2020/QĐ-UBND ngày 01 tháng 02 năm 2020"
            )
        )
    )
    assert (read["number"], read["issued_on"]) == ("15/2025/QĐ-UBND", "2025-03-05")
    assert read["title"].startswith("Sửa đổi Quyết định số 9/2020/QĐ-UBND")


def test_appendix_names_the_document_that_it_belongs_to() -> None:
    text = "NGHỊ QUYẾT\nThông qua quy hoạch\nHỘI ĐỒNG NHÂN DÂN TỈNH HÀ GIANG\nCăn cứ Luật số 1/2015/QH13;\nĐiều 1. Một./.\nPHỤ LỤC\nDANH MỤC\n(Ban hành kèm theo Nghị quyết số 89NQ-HĐND ngày 14 tháng 7 năm 2017 của Hội đồng nhân dân tỉnh Hà Giang)\n"
    read = header(text)
    assert {n: v for n, v in values(read).items() if n in ("number", "issued_on", "issuer")} == {
        "number": "89/NQ-HĐND", "issued_on": "2017-07-14", "issuer": "Hội đồng nhân dân tỉnh Hà Giang",
    }  # fmt: skip
    assert read.number is not None
    assert text[read.number.start : read.number.end] == "89NQ-HĐND"


@pytest.mark.parametrize(
    ("stamps", "number", "read_from"),
    [
        pytest.param((Stamp(1, "Số: 36/2025/QĐ-UBND", "stamp"),), "36/2025/QĐ-UBND", "stamp", id="whole number"),
        pytest.param((Stamp(1, "36", "stamp"),), "36/2025/QĐ-UBND", "stamp", id="serial alone"),
        pytest.param((Stamp(1, "36", "stamp"), Stamp(1, "36", "stamp")), "36/2025/QĐ-UBND", "stamp", id="the same stamp twice"),
        pytest.param((Stamp(1, "36", "stamp"), Stamp(1, "16", "stamp")), None, None, id="stamps that disagree"),
        pytest.param((Stamp(1, "Số: 36/2025/QĐ-UBND", "ocr-head"),), "36/2025/QĐ-UBND", "ocr-head", id="recognised head"),
        pytest.param((Stamp(1, "Số: 38/2025/QĐ-UBND", "ocr-head"), Stamp(1, "Số: 36/2025/QĐ-UBND", "stamp")), "36/2025/QĐ-UBND", "stamp", id="stamp before recognition"),
    ],
)  # fmt: skip
def test_stamps_fill_what_the_text_leaves_blank(
    stamps: tuple[Stamp, ...], number: str | None, read_from: str | None
) -> None:
    text = DECISION.replace("Số: 15/2025/QĐ-UBND", "Số: /2025/QĐ-UBND").replace(
        "ngày 05 tháng 3 năm 2025", "ngày tháng năm 2025"
    )
    read = header(text, "q.pdf", *stamps, Stamp(1, "Hà Nội, ngày 16 tháng 6 năm 2025", "stamp"))
    assert ((read.number.value, read.number.read_from) if read.number else (None, None)) == (
        number,
        read_from,
    )
    assert read.issued_on is not None
    assert read.issued_on.value == "2025-06-16"


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("15-2025-QD-UBND.pdf", "15/2025/QĐ-UBND"),
        ("89_NQ_HĐND.md", "89/NQ-HĐND"),
        ("nq12_2025_hanoi.pdf", None),
        ("Kế hoạch 5.docx", None),
    ],
)
def test_file_name_is_the_last_resort(name: str, number: str | None) -> None:
    text = DECISION.replace("Số: 15/2025/QĐ-UBND\n", "")
    assert values(header(text, name)).get("number") == number
    assert values(header(DECISION, name))["number"] == "15/2025/QĐ-UBND"


@pytest.mark.parametrize(
    ("head", "issuer"),
    [
        ("ỦY BAN NHÂN DÂN\nTHÀNH PHỐ HÀ NỘI", "Ủy ban nhân dân thành phố Hà Nội"),
        ("UỶ BAN NHÂN DÂN\nTỈNH THANH HOÁ", "Ủy ban nhân dân tỉnh Thanh Hóa"),
        ("UBND TỈNH LÂM ĐỒNG\nSỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG", "Sở Nông nghiệp và Môi trường tỉnh Lâm Đồng"),
        ("BỘ VĂN HÓA, THỂ THAO VÀ DU LỊCH", "Bộ Văn hóa, Thể thao và Du lịch"),
        ("ỦY BAN THƯỜNG VỤ\nQUỐC HỘI", "Ủy ban Thường vụ Quốc hội"),
        ("HỘI ĐÒNG NHÂN DÂN\nTHÀNH PHÓ HÀ NỌI", "Hội đồng nhân dân thành phố Hà Nội"),
        ("TỈNH ỦY LÂM ĐỒNG\n*", "Tỉnh ủy Lâm Đồng"),
        ("CHÍNH PHỦ", "Chính phủ"),
        ("ỦY BAN NHÂN DÂN\nHUYỆN ĐỨC TRỌNG", "Ủy ban nhân dân huyện Đức Trọng"),
    ],
)
def test_issuers(head: str, issuer: str) -> None:
    text = DECISION.replace("ỦY BAN NHÂN DÂN\nTỈNH LÂM ĐỒNG\n-------", head).replace(
        "ỦY BAN NHÂN DÂN TỈNH LÂM ĐỒNG\nCăn", "Căn"
    )
    assert values(header(text))["issuer"] == issuer


def test_letterhead_in_two_columns_on_one_line() -> None:
    text = DECISION.replace(
        "ỦY BAN NHÂN DÂN\nTỈNH LÂM ĐỒNG\n-------\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nSố: 15/2025/QĐ-UBND\nLâm Đồng, ngày",
        "ỦY BAN NHÂN DÂN      CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nTỈNH LÂM ĐỒNG        Độc lập - Tự do - Hạnh phúc\nSố: 15/2025/QĐ-UBND       Lâm Đồng, ngày",
    )
    assert values(header(text)) == values(header(DECISION))


def test_party_header() -> None:
    text = "TỈNH ỦY LÂM ĐỒNG\n*\nSố 06-NQ/TU\nĐẢNG CỘNG SẢN VIỆT NAM\nĐà Lạt, ngày 12 tháng 11 năm 2021\nNGHỊ QUYẾT\nvề phát triển huyện Đức Trọng\nI- TÌNH HÌNH\nMột.\nT/M BAN THƯỜNG VỤ\nBÍ THƯ\nTrần Đức Quận\n"
    assert values(header(text)) == {
        "number": "06-NQ/TU", "type": "Nghị quyết", "issuer": "Tỉnh ủy Lâm Đồng", "issued_on": "2021-11-12", "signer": "Trần Đức Quận",
        "signer_role": "T/M BAN THƯỜNG VỤ BÍ THƯ", "title": "về phát triển huyện Đức Trọng",
    }  # fmt: skip


def test_letterhead_that_lost_its_capitals_with_the_font() -> None:
    text = "bộ tài chính                    cộng hoà xã hội chủ nghĩa Việt nam\n-0-                      Độc lập - Tự do - Hạnh phúc\nSố:  144 /2002/QĐ/BTC\nHà nội, ngày  22  tháng 11 năm 2002\nquyết định của bộ trưởng bộ tài chính\nvề việc sửa đổi mức thuế suất\nCăn cứ Nghị định số 86/2002/NĐ-CP ngày 05/11/2002;\nquyết định:\nĐiều 1: Một.\nNơi nhận:      KT/ bộ trưởng bộ tài chính\n- Công báo     Thứ trưởng\nTrương Chí Trung\n"
    read = values(header(text))
    assert {n: read.get(n) for n in ("number", "issuer", "issued_on", "type", "title", "signer")} == {
        "number": "144/2002/QĐ/BTC", "issuer": "Bộ Tài chính", "issued_on": "2002-11-22", "type": "Quyết định",
        "title": "về việc sửa đổi mức thuế suất", "signer": "Trương Chí Trung",
    }  # fmt: skip


def test_assemblies_date_their_acts_by_the_day_of_passing() -> None:
    text = "QUỐC HỘI\nLuật số: 72/2025/QH15\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nLUẬT\nTỔ CHỨC CHÍNH QUYỀN ĐỊA PHƯƠNG\nCăn cứ Hiến pháp;\nĐiều 1. Một\nLuật này có hiệu lực thi hành từ ngày thông qua.\nLuật này được Quốc hội nước Cộng hòa xã hội chủ nghĩa Việt Nam khóa XV, kỳ họp thứ 9 thông qua ngày 16 tháng 6 năm 2025.\nCHỦ TỊCH QUỐC HỘI\nTrần Thanh Mẫn\n"
    read = values(header(text))
    assert (read["number"], read["issued_on"], read["effective_on"]) == (
        "72/2025/QH15",
        "2025-06-16",
        "2025-06-16",
    )


def test_keys_and_names() -> None:
    read = header(PLAN, "3316-KH-UBND.txt")
    assert document_id(read, "0" * 64) == "3316-KH-UBND@lam-dong@2022-05-13"
    assert display_name(read) == "Kế hoạch số 3316/KH-UBND ngày 13/5/2022 của UBND tỉnh Lâm Đồng"
    assert short_name(read) == "Kế hoạch 3316/KH-UBND"


def test_keys_tell_both_letters_d_apart_and_fall_back_to_the_hash() -> None:
    key = document_id(header(DECISION), "0" * 64)
    assert key == "15-2025-QDD-UBND@lam-dong@2025-03-05"
    assert key.isascii()
    assert document_id(Header(), "abcdef0123456789" * 4) == "sha-abcdef0123456789"
    assert display_name(Header(), "báo cáo.docx") == "báo cáo.docx"


@pytest.mark.parametrize(
    ("printed", "place"), [("LÂM ĐNG", "Lâm Đồng"), ("HÀ NỌI", "Hà Nội"), ("Đức Trọng", None), ("", None)]
)
def test_places_are_mended_only_where_one_province_is_near(printed: str, place: str | None) -> None:
    assert mend_place(printed) == place


@pytest.mark.parametrize(
    "text", ["", "\n", "Số:", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "QUYẾT ĐỊNH", "\x00", "Số: " * 5000]
)
def test_odd_texts_have_a_header_too(text: str) -> None:
    assert values(header(text)).get("number") is None


def test_gold_documents(shared_data: Path) -> None:
    from corpus.readers import read

    folder = shared_data / "gold_docs"
    right, wrong, total = 0, [], 0
    for line in (folder / "documents.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        path = folder / "files" / row["doc"]
        source = (
            read(path)
            if "scan" not in path.name
            else SourceText(
                (folder / f"{path.name}.transcript.txt").read_text(encoding="utf-8"), "text/plain", "text"
            )
        )
        got = values(read_header(source, path.name))
        for name in FIELDS:
            total += 1
            same = fold(got.get(name, "")) == fold(row[name] or "")
            right += same
            if not same and name in got:
                wrong.append((row["doc"], name, got[name], row[name]))
    assert wrong == []
    assert right / total >= 0.97


def test_decomposed_text_and_eth_read_the_same() -> None:
    text = unicodedata.normalize("NFD", DECISION).replace("Đ", "Ð")
    read = header(text, "q.doc", Stamp(1, "Số: 33/2025/QÐ-UBND", "stamp"))
    assert values(read) == values(header(DECISION))
    for name in ("number", "signer", "title"):
        fact = getattr(read, name)
        printed = unicodedata.normalize("NFC", text[fact.start : fact.end]).replace("Ð", "Đ")
        assert " ".join(printed.split()) == fact.value


def test_stamp_with_eth() -> None:
    text = DECISION.replace("Số: 15/2025/QĐ-UBND", "Số: /2025/QĐ-UBND")
    assert (
        values(header(text, "q.pdf", Stamp(1, "Số: 33/2025/QÐ-UBND", "stamp")))["number"] == "33/2025/QĐ-UBND"
    )


DATABASE = "Nghị định số 35/2026/NĐ-CP Quy định chi tiết về công viên cây xanh\nNgày có hiệu lực: 22/01/2026\nNgày cập nhật: 15/04/2026\nNGHỊ ĐỊNH\nQuy định chi tiết về công viên cây xanh\nCăn cứ Luật Tổ chức Chính phủ số 63/2025/QH15;\nChính phủ ban hành Nghị định quy định chi tiết về công viên cây xanh.\nĐiều 1. Phạm vi\nMột.\nĐiều 2. Hiệu lực thi hành\nNghị định này có hiệu lực thi hành kể từ ngày ký ban hành./.\n"


def test_a_database_page_whose_letterhead_was_not_kept() -> None:
    read = values(header(DATABASE))
    assert {n: read.get(n) for n in ("number", "issuer", "issued_on", "effective_on", "signer")} == {
        "number": "35/2026/NĐ-CP", "issuer": "Chính phủ", "issued_on": "2026-01-22", "effective_on": "2026-01-22", "signer": None,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("change", "absent"),
    [
        pytest.param(("Nghị định số 35", "Thông tư số 35"), "number", id="page title of another type"),
        pytest.param(("kể từ ngày ký ban hành", "sau 15 ngày kể từ ngày ký"), "issued_on", id="effect counted from signing"),
        pytest.param(("Chính phủ ban hành Nghị định quy định", "Nghị định quy định"), "issuer", id="no enacting body"),
    ],
)  # fmt: skip
def test_a_database_page_says_no_more_than_it_says(change: tuple[str, str], absent: str) -> None:
    changed = DATABASE.replace(*change)
    assert changed != DATABASE
    assert absent not in values(header(changed))


JOINT = "Nghị quyết số 9/2026/NQLT-UBTVQH15-CP-ĐCTUBTWMTTQVN Hướng dẫn giám sát\nNgày có hiệu lực: 01/11/2026\nỦY BAN THƯỜNG VỤ QUỐC HỘI\nCHÍNH PHỦ - ĐOÀN CHỦ TỊCH\nỦY BAN TRUNG ƯƠNG\nMẶT TRẬN TỔ QUỐC VIỆT NAM\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nSố: 9/2026/NQLT - UBTVQH15 - CP - ĐCTUBTWMTQVN\nHà Nội, ngày 26 tháng 9 năm 2026\nNGHỊ QUYẾT LIÊN TỊCH\nHướng dẫn giám sát\nCăn cứ Hiến pháp;\nỦy ban Thường vụ Quốc hội, Chính phủ và Đoàn Chủ tịch Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam ban hành Nghị quyết liên tịch hướng dẫn giám sát.\nĐiều 1. Một\nMột./.\nTM. ĐOÀN CHỦ TỊCH UB TW MẶT TRẬN TỔ QUỐC VIỆT NAM\nCHỦ TỊCH\n(Đã ký)\nĐỗ Văn Bình\nTM. CHÍNH PHỦ\nTHỦ TƯỚNG\n(Đã ký)\nPhạm Minh An\nTM. ỦY BAN THƯỜNG VỤ QUỐC HỘI\nCHỦ TỊCH\n(Đã ký)\nTrần Thanh Hà\n"


def test_a_joint_resolution_has_all_its_bodies_and_the_signer_of_the_first() -> None:
    read = values(header(JOINT))
    assert (
        read["issuer"]
        == "Ủy ban Thường vụ Quốc hội, Chính phủ, Đoàn Chủ tịch Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam"
    )
    assert read["signer"] == "Trần Thanh Hà"
    assert read["number"] == "9/2026/NQLT-UBTVQH15-CP-ĐCTUBTWMTTQVN"  # the letterhead lost a letter
    other = JOINT.replace("Nghị quyết số 9/", "Nghị quyết số 8/")
    assert values(header(other))["number"].startswith("9/2026")  # another digit is another number


def test_a_signature_of_a_body_that_did_not_issue_is_none() -> None:
    slip = DECISION.replace("KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH", "KT. THỦ TƯỚNG\nPHÓ THỦ TƯỚNG").replace(
        "TM. ỦY BAN NHÂN DÂN\n", ""
    )
    assert "signer" not in values(header(slip))


def test_a_covered_number_is_read_from_the_attached_part_in_a_stamp() -> None:
    text = DECISION.replace("Số: 15/2025/QĐ-UBND", "Số: 0 7/2025/QĐ-UBND")
    line = "(Ban hành kèm theo Quyết định số 70/2025/QĐ-UBND"
    assert values(header(text, "q.pdf", Stamp(3, line, "stamp")))["number"] == "70/2025/QĐ-UBND"
    other = Stamp(3, line.replace("QĐ-UBND", "NQ-HĐND"), "stamp")
    assert "number" not in values(header(text, "q.pdf", other))


def test_a_date_whose_vowels_the_text_layer_lost() -> None:
    found = find_date("kể từ ngày 08 th\ufffdng 6 n\ufffdm 2024")
    assert found is not None
    assert found.value == "2024-06-08"
