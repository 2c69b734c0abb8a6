"""Read the cells of an assignment: the names in a role cell, and what the heading of a column means."""

from __future__ import annotations

import re
from enum import StrEnum
from itertools import pairwise

from corpus.agencies import AgencyMention, find_agencies
from corpus.model import Mention
from corpus.text import fold, squeeze


class Role(StrEnum):
    """What a column or a labelled line of an assignment holds."""

    ORDER = "STT"
    TASK = "nội dung"
    LEAD = "chủ trì"
    SUPPORT = "phối hợp"
    MONITOR = "theo dõi"
    DEADLINE = "thời gian"
    PRODUCT = "sản phẩm"
    NOTE = "ghi chú"


# The first pattern that fits decides: "Thời gian thực hiện" is no lead, "Nội dung phối hợp" is a task.
_COLUMNS: tuple[tuple[Role, re.Pattern[str]], ...] = tuple(
    (role, re.compile(pattern))
    for role, pattern in (
        (Role.ORDER, r"^(?:stt|tt|số tt|số thứ tự|s tt|số|mã số|mã|tt/stt|stt/tt)\W*$"),
        (Role.NOTE, r"^(?:ghi chú|căn cứ|cơ sở pháp lý|nguồn|kinh phí|dự toán|đơn vị tính|đvt|địa điểm)"),
        (Role.TASK, r"^(?:các |danh mục |tên )*(?:nội dung|nhiệm vụ|công việc|hoạt động|đầu việc|giải pháp|hạng mục)(?!.*(?:chủ trì|phối hợp)$)"),
        (Role.PRODUCT, r"sản phẩm|kết quả|đầu ra|hình thức văn bản|hình thức ban hành"),
        (Role.DEADLINE, r"thời (?:gian|hạn|điểm)|tiến độ|lộ trình|hoàn thành|kỳ hạn|hạn xử lý|mốc|^ngày|^tháng|^quý|hạn trình"),
        (Role.LEAD, r"chủ trì.*phối hợp"),  # one column for both; labels in its cells part them
        (Role.SUPPORT, r"phối hợp|tham gia|hỗ trợ"),
        (Role.MONITOR, r"theo dõi|đôn đốc|kiểm tra|giám sát|lãnh đạo (?:phụ trách|chỉ đạo)|chỉ đạo"),
        (Role.LEAD, r"chủ trì|đầu mối|tham mưu|phụ trách|chịu trách nhiệm|được giao|phân công|chủ đầu tư|soạn thảo|trách nhiệm|"
            r"(?:cơ quan|đơn vị|sở|ngành|bộ phận|phòng|người|cá nhân|tổ chức|đồng chí|cấp|địa phương)\b.*(?:thực hiện|triển khai|làm)|^(?:cơ quan|đơn vị)(?:,? (?:cơ quan|đơn vị))*$"),
        (Role.LEAD, r"^(?:cơ quan|đơn vị|bộ phận|phòng|sở, ngành) (?:có thẩm quyền |có trách nhiệm )?(?:tiếp nhận|thẩm định|giải quyết|quản lý|xử lý|"
            r"lập|xây dựng|theo dõi|báo cáo|cung cấp|cập nhật|tổng hợp|tổ chức|ban hành|phê duyệt|kiểm tra|vận hành)"),
        (Role.TASK, r"nội dung|nhiệm vụ|công việc|đề án|chương trình|dự án|văn bản|báo cáo|chuyên đề|hoạt động"),
    )
)  # fmt: skip


def column_role(heading: str) -> Role | None:
    """Return what a column with this heading holds, or None for one that says nothing of assignments."""
    text = re.sub(r"[()\[\]*:]", " ", fold(heading)).strip()
    text = re.sub(r"\s+", " ", text)
    if not text or len(text) > 120:  # longer texts are contents, not headings
        return None
    return next((role for role, pattern in _COLUMNS if pattern.search(text)), None)


