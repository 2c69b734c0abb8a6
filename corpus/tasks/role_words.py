"""Word lists and patterns of assignments, on folded text (lower case, tones kept)."""

from __future__ import annotations

import re


def words(text: str) -> str:
    """Return an alternation of phrases, the longest first ("thực hiện | tổ chức")."""
    phrases = sorted(
        {p.strip() for p in text.replace("\n", " ").split("|") if p.strip()}, key=len, reverse=True
    )
    return "|".join(re.escape(p) for p in phrases)


# Verbs that begin what somebody has to do.
VERBS = words(
    """chủ trì|phối hợp|tham mưu|tổ chức|thực hiện|triển khai|xây dựng|ban hành|hướng dẫn|kiểm tra|thanh tra|giám sát|
    theo dõi|đôn đốc|báo cáo|tổng hợp|rà soát|đề xuất|trình|thẩm định|phê duyệt|quyết định|công bố|quy định|lập|
    thành lập|bố trí|cân đối|phân bổ|hỗ trợ|tuyên truyền|phổ biến|quán triệt|đẩy mạnh|tăng cường|nâng cao|
    tiếp nhận|thông báo|giải quyết|xử lý|xem xét|đánh giá|cập nhật|lưu giữ|lưu trữ|cung cấp|giúp|chỉ đạo|lãnh đạo|
    phân công|xác định|nghiên cứu|đảm bảo|bảo đảm|hoàn thành|hoàn thiện|phát động|vận động|tham gia|chuẩn bị|
    lựa chọn|quản lý|điều hành|quan tâm|đề nghị|kiến nghị|yêu cầu|giao|làm đầu mối|là đầu mối|đầu mối|lấy ý kiến|
    trao đổi|tiến hành|ra quyết định|gửi|kê khai|giải trình|đăng ký|đầu tư|tập trung|huy động|điều chỉnh|bổ sung|
    sửa đổi|tạo điều kiện|giữ|giữ mối liên hệ|dự thảo|bàn giao|nghiệm thu|tập huấn|đào tạo|bồi dưỡng|công khai|
    niêm yết|tiếp thu|tham dự|thẩm tra|tự kiểm tra|tự đánh giá|tự|ký hợp đồng|phát hiện|phòng ngừa|ngăn chặn|tích hợp|
    vận hành|khai thác|sử dụng|bảo vệ|duy trì|phát triển|kết nối|chia sẻ|số hóa|đo đạc|khảo sát|thống kê|điều tra|
    lồng ghép|chủ động|tích cực|khẩn trương|kịp thời|thường xuyên|định kỳ|trực tiếp|tiếp tục|nghiêm túc|
    thực hiện nghiêm|có giải pháp|có kế hoạch|có phương án|cụ thể hóa|cắt giảm|đơn giản hóa|đổi mới|củng cố|kiện toàn|
    sắp xếp|thu hút|kêu gọi|mời gọi|xúc tiến|quảng bá|giới thiệu|tôn tạo|bảo tồn|chấn chỉnh|khắc phục|sửa chữa|
    nhân danh|triệu tập|ưu tiên|tổ chức lập|thi hành|tổng kết|sơ kết|khen thưởng|biểu dương|thu hồi|chuyển giao|
    bồi thường|giải phóng mặt bằng|giải ngân|thanh toán|quyết toán|rà soát|phân tích|dự báo|tư vấn|trợ giúp|chăm sóc|
    đáp ứng|đề ra|đăng tải|phát hành|in ấn|trang bị|mua sắm|thuê|lắp đặt|trồng|khôi phục|mở rộng|nhân rộng|thí điểm|
    phân cấp|phân loại|phân tích|xác nhận|xác minh|chứng thực|kiểm soát|kiểm đếm|kiểm kê|thu thập|ứng dụng|cải cách|
    cải thiện|cải tạo|nâng cấp|chỉnh trang|quy hoạch|đề cao|chú trọng|đặc biệt quan tâm|dự kiến|tái cơ cấu|
    chịu trách nhiệm|ủy quyền|điều động|luân chuyển|bổ nhiệm|tuyển dụng|tuyển chọn|thành lập|giao nhiệm vụ|lấy phiếu|
    bám sát|chấp hành|tuân thủ|phấn đấu|tìm hiểu|học tập|bảo quản|đấu tranh|phòng, chống|phòng chống|trả lời|
    thu|nộp|đôn đốc|đối thoại|gặp gỡ|thăm hỏi|hòa giải|cảnh báo|giữ gìn|khuyến khích|tôn vinh|bình xét|có văn bản|có báo cáo|có tờ trình|
    có ý kiến|có công văn|có thẩm quyền, trách nhiệm|thảo luận"""
)
# What may stand between the subject and its verb.
AUXILIARIES = words(
    """có trách nhiệm|chịu trách nhiệm|có nhiệm vụ|phải|cần|cần phải|sẽ|được giao|được phân công|chủ động|tích cực|
    thường xuyên|định kỳ|kịp thời|khẩn trương|trực tiếp|nghiêm túc|tiếp tục|tự|cùng|cũng|đồng thời|ngay|
    thực hiện các quy định sau đây|có trách nhiệm,|chịu trách nhiệm chính|là cơ quan|là đơn vị|tự tổ chức|
    tập trung|quan tâm|có thẩm quyền|có quyền hạn|chỉ đạo,|có thể|kịp thời,|chủ động,"""
)
PREDICATE = rf"(?:(?:{AUXILIARIES}),? (?:và )?)*(?:{VERBS}|(?:có|chịu) trách nhiệm|là đầu mối|là cơ quan thường trực|làm đầu mối)(?!\w)"
STRONG = (
    r"(?:có|chịu) trách nhiệm|có nhiệm vụ|phải|sẽ tiến hành|tự kiểm tra|tự đánh giá|chủ động|ra quyết định"
)
# Verbs that end a long subject where nothing stronger does: "… có tài sản công báo cáo …".
DECISIVE = r"quyết định|phê duyệt|ban hành|yêu cầu|báo cáo|bố trí|xem xét|giải trình|lập|gửi|căn cứ|cập nhật|chuẩn bị"
ASSIGN = (
    r"(?:trân trọng )?(?:đề nghị|kiến nghị|yêu cầu|giao(?: trách nhiệm| nhiệm vụ)?(?: cho)?|chỉ đạo|phân công(?: cho)?|"
    r"thống nhất giao|đồng ý giao|ủy nhiệm(?: cho)?)"
)
# An adverbial before the subject: "Trên cơ sở …, ", "Trường hợp …, ", "Hằng năm, ".
ADVERBIAL = re.compile(
    r"(?:trường hợp|trong trường hợp|đối với|căn cứ|trên cơ sở|trong (?:thời gian|quá trình|phạm vi|thời hạn|vòng|năm|tháng|quý)|"
    r"khi|sau khi|ngay sau|h[ằà]ng (?:năm|tháng|quý|tuần|ngày)|định kỳ|tùy|nếu|ngoài|ngoài ra|nhằm|để|theo|vào|từ|"
    r"trước|sau|chậm nhất|với|tại|quá trình|thường xuyên|kết thúc|kể từ|đến|giai đoạn|mỗi|chủ động|đồng thời|tiếp tục|"
    r"riêng|về|ở|qua|do|cùng với|song song|bên cạnh|giữa|đầu|cuối|hành năm|trong khi|nhân dịp|vì|thông qua)(?!\w)"
)
# Sentences that close a document and assign nothing.
_ACTS = r"(?:quyết định|nghị quyết|nghị định|thông tư|kế hoạch|chỉ thị|quy chế|quy định|luật|văn bản|chương trình|đề án|pháp lệnh)"
CLOSING = re.compile(
    rf"(?:(?:có|chịu) trách nhiệm|căn cứ|theo) (?:tổ chức |hướng dẫn |triển khai |hướng dẫn và )?(?:thực hiện|thi hành)(?: các)? (?:nghiêm )?{_ACTS}"
    rf"(?: này)?(?: từ ngày[^.;]*| kể từ[^.;]*)?[ ./]*$|^{_ACTS} (?:này )?(?:thi hành|có hiệu lực)|"
    rf"căn cứ {_ACTS} (?:này )?(?:thi hành|thực hiện)|chịu trách nhiệm thi hành"
)
# Courtesies and forms that end a letter: nobody is given work by them, unless a body is named or a day is.
COURTESY = re.compile(
    r"(?:trong )?quá trình (?:triển khai |tổ chức )*(?:thực hiện|thi hành)[^.;:]{0,40}?(?:vướng mắc|khó khăn|phát sinh)(?!.*(?:về|đến|với|gửi|qua) )|"
    r"(?:thông báo|thông tin|sao gửi|gửi)[^.;:]{0,40}? (?:để|tới|đến)[^.;:]{0,80}?(?:biết|được biết)(?:,? (?:và )?(?:tổ chức |triển khai )*thực hiện)?[ ./]*$|"
    r"tham dự (?:đầy đủ|đúng)[^.;:]{0,60}[ ./]*$|"
    rf"(?:nghiêm túc |khẩn trương |tổ chức |quán triệt,? |triển khai |và )*(?:thực hiện|thi hành)(?: nghiêm túc| nghiêm| tốt| có hiệu quả)? (?:các nội dung |nội dung |nhiệm vụ |tại )*{_ACTS} này[ ./]*$"
)
# Acts of form (sign, meet, vote, delegate) that are no assignment by themselves.
FORMAL = re.compile(
    r"(?:ký(?! hợp đồng| kết)|họp|ủy quyền|phân cấp cho|đi công tác|thảo luận|biểu quyết|chủ động họp|"
    r"(?:bãi bỏ|thay thế) |(?:sửa đổi|bổ sung)(?:, bổ sung)? (?:một số |tên |các )?(?:điều|khoản|điểm|cụm từ|phụ lục)|"
    r"ngoài các cách thức|ví dụ|đánh giá cao|thống nhất với|thông qua|không |việc |(?:quyết định|báo cáo|quy định|nghị quyết) (?:của|này|tại|số) |"
    r"là (?!đầu mối|cơ quan thường trực|cơ quan đầu mối)|được |có quyền|đã )"
)
MONITORING = re.compile(r"(?:có trách nhiệm )?(?:thường xuyên )?(?:kiểm tra, )?(?:theo dõi, )?(?:đôn đốc, )?giám sát (?:quá trình |kết quả |tình hình |việc )?(?:triển khai |tổ chức )?(?:thực hiện|thi hành)")  # fmt: skip
COOPERATE = re.compile(
    r"(?<!đã )(?<!việc )(?<!quan )(?<!vị )(?<!chức )(?<!về )(?:(?:giữ|duy trì) mối liên hệ|phối hợp)(?: chặt chẽ| tốt| kịp thời| thường xuyên|, thường xuyên| đồng bộ| hiệu quả)*"
    r"(?P<with>(?:,? (?:trao đổi|thống nhất)(?: thông tin)?)*(?: cùng với| cùng| với)?) "
)
