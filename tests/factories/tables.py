"""Tables as offices write them, of seeded variety, with what a right reading finds in them.

Each table is made once and written as a Word file, a workbook or a PDF. The words are ours.
"""

from __future__ import annotations

import io
import random
from collections.abc import Sequence
from dataclasses import dataclass, field

WORK = (
    "Rà soát hồ sơ lưu trữ", "Lập danh mục vị trí việc làm", "Kiểm kê tài sản công", "Số hóa sổ bộ hộ tịch",
    "Khảo sát mức độ hài lòng", "Cập nhật cơ sở dữ liệu đất đai", "Tổ chức lớp bồi dưỡng", "Sửa chữa trụ sở xã",
    "Công khai thủ tục nội bộ", "Nâng cấp đường truyền", "Đánh giá chất lượng dịch vụ", "Thay thế thiết bị cũ",
)  # fmt: skip
BODIES = ("Sở Nội vụ", "Sở Tài chính", "Sở Tư pháp", "Sở Xây dựng", "Thanh tra tỉnh", "Văn phòng UBND tỉnh")
GROUPS = ("Khối các sở, ban, ngành", "Khối địa phương", "Khối đơn vị sự nghiệp")
PARTS = ("Nhiệm vụ thường xuyên", "Nhiệm vụ mới phát sinh")
UNITS = ("hồ sơ", "lớp", "trụ sở", "thiết bị")
OPINIONS = ("Thống nhất", "Đề nghị làm rõ kinh phí", "Không có ý kiến")


@dataclass(frozen=True)
class Placed:
    """A printed cell with its extent."""

    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True)
class Expected:
    """What a right reading says of one row: the end of its address and its filled cells by heading."""

    address: str
    cells: dict[str, str]
    kind: str  # "record", "section" or "summary"


@dataclass
class Made:
    """A table with what is expected; `shapes` names what is special about it."""

    shapes: list[str]
    columns: int
    cells: list[Placed] = field(default_factory=list)
    expected: list[Expected] = field(default_factory=list)
    heading_rows: int = 1
    rules: str = "all"  # "all", "across" or "none": in a PDF
    unsaved: int = 0  # formulas without a result in a workbook
    nested: str = ""  # words of a table inside a cell

    @property
    def rows(self) -> int:
        """Return the number of printed rows."""
        return max(c.row + c.row_span for c in self.cells)

    def at(self, row: int, column: int) -> Placed | None:
        """Return the cell that is printed at a place, not one that only reaches over it."""
        return next((c for c in self.cells if (c.row, c.column) == (row, column)), None)


SHAPES = (
    "groups",
    "sections",
    "merged",
    "summary",
    "ditto",
    "numbers",
    "points",
    "wrapped rows",
    "formulas",
    "nested",
)


def table(seed: int, form: str) -> Made:
    """Return the table of a seed; `form` ("docx", "xlsx", "pdf") leaves out what the form cannot have."""
    rng = random.Random(seed)
    rules = ("all", "all", "across", "none")[seed % 4] if form == "pdf" else "all"
    possible = {
        "docx": set(SHAPES) - {"formulas", "wrapped rows"},
        "xlsx": set(SHAPES) - {"nested"},
        "pdf": set(SHAPES)
        - {"formulas", "nested", "wrapped rows"}
        - ({"merged"} if rules != "all" else set()),
    }[form]
    if rules == "none":
        possible -= {"groups", "numbers"}
    shapes = sorted(s for s in possible if rng.random() < 0.4)
    made = Made(shapes, 0, rules=rules)
    _build(made, rng, set(shapes))
    if form == "pdf" and rules == "all" and seed % 8 == 0:
        made.shapes.append("pages")
    return made


