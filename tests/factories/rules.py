"""Two fictional documents of tỉnh Tân Bình: a regulation of markets, and a resolution that amends others."""

from __future__ import annotations

_HEAD = """ỦY BAN NHÂN DÂN
TỈNH TÂN BÌNH
-------
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
"""


def market_regulation() -> str:
    """Return a decision with an attached regulation: offices, conditions, lists within sentences, forms."""
    return (
        _HEAD
        + """Số: 21/2024/QĐ-UBND
Tân Bình, ngày 03 tháng 6 năm 2024
QUYẾT ĐỊNH
Ban hành Quy chế quản lý chợ trên địa bàn tỉnh Tân Bình
ỦY BAN NHÂN DÂN TỈNH TÂN BÌNH
Căn cứ Luật Tổ chức chính quyền địa phương số 77/2015/QH13;
Theo đề nghị của Giám đốc Sở Công Thương tại Tờ trình số 21/TTr-SCT ngày 01 tháng 6 năm 2024.
QUYẾT ĐỊNH:
Điều 1. Ban hành kèm theo Quyết định này Quy chế quản lý chợ trên địa bàn tỉnh Tân Bình.
Điều 2. Quyết định này có hiệu lực sau 10 ngày, kể từ ngày ký. Chấm dứt hiệu lực của Quyết định số 43/2017/QĐ-UBND ngày 12 tháng 01 năm 2017 của Ủy ban nhân dân tỉnh về quản lý chợ kể từ ngày Quyết định này có hiệu lực.
Điều 3. Chánh Văn phòng Ủy ban nhân dân tỉnh, Giám đốc Sở Công Thương, Chủ tịch Ủy ban nhân dân các huyện; các tổ chức, cá nhân có liên quan chịu trách nhiệm thi hành Quyết định này./.
TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
Lê Văn Bình
QUY CHẾ
Quản lý chợ trên địa bàn tỉnh Tân Bình
(Kèm theo Quyết định số 21/2024/QĐ-UBND ngày 03 tháng 6 năm 2024 của Ủy ban nhân dân tỉnh Tân Bình)
Chương I
QUY ĐỊNH CHUNG
Điều 1. Ban quản lý chợ
1. Trưởng Ban là người đứng đầu Ban quản lý chợ, do Chủ tịch Ủy ban nhân dân huyện bổ nhiệm theo đề nghị của Phòng Kinh tế, chịu trách nhiệm trước Ủy ban nhân dân huyện về hoạt động của chợ.
2. Trưởng Ban quản lý chợ bổ nhiệm, bổ nhiệm lại, miễn nhiệm tổ trưởng do tiểu thương bầu.
3. Kinh phí hoạt động của Hội đồng tư vấn chợ do cơ quan thường trực của Hội đồng bố trí theo quy định.
Điều 2. Khai báo hàng hóa
1. Sở Công Thương tạo lập và cấp tài khoản khai báo hàng hóa cho các sở, Ủy ban nhân dân huyện và Ban quản lý chợ.
2. Phòng Kinh tế hướng dẫn tiểu thương ghi sổ khai báo hàng hóa hằng ngày và lưu sổ tại quầy để kiểm tra khi cần, đồng thời tổng hợp kết quả khai báo của từng dãy quầy gửi Ban quản lý chợ; việc hướng dẫn thực hiện tại quầy, không thu tiền, không làm gián đoạn việc mua bán của tiểu thương và người mua hàng trong chợ. Đối với huyện không có Phòng Kinh tế thì Văn phòng Ủy ban nhân dân huyện thực hiện nhiệm vụ này.
Điều 3. Giải quyết kiến nghị
1. Trường hợp kiến nghị liên quan đến nhiều huyện giáp ranh thì thời hạn giải quyết kiến nghị không quá 30 ngày làm việc.
2. Biên bản giải quyết kiến nghị gồm những nội dung sau: thời gian, địa điểm lập biên bản và căn cứ pháp lý của việc giải quyết kiến nghị; thành phần tham dự, họ tên và chức vụ của từng người tham dự, người chủ trì và người ghi biên bản; ý kiến của tiểu thương có kiến nghị, của Ban quản lý chợ và của những tiểu thương khác có quyền lợi liên quan đến nội dung kiến nghị; hướng xử lý, thời hạn xử lý và trách nhiệm của từng bên trong việc xử lý kiến nghị.
Điều 4. Trông quầy thay
1. Tiểu thương vì ốm đau hoặc có việc gia đình không thể bán hàng thì được nhờ người khác trông quầy thay nếu được Ban quản lý chợ đồng ý bằng văn bản và phải chịu trách nhiệm về hàng hóa mà người trông quầy thay đã bán trong thời gian mình vắng mặt tại chợ, kể cả khi người trông quầy thay là người thân trong gia đình mình, trừ khi có thỏa thuận khác với Ban quản lý chợ. Người trông quầy thay được bán hàng, nhưng không có quyền ký hợp đồng.
Điều 5. Hồ sơ đăng ký quầy
Hồ sơ đăng ký quầy gồm:
a) Đơn đăng ký quầy (Biểu mẫu BM-01);
b) Bản cam kết phòng cháy (Biểu mẫu BM-02);
c) Sơ đồ bố trí quầy (Biểu mẫu BM-03).
"""
    )


