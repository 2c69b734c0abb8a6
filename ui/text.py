"""Every Vietnamese string of the page."""

from __future__ import annotations

TITLE = "Hỏi Đáp Kế Hoạch"
MOTTO = "Trả lời từ văn bản, kèm trích dẫn nguyên văn"

# Views: key in the address, name on the tab
VIEWS = {
    "hoi-dap": "Hỏi đáp",
    "nhiem-vu": "Nhiệm vụ",
    "chi-tieu": "Chỉ tiêu",
    "van-ban": "Văn bản",
    "tro-giup": "Trợ giúp",
    "quan-tri": "Quản trị",
}
ADMIN_VIEWS = frozenset({"quan-tri"})
TABS = "Các phần của trang"
SKIP = "Đến nội dung chính"
MAIN = "Nội dung chính"
LIGHT_DARK = "Đổi nền sáng, tối"
SIDE = "Văn bản và các cuộc hỏi"
SIDE_TOGGLE = "Mở danh sách văn bản và các cuộc hỏi"
PANEL = "Nguồn"
PANEL_EMPTY = "Chọn một số nguồn, như [1], để đọc nguyên văn ở đây."
RESIZE = "Đổi bề rộng khung nguồn"
CLOSE = "Đóng"

# Chat
QUESTION = "Câu hỏi"
QUESTION_HINT = "Hỏi về nhiệm vụ, thời hạn, chỉ tiêu"
ASK = "Hỏi"
NEW = "Cuộc hỏi mới"
WELCOME = "Hỏi về các văn bản đang có"
WELCOME_TEXT = (
    "Mỗi câu trả lời đều dẫn nguồn nguyên văn. Điều văn bản không nêu sẽ được nói rõ là không tìm thấy."
)
NO_DOCUMENTS = "Chưa có văn bản nào. Hãy tải lên ở mục Văn bản."
ANSWER = "Trả lời"
READING = "Đang tìm trong văn bản…"
SOURCES = "Nguồn"
UNDERSTOOD = "Hiểu là"
HELD = "Văn bản đang lưu"
OPTIONS = "Chọn một câu"
COPY = "Sao chép kèm nguồn"
COPIED = "Đã sao chép."
COPY_FAILED = "Trình duyệt không cho sao chép. Hãy bôi đen rồi sao chép bằng tay."
RATE = "Đánh giá câu trả lời"
RATED = "Đã ghi nhận đánh giá."
RATINGS = {"dung": "Đúng", "sai": "Sai", "thieu": "Thiếu"}
ANSWERED_ALOUD = "Đã trả lời:"
PAST = "Các cuộc hỏi trước"
NO_PAST = "Chưa có cuộc hỏi nào."
FORGET = "Xóa"
SAVE = "Lưu"
CANCEL = "Thôi"
SAVED = "Đã lưu."
FORGOTTEN = "Đã xóa cuộc hỏi."
UNDO = "Hoàn tác"
UNDONE = "Đã lấy lại."
FIND_PAST = "Tìm cuộc hỏi"
NO_SUCH_PAST = "Không có cuộc hỏi nào khớp."
PINNED = "Đã ghim"
PIN = "Ghim"
UNPIN = "Bỏ ghim"
RENAME = "Đổi tên"
RENAME_TITLE = "Tên cuộc hỏi"
MORE_ACTS = "Thao tác"
OLDER = "Xem các lượt hỏi trước"
SEARCHED = "Đã tìm trong: {names}"
SEARCHED_ALL = "Đã tìm trong cả {count} văn bản"
ASKED_ON = "Hỏi lúc {at}"
TAKE_WORD = "Tải Word"
TAKE_ALL = "Tải Word"
PRINT = "In"
ASK_AGAIN = "Sửa câu hỏi"
ASK_AGAIN_HINT = "Đang sửa câu hỏi; câu trả lời mới thay câu trả lời cũ."
COMMENT = "Ý kiến thêm (không bắt buộc)"
COMMENT_SEND = "Gửi ý kiến"
COMMENTED = "Đã ghi nhận ý kiến."

