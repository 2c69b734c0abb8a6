"""Words by which a question shows what it wants; closed-class Vietnamese, nothing about any topic.

A cue is written with its diacritics and matches the same words without them ("ai ký" and "ai ky"),
so that a question typed in a hurry is understood before its diacritics are restored.
"""

from __future__ import annotations

import re

from assistant.cue_patterns import pattern
from assistant.cues_talk import (
    ANAPHORA as ANAPHORA,
)
from assistant.cues_talk import (
    FOLLOW_UP as FOLLOW_UP,
)
from assistant.cues_talk import (
    IN_FORCE as IN_FORCE,
)
from assistant.cues_talk import (
    INSTRUCTION as INSTRUCTION,
)
from assistant.cues_talk import (
    INSTRUCTION_PLAIN as INSTRUCTION_PLAIN,
)
from assistant.cues_talk import (
    NOWADAYS as NOWADAYS,
)
from assistant.cues_talk import (
    OFF_TOPIC as OFF_TOPIC,
)
from assistant.cues_talk import (
    OPENING_FOLLOW_UP as OPENING_FOLLOW_UP,
)
from assistant.cues_talk import (
    SAYS_VERB as SAYS_VERB,
)
from assistant.cues_talk import (
    THIS_DOCUMENT as THIS_DOCUMENT,
)

# --- who, when, how much -----------------------------------------------------------------------
WHO = pattern(
    "ai", "cơ quan nào", "đơn vị nào", "sở nào", "bộ nào", "ban nào", "phòng nào", "cấp nào", "tổ chức nào",
    "những ai", "cho ai", "của ai", "với ai", "cơ quan gì", "đơn vị gì", "người nào", "ngành nào", "các cơ quan nào",
    "những cơ quan nào", "những đơn vị nào", "địa phương nào", "sở ngành nào", "sở, ngành nào", "bên nào",
)  # fmt: skip
RESPONSIBLE = pattern(
    "chịu trách nhiệm", "có trách nhiệm", "phụ trách", "đảm nhiệm", "đảm nhận", "được phân công", "được giao"
)
PERSON = pattern(
    "là ai", "tên gì", "ai làm chủ tịch", "ai là bí thư", "ai là chủ tịch", "ai là phó", "ai là giám đốc", "ai là trưởng", "ai là tổ trưởng",
    "ai là bộ trưởng", "ai là thứ trưởng", "ai là thủ tướng", "ai là chánh", "ai là tổng", "ai là chủ nhiệm", "ai là cục trưởng", "ai là hiệu trưởng",
)  # fmt: skip
WHEN = pattern(
    "năm bao nhiêu", "ngày bao nhiêu", "tháng bao nhiêu",
    "khi nào", "bao giờ", "ngày nào", "thời điểm nào", "lúc nào", "thời hạn", "hạn chót", "hạn cuối", "hạn hoàn thành",
    "deadline", "thời gian nào", "tháng nào", "quý nào", "năm nào", "mốc nào", "hạn khi nào", "chậm nhất", "muộn nhất",
    "ngày tháng năm nào", "hạn là", "ngày mấy", "tháng mấy", "quý mấy", "hạn nào", "định kỳ nào", "hạn đến",
    "trước ngày nào", "thời gian hoàn thành", "thời gian thực hiện", "hạn phải", "hạn của", "hết hạn",
)  # fmt: skip
HOW_LONG = pattern(
    "bao lâu", "mấy ngày", "bao nhiêu ngày", "mấy tháng", "bao nhiêu tháng", "mấy năm", "bao nhiêu năm",
    "trong mấy ngày", "mấy lần", "bao nhiêu lần", "bao lâu một lần", "mấy tuần", "bao nhiêu giờ", "mấy giờ",
)  # fmt: skip
ONCE = pattern("một lần")  # "bao lâu phải … một lần"
WHICH_PERIOD = pattern(
    "giai đoạn nào", "thời kỳ nào", "nhiệm kỳ nào", "mốc nào", "vào mốc nào", "năm nào", "thuộc giai đoạn"
)
HOW_MUCH = pattern(
    "bao nhiêu", "mấy", "tỷ lệ nào", "mức nào", "loại mấy", "hạng mấy", "cấp mấy", "bằng bao nhiêu", "mức chi"
)
WHICH_CLASS = pattern(
    "loại đô thị nào",
    "loại đơn vị nào",
    "loại công trình nào",
    "hạng đơn vị nào",
    "loại mấy",
    "hạng mấy",
    "cấp mấy",
    "loại nào",
    "loại gì",
    "hạng nào",
    "bậc mấy",
)

