"""The page in a window as wide as a phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import ask, opened

VIEWS = ("", "?muc=nhiem-vu", "?muc=nhiem-vu&xem=thoi-gian", "?muc=nhiem-vu&xem=co-quan", "?muc=chi-tieu", "?muc=chi-tieu&xem=bang", "?muc=van-ban", "?muc=tro-giup")  # fmt: skip
_SMALL = """() => [...document.querySelectorAll('button, a, input, select, textarea, summary')]
    .filter(e => e.checkVisibility({visibilityProperty: true}) && !e.classList.contains('hd-skip'))
    .filter(e => getComputedStyle(e).opacity !== '0' && !e.closest('.hd-answer'))
    .map(e => [e, e.getBoundingClientRect()])
    .filter(([e, box]) => box.width > 0 && (e.closest('.hd-check') || e).getBoundingClientRect().height < 43.5)
    .map(([e, box]) => `${e.tagName} ${e.className} ${e.innerText} ${box.width}x${box.height}`)"""


@pytest.mark.parametrize("query", VIEWS)
def test_nothing_is_wider_than_the_phone_and_targets_are_large(phone: Page, address: str, query: str) -> None:
    opened(phone, address, query)
    if query:
        phone.wait_for_function(
            "document.querySelector('.hd-view[data-drawn]') || location.search.includes('tro-giup')"
        )
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    assert phone.evaluate(_SMALL) == []


def test_the_source_is_a_sheet_over_the_chat(phone: Page, address: str) -> None:
    opened(phone, address)
    ask(phone, "Ai ký Kế hoạch 3316/KH-UBND?")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    phone.locator("#hd-live .hd-source").first.tap()
    panel = phone.locator("#hd-panel")
    expect(panel.locator("mark").first).to_be_visible()
    box = panel.bounding_box()
    assert box is not None
    assert (box["x"], box["width"]) == (0, 390)
    assert box["y"] > 100
    panel.get_by_role("button", name="Đóng").tap()
    expect(panel).to_be_hidden()


def test_the_side_list_opens_over_the_page(phone: Page, address: str) -> None:
    opened(phone, address)
    expect(phone.locator("#hd-side")).to_be_hidden()
    phone.get_by_role("button", name="Mở danh sách văn bản và các cuộc hỏi").tap()
    expect(phone.locator("#hd-side")).to_contain_text("Kế hoạch 3316/KH-UBND")
    phone.locator("#hd-side").get_by_role("button", name="Cuộc hỏi mới").tap()
    expect(phone.locator("#hd-side")).to_be_hidden()
