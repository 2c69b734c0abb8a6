"""Questions on documents that we wrote: each row guards one mechanism of the answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.model import Answer, Status
from assistant.pipeline import Assistant
from assistant.settings import Settings
from tests.factories.rules import amending_resolution, market_regulation, stall_prices


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("rules")
    texts = {"cho.txt": market_regulation(), "phi.txt": amending_resolution(), "gia.html": stall_prices()}
    paths = []
    for name, text in texts.items():
        paths.append(Path(folder / name))
        paths[-1].write_text(text, encoding="utf-8")
    assistant = Assistant.open(Settings(data=folder / "data"))
    assistant.library.add(paths)
    return Assistant.open(Settings(data=folder / "data"))


def bold(answer: Answer) -> str:
    """Return the first bold words of the first line that is not only "Không phải."."""
    lines = [
        line for line in answer.text.splitlines() if line.strip() and not line.startswith("**Không phải")
    ]
    return lines[0].split("**")[1] if lines and lines[0].startswith("**") else ""


FIRST_LINE = [
    ("the passive names who appoints, not whom he appoints", "Trưởng Ban quản lý chợ do ai bổ nhiệm?", "Chủ tịch Ủy ban nhân dân huyện"),
    ("whoever stands after do, agency or not", "Kinh phí hoạt động của Hội đồng tư vấn chợ do ai bố trí?", "cơ quan thường trực của Hội đồng"),
    ("the subject of the asked verb", "Cơ quan nào cấp tài khoản khai báo hàng hóa?", "Sở Công Thương"),
    ("the condition decides", "Huyện không có Phòng Kinh tế thì ai hướng dẫn tiểu thương ghi sổ khai báo?", "Văn phòng Ủy ban nhân dân huyện"),
    ("the cell under the asked heading", "Giá tối đa thuê quầy có mái che là bao nhiêu?", "Giá tối đa (đồng/m2/tháng): 16.500"),
    ("another cell of another row", "Giá tối thiểu thuê quầy không có mái che là bao nhiêu?", "Giá tối thiểu (đồng/m2/tháng): 700"),
    ("a limit that holds in one case only is no value", "Thời hạn giải quyết kiến nghị là bao nhiêu ngày?", ""),
    ("a limit whose case is named", "Kiến nghị liên quan đến nhiều huyện giáp ranh thì thời hạn giải quyết là bao nhiêu ngày?", "không quá 30 ngày làm việc"),
    ("the general end of a list of names is not the answer", "Ai chịu trách nhiệm thi hành Quyết định 21/2024/QĐ-UBND?", ""),
    ("one form of several is not the answer", "Hồ sơ đăng ký quầy cần những biểu mẫu nào?", ""),
    ("a circular is no submission", "Nghị quyết này căn cứ thông tư nào của Bộ Tài chính?", "Thông tư số 250/2016/TT-BTC"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "value"), [r[1:] for r in FIRST_LINE], ids=[r[0] for r in FIRST_LINE])
def test_first_line(rules: Assistant, question: str, value: str) -> None:
    answer = rules.ask(question)
    assert bold(answer) == value, answer.text


SAYS = [
    ("a list within a sentence is shown to its end", "Biên bản giải quyết kiến nghị gồm những nội dung gì?", ["thời gian", "hướng xử lý"]),
    ("all forms of a list", "Hồ sơ đăng ký quầy cần những biểu mẫu nào?", ["BM-01", "BM-02", "BM-03"]),
    ("another sentence of a long provision", "Tiểu thương nhờ người khác trông quầy thay nếu Ban quản lý chợ đồng ý thì có quyền ký hợp đồng không?", ["không có quyền ký hợp đồng"]),
    ("in force some days after signing", "Quyết định 21/2024/QĐ-UBND có hiệu lực khi nào?", ["sau 10 ngày"]),
    ("other words for replacing", "Quyết định 21/2024/QĐ-UBND thay thế quyết định nào?", ["43/2017/QĐ-UBND"]),
    ("every resolution that is amended", "Nghị quyết 07/2024/NQ-HĐND sửa đổi những nghị quyết nào về phí bến bãi, vỉa hè?", ["35/2020/NQ-HĐND", "27/2021/NQ-HĐND"]),
    ("articles of a document that is only cited", "Những điều nào của Nghị quyết 35/2020/NQ-HĐND bị bãi bỏ?", ["Bãi bỏ Điều 12, Điều 17, Điều 18"]),
    ("two rows of one table", "So sánh giá thuê quầy có mái che và quầy không có mái che", ["16.500"]),
    ("two readings of a table without a value", "Giá tối thiểu thuê quầy là bao nhiêu?", ["700"]),
]  # fmt: skip


@pytest.mark.parametrize(("question", "words"), [r[1:] for r in SAYS], ids=[r[0] for r in SAYS])
def test_says(rules: Assistant, question: str, words: list[str]) -> None:
    answer = rules.ask(question)
    assert answer.status is Status.ANSWERED
    assert [w for w in words if w not in answer.text] == [], answer.text


NEVER = [
    ("articles of the other document", "Những điều nào của Nghị quyết 35/2020/NQ-HĐND bị bãi bỏ?", "Điều 9"),
    (
        "the number of a place for an amount",
        "Khung giá thuê quầy tại chợ áp dụng theo Luật Giá là bao nhiêu?",
        "khoản 7 Điều 151",
    ),
    ("a submission for a circular", "Nghị quyết 07/2024/NQ-HĐND căn cứ thông tư nào?", "Tờ trình số 205"),
    ("whoever receives for whoever acts", "Ai hướng dẫn tiểu thương ghi sổ khai báo?", "**Ban quản lý chợ**"),
]


@pytest.mark.parametrize(("question", "words"), [r[1:] for r in NEVER], ids=[r[0] for r in NEVER])
def test_never_says(rules: Assistant, question: str, words: str) -> None:
    assert words not in rules.ask(question).text


PUT_RIGHT = [
    ("another office signed", "Quyết định 21/2024/QĐ-UBND do Giám đốc Sở Công Thương ký phải không?", "Lê Văn Bình"),
    ("another day of force", "Nghị quyết 07/2024/NQ-HĐND có hiệu lực từ 01/01/2025 đúng không?", "01 tháng 8 năm 2024"),
    ("parts only are repealed", "Nghị quyết 07/2024/NQ-HĐND bãi bỏ toàn bộ Nghị quyết 35/2020/NQ-HĐND từ ngày nào?", "một số điều"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "fact"), [r[1:] for r in PUT_RIGHT], ids=[r[0] for r in PUT_RIGHT])
def test_false_premise_is_put_right(rules: Assistant, question: str, fact: str) -> None:
    answer = rules.ask(question)
    assert answer.status is Status.CORRECTED, answer.text
    assert answer.text.startswith("**Không phải")
    assert fact in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "Quyết định 21/2024/QĐ-UBND do Phó Chủ tịch Ủy ban nhân dân tỉnh ký phải không?",
        "Nghị quyết 07/2024/NQ-HĐND có hiệu lực từ 01/8/2024 đúng không?",
    ],
    ids=["the office that signed", "the day of force"],
)
def test_a_true_premise_stands(rules: Assistant, question: str) -> None:
    assert rules.ask(question).status is Status.ANSWERED


ABSENT = [
    ("a fee of which nothing is said", "Phí gửi xe tại chợ Tân Bình là bao nhiêu?"),
    ("a number that only places have", "Khung giá thuê quầy áp dụng cho bao nhiêu chợ?"),
    ("a department that is not asked for", "Trưởng Ban quản lý chợ phối hợp với sở nào?"),
]


@pytest.mark.parametrize("question", [r[1] for r in ABSENT], ids=[r[0] for r in ABSENT])
def test_absent(rules: Assistant, question: str) -> None:
    answer = rules.ask(question)
    assert answer.status in (Status.NOT_FOUND, Status.PARTIAL), answer.text


def test_signer_is_cited_with_the_office(rules: Assistant) -> None:
    answer = rules.ask("Ai ký Quyết định 21/2024/QĐ-UBND?")
    assert [" ".join(c.quote.split()) for c in answer.citations] == [
        "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH Lê Văn Bình"
    ]


def test_a_short_question_leans_on_the_history(rules: Assistant) -> None:
    history = ["Kiến nghị liên quan đến nhiều huyện giáp ranh thì giải quyết thế nào?"]
    assert "30 ngày làm việc" in rules.ask("Thời hạn là bao nhiêu ngày?", history).text


def test_a_short_question_on_something_else_stands_alone(rules: Assistant) -> None:
    history = ["Giá tối đa thuê quầy có mái che là bao nhiêu?"]
    assert (
        "Chủ tịch Ủy ban nhân dân huyện" in rules.ask("Trưởng Ban quản lý chợ do ai bổ nhiệm?", history).text
    )


WORDS = [
    (
        "a plain word that fits stays plain",
        "Tỉnh chi bao nhiêu cho một quầy?",
        "Tỉnh chi bao nhiêu cho một quầy?",
    ),
    (
        "typed without diacritics",
        "truong ban quan ly cho do ai bo nhiem",
        "trưởng ban quản lý chợ do ai bổ nhiệm",
    ),
]


@pytest.mark.parametrize(("typed", "read"), [r[1:] for r in WORDS], ids=[r[0] for r in WORDS])
def test_words_are_repaired_only_where_that_fits(rules: Assistant, typed: str, read: str) -> None:
    assert rules._answering._repair(typed).lower() == read.lower()