# --- about documents and places in them ----------------------------------------------------------
WHICH_DOCUMENT = pattern(
    "văn bản nào", "nghị quyết nào", "quyết định nào", "nghị định nào", "thông tư nào", "luật nào", "chỉ thị nào",
    "tờ trình nào", "thông báo nào", "kế hoạch nào", "kết luận nào", "báo cáo nào", "công văn nào", "đề án nào",
    "chương trình nào", "pháp lệnh nào", "những nghị quyết nào", "những văn bản nào", "những nghị định nào",
)  # fmt: skip
WHERE_WRITTEN = pattern(
    "ở đâu", "mục nào", "điều nào", "khoản nào", "điểm nào", "điều khoản nào", "phần nào", "dẫn chứng", "trang nào",
    "căn cứ điều", "trích từ đâu", "quy định ở", "ghi ở", "nêu ở", "nằm ở", "nguồn nào", "chỗ nào", "quy định nào",
)  # fmt: skip
PRODUCT = pattern(
    "sản phẩm là gì",
    "sản phẩm gì",
    "sản phẩm nào",
    "sản phẩm của",
    "sản phẩm dự kiến",
    "kết quả đầu ra",
    "đầu ra là gì",
)
# A question that is only the name of a quantity: "Tổng mức đầu tư hạ tầng 2021-2025?"
QUANTITY = re.compile(
    r"^(?:tổng (?:mức|số|vốn|kinh phí|diện tích)|kinh phí|diện tích|dân số|số (?:dân|lượng|hộ|xã)|tỷ lệ|mức (?:vốn|chi|đầu tư)|quy mô dân số)(?!\w)"
)
FORM = pattern(
    "mẫu nào", "biểu mẫu nào", "mẫu số mấy", "mẫu gì", "những biểu mẫu nào", "theo mẫu nào", "mẫu số nào"
)
VERBATIM = pattern(
    "trích nguyên văn", "nguyên văn", "trích dẫn", "trích lại", "chép lại", "ghi nguyên văn", "trích đoạn", "trích câu",
)  # fmt: skip
SAYS_WHAT = pattern(
    "nói gì", "ghi gì", "quy định gì", "quy định thế nào", "quy định như thế nào", "nói về gì", "nội dung gì", "nội dung",
    "quy định nhiệm vụ gì", "nêu gì", "viết gì", "sửa gì", "là gì", "thế nào", "ghi thế nào", "gồm gì", "có gì",
    "yêu cầu gì", "nói thế nào", "như thế nào", "nói về nội dung gì", "giao cho ai", "gồm những gì", "ra sao",
)  # fmt: skip

