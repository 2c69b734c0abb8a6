"""What follows from its passage stays, what does not is taken out: forgeries, rewordings, merged provisions."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator

import pytest

from assistant.answer.ground import complaint, grounded
from assistant.draft import Line, LineKind, quote
from tests.assistant.answer.forgeries import OPERATORS
from tests.assistant.answer.statements import Fact, facts, passage, read, true_statements

ONCE = {
    "section_invented",
    "document_invented",
    "person_or_deed_added",
    "only_and_all",
}  # the same for all sentences


def forged(name: str) -> Iterator[tuple[Fact, str]]:
    """Yield the lies of one operator, each once for a fact."""
    for fact in facts():
        own = " ".join(fact.quote.text.split())
        true = {s.rstrip(".").lower() for s in (own, *fact.said)}
        seen: set[str] = set()
        for sentence in fact.said[:1] if name in ONCE else (*fact.said, own):
            for lie in OPERATORS[name](sentence, own):
                if lie not in seen and lie.rstrip(".").lower() not in true:
                    seen.add(lie)
                    yield fact, lie


@pytest.mark.parametrize("operator", OPERATORS)
def test_no_forged_statement_passes(operator: str) -> None:
    lies = list(forged(operator))
    passed = [lie for fact, lie in lies if grounded(fact.line(lie))]
    print(f"{operator}: {len(lies)} forged, {len(passed)} passed")
    assert lies
    assert passed == []


def test_there_are_enough_forgeries_of_every_kind() -> None:
    counts = {name: sum(1 for _ in forged(name)) for name in OPERATORS}
    print(f"forged statements: {sum(counts.values())}")
    assert sum(counts.values()) >= 300
    assert min(counts.values()) >= 5


def test_true_paraphrases_stay() -> None:
    counts: Counter[tuple[str, bool]] = Counter()
    lost = []
    for made, fact, sentence in true_statements():
        problem = complaint(fact.line(sentence))
        counts[made, problem is None] += 1
        lost += [f"{sentence} ({problem})"] if problem and made == "written" else []
    total, kept = sum(counts.values()), sum(n for (_, held), n in counts.items() if held)
    written = counts["written", True] / (counts["written", True] + counts["written", False])
    print(
        f"true paraphrases: {kept} of {total} kept ({kept / total:.3f}); written ones {written:.3f}; lost: {lost}"
    )
    assert total >= 300
    assert kept / total >= 0.90
    assert written >= 0.90


def test_a_statement_of_another_document_does_not_follow() -> None:
    every = facts()
    passed = [
        (sentence, other.quote.text)
        for fact, other in itertools.permutations(every, 2)
        if fact.quote.document.id != other.quote.document.id
        for sentence in fact.said[:1]
        if grounded(other.line(sentence))
    ]
    assert passed == []


def test_facts_of_two_provisions_are_not_joined_into_one_claim() -> None:
    plan = next(f.quote.document for f in facts() if "412/KH" in f.quote.document.text)
    rows = {
        "data": passage(plan, "Sở Khoa học và Công nghệ chủ trì, phối hợp với Sở Nội vụ xây dựng kho dữ liệu dùng chung, hoàn thành trước ngày 30/9/2026"),
        "money": passage(plan, "Sở Tài chính tham mưu Ủy ban nhân dân tỉnh bố trí kinh phí thực hiện Kế hoạch trong quý IV năm 2025"),
        "police": passage(plan, "Công an tỉnh chủ trì bảo đảm an toàn thông tin; Sở Y tế phối hợp cung cấp dữ liệu khám, chữa bệnh trước ngày 15/6/2026"),
        "office": passage(plan, "Văn phòng UBND tỉnh theo dõi, đôn đốc việc thực hiện Kế hoạch và báo cáo Chủ tịch UBND tỉnh trước ngày 20/12 hằng năm"),
        "first": passage(plan, "Đến năm 2027: 85% hồ sơ thủ tục hành chính cấp tỉnh được xử lý trực tuyến"),
        "second": passage(plan, "đô thị Hòa Bắc đạt tiêu chí đô thị loại III"),
    }  # fmt: skip
    merged = [
        ("data", "money", "Sở Tài chính xây dựng kho dữ liệu dùng chung."),
        ("data", "money", "Sở Khoa học và Công nghệ xây dựng kho dữ liệu dùng chung trong quý IV năm 2025."),
        ("data", "money", "Sở Nội vụ tham mưu UBND tỉnh bố trí kinh phí."),
        ("data", "police", "Công an tỉnh chủ trì xây dựng kho dữ liệu dùng chung."),
        ("data", "police", "Sở Nội vụ phối hợp cung cấp dữ liệu khám, chữa bệnh trước ngày 15/6/2026."),
        ("data", "office", "Sở Khoa học và Công nghệ theo dõi, đôn đốc việc thực hiện Kế hoạch."),
        ("data", "office", "Văn phòng UBND tỉnh hoàn thành kho dữ liệu dùng chung trước ngày 30/9/2026."),
        ("police", "office", "Công an tỉnh báo cáo Chủ tịch UBND tỉnh trước ngày 20/12 hằng năm."),
        ("first", "second", "Đến năm 2027, đô thị Hòa Bắc đạt tiêu chí đô thị loại III."),
        ("first", "data", "Sở Khoa học và Công nghệ xử lý trực tuyến 85% hồ sơ thủ tục hành chính."),
        ("money", "data", "Sở Tài chính; hoàn thành trước ngày 30/9/2026."),
        (
            "money",
            "office",
            "Sở Tài chính tham mưu UBND tỉnh bố trí kinh phí. Hoàn thành trước ngày 20/12 hằng năm.",
        ),
    ]
    passed = [said for one, two, said in merged if grounded(Line(said, (rows[one], rows[two])))]
    assert passed == []


def test_a_list_gathers_its_members_from_several_provisions() -> None:
    document = next(f.quote.document for f in facts() if "412/KH" in f.quote.document.text)
    one = passage(document, "Công an tỉnh chủ trì bảo đảm an toàn thông tin")
    two = passage(
        document, "Sở Khoa học và Công nghệ chủ trì, phối hợp với Sở Nội vụ xây dựng kho dữ liệu dùng chung"
    )
    assert grounded(Line("Cơ quan chủ trì: Công an tỉnh, Sở Khoa học và Công nghệ", (one, two)))
    assert not grounded(Line("Cơ quan chủ trì: Công an tỉnh, Sở Nội vụ", (one, two)))
    assert not grounded(Line("Cơ quan chủ trì: Công an tỉnh, Sở Tài chính", (one, two)))


def test_a_deadline_of_the_parent_holds_for_its_points() -> None:
    plan = next(f.quote.document for f in facts() if f.quote.document.source == "3316-KH-UBND.txt")
    deed = quote(plan, next(p for p in plan.provisions if p.path == "III.1.b"))
    when = passage(plan, "Thời gian thực hiện và hoàn thành: Quý II/2022.")
    assert grounded(
        Line(
            "UBND huyện Đức Trọng tổ chức quán triệt, phổ biến; thời gian hoàn thành: Quý II/2022",
            (deed, when),
        )
    )
    assert not grounded(
        Line(
            "UBND huyện Đức Trọng tổ chức quán triệt, phổ biến; thời gian hoàn thành: Quý III/2022",
            (deed, when),
        )
    )


@pytest.mark.parametrize(
    ("said", "holds"),
    [
        ("“Tổ trưởng có thể mời chuyên gia tham gia”", True),
        ("Văn bản ghi:\n\n> “Tổ trưởng có thể mời chuyên gia tham gia”", True),
        ("Văn bản ghi:\n\n> “Tổ trưởng phải mời chuyên gia tham gia”", False),
        ("Văn bản ghi (Điều 2):\n\n> “Tổ trưởng có thể mời chuyên gia tham gia”", True),
        ("Văn bản ghi (Điều 5):\n\n> “Tổ trưởng có thể mời chuyên gia tham gia”", False),
        ("Trưởng ban giao Sở Nội vụ: “Tổ trưởng có thể mời chuyên gia tham gia”", False),
    ],
)  # fmt: skip
def test_a_quotation_is_verbatim_and_its_introduction_true(said: str, holds: bool) -> None:
    fact = next(f for f in facts() if f.quote.text == "Tổ trưởng có thể mời chuyên gia tham gia")
    assert grounded(Line(said, (fact.quote,), LineKind.QUOTE)) is holds


def test_cells_of_a_row_come_from_one_place() -> None:
    document = next(f.quote.document for f in facts() if "412/KH" in f.quote.document.text)
    quotes = (
        passage(document, "Công an tỉnh chủ trì bảo đảm an toàn thông tin"),
        passage(
            document,
            "Sở Tài chính tham mưu Ủy ban nhân dân tỉnh bố trí kinh phí thực hiện Kế hoạch trong quý IV năm 2025",
        ),
    )
    assert grounded(Line("| 1 | Sở Tài chính | quý IV năm 2025 | {marks} |", quotes, LineKind.TABLE))
    assert not grounded(Line("| 1 | Công an tỉnh | quý IV năm 2025 | {marks} |", quotes, LineKind.TABLE))


def test_a_body_is_completed_by_the_province_of_its_document_only() -> None:
    fact = next(f for f in facts() if f.quote.text.startswith("Công an tỉnh chủ trì"))
    assert grounded(fact.line("Công an tỉnh Sông Lam chủ trì bảo đảm an toàn thông tin"))
    assert not grounded(fact.line("Công an tỉnh Hải Thanh chủ trì bảo đảm an toàn thông tin"))


def test_a_document_read_anew_grounds_the_same() -> None:
    text = facts()[0].quote.document.text
    again = passage(read(text, "van-ban-0.txt"), facts()[0].quote.text)
    assert all(grounded(Line(s, (again,))) for s in facts()[0].said)
