"""Accessibility by axe-core in every view, light and dark; and what axe cannot see."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import ask, opened
from tests.ui.test_theme import contrast

axe = pytest.importorskip("axe_playwright_python", reason="axe-playwright-python absent")
SCRIPT = (Path(axe.__file__).parent / "axe.min.js").read_text("utf-8")
_RUN = """() => axe.run(document, {resultTypes: ['violations']}).then(found => found.violations.map(
    v => [v.id, v.nodes.slice(0, 3).map(n => n.html.slice(0, 160) + ' ' + (n.any[0]?.message || n.all[0]?.message || n.none[0]?.message || ''))]))"""
VIEWS = (
    "", "?muc=nhiem-vu&hom_nay=1", "?muc=nhiem-vu&xem=thoi-gian", "?muc=nhiem-vu&xem=co-quan", "?muc=chi-tieu",
    "?muc=chi-tieu&xem=bang", "?muc=van-ban", "?muc=tro-giup", "?muc=quan-tri", "?muc=quan-tri&xem=nhat-ky",
)  # fmt: skip


def findings(page: Page) -> dict[str, list[object]]:
    """Return what axe finds, light and dark."""
    found: dict[str, list[object]] = {}
    for theme in ("light", "dark"):
        page.evaluate("dark => document.body.classList.toggle('dark', dark)", theme == "dark")
        page.evaluate(SCRIPT)
        found[theme] = page.evaluate(_RUN)
    return found


def settled(page: Page, query: str) -> None:
    if query and "tro-giup" not in query:
        page.wait_for_selector(".hd-view[data-drawn]")


@pytest.mark.parametrize("query", VIEWS)
def test_axe_finds_nothing(page: Page, fake_address: str, query: str) -> None:
    opened(page, fake_address, query)
    settled(page, query)
    assert findings(page) == {"light": [], "dark": []}


def test_axe_finds_nothing_around_an_answer_and_a_document(page: Page, fake_address: str) -> None:
    opened(page, fake_address)
    ask(page, "Trích nguyên văn mục III.1.b")
    page.locator("#hd-live .hd-cite").first.click()
    expect(page.locator("#hd-panel mark").first).to_be_visible()
    page.locator("#hd-live").get_by_role("button", name="Sai", exact=True).click()
    assert findings(page) == {"light": [], "dark": []}
    page.locator("#hd-panel").get_by_role("link", name="Mở toàn văn").click()
    expect(page.locator(".hd-reading")).to_be_visible()
    assert findings(page) == {"light": [], "dark": []}
    page.goto(f"{fake_address}/?muc=van-ban")
    page.locator(".hd-documents a").first.click()
    page.locator("summary", has_text="Sửa thông tin đọc chưa đúng").click()
    assert findings(page) == {"light": [], "dark": []}


def test_light_and_dark_change_at_once_and_the_send_button_stays_legible(
    page: Page, fake_address: str
) -> None:
    """A colour on its way from one theme to the other is legible in neither."""
    page.emulate_media(reduced_motion="no-preference")
    opened(page, fake_address)
    for name in ("dark", "light"):
        moving = page.evaluate(
            """() => { document.querySelector("[data-dark]").click(); getComputedStyle(document.querySelector("#hd-send")).color;
            return document.getAnimations().map(a => a.effect.target.id || a.effect.target.className) }"""
        )
        assert moving == [], name
        for disabled in (False, True):
            ink, ground, opacity = page.evaluate(
                """off => { const b = document.querySelector("#hd-send"); b.disabled = off; const s = getComputedStyle(b);
                return [s.color, s.backgroundColor, s.opacity] }""",
                disabled,
            )
            assert opacity == "1"
            assert contrast(_hex(ink), _hex(ground)) >= 4.5, (name, disabled, ink, ground)


def _hex(colour: str) -> str:
    return "#" + "".join(f"{int(n):02x}" for n in re.findall(r"\d+", colour)[:3])


@pytest.mark.parametrize(
    ("query", "opener"),
    [
        pytest.param("", "Chọn văn bản", id="choosing documents"),
        pytest.param("?muc=nhiem-vu", "Ghi tiến độ", id="marking a task"),
    ],
)
def test_a_dialog_is_named_and_gives_the_focus_back(
    page: Page, fake_address: str, query: str, opener: str
) -> None:
    opened(page, fake_address, query)
    button = page.get_by_role("button", name=opener).first
    button.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert findings(page) == {"light": [], "dark": []}
    page.keyboard.press("Escape")
    expect(button).to_be_focused()


def test_the_first_stop_of_the_tab_key_skips_to_the_content(page: Page, fake_address: str) -> None:
    opened(page, fake_address, "?muc=tro-giup")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Đến nội dung chính")).to_be_focused()


def test_at_twice_the_size_nothing_is_cut_or_scrolls_sideways(page: Page, fake_address: str) -> None:
    page.set_viewport_size({"width": 720, "height": 450})  # 1440 × 900 at 200 %
    for query in ("", "?muc=nhiem-vu", "?muc=chi-tieu", "?muc=van-ban"):
        opened(page, fake_address, query)
        settled(page, query)
        assert page.evaluate("document.documentElement.scrollWidth") <= 720, query
