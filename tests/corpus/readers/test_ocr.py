"""Scans and pictures: recognition, dirt, turned pages, tables, what is said about confidence."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from corpus.readers import pages, pdf
from corpus.readers.layout.model import Box, Word
from corpus.readers.layout.read import PageLayout
from corpus.readers.layout.words import Line
from corpus.readers.limits import read_limited
from corpus.readers.scan import image, ocr
from corpus.readers.scan.ocr_consensus import agree
from corpus.readers.scan.ocr_image import find_rules, prepare, skew, without_colour
from tests.factories import pdf as make
from tests.factories import plans
from tests.factories.accuracy import syllable_accuracy

needs_tesseract = pytest.mark.skipif(
    not ocr.available(), reason="tesseract with the Vietnamese model absent (tesseract-ocr-vie)"
)

PAGE = [
    "ỦY BAN NHÂN DÂN TỈNH LÂM ĐỒNG",
    "Điều 1. Phạm vi điều chỉnh và đối tượng áp dụng",
    "1. Quy chế này quy định nguyên tắc, chế độ trách nhiệm, lề lối làm việc.",
    "2. Sở Nội vụ chủ trì, phối hợp với Sở Tài chính tổng hợp kết quả.",
    "a) Báo cáo Ủy ban nhân dân tỉnh trước ngày 15 tháng 12 năm 2026;",
    "b) Kiểm tra việc thực hiện nhiệm vụ của các cơ quan, đơn vị, địa phương;",
    "c) Đề xuất khen thưởng tập thể, cá nhân có thành tích xuất sắc.",
    "Điều 2. Quyết định này có hiệu lực kể từ ngày ký ban hành.",
    "Chánh Văn phòng Ủy ban nhân dân tỉnh, Giám đốc các sở chịu trách nhiệm thi hành.",
]


def _png(picture: Image.Image, kind: str = "PNG") -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, dpi=(200, 200))
    return out.getvalue()


WORDS = [
    pytest.param("Điều I. Phạm vi", "Điều 1. Phạm vi", id="an article has no roman number"),
    pytest.param("khoản l Điều 5", "khoản 1 Điều 5", id="a clause neither"),
    pytest.param("ngày l6 tháng 9", "ngày 16 tháng 9", id="a day is a number"),
    pytest.param("năm 2O25", "năm 2025", id="so is a year"),
    pytest.param("Chương I. Phần II", "Chương I. Phần II", id="chapters have roman numbers"),
    pytest.param("loại I và loại II", "loại I và loại II", id="urban classes too"),
    pytest.param("§. Bãi bỏ Điều 12", "8. Bãi bỏ Điều 12", id="a clause read as a section sign"),
    pytest.param("Điều lệ tổ chức", "Điều lệ tổ chức", id="a word after Điều"),
]


@pytest.mark.parametrize(("read", "meant"), WORDS)
def test_letters_that_can_only_be_digits(read: str, meant: str) -> None:
    assert " ".join(ocr.with_digits(read.split())) == meant


def _line(text: str, doubtful: str = "") -> Line:
    sure = dict.fromkeys(doubtful.split(), 60.0)
    return Line([Word(w, Box(0, 0, 9, 9), 9, 9, confidence=sure.get(w, 96.5)) for w in text.split()])


VOTES = [
    pytest.param("Thành phó,", "Thành phó,", "Thành phố,", id="doubtful and seldom: the often reading"),
    pytest.param("THÀNH PHÓ", "THÀNH PHÓ", "THÀNH PHỐ", id="capitals stay capitals"),
    pytest.param("thành phó", "", "thành phó", id="surely read: stays"),
    pytest.param("kết quá", "kết quá", "kết quá", id="read no other way: stays"),
    pytest.param("năm 2O25", "năm 2O25", "năm 2O25", id="digits are never voted on"),
]


@pytest.mark.parametrize(("seldom", "doubtful", "result"), VOTES)
def test_readings_of_one_document_vote_on_accents(seldom: str, doubtful: str, result: str) -> None:
    page = PageLayout(1, 595, 842, blocks=[*[_line("thành phố") for _ in range(5)], _line(seldom, doubtful)])
    agree([page])
    assert page.lines[-1].text == result


def test_a_word_that_belongs_to_its_other_neighbour_stays() -> None:
    lines = [_line("tài sản có") for _ in range(6)] + [_line("khoản cố định"), _line("vốn cố định")]
    page = PageLayout(1, 595, 842, blocks=[*lines, _line("tài sản cố định", "cố")])
    agree([page])
    assert page.lines[-1].text == "tài sản cố định"


def test_a_page_askew_is_found_level() -> None:
    page = make.picture_of_text(PAGE * 3)
    assert skew(page) == 0.0
    turned = page.rotate(1.0, fillcolor=255, resample=Image.Resampling.BICUBIC)
    assert skew(turned) == pytest.approx(-1.0, abs=0.11)


def test_a_red_seal_fades_and_black_print_under_it_stays() -> None:
    picture = Image.new("RGB", (30, 10), "white")
    picture.paste((235, 70, 60), (0, 0, 20, 10))
    picture.paste((30, 25, 25), (10, 0, 14, 10))
    grey = without_colour(picture)
    assert grey.getpixel((3, 5)) > 230
    assert grey.getpixel((12, 5)) < 60


def test_ruled_lines_are_found_and_erased_and_words_are_not() -> None:
    page = make.picture_of_text(["nghiệm thu nhiệm vụ nghiệp vụ"] * 4, dpi=170)
    before = page.copy()
    page.paste(0, (100, 90, 900, 92))
    page.paste(0, (100, 90, 102, 600))
    clean, rules = find_rules(page, 170)
    assert sorted(r.horizontal for r in rules) == [False, True]
    assert clean.crop((170, 160, 1000, 500)).tobytes() == before.crop((170, 160, 1000, 500)).tobytes()


def test_a_page_without_ink_is_blank_not_unreadable() -> None:
    reading = ocr.read_image(Image.new("L", (1400, 1980), 250), 170)
    assert reading.recognised.words == ()
    assert reading.recognised.confidence == ocr.BLANK


@needs_tesseract
@pytest.mark.parametrize("seed", [0, 1])
def test_degraded_page_is_read(seed: int) -> None:
    scan = make.scanned([make.degraded(make.picture_of_text(PAGE), seed)])
    source = pdf.read(scan, "quét.pdf")
    assert source.read_by == "ocr"
    assert syllable_accuracy("\n".join(PAGE), source.text) >= 0.93
    assert [line for line in source.text.splitlines() if line.startswith("Điều 2.")]
    assert source.pages[0].confidence is not None
    assert "Bản quét, độ tin cậy" in source.warnings[0]


@needs_tesseract
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF"])
def test_pictures_are_read_like_scans(kind: str, tmp_path: Path) -> None:
    path = tmp_path / f"ảnh.{kind.lower()}"
    path.write_bytes(_png(make.picture_of_text(PAGE), kind))
    source = read_limited(path)
    assert source.read_by == "ocr"
    assert source.media_type == f"image/{kind.lower()}"
    assert syllable_accuracy("\n".join(PAGE), source.text) >= 0.95


@needs_tesseract
@pytest.mark.parametrize("degrees", [90, 180])
def test_a_page_lying_on_its_side_or_on_its_head_is_turned(degrees: int) -> None:
    page = make.picture_of_text(PAGE).rotate(degrees, expand=True)
    assert syllable_accuracy("\n".join(PAGE), image.read(_png(page), "ngang.png").text) >= 0.9


@needs_tesseract
def test_a_quote_is_found_on_a_scan(tmp_path: Path) -> None:
    path = tmp_path / "quét.pdf"
    path.write_bytes(make.scanned([make.picture_of_text(PAGE)]))
    (box,) = pages.quote_boxes(path, 1, "hiệu lực kể từ ngày")
    line = (1 + 0.3 * 7) / 11.69  # inches from the top, of the eighth line
    assert box[1] == pytest.approx(line, abs=0.012)
    assert 0.3 < box[0] < box[2] < 0.75


@needs_tesseract
def test_a_picture_is_shown_and_marked_like_a_pdf(tmp_path: Path) -> None:
    path = tmp_path / "ảnh.png"
    path.write_bytes(_png(make.picture_of_text(PAGE)))
    assert Image.open(io.BytesIO(pages.render_page(path, 1, 72))).width == pytest.approx(595, abs=2)
    assert len(pages.quote_boxes(path, 1, "Sở Nội vụ chủ trì")) == 1


def test_a_page_of_a_pdf_is_drawn_as_png(tmp_path: Path) -> None:
    from corpus.readers.pdf.render import renderer_available

    if not renderer_available():
        pytest.skip("pdftoppm absent (poppler-utils)")
    path = tmp_path / "a.pdf"
    path.write_bytes(make.drawn([make.BODY]))
    assert Image.open(io.BytesIO(pages.render_page(path, 1, 72))).size == (595, 842)


@needs_tesseract
def test_a_ruled_table_on_a_scan_keeps_its_cells() -> None:
    if not plans.DEJAVU.exists():
        pytest.skip("font DejaVu absent (fonts-dejavu-core)")
    from corpus.readers.pdf.render import render

    plan = plans.make_plan(3)
    folder = Path(pytest.importorskip("tempfile").mkdtemp())
    (folder / "kế hoạch.pdf").write_bytes(plans.as_pdf(plan))
    picture = render(folder / "kế hoạch.pdf", 1, 200)
    source = pdf.read(
        make.scanned([picture.rotate(-0.6, fillcolor="white", resample=Image.Resampling.BICUBIC)]), "q.pdf"
    )
    (table,) = source.tables
    assert table.columns == len(plan.columns)
    rows = [*plans.heading_rows(plan), *plans.grid(plans.settled(plan))][: table.rows]
    task = {c.row: source.text[c.start : c.end] for c in table.cells if c.column == 1}
    assert all(syllable_accuracy(rows[r][1], text) >= 0.8 for r, text in task.items() if rows[r][1])


@needs_tesseract
def test_number_that_is_a_picture_is_recognised_at_the_head(tmp_path: Path) -> None:
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    layer = make.drawn(
        [[*make.HEAD, *make.BLANK_NUMBER, *make.BODY, *make.wrapped(320, "Căn cứ Luật " * 40)]]
    )
    digits = make.picture_of_text(["36"], dpi=300, size=12.5).crop((325, 295, 400, 360))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(make.WIDTH, make.HEIGHT))
    canvas.drawImage(ImageReader(digits), 112, make.HEIGHT - 125, width=18, height=15.6)
    canvas.save()
    source = pdf.read(_over(layer, out.getvalue()), "ký.pdf")
    assert [(s.text, s.read_from) for s in source.stamps] == [("Số: 36/2025/QĐ-UBND", "ocr-head")]


def _over(data: bytes, stamp: bytes) -> bytes:
    """Return a PDF with the first page of another drawn over its own."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    writer.pages[0].merge_page(PdfReader(io.BytesIO(stamp)).pages[0])
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_straightened_image_says_its_angle() -> None:
    page = prepare(make.picture_of_text(PAGE * 3).rotate(0.8, fillcolor=255), 200)
    assert page.angle == pytest.approx(-0.8, abs=0.11)


