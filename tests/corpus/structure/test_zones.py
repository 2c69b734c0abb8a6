"""Where the opening of a document ends and what stands behind its body, in documents of every build."""

from __future__ import annotations

import pytest

from corpus.structure.read import parse
from tests.corpus.structure.test_read import HEAD, SIGNED, outline, source

LETTER = HEAD.split("KẾ HOẠCH", maxsplit=1)[0] + "Kính gửi: Các sở.\n"
REPORT_FORM = "Phụ lục\nMẪU BÁO CÁO\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nBÁO CÁO\nI. KẾT QUẢ\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(LETTER + "Thực hiện văn bản số 1/UBND-TH, đề nghị các sở báo cáo.\nTrân trọng./.\n" + SIGNED, ["¶1 phần nội dung", "¶2 phần nội dung"], id="letter without numbers"),
        pytest.param(HEAD + "Giao Sở Tài chính bố trí kinh phí.\nGiao Sở Nội vụ theo dõi.\n" + SIGNED, ["¶1 phần nội dung", "¶2 phần nội dung"], id="plan of sentences"),
        pytest.param(HEAD + "- Một:\n+ Hai.\n- Ba.\n" + SIGNED, ["-1 gạch đầu dòng thứ 1", "-1.+1 gạch đầu dòng thứ 1, dấu cộng thứ 1", "-2 gạch đầu dòng thứ 2"], id="plan of bullets"),
        pytest.param("KẾ HOẠCH\nThử\nI. MỘT\n1. Hai\n" + REPORT_FORM, ["I mục I", "I.1 mục I.1", "PL Phụ lục", "PL.¶1 Phụ lục", "PL.¶2 Phụ lục", "PL.I Phụ lục, mục I"], id="only a form has a letterhead"),
        pytest.param(HEAD + "I. MỘT\n" + SIGNED + "Phụ lục 1. Danh mục dự án\n1. Đường A\nPhụ lục 2: Biểu mẫu báo cáo\n1. Tên\n", ["I mục I", "PL1 Phụ lục 1", "PL1.1 Phụ lục 1, mục 1", "PL2 Phụ lục 2", "PL2.1 Phụ lục 2, mục 1"], id="second appendix in small letters"),
        pytest.param(HEAD + "I. MỘT\n1. Hai\nPhụ lục II. Chi tiết tại tệp đính kèm.\n2. Ba\n", ["I mục I", "I.1 mục I.1", "I.2 mục I.2"], id="an appendix that is only cited"),
    ],
)  # fmt: skip
def test_bodies(text: str, expected: list[str]) -> None:
    assert [f"{path} {section}" for path, section, _ in outline(text)] == expected


def test_sentences_of_a_web_menu_are_front() -> None:
    made = source(
        "Trang chủ\nCơ sở dữ liệu quốc gia về pháp luật phục vụ người dân và doanh nghiệp cả nước.\n"
        + HEAD
        + "I. MỘT"
    )
    assert [p.section for p in parse(made) if p.parent is None] == ["phần đầu", "phần căn cứ", "mục I"]
