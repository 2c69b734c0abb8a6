"""Attacks on the page over HTTP: files of the server, foreign pages, people without a right to be there."""

from __future__ import annotations

import base64
import json
import stat
import time
from pathlib import Path

import pytest

from assistant import accounts
from assistant.accounts import Role
from tests.e2e.fakes import PLAN
from tests.ui.client import HOME, Browser, browser, password_of, with_users
from ui import text
from ui.chat import refusal
from ui.history import History
from ui.line import Line, TooMany

PLAN_ID = "3316-KH-UBND@lam-dong@2022-05-13"
# Every address of gradio that takes an event, a path, a file or an address of another machine
GRADIO = (
    ("POST", "/gradio_api/queue/join"), ("POST", "/gradio_api/queue/join/"), ("GET", "/gradio_api/queue/data?session_hash=a"),
    ("POST", "/gradio_api/run/predict"), ("POST", "/gradio_api/api/predict"), ("POST", "/gradio_api/call/predict"),
    ("POST", "/gradio_api/call/v2/predict"), ("POST", "/gradio_api/upload"), ("POST", "/gradio_api/component_server"),
    ("GET", "/gradio_api/file=/etc/passwd"), ("GET", "/gradio_api/file/etc/passwd"), ("GET", "/file=/etc/passwd"),
    ("GET", "/gradio_api/proxy=http://127.0.0.1:1/"), ("POST", "/gradio_api/cancel"), ("POST", "/gradio_api/reset"),
    ("GET", "/gradio_api/stream/a/b/c/playlist.m3u8"), ("POST", "/gradio_api/process_recording"), ("GET", "/gradio_api/info"),
    ("GET", "/gradio_api/deep_link"), ("POST", "/gradio_api/vibe-edit"), ("GET", "/gradio_api/vibe-code"), ("GET", "/monitoring"),
    ("POST", "/login"), ("GET", "/logout"), ("GET", "/gradio_api/token"), ("GET", "/gradio_api/app_id"), ("GET", "/gradio_api/openapi.json"),
    ("GET", "/custom_component/a/client/component/index.js"), ("GET", "/docs"), ("GET", "/openapi.json"), ("POST", "/"), ("PUT", "/config"),
)  # fmt: skip


@pytest.fixture
def page(tmp_path: Path) -> Browser:
    return browser(tmp_path).visit()


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Browser:
    """Return a browser before one page for all attacks that must change nothing of it."""
    return browser(tmp_path_factory.mktemp("standing"))


@pytest.fixture
def visitor(standing: Browser) -> Browser:
    """Return a new session of the standing page."""
    return another(standing).visit()


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Browser:
    """Return a browser before one page that asks who comes."""
    folder = tmp_path_factory.mktemp("closed")
    return browser(folder, auth=with_users(folder))


def another(page: Browser) -> Browser:
    """Return a browser that has never been at the page."""
    opened = Browser(page.app, base_url=HOME, raise_server_exceptions=False)
    opened.assistant = page.assistant  # type: ignore[attr-defined]
    return opened


# ---- files of the server ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("method", "path"), GRADIO, ids=[f"{m} {p}" for m, p in GRADIO])
def test_nothing_of_gradio_takes_events_files_or_paths(visitor: Browser, method: str, path: str) -> None:
    made_up = {"path": "/etc/passwd", "meta": {"_type": "gradio.FileData"}}
    body = {"data": [[made_up]], "fn_index": 0, "session_hash": "a", "fn_name": "x", "component_id": 1}
    headers = {"origin": HOME, "x-hoidap-token": visitor.token, "content-type": "application/json"}
    answer = visitor.request(
        method, path, content=json.dumps(body) if method != "GET" else None, headers=headers
    )
    assert answer.status_code == 404
    assert "root:" not in answer.text
    assert not (visitor.assistant.settings.data / "uploads").exists()  # type: ignore[attr-defined]


def test_the_page_itself_has_no_event_that_could_be_called(visitor: Browser) -> None:
    config = visitor.get("/config").json()
    assert config["dependencies"] == []


