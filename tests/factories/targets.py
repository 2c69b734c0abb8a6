"""Generated plans and resolutions with targets: prose, bullets, tables with years as columns.

Each variant is written from a seed, together with the targets that stand in it. Layouts follow real
resolutions and plans (headings, markers, units, number format); names and numbers are invented.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field

from corpus.model import Cell, Document, SourceText, Table
from corpus.text.numbers import show_number


@dataclass(frozen=True)
class Expected:
    """A target as the variant states it."""

    quote: str
    period: str | None
    comparator: str
    value: float | str
    unit: str | None


@dataclass
class Draft:
    """A document in the making: its text, tables and targets."""

    seed: int
    text: str = ""
    tables: list[Table] = field(default_factory=list)
    expected: list[Expected] = field(default_factory=list)

    def line(self, words: str) -> None:
        self.text += words + "\n"

    def state(self, words: str, *targets: tuple[str | None, str, float | str, str | None]) -> None:
        """Write a line and note what it states as (period, comparator, value, unit)."""
        self.line(words)
        quote = words.lstrip("-+abcdđ0123456789.) ")
        self.expected += [Expected(quote, *target) for target in targets]


PERCENT = (
    "Tỷ lệ hộ nghèo", "Tỷ lệ lao động qua đào tạo", "Tỷ lệ che phủ rừng", "Tỷ lệ đô thị hóa", "Tỷ lệ dân số tham gia bảo hiểm y tế",
    "Tỷ lệ hồ sơ giải quyết đúng hạn", "Tỷ lệ xã đạt chuẩn nông thôn mới", "Tỷ trọng kinh tế số", "Tỷ lệ chất thải rắn được thu gom",
    "Tỷ lệ giải ngân vốn đầu tư công", "Tỷ lệ trường đạt chuẩn quốc gia", "Tỷ lệ người dân hài lòng",
)  # fmt: skip
AMOUNTS = (
    ("GRDP bình quân đầu người", "triệu đồng/người/năm", 60, 180),
    ("Tổng thu ngân sách nhà nước trên địa bàn", "tỷ đồng", 3000, 60000),
    ("Kim ngạch xuất khẩu", "triệu USD", 200, 9000),
    ("Sản lượng lương thực có hạt", "nghìn tấn", 150, 900),
    ("Diện tích trồng rừng tập trung", "ha", 500, 9000),
    ("Số giường bệnh", "giường bệnh/vạn dân", 25, 45),
    ("Tổng lượt khách du lịch", "triệu lượt khách", 1, 12),
    ("Số lao động được giải quyết việc làm", "người", 2000, 40000),
    ("Số bác sĩ", "bác sĩ/vạn dân", 8, 15),
)
OBJECTS = (
    "hồ sơ công việc được xử lý trên môi trường mạng", "cơ sở giáo dục triển khai học bạ số", "cán bộ được tập huấn kỹ năng số",
    "dịch vụ công đủ điều kiện được cung cấp trực tuyến", "hộ gia đình được dùng điện an toàn", "chợ có điểm thanh toán không dùng tiền mặt",
)  # fmt: skip
COUNTED = (
    ("Xây dựng mới", "trạm y tế"), ("Thành lập mới", "hợp tác xã"), ("Hoàn thành", "dự án hạ tầng giao thông"),
    ("Phát triển thêm", "sản phẩm OCOP"), ("Tổ chức", "lớp tập huấn"), ("Trồng mới", "cây xanh"), ("Công nhận thêm", "xã nông thôn mới nâng cao"),
)  # fmt: skip
COUNT_UNITS = {
    "trạm y tế": "trạm y tế", "hợp tác xã": "hợp tác xã", "dự án hạ tầng giao thông": "dự án", "sản phẩm OCOP": "sản phẩm",
    "lớp tập huấn": "lớp", "cây xanh": "cây xanh", "xã nông thôn mới nâng cao": "xã",
}  # fmt: skip
NOISE = (
    "- Triển khai Nghị quyết số 52-NQ/TW ngày 27/9/2019 của Bộ Chính trị và Quyết định số 749/QĐ-TTg ngày 03 tháng 6 năm 2020.",
    "- Các sở, ban, ngành báo cáo trước ngày 15 tháng 12 hằng năm.",
    "- Thực hiện quy định tại khoản 2 Điều 5 Nghị định số 61/2018/NĐ-CP.",
    "- Nâng cao chất lượng tham mưu, phối hợp giữa các cấp, các ngành.",
)


def _number(rng: random.Random, low: float, high: float) -> tuple[float, str]:
    value = round(rng.uniform(low, high), rng.choice((0, 0, 1, 2)))
    shown = show_number(value)
    if value == int(value) and value < 10 and rng.random() < 0.5:
        shown = f"0{int(value)}"
    return value, shown


def _percent(rng: random.Random) -> tuple[float, str]:
    return _number(rng, 3, 99)


# --- what one line can state; each takes the period that stands above it --------------------------
def _reaches(rng: random.Random, d: Draft, mark: str, period: str | None) -> None:
    name, (value, shown) = rng.choice(PERCENT), _percent(rng)
    words, sign = rng.choice(
        (("đạt", "="), ("đạt trên", ">"), ("đạt tối thiểu", ">="), ("đạt ít nhất", ">="), ("còn dưới", "<"),
         ("không quá", "<="), ("chiếm", "="), ("đạt không dưới", ">="), ("đạt khoảng", "="))
    )  # fmt: skip
    d.state(f"{mark}{name} {words} {shown}%.", (period, sign, value, "%"))


def _or_more(rng: random.Random, d: Draft, mark: str, period: str | None) -> None:
    name, (value, shown) = rng.choice(PERCENT), _percent(rng)
    d.state(f"{mark}{name} đạt từ {shown}% trở lên.", (period, ">=", value, "%"))


def _amount(rng: random.Random, d: Draft, mark: str, period: str | None) -> None:
    name, unit, low, high = rng.choice(AMOUNTS)
    value, shown = _number(rng, low, high)
    d.state(f"{mark}{name} đạt {shown} {unit}.", (period, "=", value, unit))


def _range(rng: random.Random, d: Draft, mark: str, period: str | None) -> None:
    low = rng.randint(5, 60)
    dash = rng.choice(("-", " - ", "–"))
    d.state(
        f"{mark}Tốc độ tăng trưởng GRDP bình quân đạt {low}{dash}{low + 2}%/năm.",
        (period, "range", f"{low}-{low + 2}", "%/năm"),
    )


def _head(rng: random.Random, d: Draft, mark: str, period: str | None) -> None:
    value, shown = _percent(rng)
    words, sign = rng.choice((("", "="), ("Tối thiểu ", ">="), ("Trên ", ">"), ("Ít nhất ", ">=")))
    d.state(f"{mark}{words}{shown}% {rng.choice(OBJECTS)}.", (period, sign, value, "%"))


def _two_years(rng: random.Random, d: Draft, mark: str, period: str | None) -> None:
    (one, first), (two, second) = _percent(rng), _percent(rng)
    year = rng.choice(("2023", "2024"))
    d.state(
        f"{mark}Ít nhất {first}% {rng.choice(OBJECTS)}, riêng năm {year} đạt ít nhất {second}%.",
        (period, ">=", one, "%"), (year, ">=", two, "%"),
    )  # fmt: skip


def _own_years(rng: random.Random, d: Draft, mark: str, _period: str | None) -> None:
    name, (one, first), (two, second) = rng.choice(PERCENT), _percent(rng), _percent(rng)
    form = rng.choice(
        ("{name} đến năm 2025 đạt {a}%, đến năm 2030 đạt {b}%.", "Đến năm 2025, {low} đạt {a}%; đến năm 2030 đạt {b}%.",
         "{name} đạt {a}% vào năm 2025 và {b}% vào năm 2030.")
    )  # fmt: skip
    words = form.format(name=name, low=name[0].lower() + name[1:], a=first, b=second)
    d.state(f"{mark}{words}", ("2025", "=", one, "%"), ("2030", "=", two, "%"))


def _parts(rng: random.Random, d: Draft, mark: str, period: str | None) -> None:
    one, two = rng.randint(10, 90), rng.randint(10, 90)
    d.state(
        f"{mark}Trồng {one + two} nghìn cây xanh, trong đó: {one} nghìn cây xanh phân tán và {two} nghìn cây xanh tập trung.",
        (period, "=", one + two, "nghìn cây xanh"), (period, "=", one, "nghìn cây xanh"), (period, "=", two, "nghìn cây xanh"),
    )  # fmt: skip


def _two_names(rng: random.Random, d: Draft, mark: str, period: str | None) -> None:
    (one, first), (two, second) = _percent(rng), _percent(rng)
    a, b = rng.sample(PERCENT, 2)
    d.state(
        f"{mark}{a} đạt {first}%; {b[0].lower()}{b[1:]} đạt {second}%.",
        (period, "=", one, "%"),
        (period, "=", two, "%"),
    )


def _count(rng: random.Random, d: Draft, mark: str, period: str | None) -> None:
    (verb, noun), value = rng.choice(COUNTED), rng.randint(2, 99)
    d.state(f"{mark}{verb} {value:02} {noun}.", (period, "=", value, COUNT_UNITS[noun]))


def _compared(rng: random.Random, d: Draft, mark: str, period: str | None) -> None:
    value = rng.randint(2, 30)
    d.state(f"{mark}Năng suất lao động tăng {value}% so với năm 2020.", (period, "=", value, "%"))


def _from_base(rng: random.Random, d: Draft, mark: str, period: str | None) -> None:
    low = rng.randint(20, 50)
    d.state(f"{mark}Nâng tỷ lệ đô thị hóa từ {low}% lên {low + 15}%.", (period, "=", low + 15, "%"))


def _rank(rng: random.Random, d: Draft, mark: str, period: str | None) -> None:
    value = rng.choice((10, 15, 20, 25))
    form, unit = rng.choice(
        (("Chỉ số PCI nằm trong nhóm {n} tỉnh, thành phố dẫn đầu cả nước.", "tỉnh, thành phố"),
         ("Chỉ số cải cách hành chính thuộc nhóm {n} tỉnh đứng đầu cả nước.", "tỉnh"))
    )  # fmt: skip
    d.state(mark + form.format(n=value), (period, "rank<=", value, unit))


def _quality(rng: random.Random, d: Draft, mark: str, period: str | None) -> None:
    place = rng.choice(("thị trấn Bình Minh", "huyện Tân Lập", "xã Hòa Sơn"))
    value = rng.choice(
        (
            "đạt tiêu chí đô thị loại IV",
            "đạt tiêu chí đô thị loại III",
            "trở thành thị xã",
            "đạt chuẩn nông thôn mới nâng cao",
        )
    )
    if period:
        d.state(f"{mark}Xây dựng {place} {value}.", (period, "=", value, None))


def _ratio(rng: random.Random, d: Draft, mark: str, period: str | None) -> None:
    part = rng.randint(5, 18)
    d.state(f"{mark}Phấn đấu {part}/19 xã đạt chuẩn nông thôn mới.", (period, "=", f"{part}/19", "xã"))


SHAPES: tuple[Callable[[random.Random, Draft, str, str | None], None], ...] = (
    _reaches, _reaches, _or_more, _amount, _amount, _range, _head, _head, _two_years, _own_years, _parts, _two_names,
    _count, _compared, _from_base, _rank, _quality, _ratio,
)  # fmt: skip


def _bullets(
    rng: random.Random, d: Draft, period: str | None, count: int, marks: tuple[str, ...] = ("- ",)
) -> None:
    for _ in range(count):
        if rng.random() < 0.12:
            d.line(rng.choice(NOISE))
        rng.choice(SHAPES)(rng, d, rng.choice(marks), period)


# --- tables ---------------------------------------------------------------------------------------
def _table(d: Draft, grid: list[list[str]], spans: dict[tuple[int, int], tuple[int, int]]) -> None:
    """Write a table row by row; `spans` maps the first cell of a merged one to its extent."""
    start, cells = len(d.text), []
    hidden = {
        (r + i, c + j)
        for (r, c), (rows, columns) in spans.items() for i in range(rows) for j in range(columns) if i or j
    }  # fmt: skip
    for r, row in enumerate(grid):
        for c, words in enumerate(row):
            if (r, c) not in hidden:
                rows, columns = spans.get((r, c), (1, 1))
                cells.append(Cell(r, c, len(d.text), len(d.text) + len(words), rows, columns))
                d.text += words
            d.text += "\t" if c + 1 < len(row) else "\n"
    d.tables.append(Table(start, len(d.text), len(grid), len(grid[0]), tuple(cells)))
    d.text += "\n"


def _years_table(rng: random.Random, d: Draft, years: tuple[str, ...]) -> None:
    """Write "TT | Chỉ tiêu | Đơn vị | (Thực hiện) | years", one or two heading rows, a group row."""
    past, nested = rng.random() < 0.5, rng.random() < 0.5
    before = ["Thực hiện năm 2021"] if past else []
    unit = rng.choice(("Đơn vị tính", "ĐVT", "Đơn vị"))
    top = ["TT", rng.choice(("Chỉ tiêu", "Tên chỉ tiêu", "Các chỉ tiêu")), unit, *before]
    label = rng.choice(("{}", "Năm {}", "Kế hoạch {}", "Mục tiêu năm {}"))
    heads = [label.format(y) for y in years]
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    if nested:
        grid = [
            [*top, rng.choice(("Kế hoạch", "Mục tiêu")), *[""] * (len(years) - 1)],
            [*[""] * len(top), *years],
        ]
        spans = {(0, c): (2, 1) for c in range(len(top))} | {(0, len(top)): (1, len(years))}
    else:
        grid = [[*top, *heads]]
    for number in range(1, rng.randint(4, 9)):
        grid.append(_table_row(rng, d, number, years, past))
    if rng.random() < 0.5:
        at = len(grid)
        grid.append(["", "Chỉ tiêu về môi trường", *[""] * (len(grid[0]) - 2)])
        spans[(at, 1)] = (1, len(grid[0]) - 1)
        grid.append(_table_row(rng, d, 1, years, past))
    _table(d, grid, spans)


def _table_row(rng: random.Random, d: Draft, number: int, years: tuple[str, ...], past: bool) -> list[str]:
    percent = rng.random() < 0.6
    name, unit, low, high = (rng.choice(PERCENT), "%", 3, 99) if percent else rng.choice(AMOUNTS)
    cells, stated = [], []
    for year in years:
        value, shown = _number(rng, low, high)
        kind = rng.random()
        if kind < 0.1:
            cells.append(rng.choice(("", "-")))
        elif kind < 0.2:
            cells.append(f"≥ {shown}")
            stated.append((year, ">=", value))
        elif kind < 0.3 and value == int(value) and value > 10:
            cells.append(f"{shown}-{show_number(value + 2)}")
            stated.append((year, "range", f"{shown}-{show_number(value + 2)}"))
        else:
            cells.append(shown)
            stated.append((year, "=", value))
    row = [str(number), name, unit, *(["12,5"] if past else []), *cells]
    d.expected += [Expected("\t".join(row), year, sign, value, unit) for year, sign, value in stated]
    return row


# --- documents ------------------------------------------------------------------------------------
def _head_of_state(d: Draft, number: str, day: str, kind: str, title: str) -> None:
    body = "HỘI ĐỒNG NHÂN DÂN" if kind == "NGHỊ QUYẾT" else "ỦY BAN NHÂN DÂN"
    for words in (body, "TỈNH TÂN BÌNH", "-------", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
                  "---------------", f"Số: {number}", f"Tân Bình, {day}", "", kind, title, ""):  # fmt: skip
        d.line(words)


def plan(seed: int) -> Draft:
    """Write a plan: results of the past first, objectives by period, tasks, a table."""
    rng, d = random.Random(seed), Draft(seed)
    _head_of_state(d, f"{100 + seed}/KH-UBND", "ngày 15 tháng 3 năm 2022", "KẾ HOẠCH",
                   "Phát triển kinh tế - xã hội tỉnh Tân Bình giai đoạn 2022-2025, định hướng đến năm 2030")  # fmt: skip
    d.line(
        "Thực hiện Nghị quyết số 12-NQ/TU ngày 20/10/2021 của Tỉnh ủy, Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:\n"
    )
    d.line("I. ĐÁNH GIÁ KẾT QUẢ THỰC HIỆN NĂM 2021")
    d.line("- Tốc độ tăng trưởng GRDP đạt 5,5%; thu ngân sách đạt 7.500 tỷ đồng.")
    d.line("- Tỷ lệ hộ nghèo còn 4,2%.\n")
    d.line("II. MỤC TIÊU, CHỈ TIÊU")
    d.line("1. Mục tiêu tổng quát")
    d.line("Huy động mọi nguồn lực, nâng cao đời sống nhân dân, giữ vững quốc phòng, an ninh.\n")
    d.line("2. Mục tiêu cụ thể")
    form = seed % 3
    if form == 0:
        for letter, period in (("a", "2025"), ("b", "2030")):
            d.line(f"{letter}) Đến năm {period}:")
            _bullets(rng, d, period, rng.randint(3, 6))
    elif form == 1:
        for letter, period in (("a", "2022-2025"), ("b", "2026-2030")):
            d.line(f"{letter}) Giai đoạn {period}:")
            _bullets(rng, d, period, rng.randint(3, 6))
    else:
        _bullets(rng, d, "2022-2025", rng.randint(4, 8))
    d.line("\nIII. NHIỆM VỤ, GIẢI PHÁP")
    d.line("1. Sở Kế hoạch và Đầu tư chủ trì, phối hợp với các sở, ban, ngành tham mưu trong quý II/2022.")
    d.line("2. Phòng họp tầng 3, số 12 đường Lê Lợi; điện thoại 0263.3822.311.")
    value = rng.randint(20, 300)
    d.state(f"3. Kinh phí thực hiện: {value} tỷ đồng.", ("2022-2025", "=", value, "tỷ đồng"))
    if rng.random() < 0.6:
        d.line("\nIV. BIỂU CHỈ TIÊU CHỦ YẾU\n")
        _years_table(
            rng, d, rng.choice((("2022", "2023", "2024", "2025"), ("2025", "2030"), ("2023", "2025", "2030")))
        )
    return d


def resolution(seed: int) -> Draft:
    """Write a resolution of a People's Council with yearly targets in articles, clauses and bullets."""
    rng, d = random.Random(seed), Draft(seed)
    year = str(2023 + seed % 3)
    _head_of_state(d, f"{seed}/NQ-HĐND", f"ngày 10 tháng 12 năm {int(year) - 1}", "NGHỊ QUYẾT",
                   f"Về kế hoạch phát triển kinh tế - xã hội năm {year}")  # fmt: skip
    d.line("HỘI ĐỒNG NHÂN DÂN TỈNH TÂN BÌNH\nKHÓA X - KỲ HỌP THỨ 12\n")
    d.line("Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;\n\nQUYẾT NGHỊ:\n")
    d.line(f"Điều 1. Mục tiêu, chỉ tiêu chủ yếu năm {year}")
    d.line("1. Các chỉ tiêu kinh tế")
    _bullets(rng, d, year, rng.randint(3, 5))
    d.line("2. Các chỉ tiêu xã hội, môi trường")
    _bullets(rng, d, year, rng.randint(3, 5))
    d.line("Điều 2. Nhiệm vụ, giải pháp chủ yếu")
    d.line("1. Thực hiện có hiệu quả Nghị quyết số 01/NQ-CP ngày 05 tháng 01 năm 2022 của Chính phủ.")
    value, shown = _percent(rng)
    d.state(f"2. Phấn đấu giải ngân vốn đầu tư công đạt {shown}% kế hoạch.", (year, "=", value, "%"))
    d.line("Điều 3. Tổ chức thực hiện")
    d.line(
        "Nghị quyết này được Hội đồng nhân dân tỉnh khóa X, kỳ họp thứ 12 thông qua ngày 10 tháng 12, có 50/52 đại biểu tán thành."
    )
    return d


