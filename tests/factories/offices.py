"""Build the office documents of the project's own evaluation sets from their written sources.

A source is plain text with little markup: `<<head … >>` and `<<sign … >>` hold two columns a line ("left | right"),
"# " a centred title, "## " a heading, "| a | b |" a table row ("^" goes on from the cell above, "<" from the
cell to the left), "---page---" a page break, "[sheet Name]" a sheet. Its name says what is built:
`plan.docx.txt` becomes `plan.docx`.

    python -m tests.factories.offices FOLDER     write every set to FOLDER/<set>/, with its questions and files/
"""

from __future__ import annotations

import html
import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

OFFICES = Path(__file__).resolve().parents[1] / "golden" / "offices"
SETS = ("open", "held")  # held: judged only, never looked at to change the program
_COLUMNS = {"<<head": "head", "<<sign": "sign"}
_NUMBER = re.compile(r"-?\d{1,3}(?:\.\d{3})*(?:,\d+)?$")


@dataclass(frozen=True)
class Block:
    """A paragraph, title, heading, page break or sheet name (`text`), or a table, letterhead or signature (`rows`)."""

    kind: str
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


def blocks(source: str) -> Iterator[Block]:
    """Yield the blocks of a source in order."""
    lines = source.strip("\n").split("\n")
    at = 0
    while at < len(lines):
        line = lines[at]
        if line in _COLUMNS:
            end = lines.index(">>", at)
            yield Block(_COLUMNS[line], rows=tuple(_pair(x) for x in lines[at + 1 : end]))
            at = end + 1
        elif line.startswith("| "):
            end = next((i for i in range(at, len(lines)) if not lines[i].startswith("| ")), len(lines))
            yield Block("table", rows=tuple(_cells(x) for x in lines[at:end]))
            at = end
        else:
            yield _single(line)
            at += 1


def _pair(line: str) -> tuple[str, ...]:
    left, _, right = line.partition("|")
    return left.strip(), right.strip()


def _cells(line: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in line.strip().removeprefix("|").removesuffix("|").split("|"))


def _single(line: str) -> Block:
    if line == "---page---":
        return Block("page")
    if line.startswith("[sheet "):
        return Block("sheet", line[7:-1])
    for mark, kind in (("## ", "heading"), ("# ", "title")):
        if line.startswith(mark):
            return Block(kind, line.removeprefix(mark))
    return Block("text", line)


def spans(rows: tuple[tuple[str, ...], ...]) -> Iterator[tuple[int, int, int, int]]:
    """Yield row, column, height and width of every cell that covers more than one place."""
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            if cell in "^<" and cell:
                continue
            width = 1
            while c + width < len(row) and row[c + width] == "<":
                width += 1
            height = 1
            while r + height < len(rows) and c < len(rows[r + height]) and rows[r + height][c] == "^":
                height += 1
            if width > 1 or height > 1:
                yield r, c, height, width


def _own(cell: str) -> str:
    return "" if cell in ("^", "<") else cell


def docx(source: str, target: Path) -> None:
    """Write a Word file: 14 point, letterhead and signature in tables without borders, as offices do."""
    from docx import Document
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    file = Document()
    style = file.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(14)
    for block in blocks(source):
        if block.rows:
            table = file.add_table(len(block.rows), max(map(len, block.rows)))
            if block.kind == "table":
                table.style = "Table Grid"
            for r, row in enumerate(block.rows):
                for c, cell in enumerate(row):
                    table.cell(r, c).text = _own(cell)
            for r, c, height, width in spans(block.rows):
                table.cell(r, c).merge(table.cell(r + height - 1, c + width - 1)).text = block.rows[r][c]
        elif block.kind == "page":
            file.add_page_break()
        else:
            paragraph = file.add_paragraph()
            paragraph.add_run(block.text).bold = block.kind != "text"
            if block.kind == "title":
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    file.save(str(target))


