"""The HTTP API over the real assistant: what it gives, what it refuses, and to whom."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from assistant import accounts
from assistant.accounts import Role
from assistant.assistant import Assistant
from tests.ui.api.conftest import Opened
from ui import server, text
from ui.api import Service
from ui.line import Line
from ui.monitoring import Measures

PLAN = "3316-KH-UBND@lam-dong@2022-05-13"
ASK = {"question": "Trích nguyên văn mục II.1 của Kế hoạch 3316/KH-UBND"}


def whole(plain: Assistant) -> str:
    return plain.library.document(PLAN).text


def test_an_answer_has_quotes_that_are_slices_and_addresses_that_show_them(
    programs: Opened, plain: Assistant
) -> None:
    answer = programs().post("/api/v1/ask", json=ASK).json()
    assert answer["status"] == "answered"
    for cited in answer["citations"]:
        assert whole(plain)[cited["start"] : cited["end"]] == cited["quote"]
        assert (
            cited["link"]
            == f"/?van-ban=3316-KH-UBND%40lam-dong%402022-05-13&tu={cited['start']}&den={cited['end']}"
        )
    assert answer["citations"]


def test_a_follow_up_is_understood_by_the_turns_that_are_sent(programs: Opened) -> None:
    earlier = [{"question": "Mục tiêu của Kế hoạch 3316/KH-UBND đến năm 2025 là gì?"}]
    answer = programs().post("/api/v1/ask", json={"question": "Còn đến năm 2030?", "history": earlier}).json()
    assert "2030" in answer["standalone"]
    assert answer["standalone"] != "Còn đến năm 2030?"


def test_every_hit_is_verbatim(programs: Opened, plain: Assistant) -> None:
    found = programs().get("/api/v1/search", params={"q": "đô thị loại III", "k": 3}).json()
    assert [hit["rank"] for hit in found["hits"]] == [1, 2, 3]
    assert "đô thị loại III" in found["hits"][0]["text"]
    for hit in found["hits"]:
        assert hit["document_id"] == PLAN


@pytest.mark.parametrize(
    ("path", "params", "total"),
    [
        pytest.param("documents", {}, 1, id="all documents"),
        pytest.param("documents", {"text": "duc trong thi xa"}, 1, id="words of a title, no diacritics"),
        pytest.param("documents", {"text": "giáo dục"}, 0, id="words of no title"),
        pytest.param("tasks", {"agency": "UBND huyện Đức Trọng", "generic": "false"}, 2, id="tasks of an agency"),
        pytest.param("tasks", {"document": "3316/KH-UBND", "due": "2022-04-01..2022-06-30"}, 2, id="tasks by their dates"),
        pytest.param("targets", {"period": "2030"}, 2, id="targets of a year"),
        pytest.param("targets", {"indicator": "không có chỉ tiêu này"}, 0, id="no such target"),
    ],
)  # fmt: skip
def test_listings_filter_and_count(
    programs: Opened, plain: Assistant, path: str, params: dict[str, str], total: int
) -> None:
    found = programs().get(f"/api/v1/{path}", params=params).json()
    assert (found["total"], len(found[path])) == (total, total)
    for row in found[path]:
        assert row["link"].startswith("/?van-ban=")
        assert row.get("quote", "") in whole(plain)


def test_a_listing_is_given_in_pages(programs: Opened) -> None:
    page = programs()
    everything = page.get("/api/v1/targets").json()["targets"]
    parts = [page.get("/api/v1/targets", params={"limit": 5, "offset": n}).json() for n in range(0, 20, 5)]
    assert [row for part in parts for row in part["targets"]] == everything
    assert {part["total"] for part in parts} == {len(everything)}


@pytest.mark.parametrize("place", ["II.1", "mục II.1", "muc II.1"])
def test_a_provision_is_given_word_for_word(programs: Opened, plain: Assistant, place: str) -> None:
    found = programs().get("/api/v1/provision", params={"document": "3316/KH-UBND", "place": place}).json()
    (one,) = found["provisions"]
    assert one["path"] == "II.1"
    assert one["text"] == whole(plain)[one["start"] : one["end"]].strip()


def test_a_document_comes_with_its_outline(programs: Opened, plain: Assistant) -> None:
    for name in (PLAN, "3316/KH-UBND", "3316-KH-UBND.txt"):
        found = programs().get(f"/api/v1/documents/{name}").json()
        assert found["id"] == PLAN
        assert [row["path"] for row in found["outline"]] == [
            p.path for p in plain.library.document(PLAN).provisions
        ]


@pytest.mark.parametrize(
    ("path", "given", "status", "says"),
    [
        pytest.param("search", {}, 400, "Thiếu “q”", id="no query"),
        pytest.param("search", {"q": "x", "k": "nhiều"}, 400, "“k”", id="a number in words"),
        pytest.param("search", {"q": "  "}, 400, text.EMPTY_QUESTION, id="blank query"),
        pytest.param("search", {"q": "x", "document": "99/QĐ-UBND"}, 404, "99/QĐ-UBND", id="search in no document"),
        pytest.param("tasks", {"limit": "100000"}, 400, "“limit”", id="too many rows"),
        pytest.param("tasks", {"role": "giám sát"}, 400, "giám sát", id="no such role"),
        pytest.param("tasks", {"due": "hôm kia"}, 400, "hôm kia", id="no such time"),
        pytest.param("tasks", {"document": "99/QĐ-UBND"}, 404, "99/QĐ-UBND", id="tasks of no document"),
        pytest.param("documents/99/QĐ-UBND", {}, 404, "99/QĐ-UBND", id="no such document"),
        pytest.param("provision", {"document": "3316/KH-UBND", "place": "Điều 99"}, 404, "Điều 99", id="no such place"),
        pytest.param("khac", {}, 404, text.API_UNKNOWN, id="no such address"),
        pytest.param("ask", {}, 400, "Thiếu “question”", id="no question"),
        pytest.param("ask", {"question": " "}, 400, text.EMPTY_QUESTION, id="blank question"),
        pytest.param("ask", {"question": "a" * 2001}, 400, "2001", id="long question"),
        pytest.param("ask", {"question": "Hỏi?", "history": "trước"}, 400, "“history”", id="history as text"),
        pytest.param("ask", {"question": "Hỏi?", "documents": ["99/QĐ-UBND"]}, 404, "99/QĐ-UBND", id="ask no document"),
    ],
)  # fmt: skip
def test_what_cannot_be_given_is_said_in_one_sentence(
    programs: Opened, path: str, given: dict[str, Any], status: int, says: str
) -> None:
    page, address = programs(), f"/api/v1/{path}"
    answer = page.post(address, json=given) if path == "ask" else page.get(address, params=given)
    assert answer.status_code == status, answer.text
    assert list(answer.json()) == ["error"]
    assert says in answer.json()["error"]


@pytest.mark.parametrize("path", ["/api/v1/documents", "/api/v1/ask", "/api", "/api/v1/openapi.json", "/mcp"])
def test_where_people_log_in_programs_need_a_token_that_stands(
    programs: Opened, users: Path, path: str
) -> None:
    accounts.put(users, "an", Role.READER, "mật khẩu an")
    token = accounts.new_token(users, "an")
    page = programs(auth=users)
    ask = (
        (lambda **h: page.post(path, json=ASK, headers=h))
        if path in {"/api/v1/ask", "/mcp"}
        else (lambda **h: page.get(path, headers=h))
    )
    assert ask().status_code == 401
    assert ask(authorization="Bearer hoidap_doan").status_code == 401
    assert ask(authorization=f"Bearer {token}").status_code not in {401, 403}
    accounts.drop_tokens(users, "an")
    assert ask(authorization=f"Bearer {token}").status_code == 401


@pytest.mark.parametrize(
    ("headers", "body", "status"),
    [
        pytest.param({"origin": "http://xau.example"}, b"{}", 403, id="another page"),
        pytest.param({"host": "xau.example"}, b"{}", 421, id="another name of this machine"),
        pytest.param({"content-type": "text/plain"}, b"{}", 415, id="not JSON"),
        pytest.param({}, b'{"question": "' + b"a" * 300_000 + b'"}', 413, id="too large"),
    ],
)
def test_the_gate_stands_before_the_api(
    programs: Opened, headers: dict[str, str], body: bytes, status: int
) -> None:
    sent = {"content-type": "application/json", **headers}
    assert programs().post("/api/v1/ask", content=body, headers=sent).status_code == status


class Slow:
    """The real assistant, which answers only when it is let go."""

    def __init__(self, inner: Assistant) -> None:
        self.inner, self.go = inner, threading.Event()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)

    def stream(self, question: str, history: object = (), documents: object = None) -> Any:
        assert self.go.wait(20)
        return self.inner.stream(question, history, documents)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("bounds", "status", "says"),
    [
        pytest.param({"most": 1, "of_one": 9}, 503, text.TOO_BUSY, id="the line is full"),
        pytest.param({"most": 9, "of_one": 1}, 429, text.TOO_MANY, id="one person has too many"),
    ],
)
def test_a_full_line_is_said_at_once_and_nobody_before_is_lost(
    plain: Assistant, monkeypatch: pytest.MonkeyPatch, bounds: dict[str, int], status: int, says: str
) -> None:
    slow, line = Slow(plain), Line(1, **bounds)
    monkeypatch.setattr(server, "Line", lambda: line)
    answers: list[Any] = []
    with TestClient(server.interfaces(slow, plain.settings), base_url="http://127.0.0.1:7860") as page:  # type: ignore[arg-type]
        asked = [
            threading.Thread(target=lambda: answers.append(page.post("/api/v1/ask", json=ASK)))
            for _ in range(2)
        ]
        for n, one in enumerate(asked, 1):
            one.start()
            for _ in range(200):
                if len(line) == n:
                    break
                time.sleep(0.05)
        refused = page.post("/api/v1/ask", json=ASK)
        slow.go.set()
        for one in asked:
            one.join(30)
    assert (refused.status_code, refused.json()["error"]) == (status, says)
    assert "retry-after" in refused.headers
    assert [(a.status_code, a.json()["status"]) for a in answers] == [(200, "answered")] * 2


def test_the_description_is_vietnamese_complete_and_loads_nothing(programs: Opened) -> None:
    page = programs()
    described = page.get("/api/v1/openapi.json").json()
    assert set(described["paths"]) == {
        f"/api/v1/{name}"
        for name in ("ask", "search", "documents", "documents/{document}", "provision", "tasks", "targets")
    }
    for methods in described["paths"].values():
        for operation in methods.values():
            assert operation["summary"]
            assert operation["description"]
    html = page.get("/api").text
    assert '<html lang="vi">' in html
    assert "src=" not in html
    assert "<script" not in html
    for path in described["paths"]:
        assert path in html


def test_no_address_of_the_api_changes_anything() -> None:
    assert [n for n in vars(Service) if not n.startswith("_")] == [
        "ask", "search", "documents", "document", "provision", "tasks", "targets",
    ]  # fmt: skip


def test_an_error_inside_is_one_sentence(plain: Assistant) -> None:
    class Broken:
        library, index, settings = plain.library, plain.index, plain.settings

        def stream(self, *_: object, **__: object) -> Any:
            raise RuntimeError("hỏng")

    app = server.interfaces(Broken(), plain.settings)  # type: ignore[arg-type]
    with TestClient(app, base_url="http://127.0.0.1:7860", raise_server_exceptions=False) as page:
        answer = page.post("/api/v1/ask", json=ASK)
    assert (answer.status_code, answer.json()) == (500, {"error": text.FAILED})


def test_questions_of_programs_are_counted(plain: Assistant) -> None:
    import asyncio

    measures = Measures()
    service = Service(plain, Line(1), measures)
    asyncio.run(service.ask(ASK["question"]))
    assert 'hoidap_answers_total{status="answered"} 1' in measures.prometheus({})
