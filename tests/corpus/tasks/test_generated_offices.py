"""Forty generated letters, invitations, notices, reports, decisions, minutes, schedules: every figure at least .97."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field

from corpus.library.assemble import build
from corpus.model import Cell, Document, SourceText, Table
from corpus.text.normalize import fold

_LEAST = 0.97  # share of right values in each figure
_SEEDS = 40
_PROVINCES = ("An Bình", "Lâm Đồng", "Gia Lai", "Quảng Ngãi")
_BODIES = (
    "Sở Nội vụ", "Sở Tài chính", "Sở Khoa học và Công nghệ", "Sở Văn hóa, Thể thao và Du lịch", "Sở Nông nghiệp và Môi trường",
    "Công an tỉnh", "Văn phòng Ủy ban nhân dân tỉnh", "Thanh tra tỉnh", "Sở Y tế", "Sở Giáo dục và Đào tạo", "Sở Xây dựng",
)  # fmt: skip
_LOCAL = ("Ủy ban nhân dân các xã, phường", "các sở, ban, ngành", "UBND các xã, phường, đặc khu")
_WORK = (
    "rà soát, cập nhật danh mục thủ tục hành chính", "xây dựng kế hoạch kiểm tra công vụ", "tổ chức tập huấn cho công chức cấp xã",
    "tham mưu phương án sắp xếp trụ sở làm việc", "thẩm định dự toán kinh phí thực hiện", "số hóa hồ sơ lưu trữ còn tồn đọng",
    "kiểm tra việc niêm yết thủ tục hành chính", "đề xuất giải pháp nâng cao chỉ số cải cách hành chính",
)  # fmt: skip
_DEADLINES = (
    ("trước ngày {d}/{m}/2026", "<2026-{m:02}-{d:02}"), ("chậm nhất ngày {d}/{m}/2026", "<=2026-{m:02}-{d:02}"), ("trong tháng {m}/2026", "2026-{m:02}"),
    ("trong quý III/2026", "2026-Q3"), ("trước 16 giờ ngày thứ Sáu hằng tuần", "weekly:<5T16:00"), ("trước ngày 05 hằng tháng", "monthly:<05"),
)  # fmt: skip
_PEOPLE = ("Trần Văn An", "Lê Thị Bích", "Nguyễn Hữu Cường", "Phạm Minh Dũng", "Hoàng Thị Hà", "Vũ Đức Khánh")
_KINDS = (
    "công văn",
    "giấy mời",
    "thông báo",
    "báo cáo",
    "tờ trình",
    "chỉ thị",
    "quyết định",
    "biên bản",
    "lịch",
    "kế hoạch",
)


@dataclass
class Made:
    """A generated document and what is true of it."""

    text: str
    number: str
    type: str
    issued: str
    title: str | None
    signer: str | None
    to: list[str] = field(default_factory=list)
    tasks: list[tuple[str, str, str | None, str | None]] = field(
        default_factory=list
    )  # work, lead, support, norm
    roles: list[tuple[str | None, str]] = field(default_factory=list)
    event: tuple[str, str, str] | None = None
    tables: tuple[Table, ...] = ()


def letterhead(rng: random.Random, code: str, subject: str | None = None) -> tuple[str, str, str]:
    place = rng.choice(_PROVINCES)
    number = f"{rng.randint(10, 999)}/{code}"
    day, month = rng.randint(1, 28), rng.randint(1, 12)
    rows = [f"ỦY BAN NHÂN DÂN\nTỈNH {place.upper()}", f"Số: {number}"]
    rows += [f"V/v {subject}"] if subject else []
    rows += [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc",
        f"{place}, ngày {day:02} tháng {month:02} năm 2026",
    ]
    return "\n".join(rows) + "\n", number, f"2026-{month:02}-{day:02}"


def closing(rng: random.Random, signer: str) -> str:
    head = rng.choice(["TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH", "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH"])
    return f"Nơi nhận:\n- Như trên;\n- Lưu: VT.\n{head}\n{signer}\n"


def duty(rng: random.Random, made: Made, *, under: str | None = None) -> str:
    """Return a sentence that gives work, and note what is true of it."""
    lead, other = rng.sample(_BODIES, 2)
    lead = under or lead
    words, norm = rng.choice(_DEADLINES)
    month, day = rng.randint(2, 12), rng.randint(6, 28)
    words, norm = words.format(d=day, m=month), norm.format(d=day, m=month)
    work = f"{rng.choice(_WORK)} đợt {len(made.tasks) + 1}"
    helped = rng.random() < 0.5
    along = f"phối hợp với {other} " if helped else ""
    shape = rng.randrange(3)
    made.tasks.append((work, lead, other if helped else None, norm))
    if under is not None:
        first = f"chủ trì, {along}{work}" if helped else work
        sentence = first[0].upper() + first[1:]
        return f"{sentence}. Hoàn thành {words}." if shape else f"{sentence}, hoàn thành {words}."
    body = f"chủ trì, {along}{work}"
    if shape == 0:
        return f"Giao {lead} {body}, hoàn thành {words}."
    if shape == 1:
        return f"{lead} {body}. Hoàn thành {words}."
    return (
        f"Đề nghị {lead} {body} {words}."
        if norm.startswith(("<", "2026"))
        else f"{lead} {body}, báo cáo {words}."
    )


def make(seed: int) -> Made:
    rng = random.Random(seed)
    kind = _KINDS[seed % len(_KINDS)]
    signer = rng.choice(_PEOPLE)
    return {
        "công văn": letter, "giấy mời": invitation, "thông báo": notice, "báo cáo": report, "tờ trình": proposal,
        "chỉ thị": directive, "quyết định": decision, "biên bản": minutes, "lịch": schedule, "kế hoạch": plan,
    }[kind](rng, signer)  # fmt: skip


def letter(rng: random.Random, signer: str) -> Made:
    subject = rng.choice(["đẩy mạnh cải cách hành chính năm 2026", "tăng cường kỷ luật, kỷ cương hành chính"])
    head, number, issued = letterhead(rng, "UBND-NC", subject)
    to = rng.sample(_BODIES, 2)
    made = Made("", number, "Công văn", issued, subject, signer, to)
    body = f"Kính gửi:\n- {to[0]};\n- {to[1]}.\n"
    body += "Thực hiện Quyết định số 1441/QĐ-TTg ngày 25/9/2025 của Thủ tướng Chính phủ về cải cách hành chính giai đoạn 2021 - 2030, Chủ tịch Ủy ban nhân dân tỉnh yêu cầu:\n"
    for n, who in enumerate(to, 1):
        body += f"{n}. {who}\n" + "".join(f"{mark}) {duty(rng, made, under=who)}\n" for mark in "ab")
    made.text = head + body + closing(rng, signer)
    return made


def invitation(rng: random.Random, signer: str) -> Made:
    head, number, issued = letterhead(rng, "GM-UBND")
    chair, hour, day = rng.choice(_PEOPLE), rng.randint(7, 15), rng.randint(1, 28)
    place = f"Phòng họp số {rng.randint(1, 5)}, trụ sở Ủy ban nhân dân tỉnh"
    made = Made(
        "", number, "Giấy mời", issued, None, signer, event=(f"2026-11-{day:02}", f"{hour:02}:30", place)
    )
    labels = [f"Chủ trì: Đồng chí {chair} - Phó Chủ tịch Ủy ban nhân dân tỉnh.", "Thành phần mời:\n- Lãnh đạo Sở Nội vụ;\n- Đại diện Viễn thông tỉnh.",
              f"Thời gian: {hour:02}h30 ngày {day:02}/11/2026.", f"Địa điểm: {place}."]  # fmt: skip
    made.text = head + "GIẤY MỜI\nỦy ban nhân dân tỉnh tổ chức họp nghe báo cáo tiến độ chuyển đổi số.\n"
    made.text += "".join(f"{n}. {label}\n" for n, label in enumerate(labels, 1)) + closing(rng, signer)
    made.roles = [(chair, "chủ trì")]
    return made


def notice(rng: random.Random, signer: str) -> Made:
    head, number, issued = letterhead(rng, "TB-UBND")
    title = "Kết luận của Chủ tịch Ủy ban nhân dân tỉnh tại cuộc họp về chuyển đổi số"
    made = Made("", number, "Thông báo", issued, title, signer)
    body = "Ngày 05/01/2026, Chủ tịch Ủy ban nhân dân tỉnh chủ trì cuộc họp về chuyển đổi số. Sau khi nghe báo cáo, Chủ tịch Ủy ban nhân dân tỉnh kết luận như sau:\n"
    body += "".join(f"{n}. {duty(rng, made)}\n" for n in range(1, 5))
    made.text = head + f"THÔNG BÁO\n{title}\n\n" + body + closing(rng, signer)
    return made


def report(rng: random.Random, signer: str) -> Made:
    head, number, issued = letterhead(rng, "BC-UBND")
    title = "Công tác cải cách hành chính năm 2025"
    made = Made("", number, "Báo cáo", issued, title, signer)
    body = f"I. KẾT QUẢ ĐẠT ĐƯỢC\n1. Năm 2025, tỉnh đã công bố {rng.randint(50, 90)} thủ tục hành chính.\n2. Tổng số hồ sơ quá hạn là 1.{rng.randint(100, 999)} hồ sơ.\n"
    body += "II. PHƯƠNG HƯỚNG, NHIỆM VỤ NĂM 2026\n" + "".join(
        f"{n}. {duty(rng, made)}\n" for n in range(1, 4)
    )
    made.text = head + f"BÁO CÁO\n{title}\n\n" + body + closing(rng, signer)
    return made


def proposal(rng: random.Random, signer: str) -> Made:
    head, number, issued = letterhead(rng, "TTr-UBND")
    title = "Về việc ban hành Quy chế quản lý dữ liệu dùng chung"
    body = "Kính gửi: Hội đồng nhân dân tỉnh\nThực hiện Kế hoạch số 5474/KH-UBND ngày 17/10/2025 của Ủy ban nhân dân tỉnh, Ủy ban nhân dân tỉnh kính trình Hội đồng nhân dân tỉnh xem xét, quyết định./.\n"
    return Made(
        head + f"TỜ TRÌNH\n{title}\n\n" + body + closing(rng, signer),
        number,
        "Tờ trình",
        issued,
        title,
        signer,
        ["Hội đồng nhân dân tỉnh"],
    )


def directive(rng: random.Random, signer: str) -> Made:
    head, number, issued = letterhead(rng, "CT-UBND")
    title = "Về việc tăng cường phòng cháy, chữa cháy rừng"
    made = Made("", number, "Chỉ thị", issued, title, signer)
    body = "Để chủ động phòng cháy, Chủ tịch Ủy ban nhân dân tỉnh chỉ thị:\n"
    for n, who in enumerate(rng.sample(_BODIES, 3), 1):
        body += f"{n}. {who} có trách nhiệm:\n" + "".join(
            f"{mark}) {duty(rng, made, under=who)}\n" for mark in "ab"
        )
    made.text = head + f"CHỈ THỊ\n{title}\n\n" + body + closing(rng, signer)
    return made


def decision(rng: random.Random, signer: str) -> Made:
    head, number, issued = letterhead(rng, "QĐ-UBND")
    title = "Thành lập Ban Chỉ đạo chuyển đổi số tỉnh"
    one, two, three, four = rng.sample(_PEOPLE, 4)
    made = Made("", number, "Quyết định", issued, title, signer)
    made.roles = [(one, "trưởng"), (two, "phó trưởng thường trực"), (three, "thành viên"), (four, "thư ký")]
    first, standing, member, clerk = rng.choice(
        [
            (f"1. Ông {one}, Chủ tịch Ủy ban nhân dân tỉnh, Trưởng ban;", f"2. Ông {two}, Phó Chủ tịch Ủy ban nhân dân tỉnh, Phó Trưởng ban Thường trực;",
             f"3. Bà {three}, Giám đốc Sở Nội vụ, Ủy viên;", f"4. Bà {four}, Chánh Văn phòng Ủy ban nhân dân tỉnh, Thư ký."),
            (f"1. Trưởng ban: Ông {one}, Chủ tịch Ủy ban nhân dân tỉnh.", f"2. Phó Trưởng ban thường trực: Ông {two} - Phó Chủ tịch Ủy ban nhân dân tỉnh.",
             f"3. Thành viên: Bà {three}, Giám đốc Sở Nội vụ.", f"4. Thư ký: Bà {four}, Chánh Văn phòng Ủy ban nhân dân tỉnh."),
        ]
    )  # fmt: skip
    body = f"Căn cứ Luật Tổ chức chính quyền địa phương;\nQUYẾT ĐỊNH:\nĐiều 1. {title}, gồm các thành viên sau:\n{first}\n{standing}\n{member}\n{clerk}\n"
    body += "Điều 2. Quyết định này có hiệu lực kể từ ngày ký.\nĐiều 3. Chánh Văn phòng Ủy ban nhân dân tỉnh và các thành viên Ban Chỉ đạo chịu trách nhiệm thi hành Quyết định này./.\n"
    made.text = head + f"QUYẾT ĐỊNH\n{title}\n\n" + body + closing(rng, signer)
    return made


def minutes(rng: random.Random, _signer: str) -> Made:
    head, number, issued = letterhead(rng, "BB-UBND")
    one, two = rng.sample(_PEOPLE, 2)
    hour, day, place = rng.randint(7, 15), rng.randint(1, 28), "Hội trường tầng 2"
    made = Made(
        "",
        number,
        "Biên bản",
        issued,
        "Họp đánh giá chỉ số cải cách hành chính",
        None,
        event=(f"2026-03-{day:02}", f"{hour:02}:00", place),
    )
    made.roles = [(one, "chủ trì"), (two, "thư ký")]
    made.text = head + (
        f"BIÊN BẢN\nHọp đánh giá chỉ số cải cách hành chính\n\nThời gian: {hour:02} giờ 00 phút, ngày {day:02} tháng 3 năm 2026.\nĐịa điểm: {place}.\n"
        f"Chủ trì: Ông {one}, Giám đốc Sở Nội vụ.\nThư ký: Bà {two}, chuyên viên Sở Nội vụ.\nThành phần tham dự:\n- Đại diện các sở, ban, ngành.\n"
    )
    return made


def schedule(rng: random.Random, signer: str) -> Made:
    head, number, issued = letterhead(rng, "LCT-UBND")
    title = "TUẦN 46 NĂM 2026"
    hour, place = rng.randint(7, 10), f"Phòng họp {rng.randint(1, 4)}"
    top = head + f"LỊCH CÔNG TÁC\n{title}\n\n"
    rows = [["Thứ, ngày", "Thời gian", "Nội dung", "Chủ trì", "Địa điểm"], ["Thứ Hai 09/11/2026", f"{hour:02}h00", "Họp giao ban", "Chủ tịch", place],
            ["Thứ Ba 10/11/2026", "14h00", "Tiếp công dân", "Phó Chủ tịch", "Trụ sở tiếp công dân"]]  # fmt: skip
    cells, at = [], len(top)
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            cells.append(Cell(r, c, at, at + len(value)))
            at += len(value) + 1
    body = "".join("\t".join(row) + "\n" for row in rows)
    table = Table(len(top), len(top) + len(body), len(rows), 5, tuple(cells))
    return Made(
        top + body + closing(rng, signer),
        number,
        "Lịch công tác",
        issued,
        title,
        signer,
        event=("2026-11-09", f"{hour:02}:00", place),
        tables=(table,),
    )


def plan(rng: random.Random, signer: str) -> Made:
    head, number, issued = letterhead(rng, "KH-UBND")
    title = "Cải cách hành chính năm 2026"
    made = Made("", number, "Kế hoạch", issued, title, signer)
    body = "I. MỤC ĐÍCH, YÊU CẦU\nNâng cao chất lượng phục vụ người dân.\nII. NHIỆM VỤ\n" + "".join(
        f"{n}. {duty(rng, made)}\n" for n in range(1, 4)
    )
    body += "III. TỔ CHỨC THỰC HIỆN\n"
    for n, who in enumerate(rng.sample(_BODIES, 2), 1):
        body += f"{n}. {who}:\n" + "".join(f"- {duty(rng, made, under=who)}\n" for _ in range(2))
    made.text = head + f"KẾ HOẠCH\n{title}\n\n" + body + closing(rng, signer)
    return made


def read(made: Made) -> Document:
    return build(SourceText(made.text, "text/plain", "text", tables=made.tables), "vb.txt", "0" * 64)


def score(made: Made, document: Document, right: Counter[str], all_: Counter[str], missed: list[str]) -> None:
    """Count what is right of a document, by figure."""

    def count(figure: str, good: bool, what: object) -> None:
        all_[figure] += 1
        right[figure] += good
        if not good:
            missed.append(f"{figure}: {what}")

    header = document.header
    for name, wanted, fact in (("number", made.number, header.number), ("type", made.type, header.type), ("issued_on", made.issued, header.issued_on),
                               ("title", made.title, header.title), ("signer", made.signer, header.signer)):  # fmt: skip
        if wanted is not None:
            count(
                name,
                fact is not None and fold(fact.value) == fold(wanted),
                (made.type, wanted, fact and fact.value),
            )
    count(
        "addressees",
        [a.value for a in header.addressees] == made.to,
        (made.to, [a.value for a in header.addressees]),
    )
    used = set()
    for work, lead, support, norm in made.tasks:
        found = next((t for t in document.tasks if fold(work) in fold(t.task)), None)
        count("task", found is not None, work)
        if found is None:
            continue
        used.add(id(found))
        count(
            "lead", [m.value for m in found.lead] == [lead], (lead, [m.value for m in found.lead], found.task)
        )
        count(
            "support",
            [m.value for m in found.support] == ([support] if support else []),
            (support, [m.value for m in found.support], found.task),
        )
        count("deadline", found.deadline_norm == norm, (norm, found.deadline_norm, found.task))
    for task in document.tasks:
        count("precision", id(task) in used, (made.type, task.task, [m.value for m in task.lead]))
    for person, rank in made.roles:
        count(
            "role",
            any(r.person and r.person.value == person and r.rank.value == rank for r in document.roles),
            (person, rank, document.roles),
        )
    if made.event is not None:
        days = [(e.date, e.begins, e.place.value if e.place else None) for e in document.events]
        count("event", made.event in days, (made.event, days))


def test_every_figure_of_forty_generated_documents() -> None:
    right: Counter[str] = Counter()
    all_: Counter[str] = Counter()
    missed: list[str] = []
    for seed in range(_SEEDS):
        made = make(seed)
        score(made, read(made), right, all_, missed)
    shares = {figure: right[figure] / all_[figure] for figure in all_}
    assert all(share >= _LEAST for share in shares.values()), (shares, missed[:12])
