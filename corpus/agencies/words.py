"""The word lists behind the grammar of agency names; each list holds folded phrases as word tuples."""

from __future__ import annotations


def _phrases(text: str) -> frozenset[tuple[str, ...]]:
    """Read phrases separated by "|" into word tuples."""
    return frozenset(tuple(p.split()) for p in text.replace("\n", " ").split("|") if p.strip())


# "Giám đốc Sở Tài chính": a position before the agency belongs to the name.
POSITIONS = _phrases(
    """giám đốc|phó giám đốc|tổng giám đốc|chủ tịch|phó chủ tịch|chánh văn phòng|phó chánh văn phòng|chánh thanh tra|
    thủ trưởng|người đứng đầu|lãnh đạo|tập thể lãnh đạo|trưởng ban|phó trưởng ban|trưởng|phó trưởng|bí thư|phó bí thư|
    hiệu trưởng|cục trưởng|chi cục trưởng|vụ trưởng|tổng cục trưởng|bộ trưởng|thứ trưởng|ủy viên|thành viên|đại biểu|
    tổ đại biểu|viện trưởng|chánh án|chỉ huy trưởng|tổ trưởng|trưởng phòng|tổng biên tập|kế toán trưởng|trưởng công an|
    chủ nhiệm|tổng thư ký|thường trực|ban thường vụ|ban chấp hành|ban thường trực|văn phòng|thống đốc|tổng thanh tra|
    trưởng đoàn|đội trưởng|trạm trưởng|trưởng trạm|ban giám đốc|đồng chí|đảng ủy|đảng bộ|chi bộ|công đoàn|đồng chí giám đốc|chủ trì"""
) - {("chủ", "trì")}
# Heads that need a name behind them: "Ban" + "Quản lý dự án …".
HEADS = _phrases(
    """sở|bộ|ban|cục|tổng cục|vụ|viện|văn phòng|phòng|trung tâm|chi cục|hội|liên hiệp|liên đoàn|liên minh|quỹ|công ty|
    tập đoàn|tổng công ty|trường|đại học|học viện|ngân hàng|kho bạc|tổ|tổ công tác|hội đồng|ban chỉ đạo|ban quản lý|
    bql|đài|báo|bệnh viện|cảng vụ|hải quan|điện lực|đoàn|chi nhánh|hợp tác xã|ủy ban|bưu điện|thanh tra|hạt kiểm lâm|
    đội|nhà xuất bản|tạp chí|cổng thông tin điện tử|hiệp hội|trạm|đảng bộ|vườn quốc gia|bảo tàng|thư viện|viễn thông|
    nhà văn hóa|ban qlda|ban ql|quân khu|bộ tư lệnh|sư đoàn|lữ đoàn|bảo hiểm xã hội|thuế|đảng ủy|ban cán sự đảng|đảng đoàn"""
)
# Words that are a name together with a level only: "Công an tỉnh", "Văn phòng HĐND".
LEVELS = _phrases(
    "tỉnh|huyện|xã|phường|quận|thị xã|thị trấn|thành phố|thành phó|thành phô|tp|đặc khu|trung ương|địa phương|khu vực|thôn|khu phố|tx|tt"
)
# Members of "các sở, ban, ngành, đoàn thể và địa phương".
GENERIC = _phrases(
    """sở|ban|ngành|cơ quan|đơn vị|địa phương|tổ chức|cá nhân|đoàn thể|phòng|bộ|hội|cấp|huyện|quận|thị xã|thành phố|xã|
    phường|thị trấn|đặc khu|chủ đầu tư|doanh nghiệp|cơ quan ngang bộ|cơ quan thuộc chính phủ|cấp ủy|cấp ủy đảng|
    cấp ủy , chính quyền|chính quyền|chính quyền địa phương|tổ chức chính trị - xã hội|tổ chức chính trị xã hội|
    tổ chức đoàn thể|hội đoàn thể|hội , đoàn thể|đoàn thể chính trị - xã hội|cơ quan chuyên môn|tổ chức hành chính|
    trường học|trường|công ty|tập đoàn|tổng công ty|hợp tác xã|thành viên|người đứng đầu|ban ngành|sở ngành|ngành chức năng|
    cơ quan chức năng|cơ quan báo chí|cơ quan hành chính nhà nước|cơ quan nhà nước|đơn vị sự nghiệp|
    đơn vị sự nghiệp công lập|cơ sở|cơ sở giáo dục|cơ sở y tế|trung tâm|viện|hiệp hội|hội quần chúng|
    tỉnh|huyện ủy|thị ủy|thành ủy|đảng ủy|đảng bộ|tỉnh ủy|ban cán sự đảng|đảng đoàn|cơ quan trung ương|cơ quan đảng|cơ quan hành chính|tổ chức hội|lực lượng chức năng|lực lượng vũ trang|mặt trận|
    nhà thầu|hội đặc thù|tổ chức khác|cơ quan tham mưu|phòng chuyên môn|bên|tổ|tổ công tác|ban quản lý|ban của hđnd|
    sở quản lý ngành , lĩnh vực|sở quản lý chuyên ngành|cơ quan quản lý ngành , lĩnh vực|cơ quan quản lý chuyên ngành|
    cơ quan quản lý nhà nước|cơ quan đơn vị|đơn vị tư vấn|
    chủ rừng|đơn vị chủ rừng|hội đồng|đồng chí|ban đảng|cơ quan thông tấn|cơ quan thông tin đại chúng|cơ quan truyền thông"""
)
PLURALS = _phrases("các|những|tất cả các|toàn thể các|từng|mỗi|toàn bộ các")
# What may stand behind a generic name: "các cơ quan, đơn vị có liên quan".
QUALIFIERS = _phrases(
    """liên quan|có liên quan|khác|khác có liên quan|trực thuộc|chức năng|chuyên môn|chuyên ngành|cùng cấp|cấp mình|
    có chức năng|trong tỉnh|trong toàn tỉnh|toàn tỉnh|của tỉnh|của huyện|của trung ương|nhà nước|cấp trên|
    các cấp|hai cấp|ở địa phương|ở trung ương|có thẩm quyền|trực thuộc tỉnh|thuộc tỉnh|thuộc huyện|trên địa bàn|của thành phố|
    quản lý ngành , lĩnh vực|quản lý chuyên ngành|đoàn thể|quản lý nhà nước|báo chí|truyền thông|kinh tế|sự nghiệp|sự nghiệp công lập"""
)
# Words and phrases at which a name ends (when written small): function words and verbs of tasks.
STOPS = _phrases(
    """theo|để|trong|về|tại|khi|được|là|đã|sẽ|do|cho|với|nêu|của|từ|đến|bằng|nhằm|gồm|không|phải|nên|cần|còn|hoặc|nếu|
    vào|ra|trên|dưới|sau|trước|mà|thì|qua|như|này|đó|có|chịu|giao|trình|lập|gửi|làm|ký|đưa|lấy|cùng|giúp|rút|cứ|trừ|vẫn|
    đang|thuộc|mọi|chủ trì|phối hợp|tham mưu|tham gia|thực hiện|hướng dẫn|triển khai|căn cứ|báo cáo|rà soát|đề xuất|
    đề nghị|kiến nghị|kiểm tra|kiểm điểm|thẩm định|tiếp tục|tiếp nhận|khẩn trương|quyết định|công bố|công khai|phê duyệt|
    thông báo|thành lập|quy định|chỉ đạo|đôn đốc|tăng cường|đẩy mạnh|nghiên cứu|bố trí|trực tiếp|đồng thời|tập trung|
    yêu cầu|ban hành|bảo đảm|đảm bảo|xem xét|ủy quyền|hoàn thành|hoàn thiện|cập nhật|xác định|xác nhận|phân công|
    phân bổ|hỗ trợ|thường xuyên|định kỳ|chậm nhất|thời gian|thời hạn|nghiêm túc|kịp thời|chủ động|tổng hợp|phụ trách|
    theo dõi|giám sát|tích cực|tổ chức|giải quyết|phản ánh|cung cấp|tạo điều kiện|sử dụng|vận động|tuyên truyền|
    phổ biến|quán triệt|lãnh đạo|hằng năm|hàng năm|xây dựng|thanh tra|trả lời|tư vấn cho|lựa chọn|đăng ký|
    cấp giấy|cấp phép|thu hồi|xử lý|đánh giá|quan tâm|đăng tải|vận hành|bàn giao|nghiệm thu|trực thuộc|phát động|
    trao đổi|thống nhất|lồng ghép|cân đối|tích hợp|chuẩn bị|thẩm tra|khai thác|bổ sung|điều chỉnh|sửa đổi|tự|xin|
    đào tạo|bồi dưỡng|tập huấn|kiểm kê|khảo sát|điều tra|nâng cao|mở rộng|duy trì|tham dự|nâng cấp|huy động|thu hút|
    củng cố|kiện toàn|đổi mới|khắc phục|sửa chữa|tổng kết|sơ kết|rút ngắn|cắt giảm|niêm yết|tiếp thu"""
)
# Two words that look like a name but are none: "Bộ luật", "Tổ quốc".
NOT_NAMES = _phrases(
    """bộ luật|tổ quốc|ban hành|hội nghị|hội thảo|trường hợp|bộ phận|vụ việc|viện dẫn|quỹ đất|báo cáo|đoàn kết|hội nhập|
    phòng chống|phòng ngừa|đội ngũ|đại hội|bộ đội|bộ máy|bộ tiêu chí|bộ chỉ số|bộ thủ tục|trung tâm thành phố|sở hữu|
    báo chí|hội viên|đoàn viên|đài loan|bộ quy tắc|bộ đơn giá|hội chợ|hội thi|hội đàm|phòng thủ|đại học quốc|tổ chức|
    trung tâm kinh|vụ mùa|vụ đông|vụ xuân|vụ hè|vụ thu|ban đầu|hội họp|phòng cháy|viện trợ|trường lớp|cục bộ|bộ chính"""
) - {("đại", "học", "quốc"), ("trung", "tâm", "kinh"), ("bộ", "chính")}