# --- shape of the answer ---------------------------------------------------------------------------
LIST = pattern(
    "liệt kê", "kể tên", "kể hết", "kể ra", "những * nào", "các * nào", "gồm những", "bao gồm", "gồm các", "danh sách", "tất cả",
    "những gì", "gồm những gì", "gồm gì", "những việc gì", "nêu các", "nêu những", "hãy nêu", "đầy đủ", "mỗi cái", "mỗi bên",
    "các nhiệm vụ", "các chỉ tiêu", "những nhiệm vụ", "có mấy", "các mục tiêu", "các loại", "gồm mấy", "những mục tiêu",
)  # fmt: skip
LIST_WORDS = pattern(
    "liệt kê",
    "kể tên",
    "kể hết",
    "kể ra",
    "danh sách",
    "những gì",
    "gồm những gì",
    "hãy nêu",
    "nêu các",
    "nêu những",
    "tất cả",
)
ALL = pattern("kể hết", "liệt kê", "kể tên", "kể ra", "gồm những", "gồm các", "nêu các", "nêu hết")
COMPARE = pattern(
    "so sánh", "khác nhau", "khác gì", "chênh nhau", "chênh lệch", "so với", "khác thế nào", "cao hơn", "thấp hơn",
    "hơn kém", "giống nhau", "sớm hơn", "muộn hơn", "khác biệt", "nhiều hơn", "ít hơn", "thay đổi thế nào", "điểm khác",
)  # fmt: skip
DEFINITION = pattern(
    "là gì",
    "thế nào là",
    "nghĩa là gì",
    "được hiểu",
    "định nghĩa",
    "khái niệm",
    "là * như thế nào",
    "là cơ quan gì",
)
PURPOSE = pattern(
    "mục đích gì", "nhằm mục đích", "để làm gì", "nhằm gì", "mục đích của", "nhằm mục đích gì", "mục đích"
)
SUMMARY = pattern(
    "tóm tắt",
    "nói về nội dung gì",
    "nói về việc gì",
    "về việc gì",
    "nói về gì",
    "nói về cái gì",
    "nội dung chính",
    "trích yếu",
    "tên đầy đủ",
)
TASKS = pattern(
    "làm gì", "nhiệm vụ gì", "việc gì", "những việc gì", "nhiệm vụ nào", "những nhiệm vụ nào", "nhiệm vụ của", "trách nhiệm gì",
    "trách nhiệm của", "những việc nào", "các nhiệm vụ", "được giao gì", "giao việc gì", "phải thực hiện gì", "giao gì",
    "việc nào", "giao những việc gì", "được giao những", "các việc", "có nhiệm vụ", "phải làm", "công việc gì",
)  # fmt: skip
TARGETS = pattern("mục tiêu", "chỉ tiêu", "phấn đấu", "tầm nhìn", "định hướng")
WITHOUT_SUPPORT = pattern(
    "chưa ghi * phối hợp", "chưa có * phối hợp", "không có * phối hợp", "không ghi * phối hợp", "thiếu * phối hợp", "chưa giao * phối hợp",
    "chưa nêu * phối hợp",
)  # fmt: skip
PLAIN_WORDS = pattern(
    "từ nay đến", "bao nhiêu ha", "mấy ha"
)  # right without diacritics, whatever the texts have more often
FROM_NOW = re.compile(
    r"từ (?:nay|bây giờ|hôm nay) (?:cho )?đến (?:hết )?(?:ngày )?(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}))?"
)
YES_NO = pattern(
    "phải không", "đúng không", "có phải", "phải chăng", "không nhỉ", "có đúng", "hay không",
    "có * không", "chưa", "được không", "đúng chứ", "thật không",
)  # fmt: skip
ASSERTED = pattern(
    "tại sao",
    "vì sao",
    "sao lại",
    "phải không",
    "đúng không",
    "có phải",
    "đúng chứ",
    "đúng vậy không",
    "lý do gì",
)
TAIL_YES_NO = re.compile(
    r"(?:^|[,\s]+)(?:(?:có\s+)?(?:phải|đúng|phai|dung)(?:\s+(?:vậy|vay))?\s+(?:không|khong|chứ)|à|ạ|hả|ư|nhỉ|chứ|nhé|vậy|a(?=\s*\?))\s*[?.!]*$"
)

