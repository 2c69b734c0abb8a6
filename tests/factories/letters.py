"""Write administrative documents with known facts: thirteen kinds, each in the forms that offices really use.

Everything is drawn from a seed: letterhead (state, department, ministry, Party, commune; columns side by side or
stacked), how the number, the date and the signature are set, and for each assignment one of many wordings. The
facts are noted while the words are written, so that a test can compare without reading the words again.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field

from corpus.model import Cell, Table

PROVINCES = ("Lâm Đồng", "Gia Lai", "Quảng Ngãi", "Tây Ninh", "Đắk Lắk", "Cao Bằng", "Phú Thọ", "Cà Mau")
BODIES = (
    "Sở Nội vụ", "Sở Tài chính", "Sở Khoa học và Công nghệ", "Sở Văn hóa, Thể thao và Du lịch", "Sở Nông nghiệp và Môi trường", "Sở Y tế",
    "Sở Giáo dục và Đào tạo", "Sở Xây dựng", "Sở Tư pháp", "Sở Công Thương", "Sở Dân tộc và Tôn giáo", "Thanh tra tỉnh", "Công an tỉnh",
    "Văn phòng Ủy ban nhân dân tỉnh", "Ban Quản lý các khu công nghiệp", "Báo và Phát thanh, Truyền hình tỉnh", "Thuế tỉnh", "Bảo hiểm xã hội tỉnh",
)  # fmt: skip
PARTNERS = (
    "UBND các xã, phường",
    "các sở, ban, ngành",
    "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh",
    "Kho bạc Nhà nước khu vực XIII",
    *BODIES,
)
WORK = (
    "rà soát danh mục thủ tục hành chính nội bộ", "xây dựng phương án bố trí trụ sở dôi dư", "tổ chức tập huấn kỹ năng số cho công chức cấp xã",
    "hoàn thiện hồ sơ đề nghị công nhận đô thị", "kiểm tra việc chấp hành kỷ luật hành chính", "số hóa sổ hộ tịch lưu giữ tại cấp xã",
    "thẩm định dự toán sửa chữa trường học", "tuyên truyền về phân loại rác tại nguồn", "cập nhật dữ liệu nền đất đai", "đề xuất cơ chế hỗ trợ hợp tác xã",
    "lập danh sách cơ sở có nguy cơ cháy", "khảo sát nhu cầu đào tạo nghề của lao động nông thôn", "nâng cấp đường truyền cho trung tâm phục vụ hành chính công",
    "theo dõi tiến độ giải ngân vốn đầu tư công", "bố trí kinh phí mua sắm thiết bị họp trực tuyến", "biên soạn sổ tay hướng dẫn nộp hồ sơ trực tuyến",
    "ban hành quy trình tiếp nhận phản ánh của người dân", "đôn đốc các chủ đầu tư quyết toán dự án hoàn thành",
)  # fmt: skip
NAMES = (
    "Nguyễn Văn Hùng", "Trần Thị Mai Lan", "Lê Quang Minh", "Phạm Thị Hồng Nhung", "Hoàng Đức Thắng", "Võ Thanh Sơn", "Đặng Thị Thu Hà", "Bùi Xuân Trường",
    "K' Mák", "Y Biêr Niê", "Hồ Văn Mười", "Nông Thị Hà",
)  # fmt: skip
TOPICS = (
    "cải cách hành chính",
    "chuyển đổi số",
    "phòng cháy, chữa cháy",
    "phát triển du lịch",
    "giảm nghèo bền vững",
    "an toàn thực phẩm",
    "quản lý đất đai",
)
GROUNDS = (
    "Thực hiện Quyết định số {n}/QĐ-TTg ngày 12/8/2025 của Thủ tướng Chính phủ về {t} giai đoạn 2026 - 2030",
    "Căn cứ Nghị quyết số {n}/NQ-CP ngày 05 tháng 01 năm 2026 của Chính phủ",
    "Theo đề nghị của Giám đốc Sở Tài chính tại Tờ trình số {n}/TTr-STC ngày 20/02/2026",
    "Thực hiện kết luận của đồng chí Chủ tịch Ủy ban nhân dân tỉnh tại Thông báo số {n}/TB-VP ngày 03/3/2026",
)


@dataclass(frozen=True)
class Assigned:
    """One assignment: words that stand in it, and what the register has to say of it."""

    work: str
    lead: str
    support: tuple[str, ...]
    norm: str | None


@dataclass
class Made:
    """A generated document and what is true of it; None where the document does not say."""

    kind: str
    text: str = ""
    number: str | None = None
    issued: str | None = None
    issuer: str | None = None
    title: str | None = None
    signer: str | None = None
    to: list[str] = field(default_factory=list)
    tasks: list[Assigned] = field(default_factory=list)
    roles: list[tuple[str, str]] = field(default_factory=list)  # person, rank
    event: tuple[str, str, str] | None = None  # day, hour, place
    tables: list[Table] = field(default_factory=list)


class Writer:
    """Writes one document: keeps the text, the dice and the facts together."""

    def __init__(self, seed: int, kind: str) -> None:
        self.rng = random.Random(f"{kind}-{seed}")
        self.made = Made(kind)
        self.province = self.rng.choice(PROVINCES)
        self.works = self.rng.sample(WORK, len(WORK))
        self.year = 2026

    def say(self, *lines: str) -> None:
        self.made.text += "".join(line + "\n" for line in lines)

    def one(self, *choices: str) -> str:
        return self.rng.choice(choices)

    # --- head and foot -----------------------------------------------------------------------------------
    def head(self, code: str, office: str = "province") -> None:
        """Write the letterhead of an office and note number, date and issuer."""
        rng, serial = self.rng, self.rng.randint(3, 2999)
        day, month = rng.randint(1, 28), rng.randint(1, 12)
        place = self.province
        if office == "party":
            left, issuer, codes = [f"TỈNH ỦY {place.upper()}", "*"], f"Tỉnh ủy {place}", f"{code}/TU"
        elif office == "department":
            body = rng.choice([b for b in BODIES if b.startswith("Sở")])
            initials = "S" + "".join(w[0] for w in body.split()[1:] if w[0].isupper())
            left, issuer, codes = (
                [f"UBND TỈNH {place.upper()}", body.upper()],
                f"{body} tỉnh {place}",
                f"{code}-{initials}",
            )
        elif office == "council":
            left, issuer, codes = (
                ["HỘI ĐỒNG NHÂN DÂN", f"TỈNH {place.upper()}"],
                f"Hội đồng nhân dân tỉnh {place}",
                f"{code}-HĐND",
            )
        elif office == "ministry":
            place = "Hà Nội"
            left, issuer, codes = ["BỘ NỘI VỤ"], "Bộ Nội vụ", f"{code}-BNV"
        elif office == "commune":
            left, issuer, codes = (
                ["ỦY BAN NHÂN DÂN", "XÃ TÂN HƯNG"],
                "Ủy ban nhân dân xã Tân Hưng",
                f"{code}-UBND",
            )
            place = "Tân Hưng"
        else:
            left, issuer, codes = (
                ["ỦY BAN NHÂN DÂN", f"TỈNH {place.upper()}"],
                f"Ủy ban nhân dân tỉnh {place}",
                f"{code}-UBND",
            )
        number = f"{serial}-{codes}" if office == "party" else f"{serial}/{codes}"
        right = (
            ["ĐẢNG CỘNG SẢN VIỆT NAM"]
            if office == "party"
            else ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
        )
        line = (
            f"Số {number}"
            if office == "party"
            else self.one(f"Số: {number}", f"Số:  {number.replace('/', ' /', 1)}")
        )
        date = f"{place}, ngày {day:02} tháng {month:02} năm {self.year}"
        self.made.number, self.made.issued, self.made.issuer = (
            number,
            f"{self.year}-{month:02}-{day:02}",
            issuer,
        )
        if office != "party" and rng.random() < 0.4:  # two columns on one line
            rows = max(len(left), len(right))
            for i in range(rows):
                self.say(
                    "\t".join([left[i] if i < len(left) else "", right[i] if i < len(right) else ""]).strip(
                        "\t"
                    )
                )
            self.say(f"{line}\t{date}")
        else:
            self.say(
                *left, *(["-------"] if rng.random() < 0.5 and office != "party" else []), line, *right, date
            )

    def foot(self, office: str = "province") -> None:
        """Write recipients and signature and note the signer."""
        signer = self.rng.choice(NAMES)
        self.made.signer = signer
        head = {
            "party": ("T/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ", "T/M BAN THƯỜNG VỤ\nBÍ THƯ"),
            "department": ("GIÁM ĐỐC", "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC"),
            "council": ("CHỦ TỊCH",),
            "ministry": ("BỘ TRƯỞNG", "KT. BỘ TRƯỞNG\nTHỨ TRƯỞNG"),
        }.get(
            office,
            (
                "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH",
                "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH",
                "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH",
            ),
        )
        recipients = [
            "Nơi nhận:",
            self.one("- Như trên;", "- Như Điều 3;", "- Thường trực Tỉnh ủy (b/c);"),
            self.one("- Các sở, ban, ngành;", "- Cổng TTĐT tỉnh;"),
            self.one("- Lưu: VT, NC.", "- Lưu: VT, TH (3b)."),
        ]
        signature = [self.rng.choice(head), *self.rng.choice([[], ["(Đã ký)"], ["(Ký, đóng dấu)"]]), signer]
        self.say(*recipients, *signature)

    def titled(self, word: str, title: str) -> None:
        """Write the line of the type and the title, perhaps on two lines or in capitals."""
        self.made.title = title
        words = title.split()
        cut = len(words) // 2
        lines = (
            [title]
            if len(words) < 9 or self.rng.random() < 0.5
            else [" ".join(words[:cut]), " ".join(words[cut:])]
        )
        self.say(word, *lines, *(["-------"] if self.rng.random() < 0.3 else []), "")

    def ground(self) -> str:
        return self.rng.choice(GROUNDS).format(n=self.rng.randint(10, 990), t=self.rng.choice(TOPICS))

    # --- assignments -------------------------------------------------------------------------------------
    def when(self, *, label: bool = False) -> tuple[str, str]:
        """Return words of a deadline and their normal form; a label may hold a bare time."""
        rng = self.rng
        day, month, year = rng.randint(2, 28), rng.randint(2, 12), self.year
        words: list[tuple[str, str]] = [
            (f"trước ngày {day:02}/{month}/{year}", f"<{year}-{month:02}-{day:02}"),
            (f"chậm nhất ngày {day}/{month}/{year}", f"<={year}-{month:02}-{day:02}"),
            (f"chậm nhất là ngày {day:02} tháng {month:02} năm {year}", f"<={year}-{month:02}-{day:02}"),
            (f"trong tháng {month}/{year}", f"{year}-{month:02}"),
            (f"trong quý III/{year}", f"{year}-Q3"),
            (f"trong Quý IV năm {year}", f"{year}-Q4"),
            ("trước ngày 05 hằng tháng", "monthly:<05"),
            ("trước ngày 15/12 hằng năm", "yearly:<12-15"),
        ]
        if label:
            words += [
                (f"Quý II/{year}", f"{year}-Q2"),
                (f"Tháng {month}/{year}", f"{year}-{month:02}"),
                (f"Năm {year}", f"{year}"),
                ("Thường xuyên", "continuous"),
                ("Hằng quý", "quarterly"),
            ]
        return rng.choice(words)

    def facts(self, under: str | None, *, label: bool = False) -> tuple[str, str, tuple[str, ...], str, str]:
        lead = under or self.rng.choice(BODIES)
        partners = [p for p in PARTNERS if p != lead]
        support = tuple(self.rng.sample(partners, self.rng.choice([0, 1, 1, 2])))
        words, norm = self.when(label=label)
        return self.works.pop(), lead, support, words, norm

    def note(self, work: str, lead: str, support: tuple[str, ...], norm: str | None) -> None:
        self.made.tasks.append(Assigned(work, lead, support, norm))

    def along(self, support: tuple[str, ...]) -> str:
        """Return "chủ trì, phối hợp với …" or "chủ trì" for the partners of a task."""
        if not support:
            return self.one("chủ trì ", "có trách nhiệm ", "tham mưu ")
        joined = self.one(", ", " và ").join(support)
        return (
            self.one("chủ trì, phối hợp với ", "chủ trì, phối hợp ", "có trách nhiệm chủ trì, phối hợp với ")
            + joined
            + " "
        )

    def duty(self) -> str:
        """Return one sentence that names who does what by when."""
        work, lead, support, words, norm = self.facts(None)
        body = f"{self.along(support)}{work}"
        done = self.one(
            f"; hoàn thành {words}.",
            f", hoàn thành {words}.",
            f". Hoàn thành {words}.",
            f" {words}.",
            f", báo cáo kết quả {words}.",
            f"; thời gian hoàn thành {words}.",
            f". Thời hạn hoàn thành: {words}.",
        )
        opening = self.one(
            "Giao ", "", "", "Đề nghị ", "Yêu cầu ", "Giao Giám đốc " if lead.startswith("Sở") else ""
        )
        if opening == "Giao Giám đốc ":
            lead = f"Giám đốc {lead}"
            opening = "Giao "
        self.note(work, lead, support, norm)
        if self.rng.random() < 0.15 and not opening:
            return f"{words[0].upper()}{words[1:]}, {lead} {body}."
        return f"{opening}{lead} {body}{done}"

    def point(self, under: str) -> str:
        """Return the work of a body that is named in the heading above."""
        work, lead, support, words, norm = self.facts(under)
        self.note(work, lead, support, norm)
        body = (
            f"{self.one('chủ trì, phối hợp với ', 'phối hợp với ')}{' và '.join(support)} {work}"
            if support
            else work
        )
        done = self.one(
            f", hoàn thành {words}.",
            f". Hoàn thành {words}.",
            f"; hoàn thành {words}.",
            f" {words}.",
            f". Thời gian thực hiện: {words}.",
        )
        return f"{body[0].upper()}{body[1:]}{done}"

    def labelled(self) -> list[str]:
        """Return a task with its labels on lines of their own."""
        work, lead, support, words, norm = self.facts(None, label=True)
        self.note(work, lead, support, norm)
        lines = [f"{work[0].upper()}{work[1:]}."]
        lines.append(
            self.one("Cơ quan chủ trì", "Đơn vị chủ trì", "Chủ trì", "Đơn vị thực hiện") + f": {lead}."
        )
        if support:
            lines.append(
                self.one("Cơ quan phối hợp", "Đơn vị phối hợp", "Phối hợp")
                + f": {self.one('; ', ', ').join(support)}."
            )
        lines.append(
            self.one("Thời gian hoàn thành", "Thời gian thực hiện", "Thời hạn", "Tiến độ") + f": {words}."
        )
        return lines

    def inline(self) -> str:
        """Return a task with its labels in brackets behind it."""
        work, lead, support, words, norm = self.facts(None, label=True)
        self.note(work, lead, support, norm)
        helped = f"; phối hợp: {', '.join(support)}" if support else ""
        return f"{work[0].upper()}{work[1:]} (chủ trì: {lead}{helped}; thời gian hoàn thành: {words})."

    def table(self, rows: list[list[str]]) -> None:
        """Write a table and note its cells."""
        at = start = len(self.made.text)
        cells = []
        for r, row in enumerate(rows):
            for c, value in enumerate(row):
                cells.append(Cell(r, c, at, at + len(value)))
                at += len(value) + 1
        self.say(*("\t".join(row) for row in rows))
        self.made.tables.append(Table(start, len(self.made.text), len(rows), len(rows[0]), tuple(cells)))

    def tasks_table(self, count: int) -> None:
        """Write an assignment table whose columns stand in any order."""
        columns = [
            (self.one("Nội dung công việc", "Nhiệm vụ", "Nội dung, nhiệm vụ"), "work"),
            (self.one("Cơ quan chủ trì", "Đơn vị chủ trì thực hiện", "Chủ trì"), "lead"),
            (self.one("Cơ quan phối hợp", "Đơn vị phối hợp", "Phối hợp"), "support"),
            (self.one("Thời gian hoàn thành", "Thời hạn", "Tiến độ"), "when"),
        ]
        tail = columns[1:]
        self.rng.shuffle(tail)
        columns = [columns[0], *tail]
        rows = [["STT", *(heading for heading, _ in columns)]]
        for n in range(1, count + 1):
            work, lead, support, words, norm = self.facts(None, label=True)
            self.note(work, lead, support, norm)
            cell = {
                "work": work[0].upper() + work[1:],
                "lead": lead,
                "support": self.one("; ", ", ").join(support),
                "when": words[0].upper() + words[1:],
            }
            rows.append([str(n), *(cell[key] for _, key in columns)])
        self.table(rows)


def plan(w: Writer, office: str = "province") -> None:
    w.head("KH", office)
    topic = w.rng.choice(TOPICS)
    w.titled(
        "KẾ HOẠCH",
        w.one(
            f"{topic[0].upper()}{topic[1:]} năm 2026",
            f"Thực hiện công tác {topic} trên địa bàn năm 2026 và những năm tiếp theo",
        ),
    )
    w.say(
        f"{w.ground()}, {w.made.issuer} ban hành Kế hoạch như sau:",
        "I. MỤC ĐÍCH, YÊU CẦU",
        "1. Nâng cao chất lượng phục vụ người dân, doanh nghiệp.",
        "2. Phân công rõ người, rõ việc, rõ thời gian.",
        "II. NHIỆM VỤ",
    )
    for n in range(1, 4):
        if w.rng.random() < 0.5:
            first, *rest = w.labelled()
            w.say(f"{n}. {first}", *(f"- {line}" for line in rest))
        else:
            w.say(f"{n}. {w.rng.choice([w.duty, w.inline])()}")
    w.say("III. TỔ CHỨC THỰC HIỆN")
    for n, who in enumerate(w.rng.sample(BODIES, 2), 1):
        w.say(
            f"{n}. {who}{w.one('', ':', ' có trách nhiệm:', ' thực hiện các nội dung sau:')}",
            *(f"{m} {w.point(who)}" for m in w.rng.choice([("a)", "b)"), ("-", "-")])),
        )
    w.say("Trên đây là Kế hoạch; quá trình thực hiện nếu phát sinh vướng mắc, các đơn vị kịp thời báo cáo./.")
    w.foot(office)


def programme(w: Writer) -> None:
    w.head("CTr", "party")
    topic = w.rng.choice(TOPICS)
    w.titled("CHƯƠNG TRÌNH HÀNH ĐỘNG", f"Thực hiện Nghị quyết của Trung ương về {topic}")
    w.say(
        "I- MỤC TIÊU",
        "Phấn đấu đưa tỉnh phát triển nhanh, bền vững.",
        "II- NHIỆM VỤ, GIẢI PHÁP",
        *(f"{n}. {w.duty()}" for n in range(1, 4)),
        "III- TỔ CHỨC THỰC HIỆN",
    )
    w.say(*(f"{n}- {w.duty()}" for n in range(1, 3)))
    w.foot("party")


def decision(w: Writer) -> None:
    office = w.rng.choice(["province", "commune"])
    w.head("QĐ", office)
    body = w.one("Ban Chỉ đạo chuyển đổi số", "Tổ công tác cải cách hành chính", "Hội đồng thẩm định giá đất")
    w.titled(
        "QUYẾT ĐỊNH", w.one(f"Về việc thành lập {body}", f"Thành lập {body}", f"Về việc kiện toàn {body}")
    )
    w.say(
        (w.made.issuer or "").upper(),
        f"{w.ground()};",
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;",
        "QUYẾT ĐỊNH:",
    )
    head = {"Ban": "Trưởng ban", "Tổ": "Tổ trưởng", "Hội": "Chủ tịch Hội đồng"}[body.split()[0]]
    deputy = {"Ban": "Phó Trưởng ban", "Tổ": "Tổ phó", "Hội": "Phó Chủ tịch Hội đồng"}[body.split()[0]]
    people = w.rng.sample(NAMES[:8], 4)
    posts = [
        "Chủ tịch Ủy ban nhân dân",
        "Phó Chủ tịch Ủy ban nhân dân",
        "Giám đốc Sở Nội vụ",
        "Chánh Văn phòng",
    ]
    titles = [head, deputy, "Thành viên", w.one("Thư ký", "Thành viên kiêm Thư ký")]
    w.made.roles = list(zip(people, ["trưởng", "phó trưởng", "thành viên", "thư ký"], strict=True))
    w.say(f"Điều 1. Thành lập {body}, gồm các ông, bà có tên sau:")
    shape = w.rng.randrange(4)
    if shape == 3:
        w.table(
            [
                ["STT", "Họ và tên", "Chức vụ, đơn vị", "Chức danh"],
                *(
                    [str(n), p, q, t]
                    for n, (p, q, t) in enumerate(zip(people, posts, titles, strict=True), 1)
                ),
            ]
        )
    for n, (person, post, title) in enumerate(zip(people, posts, titles, strict=True), 1):
        polite = w.one("Ông ", "Bà ", "Đồng chí ")
        if shape == 0:
            w.say(f"{n}. {polite}{person}, {post} - {title};")
        elif shape == 1:
            w.say(f"{n}. {title}: {polite}{person}, {post}.")
        elif shape == 2:
            w.say(f"- {polite}{person} - {post}, {title};")
    w.say(
        "Điều 2. Nhiệm vụ",
        *(f"{n}. {w.duty()}" for n in range(1, 3)),
        "Điều 3. Quyết định này có hiệu lực kể từ ngày ký.",
        "Chánh Văn phòng Ủy ban nhân dân và các thành viên có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này./.",
    )
    w.foot(office)


def regulation(w: Writer) -> None:
    w.head("QĐ")
    w.titled("QUYẾT ĐỊNH", "Ban hành Quy chế phối hợp quản lý dữ liệu dùng chung")
    w.say(
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;",
        f"{w.ground()}.",
        "QUYẾT ĐỊNH:",
        "Điều 1. Ban hành kèm theo Quyết định này Quy chế phối hợp quản lý dữ liệu dùng chung.",
        "Điều 2. Quyết định này có hiệu lực thi hành kể từ ngày ký ban hành.",
        "Điều 3. Thủ trưởng các cơ quan, đơn vị liên quan chịu trách nhiệm thi hành Quyết định này./.",
    )
    w.foot()
    w.say(
        "QUY CHẾ",
        "Phối hợp quản lý dữ liệu dùng chung",
        f"(Kèm theo Quyết định số {w.made.number} của Ủy ban nhân dân tỉnh)",
        "Chương I",
        "QUY ĐỊNH CHUNG",
        "Điều 1. Phạm vi điều chỉnh",
        "Quy chế này quy định việc phối hợp giữa các cơ quan.",
        "Chương II",
        "TRÁCH NHIỆM CỦA CÁC CƠ QUAN",
    )
    for n, who in enumerate(w.rng.sample(BODIES, 3), 2):
        w.say(
            f"Điều {n}. {w.one('Trách nhiệm của ', 'Nhiệm vụ của ')}{who}",
            *(f"{k}. {w.point(who)}" for k in (1, 2)),
        )


def resolution(w: Writer) -> None:
    w.head("NQ", "council")
    w.titled("NGHỊ QUYẾT", f"Về nhiệm vụ {w.rng.choice(TOPICS)} năm 2026")
    w.say(
        (w.made.issuer or "").upper(),
        "KHÓA X, KỲ HỌP THỨ 27",
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;",
        f"{w.ground()}.",
        "QUYẾT NGHỊ:",
        "Điều 1. Thông qua nhiệm vụ năm 2026.",
        "Điều 2. Tổ chức thực hiện",
        *(f"{n}. {w.duty()}" for n in range(1, 4)),
        f"Nghị quyết này được {w.made.issuer} thông qua và có hiệu lực từ ngày thông qua./.",
    )
    w.foot("council")


def directive(w: Writer) -> None:
    w.head("CT")
    topic = w.rng.choice(TOPICS)
    w.titled(
        "CHỈ THỊ",
        w.one(f"Về việc tăng cường công tác {topic}", f"Về một số giải pháp cấp bách trong {topic}"),
    )
    w.say(
        w.one("Thời gian qua, công tác này đạt nhiều kết quả, song còn hạn chế. ", "")
        + w.one(
            "Chủ tịch Ủy ban nhân dân tỉnh yêu cầu:", "Để khắc phục, Chủ tịch Ủy ban nhân dân tỉnh chỉ thị:"
        )
    )
    for n, who in enumerate(w.rng.sample(BODIES, 3), 1):
        if w.rng.random() < 0.4:
            w.say(f"{n}. {w.duty()}")
        else:
            w.say(f"{n}. {who}{w.one(' có trách nhiệm:', ':', '')}", *(f"{m}) {w.point(who)}" for m in "ab"))
    w.say("Yêu cầu Thủ trưởng các cơ quan, đơn vị nghiêm túc triển khai thực hiện Chỉ thị này./.")
    w.foot()


def letter(w: Writer) -> None:
    office = w.rng.choice(["province", "department", "commune"])
    subject = f"{w.one('tăng cường', 'đẩy mạnh', 'triển khai')} công tác {w.rng.choice(TOPICS)}"
    w.head("UBND" if office != "department" else "CV", office)
    if office != "department":
        w.made.number = (w.made.number or "").replace("UBND-UBND", "UBND-NC")
        w.made.text = w.made.text.replace("UBND-UBND", "UBND-NC")
    w.made.kind, w.made.title = "Công văn", subject
    lines = w.made.text.split("\n")
    at = next(i for i, line in enumerate(lines) if line.startswith("Số"))
    lines.insert(at + 1, f"{w.one('V/v ', 'V/v: ', 'Về việc ')}{subject}")
    w.made.text = "\n".join(lines)
    to = w.rng.sample(BODIES, 2)
    w.made.to = to
    shape = w.rng.randrange(3)
    if shape == 0:
        w.say("Kính gửi:", f"- {to[0]};", f"- {to[1]}.")
    elif shape == 1:
        w.say(f"Kính gửi: {to[0]}; {to[1]}.")
    else:
        w.made.to = to[:1]
        w.say(f"Kính gửi: {to[0]}")
    w.say(f"{w.ground()}, {w.made.issuer} đề nghị các cơ quan, đơn vị thực hiện một số nội dung sau:")
    for n in range(1, 4):
        w.say(f"{n}. {w.duty()}")
    w.say("Trân trọng./.")
    w.foot(office)


def proposal(w: Writer) -> None:
    office = w.rng.choice(["department", "province"])
    w.head("TTr", office)
    w.titled(
        "TỜ TRÌNH",
        w.one(
            "Về việc ban hành Quy chế quản lý dữ liệu",
            "Đề nghị phê duyệt dự toán sửa chữa trụ sở",
            "V/v thông qua Đề án phát triển kinh tế tập thể",
        ),
    )
    w.made.title = w.made.title or ""
    to = w.one("Ủy ban nhân dân tỉnh", "Thường trực Hội đồng nhân dân tỉnh", "Bộ Tài chính")
    w.made.to = [to]
    w.say(
        f"Kính gửi: {to}{w.one('', '.')}",
        f"{w.ground()}, {w.made.issuer} kính trình xem xét, quyết định nội dung như sau:",
        "I. SỰ CẦN THIẾT",
        "Việc ban hành là cần thiết.",
        "II. NỘI DUNG",
        "Kinh phí dự kiến là 2.450 triệu đồng.",
        "Kính trình xem xét, quyết định./.",
    )
    w.foot(office)


def report(w: Writer) -> None:
    office = w.rng.choice(["province", "department", "commune"])
    w.head("BC", office)
    w.titled(
        "BÁO CÁO",
        w.one(
            f"Kết quả {w.rng.choice(TOPICS)} năm 2025, phương hướng năm 2026",
            f"Tình hình thực hiện nhiệm vụ {w.rng.choice(TOPICS)} quý I năm 2026",
        ),
    )
    w.say(
        "I. KẾT QUẢ",
        "1. Năm 2025 đã tiếp nhận 12.540 hồ sơ, giải quyết đúng hạn 12.498 hồ sơ, đạt 99,67%.",
        "2. Đã tổ chức 15 lớp tập huấn cho 820 lượt người.",
        "II. PHƯƠNG HƯỚNG, NHIỆM VỤ",
        *(f"{n}. {w.duty()}" for n in range(1, 4)),
    )
    w.foot(office)


def notice(w: Writer) -> None:
    w.head("TB")
    w.titled(
        "THÔNG BÁO", f"Kết luận của Chủ tịch Ủy ban nhân dân tỉnh tại cuộc họp về {w.rng.choice(TOPICS)}"
    )
    w.say(
        "Ngày 03/02/2026, Chủ tịch Ủy ban nhân dân tỉnh chủ trì cuộc họp; tham dự có lãnh đạo các sở, ngành.",
        w.one(
            "Sau khi nghe báo cáo và ý kiến thảo luận, Chủ tịch Ủy ban nhân dân tỉnh kết luận:",
            "Sau khi xem xét, Chủ tịch Ủy ban nhân dân tỉnh kết luận, chỉ đạo như sau:",
        ),
    )
    w.say(
        *(f"{n}. {w.duty()}" for n in range(1, 5)),
        "Văn phòng Ủy ban nhân dân tỉnh thông báo để các cơ quan, đơn vị biết, thực hiện./.",
    )
    w.foot()


def invitation(w: Writer) -> None:
    w.head("GM")
    topic = w.rng.choice(TOPICS)
    if w.rng.random() < 0.5:
        w.titled("GIẤY MỜI", "Họp về công tác " + topic)
    else:
        w.say("GIẤY MỜI")
    w.say(
        f"Ủy ban nhân dân tỉnh trân trọng kính mời dự {w.one('cuộc họp', 'hội nghị')} về {topic}, cụ thể như sau:"
    )
    hour, minute, day, month = (
        w.rng.randint(7, 16),
        w.rng.choice([0, 30]),
        w.rng.randint(1, 28),
        w.rng.randint(1, 12),
    )
    clock = w.one(
        f"{hour:02}h{minute:02}",
        f"{hour:02} giờ {minute:02}",
        f"{hour:02}:{minute:02}",
        f"{hour} giờ {minute:02} phút",
    )
    when = w.one(
        f"{clock} ngày {day:02}/{month:02}/2026",
        f"Từ {clock}, ngày {day} tháng {month} năm 2026",
        f"{clock}, ngày {day:02}/{month}/2026 (thứ Ba)",
    )
    place = w.one(
        "Phòng họp số 2, trụ sở Ủy ban nhân dân tỉnh",
        "Hội trường Trung tâm Hội nghị tỉnh",
        "Phòng họp trực tuyến tầng 4",
    )
    chair = w.rng.choice(NAMES[:8])
    w.made.event, w.made.roles = (
        (f"2026-{month:02}-{day:02}", f"{hour:02}:{minute:02}", place),
        [(chair, "chủ trì")],
    )
    labels = [f"{w.one('Thời gian', 'Thời gian họp')}: {when}.", f"{w.one('Địa điểm', 'Địa điểm họp')}: {place}.", f"{w.one('Chủ trì', 'Người chủ trì')}: {w.one('Đồng chí ', 'Ông ', '')}{chair}, Phó Chủ tịch Ủy ban nhân dân tỉnh.",
              f"{w.one('Thành phần', 'Thành phần mời', 'Thành phần tham dự')}: Lãnh đạo Sở Nội vụ; đại diện Viễn thông tỉnh."]  # fmt: skip
    w.rng.shuffle(labels)
    mark: Callable[[int], str] = w.rng.choice([lambda n: f"{n}. ", lambda _: "- ", lambda _: ""])
    w.say(*(f"{mark(n)}{label}" for n, label in enumerate(labels, 1)))
    w.say("Đề nghị các đồng chí tham dự đúng thời gian, thành phần./.")
    w.foot()


def minutes(w: Writer) -> None:
    w.head("BB", w.rng.choice(["province", "department"]))
    w.titled("BIÊN BẢN", f"{w.one('Họp', 'Cuộc họp', 'Làm việc')} về công tác {w.rng.choice(TOPICS)}")
    hour, day, month = w.rng.randint(7, 16), w.rng.randint(1, 28), w.rng.randint(1, 12)
    place = w.one("Hội trường tầng 2", "Phòng họp A, trụ sở Sở Nội vụ")
    chair, clerk = w.rng.sample(NAMES[:8], 2)
    w.made.event, w.made.roles, w.made.signer = (
        (f"2026-{month:02}-{day:02}", f"{hour:02}:00", place),
        [(chair, "chủ trì"), (clerk, "thư ký")],
        None,
    )
    w.say(
        w.one(
            f"Thời gian: {hour:02} giờ 00 phút, ngày {day:02} tháng {month:02} năm 2026.",
            f"1. Thời gian: {hour:02}h00 ngày {day}/{month}/2026.",
        ),
        f"{w.one('Địa điểm', '2. Địa điểm')}: {place}.",
        f"{w.one('Chủ trì', 'Chủ tọa')}: Ông {chair}, Giám đốc Sở Nội vụ.",
        f"Thư ký: Bà {clerk}, chuyên viên.",
        "Thành phần tham dự:",
        "- Đại diện các phòng chuyên môn.",
        "NỘI DUNG",
        "Các đại biểu thảo luận và thống nhất nội dung báo cáo.",
    )


def slip(w: Writer) -> None:
    w.head("PC", "department")
    w.made.kind = "Phiếu chuyển"
    w.say("PHIẾU CHUYỂN")
    to = w.one("Ủy ban nhân dân xã Tân Hưng", "Thanh tra tỉnh", "Sở Tư pháp")
    w.made.to, w.made.title = [to], None
    w.say(
        f"Kính gửi: {to}",
        "Ngày 12/3/2026, Sở nhận được đơn của ông Nguyễn Văn B, trú tại xã Tân Hưng.",
        "Căn cứ Luật Khiếu nại, Sở chuyển đơn đến cơ quan có thẩm quyền để được xem xét theo quy định.",
    )
    w.foot("department")


def schedule(w: Writer) -> None:
    w.head("LCT")
    w.made.kind = "Lịch công tác"
    w.titled("LỊCH CÔNG TÁC", "Tuần 46 năm 2026")
    hour, place = w.rng.randint(7, 10), w.one("Phòng họp 1", "Hội trường lớn")
    order = [
        ("Ngày", "Thứ Hai 09/11/2026"),
        ("Thời gian", f"{hour:02}h00"),
        ("Nội dung", "Họp giao ban tuần"),
        ("Chủ trì", "Chủ tịch"),
        ("Địa điểm", place),
    ]
    w.made.event = ("2026-11-09", f"{hour:02}:00", place)
    w.table(
        [
            [h for h, _ in order],
            [v for _, v in order],
            ["Thứ Ba 10/11/2026", "14h00", "Tiếp công dân định kỳ", "Phó Chủ tịch", "Trụ sở tiếp công dân"],
        ]
    )
    w.foot()


def task_list(w: Writer) -> None:
    w.head("KH", w.rng.choice(["province", "commune", "ministry"]))
    office = {"Bộ": "ministry"}.get((w.made.issuer or "").split()[0], "province")
    w.titled("KẾ HOẠCH", f"Triển khai nhiệm vụ {w.rng.choice(TOPICS)} năm 2026")
    w.say(
        f"{w.ground()}, {w.made.issuer} ban hành Kế hoạch như sau:",
        "I. NỘI DUNG",
        "Các nhiệm vụ được phân công theo bảng sau:",
    )
    w.tasks_table(5)
    w.say("II. TỔ CHỨC THỰC HIỆN", f"1. {w.duty()}")
    w.foot(office)


KINDS: dict[str, Callable[[Writer], None]] = {
    "Kế hoạch": plan, "Chương trình hành động": programme, "Quyết định": decision, "Quyết định kèm quy chế": regulation, "Nghị quyết": resolution,
    "Chỉ thị": directive, "Công văn": letter, "Tờ trình": proposal, "Báo cáo": report, "Thông báo": notice, "Giấy mời": invitation, "Biên bản": minutes,
    "Phiếu chuyển": slip, "Lịch công tác": schedule, "Kế hoạch có bảng": task_list,
}  # fmt: skip


def make(seed: int) -> Made:
    """Write the document of a seed: its kind goes through all kinds in turn."""
    kind = list(KINDS)[seed % len(KINDS)]
    writer = Writer(seed, kind)
    KINDS[kind](writer)
    writer.made.kind = {"Quyết định kèm quy chế": "Quyết định", "Kế hoạch có bảng": "Kế hoạch"}.get(
        writer.made.kind, writer.made.kind
    )
    return writer.made
