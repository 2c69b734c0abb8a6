"""Ten jobs of an official, each in at most five actions, against the real program."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import openpyxl
import pytest
from icalendar import Calendar
from playwright.sync_api import Browser, Download, Locator, Page, expect

from tests.e2e.conftest import free_port, opened, real, serving

MOST = 5  # actions of one job
LINES = (
    "ỦY BAN NHÂN DÂN", "TỈNH AN THỬ", "Số: 88/KH-UBND", "An Thử, ngày 05 tháng 3 năm 2026", "KẾ HOẠCH",
    "Chuyển đổi số tỉnh An Thử năm 2026", "I. NHIỆM VỤ",
    "1. Sở Khoa học và Công nghệ chủ trì, phối hợp với Sở Tài chính xây dựng kho dữ liệu dùng chung, hoàn thành trước ngày 30/9/2026.",
    "2. Sở Tài chính bố trí kinh phí theo quy định trong quý IV/2026.", "Nơi nhận: như trên.",
)  # fmt: skip


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[str]:
    """Give the address of a program of its own: these jobs change what it holds."""
    data, port = tmp_path_factory.mktemp("office") / "data", free_port()
    with serving(real(data, port), data, port) as url:
        yield url


class Hands:
    """What a person does with the page, counted."""

    def __init__(self, page: Page) -> None:
        self.page, self.done = page, 0

    def _one(self) -> None:
        self.done += 1
        assert self.done <= MOST, f"more than {MOST} actions"

    def click(self, where: Locator) -> None:
        self._one()
        where.click()

    def fill(self, where: Locator, words: str) -> None:
        self._one()
        where.fill(words)

    def tab(self, name: str) -> None:
        self.click(self.page.get_by_role("tab", name=name))

    def ask(self, question: str) -> Locator:
        """Type a question and press Enter; return the complete answer."""
        before = self.page.evaluate("document.body.dataset.answers || ''")
        box = self.page.get_by_role("textbox", name="Câu hỏi")
        self.fill(box, question)
        self._one()
        box.press("Enter")
        self.page.wait_for_function("before => (document.body.dataset.answers || '') !== before", arg=before)
        return self.page.locator("#hd-live .hd-answer")

    def take(self, where: Locator) -> Download:
        self._one()
        with self.page.expect_download() as waiting:
            where.click()
        return waiting.value


def rows(page: Page) -> Locator:
    return page.locator("#hd-view-nhiem-vu tr[data-row]")


def find_tasks_of_an_agency_and_take_them_to_excel(hands: Hands) -> None:
    page = hands.page
    hands.tab("Nhiệm vụ")
    hands.fill(page.get_by_role("combobox", name="Cơ quan", exact=True), "duc trong")
    hands.click(page.get_by_role("option", name=re.compile("UBND huyện Đức Trọng")))
    page.locator("select[name=ky]").select_option("Quý II/2022")
    hands.done += 1
    expect(page.locator("#hd-view-nhiem-vu .hd-count")).to_contain_text("nhiệm vụ")
    expect(page).to_have_url(re.compile("ky="))
    expect(page.get_by_role("link", name="Xuất Excel")).to_have_attribute(
        "href", re.compile("ky")
    )  # drawn anew
    shown = rows(page).count()
    book = openpyxl.load_workbook(
        io.BytesIO(hands.take(page.get_by_role("link", name="Xuất Excel")).path().read_bytes())
    )
    assert book.worksheets[0].max_row == shown + 1
    assert f"{shown} nhiệm vụ" in page.locator("#hd-view-nhiem-vu .hd-count").inner_text()


def correct_a_number_that_was_misread(hands: Hands) -> None:
    page = hands.page
    hands.tab("Văn bản")
    hands.click(page.locator(".hd-documents a").first)
    hands.click(page.locator("summary", has_text="Sửa thông tin đọc chưa đúng"))
    signer = page.locator("form[data-edit]").get_by_role("textbox", name="Chức vụ người ký")
    hands.fill(signer, "Chủ tịch Ủy ban")
    hands.click(page.get_by_role("button", name="Lưu"))
    expect(page.locator("#hd-notice")).to_contain_text("Đã lưu thông tin văn bản.")
    page.locator("summary", has_text="Sửa thông tin đọc chưa đúng").click()
    expect(signer).to_have_value("Chủ tịch Ủy ban")
    expect(page.locator("form[data-edit]")).to_contain_text("Sửa ngày")


def send_a_colleague_the_exact_words(hands: Hands) -> None:
    page = hands.page
    hands.ask("Trích nguyên văn mục III.1.b")
    hands.click(page.locator("#hd-live .hd-cite").first)
    hands.click(page.locator("#hd-panel").get_by_role("button", name="Sao chép trích dẫn"))
    expect(page.locator("#hd-notice")).to_have_text("Đã sao chép.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("“")
    assert "Kế hoạch số 3316/KH-UBND" in copied


def ask_one_document_alone(hands: Hands) -> None:
    page = hands.page
    hands.click(page.get_by_role("button", name="Chọn văn bản", exact=True))
    hands.click(page.locator("#hd-dialog .hd-choices label").first)
    hands.click(page.get_by_role("button", name="Dùng các văn bản đã chọn"))
    hands.ask("Mục tiêu đến năm 2025 là gì?")
    expect(page.locator("#hd-live .hd-searched")).to_contain_text("Đã tìm trong: Kế hoạch 3316/KH-UBND")


def put_an_answer_into_a_report(hands: Hands) -> None:
    page = hands.page
    hands.ask("Ai ký Kế hoạch 3316/KH-UBND?")
    made = hands.take(page.locator("#hd-live").get_by_role("link", name="Tải Word"))
    words = "\n".join(p.text for p in docx.Document(str(made.path())).paragraphs)
    assert "Ai ký Kế hoạch 3316/KH-UBND?" in words
    assert "Trần Văn Hiệp" in words
    assert re.search(r"^\[1\] “.+” \(.+3316/KH-UBND", words, re.M)
    hands.click(page.locator("#hd-live").get_by_role("button", name="Sao chép kèm nguồn"))
    expect(page.locator("#hd-notice")).to_have_text("Đã sao chép.")
    assert "text/html" in page.evaluate("navigator.clipboard.read().then(items => items[0].types)")


def note_that_a_task_is_done(hands: Hands) -> None:
    page = hands.page
    hands.tab("Nhiệm vụ")
    hands.click(page.locator(".hd-mark").first)
    hands.click(page.get_by_role("radio", name="Xong"))
    hands.fill(page.locator("#hd-dialog").get_by_label("Ghi chú"), "đã báo cáo")
    hands.click(page.get_by_role("button", name="Lưu"))
    expect(page.locator(".hd-mark").first).to_have_text("Xong")
    expect(rows(page).first).to_contain_text("đã báo cáo")
    page.reload()
    expect(page.locator(".hd-mark").first).to_have_text("Xong")


def see_what_my_agency_has_to_do(hands: Hands) -> None:
    page = hands.page
    hands.tab("Nhiệm vụ")
    hands.fill(page.get_by_role("combobox", name="Cơ quan", exact=True), "duc trong")
    hands.click(page.get_by_role("option", name=re.compile("UBND huyện Đức Trọng")))
    hands.click(page.get_by_role("button", name="Đặt làm cơ quan của tôi"))
    mine = page.get_by_role("link", name=re.compile(r"^Việc của tôi: .+ \(\d+\)$"))
    count = re.findall(r"\((\d+)\)", mine.inner_text())[-1]
    hands.click(mine)
    expect(page.locator("#hd-view-nhiem-vu .hd-count")).to_contain_text(f"{count} nhiệm vụ")
    expect(page.locator("#hd-view-nhiem-vu thead")).to_contain_text("Tình trạng hạn")


def add_a_document_and_ask_it(hands: Hands) -> None:
    page = hands.page
    document = docx.Document()
    for line in LINES:
        document.add_paragraph(line)
    made = io.BytesIO()
    document.save(made)
    hands.tab("Văn bản")
    hands.done += 1
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    page.locator("#hd-view-van-ban input[type=file]").set_input_files(
        {"name": "chuyen doi so.docx", "mimeType": kind, "buffer": made.getvalue()}
    )
    expect(page.locator(".hd-outcome[data-done]")).to_contain_text("thêm mới", timeout=60_000)
    hands.tab("Hỏi đáp")
    answer = hands.ask("Ai chủ trì xây dựng kho dữ liệu dùng chung?")
    expect(answer).to_contain_text("Sở Khoa học và Công nghệ")


def find_an_earlier_question(hands: Hands) -> None:
    page = hands.page
    hands.ask("Mục tiêu đến năm 2030 là gì?")
    hands.click(page.get_by_role("button", name="Cuộc hỏi mới"))
    hands.fill(page.get_by_role("searchbox", name="Tìm cuộc hỏi"), "muc tieu 2030")
    hands.click(page.locator(".hd-past .hd-open", has_text="2030").first)
    expect(page.locator("#hd-past .hd-question").last).to_have_text("Mục tiêu đến năm 2030 là gì?")


def put_deadlines_into_the_calendar(hands: Hands) -> None:
    page = hands.page
    hands.tab("Nhiệm vụ")
    events = Calendar.from_ical(
        hands.take(page.get_by_role("link", name="Xuất lịch")).path().read_bytes()
    ).walk("VEVENT")
    again = Calendar.from_ical(
        hands.take(page.get_by_role("link", name="Xuất lịch")).path().read_bytes()
    ).walk("VEVENT")
    assert events
    assert [e["uid"] for e in events] == [e["uid"] for e in again]


JOBS: tuple[Callable[[Hands], None], ...] = (
    find_tasks_of_an_agency_and_take_them_to_excel, send_a_colleague_the_exact_words, ask_one_document_alone,
    put_an_answer_into_a_report, note_that_a_task_is_done, see_what_my_agency_has_to_do,
    find_an_earlier_question, put_deadlines_into_the_calendar, correct_a_number_that_was_misread,
    add_a_document_and_ask_it,
)  # fmt: skip


@pytest.mark.parametrize("job", [pytest.param(job, id=job.__name__.replace("_", " ")) for job in JOBS])
def test_a_job_takes_at_most_five_actions(
    page: Page, office: str, job: Callable[[Hands], None], tmp_path: Path
) -> None:
    opened(page, office)
    job(Hands(page))
