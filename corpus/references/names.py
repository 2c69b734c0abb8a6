"""Where the names of other documents stand in a text: a date or a year inside one is no time of this document."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

from corpus.references.documents import find_references

_TYPE = (
    r"(?:nghị quyết|nghị định|quyết định|chỉ thị|thông tư|công văn|công điện|kế hoạch|kết luận|chương trình|tờ trình|"
    r"báo cáo|thông báo|hướng dẫn|đề án|quy định|quy chế|văn bản|phương án|giấy mời|biên bản|luật|bộ luật|pháp lệnh)"
)
_DATE = r"ngày\s+(?:\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4}|\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4})"
# "Quyết định 1441 của Thủ tướng Chính phủ ngày 25/9/2025", "Thông báo kết luận ngày 12/3/2026 của Thường trực …"
_DATED = re.compile(
    rf"(?<!\w){_TYPE}(?:\s+(?:kết luận|số|liên tịch|hành động))*"
    rf"(?:\s+\d[\w/.-]*)?(?:\s+của\s+[^\n.;,:]{{3,60}}?)?,?\s+(?:ký\s+|ban hành\s+)?{_DATE}",
    re.I,
)
# The title of a named document goes on behind its number and issuer: "… về phát triển du lịch giai đoạn 2021-2025".
_TITLE = re.compile(
    r"\s+(?:về|v/v|quy định|hướng dẫn|ban hành|phê duyệt|sửa đổi|bổ sung|công bố|thành lập|triển khai thực hiện|thực hiện)\s"
    r"(?:(?!\s(?:trước|chậm nhất|xong|hoàn thành|định kỳ|đến hết)\s)[^\n.;,:()“”]){2,200}",
    re.I,
)
# Between the two the deadline of the sentence may stand: "thực hiện Kế hoạch số 10/KH-UBND trước ngày 30/6".


@lru_cache(maxsize=64)  # one document is asked clause by clause
def named_documents(text: str) -> tuple[tuple[int, int], ...]:
    """Return the spans of the names of other documents, each with its number, date, issuer and title, in order."""
    spans = [(r.start, r.end) for r in find_references(text)]
    spans += [m.span() for m in _DATED.finditer(text)]
    whole = []
    for start, end in sorted(spans):
        title = _TITLE.match(text, end)
        whole.append((start, title.end() if title else end))
    merged: list[tuple[int, int]] = []
    for start, end in whole:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def in_document_name(text: str, start: int, end: int) -> bool:
    """Tell whether a stretch of a text begins inside the name of another document.

    A period that begins before the name ("trước ngày ban hành Quyết định số …") is not inside.
    """
    spans = named_documents(text)
    i = bisect_right(spans, (start, len(text) + 1)) - 1
    return i >= 0 and spans[i][0] < start < spans[i][1] and end > start
