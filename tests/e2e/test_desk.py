"""What a person does with a conversation, over the fake assistant: suggestions, history, verdicts, deeds."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import ask, opened

QUESTION = "UBND huyện Đức Trọng phải làm gì?"


def live(page: Page, name: str) -> None:
    """Press a button of the newest answer."""
    page.locator("#hd-live").get_by_role("button", name=name, exact=True).click()


def test_suggestions_come_from_what_is_held_and_are_taken_by_keys(page: Page, fake_address: str) -> None:
    opened(page, fake_address)
    box = page.get_by_role("textbox", name="Câu hỏi")
    box.press_sequentially("Việc của huyen duc tr")
    option = page.get_by_role("option", name=re.compile("UBND huyện Đức Trọng"))
    expect(option).to_be_visible()
    box.press("ArrowDown")
    expect(option).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", "hd-suggest-0")
    box.press("Enter")
    expect(box).to_have_value("Việc của UBND huyện Đức Trọng ")
    assert page.locator(".hd-turn").count() == 0  # taking a suggestion asks nothing
    box.press_sequentially("3316")
    expect(page.get_by_role("option")).to_contain_text("Kế hoạch 3316/KH-UBND")
    box.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()


def test_the_arrow_key_recalls_and_a_second_enter_adds_nothing(page: Page, fake_address: str) -> None:
    opened(page, fake_address)
    box = page.get_by_role("textbox", name="Câu hỏi")
    box.fill(QUESTION)
    box.press("Enter")
    box.press("Enter")
    page.wait_for_selector("#hd-live [data-announced]")
    page.wait_for_timeout(400)
    assert page.locator(".hd-turn").count() == 1
    box.press("ArrowUp")
    expect(box).to_have_value(QUESTION)
    box.press("ArrowDown")
    expect(box).to_have_value("")


def test_a_question_is_asked_again_in_other_words(page: Page, fake_address: str) -> None:
    opened(page, fake_address)
    ask(page, "Câu thứ nhất?")
    ask(page, QUESTION)
    live(page, "Sửa câu hỏi")
    box = page.get_by_role("textbox", name="Câu hỏi")
    expect(box).to_have_value(QUESTION)
    expect(box).to_be_focused()
    ask(page, "Câu sửa lại?")
    page.reload()
    expect(page.locator(".hd-question")).to_have_text(["Câu thứ nhất?", "Câu sửa lại?"])


def test_a_conversation_is_renamed_pinned_deleted_and_taken_back(page: Page, fake_address: str) -> None:
    opened(page, fake_address)
    ask(page, "Cuộc này sẽ đổi tên?")
    line = page.locator(".hd-past li", has=page.locator("[aria-current]"))
    line.locator("summary").click()
    line.get_by_role("button", name="Đổi tên", exact=True).click()
    page.locator("#hd-dialog input").fill("Việc quý I")
    page.keyboard.press("Enter")
    expect(line.locator(".hd-open")).to_contain_text("Việc quý I")
    expect(line.locator(".hd-open")).to_be_focused()
    line.locator("summary").click()
    line.get_by_role("button", name="Ghim", exact=True).click()
    expect(line.locator("button", has_text="Bỏ ghim")).to_have_count(1)  # drawn anew
    expect(page.locator(".hd-past li").first).to_contain_text("Việc quý I")
    line.locator("summary").click()
    line.get_by_role("button", name="Xóa", exact=True).click()
    expect(page.locator(".hd-past")).not_to_contain_text("Việc quý I")
    expect(page.locator("#hd-past .hd-turn")).to_have_count(0)
    page.get_by_role("button", name="Hoàn tác").click()
    expect(page.locator("#hd-past .hd-question")).to_have_text("Cuộc này sẽ đổi tên?")


def test_a_turn_has_an_address_and_older_turns_wait_outside_of_the_page(
    page: Page, fake_address: str
) -> None:
    opened(page, fake_address)
    page.evaluate("window.hoidap.mostTurns = 1")
    for question in ("Lượt một?", "Lượt hai?", "Lượt ba?"):
        ask(page, question)
    expect(page.locator(".hd-question")).to_have_text(["Lượt hai?", "Lượt ba?"])
    page.get_by_role("button", name="Xem các lượt hỏi trước").click()
    expect(page.locator(".hd-question")).to_have_text(["Lượt một?", "Lượt hai?", "Lượt ba?"])
    page.locator("#hd-past").get_by_role("button", name="Sao chép liên kết").first.click()
    link = page.evaluate("navigator.clipboard.readText()")
    assert re.search(r"\?c=[\w-]+&luot=\d+$", link)
    opened(page, link)
    expect(page.locator(".hd-question").first).to_have_text("Lượt một?")
    expect(page.locator(".hd-question").first).to_be_focused()


def test_a_box_that_is_ticked_looks_ticked(page: Page, fake_address: str) -> None:
    opened(page, fake_address, "?muc=nhiem-vu&hom_nay=1")
    box = page.get_by_label("Hôm nay: so hạn với ngày hôm nay")
    expect(box).to_be_checked()
    assert box.evaluate("box => getComputedStyle(box).appearance") == "auto"


def test_a_verdict_and_its_comment_reach_the_administrator(page: Page, fake_address: str) -> None:
    opened(page, fake_address)
    ask(page, "Câu trả lời này sai ở đâu?")
    live(page, "Sai")
    page.locator("#hd-live").get_by_label("Ý kiến thêm").fill("thiếu quý II <b>")
    live(page, "Gửi ý kiến")
    expect(page.locator("#hd-notice")).to_contain_text("Đã ghi nhận ý kiến.")
    page.get_by_role("tab", name="Quản trị").click()
    verdict = page.locator(".hd-verdicts li").first
    expect(verdict).to_contain_text("thiếu quý II <b>")
    verdict.get_by_text("Câu trả lời và nguồn").click()
    expect(verdict).to_contain_text("Chỉ mục fake")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Tải thành câu hỏi (JSON)").click()
    assert '"question": "Câu trả lời này sai ở đâu?"' in waiting.value.path().read_text("utf-8")


def test_a_file_over_the_limit_is_said_and_not_sent(page: Page, fake_address: str) -> None:
    opened(page, fake_address, "?muc=van-ban")
    page.evaluate("window.hoidapText.uploadBytes = 10")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method) if "tai-len?" in request.url else None)
    page.locator("#hd-view-van-ban input[type=file]").set_input_files(
        {"name": "lớn.pdf", "mimeType": "application/pdf", "buffer": b"x" * 11}
    )
    expect(page.locator("#hd-upload-refused")).to_contain_text("Tệp “lớn.pdf” lớn hơn")
    assert sent == []


@pytest.mark.parametrize("query", ["?muc=nhiem-vu", "?muc=chi-tieu"])
def test_the_heading_row_stays_in_sight(page: Page, fake_address: str, query: str) -> None:
    opened(page, fake_address, query)
    table = page.locator(".hd-tall:visible").first
    expect(table).to_be_visible()
    table.evaluate("box => { box.scrollTop = box.scrollHeight; box.scrollLeft = 300; }")
    head, box = table.locator("thead th").first.bounding_box(), table.bounding_box()
    assert head is not None
    assert box is not None
    assert abs(head["y"] - box["y"]) < 3
    assert abs(head["x"] - box["x"]) < 3


def test_paper_has_the_answer_and_no_buttons(page: Page, fake_address: str) -> None:
    opened(page, fake_address)
    ask(page, "Câu trước?")
    ask(page, QUESTION)
    page.emulate_media(media="print")
    for hidden in ("#hd-side", "#hd-scope", "#hd-question", "#hd-live .hd-acts", "[role=tablist]"):
        expect(page.locator(hidden)).to_be_hidden()
    expect(page.locator("#hd-live .hd-answer table")).to_be_visible()
    page.emulate_media(media="screen")
    page.evaluate("window.print = () => {}")
    live(page, "In")
    page.emulate_media(media="print")
    expect(page.locator("#hd-past .hd-question")).to_be_hidden()
    expect(page.locator("#hd-live .hd-question")).to_be_visible()
