"""Make plans with assignment tables and with prose, as Word and PDF, together with their true register.

Written from the forms that Vietnamese plans really have: role columns under varying headings in any order,
merged cells, empty cells, two leads, elided lists, restarting numbers, section rows, several dates in a cell.
"""

from __future__ import annotations

import io
import random
from dataclasses import dataclass, field
from pathlib import Path

DEJAVU = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")

DEPARTMENTS = (
    "Sở Tài chính", "Sở Nội vụ", "Sở Tư pháp", "Sở Xây dựng", "Sở Công Thương", "Sở Y tế",
    "Sở Nông nghiệp và Môi trường", "Sở Văn hóa, Thể thao và Du lịch", "Sở Giáo dục và Đào tạo",
    "Sở Khoa học và Công nghệ", "Sở Dân tộc và Tôn giáo", "Công an tỉnh", "Bộ Chỉ huy Quân sự tỉnh",
    "Thanh tra tỉnh", "Văn phòng UBND tỉnh", "Ban Quản lý các khu công nghiệp", "Sở Kế hoạch và Đầu tư",
    "Sở NN&PTNT", "Sở Tài nguyên và Môi trường", "Báo và Đài Phát thanh, Truyền hình tỉnh",
    "UBND huyện Đức Trọng", "UBND các huyện, thành phố", "UBND các xã, phường, đặc khu", "Kho bạc Nhà nước tỉnh",
    "Trung tâm Xúc tiến Đầu tư, Thương mại và Du lịch", "Chi cục Kiểm lâm", "Hội Liên hiệp Phụ nữ tỉnh", "Tỉnh đoàn",
    "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh", "Liên đoàn Lao động tỉnh", "Chánh Văn phòng UBND tỉnh",
)  # fmt: skip
GENERIC = (
    "Các sở, ban, ngành", "các cơ quan, đơn vị liên quan", "các sở, ban, ngành, địa phương", "Các địa phương",
    "các đơn vị có liên quan",
)  # fmt: skip
ACTIONS = (
    "Xây dựng Kế hoạch", "Rà soát, trình phê duyệt danh mục", "Tổ chức hội nghị quán triệt", "Ban hành quy định về",
    "Hoàn thiện cơ sở dữ liệu", "Lập quy hoạch chi tiết", "Tham mưu cơ chế hỗ trợ", "Triển khai đề án",
    "Đánh giá tình hình thực hiện", "Tuyên truyền, phổ biến", "Kiểm tra việc chấp hành", "Đào tạo, bồi dưỡng về",
)  # fmt: skip
OBJECTS = (
    "phát triển đô thị", "chuyển đổi số trong cơ quan nhà nước", "quản lý đất đai", "cải cách thủ tục hành chính",
    "bảo vệ môi trường nông thôn", "thu hút đầu tư vào khu công nghiệp", "giảm nghèo bền vững", "an toàn thực phẩm",
    "phòng cháy, chữa cháy rừng", "hạ tầng giao thông liên vùng", "du lịch sinh thái", "nhà ở xã hội",
    "giáo dục nghề nghiệp", "chăm sóc sức khỏe ban đầu", "tiết kiệm năng lượng", "dịch vụ công trực tuyến",
)  # fmt: skip
DEADLINES = (
    ("Quý II/2026", "2026-Q2"), ("Quý IV năm 2026", "2026-Q4"), ("Tháng 6/2026", "2026-06"), ("Năm 2026", "2026"),
    ("Trước ngày 30/9/2026", "<2026-09-30"), ("Chậm nhất ngày 15/12/2026", "<=2026-12-15"), ("Thường xuyên", "continuous"),
    ("Hằng năm", "yearly"), ("Định kỳ hằng quý", "quarterly"), ("Giai đoạn 2026-2030", "2026..2030"),
    ("Trước ngày 15/6 và ngày 15/12 hằng năm", "yearly:<06-15; yearly:12-15"), ("Hằng tháng, quý, năm", "monthly; quarterly; yearly"),
    ("Quý I, III/2027", "2027-Q1; 2027-Q3"), ("Theo hướng dẫn của Trung ương", None), ("2026 - 2027", "2026..2027"),
    ("Tháng 3/2026; tháng 9/2026", "2026-03; 2026-09"),
)  # fmt: skip
PRODUCTS = (
    "Kế hoạch của UBND tỉnh",
    "Báo cáo",
    "Quyết định của UBND tỉnh",
    "Tờ trình, dự thảo Nghị quyết",
    "Đề án được phê duyệt",
)
HEADINGS: dict[str, tuple[str, ...]] = {
    "order": ("STT", "TT", "Stt"),
    "task": (
        "Nội dung",
        "Nhiệm vụ",
        "Nội dung công việc",
        "Nội dung nhiệm vụ",
        "Nhiệm vụ, giải pháp",
        "Tên nhiệm vụ",
    ),
    "lead": (
        "Cơ quan chủ trì",
        "Đơn vị chủ trì",
        "Chủ trì",
        "Cơ quan, đơn vị chủ trì thực hiện",
        "Đơn vị thực hiện",
    ),
    "support": ("Cơ quan phối hợp", "Đơn vị phối hợp", "Phối hợp", "Đơn vị phối hợp thực hiện"),
    "monitor": ("Cơ quan theo dõi, đôn đốc", "Đơn vị theo dõi, kiểm tra", "Theo dõi, đôn đốc"),
    "deadline": ("Thời gian thực hiện", "Thời gian hoàn thành", "Thời hạn", "Tiến độ thực hiện", "Thời gian"),
    "product": ("Sản phẩm", "Kết quả, sản phẩm", "Sản phẩm dự kiến"),
    "note": ("Ghi chú",),
}
_ROMAN = ("I", "II", "III", "IV", "V")
SECTIONS = (
    "CÔNG TÁC TUYÊN TRUYỀN",
    "HOÀN THIỆN THỂ CHẾ",
    "PHÁT TRIỂN HẠ TẦNG",
    "Nhóm nhiệm vụ về nguồn nhân lực",
)