@pytest.mark.parametrize(
    "given",
    [
        pytest.param("/etc/passwd", id="path"),
        pytest.param("../../etc/passwd", id="way up"),
        pytest.param("file:///etc/passwd", id="address of a file"),
        pytest.param({"path": "/etc/passwd", "meta": {"_type": "gradio.FileData"}}, id="gradio's file"),
        pytest.param(["/etc/passwd"], id="list"),
        pytest.param(None, id="nothing"),
        pytest.param(2**70, id="large number"),
        pytest.param("x" * 20_000, id="long"),
    ],
)
@pytest.mark.parametrize("name", ["view_source", "view_documents", "view_tasks", "view_targets", "view_past", "view_side", "remove", "rate", "forget"])  # fmt: skip
def test_every_function_of_the_page_takes_only_what_it_knows(
    visitor: Browser, name: str, given: object
) -> None:
    keys = ("source", "vb", "conversation", "turn", "start", "end", "trang", "tu", "cq", "rating", "path")
    answer = visitor.call(f"/hoidap/goi/{name}", dict.fromkeys(keys, given))
    assert answer.status_code == 200
    assert "root:" not in answer.text
    assert "Traceback" not in answer.text
    assert [d.id for d in visitor.assistant.library.documents()] == [PLAN_ID]  # type: ignore[attr-defined]


def test_a_file_whose_name_is_a_path_lies_in_the_folder_of_the_page(page: Browser, tmp_path: Path) -> None:
    taken: list[Path] = []
    library = page.assistant.library  # type: ignore[attr-defined]
    library.take = lambda paths: taken.extend(Path(p) for p in paths)
    assert page.send_file("../../../../tmp/../etc/cron.d/x.txt", b"noi dung").status_code == 200
    wait_for(lambda: taken)
    assert taken[0].name == "x.txt"
    assert taken[0].parent.parent == (tmp_path / "data" / "uploads")


def test_what_was_uploaded_is_deleted_once_taken_and_never_given_out(page: Browser, tmp_path: Path) -> None:
    seen: list[tuple[bytes, int, int]] = []

    def take(paths: list[str | Path]) -> None:
        for path in map(Path, paths):
            seen.append(
                (
                    path.read_bytes(),
                    stat.S_IMODE(path.parent.stat().st_mode),
                    len(list(path.parent.iterdir())),
                )
            )
            for address in (
                f"/gradio_api/file={path}",
                f"/file={path}",
                f"/hoidap/goc?vb={path}",
                f"/static/{path}",
            ):
                assert b"bi mat" not in page.get(address).content

    page.assistant.library.take = take  # type: ignore[attr-defined]
    page.send_file("a.txt", b"bi mat")
    wait_for(lambda: "data-done" in page.get("/hoidap/tai-len").json())
    assert seen == [(b"bi mat", 0o700, 1)]
    assert list((tmp_path / "data" / "uploads").iterdir()) == []


def test_a_file_over_the_limit_is_refused_in_one_sentence_and_leaves_nothing(tmp_path: Path) -> None:
    page = browser(tmp_path, upload_mb=0.01).visit()
    for length in ({}, {"content-length": "5"}):  # a length that lies is counted too
        answer = page.send_file("to.pdf", b"x" * 20_000, **length)
        assert (answer.status_code, answer.text[:22]) == (413, "Tệp “to.pdf” lớn hơn 0"), length
    assert not any((tmp_path / "data" / "uploads").glob("*"))


def test_another_session_neither_sees_nor_cancels_what_was_sent(tmp_path: Path) -> None:
    first = browser(tmp_path).visit()
    first.assistant.library.take = lambda paths: time.sleep(0.3)  # type: ignore[attr-defined]
    key = first.send_file("a.txt", b"cua toi").json()["key"]
    second = Browser(first.app, base_url=HOME).visit()
    assert second.get("/hoidap/tai-len").json() == ""
    assert second.call("/hoidap/huy-tep", {"key": key}).json() is False
    assert "a.txt" in first.get("/hoidap/tai-len").json()


