"""Reading a whole document: opened from a source, searched, addressed."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.e2e.conftest import ask, opened


def test_a_source_opens_the_whole_text_at_its_quote_and_back_returns(page: Page, fake_address: str) -> None:
    opened(page, fake_address)
    ask(page, "Ai làm?")
    chat = page.url
    page.locator("#hd-live .hd-cite").first.click()
    page.locator("#hd-panel").get_by_role("link", name="Mở toàn văn").click()
    mark = page.locator(".hd-fulltext mark").first
    expect(mark).to_contain_text("UBND huyện Đức Trọng tổ chức quán triệt")
    expect(mark).to_be_in_viewport()
    address = page.url
    assert "van-ban=3316-KH-UBND" in address
    page.reload()
    expect(page.locator(".hd-fulltext mark").first).to_be_in_viewport()
    page.get_by_role("navigation", name="Mục lục").get_by_role("link", name="III. NHIỆM VỤ").click()
    expect(
        page.locator(".hd-fulltext p", has_text="III. NHIỆM VỤ, GIẢI PHÁP CHỦ YẾU").first
    ).to_be_in_viewport()
    page.go_back()
    expect(page.locator(".hd-fulltext mark").first).to_be_in_viewport()
    page.go_back()
    page.wait_for_url(chat)
    expect(page.locator("#hd-live .hd-answer, #hd-past .hd-answer").first).to_be_visible()


def test_words_inside_a_document_are_found_without_diacritics(page: Page, fake_address: str) -> None:
    opened(page, fake_address, "?van-ban=3316-KH-UBND%40lam-dong%402022-05-13")
    box = page.get_by_role("searchbox", name="Tìm trong văn bản này")
    box.fill("do thi loai iii")
    box.press("Enter")
    expect(page.locator(".hd-found li").first).to_contain_text("đô thị loại III")
    page.locator(".hd-found a").first.click()
    expect(page.locator(".hd-fulltext mark").first).to_be_in_viewport()
