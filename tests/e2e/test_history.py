"""Past conversations survive a restart of the program."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, expect

from tests.e2e.conftest import Watch, ask, free_port, opened, real, serving, window


def test_a_conversation_is_there_after_a_restart(browser: Browser, watch: Watch, tmp_path: Path) -> None:
    data, port = tmp_path / "data", free_port()
    with serving(real(data, port), data, port) as address, window(browser, watch) as context:
        page = opened(context.new_page(), address)
        answer = ask(page, "Mục tiêu đến năm 2025 là gì?")
        link = page.url
    with serving(real(data, port), data, port) as address, window(browser, watch) as context:
        page = opened(context.new_page(), address)
        page.locator("#hd-side").get_by_role("button", name="Mục tiêu đến năm 2025 là gì?").first.click()
        expect(page.locator("#hd-past .hd-answer")).to_have_text(answer, use_inner_text=True)
        assert page.url == link
        page.locator("#hd-past .hd-cite").first.click()
        expect(page.locator("#hd-panel mark").first).to_contain_text("2025")
        assert "loại III" in ask(page, "Còn đến năm 2030 thì sao?")
    assert watch.outside() == []
    assert watch.errors == []