def norms(seed: int) -> Draft:
    """Write a resolution of spending norms: rates without a period, in points and in a table."""
    rng, d = random.Random(seed), Draft(seed)
    _head_of_state(d, f"{seed}/2023/NQ-HĐND", "ngày 12 tháng 7 năm 2023", "NGHỊ QUYẾT",
                   "Quy định một số mức chi bảo đảm công tác phổ biến pháp luật")  # fmt: skip
    d.line(
        "HỘI ĐỒNG NHÂN DÂN TỈNH TÂN BÌNH\n\nCăn cứ Luật Ngân sách nhà nước ngày 25 tháng 6 năm 2015;\n\nQUYẾT NGHỊ:\n"
    )
    d.line("Điều 1. Quy định mức chi như sau:")
    for letter, name, unit in (("1", "Chi soạn thảo đề cương", "đồng/đề cương"), ("2", "Chi xây dựng báo cáo", "đồng/báo cáo"),
                               ("3", "Chi cho người tham dự cuộc họp", "đồng/người/cuộc họp")):  # fmt: skip
        value = rng.randint(2, 90) * 50_000
        d.state(f"{letter}. {name}: Mức chi {show_number(value)} {unit}.", (None, "=", value, unit))
    share = rng.randint(3, 9) * 10
    d.state(
        f"4. Cấp huyện được áp dụng bằng {share}% mức quy định của cấp tỉnh.",
        (None, "=", share, "% mức quy định"),
    )
    least = rng.randint(2, 9)
    d.state(
        f"5. Mỗi hội đồng phải có tối thiểu {least:02} thành viên là chuyên gia.",
        (None, ">=", least, "thành viên"),
    )
    d.line(
        "Điều 2. Ủy ban nhân dân tỉnh gửi báo cáo chậm nhất 05 ngày làm việc trước ngày họp; phiên họp có ít nhất hai phần ba thành viên dự.\n"
    )
    grid = [["STT", "Nội dung chi", "Đơn vị tính", "Mức chi (đồng)"]]
    for number, name in enumerate(
        ("Soạn thảo văn bản mới", "Soạn thảo văn bản sửa đổi", "Báo cáo thẩm định"), 1
    ):
        value = rng.randint(2, 90) * 50_000
        row = [str(number), name, "đồng/văn bản", show_number(value)]
        grid.append(row)
        d.expected.append(Expected("\t".join(row), None, "=", value, "đồng/văn bản"))
    d.line("Điều 3. Mức chi cụ thể theo bảng sau:\n")
    _table(d, grid, {})
    return d


def variants(count: int = 30) -> list[Draft]:
    """Return the seeded variants: plans, resolutions with yearly targets, norms, in turn."""
    writers = (plan, resolution, plan, resolution, norms)
    return [writers[seed % len(writers)](seed) for seed in range(1, count + 1)]


def read(draft: Draft) -> Document:
    """Return a draft as the document that the readers would make of it."""
    from corpus.header.read import read_header
    from corpus.structure.read import parse

    source = SourceText(draft.text, "text/plain", "text", tables=tuple(draft.tables))
    name = f"variant-{draft.seed}.txt"
    return Document(
        id=name, source=name, sha256="", text=draft.text, media_type=source.media_type, read_by=source.read_by,
        header=read_header(source, name), provisions=parse(source, name), tables=source.tables,
    )  # fmt: skip