def _build(made: Made, rng: random.Random, shapes: set[str]) -> None:  # noqa: C901, PLR0912, PLR0915 - row by row
    heads: list[tuple[str, ...]] = [("STT",), ("Nội dung công việc",), ("Cơ quan chủ trì",)]
    years = ("groups" in shapes and [("Số lượng", "Năm 2025"), ("Số lượng", "Năm 2026")]) or [("Số lượng",)]
    heads += [("Đơn vị tính",), *years, ("Ý kiến của Sở Nội vụ",)]
    made.columns = len(heads)
    deep = max(map(len, heads))
    for column, levels in enumerate(heads):
        if len(levels) == 1:
            made.cells.append(Placed(0, column, levels[0], deep, 1))
            continue
        if column == 0 or heads[column - 1][0] != levels[0]:
            made.cells.append(Placed(0, column, levels[0], 1, sum(h[0] == levels[0] for h in heads)))
        made.cells.append(Placed(1, column, levels[1]))
    row = deep
    if "numbers" in shapes:
        made.cells += [Placed(row, c, f"({c + 1})") for c in range(made.columns)]
        row += 1
    made.heading_rows = row
    names = [" · ".join(h) for h in heads]
    work = [f"{name} đợt {k}" for k in (2, 1) for name in rng.sample(WORK, len(WORK))]
    groups = list(GROUPS[:2]) if "sections" in shapes else [""]
    for g, group in enumerate(groups):
        section = ""
        if group:
            section = "AB"[g]
            row = _section(made, row, section, group)
        held = 0  # rows that a merged body still covers
        body = ""
        unit = ""
        for number in range(1, rng.randint(2, 4) + 1):
            name = work.pop()
            again = "ditto" in shapes and unit and rng.random() < 0.5
            unit = unit if again else rng.choice(UNITS)
            texts = [str(number), name, "", '"' if again else unit]
            amounts = [str(rng.randint(2, 900)) for _ in years]
            texts += [*amounts, rng.choice(OPINIONS)]
            inherited = held > 0
            if not inherited:
                body = rng.choice(BODIES)
                texts[2] = body
                held = 2 if "merged" in shapes and rng.random() < 0.6 else 1
            held -= 1
            shown = dict(zip(names, [str(number), name, body, unit, *amounts, texts[-1]], strict=True))
            lost = made.columns - 2 if "formulas" in shapes and rng.random() < 0.3 else -1
            if lost >= 0:
                made.unsaved += 1
                shown.pop(names[lost])
            row = _record(made, row, texts, inherited=inherited, lost=lost)
            if held > 0:
                _stretch(made, 2)
            if "wrapped rows" in shapes and rng.random() < 0.5 and held == 0 and not inherited:
                more = "và báo cáo kết quả trước kỳ họp"
                made.cells.append(Placed(row, 1, more))
                shown[names[1]] = f"{name} {more}"
                row += 1
            address = f"STT {number}"
            made.expected.append(Expected(_under(section, address), shown, "record"))
            if "points" in shapes and held == 0 and not inherited and rng.random() < 0.5:
                for k in (1, 2):
                    point = work.pop()
                    value = str(rng.randint(2, 90))
                    cells = [
                        f"{number}.{k}",
                        point,
                        rng.choice(BODIES),
                        rng.choice(UNITS),
                        *[value] * len(years),
                        "",
                    ]
                    row = _record(made, row, cells)
                    filled = {n: v for n, v in zip(names, cells, strict=True) if v}
                    unit = cells[3]
                    made.expected.append(Expected(_under(section, f"STT {number}.{k}"), filled, "record"))
        if held > 0:  # no row below to be merged with
            _shrink(made)
    if "summary" in shapes:
        total = str(rng.randint(1000, 5000))
        made.cells.append(Placed(row, 1, "Tổng cộng"))
        made.cells += [Placed(row, 4 + i, total) for i in range(len(years))]
        filled = {names[1]: "Tổng cộng"} | {names[4 + i]: total for i in range(len(years))}
        made.expected.append(Expected("dòng Tổng cộng", filled, "summary"))
    if "nested" in shapes:
        made.nested = "Phần việc phụ"
        last = next(i for i in reversed(range(len(made.expected))) if made.expected[i].kind == "record")
        cells = made.expected[last].cells
        cells[names[1]] = f"{cells[names[1]]} {made.nested} 12"


def _under(section: str, address: str) -> str:
    return f"mục {section}, {address}" if section else address


def _section(made: Made, row: int, label: str, name: str) -> int:
    made.cells += [Placed(row, 0, label), Placed(row, 1, name, 1, made.columns - 1)]
    made.expected.append(Expected(f"mục {label}", {}, "section"))
    return row + 1


def _record(made: Made, row: int, texts: Sequence[str], *, inherited: bool = False, lost: int = -1) -> int:
    for column, text in enumerate(texts):
        if column == 2 and inherited:
            continue
        made.cells.append(Placed(row, column, "=SUM(1,2)" if column == lost else text))
    return row + 1


