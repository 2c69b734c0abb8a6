"""Make the pictures of the documentation: `make screenshots`. They show the shipped plan and nothing else."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from tests.e2e.conftest import (
    CHROMIUM,
    FLAGS,
    PHONE,
    ROOT,
    WIDE,
    Watch,
    ask,
    free_port,
    opened,
    real,
    serving,
    window,
)

DOCS = ROOT / "docs"
COLOURS = 64  # print on paper and one accent: more only makes the files larger
QUESTION = "UBND huyện Đức Trọng có những nhiệm vụ gì?"


def save(page: Page, name: str) -> None:
    """Write what the window shows, in few colours."""
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    few = picture.quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(DOCS / f"{name}.png", optimize=True)


def answer_and_source(page: Page, address: str) -> None:
    opened(page, address)
    ask(page, QUESTION)
    page.locator("#hd-live .hd-cite").last.click()
    page.locator("#hd-panel mark").first.wait_for()
    save(page, "screenshot")
    page.locator("#hd-panel").get_by_role("link", name="Mở toàn văn").click()
    page.locator(".hd-fulltext mark").first.wait_for()
    save(page, "reading")


def register(page: Page, address: str) -> None:
    opened(page, address, "?muc=nhiem-vu&cq=UBND+huyện+Đức+Trọng")
    page.locator(".hd-mark").first.click()
    page.get_by_role("radio", name="Đang làm").check()
    page.locator("#hd-dialog").get_by_label("Ghi chú").fill("Đã giao phòng chuyên môn")
    page.get_by_role("button", name="Lưu").click()
    page.get_by_role("button", name="Đặt làm cơ quan của tôi").click()
    page.get_by_role("link", name="Việc của tôi").click()
    page.locator("#hd-notice").wait_for(state="hidden")
    save(page, "register")


def phone(page: Page, address: str) -> None:
    opened(page, address)
    ask(page, QUESTION)
    save(page, "phone")


def main() -> None:
    """Start the program on a data folder of its own and take every picture."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as running:
        data, port = Path(folder) / "data", free_port()
        browser = running.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        with serving(real(data, port), data, port) as address:
            for size, scenes in ((WIDE, (answer_and_source, register)), (PHONE, (phone,))):
                for scene in scenes:
                    with window(browser, Watch(), viewport=size) as context:
                        scene(context.new_page(), address)
        browser.close()


if __name__ == "__main__":
    main()
