"""Words about the talk itself: today, off topic, instructions to the assistant, follow-ups."""

from __future__ import annotations

import re

from assistant.cue_patterns import pattern
from corpus.text.normalize import strip_diacritics

# --- state of the world, off topic, instructions -----------------------------------------------------------
NOWADAYS = pattern(
    "hiện nay",
    "hiện tại",
    "bây giờ",
    "đến nay",
    "hôm nay",
    "còn hiệu lực",
    "hiện còn",
    "lúc này",
    "hiện giờ",
    "nay đã",
    "còn áp dụng",
    "đã bị thay thế",
    "bị bãi bỏ chưa",
    "hết hiệu lực chưa",
    "còn giá trị",
)
IN_FORCE = pattern(
    "còn hiệu lực",
    "hết hiệu lực chưa",
    "còn áp dụng",
    "đã bị thay thế",
    "bị thay thế chưa",
    "bị bãi bỏ chưa",
    "đã bị bãi bỏ",
    "còn giá trị",
    "hiệu lực không",
    "đã hết hiệu lực",
)
SAYS_VERB = pattern("quy định", "nêu", "ghi", "nói")
OFF_TOPIC = pattern(
    "thời tiết", "bài thơ", "làm thơ", "viết thơ", "câu chuyện", "kể chuyện", "nấu ăn", "công thức nấu", "bóng đá", "giá vàng",
    "xổ số", "chứng khoán", "bài hát", "lời bài hát", "phim", "du lịch ở đâu", "ăn gì", "nhà hàng", "khách sạn", "dịch sang tiếng",
    "viết code", "lập trình", "giải toán", "viết giúp", "soạn giúp", "bạn là ai", "bạn tên gì", "tỷ giá", "kể một", "hát",
    "tử vi", "bói", "chuyện cười", "bitcoin", "mấy giờ rồi", "viết bài", "viết một bài", "viết email", "soạn email", "tư vấn tình cảm",
)  # fmt: skip
INSTRUCTION = re.compile(
    r"(?:\bignore\b|\bdisregard\b|\bpretend\b|\bsystem prompt\b|\bforget (?:the|all|your)\b|\banswer in english\b|\bjailbreak\b"
    r"|\byou are now\b|\bact as\b|\brespond (?:only )?with\b|\breply with\b|\boverride\b|\binstructions?\b"
    r"|(?:từ giờ|tu gio|từ bây giờ|kể từ giờ)\b|(?:hãy|hay)\s+(?:trả lời|tra loi|khẳng định|nói)\s+(?:rằng|rang|là)\b"
    r"|(?:bỏ qua|bo qua|quên|lờ đi|phớt lờ)\s+(?:mọi |các |hết |tất cả |toàn bộ |những )*(?:hướng dẫn|chỉ dẫn|quy tắc|tài liệu|văn bản|quy định|lệnh|nguồn|yêu cầu)"
    r"|đóng vai|giả vờ|giả sử bạn là|bạn phải trả lời|bạn chỉ được trả lời|không cần (?:trích dẫn|nguồn)|in ra (?:lời nhắc|prompt)|(?:cứ|chỉ cần) trả lời)"
)

# The same without diacritics, as a question typed in a hurry (or on purpose) has it.
INSTRUCTION_PLAIN = re.compile(
    "".join(c if c in "\\bs" else strip_diacritics(c) or c for c in INSTRUCTION.pattern)
)

# --- follow-ups ------------------------------------------------------------------------------------------
FOLLOW_UP = pattern(
    "còn", "thế còn", "vậy còn", "thế thì", "vậy thì", "thế", "vậy", "còn nếu", "nếu là", "nếu", "ngoài ra", "rồi", "thì sao",
)  # fmt: skip
OPENING_FOLLOW_UP = re.compile(
    r"^(?:(?:thế|the|vậy|vay|rồi|roi|à|ừ|ok|vâng|còn|con|nếu|neu|ngoài ra|tiếp theo)\b[\s,]*)+"
)
ANAPHORA = pattern(
    "câu đó", "đoạn đó", "điều đó", "việc đó", "sở đó", "cơ quan đó", "nhiệm vụ đó", "văn bản đó", "mục đó", "cái đó", "nó",
    "đơn vị đó", "câu này", "đoạn này", "việc này", "nhiệm vụ này", "ở trên", "vừa nêu", "vừa rồi", "trên đây", "như vậy",
    "kế hoạch đó", "nghị quyết đó", "quyết định đó", "cụ thể hơn", "chi tiết hơn", "mục tiêu đó", "chỉ tiêu đó", "câu trên",
    "nội dung đó", "nội dung này", "thông tin đó", "chỗ đó", "phần đó", "họ", "mốc đó", "thời hạn đó", "hạn đó", "khoản đó", "điểm đó",
)  # fmt: skip
THIS_DOCUMENT = pattern(
    "kế hoạch này", "nghị quyết này", "quyết định này", "thông tư này", "nghị định này", "văn bản này", "quy định này", "quy chế này",
    "trong kế hoạch", "theo kế hoạch", "kế hoạch",
)  # fmt: skip