def _stretch(made: Made, height: int) -> None:
    """Let the body written last reach over the row below."""
    at = max(i for i, c in enumerate(made.cells) if c.column == 2 and c.text)
    cell = made.cells[at]
    made.cells[at] = Placed(cell.row, 2, cell.text, height, 1)


def _shrink(made: Made) -> None:
    _stretch(made, 1)


# --- files ----------------------------------------------------------------------------------------
TITLE = "BIỂU TỔNG HỢP NHIỆM VỤ"


def as_docx(made: Made) -> bytes:
    """Return a Word file with the table under a title."""
    from docx import Document

    document = Document()
    document.add_paragraph(TITLE)
    grid = document.add_table(rows=made.rows, cols=made.columns, style="Table Grid")
    slots = [[grid.cell(r, c) for c in range(made.columns)] for r in range(made.rows)]
    for cell in made.cells:
        slot = slots[cell.row][cell.column]
        if cell.row_span > 1 or cell.column_span > 1:
            slot = slot.merge(slots[cell.row + cell.row_span - 1][cell.column + cell.column_span - 1])
        slot.text = cell.text
    if made.nested:
        last = next(
            c for c in reversed(made.cells) if c.column == 1 and c.column_span == 1 and c.text[:4] != "Tổng"
        )
        inner = slots[last.row][1].add_table(rows=1, cols=2)
        inner.cell(0, 0).text, inner.cell(0, 1).text = made.nested, "12"
    document.add_paragraph("Ghi chú: số liệu do các cơ quan cung cấp.")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def as_xlsx(made: Made) -> bytes:
    """Return a workbook with the table under a title; its formulas have no results."""
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"] = TITLE
    for cell in made.cells:
        value: object = int(cell.text) if cell.text.isdigit() else cell.text or None
        sheet.cell(cell.row + 3, cell.column + 1, value)
        if cell.row_span > 1 or cell.column_span > 1:
            sheet.merge_cells(
                start_row=cell.row + 3, start_column=cell.column + 1,
                end_row=cell.row + 2 + cell.row_span, end_column=cell.column + cell.column_span,
            )  # fmt: skip
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_pdf(made: Made) -> bytes:
    """Return a PDF with the table ruled as it says; one of shape "pages" runs over several."""
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

    from tests.factories.pdf import font_file

    pdfmetrics.registerFont(TTFont("Test", font_file()))
    style = ParagraphStyle("cell", fontName="Test", fontSize=10, leading=12)
    data = [[""] * made.columns for _ in range(made.rows)]
    commands: list[tuple[object, ...]] = [("VALIGN", (0, 0), (-1, -1), "TOP")]
    for cell in made.cells:
        data[cell.row][cell.column] = Paragraph(cell.text, style) if cell.text else ""  # type: ignore[call-overload]
        if cell.row_span > 1 or cell.column_span > 1:
            end = (cell.column + cell.column_span - 1, cell.row + cell.row_span - 1)
            commands.append(("SPAN", (cell.column, cell.row), end))
    if made.rules == "all":
        commands.append(("GRID", (0, 0), (-1, -1), 0.5, "black"))
    elif made.rules == "across":
        commands += [
            ("LINEABOVE", (0, 0), (-1, 0), 0.5, "black"),
            ("LINEBELOW", (0, made.heading_rows - 1 - ("numbers" in made.shapes)), (-1, -1), 0.5, "black"),
        ]
        commands += [("LINEBELOW", (c.column, 0), (c.column + c.column_span - 1, 0), 0.5, "black") for c in made.cells if c.row == 0 and c.column_span > 1]  # fmt: skip
    widths = [34, 150, 110, 70, *[60] * (made.columns - 5), 110]
    top = 330 if "pages" in made.shapes else 20
    flow = [
        Paragraph(TITLE, style),
        Spacer(1, top),
        Table(data, colWidths=widths, style=commands, repeatRows=made.heading_rows),
    ]
    out = io.BytesIO()
    SimpleDocTemplate(out, pagesize=landscape(A4), leftMargin=50, rightMargin=50).build(
        [*flow, Spacer(1, 40), Paragraph("Ghi chú: số liệu do các cơ quan cung cấp.", style)]
    )
    return out.getvalue()


WRITERS = {"docx": as_docx, "xlsx": as_xlsx, "pdf": as_pdf}
