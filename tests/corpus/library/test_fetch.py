"""Downloads: bounded, checked at each redirect, and never from inside the network unless allowed."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from corpus.errors import FetchRefused
from corpus.library import fetch as library_fetch
from corpus.library.fetch import FetchLimits, checked_address, fetch, is_url
from corpus.library.library import Library
from corpus.library.report import Action
from tests.factories.documents import decision

PAGE = f"<html><body><pre>{decision('7/QĐ-UBND')}</pre></body></html>".encode()

TWICE = gzip.compress(gzip.compress(b"0" * 30_000_000))


class _Office(BaseHTTPRequestHandler):
    """A small web server with one page and many ways to misbehave."""

    def do_GET(self) -> None:
        getattr(
            self, "serve_" + self.path.strip("/").split("/")[0].split("?")[0].split(".")[0], self.missing
        )()

    def missing(self) -> None:
        self.answer(404, b"no")

    def answer(self, code: int, body: bytes, **headers: str) -> None:
        self.send_response(code)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def serve_page(self) -> None:
        self.answer(200, PAGE, Content_Type="text/html; charset=utf-8")

    def serve_file(self) -> None:
        self.answer(200, b"%PDF-1.7", Content_Type="application/pdf",
                    Content_Disposition='attachment; filename="../../etc/Quyet dinh 7.pdf"')  # fmt: skip

    def serve_moved(self) -> None:
        self.answer(302, b"", Location="/page")

    def serve_loop(self) -> None:
        self.answer(302, b"", Location="/loop")

    def serve_inside(self) -> None:
        self.answer(302, b"", Location="http://169.254.169.254/latest/meta-data")

    def serve_local(self) -> None:
        self.answer(302, b"", Location="file:///etc/passwd")

    def serve_empty(self) -> None:
        self.answer(200, b"")

    def serve_large(self) -> None:
        self.answer(200, b"x" * 3_000_000)

    def serve_bomb(self) -> None:
        self.answer(200, gzip.compress(b"0" * 30_000_000), Content_Encoding="gzip")

    def serve_twice(self) -> None:
        self.answer(200, TWICE, Content_Encoding="gzip, gzip")

    def serve_brotli(self) -> None:
        self.answer(200, b"\x00" * 100, Content_Encoding="br")

    def serve_zstd(self) -> None:
        self.answer(200, b"\x28\xb5\x2f\xfd" * 100, Content_Encoding="zstd")

    def serve_torn(self) -> None:
        self.answer(200, b"not gzip at all", Content_Encoding="gzip")

    def serve_packed(self) -> None:
        self.answer(200, gzip.compress(PAGE), Content_Encoding="gzip", Content_Type="text/html")

    def serve_nowhere(self) -> None:
        self.answer(302, b"")

    def serve_drip(self) -> None:
        """Send the headers a letter at a time."""
        for letter in b"HTTP/1.1 200 OK\r\nX-Long: " + b"x" * 400:
            try:
                self.wfile.write(bytes([letter]))
                self.wfile.flush()
            except OSError:
                return
            time.sleep(0.05)

    def serve_slow(self) -> None:
        self.send_response(200)
        self.end_headers()
        for _ in range(100):
            try:
                self.wfile.write(b"x" * 10)
                self.wfile.flush()
            except OSError:
                return
            time.sleep(0.1)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Office)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


ALLOWED = FetchLimits(seconds=1.5, megabytes=1, allow_private=True)


@pytest.mark.parametrize("path", ["page", "moved"], ids=["a page", "a page that moved"])
def test_a_page_is_downloaded(site: str, path: str) -> None:
    fetched = fetch(f"{site}/{path}", ALLOWED)
    assert (fetched.data, fetched.name) == (PAGE, "page.html")


def test_a_packed_page_is_unpacked(site: str) -> None:
    assert fetch(f"{site}/packed", ALLOWED).data == PAGE


@pytest.mark.parametrize(
    "address",
    ["169.254.169.254", "[fe80::1]", "[::7f00:1]", "[::a9fe:a9fe]", "[64:ff9b::7f00:1]", "[64:ff9b::a9fe:a9fe]",
     "[64:ff9b:1::7f00:1]", "[::ffff:169.254.169.254]", "[2002:a9fe:a9fe::]", "[ff02::1]", "224.0.0.1"],
)  # fmt: skip
def test_some_addresses_are_never_reached(address: str) -> None:
    with pytest.raises(FetchRefused, match="không bao giờ"):
        checked_address(f"http://{address}/", allow_private=True)


@pytest.mark.parametrize("address", ["127.0.0.1", "10.1.2.3", "[::1]", "[fc00::1]"])
def test_an_office_can_allow_its_own_network(address: str) -> None:
    assert checked_address(f"http://{address}/", allow_private=True)[2] == 80


def test_a_name_from_the_server_cannot_leave_the_folder(site: str) -> None:
    assert fetch(f"{site}/file", ALLOWED).name == "Quyet dinh 7.pdf"


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("gone", "mã 404"),
        ("loop", "chuyển hướng quá 5 lần"),
        ("local", "chỉ nhận địa chỉ http hoặc https"),
        ("empty", "rỗng"),
        ("large", "lớn hơn 1 MB"),
        ("bomb", "lớn hơn 1 MB"),
        ("slow", "quá 2 giây"),
        ("drip", "quá 2 giây"),
        ("twice", "không hỗ trợ"),
        ("brotli", "không hỗ trợ"),
        ("zstd", "không hỗ trợ"),
        ("torn", "bị hỏng"),
        ("nowhere", "không nói chuyển tới đâu"),
    ],
)
def test_a_page_that_misbehaves_is_refused(site: str, path: str, said: str) -> None:
    began = time.monotonic()
    with pytest.raises(FetchRefused, match=said):
        fetch(f"{site}/{path}", ALLOWED)
    assert time.monotonic() - began < 5


def test_a_private_address_is_refused_by_default(site: str) -> None:
    with pytest.raises(FetchRefused, match=r"mạng nội bộ.*HOIDAP_URL_ALLOW_PRIVATE"):
        fetch(f"{site}/page")


def test_a_redirect_into_the_network_is_refused(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    public = library_fetch._is_public
    monkeypatch.setattr(library_fetch, "_is_public", lambda a: a == "127.0.0.1" or public(a))
    with pytest.raises(FetchRefused, match="không bao giờ"):
        fetch(f"{site}/inside", FetchLimits(seconds=2))


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
     "[::1]", "[fe80::1]", "[fc00::1]", "[::ffff:127.0.0.1]", "[2002:7f00:1::]", "localhost"],
)  # fmt: skip
def test_addresses_inside_the_network_are_private(address: str) -> None:
    with pytest.raises(FetchRefused, match=r"mạng nội bộ|không bao giờ"):
        checked_address(f"http://{address}/", allow_private=False)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("ftp://example.org/a", "chỉ nhận"),
        ("file:///etc/passwd", "chỉ nhận"),
        ("http://", "không có tên máy chủ"),
        ("http://user:secret@example.org/", "tên đăng nhập"),
        ("http://[::1/", "viết sai"),
        ("http://example.org:99999/", "viết sai"),
    ],
    ids=["ftp", "file", "no host", "credentials", "broken brackets", "impossible port"],
)
def test_an_address_of_the_wrong_kind_is_refused(url: str, said: str) -> None:
    with pytest.raises(FetchRefused, match=said):
        checked_address(url, allow_private=True)


def test_a_name_that_does_not_resolve_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*args: object, **options: object) -> object:
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(FetchRefused, match=r"không tìm thấy máy chủ vanban\.example"):
        fetch("http://vanban.example/a")


def test_the_connection_goes_to_the_address_that_was_checked(
    site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    resolve = socket.getaddrinfo

    def once(host: str, *args: object, **options: object) -> object:
        asked.append(host)
        return resolve("127.0.0.1" if host == "vanban.example" else host, *args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", once)
    port = site.rsplit(":", 1)[1]
    assert fetch(f"http://vanban.example:{port}/page", ALLOWED).data == PAGE
    assert asked.count("vanban.example") == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [("https://vanban.chinhphu.vn/x", True), ("file:///a", True), ("/a/b.pdf", False), ("C:\\a.docx", False)],
)
def test_addresses_are_told_from_paths(text: str, expected: bool) -> None:
    assert is_url(text) is expected


def test_an_added_address_becomes_a_document_and_is_recognised_again(site: str, tmp_path: Path) -> None:
    library = Library.open(tmp_path / "data", fetch_limits=ALLOWED)
    (file,) = library.add([f"{site}/page"]).files
    assert file.action is Action.ADDED
    assert library.document("7/QĐ-UBND").source == "page.html"
    assert library.add([f"{site}/page"]).files[0].action is Action.UNCHANGED


def test_an_address_that_fails_stops_no_file(site: str, tmp_path: Path) -> None:
    (tmp_path / "qd.txt").write_text(decision("8/QĐ-UBND"), encoding="utf-8")
    library = Library.open(tmp_path / "data", fetch_limits=ALLOWED)
    report = library.add([f"{site}/gone", tmp_path / "qd.txt"])
    assert [f.action.name for f in report.files] == ["ADDED", "FAILED"]
