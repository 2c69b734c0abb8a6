"""A real server and a real browser: Chromium of the system, driven by playwright."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = Path("/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]  # fmt: skip
START = 180  # seconds that a server may take to start on a busy machine
WIDE = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.e2e)


@contextmanager
def serving(command: list[str], data: Path, port: int) -> Iterator[str]:
    """Run a server until the block ends and give its address."""
    log = data.parent / f"{data.name}.log"
    environment = {**os.environ, "HOIDAP_DATA": str(data), "HOIDAP_PORT": str(port), "PYTHONPATH": str(ROOT)}
    with log.open("ab") as out:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out, stderr=out)
        try:
            _await(process, port, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(20)


def _await(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    end = time.monotonic() + START
    while time.monotonic() < end:
        if process.poll() is not None:
            break
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/hoidap/song", timeout=1)
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise AssertionError(f"server did not start:\n{log.read_text('utf-8')[-3000:]}")


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def real(data: Path, port: int) -> list[str]:
    """Return the command that users start the page with."""
    del data
    return [sys.executable, "-m", "assistant.cli.main", "ui", "--port", str(port)]


@pytest.fixture(scope="package")
def address(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[str]:
    """Give the address of the real program over the shipped plan."""
    data, port = tmp_path_factory.mktemp("real") / "data", free_port()
    with serving(real(data, port), data, port) as url:
        yield url


@pytest.fixture(scope="package")
def fake_address(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[str]:
    """Give the address of the page over the fake assistant with a register of 10,000 tasks."""
    data, port = tmp_path_factory.mktemp("fake") / "data", free_port()
    command = [sys.executable, "-m", "tests.e2e.fake_server", str(port), str(data)]
    with serving(command, data, port) as url:
        yield url


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Give the system's Chromium, or skip by name.

    It ends with this folder's tests: playwright's loop runs in the thread of the tests as long as it is open,
    and in a thread with a running loop no test can run one of its own.
    """
    if not CHROMIUM.exists():
        pytest.skip(f"{CHROMIUM} absent")
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright absent")
    playwright.expect.set_options(timeout=15_000)  # milliseconds; a busy machine answers late
    with playwright.sync_playwright() as running:
        opened = running.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield opened
        opened.close()


@dataclass
class Watch:
    """What a page asked for and complained about."""

    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def outside(self) -> list[str]:
        """Return the requests that left this machine."""
        inside = ("http://127.0.0.1:", "data:", "blob:", "about:")
        return [url for url in self.requests if not url.startswith(inside)]


@contextmanager
def window(browser: Browser, watch: Watch, **options: object) -> Iterator[BrowserContext]:
    """Give a browser window in which every request is noted, and those to other machines are stopped."""
    context = browser.new_context(
        **{"viewport": WIDE, "locale": "vi-VN", "reduced_motion": "reduce", **options}
    )  # type: ignore[arg-type]
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    context.on("request", lambda request: watch.requests.append(request.url))
    context.on("weberror", lambda error: watch.errors.append(str(error.error)))
    context.route(
        "**/*", lambda route: route.continue_() if "//127.0.0.1:" in route.request.url else route.abort()
    )
    context.set_default_timeout(
        30_000
    )  # milliseconds: gradio's own scripts alone take ten seconds on a busy machine
    yield context
    context.close()


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def page(browser: Browser, watch: Watch) -> Iterator[Page]:
    """Give an empty page in a wide window; at its end nothing may have left the machine or failed."""
    with window(browser, watch) as context:
        yield context.new_page()
    assert watch.outside() == []
    assert watch.errors == []


@pytest.fixture
def phone(browser: Browser, watch: Watch) -> Iterator[Page]:
    """Give an empty page in a window as wide as a phone."""
    with window(browser, watch, viewport=PHONE, has_touch=True, is_mobile=True) as context:
        yield context.new_page()
    assert watch.outside() == []
    assert watch.errors == []


def opened(page: Page, address: str, query: str = "") -> Page:
    """Open the page and wait until it can be used."""
    page.goto(address if "?" in address else f"{address}/{query}")
    page.wait_for_selector("body.hd-ready")
    return page


def ask(page: Page, question: str) -> str:
    """Ask by keyboard and return the words of the complete answer."""
    before = page.evaluate("document.body.dataset.answers || ''")
    box = page.get_by_role("textbox", name="Câu hỏi")
    box.fill(question)
    box.press("Enter")
    page.wait_for_function("before => (document.body.dataset.answers || '') !== before", arg=before)
    return page.locator("#hd-live .hd-answer").inner_text()