@dataclass(frozen=True)
class Row:
    """One true assignment, or a section row when `task` is empty."""

    task: str = ""
    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    monitor: tuple[str, ...] = ()
    deadline: str | None = None
    deadline_norm: str | None = None
    product: str | None = None
    section: str = ""
    printed: dict[str, str] = field(default_factory=dict)  # cell texts where they differ from the values


@dataclass(frozen=True)
class Plan:
    """A generated plan: the order of its columns, their headings, its rows, and which cells are merged."""

    seed: int
    columns: tuple[str, ...]
    headings: dict[str, str]
    rows: tuple[Row, ...]
    two_level: bool  # "Phân công thực hiện" over the role columns
    merged: dict[str, tuple[tuple[int, int], ...]]  # column → runs of rows [first, last) printed as one cell
    restart: bool  # numbers begin anew in each section
    repeated_heading: bool

    def gold(self) -> list[Row]:
        """Return the true assignments."""
        return [row for row in self.rows if row.task]


def make_plan(seed: int) -> Plan:
    """Return a plan that depends on the seed alone."""
    rng = random.Random(seed)
    optional = [c for c in ("monitor", "product", "note") if rng.random() < 0.55]
    middle = ["lead", "support", "deadline", *optional]
    if rng.random() < 0.15:
        middle.remove("support")
    rng.shuffle(middle)
    two_level = rng.random() < 0.35
    if two_level:  # the role columns stand together under one heading
        roles = [c for c in middle if c in ("lead", "support", "monitor")]
        middle = [c for c in middle if c not in roles]
        at = rng.randrange(len(middle) + 1)
        middle[at:at] = roles
        two_level = len(roles) > 1
    columns = ("order", "task", *middle)
    headings = {c: rng.choice(HEADINGS[c]) for c in columns}
    rows = _rows(rng, columns)
    merged = _merge(rng, columns, rows)
    return Plan(seed, columns, headings, rows, two_level, merged, rng.random() < 0.5, rng.random() < 0.3)