def amending_resolution() -> str:
    """Return a resolution that repeals parts of two others."""
    return """HỘI ĐỒNG NHÂN DÂN
TỈNH TÂN BÌNH
-------
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
Số: 07/2024/NQ-HĐND
Tân Bình, ngày 10 tháng 7 năm 2024
NGHỊ QUYẾT
Sửa đổi, bổ sung một số Nghị quyết về phí sử dụng bến bãi
HỘI ĐỒNG NHÂN DÂN TỈNH TÂN BÌNH
Căn cứ Thông tư số 250/2016/TT-BTC ngày 11 tháng 11 năm 2016 của Bộ trưởng Bộ Tài chính hướng dẫn về phí;
Xét Tờ trình số 205/TTr-UBND ngày 18 tháng 6 năm 2024 của Ủy ban nhân dân tỉnh.
QUYẾT NGHỊ:
Điều 1. Sửa đổi, bổ sung, bãi bỏ một số điều của Nghị quyết số 35/2020/NQ-HĐND ngày 10 tháng 12 năm 2020 của Hội đồng nhân dân tỉnh quy định phí bến bãi
1. Sửa đổi Điều 3 như sau: “Điều 3. Mức phí bến bãi là 20.000 đồng/lượt.”
2. Bãi bỏ Điều 12, Điều 17, Điều 18.
Điều 2. Sửa đổi, bổ sung một số điều của Nghị quyết số 27/2021/NQ-HĐND ngày 19 tháng 11 năm 2021 của Hội đồng nhân dân tỉnh quy định phí vỉa hè
1. Thay cụm từ “cấp huyện” bằng cụm từ “cấp xã” tại Điều 5.
2. Bãi bỏ Điều 9, Điều 10.
Điều 3. Nghị quyết này có hiệu lực từ ngày 01 tháng 8 năm 2024./.
CHỦ TỊCH
Trần Thị Hoa
"""


def stall_prices() -> str:
    """Return a decision with a table of prices, as a web page."""
    return """<html><body><p>ỦY BAN NHÂN DÂN</p><p>TỈNH TÂN BÌNH</p><p>Số: 33/2024/QĐ-UBND</p>
<p>Tân Bình, ngày 05 tháng 8 năm 2024</p><p>QUYẾT ĐỊNH</p><p>Ban hành khung giá thuê quầy</p>
<p>ỦY BAN NHÂN DÂN TỈNH TÂN BÌNH</p><p>QUYẾT ĐỊNH:</p>
<p>Điều 1. Khung giá thuê quầy</p><p>1. Khung giá thuê quầy tại chợ áp dụng theo khoản 7 Điều 151 của Luật Giá ngày 19 tháng 6 năm 2023.</p>
<p>2. Khung giá thuê quầy như sau:</p>
<table><tr><td>Loại quầy</td><td>Giá tối thiểu (đồng/m2/tháng)</td><td>Giá tối đa (đồng/m2/tháng)</td></tr>
<tr><td>1. Quầy không có mái che</td><td>700</td><td>5.000</td></tr>
<tr><td>2. Quầy có mái che</td><td>1.200</td><td>16.500</td></tr></table>
<p>Điều 2. Quyết định này có hiệu lực từ ngày 20 tháng 8 năm 2024.</p>
<p>TM. ỦY BAN NHÂN DÂN</p><p>CHỦ TỊCH</p><p>Phạm Văn Cường</p></body></html>"""