# Choosing documents, suggestions
SCOPE = "Hỏi trong"
SCOPE_ALL = "tất cả văn bản"
SCOPE_REMOVE = "Bỏ {name}"
CHOOSE = "Chọn văn bản để hỏi"
CHOOSE_OPEN = "Chọn văn bản"
CHOOSE_SHOWN = "Chọn cả {count} văn bản đang hiện"
CHOOSE_DONE = "Dùng các văn bản đã chọn"
CHOOSE_ALL = "Hỏi tất cả văn bản"
CHOOSE_CUT = "Chỉ hiện {count} văn bản đầu; hãy lọc để thấy các văn bản khác."
CHOOSE_TOO_MANY = "Chỉ chọn được tối đa {count} văn bản. Hãy lọc bớt, hoặc hỏi tất cả."
CHOSEN_GONE = "Các văn bản đã chọn không còn trong thư viện. Hãy chọn lại, hoặc hỏi tất cả văn bản."
YEAR = "Năm"
ISSUER = "Cơ quan ban hành"
SUGGESTIONS = "Gợi ý"
SUGGESTED_QUESTION = "Đã hỏi"
SUGGESTED_AGENCY = "Cơ quan"
SUGGESTED_DOCUMENT = "Văn bản"
SUGGESTED_COUNT = "{count} gợi ý; dùng phím mũi tên để chọn."
TASKS_NAMED = "{count} nhiệm vụ"
UNREADABLE_TURN = "Câu trả lời này được lưu bởi phiên bản khác, không đọc lại được."
MODEL = "Câu chữ do mô hình {model} diễn đạt lại từ các nguồn trên."

EMPTY_QUESTION = "Hãy nhập câu hỏi rồi bấm Hỏi."
LONG_QUESTION = "Câu hỏi quá dài ({length} ký tự). Hãy rút gọn còn tối đa {limit} ký tự."
STOPPED = "Đã dừng theo yêu cầu; câu hỏi này không được lưu."
STOP = "Dừng"
FAILED = "Chưa trả lời được vì lỗi bên trong chương trình. Hãy hỏi lại; nếu vẫn lỗi, hãy khởi động lại."
NOT_KEPT = "Không ghi được lịch sử vào thư mục dữ liệu; câu hỏi này sẽ mất khi đóng trang."
OFFLINE = "Mất kết nối với chương trình. Hãy kiểm tra chương trình còn chạy không rồi tải lại trang."

EXAMPLES = "Câu hỏi mẫu"

# Source panel
OPEN_FULL = "Mở toàn văn"
ABOUT_DOCUMENT = "Về văn bản này"
FIND_INSIDE = "Tìm trong văn bản này"
FIND = "Tìm"
FOUND_INSIDE = "Có {count} chỗ viết “{words}”."
PARTS = "Phần"
WHOLE_DOCUMENT = "văn bản"
PAGE = "trang"
PATH = "Vị trí trong mục lục"
TEXT_CUT = "Phần tiếp theo được lược bớt ở đây; mở văn bản để đọc đủ."
WALK = "Phần trước, phần sau"
PREVIOUS = "Phần trước"
NEXT = "Phần sau"
COPY_CITATION = "Sao chép trích dẫn"
SHOW_PAGE = "Xem trang gốc"
PAGE_IMAGE = "Trang {page} của bản gốc, phần trích được đánh dấu"
DRAWING_PAGE = "Đang vẽ trang {page} của bản gốc…"
ZOOM_PAGE = "Phóng to, thu nhỏ trang {page}"
NO_PAGE_IMAGE = "Không hiện được trang gốc."
NO_SOURCE = "Không tìm thấy văn bản này trong thư viện. Có thể văn bản đã được gỡ."

# Document card
DOCUMENT = "Văn bản"
NUMBER = "Số hiệu"
KIND = "Loại văn bản"
ISSUED_ON = "Ngày ban hành"
EFFECTIVE_ON = "Ngày có hiệu lực"
ISSUER = "Cơ quan ban hành"
SIGNER = "Người ký"
INCOMPLETE = "Bản trích, chưa đầy đủ"
NO_NUMBER = "Chưa rõ số hiệu"
SCANNED = "Bản quét, độ tin cậy {percent} %"
OPEN_DOCUMENT = "Mở văn bản và mục lục"
READ_FROM = {
    "stamp": "đọc từ chữ ký số",
    "ocr-head": "nhận dạng từ đầu trang 1",
    "file-name": "theo tên tệp",
    "catalog": "theo danh mục",
}
NO_RELATIONS = "Không đọc thấy văn bản nào được nhắc đến."

