"""What documents count: nouns that are the unit of a number ("45 hồ chứa", "05 xã, phường")."""

from __future__ import annotations

_COUNTED = """
đơn vị hành chính cấp xã|đơn vị hành chính cấp huyện|đơn vị hành chính|đơn vị sự nghiệp|đơn vị cấp xã
đơn vị|xã, phường, thị trấn|xã, phường, đặc khu|xã, phường|phường, xã|xã|phường|thị trấn|thị xã|huyện
quận|thành phố|tỉnh, thành phố|tỉnh|thôn, bản|thôn|bản|ấp|buôn|tổ dân phố|khu dân cư|khu phố|làng nghề
làng|khu vực|khu công nghiệp|cụm công nghiệp|khu đô thị|đô thị|khu du lịch|điểm du lịch|khu|cụm|vùng
trường học|trường|lớp học|lớp|phòng học|học sinh|học viên|sinh viên|trẻ em|giáo viên|giảng viên
giường bệnh|giường|bác sĩ|bác sỹ|dược sĩ|dược sỹ|điều dưỡng|trạm y tế|bệnh viện|cơ sở y tế|cơ sở
người lao động|lao động|người dân|người|hộ gia đình|hộ dân|hộ nghèo|hộ|cá nhân|tổ chức|tập thể|dân
nhân khẩu|lượt khách|lượt người|lượt|khách|du khách|cuộc họp|cuộc|lần|đợt|kỳ|buổi|hội nghị|hội thảo
chuyến|doanh nghiệp|hợp tác xã|tổ hợp tác|trang trại|hộ kinh doanh|mô hình|sản phẩm|thương hiệu
nhãn hiệu|chuỗi|dự án|công trình|nhiệm vụ|đề tài|đề án|chương trình|hạng mục|văn bản|báo cáo|bài báo|bài
tin|ấn phẩm|đề cương|bộ|tiêu chí|tiêu chuẩn|chỉ tiêu|chỉ số|điểm|bậc|hạng|mục|thành viên|đại biểu|cán bộ
công chức|viên chức|đảng viên|chuyên gia|tiến sĩ|thạc sĩ|nhà khoa học|hồ chứa|hồ, đập thủy điện|hồ, đập
hồ|đập|trạm bơm|trạm|nguồn nước|giếng|tuyến đường|tuyến|cầu|cây xanh|cây|con|căn hộ|căn|nhà ở|nhà|phòng
chỗ|máy|thiết bị|xe|tàu|phương tiện|hồ sơ|thủ tục hành chính|thủ tục|dịch vụ công|dịch vụ|hệ thống
nền tảng|cơ sở dữ liệu|kênh|cổng|thuê bao|tài khoản|giao dịch|hợp đồng|trang|từ|thư viện|nhà văn hóa
cống|kênh mương|kè|bến|cảng|sân|nghĩa trang|đồng chí|hội viên|đoàn viên|vận động viên|ngành|nghề|loài
giống|mẫu|chợ|siêu thị|trung tâm|viện|câu lạc bộ|đội|nhóm|tổ|giải thưởng|giải|huy chương|bằng|chứng chỉ
di tích|lễ hội|vụ|ca|trường hợp|tai nạn|đối tượng|suất|phần quà|sáng kiến|sáng chế|khóa học|khóa|tuổi
tháng|năm
"""

COUNTED = tuple(  # the longest first, where one starts another: "đơn vị hành chính cấp xã" before "đơn vị"
    sorted(
        (noun for line in _COUNTED.strip().splitlines() for noun in line.split("|")), key=len, reverse=True
    )
)
