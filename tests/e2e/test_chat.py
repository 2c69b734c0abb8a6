"""Asking in a real browser, against the real program."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import ask, opened

PLAN = "Kế hoạch 3316/KH-UBND"


def test_an_answer_cites_a_passage_that_opens_beside_the_chat(page: Page, address: str) -> None:
    opened(page, address)
    answer = ask(page, "Thời gian thực hiện và hoàn thành nhiệm vụ tại mục III.1 là khi nào?")
    assert "Quý II/2022" in answer
    button = page.locator("#hd-live .hd-cite").first
    expect(button).to_have_attribute("aria-label", re.compile(rf"Nguồn 1: .*III\.1.*{PLAN}"))
    button.click()
    panel = page.get_by_role("complementary", name="Nguồn")
    expect(panel.locator("mark", has_text="Quý II/2022").first).to_be_visible()
    expect(panel.get_by_role("navigation", name="Vị trí trong mục lục")).to_contain_text(
        "III. NHIỆM VỤ, GIẢI PHÁP CHỦ YẾU"
    )
    expect(panel).to_contain_text("Bản trích, chưa đầy đủ")
    expect(panel).to_contain_text("Trần Văn Hiệp")


def test_the_panel_walks_to_neighbours_copies_and_closes_by_escape(page: Page, address: str) -> None:
    opened(page, address)
    ask(page, "Trích nguyên văn mục III.1.b")
    page.locator("#hd-live .hd-cite").first.click()
    panel = page.get_by_role("complementary", name="Nguồn")
    expect(panel.locator("mark")).to_contain_text("UBND huyện Đức Trọng tổ chức quán triệt")
    panel.get_by_role("button", name="Sao chép trích dẫn").click()
    expect(page.locator("#hd-notice")).to_have_text("Đã sao chép.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("“")
    assert copied.endswith("Kế hoạch số 3316/KH-UBND ngày 13/5/2022 của UBND tỉnh Lâm Đồng)")
    panel.get_by_role("button", name="Phần trước").click()
    expect(panel.locator(".hd-here").first).to_contain_text(
        "Các sở, ban, ngành hướng dẫn phổ biến Nghị quyết"
    )
    expect(panel.locator("mark")).to_have_count(0)
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(page.locator("#hd-live .hd-cite").first).to_be_focused()


def test_a_follow_up_is_understood_from_what_was_asked_before(page: Page, address: str) -> None:
    opened(page, address)
    ask(page, "Mục tiêu đến năm 2025 là gì?")
    answer = ask(page, "Còn đến năm 2030 thì sao?")
    assert "đô thị loại III" in answer
    expect(page.locator("#hd-live .hd-understood")).to_contain_text("2030")
    page.wait_for_timeout(2500)  # longer than the page waits for its first content
    assert page.locator(".hd-turn").count() == 2
    expect(page.get_by_role("textbox", name="Câu hỏi")).to_be_in_viewport()
    place = page.locator("#hd-live .hd-question").bounding_box()
    assert place is not None
    assert 60 < place["y"] < 200  # the newest question stands under the page's head


@pytest.mark.parametrize(
    ("question", "says"),
    [
        pytest.param("Kinh phí thực hiện kế hoạch là bao nhiêu?", "không", id="not in the text at hand"),
        pytest.param("Hôm nay thời tiết Đà Lạt thế nào?", "", id="off topic"),
    ],
)
def test_a_refusal_is_calm_and_says_why(page: Page, address: str, question: str, says: str) -> None:
    opened(page, address)
    answer = ask(page, question)
    assert says in answer.lower()
    turn = page.locator("#hd-live .hd-turn")
    assert turn.get_attribute("data-status") in {"not_found", "refused", "partial"}
    assert page.locator("#hd-live [role=alert]").count() == 0


def test_an_option_after_a_refusal_asks_itself(page: Page, address: str) -> None:
    opened(page, address)
    ask(page, "Hôm nay thời tiết Đà Lạt thế nào?")
    option = page.get_by_role("group", name="Chọn một câu").get_by_role("button").first
    question = option.inner_text()
    option.click()
    page.wait_for_selector("#hd-past .hd-turn")
    page.wait_for_selector("#hd-live [data-announced]")
    expect(page.locator("#hd-live .hd-question")).to_have_text(question)


def test_every_example_question_is_answered(page: Page, address: str) -> None:
    opened(page, address)
    examples = [b.inner_text() for b in page.locator(".hd-examples .hd-ask").all()]
    groups = [h.inner_text() for h in page.locator(".hd-examples h3").all()]
    assert groups == ["Trách nhiệm", "Thời hạn", "Chỉ tiêu", "Trích dẫn"]
    wrong = {}
    for question in examples:
        ask(page, question)
        status = page.locator("#hd-live .hd-turn").get_attribute("data-status")
        if status != "answered":
            wrong[question] = status
    assert wrong == {}


def test_an_empty_and_a_very_long_question_get_one_sentence(page: Page, address: str) -> None:
    opened(page, address)
    page.get_by_role("button", name="Hỏi", exact=True).click()
    expect(page.locator("#hd-live .hd-answer")).to_have_text("Hãy nhập câu hỏi rồi bấm Hỏi.")
    ask(page, "kế hoạch " * 1_112)
    expect(page.locator("#hd-live .hd-answer")).to_have_text(re.compile(r"^\s*Câu hỏi quá dài"))
    assert page.evaluate("document.documentElement.scrollWidth") <= 1440


def test_markup_in_a_question_is_shown_and_never_run(page: Page, address: str) -> None:
    opened(page, address)
    hostile = (
        '<script>window.hacked=1</script><img src=x onerror="window.hacked=1"> {{value}} ${window.hacked=1}'
    )
    ask(page, hostile)
    expect(page.locator("#hd-live .hd-question")).to_have_text(hostile)
    expect(page.locator("#hd-side-body")).to_contain_text("<script>")
    assert page.evaluate("window.hacked") is None
    page.reload()
    page.wait_for_selector("#hd-past .hd-turn")
    assert page.evaluate("window.hacked") is None


def test_shift_enter_writes_a_line_and_enter_asks(page: Page, address: str) -> None:
    opened(page, address)
    box = page.get_by_role("textbox", name="Câu hỏi")
    expect(box).to_be_focused()
    box.type("Mục tiêu")
    box.press("Shift+Enter")
    box.type("đến năm 2025 là gì?")
    expect(box).to_have_value("Mục tiêu\nđến năm 2025 là gì?")
    assert page.locator("#hd-live .hd-turn").count() == 0
    box.press("Enter")
    page.wait_for_selector("#hd-live [data-announced]")
    expect(box).to_have_value("")


def test_the_complete_answer_is_announced_and_parts_are_named(page: Page, address: str) -> None:
    opened(page, address)
    ask(page, "Ai ký Kế hoạch 3316/KH-UBND?")
    expect(page.get_by_role("status").first).to_contain_text(re.compile("Đã trả lời: .*Trần Văn Hiệp"))
    assert page.locator("html").get_attribute("lang") == "vi"
    for role, name in (("navigation", "Các phần của trang"), ("complementary", "Văn bản và các cuộc hỏi")):
        expect(page.get_by_role(role, name=name)).to_be_visible()


def test_an_answer_is_copied_with_its_sources_and_rated(page: Page, address: str) -> None:
    opened(page, address)
    ask(page, "Ai ký Kế hoạch 3316/KH-UBND?")
    page.get_by_role("button", name="Sao chép kèm nguồn").click()
    expect(page.locator("#hd-notice")).to_have_text("Đã sao chép.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "Trần Văn Hiệp" in copied
    assert "Nguồn:\n[1] “" in copied
    page.get_by_role("button", name="Đúng", exact=True).click()
    expect(page.get_by_role("button", name="Đúng", exact=True)).to_have_attribute("aria-pressed", "true")
    page.reload()
    expect(page.get_by_role("button", name="Đúng", exact=True)).to_have_attribute("aria-pressed", "true")


def test_the_question_stands_at_once_and_the_answer_grows(page: Page, fake_address: str) -> None:
    opened(page, fake_address)
    page.evaluate(
        """() => {
            window.seen = [];
            new MutationObserver(() => {
                const answer = document.querySelector('#hd-live .hd-answer');
                if (answer) window.seen.push([performance.now(), answer.getAttribute('aria-busy'), answer.innerText.length]);
            }).observe(document.querySelector('#hd-live'), {childList: true, subtree: true, characterData: true, attributes: true});
        }"""
    )
    box = page.get_by_role("textbox", name="Câu hỏi")
    box.fill("UBND huyện Đức Trọng phải làm gì?")
    page.evaluate("window.asked = performance.now()")
    box.press("Enter")
    assert page.locator("h2.hd-question").inner_text() == "UBND huyện Đức Trọng phải làm gì?"
    page.wait_for_selector("#hd-live [data-announced]")
    seen = page.evaluate("window.seen.map(([at, busy, length]) => [at - window.asked, busy, length])")
    busy = [length for _, state, length in seen if state == "true"]
    assert seen[0][1] == "true"  # what is seen first is not the whole yet
    assert busy[0] < seen[-1][2]
    assert len(set(busy)) > 2
    assert seen[-1][1] == "false"


def test_a_failure_inside_is_one_vietnamese_sentence(page: Page, fake_address: str) -> None:
    opened(page, fake_address)
    answer = ask(page, "gây lỗi nội bộ")
    assert answer.startswith("Chưa trả lời được vì lỗi bên trong chương trình.")
    assert "Traceback" not in page.content()