# Register
FILTERS = "Bộ lọc"
AGENCY = "Cơ quan"
ROLE = "Vai trò"
ROLES = {"": "Mọi vai trò", "lead": "Chủ trì", "support": "Phối hợp", "monitor": "Theo dõi, đôn đốc"}
PERIOD = "Kỳ"
DUE_FROM = "Hạn từ ngày"
DUE_TO = "Hạn đến ngày"
DAY_HINT = "ngày/tháng/năm"
MORE_FILTERS = "Bộ lọc"
EXPORT_SHORT = "Xuất, chia sẻ"
WORDS = "Từ cần tìm"
ANY = "Tất cả"
NO_SUPPORT = "Chưa ghi đơn vị phối hợp"
CLEAR = "Bỏ lọc"
TASK = "Nhiệm vụ"
LEAD = "Cơ quan chủ trì"
SUPPORT = "Cơ quan phối hợp"
MONITOR = "Theo dõi, đôn đốc"
DEADLINE = "Thời hạn"
PRODUCT = "Sản phẩm"
PLACE = "Nguồn"
GENERIC = "giao chung"
NOT_SAID = "Văn bản không ghi"
OF_THEM_GENERIC = ", trong đó {count} nhiệm vụ giao chung"
GENERIC_TASKS = "Nhiệm vụ giao chung"
TASK_TABLE = "Bảng nhiệm vụ"
TARGET_TABLE = "Bảng chỉ tiêu"
ASSIGNED = "Giao cho"
ASSIGNEES = {"": "Ghi tên và giao chung", "0": "Chỉ việc ghi tên cơ quan", "1": "Chỉ việc giao chung"}
TODAY = "Hôm nay: so hạn với ngày hôm nay"
STANDING = "Tình trạng hạn"
PROGRESS = "Thực hiện"
NOT_MARKED = "Chưa ghi"
MINE = "Việc của tôi: {agency} ({count})"
MINE_NAV = "Việc của tôi"
MINE_SET = "Đặt làm cơ quan của tôi"
MINE_DROP = "Đổi cơ quan của tôi"
MINE_HOW = (
    "Chọn cơ quan trong bộ lọc rồi bấm “Đặt làm cơ quan của tôi” để thấy ngay việc của mình mỗi lần mở trang."
)
MINE_KEPT = "Đã đặt cơ quan của tôi."
MINE_DROPPED = "Đã bỏ cơ quan của tôi. Hãy chọn cơ quan khác trong bộ lọc."
MARK = "Ghi tiến độ"
MARK_TASK = "ghi tiến độ nhiệm vụ"
MARK_TITLE = "Ghi tiến độ nhiệm vụ"
MARK_ABOUT = (
    "Phần này do người dùng ghi, để bên cạnh lời văn bản và được xuất cùng bảng; không làm thay đổi văn bản."
)
MARKED_BEFORE = "Các lần ghi trước"
NO_SUCH_TASK = "Không còn thấy nhiệm vụ này trong văn bản. Hãy tải lại trang."
NOTE = "Ghi chú"
LOST_MARKS = "Ghi chú cho nhiệm vụ không còn trong bảng"
TASK_COUNT = "{count} nhiệm vụ trong {documents} văn bản"
TARGET_COUNT = "{count} chỉ tiêu trong {documents} văn bản"
NO_TASKS = "Không có nhiệm vụ nào khớp với bộ lọc."
NO_TASKS_AT_ALL = "Chưa đọc được nhiệm vụ nào. Hãy tải văn bản lên ở mục Văn bản."
NO_TARGETS = "Không có chỉ tiêu nào khớp với bộ lọc."
PAGE_OF = "Trang {page} / {pages}"
PAGE_BACK = "Trang trước"
PAGE_ON = "Trang sau"
PAGES = "Chuyển trang"
SORT_BY = "Xếp theo {column}"
EXPORT = "Xuất bảng đang xem"
EXPORTS = {"xlsx": "Xuất Excel", "docx": "Xuất Word", "csv": "Xuất CSV", "ics": "Xuất lịch"}
COPY_LINK = "Sao chép liên kết"
DISPLAY = "Cách xem"
DISPLAYS = {"bang": "Bảng", "thoi-gian": "Dòng thời gian", "co-quan": "Theo cơ quan"}
TARGET_DISPLAYS = {"ma-tran": "Theo kỳ", "bang": "Bảng", "bieu-do": "Biểu đồ"}
OPEN_QUOTE = "Mở nguồn: {place}"