def xlsx(source: str, target: Path) -> None:
    """Write a workbook: numbers as numbers, shown in the Vietnamese way by their format; merged headings."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    first = True
    for block in blocks(source):
        if block.kind == "sheet":
            sheet = book.active if first else book.create_sheet()
            sheet.title, first = block.text, False
        if not block.rows:
            continue
        for r, row in enumerate(block.rows, 1):
            for c, cell in enumerate(row, 1):
                _fill(sheet.cell(r, c), _own(cell))
        for r, c, height, width in spans(block.rows):
            sheet.merge_cells(start_row=r + 1, start_column=c + 1, end_row=r + height, end_column=c + width)
    book.save(str(target))


def _fill(cell: object, text: str) -> None:
    if _NUMBER.match(text):
        plain = text.replace(".", "").replace(",", ".")
        cell.value = float(plain) if "." in plain else int(plain)
        decimals = len(text.partition(",")[2])
        cell.number_format = "#,##0" + ("." + "0" * decimals if decimals else "")
    else:
        cell.value = text or None


def page(source: str, target: Path) -> None:
    """Write an HTML page."""
    body = []
    for block in blocks(source):
        if block.rows:
            merged = {(r, c): (h, w) for r, c, h, w in spans(block.rows)}
            rows = []
            for r, row in enumerate(block.rows):
                cells = [
                    _td(cell, *merged.get((r, c), (1, 1)))
                    for c, cell in enumerate(row)
                    if cell not in ("^", "<")
                ]
                rows.append("<tr>" + "".join(cells) + "</tr>")
            border = ' border="1"' if block.kind == "table" else ""
            body.append(f"<table{border}>{''.join(rows)}</table>")
        elif block.kind in ("title", "heading"):
            align = ' align="center"' if block.kind == "title" else ""
            body.append(f"<p{align}><b>{html.escape(block.text)}</b></p>")
        elif block.text:
            body.append(f"<p>{html.escape(block.text)}</p>")
    text = "\n".join(body)
    target.write_text(
        f'<!DOCTYPE html>\n<html lang="vi"><head><meta charset="utf-8"><title>{target.stem}</title></head>\n'
        f"<body>\n{text}\n</body></html>\n",
        encoding="utf-8",
    )


def _td(cell: str, height: int, width: int) -> str:
    span = f' rowspan="{height}"' * (height > 1) + f' colspan="{width}"' * (width > 1)
    return f"<td{span}>{html.escape(cell)}</td>"


def pdf(source: str, target: Path) -> None:
    """Write a PDF with a text layer, A4, two columns at the head and at the signature."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table

    from tests.factories.pdf import font_file

    pdfmetrics.registerFont(TTFont("Office", font_file()))
    text = ParagraphStyle("text", fontName="Office", fontSize=13, leading=19, spaceAfter=5)
    centred = ParagraphStyle("centred", parent=text, alignment=1)
    flow = []
    for block in blocks(source):
        if block.rows:
            rows = [[Paragraph(html.escape(_own(c)), centred) for c in row] for row in block.rows]
            flow += [Table(rows), Spacer(1, 8)]
        elif block.kind == "page":
            flow.append(PageBreak())
        elif block.text:
            flow.append(Paragraph(html.escape(block.text), centred if block.kind == "title" else text))
    SimpleDocTemplate(str(target), pagesize=A4).build(flow)


def markdown(source: str, target: Path) -> None:
    """Write Markdown: titles as headings, tables with a rule below their first row."""
    lines: list[str] = []
    for block in blocks(source):
        if block.kind == "table":
            head, *rest = block.rows
            rows = [head, tuple("---" for _ in head), *rest]
            lines += ["| " + " | ".join(map(_own, row)) + " |" for row in rows] + [""]
        elif block.rows:
            lines += [
                x for column in zip(*block.rows, strict=True) for cell in column if cell for x in (cell, "")
            ]
        elif block.kind in ("title", "heading"):
            lines += [("# " if block.kind == "title" else "## ") + block.text, ""]
        else:
            lines += [block.text, ""]
    target.write_text("\n".join(lines), encoding="utf-8")


def plain(source: str, target: Path) -> None:
    """Write the source as it is: it has no markup."""
    target.write_text(source, encoding="utf-8")


_WRITERS = {".docx": docx, ".xlsx": xlsx, ".html": page, ".pdf": pdf, ".md": markdown, ".txt": plain}


def build(name: str, out: Path) -> Path:
    """Write a set to `out`: files/, documents.jsonl, questions.jsonl; return `out`."""
    files = out / "files"
    files.mkdir(parents=True, exist_ok=True)
    for source in sorted((OFFICES / name / "sources").glob("*.txt")):
        target = files / source.name.removesuffix(".txt")
        _WRITERS[target.suffix](source.read_text(encoding="utf-8"), target)
    for labels in ("documents.jsonl", "questions.jsonl"):
        shutil.copyfile(OFFICES / name / labels, out / labels)
    return out


def main(argv: list[str]) -> int:
    """Write every set below the folder that is named."""
    for name in SETS:
        print(build(name, Path(argv[0]) / name))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
