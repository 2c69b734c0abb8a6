"""Assignments in running text: one sentence or a few lines each, and what the register makes of them."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from corpus.header.read import read_header
from corpus.model import Document, SourceText, Task
from corpus.structure.read import parse
from corpus.tasks.read import find_tasks


def read(text: str) -> Document:
    source = SourceText(text, "text/plain", "text")
    return Document(
        id="d", source="d.txt", sha256="", text=text, media_type="text/plain", read_by="text",
        header=read_header(source, "d.txt"), provisions=parse(source, "d"),
    )  # fmt: skip


@dataclass(frozen=True)
class Want:
    """The cells of one expected row; an empty cell is expected to be empty."""

    lead: str = ""
    support: str = ""
    monitor: str = ""
    deadline: str = ""
    norm: str = ""
    product: str = ""
    starts: str = ""


def cells(document: Document, task: Task) -> Want:
    def names(role: str) -> str:
        return " | ".join(m.value for m in getattr(task, role))

    return Want(
        names("lead"), names("support"), names("monitor"),
        task.deadline.value if task.deadline else "", task.deadline_norm or "",
        task.product.value if task.product else "", document.text[task.start : task.end],
    )  # fmt: skip


def matches(found: Want, want: Want) -> bool:
    same = all(
        getattr(found, f) == getattr(want, f) for f in ("lead", "support", "monitor", "deadline", "norm")
    )
    return (
        same and found.starts.startswith(want.starts) and (not want.product or found.product == want.product)
    )


ONE = [
    pytest.param(
        "Sở quản lý ngành, lĩnh vực đối với hàng hóa (quy định tại Phụ lục 01) có trách nhiệm thẩm định phương án giá.",
        Want("Sở quản lý ngành, lĩnh vực"),
        id="which of them is meant is no part of the name",
    ),
    pytest.param(
        "Đối với việc bình ổn giá tại phạm vi địa phương, các sở, ban, ngành, UBND cấp xã thực hiện niêm yết giá.",
        Want("các sở, ban, ngành | UBND cấp xã"),
        id="a place behind a preposition heads no list",
    ),
    pytest.param(
        "UBND cấp tỉnh, UBND cấp xã theo phân cấp của UBND cấp tỉnh có trách nhiệm đánh giá kết quả.",
        Want("UBND cấp tỉnh | UBND cấp xã"),
        id="a list with what is said of its members",
    ),
    pytest.param(
        "Ủy ban nhân dân cấp tỉnh giao cơ quan chuyên môn lập đề án.",
        Want("Ủy ban nhân dân cấp tỉnh"),
        id="a rule for all of a level: they assign",
    ),
    pytest.param(
        "Chỉ đạo cơ quan có chức năng quản lý đất đai cấp xã chủ trì rà soát việc chuyển nhượng.",
        Want("cơ quan có chức năng quản lý đất đai cấp xã"),
        id="an office that is described",
    ),
    pytest.param(
        "Đơn vị tư vấn được thuê lập hồ sơ (gọi chung là đơn vị lập hồ sơ) tổ chức khảo sát.",
        Want("Đơn vị tư vấn được thuê lập hồ sơ"),
        id="a described office with a short name",
    ),
    pytest.param(
        "Tổng Thư ký Quốc hội - Chủ nhiệm Văn phòng Quốc hội chỉ đạo việc lập dự toán.",
        Want("Tổng Thư ký Quốc hội - Chủ nhiệm Văn phòng Quốc hội"),
        id="two posts of one person",
    ),
    pytest.param(
        "Sở Nội vụ chủ trì phối hợp cùng cơ quan cấp trên của doanh nghiệp, các sở, ngành liên quan xây dựng đề án.",
        Want("Sở Nội vụ", "cơ quan cấp trên của doanh nghiệp | các sở, ngành liên quan"),
        id="a partner without a name",
    ),
    pytest.param(
        "UBND cấp xã xây dựng nội dung điều chỉnh kế hoạch; thời gian thực hiện điều chỉnh tối đa là 03 tháng.",
        Want("UBND cấp xã", deadline="tối đa là 03 tháng", norm="<=P3M"),
        id="a clause that states the time",
    ),
    pytest.param(
        "Sau khi kết thúc công khai, UBND cấp xã tổ chức lấy ý kiến trong thời hạn 30 ngày kể từ ngày bắt đầu.",
        Want("UBND cấp xã", deadline="trong thời hạn 30 ngày kể từ ngày bắt đầu", norm="event+30D"),
        id="a time before an occasion",
    ),
    pytest.param(
        "Hằng năm, căn cứ chương trình, các cơ quan xây dựng dự toán gửi Sở Tài chính.",
        Want("các cơ quan", deadline="Hằng năm", norm="yearly"),
        id="a verb that is a field as well",
    ),
    pytest.param(
        "Giao Sở Xây dựng chủ trì, phối hợp với Sở Tài chính lập quy hoạch chung trước ngày 15/12/2026.",
        Want("Sở Xây dựng", "Sở Tài chính", "", "trước ngày 15/12/2026", "<2026-12-15", "quy hoạch chung"),
        id="giao … chủ trì, phối hợp với",
    ),
    pytest.param(
        "Sở Tư pháp chủ trì, phối hợp Công an tỉnh, UBND các huyện, thành phố rà soát văn bản.",
        Want("Sở Tư pháp", "Công an tỉnh | UBND các huyện, thành phố"),
        id="phối hợp without với",
    ),
    pytest.param("Giao Công an tỉnh tham mưu kế hoạch bảo đảm an ninh.", Want("Công an tỉnh"), id="tham mưu means lead"),
    pytest.param(
        "Sở Y tế có trách nhiệm kiểm tra an toàn thực phẩm định kỳ hằng quý.",
        Want("Sở Y tế", deadline="định kỳ hằng quý", norm="quarterly"),
        id="có trách nhiệm",
    ),
    pytest.param(
        "Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh tuyên truyền, vận động Nhân dân.",
        Want("Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh"),
        id="đề nghị a body outside the Committee",
    ),
    pytest.param(
        "Đề nghị UBND tỉnh chỉ đạo Công an tỉnh phối hợp với Sở Tài chính hoàn thiện thủ tục.",
        Want("Công an tỉnh", "Sở Tài chính"),
        id="the one who is directed leads",
    ),
    pytest.param(
        "Hội đồng nhân dân tỉnh giao cho Ủy ban nhân dân tỉnh phê duyệt quy hoạch.",
        Want("Ủy ban nhân dân tỉnh"),
        id="the one who assigns does not lead",
    ),
    pytest.param(
        "Hằng năm, các sở, ban, ngành báo cáo kết quả về UBND tỉnh (qua Sở Nội vụ) trước ngày 15/12.",
        Want("các sở, ban, ngành", deadline="trước ngày 15/12"),
        id="the recipient has no role",
    ),
    pytest.param(
        "Giao Sở Nội vụ rà soát biên chế; hoàn thành trong Quý II/2026.",
        Want("Sở Nội vụ", deadline="trong Quý II/2026", norm="2026-Q2"),
        id="a deadline behind a semicolon",
    ),
    pytest.param(
        "Bộ trưởng Bộ Xây dựng quyết định công nhận đô thị loại I.",
        Want("Bộ trưởng Bộ Xây dựng"),
        id="authority to decide",
    ),
    pytest.param(
        "Trường hợp cần thiết, Ủy ban nhân dân tỉnh chỉ đạo, điều hành việc khắc phục thiên tai.",
        Want("Ủy ban nhân dân tỉnh"),
        id="subject behind an adverbial",
    ),
    pytest.param(
        "Thủ trưởng cơ quan, đơn vị được giao nhiệm vụ xây dựng văn bản bố trí kinh phí trong dự toán.",
        Want("Thủ trưởng cơ quan, đơn vị được giao nhiệm vụ xây dựng văn bản"),
        id="a subject that describes itself",
    ),
    pytest.param(
        "Giao Ủy ban nhân dân tỉnh tổ chức thực hiện; Ban Pháp chế và đại biểu Hội đồng nhân dân tỉnh giám sát việc thực hiện Nghị quyết này.",
        Want("Ủy ban nhân dân tỉnh", monitor="Ban Pháp chế | đại biểu Hội đồng nhân dân tỉnh"),
        id="who watches is the monitor",
    ),
    pytest.param(
        "Các sở, ban, ngành; UBND các xã, phường: Căn cứ Kế hoạch này, xây dựng kế hoạch thực hiện trước ngày 31/7/2026.",
        Want("Các sở, ban, ngành | UBND các xã, phường", deadline="trước ngày 31/7/2026", norm="<2026-07-31"),
        id="a list of agencies with a semicolon and a colon",
    ),
    pytest.param(
        "Công an tỉnh, Thanh tra tỉnh: Nắm chắc tình hình, bảo đảm an ninh trật tự.",
        Want("Công an tỉnh | Thanh tra tỉnh"),
        id="whatever follows a colon behind agencies",
    ),
    pytest.param(
        "Định kỳ hằng quý (trước ngày 20 của tháng cuối quý), các đơn vị báo cáo kết quả về Sở Nội vụ.",
        Want("các đơn vị", deadline="trước ngày 20 của tháng cuối quý", norm="quarterly:<20"),
        id="the exact date before the vague one",
    ),
    pytest.param(
        "Các huyện ủy, thành ủy, đảng ủy trực thuộc Tỉnh ủy xây dựng kế hoạch.",
        Want("Các huyện ủy, thành ủy, đảng ủy trực thuộc Tỉnh ủy"),
        id="Party committees",
    ),
    pytest.param(
        "Trong quá trình thực hiện, nếu có vướng mắc, đề nghị các đơn vị phản ánh về Sở Nội vụ để xem xét, giải quyết.",
        Want("Sở Nội vụ"),
        id="who settles difficulties",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "want"), ONE)
def test_one_sentence_is_one_row(sentence: str, want: Want) -> None:
    document = read(f"Điều 1. Nhiệm vụ\n1. {sentence}\n")
    found = [cells(document, t) for t in find_tasks(document)]
    assert len(found) == 1, found
    assert matches(found[0], want), found[0]


NONE = [
    pytest.param("Giám đốc các Sở, Thủ trưởng các cơ quan, đơn vị chịu trách nhiệm thi hành Quyết định này./.", id="closing clause"),
    pytest.param("Các cơ quan, tổ chức có trách nhiệm thực hiện Nghị quyết này.", id="closing duty"),
    pytest.param("Quyết định này có hiệu lực kể từ ngày 01/01/2026.", id="entry into force"),
    pytest.param("Sở Tư pháp là cơ quan chuyên môn thuộc Ủy ban nhân dân tỉnh.", id="what an agency is"),
    pytest.param("Kinh phí thực hiện do ngân sách nhà nước bảo đảm.", id="no agency"),
    pytest.param("Quyết định của Ủy ban nhân dân tỉnh phải được quá nửa thành viên tán thành.", id="quyết định as a noun"),
    pytest.param("Việc biểu quyết được thực hiện tại phiên họp Ủy ban nhân dân tỉnh.", id="a rule without an actor"),
    pytest.param("Đơn vị hành chính cấp xã được công nhận đạt chuẩn.", id="a unit is no agency"),
]  # fmt: skip


@pytest.mark.parametrize("sentence", NONE)
def test_other_sentences_are_no_task(sentence: str) -> None:
    document = read(f"Điều 1. Nội dung\n1. {sentence}\n")
    assert [cells(document, t) for t in find_tasks(document)] == []


MANY = [
    pytest.param(
        "IV. TỔ CHỨC THỰC HIỆN\n1. Sở Nội vụ:\na) Chủ trì, phối hợp với Sở Tài chính kiểm tra công vụ;\n"
        "b) Căn cứ chức năng, nhiệm vụ được giao, tổng hợp, báo cáo UBND tỉnh.\n"
        "2. Sở Tài chính\n- Bố trí kinh phí.\n",
        [Want("Sở Nội vụ", "Sở Tài chính"), Want("Sở Nội vụ"), Want("Sở Tài chính")],
        id="agency as heading",
    ),
    pytest.param(
        "Điều 13. Trách nhiệm thực hiện\n2. Bộ Xây dựng có trách nhiệm:\na) Định kỳ tổng hợp tình hình;\nb) Thực hiện nhiệm vụ khác.\n",
        [Want("Bộ Xây dựng", deadline="Định kỳ", norm="periodic"), Want("Bộ Xây dựng")],
        id="có trách nhiệm above points",
    ),
    pytest.param(
        "Điều 5. Trách nhiệm, cách thức giải quyết công việc của Giám đốc Sở Y tế\n1. Thay mặt Sở Y tế ký các văn bản thuộc thẩm quyền.\n"
        "2. Người được ủy quyền không được ủy quyền tiếp.\n3. Được sử dụng con dấu của Sở Y tế khi ký văn bản.\n",
        [Want("Giám đốc Sở Y tế", starts="Thay mặt")],
        id="below a heading of duties: any verb is work, what others do and what he may do is none",
    ),
    pytest.param(
        "Điều 8. Trách nhiệm của Chánh Văn phòng UBND tỉnh\n1. Theo dõi, đôn đốc việc thực hiện quyết định.\n2. Xây dựng quy chế làm việc.\n",
        [Want("Chánh Văn phòng UBND tỉnh"), Want("Chánh Văn phòng UBND tỉnh", product="quy chế làm việc")],
        id="subject in the heading of an article",
    ),
    pytest.param(
        "Điều 10. Thẩm quyền\n2. Giám đốc Sở Tài chính quyết định điều chuyển đối với:\na) Tài sản là xe ô tô;\nb) Tài sản khác.\n",
        [Want("Giám đốc Sở Tài chính", starts="Tài sản là"), Want("Giám đốc Sở Tài chính", starts="Tài sản khác")],
        id="verb above points that are nouns",
    ),
    pytest.param(
        "III. NHIỆM VỤ\n1. Công tác phổ biến:\na) Các sở, ban, ngành hướng dẫn phổ biến Nghị quyết.\nb) UBND huyện Đức Trọng tổ chức quán triệt.\n\n"
        "Thời gian thực hiện và hoàn thành: Quý II/2022.\n",
        [
            Want("Các sở, ban, ngành", deadline="Quý II/2022", norm="2022-Q2"),
            Want("UBND huyện Đức Trọng", deadline="Quý II/2022", norm="2022-Q2"),
        ],
        id="a trailing deadline covers the unit",
    ),
    pytest.param(
        "II. NHIỆM VỤ\n1. Xây dựng Đề án du lịch.\n- Cơ quan chủ trì: Sở Văn hóa, Thể thao và Du lịch.\n"
        "- Cơ quan phối hợp: Sở Tài chính, Công an tỉnh; UBND các huyện, thành phố.\n- Thời gian hoàn thành: Quý III/2026.\n- Sản phẩm: Đề án.\n",
        [
            Want(
                "Sở Văn hóa, Thể thao và Du lịch", "Sở Tài chính | Công an tỉnh | UBND các huyện, thành phố", "", "Quý III/2026",
                "2026-Q3", "Đề án", "Xây dựng Đề án",
            )
        ],
        id="labelled lines",
    ),
    pytest.param(
        "II. NHIỆM VỤ\n1. Nâng cấp cổng dịch vụ công (Chủ trì: Văn phòng UBND tỉnh; phối hợp: Sở Tư pháp; thời gian: Tháng 9/2026).\n",
        [Want("Văn phòng UBND tỉnh", "Sở Tư pháp", "", "Tháng 9/2026", "2026-09", "", "Nâng cấp")],
        id="labels in brackets",
    ),
    pytest.param(
        "II. NỘI DUNG\n1. Phổ biến Luật\na) Sở Tư pháp\nChủ trì, phối hợp với Công an tỉnh tổ chức hội nghị quán triệt.\n"
        "Thời gian thực hiện: Quý III/2026.\nb) Công an tỉnh\n- Xây dựng tài liệu tuyên truyền.\n",
        [
            Want("Sở Tư pháp", "Công an tỉnh", deadline="Quý III/2026", norm="2026-Q3"),
            Want("Công an tỉnh", starts="Xây dựng"),
        ],
        id="agencies at letter level with their work below",
    ),
    pytest.param(
        "II. NỘI DUNG\n3. Xây dựng Nghị quyết\n- Đơn vị thực hiện: Sở Tài chính chủ trì, phối hợp với Sở Nội vụ.\n",
        [Want("Sở Tài chính", "Sở Nội vụ", starts="Xây dựng")],
        id="two roles in one label",
    ),
    pytest.param(
        "II. NHIỆM VỤ\n1. Tuyên truyền pháp luật về môi trường:\na) Sở Tư pháp\nb) Công an tỉnh\nc) Sở Nội vụ, Sở Y tế\n",
        [Want("Sở Tư pháp | Công an tỉnh | Sở Nội vụ | Sở Y tế", starts="Tuyên truyền")],
        id="task as heading, agencies as letters",
    ),
    pytest.param(
        "Điều 2. Giao việc\n- Chỉ đạo Sở Nông nghiệp và PTNT:\n+ Nghiệm thu công trình kè trong tháng 7/2017.\n"
        "+ Sửa chữa hồ chứa; công trình thủy lợi Ngọc Linh hoàn thành trong tháng 3 năm 2018.\n",
        [
            Want("Sở Nông nghiệp và PTNT", deadline="trong tháng 7/2017", norm="2017-07"),
            Want("Sở Nông nghiệp và PTNT", starts="Sửa chữa"),
            Want("Sở Nông nghiệp và PTNT", deadline="trong tháng 3 năm 2018", norm="2018-03"),
        ],
        id="several works in one sentence",
    ),
    pytest.param(
        "Điều 2. Tổ chức thực hiện\n- Giao Sở Công Thương chủ trì, phối hợp với các sở, ban, ngành liên quan hướng dẫn thực hiện; "
        "tổng hợp báo cáo UBND tỉnh theo định kỳ hàng tháng, qúy, năm.\n",
        [
            Want("Sở Công Thương", "các sở, ban, ngành liên quan"),
            Want(
                "Sở Công Thương", "các sở, ban, ngành liên quan", "", "theo định kỳ hàng tháng, qúy, năm", "monthly; quarterly; yearly"
            ),
        ],
        id="partners hold for the whole sentence",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), MANY)
def test_a_unit_becomes_its_rows(text: str, wanted: list[Want]) -> None:
    document = read(text)
    found = [cells(document, t) for t in find_tasks(document)]
    assert len(found) == len(wanted), found
    assert [f for f, w in zip(found, wanted, strict=True) if not matches(f, w)] == []


def test_generic_assignees_are_marked() -> None:
    document = read("I. NHIỆM VỤ\n1. Các sở, ban, ngành xây dựng kế hoạch.\n2. Sở Y tế xây dựng kế hoạch.\n")
    assert [t.generic_assignee for t in find_tasks(document)] == [True, False]