# ---- foreign pages --------------------------------------------------------------------------------------------

CHANGES = (
    ("/hoidap/goi/remove", {"vb": PLAN_ID}), ("/hoidap/goi/forget", {"conversation": "a"}), ("/hoidap/goi/rate", {"turn": 1}),
    ("/hoidap/hoi", {"question": "Ai làm?"}), ("/hoidap/dung", {}), ("/hoidap/huy-tep", {"all": True}), ("/hoidap/tai-len?ten=a.txt", {}),
    ("/dang-xuat", {}),
)  # fmt: skip


@pytest.mark.parametrize(("path", "body"), CHANGES, ids=[p for p, _ in CHANGES])
@pytest.mark.parametrize(
    ("headers", "status"),
    [
        pytest.param({"origin": "http://evil.example"}, 403, id="other origin"),
        pytest.param({"origin": "http://127.0.0.1:9999"}, 403, id="other port of this machine"),
        pytest.param({"origin": "null"}, 403, id="origin hidden"),
        pytest.param({"sec-fetch-site": "cross-site"}, 403, id="said by the browser"),
        pytest.param({"sec-fetch-site": "same-site"}, 403, id="same site, other origin"),
        pytest.param(
            {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"},
            403,
            id="form sent",
        ),
        pytest.param({"host": "evil.example"}, 421, id="foreign host name"),
        pytest.param({"content-type": "text/plain"}, 415, id="plain text"),
        pytest.param({"content-type": "application/x-www-form-urlencoded"}, 415, id="form"),
        pytest.param({"content-type": "multipart/form-data; boundary=a"}, 415, id="form with files"),
        pytest.param({"x-hoidap-token": ""}, 403, id="no token"),
        pytest.param({"x-hoidap-token": "0" * 64}, 403, id="made-up token"),
        pytest.param({"cookie": "hoidap_7860=" + "a" * 32}, 403, id="token of another session"),
    ],
)
def test_a_foreign_page_changes_nothing(visitor: Browser, path: str, body: dict[str, object], headers: dict[str, str], status: int) -> None:  # fmt: skip
    kind = "application/octet-stream" if "tai-len" in path else "application/json"
    own = {
        "origin": HOME,
        "sec-fetch-site": "same-origin",
        "x-hoidap-token": visitor.token,
        "content-type": kind,
    }
    answer = visitor.post(path, content=json.dumps(body), headers={**own, **headers})
    assert answer.status_code == status
    assert visitor.assistant.asked == []  # type: ignore[attr-defined]


def test_nothing_is_answered_that_lets_another_page_read(visitor: Browser) -> None:
    for path in ("/", "/config", "/hoidap/goc?vb=" + PLAN_ID, "/assets/x"):
        answer = visitor.get(path, headers={"origin": HOME})
        assert not [h for h in answer.headers if h.startswith("access-control-")]
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    embedded = visitor.get(
        "/hoidap/goc?vb=" + PLAN_ID, headers={"sec-fetch-site": "cross-site", "sec-fetch-dest": "image"}
    )
    assert embedded.status_code == 403
    link = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}
    assert visitor.get("/", headers=link).status_code == 200  # a link in a letter opens the page


@pytest.mark.parametrize(
    ("host", "settings", "status"),
    [
        pytest.param("127.0.0.1:7860", {}, 200, id="this machine"),
        pytest.param("localhost:7860", {}, 200, id="its name"),
        pytest.param("[::1]:7860", {}, 200, id="its other address"),
        pytest.param("10.0.0.5:7860", {}, 421, id="address of a network while bound to this machine"),
        pytest.param("evil.example", {}, 421, id="foreign name"),
        pytest.param("127.0.0.1.evil.example:7860", {}, 421, id="name that begins like ours"),
        pytest.param("", {}, 421, id="none"),
        pytest.param("10.0.0.5:7860", {"host": "0.0.0.0", "no_login": True}, 200, id="plain address in the network"),
        pytest.param("evil.example", {"host": "0.0.0.0", "no_login": True}, 421, id="foreign name in the network"),
        pytest.param("hoidap.so.local", {"host": "0.0.0.0", "no_login": True, "hosts": "a.b, hoidap.so.local"}, 200, id="name that was named"),
    ],
)  # fmt: skip
def test_only_our_names_are_answered(
    tmp_path: Path, host: str, settings: dict[str, object], status: int
) -> None:
    assert browser(tmp_path, **settings).get("/", headers={"host": host}).status_code == status


