"""A document as text: whole, found inside, opened at a place."""

from __future__ import annotations

import html
import re
import time
from dataclasses import replace

import pytest

from corpus.model import Cell, Document, Level, Provision, Table
from tests.e2e.fake_server import large_register
from tests.e2e.fakes import plan
from ui import reading, source


def shown(page: str) -> str:
    """Return the words of the blocks of a reading view, white space apart."""
    bodies = re.findall(r'<div class="hd-verbatim">(.*?)</div>(?:<nav|</div></div></article>)', page, re.S)
    return "".join(html.unescape(re.sub(r"<[^>]+>", "", body)) for body in bodies)


def squeezed(words: str) -> str:
    return "".join(words.split())


def table_document() -> Document:
    """Return a document with a table of two heading rows and three rows, each row a provision."""
    lines = ["Phụ lục", "TT\tViệc\tHạn", "1\tMột\t2026", "2\tHai <b>\t2027", "3\tBa\t2028"]
    text = "\n".join(lines) + "\n"
    cells, provisions, at = [], [], 0
    for number, line in enumerate(lines):
        if number:
            where = at
            for column, word in enumerate(line.split("\t")):
                cells.append(Cell(number - 1, column, where, where + len(word)))
                where += len(word) + 1
        if number > 1:
            key = number - 2
            end = at + len(line)
            provisions.append(
                Provision(
                    f"t#{key}",
                    key,
                    None,
                    key + 1,
                    Level.ROW,
                    "",
                    f"B1.R{key + 1}",
                    f"dòng {key + 1}",
                    at,
                    end,
                    end,
                    end,
                )
            )
        at += len(line) + 1
    start = len(lines[0]) + 1
    table = Table(start, len(text), 4, 3, tuple(cells))
    return replace(
        plan(), text=text, provisions=tuple(provisions), tables=(table,), tasks=(), targets=(), relations=()
    )


@pytest.mark.parametrize(
    "document", [plan(), table_document(), large_register(4_000)], ids=["plan", "table", "long"]
)
def test_every_character_is_shown_once_over_all_parts(document: Document) -> None:
    spans = reading.parts(document)
    assert "".join(document.text[a:b] for a, b in spans) == document.text
    pages = [reading.view(document, {"phan": str(n + 1)}) for n in range(len(spans))]
    assert squeezed("".join(map(shown, pages))) == squeezed(document.text)


def test_a_row_of_a_table_opens_under_its_headings_and_is_marked() -> None:
    document = table_document()
    row = document.provisions[1]
    for page in (
        source.panel(document, row.start, row.end),
        reading.view(document, {"tu": row.start, "den": row.end}),
    ):
        assert "<th>Việc</th>" in page
        assert re.search(
            r'<tr class="hd-here"><td><mark>2</mark></td><td><mark>Hai &lt;b&gt;</mark></td>', page
        )


@pytest.mark.parametrize(
    ("query", "first"),
    [
        pytest.param("quán triệt", "quán triệt", id="as printed"),
        pytest.param("quan triet", "quán triệt", id="without diacritics"),
        pytest.param("QUÁN   TRIỆT", "quán triệt", id="capitals and spaces"),
        pytest.param("(.*)+$", None, id="no pattern"),
        pytest.param("không có chữ này", None, id="nothing"),
    ],
)
def test_words_are_found_inside(query: str, first: str | None) -> None:
    document = plan()
    found = reading.hits(document, query)
    assert (document.slice(*found[0]).casefold() if found else None) == first


def test_an_address_with_a_provision_marks_it_and_made_up_ones_open_the_beginning() -> None:
    document = plan()
    target = next(p for p in document.provisions if p.section == "mục III")
    page = reading.view(document, {"muc": target.path})
    assert f'data-target="hd-p-{target.index}"' in page
    assert f'id="hd-p-{target.index}"' in page
    for made_up in (
        {"muc": '"><script>'},
        {"tu": "-1", "den": "99999999999999"},
        {"phan": "77"},
        {"tim": "<script>"},
    ):
        assert "<script" not in reading.view(document, made_up)


def test_a_provision_leads_to_the_ones_before_and_after_it() -> None:
    document = plan()
    here = next(p for p in document.provisions if p.path == "III.1.b")
    page = html.unescape(reading.view(document, {"muc": here.path}))
    around = re.findall(r'<a class="hd-button" data-view href="([^"]+)">(Phần trước|Phần sau)', page)
    assert around[0] == (f"?van-ban={document.id.replace('@', '%40')}&muc=III.1.a", "Phần trước")
    assert "Phần trước" not in reading.view(document, {})


def test_a_long_document_is_cut_into_blocks_in_linear_time() -> None:
    document = large_register(10_000)
    began = time.perf_counter()
    assert len(source.pieces(document, 0, len(document.text))) >= 10_000
    assert time.perf_counter() - began < 1.0
