"""Documents in a real browser: reading, uploading, asking about what was uploaded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import ask, free_port, opened, real, serving

LINES = (
    "ỦY BAN NHÂN DÂN",
    "TỈNH AN THỬ",
    "Số: 77/KH-UBND",
    "An Thử, ngày 05 tháng 3 năm 2026",
    "KẾ HOẠCH",
    "Phát triển thư viện số tỉnh An Thử năm 2026",
    "I. NHIỆM VỤ",
    "1. Sở Văn hóa, Thể thao và Du lịch chủ trì, phối hợp với Sở Tài chính xây dựng đề án thư viện số, hoàn thành trước ngày 30/9/2026.",
    "2. Sở Tài chính bố trí kinh phí <script>window.hacked=1</script><img src=x onerror=window.hacked=1> theo quy định trong quý IV/2026.",
    "Nơi nhận: như trên.",
)


@pytest.fixture(scope="module")
def growing(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[str]:
    """Give the address of a program whose library grows during the tests."""
    data, port = tmp_path_factory.mktemp("growing") / "data", free_port()
    with serving(real(data, port), data, port) as url:
        yield url


def plan_file(folder: Path) -> Path:
    """Write a small plan as a Word file whose name is hostile."""
    document = docx.Document()
    for line in LINES:
        document.add_paragraph(line)
    path = folder / "ke hoach <b>thu vien<b>.docx"
    document.save(str(path))
    return path


def test_the_list_leads_to_a_document_with_outline_and_original(page: Page, address: str) -> None:
    opened(page, address, "?muc=van-ban")
    page.get_by_role("searchbox", name="Tìm văn bản").fill("3316 lam dong")
    page.locator(".hd-documents a").first.click()
    document = page.locator(".hd-document")
    expect(document.get_by_role("heading", level=2)).to_have_text(
        "Kế hoạch số 3316/KH-UBND ngày 13/5/2022 của UBND tỉnh Lâm Đồng"
    )
    expect(document).to_contain_text("06-NQ/TU")
    document.get_by_role("button", name="III. NHIỆM VỤ, GIẢI PHÁP CHỦ YẾU").click()
    expect(page.locator("#hd-panel h3")).to_have_text("Mục III")
    with page.expect_download() as waiting:
        document.get_by_role("link", name="Tải bản gốc").click()
    assert waiting.value.path().read_bytes() == Path("corpus/documents/3316-KH-UBND.txt").read_bytes()


def test_an_uploaded_file_is_read_listed_and_asked_about(page: Page, growing: str, tmp_path: Path) -> None:
    opened(page, growing, "?muc=van-ban")
    page.locator("#hd-view-van-ban input[type=file]").set_input_files(plan_file(tmp_path))
    report = page.locator(".hd-outcome[data-done]")
    expect(report).to_be_visible(timeout=60_000)
    expect(report).to_contain_text("thêm mới")
    expect(page.locator(".hd-documents")).to_contain_text("77/KH-UBND")
    page.get_by_role("tab", name="Hỏi đáp").click()
    answer = ask(page, "Ai chủ trì xây dựng đề án thư viện số theo Kế hoạch 77/KH-UBND?")
    assert "Sở Văn hóa, Thể thao và Du lịch" in answer
    page.locator("#hd-live .hd-cite").first.click()
    expect(page.locator("#hd-panel mark").first).to_contain_text("đề án thư viện số")
    page.locator("#hd-panel").get_by_role("button", name="Phần sau").click()
    expect(page.locator("#hd-panel .hd-here").first).to_contain_text("<script>window.hacked=1</script>")
    assert page.evaluate("window.hacked") is None
    page.get_by_role("tab", name="Văn bản").click()
    page.locator(".hd-documents a", has_text="77/KH-UBND").click()
    page.get_by_role("button", name="Gỡ văn bản").click()
    expect(page.locator("#hd-notice span")).to_have_text("Đã gỡ văn bản.")
    expect(page.locator(".hd-documents")).not_to_contain_text("77/KH-UBND")
    page.get_by_role("button", name="Hoàn tác").click()
    expect(page.locator(".hd-documents")).to_contain_text("77/KH-UBND")


def test_a_file_that_cannot_be_read_is_said_in_one_sentence(page: Page, growing: str, tmp_path: Path) -> None:
    broken = tmp_path / "hong.pdf"
    broken.write_bytes(b"%PDF-1.7 broken")
    opened(page, growing, "?muc=van-ban")
    page.locator("#hd-view-van-ban input[type=file]").set_input_files(broken)
    report = page.locator(".hd-outcome[data-done]")
    expect(report).to_be_visible(timeout=60_000)
    expect(report).to_contain_text("hong.pdf")
    expect(report).to_contain_text("không đọc được")
    assert not re.search(r"Traceback|Error|Exception", report.inner_text())


def test_only_files_of_the_library_are_given_out(page: Page, address: str) -> None:
    for query in ("vb=../../etc/passwd", "vb=%2Fetc%2Fpasswd", "vb=unknown"):
        response = page.request.get(f"{address}/hoidap/goc?{query}")
        assert response.status == 404
        assert response.text() == "Không có tệp này trong thư viện."
    for path in ("/etc/passwd", "corpus/documents/catalog.toml", "ui/app.py"):
        assert page.request.get(f"{address}/gradio_api/file={path}").status in {403, 404}