TIMELINE = "Thời hạn theo quý"
TIMELINE_TEXT = "{dated} nhiệm vụ có thời hạn cụ thể; {rest} nhiệm vụ không ghi hoặc không có ngày cụ thể."
TIMELINE_MORE = "Hiện {shown} nhiệm vụ có hạn sớm nhất trong {count}. Lọc để xem phần còn lại."
NO_TIMELINE = "Không có nhiệm vụ nào có thời hạn cụ thể để vẽ."
LOAD = "Số nhiệm vụ theo cơ quan"
LOAD_TEXT = "Mỗi thanh là số nhiệm vụ chủ trì, phối hợp, theo dõi của một cơ quan."
NO_LOAD = "Không có cơ quan nào được nêu tên trong các nhiệm vụ này."

INDICATOR = "Chỉ tiêu"
VALUE = "Giá trị"
INDICATOR_COUNT = "{count} chỉ tiêu"
TARGETS_CUT = "Chỉ hiện {shown} chỉ tiêu đầu trong {count}. Hãy lọc để thấy phần còn lại."
NO_PERIOD = "Không ghi kỳ"
CHART = "Chỉ tiêu qua các năm"
NO_CHART = "Chưa có chỉ tiêu bằng số nào nêu từ hai năm trở lên để vẽ biểu đồ."
CHART_TEXT = "Mỗi biểu đồ là một chỉ tiêu bằng số thay đổi qua các năm; đơn vị ghi ở góc trên bên trái."

# Documents
UPLOAD = "Tải văn bản lên"
UPLOAD_TEXT = "PDF, bản quét, Word, Excel, PowerPoint, OpenDocument, thư (EML, MSG), trang web, văn bản thuần hoặc tệp ZIP; có thể thả tệp vào trang. Tệp ở lại trên máy này."
UPLOADING = "Đang đọc văn bản…"
UPLOAD_STEP = "{source} · tệp {done}/{total} · {pages} trang · {rate} trang/giây{left}"
UPLOAD_LEFT = " · còn khoảng {seconds} giây"
UPLOAD_INDEX = "Đang lập chỉ mục tìm kiếm…"
UPLOAD_DONE = "Đã đọc xong"
UPLOAD_FAILED = "Chưa thêm được văn bản vì lỗi bên trong chương trình. Hãy thử lại."
UPLOAD_CANCEL = "Hủy"
UPLOAD_CANCEL_ONE = "Hủy: {name}"
UPLOAD_CLEAR = "Xóa danh sách này"
UPLOAD_CHOOSE = "Chọn tệp"
DISK_FULL = "Đĩa sắp đầy nên không nhận thêm tệp. Hãy dọn bớt đĩa rồi tải lại."
FILE_TOO_LARGE = "Tệp “{name}” lớn hơn {limit} MB. Hãy chia nhỏ tệp, hoặc nâng HOIDAP_UPLOAD_MB."
NOT_SENT_HERE = "Tệp này không được tải lên từ trang."
UPLOAD_NONE = "Chưa chọn tệp nào."
FIND_DOCUMENT = "Tìm văn bản"
DOCUMENT_COUNT = "{count} văn bản"
NO_SUCH_DOCUMENT = "Không có văn bản nào khớp."
OUTLINE = "Mục lục"
RELATIONS = "Văn bản liên quan"
DOUBTS = "Điều cần lưu ý"
CONTENTS = "{tasks} nhiệm vụ · {targets} chỉ tiêu"
ORIGINAL = "Tải bản gốc"
ORIGINAL_PAGES = "Trang gốc"
ALL_TASKS = "Xem nhiệm vụ"
ALL_TARGETS = "Xem chỉ tiêu"
BACK = "Về danh sách"
REMOVE = "Gỡ văn bản"
REMOVED = "Đã gỡ văn bản."
REMOVE_NOT_YOURS = "Chỉ người đã thêm văn bản này hoặc người quản trị mới gỡ được."
DUPLICATE_OF = "Trùng với {name}; văn bản đang có được giữ nguyên."
EDIT = "Sửa thông tin đọc chưa đúng"
EDIT_ABOUT = "Chữ của văn bản giữ nguyên; chỉ thông tin về văn bản được sửa, và điều máy đọc vẫn hiện bên cạnh. Để trống: văn bản không có."
EDIT_AS_READ = "theo máy đọc"
EDITED_ON = "Sửa ngày {day}"
WAS_READ = "máy đọc là “{value}”"
WAS_NOT_READ = "máy không đọc được"
EDIT_UNDO = "Bỏ chỗ đã sửa"
EDITED = "Đã lưu thông tin văn bản."
NOTHING_CHANGED = "Chưa có gì thay đổi để lưu."
VECTORS = "Tìm theo nghĩa đang được chuẩn bị: {filled}/{total} đoạn. Tìm theo từ đã dùng được."

