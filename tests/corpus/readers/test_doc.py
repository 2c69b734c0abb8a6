"""Binary Word files: exact text, legacy encodings, tables, hidden and deleted text, fields, damage."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from corpus.errors import UnreadableFile
from corpus.model import SourceText
from corpus.readers import read_bytes
from corpus.readers.word.doc import converters
from tests.factories.office import (
    DELETED,
    HIDDEN,
    IN_TABLE,
    W,
    WordParagraph,
    docx,
    level,
    modifier,
    numbering,
    paragraph,
    row_end,
    run,
    table,
    to_tcvn3,
    to_vni,
    word,
)

SENTENCE = "Căn cứ Luật Tổ chức chính quyền địa phương; giao Sở Nội vụ chủ trì thực hiện nhiệm vụ này"


def cells(source: SourceText) -> list[tuple[int, int, int, int, str]]:
    spans = source.tables[0].cells
    return [(c.row, c.column, c.row_span, c.column_span, source.text[c.start : c.end]) for c in spans]


@pytest.mark.parametrize(
    ("written", "wide", "read_by"),
    [
        pytest.param(SENTENCE, True, "text", id="Unicode"),
        pytest.param(to_tcvn3(SENTENCE), False, "tcvn3", id="TCVN3 in one byte a character"),
        pytest.param(to_tcvn3(SENTENCE), True, "tcvn3", id="TCVN3 in two"),
        pytest.param(to_vni(SENTENCE), False, "vni", id="VNI"),
    ],
)
def test_text_is_exact_whatever_its_encoding(written: str, wide: bool, read_by: str) -> None:
    source = read_bytes(word([WordParagraph(written), WordParagraph("")], wide=wide), "a.doc")
    assert (source.text, source.read_by) == (f"{SENTENCE}\n", read_by)


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        pytest.param(
            WordParagraph("", runs=[("giữ", b""), (" ẩn", HIDDEN), (" còn", b"")]), "giữ còn", id="hidden"
        ),
        pytest.param(WordParagraph("", runs=[("giữ", b""), (" xóa", DELETED)]), "giữ", id="deleted"),
        pytest.param(WordParagraph("a\x0bb\tc"), "a\nb\tc", id="line break and tab"),
        pytest.param(WordParagraph("06\x1eNQ/TU nghị\x1fquyết"), "06-NQ/TU nghịquyết", id="special hyphens"),
        pytest.param(WordParagraph("xem \x13 REF x \x14Điều 5\x15 này"), "xem Điều 5 này", id="field"),
        pytest.param(WordParagraph("trước\x0csau"), "trước\nsau", id="page break"),
        pytest.param(
            WordParagraph("\x13 a \x13 b \x14x\x15 \x14kết quả\x15"), "kết quả", id="field in a field"
        ),
        pytest.param(WordParagraph("chữ 𝔘 đôi"), "chữ 𝔘 đôi", id="character of two units"),
    ],
)
def test_what_word_prints_of_a_paragraph(item: WordParagraph, expected: str) -> None:
    assert read_bytes(word([item], wide=True), "a.doc").text == f"{expected}\n"


def in_row(*texts: str) -> list[WordParagraph]:
    return [WordParagraph(text, "\x07", IN_TABLE) for text in texts]


def test_table_with_vertical_and_horizontal_merges() -> None:
    edges = [0, 500, 3000, 5000]
    rows = [
        WordParagraph("Trước"),
        *in_row("TT", "Nhiệm vụ", "Chủ trì"),
        row_end(edges),
        *in_row("I. Nhóm"),
        row_end([0, 5000]),
        *in_row("1", "Việc một", "Sở Nội vụ"),
        row_end(edges, [0, 0, 3 << 5]),
        *in_row("2", "Việc hai", ""),
        row_end(edges, [0, 0, 1 << 5]),
        WordParagraph("Sau"),
    ]
    source = read_bytes(word(rows, wide=True), "a.doc")
    assert source.text == "Trước\nTT\tNhiệm vụ\tChủ trì\nI. Nhóm\n1\tViệc một\tSở Nội vụ\n2\tViệc hai\nSau\n"
    assert (source.tables[0].rows, source.tables[0].columns) == (4, 3)
    assert cells(source)[3:] == [
        (1, 0, 1, 3, "I. Nhóm"),
        (2, 0, 1, 1, "1"),
        (2, 1, 1, 1, "Việc một"),
        (2, 2, 2, 1, "Sở Nội vụ"),
        (3, 0, 1, 1, "2"),
        (3, 1, 1, 1, "Việc hai"),
    ]


def test_cells_hold_several_paragraphs() -> None:
    rows = [
        WordParagraph("- Sở A", "\r", IN_TABLE),
        *in_row("- Sở B", "x"),
        row_end([0, 500, 900]),
        *in_row("c", "d"),
        row_end([0, 500, 900]),
    ]
    assert cells(read_bytes(word(rows, wide=True), "a.doc"))[0][4] == "- Sở A\n- Sở B"


def test_rows_without_a_definition_are_counted() -> None:
    rows = [*in_row("a", "b"), row_end([0, 5, 9, 12]), *in_row("c", "d"), row_end([0, 5, 9, 12])]
    assert [c[4] for c in cells(read_bytes(word(rows, wide=True), "a.doc"))] == ["a", "b", "c", "d"]


def test_a_password_is_said() -> None:
    with pytest.raises(UnreadableFile, match="có mật khẩu"):
        read_bytes(word([WordParagraph("x")], flags=0x0300), "a.doc")


def test_damage_is_said_when_no_other_program_can_read_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(converters.shutil, "which", lambda name: None)
    data = bytearray(word([WordParagraph("x")]))
    data[512 + 0x9A + 8 * 33 : 512 + 0x9A + 8 * 33 + 4] = b"\xff\xff\xff\x7f"  # the piece table lies nowhere
    with pytest.raises(UnreadableFile, match="lưu thành DOCX"):
        read_bytes(bytes(data), "a.doc")


def test_another_program_that_reads_the_file_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(converters, "_libreoffice", lambda original, name: None)
    monkeypatch.setattr(converters, "_run", lambda *command: to_tcvn3(SENTENCE).encode("latin-1"))
    data = bytearray(word([WordParagraph("x")]))
    data[512 + 2] = 0x65  # nFib of Word 95
    data[512 + 3] = 0
    source = read_bytes(bytes(data), "a.doc")
    assert source.text == SENTENCE
    assert "catdoc" in source.warnings[-1]


def test_unknown_modifiers_are_stepped_over() -> None:
    odd = modifier(0x2403, 1) + modifier(0x8415, 700, "H") + b"\x0d\xc6\x02\x00\x00" + modifier(0x2416, 0)
    assert read_bytes(word([WordParagraph("a", "\r", odd)]), "a.doc").text == "a\n"


TEXT_BOX = (
    '<w:r><w:pict xmlns:v="urn:schemas-microsoft-com:vml"><v:shape type="#_x0000_t202" '
    'style="position:absolute;width:200pt;height:50pt"><v:textbox><w:txbxContent>'
    + paragraph("Số: 5/KH")
    + "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
)


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a DOCX of ours as Word 97 and RTF files that LibreOffice wrote."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice absent")
    folder = tmp_path_factory.mktemp("office")
    lists = numbering(
        level(0, "upperRoman", "%1.") + level(1, "decimal", "%2.") + level(2, "lowerLetter", "%3)"),
        level(0, "decimal", "%1"),
    )
    body = [
        paragraph("Mục tiêu", list_id=1),
        paragraph("Chung", list_id=1, level=1),
        paragraph("ý", list_id=1, level=2),
        paragraph("Nhiệm vụ", list_id=1),
        table(["TT", "Việc"], ["1", "Rà soát đất"], widths=[2000, 4000]),
        paragraph(run("Hết") + TEXT_BOX),
        paragraph(run("Câu") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + run(" cuối")),
    ]
    notes = f'<w:footnotes {W}><w:footnote w:id="2">{paragraph("Theo Luật A.")}</w:footnote></w:footnotes>'
    (folder / "a.docx").write_bytes(docx(*body, numbering_xml=lists, notes_xml=notes))
    for kind in ("doc:MS Word 97", "rtf"):
        command = [
            "soffice",
            f"-env:UserInstallation=file://{folder}/profile",
            "--headless",
            "--convert-to",
            kind,
        ]
        subprocess.run(
            [*command, "--outdir", str(folder), str(folder / "a.docx")],
            check=True,
            capture_output=True,
            timeout=120,
        )
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("suffix", ["docx", "doc", "rtf"])
def test_files_written_by_libreoffice_read_the_same(converted: Path, suffix: str) -> None:
    source = read_bytes((converted / f"a.{suffix}").read_bytes(), f"a.{suffix}")
    box = "" if suffix == "rtf" else "Số: 5/KH\n"  # LibreOffice writes no text boxes into RTF
    head = "I. Mục tiêu\n1. Chung\na) ý\nII. Nhiệm vụ\nTT\tViệc\n1\tRà soát đất\nHết\n"
    assert source.text == f"{head}{box}Câu cuối\n[1] Theo Luật A.\n"
    assert [(t.rows, t.columns) for t in source.tables] == [(2, 2)]


def test_a_real_decision_in_vni(shared_data: Path) -> None:
    source = read_bytes((shared_data / "gold_docs/files/qd991_2008_binhphuoc.doc").read_bytes(), "a.doc")
    truth = (shared_data / "gold_docs/qd991_2008_binhphuoc.doc.transcript.txt").read_text(encoding="utf-8")
    found = source.text.split()
    missing = [word for word in truth.split() if word not in found and word.isprintable()]
    assert missing == [
        "PAGE",
        "PAGE",
        "2",
    ]  # field codes and result of the running foot, which is not the document's text
