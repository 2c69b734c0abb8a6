"""The source panel over the shipped plan, read by the real reader."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from corpus.library.assemble import build
from corpus.model import Cell, Document, Header, SourceText, Table
from ui import source

PLAN = Path(__file__).parents[2] / "corpus" / "documents" / "3316-KH-UBND.txt"


@pytest.fixture(scope="module")
def plan() -> Document:
    return build(SourceText(PLAN.read_text("utf-8"), "text/plain", "text"), PLAN.name, "0" * 64)


def words(panel: str) -> str:
    """Return the visible words of a piece of HTML."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", panel)).split())


@pytest.mark.parametrize(
    ("quote", "place", "also_shown"),
    [
        pytest.param("UBND huyện Đức Trọng tổ chức quán triệt", "Mục III.1.b", "a) Các sở, ban, ngành hướng dẫn", id="a point with its siblings"),
        pytest.param("đạt tiêu chí đô thị loại III.", "Mục II.1", "Đến năm 2025", id="a bullet under its heading"),
        pytest.param("Người ký Trần Văn Hiệp", "", "Số hiệu 3316/KH-UBND", id="the letterhead"),
    ],
)  # fmt: skip
def test_the_quote_is_marked_in_its_surroundings(
    plan: Document, quote: str, place: str, also_shown: str
) -> None:
    start = plan.text.index(quote)
    shown = source.panel(plan, start, start + len(quote))
    assert html.unescape("".join(re.findall(r"<mark>(.*?)</mark>", shown))) == quote
    assert also_shown in words(shown)
    assert place in words(shown)


def test_a_provision_that_was_walked_to_has_no_mark(plan: Document) -> None:
    provision = next(p for p in plan.provisions if p.path == "III.1.a")
    shown = source.panel(plan, provision.start, provision.end, quoted=False)
    assert "<mark>" not in shown
    assert 'class="hd-here"' in shown


def test_pieces_rebuild_every_span_of_the_plan(plan: Document) -> None:
    for provision in plan.provisions:
        cut = source.pieces(plan, provision.start, provision.end)
        assert "".join(plan.text[p.start : p.end] for p in cut) == plan.text[provision.start : provision.end]


def test_neighbours_of_a_point_are_its_siblings(plan: Document) -> None:
    point = next(p for p in plan.provisions if p.path == "I.1.a")
    before, after = source.neighbours(plan, point)
    assert after is not None
    assert after.path == "I.1.b"
    assert before is not None
    assert before.end <= point.start


def test_the_first_and_the_last_provision_have_one_neighbour_only(plan: Document) -> None:
    assert source.neighbours(plan, plan.provisions[0])[0] is None
    assert source.neighbours(plan, plan.provisions[-1])[1] is None


def test_every_provision_of_the_plan_can_be_shown(plan: Document) -> None:
    for provision in plan.provisions:
        shown = source.panel(plan, provision.start, provision.end)
        assert source.heading(plan, provision) in words(shown) or not source.heading(plan, provision)


@pytest.mark.parametrize(("start", "end"), [(-5, 3), (10, 2), (10**9, 10**9 + 1)])
def test_offsets_from_outside_are_bounded(plan: Document, start: int, end: int) -> None:
    assert "hd-source-head" in source.panel(plan, start, end)


def test_a_table_shows_its_head_and_the_row_of_the_quote() -> None:
    text = "STT\tNhiệm vụ\n1\tXây đường\n2\tXây <b>cầu</b>\n"
    spots = [
        (0, 0, "STT"),
        (0, 1, "Nhiệm vụ"),
        (1, 0, "1"),
        (1, 1, "Xây đường"),
        (2, 0, "2\t"),
        (2, 1, "Xây <b>cầu</b>"),
    ]
    cells = tuple(Cell(r, c, text.index(w), text.index(w) + len(w.strip())) for r, c, w in spots)
    printed = Table(0, len(text), 3, 2, cells)
    document = Document("t", "t.txt", "0", text, "text/plain", "text", Header(), (), tables=(printed,))
    start = text.index("Xây <b>")
    shown = source.table(document, printed, (start, start + 14), (start, start + 14))
    assert words(shown) == "STT Nhiệm vụ 2 Xây <b>cầu</b>"
    assert "<mark>Xây &lt;b&gt;cầu&lt;/b&gt;</mark>" in shown


def test_the_copied_citation_is_what_an_official_pastes(plan: Document) -> None:
    quote = "Thời gian thực hiện và hoàn thành: Quý II/2022."
    start = plan.text.index(quote)
    here = source.provision_of(plan, start, start + len(quote))
    copied = source.citation_text(plan, here, start, start + len(quote))
    assert copied.startswith(f"“{quote}” (")
    assert copied.endswith("Kế hoạch số 3316/KH-UBND ngày 13/5/2022 của UBND tỉnh Lâm Đồng)")