# Administration
FEEDBACK = "Đánh giá của người đọc"
FEEDBACK_TAKE = "Tải thành câu hỏi (JSON)"
NO_FEEDBACK = "Chưa có đánh giá nào."
SHOW_ANSWER = "Câu trả lời và nguồn"
ASKED_BEFORE = "Hỏi trước đó:"
INDEX_VERSION = "Chỉ mục {version}"
AUDIT = "Nhật ký thay đổi"
AUDIT_ABOUT = "Những gì người dùng trang đã thêm, gỡ, sửa, ghi; việc làm bằng lệnh hoidap không có ở đây."
NO_AUDIT = "Chưa có thay đổi nào."
WHEN = "Lúc"
WHO = "Người làm"
DEED = "Việc"
DETAIL = "Chi tiết"
ALL_DOCUMENTS = "Xem cả {count} văn bản"
OUTLINE_CUT = "Mục lục dài, chỉ hiện 600 mục đầu."
PAGES_COUNT = "{count} trang"

OPENING = "Đang mở thư viện và chỉ mục ở {data}…"
STOPPED_SERVING = "Đã dừng trang. Văn bản, cuộc hỏi và ghi chú được giữ nguyên."
LAUNCHED = "Mở trang tại http://{host}:{port} (Ctrl + C để dừng)"
PORT_TAKEN = "Cổng {port} đang có chương trình khác dùng. Hãy dừng chương trình đó hoặc đặt HOIDAP_PORT khác."
LOG_IN = "Hãy đăng nhập bằng tên và mật khẩu được cấp."
LOG_IN_TITLE = "Đăng nhập"
LOG_OUT = "Đăng xuất"
LOGGED_IN = "Đã đăng nhập."
LOGGED_OUT = "Đã đăng xuất."
USER_NAME = "Tên đăng nhập"
PASSWORD = "Mật khẩu"
WRONG_PASSWORD = "Tên hoặc mật khẩu không đúng."
TOO_MANY_TRIES = "Đã nhập sai nhiều lần. Hãy thử lại sau {seconds} giây."
WRONG_HOST = "Tên máy này không được phép mở trang. Hãy thêm tên vào HOIDAP_HOSTS rồi khởi động lại."
NO_SUCH_ADDRESS = "Không có địa chỉ này."
FOREIGN_PAGE = "Yêu cầu đến từ một trang khác nên không được thực hiện."
WRONG_BODY = "Yêu cầu không đúng dạng nên không được thực hiện."
BODY_TOO_LARGE = "Yêu cầu quá lớn nên không được thực hiện."
OLD_PAGE = "Phiên làm việc đã hết. Hãy tải lại trang."
NOT_ALLOWED = "Việc này cần vai trò {role}."
IN_LINE = "Đang chờ đến lượt: còn {place} câu hỏi phía trước."
TOO_MANY = "Bạn đang có quá nhiều câu hỏi chờ trả lời. Hãy đợi các câu trước xong rồi hỏi tiếp."
TOO_BUSY = "Đang có quá nhiều câu hỏi chờ trả lời. Hãy thử lại sau ít phút."
TOO_BUSY_FILES = "Đang có nhiều tệp được xuất cùng lúc. Hãy thử lại sau ít phút."
OPEN_NETWORK = (
    "Trang sẽ mở cho mọi máy trong mạng tại {host} mà chưa có người dùng nào. Hãy thêm người dùng bằng lệnh"
    " “hoidap users add TÊN --role quản-trị”, hoặc đặt HOIDAP_NO_LOGIN=true nếu thật sự muốn để ngỏ."
)
NOT_FOUND_FILE = "Không có tệp này trong thư viện."
BAD_VIEW = "Không hiện được phần này vì lỗi bên trong chương trình. Hãy tải lại trang."