def _rows(rng: random.Random, columns: tuple[str, ...]) -> tuple[Row, ...]:
    rows: list[Row] = []
    tasks = rng.sample([f"{a} {o}" for a in ACTIONS for o in OBJECTS], 40)
    with_sections = rng.random() < 0.6
    for i in range(rng.randint(9, 24)):
        if with_sections and i % 6 == 0:
            rows.append(Row(section=SECTIONS[(i // 6) % len(SECTIONS)]))
        rows.append(
            _row(rng, columns, f"{tasks[i]} trên địa bàn tỉnh giai đoạn {rng.choice(('mới', 'tới', 'đầu'))}")
        )
    return tuple(rows)


def _row(rng: random.Random, columns: tuple[str, ...], task: str) -> Row:
    lead = tuple(rng.sample(DEPARTMENTS, 1 if rng.random() < 0.8 else 2))
    support: tuple[str, ...] = ()
    printed = {"lead": rng.choice(("; ", "\n", ", ")).join(lead)}
    if "support" in columns and rng.random() < 0.85:
        if rng.random() < 0.2:
            support = ("Sở Kế hoạch và Đầu tư", "Sở Tài chính", "Công an tỉnh")
            printed["support"] = "Sở Kế hoạch và Đầu tư, Tài chính, Công an tỉnh"
        else:
            names = [d for d in DEPARTMENTS if d not in lead]
            support = (*rng.sample(names, rng.randint(0, 2)), rng.choice(GENERIC))
            printed["support"] = rng.choice(("; ", ", ", "\n")).join(support)
    monitor = (rng.choice(DEPARTMENTS[:16]),) if "monitor" in columns and rng.random() < 0.7 else ()
    deadline = rng.choice(DEADLINES) if rng.random() < 0.85 else (None, None)
    product = rng.choice(PRODUCTS) if "product" in columns and rng.random() < 0.8 else None
    return Row(task, lead, support, monitor, deadline[0], deadline[1], product, "", printed)


def _merge(
    rng: random.Random, columns: tuple[str, ...], rows: tuple[Row, ...]
) -> dict[str, tuple[tuple[int, int], ...]]:
    """Choose runs of two or three assignments whose lead, deadline or product is one merged cell."""
    runs: dict[str, list[tuple[int, int]]] = {}
    for column in ("lead", "deadline", "support"):
        if column not in columns or rng.random() < 0.5:
            continue
        at = 0
        while at + 3 < len(rows):
            size = rng.randint(2, 3)
            if all(rows[i].task for i in range(at, at + size)) and rng.random() < 0.5:
                runs.setdefault(column, []).append((at, at + size))
                at += size
            at += 1
    return {c: tuple(r) for c, r in runs.items()}


def settled(plan: Plan) -> Plan:
    """Return the plan with each merged value written into all the rows that it covers."""
    rows = list(plan.rows)
    for column, runs in plan.merged.items():
        for first, last in runs:
            top = rows[first]
            for i in range(first + 1, last):
                rows[i] = _with(rows[i], column, top)
    return Plan(
        plan.seed, plan.columns, plan.headings, tuple(rows), plan.two_level, plan.merged, plan.restart,
        plan.repeated_heading,
    )  # fmt: skip


def _with(row: Row, column: str, top: Row) -> Row:
    values = row.__dict__ | {column: getattr(top, column)}
    if column == "deadline":
        values["deadline_norm"] = top.deadline_norm
    values["printed"] = (
        row.printed | {column: top.printed[column]}
        if column in top.printed
        else {k: v for k, v in row.printed.items() if k != column}
    )
    return Row(**values)


def cell_text(row: Row, column: str, number: int) -> str:
    """Return what a cell of a row shows."""
    if column == "order":
        return str(number)
    if column == "task":
        return row.task
    if column in row.printed:
        return row.printed[column]
    value = getattr(row, column, None)
    return value if isinstance(value, str) else "; ".join(value or ())


def grid(plan: Plan) -> list[list[str]]:
    """Return the body of the table as strings; a section row has its text in the second cell."""
    out, number = [], 0
    for row in plan.rows:
        if row.section:
            number = 0 if plan.restart else number
            roman = _ROMAN[sum(1 for r in out if r[0] in _ROMAN)]
            out.append([roman, row.section, *[""] * (len(plan.columns) - 2)])
            continue
        number += 1
        out.append([cell_text(row, c, number) for c in plan.columns])
    return out


def heading_rows(plan: Plan) -> list[list[str]]:
    """Return one or two rows of headings; a merged heading stands in its first cell."""
    lowest = [plan.headings[c] for c in plan.columns]
    if not plan.two_level:
        return [lowest]
    upper = list(lowest)
    roles = [i for i, c in enumerate(plan.columns) if c in ("lead", "support", "monitor")]
    for i in roles:
        upper[i] = "Phân công thực hiện" if i == roles[0] else ""
    return [upper, [h if i in roles else "" for i, h in enumerate(lowest)]]


_HEAD = (
    "ỦY BAN NHÂN DÂN", "TỈNH LÂM ĐỒNG", "Số: 100/KH-UBND", "KẾ HOẠCH",
    "Triển khai nhiệm vụ trọng tâm", "I. MỤC ĐÍCH, YÊU CẦU", "1. Bảo đảm thực hiện đồng bộ, đúng tiến độ.",
    "II. NHIỆM VỤ CỤ THỂ",
)  # fmt: skip


def as_docx(plan: Plan) -> bytes:
    """Return the plan as a Word file."""
    from docx import Document

    plan = settled(plan)
    document = Document()
    for line in _HEAD:
        document.add_paragraph(line)
    heads, body = heading_rows(plan), grid(plan)
    table = document.add_table(len(heads) + len(body), len(plan.columns))
    merge = _spans(plan, heads)
    for (top, left), (bottom, right) in merge.items():
        table.cell(top, left).merge(table.cell(bottom, right))
    hidden = _hidden(merge)
    for r, row in enumerate([*heads, *body]):
        for c, value in enumerate(row):
            if (r, c) not in hidden and value:
                lines = value.split("\n")
                cell = table.cell(r, c)
                cell.text = lines[0]
                for line in lines[1:]:
                    cell.add_paragraph(line)
    document.add_paragraph("III. TỔ CHỨC THỰC HIỆN")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _spans(plan: Plan, heads: list[list[str]]) -> dict[tuple[int, int], tuple[int, int]]:
    """Return the merged areas: first cell → last cell."""
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    width = len(plan.columns)
    if plan.two_level:
        roles = [i for i, c in enumerate(plan.columns) if c in ("lead", "support", "monitor")]
        spans[(0, roles[0])] = (0, roles[-1])
        spans |= {(0, i): (1, i) for i in range(width) if i not in roles}
    for r, row in enumerate(plan.rows):
        if row.section and plan.seed % 2:
            spans[(r + len(heads), 1)] = (r + len(heads), width - 1)
    for column, runs in plan.merged.items():
        at = plan.columns.index(column)
        spans |= {(a + len(heads), at): (b - 1 + len(heads), at) for a, b in runs}
    return spans


def _hidden(spans: dict[tuple[int, int], tuple[int, int]]) -> set[tuple[int, int]]:
    return {
        (r, c)
        for (top, left), (bottom, right) in spans.items()
        for r in range(top, bottom + 1)
        for c in range(left, right + 1)
        if (r, c) != (top, left)
    }


def as_pdf(plan: Plan) -> bytes:
    """Return the plan as a PDF with ruled lines (DejaVu, which has every Vietnamese letter)."""
    from reportlab.lib import colors
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

    plan = settled(plan)
    pdfmetrics.registerFont(TTFont("DejaVu", str(DEJAVU)))
    style = ParagraphStyle("cell", fontName="DejaVu", fontSize=8, leading=10)
    heads, body = heading_rows(plan), grid(plan)
    spans = _spans(plan, heads)
    hidden = _hidden(spans)
    cells = [
        [
            "" if (r, c) in hidden else Paragraph(v.replace("&", "&amp;").replace("\n", "<br/>"), style)
            for c, v in enumerate(row)
        ]
        for r, row in enumerate([*heads, *body])
    ]
    widths = {"order": 32, "task": 190, "note": 50}
    rest = (760 - sum(widths.get(c, 0) for c in plan.columns)) / sum(c not in widths for c in plan.columns)
    table = Table(
        cells,
        colWidths=[widths.get(c, rest) for c in plan.columns],
        repeatRows=len(heads) if plan.repeated_heading else 0,
        style=[
            ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            *[("SPAN", (left, top), (right, bottom)) for (top, left), (bottom, right) in spans.items()],
        ],
    )
    out = io.BytesIO()
    flow = [*[Paragraph(line, style) for line in _HEAD], table, Paragraph("III. TỔ CHỨC THỰC HIỆN", style)]
    SimpleDocTemplate(out, pagesize=landscape(A4), leftMargin=30, rightMargin=30).build(flow)
    return out.getvalue()
