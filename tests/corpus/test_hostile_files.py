"""Hostile and damaged files: each ends with a clear sentence, in bounded time and memory."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from corpus.errors import CorpusError, UnreadableFile
from corpus.model import SourceText
from corpus.readers.limits import read_limited
from corpus.readers.scan import ocr
from tests.factories import pdf as make
from tests.factories.pdf import BODY, At

SECONDS = 60.0  # each of these files is done in less than ten on two free cores


def _plain() -> bytes:
    return make.drawn([BODY])


def _truncated() -> bytes:
    data = _plain()
    return data[: len(data) // 2]


REFUSED: list[tuple[str, Callable[[], bytes], str]] = [
    ("zero bytes", lambda: b"", "rỗng"),
    ("only blanks", lambda: b" \n" * 50, "rỗng"),
    ("password-protected", lambda: make.protected(_plain()), "mật khẩu"),
    ("only the first bytes of a PDF", lambda: b"%PDF-1.7\n", "hỏng"),
    ("a PDF of noise", lambda: b"%PDF-1.7\n" + bytes(range(256)) * 200, "hỏng"),
    ("a page tree that is a circle", make.pages_that_are_their_own_parent, "hỏng|không có trang"),
    ("a form that draws itself", make.form_that_draws_itself, "không có chữ"),
    ("a million operators", make.flooded_page, "không có chữ"),
    ("a page that unpacks to 400 MB", make.bomb, "không có chữ|bộ nhớ|hỏng"),
    ("a program called .pdf", lambda: b"MZ\x90\x00" + b"\0" * 5000, "chương trình"),
]


@pytest.mark.parametrize(("content", "sentence"), [r[1:] for r in REFUSED], ids=[r[0] for r in REFUSED])
def test_refused_with_a_sentence(content: Callable[[], bytes], sentence: str, tmp_path: Path) -> None:
    path = tmp_path / "tệp lạ.pdf"
    path.write_bytes(content())
    began = time.monotonic()
    with pytest.raises(CorpusError, match=sentence) as caught:
        read_limited(path, seconds=SECONDS)
    assert time.monotonic() - began < SECONDS + 2
    message = str(caught.value)
    assert "tệp lạ.pdf" in message
    assert message.endswith(".")
    assert "Error" not in message


def test_a_million_objects_are_read_or_refused_in_time(tmp_path: Path) -> None:
    path = tmp_path / "triệu.pdf"
    path.write_bytes(make.many_objects())
    with pytest.raises(CorpusError, match=r"không có chữ|bộ nhớ|quá"):
        read_limited(path, seconds=SECONDS)


def test_a_truncated_file_gives_what_it_has_or_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "đứt.pdf"
    path.write_bytes(_truncated())
    outcome = _outcome(lambda: read_limited(path, seconds=SECONDS))
    assert isinstance(outcome, SourceText) or "đứt.pdf" in outcome


def _outcome(call: Callable[[], SourceText]) -> SourceText | str:
    """Return what a reader makes of a file, or its sentence; any other error fails the test."""
    try:
        return call()
    except CorpusError as error:
        return str(error)


def test_memory_is_bounded(tmp_path: Path) -> None:
    path = tmp_path / "nặng.pdf"
    path.write_bytes(make.many_objects(1_500_000))
    with pytest.raises(CorpusError, match=r"bộ nhớ|không có chữ|hỏng|quá"):
        read_limited(path, seconds=SECONDS, memory_mb=300)


def test_time_is_bounded_and_the_next_file_is_read(tmp_path: Path) -> None:
    slow, good = tmp_path / "chậm.pdf", tmp_path / "tốt.pdf"
    slow.write_bytes(make.many_objects(200_000))
    good.write_bytes(_plain())
    began = time.monotonic()
    with pytest.raises(UnreadableFile, match="quá"):
        read_limited(slow, seconds=0.2)
    assert time.monotonic() - began < 5
    assert "Điều 1." in read_limited(good, seconds=SECONDS).text


def _blank_scans(pages: int) -> bytes:
    return make.scanned([Image.new("L", (330, 468), 255)] * pages, dpi=40)


@pytest.mark.parametrize(
    ("seconds", "most", "said"),
    [
        pytest.param(-1.0, 200, "Trang 1 đến 9 chưa được nhận dạng: hết thời gian", id="the time is over"),
        pytest.param(60.0, 2, "Trang 3 đến 9 chưa được nhận dạng: quá", id="more pages than are recognised"),
    ],
)
def test_a_long_scan_says_where_it_stops(
    seconds: float, most: int, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from corpus.readers.pdf.scan import Scan, recognise
    from corpus.readers.plain import Budget, current
    from corpus.readers.scan import scan_warnings

    if not ocr.available():
        pytest.skip("tesseract with the Vietnamese model absent")
    monkeypatch.setattr("corpus.readers.pdf.scan.MAX_SCANNED", most)
    before = current.set(Budget(time.monotonic() + seconds))
    try:
        done = recognise(_blank_scans(9), [Scan(n, (594.0, 842.0), 40.0) for n in range(1, 10)])
    finally:
        current.reset(before)
    assert {*done.pages, *done.failed} == set(range(1, 10))
    assert any(w.startswith(said) for w in scan_warnings(list(done.pages.values()), done.failed))


def test_no_time_for_the_first_page_is_said() -> None:
    from corpus.readers import pdf
    from corpus.readers.plain import Budget, current

    before = current.set(Budget(time.monotonic() - 1))
    try:
        with pytest.raises(UnreadableFile, match="trong thời gian cho phép"):
            pdf.read(_plain(), "chậm.pdf")
    finally:
        current.reset(before)


def test_pages_that_cannot_be_read_are_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from corpus.readers import pdf

    monkeypatch.setattr("corpus.readers.scan.ocr.available", lambda: False)
    good = make.drawn([[At(100, 100 + 20 * i, "Điều 1. Phạm vi điều chỉnh và đối tượng") for i in range(5)]])
    data = _joined(good, make.scanned([make.picture_of_text(["Trang quét"])]))
    source = pdf.read(data, "lẫn.pdf")
    assert any("Trang 2" in w and "tesseract" in w for w in source.warnings)


def test_a_scan_without_recognition_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    from corpus.errors import NoTextLayer
    from corpus.readers import pdf
    from corpus.readers.scan import image

    monkeypatch.setattr("corpus.readers.scan.ocr.available", lambda: False)
    page = make.picture_of_text(["Trang quét"])
    with pytest.raises(NoTextLayer, match="tesseract-ocr-vie"):
        pdf.read(make.scanned([page]), "quét.pdf")
    png = tmp_png(page)
    with pytest.raises(NoTextLayer, match="tesseract-ocr-vie"):
        image.read(png, "quét.png")


def tmp_png(image: Image.Image) -> bytes:
    import io

    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def _joined(*files: bytes) -> bytes:
    import io

    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter()
    for data in files:
        writer.append(PdfReader(io.BytesIO(data)))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize("seed", range(50))
def test_mutated_files_never_crash_the_reader(seed: int) -> None:
    from corpus.readers import read_bytes

    data = make.mutated(_mutants()[seed % len(_mutants())], seed)
    outcome = _outcome(lambda: read_bytes(data, "đột biến.pdf"))
    assert isinstance(outcome, SourceText) or "đột biến.pdf" in outcome


_made: list[bytes] = []


def _mutants() -> list[bytes]:
    """Return the files that are mutated; made once."""
    if not _made:
        lines = [(60.0, y, 540.0, y) for y in (100, 130, 160)] + [
            (x, 100.0, x, 160.0) for x in (60, 300, 540)
        ]
        table = [
            At(65, 120, "Nhiệm vụ"),
            At(305, 120, "Chủ trì"),
            At(65, 150, "Một"),
            At(305, 150, "Sở Y tế"),
        ]
        _made.append(_plain())
        _made.append(make.stamped(make.drawn([[*make.HEAD, *make.BLANK_NUMBER]]), [At(112, 121, "36")]))
        _made.append(make.drawn([table, table], lines))
    return _made