@needs_tesseract
@pytest.mark.slow
def test_scan_of_hanoi_reads_97_percent(shared_data: Path) -> None:
    name = "nq12_2025_hanoi_scan.pdf"
    printed = (shared_data / "gold_docs" / f"{name}.transcript.txt").read_text(encoding="utf-8")
    source = read_limited(shared_data / "gold_docs" / "files" / name)
    assert syllable_accuracy(printed, source.text) >= 0.97
    assert "Số: 12/2025/NQ-HĐND" in source.text
    assert "ngày 27 tháng 6 năm 2025" in source.text


def _photo(name: str, *, seal: bool) -> Image.Image:
    """Return a photo of a letter, a shadow over its lower right corner and a seal over its signer's role."""
    dpi = 150
    page = make.picture_of_text([*PAGE[:4], "", "Nơi nhận:", "- Như trên;", "- Lưu: VT."], dpi=dpi).convert(
        "RGB"
    )
    draw = ImageDraw.Draw(page)
    font = ImageFont.truetype(make.font_file(), round(13 * dpi / 72))
    draw.text((round(4.8 * dpi), round(2.5 * dpi)), "GIÁM ĐỐC", font=font, fill=(20, 20, 20))
    draw.text((round(4.6 * dpi), round(4.1 * dpi)), name, font=font, fill=(20, 20, 20))
    if seal:
        draw.ellipse([v * dpi for v in (4.6, 2.65, 5.9, 3.95)], outline=(200, 40, 40), width=5)
    across, down = np.meshgrid(np.linspace(0, 1, page.width), np.linspace(0, 1, page.height))
    light = 1 - 0.5 * np.clip(across + 1.4 * down - 1.2, 0, 1)
    return Image.fromarray((np.asarray(page) * light[..., None]).astype(np.uint8))


@needs_tesseract
def test_the_signer_under_a_seal_in_the_shadow_of_a_photo_is_read() -> None:
    source = image.read(_png(_photo("Nguyễn Thị Hòa", seal=True)), "ảnh.png")
    assert "Nguyễn Thị Hòa" in source.text
    assert "GIÁM ĐỐC" in source.text
    assert not any("người ký" in w for w in source.warnings)


@needs_tesseract
def test_a_signer_that_cannot_be_read_is_said() -> None:
    source = image.read(_png(_photo("", seal=False)), "ảnh.png")
    assert any("Trang 1 không đọc được họ tên người ký" in w for w in source.warnings)