HELP = """
### Công cụ này làm gì
Trả lời câu hỏi về các văn bản hành chính đang lưu trên máy này. Mỗi ý đều kèm số nguồn; bấm vào số để đọc nguyên văn. Điều văn bản không nêu thì công cụ nói rõ là không tìm thấy, không suy đoán.

Nội dung trả lời là điều văn bản ghi, không phải ý kiến pháp lý; hiệu lực hiện nay cần hỏi cơ quan ban hành.

### Cách hỏi
- Nêu rõ việc, cơ quan, năm hoặc số hiệu: “UBND huyện Đức Trọng phải làm gì trong quý II/2022?”
- Gõ không dấu, viết tắt (UBND, NQ, TU) đều được; khi gõ, trang gợi ý cơ quan, văn bản và câu đã hỏi.
- Hỏi tiếp câu ngắn: “Còn đến năm 2030 thì sao?”, “Ai làm?”, “Trích nguyên văn”.
- Cần nguyên văn: “Trích điểm b mục III.1”.
- **Chọn văn bản** trên ô hỏi: chỉ hỏi trong vài văn bản, lọc theo loại, năm, cơ quan ban hành. Dưới câu trả lời có dòng “Đã tìm trong …”.
- **Sửa câu hỏi** dưới câu trả lời: hỏi lại bằng lời khác. **Dừng**: thôi không chờ nữa, câu đó không được lưu.

### Đọc câu trả lời
- **[1]** mở nguồn số 1 bên phải: cả điều khoản, phần trích được tô nền, vị trí trong mục lục.
- **Mở toàn văn**: đọc cả văn bản, có mục lục, tìm bên trong, và trang gốc; bấm vào ảnh trang để phóng to.
- **Bản trích, chưa đầy đủ**: văn bản đang lưu dừng giữa chừng; phần sau không được dùng để trả lời.
- **Bản quét, độ tin cậy**: chữ được nhận dạng từ ảnh; nên đối chiếu trang gốc.
- **Giao chung**: việc giao cho “các sở, ban, ngành”, không nêu tên một cơ quan.

### Mang câu trả lời đi
- **Sao chép kèm nguồn** rồi dán vào Word: bảng vẫn là bảng, nguồn đứng dưới. **Sao chép trích dẫn** trong khung nguồn: “…” (điểm b mục III.1 Kế hoạch số …).
- **Tải Word**, **In**: một câu trả lời; cả cuộc hỏi thì bấm ⋯ bên cạnh tên cuộc hỏi, ở đó cũng đổi tên, ghim, xóa được.
- **Sao chép liên kết**: địa chỉ mở lại đúng câu trả lời, đúng bảng đã lọc, đúng chỗ trong văn bản.

### Theo dõi nhiệm vụ, chỉ tiêu
- Thẻ **Nhiệm vụ**: lọc theo cơ quan, vai trò, kỳ; chọn cơ quan rồi **Đặt làm cơ quan của tôi** để mỗi sáng thấy việc quá hạn, đến hạn trong 7 và 30 ngày.
- **Ghi tiến độ**: chưa làm, đang làm, xong, kèm ghi chú; ghi bên cạnh, không đổi lời văn bản, và được xuất cùng bảng.
- Xuất Excel, Word, CSV; **Xuất lịch** để lịch của máy nhắc trước 7 ngày và 1 ngày. Xuất lại thì lịch cũ được cập nhật, không thêm bản thứ hai.
- Thẻ **Chỉ tiêu**: theo chủ đề và kỳ, dạng bảng, hoặc biểu đồ của chỉ tiêu thay đổi qua các năm.

### Thêm và sửa văn bản
- Thẻ **Văn bản**: chọn hoặc thả tệp vào trang. Tệp nhỏ được đọc trước; có thể hủy từng tệp, rời trang rồi quay lại xem tiếp.
- **Sửa thông tin đọc chưa đúng** trong trang của văn bản: số hiệu, ngày, cơ quan, người ký. Điều máy đọc vẫn hiện bên cạnh và lấy lại được.
- **Gỡ văn bản**: người đã thêm hoặc người quản trị gỡ được; bấm **Hoàn tác** để lấy lại.

### Câu trả lời chưa đúng
Bấm **Sai** hoặc **Thiếu** dưới câu trả lời, ghi thêm ý kiến. Người quản trị thấy câu hỏi, câu trả lời, nguồn và ý kiến ở thẻ Quản trị.

### Phím tắt
- Enter để hỏi, Shift + Enter để xuống dòng; mũi tên lên gọi lại câu đã hỏi.
- Esc để đóng khung nguồn. Tab để đi lần lượt qua các nút.

### Dữ liệu
Văn bản, câu hỏi và đánh giá chỉ lưu trên máy này. Trang không gửi yêu cầu nào ra ngoài. Nơi có đăng nhập, mỗi người chỉ thấy cuộc hỏi của mình; riêng câu trả lời được đánh giá thì người quản trị đọc được.
"""

