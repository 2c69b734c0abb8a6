"""The guarantees of `corpus.structure.read`: over the plan, over real texts, and over seeded mutations."""

from __future__ import annotations

import gzip
import json
import random
import time
from functools import cache
from pathlib import Path

import pytest

from corpus.header.read import read_header
from corpus.model import Cell, Provision, SourceText, Table
from corpus.references.citations import parse_references
from corpus.structure.read import parse

PLAN = Path(__file__).resolve().parents[3] / "corpus" / "documents" / "3316-KH-UBND.txt"
SAMPLE = 40  # texts in a normal run


def source(text: str, tables: tuple[Table, ...] = ()) -> SourceText:
    return SourceText(text, "text/plain", "text", tables=tables)


@cache
def law_texts(folder: Path) -> tuple[tuple[str, str], ...]:
    archive = next((folder / "texts").glob("*.jsonl.gz"))
    with gzip.open(archive, "rt", encoding="utf-8") as lines:
        return tuple((row["id"], row["text"]) for row in map(json.loads, lines))


def assert_sound(text: str, provisions: tuple[Provision, ...]) -> None:
    """Check every guarantee of an outline in one pass."""
    assert [p.index for p in provisions] == list(range(len(provisions)))
    assert len({p.id for p in provisions}) == len(provisions)
    assert len({p.path for p in provisions}) == len(provisions)
    at = 0
    rebuilt: list[str] = []
    for p in provisions:
        assert 0 <= p.start <= p.head_end <= p.own_end <= p.end <= len(text), p
        assert p.index < p.last <= len(provisions), p
        assert p.start >= at, p.path
        assert text[at : p.start].strip() == "", (p.path, text[at : p.start][:80])
        rebuilt += [text[at : p.start], text[p.start : p.own_end]]
        at = p.own_end
        if p.parent is not None:
            parent = provisions[p.parent]
            assert parent.index < p.index < parent.last
            assert parent.start <= p.start
            assert p.end <= parent.end
        if p.last < len(provisions):
            assert provisions[p.last].start >= p.end
        assert p.section.strip()
        assert p.path.strip()
    assert text[at:].strip() == ""
    assert "".join([*rebuilt, text[at:]]) == text


def mutate(text: str, seed: int) -> str:
    """Damage a text: cut, repeat, swap, join and shuffle lines, and insert odd characters."""
    rng = random.Random(seed)
    lines = text.split("\n")
    for _ in range(rng.randint(1, 30)):
        i, j = rng.randrange(len(lines)), rng.randrange(len(lines))
        action = rng.randrange(8)
        if action == 0:
            lines[i], lines[j] = lines[j], lines[i]
        elif action == 1:
            lines.insert(i, lines[j])
        elif action == 2:
            del lines[i : i + rng.randint(1, 3)]
            lines = lines or [""]
        elif action == 3:
            lines[i] = lines[i][: rng.randint(0, len(lines[i]))]
        elif action == 4:
            lines[i] += rng.choice(
                ["“", "”", '"', "\t", "\r", "\x0c", "\u2028", "\x00", "\u200b", "(", "\\", "*"]
            )
        elif action == 5:
            lines[i] = (
                rng.choice(
                    [
                        "“Điều 3. ",
                        "1. ",
                        "a) ",
                        "- ",
                        "+ ",
                        "PHỤ LỤC",
                        "Chương I",
                        "I. ",
                        "KẾ HOẠCH",
                        "Mẫu số 01",
                        "Nơi nhận:",
                    ]
                )
                + lines[i]
            )
        elif action == 6:
            lines[i] = lines[i].upper()
        else:
            lines[i : i + 2] = [" ".join(lines[i : i + 2])]
    return "\n".join(lines)


def random_tables(text: str, seed: int) -> tuple[Table, ...]:
    """Return tables laid over a text, some with cells that no reader would make."""
    rng = random.Random(seed)
    tables, at = [], 0
    while at < len(text) - 10 and len(tables) < 5:
        start = at + rng.randint(0, 400)
        end = min(len(text), start + rng.randint(1, 600))
        if start >= end:
            break
        cells = []
        for k in range(rng.randint(0, 12)):
            a = rng.randint(start - 5, end)
            cells.append(
                Cell(
                    k // 3,
                    k % 3,
                    a,
                    min(len(text), a + rng.randint(0, 60)),
                    rng.randint(1, 2),
                    rng.randint(1, 3),
                )
            )
        tables.append(Table(start, end, 4, 3, tuple(cells)))
        at = end
    return tuple(tables)


