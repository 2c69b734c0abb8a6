"""Find what a task is to bring forth: "xây dựng Đề án phát triển du lịch trình UBND tỉnh" → the project paper."""

from __future__ import annotations

import re

from corpus.model import Mention
from corpus.tasks.text import Page, Span

_MAKING = r"(?:xây dựng|lập|ban hành|soạn thảo|dự thảo|hoàn thiện|hoàn chỉnh|công bố|thành lập|chuẩn bị)"
_PAPER = (
    r"(?:báo cáo|kế hoạch|đề án|quyết định|nghị quyết|tờ trình|quy chế|quy định|chương trình|danh mục|phương án|quy hoạch|"
    r"dự thảo|hồ sơ|dự toán|biên bản|bộ tiêu chí|cơ sở dữ liệu|quy trình|chỉ thị|lộ trình|dự án)"
)
_ENDS = (
    r"(?= (?:trình|gửi|báo cáo|để|theo|trước ngày|chậm nhất|trong (?:tháng|quý|năm|giai đoạn)|hoàn thành|và (?:tổ chức|báo cáo|trình)|"
    r"quy định tại|nhằm|bảo đảm|đảm bảo)(?!\w)|[,;.:()]|$)"
)
_PRODUCT = re.compile(rf"(?<!\w){_MAKING} (?P<product>{_PAPER}(?!\w)[^,;.:()]{{0,160}}?){_ENDS}")


def product_in(page: Page, span: Span) -> Mention | None:
    """Return the paper that a clause says is to be made, as printed, or None."""
    m = _PRODUCT.search(page.text(span))
    return page.mention((span[0] + m.start("product"), span[0] + m.end("product"))) if m is not None else None
