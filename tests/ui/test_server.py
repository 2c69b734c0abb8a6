"""The server around the page: who gets in, what leaves, and in which language."""

from __future__ import annotations

import asyncio
import base64
import logging
import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from assistant.settings import Settings
from tests.e2e.fakes import PLAN, FakeAssistant
from ui import monitoring, server, text
from ui.upload import safe_name


def client(tmp_path: Path, **settings: object) -> TestClient:
    chosen = Settings(data=tmp_path / "data", **settings)  # type: ignore[arg-type]
    return TestClient(server.create(FakeAssistant(chosen), chosen), base_url="http://127.0.0.1:7860")


def test_the_page_is_vietnamese_and_may_load_nothing_from_elsewhere(tmp_path: Path) -> None:
    answer = client(tmp_path).get("/", headers={"accept-encoding": "br, gzip"})
    assert answer.status_code == 200
    assert 'lang="vi"' in answer.text[:200]
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'self'")
    assert "http" not in policy
    assert "SourceSansPro-Regular.woff2" in answer.text


def test_a_foreign_host_name_is_refused(tmp_path: Path) -> None:
    answer = client(tmp_path).get("/", headers={"host": "evil.example"})
    assert (answer.status_code, answer.text) == (421, text.WRONG_HOST)


@pytest.mark.parametrize(
    ("given", "status"),
    [
        pytest.param(None, 401, id="nothing"),
        pytest.param("an:sai", 401, id="wrong word"),
        pytest.param("binh:bí mật", 401, id="unknown name"),
        pytest.param("an:bí mật", 200, id="right"),
    ],
)
@pytest.mark.parametrize("path", ["/", "/hoidap/goc?vb=3316-KH-UBND%40lam-dong%402022-05-13", "/config"])
def test_every_address_asks_for_a_known_user(
    tmp_path: Path, path: str, given: str | None, status: int
) -> None:
    (tmp_path / "users").write_text("# người dùng\nan:bí mật\n", "utf-8")
    headers = {"authorization": "Basic " + base64.b64encode(given.encode()).decode()} if given else {}
    assert client(tmp_path, auth=tmp_path / "users").get(path, headers=headers).status_code == status


@pytest.mark.parametrize(
    "path", ["/docs", "/openapi.json", "/monitoring", "/monitoring/summary", "/gradio_api/runs"]
)
def test_doors_that_nobody_needs_are_shut(tmp_path: Path, path: str) -> None:
    answer = client(tmp_path).get(path)
    assert answer.status_code in {401, 403, 404} or "hd-shell" in answer.text


def test_the_original_is_given_out_and_nothing_else(tmp_path: Path) -> None:
    page = client(tmp_path)
    answer = page.get("/hoidap/goc", params={"vb": "3316-KH-UBND@lam-dong@2022-05-13"})
    assert answer.content == PLAN.read_bytes()
    assert "attachment" in answer.headers["content-disposition"]
    for other in ("../../etc/passwd", "", "x" * 5000):
        assert page.get("/hoidap/goc", params={"vb": other}).status_code == 404
    assert (
        page.get("/hoidap/trang", params={"vb": "3316-KH-UBND@lam-dong@2022-05-13", "trang": 1}).status_code
        == 404
    )


@pytest.mark.parametrize(("view", "kind", "status"), [
    ("nhiem-vu", "xlsx", 200), ("nhiem-vu", "docx", 200), ("nhiem-vu", "csv", 200), ("nhiem-vu", "ics", 200),
    ("chi-tieu", "xlsx", 200), ("chi-tieu", "csv", 200), ("chi-tieu", "ics", 404), ("x", "xlsx", 404), ("nhiem-vu", "exe", 404),
])  # fmt: skip
def test_exports_exist_for_known_views_and_forms(tmp_path: Path, view: str, kind: str, status: int) -> None:
    assert (
        client(tmp_path).get(f"/hoidap/xuat/{view}.{kind}", params={"q": "tu=quan+triet"}).status_code
        == status
    )


@pytest.mark.parametrize(
    ("error", "message", "said"),
    [
        pytest.param(asyncio.CancelledError(), "Exception in ASGI application\n", False, id="an open page is cut off"),
        pytest.param(None, "Cancel %s running task(s), timeout graceful shutdown exceeded", False, id="its count"),
        pytest.param(ValueError("x"), "Exception in ASGI application\n", True, id="a fault"),
        pytest.param(None, "Started server process", True, id="anything else"),
    ],
)  # fmt: skip
def test_open_pages_leave_no_error_behind_when_the_server_stops(
    error: BaseException | None, message: str, said: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = logging.getLogger()
    monkeypatch.setattr(root, "handlers", [])
    monkeypatch.setattr(root, "level", root.level)
    monitoring.log_as_json("info")
    info = (type(error), error, None) if error else None
    record = logging.LogRecord("uvicorn.error", logging.ERROR, "", 0, message, (), info)
    assert bool(root.handlers[0].filter(record)) is said


def test_help_names_only_what_the_page_has() -> None:
    """What stands in bold in the help is a button, a mark or a heading of the page."""
    known = "\n".join(str(value) for name, value in vars(text).items() if name.isupper() and name != "HELP")
    named = [words for words in re.findall(r"\*\*([^*]+)\*\*", text.HELP) if words != "[1]"]
    assert [words for words in named if words.casefold() not in known.casefold()] == []
    for feature in (
        text.CHOOSE_OPEN, text.TAKE_WORD, text.MARK, text.EDIT, text.RATINGS["sai"], text.EXPORTS["ics"], text.COPY_LINK,
    ):  # fmt: skip
        assert f"**{feature}**" in text.HELP


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        pytest.param("Kế hoạch 3316.pdf", "Kế hoạch 3316.pdf", id="as it is"),
        pytest.param("../../etc/passwd", "passwd", id="folders"),
        pytest.param("C:\\temp\\a.docx", "a.docx", id="folders of another system"),
        pytest.param('<b>"x"?.pdf', "bx.pdf", id="characters that systems refuse"),
        pytest.param("a\x00b\n.txt", "ab.txt", id="control characters"),
        pytest.param("...", "van-ban", id="nothing left"),
        pytest.param("a" * 300 + ".pdf", "a" * 146 + ".pdf", id="too long"),
    ],
)
def test_names_of_uploaded_files_are_cleaned(name: str, safe: str) -> None:
    assert safe_name(name) == safe
