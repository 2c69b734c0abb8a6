"""Make PDF files: decisions with signature stamps, page furniture, scans, and files that mean harm."""

from __future__ import annotations

import io
import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
)
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = 595.0, 842.0  # A4
_FONTS = (
    "/usr/share/fonts/truetype/liberation/LiberationSerif-Regular.ttf",
    "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf",
    "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
)


def font_file() -> str:
    """Return a font that has every Vietnamese letter, or skip the test by name."""
    found = next((f for f in _FONTS if Path(f).exists()), None)
    if found is None:
        pytest.skip("no font with Vietnamese letters (fonts-dejavu-core)")
    return found


def _canvas(out: io.BytesIO) -> Canvas:
    pdfmetrics.registerFont(TTFont("Test", font_file()))
    return Canvas(out, pagesize=(WIDTH, HEIGHT))


@dataclass(frozen=True)
class At:
    """Text at a place: points from the left and from the top."""

    x: float
    y: float
    text: str
    size: float = 12.0


def drawn(pages: list[list[At]], lines: list[tuple[float, float, float, float]] | None = None) -> bytes:
    """Return a PDF with text exactly where it is asked for, and straight lines on every page."""
    out = io.BytesIO()
    canvas = _canvas(out)
    for page in pages:
        for item in page:
            canvas.setFont("Test", item.size)
            canvas.drawString(item.x, HEIGHT - item.y, item.text)
        for x0, y0, x1, y1 in lines or []:
            canvas.line(x0, HEIGHT - y0, x1, HEIGHT - y1)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def turned(pages: list[list[At]], degrees: int) -> bytes:
    """Return a PDF whose text runs along another side of the sheet, turned counter-clockwise."""
    out = io.BytesIO()
    canvas = _canvas(out)
    for page in pages:
        canvas.translate(*{90: (WIDTH, 0), 180: (WIDTH, HEIGHT), 270: (0, HEIGHT)}[degrees])
        canvas.rotate(degrees)
        height = HEIGHT if degrees == 180 else WIDTH
        for item in page:
            canvas.setFont("Test", item.size)
            canvas.drawString(item.x, height - item.y, item.text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def remapped(data: bytes, means: Callable[[str], str]) -> bytes:
    """Return a PDF whose fonts say that a glyph means something else than it draws."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    done = set()
    for page in writer.pages:
        for reference in page["/Resources"]["/Font"].values():  # type: ignore[index]
            font = reference.get_object()
            if "/ToUnicode" not in font or id(font) in done:
                continue
            done.add(id(font))
            old = font["/ToUnicode"].get_object().get_data().decode("latin-1")
            new = re.sub(
                r"(?m)^(<[0-9A-F]{2}> )<([0-9A-F]{4})>$",
                lambda m: f"{m[1]}<{ord(means(chr(int(m[2], 16)))):04X}>",
                old,
            )
            stream = DecodedStreamObject()
            stream.set_data(new.encode("latin-1"))
            font[NameObject("/ToUnicode")] = writer._add_object(stream)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def width_of(text: str, size: float = 12.0) -> float:
    """Return how wide a text is in the font of these files."""
    pdfmetrics.registerFont(TTFont("Test", font_file()))
    return float(pdfmetrics.stringWidth(text, "Test", size))


def ending(y: float, text: str, *, right: float = 540.0) -> At:
    """Return a line that reaches the right margin exactly."""
    return At(right - width_of(text), y, text)


def wrapped(
    y: float, text: str, *, left: float = 85.0, right: float = 540.0, indent: float = 25.0
) -> list[At]:
    """Return a paragraph as Word sets it: first line set in, words moved to the next line where they must."""
    lines, line, x = [], "", left + indent
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and x + width_of(longer) > right:
            lines.append(At(x, y + 18 * len(lines), line))
            line, x = word, left
        else:
            line = longer
    return [*lines, At(x, y + 18 * len(lines), line)]


HEAD = [
    At(90, 80, "ỦY BAN NHÂN DÂN"),
    At(100, 95, "TỈNH LÂM ĐỒNG"),
    At(280, 80, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    At(330, 96, "Độc lập - Tự do - Hạnh phúc"),
]
BLANK_NUMBER = [At(90, 121, "Số:"), At(140, 121, "/2025/QĐ-UBND")]
BLANK_DATE = [
    At(320, 122, "Đà Lạt, ngày"),
    At(415, 122, "tháng"),
    At(470, 122, "năm 2025"),
]
BODY = [
    At(260, 170, "QUYẾT ĐỊNH"),
    At(200, 190, "Về việc ban hành Quy chế làm việc"),
    At(110, 240, "Điều 1. Ban hành kèm theo Quyết định này Quy chế làm việc của"),
    At(85, 258, "Hội đồng thẩm định."),
    At(110, 280, "Điều 2. Quyết định này có hiệu lực kể từ ngày"),
    At(400, 280, "tháng"),
    At(455, 280, "năm 2025."),
]


def _stamp_form(
    text: str, size: float, font: DictionaryObject, box: tuple[float, float]
) -> DecodedStreamObject:
    form = DecodedStreamObject()
    form.set_data(f"BT /F1 {size} Tf 1 0 0.2 1 2 5 Tm ({text}) Tj ET".encode())
    form.update(_form_entries(box))
    form[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
    )
    return form


def _form_entries(box: tuple[float, float]) -> DictionaryObject:
    return DictionaryObject(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Form"),
            NameObject("/BBox"): ArrayObject([FloatObject(v) for v in (0, 0, *box)]),
        }
    )


def stamped(data: bytes, stamps: list[At], *, times: int = 1, page: int = 0) -> bytes:
    """Return a PDF with signature widgets that paint text; forms nested as signing programs nest them.

    Args:
        data: a PDF.
        stamps: what to paint, baseline at `y` from the top.
        times: how often each stamp is signed on top of itself.
        page: page index.
    """
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    target = writer.pages[page]
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
            NameObject("/Encoding"): NameObject("/WinAnsiEncoding"),
        }
    )
    widgets = target.get("/Annots") or ArrayObject()
    for stamp in stamps * times:
        box = (80.0, 29.0)
        inner = writer._add_object(_stamp_form(stamp.text, stamp.size, font, box))
        outer = DecodedStreamObject()
        outer.set_data(b"q 1 0 0 1 0 0 cm /n2 Do Q")
        outer.update(_form_entries(box))
        outer[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/XObject"): DictionaryObject({NameObject("/n2"): inner})}
        )
        x, y = stamp.x - 2, HEIGHT - stamp.y - 5
        widget = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Annot"),
                NameObject("/Subtype"): NameObject("/Widget"),
                NameObject("/FT"): NameObject("/Sig"),
                NameObject("/F"): NumberObject(132),
                NameObject("/Rect"): ArrayObject([FloatObject(v) for v in (x, y, x + box[0], y + box[1])]),
                NameObject("/AP"): DictionaryObject({NameObject("/N"): writer._add_object(outer)}),
            }
        )
        widgets.append(writer._add_object(widget))
    target[NameObject("/Annots")] = widgets
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def protected(data: bytes, *, password: str = "mật khẩu") -> bytes:
    """Return a PDF that opens with a password only (with "" it opens, but forbids printing)."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    writer.encrypt(user_password=password, owner_password="owner", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def picture_of_text(lines: list[str], *, dpi: int = 200, size: float = 13.0) -> Image.Image:
    """Return an A4 page with lines of text, as printed."""
    image = Image.new("L", (round(8.27 * dpi), round(11.69 * dpi)), 255)
    font = ImageFont.truetype(font_file(), round(size * dpi / 72))
    draw = ImageDraw.Draw(image)
    for i, line in enumerate(lines):
        draw.text((round(1.1 * dpi), round((1 + 0.3 * i) * dpi)), line, font=font, fill=20)
    return image


def degraded(image: Image.Image, seed: int = 0, *, turn: float = 0.5) -> Image.Image:
    """Return an image as an office scanner leaves it: askew, soft, grey, specked, with a red seal."""
    rng = random.Random(seed)
    image = image.rotate(turn, fillcolor=255, resample=Image.Resampling.BICUBIC)
    image = image.filter(ImageFilter.GaussianBlur(image.width / 2480))
    image = image.point(lambda p: min(255, round(p * 0.82) + 38)).convert("RGB")
    draw = ImageDraw.Draw(image)
    for _ in range(200):
        x, y = rng.randrange(image.width), rng.randrange(image.height)
        draw.point((x, y), fill=(120, 120, 120))
    r = image.width // 12
    cx, cy = image.width * 2 // 3, image.height // 2
    draw.ellipse((cx - r, cy - r, cx + r, cy + r), outline=(235, 70, 60), width=max(2, r // 12))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=60)
    return Image.open(out).convert("RGB")


def scanned(images: list[Image.Image], *, dpi: int = 200) -> bytes:
    """Return a PDF whose pages are pictures."""
    out = io.BytesIO()
    images[0].save(out, "PDF", resolution=dpi, save_all=True, append_images=images[1:])
    return out.getvalue()


def _objects(objects: list[bytes], *, root: int = 1) -> bytes:
    """Return a PDF of raw objects, numbered from 1, with a correct table of offsets."""
    out = io.BytesIO(b"%PDF-1.7\n")
    out.seek(0, io.SEEK_END)
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    table = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % o for o in offsets)
    out.write(
        b"trailer\n<< /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, root, table)
    )
    return out.getvalue()


def _stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), entries, data)


_PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
_CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"


def form_that_draws_itself() -> bytes:
    """Return a page whose form draws itself twice, and so on without end."""
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /XObject << /X 5 0 R >> >> >>"
    )
    form = _stream(
        b"/X Do /X Do " * 50,
        b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 5 0 R >> >>",
    )
    return _objects([_CATALOG, _PAGES, page, _stream(b"/X Do"), form])


def pages_that_are_their_own_parent() -> bytes:
    """Return a page tree that is a circle."""
    return _objects([_CATALOG, b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"])


def flooded_page(operators: int = 1_500_000) -> bytes:
    """Return a page with millions of operators."""
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>"
    return _objects([_CATALOG, _PAGES, page, _stream(b"0 0 m 9 9 l S " * (operators // 3))])


def many_objects(count: int = 1_000_000) -> bytes:
    """Return a PDF with a million empty objects beside one page."""
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"
    return _objects([_CATALOG, _PAGES, page, *[b"null"] * count])


def bomb(megabytes: int = 400) -> bytes:
    """Return a page whose operators unpack to hundreds of megabytes."""
    import zlib

    packer = zlib.compressobj(9)
    block = b" " * 2**20
    data = b"".join(packer.compress(block) for _ in range(megabytes)) + packer.flush()
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>"
    return _objects([_CATALOG, _PAGES, page, _stream(data, b"/Filter /FlateDecode")])


def mutated(data: bytes, seed: int) -> bytes:
    """Return a file with bytes changed, cut out, doubled or cut off; the same for the same seed."""
    rng = random.Random(seed)
    raw = bytearray(data)
    for _ in range(rng.choice((1, 3, 10, 60))):
        at = rng.randrange(len(raw))
        length = rng.choice((1, 1, 4, 40, 400))
        kind = rng.randrange(5)
        if kind == 0:
            raw[at] = rng.randrange(256)
        elif kind == 1:
            del raw[at : at + length]
        elif kind == 2:
            raw[at:at] = raw[at : at + length]
        elif kind == 3:
            raw[at : at + length] = rng.randbytes(length)
        else:
            other = rng.randrange(len(raw))
            raw[at : at + length] = raw[other : other + length]
        if len(raw) < 20:
            break
    return bytes(raw[: rng.randrange(len(raw)) + 1] if rng.random() < 0.15 else raw)
