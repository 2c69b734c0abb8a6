"""What documents say about others: tables of real wordings, and the labelled documents."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest

from corpus.header.read import read_header
from corpus.library.library import Library
from corpus.library.read import ReadLimits, read_one
from corpus.model import Document, Fact, Header, RelationKind, SourceText
from corpus.references.relations import find_relations
from corpus.structure.read import parse

K = RelationKind
HEAD = """ỦY BAN NHÂN DÂN
TỈNH LÂM ĐỒNG

QUYẾT ĐỊNH

{title}

{bases}

QUYẾT ĐỊNH:

Điều 1. {body}

Điều 2. Quyết định này có hiệu lực kể từ ngày ký.
"""


def document(
    title: str = "Về việc phân công", bases: str = "Căn cứ Luật Đất đai;", body: str = "Giao Sở Nội vụ."
) -> Document:
    text = HEAD.format(title=title, bases=bases, body=body)
    source = SourceText(text, "text/plain", "text")
    header = Header(number=Fact("15/QĐ-UBND", None, None, "text"))
    return Document("d", "d.txt", "0", text, "text/plain", "text", header, parse(source, "d"))


def stated(found: Document) -> list[tuple[RelationKind, str]]:
    return [(r.kind, r.target.number) for r in find_relations(found)]


BASES = {
    "one a line": ("Căn cứ Nghị định số 1/2020/NĐ-CP;\nCăn cứ Thông tư số 2/2020/TT-BTC.", ["1/2020/NĐ-CP", "2/2020/TT-BTC"]),
    "two on a line": ("Căn cứ Luật số 1/2020/QH14; Căn cứ Luật số 2/2020/QH14;", ["1/2020/QH14", "2/2020/QH14"]),
    "a second one behind a semicolon": (
        "Căn cứ Thông tư số 1/2020/TT-BTC quy định chi tiết; Thông tư số 2/2021/TT-BTC sửa đổi Thông tư số 1/2020/TT-BTC;",
        ["1/2020/TT-BTC", "2/2021/TT-BTC"],
    ),
    "with the laws that amended it": (
        "Căn cứ Luật Tổ chức Quốc hội số 57/2014/QH13 đã được sửa đổi, bổ sung một số điều theo Luật số 65/2020/QH14 và Luật số 62/2025/QH15;",
        ["57/2014/QH13", "65/2020/QH14", "62/2025/QH15"],
    ),
    "the title of a basis names none": (
        "Căn cứ Thông báo số 172/TB-VPCP của Văn phòng Chính phủ về thực hiện Chỉ thị số 38/2005/CT-TTg;", ["172/TB-VPCP"],
    ),
    "proposals": (
        "Xét Tờ trình số 78/TTr-UBND ngày 05/7/2017 về việc thông qua Quy hoạch đến năm 2030 và Báo cáo thẩm tra số 18/BC-KTNS;",
        ["78/TTr-UBND", "18/BC-KTNS"],
    ),
    "laws without a number": ("Căn cứ Luật Đất đai ngày 18 tháng 01 năm 2024;", []),
    "number on the next line": ("Căn cứ Thông tư số\n338/2016/TT-BTC ngày 28/12/2016;", ["338/2016/TT-BTC"]),
}  # fmt: skip


@pytest.mark.parametrize(("bases", "expected"), BASES.values(), ids=BASES.keys())
def test_legal_bases_are_read(bases: str, expected: list[str]) -> None:
    assert [n for k, n in stated(document(bases=bases)) if k is K.BASED_ON] == expected


BODY = {
    "replaces": ("Quyết định này thay thế Quyết định số 2/2020/QĐ-UBND.", K.REPLACES),
    "replaces from a day on": (
        "Quyết định này có hiệu lực kể từ ngày 01 tháng 3 năm 2025 và thay thế Quyết định số 2/2020/QĐ-UBND.", K.REPLACES,
    ),
    "repeals": ("Bãi bỏ Quyết định số 2/2020/QĐ-UBND về phân công.", K.REPEALS),
    "repeals wholly": ("Bãi bỏ toàn bộ Quyết định số 2/2020/QĐ-UBND.", K.REPEALS),
    "ends": ("Quyết định số 2/2020/QĐ-UBND hết hiệu lực kể từ ngày Quyết định này có hiệu lực.", K.REPEALS),
    "ends, amended before": (
        "Quyết định số 2/2020/QĐ-UBND đã được sửa đổi theo văn bản khác hết hiệu lực thi hành.", K.REPEALS,
    ),
    "ends a chapter only": ("Chương II Quyết định số 2/2020/QĐ-UBND hết hiệu lực.", K.AMENDS),
    "repeals an article only": ("Bãi bỏ khoản 2 Điều 3 Quyết định số 2/2020/QĐ-UBND.", K.AMENDS),
    "repeals some words only": ("Bãi bỏ một số cụm từ của Quyết định số 2/2020/QĐ-UBND.", K.AMENDS),
    "amends": ("Sửa đổi, bổ sung một số điều của Quyết định số 2/2020/QĐ-UBND như sau:", K.AMENDS),
    "replaces words": ("Thay thế cụm từ “A” bằng cụm từ “B” tại Quyết định số 2/2020/QĐ-UBND.", K.AMENDS),
    "cites": ("Thực hiện theo quy định tại Điều 3 Quyết định số 2/2020/QĐ-UBND.", K.CITES),
    "cites one that was amended": ("Theo Quyết định số 2/2020/QĐ-UBND đã được sửa đổi.", K.CITES),
    "a noun, not an act": ("Việc sửa đổi, thay thế mẫu thực hiện theo Quyết định số 2/2020/QĐ-UBND.", K.CITES),
    "a scope of regulation": ("Phạm vi điều chỉnh theo Quyết định số 2/2020/QĐ-UBND.", K.CITES),
    "a case that may come": ("Trường hợp Quyết định số 2/2020/QĐ-UBND hết hiệu lực thì áp dụng văn bản mới.", K.CITES),
}  # fmt: skip


@pytest.mark.parametrize(("body", "kind"), BODY.values(), ids=BODY.keys())
def test_the_body_says_what_becomes_of_a_document(body: str, kind: RelationKind) -> None:
    assert (kind, "2/2020/QĐ-UBND") in stated(document(body=body))
    assert [k for k, n in stated(document(body=body)) if n == "2/2020/QĐ-UBND"] == [kind]


def test_a_document_in_the_title_of_a_repealed_one_is_not_repealed() -> None:
    body = "Thông tư số 1/2020/TT-BYT quy định mẫu báo cáo thực hiện Nghị định số 2/2020/NĐ-CP hết hiệu lực."
    assert {n: k for k, n in stated(document(body=body))} == {
        "1/2020/TT-BYT": K.REPEALS,
        "2/2020/NĐ-CP": K.CITES,
    }


def test_a_list_of_replaced_documents_is_replaced_whole() -> None:
    body = "Quyết định này thay thế Quyết định số 1/2020/QĐ-UBND và Quyết định số 2/2020/QĐ-UBND."
    assert [k for k, n in stated(document(body=body)) if n] == [K.REPLACES, K.REPLACES]


def test_the_title_says_what_is_carried_out() -> None:
    found = document(title="Ban hành Kế hoạch thực hiện Nghị quyết số 06-NQ/TU ngày 12/11/2021 của Tỉnh ủy")
    assert (K.IMPLEMENTS, "06-NQ/TU") in stated(found)


def test_an_attached_document_has_no_number_and_its_name() -> None:
    found = document(body="Ban hành kèm theo Quyết định này Quy chế làm việc của Sở Nội vụ.")
    (relation,) = [r for r in find_relations(found) if r.kind is K.ATTACHES]
    assert (relation.target.number, relation.target.type) == ("", "Quy chế làm việc của Sở Nội vụ")


def test_the_document_itself_is_no_relation() -> None:
    assert stated(document(body="Kèm theo Quyết định số 15/QĐ-UBND.")) == []


def test_text_that_is_not_nfc_gives_the_same_relations_with_their_own_offsets() -> None:
    composed = document(body="Quyết định này thay thế Quyết định số 2/2020/QĐ-UBND.")
    text = unicodedata.normalize("NFD", composed.text)
    apart = Document("d", "d.txt", "0", text, "", "", composed.header, parse(SourceText(text, "", ""), "d"))
    assert stated(apart) == stated(composed)
    for one, other in zip(find_relations(composed), find_relations(apart), strict=True):
        quote = text[other.start : other.end]
        assert unicodedata.normalize("NFC", quote) == composed.text[one.start : one.end]


def test_the_plan_carries_out_one_resolution(tmp_path: Path) -> None:
    (plan,) = Library.open(tmp_path).documents()
    (relation,) = [r for r in plan.relations if r.kind is K.IMPLEMENTS]
    assert (relation.target.number, relation.target.issued_on) == ("06-NQ/TU", "2021-11-12")
    assert plan.text[relation.start : relation.end].startswith("Triển khai thực hiện Nghị quyết số 06-NQ/TU")


@pytest.mark.slow
def test_the_labelled_documents(shared_data: Path) -> None:
    """Bases, amendments and repeals of the labelled files; 419/TTr-SNNMT is blank in its text layer."""
    unreadable = {("qd36_2025_hanoi.pdf", "419/TTr-SNNMT")}
    wrong = []
    for line in (shared_data / "gold_docs" / "documents.jsonl").read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        path = shared_data / "gold_docs" / "files" / gold["doc"]
        if "scan" in gold["doc"]:  # recognition has tests of its own; here its exact transcript
            text = path.parent.parent.joinpath(gold["doc"] + ".transcript.txt").read_text(encoding="utf-8")
            source = SourceText(text, "text/plain", "text")
        else:
            source = read_one(path, path.name, ReadLimits())
        read = Document(
            "d", path.name, "0", source.text, "", "", read_header(source, path.name), parse(source, "d")
        )
        found = find_relations(read)
        for key, kinds in (("bases", {K.BASED_ON}), ("implements", {K.IMPLEMENTS}), ("amends", {K.AMENDS}),
                           ("repeals", {K.REPEALS, K.REPLACES})):  # fmt: skip
            difference = {r.target.number for r in found if r.kind in kinds} ^ set(gold[key])
            wrong += [(path.name, key, n) for n in difference if (path.name, n) not in unreadable]
    assert wrong == []