_SEPARATOR = re.compile(
    r"\s*(?:[;,/]|\s(?:và|cùng với|cùng)\s|(?<=\s)[-–+•*]\s|\n\s*[-–+•*]?\s*)\s*(?:và\s+)?"
)
_LEADING = re.compile(r"^[\s\-–+•*.,;:]*(?:\d{1,2}[.)]\s+)?(?:và\s+)?")
_ASIDE = re.compile(r"\s*\([^)]*\)\s*$")
# "Sở quản lý ngành | thực hiện tiếp nhận kê khai giá …": a sentence in a cell of names
_WORK = re.compile(r"(?<=\w)\s+(?:thực hiện|có trách nhiệm|chịu trách nhiệm|tổ chức thực hiện)\s(?=\S)")
_NOTHING = re.compile(r"^[\W\d_]*$|^(?:không|x|như trên|nt)$", re.I)


def names_in_cell(text: str, start: int, end: int) -> tuple[Mention, ...]:
    """Return the names of a role cell, one for each agency, as printed.

    Args:
        text: the document's text.
        start: where the cell begins.
        end: where it ends.
    """
    cell = text[start:end]
    agencies = find_agencies(cell)
    cuts = _cuts(cell, agencies)
    names: list[Mention] = []
    at = 0
    for first, last in [*cuts, (len(cell), len(cell))]:
        if first < at:
            continue
        names += _piece(cell, start, at, first, agencies)
        at = last
    return tuple(names)


# "Sở A chủ trì, phối hợp với Sở B" in one cell
_ALONG = re.compile(r"[,;]?\s*(?:và\s+)?phối hợp(?:\s+(?:với|cùng))*\s*:?\s+", re.I)
_LEADS = re.compile(r"\s+(?:là cơ quan |là đơn vị |làm )?(?:chủ trì|đầu mối|thực hiện)\W*$", re.I)


def part_roles(text: str, start: int, end: int) -> tuple[tuple[int, int], tuple[int, int] | None]:
    """Part a span of names into those who lead and, behind "phối hợp với", those who work along."""
    along = _ALONG.search(text, start, end)
    last = along.start() if along is not None and along.start() > start else end
    leads = _LEADS.search(text, start, last)
    lead = (start, leads.start() if leads is not None else last)
    return lead, ((along.end(), end) if along is not None and last < end else None)


def _cuts(cell: str, agencies: tuple[AgencyMention, ...]) -> list[tuple[int, int]]:
    """Return the separators of a cell: not those inside a name or brackets, no line break inside a name."""
    cuts = []
    for m in _SEPARATOR.finditer(cell):
        if any(a.start < m.start() < a.end or a.start < m.end() - 1 < a.end for a in agencies):
            continue
        if cell.count("(", 0, m.start()) > cell.count(")", 0, m.start()):
            continue
        begins = any(m.end() <= a.start <= m.end() + 1 for a in agencies)
        mark = m[0].strip()
        if mark in {"", "và", "cùng", "cùng với", "/"} and not begins:
            continue  # "Trung tâm Xúc tiến\nđầu tư", "các tổ chức và cá nhân"
        if mark == "," and not begins and not cell[m.end() : m.end() + 1].isupper():
            continue
        cuts.append((m.start(), m.end()))
    for one, two in pairwise(agencies):  # "Chi cục Kiểm lâm các địa phương": lines joined by a blank
        if two.start > one.end and not cell[one.end : two.start].strip():
            cuts.append((one.end, two.start))
    return sorted(set(cuts))


def _piece(cell: str, base: int, first: int, last: int, agencies: tuple[AgencyMention, ...]) -> list[Mention]:
    """Return the names between two separators: the expanded ones of an elided list, else what is printed."""
    inside = [a for a in agencies if first <= a.start and a.end <= last]
    elided = [a for a in inside if squeeze(cell[a.start : a.end]) != a.value]
    if elided or len(inside) > 1:
        return [Mention(a.value, base + a.start, base + a.end) for a in inside]
    lead = _LEADING.match(cell[first:last])
    first += lead.end() if lead else 0
    printed = _ASIDE.sub("", _WORK.split(cell[first:last], maxsplit=1)[0]).rstrip(" \n\t.,;:")
    if _NOTHING.match(printed):
        return []
    return [Mention(squeeze(printed), base + first, base + first + len(printed))]