API_TITLE = "Hỏi Đáp Kế Hoạch: giao diện cho chương trình"
API_ABOUT = (
    "Mọi thứ trang hỏi đáp biết, dưới dạng JSON: hỏi, tìm, văn bản, nhiệm vụ, chỉ tiêu. Chỉ đọc, không thay đổi gì."
    " Lỗi là một đối tượng {error} với một câu tiếng Việt."
)
API_TOKEN = "Nơi có đăng nhập, mỗi yêu cầu cần mã truy cập (hoidap users token TÊN) trong tiêu đề Authorization: Bearer MÃ."
API_EXAMPLE = """curl -H "Authorization: Bearer $TOKEN" -H "Content-Type: application/json" \\
     -d '{"question": "Đến năm 2030 huyện Đức Trọng đạt tiêu chí đô thị loại mấy?"}' \\
     http://127.0.0.1:7860/api/v1/ask"""
API_COLUMNS = ("Tên", "Bắt buộc", "Ý nghĩa")
API_REQUIRED = "có"
API_UNKNOWN = "Không có địa chỉ này. Xem các địa chỉ ở /api."
API_MISSING = "Thiếu “{name}”. Xem các giá trị cần gửi ở /api."
API_WRONG = "Giá trị của “{name}” không hợp lệ. Xem các giá trị được nhận ở /api."
NO_SUCH_PLACE = (
    "Không thấy “{place}” trong {document}. Hãy xem mục lục của văn bản, hoặc ghi như “khoản 2 Điều 5”."
)
NO_SUCH_ROLE = (
    "Không có vai trò “{role}”; hãy chọn lead (chủ trì), support (phối hợp) hoặc monitor (theo dõi)."
)
MCP_ABOUT = (
    "Hỏi các kế hoạch, nghị quyết, quyết định đang lưu trên máy này. Câu trả lời của “ask” đã được kiểm: mỗi ý có"
    " nguồn nguyên văn, hoặc nói rõ vì sao không trả lời. Hãy dẫn nguồn khi dùng lại; đừng thêm điều nguồn không nói."
)
MCP_ASK = "Hỏi một câu bằng tiếng Việt; trả lời có nguồn nguyên văn (văn bản, điều khoản, trang) hoặc lý do không trả lời."
MCP_SEARCH = "Tìm các đoạn văn bản gần nhất với câu hỏi hoặc từ khóa."
MCP_PROVISION = "Nguyên văn một điều, khoản, điểm hoặc mục của văn bản."
MCP_DOCUMENTS = "Danh sách văn bản đang lưu; text: các chữ trong tên."
MCP_TASKS = (
    "Nhiệm vụ: ai làm gì, khi nào xong. role: lead chủ trì, support phối hợp, monitor theo dõi;"
    " due: 2026-01-01..2026-03-31 hoặc “quý III/2023”."
)
MCP_TARGETS = "Chỉ tiêu theo kỳ, có giá trị, đơn vị và nguyên văn."
MCP_LAUNCHED = (
    "MCP đang chạy tại http://{host}:{port}/mcp, HTTP API tại http://{host}:{port}/api. Dừng: Ctrl+C."
)