@pytest.mark.parametrize("body", [b"", b"[]", b"null", b"{", b"\xff", b"[" * 100_000, b'{"question": 5}'])
def test_a_body_that_is_no_request_gets_one_sentence(visitor: Browser, body: bytes) -> None:
    headers = {"origin": HOME, "x-hoidap-token": visitor.token, "content-type": "application/json"}
    answer = visitor.post("/hoidap/hoi", content=body, headers=headers)
    assert (answer.status_code, answer.text) == (400, text.WRONG_BODY)


def test_a_body_without_end_is_refused(visitor: Browser) -> None:
    headers = {"origin": HOME, "x-hoidap-token": visitor.token, "content-type": "application/json"}
    answer = visitor.post("/hoidap/hoi", content=(b"x" * 65_536 for _ in range(100)), headers=headers)
    assert answer.status_code == 413


# ---- people -----------------------------------------------------------------------------------------------------


def test_an_open_network_without_users_is_refused_with_a_sentence(tmp_path: Path) -> None:
    from assistant.settings import Settings
    from ui import server

    for host in ("0.0.0.0", "::", "192.168.1.5"):
        with pytest.raises(SystemExit, match="hoidap users add"):
            server.check(Settings(data=tmp_path, host=host))
    server.check(Settings(data=tmp_path, host="0.0.0.0", no_login=True))
    server.check(Settings(data=tmp_path, host="127.0.0.1"))
    server.check(Settings(data=tmp_path, host="0.0.0.0", auth=with_users(tmp_path)))


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(None, id="missing"),
        pytest.param("", id="empty"),
        pytest.param("# nobody\n", id="only remarks"),
        pytest.param("an\n", id="name without password"),
        pytest.param("an:\n", id="empty password"),
        pytest.param(":word\n", id="empty name"),
        pytest.param("{}", id="no users"),
        pytest.param('{"format": "hoidap-users-1", "users": []}', id="nobody"),
        pytest.param('{"format": "hoidap-users-1", "users": [{"name": "an", "ro', id="cut off"),
        pytest.param('{"format": "hoidap-users-1", "users": [{"name": "an", "role": "doc", "password": "x"}]}', id="no hash"),
        pytest.param('{"format": "hoidap-users-1", "users": [{"name": "an", "role": "vua", "password": "scrypt$2$8$1$00$00"}]}', id="unknown role"),
    ],
)  # fmt: skip
def test_a_users_file_that_names_nobody_closes_the_page(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "users.json"
    if content is not None:
        path.write_text(content, "utf-8")
    page = browser(tmp_path, auth=path)
    for given in (
        {},
        {"authorization": "Basic " + base64.b64encode(b"an:x").decode()},
        {"authorization": "Bearer x"},
    ):
        for address in ("/", "/hoidap/goc?vb=" + PLAN_ID, "/health", "/config"):
            answer = page.get(address, headers=given)
            assert answer.status_code == 503
            assert str(path) in answer.text
    assert page.log_in("an", "").status_code == 503


def test_passwords_of_an_earlier_file_are_hashed_at_once(tmp_path: Path) -> None:
    path = tmp_path / "users"
    path.write_text("# người dùng\nan:bí mật: dài\n", "utf-8")
    assert browser(tmp_path, auth=path).log_in("an", "bí mật: dài").status_code == 200
    assert "bí mật" not in path.read_text("utf-8")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


ADDRESSES = (
    "/", "/config", "/theme.css", "/assets/index.js", "/hoidap/song", "/hoidap/goc?vb=" + PLAN_ID, "/hoidap/trang?vb=x&trang=1",
    "/hoidap/xuat/nhiem-vu.xlsx", "/hoidap/tai-len", "/health", "/metrics", "/api/v1/documents", "/mcp",
)  # fmt: skip


@pytest.mark.parametrize("path", ADDRESSES)
def test_every_address_asks_for_a_known_user(closed: Browser, path: str) -> None:
    page = another(closed)
    wrong = {"authorization": "Basic " + base64.b64encode(b"an:wrong").decode()}
    for headers in ({}, wrong, {"authorization": "Bearer hoidap_x"}, {"cookie": "hoidap_7860=" + "a" * 32}):
        answer = page.get(path, headers=headers)
        assert (answer.status_code, PLAN.read_text("utf-8")[:50] in answer.text) == (401, False)


def test_a_person_logs_in_is_known_and_logs_out(tmp_path: Path) -> None:
    page = browser(tmp_path, auth=with_users(tmp_path))
    form = page.get("/", headers={"accept": "text/html"})
    assert (form.status_code, "Mật khẩu" in form.text) == (401, True)
    answer = page.log_in("an", password_of("an"))
    cookie = answer.headers["set-cookie"]
    assert answer.status_code == 200
    assert all(word in cookie for word in ("HttpOnly", "SameSite=Strict", "Max-Age=43200"))
    page.visit()
    assert '"name": "an", "role": "doc", "login": true' in page.get("/").text
    kept = page.cookies["hoidap_7860"]
    assert page.call("/dang-xuat", {}).status_code == 200
    page.cookies.set("hoidap_7860", kept)  # a copy of the cookie is worth nothing any more
    assert page.get("/").status_code == 401


def test_a_session_ends_with_a_new_password_or_without_the_user(tmp_path: Path) -> None:
    path = with_users(tmp_path)
    page = browser(tmp_path, auth=path)
    page.log_in("an", password_of("an"))
    assert page.get("/").status_code == 200
    accounts.put(path, "an", Role.READER, "mật khẩu mới")
    assert page.get("/").status_code == 401
    page.log_in("an", "mật khẩu mới")
    accounts.remove(path, "an")
    assert page.get("/").status_code == 401


def test_sessions_outlast_a_restart(tmp_path: Path) -> None:
    path = with_users(tmp_path)
    page = browser(tmp_path, auth=path)
    page.log_in("an", password_of("an"))
    page.visit()
    again = browser(tmp_path, auth=path)
    again.cookies.set("hoidap_7860", page.cookies["hoidap_7860"])
    again.token = page.token
    assert again.call("/hoidap/goi/view_side", {}).status_code == 200


def test_guessing_passwords_is_slowed_and_others_are_not(tmp_path: Path) -> None:
    page = browser(tmp_path, auth=with_users(tmp_path))
    statuses = [page.log_in("an", f"wrong {n}").status_code for n in range(8)]
    assert statuses[:5] == [403] * 5
    assert statuses[5:] == [429] * 3
    assert page.log_in("an", password_of("an")).status_code == 429  # even the right word has to wait
    assert page.log_in("binh", password_of("binh")).status_code == 200
    basic = {"authorization": "Basic " + base64.b64encode(f"an:{password_of('an')}".encode()).decode()}
    fresh = Browser(page.app, base_url=HOME)
    assert fresh.get("/config", headers=basic).status_code == 401


@pytest.mark.parametrize(
    ("who", "path", "body", "status"),
    [
        ("an", "/hoidap/goi/remove", {"vb": PLAN_ID}, 403), ("binh", "/hoidap/goi/remove", {"vb": PLAN_ID}, 200),
        ("an", "/hoidap/goi/view_side", {}, 200), ("an", "/hoidap/hoi", {"question": "Ai làm?"}, 200),
    ],
)  # fmt: skip
def test_a_role_may_do_what_it_is_for(
    tmp_path: Path, who: str, path: str, body: dict[str, str], status: int
) -> None:
    page = browser(tmp_path, auth=with_users(tmp_path))
    page.log_in(who, password_of(who))
    assert page.visit().call(path, body).status_code == status


def test_only_an_editor_uploads_and_only_an_administrator_watches(tmp_path: Path) -> None:
    page = browser(tmp_path, auth=with_users(tmp_path))
    for who, upload, watch in (("an", 403, 403), ("binh", 200, 403), ("chi", 200, 200)):
        page.cookies.clear()
        page.log_in(who, password_of(who))
        page.visit()
        assert page.send_file("a.txt", b"a").status_code == upload
        assert page.get("/health").status_code == watch
        assert page.get("/metrics").status_code == watch


def test_the_shipped_plan_cannot_be_removed(page: Browser) -> None:
    removed: list[object] = []
    page.assistant.library.remove = removed.append  # type: ignore[attr-defined]
    for name in (PLAN_ID, "/", ".", str(PLAN), "3316/KH-UBND"):
        assert page.call("/hoidap/goi/remove", {"vb": name}).json() == {"message": text.NO_SOURCE}
    assert removed == []


def test_what_is_written_only_its_owner_reads(tmp_path: Path) -> None:
    page = browser(tmp_path, auth=with_users(tmp_path))
    page.log_in("an", password_of("an"))
    page.visit().call("/hoidap/hoi", {"question": "Ai làm?"})
    files = [tmp_path / "users.json", *(tmp_path / "data").glob("*")]
    open_ones = {
        f.name: oct(f.stat().st_mode) for f in files if f.is_file() and stat.S_IMODE(f.stat().st_mode) & 0o077
    }
    assert {f.name for f in files} >= {"history.sqlite", "sessions.sqlite", "page.key", "users.json"}
    assert open_ones == {}
    for file in files:
        if file.is_file():
            assert password_of("an").encode() not in file.read_bytes()


def test_two_users_never_see_each_others_history(tmp_path: Path) -> None:
    page = browser(tmp_path, auth=with_users(tmp_path))
    page.log_in("an", password_of("an"))
    lines = page.visit().call("/hoidap/hoi", {"question": "Câu hỏi của An?"}).text.splitlines()
    conversation = json.loads(lines[-1])["conversation"]
    other = Browser(page.app, base_url=HOME)
    other.log_in("binh", password_of("binh"))
    other.visit()
    assert "của An" not in other.call("/hoidap/goi/view_past", {"conversation": conversation}).text
    assert "của An" not in other.call("/hoidap/goi/view_side", {}).text
    assert other.call("/hoidap/nghe", {"conversation": conversation}).status_code == 204
    mine = json.loads(
        other.call("/hoidap/hoi", {"question": "Chen?", "conversation": conversation}).text.splitlines()[-1]
    )
    assert mine["conversation"] != conversation


def test_the_conversation_of_a_named_turn_reaches_back_to_it(page: Browser) -> None:
    history = History(page.assistant.settings.data / "history.sqlite")
    conversation, first = "", 0
    for n in range(200):
        conversation, turn = history.add(conversation, refusal(f"Câu {n}?", "x"))
        first = first or turn
    shown = page.call("/hoidap/goi/view_past", {"conversation": conversation}).json()
    assert (shown.count("<article"), "Câu 150?" in shown, "Câu 149?" in shown) == (50, True, False)
    shown = page.call("/hoidap/goi/view_past", {"conversation": conversation, "turn": first}).json()
    assert (shown.count("<article"), shown.index("Câu 0?") < shown.index("Câu 199?")) == (200, True)


def test_one_person_with_too_many_questions_is_told_so(
    page: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise TooMany

    monkeypatch.setattr(Line, "enter", full)
    answer = page.call("/hoidap/hoi", {"question": "Ai làm?"})
    assert (answer.status_code, answer.text) == (429, text.TOO_MANY)


def wait_for(condition: object) -> None:
    end = time.monotonic() + 10
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < end
        time.sleep(0.02)
