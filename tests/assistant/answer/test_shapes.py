"""Shapes of answers over small documents of our own: who is what, meetings, rows of tables, places.

Each row: a question, what the answer must say, what it must not say. Searched by words alone.
"""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from assistant.cli.session import open_assistant
from assistant.library_opening import open_library
from assistant.settings import Settings
from tests.factories.offices import docx

BOARD = """<<head
ỦY BAN NHÂN DÂN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
XÃ MỸ LÂM | Độc lập - Tự do - Hạnh phúc
Số: 41/QĐ-UBND | Mỹ Lâm, ngày 05 tháng 02 năm 2026
>>
# QUYẾT ĐỊNH
# Thành lập Tổ phòng cháy rừng xã Mỹ Lâm
# CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ MỸ LÂM
Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15;
# QUYẾT ĐỊNH:
Điều 1. Thành lập Tổ phòng cháy rừng xã Mỹ Lâm gồm các ông, bà có tên sau:
1. Ông Lục Văn Thắng, Phó Chủ tịch Ủy ban nhân dân xã - Tổ trưởng.
2. Bà Đàm Thị Quế, Trưởng phòng Kinh tế - Tổ phó.
3. Ông Hứa Đức Toàn, Trưởng Công an xã - Thành viên.
4. Bà Mông Thị Sen, công chức Văn phòng - Thành viên, Thư ký.
Điều 2. Tổ phòng cháy rừng họp vào 8 giờ ngày 10 hằng tháng tại nhà văn hóa xã.
<<sign
Nơi nhận: | CHỦ TỊCH
- Như Điều 1. | Ngân Bá Khoa
>>
"""
REPORT = """<<head
ỦY BAN NHÂN DÂN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
HUYỆN TÂN HÒA | Độc lập - Tự do - Hạnh phúc
Số: 88/BC-UBND | Tân Hòa, ngày 12 tháng 4 năm 2026
>>
# BÁO CÁO
# Kết quả trồng rừng quý I năm 2026
I. KẾT QUẢ
Kết quả trồng rừng của các xã như sau:
| TT | Đơn vị | Diện tích trồng (ha) | Tỷ lệ cây sống (%) | Xếp loại |
| 1 | Xã Phú Nhuận | 42,5 | 91,0 | Tốt |
| 2 | Xã Bản Lầu | 61,0 | 78,5 | Khá |
| 3 | Xã Nậm Lúc | 18,0 | 95,5 | Tốt |
| 4 | Xã Cốc Ly | 27,5 | 60,0 | Trung bình |
II. NGUỒN THU
Tỷ lệ phân chia tiền bán gỗ giữa các cấp ngân sách:
| STT | Nội dung | Ngân sách huyện (%) | Ngân sách xã (%) |
| 1 | Tiền bán gỗ rừng phòng hộ | | |
| | - Bán trên địa bàn thị trấn | 100 | |
| | - Bán trên địa bàn xã | 40 | 60 |
| 2 | Tiền bán gỗ rừng sản xuất | 30 | 70 |
III. CHỈ TIÊU CÁC NĂM TỚI
| TT | Chỉ tiêu | Đơn vị | 2027 | 2028 | 2029 |
| 1 | Trồng rừng mới tập trung | ha | 150 | 165 | 180 |
| 2 | Trồng cây phân tán | nghìn cây | 310 | 325 | 340 |
<<sign
Nơi nhận: | CHỦ TỊCH
- Sở Nông nghiệp. | Hà Quang Nghị
>>
"""
CASES = [
    pytest.param("Ai là tổ trưởng Tổ phòng cháy rừng xã Mỹ Lâm?", ["Lục Văn Thắng", "Tổ trưởng"], ["Đàm Thị Quế"], id="head of a list"),
    pytest.param("Tổ phó Tổ phòng cháy rừng là ai?", ["Đàm Thị Quế"], ["Lục Văn Thắng"], id="deputy of a list"),
    pytest.param("Thư ký Tổ phòng cháy rừng là ai?", ["Mông Thị Sen"], ["Hứa Đức Toàn"], id="secretary of a list"),
    pytest.param("Ông Hứa Đức Toàn giữ vai trò gì trong Tổ phòng cháy rừng?", ["Hứa Đức Toàn", "Thành viên"], ["Tổ trưởng"], id="role of a person"),
    pytest.param("Tổ phòng cháy rừng xã Mỹ Lâm có bao nhiêu người?", ["4", "Lục Văn Thắng", "Mông Thị Sen"], [], id="members counted"),
    pytest.param("Đơn vị nào có tỷ lệ cây sống cao nhất?", ["Nậm Lúc", "95,5"], ["Cốc Ly"], id="highest of a column"),
    pytest.param("Đơn vị nào có diện tích trồng thấp nhất?", ["Nậm Lúc", "18,0"], ["Bản Lầu"], id="lowest of another column"),
    pytest.param("Bao nhiêu đơn vị xếp loại Tốt về trồng rừng?", ["2", "Phú Nhuận", "Nậm Lúc"], ["Bản Lầu"], id="rows of a class counted"),
    pytest.param("Xã Bản Lầu trồng rừng được bao nhiêu ha?", ["61,0"], [], id="cell of a row"),
    pytest.param("Xã Sán Chải trồng rừng được bao nhiêu ha?", ["Không tìm thấy"], ["42,5", "61,0"], id="a place that no text names"),
    pytest.param("Tiền bán gỗ rừng phòng hộ phân chia thế nào?", ["thị trấn", "100", "60"], [], id="a row and the rows that divide it"),
    pytest.param("Quý II năm 2026 xã Phú Nhuận trồng được bao nhiêu ha rừng?", ["quý II"], ["42,5"], id="another quarter"),
    pytest.param("Khoản 2 Điều 1 Quyết định 41/QĐ-UBND nói gì?", ["Đàm Thị Quế"], [], id="a cited place"),
    pytest.param("Khoản 2 Điều 1 Quyết định 999/QĐ-UBND nói gì?", ["999"], ["Đàm Thị Quế"], id="a place of a document that is not held"),
    pytest.param("Năm 2028 chỉ tiêu trồng rừng mới tập trung là bao nhiêu ha?", ["165"], ["150", "180"], id="the column of a year"),
    pytest.param("Xã Bản Lầu có tỷ lệ cây sống bao nhiêu phần trăm?", ["Tỷ lệ cây sống (%): **78,5**"], [], id="the named column first"),
    pytest.param("Tỷ lệ cây sống cao nhất của xã Bản Lầu là bao nhiêu?", ["78,5"], ["**Xã Nậm Lúc**"], id="a value of a named row is no extreme of the table"),
    pytest.param("Tỷ lệ cây sống phải đạt ít nhất bao nhiêu thì xếp loại Khá?", [], ["**Xã Cốc Ly**"], id="a limit is no extreme"),
]  # fmt: skip


@pytest.fixture(scope="module")
def offices(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("shapes")
    (folder / "files").mkdir()
    docx(BOARD, folder / "files" / "to_phong_chay.docx")
    docx(REPORT, folder / "files" / "trong_rung.docx")
    settings = Settings(data=folder / "data", model="none")
    open_library(settings).add([folder / "files"])
    return open_assistant(settings)


@pytest.mark.parametrize(("question", "says", "omits"), CASES)
def test_the_answer_has_the_shape_that_is_asked_for(
    offices: Assistant, question: str, says: list[str], omits: list[str]
) -> None:
    text = offices.ask(question).text
    assert [part for part in says if part not in text] == [], text
    assert [part for part in omits if part in text] == [], text
