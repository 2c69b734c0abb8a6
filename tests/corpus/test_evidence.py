"""Provisions and facts → units of evidence."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest

from corpus.evidence import MAX_CHARS, evidence
from corpus.model import Cell, Document, Evidence, EvidenceKind, Fact, Header, Level, SourceText, Table
from corpus.structure.read import parse
from corpus.text.normalize import squeeze

PLAN = Path(__file__).resolve().parents[2] / "corpus" / "documents" / "3316-KH-UBND.txt"

DECISION = """QUYẾT ĐỊNH
Ban hành Quy chế làm việc

Điều 1. Phạm vi điều chỉnh
Quy chế này quy định nguyên tắc làm việc của Ủy ban nhân dân tỉnh.

Điều 2. Trách nhiệm
1. Sở Nội vụ có trách nhiệm:
a) Chủ trì theo dõi;
b) Báo cáo Ủy ban nhân dân tỉnh.
2. Sở Tài chính bố trí kinh phí.
"""


def units_of(document: Document) -> list[Evidence]:
    """Return the units that hold the text, without the facts about the document as a whole."""
    return [u for u in evidence(document) if u.kind in (EvidenceKind.TEXT, EvidenceKind.ROW)]


def make_document(text: str, *, tables: tuple[Table, ...] = (), header: Header | None = None) -> Document:
    source = SourceText(text, "text/plain", "text", tables=tables)
    return Document(
        "d",
        "d.txt",
        "0" * 64,
        text,
        "text/plain",
        "text",
        header or Header(),
        parse(source, "d"),
        tables=tables,
    )


def faults(document: Document) -> list[str]:
    """Return what breaks the guarantees of `corpus.evidence`."""
    found: list[str] = []
    chunks = units_of(document)
    covered = bytearray(len(document.text))
    for piece in chunks:
        if piece.text != document.text[piece.start : piece.end]:
            found.append(f"{piece.id}: text is no slice")
        if any(covered[piece.start : piece.end]):
            found.append(f"{piece.id}: overlaps another chunk")
        covered[piece.start : piece.end] = b"\1" * (piece.end - piece.start)
        if len(piece.text) > MAX_CHARS:
            found.append(f"{piece.id}: {len(piece.text)} characters")
    ids = [c.id for c in chunks]
    if len(set(ids)) < len(ids):
        found.append("ids repeat")
    headings = squeeze(" ".join(dict.fromkeys(c.context for c in chunks)))
    for line in re.finditer(r"[^\n]+", document.text):
        bare = [at for at in range(*line.span()) if not covered[at] and document.text[at].isalnum()]
        if bare and squeeze(document.text[bare[0] : bare[-1] + 1]) not in headings:
            found.append(f"lost: {line[0][:60]!r}")
    articles = [p for p in document.provisions if p.level is Level.ARTICLE]
    for piece in chunks:
        for article in articles:
            inside = article.start <= piece.start and piece.end <= article.end
            apart = piece.end <= article.start or piece.start >= article.end
            if not (inside or apart):
                found.append(f"{piece.id} reaches over the border of {article.path}")
    return found


def test_the_plan_keeps_every_guarantee() -> None:
    assert faults(make_document(PLAN.read_text(encoding="utf-8"))) == []


def test_the_plan_is_cut_into_its_letters_and_dashes() -> None:
    document = make_document(PLAN.read_text(encoding="utf-8"))
    paths = [c.provision.split("#")[1] for c in units_of(document)]
    assert {"I.1.a", "I.2.b", "II.1.-2", "II.2.b", "II.2.c", "III.1.a", "III.1.b"} <= set(paths)


def test_headings_travel_with_what_stands_below_them() -> None:
    document = make_document(PLAN.read_text(encoding="utf-8"))
    contexts = {c.provision.split("#")[1]: c.context for c in units_of(document)}
    assert "II. MỤC TIÊU VÀ CÁC CHỈ TIÊU CHỦ YẾU" in contexts["II.1.-2"]
    assert "1. Mục tiêu:" in contexts["II.1.-2"]


@pytest.mark.parametrize(
    ("path", "text", "context"),
    [
        pytest.param("Đ1", "Điều 1. Phạm vi điều chỉnh", "", id="an article without clauses is one chunk"),
        pytest.param(
            "Đ2.1",
            "1. Sở Nội vụ có trách nhiệm:",
            "Điều 2. Trách nhiệm",
            id="a short clause keeps its points",
        ),
        pytest.param("Đ2.2", "2. Sở Tài chính bố trí kinh phí.", "Điều 2. Trách nhiệm", id="the next clause"),
    ],
)
def test_a_decision(path: str, text: str, context: str) -> None:
    pieces = {c.provision.split("#")[1]: c for c in units_of(make_document(DECISION))}
    assert pieces[path].text.startswith(text)
    assert context in pieces[path].context
    assert faults(make_document(DECISION)) == []


def test_points_stay_with_their_short_clause() -> None:
    pieces = {c.provision.split("#")[1]: c.text for c in units_of(make_document(DECISION))}
    assert pieces["Đ2.1"].endswith("b) Báo cáo Ủy ban nhân dân tỉnh.")


def test_a_long_paragraph_is_cut_at_sentence_ends() -> None:
    sentence = "Các sở, ban, ngành phối hợp thực hiện nhiệm vụ được giao theo đúng thời hạn. "
    document = make_document("Điều 1. Thi hành\n1. " + sentence * 60 + "\n")
    pieces = units_of(document)
    assert all(c.text.endswith("thời hạn.") for c in pieces)
    assert faults(document) == []


def test_the_first_line_of_a_context_names_the_document() -> None:
    def fact(value: str) -> Fact:
        return Fact(value, None, None, "text")

    header = Header(
        number=fact("15/QĐ-UBND"), type=fact("Quyết định"), title=fact("Ban hành Quy chế làm việc")
    )
    pieces = units_of(make_document(DECISION, header=header))
    assert {c.context.split("\n")[0] for c in pieces} == {"Quyết định 15/QĐ-UBND. Ban hành Quy chế làm việc"}


def test_a_table_row_carries_the_header_row() -> None:
    rows = ["STT\tNhiệm vụ\tChủ trì", "1\tLập quy hoạch\tSở Xây dựng", "2\tBố trí vốn\tSở Tài chính"]
    text = "Phụ lục I\nDANH MỤC NHIỆM VỤ\n" + "\n".join(rows) + "\n"
    start = text.index("STT")
    cells: list[Cell] = []
    at = start
    for r, row in enumerate(rows):
        for c, value in enumerate(row.split("\t")):
            cells.append(Cell(r, c, at, at + len(value)))
            at += len(value) + 1
    document = make_document(text, tables=(Table(start, len(text), 3, 3, tuple(cells)),))
    pieces = [c for c in units_of(document) if "Sở Tài chính" in c.text]
    assert len(pieces) == 1
    assert "Nhiệm vụ" in pieces[0].context + pieces[0].text
    assert "Chủ trì" in pieces[0].context + pieces[0].text


def test_facts_about_the_document_are_units_of_their_own() -> None:
    text = DECISION + "\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nTrần Văn A\n"
    at = text.index("Trần Văn A")
    header = Header(
        number=Fact("15/QĐ-UBND", None, None, "stamp"),
        signer=Fact("Trần Văn A", at, at + 10, "text"),
    )
    document = make_document(text, header=header)
    facts = {u.id: u for u in evidence(document) if u.kind is EvidenceKind.HEADER}
    assert set(facts) == {"d=number", "d=signer"}
    assert facts["d=signer"].text.endswith(": Trần Văn A")
    assert document.text[facts["d=signer"].start : facts["d=signer"].end] == "Trần Văn A"
    number = facts["d=number"]  # read from a stamp: the head of the document stands for its place
    assert number.text.endswith(": 15/QĐ-UBND")
    assert document.text[number.start : number.end].startswith("QUYẾT ĐỊNH")


@pytest.mark.parametrize(
    "text",
    ["", " \n\t\n", "[...]", "-----\n*****", "một dòng", "a" * 5000, "đ \n" * 2000, "Điều 1.", "1.\n2.\n3."],
)
def test_odd_texts_keep_every_guarantee(text: str) -> None:
    assert faults(make_document(text)) == []


def test_700_official_texts_keep_every_guarantee(shared_data: Path) -> None:
    with gzip.open(shared_data / "texts" / "legal_texts.jsonl.gz", "rt", encoding="utf-8") as lines:
        texts = [json.loads(line) for number, line in enumerate(lines) if number % 12 == 0]
    found = {row["id"]: faults(make_document(row["text"])) for row in texts}
    assert {key: what[:3] for key, what in found.items() if what} == {}