def test_plan_is_sound() -> None:
    text = PLAN.read_text(encoding="utf-8")
    assert_sound(text, parse(source(text), "plan"))


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\n\n",
        "a",
        "Điều 1.",
        "“Điều 1.",
        "-",
        "I.",
        "\ufeff",
        "1.\n1.\n1.",
        "PHỤ LỤC",
        "\x00" * 50,
    ],
)
def test_odd_little_texts_are_sound(text: str) -> None:
    assert_sound(text, parse(source(text)))


@pytest.mark.parametrize("seed", range(150))
def test_damaged_plans_are_sound(seed: int) -> None:
    text = mutate(PLAN.read_text(encoding="utf-8"), seed)
    assert_sound(text, parse(source(text)))


@pytest.mark.parametrize("seed", range(150))
def test_damaged_tables_are_sound(seed: int) -> None:
    text = PLAN.read_text(encoding="utf-8")
    assert_sound(text, parse(source(text, random_tables(text, seed))))


def test_real_texts_are_sound(shared_data: Path) -> None:
    texts = law_texts(shared_data)
    for key, text in texts[:: len(texts) // SAMPLE]:
        assert_sound(text, parse(source(text), key))


@pytest.mark.slow
def test_all_real_texts_and_their_damaged_copies_are_sound(shared_data: Path) -> None:
    for seed, (key, text) in enumerate(law_texts(shared_data)):
        assert_sound(text, parse(source(text), key))
        damaged = mutate(text[:60_000], seed)
        assert_sound(damaged, parse(source(damaged), key))


def test_a_second_parse_gives_the_same_ids(shared_data: Path) -> None:
    for key, text in law_texts(shared_data)[:12]:
        assert parse(source(text), key) == parse(source(text), key)


def test_time_grows_with_the_text_and_not_with_its_square() -> None:
    body = "".join(f"Điều {i}. Về việc thứ {i}\n1. Một;\na) Hai;\n- Ba;\n2. Bốn.\n" for i in range(1, 900))
    pathological = "“Điều 1. Mở\n" * 2000 + "- gạch\n" * 4000 + "1. một\n" * 4000 + "a) " * 30_000
    for text in (body * 3, pathological, "(" * 300_000, "a\n" * 100_000):
        begin = time.process_time()
        parse(source(text))
        assert time.process_time() - begin < 8, len(
            text
        )  # 8 s of the processor: some ten times what it takes


def assert_spans_hold(text: str) -> None:
    """Check that a header of any text has facts inside it and that citations read back to slices of it."""
    read = read_header(source(text), "tệp.txt")
    for name in (
        "number",
        "type",
        "issuer",
        "issued_on",
        "effective_on",
        "signer",
        "signer_role",
        "title",
        "field",
    ):
        fact = getattr(read, name)
        if fact is not None and fact.start is not None:
            assert 0 <= fact.start < fact.end <= len(text), (name, fact)
            assert text[fact.start : fact.end].strip(), (name, fact)
    for ref in parse_references(text[:5000]):
        assert 0 <= ref.start < ref.end <= len(text), ref


@pytest.mark.parametrize("seed", range(100))
def test_headers_and_citations_of_damaged_plans_stay_inside_the_text(seed: int) -> None:
    assert_spans_hold(mutate(PLAN.read_text(encoding="utf-8"), seed))


def test_headers_and_citations_of_real_texts_stay_inside_the_text(shared_data: Path) -> None:
    texts = law_texts(shared_data)
    for _, text in texts[:: len(texts) // SAMPLE]:
        assert_spans_hold(text)


@pytest.mark.slow
def test_headers_of_all_damaged_texts_stay_inside_the_text(shared_data: Path) -> None:
    for seed, (_, text) in enumerate(law_texts(shared_data)):
        assert_spans_hold(mutate(text[:40_000], seed))
