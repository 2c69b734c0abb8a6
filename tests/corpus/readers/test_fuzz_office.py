"""Seeded mutations of good files: every one is read or refused with a sentence, never a crash or a hang."""

from __future__ import annotations

import io
import random
import time
import zipfile

import openpyxl
import pytest

from corpus.errors import CorpusError
from corpus.model import SourceText
from corpus.readers import read_bytes
from corpus.readers.word.doc import converters
from tests.factories.office import (
    IN_TABLE,
    WordParagraph,
    cell,
    docx,
    level,
    numbering,
    paragraph,
    row_end,
    table,
    to_tcvn3,
    word,
    zipped,
)

SENTENCE = "Căn cứ Luật Tổ chức chính quyền địa phương; giao Sở Nội vụ chủ trì thực hiện nhiệm vụ này"
SECONDS = 10  # for one small file on a loaded machine; most take a few milliseconds


def workbook() -> bytes:
    book = openpyxl.Workbook()
    for row in (["STT", "Nhiệm vụ", "Hạn"], [1, SENTENCE, 46000.5], [2, "b", "c"]):
        book.active.append(row)
    book.active.merge_cells("A2:A3")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def seeds() -> dict[str, bytes]:
    """Return one good file of each format."""
    rows = table(
        ["TT", "Việc", "Ai"], ["1", "a", cell("Sở", merge="restart")], ["2", "b", cell(merge="continue")]
    )
    lists = numbering(level(0, "upperRoman", "%1.") + level(1, "lowerLetter", "%2)"))
    cells = [WordParagraph(t, "\x07", IN_TABLE) for t in ("TT", to_tcvn3("Việc"))]
    legacy = to_tcvn3(SENTENCE)
    escaped = "".join(c if c.isascii() else f"\\'{ord(c):02x}" for c in legacy)
    return {
        "a.docx": docx(paragraph(SENTENCE, list_id=1), paragraph("x", list_id=1, level=1), rows, numbering_xml=lists),
        "a.doc": word([WordParagraph(legacy), *cells, row_end([0, 500, 900]), *cells, row_end([0, 500, 900], [0, 3 << 5])]),
        "a.rtf": rf"{{\rtf1{{\fonttbl{{\f0 A;}}}}{escaped}\par\trowd\cellx5\cellx9\intbl a\cell b\cell\row\pard c\par}}".encode(),
        "a.html": f"<html><body><table><tr><td rowspan=2>a<td>b<tr><td>c</table><ol><li>{SENTENCE}</ol></body></html>".encode(),
        "a.xlsx": workbook(),
        "a.md": f"# x\n\n| a | b |\n|---|---|\n| {SENTENCE} | d |\n".encode(),
        "a.txt": legacy.encode("latin-1"),
    }  # fmt: skip


def mutated(data: bytes, dice: random.Random) -> bytes:
    """Return the bytes with a few of them changed, dropped, doubled or cut off."""
    out = bytearray(data)
    for _ in range(dice.randint(1, 8)):
        if not out:
            break
        at = dice.randrange(len(out))
        size = dice.choice((1, 2, 4, 30, 400))
        match dice.randrange(6):
            case 0:
                out[at] = dice.randrange(256)
            case 1:
                out[at : at + size] = dice.randbytes(size)
            case 2:
                del out[at : at + size]
            case 3:
                out[at:at] = out[at : at + size]
            case 4:
                out[at : at + size] = dice.choice((b"\0", b"\xff")) * size
            case _:
                del out[len(out) - size :]
    return bytes(out)


def mutated_inside(data: bytes, dice: random.Random) -> bytes:
    """Return a package of which one part is mutated, so that the mutation reaches the XML."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members: dict[str, bytes | str] = {name: archive.read(name) for name in archive.namelist()}
    name = dice.choice(sorted(members))
    return zipped(members | {name: mutated(bytes(members[name]), dice)})


def check(source: SourceText) -> None:
    """Check the guarantees of a text that was read."""
    source.text.encode("utf-8")  # no half characters
    last = 0
    for grid in source.tables:
        assert last <= grid.start <= grid.end <= len(source.text)
        last = grid.end
        for spot in grid.cells:
            assert grid.start <= spot.start <= spot.end <= grid.end
            assert 0 <= spot.row < spot.row + spot.row_span <= grid.rows
            assert 0 <= spot.column < spot.column + spot.column_span <= grid.columns


def attempt(data: bytes, name: str) -> str:
    """Return "read" or "refused"; anything else than a clear refusal is raised."""
    try:
        source = read_bytes(data, name)
    except CorpusError as error:
        refusal = str(error)
    else:
        check(source)
        return "read"
    assert name in refusal
    return "refused"


@pytest.mark.parametrize("name", sorted(seeds()))
def test_mutations_are_read_or_refused(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(converters.shutil, "which", lambda program: None)  # our own reader is what is tested
    good = seeds()[name]
    dice = random.Random(20220513)
    outcomes = {"read": 0, "refused": 0}
    for turn in range(300):
        inside = turn % 2 and name.endswith(("docx", "xlsx"))
        data = mutated_inside(good, dice) if inside else mutated(good, dice)
        began = time.monotonic()
        outcome = attempt(data, name)
        outcomes[outcome] += 1
        assert time.monotonic() - began < SECONDS, f"turn {turn}"
    assert outcomes["read"] >= 15, outcomes  # a reader that refuses everything would pass otherwise