# --- metadata fields ---------------------------------------------------------------------------------
SIGNER = pattern(
    "ai ký",
    "người ký",
    "do ai ký",
    "ký bởi",
    "ai là người ký",
    "ai đã ký",
    "ký tên",
    "ai kí",
    "người kí",
    "mỗi cái ai ký",
)
ISSUED = pattern(
    "ban hành ngày", "ngày ban hành", "ký ngày", "ban hành khi nào", "ra ngày", "ngày ký", "ban hành bao giờ", "ban hành vào",
    "ban hành năm", "ban hành * ngày nào", "ban hành * ngày tháng", "ngày nào ban hành", "thông qua ngày", "ngày mấy ban hành",
    "ký khi nào", "ký vào ngày", "được ký ngày", "đề ngày", "ký bao giờ", "ban hành lúc nào",
)  # fmt: skip
ISSUER = pattern(
    "do * nào ban hành",
    "do * ban hành",
    "cơ quan nào ban hành",
    "ai ban hành",
    "cơ quan ban hành",
    "do ai ban hành",
    "đơn vị nào ban hành",
    "của cơ quan nào",
    "do cơ quan nào ban hành",
    "cấp nào ban hành",
    "nơi ban hành",
)
EFFECTIVE = pattern(
    "hiệu lực từ",
    "có hiệu lực",
    "hiệu lực khi nào",
    "hiệu lực ngày",
    "ngày hiệu lực",
    "hiệu lực kể từ",
    "hiệu lực thi hành",
    "bắt đầu hiệu lực",
    "có hiệu lực bao giờ",
)
NUMBER = pattern("số hiệu", "số mấy", "số bao nhiêu", "là số nào", "số nào", "số ký hiệu", "số văn bản")
OTHER_DOCUMENT = pattern(
    "tờ trình", "thông báo", "công văn", "chỉ thị", "kết luận"
)  # papers behind a decision
FIELD = pattern(
    "thuộc lĩnh vực nào",
    "thuộc lĩnh vực gì",
    "lĩnh vực của văn bản",
    "lĩnh vực của kế hoạch",
    "về lĩnh vực nào",
)
BARE_FIELDS = re.compile(
    r"[:,]\s*(?=(?:số|so|ngày|ngay|người ký|nguoi ky|cơ quan)\b)"
)  # "…: số, ngày, người ký?"

SIGNED_BY = re.compile(r"(?<!\w)do (?:(?!ký)[^\W\d]+ ){1,9}ký(?! kết)(?!\w).*(?:không|chứ|à|chưa)\s*\?*$")
COUNTED = re.compile(r"(?<!\w)(?:bao nhiêu|mấy|tỷ lệ nào|mức nào|bao nhieu|may)(?!\w)")
SEVERAL_LEVELS = re.compile(r"(?:những|các) mức nào")
STATED_ISSUE = re.compile(
    r"(?<!\w)(?:ký|ban hành)(?!\w).{0,60}ngày \d{1,2}[/.-]\d{1,2}[/.-]\d{4}.*(?:không|chứ|à)\s*\?*$"
)
OUTLINE = pattern(
    "mấy phần", "mấy mục", "mấy chương", "mấy điều", "những phần nào", "những mục nào", "những chương nào", "bố cục", "mục lục", "kết cấu",
    "bao nhiêu điều", "bao nhiêu chương", "bao nhiêu phần", "bao nhiêu mục", "các phần chính", "các mục lớn", "cấu trúc",
)  # fmt: skip
THAT_DOCUMENT = re.compile(
    r"(nghị quyết|quyết định|kế hoạch|nghị định|thông tư|chỉ thị|tờ trình|quy chế|luật|kết luận)\s+(?:đó|này|ấy|kia|trên|nói trên|vừa nêu)(?!\w)"
)

# --- relations ------------------------------------------------------------------------------------------
BASED_ON = pattern(
    "căn cứ", "dựa trên", "theo tờ trình", "cơ sở pháp lý", "viện dẫn", "căn cứ pháp lý", "dựa vào"
)
IMPLEMENTS = pattern(
    "thực hiện nghị quyết nào",
    "thực hiện nq nào",
    "để thực hiện",
    "triển khai nghị quyết nào",
    "thực hiện văn bản nào",
    "cụ thể hóa nghị quyết nào",
    "thực hiện nghị quyết",
)
REPLACES = pattern(
    "thay thế", "thay cho", "hết hiệu lực", "bãi bỏ", "làm hết hiệu lực", "hủy bỏ", "thay thế cho"
)
AMENDS = pattern("sửa đổi", "bổ sung", "điều chỉnh")
